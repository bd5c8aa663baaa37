//! The fonts of the window: the very bytes with which the scene measures its text.

use std::sync::Arc;

use egui::epaint::text::FontTweak;
use egui::{FontData, FontDefinitions, FontFamily};

/// Name of the family of bold letters.
pub const BOLD: &str = "bold";

/// Installs Noto Sans; for letters that it lacks, the fonts of the system are asked by eframe.
///
/// Its letters are not fitted to pixels, as they are not in pictures either: Noto Sans carries no instructions for that, and
/// working them out takes longer than all other text of the first frame.
pub fn install_fonts(context: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let faces = [("Noto Sans", notosans::REGULAR_TTF), ("Noto Sans Bold", notosans::BOLD_TTF)];
    for (name, bytes) in faces {
        let tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    let [regular, bold] = faces.map(|(name, _)| name.to_owned());
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![regular.clone(), bold.clone()]);
    }
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec![bold, regular]);
    context.set_fonts(fonts);
}
