//! The facts of a nation itself, apart from what happened to it and why it stands where it does.

use super::field::{Field, Input};
use super::reader::Reader;
use crate::model::{Class, Names, Nation, NationId, Objection, Seat};

const CLASSES: [Class; 2] = [Class::State, Class::Organization];

/// Returns a nation of which nothing is known.
pub(super) fn blank() -> Nation {
    let names = Names { short: String::new(), official: None, native: Vec::new(), aliases: Vec::new() };
    let id = NationId::new("");
    Nation { id, class: Class::State, names, cow: None, seat: None, events: Vec::new(), drivers: Vec::new() }
}

/// Returns the facts of a nation.
pub(super) fn fields(nation: &Nation) -> Vec<Field> {
    let Nation { id: _, class, names, cow, seat, events: _, drivers: _ } = nation;
    let Names { short, official, native, aliases } = names;
    let native: Vec<String> = native.iter().map(|(language, name)| format!("{language}: {name}")).collect();
    let many = || Input::Lines;
    let of_seat = |of: fn(&Seat) -> String| seat.as_ref().map(of).unwrap_or_default();
    vec![
        Field::required("name", "Name", Input::Line, short.as_str()).hint("Such as North Korea"),
        Field::optional("official", "Official name", Input::Line, official.clone().unwrap_or_default()),
        Field::optional("native", "Native names", many(), native.join("\n")).hint("ko: 조선, a language in each line"),
        Field::optional("aliases", "Also called", many(), aliases.join("\n")).hint("DPRK, a name in each line"),
        Field::required("class", "Class", Input::one_of(CLASSES.map(class_name)), class_name(*class)),
        Field::optional("seat.name", "Seat", Input::Line, of_seat(|seat| seat.city.clone())).hint("Its capital"),
        Field::optional("seat.lat", "Latitude", Input::Number, of_seat(|it| it.latitude.to_string()))
            .hint("°, north is +"),
        Field::optional("seat.lon", "Longitude", Input::Number, of_seat(|it| it.longitude.to_string()))
            .hint("°, east is +"),
        Field::optional("cow", "COW number", Input::Number, cow.map(|cow| cow.to_string()).unwrap_or_default())
            .hint("Correlates of War"),
    ]
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::State => "state",
        Class::Organization => "organization",
    }
}

/// Reads what was typed into a nation.
pub(super) fn read(reader: &mut Reader<'_>, nation: &mut Nation) {
    reader.text("name", &mut nation.names.short);
    reader.maybe_text("official", &mut nation.names.official);
    native(reader, &mut nation.names.native);
    reader.texts("aliases", &mut nation.names.aliases);
    reader.one_of("class", &CLASSES, class_name, &mut nation.class);
    seat(reader, &mut nation.seat);
    if reader.is_asked("cow") {
        cow(reader, &mut nation.cow);
    }
}

fn native(reader: &mut Reader<'_>, into: &mut Vec<(String, String)>) {
    if !reader.is_asked("native") {
        return;
    }
    let mut all = Vec::new();
    for line in reader.lines("native") {
        let parts = line.split_once([':', '：']).map(|(language, name)| (language.trim(), name.trim()));
        match parts.filter(|(language, name)| !language.is_empty() && !name.is_empty()) {
            Some((language, name)) => all.push((language.to_owned(), name.to_owned())),
            None => {
                let message = format!("`{line}` does not say which language it is");
                reader.note("native", Objection::new(message, "write the tag of the language before it: `ko: 조선`"));
            }
        }
    }
    *into = all;
}

fn seat(reader: &mut Reader<'_>, into: &mut Option<Seat>) {
    let facts = ["seat.name", "seat.lat", "seat.lon"];
    if !facts.iter().any(|fact| reader.is_asked(fact)) {
        return;
    }
    if facts.iter().all(|fact| reader.typed(fact).is_empty()) {
        *into = None;
        return;
    }
    let mut seat = into.clone().unwrap_or(Seat { city: String::new(), latitude: 0.0, longitude: 0.0 });
    for fact in facts {
        if reader.typed(fact).is_empty() {
            let hint = "give name, latitude and longitude, or none of them";
            reader.note(fact, Objection::new("a seat has all three", hint));
        }
    }
    if reader.is_asked("seat.name") {
        seat.city = reader.typed("seat.name").to_owned();
    }
    for (fact, number, most) in [("seat.lat", &mut seat.latitude, 90.0), ("seat.lon", &mut seat.longitude, 180.0)] {
        if reader.is_asked(fact) {
            *number = reader.number_within(fact, [-most, most]).unwrap_or(*number);
        }
    }
    *into = Some(seat);
}

fn cow(reader: &mut Reader<'_>, into: &mut Option<u16>) {
    let typed = reader.typed("cow");
    *into = typed.parse().ok();
    if into.is_none() && !typed.is_empty() {
        let message = format!("`{typed}` is not a number of a state");
        reader.note("cow", Objection::new(message, "write a whole number from 0 to 65535, such as 731"));
    }
}
