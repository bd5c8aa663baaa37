//! What hangs open below a field: one thing at a time, put away by a click beside it, by Escape, or when the focus goes on.

use egui::{Id, Popup, PopupCloseBehavior, Rect, RectAlign, Response, Ui};

use crate::session::forms::Pick;

/// What hangs open.
#[derive(Debug)]
pub(super) struct Popped {
    /// Below which fact.
    pub fact: String,
    /// The widget that gets the focus back.
    pub owner: Id,
    pub what: What,
    /// The widgets in it in the last frame, to see when the focus has left it.
    pub ids: Vec<Id>,
    /// Where it lies.
    pub rect: Rect,
}

/// What there is to choose.
#[derive(Debug)]
pub(super) enum What {
    /// A list.
    List(List),
    /// Days of a month: year and month.
    Calendar {
        /// The year shown.
        year: i16,
        /// Its month shown.
        month: i8,
        /// How the focus goes to the day that is chosen.
        entering: Entering,
    },
    /// The NATO scales.
    Grades {
        /// How the focus goes to the grade that is chosen.
        entering: Entering,
    },
}

/// Whether the focus shall go to what is chosen, which it does once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Entering {
    #[default]
    No,
    Yes,
}

/// All that can be chosen, and what is typed to find it.
#[derive(Debug)]
pub(super) struct List {
    pub picks: Vec<Pick>,
    /// What was typed since it was opened; all is shown for nothing.
    pub typed: Option<String>,
    /// Which picks that means, the best first.
    pub found: Vec<usize>,
    /// Which line Enter chooses; `None` where nothing is typed and nobody went into the list.
    pub at_hand: Option<usize>,
    /// Whether that is to be brought into sight.
    pub is_moved: bool,
}

impl Popped {
    pub(super) fn new(fact: &str, owner: Id, what: What) -> Self {
        Self { fact: fact.to_owned(), owner, what, ids: Vec::new(), rect: Rect::NOTHING }
    }

    /// Whether it is to be put away: somebody has clicked beside it, or the focus is elsewhere. `field` is the place of what it
    /// belongs to, and `own` the widgets there.
    pub(super) fn is_left(&self, ui: &Ui, field: Rect, own: &[Id]) -> bool {
        let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        let is_beside = pressed.is_some_and(|at| !self.rect.contains(at) && !field.contains(at));
        let focused = ui.memory(|memory| memory.focused());
        let is_elsewhere = focused.is_some_and(|id| !own.contains(&id) && !self.ids.contains(&id));
        is_beside || is_elsewhere
    }

    /// Shows it below a field.
    pub(super) fn show(&mut self, ui: &Ui, below: &Response, name: &str, content: impl FnOnce(&mut Ui, &mut Self)) {
        let id = below.id.with("popped");
        let popup = Popup::new(id, ui.ctx().clone(), below.rect, ui.layer_id())
            .open(true)
            .align(RectAlign::BOTTOM_START)
            .gap(4.0)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .accessible_name(name);
        let shown = popup.show(|ui| {
            self.ids.clear();
            content(ui, self);
        });
        if let Some(shown) = shown {
            self.rect = shown.response.rect;
        }
    }
}
