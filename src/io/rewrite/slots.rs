//! A list in brackets as slots, one for each item: what stands before the item and belongs to it, the item, its comma, and
//! what follows on its line. Slots that are kept keep their bytes; others are left out, changed, moved or put between.

use std::ops::Range;

use super::super::trivia::{comma_after, comment_len, skip};
use super::super::written::{Form, Margin, STEP};

/// A list in brackets.
#[derive(Debug)]
pub(super) struct Slots<'t> {
    text: &'t str,
    /// Bytes between the brackets.
    inside: Range<usize>,
    slots: Vec<Slot>,
    /// Where the first line begins that an item stands first on; looked for once.
    first_line: Option<usize>,
    /// By how much lines are indented more within brackets.
    step: &'t str,
    /// What ends the lines of the text.
    newline: &'static str,
}

/// Where an item and what belongs to it lie. Slots follow each other without a gap.
#[derive(Debug)]
struct Slot {
    span: Range<usize>,
    /// Where that begins which goes with the item: comment lines right above it. What is above a blank line stays.
    own: usize,
    body: Range<usize>,
    comma: Option<usize>,
}

impl Slot {
    /// Returns where the line begins on which the item is the first; `None` where another one is.
    fn line(&self, text: &str) -> Option<usize> {
        text[self.span.start..self.body.start].rfind('\n').map(|at| self.span.start + at + 1)
    }
}

/// A slot as it is to be.
#[derive(Debug)]
pub(super) enum Piece {
    /// One that is there, its item as it is or another.
    Kept(usize, Option<String>),
    /// A new item.
    New(String),
    /// One that was there before.
    Restored(SlotText),
}

/// The text of a slot that was taken out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SlotText {
    /// What stood before it without belonging to it.
    pub far: String,
    /// Whether that was left where it was.
    pub far_stays: bool,
    /// What stood before it and belongs to it.
    pub lead: String,
    /// The item.
    pub body: String,
    /// What followed it.
    pub rest: String,
    /// Where in that its comma was.
    pub comma: Option<usize>,
}

/// How the lines of a list are set.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// Whether items stand on lines of their own.
    pub form: Form,
    /// White space before an item.
    pub indent: String,
    /// By how much lines within an item are indented more.
    pub step: String,
}

impl Setting {
    /// Returns the white space before the lines of an item.
    pub fn margin(&self) -> Margin<'_> {
        Margin { indent: &self.indent, step: &self.step }
    }
}

impl<'t> Slots<'t> {
    /// Returns the list whose bracket opens at `open`, with the bytes of its items in order.
    pub fn of(text: &'t str, open: usize, items: impl Iterator<Item = Range<usize>>) -> Self {
        let start = open + 1;
        let mut at = start;
        let mut slots = Vec::new();
        for body in items {
            let comma = comma_after(text, body.end);
            let end = end_of_own_line(text, comma.map_or(body.end, |comma| comma + 1));
            slots.push(Slot { span: at..end, own: own_start(text, at..body.start), body, comma });
            at = end;
        }
        let first_line = slots.iter().find_map(|slot| slot.line(text));
        let inside = start..skip(text, at);
        let of_items = slots.iter().find_map(|slot| step_within(text, slot.body.clone()));
        let step = of_items.or_else(|| step_within(text, open..(inside.end + 1).min(text.len())));
        let step = step.or_else(|| step_of_file(text)).unwrap_or(STEP);
        Self { text, inside, slots, first_line, step, newline: newline_of(text) }
    }

    /// Returns a written text with the ends of lines of the text that it goes to. No text within it holds one itself.
    pub fn in_lines(&self, written: String) -> String {
        match self.newline {
            "\n" => written,
            newline => written.replace('\n', newline),
        }
    }

    /// Returns the bytes between the brackets.
    pub fn inside(&self) -> Range<usize> {
        self.inside.clone()
    }

    /// Returns the text of a slot, to put it back one day, when `others` go with it.
    pub fn taken_out(&self, idx: usize, goes: impl Fn(usize) -> bool) -> SlotText {
        let Slot { span, own, body, comma } = &self.slots[idx];
        SlotText {
            far: self.text[span.start..*own].to_owned(),
            far_stays: self.far_stays(idx, &goes),
            lead: self.text[*own..body.start].to_owned(),
            body: self.text[body.clone()].to_owned(),
            rest: self.text[body.end..span.end].to_owned(),
            comma: comma.map(|comma| comma - body.end),
        }
    }

    /// Whether what stands above an item, apart from it, stays when the item goes: comments do, and one blank line does.
    fn far_stays(&self, idx: usize, goes: impl Fn(usize) -> bool) -> bool {
        let Slot { span, own, .. } = &self.slots[idx];
        let next = self.slots.get(idx + 1).filter(|_| !goes(idx + 1));
        !self.text[span.start..*own].trim().is_empty() || next.is_some_and(|next| next.own == next.span.start)
    }

    /// Returns how the lines are set, near an item where there is one; `otherwise` where there are none to look at.
    pub fn setting(&self, near: Option<usize>, otherwise: Form) -> Setting {
        let near = near.and_then(|idx| self.slots.get(idx)).and_then(|slot| slot.line(self.text));
        let step = self.step.to_owned();
        match near.or(self.first_line) {
            Some(line) => Setting { form: Form::Tall, indent: indent_at(self.text, line).to_owned(), step },
            None if self.slots.is_empty() => {
                let line = self.text[..self.inside.start].rfind('\n').map_or(0, |at| at + 1);
                Setting { form: otherwise, indent: format!("{}{step}", indent_at(self.text, line)), step }
            }
            None => Setting { form: Form::Flat, indent: String::new(), step },
        }
    }

    /// Returns what is to stand between the brackets; `otherwise` is how a list is set that has no items yet. O(bytes).
    pub fn rebuilt(&self, pieces: Vec<Piece>, otherwise: Form) -> String {
        let mut kept = vec![false; self.slots.len()];
        for piece in &pieces {
            if let Piece::Kept(idx, _) = piece {
                kept[*idx] = true;
            }
        }
        let mut rebuilding = Rebuilding {
            slots: self,
            kept,
            text: String::new(),
            next: 0,
            at: self.inside.start,
            in_comment: false,
            ends_in_comment: false,
            follows: Some(0),
            setting: self.setting(None, otherwise),
        };
        if self.slots.is_empty() && !pieces.is_empty() {
            return rebuilding.filled(pieces);
        }
        let n = pieces.len();
        for (idx, piece) in pieces.into_iter().enumerate() {
            let seat = Seat::of(idx, n);
            match piece {
                Piece::Kept(idx, body) => rebuilding.keep(idx, body.as_deref(), seat),
                Piece::New(body) => rebuilding.add(&body, seat),
                Piece::Restored(slot) => rebuilding.restore(&slot, seat),
            }
        }
        rebuilding.finish()
    }
}

/// Where an item stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seat {
    Earlier,
    Last,
}

impl Seat {
    fn of(idx: usize, n: usize) -> Self {
        if idx + 1 == n { Self::Last } else { Self::Earlier }
    }
}

/// A list as far as it is put together.
struct Rebuilding<'s, 't> {
    slots: &'s Slots<'t>,
    /// Which slots stay.
    kept: Vec<bool>,
    text: String,
    /// The first slot of which nothing has been decided yet.
    next: usize,
    /// The byte of the old text up to which it has been taken over, where slots keep their order.
    at: usize,
    /// Whether the text ends in a comment that goes on to the end of its line.
    in_comment: bool,
    /// Whether the last item had no comma, and a comment behind it.
    ends_in_comment: bool,
    /// The slot that follows in the old text on what was written last; `None` after what was not there.
    follows: Option<usize>,
    setting: Setting,
}

impl Rebuilding<'_, '_> {
    fn keep(&mut self, idx: usize, body: Option<&str>, seat: Seat) {
        self.pass_over(idx);
        let Slots { text, slots, .. } = self.slots;
        let Slot { span, own, body: old, comma } = &slots[idx];
        // What stands above the item may have been put back above another one.
        let start = if (span.start..=*own).contains(&self.at) { self.at } else { span.start };
        let lead = &text[start..old.start];
        let follows = self.follows == Some(idx);
        match lead.trim_matches(' ').is_empty() {
            // On one line, the first item stands at the bracket and the others a space apart, wherever they stood.
            true if !follows => self.lead_on(if self.text.is_empty() { "" } else { " " }),
            true | false => self.lead_on(lead),
        }
        self.end_comment();
        self.text.push_str(body.unwrap_or(&text[old.clone()]));
        let was_last = idx + 1 == slots.len();
        // A comma apart from its item stays: it could not be put back where it was.
        let stays = comma.is_some_and(|comma| was_last || comma > old.end);
        let has_comma = seat == Seat::Earlier || stays || (!was_last && self.ends_with_comma());
        let mark = if has_comma { "," } else { "" };
        self.rest(&text[old.end..span.end], comma.map(|comma| comma - old.end), mark);
        (self.at, self.follows) = (span.end, Some(idx + 1));
        self.setting = self.slots.setting(Some(idx), self.setting.form);
    }

    fn add(&mut self, body: &str, seat: Seat) {
        let lead = match self.setting.form {
            Form::Tall => format!("{}{}", self.slots.newline, self.setting.indent),
            // What follows an item without a comma would be taken to stand before the new one.
            Form::Flat if self.ends_in_comment => format!("{}{}", self.slots.newline, self.slots.step),
            Form::Flat if self.text.is_empty() => String::new(),
            Form::Flat => " ".to_owned(),
        };
        self.lead_on(&lead);
        self.follows = None;
        self.end_comment();
        self.text.push_str(body);
        let has_comma = seat == Seat::Earlier || self.ends_with_comma();
        self.rest("", None, if has_comma { "," } else { "" });
    }

    fn restore(&mut self, slot: &SlotText, seat: Seat) {
        let SlotText { far, far_stays, lead, body, rest, comma } = slot;
        let old = &self.slots.text[self.at..self.slots.inside.end];
        if *far_stays && old.starts_with(far.as_str()) {
            self.at += far.len();
            self.lead_on(far);
        } else if !far_stays {
            self.lead_on(far);
        }
        self.lead_on(lead);
        self.follows = None;
        self.end_comment();
        self.text.push_str(body);
        let has_comma = seat == Seat::Earlier || comma.is_some();
        self.rest(rest, *comma, if has_comma { "," } else { "" });
    }

    /// Puts items between brackets between which there are none.
    fn filled(mut self, pieces: Vec<Piece>) -> String {
        let old = &self.slots.text[self.slots.inside.clone()];
        let is_tall = self.setting.form == Form::Tall;
        let n = pieces.len();
        // What comes back knows where it stood among comments; new items go behind them.
        let comes_back = pieces.iter().any(|piece| matches!(piece, Piece::Restored(_)));
        let comments = match old.rfind('\n') {
            _ if comes_back => 0,
            Some(at) => at - usize::from(old[..at].ends_with('\r')),
            None => old.trim_end().len(),
        };
        self.text.push_str(&old[..comments]);
        self.in_comment = ends_in_line_comment(&old[..comments]);
        for (idx, piece) in pieces.into_iter().enumerate() {
            match piece {
                Piece::New(body) => {
                    self.add(&body, Seat::of(idx, n));
                    if is_tall && idx + 1 == n {
                        self.text.push(',');
                    }
                }
                Piece::Restored(slot) => self.restore(&slot, Seat::of(idx, n)),
                Piece::Kept(..) => {}
            }
        }
        let tail = &old[comments.max(self.at - self.slots.inside.start)..];
        let is_closed = tail.contains('\n') || !self.text.contains('\n');
        self.lead_on(tail);
        self.end_comment();
        if !is_closed {
            let outer = self.setting.indent.strip_suffix(self.slots.step).unwrap_or_default();
            self.text.push_str(&format!("{}{outer}", self.slots.newline));
        }
        self.text
    }

    fn ends_with_comma(&self) -> bool {
        self.slots.slots.last().is_some_and(|slot| slot.comma.is_some())
    }

    /// Writes on, on a new line where the text would become a part of a comment.
    fn lead_on(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let goes_on = !text.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        if goes_on {
            self.end_comment();
        }
        self.text.push_str(text);
        self.in_comment = ends_in_line_comment(text);
    }

    /// Begins a new line where the text would become a part of a comment.
    fn end_comment(&mut self) {
        if std::mem::take(&mut self.in_comment) {
            self.text.push_str(self.slots.newline);
        }
    }

    /// Writes what follows an item, with its mark, a comma or nothing, where the comma was or right after the item.
    fn rest(&mut self, rest: &str, comma: Option<usize>, mark: &str) {
        let (before, after) = rest.split_at(comma.unwrap_or(0));
        let after = if comma.is_some() { &after[1..] } else { after };
        self.text.push_str(before);
        self.text.push_str(mark);
        self.text.push_str(after);
        self.in_comment = ends_in_line_comment(rest);
        self.ends_in_comment = comma.is_none() && rest.contains('/');
    }

    /// Leaves slots before `idx` out, but for what stands above them apart from them.
    fn pass_over(&mut self, idx: usize) {
        for gone in (self.next..idx).filter(|gone| !self.kept[*gone]).collect::<Vec<_>>() {
            let Slot { span, own, .. } = &self.slots.slots[gone];
            let start = if (span.start..=*own).contains(&self.at) { self.at } else { span.start };
            if self.slots.far_stays(gone, |idx| !self.kept[idx]) {
                self.lead_on(&self.slots.text[start..*own]);
            }
            self.at = span.end;
        }
        self.next = self.next.max(idx + 1);
    }

    fn finish(mut self) -> String {
        let Slots { text, slots, inside, .. } = self.slots;
        self.pass_over(slots.len());
        let tail = slots.last().map_or(inside.start, |slot| slot.span.end);
        let start = self.at.max(tail);
        self.lead_on(&text[start..inside.end]);
        self.end_comment();
        self.text
    }
}

/// Bytes of a text in which the end of its first line is looked for: every record of a file on one line asks for it.
const MOST_OF_A_LINE: usize = 64 << 10;

/// Returns what ends the lines of a text.
fn newline_of(text: &str) -> &'static str {
    let bytes = &text.as_bytes()[..text.len().min(MOST_OF_A_LINE)];
    let first = bytes.iter().position(|byte| *byte == b'\n');
    if first.is_some_and(|at| bytes[..at].ends_with(b"\r")) { "\r\n" } else { "\n" }
}

/// Letters of white space that pass for a step of indentation; more are there for another reason.
const MOST_OF_A_STEP: usize = 8;
/// Bytes at the beginning of a file in which a step of indentation is looked for.
const MOST_OF_A_HEAD: usize = 4 << 10;

/// Returns by how much the first line within brackets is indented more than the one that closes them, where they go over
/// several lines.
fn step_within(text: &str, brackets: Range<usize>) -> Option<&str> {
    let inside = &text[brackets];
    let (_, behind) = inside.split_once('\n')?;
    let first = behind.split('\n').find(|line| !line.trim().is_empty())?;
    let last = inside.rsplit('\n').next()?;
    let is_closing = last.trim_start_matches([' ', '\t']).starts_with([')', ']', '}']);
    step_between(last, first).filter(|_| is_closing)
}

/// Returns by how much the first line of a file is indented that follows a bracket that opens.
fn step_of_file(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(MOST_OF_A_HEAD)];
    let mut lines = head.split('\n').filter(|line| !line.trim().is_empty()).peekable();
    while let (Some(line), Some(next)) = (lines.next(), lines.peek()) {
        if line.trim_end().ends_with(['(', '[', '{'])
            && let Some(step) = step_between(line, next)
        {
            return Some(step);
        }
    }
    None
}

/// Returns by how much a line is indented more than an outer one.
fn step_between<'t>(outer: &str, inner: &'t str) -> Option<&'t str> {
    let step = indent_at(inner, 0).strip_prefix(indent_at(outer, 0))?;
    (1..=MOST_OF_A_STEP).contains(&step.len()).then_some(step)
}

/// Returns the white space with which the line begins that begins at `line`.
fn indent_at(text: &str, line: usize) -> &str {
    let rest = &text[line..];
    &rest[..rest.find(|letter| !matches!(letter, ' ' | '\t')).unwrap_or(rest.len())]
}

/// Whether white space and comments end in a comment that goes on to the end of its line.
fn ends_in_line_comment(text: &str) -> bool {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = comment_len(rest).unwrap_or(rest.len());
        if length > 0 && rest.starts_with("//") && at + length == text.len() {
            return true;
        }
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    false
}

/// Returns the end of the line where only comments follow on it, else the same byte.
fn end_of_own_line(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &text[at..];
        if rest.starts_with('\n') || rest.starts_with("\r\n") {
            return at;
        }
        match comment_len(rest) {
            Some(length) if length > 0 && !rest[..length].contains('\n') => at += length,
            Some(_) | None => return from,
        }
    }
}

/// Returns where in the white space and comments before an item that begins which belongs to the item: behind the last
/// blank line, and behind what stands on the line of what comes before.
fn own_start(text: &str, before: Range<usize>) -> usize {
    let (mut own, mut at) = (before.start, before.start);
    let (mut is_first_line, mut is_blank) = (true, true);
    while at < before.end {
        let rest = &text[at..before.end];
        match comment_len(rest) {
            Some(length) if length > 0 => {
                at += length;
                is_blank = false;
            }
            Some(_) | None => {
                if rest.starts_with('\n') {
                    if is_first_line || is_blank {
                        own = if at > before.start && text[..at].ends_with('\r') { at - 1 } else { at };
                    }
                    (is_first_line, is_blank) = (false, true);
                }
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the list with its pieces put together.
    fn rebuilt(text: &str, items: &[&str], pieces: Vec<Piece>) -> String {
        let mut at = 0;
        let spans = items.iter().map(|item| {
            let start = at + text[at..].find(item).expect("an item");
            at = start + item.len();
            start..at
        });
        Slots::of(text, 0, spans.collect::<Vec<_>>().into_iter()).rebuilt(pieces, Form::Tall)
    }

    #[test]
    fn items_on_one_line_stay_on_it_and_new_ones_come_to_them() {
        let kept = |idx| Piece::Kept(idx, None);
        let new = |text: &str| Piece::New(text.to_owned());
        let three = |pieces| rebuilt("[a, /* of it */ b, c]", &["a", "b", "c"], pieces);
        assert_eq!(three(vec![kept(0), kept(1), kept(2)]), "a, /* of it */ b, c");
        assert_eq!(three(vec![kept(0), new("x"), kept(2)]), "a, x, c");
        assert_eq!(three(vec![new("x"), kept(1)]), "x, /* of it */ b");
        assert_eq!(three(vec![kept(2), Piece::Kept(0, Some("y".to_owned()))]), "c, y");
        // Near an item that shares its line with another, lines are set as those of the first that stands on its own.
        let mixed = |pieces| rebuilt("[\n  a, b\n]", &["a", "b"], pieces);
        assert_eq!(mixed(vec![kept(0), kept(1), new("x")]), "\n  a, b,\n  x\n");
    }

    #[test]
    fn new_items_end_their_lines_as_the_text_does() {
        let rebuilt = |newline: &str| {
            let text = format!("[{newline}  a,{newline}]");
            rebuilt(&text, &["a"], vec![Piece::Kept(0, None), Piece::New("x".to_owned())])
        };
        for newline in ["\n", "\r\n"] {
            assert_eq!(rebuilt(newline), format!("{newline}  a,{newline}  x,{newline}"));
        }
    }
}
