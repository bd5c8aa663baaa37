//! Writes a brief as Markdown: CommonMark with tables. What the record says stays text, whatever it looks like.

use std::fmt::Write as _;

use super::super::xml::identifier;
use super::blocks::{Block, Brief, Fact, Heading, Holds, Level, Run, Table, TieDetails, glyph};
use crate::kit::boxed;

/// Returns a brief as Markdown. `picture` is the name of a file beside it, if one was written there: a picture within the
/// text is shown by few readers. The same brief gives the same bytes. O(text).
pub fn markdown(brief: &Brief, picture: Option<&str>) -> String {
    let Brief { title, subtitle, caution, facts, blocks, sources } = brief;
    let mut out = format!("# {}\n\n{}\n", escaped(title), line(&[Run::text(subtitle.clone())]));
    if let Some(caution) = caution {
        let _ = write!(out, "\n{}\n", line(&[Run::strong(caution.clone())]));
    }
    write_facts(&mut out, facts);
    let written = Written { picture, title };
    blocks.iter().for_each(|block| written.block(&mut out, block));
    if !sources.is_empty() {
        out.push_str("\n## Sources\n\n");
        for (idx, source) in sources.iter().enumerate() {
            let number = idx + 1;
            let _ = writeln!(out, "{number}. <a id=\"source-{number}\"></a>{}", inline(&source.words));
        }
    }
    out.push_str("\nMade with Démarche\n");
    out
}

/// What of a brief is needed at any place of it.
struct Written<'a> {
    picture: Option<&'a str>,
    title: &'a str,
}

impl Written<'_> {
    fn block(&self, out: &mut String, block: &Block) {
        match block {
            Block::Heading(Heading { level, text, remark }) => {
                let depth = match level {
                    Level::Section => "##",
                    Level::Part => "###",
                };
                let remark = if remark.is_empty() { String::new() } else { format!(" ({})", escaped(remark)) };
                let _ = write!(out, "\n{depth} {}{remark}\n", escaped(text));
            }
            Block::Paragraph(runs) => {
                let _ = write!(out, "\n{}\n", line(runs));
            }
            Block::Facts(facts) => write_facts(out, facts),
            Block::List(items) if items.is_empty() => {}
            Block::List(items) => {
                out.push('\n');
                for item in items {
                    let _ = writeln!(out, "- {}", line(item));
                }
            }
            Block::Table(table) => write_table(out, table),
            Block::Picture => {
                if let Some(picture) = self.picture {
                    let _ = write!(out, "\n![Picture: {}]({})\n", escaped(self.title), destination(picture));
                }
            }
            Block::Tie(TieDetails { id, title, sign: _, line: about, blocks }) => {
                let anchor = identifier("evidence", id.as_str());
                let _ = write!(out, "\n#### <a id=\"{anchor}\"></a>{}\n\n{}\n", escaped(title), line(about));
                blocks.iter().for_each(|block| self.block(out, block));
            }
        }
    }
}

fn write_facts(out: &mut String, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    out.push('\n');
    for Fact { name, value } in facts {
        // Another mark than that of lists, or a list that follows would be one with it.
        let _ = writeln!(out, "* **{}:** {}", escaped(name), inline(value));
    }
}

fn write_table(out: &mut String, table: &Table) {
    let Table { caption: _, columns, rows } = table;
    if rows.is_empty() {
        return;
    }
    let names: Vec<String> = columns.iter().map(|column| escaped(column.name)).collect();
    let rules: Vec<&str> = columns
        .iter()
        .map(|column| match column.holds {
            Holds::Number => "--:",
            Holds::Words | Holds::Word | Holds::Notes => "---",
        })
        .collect();
    let _ = write!(out, "\n| {} |\n| {} |\n", names.join(" | "), rules.join(" | "));
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| inline(cell).trim().to_owned()).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// Returns runs as a line of their own: nothing that it begins with makes it a heading, a list or a rule.
fn line(runs: &[Run]) -> String {
    guarded(inline(runs).trim())
}

fn guarded(text: &str) -> String {
    let n_digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.chars().nth(n_digits) {
        Some('.' | ')') if n_digits > 0 => format!("{}\\{}", &text[..n_digits], &text[n_digits..]),
        Some('+' | '-' | '=') if n_digits == 0 => format!("\\{text}"),
        Some(_) | None => text.to_owned(),
    }
}

/// Returns runs within a line.
fn inline(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match run {
            Run::Text(words) | Run::Quiet(words) => text.push_str(&escaped(words)),
            // Asterisks beside a blank would be asterisks.
            Run::Strong(words) if words.trim().is_empty() => text.push_str(&escaped(words)),
            Run::Strong(words) => {
                let blank = if words.starts_with(char::is_whitespace) { " " } else { "" };
                let _ = write!(text, "{blank}**{}**", escaped(words.trim()));
            }
            Run::Sign(sign) => text.push_str(glyph(*sign)),
            Run::Link { text: words, url } => {
                let _ = write!(text, "[{}]({})", escaped(words), destination(url));
            }
            Run::Tie { text: words, id } => {
                let _ = write!(text, "[{}](#{})", escaped(words), identifier("evidence", id.as_str()));
            }
            Run::Note(number) => {
                let blank = if text.is_empty() { "" } else { " " };
                let _ = write!(text, "{blank}[\\[{number}\\]](#source-{number})");
            }
        }
    }
    text
}

/// Returns where a link leads, as it is written between parentheses.
fn destination(url: &str) -> String {
    // Only what has a `;` behind it could be read as another letter.
    let url = if url.contains(';') { url.replace('&', "&amp;") } else { url.to_owned() };
    let url = url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace('|', "%7C");
    format!("<{}>", boxed(&url))
}

/// Returns text that stays text: what has a meaning in Markdown is escaped; controls and overrides are boxes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in boxed(text).chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' | '@') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let check = |text: &str, written: &str| assert_eq!(line(&[Run::text(text)]), written);
        check("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>");
        check("a *b* _c_ `d` [e](f) | &lt;", "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\| \\&lt;");
        check("# no heading", "\\# no heading");
        check("- no item", "\\- no item");
        check("+ no item", "\\+ no item");
        check("1. no item", "1\\. no item");
        check("23) no item", "23\\) no item");
        check("=== no rule", "\\=== no rule");
        check("    no code", "no code");
        check("2024 was a year", "2024 was a year");
        check("a\u{0}\u{202e}b\nc", "a□□b c");
    }

    #[test]
    fn links_lead_where_they_say() {
        let link = |url: &str| inline(&[Run::Link { text: "x]".to_owned(), url: url.to_owned() }]);
        assert_eq!(link("https://a.example/b_(c)?d&e"), "[x\\]](<https://a.example/b_(c)?d&e>)");
        assert_eq!(link("https://a.example/<|\\"), "[x\\]](<https://a.example/%3C%7C%5C>)");
    }
}
