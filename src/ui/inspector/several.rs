//! Several things selected: which nations, ties and sources, and how many ties of each sign.

use super::desk::Desk;
use super::layout::{MOST_ROWS, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::memo::SeveralFacts;
use super::row::{Lead, Row, row_ui, tie_row_ui};
use super::sources::title_of;
use super::words;
use crate::scene::Target;

/// Lists what is selected.
pub(super) fn several_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &SeveralFacts) {
    let (theme, document) = (desk.theme, desk.document());
    let SeveralFacts { nations, ties, sources, counts } = facts;
    let n_things = nations.len() + ties.len() + sources.len();
    desk.title_ui(ui, &format!("{} selected", words::counted(n_things, "thing")));
    if !counts.is_empty() {
        ui.add_space(8.0);
        let said: Vec<String> =
            counts.iter().map(|(sign, n)| format!("{} {}", words::grouped(*n), sign.name())).collect();
        let said = format!("{}: {}", words::counted(ties.len(), "tie"), said.join(", "));
        label_ui(ui, Letters::body(theme), &said);
    }
    if !nations.is_empty() {
        section_ui(ui, theme, "Nations", &words::grouped(nations.len()));
    }
    for id in nations.iter().take(MOST_ROWS) {
        let name = document.nation_name(id);
        let letters = Letters::body(theme);
        let row = Row { lead: Lead::Nothing, title: name, letters, after: "", below: "", right: "", label: name };
        let response = row_ui(ui, theme, &row);
        desk.mention(&response, &Target::Nation(id.clone()));
    }
    rest_ui(ui, theme, nations.len());
    if !ties.is_empty() {
        section_ui(ui, theme, "Ties", &words::grouped(ties.len()));
    }
    for tie in ties.iter().take(MOST_ROWS) {
        let below = format!("{}, {}", tie.about.title, desk.between(tie));
        tie_row_ui(ui, desk, tie, &below);
    }
    rest_ui(ui, theme, ties.len());
    if !sources.is_empty() {
        section_ui(ui, theme, "Sources", &words::grouped(sources.len()));
    }
    for source in sources.iter().take(MOST_ROWS) {
        let row = Row {
            lead: Lead::Nothing,
            title: title_of(source),
            letters: Letters::body(theme),
            after: "",
            below: &source.publisher,
            right: &words::short_date(source.published),
            label: &words::citation(source),
        };
        let response = row_ui(ui, theme, &row);
        desk.mention(&response, &Target::Source(source.id.clone()));
    }
    rest_ui(ui, theme, sources.len());
}
