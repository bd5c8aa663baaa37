//! Tools without domain words: geometry in the plane, seeded numbers, near-miss spelling, safe text.

mod geometry;
mod rng;
mod spelling;
mod text;

pub use geometry::{Point, QuadCurve, Rect, Vector};
pub use rng::Rng;
pub use spelling::did_you_mean;
pub use text::{boxed, capitalized, columns, counted, grouped, is_unsafe, is_web_address, quoted, shortened, visible};
