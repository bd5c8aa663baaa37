//! Breaks runs of text into lines.

use crate::export::brief::blocks::{Run, glyph};
use crate::kit::{boxed, shortened};
use crate::scene::Ink;
use crate::scene::text::{FontWeight, TextStyle, width, wrapped};

/// Letters of one run that are set; it then ends with "…".
const MOST_LETTERS: usize = 20_000;
/// Letters of an endless word that are broken into lines at a time: as many as `scene::text` looks at.
const MOST_AT_A_TIME: usize = 1_000;
/// Size of the numbers of notes, as part of that of the letters, and how far they are raised.
const NOTE: (f64, f64) = (0.72, 0.34);

/// How the letters of a paragraph are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    style: TextStyle,
}

/// A stretch of one line that is set alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: TextStyle,
    pub(super) ink: Ink,
    /// From where the line begins, in points.
    pub(super) x: f64,
    pub(super) width: f64,
    /// How far above the baseline it stands.
    pub(super) rise: f64,
    pub(super) url: Option<String>,
}

/// A line.
pub(super) type Line = Vec<Piece>;

/// How a run is set.
#[derive(Debug, Clone, PartialEq)]
struct Set {
    style: TextStyle,
    ink: Ink,
    rise: f64,
    url: Option<String>,
}

impl Letters {
    pub(super) fn of(style: TextStyle) -> Self {
        Self { style }
    }

    fn set(&self, run: &Run) -> (String, Set) {
        let plain = Set { style: self.style, ink: Ink::Ink, rise: 0.0, url: None };
        match run {
            Run::Text(text) | Run::Tie { text, .. } => (text.clone(), plain),
            Run::Strong(text) => (text.clone(), Set { style: TextStyle::bold(self.style.size), ..plain }),
            Run::Quiet(text) => {
                (text.clone(), Set { style: TextStyle::regular(self.style.size), ink: Ink::Muted, ..plain })
            }
            Run::Sign(sign) => (format!("{} {}", glyph(*sign), sign.name()), plain),
            Run::Link { text, url } => (text.clone(), Set { url: Some(url.clone()), ..plain }),
            Run::Note(number) => {
                let style = TextStyle { size: self.style.size * NOTE.0, weight: FontWeight::Regular };
                (format!("\u{2009}{number}"), Set { style, rise: self.style.size * NOTE.1, ..plain })
            }
        }
    }
}

/// Returns runs in lines no wider than `room`, broken at blanks, or within a word that has no room on a line of its own.
pub(super) fn lines(runs: &[Run], letters: &Letters, room: f64) -> Vec<Line> {
    let mut pen = Pen { lines: vec![Vec::new()], x: 0.0, room: room.max(1.0) };
    for run in runs {
        let (text, set) = letters.set(run);
        let text = shortened(&boxed(&text), MOST_LETTERS);
        let mut is_first = true;
        for part in text.split(' ') {
            if !is_first {
                pen.blank(&set);
            }
            is_first = false;
            if !part.is_empty() {
                pen.word(part, &set);
            }
        }
    }
    while pen.lines.last().is_some_and(Vec::is_empty) {
        pen.lines.pop();
    }
    pen.lines
}

/// Returns how wide runs are on one line, or more than `most` where they are wider than that. O(letters).
pub(super) fn natural_width(runs: &[Run], letters: &Letters, most: f64) -> f64 {
    let mut all = 0.0;
    for run in runs {
        let (text, set) = letters.set(run);
        all += width(&shortened(&boxed(&text), MOST_AT_A_TIME), set.style);
        if all > most {
            break;
        }
    }
    all
}

/// Lines that are being filled.
struct Pen {
    lines: Vec<Line>,
    x: f64,
    room: f64,
}

impl Pen {
    fn line(&mut self) -> &mut Line {
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// Sets a blank, except where a line begins.
    fn blank(&mut self, set: &Set) {
        if !self.line().is_empty() {
            self.put(" ", set);
        }
    }

    fn word(&mut self, word: &str, set: &Set) {
        let wide = width(word, set.style);
        if self.x + wide <= self.room || (self.line().is_empty() && wide <= self.room) {
            return self.put(word, set);
        }
        if self.begins_word() && !self.line().is_empty() {
            self.next_line();
            return self.word(word, set);
        }
        if wide <= self.room {
            // It belongs to what stands before it without a blank; both go on the next line.
            let carried = self.carry();
            self.next_line();
            for piece in carried {
                let Piece { text, style, ink, rise, url, .. } = piece;
                self.put(&text, &Set { style, ink, rise, url });
            }
            return self.put(word, set);
        }
        let letters: Vec<char> = word.chars().collect();
        for some in letters.chunks(MOST_AT_A_TIME) {
            for part in wrapped(&some.iter().collect::<String>(), set.style, self.room) {
                if !self.line().is_empty() {
                    self.next_line();
                }
                self.put(&part, set);
            }
        }
    }

    /// Whether what comes next begins a word.
    fn begins_word(&mut self) -> bool {
        self.line().last().is_none_or(|piece| piece.text.ends_with(' '))
    }

    /// Takes the beginning of a word off the end of the line; nothing where it is all there is on it.
    fn carry(&mut self) -> Vec<Piece> {
        let line = self.line();
        let Some(at) = line.iter().rposition(|piece| piece.text.contains(' ')) else { return Vec::new() };
        let mut carried = line.split_off(at + 1);
        if let Some(piece) = line.last_mut()
            && let Some((kept, rest)) = piece.text.rsplit_once(' ')
            && !rest.is_empty()
        {
            carried.insert(0, Piece { text: rest.to_owned(), ..piece.clone() });
            piece.text = format!("{kept} ");
            piece.width = width(&piece.text, piece.style);
        }
        carried
    }

    fn next_line(&mut self) {
        if let Some(piece) = self.line().last_mut() {
            piece.text.truncate(piece.text.trim_end().len());
            piece.width = width(&piece.text, piece.style);
        }
        self.line().retain(|piece| !piece.text.is_empty());
        self.lines.push(Vec::new());
        self.x = 0.0;
    }

    /// Sets letters behind those of the line: into its last piece where they are set alike.
    fn put(&mut self, text: &str, set: &Set) {
        let Set { style, ink, rise, url } = set.clone();
        let x = self.x;
        let line = self.line();
        match line.last_mut() {
            Some(piece) if (piece.style, piece.ink, piece.rise, &piece.url) == (style, ink, rise, &url) => {
                piece.text.push_str(text);
                piece.width = width(&piece.text, style);
                self.x = piece.x + piece.width;
            }
            Some(_) | None => {
                let wide = width(text, style);
                line.push(Piece { text: text.to_owned(), style, ink, x, width: wide, rise, url });
                self.x = x + wide;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(runs: &[Run], room: f64) -> Vec<String> {
        let lines = lines(runs, &Letters::of(TextStyle::regular(12.0)), room);
        let text = |line: &Line| line.iter().map(|piece| piece.text.as_str()).collect::<String>();
        assert!(lines.iter().all(|line| line.last().is_none_or(|piece| piece.x + piece.width <= room + 1e-6)));
        lines.iter().map(text).collect()
    }

    #[test]
    fn lines_are_broken_at_blanks_and_a_note_stays_with_its_word() {
        let style = TextStyle::regular(12.0);
        let room = width("A treaty was signed", style);
        let runs = [Run::text("A treaty was signed in"), Run::strong(" June"), Run::Note(12), Run::text(" 2024.")];
        assert_eq!(told(&runs, room), ["A treaty was signed", "in June\u{2009}12 2024."]);
        let narrow = width("in June", style) + 4.0;
        let lines = told(&runs, narrow);
        assert!(lines.iter().any(|line| line.starts_with("June\u{2009}12")), "{lines:?}");
    }

    #[test]
    fn an_endless_word_is_broken_within() {
        let lines = told(&[Run::text("x".repeat(1_000))], 100.0);
        assert_eq!(lines.concat().len(), 1_000);
        assert!(lines.len() > 50);
        let longer = told(&[Run::text("x".repeat(5_000))], 300.0);
        assert_eq!(longer.concat().len(), 5_000);
    }
}
