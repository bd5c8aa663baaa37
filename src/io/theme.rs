//! Reads the built-in themes from `assets/theme`.

use serde::Deserialize;

use crate::scene::{Color, Theme, ThemeName};

/// A theme file: every color as `#RRGGBB`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Theme")]
struct ThemeRecord {
    canvas: String,
    panel: String,
    bar: String,
    line: String,
    ink: String,
    muted: String,
    faint: String,
    positive: String,
    negative: String,
    neutral: String,
    selection: String,
    selection_edge: String,
    selection_ground: String,
    hypothetical: String,
    chip: String,
    nation: String,
    nation_rim: String,
}

/// Returns a built-in theme.
pub fn theme(name: ThemeName) -> Theme {
    built_in(match name {
        ThemeName::Light => include_str!("../../assets/theme/light.ron"),
        ThemeName::Dark => include_str!("../../assets/theme/dark.ron"),
        ThemeName::Print => include_str!("../../assets/theme/print.ron"),
    })
}

#[expect(clippy::expect_used, reason = "the themes are compiled in, and tests/contrast.rs reads each of them")]
fn built_in(text: &str) -> Theme {
    let record: ThemeRecord = ron::from_str(text).expect("a built-in theme is sound RON");
    resolve(&record).expect("a built-in theme has colors such as #1F6FB2")
}

/// Returns the theme with its colors read, or `None` when one of them is not a color.
fn resolve(record: &ThemeRecord) -> Option<Theme> {
    Some(Theme {
        canvas: Color::parse(&record.canvas)?,
        panel: Color::parse(&record.panel)?,
        bar: Color::parse(&record.bar)?,
        line: Color::parse(&record.line)?,
        ink: Color::parse(&record.ink)?,
        muted: Color::parse(&record.muted)?,
        faint: Color::parse(&record.faint)?,
        positive: Color::parse(&record.positive)?,
        negative: Color::parse(&record.negative)?,
        neutral: Color::parse(&record.neutral)?,
        selection: Color::parse(&record.selection)?,
        selection_edge: Color::parse(&record.selection_edge)?,
        selection_ground: Color::parse(&record.selection_ground)?,
        hypothetical: Color::parse(&record.hypothetical)?,
        chip: Color::parse(&record.chip)?,
        nation: Color::parse(&record.nation)?,
        nation_rim: Color::parse(&record.nation_rim)?,
    })
}
