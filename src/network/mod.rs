//! The waist: who is tied to whom on a day. Above it nothing knows that time exists.

mod ledger;
mod mixed;
mod recent;
mod reliance;
mod resolve;
mod weakness;

pub use ledger::{Entry, Happening, Link, describe, ledger, links};
pub use mixed::{MixedPair, mixed_pairs};
pub use recent::{Recent, Turn, recent};
pub use reliance::{Loss, Reliance, Usage, reliance};
pub use resolve::{AsOf, Network, NetworkTie};
pub use weakness::{OLD_AFTER_YEARS, WeakPoints, weak_points};
