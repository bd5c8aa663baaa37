//! Forms of all that is on record, and what comes of what is typed into them.

use demarche::edit::between;
use demarche::io::{cameo_codes, load_starter};
use demarche::model::{Document, Entry, EntryId, Tie, TieId};
use demarche::session::forms::{Form, Holder, Item, Sort, Thing};

/// The treaty between Russia and North Korea.
pub const PACT: &str = "rus-prk-partnership-2024";

/// Returns the atlas that comes with the program.
pub fn starter() -> Document {
    load_starter().document
}

/// Returns a tie by its id.
pub fn tie_id(id: &str) -> EntryId {
    EntryId::Tie(TieId::new(id))
}

/// Returns the treaty.
pub fn pact(document: &Document) -> &Tie {
    &document.ties[&TieId::new(PACT)]
}

/// Returns the form of a thing.
pub fn form(document: &Document, thing: Thing) -> Form {
    Form::of(document, &cameo_codes(), thing.clone()).unwrap_or_else(|| panic!("no form of {thing:?}"))
}

/// Returns every item of a record, those within items too.
fn items(document: &Document, entry: &Entry) -> Vec<Thing> {
    let sorts = [
        Sort::Evidence,
        Sort::Milestone,
        Sort::Exchange,
        Sort::Dispute,
        Sort::Relation,
        Sort::Level,
        Sort::Event,
        Sort::Driver,
        Sort::Share,
        Sort::Signatory,
        Sort::Hypothesis,
    ];
    let of = |within: Option<(Sort, usize)>| {
        let holder = Holder { record: entry.id(), within };
        let all = sorts.into_iter().flat_map(move |sort| {
            let holder = holder.clone();
            (0..)
                .map(move |idx| Thing::Item(Item { of: holder.clone(), sort, idx: Some(idx) }))
                .take_while(|thing| Form::of(document, &[], thing.clone()).is_some())
        });
        all.collect::<Vec<Thing>>()
    };
    let own = of(None);
    let within = own.iter().flat_map(|thing| match thing {
        Thing::Item(Item { sort, idx: Some(idx), .. }) => of(Some((*sort, *idx))),
        Thing::Item(_) | Thing::Record(_) | Thing::New(_) => Vec::new(),
    });
    let within: Vec<Thing> = within.collect();
    own.into_iter().chain(within).collect()
}

/// Returns everything in an atlas that has a form.
pub fn things(document: &Document) -> Vec<Thing> {
    let empty = Document::empty((*document.manifest).clone());
    let mut all = vec![Thing::Record(EntryId::Manifest)];
    for change in between(&empty, document) {
        let entry = change.after().expect("a record");
        if !matches!(entry, Entry::Position(..)) {
            all.push(Thing::Record(entry.id()));
            all.extend(items(document, entry));
        }
    }
    all
}

/// Types into a form; returns it.
pub fn typed(document: &Document, thing: Thing, texts: &[(&str, &str)]) -> Form {
    let mut form = form(document, thing);
    for (fact, text) in texts {
        assert!(form.field(fact).is_some(), "there is no {fact}");
        form.set(document, fact, *text);
    }
    form
}

/// Asserts that what was typed is refused at a fact, in words.
pub fn refused(document: &Document, thing: Thing, texts: &[(&str, &str)], at: &str, words: &str) {
    match typed(document, thing, texts).read(document, &cameo_codes()) {
        Ok(edit) => panic!("{texts:?} was taken as {edit:?}"),
        Err(objections) => {
            let found = objections.iter().find(|(fact, _)| fact == at);
            let (_, objection) = found.unwrap_or_else(|| panic!("{texts:?}: nothing at {at} but {objections:?}"));
            let said = format!("{} | {}", objection.message, objection.hint);
            assert!(said.contains(words), "{texts:?}: {said}");
        }
    }
}
