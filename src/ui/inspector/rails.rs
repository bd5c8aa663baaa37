//! Action and reaction: what two nations did in turn, each on its own rail, with the links between their doings drawn
//! beside the words.

use std::ops::Range;
use std::sync::Arc;

use egui::{Align2, Color32, Pos2, Rect, Response, Role, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

use super::course::say;
use super::desk::Desk;
use super::evidence::items_ui;
use super::lanes::{Act, Bond, Lane, Lanes, Pages, Place, Reason};
use super::layout::{MOST_ROWS, columns_ui, disclosure_ui, paint_ground, rest_ui, section_ui};
use super::ledger::{cameo, line_ui, link_row_ui, response_ui};
use super::letters::{Letters, galley, glued, label_ui};
use super::row::link_ui;
use super::sources::sources_ui;
use super::words;
use crate::kit::{boxed, capitalized, counted};
use crate::model::{Evidence, Exchange, NationId, RelationKind, SourceId, Tie};
use crate::network::{Entry, Happening};
use crate::scene::{Target, Theme};
use crate::ui::color;

/// Where the first rail runs, from the left, in points.
const FIRST: f32 = 13.0;
/// Least distance of the rails, so that the codes above them stand apart, in points.
const LEAST_GAUGE: f32 = 34.0;
/// Distance of links that run side by side, in points.
const TRACK: f32 = 7.0;
/// Room between the second rail and the words, in points.
const GAP: f32 = 18.0;
/// Space between two entries, in points.
const ENTRY_GAP: f32 = 18.0;
/// Height of the line with the codes of the nations, in points.
const HEADER: f32 = 24.0;
/// From the top of an entry to the middle of its first line, in points.
const FIRST_LINE: f32 = 9.0;
/// Radius of the dot of an entry, in points.
const DOT: f32 = 4.5;
/// Letters of a nation's code above its rail.
const MOST_LETTERS: usize = 4;

/// Where the rails run.
#[derive(Debug, Clone, Copy)]
struct Gauge {
    left: f32,
    first: f32,
    second: f32,
    n_tracks: usize,
}

/// What was seen of a frame's entries: where their dots are, and which of them is pointed at by a link.
#[derive(Debug, Default)]
struct Seen {
    dots: Vec<f32>,
    /// Where somebody's doing was answered, and on whose rail it was done.
    answers: Vec<(Lane, f32)>,
    /// Entries whose links are pointed at or have the focus, with the other end.
    lit: Vec<(usize, usize)>,
}

/// Shows what two nations did, the earliest first; of very much, what was done last up to the day looked at.
pub(super) fn rails_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, pair: [&NationId; 2], pages: &Pages) {
    let n_entries = match pages.n_entries {
        0 => return,
        1 => "1 entry".to_owned(),
        n => format!("{} entries", words::grouped(n)),
    };
    section_ui(ui, desk.theme, "Action and reaction", &n_entries);
    // As long as the day and the entries stay the same, the page does.
    let id = ui.make_persistent_id(("rails", pair, desk.as_of(), pages.n_entries));
    let at = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(pages.now);
    let Some(lanes) = pages.pages.get(at) else { return };
    let n_after = pages.n_entries - lanes.n_before - lanes.acts.len();
    let mut turned = None;
    if page_ui(ui, desk.theme, lanes.n_before, "earlier") {
        turned = at.checked_sub(1);
    }
    let gauge = Gauge::new(ui.cursor().left(), lanes.n_tracks);
    let top = ui.cursor().top();
    ui.add_space(HEADER + 8.0);
    let mut seen = Seen::default();
    for (idx, act) in lanes.acts.iter().enumerate() {
        if idx > 0 {
            ui.add_space(ENTRY_GAP);
        }
        seen.dots.push(ui.cursor().top() + FIRST_LINE);
        columns_ui(
            ui,
            gauge.width(),
            |_| {},
            |ui| {
                ui.push_id(idx, |ui| act_ui(ui, desk, idx, act, &mut seen));
            },
        );
    }
    let rails = top + HEADER..ui.cursor().top();
    paint_rails(ui, desk.theme, gauge, &rails);
    for (act, y) in lanes.acts.iter().zip(&seen.dots) {
        paint_dot(ui, desk.theme, gauge, act.lane, *y);
    }
    for (lane, y) in &seen.answers {
        paint_answer(ui, desk.theme, gauge, *lane, *y);
    }
    lanes.bonds.iter().for_each(|bond| paint_bond(ui, desk.theme, gauge, lanes, bond, &seen));
    header_ui(ui, desk, gauge, pair, lanes, top..rails.end);
    if page_ui(ui, desk.theme, n_after, "later") {
        turned = Some(at + 1);
    }
    if let Some(turned) = turned {
        ui.data_mut(|data| data.insert_temp(id, turned));
        ui.ctx().request_repaint();
    }
    let n_undrawn = lanes.n_bonds - lanes.bonds.len();
    if n_undrawn > 0 {
        let words = format!("{} not drawn between these entries", counted(n_undrawn, "more link"));
        label_ui(ui, Letters::small(desk.theme), &words);
    }
}

/// Shows the row that leads to entries on other pages, if there are any; returns whether it was chosen.
fn page_ui(ui: &mut egui::Ui, theme: &Theme, n: usize, which: &str) -> bool {
    if n == 0 {
        return false;
    }
    ui.add_space(4.0);
    let entries = if n == 1 { "entry" } else { "entries" };
    let words = format!("{} {which} {entries}", words::grouped(n));
    link_ui(ui, theme, &Letters::small(theme), &words, &words).clicked()
}

impl Gauge {
    fn new(left: f32, n_tracks: usize) -> Self {
        let between = ((n_tracks + 1) as f32 * TRACK).max(LEAST_GAUGE);
        let first = left + FIRST;
        Self { left, first, second: first + between, n_tracks }
    }

    /// Returns the width of the column of rails.
    fn width(self) -> f32 {
        self.second - self.left + GAP
    }

    /// Returns where a track runs: in the middle of the rails if there is but one.
    fn track(self, track: usize) -> f32 {
        let step = (self.second - self.first) / (self.n_tracks + 1) as f32;
        self.second - step * (track + 1) as f32
    }
}

/// Shows an entry: who and when, what, how it was answered, what it answers, and more once asked for.
fn act_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, idx: usize, act: &Act, seen: &mut Seen) {
    let Act { entry, lane, links } = act;
    let theme = desk.theme;
    who_ui(ui, desk, entry, *lane);
    match &entry.what {
        Happening::Milestone(milestone) => {
            let (said, more) = say(desk, milestone);
            label_ui(ui, Letters::body(theme), &said);
            if !more.is_empty() {
                label_ui(ui, Letters::body(theme), &more);
            }
        }
        Happening::Exchange(exchange) => {
            label_ui(ui, Letters::body(theme), &exchange.approach);
            if exchange.response.is_some() || !exchange.reply.is_empty() {
                ui.add_space(2.0);
                if exchange.response.is_some() {
                    seen.answers.push((*lane, ui.cursor().top() + FIRST_LINE));
                }
                response_ui(ui, theme, exchange);
            }
        }
    }
    tie_ui(ui, desk, &entry.tie);
    if entry.on().earliest() > desk.as_of() {
        label_ui(ui, Letters::small(theme), &format!("after {}", words::day(desk.as_of())));
    }
    for reason in links.iter().take(MOST_ROWS) {
        let response = reason_ui(ui, desk, &entry.tie, reason);
        if let (Place::Here(other), true) = (reason.place, response.hovered() || response.has_focus()) {
            seen.lit.push((idx, other));
        }
    }
    rest_ui(ui, theme, links.len());
    grounds_ui(ui, desk, entry);
}

/// Shows who did something, and when.
fn who_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, entry: &Entry, lane: Lane) {
    let theme = desk.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        match (entry.by(), lane) {
            (Some(by), _) => desk.nation_ui(ui, &Letters::strong(theme), by),
            (None, Lane::First | Lane::Second | Lane::Both) => drop(label_ui(ui, Letters::strong(theme), "Both")),
        }
        label_ui(ui, Letters::muted(theme), &glued(&words::short_date(entry.on())));
    });
}

/// Shows which tie an entry belongs to; a click selects it.
fn tie_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let theme = desk.theme;
    let label = format!("{}, {}", tie.about.title, desk.sentence(tie));
    let link = link_ui(ui, theme, &Letters::small(theme), &tie.about.title, &label);
    desk.mention(&link, &Target::Tie(tie.id.clone()));
}

/// Shows a link of an entry; a click shows what supports it, and the way to its other end where that stands elsewhere.
fn reason_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, reason: &Reason) -> Response {
    let Reason { link, sources, place } = reason;
    let theme = desk.theme;
    let on = link.on.map(|on| format!(", {}", words::short_date(on))).unwrap_or_default();
    let label = format!("{} {}{on}", link.words, link.title);
    ui.add_space(4.0);
    let (response, body) = fold_ui(ui, theme, &[link.words, &link.title, &on], &label, |ui| {
        let named = named(tie, sources);
        if named.is_empty() {
            label_ui(ui, Letters::small(theme), "No source says so");
        }
        items_ui(ui, desk, None, &named);
        if *place == Place::Elsewhere {
            link_row_ui(ui, desk, link);
        }
    });
    if body {
        ui.add_space(6.0);
    }
    response
}

/// Returns the evidence of a tie that comes from some sources.
fn named(tie: &Tie, sources: &[SourceId]) -> Vec<Evidence> {
    tie.evidence.iter().filter(|item| sources.contains(&item.source)).cloned().collect()
}

/// Shows strategy, code and sources of an entry, once asked for.
fn grounds_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, entry: &Entry) {
    let theme = desk.theme;
    let exchange = match &entry.what {
        Happening::Exchange(exchange) => Some(exchange),
        Happening::Milestone(_) => None,
    };
    let strategy = exchange.map(|exchange| exchange.strategy.as_str()).filter(|strategy| !strategy.is_empty());
    let code = exchange.and_then(|exchange| exchange.cameo.as_ref()).map(cameo);
    if strategy.is_none() && code.is_none() && entry.sources().is_empty() {
        return;
    }
    let evidence = named(&entry.tie, entry.sources());
    let origins = words::origins(&evidence, &desk.document().support_of(&evidence));
    let words = if strategy.is_some() { format!("Strategy, {origins}") } else { capitalized(&origins) };
    let label = format!("{words} of {}, {}", of(entry, exchange.map(Arc::as_ref)), words::short_date(entry.on()));
    ui.add_space(2.0);
    disclosure_ui(ui, theme, &words, &label, |ui| {
        if let Some(strategy) = strategy {
            line_ui(ui, theme, "Strategy", |ui| {
                label_ui(ui, Letters::body(theme), strategy);
            });
        }
        if let Some(code) = code {
            label_ui(ui, Letters::small(theme), &code);
        }
        sources_ui(ui, desk, "according to", entry.sources(), "");
        ui.add_space(4.0);
    });
}

/// Returns what an entry is called in the name of its fold.
fn of<'a>(entry: &'a Entry, exchange: Option<&'a Exchange>) -> &'a str {
    exchange.map_or(entry.tie.about.title.as_str(), |exchange| exchange.approach.as_str())
}

/// Shows wrapped words to click on that unfold what is under them; returns them and whether they are unfolded.
fn fold_ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    [verb, title, on]: &[&str; 3],
    label: &str,
    body: impl FnOnce(&mut egui::Ui),
) -> (Response, bool) {
    const INDENT: f32 = 16.0;
    let id = ui.make_persistent_id(label);
    let mut is_open = ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
    // Size
    let (muted, ink) = (Letters::small(theme), Letters::small_ink(theme));
    let pieces = [(&muted, format!("{verb} ")), (&ink, (*title).to_owned()), (&muted, glued(on))];
    let pieces: Vec<(&Letters, &str)> = pieces.iter().map(|(letters, text)| (*letters, text.as_str())).collect();
    let galley = galley(ui, &pieces, ui.available_width() - INDENT);
    // Allocate
    let size = vec2(ui.available_width(), galley.size().y.max(18.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // Interact
    if response.clicked() {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_temp(id, is_open));
    }
    let said = format!("{}, sources {}", boxed(label), if is_open { "shown" } else { "hidden" });
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &said));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    // Paint
    paint_ground(ui, theme, rect.expand2(vec2(4.0, 1.0)), &response);
    let first_line = galley.rows.first().map_or(16.0, |row| row.height());
    let center = pos2(rect.left() + 5.0, rect.top() + first_line / 2.0);
    let triangle = if is_open {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)]
    };
    let points = triangle.map(|by| center + by).to_vec();
    ui.painter().add(Shape::convex_polygon(points, color(theme.muted), Stroke::NONE));
    ui.painter().galley(pos2(rect.left() + INDENT, rect.top()), galley, color(theme.ink));
    if is_open {
        ui.add_space(4.0);
        body(ui);
    }
    (response, is_open)
}

/// Paints the two rails.
fn paint_rails(ui: &egui::Ui, theme: &Theme, gauge: Gauge, y: &Range<f32>) {
    for x in [gauge.first, gauge.second] {
        ui.painter().vline(x, y.start..=y.end, Stroke::new(1.0, color(theme.line)));
    }
}

/// Paints the dot of an entry on its rail; a step of both is a bar from rail to rail.
fn paint_dot(ui: &egui::Ui, theme: &Theme, gauge: Gauge, lane: Lane, y: f32) {
    let ink = color(theme.ink);
    match lane {
        Lane::First => drop(ui.painter().circle_filled(pos2(gauge.first, y), DOT, ink)),
        Lane::Second => drop(ui.painter().circle_filled(pos2(gauge.second, y), DOT, ink)),
        Lane::Both => {
            let bar = Rect::from_x_y_ranges(gauge.first - DOT..=gauge.second + DOT, y - DOT..=y + DOT);
            ui.painter().rect_filled(bar, DOT, color(theme.panel));
            ui.painter().rect_stroke(bar, DOT, Stroke::new(1.5, ink), egui::StrokeKind::Inside);
        }
    }
}

/// Paints the ring of an answer, on the rail of the one who answered.
fn paint_answer(ui: &egui::Ui, theme: &Theme, gauge: Gauge, asked: Lane, y: f32) {
    let x = match asked {
        Lane::First => gauge.second,
        Lane::Second => gauge.first,
        Lane::Both => return,
    };
    ui.painter().circle(pos2(x, y), DOT - 1.0, color(theme.panel), Stroke::new(1.5, color(theme.ink)));
}

/// Paints a link from what came before to what came of it, with an arrowhead there.
fn paint_bond(ui: &egui::Ui, theme: &Theme, gauge: Gauge, lanes: &Lanes, bond: &Bond, seen: &Seen) {
    let Bond { cause, effect, relation, track } = *bond;
    let is_lit =
        seen.lit.iter().any(|&(one, other)| (one, other) == (cause, effect) || (other, one) == (cause, effect));
    let stroke = if is_lit { Stroke::new(2.0, color(theme.ink)) } else { Stroke::new(1.25, color(theme.muted)) };
    let (Some(from), Some(to)) = (seen.dots.get(cause), seen.dots.get(effect)) else { return };
    let x = gauge.track(track);
    // A little below where it begins and above where it ends, so that two links of one dot are told apart.
    let down = (to - from).signum() * 2.0;
    let rim = |idx: usize, y: f32| match lanes.acts[idx].lane {
        Lane::First => vec![pos2(gauge.first + DOT + 1.0, y)],
        Lane::Second => vec![pos2(gauge.second - DOT - 1.0, y)],
        Lane::Both => Vec::new(),
    };
    let meets = |idx: usize, y: f32, by: f32| match lanes.acts[idx].lane {
        Lane::First | Lane::Second => pos2(x, y + by),
        Lane::Both => pos2(x, y + by.signum() * (DOT + 1.0)),
    };
    let mut points = rim(cause, from + down);
    points.extend([meets(cause, *from, down), meets(effect, *to, -down)]);
    points.extend(rim(effect, to - down));
    let painter = ui.painter();
    painter.extend(pieces(&points, relation, stroke));
    if let [.., before, tip] = points.as_slice() {
        painter.add(head(*before, *tip, stroke.color));
    }
}

/// Returns the line of a link: answers are unbroken, what makes possible is dashed, what replaces is dotted.
fn pieces(points: &[Pos2], relation: RelationKind, stroke: Stroke) -> Vec<Shape> {
    match relation {
        RelationKind::InResponseTo => vec![Shape::line(points.to_vec(), stroke)],
        RelationKind::Enables => Shape::dashed_line(points, stroke, 5.0, 3.0),
        RelationKind::Supersedes => Shape::dashed_line(points, stroke, 1.5, 3.0),
    }
}

/// Returns an arrowhead that ends at `tip`.
fn head(before: Pos2, tip: Pos2, ink: Color32) -> Shape {
    let along = (tip - before).normalized();
    let across = along.rot90() * 3.0;
    let back = tip - along * 5.0;
    Shape::convex_polygon(vec![tip, back + across, back - across], ink, Stroke::NONE)
}

/// Shows whose rail is which, and what the lines mean; it stays in sight as long as the rails are.
fn header_ui(ui: &egui::Ui, desk: &Desk<'_>, gauge: Gauge, [a, b]: [&NationId; 2], lanes: &Lanes, rails: Range<f32>) {
    let theme = desk.theme;
    let top = ui.clip_rect().top().clamp(rails.start, (rails.end - HEADER).max(rails.start));
    let ground = Rect::from_min_max(pos2(gauge.left - 12.0, top), pos2(ui.max_rect().right() + 12.0, top + HEADER));
    let painter = ui.painter();
    painter.rect_filled(ground, 0.0, color(theme.panel));
    painter.hline(ground.x_range(), ground.bottom(), Stroke::new(1.0, color(theme.line)));
    let y = ground.center().y;
    let strong = Letters::section(theme);
    for (id, x) in [(a, gauge.first), (b, gauge.second)] {
        let code: String = boxed(id.as_str()).chars().take(MOST_LETTERS).collect();
        painter.text(pos2(x, y), Align2::CENTER_CENTER, code, strong.font.clone(), color(theme.ink));
    }
    let mut x = gauge.left + gauge.width();
    let small = Letters::small(theme);
    let kinds = [RelationKind::InResponseTo, RelationKind::Enables, RelationKind::Supersedes];
    for relation in kinds.into_iter().filter(|kind| lanes.bonds.iter().any(|bond| bond.relation == *kind)) {
        let line = [pos2(x, y), pos2(x + 18.0, y)];
        let stroke = Stroke::new(1.25, color(theme.muted));
        painter.extend(pieces(&line, relation, stroke));
        painter.add(head(line[0], line[1] + vec2(3.0, 0.0), stroke.color));
        let words = small.galley(ui, relation.name(), f32::INFINITY);
        let width = words.size().x;
        painter.galley(pos2(x + 26.0, y - words.size().y / 2.0), words, color(theme.muted));
        x += 26.0 + width + 14.0;
    }
}
