//! The timeline: a bar under the canvas along which the day looked at is moved, and the fields in which it is typed.
//!
//! `bar` puts it together in every frame; `state` holds what it remembers from one frame to the next. `scale` lays days
//! along the bar, `marks` paints what happened and `histories` the ties of what is selected; `handles` are the days
//! themselves. `pointing` turns pointer, wheel and keys into commands; `controls` are the buttons and `caption` the words
//! about what changed. `playing` lets time go by, and `fields` is where days are typed.

mod bar;
mod caption;
mod controls;
mod fields;
mod handles;
mod histories;
mod marks;
mod playing;
mod pointing;
mod rows;
mod scale;
mod state;

pub use bar::{SeenDays, height, timeline_ui};
pub use fields::as_of_ui;
pub(in crate::ui) use fields::{mark_all, read_day};
pub use playing::{elapse, space};
pub use state::TimelineState;
pub(in crate::ui) use state::bar_id;
