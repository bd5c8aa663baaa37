//! The window: all that is egui. Panels read the session and push commands.

mod fonts;
mod style;
pub mod inspector;

pub use fonts::{BOLD, install_fonts};
pub use style::{color, egui_theme, install_style};
