#![doc = include_str!("../ARCHITECTURE.md")]
#![forbid(unsafe_code)]

pub mod export;
pub mod io;
pub mod kit;
pub mod layout;
pub mod model;
pub mod network;
pub mod scene;
