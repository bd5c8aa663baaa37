//! Shares the width of the window between the canvas and the panels beside it. Knows numbers only, nothing is drawn here.
//!
//! The canvas comes first: it keeps [`CANVAS_SHARE`] of the width. A panel that nobody has touched gives way before one
//! whose width a person chose, and in a narrow window panels lie over the canvas instead of beside it.

/// Part of the window's width that the canvas keeps at least.
const CANVAS_SHARE: f32 = 0.55;
/// Width of the window, in points, below which the left panel is a rail.
const RAIL_BELOW: f32 = 1_100.0;
/// Width of the window, in points, below which the inspector lies over the canvas.
const OVER_BELOW: f32 = 900.0;
/// Width of the rail, in points.
const RAIL_WIDTH: f32 = 44.0;
/// Usual and least width of the panels, in points.
const LEFT: Bounds = Bounds { usual: 232.0, least: 160.0 };
const INSPECTOR: Bounds = Bounds { usual: 364.0, least: 260.0 };
/// Width of the canvas, in points, that shows beside a panel lying over it, so that one can still click there.
const LEAST_BESIDE_OVER: f32 = 48.0;

#[derive(Debug, Clone, Copy)]
struct Bounds {
    usual: f32,
    least: f32,
}

/// What a person wants of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Wish {
    /// Whether it is shown.
    pub shown: Shown,
    /// The width that the person gave it, in points; `None` if nobody has.
    pub width: Option<f32>,
}

/// Whether a panel is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// It is.
    #[default]
    Shown,
    /// It is not.
    Hidden,
}

/// Where a panel is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Berth {
    /// Nowhere.
    Hidden,
    /// It is a strip of this width, and opens over the canvas.
    Rail {
        /// Width of the strip.
        width: f32,
        /// Width of the panel when it is open.
        over: f32,
    },
    /// It stands beside the canvas.
    Beside {
        /// Its width.
        width: f32,
        /// Least and most width that a person can give it in this window.
        range: [f32; 2],
    },
    /// It lies over the canvas when it is open.
    Over {
        /// Its width.
        width: f32,
    },
}

/// Where both panels are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Nations and legend.
    pub left: Berth,
    /// What is selected.
    pub inspector: Berth,
}

impl Room {
    /// Returns the width of what stands beside the canvas, in points.
    pub fn width_beside(&self) -> f32 {
        [self.left, self.inspector]
            .map(|berth| match berth {
                Berth::Beside { width, .. } | Berth::Rail { width, .. } => width,
                Berth::Hidden | Berth::Over { .. } => 0.0,
            })
            .iter()
            .sum()
    }
}

/// Returns where the panels are in a window of this width, all in points.
pub fn share(width: f32, left: Wish, inspector: Wish) -> Room {
    let is_beside =
        [width >= RAIL_BELOW && left.shown == Shown::Shown, width >= OVER_BELOW && inspector.shown == Shown::Shown];
    let has_rail = width < RAIL_BELOW && left.shown == Shown::Shown;
    let rail = if has_rail { RAIL_WIDTH } else { 0.0 };
    let over = |wish: Wish, bounds: Bounds| {
        let most = (width - rail - LEAST_BESIDE_OVER).max(1.0);
        wish.width.unwrap_or(bounds.usual).max(bounds.least).min(most)
    };
    let budget = (width * (1.0 - CANVAS_SHARE)).floor() - rail;
    let widths = fitted(budget, [(left, LEFT, is_beside[0]), (inspector, INSPECTOR, is_beside[1])]);
    // A panel that a person widens may push the other one to its least width, unless that one's width was chosen too.
    let most = |other: Wish, bounds: Bounds, other_width: f32| match (other_width > 0.0, other.width) {
        (false, _) => budget,
        (true, None) => budget - bounds.least,
        (true, Some(_)) => budget - other_width,
    };
    let beside = |own: usize, bounds: Bounds, most: f32| {
        let width = widths[own];
        Berth::Beside { width, range: [bounds.least.min(width), most.max(width)] }
    };
    Room {
        left: match (has_rail, is_beside[0]) {
            (true, _) => Berth::Rail { width: rail, over: over(left, LEFT) },
            (false, true) => beside(0, LEFT, most(inspector, INSPECTOR, widths[1])),
            (false, false) => Berth::Hidden,
        },
        inspector: match (inspector.shown, is_beside[1]) {
            (Shown::Hidden, _) => Berth::Hidden,
            (Shown::Shown, true) => beside(1, INSPECTOR, most(left, LEFT, widths[0])),
            (Shown::Shown, false) => Berth::Over { width: over(inspector, INSPECTOR) },
        },
    }
}

/// Returns the widths of two panels that together fit into `budget`; one that is not there has none.
fn fitted(budget: f32, panels: [(Wish, Bounds, bool); 2]) -> [f32; 2] {
    let mut widths = panels.map(|(wish, bounds, is_there)| {
        // No wider than all there is, so that sums of absurd widths stay exact.
        let wanted = wish.width.unwrap_or(bounds.usual).min(budget).max(bounds.least);
        if is_there { wanted } else { 0.0 }
    });
    // First those that nobody has touched give way, then those that somebody has.
    for is_chosen in [false, true] {
        let excess = widths.iter().sum::<f32>() - budget;
        let gives = |(idx, (wish, bounds, is_there)): (usize, &(Wish, Bounds, bool))| {
            let can_give = *is_there && wish.width.is_some() == is_chosen;
            if can_give { (widths[idx] - bounds.least).max(0.0) } else { 0.0 }
        };
        let room: Vec<f32> = panels.iter().enumerate().map(gives).collect();
        let total: f32 = room.iter().sum();
        if excess > 0.0 && total > 0.0 {
            let part = (excess / total).min(1.0);
            for (width, room) in widths.iter_mut().zip(room) {
                *width = (*width - room * part).floor();
            }
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTOUCHED: Wish = Wish { shown: Shown::Shown, width: None };

    fn chosen(width: f32) -> Wish {
        Wish { shown: Shown::Shown, width: Some(width) }
    }

    fn beside(berth: Berth) -> f32 {
        match berth {
            Berth::Rail { width, .. } | Berth::Beside { width, .. } => width,
            Berth::Hidden | Berth::Over { .. } => 0.0,
        }
    }

    #[test]
    fn the_canvas_keeps_its_share_whatever_the_person_and_the_window_want() {
        let wishes = [UNTOUCHED, chosen(0.0), chosen(300.0), chosen(1e9), Wish { shown: Shown::Hidden, width: None }];
        for width in 120..4_000_u16 {
            let width = f32::from(width);
            for (left, inspector) in wishes.into_iter().flat_map(|left| wishes.map(|inspector| (left, inspector))) {
                let room = share(width, left, inspector);
                let canvas = width - beside(room.left) - beside(room.inspector);
                assert!(canvas >= width * CANVAS_SHARE, "{width}: {room:?}");
                for berth in [room.left, room.inspector] {
                    if let Berth::Rail { over, .. } | Berth::Over { width: over } = berth {
                        assert!(over >= 1.0 && over <= width, "{width}: {room:?}");
                    }
                    if let Berth::Beside { width: own, range: [least, most] } = berth {
                        assert!(least <= own && own <= most && own > 100.0, "{width}: {room:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_laptop_at_125_percent_has_a_rail_and_an_inspector() {
        let room = share(1_093.0, UNTOUCHED, UNTOUCHED);
        assert_eq!(beside(room.left), RAIL_WIDTH);
        assert_eq!(beside(room.inspector), INSPECTOR.usual);
    }

    #[test]
    fn a_wide_window_has_both_panels_at_their_usual_width() {
        let room = share(1_440.0, UNTOUCHED, UNTOUCHED);
        assert_eq!((beside(room.left), beside(room.inspector)), (LEFT.usual, INSPECTOR.usual));
    }

    #[test]
    fn what_nobody_touched_gives_way_before_what_somebody_chose() {
        let room = share(1_280.0, chosen(300.0), UNTOUCHED);
        assert_eq!(beside(room.left), 300.0);
        assert!(beside(room.inspector) < INSPECTOR.usual);
    }

    #[test]
    fn a_width_that_was_chosen_comes_back_with_the_room_for_it() {
        assert!(beside(share(1_100.0, chosen(400.0), chosen(500.0)).left) < 400.0);
        let room = share(2_400.0, chosen(400.0), chosen(500.0));
        assert_eq!((beside(room.left), beside(room.inspector)), (400.0, 500.0));
    }
}
