//! Sources and what they say: citable documents, claims with grade and standing, and counts of independent origins.

use std::collections::{BTreeMap, BTreeSet};

use super::date::EdtfDate;
use super::grade::{Credibility, Grade};
use super::ids::SourceId;

/// A citable document.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it, where known.
    pub author: Option<String>,
    /// When it was published.
    pub published: EdtfDate,
    /// Where it can be read: an http or https address.
    pub url: Option<String>,
    /// An archived copy: an http or https address.
    pub archived: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// What sort of document it is.
    pub genre: Genre,
}

/// What sort of document a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Genre {
    /// The text of a treaty, agreement, resolution or law itself.
    Instrument,
    /// A government's or an organization's own statement or page.
    Official,
    /// News reporting.
    News,
    /// Analysis or comment.
    Analysis,
    /// Encyclopedia, chronology or data set.
    Reference,
}

impl Source {
    /// Returns it as notes name it: author, publisher, title and date.
    pub fn in_words(&self) -> String {
        let author = self.author.as_ref().map(|author| format!("{author}, ")).unwrap_or_default();
        format!("{author}{}, “{}”, {}", self.publisher, self.title, self.published.in_words())
    }
}

impl Genre {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Instrument => "the instrument's own text",
            Self::Official => "official statement",
            Self::News => "news report",
            Self::Analysis => "analysis",
            Self::Reference => "work of reference",
        }
    }
}

/// What a source says of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The source.
    pub source: SourceId,
    /// What it says, in the atlas author's own words.
    pub claim: String,
    /// A short quotation.
    pub quote: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// NATO grade.
    pub grade: Grade,
    /// In what way the claim stands.
    pub standing: Standing,
    /// By whom: a nation's id or a name.
    pub by: Option<String>,
    /// When the claim first became public.
    pub reported: EdtfDate,
    /// The source that this one only repeats.
    pub origin: Option<SourceId>,
}

/// In what way a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// A document shows it.
    Documented,
    /// Somebody reports it.
    Reported,
    /// Somebody saw or heard it happen.
    Observed,
    /// A side says so.
    Claimed,
    /// The side concerned admits it.
    Acknowledged,
    /// The side concerned denies it.
    Denied,
}

impl Standing {
    /// All of them, from the firmest to the denial.
    pub const ALL: [Self; 6] =
        [Self::Documented, Self::Reported, Self::Observed, Self::Claimed, Self::Acknowledged, Self::Denied];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Reported => "reported",
            Self::Observed => "observed",
            Self::Claimed => "claimed",
            Self::Acknowledged => "acknowledged",
            Self::Denied => "denied",
        }
    }
}

/// How well evidence supports what rests on it; drawn as the line of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Credibility 1–2 from at least two origins, or the instrument's own text.
    Confirmed,
    /// Anything between.
    Unconfirmed,
    /// The best supporting evidence is doubtful or improbable.
    Doubtful,
}

impl Confidence {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Unconfirmed, Self::Doubtful];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Unconfirmed => "unconfirmed",
            Self::Doubtful => "doubtful",
        }
    }
}

/// What a list of evidence amounts to. Denials support nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Support {
    /// The distinct sources at the root of the supporting evidence, sorted.
    pub origins: Vec<SourceId>,
    /// The best grade among the supporting evidence; `None` when nothing supports.
    pub best: Option<Grade>,
    /// How it is drawn.
    pub confidence: Confidence,
}

impl Support {
    /// Returns what `evidence` amounts to; `genre_of` looks up a source. O(n log n).
    ///
    /// ```
    /// use demarche::model::{Confidence, Support};
    /// let nothing = Support::of(&[], |_| None);
    /// assert_eq!((nothing.origins.len(), nothing.confidence), (0, Confidence::Unconfirmed));
    /// ```
    pub fn of(evidence: &[Evidence], genre_of: impl Fn(&SourceId) -> Option<Genre>) -> Self {
        let supporting: Vec<&Evidence> = evidence.iter().filter(|item| item.standing != Standing::Denied).collect();
        let repeats: BTreeMap<&SourceId, &SourceId> =
            supporting.iter().filter_map(|item| Some((&item.source, item.origin.as_ref()?))).collect();
        let best = supporting.iter().map(|item| item.grade).min_by_key(|grade| grade.rank());
        let is_credible = |grade: Grade| matches!(grade.credibility, Credibility::One | Credibility::Two);
        let credible = supporting.iter().filter(|item| is_credible(item.grade));
        let credible_origins: BTreeSet<&SourceId> = credible.map(|item| root_of(&repeats, item)).collect();
        let rests_on_text = supporting
            .iter()
            .any(|item| item.standing == Standing::Documented && genre_of(&item.source) == Some(Genre::Instrument));
        let is_doubtful = best.is_some_and(|grade| matches!(grade.credibility, Credibility::Four | Credibility::Five));
        let confidence = if credible_origins.len() >= 2 || rests_on_text {
            Confidence::Confirmed
        } else if is_doubtful {
            Confidence::Doubtful
        } else {
            Confidence::Unconfirmed
        };
        let origins: BTreeSet<&SourceId> = supporting.iter().map(|item| root_of(&repeats, item)).collect();
        Self { origins: origins.into_iter().cloned().collect(), best, confidence }
    }
}

/// Repeats of repeats that are followed; more than these only a hostile file has.
const MAX_REPEATS: usize = 64;

/// Returns the source at the root of `item`: its own where it repeats nothing, else where the repeats lead.
///
/// A cycle, which a sound document never has, is broken off.
fn root_of<'a>(repeats: &BTreeMap<&'a SourceId, &'a SourceId>, item: &'a Evidence) -> &'a SourceId {
    let Some(mut root) = item.origin.as_ref() else { return &item.source };
    for _ in 0..repeats.len().min(MAX_REPEATS) {
        match repeats.get(root) {
            Some(origin) => root = origin,
            None => break,
        }
    }
    root
}

/// Returns the evidence that is left without a source: neither what stands in it nor what only repeats it, at whatever
/// remove. O(n log n).
pub fn without(evidence: &[Evidence], source: &SourceId) -> Vec<Evidence> {
    let repeats: BTreeMap<&SourceId, &SourceId> =
        evidence.iter().filter_map(|item| Some((&item.source, item.origin.as_ref()?))).collect();
    let leads_to_it = |item: &Evidence| {
        let mut at = item.origin.as_ref();
        for _ in 0..=repeats.len().min(MAX_REPEATS) {
            match at {
                Some(id) if id == source => return true,
                Some(id) => at = repeats.get(id).copied(),
                None => break,
            }
        }
        false
    };
    evidence.iter().filter(|item| item.source != *source && !leads_to_it(item)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes evidence as `source grade standing [origin]`.
    fn evidence(lines: &[&str]) -> Vec<Evidence> {
        let read = |line: &&str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            Evidence {
                source: SourceId::new(words[0]),
                claim: String::new(),
                quote: None,
                locator: None,
                grade: Grade::parse(words[1]).expect("a grade"),
                standing: if words[2] == "denied" {
                    Standing::Denied
                } else if words[2] == "documented" {
                    Standing::Documented
                } else {
                    Standing::Reported
                },
                by: None,
                reported: EdtfDate::parse("2024").expect("a date"),
                origin: words.get(3).map(|id| SourceId::new(id)),
            }
        };
        lines.iter().map(read).collect()
    }

    fn check(lines: &[&str], n_origins: usize, confidence: Confidence) {
        let genre = |id: &SourceId| Some(if id.as_str() == "text" { Genre::Instrument } else { Genre::News });
        let support = Support::of(&evidence(lines), genre);
        assert_eq!((support.origins.len(), support.confidence), (n_origins, confidence), "{lines:?}");
    }

    #[test]
    fn papers_that_repeat_one_report_count_once() {
        check(&["nk B3 reported", "herald B2 reported nk", "aa B2 reported herald"], 1, Confidence::Unconfirmed);
        check(&["nk B2 reported", "kbs B2 reported"], 2, Confidence::Confirmed);
    }

    #[test]
    fn without_a_source_its_echoes_are_gone_too() {
        let all = evidence(&["nk B3 reported", "herald B2 reported nk", "aa B2 reported herald", "kbs B2 reported"]);
        let left = |id| -> Vec<String> {
            without(&all, &SourceId::new(id)).iter().map(|item| item.source.to_string()).collect()
        };
        assert_eq!(left("nk"), ["kbs"]);
        assert_eq!(left("herald"), ["nk", "kbs"]);
        assert_eq!(left("kbs"), ["nk", "herald", "aa"]);
    }

    #[test]
    fn denials_support_nothing() {
        check(&["nk B2 reported", "kremlin A1 denied"], 1, Confidence::Unconfirmed);
        check(&["kremlin A1 denied"], 0, Confidence::Unconfirmed);
    }

    #[test]
    fn the_instruments_own_text_is_enough() {
        check(&["text A2 documented"], 1, Confidence::Confirmed);
    }

    #[test]
    fn only_doubtful_evidence_is_dotted() {
        check(&["a C4 reported", "b D5 reported"], 2, Confidence::Doubtful);
        check(&["a C4 reported", "b F6 reported"], 2, Confidence::Unconfirmed);
    }

    #[test]
    fn one_source_may_repeat_two_and_report_of_its_own() {
        check(&["times B2 reported nk", "times B2 reported kbs"], 2, Confidence::Confirmed);
        check(&["times B2 reported", "times B2 reported nk"], 2, Confidence::Confirmed);
    }
}
