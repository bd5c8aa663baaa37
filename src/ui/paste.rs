//! The dialog in which rows of a spreadsheet become ties: what is on the clipboard as a table, what each column holds, what
//! comes of each row, and the button that brings in the sound ones. Reads beside the window what takes longer than a frame.

use std::sync::Arc;

use egui::{
    Align, Button, ComboBox, Event, FontFamily, Galley, Id, Key, Label, Layout, Modifiers, Popup, Pos2, Rect, RichText,
    Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::filing::Typed;
use super::galley::one_line;
use super::jobs::Job;
use super::style::color;
use super::watching::LOOK;
use crate::kit::{boxed, counted, grouped, quoted};
use crate::model::Document;
use crate::scene::Theme;
use crate::session::{Command, Edits, Fits, Header, Mapping, Outcome, PasteField, Preview, Session, Table, TableError};

/// Bytes of a table that is read at once; a larger one takes longer than a frame.
const MOST_AT_ONCE: usize = 16 << 10;
/// Frames for which the clipboard may take its time.
const PATIENCE: u8 = 4;
/// Height of a row, in points: its cells, and what comes of it.
const ROW: f32 = 44.0;
/// Room for the numbers of rows, in points.
const NUMBERS: f32 = 56.0;
/// Narrowest and widest column, and what a letter of the sample adds to one, in points.
const LEAST_COLUMN: f32 = 120.0;
const MOST_COLUMN: f32 = 260.0;
/// Narrowest column where room is short, and room for the bar beside the table, in points.
const LEAST_FITTED: f32 = 100.0;
const BAR: f32 = 12.0;
const LETTER: f32 = 7.0;
/// Rows by which the width of a column is chosen.
const SAMPLE_ROWS: usize = 40;
/// Height of the list of what a column may hold, so that none of it is out of sight, in points.
const LIST: f32 = 320.0;
/// Room below the table, for its buttons, in points.
const FOOT: f32 = 44.0;

/// Rows on the way from the clipboard into the atlas.
#[derive(Debug)]
pub struct PasteRows {
    stage: Stage,
    /// Which rows are listed.
    only: Only,
    /// How far the table is scrolled to the right, in points.
    scrolled: f32,
}

/// How far they have come.
#[derive(Debug)]
enum Stage {
    /// The clipboard was asked for them, and may answer within so many frames.
    Asked(u8),
    /// There are none, and why.
    Refused(TableError),
    /// They are being read for the first time.
    Reading(Reading<Result<Read, TableError>>),
    /// They are shown.
    Shown(Box<Shown>),
}

/// What was asked for below the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Foot {
    Nothing,
    Add,
    Cancel,
}

/// Work that goes on.
#[derive(Debug)]
struct Reading<T> {
    job: Job<T>,
    /// The record against which they are read.
    document: Arc<Document>,
}

/// A table that was read.
#[derive(Debug)]
struct Read {
    table: Arc<Table>,
    mapping: Mapping,
    preview: Preview,
}

/// A table that is shown.
#[derive(Debug)]
struct Shown {
    read: Read,
    /// The record against which it was read.
    document: Arc<Document>,
    /// Width that each column would like to have, and the one that it has, in points.
    wanted: Vec<f32>,
    widths: Vec<f32>,
    /// Reading it anew, since columns were chosen or the record has changed.
    again: Option<Reading<Preview>>,
    /// Rows that are listed, and for which choice.
    listed: Option<(Only, Vec<usize>)>,
}

/// Which rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    All,
    Ready,
    Problems,
}

impl PasteRows {
    /// Whether rows are shown that would have to be pasted again.
    pub fn typed(&self) -> Typed {
        match &self.stage {
            Stage::Asked(_) | Stage::Refused(_) => Typed::Nothing,
            Stage::Reading(_) | Stage::Shown(_) => Typed::Something,
        }
    }

    /// Returns the dialog while the clipboard is asked for what it holds.
    pub fn asked() -> Self {
        Self { stage: Stage::Asked(PATIENCE), only: Only::All, scrolled: 0.0 }
    }

    /// Returns the dialog of a text that was pasted.
    pub fn of(session: &Session, text: Arc<str>) -> Self {
        Self { stage: reading(session, text), ..Self::asked() }
    }

    /// Shows the dialog; returns whether it is done.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        self.take_pasted(ui, session);
        self.go_on(ui, session);
        let is_done = ui.horizontal(|ui| {
            ui.heading("Paste rows");
            // With rows it stands beside the button that adds them.
            let is_bare = !matches!(self.stage, Stage::Shown(_));
            is_bare && ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.button("Cancel").clicked()).inner
        });
        if is_done.inner {
            return true;
        }
        match &mut self.stage {
            Stage::Asked(_) => {}
            Stage::Refused(error) => refusal_ui(ui, theme, error),
            Stage::Reading(_) => drop(ui.label("Reading the rows…")),
            Stage::Shown(shown) => return shown.show(ui, theme, &mut self.only, &mut self.scrolled, commands),
        }
        false
    }

    /// Takes what is pasted into the dialog in place of what it shows.
    fn take_pasted(&mut self, ui: &Ui, session: &Session) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let mut pasted = None;
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Paste(text) => {
                    pasted = Some(Some(Arc::from(text.as_str())));
                    false
                }
                Event::PasteImage(_) => {
                    pasted = Some(None);
                    false
                }
                _ => true,
            });
        });
        match pasted {
            Some(Some(text)) => *self = Self::of(session, text),
            Some(None) => self.stage = Stage::Refused(TableError::Picture),
            None => {}
        }
    }

    /// Takes over what was read meanwhile.
    fn go_on(&mut self, ui: &Ui, session: &Session) {
        match &mut self.stage {
            Stage::Asked(0) => self.stage = Stage::Refused(TableError::Empty),
            Stage::Asked(frames) => {
                *frames -= 1;
                ui.ctx().request_repaint();
            }
            Stage::Refused(_) => {}
            Stage::Reading(reading) if !reading.job.is_done() => ui.ctx().request_repaint_after(LOOK),
            Stage::Reading(_) => {
                let before = std::mem::replace(&mut self.stage, Stage::Asked(0));
                if let Stage::Reading(Reading { job, document }) = before {
                    self.stage = match job.wait() {
                        Ok(read) => Stage::Shown(Box::new(Shown::of(read, document))),
                        Err(error) => Stage::Refused(error),
                    };
                }
            }
            Stage::Shown(shown) => shown.go_on(ui, session),
        }
    }
}

/// Begins to read a text.
fn reading(session: &Session, text: Arc<str>) -> Stage {
    let document = session.shown().clone();
    let n_bytes = text.len();
    let record = document.clone();
    Stage::Reading(Reading { job: begin(n_bytes, move || read(&text, &record)), document })
}

fn read(text: &str, record: &Document) -> Result<Read, TableError> {
    let table = Table::read(text)?;
    let (mapping, preview) = Preview::guess(&table, record);
    Ok(Read { table: Arc::new(table), mapping, preview })
}

/// Does what is little at once and begins the rest beside the window.
fn begin<T: Send + 'static>(n_bytes: usize, work: impl FnOnce() -> T + Clone + Send + 'static) -> Job<T> {
    if n_bytes <= MOST_AT_ONCE { Job::Done(work()) } else { Job::begin(work) }
}

/// Says why there are no rows.
fn refusal_ui(ui: &mut Ui, theme: &Theme, error: &TableError) {
    ui.add_space(12.0);
    let words = error.to_string();
    for (idx, line) in words.lines().enumerate() {
        let text = match (idx, line.strip_prefix("Hint: ")) {
            (0, _) => RichText::new(line).family(FontFamily::Name(super::BOLD.into())),
            (_, Some(hint)) => RichText::new(hint).color(color(theme.muted)),
            (_, None) => RichText::new(line),
        };
        ui.add(Label::new(text).wrap());
    }
    ui.add_space(12.0);
    let columns: Vec<&str> = PasteField::ALL.into_iter().map(PasteField::name).collect();
    let words = format!("Columns that are understood, in any order: {}", columns.join(", "));
    ui.add(Label::new(RichText::new(words).small().color(color(theme.muted))).wrap());
}

impl Shown {
    fn of(read: Read, document: Arc<Document>) -> Self {
        let Read { table, mapping, .. } = &read;
        let n_sample = table.n_rows(mapping.header).min(SAMPLE_ROWS);
        let width = |column: usize| {
            let cells = (0..n_sample).map(|row| table.cell(mapping.header, row, column));
            let widest = cells.chain([table.head(column)]).map(|cell| cell.chars().take(64).count()).max().unwrap_or(0);
            (widest as f32 * LETTER + 16.0).clamp(LEAST_COLUMN, MOST_COLUMN)
        };
        let wanted: Vec<f32> = (0..table.n_columns()).map(width).collect();
        Self { read, document, widths: wanted.clone(), wanted, again: None, listed: None }
    }

    /// Reads the rows against another record, and takes over what was read anew.
    fn go_on(&mut self, ui: &Ui, session: &Session) {
        if let Some(Reading { job, document }) = self.again.take_if(|again| again.job.is_done()) {
            (self.read.preview, self.document, self.listed) = (job.wait(), document, None);
        }
        if self.again.is_none() && !Arc::ptr_eq(&self.document, session.shown()) {
            self.read_again(session.shown().clone(), self.read.mapping.clone());
        }
        if self.again.is_some() {
            ui.ctx().request_repaint_after(LOOK);
        }
    }

    fn read_again(&mut self, document: Arc<Document>, mapping: Mapping) {
        self.read.mapping = mapping.clone();
        let (table, record) = (self.read.table.clone(), document.clone());
        let job = begin(table.n_bytes(), move || Preview::of(&table, &mapping, &record));
        self.again = Some(Reading { job, document });
    }

    /// Shows the table with all that is around it; returns whether the dialog is done.
    fn show(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        only: &mut Only,
        scrolled: &mut f32,
        commands: &mut Vec<Command>,
    ) -> bool {
        self.fit(ui.available_width() - NUMBERS - BAR);
        self.summary_ui(ui, theme);
        let mapping = self.choices_ui(ui, only);
        let height = (ui.available_height() - FOOT).max(ROW * 2.0);
        let chosen = ui
            .allocate_ui(vec2(ui.available_width(), height), |ui| {
                ui.set_min_height(height);
                let chosen = self.heads_ui(ui, theme, *scrolled);
                self.rows_ui(ui, theme, *only, scrolled);
                chosen
            })
            .inner;
        if let Some(mapping) = mapping.or(chosen) {
            self.read_again(self.document.clone(), mapping);
            ui.ctx().request_repaint();
        }
        ui.add_space(8.0);
        match self.foot_ui(ui, theme) {
            Foot::Nothing => false,
            Foot::Cancel => true,
            Foot::Add => {
                let edit = self.read.preview.edit();
                commands.extend(edit.map(|edit| Command::Edits(Edits::Commit(Box::new(edit)))));
                true
            }
        }
    }

    /// Shows what can be done with the rows; Enter adds them where no button or field has the focus.
    fn foot_ui(&self, ui: &mut Ui, theme: &Theme) -> Foot {
        let n_ready = self.read.preview.n_ready();
        let can_add = n_ready > 0 && self.read.preview.fits() == Fits::Yes && self.again.is_none();
        let is_enter = can_add
            && ui.input(|input| input.key_pressed(Key::Enter))
            && is_enter_free(ui, |id| self.is_row(id))
            && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Enter));
        let (fill, ink) = if can_add { (theme.ink, theme.panel) } else { (theme.chip, theme.muted) };
        let words = RichText::new(format!("Add {}", counted(n_ready, "tie"))).color(color(ink));
        ui.horizontal(|ui| {
            let add = ui.add_enabled(can_add, Button::new(words).fill(color(fill)));
            let is_put_away = ui.button("Cancel").clicked();
            match (add.on_hover_text("Adds these ties in one step (Enter)").clicked() || is_enter, is_put_away) {
                (true, _) => Foot::Add,
                (false, true) => Foot::Cancel,
                (false, false) => Foot::Nothing,
            }
        })
        .inner
    }

    /// Narrows wide columns, as far as that brings more of them into sight.
    fn fit(&mut self, room: f32) {
        let wanted: f32 = self.wanted.iter().sum();
        let part = (room / wanted.max(1.0)).min(1.0);
        self.widths = self.wanted.iter().map(|width| (width * part).max(width.min(LEAST_FITTED))).collect();
    }

    /// Says how many rows come in, and what is to be known about them.
    fn summary_ui(&self, ui: &mut Ui, theme: &Theme) {
        let preview = &self.read.preview;
        let words = if self.again.is_some() { "Reading the rows…".to_owned() } else { preview.in_words() };
        let ink = if preview.fits() == Fits::Yes { theme.ink } else { theme.negative };
        let bold = FontFamily::Name(super::BOLD.into());
        ui.add(Label::new(RichText::new(words).family(bold).color(color(ink))).wrap());
        for words in self.read.table.oddities() {
            ui.add(Label::new(RichText::new(words).small().color(color(theme.negative))).wrap());
        }
        if !preview.remarks().is_empty() {
            let words = preview.remarks().join(" · ");
            ui.add(Label::new(RichText::new(words).small().color(color(theme.muted))).wrap());
        }
    }

    /// Chooses which rows are listed, and whether the first names the columns; returns the mapping if that was changed.
    fn choices_ui(&self, ui: &mut Ui, only: &mut Only) -> Option<Mapping> {
        let Read { mapping, preview, .. } = &self.read;
        let mut chosen = None;
        ui.horizontal_wrapped(|ui| {
            let choices = [
                (Only::All, format!("All {}", grouped(preview.rows().len()))),
                (Only::Ready, format!("{} come in", grouped(preview.n_ready()))),
                (Only::Problems, counted(preview.n_problems(), "problem")),
            ];
            for (choice, words) in choices {
                if ui.selectable_label(*only == choice, words).clicked() {
                    *only = choice;
                }
            }
            ui.add_space(16.0);
            let mut is_named = mapping.header == Header::Named;
            if ui.checkbox(&mut is_named, "The first row names the columns").changed() {
                let header = if is_named { Header::Named } else { Header::Missing };
                chosen = Some(mapping.clone().with_header(header));
            }
        });
        chosen
    }

    /// Shows above each column what it holds, to be chosen; returns the mapping if that was changed.
    fn heads_ui(&self, ui: &mut Ui, theme: &Theme, scrolled: f32) -> Option<Mapping> {
        let Read { table, mapping, .. } = &self.read;
        let mut chosen = None;
        let heads = ScrollArea::horizontal()
            .id_salt("columns")
            .horizontal_scroll_offset(scrolled)
            .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden);
        heads.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(NUMBERS);
                for (column, width) in self.widths.iter().enumerate() {
                    let held = mapping.columns().get(column).copied().flatten();
                    let head = if mapping.header == Header::Named { boxed(table.head(column)) } else { String::new() };
                    ui.allocate_ui(vec2(*width, 48.0), |ui| {
                        ui.set_width(*width);
                        ui.vertical(|ui| {
                            if let Some(field) = column_ui(ui, column, held, &head, *width - 12.0) {
                                chosen = Some(mapping.clone().with(column, field));
                            }
                            let head = RichText::new(&head).small().color(color(theme.muted));
                            ui.add(Label::new(head).truncate());
                        });
                    });
                }
            });
        });
        chosen
    }

    /// Lists the rows.
    fn rows_ui(&mut self, ui: &mut Ui, theme: &Theme, only: Only, scrolled: &mut f32) {
        let listed = match self.listed.take() {
            Some((of, listed)) if of == only => listed,
            Some(_) | None => self.rows_of(only),
        };
        if listed.is_empty() {
            let words = match only {
                Only::All => "There are no rows",
                Only::Ready => "No row comes in",
                Only::Problems => "No row has a problem",
            };
            ui.label(RichText::new(words).color(color(theme.muted)));
        }
        let width = NUMBERS + self.widths.iter().sum::<f32>();
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows = ScrollArea::both().id_salt("rows").auto_shrink([false, false]);
        let shown = rows.show_rows(ui, ROW, listed.len(), |ui, range| {
            ui.set_min_width(width);
            for row_idx in listed.get(range).unwrap_or_default() {
                self.row_ui(ui, theme, *row_idx, width);
            }
        });
        *scrolled = shown.state.clamped_offset().x;
        self.listed = Some((only, listed));
    }

    /// Returns the rows that a choice lists.
    fn rows_of(&self, only: Only) -> Vec<usize> {
        let Read { table, mapping, preview } = &self.read;
        let is_listed = |row_idx: &usize| match (only, preview.rows().get(*row_idx)) {
            (Only::All, _) => true,
            (Only::Ready, outcome) => matches!(outcome, Some(Outcome::Ready(_))),
            (Only::Problems, outcome) => matches!(outcome, Some(Outcome::Problem(_))),
        };
        (0..table.n_rows(mapping.header)).filter(is_listed).collect()
    }

    /// Whether a widget is a row.
    fn is_row(&self, id: Id) -> bool {
        self.listed.as_ref().is_some_and(|(_, listed)| listed.iter().any(|row_idx| row_id(*row_idx) == id))
    }

    fn row_ui(&self, ui: &mut Ui, theme: &Theme, row_idx: usize, width: f32) {
        let Read { table, mapping, preview } = &self.read;
        // size
        let size = vec2(width.max(ui.available_width()), ROW);
        // allocate
        let (_, rect) = ui.allocate_space(size);
        let response = ui.interact(rect, row_id(row_idx), Sense::click());
        // interact
        let number = row_idx + 1 + mapping.header.n_rows();
        let (mark, says, ink) = match preview.rows().get(row_idx) {
            Some(Outcome::Ready(words)) => ("", boxed(words), theme.muted),
            Some(Outcome::Problem(objection)) => {
                let words = format!("{} · {}", quoted(&objection.message), quoted(&objection.hint));
                ("Left out: ", words, theme.negative)
            }
            None => ("", String::new(), theme.muted),
        };
        let says = format!("{mark}{says}");
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Row {number}: {says}")));
        if response.clicked() {
            response.request_focus();
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        // paint
        let seen = ui.clip_rect().intersect(rect);
        if !seen.is_positive() {
            return;
        }
        let line = Stroke::new(1.0, color(theme.line));
        ui.painter().hline(seen.x_range(), rect.bottom() - 0.5, line);
        if response.has_focus() {
            let ring = Stroke::new(1.5, color(theme.ink));
            ui.painter().rect_stroke(seen.shrink(1.0), 4, ring, StrokeKind::Inside);
        }
        let words = RichText::new(grouped(number)).small().color(color(theme.muted));
        write(ui, pos2(rect.left() + 4.0, rect.top() + 5.0), words, NUMBERS - 8.0);
        let mut left = rect.left() + NUMBERS;
        for (column, width) in self.widths.iter().enumerate() {
            let is_taken = mapping.columns().get(column).is_some_and(Option::is_some);
            let cell = boxed(table.cell(mapping.header, row_idx, column));
            let ink = if is_taken { theme.ink } else { theme.faint };
            let place = Rect::from_min_size(pos2(left, rect.top()), Vec2::new(*width, ROW));
            if place.intersects(seen) {
                write(ui, place.min + vec2(0.0, 4.0), RichText::new(cell).color(color(ink)), width - 12.0);
            }
            left += width;
        }
        // Where it can be read however far the table is scrolled to the right.
        let left = seen.left().max(rect.left()) + NUMBERS;
        let words = RichText::new(&says).small().color(color(ink));
        if write(ui, pos2(left, rect.top() + 23.0), words, seen.right() - left - 12.0).elided {
            response.on_hover_text(says);
        }
    }
}

fn row_id(row_idx: usize) -> Id {
    Id::unique("pasted row").with(row_idx)
}

/// Whether Enter belongs to nothing that has the focus in the dialog; rows want it for nothing.
fn is_enter_free(ui: &Ui, is_row: impl Fn(Id) -> bool) -> bool {
    let context = ui.ctx();
    let Some(focused) = context.memory(|memory| memory.focused()) else { return !Popup::is_any_open(context) };
    let is_here = context.read_response(focused).is_some_and(|response| response.layer_id == ui.layer_id());
    (!is_here || is_row(focused)) && !Popup::is_any_open(context)
}

/// Writes words on one line; returns how they lie, which may be cut.
fn write(ui: &Ui, at: Pos2, words: RichText, room: f32) -> Arc<Galley> {
    let galley = one_line(ui, words, room);
    ui.painter().galley(at, galley.clone(), ui.visuals().text_color());
    galley
}

/// Lets somebody choose what a column holds; returns what was chosen.
fn column_ui(
    ui: &mut Ui,
    column: usize,
    held: Option<PasteField>,
    head: &str,
    width: f32,
) -> Option<Option<PasteField>> {
    let name = |held: Option<PasteField>| held.map_or("Not taken", PasteField::name);
    let mut chosen = held;
    let picker = ComboBox::from_id_salt(("column", column)).selected_text(name(held)).width(width).height(LIST);
    let response = picker.show_ui(ui, |ui| {
        for field in PasteField::ALL.into_iter().map(Some).chain([None]) {
            ui.selectable_value(&mut chosen, field, name(field));
        }
    });
    let says = format!("Column {} {head} holds: {}", column + 1, name(held));
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &says));
    (chosen != held).then_some(chosen)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    use std::thread::current;
    use std::time::{Duration, Instant};

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::scene::ThemeName;

    /// How long anything may take; generous, since the machine may be slow and busy.
    const WATCHDOG: Duration = Duration::from_secs(120);

    #[test]
    fn only_what_is_little_is_read_in_the_frame_itself() {
        let [little, much] = [MOST_AT_ONCE, MOST_AT_ONCE + 1].map(|n_bytes| begin(n_bytes, || current().id()).wait());
        assert_eq!((little == current().id(), much == current().id()), (true, false));
    }

    #[test]
    fn frames_are_shown_while_rows_are_read() {
        let session = Session::open(crate::io::load_starter().document, Vec::new());
        let document = session.shown().clone();
        let (begin_now, is_begun) = channel();
        let (gate, record) = (Arc::new(Mutex::new(is_begun)), document.clone());
        // Reads no row before it is told to.
        let job = Job::begin(move || {
            drop(gate.lock().map(|gate| gate.recv_timeout(WATCHDOG)));
            read("RUS\tPRK\ttrade\t1999\n", &record)
        });
        let mut rows = PasteRows { stage: Stage::Reading(Reading { job, document }), ..PasteRows::asked() };
        let theme = crate::io::theme(ThemeName::Light);
        let show = move |ui: &mut Ui| {
            rows.show(ui, &session, &theme, &mut Vec::new());
        };
        let mut window = Harness::builder().allow_missing_glyphs().build_ui(show);
        for _ in 0..3 {
            window.step();
            assert!(window.query_by_label("Reading the rows…").is_some());
        }
        begin_now.send(()).expect("told");
        let start = Instant::now();
        while window.query_by_label("Add 1 tie").is_none() {
            assert!(start.elapsed() < WATCHDOG, "waited in vain for the rows");
            window.step();
        }
    }
}
