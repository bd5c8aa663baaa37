//! Edits of the starter atlas: what goes with what, what is refused, and that undo gives back the very same record.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::edit::{
    Change, Edit, EditError, History, Part, apply, between, faults, removal, reverse, split, without_part,
};
use demarche::io::load_starter;
use demarche::model::{Document, Entry, EntryId, KindId, NationId, SourceId, Span, TieId};

const PACT: &str = "rus-prk-partnership-2024";

fn starter() -> Arc<Document> {
    Arc::new(load_starter().document)
}

fn tie_id(id: &str) -> EntryId {
    EntryId::Tie(TieId::new(id))
}

/// Returns an edit that gives a tie another span.
fn respan(document: &Document, id: &str, span: &str) -> Edit {
    let mut tie = (**document.ties.get(&TieId::new(id)).expect("the tie")).clone();
    tie.span = Span::parse(span).expect("a span");
    Edit::of(document, vec![Change::put(document, Entry::Tie(Arc::new(tie)))])
}

#[test]
fn every_record_of_the_starter_atlas_is_without_fault() {
    let document = starter();
    let empty = Document::empty((*document.manifest).clone());
    for change in between(&empty, &document) {
        let entry = change.after().expect("a record");
        assert_eq!(faults(&document, entry), [], "{:?}", change.id());
    }
}

#[test]
fn undo_and_redo_give_back_the_very_same_document() {
    let opened = starter();
    let mut history = History::of(opened.clone());
    history.commit(respan(&opened, PACT, "2024-06-19/2026-01-01")).expect("an edit");
    let edited = history.document().clone();
    assert_eq!(
        history.undoable().map(|step| &*step.name),
        Some("Change end of “Comprehensive Strategic Partnership Treaty”")
    );
    assert!(history.go_to(0) && Arc::ptr_eq(history.document(), &opened) && history.is_saved());
    assert!(history.go_to(1) && Arc::ptr_eq(history.document(), &edited) && !history.is_saved());
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let opened = starter();
    let mut history = History::of(opened.clone());
    assert!(history.commit(respan(&opened, PACT, "2024-06-19/..")).expect("an edit").is_none());
    assert_eq!(history.revisions().len(), 1);
}

#[test]
fn a_nation_goes_with_its_ties_and_comes_back_with_all_of_them() {
    let opened = starter();
    let prk = NationId::new("PRK");
    let n_ties = opened.ties.values().filter(|tie| tie.concerns(&prk)).count();
    assert!(n_ties >= 12);
    let mut history = History::of(opened.clone());
    let edit = Edit::of(&opened, removal(&opened, &[EntryId::Nation(prk.clone())]));
    assert_eq!(edit.name, format!("Delete nation “North Korea” with {n_ties} ties"));
    history.commit(edit).expect("an edit");
    let left = history.document();
    assert_eq!(left.ties.len(), opened.ties.len() - n_ties);
    assert!(!left.positions.contains_key(&prk) && !left.manifest.focus.contains(&prk));
    let empty = Document::empty((*left.manifest).clone());
    for change in between(&empty, left) {
        assert_eq!(faults(left, change.after().expect("a record")), [], "{:?}", change.id());
    }
    history.go_to(0);
    assert!(Arc::ptr_eq(history.document(), &opened));
}

#[test]
fn whatever_is_deleted_what_stays_names_nothing_that_is_gone() {
    let opened = starter();
    let empty = Document::empty((*opened.manifest).clone());
    for change in between(&empty, &opened).iter().skip(1) {
        let changes = removal(&opened, std::slice::from_ref(change.id()));
        let after = apply(&opened, &Edit::of(&opened, changes)).expect("an edit");
        for change in between(&empty, &after) {
            assert_eq!(faults(&after, change.after().expect("a record")), [], "{:?}", change.id());
        }
    }
}

#[test]
fn what_others_name_cannot_go_alone() {
    let opened = starter();
    for id in [
        EntryId::Nation(NationId::new("PRK")),
        EntryId::Kind(KindId::new("defense-pact")),
        EntryId::Source(SourceId::new("treaty-text-2024")),
    ] {
        let alone = Edit::of(&opened, Change::remove(&opened, &id).into_iter().collect());
        assert!(matches!(apply(&opened, &alone), Err(EditError::Named { id: named, .. }) if named == id), "{id:?}");
    }
}

#[test]
fn a_part_goes_with_what_refers_to_it() {
    let opened = starter();
    let mut n_parts = 0;
    for tie in opened.ties.values() {
        let milestones = (0..tie.course.milestones.len()).map(|idx| Part::Milestone(tie.id.clone(), idx));
        let exchanges = (0..tie.course.exchanges.len()).map(|idx| Part::Exchange(tie.id.clone(), idx));
        for part in milestones.chain(exchanges) {
            let changes = without_part(&opened, &part);
            let after = apply(&opened, &Edit::of(&opened, changes)).expect("an edit");
            assert_eq!(
                after.counts().milestones + after.counts().exchanges + 1,
                opened.counts().milestones + opened.counts().exchanges
            );
            n_parts += 1;
        }
    }
    assert!(n_parts > 100);
}

#[test]
fn an_edit_of_what_has_changed_meanwhile_is_refused_whole() {
    let opened = starter();
    let edit = respan(&opened, PACT, "2024-06-19/2026-01-01");
    let other = apply(&opened, &respan(&opened, PACT, "2024-06-20/..")).expect("an edit");
    assert_eq!(apply(&other, &edit), Err(EditError::Changed { id: tie_id(PACT) }));
}

#[test]
fn a_wrong_record_is_refused_with_its_field() {
    let opened = starter();
    let mut tie = (**opened.ties.get(&TieId::new(PACT)).expect("the tie")).clone();
    tie.between.1 = NationId::new("XXX");
    let edit = Edit::of(&opened, vec![Change::put(&opened, Entry::Tie(Arc::new(tie)))]);
    match apply(&opened, &edit) {
        Err(EditError::Faulty { fault, .. }) => {
            assert_eq!((fault.at.as_str(), fault.objection.message.as_str()), ("between.1", "unknown nation `XXX`"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_tie_is_split_at_a_day_with_what_is_dated_in_its_part() {
    let document = starter();
    let id = TieId::new(PACT);
    let day = "2024-12-04".parse().expect("a day");
    let (later_id, edit) = split(&document, &id, day).expect("a split");
    assert_eq!(edit.name, "Split “Comprehensive Strategic Partnership Treaty” on 4 December 2024");
    let after = apply(&document, &edit).expect("an edit");
    let (earlier, later) = (&after.ties[&id], &after.ties[&later_id]);
    assert_eq!(later_id.as_str(), "rus-prk-partnership-2024-2");
    assert_eq!([earlier.span, later.span].map(|it| it.to_string()), ["2024-06-19/2024-12-03", "2024-12-04/.."]);
    assert_eq!(earlier.evidence, later.evidence);
    assert!(earlier.course.milestones.iter().all(|it| it.on.latest() < day));
    assert!(later.course.milestones.iter().all(|it| it.on.latest() >= day) && !later.course.milestones.is_empty());
    let all = [earlier, later].map(|it| it.course.milestones.len()).iter().sum::<usize>();
    assert_eq!(all, document.ties[&id].course.milestones.len());
    assert!(split(&document, &id, "2024-06-19".parse().expect("a day")).is_err());
    assert!(split(&document, &id, "2000-01-01".parse().expect("a day")).is_err());
    assert!(split(&document, &TieId::new("no-such"), day).is_err());
}

#[test]
fn every_tie_of_the_starter_atlas_splits_on_each_of_its_dates() {
    let document = starter();
    let mut n_split = 0;
    for tie in document.ties.values() {
        let milestones = tie.course.milestones.iter().map(|it| it.on.earliest());
        for day in milestones.chain(tie.course.exchanges.iter().map(|it| it.on.earliest())) {
            let Ok((_, edit)) = split(&document, &tie.id, day) else { continue };
            let after = apply(&document, &edit).expect("a sound record");
            assert_eq!(after.counts().exchanges, document.counts().exchanges);
            assert_eq!(after.counts().milestones, document.counts().milestones);
            n_split += 1;
        }
    }
    assert!(n_split > 50, "{n_split}");
}

#[test]
fn a_directed_tie_is_turned_around_and_back() {
    let document = starter();
    let id = TieId::new("prk-rus-troops-2024");
    let edit = reverse(&document, &id).expect("an edit");
    assert!(edit.name.starts_with("Reverse direction of “"), "{}", edit.name);
    let turned = apply(&document, &edit).expect("an edit");
    assert_ne!(turned.ties[&id].between, document.ties[&id].between);
    let back = apply(&turned, &reverse(&turned, &id).expect("an edit")).expect("an edit");
    assert_eq!(back, *document);
}
