//! Sets short entries in columns: sources, changes.

use super::block::Block;
use super::marks::{Align, Ink};
use crate::kit::{Point, Rect};
use crate::scene::text::{TextStyle, cut, width, wrapped};

/// Something that is set in a column, its lines never parted.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// What stands before it, such as its number; may be empty.
    pub(super) lead: String,
    /// Its lines, with the color of each.
    pub(super) lines: Vec<(String, Ink)>,
    /// Lines left free above it, where it does not begin a column.
    pub(super) above: usize,
    /// Where it leads to.
    pub(super) url: Option<String>,
}

/// What entries are set in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    /// Left edge.
    pub(super) left: f64,
    /// Width of all columns with the gaps between them.
    pub(super) width: f64,
    /// How many.
    pub(super) n: usize,
    /// Lines that a column has room for.
    pub(super) most_lines: usize,
}

/// Letters of entries.
pub(super) const SMALL: TextStyle = TextStyle::regular(10.0);
/// Distance of baselines.
pub(super) const LINE: f64 = 13.5;
/// Gap between columns.
const GAP: f64 = 24.0;
/// Room for what stands before an entry.
const LEAD: f64 = 20.0;
/// Least width of a column of entries that are read, and of short ones that are looked up.
pub(super) const TO_READ: f64 = 270.0;
pub(super) const TO_LOOK_UP: f64 = 218.0;

impl Columns {
    /// Returns as many columns of a least width as a width has room for.
    pub(super) fn within(left: f64, width: f64, room: f64, least: f64) -> Self {
        let n = ((width + GAP) / (least + GAP)).floor().max(1.0) as usize;
        Self { left, width, n, most_lines: (room / LINE).floor().max(0.0) as usize }
    }

    /// Returns one column.
    pub(super) fn one(left: f64, width: f64, room: f64) -> Self {
        Self { left, width, n: 1, most_lines: (room / LINE).floor().max(0.0) as usize }
    }

    /// Returns how many entries have room at most, of one line each: of more, nobody need know how long they are.
    pub(super) fn capacity(&self) -> usize {
        self.n * self.most_lines
    }

    /// Returns the width of the words in a column.
    fn words_width(&self, indent: f64) -> f64 {
        self.column_width() - indent
    }

    fn column_width(&self) -> f64 {
        (self.width - GAP * (self.n - 1) as f64) / self.n as f64
    }

    /// Returns words as an entry that fits a column.
    pub(super) fn entry(&self, lead: String, words: &str, ink: Ink) -> Entry {
        let indent = if lead.is_empty() { 0.0 } else { LEAD };
        let lines = wrapped(words, SMALL, self.words_width(indent)).into_iter().map(|line| (line, ink)).collect();
        Entry { lead, lines, above: 0, url: None }
    }

    /// Returns words cut to one line of a numbered entry together with what comes after them, which is never cut.
    pub(super) fn cut(&self, words: &str, tail: &str) -> String {
        cut(words, SMALL, self.words_width(LEAD) - width(tail, SMALL)) + tail
    }

    /// Sets as many entries as have room, in columns of about the same height; returns the block, and how many were set.
    /// O(entries × log lines).
    pub(super) fn set(&self, entries: &[Entry]) -> (Block, usize) {
        let (_, n_set) = self.fill(entries, self.most_lines);
        let set = &entries[..n_set];
        // The fewest lines in which the same entries have room: columns then end together.
        let (mut low, mut high) = (0, self.most_lines);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.fill(set, middle).1 == n_set { high = middle } else { low = middle + 1 }
        }
        let mut block = Block::default();
        block.height = high as f64 * LINE;
        for (entry, [column, line]) in set.iter().zip(self.fill(set, high).0) {
            let x = self.left + column as f64 * (self.column_width() + GAP);
            self.put(&mut block, entry, Point::new(x, line as f64 * LINE));
        }
        (block, n_set)
    }

    /// Returns the column and first line of each entry that has room in columns of `most_lines` lines, and how many have.
    fn fill(&self, entries: &[Entry], most_lines: usize) -> (Vec<[usize; 2]>, usize) {
        let (mut column, mut line) = (0, 0);
        let mut places = Vec::new();
        for entry in entries {
            let above = if line == 0 { 0 } else { entry.above };
            if line + above + entry.lines.len() > most_lines {
                (column, line) = (column + 1, 0);
            } else {
                line += above;
            }
            if column >= self.n || entry.lines.len() > most_lines {
                break;
            }
            places.push([column, line]);
            line += entry.lines.len();
        }
        let n = places.len();
        (places, n)
    }

    fn put(&self, block: &mut Block, entry: &Entry, at: Point) {
        let indent = if entry.lead.is_empty() { 0.0 } else { LEAD };
        let baseline = |idx: usize| at.y + (idx + 1) as f64 * LINE - (LINE - SMALL.size);
        if !entry.lead.is_empty() {
            let end = Point::new(at.x + indent - 6.0, baseline(0));
            block.text(end, entry.lead.clone(), SMALL, Align::End, Ink::Ink);
        }
        for (idx, (line, ink)) in entry.lines.iter().enumerate() {
            block.text(Point::new(at.x + indent, baseline(idx)), line.clone(), SMALL, Align::Start, *ink);
        }
        if let Some(url) = &entry.url {
            let max = Point::new(at.x + self.column_width(), at.y + entry.lines.len() as f64 * LINE);
            let words = entry.lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join(" ");
            block.link(Rect { min: at, max }, url, words);
        }
    }
}
