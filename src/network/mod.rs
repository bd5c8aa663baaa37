//! The waist: who is tied to whom on a day. Above it nothing knows that time exists.

mod ledger;
mod resolve;

pub use ledger::{Entry, Happening, Link, describe, ledger, links};
pub use resolve::{AsOf, Network, NetworkTie};
