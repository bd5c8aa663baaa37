//! A tie from top to bottom: between whom, what, in what state, since when, says who, what else.

use jiff::civil::Date;

use super::changes::{Told, became_ui};
use super::course::milestones_ui;
use super::desk::Desk;
use super::editing::{Editable, add_section_ui, adding_section_ui, at, editable_ui, relation_of, spot_ui};
use super::evidence::evidence_ui;
use super::instrument::instrument_ui;
use super::layout::{MOST_ROWS, chip_ui, fact_ui, rest_ui, section_ui};
use super::ledger::{exchanges_ui, relation_ui};
use super::letters::{Letters, label_ui};
use super::memo::TieFacts;
use super::row::{link_ui, tie_row_ui};
use super::supposed::{chip_of_ui, supposed_ui};
use super::words;
use crate::model::{Direction, EntryId, Presence, Span, Step, Tie, TieId};
use crate::network::{Difference, Link, NetworkTie};
use crate::scene::Target;
use crate::scene::encode;
use crate::session::forms::{Holder, Sort, Thing};

/// What can be added to a tie.
const ADDED: [Sort; 6] = [Sort::Evidence, Sort::Milestone, Sort::Exchange, Sort::Relation, Sort::Dispute, Sort::Level];

/// Shows a tie, whether or not it exists on the day.
pub(super) fn tie_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &TieId, facts: &TieFacts, became: &[Difference]) {
    let Some(tie) = desk.document().ties.get(id) else {
        label_ui(ui, Letters::body(desk.theme), "This tie is no longer on record");
        return;
    };
    let resolved = desk.day().tie(id);
    desk.eyebrow_ui(ui, &Target::Tie(id.clone()), |ui, desk| between_ui(ui, desk, tie));
    ui.add_space(4.0);
    let record = EntryId::Tie(id.clone());
    let top = ui.cursor().top();
    spot_ui(ui, desk, "title", |ui, desk| desk.title_ui(ui, &tie.about.title));
    ui.add_space(10.0);
    split_ui(ui, desk, id);
    let head = Editable { thing: Thing::Record(record.clone()), label: "Edit this tie", top: Some(top) };
    editable_ui(ui, desk, Some(head), |ui, desk| {
        spot_ui(ui, desk, "kind", |ui, desk| chips_ui(ui, desk, tie, resolved));
        if !tie.about.summary.is_empty() {
            ui.add_space(12.0);
            spot_ui(ui, desk, "summary", |ui, desk| {
                label_ui(ui, Letters::body(desk.theme), &tie.about.summary);
            });
        }
        became_ui(ui, desk, became, Told::OfTie);
        facts_ui(ui, desk, tie, resolved);
    });
    supposed_ui(ui, desk, &record);
    levels_ui(ui, desk, tie);
    milestones_ui(ui, desk, tie);
    exchanges_ui(ui, desk, tie, &facts.moves);
    related_ui(ui, desk, tie, &facts.links);
    evidence_ui(ui, desk, &Holder { record: record.clone(), within: None }, &tie.evidence);
    if let Some(instrument) = tie.about.instrument.as_ref().and_then(|id| desk.document().instruments.get(id)) {
        instrument_ui(ui, desk, instrument, &facts.sharing);
    }
    also_ui(ui, desk, facts);
    add_section_ui(ui, desk, &record, &ADDED);
}

/// Shows on which day to split the tie, if that is asked.
fn split_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &TieId) {
    let Desk { session, theme, commands, forms, .. } = desk;
    forms.show_split(ui, session, theme, id, commands);
}

/// Shows between whom: each name selects its nation, the dot or arrow between them selects the pair.
fn between_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let (a, b) = &tie.between;
    let letters = Letters::small(desk.theme);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let [a_name, b_name] = [a, b].map(|id| desk.name(id));
        desk.nation_ui(ui, &letters, a);
        let joint = match desk.kind(tie).map(|kind| kind.direction) {
            Some(Direction::Directed) => " → ",
            Some(Direction::Mutual) | None => " · ",
        };
        let both = format!("All between {a_name} and {b_name}");
        let dot = link_ui(ui, desk.theme, &letters, joint, &both).on_hover_text(both.as_str());
        desk.mention(&dot, &Target::pair(a.clone(), b.clone()));
        desk.nation_ui(ui, &letters, b);
    });
}

/// Shows what kind, in what state, how much it matters.
fn chips_ui(ui: &mut egui::Ui, desk: &Desk<'_>, tie: &Tie, resolved: Option<&NetworkTie>) {
    let theme = desk.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        if let Some(kind) = desk.kind(tie) {
            let chip = chip_ui(ui, theme, Some(kind.sign), &kind.name);
            let term = if kind.term.is_empty() { String::new() } else { format!("\nTerm {}", kind.term) };
            chip.on_hover_text(format!("{}{term}", kind.summary));
        }
        match resolved {
            None => {
                chip_ui(ui, theme, None, &words::absence(&tie.span, desk.as_of()));
            }
            Some(resolved) => {
                if let Some(status) = &resolved.as_of_day.status {
                    chip_ui(ui, theme, None, &words::state(status)).on_hover_text(resolved.state_in_words());
                }
            }
        }
        chip_of_ui(ui, desk, &EntryId::Tie(tie.id.clone()));
        let (weight, why) = tie.weight.on(desk.as_of());
        let chip = chip_ui(ui, theme, None, &format!("weight {weight} of 5"));
        if !why.is_empty() {
            chip.on_hover_text(why);
        }
    });
}

/// Shows since when, where its formal life has come to, how sure, why that weight, and whose term the kind is.
fn facts_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, resolved: Option<&NetworkTie>) {
    let (theme, document) = (desk.theme, desk.document());
    ui.add_space(12.0);
    let (name, value) = existence(&tie.span, desk.as_of());
    let is_uncertain = resolved.is_some_and(|resolved| resolved.as_of_day.presence == Presence::Uncertain);
    let day = words::day(desk.as_of());
    let doubt = if is_uncertain { format!("its dates leave open whether on {day}") } else { String::new() };
    spot_ui(ui, desk, "begin", |ui, _| fact_ui(ui, theme, name, &value, &doubt));
    if let Some((resolved, status)) = resolved.and_then(|it| Some((it, it.as_of_day.status.as_ref()?))) {
        let is_same = status.by[0] == status.by[1];
        let by = status.steps(tie).map(|(party, step)| match step {
            Step::InForce => format!("{} for {}", step.name(), desk.name(party)),
            Step::Signed
            | Step::Ratified
            | Step::Extended
            | Step::PartlySuspended
            | Step::Suspended
            | Step::Withdrawn
            | Step::Superseded
            | Step::Expired => format!("{} by {}", step.name(), desk.name(party)),
        });
        let by = if is_same { String::new() } else { by.collect::<Vec<_>>().join(" · ") };
        fact_ui(ui, theme, "Status", &resolved.state_in_words(), &by);
    }
    if !tie.evidence.is_empty() {
        let code = encode::line(document.support(tie).confidence);
        fact_ui(ui, theme, "Evidence", code.words, code.meaning);
    }
    weight_ui(ui, desk, tie);
    if let Some(dependent) = &tie.about.dependent {
        let other = tie.other(dependent).map(|id| desk.name(id)).unwrap_or_default();
        let value = format!("{} depends on {other}", desk.name(dependent));
        spot_ui(ui, desk, "dependent", |ui, _| fact_ui(ui, theme, "Dependence", &value, ""));
    }
    if let Some(kind) = desk.kind(tie).filter(|kind| !kind.term.is_empty()) {
        fact_ui(ui, theme, "Term", &kind.term, "");
    }
}

/// Shows the weight with its reason.
fn weight_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let (weight, why) = tie.weight.on(desk.as_of());
    spot_ui(ui, desk, "weight", |ui, desk| fact_ui(ui, desk.theme, "Weight", &format!("{weight} of 5"), why));
}

/// Shows each change of the weight.
fn levels_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let levels = tie.weight.levels();
    let whole = desk.session.shown().ties.get(&tie.id).map(|tie| tie.weight.levels()).unwrap_or_default();
    for (idx, level) in levels.iter().enumerate().take(MOST_ROWS) {
        let label = format!("Edit change of weight from {}", level.from.in_words());
        let thing = at(whole, level, idx).map(|idx| Thing::item(EntryId::Tie(tie.id.clone()), Sort::Level, idx));
        editable_ui(ui, desk, thing.map(|thing| Editable::new(thing, &label)), |ui, desk| {
            let value = format!("{} from {}", level.weight, level.from.in_words());
            fact_ui(ui, desk.theme, if idx == 0 { "Weights" } else { "" }, &value, &level.why);
        });
    }
    rest_ui(ui, desk.theme, levels.len());
}

/// Shows what the tie, or anything in it, responds to, enables or supersedes, and what does so to it.
fn related_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, links: &[Link]) {
    if links.is_empty() {
        return;
    }
    let new = Thing::new_item(EntryId::Tie(tie.id.clone()), Sort::Relation);
    adding_section_ui(ui, desk, "Related", "", &new);
    for link in links.iter().take(MOST_ROWS) {
        let thing = relation_of(desk, &tie.id, link);
        relation_ui(ui, desk, thing, link);
    }
    rest_ui(ui, desk.theme, links.len());
}

/// Shows the other ties of the pair on the day.
fn also_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &TieFacts) {
    if facts.also.is_empty() {
        return;
    }
    section_ui(ui, desk.theme, "Also between them", if facts.is_mixed { "± mixed" } else { "" });
    for other in facts.also.iter().take(MOST_ROWS) {
        tie_row_ui(ui, desk, other, "");
    }
    rest_ui(ui, desk.theme, facts.also.len());
}

/// Returns how the span is introduced on a day, and the span in words.
fn existence(span: &Span, as_of: Date) -> (&'static str, String) {
    match span.presence_on(as_of) {
        Presence::Certain | Presence::Uncertain => ("Exists", span.in_words()),
        Presence::Absent if span.has_ended_by(as_of) => ("Existed", span.in_words()),
        Presence::Absent => ("Will exist", span.in_words().replacen("since ", "from ", 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_span_has_passed_only_when_its_end_has() {
        let says = |span: &str| existence(&Span::parse(span).expect(span), "2025-06-14".parse().expect("a day"));
        let check = |span, word, rest: &str| assert_eq!(says(span), (word, rest.to_owned()));
        check("2018-06-12/2019-02-28", "Existed", "12 June 2018 – 28 February 2019");
        check("2024-12-04/2044-12-04", "Exists", "4 December 2024 – 4 December 2044");
        check("2024-12-04/..", "Exists", "since 4 December 2024");
        check("2025", "Exists", "2025");
        check("2026-01-01/..", "Will exist", "from 1 January 2026");
        check("2026-01-01/2030", "Will exist", "1 January 2026 – 2030");
    }
}
