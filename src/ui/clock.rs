//! The time of day, for what says when it was made.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Returns the seconds since the beginning of 1970, 0 on a clock that is set before that.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Returns the day, in universal time.
pub(super) fn today() -> Date {
    /// The day on which seconds begin to count.
    const EPOCH: Date = date(1970, 1, 1);
    let n_days = i64::try_from(now() / (24 * 60 * 60)).unwrap_or_default();
    EPOCH.checked_add(n_days.days()).unwrap_or(EPOCH)
}
