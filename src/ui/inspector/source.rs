//! A source: what it is, how it is graded, what would be unsupported without it, and everything that rests on it.

use std::sync::Arc;

use super::desk::Desk;
use super::editing::{Editable, editable_ui, spot_ui};
use super::evidence::addresses_ui;
use super::layout::{LEFT, MOST_ROWS, columns_ui, fact_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::memo::SourceFacts;
use super::row::{Lead, Row, row_ui, tie_row_ui};
use super::sources::{sources_ui, title_of};
use super::words;
use crate::kit::capitalized;
use crate::model::{Assessment, Document, EntryId, Instrument, Source, SourceId, Tie, TieId};
use crate::network::{Entry, Happening, Loss, Reliance, Usage};
use crate::scene::Target;
use crate::session::Command;
use crate::session::forms::Thing;

/// Shows a source and all that rests on it.
pub(super) fn source_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &SourceId, facts: &SourceFacts) {
    let Some(source) = desk.document().sources.get(id) else {
        label_ui(ui, Letters::body(desk.theme), "This source is no longer on record");
        return;
    };
    let target = Target::Source(id.clone());
    desk.eyebrow_ui(ui, &target, |ui, desk| {
        label_ui(ui, Letters::small(desk.theme), &format!("Source · {}", source.genre.name()));
    });
    ui.add_space(4.0);
    let top = ui.cursor().top();
    spot_ui(ui, desk, "title", |ui, desk| desk.title_ui(ui, title_of(source)));
    let reliance = &facts.reliance;
    let thing = Thing::Record(EntryId::Source(id.clone()));
    let head = Editable { thing, label: "Edit this source", top: Some(top) };
    editable_ui(ui, desk, Some(head), |ui, desk| facts_ui(ui, desk, source, &reliance.usage));
    loss_ui(ui, desk, &reliance.loss);
    ties_ui(ui, desk, reliance);
    entries_ui(ui, desk, &reliance.entries);
    disputes_ui(ui, desk, reliance);
    elsewhere_ui(ui, desk, facts);
}

/// Shows who published it and when, where it can be read, how it is graded, and whom it repeats.
fn facts_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, source: &Source, usage: &Usage) {
    let theme = desk.theme;
    ui.add_space(12.0);
    let published = source.published.in_words();
    let genre = capitalized(source.genre.name());
    for (fact, name, value) in [
        ("publisher", "Publisher", Some(&source.publisher)),
        ("author", "Author", source.author.as_ref()),
        ("published", "Published", Some(&published)),
        ("genre", "Genre", Some(&genre)),
        ("language", "Language", source.language.as_ref()),
    ] {
        if let Some(value) = value {
            spot_ui(ui, desk, fact, |ui, _| fact_ui(ui, theme, name, value, ""));
        }
    }
    for (idx, (grade, n)) in usage.grades.iter().enumerate() {
        let value =
            format!("{grade}, {}", if *n == 1 { "once".to_owned() } else { format!("{} times", words::grouped(*n)) });
        fact_ui(ui, theme, if idx == 0 { "Graded" } else { "" }, &value, &capitalized(&grade.in_words()));
    }
    if usage.n_repeating > 0 {
        let name = if usage.n_own == 0 { "Only repeats" } else { "In part repeats" };
        named_ui(ui, desk, name, &usage.repeats);
    }
    named_ui(ui, desk, "Repeated by", &usage.repeated_by);
    addresses_ui(ui, desk, source);
}

/// Shows sources beside a name, each a link.
fn named_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, name: &str, ids: &[SourceId]) {
    if ids.is_empty() {
        return;
    }
    let theme = desk.theme;
    columns_ui(
        ui,
        LEFT,
        |ui| {
            label_ui(ui, Letters::muted(theme), name);
        },
        |ui| sources_ui(ui, desk, "", ids, ""),
    );
    ui.add_space(4.0);
}

/// Shows what would be unsupported, or known less well, without the source.
fn loss_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, loss: &Loss) {
    let theme = desk.theme;
    let remark = if loss.unsupported.is_empty() {
        String::new()
    } else {
        format!("{} unsupported", words::counted(loss.unsupported.len(), "tie"))
    };
    section_ui(ui, theme, "Without it", &remark)
        .on_hover_text("What only repeats it is left out too, and denials support nothing");
    if loss.unsupported.is_empty() && loss.weakened.is_empty() {
        label_ui(ui, Letters::body(theme), "Every tie would be as well supported as it is");
    }
    for tie in loss.unsupported.iter().take(MOST_ROWS) {
        tie_ui(ui, desk, tie, "nothing left");
    }
    rest_ui(ui, theme, loss.unsupported.len());
    for (tie, now, then) in loss.weakened.iter().take(MOST_ROWS) {
        tie_ui(ui, desk, tie, &format!("{} → {}", now.name(), then.name()));
    }
    rest_ui(ui, theme, loss.weakened.len());
}

fn tie_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Arc<Tie>, right: &str) {
    let between = desk.between(tie);
    let row = Row {
        lead: desk.lead(tie),
        title: &tie.about.title,
        letters: Letters::body(desk.theme),
        after: "",
        below: &between,
        right,
        label: &format!("Without it, {}, {between}{}, {right}", tie.about.title, desk.supposed(tie)),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::Tie(tie.id.clone()));
}

fn ties_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &Reliance) {
    if facts.ties.is_empty() {
        return;
    }
    section_ui(ui, desk.theme, "Ties that rest on it", &words::grouped(facts.ties.len()));
    for tie in facts.ties.iter().take(MOST_ROWS) {
        let below = format!("{}, {}", tie.about.title, desk.between(tie));
        tie_row_ui(ui, desk, tie, &below);
    }
    rest_ui(ui, desk.theme, facts.ties.len());
}

/// Shows the milestones and moves that name it; a click selects their tie.
fn entries_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    section_ui(ui, desk.theme, "Milestones and moves", &words::grouped(entries.len()));
    for entry in entries.iter().take(MOST_ROWS) {
        let what = match &entry.what {
            Happening::Milestone(milestone) => super::course::say(desk, milestone).0,
            Happening::Exchange(exchange) => exchange.approach.clone(),
        };
        dated_ui(
            ui,
            desk,
            &words::short_date(entry.on()),
            &what,
            &entry.tie.about.title,
            &[Target::Tie(entry.tie.id.clone())],
        );
    }
    rest_ui(ui, desk.theme, entries.len());
}

fn disputes_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &Reliance) {
    if facts.disputes.is_empty() {
        return;
    }
    section_ui(ui, desk.theme, "Rival dates that it gives", &words::grouped(facts.disputes.len()));
    for (tie, dispute) in facts.disputes.iter().take(MOST_ROWS) {
        let what = capitalized(&tie.disputed_in_words(&dispute.what));
        let on = words::short_date(dispute.on);
        dated_ui(ui, desk, &on, &what, &tie.about.title, &[Target::Tie(tie.id.clone())]);
    }
    rest_ui(ui, desk.theme, facts.disputes.len());
}

/// Shows events, reasons, instruments and assessments with evidence in it.
fn elsewhere_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &SourceFacts) {
    let SourceFacts { reliance, sharing } = facts;
    let document = desk.document();
    let nation = |id: &crate::model::NationId| (desk.name(id), vec![Target::Nation(id.clone())]);
    let events = reliance.events.iter().take(MOST_ROWS).map(|(id, event)| {
        let (name, targets) = nation(id);
        Elsewhere { on: words::short_date(event.on), title: event.title.clone(), below: name, targets }
    });
    let drivers = reliance.drivers.iter().take(MOST_ROWS).map(|(id, driver)| {
        let (name, targets) = nation(id);
        Elsewhere { on: driver.basis.name().to_owned(), title: driver.title.clone(), below: name, targets }
    });
    let instruments = reliance.instruments.iter().zip(sharing).take(MOST_ROWS);
    let instruments = instruments.map(|(instrument, ties)| of_instrument(instrument, ties));
    let assessments = reliance.assessments.iter().take(MOST_ROWS);
    let assessments = assessments.map(|assessment| of_assessment(document, assessment));
    let sections: [(&str, usize, Vec<Elsewhere>); 4] = [
        ("Events", reliance.events.len(), events.collect()),
        ("Reasons behind a stance", reliance.drivers.len(), drivers.collect()),
        ("Instruments", reliance.instruments.len(), instruments.collect()),
        ("Assessments", reliance.assessments.len(), assessments.collect()),
    ];
    for (name, n_things, things) in sections.into_iter().filter(|(_, n_things, _)| *n_things > 0) {
        section_ui(ui, desk.theme, name, &words::grouped(n_things));
        for Elsewhere { on, title, below, targets } in &things {
            dated_ui(ui, desk, on, title, below, targets);
        }
        rest_ui(ui, desk.theme, n_things);
    }
}

/// Something beside ties that rests on a source.
struct Elsewhere {
    on: String,
    title: String,
    below: String,
    /// What a click selects.
    targets: Vec<Target>,
}

fn of_instrument(instrument: &Instrument, ties: &[TieId]) -> Elsewhere {
    let targets: Vec<Target> = ties.iter().map(|id| Target::Tie(id.clone())).collect();
    Elsewhere {
        on: words::short_span(&instrument.span),
        title: instrument.title.clone(),
        below: words::counted(targets.len(), "tie"),
        targets,
    }
}

fn of_assessment(document: &Document, assessment: &Assessment) -> Elsewhere {
    Elsewhere {
        on: words::short_date(assessment.made),
        title: assessment.title.clone(),
        below: format!("claim by {}", document.who(&assessment.author)),
        targets: assessment.nations.iter().map(|id| Target::Nation(id.clone())).collect(),
    }
}

/// Shows something dated; a click selects what it belongs to.
fn dated_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, on: &str, title: &str, below: &str, targets: &[Target]) {
    let row = Row {
        lead: Lead::Words(on),
        title,
        letters: Letters::body(desk.theme),
        after: "",
        below,
        right: "",
        label: &format!("{title}, {on}, {below}"),
    };
    let response = row_ui(ui, desk.theme, &row);
    match targets {
        [] => {}
        [one] => desk.mention(&response, one),
        several => {
            if response.clicked() {
                desk.commands.push(Command::SelectMany(several.to_vec()));
            }
        }
    }
}
