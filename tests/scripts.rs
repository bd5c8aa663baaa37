//! Lists of changes as text: what they do to a record, what is said of those that are wrong, and that what is written is read
//! back.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::edit::{Change, Edit, apply, between};
use demarche::io::{changes_in, changes_in_ron, load_starter};
use demarche::model::{Document, Severity};

#[path = "support"]
mod made {
    use demarche::{kit, model};

    pub mod chance;
}

use made::chance::Chance;

/// Returns the changes in a text that must be sound.
fn sound(text: &str, document: &Document) -> Vec<Change> {
    let (changes, problems) = changes_in("changes.ron", text, document);
    let errors: Vec<String> =
        problems.iter().filter(|it| it.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{text}", errors.join("\n\n"));
    changes
}

/// Returns a document after the changes in a text.
fn after(text: &str, document: &Document) -> Document {
    apply(document, &Edit::of(document, sound(text, document))).expect("an edit")
}

/// Returns a document of the same atlas without any records.
fn nothing(document: &Document) -> Document {
    let mut manifest = (*document.manifest).clone();
    manifest.focus.clear();
    Document::empty(manifest)
}

/// Checks that changes are read back from what is written of them.
fn check(before: &Document, changes: &[Change]) {
    let text = changes_in_ron(changes);
    let expected = apply(before, &Edit::named("", changes.to_vec())).expect("an edit");
    assert_eq!(after(&text, before), expected, "{text}");
    // Zeros of both signs are equal, so that texts are compared too.
    assert_eq!(format!("{:?}", after(&text, before)), format!("{expected:?}"));
}

#[test]
fn any_document_is_made_of_any_other_by_the_changes_that_are_written() {
    let mut documents: Vec<Document> = (0..60).map(|seed| Chance::new(seed).document()).collect();
    documents.push(nothing(&documents[0]));
    for pair in documents.windows(2) {
        check(&pair[0], &between(&pair[0], &pair[1]));
        check(&pair[1], &between(&pair[1], &pair[0]));
    }
}

#[test]
fn the_starter_atlas_is_made_of_nothing_by_the_changes_that_are_written() {
    let starter = load_starter().document;
    let empty = nothing(&starter);
    check(&empty, &between(&empty, &starter));
    check(&starter, &between(&starter, &empty));
}
