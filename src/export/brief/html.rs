//! Writes a brief as one self-contained HTML file that asks no network for anything.
//!
//! It is sound XML, too. Style and script are the program's own, the same in every file, and named by their hashes in the
//! file's security policy, so that no other style or script in it is ever obeyed. Without the script all of it can be read.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::super::xml::{escaped, identifier};
use super::blocks::{Block, Brief, Cited, Fact, Heading, Holds, Level, Run, Table, TieDetails, glyph};
use crate::model::Sign;

/// Has no `<` and no `&`, which mean different things in HTML and XML there; nor has the script.
const STYLE: &str = include_str!("../../../assets/brief/style.css");
const SCRIPT: &str = include_str!("../../../assets/brief/script.js");

/// Returns a brief as HTML, with its picture as `export::svg` writes it. The same brief and picture give the same bytes.
/// O(text).
pub fn html(brief: &Brief, picture: &str) -> String {
    let Brief { title, subtitle, caution, facts, blocks, sources } = brief;
    let mut page = Page { out: String::new(), mentions: vec![0; sources.len()], n_parts: 0, open: Open::Nothing };
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    let words = escaped(title);
    let _ = write!(
        page.out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{words}: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#brief\">Skip to the text</a>\n<header>\n<p class=\"subtitle\">{}</p>\n<h1>{words}</h1>\n",
        escaped(subtitle),
        escaped(subtitle),
    );
    if let Some(caution) = caution {
        let _ = writeln!(page.out, "<p class=\"caution\">{}</p>", escaped(caution));
    }
    page.facts(facts);
    page.contents(brief);
    page.out.push_str("</header>\n<main id=\"brief\" tabindex=\"-1\">\n");
    blocks.iter().for_each(|block| page.block(block, picture));
    page.close();
    page.sources(sources);
    let _ = write!(
        page.out,
        "</main>\n<footer><p>Made with Démarche</p></footer>\n\
         <p id=\"said\" class=\"unseen\" aria-live=\"polite\"></p>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page.out
}

/// Returns the hash of a style or a script, as a security policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A page that is being written.
struct Page {
    out: String,
    /// How often each source has been mentioned.
    mentions: Vec<usize>,
    n_parts: usize,
    open: Open,
}

/// Whether a section is open.
#[derive(PartialEq, Eq)]
enum Open {
    Nothing,
    Section,
}

impl Page {
    /// Lists the sections, each of which can be gone to.
    fn contents(&mut self, brief: &Brief) {
        let sections = brief.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) if heading.level == Level::Section => Some(heading.text.as_str()),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Facts(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Picture
            | Block::Tie(_) => None,
        });
        self.out.push_str("<nav aria-label=\"Contents\"><ul>\n");
        for name in sections.chain((!brief.sources.is_empty()).then_some("Sources")) {
            let _ = writeln!(self.out, "<li><a href=\"#{}\">{}</a></li>", section_id(name), escaped(name));
        }
        self.out.push_str("</ul></nav>\n");
    }

    fn close(&mut self) {
        if self.open == Open::Section {
            self.out.push_str("</section>\n");
            self.open = Open::Nothing;
        }
    }

    fn block(&mut self, block: &Block, picture: &str) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(runs) => {
                self.out.push_str("<p>");
                self.runs(runs);
                self.out.push_str("</p>\n");
            }
            Block::Facts(facts) => self.facts(facts),
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
            Block::Picture => {
                let _ = write!(
                    self.out,
                    "<figure id=\"picture\">\n<div class=\"card\">\n{picture}</div>\n\
                     <figcaption class=\"hint\">Click a tie to see its evidence. By keyboard: Tab to the picture, arrow keys \
                     from tie to tie, Enter opens, Escape closes.</figcaption>\n</figure>\n"
                );
            }
            Block::Tie(tie) => self.tie(tie, picture),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let Heading { level, text, remark } = heading;
        let remark = match remark.as_str() {
            "" => String::new(),
            remark => format!(" <small>{}</small>", escaped(remark)),
        };
        let words = escaped(text);
        match level {
            Level::Section => {
                self.close();
                self.open = Open::Section;
                let id = section_id(text);
                let _ = writeln!(
                    self.out,
                    "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\" tabindex=\"-1\">{words}{remark}</h2>"
                );
            }
            Level::Part => {
                self.n_parts += 1;
                let _ = writeln!(self.out, "<h3 id=\"part-{}\">{words}{remark}</h3>", self.n_parts);
            }
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.out.push_str("<dl>\n");
        for Fact { name, value } in facts {
            let _ = write!(self.out, "<div><dt>{}</dt><dd>", escaped(name));
            self.runs(value);
            self.out.push_str("</dd></div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn list(&mut self, items: &[Vec<Run>]) {
        if items.is_empty() {
            return;
        }
        self.out.push_str("<ul>\n");
        for item in items {
            self.out.push_str("<li>");
            self.runs(item);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn table(&mut self, table: &Table) {
        let Table { caption, columns, rows } = table;
        let _ = write!(self.out, "<div class=\"wide\"><table>\n<caption>{}</caption>\n<thead><tr>", escaped(caption));
        for column in columns {
            let _ = write!(self.out, "<th scope=\"col\"{}>{}</th>", class(column.holds), escaped(column.name));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>");
            for (column, cell) in columns.iter().zip(&row.cells) {
                let _ = write!(self.out, "<td{}>", class(column.holds));
                self.runs(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    /// Writes a tie with its evidence unfolded: the script folds it, so that without it all is there.
    fn tie(&mut self, tie: &TieDetails, picture: &str) {
        let TieDetails { id, title, sign, line, blocks } = tie;
        let (id, sign) = (identifier("evidence", id.as_str()), sign.name());
        let _ = write!(
            self.out,
            "<details class=\"tie {sign}\" id=\"{id}\" open=\"\">\n<summary><b>{}</b> <span>",
            escaped(title)
        );
        self.runs(line);
        self.out.push_str("</span></summary>\n");
        blocks.iter().for_each(|block| self.block(block, picture));
        self.out.push_str("</details>\n");
    }

    fn sources(&mut self, sources: &[Cited]) {
        if sources.is_empty() {
            return;
        }
        let id = section_id("Sources");
        let _ = write!(
            self.out,
            "<section role=\"doc-endnotes\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\" tabindex=\"-1\">Sources</h2>\n\
             <ol class=\"sources\">\n"
        );
        for (idx, source) in sources.iter().enumerate() {
            let number = idx + 1;
            let _ = write!(self.out, "<li id=\"source-{number}\">");
            self.runs(&source.words);
            let n_mentions = self.mentions.get(idx).copied().unwrap_or_default();
            self.out.push_str("<span class=\"back\">; cited");
            for mention in 1..=n_mentions {
                let _ = write!(self.out, " <a href=\"#n{number}-{mention}\">{mention}</a>");
            }
            self.out.push_str("</span></li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn runs(&mut self, runs: &[Run]) {
        for of_sort in runs.chunk_by(|one, other| matches!((one, other), (Run::Note(_), Run::Note(_)))) {
            match of_sort {
                [Run::Note(_), ..] => self.notes(of_sort),
                others => others.iter().for_each(|run| self.run(run)),
            }
        }
    }

    /// Writes numbers of sources, one after the other.
    fn notes(&mut self, notes: &[Run]) {
        self.out.push_str("<sup>");
        for (idx, run) in notes.iter().enumerate() {
            if idx > 0 {
                self.out.push(' ');
            }
            self.run(run);
        }
        self.out.push_str("</sup>");
    }

    fn run(&mut self, run: &Run) {
        let _ = match run {
            Run::Text(words) => write!(self.out, "{}", escaped(words)),
            Run::Strong(words) => write!(self.out, "<strong>{}</strong>", escaped(words)),
            Run::Quiet(words) => write!(self.out, "<small>{}</small>", escaped(words)),
            Run::Sign(sign) => write!(self.out, "{}", sign_mark(*sign)),
            Run::Link { text, url } => {
                write!(self.out, "<a href=\"{}\" rel=\"noreferrer noopener\">{}</a>", escaped(url), escaped(text))
            }
            Run::Tie { text, id } => {
                write!(self.out, "<a href=\"#{}\">{}</a>", identifier("evidence", id.as_str()), escaped(text))
            }
            Run::Note(number) => {
                let mention = self.mention(*number);
                write!(self.out, "<a href=\"#source-{number}\" id=\"n{number}-{mention}\">{number}</a>")
            }
        };
    }

    /// Counts a mention of a source; returns which it is.
    fn mention(&mut self, number: usize) -> usize {
        let Some(n) = self.mentions.get_mut(number - 1) else { return 0 };
        *n += 1;
        *n
    }
}

/// Returns a sign by glyph and color, and by name for those who see neither.
fn sign_mark(sign: Sign) -> String {
    let name = sign.name();
    format!("<span class=\"sign {name}\" role=\"img\" aria-label=\"{name}\">{}</span>", glyph(sign))
}

fn class(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "",
        Holds::Word => " class=\"word\"",
        Holds::Number => " class=\"number\"",
        Holds::Notes => " class=\"notes\"",
    }
}

fn section_id(text: &str) -> String {
    identifier("section", &text.to_lowercase().replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_are_the_same_text_in_html_and_in_xml() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains(['<', '&']) && !text.contains("]]>"));
        }
        // CSS could ask the network for a font or an image.
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn a_hash_is_as_policies_write_it() {
        // SHA-256 of nothing at all (FIPS 180-4), in base64.
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
