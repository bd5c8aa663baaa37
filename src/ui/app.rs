//! The window: lays out the panels, carries out what they ask for, and starts it all.

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, ThemePreference, Ui, ViewportCommand, vec2};

use super::canvas::canvas_ui;
use super::clipboard::Clipboard;
use super::dialogs::Dialog;
use super::first_steps::FirstStepsCard;
use super::inspector::{Memo, inspector_ui};
use super::install_fonts;
use super::keymap::pressed;
use super::left::{Left, left_ui};
use super::menu::bar_ui;
use super::notice::Notice;
use super::paint::PaintMemo;
use super::style::{color, egui_theme, install_style};
use super::trace::Trace;
use crate::io;
use crate::scene::{Theme, ThemeName};
use crate::session::{Command, Effect, Panel as Beside, Session, ThemeChoice, run};

/// Heights and widths of the panels, in points.
const BAR_HEIGHT: f32 = 44.0;
const LEFT_WIDTH: f32 = 232.0;
const INSPECTOR_WIDTH: f32 = 364.0;

/// The application in its window.
#[derive(Debug)]
pub struct App {
    session: Session,
    dialog: Dialog,
    clipboard: Clipboard,
    notice: Notice,
    trace: Option<Trace>,
    memo: Memo,
    left: Left,
    first_steps: FirstStepsCard,
    painted: PaintMemo,
    light: Theme,
    dark: Theme,
}

impl App {
    /// Returns the application for a context, whose fonts and style it sets.
    pub fn new(context: &egui::Context, session: Session, trace: Option<Trace>) -> Self {
        install_fonts(context);
        install_style(context);
        let [light, dark] = [ThemeName::Light, ThemeName::Dark].map(io::theme);
        let mut dialog = Dialog::default();
        if session.n_problems().errors > 0 {
            dialog = Dialog::problems();
        }
        Self {
            session,
            dialog,
            clipboard: Clipboard::default(),
            notice: Notice::default(),
            trace,
            memo: Memo::default(),
            painted: PaintMemo::default(),
            left: Left::default(),
            first_steps: FirstStepsCard::default(),
            light,
            dark,
        }
    }

    /// Returns the application with the clipboard of the system, which takes more than text.
    fn with_clipboard(self) -> Self {
        Self { clipboard: Clipboard::of_system(), ..self }
    }

    /// Returns the state that the window shows.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Shows one frame and carries out what was asked for in it.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        let mut commands = pressed(ui, self.dialog.takes(), self.session.preferences.letter_keys);
        let theme = match egui_theme(ui.ctx()) {
            ThemeName::Light | ThemeName::Print => self.light.clone(),
            ThemeName::Dark => self.dark.clone(),
        };
        let margin = |x: i8, y: i8| Margin::symmetric(x, y);
        let panel = Frame::new().fill(color(theme.panel)).inner_margin(margin(16, 12));
        let bar = Frame::new().fill(color(theme.bar)).inner_margin(margin(12, 0));
        Panel::top("bar").exact_size(BAR_HEIGHT).frame(bar).show(ui, |ui| {
            bar_ui(ui, &self.session, &[Beside::Left, Beside::Inspector], &theme, &mut commands);
        });
        Panel::left("left").default_size(LEFT_WIDTH).frame(panel).show(ui, |ui| {
            left_ui(ui, &self.session, &mut self.left, &theme, &mut commands);
        });
        let inspector = Frame::new().fill(color(theme.panel));
        let title = Panel::right("inspector")
            .default_size(INSPECTOR_WIDTH)
            .frame(inspector)
            .show(ui, |ui| inspector_ui(ui, &self.session, &mut self.memo, &theme, &mut commands))
            .inner;
        let canvas = Frame::new().fill(color(theme.canvas)).stroke(Stroke::NONE);
        let shown = CentralPanel::default()
            .frame(canvas)
            .show(ui, |ui| {
                let size = ui.available_size();
                self.session.resize(f64::from(size.x), f64::from(size.y));
                let scene = self.session.scene();
                canvas_ui(ui, &self.session, scene, &theme, &mut self.painted, &mut commands)
            })
            .inner;
        self.first_steps.show(ui, &self.session, &shown, &theme, &mut commands);
        self.dialog.show(ui, &self.session, &theme, &mut commands);
        self.notice.show(ui, &theme, shown.rect);
        self.carry_out(ui, commands);
        if let Some(trace) = &mut self.trace {
            trace.frame(&shown, title, &self.session, ui.ctx().pixels_per_point());
        }
    }

    fn carry_out(&mut self, ui: &Ui, commands: Vec<Command>) {
        let has_commands = !commands.is_empty();
        let effects: Vec<Effect> = commands.into_iter().filter_map(|command| run(&mut self.session, command)).collect();
        for effect in effects {
            if let Effect::Copy(citation) = &effect {
                self.clipboard.put(ui.ctx(), citation);
                self.notice.say(ui, "Copied as a cited sentence".to_owned());
            }
            if self.dialog.act(effect).is_break() {
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        }
        if has_commands {
            let preference = match self.session.preferences.theme {
                ThemeChoice::System => ThemePreference::System,
                ThemeChoice::Light => ThemePreference::Light,
                ThemeChoice::Dark => ThemePreference::Dark,
            };
            ui.ctx().set_theme(preference);
            // What was asked for shows in the next frame.
            ui.ctx().request_repaint();
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Returns in one line why no window can be opened, naming what works without one.
pub fn open(session: Session, trace: Option<Trace>) -> Result<(), String> {
    const INSTEAD: &str = "`demarche export --out picture.svg` works without one";
    if cfg!(all(unix, not(target_os = "macos"))) {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set) {
            return Err(format!("there is no display for a window; {INSTEAD}"));
        }
    }
    let title = format!("Démarche: {}", crate::kit::visible(&session.document().manifest.title));
    let viewport = egui::ViewportBuilder::default()
        .with_title(title)
        .with_app_id("demarche")
        .with_inner_size(vec2(1440.0, 900.0))
        .with_min_inner_size(vec2(640.0, 420.0));
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let opening = move || {
        eframe::run_native(
            "demarche",
            options,
            Box::new(|creation| Ok(Box::new(App::new(&creation.egui_ctx, session, trace).with_clipboard()))),
        )
    };
    // A missing system library makes the window library panic; its own words are no help to a reader.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !is_missing_library(info.payload()) {
            hook(info);
        }
    }));
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(opening)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => {
            // The library puts the place in its own source before the cause.
            let words = error.to_string();
            let cause = words.lines().next().and_then(|line| line.rsplit(": ").next()).unwrap_or_default();
            Err(format!("no window can be opened ({cause}); {INSTEAD}"))
        }
        Err(payload) if is_missing_library(&*payload) => Err(format!(
            "no window can be opened: a library is missing (Debian's libxkbcommon-x11-0, libx11-xcb1, libxcursor1 or libxi6); {INSTEAD}"
        )),
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

/// Whether a panic says that a system library could not be loaded.
fn is_missing_library(payload: &dyn std::any::Any) -> bool {
    let words =
        payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    words.is_some_and(|words| words.contains("could not be loaded") || words.contains("xkbcommon"))
}
