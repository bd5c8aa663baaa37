//! Writes a graph as DOT for Graphviz: colors by sign, width by weight, lines by confidence; `neato -n` gives our layout.
//!
//! All that a record says stands in quotes, never in the angle brackets of a label in HTML. No attribute makes a link.

use std::fmt::Write as _;

use super::graph::{Edge, Graph, filled, graph};
use super::rows::{Column, Extract};
use crate::export::xml::number;
use crate::kit::visible;
use crate::model::{Confidence, Sign};
use crate::scene::Theme;

/// Letters of a text that one pair of quotes holds. Graphviz gives up on a string of more than 16,384 bytes, and a letter
/// that is written out takes up to eleven; parts of a string are joined by `+`.
const MOST_IN_QUOTES: usize = 1_000;

/// Returns what is taken out of an atlas as DOT, in the colors of a theme. The same gives the same bytes.
/// O(nations + ties).
pub fn dot(extract: &Extract<'_>, theme: &Theme) -> String {
    let Graph { node_columns, nodes, edge_columns, edges } = graph(extract);
    let mut out = format!("digraph {} {{\n", quoted(&extract.document.manifest.title));
    let [canvas, ink, rim] = [theme.canvas, theme.ink, theme.nation_rim].map(|color| color.hex());
    let _ = writeln!(out, "  graph [bgcolor=\"{canvas}\", outputorder=\"edgesfirst\"];");
    let fill = theme.nation.hex();
    let _ = writeln!(
        out,
        "  node [fontname=\"Noto Sans\", fontcolor=\"{ink}\", style=\"filled\", fillcolor=\"{fill}\", color=\"{rim}\"];"
    );
    let _ = writeln!(out, "  edge [fontname=\"Noto Sans\", fontcolor=\"{ink}\", fontsize=\"10\"];");
    for node in &nodes {
        let _ = write!(out, "  {} [label={}", quoted(&node.id), shown(&node.label));
        if let Some(at) = node.at {
            // In points, and y goes up.
            let _ = write!(out, ", pos=\"{},{}!\"", number(at.x), number(-at.y));
        }
        said(&mut out, filled(&node_columns, &node.values));
        out.push_str("];\n");
    }
    for edge in &edges {
        write_edge(&mut out, edge, &edge_columns, theme);
    }
    out.push_str("}\n");
    out
}

fn write_edge(out: &mut String, edge: &Edge<'_>, columns: &[Column], theme: &Theme) {
    let kind = &edge.tie.kind;
    let color = match kind.sign {
        Sign::Positive => theme.positive,
        Sign::Negative => theme.negative,
        Sign::Neutral => theme.neutral,
    };
    let style = match edge.tie.support.confidence {
        Confidence::Confirmed => "solid",
        Confidence::Unconfirmed => "dashed",
        Confidence::Doubtful => "dotted",
    };
    let hypothetical = if edge.tie.is_hypothetical() { " (hypothetical)" } else { "" };
    let [from, to] = edge.ends().map(quoted);
    let (id, label) = (quoted(edge.id()), shown(&format!("{}{hypothetical}", kind.name)));
    let weight = edge.tie.as_of_day.weight;
    let _ = write!(out, "  {from} -> {to} [id={id}, label={label}, color=\"{}\", style=\"{style}\"", color.hex());
    let _ = write!(out, ", weight=\"{weight}\", penwidth=\"{weight}\"");
    if edge.is_mutual {
        out.push_str(", dir=\"none\"");
    }
    said(out, filled(columns, &edge.values));
    out.push_str("];\n");
}

/// Writes attributes that Graphviz does not know: it keeps and passes them on.
fn said(out: &mut String, values: impl Iterator<Item = (Column, String)>) {
    for (column, text) in values {
        let _ = write!(out, ", {}={}", column.name, quoted(&text));
    }
}

/// Returns a text in quotes. Backslashes are doubled, so that none escapes the quote after it or stands for something else.
fn quoted(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return "\"\"".to_owned();
    }
    let part = |letters: &[char]| {
        let text = visible(&letters.iter().collect::<String>());
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    };
    letters.chunks(MOST_IN_QUOTES).map(part).collect::<Vec<_>>().join(" + ")
}

/// Returns the same for a text that is drawn, in which Graphviz would read `&lt;` as a letter.
fn shown(text: &str) -> String {
    quoted(&text.replace('&', "&amp;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        for (text, expected) in [
            ("", r#""""#),
            ("plain", r#""plain""#),
            ("<b>bold</b>", r#""<b>bold</b>""#),
            (r#"a" URL="javascript:1"#, r#""a\" URL=\"javascript:1""#),
            (r"ends in \", r#""ends in \\""#),
            ("\\N \\\"", r#""\\N \\\"""#),
            ("two\nlines\u{202E}", r#""two lines\\u{202e}""#),
        ] {
            assert_eq!(quoted(text), expected);
        }
        assert_eq!(shown("a&lt;b"), r#""a&amp;lt;b""#);
    }

    #[test]
    fn a_long_text_is_joined_of_parts_that_graphviz_bears() {
        let written = quoted(&"\u{E007F}".repeat(10_000));
        let parts: Vec<&str> = written.split(" + ").collect();
        assert_eq!(parts.len(), 10);
        assert!(parts.iter().all(|part| part.len() < 16_384), "{}", parts[0].len());
    }
}
