//! The left panel: nations with their counts, and the legend, which is made from the encoding itself.

use egui::{
    Align, FontFamily, Label, Layout, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::inspector::counted;
use super::sample::sample_ui;
use super::style::color;
use crate::kit::visible;
use crate::scene::{Legend, LegendRow, LegendSection, Target, Theme};
use crate::session::{Command, Session};

/// Nations listed at most, so that the legend stays in sight; the others are on the canvas.
const MOST_NATIONS: usize = 15;

/// Shows nations and legend.
pub fn left_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        nations_ui(ui, session, theme, commands);
        let legend = Legend::of(session.network());
        let sections = [&legend.evidence, &legend.form, &legend.kinds];
        for section in sections.into_iter().filter(|section| !section.rows.is_empty()) {
            ui.add_space(12.0);
            section_ui(ui, session, section, theme);
        }
    });
}

fn title_ui(ui: &mut Ui, words: &str, theme: &Theme) {
    let bold = FontFamily::Name(super::BOLD.into());
    ui.label(RichText::new(words).size(11.0).family(bold).color(color(theme.muted)));
    ui.add_space(4.0);
}

/// Lists the nations, those with the most ties first.
fn nations_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    title_ui(ui, "Nations", theme);
    let network = session.network();
    let mut nations: Vec<(usize, &str, Target)> = network
        .nations()
        .iter()
        .map(|nation| {
            let target = Target::Nation(nation.id.clone());
            (network.n_ties_of(&nation.id), session.document().nation_name(&nation.id), target)
        })
        .collect();
    nations.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    for (n_ties, name, target) in nations.iter().take(MOST_NATIONS) {
        nation_ui(ui, session, theme, &visible(name), *n_ties, target, commands);
    }
    if nations.len() > MOST_NATIONS {
        let words = format!("{} more", nations.len() - MOST_NATIONS);
        ui.label(RichText::new(words).color(color(theme.muted)));
    }
}

fn nation_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    name: &str,
    n_ties: usize,
    target: &Target,
    commands: &mut Vec<Command>,
) {
    // size
    let size = vec2(ui.available_width(), 22.0);
    // allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // interact
    let is_selected = session.selection.targets().contains(target);
    let words = format!("{name}, {}, in the list", counted(n_ties, "tie"));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &words));
    if response.clicked() {
        let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        commands.push(if adds { Command::Toggle(target.clone()) } else { Command::Select(target.clone()) });
    }
    // paint
    let ground = match (is_selected, response.hovered()) {
        (true, _) => Some(theme.selection_ground),
        (false, true) => Some(theme.chip),
        (false, false) => None,
    };
    let row_rect = rect.expand2(vec2(6.0, 0.0));
    if let Some(ground) = ground {
        ui.painter().rect_filled(row_rect, 4, color(ground));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(row_rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    row.add(Label::new(RichText::new(n_ties.to_string()).small().color(color(theme.muted))).selectable(false));
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(name).truncate().selectable(false));
    });
}

fn section_ui(ui: &mut Ui, session: &Session, section: &LegendSection, theme: &Theme) {
    title_ui(ui, section.title, theme);
    for row in &section.rows {
        row_ui(ui, session, row, theme);
    }
}

fn row_ui(ui: &mut Ui, session: &Session, row: &LegendRow, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let kind = row.kind.as_ref().and_then(|id| session.document().kinds.get(id));
    if let Some(kind) = kind {
        let term = if kind.term.is_empty() { String::new() } else { format!("Term {}", visible(&kind.term)) };
        let mut words = vec![visible(&kind.name), visible(&kind.summary), term];
        words.retain(|line| !line.is_empty());
        response.on_hover_text(words.join("\n"));
    }
    let sample = egui::Rect::from_min_size(rect.min, vec2(34.0, rect.height()));
    sample_ui(ui.painter(), sample, &row.sample, theme);
    let mut line = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.with_min_x(sample.max.x + 10.0))
            .layout(Layout::right_to_left(Align::Center)),
    );
    if let Some(n_ties) = row.n_ties {
        line.add(Label::new(RichText::new(n_ties.to_string()).small().color(color(theme.muted))).selectable(false));
    }
    line.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(visible(&row.words)).truncate().selectable(false));
    });
}
