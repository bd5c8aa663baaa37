//! What the inspector shows when nothing is selected, or several things are.

use super::desk::Desk;
use super::layout::{MOST_ROWS, fact_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::row::{Lead, Row, row_ui, tie_row_ui};
use super::words;
use crate::scene::Target;

/// Shows what is open and how to begin.
pub(super) fn nothing_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let (theme, document) = (desk.theme, desk.document());
    label_ui(ui, Letters::small(theme), &format!("As of {}", words::day(desk.as_of())));
    ui.add_space(4.0);
    desk.title_ui(ui, &document.manifest.title);
    if !document.manifest.summary.is_empty() {
        ui.add_space(12.0);
        label_ui(ui, Letters::body(theme), &document.manifest.summary);
    }
    let counts = document.counts();
    section_ui(ui, theme, "On record", "");
    let on_day = desk.network().ties().len();
    fact_ui(ui, theme, "Nations", &counts.nations.to_string(), "");
    fact_ui(ui, theme, "Ties", &format!("{} on this day, {} in all", on_day, counts.ties), "");
    fact_ui(ui, theme, "Moves", &counts.exchanges.to_string(), "");
    fact_ui(ui, theme, "Milestones", &counts.milestones.to_string(), "");
    fact_ui(
        ui,
        theme,
        "Evidence",
        &format!("{} from {}", counts.evidence, words::counted(counts.sources, "source")),
        "",
    );
    section_ui(ui, theme, "To begin", "");
    for hint in ["Click a tie or a nation", "Shift+click a second nation for all between the two"] {
        label_ui(ui, Letters::body(theme), hint);
        ui.add_space(4.0);
    }
}

/// Lists what is selected.
pub(super) fn several_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let (theme, document, session) = (desk.theme, desk.document(), desk.session);
    let targets = session.selection.targets();
    desk.title_ui(ui, &format!("{} selected", words::counted(targets.len(), "thing")));
    let nations: Vec<_> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Nation(id) => Some(id),
            Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_) => None,
        })
        .collect();
    let ties: Vec<_> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Nation(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_) => None,
            Target::Tie(id) => document.ties.get(id),
        })
        .collect();
    if !nations.is_empty() {
        section_ui(ui, theme, "Nations", "");
    }
    for id in nations.iter().take(MOST_ROWS) {
        let name = document.nation_name(id);
        let letters = Letters::body(theme);
        let row = Row { lead: Lead::Nothing, title: name, letters, after: "", below: "", right: "", label: name };
        if row_ui(ui, theme, &row).clicked() {
            desk.select_nation(id);
        }
    }
    rest_ui(ui, theme, nations.len());
    if !ties.is_empty() {
        section_ui(ui, theme, "Ties", "");
    }
    for tie in ties.iter().take(MOST_ROWS) {
        let (a, b) = &tie.between;
        let between = format!("{}, {} · {}", tie.about.title, document.nation_name(a), document.nation_name(b));
        tie_row_ui(ui, desk, tie, &between);
    }
    rest_ui(ui, theme, ties.len());
}
