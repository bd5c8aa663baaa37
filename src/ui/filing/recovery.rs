//! What is offered after the program ended with something unsaved: to restore it, to save it as a copy, or to discard it.

use egui::{Event, Label, RichText, Ui};
use jiff::ToSpan as _;
use jiff::civil::date;

use crate::io::{Base, FoundJournal, JournalEnd, LastEdit};
use crate::kit::{boxed, counted, grouped, visible};
use crate::model::EdtfDate;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Next};
use crate::ui::style::color;

/// What is told of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    title: String,
    of: Atlas,
    /// Which of the journals it is; empty where it is the only one.
    number: String,
    words: String,
    last: Option<String>,
    end: JournalEnd,
    discarding: Discarding,
    /// Whether the dialog has the focus where it belongs.
    is_focused: bool,
}

/// Of which atlas a journal is, and where that is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Atlas {
    /// The one that is open.
    Open(String),
    /// Another one, which would take its place.
    Another(String),
}

/// How far somebody has come with the one thing that nobody can take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Discarding {
    /// Nobody has asked for it.
    Offered,
    /// Who presses again means it.
    Asked,
}

impl Offered {
    /// Returns what is told of a journal while an atlas is open.
    pub fn of(found: &FoundJournal, opened: &Base) -> Self {
        let place = match found.base() {
            Base::Starter => "the starter atlas, in no file".to_owned(),
            Base::New(_) => "a new atlas, in no file".to_owned(),
            Base::Files { path, .. } => visible(&path.display().to_string()),
        };
        let of = if found.base().is_of_same_atlas(opened) { Atlas::Open(place) } else { Atlas::Another(place) };
        let number = match found.number() {
            [_, 1] => String::new(),
            [nth, n] => format!("{} of {}", grouped(nth), grouped(n)),
        };
        let words = format!("{}, the last {}", counted(found.n_edits(), "edit"), moment(found.last_at()));
        let last = found.last_edit().map(|last| match last {
            LastEdit::Done(name) => format!("The last: {}", boxed(&name)),
            LastEdit::TakenBack(name) => format!("The last taken back: {}", boxed(&name)),
        });
        let (title, end, discarding) = (boxed(found.title()), found.end(), Discarding::Offered);
        Self { title, of, number, words, last, end, discarding, is_focused: false }
    }

    /// Shows the offer; returns whether the dialog is done.
    pub fn show(&mut self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        ui.set_width(480.0);
        self.told_ui(ui, theme);
        ui.add_space(16.0);
        ui.horizontal(|ui| self.answers_ui(ui, commands)).inner
    }

    /// Shows what would be lost, and of what.
    fn told_ui(&self, ui: &mut Ui, theme: &Theme) {
        let Self { title, of, number, words, last, end, .. } = self;
        let (muted, alarming) = (color(theme.muted), color(theme.negative));
        ui.horizontal(|ui| {
            ui.heading("Restore what was not saved?");
            if !number.is_empty() {
                ui.label(RichText::new(number).color(muted));
            }
        });
        ui.add_space(8.0);
        ui.label(format!("Démarche ended before the changes to “{title}” were saved."));
        ui.label(words);
        if let Some(last) = last {
            ui.add(Label::new(last).truncate());
        }
        match of {
            Atlas::Open(place) => ui.add(Label::new(RichText::new(place).small().color(muted)).truncate()),
            Atlas::Another(place) => {
                let words = format!("of another atlas: {place}");
                ui.add(Label::new(RichText::new(words).color(alarming)).wrap())
            }
        };
        let loss = match end {
            JournalEnd::Whole => None,
            JournalEnd::Torn => Some("The last change was being written just then, and is lost"),
            JournalEnd::Damaged => {
                Some("What kept the changes is damaged, so there may have been more; it is not removed")
            }
        };
        if let Some(loss) = loss {
            ui.label(RichText::new(loss).small().color(alarming));
        }
    }

    /// Shows the buttons; returns whether one was pressed that ends it.
    fn answers_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) -> bool {
        let is_lost = ui.memory(|memory| memory.focused().is_none());
        let wants_focus = is_lost || !std::mem::replace(&mut self.is_focused, true);
        let is_other = matches!(self.of, Atlas::Another(_));
        for keeping in [Keeping::Leave(Next::Restore), Keeping::RestoreCopy] {
            let is_first = matches!(keeping, Keeping::Leave(_));
            let button = ui.button(keeping.label()).on_hover_text(keeping.tooltip());
            // Enter takes the first, which loses nothing.
            if wants_focus && is_first && !is_other {
                button.request_focus();
            }
            if button.clicked() {
                commands.push(Command::Keeping(keeping));
                return true;
            }
        }
        if self.discard_ui(ui) {
            commands.push(Command::Keeping(Keeping::Discard));
            return true;
        }
        let later = ui.button("Later").on_hover_text("Offers it again at the next start");
        // Enter does not put another atlas in the place of the one that was asked for.
        if wants_focus && is_other {
            later.request_focus();
        }
        later.clicked()
    }

    /// Shows the button that forgets the changes; returns whether it was pressed twice.
    fn discard_ui(&mut self, ui: &mut Ui) -> bool {
        let name = match self.discarding {
            Discarding::Offered => Keeping::Discard.label(),
            Discarding::Asked => "Discard for good",
        };
        let button = ui.button(name).on_hover_text(Keeping::Discard.tooltip());
        // A double click and a key that is held say no more than one press.
        let is_repeated = button.double_clicked()
            || button.triple_clicked()
            || ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Key { repeat: true, .. })));
        let is_pressed = button.clicked() && !is_repeated;
        match self.discarding {
            Discarding::Asked if is_pressed => return true,
            Discarding::Offered if is_pressed => {
                self.discarding = Discarding::Asked;
                button.request_focus();
            }
            // Who goes elsewhere has not meant it.
            Discarding::Asked if !button.has_focus() => self.discarding = Discarding::Offered,
            Discarding::Asked | Discarding::Offered => {}
        }
        false
    }
}

/// Returns a moment in words, in universal time.
fn moment(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let day = i64::try_from(days).ok().and_then(|days| date(1970, 1, 1).checked_add(days.days()).ok());
    let day = day.map_or_else(|| "at an unknown time".to_owned(), |day| EdtfDate::from_day(day).in_words());
    format!("on {day} at {:02}:{:02} UTC", rest / 3_600, rest / 60 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_to_the_minute() {
        assert_eq!(moment(1_718_755_500), "on 19 June 2024 at 00:05 UTC");
        assert_eq!(moment(0), "on 1 January 1970 at 00:00 UTC");
    }
}
