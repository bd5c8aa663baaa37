//! Turns a theme into egui's style: colors, type scale, spacing on a 4-point grid.

use egui::epaint::Shadow;
use egui::style::{Selection, WidgetVisuals};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Visuals, vec2};

use super::fonts::BOLD;
use crate::io;
use crate::scene::{Color, Theme, ThemeName};

/// Returns a color of the theme for egui.
pub fn color(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// Returns the theme that the window has at the moment.
pub fn egui_theme(context: &egui::Context) -> ThemeName {
    match context.theme() {
        egui::Theme::Light => ThemeName::Light,
        egui::Theme::Dark => ThemeName::Dark,
    }
}

/// Gives egui's light and dark styles the colors and sizes of ours.
pub fn install_style(context: &egui::Context) {
    context.options_mut(|options| {
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
        // For desktops that do not say whether they are light or dark.
        options.fallback_theme = egui::Theme::Light;
    });
    context.set_style_of(egui::Theme::Light, style(&io::theme(ThemeName::Light), Visuals::light()));
    context.set_style_of(egui::Theme::Dark, style(&io::theme(ThemeName::Dark), Visuals::dark()));
}

/// Returns the style of a theme.
fn style(theme: &Theme, base: Visuals) -> Style {
    let mut style = Style { visuals: visuals(theme, base), ..Style::default() };
    let bold = FontFamily::Name(BOLD.into());
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(12.0)),
        (TextStyle::Body, FontId::proportional(13.0)),
        (TextStyle::Button, FontId::proportional(13.0)),
        (TextStyle::Monospace, FontId::monospace(12.0)),
        (TextStyle::Heading, FontId::new(18.0, bold)),
    ]
    .into();
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.button_padding = vec2(8.0, 4.0);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.interact_size = vec2(32.0, 24.0);
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.selectable_labels = true;
    style
}

fn visuals(theme: &Theme, base: Visuals) -> Visuals {
    let [ink, muted, line] = [theme.ink, theme.muted, theme.line].map(color);
    let [panel, chip, bar, canvas] = [theme.panel, theme.chip, theme.bar, theme.canvas].map(color);
    let widget = |fill: Color32, stroke: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, stroke),
        corner_radius: CornerRadius::same(4),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    let mut visuals = base;
    visuals.widgets.noninteractive = widget(panel, line, ink);
    visuals.widgets.inactive = WidgetVisuals { bg_stroke: Stroke::NONE, ..widget(chip, line, ink) };
    visuals.widgets.hovered = widget(chip, color(theme.faint), ink);
    visuals.widgets.active = widget(color(theme.selection_ground), color(theme.selection_edge), ink);
    visuals.widgets.open = widget(chip, line, ink);
    visuals.selection = Selection { bg_fill: color(theme.selection_ground), stroke: Stroke::new(1.0, ink) };
    visuals.weak_text_color = Some(muted);
    visuals.hyperlink_color = ink;
    visuals.faint_bg_color = bar;
    visuals.extreme_bg_color = canvas;
    visuals.code_bg_color = chip;
    visuals.warn_fg_color = ink;
    visuals.error_fg_color = color(theme.negative);
    visuals.window_fill = panel;
    visuals.panel_fill = panel;
    visuals.window_stroke = Stroke::new(1.0, line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) };
    visuals.popup_shadow = visuals.window_shadow;
    visuals
}
