//! What a scenario comes to against the record, or one vantage against another: ties begun, ended and changed, pairs newly mixed
//! or no longer, nations that have more or fewer ties of a sign.

use std::sync::Arc;

use super::desk::Desk;
use super::layout::{MOST_ROWS, Unfolding, rest_ui, unfolding_ui};
use super::letters::{Letters, label_ui};
use super::row::{Lead, Row, row_ui};
use super::words;
use crate::model::{NationId, Sign, Tie};
use crate::network::{SignCounts, Summary};
use crate::scene::Target;

/// Signs in the order in which they are counted, each with its mark.
const SIGNS: [(Sign, &str); 3] = [(Sign::Positive, "+"), (Sign::Negative, "−"), (Sign::Neutral, "○")];

/// Shows each sort of difference with its count, to be unfolded.
pub(super) fn summary_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, summary: &Summary) {
    let Summary { begun, ended, changed, newly_mixed, no_longer_mixed, nations } = summary;
    let theme = desk.theme;
    let ties = [(begun, "begun"), (ended, "ended"), (changed, "changed")];
    let pairs = [(newly_mixed, "newly mixed"), (no_longer_mixed, "no longer mixed")];
    let has_ties = ties.iter().any(|(ties, _)| !ties.is_empty());
    if !has_ties && pairs.iter().all(|(pairs, _)| pairs.is_empty()) && nations.is_empty() {
        label_ui(ui, Letters::body(theme), "Nothing differs");
        return;
    }
    for (ties, what) in ties {
        let words = format!("{} {what}", words::counted(ties.len(), "tie"));
        folded_ui(ui, desk, ties, (&format!("ties {what}"), &words), tie_ui);
    }
    for (pairs, what) in pairs {
        let words = format!("{} {what}", words::counted(pairs.len(), "pair"));
        folded_ui(ui, desk, pairs, (&format!("pairs {what}"), &words), pair_ui);
    }
    let words = format!("Signs of ties change for {}", words::counted(nations.len(), "nation"));
    folded_ui(ui, desk, nations, ("signs of nations", &words), nation_ui);
}

/// Shows what things there are, and the things once asked for; nothing for none. They are known by a name without their count,
/// so that a list stays unfolded when another thing comes into it.
fn folded_ui<T>(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    things: &[T],
    (name, words): (&str, &str),
    row: impl Fn(&mut egui::Ui, &mut Desk<'_>, &T),
) {
    if things.is_empty() {
        return;
    }
    let theme = desk.theme;
    unfolding_ui(ui, theme, name, (words, words), Unfolding::NotAsked, |ui| {
        things.iter().take(MOST_ROWS).for_each(|thing| row(ui, desk, thing));
        rest_ui(ui, theme, things.len());
        ui.add_space(6.0);
    });
    ui.add_space(2.0);
}

fn tie_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Arc<Tie>) {
    let (between, sign) = (desk.between(tie), desk.sign(tie));
    let row = Row {
        lead: desk.lead(tie),
        title: &tie.about.title,
        letters: Letters::body(desk.theme),
        after: "",
        below: &between,
        right: "",
        label: &format!("{}, {between}, {}{}", tie.about.title, sign.name(), desk.supposed(tie)),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.flight(&response, &Target::Tie(tie.id.clone()));
}

fn pair_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, (a, b): &(NationId, NationId)) {
    let title = format!("{} · {}", desk.name(a), desk.name(b));
    let letters = Letters::body(desk.theme);
    let row = Row { lead: Lead::Nothing, title: &title, letters, after: "", below: "", right: "", label: &title };
    let response = row_ui(ui, desk.theme, &row);
    desk.flight(&response, &Target::pair(a.clone(), b.clone()));
}

fn nation_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, counts: &SignCounts) {
    let SignCounts { nation, before, after } = counts;
    let name = desk.name(nation);
    let differing = || {
        let both = SIGNS.iter().zip(before.iter().zip(after));
        both.filter(|(_, (before, after))| before != after)
    };
    let shown: Vec<String> =
        differing().map(|((_, mark), (before, after))| format!("{mark}{before} → {mark}{after}")).collect();
    let said: Vec<String> = differing()
        .map(|((sign, _), (before, after))| format!("{before} {} before, {after} now", sign.name()))
        .collect();
    let row = Row {
        lead: Lead::Nothing,
        title: &name,
        letters: Letters::body(desk.theme),
        after: "",
        below: "",
        right: &shown.join("   "),
        label: &format!("{name}, {}", said.join(", ")),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.flight(&response, &Target::Nation(nation.clone()));
}
