//! The application without a window: what is open, what is selected, where one looks, and every command.
//!
//! Panels read a [`Session`] and push [`Command`]s; [`run`] carries them out and returns [`Effect`]s for whoever owns a
//! window to act on.

mod command;
mod run;
mod selection;
mod state;
mod view;

pub use command::{Command, Key, Menu, Modifiers, Shortcut};
pub use run::{Effect, run};
pub use selection::{Selection, Subject};
pub use state::{Counted, Session, ThemeChoice};
pub use view::View;
