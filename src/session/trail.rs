//! The way that a person has come: what was selected and where one looked, to go back and forward through.

use super::lens::Lens;
use super::selection::Selection;
use crate::scene::Camera;

/// Steps held at most; the oldest are forgotten.
const MOST_STEPS: usize = 200;

/// What was selected, and where one looked when it was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// What was selected.
    pub selection: Selection,
    /// Where one looked.
    pub camera: Camera,
    /// Through which lens, where a step has changed it too; `None` where it stays what it is.
    pub lens: Option<Box<Lens>>,
}

/// The stops of a way, and at which one is.
///
/// The stop at the cursor is kept by whoever owns the selection and the camera; here are only those before and after it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trail {
    behind: Vec<Stop>,
    ahead: Vec<Stop>,
}

impl Trail {
    /// Notes that `left` is left for something new; what lay ahead is forgotten.
    pub fn leave(&mut self, left: Stop) {
        self.ahead.clear();
        self.behind.push(left);
        if self.behind.len() > MOST_STEPS {
            self.behind.remove(0);
        }
    }

    /// Goes one stop back from `here`; `None` at the beginning.
    pub fn back(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.behind.pop()?;
        self.ahead.push(here);
        Some(stop)
    }

    /// Goes one stop forward from `here`; `None` at the end.
    pub fn forward(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.ahead.pop()?;
        self.behind.push(here);
        Some(stop)
    }

    /// Returns the stops before this one, the oldest first.
    pub fn behind(&self) -> &[Stop] {
        &self.behind
    }

    /// Returns the stops after this one, the next last.
    pub fn ahead(&self) -> &[Stop] {
        &self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Point;
    use crate::model::NationId;
    use crate::scene::Target;

    #[test]
    fn going_back_and_forward_comes_to_the_same_stops() {
        let camera = Camera { zoom: 1.0, center: Point::default() };
        let stop = |id: &str| {
            let mut selection = Selection::default();
            selection.set([Target::Nation(NationId::new(id))]);
            Stop { selection, camera, lens: None }
        };
        let mut trail = Trail::default();
        trail.leave(stop("A"));
        trail.leave(stop("B"));
        assert_eq!(trail.back(stop("C")), Some(stop("B")));
        assert_eq!(trail.back(stop("B")), Some(stop("A")));
        assert_eq!(trail.back(stop("A")), None);
        assert_eq!(trail.forward(stop("A")), Some(stop("B")));
        trail.leave(stop("B"));
        assert_eq!(trail.forward(stop("D")), None);
        assert_eq!(trail.behind().len(), 2);
    }
}
