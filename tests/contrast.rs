//! The colors of the themes: contrast by WCAG 2.2 AA on every ground they stand on, and signs that stay apart for people
//! who see fewer colors.

use demarche::io::theme;
use demarche::scene::{Color, Theme, ThemeName, contrast};

/// Least contrast of text, and of glyphs and lines that carry meaning.
const TEXT: f64 = 4.5;
const LINE: f64 = 3.0;
/// Least distance (CIE76, in L*a*b*) between two signs for people who see fewer colors. A distance of 2.3 is just seen; ten
/// times that is seen at a glance, in thin lines too.
const APART: f64 = 23.0;
/// Least difference of lightness (L*) between the signs on paper without color.
const APART_IN_GRAY: f64 = 10.0;

/// Every pair of ink and ground that one finds in window or picture.
fn pairs(theme: &Theme) -> Vec<(&'static str, Color, Color, f64)> {
    let mut pairs = Vec::new();
    let grounds = [theme.canvas, theme.panel, theme.bar, theme.chip, theme.selection_ground, theme.nation];
    for ground in grounds {
        pairs.push(("ink", theme.ink, ground, TEXT));
        pairs.push(("muted", theme.muted, ground, TEXT));
        // "9 problems", and the signs of kinds on their chips.
        pairs.push(("positive", theme.positive, ground, TEXT));
        pairs.push(("negative", theme.negative, ground, TEXT));
        // Glyphs and lines only: no text is gray by its sign.
        pairs.push(("neutral", theme.neutral, ground, LINE));
        // "Hypothetical, scenario …" on cards.
        pairs.push(("hypothetical", theme.hypothetical, ground, TEXT));
        pairs.push(("edge of the selection", theme.selection_edge, ground, LINE));
    }
    for ground in [theme.canvas, theme.nation] {
        pairs.push(("rim of a nation", theme.nation_rim, ground, LINE));
    }
    pairs
}

#[test]
fn text_and_lines_that_carry_meaning_have_enough_contrast_in_every_theme() {
    for name in ThemeName::ALL {
        for (what, ink, ground, least) in pairs(&theme(name)) {
            let ratio = contrast(ink, ground);
            assert!(ratio >= least, "{}: {what} {ink} on {ground} has {ratio:.2}, not {least}", name.name());
        }
    }
}

#[test]
fn signs_stay_apart_for_people_who_see_fewer_colors() {
    for name in ThemeName::ALL {
        let theme = theme(name);
        for (kind, matrix) in SIMULATIONS {
            let signs = [theme.positive, theme.negative, theme.neutral].map(|color| lab(seen(color, &matrix)));
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                let apart = distance(signs[a], signs[b]);
                assert!(apart >= APART, "{}, {kind}: signs {a} and {b} are {apart:.1} apart", name.name());
            }
        }
    }
}

#[test]
fn signs_on_paper_stay_apart_in_gray() {
    let theme = theme(ThemeName::Print);
    let lightness = [theme.negative, theme.positive, theme.neutral].map(|color| lightness(color.luminance()));
    for pair in lightness.windows(2) {
        assert!(pair[1] - pair[0] >= APART_IN_GRAY, "{lightness:?}");
    }
}

/// How people without one sort of cones see linear light: Machado, Oliveira and Fernandes 2009, severity 1.0.
const SIMULATIONS: [(&str, [[f64; 3]; 3]); 3] = [
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// Returns a color as linear light, 0 to 1 each.
fn linear(color: Color) -> [f64; 3] {
    [color.r, color.g, color.b].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn seen(color: Color, matrix: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = linear(color);
    matrix.map(|row| row.iter().zip(light).map(|(factor, part)| factor * part).sum::<f64>().clamp(0.0, 1.0))
}

/// Returns linear light as L*a*b* with the white of daylight (D65).
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
    let root = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
    [lightness(y), 500.0 * (root(x) - root(y)), 200.0 * (root(y) - root(z))]
}

fn lightness(y: f64) -> f64 {
    if y > 216.0 / 24_389.0 { 116.0 * y.cbrt() - 16.0 } else { 24_389.0 / 27.0 * y }
}

fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn the_measure_of_distance_is_right_where_it_is_known() {
    let white = lab([1.0; 3]);
    assert!((white[0] - 100.0).abs() < 0.01 && white[1].abs() < 0.1 && white[2].abs() < 0.1, "{white:?}");
    // Pure red, as published: L* 53.2, a* 80.1, b* 67.2.
    let red = lab(linear(Color::opaque(255, 0, 0)));
    assert!(distance(red, [53.24, 80.09, 67.20]) < 0.2, "{red:?}");
}
