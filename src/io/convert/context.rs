//! What all conversions share: reporting at a path within a record, and checks of single values.

use super::super::cameo::CameoTable;
use super::super::files::TextFile;
use super::super::problems::{Found, Problems};
use super::at::{At, Spot, Tree};
use super::known::{Known, KnownIds};
use super::meant::Patience;
use crate::kit::visible;
use crate::model::{EdtfDate, KindId, MOST_COORDINATE, NationId, Objection, SourceId, Span, TieId};

/// A table that a view looks things up in.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Table {
    /// Kinds of ties.
    Kinds,
    /// Nations.
    Nations,
    /// Sources.
    Sources,
    /// Ties.
    Ties,
}

/// What a conversion may look at, and where it reports.
pub(in super::super) struct Context<'a> {
    pub files: &'a [TextFile],
    pub known: &'a Known,
    pub cameo: &'static CameoTable,
    problems: &'a mut Problems,
    reading: Reading,
    patience: Patience,
    /// The tree of the record in which something was reported last: the next report is often in it too.
    last_tree: Option<Tree>,
}

/// What contexts that follow one another over the same files hand on, so that none of them begins anew.
#[derive(Default)]
pub(in super::super) struct HandedOn {
    /// How much may still be looked for.
    pub patience: Patience,
    /// The tree of the record in which something was looked for last.
    pub last_tree: Option<Tree>,
}

impl HandedOn {
    /// Returns what the first context of all starts with.
    pub fn new() -> Self {
        Self { patience: Patience::new(), last_tree: None }
    }
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The record.
    Record,
    /// What is supposed over a record that others write.
    Supposition,
}

impl<'a> Context<'a> {
    /// Returns a context that reports to `problems`.
    pub fn new(files: &'a [TextFile], known: &'a Known, problems: &'a mut Problems) -> Self {
        let (cameo, reading) = (CameoTable::builtin(), Reading::Record);
        Self { files, known, cameo, problems, reading, patience: Patience::new(), last_tree: None }
    }

    /// Returns a context for what is supposed over a record: what does not fit that is a note, and nothing else is noted.
    pub fn supposing(files: &'a [TextFile], known: &'a Known, problems: &'a mut Problems, patience: Patience) -> Self {
        Self { reading: Reading::Supposition, patience, ..Self::new(files, known, problems) }
    }

    /// Returns a context that goes on where another one ended.
    pub fn after(files: &'a [TextFile], known: &'a Known, problems: &'a mut Problems, handed_on: HandedOn) -> Self {
        let HandedOn { patience, last_tree } = handed_on;
        Self { patience, last_tree, ..Self::new(files, known, problems) }
    }

    /// Returns what the next context goes on with.
    pub fn into_handed_on(self) -> HandedOn {
        HandedOn { patience: self.patience, last_tree: self.last_tree }
    }

    /// Returns how much may still be looked for.
    pub fn into_patience(self) -> Patience {
        self.patience
    }

    /// Reports what is sound by itself and does not fit what else there is.
    pub fn misfit(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        if self.reading == Reading::Record {
            return self.error(at, message, hint);
        }
        let Self { files, problems, last_tree, .. } = self;
        let (message, hint) = (message.into(), hint.into());
        problems.note(|| Found { place: at.find(files, last_tree).place(), message, hint });
    }

    /// Reports an error at a path.
    pub fn error(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        let Self { files, problems, last_tree, .. } = self;
        if at.is_silent(files, last_tree) {
            return;
        }
        let (message, hint) = (message.into(), hint.into());
        problems.error(|| match at.find(files, last_tree) {
            Spot::Kept(place, path) if !path.is_empty() => {
                Found { place, message: format!("{message} (in its `{path}`, which this leaves as it is)"), hint }
            }
            Spot::Written(place) | Spot::Kept(place, _) => Found { place, message, hint },
        });
    }

    /// Returns where it reports.
    pub fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// Returns how many errors there are so far.
    pub fn n_errors(&self) -> usize {
        self.problems.n_errors()
    }

    /// Reports an error at a byte of a file.
    pub fn error_at(&mut self, file_idx: usize, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        let file = &self.files[file_idx];
        let (message, hint) = (message.into(), hint.into());
        self.problems.error(|| Found { place: file.place(at), message, hint });
    }

    /// Reports a note at a path; what a change leaves as it is was noted when it was read.
    pub fn note(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        if self.reading == Reading::Supposition || at.is_kept(self.files, &mut self.last_tree) {
            return;
        }
        let Self { files, problems, last_tree, .. } = self;
        let (message, hint) = (message.into(), hint.into());
        problems.note(|| Found { place: at.find(files, last_tree).place(), message, hint });
    }

    /// Returns the id of a kind, shared by all that name it.
    pub fn kind_id(&self, id: &str) -> KindId {
        KindId::from(self.known.kinds.shared(id))
    }

    /// Returns the id of a nation, shared by all that name it.
    pub fn nation_id(&self, id: &str) -> NationId {
        NationId::from(self.known.nations.shared(id))
    }

    /// Returns the id of a source, shared by all that name it.
    pub fn source_id(&self, id: &str) -> SourceId {
        SourceId::from(self.known.sources.shared(id))
    }

    /// Returns the id of a tie, shared by all that name it.
    pub fn tie_id(&self, id: &str) -> TieId {
        TieId::from(self.known.ties.shared(id))
    }

    /// Returns the word that is probably meant, as long as there is time left for looking.
    pub fn meant<'k>(&mut self, word: &str, n_words: usize, words: impl Iterator<Item = &'k str>) -> Option<&'k str> {
        self.patience.meant(word, n_words, words)
    }

    /// Returns the id that is probably meant, as long as there is time left for looking.
    pub fn meant_id<'k>(&mut self, word: &str, known: &'k KnownIds) -> Option<&'k str> {
        self.patience.meant_id(word, known)
    }

    /// Reports what is objected to at a path; returns whether nothing was.
    pub fn objects(&mut self, at: &At<'_>, checked: Result<(), Objection>) -> bool {
        let Err(Objection { message, hint }) = checked else { return true };
        self.error(at, message, hint);
        false
    }

    /// Checks an identifier.
    pub fn id(&mut self, at: &At<'_>, id: &str) -> bool {
        self.objects(at, Objection::to_id(id))
    }

    /// Checks a text that must say something.
    pub fn text(&mut self, at: &At<'_>, text: &str) -> bool {
        self.objects(at, Objection::to_text(text))
    }

    /// Checks a title or name: that it says something, and that there is room for it in a picture.
    pub fn name(&mut self, at: &At<'_>, name: &str) -> bool {
        self.objects(at, Objection::to_name(name))
    }

    /// Reads a date.
    pub fn date(&mut self, at: &At<'_>, text: &str) -> Option<EdtfDate> {
        EdtfDate::parse(text).map_err(|error| self.error(at, error.message, error.hint)).ok()
    }

    /// Reads a span.
    pub fn span(&mut self, at: &At<'_>, text: &str) -> Option<Span> {
        Span::parse(text).map_err(|error| self.error(at, error.message, error.hint)).ok()
    }

    /// Checks that a number is finite and within `min` and `max`.
    pub fn number(&mut self, at: &At<'_>, value: f64, min: f64, max: f64) -> bool {
        self.objects(at, Objection::to_number(value, min, max))
    }

    /// Checks the coordinates of a position.
    pub fn coordinates(&mut self, at: &At<'_>, x: f64, y: f64) -> bool {
        self.number(&at.item(0), x, -MOST_COORDINATE, MOST_COORDINATE)
            & self.number(&at.item(1), y, -MOST_COORDINATE, MOST_COORDINATE)
    }

    /// Checks an address.
    pub fn url(&mut self, at: &At<'_>, url: Option<String>) -> Option<String> {
        let url = url?;
        self.objects(at, Objection::to_url(&url)).then_some(url)
    }

    /// Notes that an id is of nothing in the atlas, if it is.
    pub fn note_absent(&mut self, at: &At<'_>, table: Table, id: &str) {
        let Known { kinds, nations, sources, ties, .. } = self.known;
        let (what, known) = match table {
            Table::Kinds => ("kind", kinds),
            Table::Nations => ("nation", nations),
            Table::Sources => ("source", sources),
            Table::Ties => ("tie", ties),
        };
        if known.contains(id) && known.is_kept(id) {
            return;
        }
        let hint = match self.patience.meant_kept(id, known) {
            Some(meant) => format!("did you mean `{meant}`? As it is, it matches nothing"),
            None => "it matches nothing until it is there".to_owned(),
        };
        self.note(at, format!("unknown {what} `{}` in a view", visible(id)), hint);
    }

    /// Whether a nation of that id stands in the files, but its record could not be read.
    pub fn is_unreadable_nation(&self, id: &str) -> bool {
        self.known.nations.contains(id) && self.known.events_of_nation(id).is_none()
    }

    /// Checks that a nation of that id stands in the files.
    pub fn nation(&mut self, at: &At<'_>, id: &str) -> bool {
        let known = self.known;
        self.reference(at, "nation", id, &known.nations, |context| {
            if !context.patience.is_left_for(known.nations.at_most()) {
                return None;
            }
            let names = known.nation_names();
            let words = names.iter().map(|(name, _)| name.as_str());
            let meant = context.meant(id, known.nations.at_most(), words)?;
            names.iter().find(|(name, _)| name == meant).map(|(_, id)| id.as_str())
        })
    }

    /// Checks that a kind of that id stands in the files.
    pub fn kind(&mut self, at: &At<'_>, id: &str) -> bool {
        let known = &self.known.kinds;
        self.reference(at, "kind", id, known, |context| context.meant_id(id, known))
    }

    /// Checks that a source of that id stands in the files.
    pub fn source(&mut self, at: &At<'_>, id: &str) -> bool {
        let known = &self.known.sources;
        self.reference(at, "source", id, known, |context| context.meant_id(id, known))
    }

    /// Checks that an instrument of that id stands in the files.
    pub fn instrument(&mut self, at: &At<'_>, id: &str) -> bool {
        let known = &self.known.instruments;
        self.reference(at, "instrument", id, known, |context| context.meant_id(id, known))
    }

    /// Checks that a tie of that id stands in the files.
    pub fn tie(&mut self, at: &At<'_>, id: &str) -> bool {
        let known = &self.known.ties;
        self.reference(at, "tie", id, known, |context| context.meant_id(id, known))
    }

    fn reference<'k>(
        &mut self,
        at: &At<'_>,
        what: &str,
        id: &str,
        known: &KnownIds,
        meant: impl FnOnce(&mut Self) -> Option<&'k str>,
    ) -> bool {
        let is_there = known.contains(id);
        if is_there && known.is_kept(id) {
            return true;
        }
        if is_there {
            let message = format!("left out, because {what} `{id}` has an error of its own");
            self.note(at, message, "mend that one and this comes back");
            return false;
        }
        let id = visible(id);
        if known.has_gap {
            let hint = format!("it may stand in the part of the {what}s that could not be read");
            self.note(at, format!("left out, because {what} `{id}` was not found"), hint);
        } else {
            let meant = meant(self);
            let hint = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("correct it, or add that {what}"),
            };
            self.misfit(at, format!("unknown {what} `{id}`"), hint);
        }
        false
    }
}
