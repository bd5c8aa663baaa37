//! The brief of what `demarche export` is asked for, as Markdown, HTML or PDF.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::pictures::PictureArguments;
use super::run::stamp_day;
use crate::cli::lens::Look;
use crate::cli::show::{find_nation, find_pair};
use crate::edit::{Told, overlay, told};
use crate::export::Format;
use crate::export::brief::{self, BriefFormat, BriefOptions, BriefWriting, Subject, Supposition, ToldHypothesis};
use crate::io;
use crate::model::{Document, Scenario};
use crate::network::{Side, compare, summary};
use crate::scene::{self, ThemeName};

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

/// Returns a brief as a file holds it, its picture as the arguments have it; `beside` is the name of a picture that is written
/// beside a Markdown file. A nation or a pair is the subject and not part of
/// the filter of `look`.
///
/// # Errors
/// Returns why a PDF cannot be made.
pub(super) fn written(
    format: BriefFormat,
    look: &Look,
    record: &Document,
    subject: &Subject,
    picture: &PictureArguments,
    beside: Option<&str>,
) -> Result<Vec<u8>, String> {
    let (network, whole, version) = (look.network(), look.whole(), io::version(record));
    let supposition = look.scenario.as_deref().map(|scenario| supposition(look, record, scenario));
    let options = BriefOptions {
        subject,
        document: &look.document,
        network: &network,
        whole: &whole,
        known_on: look.moment.known_on,
        filter: look.filter_in_words(),
        version: &version,
        supposition: supposition.as_ref(),
    };
    let brief = brief::brief(&options);
    let positions = match format {
        BriefFormat::Markdown => BTreeMap::new(),
        BriefFormat::Html | BriefFormat::Pdf => scene::positions_over(record, &look.document),
    };
    let pages = brief::pages(&brief, &options, &positions, format, picture.sheet().page());
    if format == BriefFormat::Pdf {
        picture.mention_boxes(Format::Pdf, &pages);
    }
    let usual = match format {
        BriefFormat::Pdf => ThemeName::Print,
        BriefFormat::Markdown | BriefFormat::Html => ThemeName::Light,
    };
    let (theme, letters, manifest) = (picture.theme(usual), picture.letters(), &record.manifest);
    let date = match format {
        BriefFormat::Markdown | BriefFormat::Html => manifest.as_of,
        BriefFormat::Pdf => stamp_day(manifest.as_of)?,
    };
    let writing = BriefWriting { format, theme: &theme, letters, authors: &manifest.authors, date, beside };
    brief::write(&brief, &pages, &writing, &|_| ControlFlow::Continue(())).map_err(|error| error.to_string())
}

/// Returns what a scenario supposes, what comes of it, and what that comes to against the record on the day looked at.
fn supposition<'a>(look: &Look, record: &'a Document, scenario: &'a Scenario) -> Supposition<'a> {
    let day = look.moment.as_of;
    let [before, after] = [None, Some(scenario)].map(|scenario| look.seen_from(scenario, day));
    let [from, to] = [&before, &after].map(|seen| Side { roster: &seen.roster, network: &seen.network });
    let differences = compare(&from, &to, look.filter());
    let told = told(&look.document, record, scenario, &overlay(record, scenario, Some(day)).outcomes);
    let hypotheses = told.into_iter().map(|Told { does, idle }| ToldHypothesis { does, idle }).collect();
    let summary = summary(&before.network, &after.network, &differences);
    Supposition { scenario, record, hypotheses, summary }
}
