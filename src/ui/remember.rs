//! Remembers a person's choices from one start to the next, and says once when it cannot.
//!
//! The file is written at calm moments only: when no pointer button is held, and when the window closes. How large the
//! window is changes with every frame of a drag, so it alone waits for the end.

use std::cell::OnceCell;
use std::rc::Rc;

use egui::{Context, Frame, Label, Margin, Panel, RichText, Sense, Stroke, Ui, vec2};

use super::panels::{Panels, cross};
use super::style::color;
use crate::io::{
    Extent, OpenedSettings, Settings, SettingsFile, SettingsTrouble, Switch, ThemeSetting, TimelineSettings,
    WindowSettings,
};
use crate::kit::{capitalized, quoted};
use crate::scene::Theme;
use crate::session::{FirstSteps, LetterKeys, Preferences, ThemeChoice};

/// What is said to a person who has closed the window already; `None` while there is nothing.
pub type LastWords = Rc<OnceCell<String>>;

/// Keeps a person's choices; without a file, it only follows them.
#[derive(Debug, Default)]
pub struct Keeper {
    file: Option<SettingsFile>,
    window: WindowSettings,
    /// The size of the window in the last frame, in points: only a change is something that a person has chosen.
    last_size: Option<[f32; 2]>,
    /// What was tried to keep last, so that what fails is not tried in every frame.
    tried: Option<Settings>,
    notice: Option<Notice>,
    /// Whether it was said that nothing can be kept.
    said: Said,
    last_words: LastWords,
}

/// What a person has chosen by now, beside the window's own size.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    /// Colors, keys and the card of first steps.
    pub preferences: Preferences,
    /// The panels.
    pub panels: &'a Panels,
    /// The timeline.
    pub timeline: TimelineSettings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Said {
    #[default]
    Nothing,
    ThatNothingIsKept,
}

/// A line for the person, until it is dismissed.
#[derive(Debug)]
struct Notice {
    words: String,
    hint: String,
}

impl Keeper {
    /// Returns what keeps choices in an opened file.
    pub fn new(opened: OpenedSettings, last_words: LastWords) -> Self {
        let OpenedSettings { file, settings, trouble } = opened;
        let mut keeper = Self { file: Some(file), window: settings.window, last_words, ..Self::default() };
        if let Some(trouble) = trouble {
            keeper.say(&trouble);
        }
        keeper
    }

    /// Takes note of the window, and keeps what has changed if the moment is calm.
    pub fn frame(&mut self, context: &Context, chosen: &Chosen<'_>) {
        let (viewport, is_held) = context.input(|input| (input.viewport().clone(), input.pointer.any_down()));
        let size = context.viewport_rect().size().round();
        match (viewport.maximized, viewport.fullscreen, viewport.minimized) {
            (_, _, Some(true)) | (_, Some(true), _) => {}
            (Some(true), _, _) => self.window.extent = Extent::Maximized,
            (_, _, _) => {
                self.window.extent = Extent::Normal;
                let size: [f32; 2] = size.into();
                if self.last_size.replace(size).is_some_and(|last| last != size) {
                    self.window.size = Some(size);
                }
            }
        }
        let settings = self.settings(chosen);
        // The size of the window alone is no reason to write.
        let is_other = |than: &Settings| *than != Settings { window: than.window, ..settings };
        let is_new =
            self.file.as_ref().is_some_and(|file| is_other(file.held())) && self.tried.as_ref().is_none_or(is_other);
        if !is_held && is_new {
            self.keep(&settings);
        }
    }

    /// Keeps everything: the window closes.
    pub fn close(&mut self, chosen: &Chosen<'_>) {
        let settings = self.settings(chosen);
        let said_before = self.said;
        self.keep(&settings);
        if let (Said::Nothing, Said::ThatNothingIsKept, Some(notice)) = (said_before, self.said, &self.notice) {
            let _ = self.last_words.set(format!("{}\n{}", notice.words, notice.hint));
        }
    }

    fn settings(&self, chosen: &Chosen<'_>) -> Settings {
        let Chosen { preferences: Preferences { theme, letter_keys, first_steps }, panels, timeline } = *chosen;
        let [left, inspector] = panels.settings();
        Settings {
            theme: match theme {
                ThemeChoice::System => ThemeSetting::System,
                ThemeChoice::Light => ThemeSetting::Light,
                ThemeChoice::Dark => ThemeSetting::Dark,
            },
            letter_keys: match letter_keys {
                LetterKeys::On => Switch::On,
                LetterKeys::Off => Switch::Off,
            },
            first_steps: match first_steps {
                FirstSteps::Shown => Switch::On,
                FirstSteps::Dismissed => Switch::Off,
            },
            window: self.window,
            left,
            inspector,
            timeline,
        }
    }

    fn keep(&mut self, settings: &Settings) {
        let Some(file) = &mut self.file else { return };
        self.tried = Some(*settings);
        if let Err(trouble) = file.keep(settings)
            && self.said == Said::Nothing
        {
            self.say(&trouble);
        }
    }

    fn say(&mut self, trouble: &SettingsTrouble) {
        match trouble {
            SettingsTrouble::NotKept { .. } => self.said = Said::ThatNothingIsKept,
            SettingsTrouble::SetAside { .. } | SettingsTrouble::Unreadable { .. } | SettingsTrouble::Newer { .. } => {}
        }
        let words = trouble.to_string();
        let (first, rest) = words.split_once('\n').unwrap_or((&words, ""));
        self.notice = Some(Notice { words: capitalized(first), hint: rest.to_owned() });
    }

    /// Shows what is to be said, until the person has dismissed it.
    pub fn notice_ui(&mut self, ui: &mut Ui, theme: &Theme) {
        let Some(notice) = &self.notice else { return };
        let frame = Frame::new().fill(color(theme.bar)).inner_margin(Margin::symmetric(16, 8));
        let shown = Panel::bottom("notice").frame(frame).resizable(false).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let room = ui.available_width() - 32.0;
                ui.vertical(|ui| {
                    ui.set_width(room.max(1.0));
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(Label::new(quoted(&notice.words)).wrap());
                    for line in notice.hint.lines() {
                        ui.add(Label::new(RichText::new(quoted(line)).small().color(color(theme.muted))).wrap());
                    }
                });
                dismiss_ui(ui, theme)
            })
            .inner
        });
        if shown.inner {
            self.notice = None;
        }
    }
}

/// Shows the button that dismisses the line; returns whether it was used.
pub(super) fn dismiss_ui(ui: &mut Ui, theme: &Theme) -> bool {
    // size, allocate
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    // interact
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Dismiss this message"));
    // paint
    if response.hovered() {
        ui.painter().rect_filled(rect, 4, color(theme.chip));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
    }
    cross(ui, rect, Stroke::new(1.5, color(theme.muted)));
    response.clicked()
}

/// Returns the preferences of a session that were remembered.
pub fn preferences(settings: &Settings) -> Preferences {
    Preferences {
        theme: match settings.theme {
            ThemeSetting::System => ThemeChoice::System,
            ThemeSetting::Light => ThemeChoice::Light,
            ThemeSetting::Dark => ThemeChoice::Dark,
        },
        letter_keys: match settings.letter_keys {
            Switch::On => LetterKeys::On,
            Switch::Off => LetterKeys::Off,
        },
        first_steps: match settings.first_steps {
            Switch::On => FirstSteps::Shown,
            Switch::Off => FirstSteps::Dismissed,
        },
    }
}
