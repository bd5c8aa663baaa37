#![doc = include_str!("../ARCHITECTURE.md")]
#![forbid(unsafe_code)]

pub mod kit;
pub mod model;
pub mod edit;
pub mod io;
pub mod network;
pub mod layout;
pub mod scene;
pub mod export;
pub mod session;
pub mod cli;
pub mod ui;
