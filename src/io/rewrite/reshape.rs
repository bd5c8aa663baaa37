//! Makes one file of the files of a folder, or the other way round: lists become sections and sections lists, each record and
//! comment keeping its bytes. Nothing is put into words anew.

use std::sync::Arc;

use super::super::decode::SECTIONS;
use super::super::files::{FOLDERS, TextFile};
use super::super::syntax::Field;
use super::super::trivia::{comma_after, skip};
use super::super::written::Form;
use super::AtlasForm;
use super::error::RewriteError;
use super::home::Shelf;
use super::slots::{Piece, SlotText, Slots};

/// The file that holds the manifest of a folder.
const MANIFEST: &str = "atlas.ron";
/// The file of `ties/` to which the ties of one file go, and that of `scenarios/` for scenarios.
const ALL: &str = "all.ron";

/// Returns files as they are in another form. One file is called `atlas.ron`, whatever name it is to have. O(bytes).
///
/// # Errors
/// Returns the file that cannot be taken along to its end.
pub(in super::super) fn reshaped(files: &[TextFile], form: AtlasForm) -> Result<Vec<TextFile>, RewriteError> {
    match form {
        AtlasForm::File => Ok(vec![TextFile::new(MANIFEST, in_one(files)?)]),
        AtlasForm::Folder => files.first().map_or(Ok(Vec::new()), apart),
    }
}

fn refused(file: &TextFile, why: impl Into<String>) -> RewriteError {
    RewriteError::Shape { file: file.path.clone(), why: why.into() }
}

/// Returns what is in a file, which can be read to its end.
fn shelf_of(file: &TextFile) -> Result<Shelf, RewriteError> {
    let shelf = Shelf::of(file);
    match &shelf.error {
        Some(error) => Err(refused(file, format!("it has an error at {}: {}", file.place(error.at), error.message))),
        None => Ok(shelf),
    }
}

/// Returns the text of one file with all that is in the files of a folder.
fn in_one(files: &[TextFile]) -> Result<String, RewriteError> {
    let mut sections = String::new();
    for name in SECTIONS {
        let is_of = |file: &&TextFile| super::super::decode::section_of(&file.path) == name;
        let lists: Vec<&TextFile> = files.iter().filter(is_of).collect();
        match lists.as_slice() {
            [] => {}
            [file] => {
                let List { head, inner, tail } = list_in(file)?;
                sections.push_str(&format!("{head}    {name}: [{inner}],\n{tail}"));
            }
            several => {
                sections.push_str(&format!("    {name}: [\n"));
                for file in several {
                    let List { head, inner, tail } = list_in(file)?;
                    sections.push_str(&format!("{head}{inner}\n{tail}"));
                }
                sections.push_str("    ],\n");
            }
        }
    }
    let Some(manifest) = files.iter().find(|file| &*file.path == MANIFEST) else {
        let file: Arc<str> = Arc::from(MANIFEST);
        return Err(RewriteError::Shape { file, why: "it is not there".to_owned() });
    };
    let (shelf, text) = (shelf_of(manifest)?, manifest.text.as_str());
    let Some(fields) = &shelf.fields else { return Err(refused(manifest, "it holds a list and no `Atlas(…)`")) };
    let slots = Slots::of(text, shelf.open, fields.iter().map(range));
    let end = slots.inside().end;
    let last = fields.last().map_or(shelf.open + 1, |field| field.value.span.end);
    let comma = if fields.is_empty() || comma_after(text, last).is_some() { "" } else { "," };
    let between = text[last..end].trim_end_matches([' ', '\t']);
    let newline = if between.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{}{comma}{between}{newline}{sections}{}", &text[..last], &text[end..]))
}

/// A file of a list, apart: what stands above its bracket, between its brackets, where each record has a comma behind it, and
/// below.
struct List {
    head: String,
    inner: String,
    tail: String,
}

fn list_in(file: &TextFile) -> Result<List, RewriteError> {
    let (shelf, text) = (shelf_of(file)?, file.text.as_str());
    if shelf.fields.is_some() {
        return Err(refused(file, "it is not a list"));
    }
    let open = shelf.open;
    if skip(text, 0) != open {
        return Err(refused(file, "what stands above its list is no comment"));
    }
    let items = super::super::syntax::outline(text).items;
    let last = items.last().map(|item| item.span.end);
    let close = Slots::of(text, open, items.into_iter().map(|item| item.span)).inside().end;
    let mut inner = text[open + 1..close].to_owned();
    if let Some(last) = last.filter(|last| comma_after(text, *last).is_none()) {
        inner.insert(last - (open + 1), ',');
    }
    Ok(List { head: on_lines(&text[..open]), inner, tail: on_lines(&text[close + 1..]) })
}

/// Returns comments on lines of their own; nothing where there are none.
fn on_lines(comments: &str) -> String {
    let comments = comments.trim();
    if comments.is_empty() { String::new() } else { format!("    {comments}\n") }
}

/// Returns the files of a folder with all that is in one file.
fn apart(file: &TextFile) -> Result<Vec<TextFile>, RewriteError> {
    let (shelf, text) = (shelf_of(file)?, file.text.as_str());
    let Some(fields) = &shelf.fields else { return Err(refused(file, "it holds a list and no `Atlas(…)`")) };
    let slots = Slots::of(text, shelf.open, fields.iter().map(range));
    let section = |idx: usize| {
        let Field { name, value } = &fields[idx];
        let name = &text[name.clone()];
        let is_list = text[value.span.clone()].starts_with('[');
        SECTIONS.into_iter().find(|section| is_list && *section == name)
    };
    let goes = |idx: usize| idx < fields.len() && section(idx).is_some();
    let mut files = Vec::new();
    for (idx, field) in fields.iter().enumerate() {
        let Some(name) = section(idx) else { continue };
        let path = if FOLDERS.contains(&name) { format!("{name}/{ALL}") } else { format!("{name}.ron") };
        files.push(TextFile::new(&path, list_alone(text, field, &slots.taken_out(idx, goes))));
    }
    let kept = (0..fields.len()).filter(|idx| !goes(*idx)).map(|idx| Piece::Kept(idx, None)).collect();
    let inside = slots.inside();
    let manifest = format!("{}{}{}", &text[..inside.start], slots.rebuilt(kept, Form::Tall), &text[inside.end..]);
    files.push(TextFile::new(MANIFEST, manifest));
    Ok(files)
}

/// Returns the text of a file with the list of a field, and the comments that belong to it.
fn list_alone(text: &str, field: &Field, slot: &SlotText) -> String {
    let Field { name, value } = field;
    let colon = skip(text, name.end);
    let above = [slot.lead.as_str(), &text[name.end..colon], &text[colon + 1..value.span.start]];
    let above: String =
        above.map(str::trim).into_iter().filter(|it| !it.is_empty()).map(|it| format!("{it}\n")).collect();
    let (before, behind) = slot.rest.split_at(slot.comma.unwrap_or(slot.rest.len()));
    let behind = format!("{before}{}", behind.strip_prefix(',').unwrap_or(behind));
    format!("{above}{}{}\n", &text[value.span.clone()], behind.trim_end())
}

fn range(field: &Field) -> std::ops::Range<usize> {
    field.name.start..field.value.span.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<TextFile> {
        let files = [
            ("atlas.ron", "// Mine.\nAtlas(format: 1, id: \"two\", title: \"Two\", as_of: \"2024-06-30\") // end\n"),
            ("kinds.ron", "// The kinds.\n[\n    Kind(id: \"k\"), // one\n    Kind(id: \"l\") // two\n]\n// below"),
            ("ties/a.ron", "// A.\n[Tie(id: \"a\"), /* b */ Tie(id: \"b\")]"),
            ("ties/b.ron", "[\n    Tie(id: \"c\",   faulty: 1), // c\n]\n"),
        ];
        files.map(|(path, text)| TextFile::new(path, text.to_owned())).into()
    }

    fn texts(files: &[TextFile]) -> Vec<(&str, &str)> {
        files.iter().map(|file| (&*file.path, file.text.as_str())).collect()
    }

    #[test]
    fn lists_become_sections_and_records_and_comments_keep_their_bytes() {
        let one = reshaped(&files(), AtlasForm::File).expect("one file");
        let expected = "// Mine.\nAtlas(format: 1, id: \"two\", title: \"Two\", as_of: \"2024-06-30\",\n    // The kinds.\n    kinds: [\n    Kind(id: \"k\"), // one\n    Kind(id: \"l\"), // two\n],\n    // below\n    ties: [\n    // A.\nTie(id: \"a\"), /* b */ Tie(id: \"b\"),\n\n    Tie(id: \"c\",   faulty: 1), // c\n\n    ],\n) // end\n";
        assert_eq!(texts(&one), [("atlas.ron", expected)]);
        assert!(Shelf::of(&one[0]).error.is_none());
    }

    #[test]
    fn sections_become_lists_and_what_is_around_them_stays() {
        let text = "// Mine.\nAtlas(\n    format: 1, // f\n    id: \"two\",\n    // All of them.\n    kinds: /* k */ [\n        Kind(id: \"k\"), // one\n    ], // kinds\n    title: \"Two\",\n    ties: [],\n    nations: 5,\n)\n";
        let apart = reshaped(&[TextFile::new("two.ron", text.to_owned())], AtlasForm::Folder).expect("files");
        let manifest =
            "// Mine.\nAtlas(\n    format: 1, // f\n    id: \"two\",\n    title: \"Two\",\n    nations: 5,\n)\n";
        let kinds = "// All of them.\n/* k */\n[\n        Kind(id: \"k\"), // one\n    ] // kinds\n";
        assert_eq!(texts(&apart), [("kinds.ron", kinds), ("ties/all.ron", "[]\n"), ("atlas.ron", manifest)]);
        let again = reshaped(&apart[..2], AtlasForm::File);
        assert!(matches!(&again, Err(RewriteError::Shape { file, .. }) if &**file == "atlas.ron"), "{again:?}");
    }

    #[test]
    fn a_file_that_cannot_be_taken_along_to_its_end_is_named() {
        for (path, text) in
            [("kinds.ron", "[Kind("), ("kinds.ron", "Atlas()"), ("kinds.ron", "#![enable(unwrap_newtypes)]\n[]")]
        {
            let mut files = files();
            files[1] = TextFile::new(path, text.to_owned());
            let error = reshaped(&files, AtlasForm::File).expect_err(text).to_string();
            assert!(error.contains("kinds.ron") && error.contains("\nHint: "), "{error}");
        }
    }
}
