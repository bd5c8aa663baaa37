//! What a window without a screen says, and waiting for it.

use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable as _;

use super::support::Window;

/// How long anything may take; generous, since the machine may be slow and busy.
const WATCHDOG: Duration = Duration::from_secs(120);

/// Whether a window says something anywhere.
pub fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

/// Shows frames until something is so.
pub fn until(window: &mut Window, what: &str, is_so: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !is_so(window) {
        assert!(start.elapsed() < WATCHDOG, "waited in vain for {what}");
        window.step();
    }
}
