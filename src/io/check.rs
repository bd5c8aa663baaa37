//! What can only be told of a whole document: ties that lean on ties that fell away, notes for the author, and scenarios.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::convert::{Converted, Places};
use super::decode::RecordPlace;
use super::files::TextFile;
use super::problems::{Found, Problems};
use super::scenarios::put_scenarios;
use crate::model::{Credibility, Document, Evidence, NationId, Relation, SourceId, Standing, Support, Tie, TieId};

/// Removes what refers to ties that could not be kept, notes what an author would want to know, and reads scenarios.
pub(super) fn check(files: &[TextFile], converted: Converted, problems: &mut Problems) -> Document {
    let Converted { mut document, places, views: _, atlas, scenarios } = converted;
    let Places { ties: tie_places, sources: source_places, nations: nation_places } = places;
    let mut note = |place: Option<&RecordPlace>, message: String, hint: &str| {
        let Some(RecordPlace { file_idx, span }) = place else { return };
        problems.note(|| Found { place: files[*file_idx].place(span.start), message, hint: hint.to_owned() });
    };
    let mut pruned = document.ties.clone();
    for (id, tie) in &document.ties {
        let Some((kept, n_lost)) = without_lost_relations(tie, &document) else { continue };
        let message = format!(
            "{n_lost} relation(s) of the tie `{id}` left out, because what they point to has an error of its own"
        );
        note(tie_places.get(id.as_str()), message, "mend that one and they come back");
        pruned.insert(id.clone(), Arc::new(kept));
    }
    document.ties = pruned;
    for (id, n_lost) in prune_drivers(&mut document) {
        let message = format!(
            "{n_lost} reference(s) from drivers of `{id}` left out, because the ties that they explain have errors of their own"
        );
        note(nation_places.get(id.as_str()), message, "mend those and they come back");
    }

    for (id, tie) in &document.ties {
        let support = document.support(tie);
        if let Some(item) = unverifiable(&tie.evidence, &support) {
            let message = format!(
                "`{}` is graded credibility 1 (confirmed by other sources) for the tie `{id}`, which rests on one origin",
                item.source
            );
            let hint = "grade it 2 or lower, or add evidence from another origin";
            note(tie_places.get(id.as_str()), message, hint);
        }
    }
    for (id, nation) in &document.nations {
        let of_events = nation.events.iter().map(|event| (&event.title, &event.evidence));
        let all = of_events.chain(nation.drivers.iter().map(|driver| (&driver.title, &driver.evidence)));
        for (title, evidence) in all {
            if let Some(item) = unverifiable(evidence, &document.support_of(evidence)) {
                let message = format!(
                    "`{}` is graded credibility 1 (confirmed by other sources) for “{title}”, which rests on one origin",
                    item.source
                );
                note(
                    nation_places.get(id.as_str()),
                    message,
                    "grade it 2 or lower, or add evidence from another origin",
                );
            }
        }
    }
    let used = used_sources(&document);
    for id in document.sources.keys().filter(|id| !used.contains(id)) {
        let message = format!("nothing rests on the source `{id}`");
        note(source_places.get(id.as_str()), message, "cite it as evidence, or remove it");
    }
    if !scenarios.is_empty() {
        put_scenarios(files, &mut document, atlas.as_deref(), scenarios, problems);
    }
    document
}

/// Returns the tie without relations to what is not there, and how many those were; `None` when all are there.
fn without_lost_relations(tie: &Tie, document: &Document) -> Option<(Tie, usize)> {
    let is_there = |relation: &Relation| document.has(&relation.to);
    let all = || {
        let of_milestones = tie.course.milestones.iter().flat_map(|milestone| &milestone.relates);
        tie.relates
            .iter()
            .chain(of_milestones)
            .chain(tie.course.exchanges.iter().flat_map(|exchange| &exchange.relates))
    };
    let n_lost = all().filter(|relation| !is_there(relation)).count();
    if n_lost == 0 {
        return None;
    }
    let mut kept = tie.clone();
    kept.relates.retain(is_there);
    kept.course.milestones.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
    kept.course.exchanges.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
    Some((kept, n_lost))
}

/// Removes ties that are gone from what drivers explain; returns how many of each nation that were.
fn prune_drivers(document: &mut Document) -> Vec<(NationId, usize)> {
    let mut nations = document.nations.clone();
    let mut lost = Vec::new();
    for (id, nation) in &document.nations {
        let is_gone = |tie: &TieId| !document.ties.contains_key(tie);
        let n_lost = nation.drivers.iter().flat_map(|driver| &driver.explains).filter(|tie| is_gone(tie)).count();
        if n_lost > 0 {
            let mut kept = (**nation).clone();
            kept.drivers.iter_mut().for_each(|driver| driver.explains.retain(|tie| !is_gone(tie)));
            nations.insert(id.clone(), Arc::new(kept));
            lost.push((id.clone(), n_lost));
        }
    }
    document.nations = nations;
    lost
}

/// Returns evidence that is graded as confirmed by others although there are no others.
fn unverifiable<'a>(evidence: &'a [Evidence], support: &Support) -> Option<&'a Evidence> {
    let is_claimed_certain =
        |item: &&Evidence| item.standing != Standing::Denied && item.grade.credibility == Credibility::One;
    evidence.iter().find(is_claimed_certain).filter(|_| support.origins.len() < 2)
}

/// Returns the sources that anything names.
fn used_sources(document: &Document) -> BTreeSet<SourceId> {
    let mut used = BTreeSet::new();
    let mut add = |evidence: &[Evidence]| {
        for item in evidence {
            used.insert(item.source.clone());
            used.extend(item.origin.clone());
        }
    };
    document.ties.values().for_each(|tie| add(&tie.evidence));
    document.instruments.values().for_each(|instrument| add(&instrument.evidence));
    document.assessments.values().for_each(|assessment| add(&assessment.evidence));
    for nation in document.nations.values() {
        nation.events.iter().for_each(|event| add(&event.evidence));
        nation.drivers.iter().for_each(|driver| add(&driver.evidence));
    }
    used.extend(
        document.ties.values().flat_map(|tie| tie.course.disputed.iter().map(|dispute| dispute.source.clone())),
    );
    used
}
