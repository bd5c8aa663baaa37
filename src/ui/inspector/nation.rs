//! A nation: its names, its ties by partner, the reasons behind its stance, its events, and what others make of it.

use super::assessment::assessment_ui;
use super::changes::{Told, became_ui};
use super::desk::Desk;
use super::editing::{Editable, adding_section_ui, adding_ui, editable_ui, spot_ui};
use super::evidence::folded_evidence_ui;
use super::layout::{LEFT, MOST_ROWS, columns_ui, fact_ui, filtered_out_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::memo::{NationFacts, Partner};
use super::row::{Lead, Row, row_ui, tie_row_ui};
use super::supposed::{chip_of_ui, supposed_ui};
use super::words;
use crate::model::{Class, Driver, EntryId, Event, Nation, NationId};
use crate::network::Difference;
use crate::scene::Target;
use crate::session::forms::{Holder, NewRecord, Sort, Thing};

/// Shows a nation.
pub(super) fn nation_ui(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    id: &NationId,
    facts: &NationFacts,
    became: &[Difference],
) {
    let Some(nation) = desk.document().nations.get(id) else {
        label_ui(ui, Letters::body(desk.theme), "This nation is no longer on record");
        return;
    };
    let record = EntryId::Nation(id.clone());
    names_ui(ui, desk, nation);
    became_ui(ui, desk, became, Told::OfNation);
    supposed_ui(ui, desk, &record);
    ties_ui(ui, desk, nation, facts);
    drivers_ui(ui, desk, nation);
    events_ui(ui, desk, nation);
    let assessments = &facts.assessments;
    if !assessments.is_empty() {
        section_ui(ui, desk.theme, "Assessments", "claims, not measurements");
    }
    for (idx, assessment) in assessments.iter().take(MOST_ROWS).enumerate() {
        if idx > 0 {
            ui.add_space(16.0);
        }
        assessment_ui(ui, desk, assessment);
    }
    rest_ui(ui, desk.theme, assessments.len());
    section_ui(ui, desk.theme, "Add", "");
    let [event, driver] = [Sort::Event, Sort::Driver].map(|sort| Thing::new_item(record.clone(), sort));
    adding_ui(ui, desk, &[event, driver, Thing::New(NewRecord::Assessment(Some(id.clone())))]);
}

fn names_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation) {
    let names_class = nation.class;
    let class = match names_class {
        Class::State => "State",
        Class::Organization => "Organization",
    };
    desk.eyebrow_ui(ui, &Target::Nation(nation.id.clone()), |ui, desk| {
        label_ui(ui, Letters::small(desk.theme), class);
    });
    ui.add_space(4.0);
    let shown = desk.document().nation_name(&nation.id);
    let top = ui.cursor().top();
    spot_ui(ui, desk, "name", |ui, desk| desk.title_ui(ui, shown));
    let record = EntryId::Nation(nation.id.clone());
    if desk.session.is_hypothetical(&Target::Nation(nation.id.clone())) {
        ui.add_space(8.0);
        chip_of_ui(ui, desk, &record);
        ui.add_space(4.0);
    }
    let thing = Thing::Record(record);
    let head = Editable { thing, label: "Edit this nation", top: Some(top) };
    editable_ui(ui, desk, Some(head), |ui, desk| facts_ui(ui, desk, nation, shown));
}

/// Shows the other names of a nation, and where it has its seat.
fn facts_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation, shown: &str) {
    let (theme, names) = (desk.theme, &nation.names);
    let native = names.native.iter().map(|(_, name)| name.as_str());
    let others = std::iter::once(names.short.as_str()).chain(names.official.as_deref()).chain(native);
    let mut told = vec![shown];
    for name in others {
        if !told.contains(&name) {
            let fact = if names.official.as_deref() == Some(name) { "official" } else { "native" };
            spot_ui(ui, desk, fact, |ui, _| {
                label_ui(ui, Letters::muted(theme), name);
            });
            told.push(name);
        }
    }
    ui.add_space(8.0);
    if let Some(seat) = &nation.seat {
        spot_ui(ui, desk, "seat.name", |ui, _| fact_ui(ui, theme, "Seat", &seat.city, ""));
    }
    if !names.aliases.is_empty() {
        let aliases = names.aliases.join(" · ");
        spot_ui(ui, desk, "aliases", |ui, _| fact_ui(ui, theme, "Also called", &aliases, ""));
    }
}

/// Shows the ties of the day, grouped by partner: most ties first, then by name; within a partner by sign.
fn ties_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation, facts: &NationFacts) {
    let day = words::day(desk.as_of());
    section_ui(ui, desk.theme, &format!("Ties on {day}"), &words::counted(facts.n_ties, "tie"));
    let mut room = MOST_ROWS;
    for (idx, partner) in facts.partners.iter().enumerate() {
        if room == 0 {
            break;
        }
        if idx > 0 {
            ui.add_space(10.0);
        }
        partner_ui(ui, desk, nation, partner);
        for tie in partner.ties.iter().take(room) {
            let below = if desk.kind(tie).is_some_and(|kind| kind.name.eq_ignore_ascii_case(&tie.about.title)) {
                ""
            } else {
                &tie.about.title
            };
            tie_row_ui(ui, desk, tie, below);
        }
        room = room.saturating_sub(partner.ties.len());
    }
    rest_ui(ui, desk.theme, facts.n_ties);
    filtered_out_ui(ui, desk.theme, facts.n_filtered_out);
}

/// Shows the name of a partner; a click selects the pair.
fn partner_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation, partner: &Partner) {
    let name = desk.name(&partner.nation);
    let right = if partner.is_mixed { "± mixed" } else { "" };
    let label = format!("All between {} and {name}", desk.name(&nation.id));
    let row = Row {
        lead: Lead::Nothing,
        title: &name,
        letters: Letters::strong(desk.theme),
        after: "",
        below: "",
        right,
        label: &label,
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::pair(nation.id.clone(), partner.nation.clone()));
}

fn drivers_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation) {
    let record = EntryId::Nation(nation.id.clone());
    if !nation.drivers.is_empty() {
        let new = Thing::new_item(record.clone(), Sort::Driver);
        adding_section_ui(ui, desk, "Reasons behind its stance", "", &new);
    }
    let whole = desk.session.shown().nations.get(&nation.id).map(|it| it.drivers.as_slice()).unwrap_or_default();
    for (idx, driver) in nation.drivers.iter().take(MOST_ROWS).enumerate() {
        if idx > 0 {
            ui.add_space(16.0);
        }
        // By its id, which no other reason has: what is shown of it may be less than is on record.
        let at = whole.iter().position(|it| it.id == driver.id);
        let thing = at.map(|idx| Thing::item(record.clone(), Sort::Driver, idx));
        let label = format!("Edit reason {}", idx + 1);
        editable_ui(ui, desk, thing.map(|thing| Editable::new(thing, &label)), |ui, desk| said_ui(ui, desk, driver));
        driver_ui(ui, desk, &Holder { record: record.clone(), within: at.map(|at| (Sort::Driver, at)) }, driver);
    }
    rest_ui(ui, desk.theme, nation.drivers.len());
}

/// Shows what a reason is, and whose word that is.
fn said_ui(ui: &mut egui::Ui, desk: &Desk<'_>, driver: &Driver) {
    let (theme, document) = (desk.theme, desk.document());
    label_ui(ui, Letters::strong(theme), &driver.title);
    if !driver.summary.is_empty() {
        label_ui(ui, Letters::body(theme), &driver.summary);
    }
    label_ui(ui, Letters::small(theme), &format!("{} by {}", driver.basis.name(), document.who(&driver.by)));
}

/// Shows what a reason rests on and explains.
fn driver_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, of: &Holder, driver: &Driver) {
    let (theme, document) = (desk.theme, desk.document());
    folded_evidence_ui(ui, desk, &driver.title, of, &driver.evidence);
    for tie in driver.explains.iter().take(MOST_ROWS).filter_map(|id| document.ties.get(id)) {
        let label = format!("explains {}, {}", tie.about.title, desk.sentence(tie));
        let row = Row {
            lead: Lead::Words("explains"),
            title: &tie.about.title,
            letters: Letters::body(theme),
            after: &words::short_span(&tie.span),
            below: "",
            right: "",
            label: &label,
        };
        let response = row_ui(ui, theme, &row);
        desk.mention(&response, &Target::Tie(tie.id.clone()));
    }
    rest_ui(ui, theme, driver.explains.len());
}

fn events_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, nation: &Nation) {
    if nation.events.is_empty() {
        return;
    }
    let record = EntryId::Nation(nation.id.clone());
    let new = Thing::new_item(record.clone(), Sort::Event);
    adding_section_ui(ui, desk, "Events", &words::counted(nation.events.len(), "event"), &new);
    let whole = desk.session.shown().nations.get(&nation.id).map(|it| it.events.as_slice()).unwrap_or_default();
    for (idx, event) in nation.events.iter().enumerate().rev().take(MOST_ROWS) {
        if idx + 1 < nation.events.len() {
            ui.add_space(8.0);
        }
        // What is shown of it may be less than is on record.
        let is_it = |it: &Event| it.on == event.on && it.title == event.title && it.id == event.id;
        let at = if whole.get(idx).is_some_and(is_it) { Some(idx) } else { whole.iter().position(is_it) };
        let thing = at.map(|idx| Thing::item(record.clone(), Sort::Event, idx));
        let label = format!("Edit event of {}", words::short_date(event.on));
        let of = Holder { record: record.clone(), within: at.map(|at| (Sort::Event, at)) };
        editable_ui(ui, desk, thing.map(|thing| Editable::new(thing, &label)), |ui, desk| {
            event_ui(ui, desk, &of, event)
        });
    }
    rest_ui(ui, desk.theme, nation.events.len());
}

fn event_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, holder: &Holder, event: &Event) {
    let theme = desk.theme;
    columns_ui(
        ui,
        LEFT,
        |ui| {
            label_ui(ui, Letters::muted(theme), &words::short_date(event.on));
        },
        |ui| {
            label_ui(ui, Letters::body(theme), &event.title);
            if !event.summary.is_empty() {
                label_ui(ui, Letters::small(theme), &event.summary);
            }
            let of = format!("{}, {}", event.title, words::short_date(event.on));
            folded_evidence_ui(ui, desk, &of, holder, &event.evidence);
        },
    );
}
