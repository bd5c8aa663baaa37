//! The canvas: paints the scene and turns pointer, wheel and keys into commands.
//!
//! `graph` puts it together in every frame. `shown` says where what lies, and `state` holds what the canvas remembers from
//! one frame to the next. `pointing` is hovering and clicking, `dragging` what a held button does, `moving` wheel, pinch
//! and arrows. `places` gives everything a place for the keyboard and screen readers, through which `walking` goes.
//! `rim` is the handle on a nation from which a new tie is drawn. `card` and `menu` are what appears beside the pointer; `fading` keeps words from popping in and out.

mod graph;
mod shown;
mod state;
mod pointing;
mod dragging;
mod rim;
mod moving;
mod places;
mod walking;
mod card;
mod menu;
mod fading;

pub use graph::canvas_ui;
pub use shown::Shown;
pub use state::CanvasState;
