//! The foot of the dialog: where the file goes, what is to be said of that, and what can be done.

use egui::{Align, Button, Label, Layout, ProgressBar, RichText, TextEdit, Ui, vec2};

use super::groups::{Entered, is_entered, rim_ui};
use super::place::{Desktop, Place};
use super::sorts::{FileFormat, Sort};
use super::writing::Writer;
use crate::export::Format;
use crate::io::Standing;
use crate::kit::{boxed, capitalized, quoted};
use crate::scene::Theme;
use crate::ui::style::color;
use crate::ui::timeline::mark_all;
use crate::ui::watching::LOOK;

/// Room for the button that asks the desktop, in points.
const CHOOSE: f32 = 84.0;
/// Width of the bar that tells how far a picture has come, in points.
const BAR: f32 = 220.0;

/// Whether the path shall get the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    /// With all of it marked, so that what is typed takes its place.
    Wanted,
    /// It stays where it is.
    Kept,
}

/// What the foot needs to know.
pub(super) struct Foot<'a> {
    pub theme: &'a Theme,
    pub format: FileFormat,
    /// Whether there is something to write.
    pub is_ready: bool,
    /// Whether Enter was pressed elsewhere in the dialog.
    pub entered: Entered,
    /// What goes on.
    pub writer: Option<&'a Writer>,
    /// What is to be said: what went wrong, or that a picture was copied.
    pub said: &'a Said,
}

/// What there is to say.
#[derive(Debug, Default)]
pub(super) enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// That something is done.
    Done(String),
    /// What went wrong.
    Fault(String),
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// To write the file.
    Export,
    /// To copy the picture.
    Copy,
    /// To give up what goes on, or to close the dialog.
    Cancel,
}

/// Whether the picture can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Can {
    Export,
    /// Something is still to be mended, or goes on.
    Wait,
}

/// Shows the foot; returns what was asked for, and whether something was typed.
pub(super) fn foot_ui(ui: &mut Ui, foot: &Foot<'_>, place: &mut Place, focus: &mut Focus) -> (Wish, bool) {
    let taken = desktop(ui, place);
    let (is_typed, is_entered) = path_ui(ui, foot, place, focus);
    // A path that was chosen asks for a format by its ending as one that was typed does.
    let is_changed = is_typed || taken == Taken::Path;
    let is_asked = is_entered || foot.entered == Entered::Yes;
    if is_asked {
        place.look_again();
    }
    let fault = place.fault(foot.format);
    says_ui(ui, foot, place, fault);
    ui.add_space(8.0);
    let can_export = foot.is_ready && fault.is_none() && foot.writer.is_none();
    if is_asked && !can_export && foot.writer.is_none() {
        // So that it can be mended.
        *focus = Focus::Wanted;
    }
    let wish = ui.horizontal(|ui| buttons_ui(ui, foot, place, if can_export { Can::Export } else { Can::Wait })).inner;
    match wish {
        Wish::Nothing if is_asked && can_export => (Wish::Export, is_changed),
        wish => (wish, is_changed),
    }
}

fn buttons_ui(ui: &mut Ui, foot: &Foot<'_>, place: &Place, can: Can) -> Wish {
    let mut wish = Wish::Nothing;
    let can_export = can == Can::Export;
    let name = if place.is_told(foot.format) && is_there(place) { "Replace" } else { "Export" };
    let (fill, ink) = if can_export { (foot.theme.ink, foot.theme.panel) } else { (foot.theme.chip, foot.theme.muted) };
    let button = Button::new(RichText::new(name).color(color(ink))).fill(color(fill));
    if ui.add_enabled(can_export, button).on_hover_text("Writes the file (Enter)").clicked() {
        wish = Wish::Export;
    }
    let is_picture = foot.format.sort() == Sort::Picture;
    let can_copy = is_picture && foot.is_ready && foot.writer.is_none();
    let copy = ui.add_enabled(can_copy, Button::new("Copy"));
    let copy = if is_picture { copy } else { copy.on_disabled_hover_text("Only a picture can be copied") };
    if copy.on_hover_text("Puts the picture on the clipboard, in pixels").clicked() {
        wish = Wish::Copy;
    }
    if ui.button("Cancel").clicked() {
        wish = Wish::Cancel;
    }
    if let Some(writer) = foot.writer {
        ui.ctx().request_repaint_after(LOOK);
        ui.add_space(8.0);
        match foot.format {
            FileFormat::Picture(Format::Png) => {
                let bar = ProgressBar::new(writer.reins.done()).desired_width(BAR).desired_height(8.0);
                ui.add(bar.fill(color(foot.theme.ink)));
            }
            FileFormat::Picture(Format::Svg | Format::Pdf) | FileFormat::Brief(_) | FileFormat::Data(_) => {
                drop(ui.spinner());
            }
        }
        let words = match foot.format.sort() {
            Sort::Picture => "Writing the picture…",
            Sort::Brief => "Writing the brief…",
            Sort::Data => "Writing the data…",
        };
        ui.label(RichText::new(words).small().color(color(foot.theme.muted)));
    }
    wish
}

fn is_there(place: &Place) -> bool {
    place.held() == Some(Standing::File)
}

/// Shows the field for the path; returns whether it was changed, and whether Enter was pressed in it.
fn path_ui(ui: &mut Ui, foot: &Foot<'_>, place: &mut Place, focus: &mut Focus) -> (bool, bool) {
    let line =
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 24.0), Layout::left_to_right(Align::Center), |ui| {
            let label = ui.label("File");
            let width = (ui.available_width() - CHOOSE - ui.spacing().item_spacing.x).max(80.0);
            let field = ui.add(TextEdit::singleline(&mut place.text).desired_width(width)).labelled_by(label.id);
            rim_ui(ui, foot.theme, &field);
            if *focus == Focus::Wanted {
                field.request_focus();
                mark_all(ui, &field, &place.text);
                *focus = Focus::Kept;
            }
            let is_asked = matches!(place.desktop, Desktop::Asked(_));
            if ui.add_enabled(!is_asked, Button::new("Choose…").min_size(vec2(CHOOSE, 24.0))).clicked() {
                place.ask_desktop(foot.format);
            }
            field
        });
    (line.inner.changed(), is_entered(ui, &line.inner))
}

/// What came from the dialog of the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Nothing,
    Path,
}

/// Takes the path that the desktop names.
fn desktop(ui: &Ui, place: &mut Place) -> Taken {
    let Desktop::Asked(job) = &place.desktop else { return Taken::Nothing };
    if !job.is_done() {
        ui.ctx().request_repaint_after(LOOK);
        return Taken::Nothing;
    }
    let Desktop::Asked(job) = std::mem::take(&mut place.desktop) else { return Taken::Nothing };
    match job.wait() {
        Some(path) => {
            place.take(path);
            Taken::Path
        }
        None => {
            place.desktop = Desktop::Silent;
            Taken::Nothing
        }
    }
}

/// Says what is to be said, on lines whose room is kept.
fn says_ui(ui: &mut Ui, foot: &Foot<'_>, place: &Place, fault: Option<&str>) {
    let negative = foot.theme.negative;
    let name = place.path(foot.format).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (words, ink) = match (foot.said, fault) {
        (Said::Fault(words), _) => (words.clone(), negative),
        (Said::Done(words), _) => (words.clone(), foot.theme.ink),
        (Said::Nothing, Some(fault)) => (fault.to_owned(), negative),
        (Said::Nothing, None) if place.is_told(foot.format) && is_there(place) => {
            (format!("{} is there already; Replace writes over it", boxed(&name)), negative)
        }
        (Said::Nothing, None) if place.format(foot.format).is_none() => {
            (format!("Written as {}", boxed(&name)), foot.theme.muted)
        }
        (Said::Nothing, None) if matches!(place.desktop, Desktop::Silent) => {
            ("Nothing was chosen; if no window came, type the path".to_owned(), foot.theme.muted)
        }
        (Said::Nothing, None) => (String::new(), foot.theme.muted),
    };
    ui.allocate_ui(vec2(ui.available_width(), 32.0), |ui| {
        ui.set_min_height(32.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut lines = words.lines();
        let first = RichText::new(quoted(lines.next().unwrap_or_default())).small().color(color(ink));
        ui.add(Label::new(first).truncate());
        let rest: Vec<String> = lines.map(|line| capitalized(line.strip_prefix("Hint: ").unwrap_or(line))).collect();
        if !rest.is_empty() {
            let rest = quoted(&rest.join(" · "));
            ui.add(Label::new(RichText::new(rest).small().color(color(foot.theme.muted))).truncate());
        }
    });
}
