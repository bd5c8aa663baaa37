//! The waist: who is tied to whom on a day. Above it nothing knows that time exists.

mod resolve;

pub use resolve::{AsOf, Network, NetworkTie};
