//! Finding by typing: the field in the bar, and the panel under it with what was found. What meets what is decided by
//! `session::Finder`.

mod entries;
mod field;
mod list;
mod overlay;
mod row;

pub(super) use field::field_ui;
pub(super) use overlay::Find;
