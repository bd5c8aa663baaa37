//! The type scale of the inspector: size, weight and color of each sort of text, and text that shows what files say
//! without obeying it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Galley, Label, Response, RichText, Role, WidgetInfo};

use crate::kit::boxed;
use crate::scene::Theme;
use crate::ui::{BOLD, color};

/// A space at which no line breaks.
const GLUE: &str = "\u{a0}";

/// How a piece of text looks.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Letters {
    /// Family and size.
    pub font: FontId,
    /// Color.
    pub ink: Color32,
}

impl Letters {
    /// Body text.
    pub fn body(theme: &Theme) -> Self {
        Self { font: FontId::proportional(13.0), ink: color(theme.ink) }
    }

    /// Body text that stands out.
    pub fn strong(theme: &Theme) -> Self {
        Self { font: bold(13.0), ink: color(theme.ink) }
    }

    /// Text beside the body, at its size: dates and labels.
    pub fn muted(theme: &Theme) -> Self {
        Self { font: FontId::proportional(13.0), ink: color(theme.muted) }
    }

    /// Secondary text.
    pub fn small(theme: &Theme) -> Self {
        Self { font: FontId::proportional(12.0), ink: color(theme.muted) }
    }

    /// Secondary text to act on.
    pub fn small_ink(theme: &Theme) -> Self {
        Self { font: FontId::proportional(12.0), ink: color(theme.ink) }
    }

    /// Secondary text that stands out: chips, denials.
    pub fn small_strong(theme: &Theme) -> Self {
        Self { font: bold(12.0), ink: color(theme.ink) }
    }

    /// What the panel is about.
    pub fn title(theme: &Theme) -> Self {
        Self { font: bold(18.0), ink: color(theme.ink) }
    }

    /// The name of a section.
    pub fn section(theme: &Theme) -> Self {
        Self { font: bold(11.0), ink: color(theme.muted) }
    }

    /// Returns the text laid out in lines of at most `width` points.
    pub fn galley(&self, ui: &egui::Ui, text: &str, width: f32) -> Arc<Galley> {
        galley(ui, &[(self, text)], width)
    }

    fn format(&self) -> TextFormat {
        TextFormat::simple(self.font.clone(), self.ink)
    }
}

/// Returns pieces of text laid out one after the other in lines of at most `width` points.
pub(super) fn galley(ui: &egui::Ui, pieces: &[(&Letters, &str)], width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (letters, text) in pieces {
        job.append(&boxed(text), 0.0, letters.format());
    }
    job.wrap.max_width = width.max(1.0);
    ui.painter().layout_job(job)
}

/// Shows wrapped text that can be marked and copied.
pub(in crate::ui) fn label_ui(ui: &mut egui::Ui, letters: Letters, text: &str) -> Response {
    let shown = boxed(text);
    let response = ui.add(Label::new(RichText::new(&shown).font(letters.font).color(letters.ink)).wrap());
    if shown.contains(GLUE) {
        // Read out and searched for with plain spaces.
        let said = shown.replace(GLUE, " ");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    }
    response
}

/// Returns words that stay on one line: a date, a number with its name.
pub(super) fn glued(words: &str) -> String {
    words.replace(' ', GLUE)
}

fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}
