//! Splits files into records and reads each on its own, so that all problems are found at once.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::files::TextFile;
use super::limits::{FORMAT, MAX_RECORDS};
use super::native::{
    AssessmentRecord, AtlasRecord, InstrumentRecord, KindRecord, NationRecord, PositionRecord, ScenarioRecord,
    SourceRecord, TieRecord,
};
use super::objected::{Objected, objected, parse};
use super::problems::{Found, Problems};
use super::syntax::{Field, Node, Outline, Shape, SyntaxError, outline, value_at};
use super::views_record::ViewRecord;

/// Where a record lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RecordPlace {
    /// Which of the files read.
    pub file_idx: usize,
    /// Its bytes there.
    pub span: Range<usize>,
}

/// Records of one table as written, with what is known of those that could not be read.
#[derive(Debug)]
pub(super) struct RawTable<T> {
    /// Records that could be read.
    pub records: Vec<(RecordPlace, T)>,
    /// Ids of records that could not.
    pub faulty_ids: BTreeSet<String>,
    /// Whether a part of the table was hidden by a syntax error or an unreadable file.
    pub has_gap: bool,
}

impl<T> Default for RawTable<T> {
    fn default() -> Self {
        Self { records: Vec::new(), faulty_ids: BTreeSet::new(), has_gap: false }
    }
}

/// All records of an atlas as written.
#[derive(Debug, Default)]
pub(super) struct RawAtlas {
    pub manifest: Option<(RecordPlace, AtlasRecord)>,
    pub kinds: RawTable<KindRecord>,
    pub nations: RawTable<NationRecord>,
    pub sources: RawTable<SourceRecord>,
    pub instruments: RawTable<InstrumentRecord>,
    pub ties: RawTable<TieRecord>,
    pub assessments: RawTable<AssessmentRecord>,
    pub positions: RawTable<PositionRecord>,
    pub scenarios: RawTable<ScenarioRecord>,
    pub views: RawTable<ViewRecord>,
}

/// The sections of an atlas in one file, in the order in which they are written.
pub(super) const SECTIONS: [&str; 9] =
    ["kinds", "nations", "sources", "instruments", "ties", "assessments", "positions", "scenarios", "views"];

/// Reads all records of the files.
pub(super) fn decode(files: &[TextFile], problems: &mut Problems) -> RawAtlas {
    let mut decoding = Decoding { files, problems, raw: RawAtlas::default(), n_records: 0 };
    for (file_idx, file) in files.iter().enumerate() {
        decoding.file(file_idx, file);
    }
    decoding.raw
}

/// Marks tables whose files could not be read at all.
pub(super) fn mark_gap(raw: &mut RawAtlas, path: &str) {
    match path.strip_suffix(".ron").unwrap_or(path) {
        "kinds" => raw.kinds.has_gap = true,
        "nations" => raw.nations.has_gap = true,
        "sources" => raw.sources.has_gap = true,
        "instruments" => raw.instruments.has_gap = true,
        path if path.starts_with("ties") => raw.ties.has_gap = true,
        path if path.starts_with("scenarios") => raw.scenarios.has_gap = true,
        _ => {}
    }
}

struct Decoding<'a> {
    files: &'a [TextFile],
    problems: &'a mut Problems,
    raw: RawAtlas,
    n_records: usize,
}

impl Decoding<'_> {
    fn file(&mut self, file_idx: usize, file: &TextFile) {
        let Outline { items, fields, is_list, start, name, error } = outline(&file.text);
        if let Some(error) = &error {
            let n_lines = file.text.lines().count();
            let place = file.place(error.at);
            let is_cut = place.line < n_lines;
            let hint =
                if is_cut { format!("{}; the file was read only up to here", error.hint) } else { error.hint.clone() };
            self.problems.error(|| Found { place, message: error.message.clone(), hint });
        }
        if is_list {
            let section = section_of(&file.path);
            if SECTIONS.contains(&section) {
                self.section(file_idx, section, items);
            } else if error.is_none() {
                let message = "this file holds a list where one `Atlas(…)` is expected".to_owned();
                let hint = "a single-file atlas is one struct: Atlas(format: 1, …, ties: [ … ])".to_owned();
                self.report(file_idx, start, message, hint);
            }
        } else {
            self.atlas(file_idx, Body { name, start, fields }, error.as_ref());
        }
        if error.is_some() {
            mark_gap(&mut self.raw, &file.path);
            if !is_list {
                // Everything after the break of a single file is unknown.
                SECTIONS.iter().for_each(|section| mark_gap(&mut self.raw, section));
            }
        }
    }

    /// Reads one `Atlas(…)`: its own fields as the manifest, its sections as tables.
    fn atlas(&mut self, file_idx: usize, body: Body, broken_off: Option<&SyntaxError>) {
        let Body { name, start, fields } = body;
        let TextFile { text, path, .. } = &self.files[file_idx];
        let is_manifest = &**path == "atlas.ron" || self.files.len() == 1 && !path.contains('/');
        if !is_manifest {
            if broken_off.is_none() {
                let hint = "write `[ … ]` around its records; only `atlas.ron` holds one `Atlas(…)`";
                self.report(file_idx, start, "this file is not a list".to_owned(), hint.to_owned());
            }
            return;
        }
        if !matches!(&text[name.clone()], "" | "Atlas") && broken_off.is_none() {
            let hint = "a manifest or a single-file atlas is one `Atlas(…)`".to_owned();
            self.report(file_idx, name.start, format!("`{}` is not known here", &text[name]), hint);
        }
        let mut manifest = Vec::new();
        let mut names = BTreeSet::new();
        for field in fields {
            let name = &text[field.name.clone()];
            if !names.insert(name) {
                let message = format!("the field `{name}` is given twice");
                self.report(file_idx, field.name.start, message, "keep one of the two".to_owned());
                continue;
            }
            match (SECTIONS.iter().find(|section| **section == name), field.value.shape) {
                (Some(section), Shape::Items(items)) => self.section(file_idx, section, items),
                (Some(section), _) => {
                    let message = format!("`{section}` is not a list");
                    self.report(file_idx, field.value.span.start, message, format!("write `{section}: [ … ]`"));
                }
                (None, _) => manifest.push(field.name.start..field.value.span.end),
            }
        }
        let place = RecordPlace { file_idx, span: start..text.len() };
        match parse::<AtlasRecord>(&manifest_alone(text, start, &manifest)) {
            Ok(record) => self.raw.manifest = Some((place, record)),
            // What a broken file lacks is behind the break, which was reported.
            Err(_) if broken_off.is_some() => {}
            Err(_) if is_newer(text, &manifest) => {
                let message = "the atlas was written by a newer version of the program".to_owned();
                self.report(file_idx, start, message, "update the program".to_owned());
            }
            Err(error) => {
                let tree = value_at(text, &place.span);
                self.report_ron(file_idx, &place.span, tree.as_ref(), &error);
            }
        }
    }

    fn section(&mut self, file_idx: usize, section: &str, items: Vec<Node>) {
        match section {
            "kinds" => self.table(file_idx, items, |raw| &mut raw.kinds),
            "nations" => self.table(file_idx, items, |raw| &mut raw.nations),
            "sources" => self.table(file_idx, items, |raw| &mut raw.sources),
            "instruments" => self.table(file_idx, items, |raw| &mut raw.instruments),
            "ties" => self.table(file_idx, items, |raw| &mut raw.ties),
            "assessments" => self.table(file_idx, items, |raw| &mut raw.assessments),
            "positions" => self.table(file_idx, items, |raw| &mut raw.positions),
            "scenarios" => self.table(file_idx, items, |raw| &mut raw.scenarios),
            "views" => self.table(file_idx, items, |raw| &mut raw.views),
            _ => {}
        }
    }

    fn table<T: DeserializeOwned>(
        &mut self,
        file_idx: usize,
        items: Vec<Node>,
        table: impl Fn(&mut RawAtlas) -> &mut RawTable<T>,
    ) {
        for node in items {
            self.n_records += 1;
            if self.n_records > MAX_RECORDS {
                if self.n_records == MAX_RECORDS + 1 {
                    let message = format!("the atlas has more than {MAX_RECORDS} records");
                    let hint = "records from here on were not read; split the atlas".to_owned();
                    self.report(file_idx, node.span.start, message, hint);
                }
                table(&mut self.raw).has_gap = true;
                return;
            }
            let text = &self.files[file_idx].text;
            match parse::<T>(&text[node.span.clone()]) {
                Ok(record) => {
                    let place = RecordPlace { file_idx, span: node.span };
                    table(&mut self.raw).records.push((place, record));
                }
                Err(error) => {
                    let tree = value_at(text, &node.span);
                    if let Some(id) = tree.as_ref().and_then(|tree| id_of(text, tree)) {
                        table(&mut self.raw).faulty_ids.insert(id);
                    }
                    self.report_ron(file_idx, &node.span, tree.as_ref(), &error);
                }
            }
        }
    }

    fn report(&mut self, file_idx: usize, at: usize, message: String, hint: String) {
        let file = &self.files[file_idx];
        self.problems.error(|| Found { place: file.place(at), message, hint });
    }

    /// Reports what `ron` says of the text in `span`, at the place that it means.
    fn report_ron(
        &mut self,
        file_idx: usize,
        span: &Range<usize>,
        node: Option<&Node>,
        error: &ron::error::SpannedError,
    ) {
        let Objected { at, message, hint } = objected(&self.files[file_idx], span, node, error);
        self.report(file_idx, at, message, hint);
    }
}

/// A struct as outlined: its name, its bracket and its fields.
struct Body {
    name: Range<usize>,
    start: usize,
    fields: Vec<Field>,
}

/// Returns the struct that opens at `start` with the manifest's own fields only.
///
/// Everything else becomes white space, so that places stay where they are.
fn manifest_alone(text: &str, start: usize, fields: &[Range<usize>]) -> String {
    let end = fields.last().map_or(start + 1, |field| field.end);
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let mut alone = String::with_capacity(end - start + 1);
    alone.push('(');
    let mut at = start + 1;
    for (idx, field) in fields.iter().enumerate() {
        // Between two fields stands a comma at least, so there is room for one beside the line breaks.
        let mut is_comma_due = idx > 0;
        for byte in text.as_bytes()[at..field.start].iter().copied() {
            alone.push(if is_comma_due && byte != b'\n' { ',' } else { blank(byte) });
            is_comma_due &= byte == b'\n';
        }
        alone.push_str(&text[field.clone()]);
        at = field.end;
    }
    alone.push(')');
    alone
}

/// Whether the manifest says that its format is newer than this program's.
fn is_newer(text: &str, manifest: &[Range<usize>]) -> bool {
    let format = manifest.iter().find_map(|field| text[field.clone()].strip_prefix("format"));
    let number = format.and_then(|rest| rest.trim_start().strip_prefix(':'));
    number.and_then(|number| number.trim().parse::<u32>().ok()).is_some_and(|format| format > FORMAT)
}

/// Returns the table that a list file holds.
pub(super) fn section_of(path: &str) -> &str {
    match path.split_once('/') {
        Some((folder @ ("ties" | "scenarios"), _)) => folder,
        Some(_) | None => path.strip_suffix(".ron").unwrap_or(path),
    }
}

/// Returns the id in a record's text, even when the rest cannot be read.
pub(super) fn id_of(text: &str, node: &Node) -> Option<String> {
    let Shape::Fields(fields) = &node.shape else { return None };
    let field = fields.iter().find(|field| &text[field.name.clone()] == "id")?;
    parse(&text[field.value.span.clone()]).ok()
}
