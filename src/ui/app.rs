//! The window: lays out the panels and carries out what they ask for.

mod exporting;
mod files;
mod recovery;

use egui::{CentralPanel, Context, Frame, Margin, Rect, ThemePreference, Ui, Vec2, ViewportCommand, pos2, vec2};

use self::exporting::Taking;
use super::canvas::{CanvasState, Shown, canvas_ui};
use super::clipboard::Clipboard;
use super::dialogs::Dialog;
use super::filing::Custody;
use super::find::Find;
use super::first_steps::FirstStepsCard;
use super::history::HistoryList;
use super::inspector::{Memo, Read, inspector_ui, scroll_by_keys};
use super::install_fonts;
use super::keymap::{Takes, pressed};
use super::left::{Left, left_ui};
use super::lines::{About, Asked, Lines};
use super::menu::bar_ui;
use super::notice::Notice;
use super::panels::{Over, Panels, over_ui};
use super::rail::rail_ui;
use super::regions::{Region, Regions};
use super::remember::{Chosen, Keeper, LastWords, preferences};
use super::room::{Berth, Room};
use super::style::{color, egui_theme, install_style};
use super::timeline::{self, SeenDays, TimelineState, timeline_ui};
use super::trace::{ShownRoom, Trace};
use super::watching::{Followed, Watching};
use crate::io::{self, OpenedSettings, Settings};
use crate::model::{EntryId, HypothesisId, ViewChange};
use crate::scene::{Theme, ThemeName};
use crate::session::forms::{NewRecord, Sort, Thing};
use crate::session::{Command, Edits, Effect, Keeping, Next, Panel, Session, ThemeChoice, run};

/// Height of the bar, in points.
const BAR_HEIGHT: f32 = 44.0;

/// The application in its window.
#[derive(Debug)]
pub struct App {
    session: Session,
    dialog: Dialog,
    /// The one that comes back after it.
    behind: Dialog,
    clipboard: Clipboard,
    notice: Notice,
    panels: Panels,
    keeper: Keeper,
    trace: Option<Trace>,
    parts: Parts,
    themes: Themes,
    /// The title that the window has.
    title: Option<String>,
}

/// What the parts of the window keep from one frame to the next.
#[derive(Debug, Default)]
struct Parts {
    left: Left,
    canvas: CanvasState,
    timeline: TimelineState,
    inspector: Memo,
    first_steps: FirstStepsCard,
    custody: Custody,
    taking: Taking,
    lines: Lines,
    find: Find,
    regions: Regions,
    history: HistoryList,
}

/// The colors of the window.
#[derive(Debug)]
struct Themes {
    light: Theme,
    dark: Theme,
}

impl Themes {
    fn of(&self, name: ThemeName) -> &Theme {
        match name {
            ThemeName::Light | ThemeName::Print => &self.light,
            ThemeName::Dark => &self.dark,
        }
    }
}

impl App {
    /// Returns the application for a context, whose fonts and style it sets. It remembers nothing.
    pub fn new(context: &Context, session: Session, trace: Option<Trace>) -> Self {
        install_fonts(context);
        install_style(context);
        let [light, dark] = [ThemeName::Light, ThemeName::Dark].map(io::theme);
        let mut dialog = Dialog::default();
        if session.n_problems().errors > 0 {
            dialog = Dialog::problems();
        }
        let (panels, keeper) = (Panels::default(), Keeper::default());
        set_theme(context, session.preferences.theme);
        let (clipboard, notice, parts) = (Clipboard::default(), Notice::default(), Parts::default());
        let themes = Themes { light, dark };
        let behind = Dialog::Closed;
        Self { session, dialog, behind, clipboard, notice, panels, keeper, trace, parts, themes, title: None }
    }

    /// Returns the application with the choices that were remembered, which it keeps from now on.
    ///
    /// `last_words` takes what is to be said to a person when the window is closed already.
    pub fn remembering(mut self, context: &Context, opened: OpenedSettings, last_words: LastWords) -> Self {
        self.session.preferences = preferences(&opened.settings);
        self.panels.restore(opened.settings.left, opened.settings.inspector);
        self.parts.timeline = TimelineState::restored(opened.settings.timeline);
        self.keeper = Keeper::new(opened, last_words);
        set_theme(context, self.session.preferences.theme);
        self
    }

    /// Returns the application of an atlas whose files it follows from now on.
    pub fn watching(mut self, context: &Context, watching: Watching) -> Self {
        watching.shown_in(context);
        watching.tell_holder(&mut self.parts.lines);
        self.parts.custody.watching = watching;
        self
    }

    /// Returns the application with the clipboard of the system, which takes more than text.
    pub(super) fn with_clipboard(self) -> Self {
        Self { clipboard: Clipboard::of_system(), ..self }
    }

    /// Returns the state that the window shows.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Keeps what is to be remembered; for when the window closes.
    pub fn close(&mut self) {
        let Self { keeper, session, panels, parts, .. } = self;
        parts.custody.watching.close(session, &mut parts.lines);
        parts.taking.close();
        keeper.close(&chosen(session, panels, parts));
    }

    /// Shows one frame and carries out what was asked for in it.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        self.follow_files(ui);
        self.file_away(ui);
        self.parts.inspector.forms().take_keys(ui);
        let takes = self.parts.find.takes().unwrap_or(self.dialog.takes());
        let letters = self.session.preferences.letter_keys;
        let mut commands = pressed(ui, takes, letters, |id| self.parts.canvas.holds(id));
        if takes == Takes::All {
            scroll_by_keys(ui, &mut self.parts.inspector, |id| self.parts.canvas.holds(id));
            timeline::space(ui, &mut self.parts.timeline, |id| self.parts.canvas.holds(id), &mut commands);
        }
        timeline::elapse(ui, &self.session, &mut commands);
        let theme = self.themes.of(egui_theme(ui.ctx())).clone();
        let window = ui.max_rect();
        let room = self.panels.room(window.width());
        self.panels.follow(&self.session, room, window.width());
        let bar = Frame::new().fill(color(theme.bar)).inner_margin(Margin::symmetric(12, 0));
        self.parts.regions.begin();
        egui::Panel::top("bar").exact_size(BAR_HEIGHT).frame(bar).show(ui, |ui| {
            self.parts.regions.region_ui(ui, Region::Bar, ui.max_rect(), None);
            let timeline = &mut self.parts.timeline;
            bar_ui(ui, &self.session, &self.panels.seen(room), timeline, &theme, &mut commands);
        });
        self.keeper.notice_ui(ui, &theme);
        let timeline = self.timeline_room(ui, window.size(), &theme);
        let beside = self.beside_ui(ui, &theme, room, &mut commands);
        // Without a fill: the window is cleared with the color of the canvas, which costs less than painting it.
        let shown = CentralPanel::default()
            .frame(Frame::NONE)
            .show(ui, |ui| {
                let size = ui.available_size();
                let own = self.parts.canvas.id();
                self.parts.regions.region_ui(ui, Region::Canvas, ui.max_rect(), own);
                self.session.resize(f64::from(size.x), f64::from(size.y));
                let scene = self.session.scene();
                canvas_ui(ui, &self.session, scene, &mut self.parts.canvas, &theme, &mut commands)
            })
            .inner;
        self.parts.regions.region_ui(ui, Region::Timeline, timeline, Some(timeline::bar_id()));
        let days =
            timeline_ui(ui, timeline, &self.session, window.size(), &mut self.parts.timeline, &theme, &mut commands);
        self.panels.edges_ui(ui, &theme, room, shown.rect);
        self.panels.give_way(&mut commands, room);
        let over = self.over_ui(ui, &theme, room, shown.rect, &mut commands);
        self.parts.first_steps.show(ui, &self.session, &shown, &theme, &mut commands);
        self.lines_over_ui(ui, &theme, room, &shown, &mut commands);
        self.take_away(ui);
        let asked = self.dialog_ui(ui, &theme, &mut commands);
        self.answer(ui, asked);
        self.parts.find.show(ui, &self.session, &theme, &mut commands);
        self.parts.history.show(ui, &self.session, &theme, shown.rect, &mut commands);
        self.notice.show(ui, &theme, shown.rect, &mut commands);
        self.panels.heed(&commands);
        self.carry_out(ui, window.width(), commands);
        self.keep_journal(ui);
        self.keeper.frame(ui.ctx(), &chosen(&self.session, &self.panels, &self.parts));
        let read = beside.or(over).unwrap_or_default();
        self.write_trace(ui, &shown, read, (window.size(), room, timeline, days));
    }

    /// Writes the trace of a frame, where one is wanted.
    fn write_trace(&mut self, ui: &Ui, shown: &Shown, read: Read, seen: (Vec2, Room, Rect, SeenDays)) {
        let Some(trace) = &mut self.trace else { return };
        let (window, room, timeline, days) = seen;
        let Custody { filing, journaling, .. } = &self.parts.custody;
        let focused = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
        let shown_room = ShownRoom {
            focused: focused.map(|response| response.rect),
            window,
            room,
            panels: &self.panels,
            timeline,
            days,
            lines: self.parts.lines.words(),
            journaled: journaling.counts(),
            dialog: self.dialog.name(),
            filing: filing.in_words(),
        };
        trace.frame(shown, read, &self.session, &shown_room, ui.ctx().pixels_per_point());
    }

    /// Keeps room for the timeline below all else; returns where. It is shown after the canvas, so that Tab comes to it then.
    fn timeline_room(&self, ui: &mut Ui, window: Vec2, theme: &Theme) -> Rect {
        let height = timeline::height(window, &self.parts.timeline);
        let panel = egui::Panel::bottom("timeline").exact_size(height).resizable(false).show_separator_line(false);
        panel.frame(Frame::new().fill(color(theme.bar))).show(ui, |ui| ui.max_rect()).inner
    }

    /// Shows what stands beside the canvas; returns what can be read in the inspector, if it stands there.
    fn beside_ui(&mut self, ui: &mut Ui, theme: &Theme, room: Room, commands: &mut Vec<Command>) -> Option<Read> {
        let ground = Frame::new().fill(color(theme.panel));
        match room.left {
            Berth::Beside { width, .. } => {
                let frame = ground.inner_margin(Margin::symmetric(16, 12));
                egui::Panel::left("left").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
                    self.parts.regions.region_ui(ui, Region::Left, ui.max_rect(), None);
                    left_ui(ui, &self.session, &mut self.parts.left, theme, commands);
                });
            }
            Berth::Rail { width, .. } => {
                let (frame, over) = (ground.inner_margin(Margin::symmetric(4, 8)), self.panels.over(Panel::Left));
                egui::Panel::left("rail").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
                    self.parts.regions.region_ui(ui, Region::Left, ui.max_rect(), None);
                    rail_ui(ui, &self.session, &mut self.parts.left, theme, over, commands);
                });
            }
            Berth::Hidden | Berth::Over { .. } => {}
        }
        let Berth::Beside { width, .. } = room.inspector else { return None };
        let panel = egui::Panel::right("inspector").exact_size(width).resizable(false).frame(ground);
        let Self { session, parts: Parts { lines, inspector, regions, .. }, .. } = self;
        let shown = panel.show(ui, |ui| {
            let place = ui.max_rect();
            regions.region_ui(ui, Region::Inspector, place, None);
            let asked = lines.head_ui(ui, session, theme, commands);
            let read = inspector_ui(ui, session, inspector, theme, commands);
            regions.ring_ui(ui, Region::Inspector, place, theme);
            (asked, read)
        });
        let (asked, read) = shown.inner;
        self.answer(ui, asked);
        Some(read)
    }

    /// Shows over the canvas what there is to say, where no inspector stands beside it to say it.
    fn lines_over_ui(&mut self, ui: &Ui, theme: &Theme, room: Room, shown: &Shown, commands: &mut Vec<Command>) {
        if matches!(room.inspector, Berth::Beside { .. }) {
            return;
        }
        let bare = self.bare(room, shown.rect);
        let Self { session, parts: Parts { lines, first_steps, .. }, .. } = self;
        let asked = lines.show_over(ui, session, theme, (shown, bare), first_steps.rect(), commands);
        self.answer(ui, asked);
    }

    /// Does with the files what was asked for, if anything was.
    fn answer(&mut self, ui: &Ui, asked: Option<Asked>) {
        let Some(asked) = asked else { return };
        let followed = self.parts.custody.watching.answer(asked, &mut self.session, &mut self.parts.lines);
        self.tell(ui, followed);
    }

    /// Returns the part of the canvas over which no panel lies.
    fn bare(&self, room: Room, canvas: Rect) -> Rect {
        let is_open = |panel| self.panels.over(panel) == Over::Open;
        let mut bare = canvas;
        if let (Berth::Rail { over, .. }, true) = (room.left, is_open(Panel::Left)) {
            bare.min.x += over;
        }
        if let (Berth::Over { width }, true) = (room.inspector, is_open(Panel::Inspector)) {
            bare.max.x = (bare.max.x - width).max(bare.min.x);
        }
        bare
    }

    /// Shows what lies over the canvas; returns what can be read in the inspector, if it lies there.
    fn over_ui(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        room: Room,
        canvas: Rect,
        commands: &mut Vec<Command>,
    ) -> Option<Read> {
        let is_open = |panel| self.panels.over(panel) == Over::Open;
        let (is_left_open, is_inspector_open) = (is_open(Panel::Left), is_open(Panel::Inspector));
        let mut read = None;
        if let (Berth::Over { width }, true) = (room.inspector, is_inspector_open) {
            let rect = Rect::from_min_max(pos2(canvas.right() - width, canvas.top()), canvas.max);
            let (shown, over) = over_ui(ui, theme, Panel::Inspector, rect, |ui| {
                let (place, regions) = (ui.max_rect(), &mut self.parts.regions);
                regions.region_ui(ui, Region::Inspector, place, None);
                let read = inspector_ui(ui, &self.session, &mut self.parts.inspector, theme, commands);
                regions.ring_ui(ui, Region::Inspector, place, theme);
                read
            });
            read = Some(shown);
            if over == Over::Closed {
                self.panels.close(Panel::Inspector);
            }
        }
        if let (Berth::Rail { over: width, .. }, true) = (room.left, is_left_open) {
            let rect = Rect::from_min_size(canvas.min, vec2(width, canvas.height()));
            let ((), over) = over_ui(ui, theme, Panel::Left, rect, |ui| {
                Frame::new().inner_margin(Margin { left: 16, right: 16, top: 4, bottom: 12 }).show(ui, |ui| {
                    self.parts.regions.region_ui(ui, Region::Left, ui.max_rect(), None);
                    left_ui(ui, &self.session, &mut self.parts.left, theme, commands);
                });
            });
            if over == Over::Closed {
                self.panels.close(Panel::Left);
            }
        }
        read
    }

    /// Takes over what the files of the atlas hold now, if that is another than what is shown.
    fn follow_files(&mut self, ui: &Ui) {
        let Parts { custody: Custody { watching, .. }, lines, .. } = &mut self.parts;
        let followed = watching.follow(ui, &mut self.session, lines);
        // What is decided is what is listed.
        if matches!(self.dialog, Dialog::Conflict(_)) && followed != Followed::Nothing {
            self.dialog = watching.differences(&self.session).map_or(Dialog::Closed, Dialog::Conflict);
        }
        self.tell(ui, followed);
    }

    /// Tells that the session shows what the files hold now, if it does.
    fn tell(&mut self, ui: &Ui, followed: Followed) {
        match followed {
            Followed::Nothing | Followed::Waiting => {}
            Followed::Compare(differences) => self.dialog = Dialog::Conflict(differences),
            Followed::Kept => {
                self.parts.custody.journaling.note_files();
                self.notice.say(ui, "Your changes are kept, with the rest of what the files hold".to_owned());
            }
            Followed::Reloaded => {
                self.parts.custody.journaling.note_files();
                self.notice.say(ui, "Read again from the files".to_owned());
            }
        }
    }

    /// Writes the named views, and offers to bring back one that was taken away.
    fn keep_views(&mut self) {
        let Parts { custody: Custody { watching, .. }, lines, .. } = &mut self.parts;
        let is_deleted = matches!(self.session.views().unkept().last(), Some(ViewChange::Remove(_)));
        watching.keep_views(&mut self.session, lines);
        if let Some(name) = self.session.views().deleted().filter(|_| is_deleted) {
            lines.say(About::Deleted, format!("The view “{}” was deleted", crate::kit::boxed(name)), "");
        }
    }

    fn carry_out(&mut self, ui: &Ui, width: f32, commands: Vec<Command>) {
        let has_commands = !commands.is_empty();
        let cursor = self.session.history().cursor();
        if commands.iter().any(|command| matches!(command, Command::Edits(_))) {
            // What was refused before is tried anew, or something else is.
            self.parts.lines.take_back(About::Refused);
        }
        let effects: Vec<Effect> = commands.into_iter().filter_map(|command| run(&mut self.session, command)).collect();
        if self.session.history().cursor() != cursor {
            self.notice.take_back_offer();
        }
        for effect in effects {
            match &effect {
                Effect::TogglePanel(panel) => self.panels.toggle(*panel, width),
                Effect::ChooseFilter => {
                    self.panels.see(Panel::Left, width);
                    self.parts.left.choose();
                }
                Effect::Copy(citation) => {
                    self.clipboard.put(ui.ctx(), citation);
                    self.notice.say(ui, "Copied as a cited sentence".to_owned());
                }
                Effect::KeepViews => self.keep_views(),
                Effect::AskForDay => self.parts.timeline.ask_for_day(),
                Effect::GoToPart(turn) => {
                    let Parts { regions, canvas, .. } = &mut self.parts;
                    regions.turn(ui.ctx(), *turn, |id| canvas.holds(id));
                }
                Effect::Seek(seek) => self.parts.find.open(ui.ctx(), *seek),
                Effect::Keep(keeping) => self.keep(ui, keeping.clone()),
                Effect::Export(exporting) => self.export(ui, *exporting),
                // What it holds comes as if it were pasted into the dialog.
                Effect::PasteRows => ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste),
                Effect::SayNoRows => {
                    self.notice.say(ui, "What was pasted holds no rows of a table".to_owned());
                }
                Effect::ToggleHistory => self.parts.history.toggle(),
                Effect::TellDeleted(step) => {
                    // "Delete tie …" was asked for; it is done now.
                    let done = step.replacen("Delete ", "Deleted ", 1);
                    self.notice.offer(ui, crate::kit::boxed(&done), "Undo", Command::Edits(Edits::Undo));
                }
                Effect::Refuse(words) => self.parts.lines.say_lines(About::Refused, words),
                Effect::AskFor(thing) => self.ask_for(thing.clone(), width),
                Effect::AskToSplit(id) => {
                    self.panels.see(Panel::Inspector, width);
                    self.parts.inspector.forms().ask_to_split(id.clone());
                }
                Effect::AskForScenario(id) => {
                    let held = id.clone().map(|id| Thing::Record(EntryId::Scenario(id)));
                    self.ask_for(held.unwrap_or(Thing::New(NewRecord::Scenario)), width);
                }
                Effect::AskForReasons(id) => {
                    let thing = hypothesis(&self.session, id);
                    thing.into_iter().for_each(|thing| self.ask_for(thing, width));
                }
                Effect::PasteText(_)
                | Effect::ToggleProblems
                | Effect::AskForView(_)
                | Effect::AskToPromote
                | Effect::AskToCompare
                | Effect::AskToOpen(_)
                | Effect::ShowKeys
                | Effect::ShowAbout
                | Effect::Close => {}
            }
            if self.dialog.act(effect, &self.session).is_break() {
                self.keep(ui, Keeping::Leave(Next::Close));
            }
        }
        self.show_title(ui);
        if has_commands {
            set_theme(ui.ctx(), self.session.preferences.theme);
            // What was asked for shows in the next frame.
            ui.ctx().request_repaint();
        }
    }

    /// Opens the form of a thing where it can be seen.
    fn ask_for(&mut self, thing: Thing, width: f32) {
        self.panels.see(Panel::Inspector, width);
        self.parts.inspector.forms().open(thing, None);
    }

    /// Gives the window its title, where that is another one.
    fn show_title(&mut self, ui: &Ui) {
        let title = window_title(&self.session);
        if self.title.replace(title.clone()).is_some_and(|shown| shown != title) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title));
        }
    }
}

/// Returns a hypothesis of the open scenario as what is edited; `None` where it is not there.
fn hypothesis(session: &Session, id: &HypothesisId) -> Option<Thing> {
    let scenario = &session.supposition()?.scenario;
    let (idx, _) = scenario.hypothesis(id)?;
    Some(Thing::item(EntryId::Scenario(scenario.id.clone()), Sort::Hypothesis, idx))
}

/// Returns what is worth remembering.
fn chosen<'a>(session: &Session, panels: &'a Panels, parts: &Parts) -> Chosen<'a> {
    Chosen { preferences: session.preferences, panels, timeline: parts.timeline.settings() }
}

/// Returns the size that the canvas will have in a window of a size, with the panels as they were remembered.
pub(super) fn canvas_size(window: Vec2, settings: &Settings) -> Vec2 {
    let mut panels = Panels::default();
    panels.restore(settings.left, settings.inspector);
    let timeline = timeline::height(window, &TimelineState::restored(settings.timeline));
    window - vec2(panels.room(window.x).width_beside(), BAR_HEIGHT + timeline)
}

/// Returns the title of the window.
pub(super) fn window_title(session: &Session) -> String {
    let mark = if session.is_unsaved() { " · not saved" } else { "" };
    let scenario = session.supposition().map(|it| format!(" – scenario “{}”", crate::kit::boxed(&it.scenario.title)));
    let scenario = scenario.unwrap_or_default();
    format!("Démarche: {}{scenario}{mark}", crate::kit::boxed(&session.record().manifest.title))
}

/// Gives the window the colors that the person has chosen; those of the desktop follow the desktop.
fn set_theme(context: &Context, choice: ThemeChoice) {
    context.set_theme(match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let name = if visuals.dark_mode { ThemeName::Dark } else { ThemeName::Light };
        color(self.themes.of(name).canvas).to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
