//! Forms in the window: what can be edited, in place where it is shown.
//!
//! `state` keeps which forms are open and what is typed, never a copy of the record; `form` shows one form, `field` each of its
//! facts, `entering` gives one the focus. What cannot simply be typed is chosen: `list` shows what there is, found by typing, `below` what days
//! (`calendar`) and grades (`grades`) share, `many` what there can be several of. `popped` is what hangs open below a field, `buttons` what is clicked. `supporting` are forms of evidence in a dialog.

mod state;
mod form;
mod field;
mod entering;
mod popped;
mod list;
mod below;
mod calendar;
mod grades;
mod many;
mod buttons;
mod split;
mod supporting;

pub(super) use buttons::{Asked, add_ui, pencil_ui};
pub(super) use state::Forms;
pub(super) use supporting::Supporting;
