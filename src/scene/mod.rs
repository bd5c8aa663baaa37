//! What is drawn, for no drawing library: marks in view points, made from a document, a network and positions.
//!
//! A view point is a world point times the zoom; a painter adds the pan. Canvas, SVG, PNG and PDF paint the same
//! [`Scene`], so that what is exported is what was seen. [`encode`] is the one table of what means what.

mod badges;
mod boxes;
mod build;
mod camera;
mod curves;
mod emphasis;
pub mod encode;
mod fans;
mod fitting;
mod hit;
mod hover;
mod items;
mod labels;
mod legend;
mod measured;
mod nations;
mod page;
mod plan;
mod room;
mod shifts;
mod sight;
mod stage;
mod target;
pub mod text;
mod theme;
mod timeline;

pub use build::{Bundling, SceneOptions, build, draw, positions, positions_over};
pub use camera::{Camera, fit};
pub use fitting::fit_scene;
pub use hit::hit;
pub use hover::hovered;
pub use items::{
    Badge, BadgeMark, Emphasis, Fill, GlyphMark, LabelMark, Naming, NationMark, OpenFan, Pinning, Scene, TieMark,
};
pub use legend::{
    GradeCell, GradeScale, Judgment, Legend, LegendRow, LegendSection, Sample, SampleArrow, SampleBadge, SampleGlyph,
};
pub use page::{
    About, Align, Caption, ChangeLine, Extent, Frame, Ink, Layout, LinkMark, MOST_BESIDE, Orientation, Overflow,
    PAGE_WIDTH, Page, Panel, Paper, Part, Parts, Subject, SwatchMark, Tally, TextMark, picture, sheet, tally,
};
pub use plan::{Plan, PlanKey, plan};
pub use shifts::Shifts;
pub use target::{Class, Target};
pub use theme::{Color, Theme, ThemeName, contrast};
pub use timeline::{Stem, Stems, day_of, number_of};
