//! Nothing selected: what is open, what changed last, who is at odds with itself, and where the record is weak.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assessment::assessment_ui;
use super::comparing::{Asking, comparing_ui};
use super::desk::Desk;
use super::editing::{Editable, editable_ui, spot_ui};
use super::instrument::whole_ui;
use super::layout::{MOST_ROWS, Unfolding, disclosure_ui, rest_ui, section_ui, unfolding_ui};
use super::letters::{Letters, label_ui};
use super::memo::OverviewFacts;
use super::row::{Lead, Row, row_ui};
use super::words;
use crate::kit::capitalized;
use crate::model::{EntryId, Sign, Tie};
use crate::network::{Dated, MixedPair, OLD_AFTER_YEARS, Turn, WeakPoints};
use crate::scene::Target;
use crate::session::forms::Thing;

/// Rows of a list that are shown before the others are asked for.
const FIRST_PAIRS: usize = 5;
const FIRST_WEAK: usize = 3;
/// Letters of an approach that a row shows at most.
const MOST_LETTERS: usize = 110;

/// Shows what is open and how to begin.
pub(super) fn nothing_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &OverviewFacts, asking: &mut Asking) {
    let (theme, document) = (desk.theme, desk.document());
    label_ui(ui, Letters::small(theme), &looked_at(desk));
    ui.add_space(4.0);
    let manifest = Editable::new(Thing::Record(EntryId::Manifest), "Edit this atlas");
    // Its form has no other place than the top.
    if desk.forms.is_open(&manifest.thing) {
        desk.title_ui(ui, &document.manifest.title);
    } else {
        editable_ui(ui, desk, Some(manifest), |ui, desk| {
            spot_ui(ui, desk, "title", |ui, desk| desk.title_ui(ui, &document.manifest.title));
            if !document.manifest.summary.is_empty() {
                ui.add_space(12.0);
                spot_ui(ui, desk, "summary", |ui, _| {
                    label_ui(ui, Letters::body(theme), &document.manifest.summary);
                });
            }
        });
    }
    comparing_ui(ui, desk, asking);
    if !facts.recent.is_empty() {
        section_ui(ui, theme, "Last changes", "");
        for change in &facts.recent {
            change_ui(ui, desk, change);
        }
    }
    if !facts.mixed.is_empty() {
        section_ui(ui, theme, "Mixed pairs", &words::grouped(facts.mixed.len()))
            .on_hover_text("Pairs with both positive and negative ties on the day");
        few_ui(ui, desk, "mixed pairs", &facts.mixed, FIRST_PAIRS, pair_row_ui);
    }
    weak_ui(ui, desk, &facts.weak);
    section_ui(ui, theme, "On record", "");
    label_ui(ui, Letters::body(theme), &on_record(desk, facts));
    ui.add_space(6.0);
    others_ui(ui, desk);
    let hints: &[&str] = match (desk.session.network().nations().len(), desk.session.network().ties().len()) {
        (0, _) => return,
        (1, _) => &["Click the nation"],
        (_, 0) => &["Click a nation", "Shift+click a second nation for all between the two"],
        (_, _) => &["Click a tie or a nation", "Shift+click a second nation for all between the two"],
    };
    section_ui(ui, theme, "To begin", "");
    for hint in hints {
        label_ui(ui, Letters::body(theme), hint);
        ui.add_space(4.0);
    }
}

/// Shows instruments and assessments once asked for, which have no page of their own.
fn others_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let (theme, document) = (desk.theme, desk.document());
    let [n_instruments, n_assessments] = [document.instruments.len(), document.assessments.len()];
    if n_instruments > 0 {
        let words = words::counted(n_instruments, "instrument");
        let (unfolding, label) = (unfolding(desk, is_instrument), format!("{words} on record"));
        unfolding_ui(ui, theme, "instruments", (&words, &label), unfolding, |ui| {
            for instrument in document.instruments.values().take(MOST_ROWS) {
                whole_ui(ui, desk, instrument);
                ui.add_space(16.0);
            }
            rest_ui(ui, theme, n_instruments);
        });
        ui.add_space(4.0);
    }
    if n_assessments > 0 {
        let words = words::counted(n_assessments, "assessment");
        let (unfolding, label) = (unfolding(desk, is_assessment), format!("{words} on record"));
        unfolding_ui(ui, theme, "assessments", (&words, &label), unfolding, |ui| {
            for assessment in document.assessments.values().take(MOST_ROWS) {
                assessment_ui(ui, desk, assessment);
                ui.add_space(16.0);
            }
            rest_ui(ui, theme, n_assessments);
        });
    }
}

/// Returns whether the list of what has just been added is to be unfolded.
fn unfolding(desk: &Desk<'_>, is_it: fn(&EntryId) -> bool) -> Unfolding {
    if desk.forms.reveals(is_it) { Unfolding::Asked } else { Unfolding::NotAsked }
}

fn is_instrument(id: &EntryId) -> bool {
    matches!(id, EntryId::Instrument(_))
}

fn is_assessment(id: &EntryId) -> bool {
    matches!(id, EntryId::Assessment(_))
}

/// Returns how much the record holds, in a sentence.
fn on_record(desk: &Desk<'_>, facts: &OverviewFacts) -> String {
    let counts = &facts.counts;
    let [nations, ties, moves, milestones, sources] = [
        (counts.nations, "nation"),
        (counts.ties, "tie"),
        (counts.exchanges, "move"),
        (counts.milestones, "milestone"),
        (counts.sources, "source"),
    ]
    .map(|(n, noun)| words::counted(n, noun));
    let network = desk.session.network();
    let (n_asked, n_on_day) = (network.n_asked_for(), words::grouped(network.n_on_day()));
    let on_day = if network.is_filtered() {
        format!("{} of {n_on_day} on this day asked for", words::grouped(n_asked))
    } else {
        format!("{n_on_day} on this day")
    };
    let evidence = words::grouped(counts.evidence);
    format!("{nations}, {ties} ({on_day}), {moves}, {milestones}; {evidence} pieces of evidence from {sources}")
}

/// Returns as of when everything is shown, and as known by when.
fn looked_at(desk: &Desk<'_>) -> String {
    let known_on = desk.session.lens().moment.known_on;
    let known_on = known_on.map(|day| format!(", as known on {}", words::day(day))).unwrap_or_default();
    format!("As of {}{known_on}", words::day(desk.as_of()))
}

/// Shows a change; a click selects its tie.
fn change_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, change: &Dated) {
    let tie = &change.tie;
    let between = desk.between(tie);
    let title = shortened(change.title());
    let what = change.in_words(desk.document());
    let on = words::short_date(change.on);
    let below = match change.turn() {
        // A move says between whom it was.
        Turn::Move(..) => what.clone(),
        Turn::Begun | Turn::Ended | Turn::Over | Turn::Step(..) | Turn::Level(..) => {
            format!("{} · {between}", capitalized(&what))
        }
    };
    let sign = desk.document().kinds.get(&tie.kind).map_or(Sign::Neutral, |kind| change.sign(kind));
    let row = Row {
        lead: Lead::Sign(sign),
        title: &title,
        letters: Letters::body(desk.theme),
        after: "",
        below: &below,
        right: &on,
        label: &format!("{on}, {title}, {what}, {between}, {}", sign.name()),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::Tie(tie.id.clone()));
}

/// Shows a mixed pair with its counts; a click selects the pair.
fn pair_row_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, pair: &MixedPair) {
    let title = format!("{} · {}", desk.name(&pair.a), desk.name(&pair.b));
    let right = signed(&pair.counts);
    let said: Vec<String> = pair.counts.iter().map(|(sign, n)| format!("{n} {}", sign.name())).collect();
    let row = Row {
        lead: Lead::Nothing,
        title: &title,
        letters: Letters::body(desk.theme),
        after: "",
        below: "",
        right: &right,
        label: &format!("{title}, mixed, {}", said.join(", ")),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::pair(pair.a.clone(), pair.b.clone()));
}

/// Shows the weak points of the day, each with the ties that have it.
fn weak_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, weak: &WeakPoints) {
    let WeakPoints { unsupported, single_origin, disputed, old } = weak;
    if unsupported.is_empty() && single_origin.is_empty() && disputed.is_empty() && old.is_empty() {
        return;
    }
    section_ui(ui, desk.theme, "Weak points", "");
    group_ui(ui, desk, "Without supporting evidence", unsupported, |ui, desk, tie| weak_row_ui(ui, desk, tie, ""));
    group_ui(ui, desk, "Resting on a single origin", single_origin, |ui, desk, tie| {
        let best = desk.document().support(tie).best.map(|grade| grade.to_string()).unwrap_or_default();
        weak_row_ui(ui, desk, tie, &best);
    });
    group_ui(ui, desk, "Disputed dates", disputed, |ui, desk, tie| {
        let rivals = words::counted(tie.course.disputed.len(), "rival date");
        weak_row_ui(ui, desk, tie, &rivals);
    });
    let name = format!("No evidence in {OLD_AFTER_YEARS} years");
    group_ui(ui, desk, &name, old, |ui, desk, (tie, newest)| {
        weak_row_ui(ui, desk, tie, &format!("last {}", words::short_date(*newest)));
    });
}

/// Shows one sort of weakness, with its count.
fn group_ui<T>(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    name: &str,
    things: &[T],
    row: impl Fn(&mut egui::Ui, &mut Desk<'_>, &T),
) {
    if things.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        label_ui(ui, Letters::strong(desk.theme), name);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label_ui(ui, Letters::small(desk.theme), &words::counted(things.len(), "tie"));
        });
    });
    ui.add_space(2.0);
    few_ui(ui, desk, name, things, FIRST_WEAK, row);
}

/// Shows the first rows of a list, and the others once asked for.
fn few_ui<T>(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    of: &str,
    things: &[T],
    first: usize,
    row: impl Fn(&mut egui::Ui, &mut Desk<'_>, &T),
) {
    let (shown, folded) = things.split_at(first.min(things.len()));
    shown.iter().for_each(|thing| row(ui, desk, thing));
    if folded.is_empty() {
        return;
    }
    let (theme, more) = (desk.theme, format!("{} more", words::grouped(folded.len())));
    disclosure_ui(ui, theme, &more, &format!("{more}, {of}"), |ui| {
        folded.iter().take(MOST_ROWS).for_each(|thing| row(ui, desk, thing));
        rest_ui(ui, theme, folded.len());
    });
}

/// Shows a weak tie, and what makes it weak at the right; a click selects it.
fn weak_row_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Arc<Tie>, right: &str) {
    let between = desk.between(tie);
    let label = [tie.about.title.as_str(), &between, right].join(", ");
    let row = Row {
        lead: Lead::Sign(desk.sign(tie)),
        title: &tie.about.title,
        letters: Letters::body(desk.theme),
        after: "",
        below: &between,
        right,
        label: label.trim_end_matches(", "),
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::Tie(tie.id.clone()));
}

/// Returns counts by sign as a row ends: "+2 −4 ○1".
pub(super) fn signed(counts: &BTreeMap<Sign, usize>) -> String {
    let sign = |sign| match sign {
        Sign::Positive => "+",
        Sign::Negative => "−",
        Sign::Neutral => "○",
    };
    counts.iter().map(|(of, n)| format!("{}{}", sign(*of), words::grouped(*n))).collect::<Vec<_>>().join("  ")
}

/// Returns a text cut after a word, if it is long.
fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(MOST_LETTERS) else { return text.to_owned() };
    let cut = &text[..cut];
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ' ']))
}
