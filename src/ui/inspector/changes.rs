//! What differs between two days, or between the record and scenarios: counts or a summary, then each change under its pair; a click flies to the tie.

use super::comparing::Asking;
use super::desk::Desk;
use super::layout::{MOST_ROWS, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::memo::ChangesFacts;
use super::row::{Lead, Row, link_ui, row_ui};
use super::side_by_side::side_by_side_ui;
use super::summary::summary_ui;
use super::words;
use crate::kit::capitalized;
use crate::network::Difference;
use crate::scene::{Target, encode};
use crate::session::{Comparison, Session};

/// Shows all that a comparison found.
pub(super) fn changes_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &ChangesFacts, asking: &mut Asking) {
    let comparison = &facts.comparison;
    label_ui(ui, Letters::small(desk.theme), &desk.session.compared_in_words(comparison));
    ui.add_space(4.0);
    desk.title_ui(ui, &title(desk.session, comparison));
    ui.add_space(8.0);
    match &comparison.summary {
        Some(summary) => summary_ui(ui, desk, summary),
        None => drop(label_ui(ui, Letters::body(desk.theme), &facts.counts)),
    }
    if !comparison.differences.is_empty() {
        layout_ui(ui, desk, &mut asking.layout);
    }
    match asking.layout {
        ListLayout::Listed => list_ui(ui, desk, facts),
        ListLayout::SideBySide => side_by_side_ui(ui, desk, facts),
    }
}

/// How differences are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ListLayout {
    /// Each says what has changed.
    #[default]
    Listed,
    /// Each says what was and what is.
    SideBySide,
}

/// Shows which layout there is, and the way to the other.
fn layout_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, layout: &mut ListLayout) {
    let (words, other) = match layout {
        ListLayout::Listed => ("Side by side", ListLayout::SideBySide),
        ListLayout::SideBySide => ("As a list", ListLayout::Listed),
    };
    ui.add_space(8.0);
    if link_ui(ui, desk.theme, &Letters::small_ink(desk.theme), words, words).clicked() {
        *layout = other;
    }
}

/// Lists each change under its pair.
fn list_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &ChangesFacts) {
    let comparison = &facts.comparison;
    let mut room = MOST_ROWS;
    for group in &facts.groups {
        if room == 0 {
            break;
        }
        let differences = &comparison.differences[group.clone()];
        pair_ui(ui, desk, differences);
        differences.iter().take(room).for_each(|difference| change_ui(ui, desk, difference, Told::InPair));
        room = room.saturating_sub(differences.len());
    }
    rest_ui(ui, desk.theme, comparison.differences.len());
}

/// Shows what became of what is selected, while a comparison is on.
pub(super) fn became_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, became: &[Difference], told: Told) {
    let Some(comparison) = desk.session.comparison() else { return };
    let remark = match told {
        Told::OfTie => String::new(),
        Told::InPair | Told::OfNation => words::counted(became.len(), "change"),
    };
    section_ui(ui, desk.theme, &desk.session.compared_in_words(comparison), &remark);
    if became.is_empty() {
        label_ui(ui, Letters::body(desk.theme), "No change");
    }
    became.iter().take(MOST_ROWS).for_each(|difference| change_ui(ui, desk, difference, told));
    rest_ui(ui, desk.theme, became.len());
}

/// Where a change is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Under its pair.
    InPair,
    /// Among changes of several pairs.
    OfNation,
    /// On the page of the tie.
    OfTie,
}

/// Returns what a comparison is called.
pub(super) fn title(session: &Session, comparison: &Comparison) -> String {
    let with = session.told_from(comparison, &comparison.with);
    match (comparison.is_of_days(), comparison.with == comparison.from) {
        (true, true) => format!("Changes since {with}"),
        (true, false) => format!("Changes until {with}"),
        (false, _) => format!("Against {with}"),
    }
}

/// Shows the name of a pair with how much changed in it; a click flies there.
pub(super) fn pair_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, differences: &[Difference]) {
    let Some(Difference { pair: (a, b), .. }) = differences.first() else { return };
    ui.add_space(16.0);
    let title = format!("{} · {}", desk.name(a), desk.name(b));
    let n_changes = words::counted(differences.len(), "change");
    let row = Row {
        lead: Lead::Nothing,
        title: &title,
        letters: Letters::strong(desk.theme),
        after: "",
        below: "",
        right: &n_changes,
        label: &format!("{title}, {n_changes}"),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.flight(&response, &Target::pair(a.clone(), b.clone()));
}

/// Shows one change; a click flies to its tie, or to its pair.
fn change_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, difference: &Difference, told: Told) {
    let Difference { what, tie, pair: (a, b), on } = difference;
    let on = on.map(words::short_date).unwrap_or_default();
    let said = what.in_words();
    let between = match tie {
        Some(tie) => desk.between(tie),
        None => format!("{} – {}", desk.name(a), desk.name(b)),
    };
    let sign = tie.as_ref().map(|tie| desk.sign(tie));
    let title = match (tie, told) {
        (Some(tie), Told::InPair | Told::OfNation) => tie.about.title.clone(),
        (None, Told::InPair) | (_, Told::OfTie) => capitalized(&said),
        (None, Told::OfNation) => between.clone(),
    };
    let below = match (tie, told) {
        (Some(_), Told::InPair) | (None, Told::OfNation) => capitalized(&said),
        (Some(_), Told::OfNation) => format!("{} · {between}", capitalized(&said)),
        (None, Told::InPair) | (_, Told::OfTie) => String::new(),
    };
    let named = tie.as_ref().map_or("", |tie| tie.about.title.as_str());
    let label = [said.as_str(), &on, named, sign.map_or("", |sign| sign.name()), &between];
    let label: Vec<&str> = label.into_iter().filter(|part| !part.is_empty()).collect();
    let row = Row {
        lead: Lead::Shift(encode::shift(*what).mark, sign),
        title: &title,
        letters: Letters::body(desk.theme),
        after: "",
        below: &below,
        right: &on,
        label: &label.join(", "),
    };
    let response = row_ui(ui, desk.theme, &row);
    let target = match tie {
        Some(tie) => Target::Tie(tie.id.clone()),
        None => Target::pair(a.clone(), b.clone()),
    };
    desk.flight(&response, &target);
}
