//! The two sides of a comparison beside each other: what each tie is in the first, and what in the second.

use std::sync::Arc;

use super::changes::pair_ui;
use super::desk::Desk;
use super::layout::{MOST_ROWS, columns_ui, rest_ui};
use super::letters::{Letters, label_ui};
use super::memo::ChangesFacts;
use super::row::{Lead, Row, row_ui};
use super::words;
use crate::kit::capitalized;
use crate::model::{State, Tie};
use crate::network::{Difference, Shift, Vantage};
use crate::scene::Target;
use crate::session::{Comparison, Session};

/// What stands for a tie that is not there.
const NOTHING: &str = "—";

/// Shows every difference under its pair, the first side on the left and the second on the right.
pub(super) fn side_by_side_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &ChangesFacts) {
    let comparison = &facts.comparison;
    let [from, to] = [&comparison.from, &comparison.to].map(|it| capitalized(&desk.session.told_from(comparison, it)));
    ui.add_space(12.0);
    halves_ui(ui, Letters::small_strong(desk.theme), [&from, &to]);
    let mut room = MOST_ROWS;
    for group in &facts.groups {
        if room == 0 {
            break;
        }
        let differences = &comparison.differences[group.clone()];
        pair_ui(ui, desk, differences);
        for difference in differences.iter().take(room) {
            difference_ui(ui, desk, difference, comparison);
        }
        room = room.saturating_sub(differences.len());
    }
    rest_ui(ui, desk.theme, comparison.differences.len());
}

/// Shows one difference; a click flies to its tie, or to its pair.
fn difference_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, difference: &Difference, comparison: &Comparison) {
    let kinds = [&comparison.from, &comparison.to].map(|it| kind_from(desk.session, it, difference));
    let [left, right] = sides(difference, &comparison.to, kinds);
    let (title, lead, target) = match &difference.tie {
        Some(tie) => (tie.about.title.clone(), desk.lead(tie), Target::Tie(tie.id.clone())),
        None => {
            let (a, b) = difference.pair.clone();
            ("Signs of its ties".to_owned(), Lead::Nothing, Target::pair(a, b))
        }
    };
    let said = |side: &str| if side == NOTHING { "not there".to_owned() } else { side.to_owned() };
    let row = Row {
        lead,
        title: &title,
        letters: Letters::body(desk.theme),
        after: "",
        below: "",
        right: "",
        label: &format!("{title}, first {}, second {}", said(&left), said(&right)),
    };
    let response = row_ui(ui, desk.theme, &row);
    halves_ui(ui, Letters::small(desk.theme), [&left, &right]);
    ui.add_space(6.0);
    desk.flight(&response, &target);
}

/// Shows two texts beside each other, each in its half.
fn halves_ui(ui: &mut egui::Ui, letters: Letters, [left, right]: [&str; 2]) {
    let half = (ui.available_width() / 2.0).floor();
    columns_ui(
        ui,
        half,
        |ui| {
            // Not up to the other half.
            ui.set_max_width(half - 12.0);
            label_ui(ui, letters.clone(), left);
        },
        |ui| {
            label_ui(ui, letters.clone(), right);
        },
    );
}

/// Returns what the kind of a tie is called where it is looked at from; `None` where nothing at hand tells that.
fn kind_from(session: &Session, from: &Vantage, difference: &Difference) -> Option<String> {
    let tie = difference.tie.as_ref()?;
    let document = match &from.scenario {
        scenario if *scenario == session.lens().scenario => session.document(),
        None => session.record(),
        Some(_) => return None,
    };
    let kind = &document.ties.get(&tie.id)?.kind;
    Some(document.kinds.get(kind).map_or_else(|| kind.to_string(), |kind| kind.name.clone()))
}

/// Returns what something is on the first side, and what on the second, which is seen on a day.
fn sides(difference: &Difference, to: &Vantage, kinds: [Option<String>; 2]) -> [String; 2] {
    let Difference { what, tie, .. } = difference;
    let span = tie.as_ref().map(|tie| words::short_span(&tie.span)).unwrap_or_default();
    let (nothing, another) = (|| NOTHING.to_owned(), || "another kind".to_owned());
    let state = |state: Option<State>| state.map_or("without status", State::name).to_owned();
    let ends = |tie: &Arc<Tie>| format!("{}–{}", tie.between.0, tie.between.1);
    match what {
        Shift::Begun => [nothing(), span],
        Shift::Ended => {
            let absence = tie.as_ref().filter(|tie| tie.span.has_ended_by(to.day));
            let absence = absence.map_or_else(nothing, |tie| words::absence(&tie.span, to.day));
            [span, absence]
        }
        Shift::Passed => [nothing(), format!("{NOTHING} ({span})")],
        Shift::Stepped(before, after) => [state(*before), state(*after)],
        Shift::Strengthened(before, after) | Shift::Weakened(before, after) => {
            [before, after].map(|weight| format!("weight {weight} of 5"))
        }
        Shift::Turned(before, after) => [before, after].map(|sign| sign.name().to_owned()),
        // Where both are called alike, one of them was looked up on another day than its own.
        Shift::Recast => match kinds {
            [Some(before), Some(after)] if before != after => [before, after],
            [before, after] => [before.filter(|_| after.is_none()), after].map(|kind| kind.unwrap_or_else(another)),
        },
        Shift::Moved => ["between others".to_owned(), tie.as_ref().map_or_else(nothing, ends)],
        Shift::Reversed => ["the other way round".to_owned(), tie.as_ref().map_or_else(nothing, ends)],
        Shift::Mixed => ["not mixed".to_owned(), "positive and negative".to_owned()],
        Shift::Unmixed => ["positive and negative".to_owned(), "not mixed".to_owned()],
    }
}
