//! The context menu: what can be asked for of the thing that was right-clicked, or at which the keyboard is.

use egui::containers::menu::menu_style;
use egui::{
    Align, Button, EventFilter, FocusDirection, Id, Key, Layout, Modifiers, Popup, PopupKind, Pos2, Response,
    SetOpenCommand, Ui,
};

use crate::kit::boxed;
use crate::model::{NationId, TieId};
use crate::network::NetworkTie;
use crate::scene::{Class, Target, Theme};
use crate::session::{Command, Session, Sift};
use crate::ui::inspector::{Letters, label_ui, paint_casing, paint_sign};
use crate::ui::offer::{Offer, sifting};

/// Least width of a menu, in points.
const WIDTH: f32 = 220.0;
/// Ties that a pair's menu lists; the inspector lists the others.
const MOST_TIES: usize = 16;

/// The context menu that is open, if one is.
#[derive(Debug, Default)]
pub(super) struct OpenMenu {
    open: Option<Opened>,
    /// How many were opened, so that each is a popup of its own: a click that opens one would close the one before.
    n_opened: usize,
}

#[derive(Debug, Clone)]
struct Opened {
    /// What it is about; `None` for the canvas itself.
    target: Option<Target>,
    /// Where it opens, on the screen.
    at: Pos2,
    /// What had the focus, where the menu has taken it.
    returns_to: Option<Id>,
    stage: Stage,
}

/// How far a menu has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It was asked for in this frame.
    Asked,
    /// It is shown, and its first entry shall get the focus.
    Entering,
    /// It is shown.
    Shown,
}

impl OpenMenu {
    /// Opens the menu of something under the pointer.
    pub(super) fn open_at(&mut self, at: Pos2, target: Option<Target>) {
        self.n_opened += 1;
        self.open = Some(Opened { target, at, returns_to: None, stage: Stage::Asked });
    }

    /// Opens the menu of what has the focus, to which the focus returns.
    pub(super) fn open_by_key(&mut self, at: Pos2, target: Option<Target>, focused: Id) {
        self.open_at(at, target);
        if let Some(open) = &mut self.open {
            open.returns_to = Some(focused);
        }
    }

    /// Whether a menu is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows the menu that is open.
pub(super) fn menu_ui(
    ui: &Ui,
    canvas: &Response,
    session: &Session,
    menu: &mut OpenMenu,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let Some(open) = &mut menu.open else { return };
    let id = canvas.id.with(("context menu", menu.n_opened));
    let popup = Popup::new(id, ui.ctx().clone(), open.at, canvas.layer_id)
        .kind(PopupKind::Menu)
        .style(menu_style)
        .layout(Layout::top_down_justified(Align::Min))
        .gap(0.0)
        .open_memory((open.stage == Stage::Asked).then_some(SetOpenCommand::Bool(true)));
    if open.stage == Stage::Asked {
        open.stage = if open.returns_to.is_some() { Stage::Entering } else { Stage::Shown };
    }
    let is_entering = open.stage == Stage::Entering;
    let target = open.target.clone();
    let shown = popup.show(|ui| {
        ui.set_min_width(WIDTH);
        let mut list = List { session, theme, commands, entries: Vec::new() };
        list.of_ui(ui, target.as_ref());
        let entries = list.entries;
        match entries.first() {
            Some(_) if ui.is_sizing_pass() => None,
            Some(first) if is_entering => {
                ui.memory_mut(|memory| memory.request_focus(*first));
                Some(Walked::Not)
            }
            Some(_) => Some(walk(ui, canvas, &entries)),
            None => Some(Walked::Not),
        }
    });
    if let Some(walked) = shown.and_then(|shown| shown.inner) {
        open.stage = Stage::Shown;
        match walked {
            Walked::Not => {}
            Walked::In => drop(open.returns_to.get_or_insert(canvas.id)),
        }
    }
    if !Popup::is_id_open(ui.ctx(), id) {
        if let Some(focused) = open.returns_to {
            ui.memory_mut(|memory| memory.request_focus(focused));
        }
        menu.open = None;
        ui.ctx().request_repaint();
    }
}

/// Whether the focus has gone to an entry of a menu.
enum Walked {
    Not,
    In,
}

/// Lets arrows, Tab, Home and End go through the entries of a menu, round and round, from the canvas too, where the focus is
/// while a menu is open that the pointer has opened.
fn walk(ui: &Ui, canvas: &Response, entries: &[Id]) -> Walked {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return Walked::Not };
    let at = entries.iter().position(|entry| *entry == focused);
    if at.is_none() && focused != canvas.id {
        return Walked::Not;
    }
    let ours = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, ours));
    let last = entries.len() - 1;
    let back = at.map_or(last, |at| at.checked_sub(1).unwrap_or(last));
    let on = at.map_or(0, |at| if at == last { 0 } else { at + 1 });
    // With Shift first, since a key without it is taken whatever is held besides.
    let keys = [
        (Modifiers::SHIFT, Key::Tab, back),
        (Modifiers::NONE, Key::Tab, on),
        (Modifiers::NONE, Key::ArrowUp, back),
        (Modifiers::NONE, Key::ArrowDown, on),
        (Modifiers::NONE, Key::Home, 0),
        (Modifiers::NONE, Key::End, last),
    ];
    let is_pressed =
        |(modifiers, key, _): &(Modifiers, Key, usize)| ui.input_mut(|input| input.consume_key(*modifiers, *key));
    let Some((_, _, to)) = keys.into_iter().find(is_pressed) else { return Walked::Not };
    ui.memory_mut(|memory| {
        // Or egui would go its own way, to whatever lies there.
        memory.move_focus(FocusDirection::None);
        memory.request_focus(entries[to]);
    });
    ui.ctx().request_repaint();
    Walked::In
}

/// The entries of a menu while they are being shown.
struct List<'a> {
    session: &'a Session,
    theme: &'a Theme,
    commands: &'a mut Vec<Command>,
    /// What can have the focus, from top to bottom.
    entries: Vec<Id>,
}

impl List<'_> {
    fn of_ui(&mut self, ui: &mut Ui, target: Option<&Target>) {
        match target {
            Some(Target::Nation(id)) => self.nation_ui(ui, id),
            Some(Target::Tie(id)) => self.tie_ui(ui, id),
            Some(Target::Pair(a, b)) => self.pair_ui(ui, a, b),
            // Neither lies on the canvas.
            Some(Target::Source(_) | Target::Class(_)) | None => self.canvas_ui(ui),
        }
    }

    fn nation_ui(&mut self, ui: &mut Ui, id: &NationId) {
        self.title_ui(ui, self.session.document().nation_name(id));
        self.entry_ui(ui, "Select neighbors", Command::SelectMany(neighbors(self.session, id)));
        self.command_ui(ui, Command::FitSelection);
        self.command_ui(ui, Command::Reveal(Target::Nation(id.clone())));
        ui.separator();
        let nations = self.session.selection.nations();
        let positions = &self.session.document().positions;
        let is_pinned = |id: &NationId| positions.get(id).is_some_and(|position| position.is_pinned);
        // The command is about all that is selected, of which this is one from the next frame on at the latest.
        let are_pinned =
            is_pinned(id) && nations.iter().filter(|other| nations.contains(id) && *other != id).all(is_pinned);
        self.entry_ui(ui, if are_pinned { "Unpin" } else { "Pin" }, Command::TogglePins);
        ui.separator();
        self.sifting_ui(ui, &Target::Nation(id.clone()));
        self.command_ui(ui, Command::Copy);
    }

    fn tie_ui(&mut self, ui: &mut Ui, id: &TieId) {
        let Some(tie) = self.session.drawn().tie(id) else { return };
        self.title_ui(ui, &tie.tie.about.title);
        let (a, b) = &tie.tie.between;
        self.entry_ui(ui, "Select both nations", Command::Select(Target::pair(a.clone(), b.clone())));
        let kind = format!("Select all of this kind: {}", boxed(&tie.kind.name));
        self.entry_ui(ui, &kind, Command::Select(Target::Class(Class::Kind(tie.kind.id.clone()))));
        self.command_ui(ui, Command::FitSelection);
        self.command_ui(ui, Command::Reveal(Target::Tie(id.clone())));
        ui.separator();
        self.sifting_ui(ui, &Target::Tie(id.clone()));
        self.command_ui(ui, Command::Copy);
    }

    fn pair_ui(&mut self, ui: &mut Ui, a: &NationId, b: &NationId) {
        let document = self.session.document();
        self.title_ui(ui, &format!("{} · {}", document.nation_name(a), document.nation_name(b)));
        let mut between = self.session.network().ties_between(a, b);
        between.sort_by_key(|tie| (tie.kind.sign, std::cmp::Reverse(tie.as_of_day.weight)));
        for tie in between.iter().take(MOST_TIES) {
            self.choice_ui(ui, tie);
        }
        if between.len() > MOST_TIES {
            let words = format!("{} more in the inspector", between.len() - MOST_TIES);
            label_ui(ui, Letters::small(self.theme), &words);
        }
        ui.separator();
        self.entry_ui(ui, "Select both nations", Command::Select(Target::pair(a.clone(), b.clone())));
        self.command_ui(ui, Command::FitSelection);
        ui.separator();
        self.command_ui(ui, Command::Copy);
    }

    fn canvas_ui(&mut self, ui: &mut Ui) {
        self.command_ui(ui, Command::FitAll);
        self.command_ui(ui, Command::ZoomIn);
        self.command_ui(ui, Command::ZoomOut);
        ui.separator();
        self.command_ui(ui, Command::SelectAll);
        self.command_ui(ui, Command::ClearSelection);
        ui.separator();
        self.command_ui(ui, Command::Sift(Sift::Choose));
        self.command_ui(ui, Command::Sift(Sift::Clear));
    }

    /// What can be asked of the filter about a thing.
    fn sifting_ui(&mut self, ui: &mut Ui, target: &Target) {
        for Offer { words, asks } in sifting(self.session, target) {
            for command in asks {
                self.entry_ui(ui, &words, command);
            }
        }
        ui.separator();
    }

    /// What the menu is about.
    fn title_ui(&mut self, ui: &mut Ui, words: &str) {
        label_ui(ui, Letters::small(self.theme), words);
        ui.add_space(2.0);
    }

    /// A tie to choose among those of a pair, by its title.
    fn choice_ui(&mut self, ui: &mut Ui, tie: &NetworkTie) {
        // Room for the glyph, which is painted and not a letter.
        let words = format!("\u{2003}  {}", boxed(&tie.tie.about.title));
        let response = self.entry_ui(ui, &words, Command::Select(Target::Tie(tie.tie.id.clone())));
        let sentence = boxed(&tie.in_words(self.session.document()));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &sentence));
        let at = response.rect.left_center() + egui::vec2(ui.spacing().button_padding.x + 6.0, 0.0);
        paint_sign(ui.painter(), self.theme, at, tie.kind.sign);
        if tie.is_hypothetical() {
            paint_casing(ui.painter(), self.theme, at);
        }
    }

    fn command_ui(&mut self, ui: &mut Ui, command: Command) {
        self.entry_ui(ui, command.label(), command);
    }

    fn entry_ui(&mut self, ui: &mut Ui, words: &str, command: Command) -> Response {
        let keys = command.first_keys(self.session.preferences.letter_keys);
        let button = if keys.is_empty() { Button::new(words) } else { Button::new(words).shortcut_text(keys) };
        let response = ui.add(button).on_hover_text(command.tooltip());
        self.entries.push(response.id);
        if response.clicked() {
            self.commands.push(command);
            ui.close();
        }
        response
    }
}

/// Returns a nation and all that it is tied to on the day.
fn neighbors(session: &Session, id: &NationId) -> Vec<Target> {
    let ties = session.network().ties_of(id);
    let others = ties.iter().filter_map(|tie| tie.tie.other(id)).cloned();
    let mut nations: Vec<NationId> = others.chain([id.clone()]).collect();
    nations.sort();
    nations.dedup();
    nations.into_iter().map(Target::Nation).collect()
}
