//! The application without a window: what is open, what is selected, where one looks, and every command.
//!
//! Panels read a [`Session`] and push [`Command`]s; [`run`] carries them out and returns [`Effect`]s for whoever owns a
//! window to act on.

mod account;
mod arrange;
mod attention;
mod calendar;
mod chips;
mod citation;
mod command;
mod drawing;
mod edits;
mod exporting;
mod first_steps;
pub mod forms;
mod gestures;
mod keeping;
mod keys;
mod lens;
mod paste;
mod picture;
mod places;
mod preferences;
mod reload;
mod run;
mod scenarios;
mod search;
mod seeking;
mod selection;
mod sifting;
mod slug;
mod state;
mod supposed;
mod time;
mod trail;
mod unseen;
mod view;
mod views;

pub use account::{Account, SupposedAccount};
pub use attention::Attention;
pub use chips::{Chip, Choice, Choices, chips, choices, days_between};
pub use citation::{Citation, cite};
pub use command::{Command, Menu, Panel, Turn};
pub use edits::Edits;
pub use exporting::Exporting;
pub use first_steps::{FirstStep, first_steps};
pub use gestures::{Gesture, GestureGroup};
pub use keeping::{Beginning, FirstKinds, Keeping, Next};
pub use keys::{Key, LetterKeys, Modifiers, Shortcut};
pub use lens::{Lens, Supposition};
pub use paste::{Field as PasteField, Fits, Header, Mapping, Outcome, Preview, Table, TableError};
pub use picture::{Content, NoPicture, Picture, PictureRequest, Reach};
pub use preferences::{FirstSteps, Preferences, ThemeChoice};
pub use run::{Effect, run};
pub use scenarios::Scenarios;
pub use search::{Answer, Field, Finder, Found, Line};
pub use seeking::Seek;
pub use selection::{Selection, Subject};
pub use sifting::Sift;
pub use slug::slug;
pub use state::{Counted, Session};
pub use time::{Comparison, Playback, Speed, Time, month_before};
pub use trail::{Stop, Trail};
pub use unseen::{There, Unseen};
pub use view::View;
pub use views::{NameFault, NamedViews, Views, ViewsHome};
