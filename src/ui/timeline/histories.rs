//! Paints the ties of what is selected as rows: a bar from beginning to end, faded where its days are in doubt, open where
//! it goes on, with steps and moves as marks on it. Its name stands at the left and selects it.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Id, Painter, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::marks::glyph_ui;
use super::rows::{Days, Mark, MarkShape, Row, Shade};
use super::scale::Axis;
use crate::model::Presence;
use crate::network::Bearing;
use crate::scene::{Target, Theme, encode, number_of};
use crate::session::{Command, Session};
use crate::ui::color;

/// Height of a row, in points.
pub(super) const ROW: f32 = 17.0;
/// Opacity of days on which it is in doubt whether the tie exists, and of days after the day looked at.
const DOUBT: f32 = 0.4;
const AHEAD: f32 = 0.45;
/// Half the size of a mark on a bar.
const MARK: f32 = 3.5;

/// Shows the rows in `zone`, of which names take up what lies left of the axis. Returns what the pointer is on.
pub(super) fn histories_ui(
    ui: &mut Ui,
    session: &Session,
    rows: &[(Arc<Row>, Shade)],
    axis: Axis,
    zone: Rect,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> Option<String> {
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt("histories").max_rect(zone));
    child.spacing_mut().item_spacing.y = 0.0;
    child.shrink_clip_rect(zone);
    let mut pointed = None;
    let area = ScrollArea::vertical()
        .auto_shrink(false)
        .scroll_source(egui::scroll_area::ScrollSource::MOUSE_WHEEL | egui::scroll_area::ScrollSource::SCROLL_BAR);
    area.show_rows(&mut child, ROW, rows.len(), |ui, shown| {
        for (row, shade) in &rows[shown] {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
            let ink = match shade {
                Shade::Full => theme.ink,
                Shade::Faint => theme.muted,
            };
            name_ui(ui, session, row, rect.with_max_x(axis.left - 8.0), (theme, color(ink)), commands);
            let lane = Rect::from_x_y_ranges(axis.left..=axis.right(), rect.y_range());
            let mut painter = ui.painter_at(lane.intersect(ui.clip_rect()));
            if *shade == Shade::Faint {
                painter.multiply_opacity(encode::DIMMED as f32);
            }
            let bar = Bar { painter: &painter, theme, axis, lane, session };
            bar.row(row);
            let hover = ui.input(|input| input.pointer.hover_pos()).filter(|pos| lane.contains(*pos));
            pointed = pointed.take().or_else(|| hover.and_then(|pos| bar.words_at(row, pos)));
        }
    });
    pointed
}

/// Shows a row's name, which selects its tie.
fn name_ui(
    ui: &Ui,
    session: &Session,
    row: &Row,
    rect: Rect,
    (theme, ink): (&Theme, Color32),
    commands: &mut Vec<Command>,
) {
    let id = Id::unique("timeline").with(("row", row.id.as_str()));
    let response: Response = ui.interact(rect, id, Sense::click());
    let target = Target::Tie(row.id.clone());
    let is_selected = session.selection.targets().contains(&target);
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, is_selected, format!("{}, on the timeline", row.words))
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let painter = ui.painter();
    let ground = rect.shrink2(vec2(0.0, 0.5));
    if is_selected {
        painter.rect_filled(ground, 4, color(theme.selection_ground));
        painter.rect_stroke(ground, 4, Stroke::new(1.0, color(theme.selection_edge)), StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(ground, 4, color(theme.chip));
    }
    if response.has_focus() {
        painter.rect_stroke(ground, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    let code = encode::sign(row.sign);
    glyph_ui(painter, pos2(rect.left() + 8.0, rect.center().y), code.glyph, color(theme.of(code.role)));
    let words = egui::RichText::new(&row.title).size(12.0).color(ink);
    let words = crate::ui::galley::one_line(ui, words, rect.width() - 22.0);
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 18.0, rect.center().y), words.size());
    painter.galley(at.min, words, ink);
    if response.on_hover_text(&row.words).clicked() {
        commands.push(Command::Reveal(target));
    }
}

/// What a row's bar is painted with.
struct Bar<'a> {
    painter: &'a Painter,
    theme: &'a Theme,
    axis: Axis,
    lane: Rect,
    session: &'a Session,
}

impl Bar<'_> {
    /// Paints the bar of a tie and the marks on it.
    fn row(&self, row: &Row) {
        let ink = color(self.theme.of(encode::sign(row.sign).role));
        let half = encode::width(row.weight) as f32 / 2.0 + 0.5;
        let as_of = f64::from(number_of(self.session.as_of())) + 1.0;
        let y = self.lane.center().y;
        self.painter.hline(self.lane.x_range(), y, Stroke::new(1.0, color(self.theme.line)));
        let Days { begin, end, presence } = row.days;
        let (begins, sure_from) = match begin {
            Some((first, last)) => (f64::from(first), f64::from(last)),
            None => (self.axis.scale.from() - 1.0, self.axis.scale.from() - 1.0),
        };
        // What goes on is drawn up to the later of the two days that are known of: the one looked at and the atlas's.
        let home = f64::from(number_of(self.session.record().manifest.as_of)) + 1.0;
        let (sure_until, ends) = match end {
            Some((first, last)) => (f64::from(first) + 1.0, f64::from(last) + 1.0),
            None => (as_of.max(home), as_of.max(home)),
        };
        let doubt = if presence == Presence::Certain { 1.0 } else { DOUBT };
        let parts = [
            (begins, sure_from, DOUBT),
            (sure_from.max(begins), sure_until, doubt),
            (sure_until.max(sure_from), ends, DOUBT),
        ];
        for (from, until, opacity) in parts {
            for (from, until, opacity) in [(from, until.min(as_of), opacity), (from.max(as_of), until, opacity * AHEAD)]
            {
                if from < until {
                    let x = [from, until].map(|day| self.axis.x_of(day));
                    let rect = Rect::from_x_y_ranges(x[0]..=x[1].max(x[0] + 1.5), y - half..=y + half);
                    self.painter.rect_filled(rect, 0, ink.gamma_multiply(opacity));
                }
            }
        }
        if end.is_none() && begins < ends {
            let opacity = if ends > as_of { AHEAD } else { 1.0 };
            self.open_end(pos2(self.axis.x_of(ends), y), half, ink.gamma_multiply(opacity * doubt));
        }
        for mark in &row.marks {
            self.mark(mark, ink);
        }
        self.elsewhere(row, begins, ends);
    }

    /// Says where a tie lies of which none is in view: an empty row would look as if there were nothing.
    fn elsewhere(&self, row: &Row, begins: f64, ends: f64) {
        let scale = self.axis.scale;
        let muted = color(self.theme.muted);
        let (anchor, at, words) = if ends < scale.from() {
            (Align2::LEFT_CENTER, self.lane.left_center() + vec2(4.0, 0.0), format!("‹ {}", row.span))
        } else if begins > scale.until() {
            (Align2::RIGHT_CENTER, self.lane.right_center() - vec2(4.0, 0.0), format!("{} ›", row.span))
        } else {
            return;
        };
        let words = self.painter.layout_no_wrap(words, FontId::proportional(11.0), muted);
        let place = anchor.anchor_size(at, words.size());
        self.painter.rect_filled(place.expand2(vec2(3.0, 0.0)), 0, color(self.theme.bar));
        self.painter.galley(place.min, words, muted);
    }

    /// Paints the end of what goes on: an arrowhead without a line that closes it.
    fn open_end(&self, at: Pos2, half: f32, ink: Color32) {
        let reach = half + 2.0;
        let corners = vec![at + vec2(0.0, -reach), at + vec2(reach + 1.0, 0.0), at + vec2(0.0, reach)];
        self.painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
    }

    fn mark(&self, mark: &Mark, ink: Color32) {
        let at = self.place(mark);
        let ground = color(self.theme.bar);
        let (first, last) = mark.days;
        if first != last {
            let x = [f64::from(first), f64::from(last) + 1.0].map(|day| self.axis.x_of(day));
            let rect = Rect::from_x_y_ranges(x[0]..=x[1], at.y - 6.0..=at.y + 6.0);
            self.painter.rect_stroke(rect, 2, Stroke::new(1.0, ink.gamma_multiply(0.6)), StrokeKind::Inside);
        }
        let rim = Stroke::new(1.5, ink);
        match mark.shape {
            MarkShape::Filled | MarkShape::Open => {
                let fill = if mark.shape == MarkShape::Filled { ink } else { ground };
                self.painter.circle_filled(at, MARK + 1.5, ground);
                self.painter.circle(at, MARK, fill, rim);
            }
            MarkShape::Move(bearing) => {
                let way = if bearing == Bearing::Up { -1.0 } else { 1.0 };
                let triangle = |reach: f32| {
                    let by =
                        [vec2(0.0, reach * way), vec2(reach, -reach * 0.8 * way), vec2(-reach, -reach * 0.8 * way)];
                    by.map(|by| at + by).to_vec()
                };
                self.painter.add(Shape::convex_polygon(triangle(MARK + 2.5), ground, Stroke::NONE));
                self.painter.add(Shape::convex_polygon(triangle(MARK + 0.5), ink, Stroke::NONE));
            }
        }
        if mark.is_disputed {
            let words = FontId::proportional(11.0);
            self.painter.text(at + vec2(MARK + 3.0, -1.0), Align2::LEFT_CENTER, "≠", words, color(self.theme.ink));
        }
    }

    fn place(&self, mark: &Mark) -> Pos2 {
        pos2(self.axis.x(mark.days.0), self.lane.center().y)
    }

    /// Returns what a screen place says: the mark that lies there, else the tie.
    fn words_at(&self, row: &Row, pos: Pos2) -> Option<String> {
        let near = row.marks.iter().filter(|mark| (self.place(mark).x - pos.x).abs() <= MARK + 2.0);
        let words: Vec<&str> = near.map(|mark| mark.words.as_str()).take(6).collect();
        let is_on_bar = (pos.y - self.lane.center().y).abs() <= 6.0;
        match (words.is_empty(), is_on_bar) {
            (false, _) => Some(words.join("\n")),
            (true, true) => Some(row.words.clone()),
            (true, false) => None,
        }
    }
}
