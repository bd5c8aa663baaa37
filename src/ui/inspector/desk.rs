//! What every part of the inspector reads, and where it puts what a person asks for.

use std::sync::Arc;

use jiff::civil::Date;

use super::layout::columns_ui;
use super::letters::{Letters, label_ui};
use super::memo::sign;
use super::mention::{Click, mention_ui};
use super::panel::Read;
use super::row::{Lead, link_ui};
use super::words;
use crate::model::{Direction, Document, Kind, NationId, Sign, SourceId, Tie};
use crate::network::Network;
use crate::scene::{Target, Theme};
use crate::session::{Command, Session};
use crate::ui::forms::Forms;

/// Least room between the two ends of the line over a title, in points.
const EYEBROW_GAP: f32 = 12.0;

/// The session to read, the theme to draw with, and the commands asked for.
pub(super) struct Desk<'a> {
    /// What is open and selected.
    pub session: &'a Session,
    /// Colors.
    pub theme: &'a Theme,
    /// What was asked for in this frame.
    pub commands: &'a mut Vec<Command>,
    /// What can be read, as far as it is shown.
    pub read: Read,
    /// The forms that are open.
    pub forms: Forms,
    /// Where facts stand that have a field of their own in the form of what they are of.
    pub spots: Vec<(egui::Rect, &'static str)>,
}

impl<'a> Desk<'a> {
    /// Shows the title of what is selected.
    pub fn title_ui(&mut self, ui: &mut egui::Ui, title: &str) {
        label_ui(ui, Letters::title(self.theme), title);
        self.read.title = Some(title.to_owned());
    }

    /// Returns the record.
    pub fn document(&self) -> &'a Document {
        self.session.document()
    }

    /// Returns the network of the day looked at, with all its ties: what is true of a tie is so whatever is asked for.
    pub fn day(&self) -> &'a Network {
        self.session.day()
    }

    /// Returns the day looked at.
    pub fn as_of(&self) -> Date {
        self.session.as_of()
    }

    /// Returns a nation's name.
    pub fn name(&self, id: &NationId) -> String {
        self.document().nation_name(id).to_owned()
    }

    /// Returns the kind of a tie.
    pub fn kind(&self, tie: &Tie) -> Option<&'a Arc<Kind>> {
        self.document().kinds.get(&tie.kind)
    }

    /// Returns the sign of a tie; neutral for one without a kind, which a sound record never has.
    pub fn sign(&self, tie: &Tie) -> Sign {
        sign(self.document(), tie)
    }

    /// Returns a tie in one sentence, whether or not it exists on the day.
    pub fn sentence(&self, tie: &Tie) -> String {
        match self.day().tie(&tie.id) {
            Some(resolved) => resolved.in_words(self.document()),
            None => {
                let (a, b) = &tie.between;
                let (a, b) = (self.document().nation_name(a), self.document().nation_name(b));
                let kind = self.kind(tie).map_or(tie.kind.as_str(), |kind| &kind.name);
                let absence = words::absence(&tie.span, self.as_of());
                format!("{a}–{b}, {kind}, {}, {absence}{}", self.sign(tie).name(), self.supposed(tie))
            }
        }
    }

    /// Returns what stands before a tie in a list: the glyph of its sign.
    pub fn lead(&self, tie: &Tie) -> Lead<'static> {
        let sign = self.sign(tie);
        if self.is_supposed(tie) { Lead::Supposed(sign) } else { Lead::Sign(sign) }
    }

    /// Returns what the words on a tie end with: ", hypothetical" where it is only supposed, else nothing.
    pub fn supposed(&self, tie: &Tie) -> &'static str {
        if self.is_supposed(tie) { ", hypothetical" } else { "" }
    }

    fn is_supposed(&self, tie: &Tie) -> bool {
        self.session.is_hypothetical(&Target::Tie(tie.id.clone()))
    }

    /// Returns between whom a tie is: "Russia – North Korea", or with an arrow where it is directed.
    pub fn between(&self, tie: &Tie) -> String {
        let (a, b) = &tie.between;
        let joint = match self.kind(tie).map(|kind| kind.direction) {
            Some(Direction::Directed) => "→",
            Some(Direction::Mutual) | None => "–",
        };
        format!("{} {joint} {}", self.name(a), self.name(b))
    }

    /// Returns how people cite a source in a word: its publisher.
    pub fn publisher(&self, id: &SourceId) -> &'a str {
        self.document().sources.get(id).map_or("an unknown source", |source| &source.publisher)
    }

    /// Asks for what is done with a mention of a target, of which `response` is the row or the link.
    pub fn mention(&mut self, response: &egui::Response, target: &Target) {
        mention_ui(self, response, target, Click::Selects);
    }

    /// Asks for what is done with a mention whose click also moves the view there.
    pub fn flight(&mut self, response: &egui::Response, target: &Target) {
        mention_ui(self, response, target, Click::Reveals);
    }

    /// Shows a nation's name within a line; a click selects it.
    pub fn nation_ui(&mut self, ui: &mut egui::Ui, letters: &Letters, id: &NationId) {
        let name = self.name(id);
        let link = link_ui(ui, self.theme, letters, &name, &name);
        self.mention(&link, &Target::Nation(id.clone()));
    }

    /// Shows the small line over a title: what `content` shows, and at the right end the way to the thing on the canvas.
    pub fn eyebrow_ui(
        &mut self,
        ui: &mut egui::Ui,
        target: &Target,
        content: impl FnOnce(&mut egui::Ui, &mut Desk<'a>),
    ) {
        let reveal = Command::Reveal(target.clone());
        let letters = Letters::small(self.theme);
        let width = letters.galley(ui, reveal.label(), f32::INFINITY).size().x;
        let left = (ui.available_width() - width - EYEBROW_GAP).max(1.0);
        let theme = self.theme;
        let mut link = None;
        columns_ui(
            ui,
            left,
            |ui| content(ui, self),
            |ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                    link = Some(link_ui(ui, theme, &letters, reveal.label(), reveal.label()));
                });
            },
        );
        if link.is_some_and(|link| link.on_hover_text(reveal.tooltip()).clicked()) {
            self.commands.push(reveal);
        }
    }
}
