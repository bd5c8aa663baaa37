//! Everything between two nations: their ties by sign, what has ended, and what they did in turn.

use super::changes::{Told, became_ui};
use super::desk::Desk;
use super::layout::{MOST_ROWS, chip_ui, filtered_out_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::memo::PairFacts;
use super::rails::rails_ui;
use super::row::tie_row_ui;
use super::words;
use crate::model::{NationId, Sign};
use crate::network::Difference;
use crate::scene::Target;

/// Shows two nations and all that is, was and happened between them.
pub(super) fn pair_ui(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    [a, b]: [&NationId; 2],
    facts: &PairFacts,
    became: &[Difference],
) {
    let theme = desk.theme;
    desk.eyebrow_ui(ui, &Target::pair(a.clone(), b.clone()), |ui, desk| {
        label_ui(ui, Letters::small(desk.theme), "Pair");
    });
    ui.add_space(4.0);
    title_ui(ui, desk, a, b);
    ui.add_space(10.0);
    if facts.is_mixed() {
        chip_ui(ui, theme, None, "± mixed");
        ui.add_space(8.0);
    }
    label_ui(ui, Letters::body(theme), &balance(desk, facts));
    filtered_out_ui(ui, theme, facts.n_filtered_out);
    became_ui(ui, desk, became, Told::InPair);
    let on_day = format!("On {}", words::day(desk.as_of()));
    let sections = [(on_day.as_str(), &facts.present), ("Ended", &facts.ended), ("Not yet begun", &facts.other)];
    for (name, ties) in sections.into_iter().filter(|(_, ties)| !ties.is_empty()) {
        section_ui(ui, theme, name, &words::counted(ties.len(), "tie"));
        for tie in ties.iter().take(MOST_ROWS) {
            tie_row_ui(ui, desk, tie, &tie.about.title);
        }
        rest_ui(ui, theme, ties.len());
    }
    rails_ui(ui, desk, [a, b], &facts.lanes);
}

/// Shows both names; each selects its nation.
fn title_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, a: &NationId, b: &NationId) {
    let letters = Letters::title(desk.theme);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let [a_name, b_name] = [a, b].map(|id| desk.name(id));
        desk.read.title = Some(format!("{a_name} · {b_name}"));
        desk.nation_ui(ui, &letters, a);
        label_ui(ui, letters.clone(), "·");
        desk.nation_ui(ui, &letters, b);
    });
}

/// Returns how many ties of each sign there are: "Mixed: 2 positive and 4 negative ties".
fn balance(desk: &Desk<'_>, facts: &PairFacts) -> String {
    let signs = Sign::ALL.into_iter().filter_map(|sign| Some((facts.counts.get(&sign)?, sign)));
    let said: Vec<String> = signs.map(|(n, sign)| format!("{} {}", words::grouped(*n), sign.name())).collect();
    let noun = if facts.present.len() == 1 { "tie" } else { "ties" };
    let said = match said.as_slice() {
        [] if facts.n_filtered_out > 0 => return "No tie between them is asked for".to_owned(),
        [] => return format!("No tie between them on {}", words::day(desk.as_of())),
        [one] => format!("{one} {noun}"),
        [first, second] => format!("{first} and {second} {noun}"),
        [first @ .., last] => format!("{} and {last} {noun}", first.join(", ")),
    };
    if facts.is_mixed() { format!("Mixed: {said}") } else { said }
}
