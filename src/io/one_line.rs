//! Puts a value on one line, without comments: what two texts of the same value have in common.

use super::syntax::{Node, Shape, value_at};
use super::written::quoted;

/// Returns the text of a value on one line, without comments; names of structs stay. What is no value stays as it is. O(bytes).
pub(super) fn on_one_line(text: &str) -> String {
    let Some(node) = value_at(text, &(0..text.len())) else { return text.trim().to_owned() };
    let mut line = String::with_capacity(node.span.len());
    value(&mut line, text, &node);
    line
}

fn value(line: &mut String, text: &str, node: &Node) {
    let own = &text[node.span.clone()];
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '#');
    let name = own.split(|letter| !is_of_name(letter)).next().unwrap_or_default();
    match &node.shape {
        Shape::Scalar => scalar(line, own),
        Shape::Items(items) => {
            let [open, close] = if own.ends_with(']') { ['[', ']'] } else { ['(', ')'] };
            line.push_str(name);
            list(line, [open, close], items, |line, item| value(line, text, item));
        }
        Shape::Entries(entries) => list(line, ['{', '}'], entries, |line, (key, entry)| {
            value(line, text, key);
            line.push_str(": ");
            value(line, text, entry);
        }),
        Shape::Fields(fields) => {
            line.push_str(name);
            list(line, ['(', ')'], fields, |line, field| {
                line.push_str(&text[field.name.clone()]);
                line.push_str(": ");
                value(line, text, &field.value);
            });
        }
    }
}

fn list<T>(line: &mut String, [open, close]: [char; 2], parts: &[T], write: impl Fn(&mut String, &T)) {
    line.push(open);
    for (idx, part) in parts.iter().enumerate() {
        if idx > 0 {
            line.push_str(", ");
        }
        write(line, part);
    }
    line.push(close);
}

fn scalar(line: &mut String, text: &str) {
    let is_string = text.trim_start_matches('r').trim_start_matches('#').starts_with('"');
    match ron::from_str::<String>(text).ok().filter(|_| is_string) {
        Some(meant) => line.push_str(&quoted(&meant)),
        None => line.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_comments_go_and_nothing_else_does() {
        let check = |text: &str, expected: &str| {
            assert_eq!(on_one_line(text), expected);
            assert_eq!(on_one_line(expected), expected);
        };
        check("  Delete ( // why\n tie : \"x\" , )", "Delete(tie: \"x\")");
        check("Create(kind: Kind(id:r\"k\"),/* */)", "Create(kind: Kind(id: \"k\"))");
        check(
            "Change(tie:\"x\",add:(a:[1,-2.5 , Some((a, \"b // c\nd\"))],b:{\"k\":v}))",
            "Change(tie: \"x\", add: (a: [1, -2.5, Some((a, \"b // c\\nd\"))], b: {\"k\": v}))",
        );
        check("12", "12");
        check("()", "()");
    }
}
