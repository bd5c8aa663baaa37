//! The brief of what `demarche export` is asked for, as Markdown or as HTML with its picture.

use std::collections::BTreeMap;

use super::pictures::PictureArguments;
use super::stamp_day;
use crate::cli::lens::Look;
use crate::cli::show::{find_nation, find_pair};
use crate::edit::{Outcome, alteration_in_words, overlay};
use crate::export::brief::{self, Brief, BriefOptions, Subject, Supposition, ToldHypothesis};
use crate::export::{self, Format, PdfFacts, Size, SvgOptions};
use crate::io;
use crate::kit::Point;
use crate::model::{Document, NationId, Scenario};
use crate::network::{Network, Side, compare, summary};
use crate::scene::{self, Caption, Layout, Overflow, PAGE_WIDTH, Page, Part, Parts};

/// What a brief is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BriefFormat {
    /// Text for people and repositories.
    Markdown,
    /// A page for browsers, with its picture.
    Html,
    /// Sheets of paper, with its picture.
    Pdf,
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

/// Returns a brief as a file holds it, its picture as the arguments have it.
///
/// # Errors
/// Returns why a PDF cannot be made.
pub(super) fn written(
    format: BriefFormat,
    look: &Look,
    record: &Document,
    subject: &Subject,
    picture: &PictureArguments,
) -> Result<Vec<u8>, String> {
    let brief = brief_of(look, record, subject, &io::version(record));
    match format {
        BriefFormat::Markdown => Ok(brief::markdown(&brief, None).into_bytes()),
        BriefFormat::Html => {
            let size = Size::default();
            let page = page_of(look, record, subject, [PAGE_WIDTH, size.page_height(PAGE_WIDTH)]);
            let text = export::svg(&page, &picture.theme(), SvgOptions::of(size));
            Ok(brief::html(&brief, &text).into_bytes())
        }
        BriefFormat::Pdf => {
            let size = picture.sheet().page();
            let page = page_of(look, record, subject, brief::picture_size(size));
            let pages = brief::sheets(&brief, Some(page), size);
            picture.mention_boxes(Format::Pdf, &pages);
            let facts = PdfFacts {
                title: format!("{}, {}", brief.title, brief.subtitle),
                authors: record.manifest.authors.clone(),
                date: stamp_day(record.manifest.as_of)?,
            };
            let options = SvgOptions { letters: picture.letters(), ..SvgOptions::of(Size::default()) };
            export::pdf(&pages, &picture.theme(), options, &facts).map_err(|error| error.to_string())
        }
    }
}

/// Returns the page of what a brief is about: of a nation or a pair, only those whom its ties concern. The brief itself has
/// the sources, and who made it.
pub(super) fn page_of(look: &Look, record: &Document, subject: &Subject, size: [f64; 2]) -> Page {
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
    let caption = Caption {
        known_on: look.moment.known_on,
        filter: Some(filter).filter(|filter| !filter.is_empty()),
        scenario: look.scenario.as_ref().map(|scenario| scenario.title.clone()),
        ..Caption::default()
    };
    let parts = [Part::Notes, Part::License, Part::Version].into_iter().fold(Parts::all(), Parts::without);
    let layout = Layout { size, parts, overflow: Overflow::Counted };
    let mut pages = scene::picture(&scene::Subject::of(&look.document, &network, &positions), &caption, &layout);
    pages.swap_remove(0)
}
