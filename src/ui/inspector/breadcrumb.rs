//! The way that the person has come: back, forward, and the last stops by name, in one quiet line.

use egui::{CursorIcon, Response, Role, Sense, Stroke, WidgetInfo, vec2};

use super::comparing::Page;
use super::desk::Desk;
use super::layout::paint_ground;
use super::letters::Letters;
use super::row::link_ui;
use crate::kit::boxed;
use crate::model::Document;
use crate::scene::{Target, Theme};
use crate::session::{Command, Selection, Subject};
use crate::ui::color;

/// Width and height of a button, in points.
const BUTTON: f32 = 24.0;
/// Width that a name takes at most as long as there is none to spare, in points.
const MOST_WIDTH: f32 = 100.0;
/// What stands between two stops, with its width in points.
const JOINT: (&str, f32) = ("›", 16.0);
/// Stops that are looked at, which is more than fit.
const MOST_STOPS: usize = 12;

/// Shows the line.
pub(super) fn breadcrumb_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, page: Page) {
    let session = desk.session;
    let trail = session.trail();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (command, way, n_stops) in
            [(Command::Back, Way::Back, trail.behind().len()), (Command::Forward, Way::Forward, trail.ahead().len())]
        {
            if way_ui(ui, desk.theme, &command, way, n_stops).clicked() {
                desk.commands.push(command);
            }
        }
        ui.add_space(8.0);
        stops_ui(ui, desk, page);
    });
}

/// Which way a button leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forward,
}

/// Shows a button that goes one stop back or forward; muted and dead when there is none.
fn way_ui(ui: &mut egui::Ui, theme: &Theme, command: &Command, way: Way, n_stops: usize) -> Response {
    // Size
    let size = vec2(BUTTON, BUTTON);
    // Allocate
    let sense = if n_stops > 0 { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    // Interact
    let keys = command.shortcuts().first().map(|keys| keys.words()).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, n_stops > 0, command.label()));
    let response = response.on_hover_text(format!("{} ({keys})", command.tooltip()));
    // Paint
    let ink = if n_stops > 0 { theme.ink } else { theme.faint };
    if n_stops > 0 {
        paint_ground(ui, theme, rect, &response);
    }
    let x = match way {
        Way::Back => -3.0,
        Way::Forward => 3.0,
    };
    let points = [vec2(-x / 2.0, -5.0), vec2(x / 2.0, 0.0), vec2(-x / 2.0, 5.0)].map(|by| rect.center() + by);
    ui.painter().line(points.to_vec(), Stroke::new(1.5, color(ink)));
    response
}

/// Shows as many of the last stops as fit; each goes back to it.
fn stops_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, page: Page) {
    let session = desk.session;
    let behind = session.trail().behind();
    let full_here = match session.shown_view() {
        // A view that selects nothing would be called as the overview is from which one came.
        Some(view) if session.selection.is_empty() => view.name.clone(),
        Some(_) | None => name_of(desk.document(), &session.selection),
    };
    // The page of a scenario is no stop of its own: which page is shown changes nothing of the way back.
    let supposition = session.supposition().filter(|_| page == Page::Scenario && session.selection.is_empty());
    let shown_here = supposition.map_or_else(|| full_here.clone(), |it| it.scenario.title.clone());
    let here = shortened(ui, desk.theme, &shown_here, MOST_WIDTH);
    let mut room = ui.available_width() - here.1;
    // From the last backwards, as long as there is room for it and for the dots that stand for the others.
    let mut shown: Vec<(String, String, usize)> = Vec::new();
    let mut after = (&session.selection, full_here.clone());
    let mut n_told = 0;
    for (n_back, stop) in (1..).zip(behind.iter().rev().take(MOST_STOPS)) {
        let full = name_of(desk.document(), &stop.selection);
        // Showing a view is a step that can leave the selection as it is; the same twice in a row would tell nothing.
        if (&stop.selection, &full) == (after.0, &after.1) {
            n_told = n_back;
            continue;
        }
        let (name, width) = shortened(ui, desk.theme, &full, MOST_WIDTH);
        let is_last = n_back == behind.len();
        let needed = width + JOINT.1 + if is_last { 0.0 } else { 2.0 * JOINT.1 };
        if needed > room {
            break;
        }
        room -= width + JOINT.1;
        after = (&stop.selection, full.clone());
        n_told = n_back;
        shown.push((name, full, n_back));
    }
    let letters = Letters::small(desk.theme);
    let is_cut = n_told < behind.len();
    // What is left of the room goes to the name of where one is.
    let dots = if is_cut { 2.0 * JOINT.1 } else { 0.0 };
    let here = shortened(ui, desk.theme, &shown_here, here.1 + (room - dots).max(0.0));
    if is_cut {
        word_ui(ui, &letters, "…");
        word_ui(ui, &letters, JOINT.0);
    }
    for (name, full, n_back) in shown.into_iter().rev() {
        let link = link_ui(ui, desk.theme, &letters, &name, &format!("Back to {full}"));
        if link.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(boxed(&full)).clicked() {
            desk.commands.extend(std::iter::repeat_n(Command::Back, n_back));
        }
        word_ui(ui, &letters, JOINT.0);
    }
    word_ui(ui, &Letters::small_ink(desk.theme), &here.0);
}

/// Paints a word as wide as it is, and a joint in its own room. It stands in the title too, and is not read out.
fn word_ui(ui: &mut egui::Ui, letters: &Letters, word: &str) {
    let galley = letters.galley(ui, word, f32::INFINITY);
    let is_joint = word == JOINT.0 || word == "…";
    let width = if is_joint { JOINT.1 } else { galley.size().x };
    let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, letters.ink);
}

/// Returns a name cut to at most `most` points, and the width it takes.
fn shortened(ui: &egui::Ui, theme: &Theme, name: &str, most: f32) -> (String, f32) {
    let letters = Letters::small(theme);
    let width = |text: &str| letters.galley(ui, text, f32::INFINITY).size().x;
    // More letters than fit need not be measured.
    let mut cut: String = boxed(name).chars().take(60).collect();
    if cut.chars().count() == boxed(name).chars().count() && width(&cut) <= most {
        let width = width(&cut);
        return (cut, width);
    }
    while cut.pop().is_some() {
        let shown = format!("{}…", cut.trim_end());
        let width = width(&shown);
        if width <= most {
            return (shown, width);
        }
    }
    (String::new(), 0.0)
}

/// Returns what a stop is called.
fn name_of(document: &Document, selection: &Selection) -> String {
    let tie = |id| document.ties.get(id).map_or_else(|| "a tie".to_owned(), |tie| tie.about.title.clone());
    match selection.subject() {
        Subject::Nothing => "Overview".to_owned(),
        Subject::Nation(id) => document.nation_name(&id).to_owned(),
        Subject::Pair(a, b) => format!("{} · {}", document.nation_name(&a), document.nation_name(&b)),
        Subject::Tie(id) => tie(&id),
        Subject::Source(id) => {
            document.sources.get(&id).map_or_else(|| "a source".to_owned(), |it| it.publisher.clone())
        }
        Subject::Several => match selection.targets().len() {
            n if selection.targets().iter().all(|target| matches!(target, Target::Tie(_))) => {
                super::words::counted(n, "tie")
            }
            n => super::words::counted(n, "thing"),
        },
    }
}
