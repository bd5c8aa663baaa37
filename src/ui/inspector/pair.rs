//! Everything between two nations: their ties by sign, the merged ledger, and what has ended.

use super::course::say;
use super::desk::Desk;
use super::layout::{MOST_ROWS, chip_ui, rest_ui, section_ui};
use super::ledger::{ENTRY_GAP, exchange_ui, line_ui, links_ui};
use super::letters::{Letters, label_ui};
use super::memo::{PairFacts, Told};
use super::row::{link_ui, tie_row_ui};
use super::sources::sources_ui;
use super::words;
use crate::model::{NationId, Sign, Tie};
use crate::network::{Entry, Happening, Link};
use crate::scene::Target;

/// Shows two nations and all that is, was and happened between them.
pub(super) fn pair_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, a: &NationId, b: &NationId, facts: &PairFacts) {
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
    let on_day = format!("On {}", words::day(desk.as_of()));
    let sections = [(on_day.as_str(), &facts.present), ("Ended", &facts.ended), ("Not yet begun", &facts.other)];
    for (name, ties) in sections.into_iter().filter(|(_, ties)| !ties.is_empty()) {
        section_ui(ui, theme, name, &words::counted(ties.len(), "tie"));
        for tie in ties.iter().take(MOST_ROWS) {
            tie_row_ui(ui, desk, tie, &tie.about.title);
        }
        rest_ui(ui, theme, ties.len());
    }
    ledger_ui(ui, desk, &facts.entries);
}

/// Shows both names; each selects its nation.
fn title_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, a: &NationId, b: &NationId) {
    let letters = Letters::title(desk.theme);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let [a_name, b_name] = [a, b].map(|id| desk.name(id));
        desk.title = Some(format!("{a_name} · {b_name}"));
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
        [] => return format!("No tie between them on {}", words::day(desk.as_of())),
        [one] => format!("{one} {noun}"),
        [first, second] => format!("{first} and {second} {noun}"),
        [first @ .., last] => format!("{} and {last} {noun}", first.join(", ")),
    };
    if facts.is_mixed() { format!("Mixed: {said}") } else { said }
}

/// Shows everything dated between the two, earliest first, each entry with the tie that it belongs to.
fn ledger_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, told: &Told) {
    let n_entries = match told.n_entries {
        0 => return,
        1 => "1 entry".to_owned(),
        n => format!("{} entries", words::grouped(n)),
    };
    section_ui(ui, desk.theme, "Ledger", &n_entries);
    for (idx, (entry, links)) in told.entries.iter().enumerate() {
        if idx > 0 {
            ui.add_space(ENTRY_GAP);
        }
        entry_ui(ui, desk, entry, links);
    }
    rest_ui(ui, desk.theme, told.n_entries);
}

fn entry_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, entry: &Entry, links: &[Link]) {
    let theme = desk.theme;
    match &entry.what {
        Happening::Milestone(milestone) => {
            let (said, more) = say(desk, milestone);
            line_ui(ui, theme, &words::short_date(milestone.on), |ui| {
                label_ui(ui, Letters::strong(theme), &said);
                tie_link_ui(ui, desk, &entry.tie);
                if !more.is_empty() {
                    label_ui(ui, Letters::body(theme), &more);
                }
                sources_ui(ui, desk, "", &milestone.sources, "");
            });
            links_ui(ui, desk, links);
        }
        Happening::Exchange(exchange) => {
            exchange_ui(ui, desk, &entry.tie, exchange, links, |ui, desk| tie_link_ui(ui, desk, &entry.tie));
        }
    }
}

/// Shows which tie an entry belongs to; a click selects it.
fn tie_link_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let theme = desk.theme;
    let label = format!("{}, {}", tie.about.title, desk.sentence(tie));
    let link = link_ui(ui, theme, &Letters::small(theme), &tie.about.title, &label);
    desk.mention(&link, &Target::Tie(tie.id.clone()));
}
