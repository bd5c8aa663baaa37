//! Notes letters that steer the text around them instead of being seen, such as those that turn its direction.
//!
//! They are kept in the record, shown as boxes on the screen and in pictures, and escaped in a terminal.

use super::files::TextFile;
use super::problems::{Found, Problems};
use crate::kit::is_unsafe;

/// Bytes after such a letter within which more of them belong to the same text, and are not noted again.
const NEARBY: usize = 40;
/// Digits of an escape at most, and so how far its end is looked for: a file of unclosed ones is read once and not
/// once for each.
const MOST_DIGITS: usize = 6;

/// Notes such letters, whether they are written themselves or as an escape; of several close together the first. O(bytes).
pub(super) fn note_unseen_letters(files: &[TextFile], problems: &mut Problems) {
    for file in files {
        let mut last = None;
        for (at, letter) in unseen(&file.text) {
            let is_noted = last.is_some_and(|last| at - last <= NEARBY && file.line_idx(at) == file.line_idx(last));
            last = Some(at);
            if is_noted {
                continue;
            }
            problems.note(|| Found {
                place: file.place(at),
                message: format!("U+{:04X} here {}", u32::from(letter), effect(letter)),
                hint: "it is shown as a box; remove it if it does not belong here".to_owned(),
            });
        }
    }
}

/// Returns what an unseen letter does to a text.
fn effect(letter: char) -> &'static str {
    match letter {
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "turns the direction of text and cannot be seen"
        }
        _ if letter.is_control() => "is a control character",
        _ => "cannot be seen",
    }
}

/// Returns the unseen letters of a text with the bytes at which they are written.
fn unseen(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_wanted = |letter: char| is_unsafe(letter) && !matches!(letter, '\n' | '\r' | '\t');
    let suspects = text.bytes().enumerate().filter(|(_, byte)| !matches!(byte, b'\n' | b' '..=b'[' | b']'..=b'~'));
    suspects
        .filter_map(|(at, _)| {
            // Of a letter of several bytes, only the first begins one.
            let rest = text.get(at..)?;
            Some((at, escaped(rest).or_else(|| rest.chars().next())?))
        })
        .filter(move |(_, letter)| is_wanted(*letter))
}

/// Returns the letter that an escape at the beginning of a text stands for: `\u{202e}` or `\x1b`.
fn escaped(text: &str) -> Option<char> {
    let code = text.strip_prefix('\\')?;
    let digits = match code.strip_prefix("u{") {
        Some(rest) => rest.get(..rest.bytes().take(MOST_DIGITS + 1).position(|byte| byte == b'}')?)?,
        None => code.strip_prefix('x')?.get(..2)?,
    };
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, char)]) {
        assert_eq!(unseen(text).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn unseen_letters_are_found_however_they_are_written() {
        check("plain, 북한, ё, naïve\r\n\tindented", &[]);
        check("a\u{202e}b\u{7}", &[(1, '\u{202e}'), (5, '\u{7}')]);
        check(r"\u{202e} \x1b \n \u{e9} \u{zz} \u{", &[(0, '\u{202e}'), (9, '\u{1b}')]);
        check(r"\u{00202e} \u{000202e}", &[(0, '\u{202e}')]);
        check("family 👨\u{200D}👩\u{200D}👧 keeps its joiners", &[]);
    }

    #[test]
    fn escapes_that_are_never_closed_hide_none_that_is() {
        let unclosed = r"\u{".repeat(100_000);
        check(&format!(r"{unclosed}\u{{202e}}{unclosed}"), &[(unclosed.len(), '\u{202e}')]);
        check(&unclosed, &[]);
    }

    #[test]
    fn letters_close_together_are_noted_once() {
        let files = [TextFile::new("nations.ron", "one \u{202e}\u{202c}\ntwo \u{200b}".to_owned())];
        let mut problems = Problems::default();
        note_unseen_letters(&files, &mut problems);
        let listed: Vec<String> = problems.finish().iter().map(|problem| problem.message.to_string()).collect();
        assert_eq!(
            listed,
            ["U+202E here turns the direction of text and cannot be seen", "U+200B here cannot be seen"]
        );
    }
}
