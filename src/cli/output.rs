//! What subcommands share: exit codes, and writing to the two streams.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::process::ExitCode;

use serde_json::Value;

use crate::export::json_text;
use crate::io::Loaded;
use crate::kit::{counted, visible};

/// All went well.
pub const FINE: u8 = 0;
/// The atlas has errors.
pub const PROBLEMS: u8 = 1;
/// Wrong usage, or the thing cannot be done.
pub const WRONG: u8 = 2;

/// Prints to stdout. A reader who has gone away, such as `head`, is no reason to complain; a full disk is, and ends it.
pub(super) fn print(words: impl Display) {
    let Err(error) = writeln!(std::io::stdout().lock(), "{words}") else { return };
    if error.kind() != std::io::ErrorKind::BrokenPipe {
        complain(format_args!("cannot write the output: {error}"));
        std::process::exit(i32::from(WRONG));
    }
}

/// Prints JSON to stdout.
pub(super) fn print_json(value: &Value) {
    print(json_text(value));
}

/// Prints JSON as an indented outline for people, without what is empty.
pub(super) fn print_outline(value: &Value) {
    let mut text = String::new();
    outline(&mut text, value, 0);
    print(text.trim_end());
}

fn outline(text: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.replace('_', " ");
                match value {
                    Value::Null => {}
                    Value::Array(items) if items.is_empty() => {}
                    Value::Object(fields) if fields.is_empty() => {}
                    Value::Array(_) | Value::Object(_) => {
                        let _ = writeln!(text, "{indent}{name}");
                        outline(text, value, depth + 1);
                    }
                    Value::String(words) if words.is_empty() => {}
                    Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                        let _ = writeln!(text, "{indent}{name}: {}", plain(value));
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                if item.is_object() {
                    let start = text.len();
                    outline(text, item, depth + 1);
                    // The first line of an item carries the dash.
                    text.replace_range(start..(start + indent.len() + 2).min(text.len()), &format!("{indent}- "));
                } else {
                    let _ = writeln!(text, "{indent}- {}", plain(item));
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let _ = writeln!(text, "{indent}{}", plain(value));
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), visible)
}

/// Prints a complaint to stderr and returns the exit code for wrong usage.
pub fn complain(words: impl Display) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "demarche: {words}");
    ExitCode::from(WRONG)
}

/// Says on stderr why nothing was read, if that is so, and returns the exit code for that: an empty answer would look as if
/// the atlas said nothing.
pub(super) fn refuse_nothing(loaded: &Loaded) -> Option<ExitCode> {
    let problem = loaded.problems.first().filter(|_| loaded.is_nothing())?;
    Some(complain(problem))
}

/// Says on stderr that the atlas has errors, if it has, and returns the exit code for that.
pub(super) fn mention_problems(loaded: &Loaded) -> ExitCode {
    let n_errors = loaded.n_errors();
    if n_errors == 0 {
        return ExitCode::from(FINE);
    }
    let words = counted(n_errors, "problem");
    let _ = writeln!(std::io::stderr().lock(), "demarche: the atlas has {words}; `demarche check` lists them");
    ExitCode::from(PROBLEMS)
}
