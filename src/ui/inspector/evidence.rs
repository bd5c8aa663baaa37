//! Evidence: what each source says of a thing, with grade, standing, dates and whom it repeats.

use egui::{Role, Sense, Stroke, WidgetInfo};

use super::desk::Desk;
use super::editing::{Editable, adding_section_ui, at, editable_ui, form_ui};
use super::layout::{MOST_ROWS, columns_ui, disclosure_ui, rest_ui};
use super::letters::{Letters, glued, label_ui};
use super::row::link_ui;
use super::sources::source_link_ui;
use super::words;
use crate::kit::{capitalized, visible};
use crate::model::{EntryId, Evidence, Grade, Source, Standing, Support};
use crate::scene::Theme;
use crate::session::Command;
use crate::session::forms::{Holder, Item, Sort, Thing};
use crate::ui::color;
use crate::ui::forms::add_ui;

/// Width of the column of grades, in points.
const GRADE_WIDTH: f32 = 28.0;

/// Shows all evidence of something as a section of its own.
pub(super) fn evidence_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, of: &Holder, evidence: &[Evidence]) {
    let remark = words::origins(evidence, &support(desk, evidence));
    let explained = "Sources that only repeat another count once; denials count as none";
    adding_section_ui(ui, desk, "Evidence", &remark, &new_of(of)).on_hover_text(explained);
    items_ui(ui, desk, Some(of), evidence);
}

/// Shows how much evidence something has, and the evidence itself once asked for.
pub(super) fn folded_evidence_ui(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    name: &str,
    of: &Holder,
    evidence: &[Evidence],
) {
    let (theme, new) = (desk.theme, new_of(of));
    let mut asked = false;
    if evidence.is_empty() {
        ui.horizontal(|ui| {
            label_ui(ui, Letters::small(theme), "no evidence");
            asked = add_ui(ui, theme, "Add", &format!("Add evidence to {name}")).clicked();
        });
    } else {
        let words = words::origins(evidence, &support(desk, evidence));
        let label = format!("Evidence of {name}, {words}");
        disclosure_ui(ui, theme, &words, &label, |ui| {
            items_ui(ui, desk, Some(of), evidence);
            ui.add_space(6.0);
            asked = add_ui(ui, theme, "Add", &format!("Add evidence to {name}")).clicked();
        });
    }
    form_ui(ui, desk, &new);
    if asked {
        desk.forms.open(new, None);
        ui.ctx().request_repaint();
    }
}

/// Returns a new piece of evidence of something.
fn new_of(of: &Holder) -> Thing {
    Thing::Item(Item { of: of.clone(), sort: Sort::Evidence, idx: None })
}

/// Returns all the evidence that something has on record.
fn whole<'a>(desk: &Desk<'a>, of: &Holder) -> &'a [Evidence] {
    let record = desk.session.shown();
    let found = match (&of.record, of.within) {
        (EntryId::Tie(id), None) => record.ties.get(id).map(|it| it.evidence.as_slice()),
        (EntryId::Instrument(id), None) => record.instruments.get(id).map(|it| it.evidence.as_slice()),
        (EntryId::Assessment(id), None) => record.assessments.get(id).map(|it| it.evidence.as_slice()),
        (EntryId::Nation(id), Some((Sort::Event, idx))) => {
            record.nations.get(id).and_then(|it| it.events.get(idx)).map(|it| it.evidence.as_slice())
        }
        (EntryId::Nation(id), Some((Sort::Driver, idx))) => {
            record.nations.get(id).and_then(|it| it.drivers.get(idx)).map(|it| it.evidence.as_slice())
        }
        (_, _) => None,
    };
    found.unwrap_or_default()
}

fn support(desk: &Desk<'_>, evidence: &[Evidence]) -> Support {
    Support::of(evidence, |id| desk.document().sources.get(id).map(|source| source.genre))
}

/// Shows pieces of evidence, one under the other; those of a holder can be edited.
pub(super) fn items_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, of: Option<&Holder>, evidence: &[Evidence]) {
    for (idx, item) in evidence.iter().take(MOST_ROWS).enumerate() {
        if idx > 0 {
            ui.add_space(12.0);
        }
        let theme = desk.theme;
        let top = ui.cursor().top();
        let thing = of.and_then(|of| {
            let at = at(whole(desk, of), item, idx)?;
            Some(Thing::Item(Item { of: of.clone(), sort: Sort::Evidence, idx: Some(at) }))
        });
        let label = format!("Edit evidence {}", idx + 1);
        editable_ui(ui, desk, thing.map(|thing| Editable::new(thing, &label)), |ui, desk| {
            columns_ui(ui, GRADE_WIDTH, |ui| grade_ui(ui, theme, item.grade), |ui| item_ui(ui, desk, item));
        });
        let seen = ui.clip_rect().y_range();
        desk.read.n_evidence += usize::from(seen.contains(top) && seen.contains(ui.cursor().top()));
    }
    rest_ui(ui, desk.theme, evidence.len());
}

/// Shows a grade; its words are read out, and stand in its tooltip.
fn grade_ui(ui: &mut egui::Ui, theme: &Theme, grade: Grade) {
    // Size
    let galley = Letters::strong(theme).galley(ui, &grade.to_string(), f32::INFINITY);
    // Allocate
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    // Interact
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{grade}, {}", grade.in_words())));
    response.on_hover_text(capitalized(&grade.in_words()));
    // Paint
    ui.painter().galley(rect.left_top(), galley, color(theme.ink));
}

fn item_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, item: &Evidence) {
    let theme = desk.theme;
    let source = desk.document().sources.get(&item.source);
    if item.standing == Standing::Denied {
        label_ui(ui, Letters::strong(theme), &format!("≠ {}", standing(desk, item)));
    }
    label_ui(ui, Letters::body(theme), &item.claim);
    if let Some(quote) = &item.quote {
        label_ui(ui, Letters::body(theme), &format!("“{quote}”"));
    }
    ui.add_space(2.0);
    match source {
        Some(source) => source_link_ui(ui, desk, &source.id, &words::citation(source)),
        None => drop(label_ui(ui, Letters::small(theme), "an unknown source")),
    }
    label_ui(ui, Letters::small(theme), &meta(desk, item, source));
    if let Some(origin) = &item.origin {
        source_link_ui(ui, desk, origin, &format!("repeats {}", desk.publisher(origin)));
    }
    if let Some(source) = source {
        addresses_ui(ui, desk, source);
    }
}

/// Returns where in the source it stands, in what way, by whom, and when it was published and became known.
fn meta(desk: &Desk<'_>, item: &Evidence, source: Option<&std::sync::Arc<Source>>) -> String {
    let mut parts: Vec<String> = item.locator.clone().into_iter().collect();
    if item.standing != Standing::Denied {
        parts.push(standing(desk, item));
    }
    match source {
        Some(source) if source.published == item.reported => {
            parts.push(glued(&format!("published {}", words::short_date(source.published))));
        }
        Some(source) => {
            parts.push(glued(&format!("published {}", words::short_date(source.published))));
            parts.push(glued(&format!("first reported {}", words::short_date(item.reported))));
        }
        None => parts.push(glued(&format!("first reported {}", words::short_date(item.reported)))),
    }
    // No line begins with a dot.
    parts.join(&format!("{}· ", glued(" ")))
}

/// Returns in what way a claim stands, and by whom: "acknowledged by Russia".
fn standing(desk: &Desk<'_>, item: &Evidence) -> String {
    match &item.by {
        Some(by) => format!("{} by {}", item.standing.name(), desk.document().who(by)),
        None => item.standing.name().to_owned(),
    }
}

/// Shows where a source can be read. Nothing opens before the whole address was shown.
pub(super) fn addresses_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, source: &Source) {
    let addresses = [("Open source…", &source.url), ("Open archived copy…", &source.archived)];
    for (words, url) in addresses.into_iter().filter_map(|(words, url)| Some((words, url.as_ref()?))) {
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            let letters = Letters::small_ink(desk.theme);
            let label = format!("{words} {}", visible(words::host(url)));
            let link = link_ui(ui, desk.theme, &letters, words, &label);
            let rule = Stroke::new(1.0, color(desk.theme.muted));
            ui.painter().hline(link.rect.x_range(), link.rect.bottom() - 1.0, rule);
            if link.clicked() {
                desk.commands.push(Command::AskToOpen(url.clone()));
            }
            label_ui(ui, Letters::small(desk.theme), words::host(url));
        });
    }
}
