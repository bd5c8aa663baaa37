//! Where nations sit. A layout sees the whole record, so that nobody moves when the day, filter or scenario changes.

mod force;

pub use force::force;
