#![doc = include_str!("../ARCHITECTURE.md")]
#![forbid(unsafe_code)]

// In floor order, lowest first; the blank lines keep the formatter from sorting them by name.
pub mod kit;

pub mod model;

pub mod io;

pub mod network;

pub mod layout;

pub mod scene;

pub mod export;
