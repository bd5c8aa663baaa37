//! What marks are written with: the text so far, the colors, and how letters become SVG.

use std::fmt::Write as _;

use super::outline::outline;
use super::xml::{escaped, identifier, number};
use crate::kit::Point;
use crate::kit::boxed;
use crate::scene::text::{self, FontWeight, TextStyle};
use crate::scene::{Align, Color, Theme};

/// How letters stand in an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Letters {
    /// As text, in the program's font where the viewer has it, else in its own.
    Named,
    /// As text, with the letters of the program's font that are used. Others, which it lacks, are left to the viewer's fonts.
    Embedded,
    /// As shapes, which look the same everywhere and cannot be marked or searched. A letter that the font lacks is a box.
    Outlined,
    /// As text that only the program's font sets: a letter that it lacks is a box. For PNG and PDF.
    Boxed,
}

/// What stands for a letter that the font lacks.
const BOX: char = '□';

/// An SVG that is being written.
pub(super) struct Pen<'a> {
    /// The text so far.
    pub(super) out: String,
    /// The colors.
    pub(super) theme: &'a Theme,
    /// How letters are written.
    pub(super) letters: Letters,
    /// What ids begin with: several pictures on one page hold the same ties.
    pub(super) prefix: String,
}

/// One line of text.
pub(super) struct Words<'a> {
    pub(super) class: &'static str,
    pub(super) text: &'a str,
    /// Where its baseline begins, is half done or ends.
    pub(super) at: Point,
    pub(super) style: TextStyle,
    pub(super) anchor: Anchor,
    pub(super) color: Color,
    /// Further attributes, each with a blank before it.
    pub(super) attributes: String,
}

/// What of a line stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl From<Align> for Anchor {
    fn from(align: Align) -> Self {
        match align {
            Align::Start => Self::Start,
            Align::End => Self::End,
        }
    }
}

impl Pen<'_> {
    /// Returns the identifier of a mark.
    pub(super) fn identifier(&self, of: &str, id: &str) -> String {
        format!("{}{}", self.prefix, identifier(of, id))
    }

    /// Writes a line of text.
    pub(super) fn words(&mut self, words: &Words<'_>) {
        let Words { class, text, at, style, anchor, color, attributes } = words;
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        match self.letters {
            Letters::Named | Letters::Embedded | Letters::Boxed => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                let weight = match style.weight {
                    FontWeight::Regular => "",
                    FontWeight::Bold => " font-weight=\"bold\"",
                };
                let text = if self.letters == Letters::Boxed { with_boxes(text) } else { (*text).to_owned() };
                // Another font is set as wide as ours, or words would run into what stands beside them.
                let length = match self.letters {
                    Letters::Named => format!(
                        " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                        number(text::width(&boxed(&text), *style))
                    ),
                    Letters::Embedded | Letters::Outlined | Letters::Boxed => String::new(),
                };
                let _ = writeln!(
                    self.out,
                    "<text{class} x=\"{}\" y=\"{}\"{anchor} font-size=\"{}\"{weight}{length} fill=\"{color}\"{attributes}>{}</text>",
                    number(at.x),
                    number(at.y),
                    number(style.size),
                    escaped(&text),
                );
            }
            Letters::Outlined => {
                let text = with_boxes(text);
                let width = text::width(&text, *style);
                let start = match anchor {
                    Anchor::Start => at.x,
                    Anchor::Middle => at.x - width / 2.0,
                    Anchor::End => at.x - width,
                };
                let d = outline(&text, *style, Point::new(start, at.y));
                let _ = writeln!(
                    self.out,
                    "<path{class} role=\"img\" aria-label=\"{}\" d=\"{d}\" fill=\"{color}\"{attributes}/>",
                    escaped(&text),
                );
            }
        }
    }
}

/// Returns a text in which every letter that the font lacks is a box.
fn with_boxes(text: &str) -> String {
    let shown = boxed(text);
    let missing = text::missing_letters(&shown);
    if missing.is_empty() { shown } else { shown.replace(|letter| missing.contains(&letter), &BOX.to_string()) }
}
