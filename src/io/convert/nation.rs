//! Converts nations with their names, events and drivers.

use std::collections::BTreeSet;

use super::super::native::{BasisRecord, ClassRecord, DriverRecord, EventRecord, NationRecord, SeatRecord};
use super::at::At;
use super::context::Context;
use super::evidence::evidence;
use crate::model::{Basis, Class, Driver, Event, Names, Nation, PartId, Seat};

/// Converts a nation; `None` when what it is cannot be told.
pub(super) fn nation(context: &mut Context<'_>, at: &At<'_>, record: NationRecord) -> Option<Nation> {
    let NationRecord { id, class, name, official, native, aliases, cow, seat, events, drivers } = record;
    let is_named = context.name(&at.field("name"), &name);
    let mut languages = BTreeSet::new();
    for (idx, (language, _)) in native.0.iter().enumerate() {
        if !languages.insert(language) {
            let message = format!("the key `{language}` is given twice");
            context.misfit(&at.field("native").item(idx), message, "keep one of the two");
        }
    }
    let seat = seat.and_then(|seat| seat_of(context, &at.field("seat"), seat));
    let events = events_of(context, &at.field("events"), events);
    let drivers = drivers_of(context, &at.field("drivers"), drivers);
    let class = match class {
        ClassRecord::State => Class::State,
        ClassRecord::Organization => Class::Organization,
    };
    let names = Names { short: name, official, native: native.0, aliases };
    is_named.then(|| Nation { id: context.nation_id(&id), class, names, cow, seat, events, drivers })
}

fn seat_of(context: &mut Context<'_>, at: &At<'_>, record: SeatRecord) -> Option<Seat> {
    let SeatRecord { name, lat, lon } = record;
    let is_sound = context.name(&at.field("name"), &name)
        & context.number(&at.field("lat"), lat, -90.0, 90.0)
        & context.number(&at.field("lon"), lon, -180.0, 180.0);
    is_sound.then_some(Seat { city: name, latitude: lat, longitude: lon })
}

fn events_of(context: &mut Context<'_>, at: &At<'_>, records: Vec<EventRecord>) -> Vec<Event> {
    let mut ids = BTreeSet::new();
    let mut events = Vec::with_capacity(records.len());
    for (idx, record) in records.into_iter().enumerate() {
        let at = at.item(idx);
        let EventRecord { id, on, title, summary, evidence: items } = record;
        let has_sound_id = id.as_deref().is_none_or(|id| part_id(context, &at, &mut ids, id));
        let is_titled = context.name(&at.field("title"), &title);
        let evidence = evidence(context, &at.field("evidence"), items);
        if evidence.is_empty() {
            context.note(&at, "this event rests on no evidence", "add `evidence: [ … ]`");
        }
        let Some(on) = context.date(&at.field("on"), &on) else { continue };
        if has_sound_id && is_titled {
            events.push(Event { id: id.as_deref().map(PartId::new), on, title, summary, evidence });
        }
    }
    events.sort_by_key(|event| event.on.earliest());
    events
}

fn drivers_of(context: &mut Context<'_>, at: &At<'_>, records: Vec<DriverRecord>) -> Vec<Driver> {
    let mut ids = BTreeSet::new();
    let mut drivers = Vec::with_capacity(records.len());
    for (idx, record) in records.into_iter().enumerate() {
        let at = at.item(idx);
        let DriverRecord { id, title, summary, basis, by, explains, evidence: items } = record;
        let is_sound = part_id(context, &at, &mut ids, &id)
            & context.name(&at.field("title"), &title)
            & context.text(&at.field("by"), &by);
        let mut explained = Vec::with_capacity(explains.len());
        for (idx, tie) in explains.iter().enumerate() {
            if context.tie(&at.field("explains").item(idx), tie) {
                explained.push(context.tie_id(tie));
            }
        }
        let evidence = evidence(context, &at.field("evidence"), items);
        if evidence.is_empty() {
            context.note(&at, "this driver rests on no evidence", "add `evidence: [ … ]`");
        }
        let basis = match basis {
            BasisRecord::Stated => Basis::Stated,
            BasisRecord::Inferred => Basis::Inferred,
        };
        if is_sound {
            drivers.push(Driver { id: PartId::new(&id), title, summary, basis, by, explains: explained, evidence });
        }
    }
    drivers
}

/// Checks the id of a part, and that no other part of its record has it.
pub(super) fn part_id(context: &mut Context<'_>, at: &At<'_>, taken: &mut BTreeSet<String>, id: &str) -> bool {
    let at = at.field("id");
    if !context.id(&at, id) {
        return false;
    }
    if !taken.insert(id.to_owned()) {
        context.misfit(&at, format!("the id `{id}` is taken already in this record"), "give this one another id");
        return false;
    }
    true
}
