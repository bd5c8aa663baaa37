//! Writes down what a window shows, for tests that drive a real one: a line of JSON for each frame that changed.

use serde_json::{Value, json};

use super::canvas::Shown;
use super::inspector::Read;
use super::panels::{Over, Panels};
use super::room::{Berth, Room};
use super::timeline::SeenDays;
use crate::io::TraceFile;
use crate::kit::Point;
use crate::network::Vantage;
use crate::scene::encode::Casing;
use crate::scene::{Target, TieMark};
use crate::session::{Panel, Session};

/// A trace that is being written.
#[derive(Debug)]
pub struct Trace {
    file: TraceFile,
    last: Value,
}

/// How the window is shared among canvas and panels.
#[derive(Debug)]
pub struct ShownRoom<'a> {
    /// Size of the window, in points.
    pub window: egui::Vec2,
    /// Where the panels are.
    pub room: Room,
    /// Which of them are open.
    pub panels: &'a Panels,
    /// Where the timeline lies, in points.
    pub timeline: egui::Rect,
    /// Which days are seen on it.
    pub days: SeenDays,
    /// What is said about the files.
    pub lines: Vec<&'a str>,
    /// Where the widget lies that has the focus of the keyboard, in points.
    pub focused: Option<egui::Rect>,
    /// Turns of the history that were written to the journal, and those of them that are on the disk for sure.
    pub journaled: [usize; 2],
    /// Which dialog is open, by its name in tests.
    pub dialog: Option<&'static str>,
    /// What goes on with the files, in words.
    pub filing: Option<&'static str>,
}

impl ShownRoom<'_> {
    /// Returns where a panel is and how wide, in points.
    fn panel(&self, panel: Panel) -> Value {
        let berth = match panel {
            Panel::Left => self.room.left,
            Panel::Inspector => self.room.inspector,
        };
        let is_open = self.panels.over(panel) == Over::Open;
        match (berth, is_open) {
            (Berth::Hidden, _) => json!({ "is": "hidden" }),
            (Berth::Beside { width, .. }, _) => json!({ "is": "beside", "width": width }),
            (Berth::Rail { width, .. }, false) => json!({ "is": "rail", "width": width }),
            (Berth::Over { .. }, false) => json!({ "is": "closed" }),
            (Berth::Rail { over: width, .. } | Berth::Over { width }, true) => json!({ "is": "over", "width": width }),
        }
    }
}

impl Trace {
    /// Returns a trace into `file`.
    pub fn new(file: TraceFile) -> Self {
        Self { file, last: Value::Null }
    }

    /// Writes a line if anything has changed: the canvas and the timeline, the first and the last day that are seen on it, the
    /// camera, the days, the open scenario with the number of its changes and the ties that are drawn as hypothetical, what is compared,
    /// where each nation and tie lies on the screen (in pixels), what is hovered and selected, the handle
    /// on a nation's rim and between which nations a tie is being drawn from it, the title that
    /// the inspector shows and how many pieces of evidence are wholly in sight there, what has the focus, which step is shown, how much of the history is
    /// in the journal, whether something is not saved, what goes on with the files, and how window and panels share the room
    /// (in points).
    pub fn frame(&mut self, shown: &Shown, read: Read, session: &Session, room: &ShownRoom<'_>, pixels_per_point: f32) {
        let pixels = |point: egui::Pos2| json!([point.x * pixels_per_point, point.y * pixels_per_point]);
        let at = |point: Point| pixels(egui::pos2(point.x as f32, point.y as f32) + shown.origin);
        let nations: serde_json::Map<String, Value> =
            shown.scene.nations.iter().map(|nation| (nation.id.to_string(), at(nation.center))).collect();
        let ties: serde_json::Map<String, Value> =
            shown.scene.ties.iter().map(|tie| (tie.id.to_string(), at(tie.glyph.center))).collect();
        let is_supposed = |tie: &&TieMark| tie.casing == Casing::Hypothetical;
        let hypothetical: Vec<&str> = shown.scene.ties.iter().filter(is_supposed).map(|tie| tie.id.as_str()).collect();
        let selection: Vec<String> = session.selection.targets().iter().map(name_of).collect();
        let camera = session.view.camera();
        let days = room.days.map(|(day, x)| json!({ "day": day.to_string(), "x": x * pixels_per_point }));
        let frame = json!({
            "canvas": [pixels(shown.rect.min), pixels(shown.rect.max)],
            "camera": { "zoom": camera.zoom, "center": [camera.center.x, camera.center.y] },
            "timeline": [pixels(room.timeline.min), pixels(room.timeline.max)],
            "days": days,
            "as_of": session.as_of().to_string(),
            "known_on": session.lens().moment.known_on.map(|day| day.to_string()),
            "scenario": session.supposition().map(|it| it.scenario.id.as_str()),
            "hypotheses": session.supposition().map_or(0, |it| it.scenario.hypotheses.len()),
            "hypothetical": hypothetical,
            "comparison": session.comparison().map(|it| json!([vantage(&it.from), vantage(&it.to)])),
            "playing": session.playback().is_playing,
            "nations": nations,
            "ties": ties,
            "hovered": session.attention.hovered.as_ref().map(name_of),
            "selection": selection,
            "handle": shown.handle.as_ref().map(|handle| json!({ "nation": handle.nation.as_str(), "at": pixels(handle.at) })),
            "tying": shown.tying.as_ref().map(|(from, to)| json!([from.as_str(), to.as_ref().map(|to| to.as_str())])),
            "title": read.title,
            "evidence": read.n_evidence,
            "focused": room.focused.map(|rect| json!([pixels(rect.min), pixels(rect.max)])),
            "steps": session.history().cursor(),
            "written": room.journaled[0],
            "acknowledged": room.journaled[1],
            "dialog": room.dialog,
            "filing": room.filing,
            "unsaved": session.is_unsaved(),
            "problems": session.n_problems().errors,
            "lines": room.lines,
            "view": session.shown_view().map(|view| view.name.as_str()),
            "window": [room.window.x, room.window.y],
            "panels": { "left": room.panel(Panel::Left), "inspector": room.panel(Panel::Inspector) },
        });
        if frame != self.last {
            self.file.line(&frame.to_string());
            self.last = frame;
        }
    }
}

fn vantage(vantage: &Vantage) -> Value {
    json!({ "scenario": vantage.scenario.as_ref().map(|id| id.as_str()), "day": vantage.day.to_string() })
}

fn name_of(target: &Target) -> String {
    match target {
        Target::Nation(id) => format!("nation:{id}"),
        Target::Tie(id) => format!("tie:{id}"),
        Target::Pair(a, b) => format!("pair:{a}:{b}"),
        Target::Source(id) => format!("source:{id}"),
        Target::Class(class) => format!("class:{class:?}"),
    }
}
