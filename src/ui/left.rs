//! The left panel: the filter, nations with their counts, and the legend, which is made from the encoding itself and lights on the
//! canvas what its rows stand for.

use std::sync::Arc;

use egui::{
    Align, FontFamily, Label, Layout, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::chips::{FilterState, filter_ui};
use super::grades::scale_ui;
use super::inspector::counted;
use super::lit::Lit;
use super::offer::{Offer, offer_ui, sifting};
use super::sample::sample_ui;
use super::style::color;
use super::views_list::views_ui;
use crate::kit::boxed;
use crate::model::{Document, EntryId, NationId};
use crate::network::Network;
use crate::scene::{Class, Legend, LegendRow, LegendSection, Shifts, Target, Theme};
use crate::session::forms::Thing;
use crate::session::{Command, Edits, Session};

/// Nations listed before somebody asks for the others, so that the legend stays in sight.
const FEW_NATIONS: usize = 15;
/// Nations listed at most; the others are on the canvas.
const MOST_NATIONS: usize = 2_000;
/// Height of a nation's row, in points.
const NATION_HEIGHT: f32 = 22.0;
/// Height of a row of the legend, in points.
const ROW_HEIGHT: f32 = 20.0;
/// Width of a sample of a line, and the gap to its words, in points.
const SAMPLE: (f32, f32) = (34.0, 10.0);

/// What the left panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Left {
    filter: FilterState,
    held: Option<Held>,
    listed: Listed,
    lit: Lit,
}

impl Left {
    /// Opens the list of what could be asked for in the next frame.
    pub fn choose(&mut self) {
        self.filter.choose();
    }

    /// Gives the focus to the first of the filter's chips in the next frame.
    pub fn lead_to_chips(&mut self) {
        self.filter.lead_to_chips();
    }
}

/// How many nations are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Listed {
    /// Only those with the most ties.
    #[default]
    Few,
    /// All of them.
    All,
}

/// What was worked out, and of what. The record and its network are held, so that no other can take their place unseen.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    shifts: Option<Arc<Shifts>>,
    /// Those with the most ties first.
    nations: Vec<Listing>,
    legend: Legend,
}

/// A nation in the list.
#[derive(Debug)]
pub struct Listing {
    /// The nation.
    pub target: Target,
    /// Its name, safe to show.
    pub name: String,
    /// How many ties it has on the day.
    pub n_ties: usize,
}

impl Left {
    /// Returns the nations in the list's order: those with the most ties first, then by name.
    pub fn nations(&mut self, session: &Session) -> &[Listing] {
        &held(&mut self.held, session).nations
    }
}

/// Returns what is held of what the session shows, worked out anew where that is another than before.
fn held<'a>(held: &'a mut Option<Held>, session: &Session) -> &'a Held {
    let kept = held.take().filter(|held| held.is_of(session));
    held.insert(kept.unwrap_or_else(|| Held::of(session)))
}

impl Held {
    fn of(session: &Session) -> Self {
        let (document, network) = (session.document().clone(), session.network().clone());
        let listing = |nation: &Arc<crate::model::Nation>| Listing {
            target: Target::Nation(nation.id.clone()),
            name: boxed(document.nation_name(&nation.id)),
            n_ties: network.n_ties_of(&nation.id),
        };
        let mut nations: Vec<Listing> = network.nations().iter().map(listing).collect();
        // Never by what the day makes of them: rows would change places under whoever moves the date.
        let focus = &document.manifest.focus;
        let place = |listing: &Listing| {
            let is_it = |id: &NationId| listing.target == Target::Nation(id.clone());
            focus.iter().position(is_it).unwrap_or(focus.len())
        };
        nations.sort_by_cached_key(|listing| (place(listing), listing.name.clone()));
        let shifts = shifts(session).cloned();
        let legend = match &shifts {
            Some(shifts) => Legend::comparing(&network, shifts),
            None => Legend::of(&network),
        };
        Self { document, network, shifts, nations, legend }
    }

    fn is_of(&self, session: &Session) -> bool {
        Arc::ptr_eq(&self.document, session.document())
            && Arc::ptr_eq(&self.network, session.network())
            && self.shifts.as_ref() == shifts(session)
    }
}

fn shifts(session: &Session) -> Option<&Arc<Shifts>> {
    session.comparison().map(|comparison| &comparison.shifts)
}

/// Shows filter, nations and legend.
pub fn left_ui(ui: &mut Ui, session: &Session, left: &mut Left, theme: &Theme, commands: &mut Vec<Command>) {
    let Left { filter, held: memo, listed, lit } = left;
    filter_ui(ui, session, filter, theme, commands);
    ui.add_space(12.0);
    let held = held(memo, session);
    let mut pointed = None;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        nations_ui(ui, session, &held.nations, listed, theme, commands);
        ui.add_space(12.0);
        views_ui(ui, session, theme, commands);
        let Legend { evidence, form, casing, changes, kinds, reliability, credibility } = &held.legend;
        for section in [changes, casing, evidence, kinds].into_iter().filter(|section| !section.rows.is_empty()) {
            ui.add_space(12.0);
            section_ui(ui, session, section, theme, &mut pointed, commands);
        }
        for scale in [reliability, credibility] {
            ui.add_space(12.0);
            title_ui(ui, scale.title, theme);
            scale_ui(ui, session, scale, theme, &mut pointed, commands);
        }
        ui.add_space(12.0);
        section_ui(ui, session, form, theme, &mut pointed, commands);
    });
    lit.follow(pointed, session, commands);
}

pub(super) fn title_ui(ui: &mut Ui, words: &str, theme: &Theme) {
    let bold = FontFamily::Name(super::BOLD.into());
    ui.label(RichText::new(words).size(11.0).family(bold).color(color(theme.muted)));
    ui.add_space(4.0);
}

/// Lists the nations; all of them in a list that scrolls on its own, so that the legend stays where it is.
fn nations_ui(
    ui: &mut Ui,
    session: &Session,
    nations: &[Listing],
    listed: &mut Listed,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    title_ui(ui, "Nations", theme);
    if nations.len() <= FEW_NATIONS {
        nations.iter().for_each(|nation| nation_ui(ui, session, theme, nation, commands));
        return;
    }
    let (shown, others, words) = match listed {
        Listed::Few => (FEW_NATIONS - 1, Listed::All, format!("{} more", nations.len() - FEW_NATIONS + 1)),
        Listed::All => (MOST_NATIONS, Listed::Few, "Show fewer".to_owned()),
    };
    let height = FEW_NATIONS as f32 * NATION_HEIGHT;
    ScrollArea::vertical().id_salt("nations").max_height(height).show(ui, |ui| {
        nations.iter().take(shown).for_each(|nation| nation_ui(ui, session, theme, nation, commands));
        if *listed == Listed::All && nations.len() > MOST_NATIONS {
            let words = format!("{} more are on the canvas", nations.len() - MOST_NATIONS);
            ui.label(RichText::new(words).color(color(theme.muted)));
        }
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), NATION_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    ground_ui(ui, theme, rect, &response, Chosen::Not);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    row.add(Label::new(RichText::new(words).color(color(theme.muted))).selectable(false));
    if response.clicked() {
        *listed = others;
    }
}

/// Whether what a row stands for is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// It is.
    Selected,
    /// It is not.
    Not,
}

/// Paints the ground of a row and the frame of its focus, and scrolls to it when it gets the focus.
pub(super) fn ground_ui(ui: &Ui, theme: &Theme, rect: Rect, response: &Response, chosen: Chosen) {
    let ground = match (chosen, response.hovered()) {
        (Chosen::Selected, _) => Some(theme.selection_ground),
        (Chosen::Not, true) => Some(theme.chip),
        (Chosen::Not, false) => None,
    };
    let rect = rect.expand2(vec2(6.0, 0.0));
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 4, color(ground));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

fn nation_ui(ui: &mut Ui, session: &Session, theme: &Theme, nation: &Listing, commands: &mut Vec<Command>) {
    let Listing { target, name, n_ties } = nation;
    // size
    let size = vec2(ui.available_width(), NATION_HEIGHT);
    // allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // interact
    let is_selected = session.selection.holds(target);
    let words = format!("{name}, {}, in the list", counted(*n_ties, "tie"));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &words));
    if response.clicked() {
        let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        commands.push(if adds { Command::Toggle(target.clone()) } else { Command::Select(target.clone()) });
    }
    offer_ui(&response, commands, || offers(session, target));
    // paint
    if !ui.is_rect_visible(rect) && !response.has_focus() {
        // For the child that is not made: or all rows below would get other names by scrolling, and lose the focus.
        ui.skip_ahead_auto_ids(1);
        return;
    }
    ground_ui(ui, theme, rect, &response, if is_selected { Chosen::Selected } else { Chosen::Not });
    line_ui(ui, theme, rect, name, Some(*n_ties));
}

/// Writes words at the left of a row and a count at its right.
fn line_ui(ui: &mut Ui, theme: &Theme, rect: Rect, words: &str, n_ties: Option<usize>) {
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    if let Some(n_ties) = n_ties {
        row.add(Label::new(RichText::new(n_ties.to_string()).small().color(color(theme.muted))).selectable(false));
    }
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(words).truncate().selectable(false));
    });
}

fn section_ui(
    ui: &mut Ui,
    session: &Session,
    section: &LegendSection,
    theme: &Theme,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    title_ui(ui, section.title, theme);
    for row in &section.rows {
        row_ui(ui, session, row, theme, pointed, commands);
    }
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    row: &LegendRow,
    theme: &Theme,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    // size
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    // allocate
    let sense = if row.class.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    // interact
    let words = boxed(&row.words);
    if let Some(class) = &row.class {
        let n_ties = counted(row.n_ties.unwrap_or_default(), "tie");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words}, {n_ties}, in the legend")));
        point_at(&response, session, class, pointed, commands);
        ground_ui(ui, theme, rect, &response, Chosen::Not);
    }
    // paint
    let sample = Rect::from_min_size(rect.min, vec2(SAMPLE.0, rect.height()));
    sample_ui(ui.painter(), sample, &row.sample, theme);
    line_ui(ui, theme, rect.with_min_x(sample.max.x + SAMPLE.1), &words, row.n_ties);
    let meaning = meaning(session, row);
    if !meaning.is_empty() {
        response.on_hover_text(meaning);
    }
}

/// Lights the ties of a row that is pointed at or has the focus, selects them when it is clicked, and offers to ask for them
/// alone.
pub(super) fn point_at(
    response: &Response,
    session: &Session,
    class: &Class,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    if response.hovered() || response.has_focus() && pointed.is_none() {
        *pointed = Some(class.clone());
    }
    if response.clicked() {
        let target = Target::Class(class.clone());
        let adds = response.ctx.input(|input| input.modifiers.shift || input.modifiers.command);
        commands.push(if adds { Command::Add(vec![target]) } else { Command::Select(target) });
    }
    offer_ui(response, commands, || offers(session, &Target::Class(class.clone())));
}

/// Returns what a row's menu offers.
fn offers(session: &Session, target: &Target) -> Vec<Offer> {
    let select = match target {
        Target::Class(_) => Offer { words: "Select its ties".to_owned(), asks: vec![Command::Select(target.clone())] },
        Target::Nation(_) | Target::Tie(_) | Target::Pair(..) | Target::Source(_) => {
            Offer::of(Command::Select(target.clone()))
        }
    };
    let reveal = Offer::of(Command::Reveal(target.clone()));
    let kind = match target {
        Target::Class(Class::Kind(id)) => Some(EntryId::Kind(id.clone())),
        Target::Class(_) | Target::Nation(_) | Target::Tie(_) | Target::Pair(..) | Target::Source(_) => None,
    };
    let edit = kind.map(|id| Offer::of(Command::Edits(Edits::Ask(Box::new(Thing::Record(id))))));
    [select, reveal].into_iter().chain(sifting(session, target)).chain(edit).collect()
}

/// Returns what a row means, in full; empty where its words say all.
fn meaning(session: &Session, row: &LegendRow) -> String {
    let kind = match &row.class {
        Some(Class::Kind(id)) => session.document().kinds.get(id),
        Some(Class::Confidence(_) | Class::Reliability(_) | Class::Credibility(_)) | None => None,
    };
    let Some(kind) = kind else { return row.meaning.to_owned() };
    let mut lines = [&kind.name, &kind.summary, &kind.term].map(|line| boxed(line)).to_vec();
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
