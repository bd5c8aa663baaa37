//! The options of a picture in groups, and the small widgets that they are made of.

use egui::{Button, Checkbox, ComboBox, FontFamily, Key, Label, Response, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::beside::Adding;
use super::options::{Look, Measure, Options, SCALES, Unit, judgment};
use crate::export::{Format, Ground, Letters};
use crate::scene::{Orientation, Paper, Part, Theme, ThemeName};
use crate::session::{Content, Reach, Session};
use crate::ui::style::color;

/// Width of a field for pixels, in points.
const PIXELS: f32 = 64.0;
/// Room above a group, in points.
const ABOVE: f32 = 14.0;

/// Whether something can be chosen, and if not, why.
pub(super) type Reason = Result<(), &'static str>;

/// Whether Enter was pressed in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entered {
    /// It was.
    Yes,
    /// It was not.
    No,
}

/// Shows all options; says whether Enter was pressed in one of their fields.
pub(super) fn groups_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    options: &mut Options,
    adding: &mut Adding,
) -> Entered {
    format_ui(ui, theme, options);
    what_ui(ui, session, theme, options);
    let mut entered = size_ui(ui, theme, options);
    look_ui(ui, theme, &mut options.look);
    if ui.scope(|ui| parts_ui(ui, session, theme, options)).inner == Entered::Yes {
        entered = Entered::Yes;
    }
    heading_ui(ui, theme, "Several side by side");
    adding.show(ui, session, theme, &mut options.of.beside);
    ui.add_space(ABOVE);
    entered
}

fn format_ui(ui: &mut Ui, theme: &Theme, options: &mut Options) {
    title_ui(ui, theme, "Format");
    let formats =
        [(Format::Png, "PNG"), (Format::Svg, "SVG"), (Format::Pdf, "PDF")].map(|(it, name)| (it, name, Ok(())));
    choices_ui(ui, "Format", &mut options.format, &formats);
    let is_text = if options.format == Format::Png { Err("A PNG is made of pixels") } else { Ok(()) };
    let letters =
        [(Letters::Embedded, "Text, font embedded", is_text), (Letters::Outlined, "Shapes of letters", is_text)];
    choices_ui(ui, "Letters", &mut options.look.letters, &letters);
}

fn what_ui(ui: &mut Ui, session: &Session, theme: &Theme, options: &mut Options) {
    heading_ui(ui, theme, "What");
    let is_selected = match session.selection.is_empty() {
        true => Err("Nothing is selected"),
        false => Ok(()),
    };
    let contents = [
        (Content::View, "This view", Ok(())),
        (Content::Selection, "Selection", is_selected),
        (Content::Everything, "Everything", Ok(())),
    ];
    choices_ui(ui, "What", &mut options.of.content, &contents);
    let words = match options.of.content {
        Content::View => "What is seen: day, filter, selection, comparison",
        Content::Selection => "What is selected, with its neighbors",
        Content::Everything => "All ties of the day, whatever the filter",
    };
    small_ui(ui, theme, words);
    let is_alone = match options.of.beside.is_empty() {
        true => Ok(()),
        false => Err("Several pictures side by side are always fitted"),
    };
    let reaches = [(Reach::Fitted, "Fitted", is_alone), (Reach::Visible, "Visible part of the canvas", is_alone)];
    choices_ui(ui, "How much", &mut options.of.reach, &reaches);
}

/// Shows the size and what is wrong with it; says whether Enter was pressed in one of its fields.
fn size_ui(ui: &mut Ui, theme: &Theme, options: &mut Options) -> Entered {
    heading_ui(ui, theme, "Size");
    let mut entered = Entered::No;
    let fault = options.size().err();
    let is_png = options.format == Format::Png;
    let Measure { unit, paper, orientation, sides: [width, height], scale } = &mut options.measure;
    choices_ui(ui, "Size in", unit, &[(Unit::Pixels, "Pixels", Ok(())), (Unit::Paper, "Paper", Ok(()))]);
    match unit {
        Unit::Paper => {
            sheet_ui(ui, paper, orientation);
        }
        Unit::Pixels => {
            let line = ui.horizontal(|ui| {
                let width = pixels_ui(ui, theme, "Width in pixels", width);
                ui.label("×");
                [width, pixels_ui(ui, theme, "Height in pixels", height)]
            });
            if line.inner.iter().any(|field| is_entered(ui, field)) {
                entered = Entered::Yes;
            }
        }
    }
    let can_scale = if is_png { Ok(()) } else { Err("Only a PNG has pixels") };
    let scales =
        SCALES.map(|scale| (scale, ["", "1×", "2×", "", "4×"].get(scale as usize).copied().unwrap_or(""), can_scale));
    choices_ui(ui, "Sharpness", scale, &scales);
    for (idx, line) in fault.iter().flat_map(|fault| fault.lines()).enumerate() {
        let ink = if idx == 0 { theme.negative } else { theme.muted };
        let line = crate::kit::capitalized(line.strip_prefix("Hint: ").unwrap_or(line));
        ui.add(Label::new(RichText::new(line).small().color(color(ink))).wrap());
    }
    entered
}

/// Shows which paper it has, and which side of that is up.
pub(super) fn sheet_ui(ui: &mut Ui, paper: &mut Paper, orientation: &mut Orientation) {
    ui.horizontal(|ui| {
        paper_ui(ui, paper);
        let can_turn = if *paper == Paper::Slide { Err("A slide is always broad") } else { Ok(()) };
        let sides = [(Orientation::Landscape, "Landscape", can_turn), (Orientation::Portrait, "Portrait", can_turn)];
        choices_ui(ui, "Side up", orientation, &sides);
    });
}

fn paper_ui(ui: &mut Ui, paper: &mut Paper) {
    let said = format!("Paper: {}", paper.name());
    let list = ComboBox::from_id_salt("paper").selected_text(paper.name()).width(88.0).show_ui(ui, |ui| {
        for one in Paper::ALL {
            let line = ui.selectable_value(paper, one, one.name());
            line.widget_info(|| WidgetInfo::labeled(Role::Button, true, one.name()));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
}

fn pixels_ui(ui: &mut Ui, theme: &Theme, name: &str, text: &mut String) -> Response {
    let field = ui.add(TextEdit::singleline(text).desired_width(PIXELS).char_limit(8));
    rim_ui(ui, theme, &field);
    field.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*text, &*text, "");
        info.label = Some(name.to_owned());
        info
    });
    field
}

fn look_ui(ui: &mut Ui, theme: &Theme, look: &mut Look) {
    heading_ui(ui, theme, "Look");
    colors_ui(ui, look, Ok(()));
    let mut is_transparent = look.ground == Ground::Transparent;
    if check_ui(ui, theme, &mut is_transparent, "Transparent ground").changed() {
        look.ground = if is_transparent { Ground::Transparent } else { Ground::Filled };
    }
}

/// Shows which colors it has; or why it has none.
pub(super) fn colors_ui(ui: &mut Ui, look: &mut Look, reason: Reason) {
    let themes = [(ThemeName::Light, "Light"), (ThemeName::Dark, "Dark"), (ThemeName::Print, "Print")];
    choices_ui(ui, "Colors", &mut look.theme, &themes.map(|(it, name)| (it, name, reason)));
}

/// Shows what can be on the picture; says whether Enter was pressed in the headline.
fn parts_ui(ui: &mut Ui, session: &Session, theme: &Theme, options: &mut Options) -> Entered {
    heading_ui(ui, theme, "On the picture");
    let mut entered = Entered::No;
    ui.spacing_mut().item_spacing.y = 1.0;
    for part in Part::ALL {
        let mut is_on = options.parts.has(part);
        let name = if part == Part::Headline { "Headline" } else { part.name() };
        if check_ui(ui, theme, &mut is_on, name).changed() {
            let parts = options.parts.clone();
            options.parts = if is_on { parts.with(part) } else { parts.without(part) };
        }
        if part == Part::Headline {
            let judgment = judgment(session);
            let mut words = options.headline.clone().unwrap_or_else(|| judgment.to_owned());
            let hint = "One sentence over it; a named view brings its own";
            let field = TextEdit::singleline(&mut words).hint_text(hint).desired_width(f32::INFINITY).char_limit(400);
            let field = ui.add_enabled(is_on, field);
            rim_ui(ui, theme, &field);
            field.widget_info(|| {
                let mut info = WidgetInfo::text_edit(is_on, &words, &words, hint);
                info.label = Some("Words of the headline".to_owned());
                info
            });
            if field.changed() {
                options.headline = Some(words).filter(|words| words != judgment);
            }
            if is_entered(ui, &field) {
                entered = Entered::Yes;
            }
        }
    }
    entered
}

/// Whether Enter was pressed in a field of one line.
pub(super) fn is_entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Shows where a field is that has not the focus.
pub(super) fn rim_ui(ui: &Ui, theme: &Theme, field: &Response) {
    if !field.has_focus() {
        let rim = egui::Stroke::new(1.0, color(theme.line));
        ui.painter().rect_stroke(field.rect, 4, rim, egui::StrokeKind::Inside);
    }
}

/// Shows what is to be read second.
pub(super) fn small_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    ui.add(Label::new(RichText::new(words).small().color(color(theme.muted))).wrap());
}

/// Shows what a group is called, with room above.
pub(super) fn heading_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    ui.add_space(ABOVE);
    title_ui(ui, theme, words);
}

/// Shows what the first group is called.
pub(super) fn title_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    let bold = FontFamily::Name(crate::ui::BOLD.into());
    ui.label(RichText::new(words).family(bold).size(11.0).color(color(theme.muted)));
}

/// Shows a box to be checked, with a rim that is seen.
fn check_ui(ui: &mut Ui, theme: &Theme, is_on: &mut bool, words: &str) -> Response {
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, color(theme.faint));
        ui.add(Checkbox::new(is_on, words))
    })
    .inner
}

/// Shows choices beside each other, of which one is on; what cannot be chosen says why.
pub(super) fn choices_ui<T: Copy + PartialEq>(ui: &mut Ui, group: &str, chosen: &mut T, choices: &[(T, &str, Reason)]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (choice, words, reason) in choices {
            let is_on = chosen == choice;
            let button = ui.add_enabled(reason.is_ok(), Button::selectable(is_on, *words));
            let said = format!("{group}: {words}");
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, reason.is_ok(), is_on, &said));
            let button = match reason {
                Ok(()) => button,
                Err(why) => button.on_disabled_hover_text(*why),
            };
            if button.clicked() {
                *chosen = *choice;
            }
        }
    });
}
