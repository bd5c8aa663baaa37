//! Files to model and back: the only code that knows file formats.

mod theme;

pub use theme::theme;
