//! All that could be asked for, in a list that what is typed makes shorter. Up and down choose a line, Enter asks for it or
//! takes it back. The lines are no stops of the keyboard, or it would be a long way to what stands below them.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::text::{CCursor, CCursorRange};
use egui::{
    FontFamily, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, RectAlign, Response, RichText, Role, ScrollArea,
    Sense, Stroke, TextEdit, Ui, WidgetInfo,
};

use super::days::{Days, days_ui};
use super::line::{Line, line_ui};
use crate::kit::grouped;
use crate::model::{Document, Sign};
use crate::network::{Criterion, Field, Network};
use crate::scene::Theme;
use crate::session::{Choice, Choices, Command, Session, Sift, choices};
use crate::ui::style::color;

/// Width of the list, in points.
const WIDTH: f32 = 320.0;
/// Height of the list without what stands around it, and what stands around it, in points.
const MOST_HEIGHT: f32 = 420.0;
const AROUND: f32 = 200.0;
/// Lines of a field before somebody asks for the others, and at most.
const FEW: usize = 8;
const MOST: usize = 200;

/// The list, which remembers what was typed.
#[derive(Debug, Default)]
pub(super) struct Picker {
    held: Option<Held>,
    typed: String,
    /// Which of the lines Enter would choose.
    at_hand: usize,
    /// Fields of which all lines are shown.
    unfolded: BTreeSet<Field>,
    days: Days,
    stage: Stage,
}

/// How far the list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// It is not shown.
    #[default]
    Closed,
    /// It shall be.
    Asked,
    /// It is, and what is typed shall get the focus.
    Entering,
    /// It is shown.
    Shown,
}

/// What there is to choose, and of what that was made.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    choices: Vec<Choices>,
    /// What was listed last.
    listed: Option<Listed>,
}

/// What is listed, and for what was typed and unfolded.
#[derive(Debug)]
struct Listed {
    typed: String,
    unfolded: BTreeSet<Field>,
    entries: Vec<Entry>,
}

/// What a line of the list does.
#[derive(Debug)]
enum Entry {
    /// It asks for something, or takes it back.
    Choice(Field, Choice),
    /// It shows the other lines of a field, so many.
    Unfold(Field, usize),
}

impl Picker {
    /// Opens the list in the next frame.
    pub(super) fn ask(&mut self) {
        self.stage = Stage::Asked;
    }

    /// Shows the list beside `anchor` while it is open; `button` opens it.
    pub(super) fn show(
        &mut self,
        button: &Response,
        anchor: Rect,
        session: &Session,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) {
        let id = button.id.with("choices");
        let is_open = Popup::is_id_open(&button.ctx, id);
        if button.clicked() {
            if is_open { Popup::close_id(&button.ctx, id) } else { self.stage = Stage::Asked }
        }
        if self.stage == Stage::Asked {
            Popup::open_id(&button.ctx, id);
            (self.stage, self.at_hand) = (Stage::Entering, 0);
            self.typed.clear();
        }
        if !Popup::is_id_open(&button.ctx, id) {
            self.close(button);
            return;
        }
        let popup = Popup::new(id, button.ctx.clone(), anchor, button.layer_id)
            .open_memory(None)
            .align(RectAlign::RIGHT_START)
            .gap(20.0)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name("What can be asked for");
        popup.show(|ui| {
            ui.set_width(WIDTH);
            self.content_ui(ui, session, theme, commands);
        });
        if !Popup::is_id_open(&button.ctx, id) {
            self.close(button);
        }
    }

    /// Gives the focus back to the button, unless something else has taken it.
    fn close(&mut self, button: &Response) {
        if self.stage != Stage::Closed {
            if button.ctx.input(|input| input.key_pressed(Key::Escape)) {
                button.request_focus();
            }
            (self.stage, self.held) = (Stage::Closed, None);
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
        let field_id = ui.make_persistent_id("what is typed");
        let keys = Keys::taken(ui, field_id);
        let field = TextEdit::singleline(&mut self.typed)
            .id(field_id)
            .hint_text("Type to find: negative, Russia, B or better…");
        let response = ui.scope(|ui| {
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, color(theme.faint));
            ui.add(field.desired_width(f32::INFINITY).char_limit(80))
        });
        let response = response.inner;
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Find what to ask for"));
        if self.stage == Stage::Entering && !ui.is_sizing_pass() {
            response.request_focus();
            self.stage = Stage::Shown;
        }
        ui.add_space(4.0);
        let is_same = |held: &Held| {
            Arc::ptr_eq(&held.document, session.document()) && Arc::ptr_eq(&held.network, session.network())
        };
        let kept = self.held.take().filter(is_same);
        let make = || Held {
            document: session.document().clone(),
            network: session.network().clone(),
            choices: choices(session),
            listed: None,
        };
        let held = self.held.insert(kept.unwrap_or_else(make));
        let entries = held.entries(&self.typed, &self.unfolded);
        if response.changed() {
            self.at_hand = likeliest(entries, &self.typed.to_lowercase());
        }
        self.at_hand = keys.moved(self.at_hand, entries.len());
        let room = (ui.ctx().content_rect().height() - AROUND).clamp(80.0, MOST_HEIGHT);
        let is_typed = response.changed();
        let shown = ListShown { session, theme, at_hand: self.at_hand, keys, is_typed };
        let mut unfold = None;
        // The height stays, so that the days do not jump while one types.
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_min_height(room);
            unfold = shown.entries_ui(ui, entries, commands);
        });
        if let Some(field) = unfold {
            self.unfolded.insert(field);
        }
        if keys.is_enter {
            mark_all(ui, field_id, &self.typed);
        }
        ui.separator();
        days_ui(ui, session, &mut self.days, theme, commands);
    }
}

impl Held {
    /// Returns what is listed; made anew only where something else was typed or unfolded.
    fn entries(&mut self, typed: &str, unfolded: &BTreeSet<Field>) -> &[Entry] {
        let is_same = |listed: &Listed| listed.typed == typed && listed.unfolded == *unfolded;
        let listed = self.listed.take().filter(is_same).unwrap_or_else(|| Listed {
            typed: typed.to_owned(),
            unfolded: unfolded.clone(),
            entries: entries(&self.choices, &typed.to_lowercase(), unfolded),
        });
        &self.listed.insert(listed).entries
    }
}

/// Returns what is listed, in the order of fields: without anything typed a few of each.
fn entries(choices: &[Choices], typed: &str, unfolded: &BTreeSet<Field>) -> Vec<Entry> {
    let is_typed = !typed.trim().is_empty();
    let mut entries = Vec::new();
    for Choices { field, choices } in choices {
        let is_meant = |choice: &&Choice| !is_typed || choice.is_meant_by(typed);
        let meant: Vec<&Choice> = choices.iter().filter(is_meant).collect();
        let most = match is_typed || unfolded.contains(field) {
            true => MOST,
            // A line that says that there is one more takes as much room as that one.
            false if meant.len() == FEW + 1 => FEW + 1,
            false => FEW,
        };
        entries.extend(meant.iter().take(most).map(|choice| Entry::Choice(*field, (*choice).clone())));
        if meant.len() > most {
            entries.push(Entry::Unfold(*field, meant.len() - most));
        }
    }
    entries
}

/// Returns which entry somebody means who typed this: a grade where only that is typed, the first whose name begins so, or
/// else holds it, or else the first.
fn likeliest(entries: &[Entry], typed: &str) -> usize {
    let typed = typed.trim();
    let find = |is_it: &dyn Fn(&Choice) -> bool| {
        entries.iter().position(|entry| match entry {
            Entry::Choice(_, choice) => is_it(choice),
            Entry::Unfold(..) => false,
        })
    };
    let graded = find(&|choice| choice.is_grade(typed));
    let begins = graded.or_else(|| find(&|choice| choice.known_as.starts_with(typed)));
    begins.or_else(|| find(&|choice| choice.known_as.contains(typed))).unwrap_or_default()
}

/// Keys that go to the list while one types.
#[derive(Clone, Copy)]
struct Keys {
    n_down: usize,
    n_up: usize,
    is_enter: bool,
}

impl Keys {
    /// Takes them out of the input, if what is typed has the focus.
    fn taken(ui: &Ui, field: Id) -> Self {
        if !ui.memory(|memory| memory.has_focus(field)) {
            return Self { n_down: 0, n_up: 0, is_enter: false };
        }
        ui.input_mut(|input| Self {
            n_down: input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            n_up: input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            is_enter: input.consume_key(Modifiers::NONE, Key::Enter),
        })
    }

    fn is_moving(self) -> bool {
        self.n_down + self.n_up > 0
    }

    fn moved(self, at: usize, n_entries: usize) -> usize {
        (at + self.n_down).min(n_entries.saturating_sub(1)).saturating_sub(self.n_up)
    }
}

/// The list while it is being shown.
#[derive(Clone, Copy)]
struct ListShown<'a> {
    session: &'a Session,
    theme: &'a Theme,
    at_hand: usize,
    keys: Keys,
    /// Whether something was typed in this frame.
    is_typed: bool,
}

impl ListShown<'_> {
    /// Shows all lines under the titles of their fields; returns a field of which all lines shall be shown.
    fn entries_ui(self, ui: &mut Ui, entries: &[Entry], commands: &mut Vec<Command>) -> Option<Field> {
        let mut unfold = None;
        let mut last = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        for (idx, entry) in entries.iter().enumerate() {
            let (Entry::Choice(field, _) | Entry::Unfold(field, _)) = entry;
            if last != Some(*field) {
                self.title_ui(ui, *field, if last.is_some() { 10.0 } else { 2.0 });
                last = Some(*field);
            }
            let is_at_hand = idx == self.at_hand;
            let response = match entry {
                Entry::Choice(field, choice) => self.choice_ui(ui, *field, choice, idx),
                Entry::Unfold(field, n) => self.unfold_ui(ui, *field, *n, idx),
            };
            if is_at_hand && (self.keys.is_moving() || self.is_typed) {
                response.scroll_to_me(None);
            }
            if response.clicked() || is_at_hand && self.keys.is_enter {
                match entry {
                    Entry::Choice(_, choice) => commands.push(self.asked(choice)),
                    Entry::Unfold(field, _) => unfold = Some(*field),
                }
            }
        }
        if entries.is_empty() {
            ui.add_space(8.0);
            ui.label(RichText::new("Nothing in this record is called that").color(color(self.theme.muted)));
        }
        unfold
    }

    fn title_ui(self, ui: &mut Ui, field: Field, above: f32) {
        ui.add_space(above);
        let bold = FontFamily::Name(crate::ui::BOLD.into());
        ui.label(RichText::new(field.title()).size(11.0).family(bold).color(color(self.theme.muted)));
        ui.add_space(2.0);
    }

    fn choice_ui(self, ui: &mut Ui, field: Field, choice: &Choice, idx: usize) -> Response {
        let is_at_hand = idx == self.at_hand;
        let is_chosen = self.session.lens().filter.has(&choice.criterion);
        let sign = self.sign(&choice.criterion);
        line_ui(ui, self.theme, &Line { choice, field: field.title(), sign, is_chosen, is_at_hand })
    }

    fn unfold_ui(self, ui: &mut Ui, field: Field, n: usize, idx: usize) -> Response {
        let words = RichText::new(format!("{} more", grouped(n))).color(color(self.theme.muted));
        let response = ui.add(egui::Button::new(words).frame(idx == self.at_hand).sense(Sense::CLICK));
        let said = format!("{}: {} more", field.title(), grouped(n));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        response
    }

    fn sign(self, criterion: &Criterion) -> Option<Sign> {
        match criterion {
            Criterion::Sign(sign) => Some(*sign),
            Criterion::Kind(id) => self.session.document().kinds.get(id).map(|kind| kind.sign),
            Criterion::Category(_)
            | Criterion::Nation(_)
            | Criterion::Overlap(_)
            | Criterion::Reliability(_)
            | Criterion::Credibility(_)
            | Criterion::Standing(_)
            | Criterion::Disputed
            | Criterion::SingleOrigin
            | Criterion::Source(_)
            | Criterion::WithoutSource(_)
            | Criterion::Around(..) => None,
        }
    }

    fn asked(self, choice: &Choice) -> Command {
        let filter = &self.session.lens().filter;
        let asked = match filter.has(&choice.criterion) {
            true => filter.without(&choice.criterion),
            false => filter.with(&choice.criterion),
        };
        Command::Sift(Sift::Ask(Box::new(asked)))
    }
}

/// Marks what was typed, so that typing on begins anew.
fn mark_all(ui: &Ui, field: Id, typed: &str) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), field) {
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(typed.chars().count()));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_starter;

    #[test]
    fn the_list_is_made_anew_only_where_something_else_is_typed_or_unfolded() {
        let session = Session::open(load_starter().document, Vec::new());
        let (document, network) = (session.document().clone(), session.network().clone());
        let mut held = Held { document, network, choices: choices(&session), listed: None };
        let none = BTreeSet::new();
        let first = held.entries("neg", &none).as_ptr();
        assert_eq!(held.entries("neg", &none).as_ptr(), first);
        let n_few = held.entries("", &none).len();
        assert!(held.entries("", &BTreeSet::from([Field::Source])).len() > n_few);
        assert!(held.entries("no such thing", &none).is_empty());
    }
}
