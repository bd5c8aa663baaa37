//! Nations as they are written.

use super::super::native::{BasisRecord, ClassRecord, DriverRecord, EventRecord, NationRecord, SeatRecord};
use super::super::pairs::Pairs;
use super::evidence::evidence;
use crate::model::{Basis, Class, Driver, Event, Names, Nation, Seat};

/// Returns a nation as it is written.
pub(in super::super) fn nation(nation: &Nation) -> NationRecord {
    let Nation { id, class, names, cow, seat, events, drivers } = nation;
    let Names { short, official, native, aliases } = names;
    NationRecord {
        id: id.to_string(),
        class: match class {
            Class::State => ClassRecord::State,
            Class::Organization => ClassRecord::Organization,
        },
        name: short.clone(),
        official: official.clone(),
        native: Pairs(native.clone()),
        aliases: aliases.clone(),
        cow: *cow,
        seat: seat.as_ref().map(seat_of),
        events: events.iter().map(event).collect(),
        drivers: drivers.iter().map(driver).collect(),
    }
}

fn seat_of(seat: &Seat) -> SeatRecord {
    let Seat { city, latitude, longitude } = seat;
    SeatRecord { name: city.clone(), lat: *latitude, lon: *longitude }
}

fn event(event: &Event) -> EventRecord {
    let Event { id, on, title, summary, evidence: items } = event;
    EventRecord {
        id: id.as_ref().map(ToString::to_string),
        on: on.to_string(),
        title: title.clone(),
        summary: summary.clone(),
        evidence: evidence(items),
    }
}

fn driver(driver: &Driver) -> DriverRecord {
    let Driver { id, title, summary, basis, by, explains, evidence: items } = driver;
    DriverRecord {
        id: id.to_string(),
        title: title.clone(),
        summary: summary.clone(),
        basis: match basis {
            Basis::Stated => BasisRecord::Stated,
            Basis::Inferred => BasisRecord::Inferred,
        },
        by: by.clone(),
        explains: explains.iter().map(ToString::to_string).collect(),
        evidence: evidence(items),
    }
}
