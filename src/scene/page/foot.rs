//! The foot of a page: who made the record, under which license, how many sources, which version.

use super::block::Block;
use super::caption::Caption;
use super::head::Span;
use super::marks::{Align, Ink};
use super::options::{Part, Parts};
use crate::kit::{Point, boxed, counted};
use crate::model::Document;
use crate::scene::text::{self, TextStyle, cut};

const LETTERS: TextStyle = TextStyle::regular(11.0);
const MADE: &str = "Made with Démarche";

/// Returns the foot of a page.
pub(super) fn foot(document: &Document, caption: &Caption, parts: &Parts, n_sources: usize, span: Span) -> Block {
    let manifest = &document.manifest;
    let mut said = Vec::new();
    if parts.has(Part::License) {
        said.extend((!manifest.authors.is_empty()).then(|| boxed(&manifest.authors.join(", "))));
        said.extend((!manifest.license.is_empty()).then(|| boxed(&manifest.license)));
        said.push(counted(n_sources, "source"));
    }
    if parts.has(Part::Version) && !caption.version.is_empty() {
        said.push(format!("data {}", caption.version));
    }
    let mut foot = Block::default();
    if said.is_empty() {
        return foot;
    }
    let baseline = LETTERS.size + 3.0;
    let made = text::width(MADE, LETTERS);
    let is_narrow = span.width() < 3.0 * made;
    let room = if is_narrow { span.width() } else { span.width() - made - 40.0 };
    // The version is what a reader needs to find the very record: it is never what is cut.
    let version = said.pop_if(|_| parts.has(Part::Version) && !caption.version.is_empty());
    let tail = version.map(|words| if said.is_empty() { words } else { format!(" · {words}") }).unwrap_or_default();
    let head = cut(&said.join(" · "), LETTERS, room - text::width(&tail, LETTERS));
    foot.text(Point::new(span.left, baseline), format!("{head}{tail}"), LETTERS, Align::Start, Ink::Muted);
    if !is_narrow {
        foot.text(Point::new(span.right, baseline), MADE, LETTERS, Align::End, Ink::Muted);
    }
    foot.height = LETTERS.size + 6.0;
    foot
}
