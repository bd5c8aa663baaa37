//! What is offered after the program ended with something unsaved: to restore it, to save it as a copy, or to discard it.

use egui::{RichText, Ui};
use jiff::ToSpan as _;
use jiff::civil::date;

use crate::io::{Base, FoundJournal, JournalEnd};
use crate::kit::{boxed, counted, visible};
use crate::model::EdtfDate;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Next};
use crate::ui::style::color;

/// What is told of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    title: String,
    place: String,
    words: String,
    end: JournalEnd,
}

impl Offered {
    /// Returns what is told of a journal.
    pub fn of(found: &FoundJournal) -> Self {
        let place = match found.base() {
            Base::Starter => "the starter atlas, in no file".to_owned(),
            Base::New(_) => "a new atlas, in no file".to_owned(),
            Base::Files { path, .. } => visible(&path.display().to_string()),
        };
        let words = format!("{}, the last {}", counted(found.n_edits(), "edit"), moment(found.last_at()));
        Self { title: boxed(found.title()), place, words, end: found.end() }
    }

    /// Shows the offer; returns whether the dialog is done.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        let Self { title, place, words, end } = self;
        ui.set_width(480.0);
        ui.heading("Restore what was not saved?");
        ui.add_space(8.0);
        ui.label(format!("Démarche ended before the changes to “{title}” were saved."));
        ui.label(words);
        ui.add(egui::Label::new(RichText::new(place).small().color(color(theme.muted))).truncate());
        let loss = match end {
            JournalEnd::Whole => None,
            JournalEnd::Torn => Some("The last change was being written just then, and is lost"),
            JournalEnd::Damaged => {
                Some("What kept the changes is damaged, so there may have been more; it is not removed")
            }
        };
        if let Some(loss) = loss {
            ui.label(RichText::new(loss).small().color(color(theme.negative)));
        }
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            for keeping in [Keeping::Leave(Next::Restore), Keeping::RestoreCopy, Keeping::Discard] {
                let button = ui.button(keeping.label()).on_hover_text(keeping.tooltip());
                // Enter takes the first, which loses nothing.
                if ui.memory(|memory| memory.focused().is_none()) {
                    button.request_focus();
                }
                if button.clicked() {
                    commands.push(Command::Keeping(keeping));
                    return true;
                }
            }
            ui.button("Later").on_hover_text("Offers it again at the next start").clicked()
        })
        .inner
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
