//! The dialog in which changes of a scenario become part of the record, with the evidence that they then need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Button, Label, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::dialogs::DIALOG_MARGIN;
use super::filing::Typed;
use super::forms::Supporting;
use super::style::color;
use crate::edit::{Change, Edit, Outcome, apply, promote};
use crate::kit::{boxed, counted, quoted, shortened};
use crate::model::{
    Alteration, Document, EdtfDate, Entry, EntryId, Hypothesis, HypothesisId, ScenarioId, SourceId, Tie, TieId,
};
use crate::scene::Theme;
use crate::session::{Command, Scenarios, Session, Supposition};

/// Width of the dialog, height of a line, and of the list of changes at most, in points.
const WIDTH: f32 = 520.0;
const LINE: f32 = 24.0;
const MOST_LIST: f32 = 190.0;
/// Height of the window around what the dialog says, of what stands below what is scrolled, and least height of that, in points.
const AROUND: f32 = 2.0 * (24.0 + DIALOG_MARGIN);
const FOOT: f32 = 96.0;
const LEAST: f32 = 80.0;
/// Letters of a title in what is said to be lacking, and of that as a whole: two lines.
const MOST_LETTERS: usize = 50;
const MOST_SAID: usize = 150;
/// Ties for which evidence can be typed at once.
const MOST_TIES: usize = 20;
/// Ties that are named as still lacking evidence.
const MOST_NAMED: usize = 2;

/// What was chosen and typed so far.
#[derive(Debug)]
pub struct PromoteForm {
    scenario: ScenarioId,
    chosen: BTreeSet<HypothesisId>,
    /// What was chosen when it was opened.
    opened: BTreeSet<HypothesisId>,
    supporting: Supporting,
    /// The ties whose change needs no evidence of its own, as somebody has said.
    waived: BTreeSet<TieId>,
    plan: Option<Plan>,
    /// Why it was refused when it was tried; empty where it was not.
    refused: String,
}

/// What comes of what is chosen.
#[derive(Debug)]
struct Plan {
    /// The record, and what was chosen then.
    of: (Arc<Document>, BTreeSet<HypothesisId>),
    /// The record as it would be; where it cannot be, why not.
    planned: Result<Planned, String>,
}

/// The record as it would be.
#[derive(Debug)]
struct Planned {
    document: Arc<Document>,
    /// The ties for which evidence is asked.
    asking: Vec<Asking>,
}

/// A tie for which evidence is asked.
#[derive(Debug)]
struct Asking {
    tie: Arc<Tie>,
    why: Lacking,
    /// The source that a hypothesis about it starts from first.
    source: Option<SourceId>,
}

/// What a tie lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lacking {
    /// It would rest on nothing.
    All,
    /// It is changed, and rests on no more than before.
    More,
}

impl PromoteForm {
    /// Returns the form of the open scenario, with all chosen that holds; `None` where none is open.
    pub fn of(session: &Session) -> Option<Self> {
        let supposition = session.supposition()?;
        let holding = supposition.hypotheses().filter(|(_, prospect, _)| **prospect == Outcome::Holds);
        let chosen: BTreeSet<HypothesisId> = holding.map(|(hypothesis, ..)| hypothesis.id.clone()).collect();
        let (scenario, opened) = (supposition.scenario.id.clone(), chosen.clone());
        let (supporting, waived) = (Supporting::default(), BTreeSet::new());
        Some(Self { scenario, chosen, opened, supporting, waived, plan: None, refused: String::new() })
    }

    /// Whether anything was typed or chosen otherwise.
    pub fn typed(&self) -> Typed {
        if self.chosen == self.opened && self.waived.is_empty() { self.supporting.typed() } else { Typed::Something }
    }

    /// Shows the form; returns whether the dialog is done.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        let supposition = session.supposition().filter(|it| it.scenario.id == self.scenario);
        // Undone meanwhile, or another one was opened.
        let Some(supposition) = supposition else { return true };
        self.supporting.take_escape(ui);
        let room = ui.ctx().content_rect().height() - AROUND;
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 64.0));
        // As high as the window lets it be, and not as the window library thinks usual.
        ui.set_max_height(room);
        let top = ui.cursor().top();
        ui.heading("Make it record");
        let what = "What is chosen leaves the scenario and becomes part of the record, there for all days but where it is dated itself; one step, which can be undone";
        small_ui(ui, theme, what);
        ui.add_space(8.0);
        self.follow(session);
        let height = (room - (ui.cursor().top() - top) - FOOT).max(LEAST);
        let area = ScrollArea::vertical().id_salt("promoted").max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| {
            self.changes_ui(ui, theme, supposition);
            ui.add_space(8.0);
            self.evidence_ui(ui, session, theme);
        });
        ui.add_space(8.0);
        self.foot_ui(ui, session, theme, commands)
    }

    /// Shows what is still to be done, and the buttons; returns whether the dialog is done.
    fn foot_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        let Some(Plan { planned, .. }) = &self.plan else { return true };
        let typed = match planned {
            Err(why) => Err(Hindrance::Fault(why.clone())),
            Ok(planned) => supported(planned, &self.waived, &mut self.supporting),
        };
        let (typing, words, ink) = match typed {
            Ok(typing) => (Some(typing), self.refused.clone(), theme.negative),
            Err(Hindrance::Lack(words)) => (None, words, theme.muted),
            Err(Hindrance::Fault(words)) => (None, words, theme.negative),
        };
        // Its room is kept, so that the buttons stay where they are.
        let said = shortened(&words, MOST_SAID);
        let label = ui.add(Label::new(RichText::new(&said).small().color(color(ink))).wrap());
        if said != words {
            label.on_hover_text(words);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let keep = ui.add_enabled(typing.is_some(), Button::new("Make it record"));
            // Only now, since it takes as long as the scenario does.
            match typing.filter(|_| keep.clicked()).map(|it| it.edit(session.record(), &self.scenario, &self.chosen)) {
                Some(Ok(edit)) => {
                    commands.push(Command::Scenarios(Scenarios::Promote(Box::new(edit))));
                    return true;
                }
                Some(Err(Hindrance::Lack(words) | Hindrance::Fault(words))) => self.refused = words,
                None => {}
            }
            ui.button("Cancel").clicked()
        })
        .inner
    }

    /// Shows for each tie that rests on nothing, or on no more than before it was changed, what it shall rest on.
    fn evidence_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme) {
        let Some(Plan { planned: Ok(Planned { document, asking }), .. }) = &self.plan else { return };
        if asking.is_empty() {
            small_ui(ui, theme, "All ties that are made or changed bring evidence with them");
            return;
        }
        let bold = egui::FontFamily::Name(super::BOLD.into());
        ui.label(RichText::new("Evidence").family(bold.clone()));
        small_ui(ui, theme, "On record, a tie rests on what a source says, and so does a change of it");
        ui.spacing_mut().item_spacing.y = 0.0;
        for Asking { tie, why, source } in asking.iter().take(MOST_TIES) {
            ui.add_space(10.0);
            let (a, b) = &tie.between;
            let between = format!("{} – {}", document.nation_name(a), document.nation_name(b));
            let title = boxed(&tie.about.title);
            ui.add(Label::new(RichText::new(&title).family(bold.clone())).wrap());
            let lacks = match why {
                Lacking::All => "would rest on nothing",
                Lacking::More => "is changed, and rests on no more than before",
            };
            small_ui(ui, theme, &format!("{} · {lacks}", boxed(&between)));
            ui.add_space(6.0);
            if *why == Lacking::More && waiver_ui(ui, theme, tie, &title, &mut self.waived) {
                continue;
            }
            self.supporting.show(ui, session, theme, document, (&tie.id, source.as_ref()));
        }
        if asking.len() > MOST_TIES {
            let rest = format!("{} more: choose fewer changes at once", counted(asking.len() - MOST_TIES, "tie"));
            small_ui(ui, theme, &rest);
        }
    }

    /// Lists the changes, each to be chosen.
    fn changes_ui(&mut self, ui: &mut Ui, theme: &Theme, supposition: &Supposition) {
        let hypotheses = &supposition.scenario.hypotheses;
        ui.horizontal(|ui| {
            let said = format!("{} of {} chosen", self.chosen.len(), counted(hypotheses.len(), "change"));
            ui.label(RichText::new(said).small().color(color(theme.muted)));
            let named = |ui: &mut Ui, words: &str, name: &str| {
                let button = ui.add(Button::new(words).small());
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
                button.clicked()
            };
            if named(ui, "All", "Choose all changes") {
                self.chosen = hypotheses.iter().map(|hypothesis| hypothesis.id.clone()).collect();
            }
            if named(ui, "None", "Choose no change") {
                self.chosen.clear();
            }
        });
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().id_salt("changes").max_height(MOST_LIST).auto_shrink([false, true]);
            area.show_rows(ui, LINE, hypotheses.len(), |ui, rows| {
                for (hypothesis, prospect, _) in supposition.hypotheses().take(rows.end).skip(rows.start) {
                    self.change_ui(ui, theme, hypothesis, prospect);
                }
            });
        });
    }

    fn change_ui(&mut self, ui: &mut Ui, theme: &Theme, hypothesis: &Hypothesis, prospect: &Outcome) {
        let mut is_chosen = self.chosen.contains(&hypothesis.id);
        let title = boxed(&hypothesis.title);
        let from = EdtfDate::from_day(hypothesis.from).in_words();
        let state = match prospect {
            Outcome::Fails(why) => format!("no longer applies: {}", quoted(&why.to_string())),
            Outcome::Off => "off".to_owned(),
            Outcome::Holds | Outcome::Later => format!("from {from}"),
        };
        ui.horizontal(|ui| {
            ui.set_height(LINE);
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            let rim = egui::Stroke::new(1.0, color(theme.faint));
            ui.visuals_mut().widgets.inactive.bg_stroke = rim;
            let words = RichText::new(format!("{title}  ·  {state}"));
            let words = if *prospect == Outcome::Holds { words } else { words.color(color(theme.muted)) };
            let response = ui.checkbox(&mut is_chosen, words);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_chosen, format!("{title}, {state}")));
            if response.gained_focus() {
                // With its neighbors, so that these are shown and can get the focus next.
                ui.scroll_to_rect(response.rect.expand2(vec2(0.0, LINE)), None);
            }
            if response.changed() {
                if is_chosen {
                    self.chosen.insert(hypothesis.id.clone());
                } else {
                    self.chosen.remove(&hypothesis.id);
                }
            }
        });
    }

    /// Works out what comes of what is chosen, where that or the record is another than before.
    fn follow(&mut self, session: &Session) {
        let record = session.record();
        let is_same = |plan: &Plan| Arc::ptr_eq(&plan.of.0, record) && plan.of.1 == self.chosen;
        if self.plan.as_ref().is_some_and(is_same) {
            return;
        }
        let planned = planned(record, &self.scenario, &self.chosen);
        if let Ok(planned) = &planned {
            self.supporting.follow(&planned.document);
        }
        self.refused.clear();
        self.plan = Some(Plan { of: (record.clone(), self.chosen.clone()), planned });
    }
}

/// Returns the record with what is chosen carried out. O(changes × log n).
fn planned(record: &Document, scenario: &ScenarioId, chosen: &BTreeSet<HypothesisId>) -> Result<Planned, String> {
    let edit = promote(record, scenario, chosen, &Tie::clone).map_err(|error| in_a_line(&error.to_string()))?;
    let document = apply(record, &edit).map_err(|error| in_a_line(&error.to_string()))?;
    let ties = edit.changes.iter().filter_map(|change| match (change.before(), change.after()) {
        (before, Some(Entry::Tie(tie))) => {
            let before = before.and_then(|before| if let Entry::Tie(before) = before { Some(before) } else { None });
            lacking(&document, before, tie).map(|why| (tie.clone(), why))
        }
        (_, Some(_) | None) => None,
    });
    let mut sources = starts(record, scenario, chosen);
    let asking = ties.map(|(tie, why)| Asking { source: sources.remove(&tie.id), tie, why }).collect();
    Ok(Planned { document: Arc::new(document), asking })
}

/// Returns what a tie lacks, if anything.
fn lacking(document: &Document, before: Option<&Arc<Tie>>, tie: &Tie) -> Option<Lacking> {
    if document.support(tie).origins.is_empty() {
        return Some(Lacking::All);
    }
    let before = before?;
    let has_more = tie.evidence.iter().any(|evidence| !before.evidence.contains(evidence));
    (!has_more).then_some(Lacking::More)
}

/// Returns for each tie that chosen hypotheses make or change the first source that one of them starts from.
fn starts(record: &Document, scenario: &ScenarioId, chosen: &BTreeSet<HypothesisId>) -> BTreeMap<TieId, SourceId> {
    let mut sources = BTreeMap::new();
    let hypotheses = record.scenarios.get(scenario).map(|it| it.hypotheses.as_slice()).unwrap_or_default();
    for hypothesis in hypotheses.iter().filter(|hypothesis| chosen.contains(&hypothesis.id)) {
        let Some(source) = hypothesis.sources.first() else { continue };
        for id in hypothesis.does.iter().filter_map(Alteration::id) {
            if let EntryId::Tie(tie) = id {
                sources.entry(tie).or_insert_with(|| source.clone());
            }
        }
    }
    sources
}

/// Why nothing becomes record yet.
#[derive(Debug)]
enum Hindrance {
    /// Something is still to be typed.
    Lack(String),
    /// Something is wrong.
    Fault(String),
}

impl Hindrance {
    fn of(error: &dyn std::error::Error) -> Self {
        Self::Fault(in_a_line(&error.to_string()))
    }
}

/// The evidence that was typed: ties that have it, and sources that are new with it.
#[derive(Debug, Default)]
struct Typing {
    ties: Vec<Arc<Tie>>,
    sources: Vec<Entry>,
}

impl Typing {
    /// Returns the edit that makes what is chosen part of the record, on this evidence.
    fn edit(
        self,
        record: &Document,
        scenario: &ScenarioId,
        chosen: &BTreeSet<HypothesisId>,
    ) -> Result<Edit, Hindrance> {
        let supported = |tie: &Tie| {
            let found = self.ties.iter().find(|supported| supported.id == tie.id);
            found.map_or_else(|| tie.clone(), |supported| (**supported).clone())
        };
        let mut edit = promote(record, scenario, chosen, &supported).map_err(|error| Hindrance::of(&error))?;
        edit.changes.extend(self.sources.into_iter().map(|source| Change::put(record, source)));
        match apply(record, &edit) {
            Ok(_) => Ok(edit),
            Err(error) => Err(Hindrance::of(&error)),
        }
    }
}

/// Returns the evidence for all ties that need it, or says which lack it.
fn supported(planned: &Planned, waived: &BTreeSet<TieId>, supporting: &mut Supporting) -> Result<Typing, Hindrance> {
    let mut typing = Typing::default();
    let mut lacking: Vec<&Tie> = Vec::new();
    let mut n_lacking = 0;
    for (idx, Asking { tie, why, source }) in planned.asking.iter().enumerate() {
        if *why == Lacking::More && waived.contains(&tie.id) {
            continue;
        }
        // What is not shown cannot be typed.
        let of = (&tie.id, source.as_ref());
        let edit = if idx < MOST_TIES { supporting.read(&planned.document, of) } else { None };
        let changes = edit.map(|edit| edit.changes).unwrap_or_default();
        let mut entries: Vec<Entry> = changes.iter().filter_map(|change| change.after().cloned()).collect();
        let own = EntryId::Tie(tie.id.clone());
        let at = entries.iter().position(|entry| entry.id() == own);
        let with_evidence = at.map(|at| entries.swap_remove(at));
        match with_evidence {
            Some(Entry::Tie(tie)) if !planned.document.support(&tie).origins.is_empty() => {
                for entry in entries {
                    let taken = typing.sources.iter().find(|it| it.id() == entry.id());
                    if taken.is_some_and(|taken| *taken != entry) {
                        let words =
                            format!("Two new sources have the id “{}”: change one of them", entry.id().as_str());
                        return Err(Hindrance::Fault(words));
                    }
                    if taken.is_none() {
                        typing.sources.push(entry);
                    }
                }
                typing.ties.push(tie);
            }
            Some(_) | None => {
                n_lacking += 1;
                if lacking.len() < MOST_NAMED {
                    lacking.push(tie);
                }
            }
        }
    }
    if n_lacking == 0 {
        return Ok(typing);
    }
    let names: Vec<String> =
        lacking.iter().map(|tie| format!("“{}”", shortened(&boxed(&tie.about.title), MOST_LETTERS))).collect();
    let rest = match n_lacking - lacking.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    Err(Hindrance::Lack(format!("Still needed: evidence for {}{rest}", names.join(", "))))
}

/// Lets somebody say that the change of a tie needs no evidence; returns whether that was said.
fn waiver_ui(ui: &mut Ui, theme: &Theme, tie: &Tie, title: &str, waived: &mut BTreeSet<TieId>) -> bool {
    let mut is_waived = waived.contains(&tie.id);
    ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, color(theme.faint));
    let words = "The change needs no evidence of its own";
    let response = ui.checkbox(&mut is_waived, words);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_waived, format!("{words}, {title}")));
    ui.add_space(6.0);
    if is_waived {
        waived.insert(tie.id.clone());
    } else {
        waived.remove(&tie.id);
    }
    is_waived
}

fn small_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    ui.add(Label::new(RichText::new(words).small().color(color(theme.muted))).wrap());
}

/// Returns an error with its hint in one line.
fn in_a_line(error: &str) -> String {
    let lines: Vec<&str> = error.lines().map(|line| line.trim_start_matches("Hint: ")).collect();
    crate::kit::capitalized(&quoted(&lines.join("; ")))
}
