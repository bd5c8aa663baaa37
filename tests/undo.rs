//! Steps in a session: what undo takes back, what it shows, and what it never touches.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::edit::{Change, Edit};
use demarche::io::load_starter;
use demarche::kit::{Point, Vector};
use demarche::model::{Entry, NationId, Span, TieId};
use demarche::scene::Target;
use demarche::session::{Command, Edits, Effect, Session, run};

const PACT: &str = "rus-prk-partnership-2024";

fn starter() -> Session {
    let loaded = load_starter();
    let mut session = Session::open(loaded.document, loaded.problems);
    session.resize(1000.0, 700.0);
    session
}

fn edits(session: &mut Session, edits: Edits) -> Option<Effect> {
    run(session, Command::Edits(edits))
}

/// Gives the pact another span.
fn respan(session: &mut Session, span: &str) {
    let record = session.record().clone();
    let mut tie = (*record.ties[&TieId::new(PACT)]).clone();
    tie.span = Span::parse(span).expect("a span");
    let edit = Edit::of(&record, vec![Change::put(&record, Entry::Tie(Arc::new(tie)))]);
    assert_eq!(edits(session, Edits::Commit(Box::new(edit))), None);
}

#[test]
fn after_twenty_pans_undo_takes_back_the_last_edit() {
    let mut session = starter();
    let opened = session.record().clone();
    respan(&mut session, "2024-06-19/2025-01-01");
    for _ in 0..20 {
        run(&mut session, Command::Pan(Vector::new(7.0, 3.0)));
    }
    edits(&mut session, Edits::Undo);
    assert!(Arc::ptr_eq(session.record(), &opened));
    assert!(session.history().undoable().is_none());
}

#[test]
fn what_is_drawn_follows_an_edit_and_its_undo() {
    let mut session = starter();
    let is_drawn = |session: &Session| session.network().tie(&TieId::new(PACT)).is_some();
    assert!(is_drawn(&session));
    respan(&mut session, "2024-06-19/2025-01-01");
    assert!(!is_drawn(&session), "it has ended before the day looked at");
    edits(&mut session, Edits::Undo);
    assert!(is_drawn(&session));
    edits(&mut session, Edits::Redo);
    assert!(!is_drawn(&session));
}

#[test]
fn undo_selects_and_reveals_what_it_changes_and_leaves_the_day() {
    let mut session = starter();
    respan(&mut session, "2024-06-20/..");
    let day = session.as_of();
    run(&mut session, Command::ClearSelection);
    run(&mut session, Command::Pan(Vector::new(5000.0, 5000.0)));
    edits(&mut session, Edits::Undo);
    let pact = Target::Tie(TieId::new(PACT));
    assert!(session.selection.holds(&pact) && session.selection.targets().len() == 1);
    let (width, height) = session.view.size();
    let tie = &session.record().ties[&TieId::new(PACT)];
    let camera = session.view.camera();
    for nation in [&tie.between.0, &tie.between.1] {
        let from_middle = (session.positions()[nation] - camera.center) * camera.zoom;
        let at = Point::new(width / 2.0, height / 2.0) + from_middle;
        assert!((0.0..width).contains(&at.x) && (0.0..height).contains(&at.y), "{nation} at {at:?}");
    }
    assert_eq!(session.as_of(), day);
}

#[test]
fn a_deleted_nation_comes_back_with_its_ties_evidence_and_place() {
    let mut session = starter();
    let opened = session.record().clone();
    let (prk, places) = (NationId::new("PRK"), session.positions().clone());
    run(&mut session, Command::Select(Target::Nation(prk.clone())));
    let told = edits(&mut session, Edits::Delete);
    let n_ties = opened.ties.values().filter(|tie| tie.concerns(&prk)).count();
    assert_eq!(told, Some(Effect::TellDeleted(format!("Delete nation “North Korea” with {n_ties} ties"))));
    assert!(!session.positions().contains_key(&prk) && session.selection.is_empty());
    edits(&mut session, Edits::Undo);
    assert!(Arc::ptr_eq(session.record(), &opened));
    assert_eq!(session.positions(), &places);
    assert!(session.selection.holds(&Target::Nation(prk)));
}

#[test]
fn a_drag_is_one_step_and_an_abandoned_one_none() {
    let mut session = starter();
    let (prk, before) = (NationId::new("PRK"), session.positions().clone());
    for step in 1..=30 {
        run(&mut session, Command::Drag(prk.clone(), Vector::new(f64::from(step), 0.0)));
    }
    run(&mut session, Command::AbandonDrag);
    assert!(session.history().undoable().is_none() && session.positions() == &before);
    for step in 1..=30 {
        run(&mut session, Command::Drag(prk.clone(), Vector::new(f64::from(step), 0.0)));
    }
    run(&mut session, Command::Drop);
    assert_eq!(session.history().undoable().map(|step| &*step.name), Some("Move North Korea"));
    assert_ne!(session.positions()[&prk], before[&prk]);
    edits(&mut session, Edits::Undo);
    assert!(session.history().undoable().is_none());
    assert_eq!(session.positions(), &before);
}

#[test]
fn a_nation_that_the_record_gives_no_place_goes_home_by_undo() {
    let mut document = load_starter().document;
    document.positions = imbl::OrdMap::new();
    let mut session = Session::open(document, Vec::new());
    session.resize(1000.0, 700.0);
    let before = session.positions().clone();
    run(&mut session, Command::Drag(NationId::new("PRK"), Vector::new(90.0, 40.0)));
    run(&mut session, Command::Drop);
    assert_ne!(session.positions(), &before);
    edits(&mut session, Edits::Undo);
    assert_eq!(session.positions(), &before);
}

#[test]
fn a_click_in_the_history_goes_there_and_back() {
    let mut session = starter();
    for day in 20..26 {
        respan(&mut session, &format!("2024-06-{day}/.."));
    }
    let documents: Vec<_> = session.history().revisions().iter().map(|it| it.document.clone()).collect();
    for revision_idx in [3, 0, 6, 2, 2, 5] {
        edits(&mut session, Edits::GoTo(revision_idx));
        assert!(Arc::ptr_eq(session.record(), &documents[revision_idx]));
    }
    assert_eq!(session.history().revisions().len(), 7, "what was gone back over can still be done again");
    edits(&mut session, Edits::GoTo(7));
    assert!(Arc::ptr_eq(session.record(), &documents[5]), "there is no such step");
}

#[test]
fn an_edit_of_what_has_changed_meanwhile_is_refused_in_words() {
    let mut session = starter();
    let record = session.record().clone();
    let mut tie = (*record.ties[&TieId::new(PACT)]).clone();
    tie.about.title = "Another".to_owned();
    let late = Edit::of(&record, vec![Change::put(&record, Entry::Tie(Arc::new(tie)))]);
    respan(&mut session, "2024-06-20/..");
    let now = session.record().clone();
    let effect = edits(&mut session, Edits::Commit(Box::new(late)));
    let Some(Effect::Refuse(words)) = effect else { panic!("{effect:?}") };
    assert!(words.contains(PACT) && words.contains("Hint: "), "{words}");
    assert!(Arc::ptr_eq(session.record(), &now));
}

#[test]
fn files_that_are_read_again_are_a_step_that_can_be_undone() {
    let mut session = starter();
    let opened = session.record().clone();
    let files = (*opened).clone();
    let first = files.ties.keys().next().cloned().expect("a tie");
    let changes = demarche::edit::removal(&files, &[demarche::model::EntryId::Tie(first.clone())]);
    let files = demarche::edit::apply(&files, &Edit::of(&files, changes)).expect("an edit");
    session.reload(files, Vec::new(), Vec::new());
    assert!(!session.record().ties.contains_key(&first) && !session.is_unsaved());
    edits(&mut session, Edits::Undo);
    assert!(Arc::ptr_eq(session.record(), &opened) && session.is_unsaved());
}
