//! White space and comments between the parts of a text.

/// Returns the first byte from `from` on that is neither white space nor in a comment; the end of the text where there is
/// none, or where a comment is never closed.
pub(super) fn skip(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        match comment_len(trimmed) {
            Some(0) => return at,
            Some(length) => at += length,
            None => return text.len(),
        }
    }
}

/// Returns where the comma after a record is, white space and comments aside; `None` where there is none.
pub(super) fn comma_after(text: &str, from: usize) -> Option<usize> {
    let at = skip(text, from);
    text[at..].starts_with(',').then_some(at)
}

/// Returns how long the comment is with which a text begins, without the end of its line; 0 where it begins with none, and
/// `None` where the comment is never closed. Comments between `/*` and `*/` nest.
pub(super) fn comment_len(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        let line = &text[..text.find('\n').unwrap_or(text.len())];
        return Some(line.strip_suffix('\r').unwrap_or(line).len());
    }
    if !text.starts_with("/*") {
        return Some(0);
    }
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(pair) = text.as_bytes().get(at..at + 2) {
        match pair {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
