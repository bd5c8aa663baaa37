//! What every part of the inspector reads, and where it puts what a person asks for.

use std::sync::Arc;

use jiff::civil::Date;

use super::letters::{Letters, label_ui};
use super::memo::sign;
use super::words;
use crate::model::{Document, Kind, NationId, Sign, SourceId, Tie};
use crate::network::Network;
use crate::scene::{Target, Theme};
use crate::session::{Command, Session};

/// The session to read, the theme to draw with, and the commands asked for.
pub(super) struct Desk<'a> {
    /// What is open and selected.
    pub session: &'a Session,
    /// Colors.
    pub theme: &'a Theme,
    /// What was asked for in this frame.
    pub commands: &'a mut Vec<Command>,
    /// The title shown, once it is.
    pub title: Option<String>,
}

impl<'a> Desk<'a> {
    /// Shows the title of what is selected.
    pub fn title_ui(&mut self, ui: &mut egui::Ui, title: &str) {
        label_ui(ui, Letters::title(self.theme), title);
        self.title = Some(title.to_owned());
    }

    /// Returns the record.
    pub fn document(&self) -> &'a Document {
        self.session.document()
    }

    /// Returns the network of the day looked at.
    pub fn network(&self) -> &'a Network {
        self.session.network()
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
        match self.network().tie(&tie.id) {
            Some(resolved) => resolved.in_words(self.document()),
            None => {
                let (a, b) = &tie.between;
                let (a, b) = (self.document().nation_name(a), self.document().nation_name(b));
                let kind = self.kind(tie).map_or(tie.kind.as_str(), |kind| &kind.name);
                let absence = words::absence(&tie.span, self.as_of());
                format!("{a}–{b}, {kind}, {}, {absence}", self.sign(tie).name())
            }
        }
    }

    /// Returns how people cite a source in a word: its publisher.
    pub fn publisher(&self, id: &SourceId) -> &'a str {
        self.document().sources.get(id).map_or("an unknown source", |source| &source.publisher)
    }

    /// Asks to select a tie.
    pub fn select_tie(&mut self, tie: &Tie) {
        self.commands.push(Command::Select(Target::Tie(tie.id.clone())));
    }

    /// Asks to select a nation.
    pub fn select_nation(&mut self, id: &NationId) {
        self.commands.push(Command::Select(Target::Nation(id.clone())));
    }
}
