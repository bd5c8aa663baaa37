//! The brief of what `demarche export` is asked for, as Markdown or as HTML with its picture.

use std::collections::BTreeMap;
use std::path::Path;

use super::lens::Look;
use super::show::{find_nation, find_pair};
use crate::edit::{Outcome, alteration_in_words, overlay};
use crate::export::brief::{self, Brief, BriefOptions, Subject, Supposition, ToldHypothesis};
use crate::export::{self, Size};
use crate::io;
use crate::kit::Point;
use crate::model::{Document, NationId, Scenario};
use crate::network::{Network, Side, compare, summary};
use crate::scene::{self, PAGE_WIDTH, Page, PageOptions, ThemeName};

/// What a brief is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BriefFormat {
    /// Text for people and repositories.
    Markdown,
    /// A page for browsers, with its picture.
    Html,
}

impl BriefFormat {
    /// Returns what a file of this name is; `None` where it is no brief.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Returns what is asked for by `--nation` and `--pair`: with several nations, the record of their ties. `named` is where
/// their names are looked up.
///
/// # Errors
/// Returns which name is none, and what was probably meant.
pub(super) fn subject(named: &Document, nations: &[String], pair: Option<&str>) -> Result<Subject, String> {
    if let Some(pair) = pair {
        let (a, b) = find_pair(named, pair)?;
        return Ok(Subject::Pair(a, b));
    }
    match nations {
        [text] if named.find_nation(text).is_some() || !text.contains(',') => {
            Ok(Subject::Nation(find_nation(named, text)?.id.clone()))
        }
        _ => Ok(Subject::Record),
    }
}

/// Returns the brief of a record as it is looked at. A nation or a pair is the subject and not part of the filter of `look`.
pub(super) fn brief_of(look: &Look, record: &Document, subject: &Subject, version: &str) -> Brief {
    let (network, whole) = (look.network(), look.whole());
    let supposition = look.scenario.as_deref().map(|scenario| supposition(look, record, scenario));
    let options = BriefOptions {
        subject,
        document: &look.document,
        network: &network,
        whole: &whole,
        known_on: look.moment.known_on,
        filter: look.filter_in_words(),
        version,
        supposition: supposition.as_ref(),
    };
    brief::brief(&options)
}

/// Returns what a scenario supposes, what comes of it, and what that comes to against the record on the day looked at.
fn supposition<'a>(look: &Look, record: &'a Document, scenario: &'a Scenario) -> Supposition<'a> {
    let day = look.moment.as_of;
    let [before, after] = [None, Some(scenario)].map(|scenario| look.seen_from(scenario, day));
    let [from, to] = [&before, &after].map(|seen| Side { roster: &seen.roster, network: &seen.network });
    let differences = compare(&from, &to, look.filter());
    let outcomes = overlay(record, scenario, Some(day)).outcomes;
    let told = scenario.hypotheses.iter().zip(outcomes).map(|(hypothesis, outcome)| ToldHypothesis {
        does: hypothesis.does.iter().map(|it| alteration_in_words(&look.document, record, it)).collect(),
        idle: match outcome {
            Outcome::Holds => None,
            Outcome::Off => Some("switched off".to_owned()),
            Outcome::Later => Some("holds only later".to_owned()),
            Outcome::Fails(why) => Some(format!("does not apply: {why}")),
        },
    });
    let summary = summary(&before.network, &after.network, &differences);
    Supposition { scenario, record, hypotheses: told.collect(), summary }
}

/// Returns a brief as a file holds it. `picture` is the name of a picture beside a Markdown file, if one was written there.
pub(super) fn written(
    format: BriefFormat,
    look: &Look,
    record: &Document,
    subject: &Subject,
    picture: Option<&str>,
) -> String {
    let brief = brief_of(look, record, subject, &io::version(record));
    match format {
        BriefFormat::Markdown => brief::markdown(&brief, picture),
        BriefFormat::Html => {
            let size = Size::default();
            let page = page_of(look, record, subject, size.page_height(PAGE_WIDTH));
            brief::html(&brief, &export::svg(&page, &io::theme(ThemeName::Light), size))
        }
    }
}

/// Returns the page of what a brief is about: of a nation or a pair, only those whom its ties concern.
pub(super) fn page_of(look: &Look, record: &Document, subject: &Subject, height: f64) -> Page {
    let name = |id: &NationId| look.document.nation_name(id).to_owned();
    let (only, network): (Option<String>, Network) = match subject {
        Subject::Record => (None, look.network()),
        Subject::Nation(id) => {
            (Some(format!("ties of {}", name(id))), look.network().among(|tie| subject.concerns(&tie.tie), &[id]))
        }
        Subject::Pair(a, b) => {
            let words = format!("ties between {} and {}", name(a), name(b));
            (Some(words), look.network().among(|tie| subject.concerns(&tie.tie), &[a, b]))
        }
    };
    let filter = only.into_iter().chain(look.filter_in_words().map(str::to_owned)).collect::<Vec<_>>().join(", ");
    // Places come from the whole record, so that they are the same whatever is looked at.
    let mut positions: BTreeMap<NationId, Point> = scene::positions_over(record, &look.document);
    positions.retain(|id, _| network.nations().iter().any(|nation| nation.id == *id));
    let options = PageOptions {
        height,
        known_on: look.moment.known_on,
        filter: Some(filter.as_str()).filter(|filter| !filter.is_empty()),
        scenario: look.scenario.as_ref().map(|scenario| scenario.title.as_str()),
    };
    scene::page(&look.document, &network, &positions, &options)
}
