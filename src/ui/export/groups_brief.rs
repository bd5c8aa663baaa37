//! The options of a brief in groups.

use egui::Ui;

use super::groups::{Entered, Reason, choices_ui, colors_ui, heading_ui, sheet_ui, small_ui, title_ui};
use super::options::Options;
use super::sorts::{About, BriefChoices};
use crate::export::brief::{BriefFormat, Subject};
use crate::kit::boxed;
use crate::model::{EdtfDate, NationId};
use crate::scene::Theme;
use crate::session::Session;

/// Shows all options of a brief. None of them is a field in which Enter could be pressed.
pub(super) fn brief_ui(ui: &mut Ui, session: &Session, theme: &Theme, options: &mut Options) -> Entered {
    let Options { brief: BriefChoices { format, about, paper, orientation }, look, .. } = options;
    title_ui(ui, theme, "Format");
    let formats = [(BriefFormat::Html, "HTML"), (BriefFormat::Markdown, "Markdown"), (BriefFormat::Pdf, "PDF")];
    choices_ui(ui, "Format", format, &formats.map(|(it, name)| (it, name, Ok(()))));
    let (words, is_pictured): (&str, Reason) = match format {
        BriefFormat::Html => ("One page for browsers, with its picture", Ok(())),
        BriefFormat::Markdown => ("Text for people and repositories", Err("Markdown has no picture")),
        BriefFormat::Pdf => ("Sheets of paper, with its picture", Ok(())),
    };
    small_ui(ui, theme, words);
    heading_ui(ui, theme, "About");
    let nation = session.selected_nation().map_or(Err("Select one nation first"), |_| Ok(()));
    let pair = session.selected_pair().map_or(Err("Select two nations or one tie first"), |_| Ok(()));
    let abouts =
        [(About::All, "All that is shown", Ok(())), (About::Nation, "Nation", nation), (About::Pair, "Pair", pair)];
    choices_ui(ui, "About", about, &abouts);
    small_ui(ui, theme, &about_in_words(session, *about));
    looked_at_ui(ui, session, theme);
    if *format == BriefFormat::Pdf {
        heading_ui(ui, theme, "Paper");
        sheet_ui(ui, paper, orientation);
    }
    heading_ui(ui, theme, "Look of the picture");
    colors_ui(ui, look, is_pictured);
    Entered::No
}

/// Says what is told or extracted: as of when, known by when, in which scenario, under which filter.
pub(super) fn looked_at_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    let in_words = |day| EdtfDate::from_day(day).in_words();
    let lens = session.lens();
    let mut said = vec![format!("As of {}", in_words(lens.moment.as_of))];
    said.extend(lens.moment.known_on.map(|day| format!("known on {}", in_words(day))));
    said.extend(session.supposition().map(|supposition| supposition.name()));
    let filter = lens.filter.in_words(session.document());
    said.extend(Some(filter).filter(|words| !words.is_empty()).map(|words| format!("only {words}")));
    small_ui(ui, theme, &boxed(&said.join(", ")));
}

fn about_in_words(session: &Session, about: About) -> String {
    let name = |id: &NationId| session.document().nation_name(id).to_owned();
    let words = match (about.subject(session), session.supposition()) {
        (Subject::Record, None) => "The record".to_owned(),
        (Subject::Record, Some(_)) => "What the open scenario supposes and comes to".to_owned(),
        (Subject::Nation(id), _) => format!("Ties of {}", name(&id)),
        (Subject::Pair(a, b), _) => format!("Ties between {} and {}", name(&a), name(&b)),
    };
    boxed(&words)
}
