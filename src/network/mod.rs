//! The waist: who is tied to whom on a day, under a filter, as far as it was known. Days and filters end here.

mod comparison;
mod criterion;
mod filter;
mod known;
mod ledger;
mod mixed;
mod moment;
mod reliance;
mod resolve;
mod roster;
mod sieve;
mod summary;
mod timeline;
mod weakness;

pub use comparison::{Difference, Shift, Side, compare};
pub use criterion::{Criterion, Field};
pub use filter::{Around, Asked, Filter, Grounds, Hiding, Nature, credible_as, reliable_as};
pub use known::known_on;
pub use ledger::{Entry, Happening, Link, Referents, ledger, links};
pub use mixed::{MixedPair, mixed_pairs};
pub use moment::{Moment, Vantage};
pub use reliance::{Loss, Reliance, Usage, reliance};
pub use resolve::{AsOf, Network, NetworkTie};
pub use roster::{Enrolled, Roster, TieBasis};
pub use summary::{SignCounts, Summary, summary};
pub use timeline::{Bearing, Dated, Turn, dated_days, recent, timeline, timeline_over, turns};
pub use weakness::{OLD_AFTER_YEARS, WeakPoints, weak_points};
