//! Lays out exported pictures: headline and day, the graph, the key to what is on it, numbered sources, the footer.
//!
//! A page is made of marks in points, as a scene is; `export` writes it and decides nothing. One network makes a
//! [`picture`], several a [`sheet`].

mod about;
mod arrangement;
mod block;
mod caption;
mod columns;
mod continued;
mod foot;
mod graph;
mod head;
mod key;
mod lists;
mod marks;
mod notes;
mod options;
mod paper;
mod picture;
mod sheet;
mod sides;

pub use caption::{Caption, ChangeLine};
pub use marks::{About, Align, Ink, LinkMark, Page, Panel, SwatchMark, TextMark};
pub use options::{Extent, Layout, Overflow, Part, Parts, Subject};
pub use paper::{Orientation, Paper};
pub use picture::{Tally, picture, tally};
pub use sheet::{Frame, sheet};

/// Most pictures on one sheet: as many as can be read.
pub const MOST_BESIDE: usize = 12;

/// Width of a page whose size is given in pixels, in points; the height follows from the picture's.
pub const PAGE_WIDTH: f64 = 1280.0;
