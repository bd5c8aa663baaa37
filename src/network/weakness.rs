//! Where a record is weak: ties of a day that rest on nothing, on one origin, on old evidence, or on disputed dates.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::resolve::{Network, NetworkTie};
use crate::model::{EdtfDate, Standing, Tie};

/// Years after which evidence that nothing newer supports counts as old.
pub const OLD_AFTER_YEARS: i32 = 5;

/// The weak ties of a day. A tie may stand in several of the lists; the worst come first in each.
#[derive(Debug, Clone, Default)]
pub struct WeakPoints {
    /// Ties that no evidence supports, denials aside: the heaviest first.
    pub unsupported: Vec<Arc<Tie>>,
    /// Ties whose support goes back to one origin: the worst grade first, then the heaviest.
    pub single_origin: Vec<Arc<Tie>>,
    /// Ties with rival dates: most of them first, then the heaviest.
    pub disputed: Vec<Arc<Tie>>,
    /// Ties whose newest supporting evidence was reported more than [`OLD_AFTER_YEARS`] before the day, with that date:
    /// the oldest first.
    pub old: Vec<(Arc<Tie>, EdtfDate)>,
}

/// Returns the weak ones among the ties of a network's day that are asked for. O(n log n) in ties, and their evidence.
pub fn weak_points(network: &Network) -> WeakPoints {
    let mut points = WeakPoints::default();
    let oldest_fresh = network.as_of().checked_sub(OLD_AFTER_YEARS.years()).unwrap_or(Date::MIN);
    let mut by_weight: Vec<&NetworkTie> = network.asked_for().collect();
    by_weight.sort_by_key(|tie| Reverse(tie.as_of_day.weight));
    let mut single_origin: Vec<&NetworkTie> = Vec::new();
    for tie in by_weight {
        match tie.support.origins.len() {
            0 => points.unsupported.push(tie.tie.clone()),
            1 => single_origin.push(tie),
            _ => {}
        }
        if !tie.tie.course.disputed.is_empty() {
            points.disputed.push(tie.tie.clone());
        }
        if let Some(newest) = newest(&tie.tie).filter(|newest| newest.latest() < oldest_fresh) {
            points.old.push((tie.tie.clone(), newest));
        }
    }
    single_origin.sort_by_key(|tie| Reverse(tie.support.best.map(|grade| grade.rank())));
    points.single_origin = single_origin.into_iter().map(|tie| tie.tie.clone()).collect();
    points.disputed.sort_by_key(|tie| Reverse(tie.course.disputed.len()));
    points.old.sort_by_key(|(_, newest)| newest.latest());
    points
}

/// Returns when the newest supporting evidence became known.
fn newest(tie: &Tie) -> Option<EdtfDate> {
    let supporting = tie.evidence.iter().filter(|item| item.standing != Standing::Denied);
    supporting.map(|item| item.reported).max_by_key(|reported| reported.latest())
}
