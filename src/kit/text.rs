//! Makes text from untrusted files safe to show, and breaks it into lines.

use unicode_width::UnicodeWidthStr as _;

/// Stands for a letter that cannot be seen; the font of the window and of pictures has it.
const UNSEEN: char = '□';

/// Returns `text` with control and bidirectional-override characters shown as `\u{…}`.
///
/// A terminal or a screen then cannot be steered by what a file says; line breaks and tabs become spaces.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\t' | '\r' => shown.push(' '),
            _ if is_unsafe(letter) => shown.push_str(&format!("\\u{{{:x}}}", letter as u32)),
            _ => shown.push(letter),
        }
    }
    shown
}

/// Returns `text` with a box in place of each control and bidirectional-override character, for screens and pictures.
///
/// Line breaks and tabs become spaces.
pub fn boxed(text: &str) -> String {
    let shown = |letter| match letter {
        '\n' | '\t' | '\r' => ' ',
        _ if is_unsafe(letter) => UNSEEN,
        _ => letter,
    };
    text.chars().map(shown).collect()
}

/// Returns a message of the terminal safe to show in a window, with quotation marks for its backticks, which look like
/// accents there.
pub fn quoted(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for (idx, part) in visible(message).split('`').enumerate() {
        match idx {
            0 => {}
            idx if idx % 2 == 1 => shown.push('“'),
            _ => shown.push('”'),
        }
        shown.push_str(part);
    }
    shown
}

/// Whether a letter steers instead of being seen: controls, bidi embeddings, overrides and isolates, invisible joiners,
/// and what is no letter at all.
pub fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether an address is one that a reader may be led to: http or https, and nothing in it that is not seen.
pub fn is_web_address(url: &str) -> bool {
    let is_known = ["https://", "http://"].into_iter().any(|scheme| url.starts_with(scheme));
    is_known && !url.chars().any(|letter| letter.is_whitespace() || is_unsafe(letter))
}

/// Returns the first letters of a text, with an ellipsis where there are more.
pub fn shortened(text: &str, most_letters: usize) -> String {
    match text.char_indices().nth(most_letters) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// Returns how many columns a text takes up in a terminal: two for a wide letter, none for one that joins another.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Returns "1 tie", "3 ties" or "20,000 ties".
pub fn counted(n: usize, singular: &str) -> String {
    match n {
        1 => format!("1 {singular}"),
        n => format!("{} {singular}s", grouped(n)),
    }
}

/// Returns a number with a comma between each three digits.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns a text with its first letter in upper case, to begin a line.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_defused() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(visible("북한 – ok"), "북한 – ok");
    }

    #[test]
    fn what_a_terminal_has_in_backticks_a_window_has_in_quotation_marks() {
        assert_eq!(quoted("`soon` is not a date, `now` is"), "“soon” is not a date, “now” is");
        assert_eq!(quoted("plain\u{7}"), "plain\\u{7}");
    }

    #[test]
    fn a_line_begins_with_a_capital() {
        assert_eq!(["élan vital", "ßa", "", "북한"].map(capitalized), ["Élan vital", "SSa", "", "북한"]);
    }

    #[test]
    fn a_text_is_cut_between_letters_and_only_where_it_is_too_long() {
        assert_eq!([3, 4, 5].map(|most| shortened("북한 é!", most)), ["북한…", "북한 é…", "북한 é!"]);
    }

    #[test]
    fn wide_letters_take_two_columns_and_joining_ones_none() {
        assert_eq!(["ab", "북한", "e\u{301}"].map(columns), [2, 4, 1]);
    }
}
