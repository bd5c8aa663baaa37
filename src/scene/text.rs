//! Measures text as the screen will set it: shaped by the shaper that egui uses, on the same font bytes.

use std::sync::OnceLock;

use crate::kit::Point;
use harfrust::{BufferFlags, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};

/// Distance from the top of a line to its baseline, in em (the font's own `hhea` ascender).
const ASCENT: f64 = 1.069;
/// Distance from the baseline to the bottom of a line, in em (the font's own `hhea` descender).
const DESCENT: f64 = 0.293;
/// Height of capital letters, in em (the font's own `OS/2` cap height).
const CAP_HEIGHT: f64 = 0.714;

/// Letters that a name is shown with at most: about five times a long nation's name.
const MOST_IN_A_NAME: usize = 60;
/// Letters of a line that are looked at: more than fit a page at any size that is to be read.
const MOST_IN_A_LINE: usize = 2_000;

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Em in points.
    pub size: f64,
    /// How heavy.
    pub weight: FontWeight,
}

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FontWeight {
    /// Noto Sans Regular.
    Regular,
    /// Noto Sans Bold.
    Bold,
}

impl TextStyle {
    /// Returns regular letters of `size`.
    pub const fn regular(size: f64) -> Self {
        Self { size, weight: FontWeight::Regular }
    }

    /// Returns bold letters of `size`.
    pub const fn bold(size: f64) -> Self {
        Self { size, weight: FontWeight::Bold }
    }

    /// Returns the distance from the top of a line to its baseline, in points.
    pub fn ascent(self) -> f64 {
        self.size * ASCENT
    }

    /// Returns the height of a line, in points.
    pub fn line_height(self) -> f64 {
        self.size * (ASCENT + DESCENT)
    }

    /// Returns how far below the middle of its capitals the baseline lies, in points: what centers text on a point.
    pub fn baseline_below_center(self) -> f64 {
        self.size * CAP_HEIGHT / 2.0
    }
}

/// A font with what the shaper has read of it.
struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
}

/// A glyph that shaping came to.
struct Shaped {
    /// Byte in the text from which it comes.
    at: usize,
    /// In em.
    advance: f64,
    /// From where the line has come to, to the right and up, in em.
    offset: [f64; 2],
    id: u32,
    is_missing: bool,
}

/// A glyph of a line, by the program's own font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// Its origin, from where the baseline begins, in points, downward.
    pub at: Point,
}

/// Returns the width of one line of text in points.
///
/// A letter that the font lacks advances one em, whatever a screen's other fonts would give it, so that pictures do not
/// depend on the machine. O(letters).
pub fn width(text: &str, style: TextStyle) -> f64 {
    let Some(face) = face(style.weight) else { return text.chars().count() as f64 * style.size };
    let shaped = shape(face, text);
    if shaped.iter().all(|glyph| !glyph.is_missing) {
        return total(&shaped) * style.size;
    }
    // Letters around a missing one are runs of their own on the screen: no kerning across it.
    let mut em = 0.0;
    let mut run_start = 0;
    for (at, letter) in missing_at(text, &shaped) {
        em += total(&shape(face, &text[run_start..at])) + 1.0;
        run_start = at + letter.len_utf8();
    }
    em += total(&shape(face, &text[run_start..]));
    em * style.size
}

/// Returns a name as pictures show it: with more than `MOST_IN_A_NAME` letters it ends early, with "…".
///
/// Somebody's kilobytes of name would cost time wherever it is measured, and cover the picture. O(letters).
pub fn shortened(name: &str) -> String {
    match name.char_indices().nth(MOST_IN_A_NAME) {
        None => name.to_owned(),
        Some(_) => {
            let kept: String = name.chars().take(MOST_IN_A_NAME - 1).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// Returns a text, cut with "…" where it is wider than its room; empty where not even that has room.
///
/// O(letters log letters) for at most `MOST_IN_A_LINE` letters, beyond which nothing is read.
pub fn cut(text: &str, style: TextStyle, room: f64) -> String {
    let end = text.char_indices().nth(MOST_IN_A_LINE).map_or(text.len(), |(at, _)| at);
    let line = &text[..end];
    if end == text.len() && width(line, style) <= room {
        return text.to_owned();
    }
    let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    let short = |at: usize| format!("{}…", line[..at].trim_end());
    // More letters are wider, up to a kern or two, so the longest that fits is found by halving.
    let n_fitting = starts.partition_point(|&at| width(&short(at), style) <= room);
    n_fitting.checked_sub(1).map(|last| short(starts[last])).unwrap_or_default()
}

/// Returns a text in lines no wider than `room`, broken between words, or within one that has no room on a line of its own.
///
/// O(letters²) at worst for one endless word, of at most `MOST_IN_A_LINE` letters; what comes after them is not read.
pub fn wrapped(text: &str, style: TextStyle, room: f64) -> Vec<String> {
    let end = text.char_indices().nth(MOST_IN_A_LINE).map_or(text.len(), |(at, _)| at);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text[..end].split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, style) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while width(rest, style) > room {
            let starts: Vec<usize> = rest.char_indices().map(|(at, _)| at).skip(1).collect();
            let n_fitting = starts.partition_point(|&at| width(&rest[..at], style) <= room);
            let Some(&at) = starts.get(n_fitting.saturating_sub(1)) else { break };
            lines.push(rest[..at].to_owned());
            rest = &rest[at..];
        }
        line = rest.to_owned();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Returns the letters of `text` that the font lacks, sorted, each once.
pub fn missing_letters(text: &str) -> Vec<char> {
    let Some(face) = face(FontWeight::Regular) else { return Vec::new() };
    let mut letters: Vec<char> = missing_at(text, &shape(face, text)).into_iter().map(|(_, letter)| letter).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Returns the letters that have no glyph, each with its first byte, in order.
fn missing_at(text: &str, shaped: &[Shaped]) -> Vec<(usize, char)> {
    let mut starts: Vec<usize> = shaped.iter().filter(|glyph| glyph.is_missing).map(|glyph| glyph.at).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().filter_map(|at| Some((at, text.get(at..)?.chars().next()?))).collect()
}

/// Returns the glyphs of one line of text, as it is measured; letters that the font lacks are left away. O(letters).
pub fn glyphs(text: &str, style: TextStyle) -> Vec<Glyph> {
    let Some(face) = face(style.weight) else { return Vec::new() };
    let mut em = 0.0;
    let mut glyphs = Vec::new();
    for Shaped { advance, offset: [right, up], id, is_missing, at: _ } in shape(face, text) {
        if let (Ok(id), false) = (u16::try_from(id), is_missing) {
            glyphs.push(Glyph { id, at: Point::new((em + right) * style.size, -up * style.size) });
        }
        em += advance;
    }
    glyphs
}

/// Returns the sum of the advances in em.
fn total(shaped: &[Shaped]) -> f64 {
    shaped.iter().map(|glyph| glyph.advance).sum()
}

/// Shapes a run of text.
fn shape(face: &Face, text: &str) -> Vec<Shaped> {
    if text.is_empty() {
        return Vec::new();
    }
    let shaper = face.shaper.shaper(&face.font).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.set_flags(BufferFlags::BEGINNING_OF_TEXT | BufferFlags::END_OF_TEXT);
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let em = f64::from(shaper.units_per_em().max(1));
    let glyphs = shaper.shape(buffer, ShapeOptions::new());
    let shaped = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()).map(|(info, position)| Shaped {
        at: info.cluster as usize,
        advance: f64::from(position.x_advance) / em,
        offset: [position.x_offset, position.y_offset].map(|by| f64::from(by) / em),
        id: info.glyph_id,
        is_missing: info.glyph_id == 0,
    });
    shaped.collect()
}

/// Returns the font of a weight, read once; `None` if the compiled-in bytes were no font.
fn face(weight: FontWeight) -> Option<&'static Face> {
    static REGULAR: OnceLock<Option<Face>> = OnceLock::new();
    static BOLD: OnceLock<Option<Face>> = OnceLock::new();
    let read = |bytes: &'static [u8]| {
        let font = FontRef::new(bytes).ok()?;
        let shaper = ShaperData::new(&font);
        Some(Face { font, shaper })
    };
    match weight {
        FontWeight::Regular => REGULAR.get_or_init(|| read(notosans::REGULAR_TTF)).as_ref(),
        FontWeight::Bold => BOLD.get_or_init(|| read(notosans::BOLD_TTF)).as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kerned_letters_stand_closer_than_alone() {
        let style = TextStyle::regular(12.0);
        assert!(width("AV", style) < width("A", style) + width("V", style));
    }

    #[test]
    fn a_letter_that_the_font_lacks_advances_one_em() {
        let style = TextStyle::regular(12.0);
        assert_eq!(width("북한", style), 24.0);
        assert!((width("a북b", style) - width("a", style) - width("b", style) - 12.0).abs() < 1e-9);
        assert_eq!(missing_letters("한 북 ok 북"), ['북', '한']);
    }

    #[test]
    fn what_is_too_wide_is_cut_to_its_room() {
        let style = TextStyle::regular(12.0);
        assert_eq!(cut("a short line", style, 500.0), "a short line");
        for long in ["a word ".repeat(10_000), "북".repeat(60_000)] {
            let short = cut(&long, style, 200.0);
            assert!(short.ends_with('…') && !short.ends_with(" …") && (150.0..=200.0).contains(&width(&short, style)));
        }
        assert_eq!((cut("words", style, 13.0).as_str(), cut("words", style, 1.0).as_str()), ("…", ""));
    }

    #[test]
    fn lines_are_broken_between_words_and_within_endless_ones() {
        let style = TextStyle::regular(12.0);
        let room = width("between words", style);
        assert_eq!(wrapped("between words there  is room", style, room), ["between words", "there is room"]);
        let lines = wrapped(&"x".repeat(300), style, 100.0);
        assert!(lines.len() > 10 && lines.iter().all(|line| width(line, style) <= 100.0));
        assert_eq!(
            (lines.concat().len(), wrapped("北", style, 1.0), wrapped("", style, 9.0).len()),
            (300, vec!["北".to_owned()], 0)
        );
    }

    #[test]
    fn a_name_of_many_letters_is_shortened() {
        let names = ["북".repeat(60), "북".repeat(61), "북 ".repeat(60_000)];
        let shown = names.each_ref().map(|name| shortened(name));
        assert_eq!((&shown[0], shown[1].chars().count(), shown[2].chars().count()), (&names[0], 60, 60));
        assert!(shown[1].ends_with('…') && shown[2].ends_with("북…"), "{shown:?}");
    }

    #[test]
    fn names_of_the_region_are_in_the_font() {
        assert_eq!(missing_letters("Việt Nam, Россия, Ελλάδα, Türkiye, Côte d’Ivoire – ≠ ± − →"), [] as [char; 0]);
    }
}
