//! Lays out words for rows that paint themselves, so that a screen reader hears a row once and not its parts again.

use std::sync::Arc;

use egui::{Galley, RichText, TextStyle, TextWrapMode, Ui, WidgetText};

/// Returns words on one line, cut where there is no more room.
pub(super) fn one_line(ui: &Ui, words: RichText, room: f32) -> Arc<Galley> {
    WidgetText::from(words).into_galley(ui, Some(TextWrapMode::Truncate), room.max(0.0), TextStyle::Body)
}
