//! The dialog in which something is exported: options on the left, what comes of them on the right, below where it
//! goes.

use std::path::Path;

use egui::{Id, Key, Popup, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::beside::Adding;
use super::copying;
use super::foot::{Focus, Foot, Said, Wish, foot_ui};
use super::groups::{Entered, choices_ui, groups_ui};
use super::groups_brief::brief_ui;
use super::groups_data::data_ui;
use super::looked::{Looked, Source};
use super::options::Options;
use super::place::Place;
use super::preview::Preview;
use super::remembered::{Remembered, choices, options};
use super::sorts::Sort;
use super::writing::{Exported, Order, Over, Unwritten, Writer};
use crate::export::PictureSize;
use crate::io::ExportChoices;
use crate::scene::Theme;
use crate::session::{NoPicture, Session};
use crate::ui::dialogs::DIALOG_MARGIN;

/// Largest width and height of the dialog, in points.
const MOST: [f32; 2] = [1180.0, 820.0];
/// Width of the options, gap beside them, and height of the foot, in points.
const OPTIONS: f32 = 296.0;
const GAP: f32 = 20.0;
const FOOT: f32 = 100.0;

/// What is chosen and typed.
#[derive(Debug)]
pub struct ExportForm {
    options: Options,
    adding: Adding,
    looked: Looked,
    preview: Preview,
    place: Place,
    focus: Focus,
    /// What had the focus of the keyboard in the last frame.
    focused: Option<Id>,
    writer: Option<Writer>,
    /// What is to be copied.
    copying: Option<copying::Order>,
    /// Whether it was entered with a path whose ending asks for another format, of which there is no picture yet.
    entered: Entered,
    said: Said,
}

impl ExportForm {
    /// Returns the dialog as it was left last, for the atlas at a path, if it is in a file.
    pub(in crate::ui) fn of(session: &Session, remembered: &Remembered, at: Option<&Path>) -> Self {
        let chosen = remembered.of(session);
        let options = options(&chosen, session);
        let place = Place::suggested(session, options.file_format(), chosen.folder.as_deref(), at);
        Self {
            options,
            adding: Adding::default(),
            looked: Looked::default(),
            preview: Preview::default(),
            place,
            focus: Focus::Wanted,
            focused: None,
            writer: None,
            copying: None,
            entered: Entered::No,
            said: Said::Nothing,
        }
    }

    /// Returns what is chosen, and for which atlas.
    pub(in crate::ui) fn chosen(&self, session: &Session) -> (String, ExportChoices) {
        let view = session.shown_view().map(|view| view.name.as_str()).unwrap_or_default();
        (session.record().manifest.id.clone(), choices(&self.options, self.place.written().map(Path::to_owned), view))
    }

    /// Whether a file is being written, which Escape gives up first.
    pub fn is_writing(&self) -> bool {
        self.writer.is_some()
    }

    /// Gives up what is being written.
    pub fn give_up(&mut self) {
        if let Some(writer) = &self.writer {
            writer.reins.stop();
        }
    }

    /// Returns the picture that was written, once it is; what went wrong is said in the dialog.
    pub(in crate::ui) fn finished(&mut self) -> Option<Exported> {
        let writer = self.writer.take_if(|writer| writer.is_done())?;
        match writer.wait() {
            Ok(exported) => {
                self.place.note_written(&exported.path);
                return Some(exported);
            }
            Err(Unwritten::Taken) => self.place.tell(self.options.file_format()),
            Err(Unwritten::Stopped) => self.said = Said::Done("Given up; no file was changed".to_owned()),
            Err(Unwritten::Fault(words)) => self.said = Said::Fault(words),
        }
        None
    }

    /// Returns what is to be copied, once it was asked for.
    pub(in crate::ui) fn take_copying(&mut self) -> Option<copying::Order> {
        self.copying.take()
    }

    /// Says what became of copying a picture.
    pub(in crate::ui) fn say(&mut self, copied: Result<String, String>) {
        self.said = copied.map_or_else(Said::Fault, Said::Done);
    }

    /// Shows the dialog; returns whether it is done.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme) -> bool {
        let room = ui.ctx().content_rect().size() - vec2(2.0, 2.0) * (DIALOG_MARGIN + 8.0);
        ui.set_width(room.x.min(MOST[0]));
        ui.set_height(room.y.min(MOST[1]));
        // With Enter where nothing has the focus, and never in place of what that would press.
        let is_free = ui.memory(|memory| memory.focused()).is_none() && !Popup::is_any_open(ui.ctx());
        let is_enter = is_free && ui.input(|input| input.key_pressed(Key::Enter));
        let full = ui.max_rect();
        let before = self.options.clone();
        ui.horizontal(|ui| {
            ui.heading("Export");
            ui.add_space(8.0);
            let sorts = Sort::ALL.map(|sort| (sort, sort.name(), Ok(())));
            choices_ui(ui, "Export", &mut self.options.sort, &sorts);
        });
        let body =
            Rect::from_min_max(pos2(full.left(), ui.cursor().top() + 8.0), pos2(full.right(), full.bottom() - FOOT));
        let left = body.with_max_x(body.left() + OPTIONS.min(body.width() * 0.5));
        let right = body.with_min_x(left.right() + GAP);
        let entered = self.options_ui(ui, session, theme, left);
        if self.options != before {
            self.said = Said::Nothing;
            self.place.follow(self.options.file_format());
        }
        let size = self.options.shape();
        let source = self.options.wanted(session);
        let source = source.and_then(|wanted| self.looked.at(session, wanted).map_err(NoPicture::in_words));
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("preview"), |ui| {
            self.preview.show(ui, theme, &self.options, size, source.as_ref().map_err(|why| *why));
        });
        let source = source.ok();
        let foot = Rect::from_min_max(pos2(full.left(), full.bottom() - FOOT + 4.0), full.max);
        let again = std::mem::replace(&mut self.entered, Entered::No);
        let entered = if is_enter || again == Entered::Yes { Entered::Yes } else { entered };
        let foot = ui.scope_builder(UiBuilder::new().max_rect(foot).id_salt("foot"), |ui| {
            let (writer, said) = (self.writer.as_ref(), &self.said);
            let (format, is_ready) = (self.options.file_format(), source.is_some());
            let foot = Foot { theme, format, is_ready, entered, writer, said };
            foot_ui(ui, &foot, &mut self.place, &mut self.focus)
        });
        let (mut wish, is_typed) = foot.inner;
        if is_typed {
            self.said = Said::Nothing;
            let before = self.options.file_format();
            let format = self.place.format(before).unwrap_or(before);
            self.options.set_file_format(format);
            if format != before && wish == Wish::Export {
                // Typed and entered within one frame.
                (wish, self.entered) = (Wish::Nothing, Entered::Yes);
                ui.ctx().request_repaint();
            }
        }
        self.heed(session, wish, source, size)
    }

    fn options_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, left: Rect) -> Entered {
        let Self { options, adding, focused, .. } = self;
        let builder = UiBuilder::new().max_rect(left).id_salt("options");
        let shown = ui.scope_builder(builder, |ui| {
            let area = ScrollArea::vertical().auto_shrink([false, false]).max_height(left.height());
            area.show(ui, |ui| {
                // The bar beside it takes nothing away.
                ui.set_max_width(left.width() - 16.0);
                let entered = match options.sort {
                    Sort::Picture => groups_ui(ui, session, theme, options, adding),
                    Sort::Brief => brief_ui(ui, session, theme, options),
                    Sort::Data => data_ui(ui, session, theme, options),
                };
                follow_focus(ui, focused);
                entered
            })
        });
        shown.inner.inner
    }

    /// Does what was asked for; returns whether the dialog is done.
    fn heed(&mut self, session: &Session, wish: Wish, source: Option<Source>, size: Option<PictureSize>) -> bool {
        match (wish, source, size) {
            (Wish::Cancel, _, _) if self.is_writing() => self.give_up(),
            (Wish::Cancel, _, _) => return true,
            (Wish::Export, Some(source), Some(size)) => self.export(session, source, size),
            (Wish::Copy, Some(source), Some(size)) => match copying::Order::of(source, &self.options, size) {
                Ok(order) => {
                    self.copying = Some(order);
                    self.said = Said::Done("Copying the picture…".to_owned());
                }
                Err(words) => self.said = Said::Fault(words),
            },
            (Wish::Nothing | Wish::Export | Wish::Copy, _, _) => {}
        }
        false
    }

    /// Begins to write, or says first that a file would be replaced.
    fn export(&mut self, session: &Session, source: Source, size: PictureSize) {
        self.said = Said::Nothing;
        let format = self.options.file_format();
        if self.place.is_surprising(format) {
            self.place.tell(format);
            return;
        }
        let order = Order {
            laid: self.preview.laid(source.number),
            source,
            options: self.options.clone(),
            size,
            record: session.record().clone(),
            path: self.place.path(format),
            over: if self.place.is_told(format) { Over::Replace } else { Over::Keep },
        };
        self.writer = Some(Writer::begin(order));
    }
}

/// Brings what the focus has come to among the options into sight, once.
fn follow_focus(ui: &Ui, last: &mut Option<Id>) {
    let focused = ui.memory(|memory| memory.focused());
    if focused == *last {
        return;
    }
    *last = focused;
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if let Some(response) = response.filter(|response| ui.min_rect().contains_rect(response.rect)) {
        ui.scroll_to_rect(response.rect.expand(8.0), None);
    }
}
