//! What holds work beside the window: how far it has come, and whether it is still wanted.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Parts of a whole in which progress is told.
const WHOLE: f64 = 1000.0;

/// How far work has come, told by it, and whether it is still wanted, told to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Reins(Arc<Held>);

#[derive(Debug, Default)]
struct Held {
    done: AtomicU32,
    is_stopped: AtomicBool,
}

impl Reins {
    /// Notes the part that is done, from 0 to 1; says whether to go on.
    pub fn note(&self, part: f64) -> ControlFlow<()> {
        self.0.done.store((part.clamp(0.0, 1.0) * WHOLE) as u32, Ordering::Relaxed);
        if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Returns the part that is done, from 0 to 1.
    pub fn done(&self) -> f32 {
        self.0.done.load(Ordering::Relaxed) as f32 / WHOLE as f32
    }

    /// Says that the work is not wanted any more.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the work is not wanted any more.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stopped_breaks_off_and_tells_how_far_it_came() {
        let reins = Reins::default();
        assert!(reins.note(0.5).is_continue());
        reins.clone().stop();
        assert!(reins.note(0.75).is_break());
        assert_eq!(reins.done(), 0.75);
    }
}
