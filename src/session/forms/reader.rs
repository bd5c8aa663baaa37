//! Reads what was typed into a form, fact by fact, and notes what is wrong. What was not touched stays as it is.

use super::field::{Among, Field, typed_end};
use super::form::Form;
use super::picks::{meant, picks};
use crate::edit::free_id;
use crate::kit::did_you_mean;
use crate::model::{Cameo, Document, EdtfDate, EntryId, Grade, Objection, Precision, Span, SpanEnd};

/// What is typed into a form, and what was found wrong with it so far.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) codes: &'a [Cameo],
    form: &'a Form,
    /// What stands before the names of facts: those of a new source within a form are `source.title` and so on.
    prefix: &'a str,
    /// Whether what is read is new, so that nothing of it is there yet.
    is_new: bool,
    objections: Vec<(String, Objection)>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(document: &'a Document, codes: &'a [Cameo], form: &'a Form) -> Self {
        Self { document, codes, form, prefix: "", is_new: form.thing().is_new(), objections: Vec::new() }
    }

    /// Returns what was found wrong.
    pub(super) fn objections(self) -> Vec<(String, Objection)> {
        self.objections
    }

    /// Reads the facts that are called so with a prefix.
    pub(super) fn within<T>(&mut self, prefix: &'a str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.prefix, prefix);
        let read = read(self);
        self.prefix = outer;
        read
    }

    /// Reads facts of something new in the form of what is there.
    pub(super) fn fresh(&mut self, read: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.is_new, true);
        read(self);
        self.is_new = outer;
    }

    /// Reads the id of a new record of the sort of another.
    pub(super) fn new_id(&mut self, like: &EntryId, into: &mut String) {
        let typed = self.typed("id");
        *into = typed.to_owned();
        if typed.is_empty() {
            let hint = "it is proposed once the rest is typed, or type one";
            self.note("id", Objection::new("the id is missing", hint));
        } else if let Err(objection) = Objection::to_id(typed) {
            self.note("id", objection);
        } else if free_id(self.document, like, typed) != typed {
            let message = format!("the id `{typed}` is taken");
            let hint = format!("`{}` is free", free_id(self.document, like, typed));
            self.note("id", Objection::new(message, hint));
        }
    }

    /// Notes what is wrong with a fact.
    pub(super) fn note(&mut self, fact: &str, objection: Objection) {
        self.objections.push((format!("{}{fact}", self.prefix), objection));
    }

    pub(super) fn field(&self, fact: &str) -> Option<&'a Field> {
        self.form.field(&format!("{}{fact}", self.prefix))
    }

    /// Returns what is typed, without the blanks around it.
    pub(super) fn typed(&self, fact: &str) -> &'a str {
        self.field(fact).map(|field| field.text.trim()).unwrap_or_default()
    }

    /// Whether a fact is to be read: everything new is, and of what is there what was touched.
    pub(super) fn is_asked(&self, fact: &str) -> bool {
        self.is_new || self.field(fact).is_some_and(Field::is_touched)
    }

    /// Notes that a fact is missing.
    fn missing(&mut self, fact: &str) {
        let label = self.field(fact).map(Field::noun).unwrap_or_default();
        self.note(fact, Objection::new(format!("the {label} is missing"), "this cannot be left empty"));
    }

    /// Reads a text. Whether it is too long or must not be empty is found by the rules for records.
    pub(super) fn text(&mut self, fact: &str, into: &mut String) {
        if self.is_asked(fact) {
            if self.field(fact).is_some_and(Field::is_missing) {
                return self.missing(fact);
            }
            *into = self.typed(fact).to_owned();
        }
    }

    /// Reads a text that may be left out.
    pub(super) fn maybe_text(&mut self, fact: &str, into: &mut Option<String>) {
        if self.is_asked(fact) {
            let typed = self.typed(fact);
            *into = (!typed.is_empty()).then(|| typed.to_owned());
        }
    }

    /// Reads the lines of a list of texts.
    pub(super) fn texts(&mut self, fact: &str, into: &mut Vec<String>) {
        if self.is_asked(fact) {
            *into = self.lines(fact).map(str::to_owned).collect();
        }
    }

    /// Returns the lines of a list, without empty ones.
    pub(super) fn lines(&self, fact: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.field(fact)
            .map(|field| field.text.as_str())
            .unwrap_or_default()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// Reads a date.
    pub(super) fn date(&mut self, fact: &str, into: &mut EdtfDate) {
        if !self.is_asked(fact) {
            return;
        }
        if self.typed(fact).is_empty() {
            return self.missing(fact);
        }
        match EdtfDate::typed(self.typed(fact)) {
            Ok(date) => *into = date,
            Err(error) => self.note(fact, error.into()),
        }
    }

    /// Reads the very day.
    pub(super) fn day(&mut self, fact: &str, into: &mut jiff::civil::Date) {
        let mut date = EdtfDate::from_day(*into);
        self.date(fact, &mut date);
        if date.precision() == Precision::Day && date.is_sure() {
            *into = date.earliest();
        } else {
            self.note(fact, Objection::new("this is not a single day", "write YYYY-MM-DD, such as 2024-06-19"));
        }
    }

    /// Reads the ends of a span; one that nobody has typed stays as it is.
    pub(super) fn span(&mut self, [begin, end]: [&str; 2], into: &mut Span) {
        if !self.is_asked(begin) && !self.is_asked(end) {
            return;
        }
        let read = |fact, is, by_word: fn(&str) -> Option<SpanEnd>| {
            if self.is_asked(fact) { end_of(by_word, self.typed(fact)) } else { Ok(typed_end(is)) }
        };
        let ends = [read(begin, into.begin(), SpanEnd::begin_by_word), read(end, into.end(), SpanEnd::end_by_word)];
        match ends {
            [Ok(first), Ok(last)] => {
                let is_lone = first == last && !first.is_empty() && first != "..";
                let text = if is_lone { first } else { format!("{first}/{last}") };
                match Span::parse(&text) {
                    Ok(span) => *into = span,
                    Err(error) => self.note(end, error.into()),
                }
            }
            [first, last] => {
                for (fact, read) in [(begin, first), (end, last)] {
                    if let Err(objection) = read {
                        self.note(fact, objection);
                    }
                }
            }
        }
    }

    /// Reads a number; `None` for nothing. Whether it is in range is found by the rules for records.
    pub(super) fn number(&mut self, fact: &str) -> Option<f64> {
        let typed = self.typed(fact);
        if typed.is_empty() {
            return None;
        }
        let read = number_of(typed);
        if read.is_none() {
            self.note(fact, Objection::new(format!("`{typed}` is not a number"), "write digits, such as 37.57"));
        }
        read
    }

    /// Reads a number that must lie within bounds; `None` for nothing.
    pub(super) fn number_within(&mut self, fact: &str, [min, max]: [f64; 2]) -> Option<f64> {
        let number = self.number(fact)?;
        if let Err(objection) = Objection::to_number(number, min, max) {
            self.note(fact, objection);
        }
        Some(number)
    }

    /// Reads a grade.
    pub(super) fn grade(&mut self, fact: &str, into: &mut Grade) {
        if !self.is_asked(fact) {
            return;
        }
        let typed = self.typed(fact);
        match Grade::parse(&typed.to_ascii_uppercase()) {
            Some(grade) => *into = grade,
            None if typed.is_empty() => self.missing(fact),
            None => {
                let message = format!("`{typed}` is not a NATO grade");
                self.note(fact, Objection::new(message, "write reliability A–F and credibility 1–6, such as B2"));
            }
        }
    }

    /// Reads one of a few words.
    pub(super) fn one_of<T: Copy>(&mut self, fact: &str, all: &[T], name: impl Fn(T) -> &'static str, into: &mut T) {
        if !self.is_asked(fact) {
            return;
        }
        let typed = self.typed(fact);
        match all.iter().find(|it| name(**it).eq_ignore_ascii_case(typed)) {
            Some(one) => *into = *one,
            None if typed.is_empty() => self.missing(fact),
            None => {
                let hint = match did_you_mean(typed, all.iter().map(|it| name(*it))) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "choose one from the list".to_owned(),
                };
                self.note(fact, Objection::new(format!("`{typed}` is not one of them"), hint));
            }
        }
    }

    /// Reads what was chosen, by its id.
    pub(super) fn chosen<T>(&mut self, fact: &str, make: impl Fn(&str) -> T, into: &mut T) {
        let mut chosen = None;
        self.maybe_chosen(fact, |id| make(id), &mut chosen);
        match chosen {
            Some(chosen) => *into = chosen,
            None if self.is_asked(fact) && self.typed(fact).is_empty() => self.missing(fact),
            None => {}
        }
    }

    /// Reads what was chosen, if anything was.
    pub(super) fn maybe_chosen<T>(&mut self, fact: &str, make: impl Fn(&str) -> T, into: &mut Option<T>) {
        if !self.is_asked(fact) {
            return;
        }
        let typed = self.typed(fact);
        *into = if typed.is_empty() { None } else { self.meant(fact, typed).map(|id| make(&id)) };
    }

    /// Reads all that was chosen, each once.
    pub(super) fn all_chosen<T: PartialEq>(&mut self, fact: &str, make: impl Fn(&str) -> T, into: &mut Vec<T>) {
        if !self.is_asked(fact) {
            return;
        }
        let mut all = Vec::new();
        for line in self.lines(fact) {
            let one = self.meant(fact, line).map(|id| make(&id));
            all.extend(one.filter(|one| !all.contains(one)));
        }
        *into = all;
    }

    /// Returns the id of what is meant.
    fn meant(&mut self, fact: &str, typed: &str) -> Option<String> {
        let among = self.field(fact)?.input.among()?;
        let all = picks(self.document, self.codes, among);
        match meant(&all, noun(among), typed) {
            Ok(pick) => Some(pick.id.clone()),
            Err(objection) => {
                self.note(fact, objection);
                None
            }
        }
    }
}

/// Returns a number as people write it: with a minus sign, a comma for the decimals, a percent sign behind.
pub(super) fn number_of(typed: &str) -> Option<f64> {
    let plain = typed.replace('−', "-").replace(',', ".");
    let read = plain.trim_end_matches(['%', '°']).trim().parse::<f64>().ok();
    // Zero has no sign.
    read.map(|number| number + 0.0)
}

/// Returns what people call what is chosen.
fn noun(among: &Among) -> &'static str {
    match among {
        Among::Choices(_) => "choice",
        Among::Kinds => "kind",
        Among::Nations | Among::Anybody => "nation",
        Among::Sources | Among::SourcesOrNew => "source",
        Among::Instruments => "instrument",
        Among::Ties => "tie",
        Among::References => "tie, milestone, move or event",
        Among::CameoCodes => "CAMEO code",
    }
}

/// Returns an end of a span as files write it, which may be a word for none.
fn end_of(by_word: fn(&str) -> Option<SpanEnd>, typed: &str) -> Result<String, Objection> {
    match by_word(typed) {
        Some(end) => Ok(end.to_string()),
        None if typed.is_empty() => Ok(String::new()),
        None => Ok(EdtfDate::typed(typed)?.to_string()),
    }
}
