//! What the window does with pictures that are taken away: asks for them, copies them, and remembers how.

use std::path::PathBuf;

use egui::Ui;

use super::{App, Dialog};
use crate::kit::{counted, grouped, visible};
use crate::session::{Command, Exporting};
use crate::ui::export::{Copying, ExportForm, Exported, Order, Remembered};
use crate::ui::lines::About;
use crate::ui::watching::LOOK;

/// Pictures on their way out of the window.
#[derive(Debug, Default)]
pub(super) struct Taking {
    remembered: Remembered,
    copying: Option<Copying>,
}

impl Taking {
    /// Keeps what is to be remembered; for when the window closes.
    pub(super) fn close(&mut self) {
        self.remembered.close();
    }
}

impl App {
    /// Returns the application with a file that remembers how pictures of each atlas were exported.
    pub fn remembering_exports(mut self, file: PathBuf) -> Self {
        self.parts.taking.remembered = Remembered::in_file(file);
        self
    }

    /// Does what was asked for of pictures.
    pub(super) fn export(&mut self, ui: &Ui, exporting: Exporting) {
        match exporting {
            Exporting::Ask => {
                let at = self.parts.custody.watching.path();
                let form = ExportForm::of(&self.session, &self.parts.taking.remembered, at);
                self.ask(Dialog::Export(Box::new(form)));
            }
            Exporting::CopyPicture => match Order::of_view(&self.session, &self.parts.taking.remembered) {
                Ok(order) => self.copy_picture(ui, order),
                Err(words) => self.parts.lines.say_lines(About::Refused, &words),
            },
            Exporting::GiveUp => {
                self.parts.taking.copying = None;
                self.notice.clear();
            }
        }
    }

    /// Follows the dialog and what goes on beside the window; called once a frame.
    pub(super) fn take_away(&mut self, ui: &Ui) {
        if let Dialog::Export(form) = &mut self.dialog {
            let (exported, order) = (form.finished(), form.take_copying());
            self.parts.taking.remembered.follow(Some(form.chosen(&self.session)));
            if let Some(order) = order {
                self.copy_picture(ui, order);
            }
            if let Some(Exported { path, n_bytes }) = exported {
                let name = path.file_name().map(|name| visible(&name.to_string_lossy())).unwrap_or_default();
                self.notice.say(ui, format!("Exported {name} ({})", size_in_words(n_bytes)));
                self.dialog = Dialog::Closed;
            }
        }
        if !matches!(self.dialog, Dialog::Export(_)) {
            self.parts.taking.remembered.follow(None);
        }
        self.follow_copying(ui);
    }

    fn copy_picture(&mut self, ui: &Ui, order: Order) {
        self.parts.taking.copying = Some(Copying::begin(order, self.clipboard.carrier()));
        ui.ctx().request_repaint();
    }

    /// Says that a picture is being copied, and what came of it.
    fn follow_copying(&mut self, ui: &Ui) {
        let Some(copying) = &self.parts.taking.copying else { return };
        if !copying.is_done() {
            let give_up = Command::Exporting(Exporting::GiveUp);
            if !matches!(self.dialog, Dialog::Export(_)) {
                self.notice.offer(ui, "Copying the picture…".to_owned(), Exporting::GiveUp.label(), give_up);
            }
            ui.ctx().request_repaint_after(LOOK);
            return;
        }
        let Some((carried, words)) = self.parts.taking.copying.take().map(Copying::wait) else { return };
        let said = if carried.is_some() { Ok(words) } else { Err(words) };
        if let Some(carried) = carried {
            self.clipboard.hold(ui.ctx(), carried);
        }
        match (&mut self.dialog, said) {
            (Dialog::Export(form), said) => form.say(said),
            (_, Ok(words)) => self.notice.say(ui, words),
            (_, Err(words)) => {
                self.notice.clear();
                self.parts.lines.say_lines(About::Refused, &words);
            }
        }
    }
}

/// Returns the size of a file as people say it: "108 KB".
fn size_in_words(n_bytes: usize) -> String {
    match n_bytes {
        0..1_000 => counted(n_bytes, "byte"),
        1_000..1_000_000 => format!("{} KB", grouped(n_bytes.div_ceil(1_000))),
        _ => format!("{:.1} MB", n_bytes as f64 / 1_000_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_file_is_told_in_the_unit_that_fits() {
        let check = |n_bytes, expected: &str| assert_eq!(size_in_words(n_bytes), expected);
        check(999, "999 bytes");
        check(107_600, "108 KB");
        check(2_340_000, "2.3 MB");
    }
}
