//! From a record to a picture: layout, scene, SVG and PNG.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at what must hold")]

mod atlas;
mod bundles;
mod changes;
mod export;
mod graphs;
mod layout;
mod scene;
mod supposed;
