//! Changes single fields of records as written: replaces a whole field, or appends to a list.

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::native::{
    AssessmentRecord, AtlasRecord, InstrumentRecord, KindRecord, NationRecord, PositionRecord, Record, ScenarioRecord,
    SourceRecord, TieRecord,
};
use super::super::objected::parse;
use super::super::pairs::Pairs;

/// Why a field was not changed.
#[derive(Debug)]
pub(super) enum Refused {
    /// There is no such field that could be changed. Those that could.
    Unknown(&'static [&'static str]),
    /// Its value makes no sense.
    Unread(Box<SpannedError>),
}

/// A record of which fields can be changed by their names.
trait Patched {
    /// Names of the fields that can be replaced.
    const FIELDS: &'static [&'static str];
    /// Names of the lists and maps that can be appended to.
    const LISTS: &'static [&'static str];

    fn replace(&mut self, name: &str, text: &str) -> Result<(), Refused>;
    fn append(&mut self, name: &str, text: &str) -> Result<(), Refused>;
    fn n_items(&self, name: &str) -> usize;
    fn left_out(&self, name: &str) -> Option<String>;

    fn fields(&self) -> &'static [&'static str] {
        Self::FIELDS
    }

    fn lists(&self) -> &'static [&'static str] {
        Self::LISTS
    }
}

/// Implements `Patched`: fields that every record has, those that may be left out, lists, maps.
macro_rules! patched {
    ($record:ident: [$($must:ident)*] [$($may:ident)*] [$($list:ident)*] [$($map:ident)*]) => {
        impl Patched for $record {
            const FIELDS: &'static [&'static str] = &[
                $(stringify!($must),)* $(stringify!($may),)* $(stringify!($list),)* $(stringify!($map),)*
            ];
            const LISTS: &'static [&'static str] = &[$(stringify!($list),)* $(stringify!($map),)*];

            fn replace(&mut self, name: &str, text: &str) -> Result<(), Refused> {
                match name {
                    $(stringify!($must) => self.$must = read(text)?,)*
                    $(stringify!($may) => self.$may = read(text)?,)*
                    $(stringify!($list) => self.$list = read(text)?,)*
                    $(stringify!($map) => self.$map = read(text)?,)*
                    _ => return Err(Refused::Unknown(Self::FIELDS)),
                }
                Ok(())
            }

            fn append(&mut self, name: &str, text: &str) -> Result<(), Refused> {
                match (name, text) {
                    $((stringify!($list), text) => extend(&mut self.$list, text),)*
                    $((stringify!($map), text) => extend_map(&mut self.$map, text),)*
                    _ => Err(Refused::Unknown(Self::LISTS)),
                }
            }

            fn n_items(&self, name: &str) -> usize {
                match name {
                    $(stringify!($list) => self.$list.len(),)*
                    $(stringify!($map) => self.$map.0.len(),)*
                    _ => 0,
                }
            }

            fn left_out(&self, name: &str) -> Option<String> {
                match name {
                    $(stringify!($may) => default_of(&self.$may),)*
                    $(stringify!($list) => Some("[]".to_owned()),)*
                    $(stringify!($map) => Some("{}".to_owned()),)*
                    _ => None,
                }
            }
        }
    };
}

patched!(AtlasRecord: [id title as_of] [summary license name_style] [focus authors] []);
patched!(KindRecord: [name sign category] [direction term summary] [] []);
patched!(NationRecord: [name] [class official cow seat] [aliases events drivers] [native]);
patched!(SourceRecord: [title publisher published] [author url archived language genre] [] []);
patched!(InstrumentRecord: [title span] [summary] [signatories not_signed_by evidence] []);
patched!(TieRecord: [kind between span weight title] [weight_why summary instrument dependent]
    [levels milestones exchanges disputed relates evidence] []);
patched!(AssessmentRecord: [title author made] [question method] [nations ties shares evidence] []);
patched!(PositionRecord: [at] [pinned] [] []);
patched!(ScenarioRecord: [title] [author question rationale] [changes] []);

/// Does the same with whichever record it is.
macro_rules! with {
    ($record:expr, $it:ident => $what:expr) => {
        match $record {
            Record::Atlas($it) => $what,
            Record::Kind($it) => $what,
            Record::Nation($it) => $what,
            Record::Source($it) => $what,
            Record::Instrument($it) => $what,
            Record::Tie($it) => $what,
            Record::Assessment($it) => $what,
            Record::Position($it) => $what,
            Record::Scenario($it) => $what,
        }
    };
}

/// Replaces a field.
pub(super) fn replace(record: &mut Record, name: &str, text: &str) -> Result<(), Refused> {
    with!(record, it => it.replace(name, text))
}

/// Appends to a list or map.
pub(super) fn append(record: &mut Record, name: &str, text: &str) -> Result<(), Refused> {
    with!(record, it => it.append(name, text))
}

/// Whether a record has a field of that name which can be replaced.
pub(super) fn can_set(record: &Record, name: &str) -> bool {
    with!(record, it => it.fields().contains(&name))
}

/// Whether a field of that name is a list or a map.
pub(super) fn is_list(record: &Record, name: &str) -> bool {
    with!(record, it => it.lists().contains(&name))
}

/// Returns how many items a list or map has.
pub(super) fn n_items(record: &Record, name: &str) -> usize {
    with!(record, it => it.n_items(name))
}

/// Returns what stands for a field that is left out, as it is written; `None` for a field that cannot be.
pub(super) fn left_out(record: &Record, name: &str) -> Option<String> {
    with!(record, it => it.left_out(name))
}

/// Returns the value of a field that is left out.
fn default_of<T: Default + Serialize>(_: &T) -> Option<String> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.to_string(&T::default()).ok()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    parse(text).map_err(|error| Refused::Unread(Box::new(error)))
}

fn extend<T: DeserializeOwned>(list: &mut Vec<T>, text: &str) -> Result<(), Refused> {
    list.append(&mut read(text)?);
    Ok(())
}

fn extend_map<V: DeserializeOwned>(map: &mut Pairs<V>, text: &str) -> Result<(), Refused> {
    let Pairs(mut added) = read(text)?;
    map.0.append(&mut added);
    Ok(())
}
