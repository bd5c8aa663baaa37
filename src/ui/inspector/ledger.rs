//! Moves as a ledger: who approached, with what strategy, and how the other side responded.

use egui::{Role, Sense, WidgetInfo, pos2, vec2};

use super::desk::Desk;
use super::editing::{Editable, adding_section_ui, at, editable_ui, relation};
use super::layout::{LEFT, MOST_ROWS, columns_ui, rest_ui};
use super::letters::{Letters, galley, glued, label_ui};
use super::marks::paint_response;
use super::memo::Told;
use super::row::{Lead, Row, row_ui};
use super::sources::sources_ui;
use super::words;
use crate::kit::boxed;
use crate::model::{Cameo, EntryId, Evidence, Exchange, Reference, Tie};
use crate::network::{Happening, Link};
use crate::scene::{Target, Theme};
use crate::session::forms::{Sort, Thing};
use crate::ui::color;

/// Space between two entries of a ledger, in points.
pub(super) const ENTRY_GAP: f32 = 16.0;

/// Shows the exchanges of a tie, earliest first.
pub(super) fn exchanges_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, moves: &Told) {
    if moves.n_entries == 0 {
        return;
    }
    let new = Thing::new_item(EntryId::Tie(tie.id.clone()), Sort::Exchange);
    adding_section_ui(ui, desk, "Ledger", &words::counted(moves.n_entries, "move"), &new);
    for (idx, (entry, links)) in moves.entries.iter().enumerate() {
        if idx > 0 {
            ui.add_space(ENTRY_GAP);
        }
        match &entry.what {
            Happening::Exchange(exchange) => {
                let label = format!("Edit move of {}", words::short_date(exchange.on));
                let whole = desk.session.shown().ties.get(&tie.id).map(|it| it.course.exchanges.as_slice());
                let at = at(whole.unwrap_or_default(), exchange, idx);
                let thing = at.map(|idx| Thing::item(EntryId::Tie(tie.id.clone()), Sort::Exchange, idx));
                editable_ui(ui, desk, thing.map(|thing| Editable::new(thing, &label)), |ui, desk| {
                    exchange_ui(ui, desk, tie, exchange, &[], |_, _| {});
                });
                for (idx, link) in links.iter().enumerate().take(MOST_ROWS) {
                    let thing = at.map(|at| relation(&tie.id, Some((Sort::Exchange, at)), idx));
                    relation_ui(ui, desk, thing, link);
                }
                rest_ui(ui, desk.theme, links.len());
            }
            Happening::Milestone(_) => {}
        }
    }
    rest_ui(ui, desk.theme, moves.n_entries);
}

/// Shows one move in a tie: when, by whom, approach, strategy, response, and what it answers.
///
/// What `heading` adds stands under the name of the one who moved.
pub(super) fn exchange_ui<'a>(
    ui: &mut egui::Ui,
    desk: &mut Desk<'a>,
    tie: &Tie,
    exchange: &Exchange,
    links: &[Link],
    heading: impl FnOnce(&mut egui::Ui, &mut Desk<'a>),
) {
    let theme = desk.theme;
    line_ui(ui, theme, &words::short_date(exchange.on), |ui| {
        desk.nation_ui(ui, &Letters::strong(theme), &exchange.by);
        heading(ui, desk);
    });
    line_ui(ui, theme, "Approach", |ui| {
        label_ui(ui, Letters::body(theme), &exchange.approach);
    });
    if !exchange.strategy.is_empty() {
        line_ui(ui, theme, "Strategy", |ui| {
            label_ui(ui, Letters::body(theme), &exchange.strategy);
        });
    }
    line_ui(ui, theme, "Response", |ui| response_ui(ui, theme, exchange));
    if !exchange.sources.is_empty() {
        let named = tie.evidence.iter().filter(|item| exchange.sources.contains(&item.source));
        let evidence: Vec<Evidence> = named.cloned().collect();
        let origins = words::origins(&evidence, &desk.document().support_of(&evidence));
        line_ui(ui, theme, "", |ui| sources_ui(ui, desk, "according to", &exchange.sources, &origins));
    }
    let mut notes: Vec<String> = exchange.cameo.as_ref().map(cameo).into_iter().collect();
    if exchange.on.earliest() > desk.as_of() {
        notes.push(format!("after {}", words::day(desk.as_of())));
    }
    for note in notes {
        line_ui(ui, theme, "", |ui| {
            label_ui(ui, Letters::small(theme), &note);
        });
    }
    links_ui(ui, desk, links);
}

/// Shows what an entry responds to, enables or supersedes.
pub(super) fn links_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, links: &[Link]) {
    for link in links.iter().take(MOST_ROWS) {
        link_row_ui(ui, desk, link);
    }
    rest_ui(ui, desk.theme, links.len());
}

/// Shows a link as a row; the relation that it tells of can be edited there, if it is given.
pub(super) fn relation_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, thing: Option<Thing>, link: &Link) {
    let editable = thing.map(|thing| Editable::new(thing, "Edit relation"));
    editable_ui(ui, desk, editable, |ui, desk| link_row_ui(ui, desk, link));
}

/// Shows a link as a row; a click selects the tie or the nation at its other end.
pub(super) fn link_row_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, link: &Link) {
    let on = link.on.map(words::short_date).unwrap_or_default();
    let label = format!("{} {}, {on}", link.words, link.title);
    let row = Row {
        lead: Lead::Words(link.words),
        title: &link.title,
        letters: Letters::body(desk.theme),
        after: &on,
        below: "",
        right: "",
        label: label.trim_end_matches(", "),
    };
    let response = row_ui(ui, desk.theme, &row);
    match &link.to {
        Reference::Tie(id) | Reference::TiePart(id, _) => desk.mention(&response, &Target::Tie(id.clone())),
        Reference::Event(id, _) => desk.mention(&response, &Target::Nation(id.clone())),
    }
}

/// Shows a labeled line of the ledger.
pub(super) fn line_ui(ui: &mut egui::Ui, theme: &Theme, label: &str, content: impl FnOnce(&mut egui::Ui)) {
    columns_ui(
        ui,
        LEFT,
        |ui| {
            if !label.is_empty() {
                label_ui(ui, Letters::muted(theme), label);
            }
        },
        content,
    );
    ui.add_space(2.0);
}

/// Shows how a move was answered: its mark, the word in bold, then the reply.
pub(super) fn response_ui(ui: &mut egui::Ui, theme: &Theme, exchange: &Exchange) {
    let Some(response) = exchange.response else {
        label_ui(ui, Letters::muted(theme), if exchange.reply.is_empty() { "none on record" } else { &exchange.reply });
        return;
    };
    const INDENT: f32 = 16.0;
    // Size
    let width = ui.available_width();
    let (strong, body) = (Letters::strong(theme), Letters::body(theme));
    let reply = if exchange.reply.is_empty() { String::new() } else { format!("  {}", exchange.reply) };
    let galley = galley(ui, &[(&strong, response.name()), (&body, &reply)], width - INDENT);
    // Allocate
    let (rect, answer) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
    // Interact
    let said = format!("{}{}", response.name(), boxed(&reply).replacen("  ", ", ", 1));
    answer.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    // Paint
    let first_line = galley.rows.first().map_or(18.0, |row| row.height());
    let ink = color(theme.ink);
    paint_response(ui.painter(), pos2(rect.left() + 5.0, rect.top() + first_line / 2.0), response, ink);
    ui.painter().galley(pos2(rect.left() + INDENT, rect.top()), galley, ink);
}

/// Returns what a CAMEO code says: "CAMEO 1244 · Goldstein −4.0 · reject".
pub(super) fn cameo(cameo: &Cameo) -> String {
    let Cameo { code, root, goldstein } = cameo;
    let sign = match *goldstein {
        value if value < 0.0 => "−",
        value if value > 0.0 => "+",
        _ => "",
    };
    let value = glued(&format!("Goldstein {sign}{:.1}", goldstein.abs()));
    format!("{} · {value} · {}", glued(&format!("CAMEO {code}")), root.to_lowercase())
}
