//! Text is measured below the window exactly as egui sets it on the screen.

use std::sync::Arc;

use demarche::scene::text::{self, FontWeight, TextStyle};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, RawInput};

const TEXTS: [&str; 20] = [
    "defense pact",
    "rejected outreach",
    "AVATAR To Ty Va",
    "fjord office flag",
    "UN Security Council",
    "Türkiye",
    "Côte d’Ivoire",
    "Việt Nam",
    "Российская Федерация",
    "Ελληνική Δημοκρατία",
    "44 ties · 8 nations",
    "1–5 ± ≠ − + →",
    "As of 14 June 2025",
    "Comprehensive Strategic Partnership Treaty",
    "W.V.A. “quoted” text",
    "iiiiiiiiiiiiiiiiiiii",
    "MMMMMMMMMM",
    "exercises seen as hostile",
    "e\u{301}tat",
    "a b  c   d",
];

/// Returns fonts with Noto Sans alone in each family.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let families = [(FontFamily::Proportional, notosans::REGULAR_TTF), (bold_family(), notosans::BOLD_TTF)];
    for (family, bytes) in families {
        let name = format!("{family:?}");
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(bytes)));
        fonts.families.insert(family, vec![name]);
    }
    fonts
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

#[test]
fn widths_and_heights_agree_with_the_screen_within_half_a_point() {
    let context = Context::default();
    context.set_fonts(fonts());
    let output = context.run_ui(RawInput::default(), |ui| {
        for (text, size) in TEXTS.into_iter().flat_map(|text| [(text, 12.0_f32), (text, 13.0)]) {
            for (family, weight) in [(FontFamily::Proportional, FontWeight::Regular), (bold_family(), FontWeight::Bold)]
            {
                let font = FontId::new(size, family);
                let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, egui::Color32::WHITE));
                let style = TextStyle { size: f64::from(size), weight };
                let (ours, screen) = (text::width(text, style), f64::from(galley.size().x));
                assert!((ours - screen).abs() < 0.5, "{text} at {size}, {weight:?}: {ours} here, {screen} on screen");
                assert!((style.line_height() - f64::from(galley.size().y)).abs() < 0.5, "{text} at {size}");
            }
        }
    });
    output.drop_without_applying_deltas();
}
