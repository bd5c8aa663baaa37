//! Carries out work beside the window, which goes on meanwhile. The only place that starts threads.

use std::panic::resume_unwind;
use std::thread::{self, JoinHandle};

/// Work that goes on, or has been done already.
#[derive(Debug)]
pub(super) enum Job<T> {
    /// On a thread of its own.
    Begun(JoinHandle<T>),
    /// Without one, since the system gave none.
    Done(T),
}

impl<T: Send + 'static> Job<T> {
    /// Begins work on a thread of its own; where the system gives none, does it at once.
    pub fn begin(work: impl FnOnce() -> T + Clone + Send + 'static) -> Self {
        match thread::Builder::new().spawn(work.clone()) {
            Ok(handle) => Self::Begun(handle),
            Err(_) => Self::Done(work()),
        }
    }

    /// Whether the result is there, so that waiting for it takes no time.
    pub fn is_done(&self) -> bool {
        match self {
            Self::Begun(handle) => handle.is_finished(),
            Self::Done(_) => true,
        }
    }

    /// Waits for the result. A panic of the work goes on here.
    pub fn wait(self) -> T {
        match self {
            Self::Begun(handle) => handle.join().unwrap_or_else(|payload| resume_unwind(payload)),
            Self::Done(result) => result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_gives_what_its_work_returns() {
        assert_eq!(Job::begin(|| 6 * 7).wait(), 42);
    }

    #[test]
    fn a_panic_of_the_work_is_not_lost() {
        let job = Job::begin(|| -> u8 { panic!("the work fell") });
        let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job.wait())).expect_err("a panic");
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"the work fell"));
    }
}
