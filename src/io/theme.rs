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
    selection_ground: String,
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

#[expect(clippy::expect_used, reason = "the themes are compiled in, and a test reads each of them")]
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
        selection_ground: Color::parse(&record.selection_ground)?,
        chip: Color::parse(&record.chip)?,
        nation: Color::parse(&record.nation)?,
        nation_rim: Color::parse(&record.nation_rim)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::contrast;

    #[test]
    fn text_has_enough_contrast_on_its_ground_in_every_theme() {
        for name in ThemeName::ALL {
            let theme = theme(name);
            let grounds = [theme.canvas, theme.panel, theme.bar, theme.chip];
            for (ground, text) in grounds.into_iter().flat_map(|ground| [(ground, theme.ink), (ground, theme.muted)]) {
                let ratio = contrast(ground, text);
                assert!(ratio >= 4.5, "{}: {text} on {ground} has {ratio:.2}", name.name());
            }
            for ground in [theme.selection_ground, theme.nation] {
                assert!(contrast(ground, theme.ink) >= 4.5, "{}: ink on {ground}", name.name());
            }
        }
    }

    #[test]
    fn lines_that_carry_meaning_have_enough_contrast_in_every_theme() {
        for name in ThemeName::ALL {
            let theme = theme(name);
            for line in [theme.positive, theme.negative, theme.neutral, theme.nation_rim] {
                for ground in [theme.canvas, theme.panel] {
                    let ratio = contrast(ground, line);
                    assert!(ratio >= 3.0, "{}: {line} on {ground} has {ratio:.2}", name.name());
                }
            }
        }
    }
}
