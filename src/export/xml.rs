//! Writes numbers, text and identifiers so that they are sound XML and the same everywhere.

use std::fmt::Write as _;

use crate::kit::{Point, QuadCurve, boxed};

/// Returns a number with at most two decimals, without trailing zeros, and never as `-0`.
pub(super) fn number(value: f64) -> String {
    let mut text = format!("{value:.2}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// Returns two numbers with a blank between.
pub(super) fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// Returns the path of a curve.
pub(super) fn path(curve: &QuadCurve) -> String {
    format!("M{}Q{} {}", pair(curve.from), pair(curve.control), pair(curve.to))
}

/// Returns text that stays text: markup escaped; controls, overrides and what XML forbids are boxes.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in boxed(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// Returns an identifier that is valid in XML and CSS, and different for different ids.
pub(super) fn identifier(prefix: &str, id: &str) -> String {
    let mut safe = format!("{prefix}-");
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            safe.push(letter);
        } else {
            // The underscore itself is written this way, too, or two ids could meet.
            let _ = write!(safe, "_{:x}_", letter as u32);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_have_no_negative_zero() {
        let written = [0.0, -0.0, -0.004, 1.0, 1.5, 100.0, 2.345_678, -12.3].map(number);
        assert_eq!(written, ["0", "0", "0", "1", "1.5", "100", "2.35", "-12.3"]);
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a</text><script>&\"'"), "a&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;");
        assert_eq!(escaped("a\u{0}\u{202e}\u{FFFF}b"), "a□□□b");
    }

    #[test]
    fn identifiers_are_valid_and_differ() {
        assert_eq!(identifier("tie", "rus-prk-2024"), "tie-rus-prk-2024");
        assert_eq!(identifier("tie", "a b\"<"), "tie-a_20_b_22__3c_");
        assert_ne!(identifier("tie", "a b"), identifier("tie", "a_20_b"));
    }
}
