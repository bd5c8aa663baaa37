//! Journals of edits of scenarios: that each of them comes back, whether or not what a scenario does still fits the record.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::sync::Arc;

use demarche::edit::{self, Change, Edit, History};
use demarche::io::{self, Base, load_starter};
use demarche::model::{
    Alteration, Document, Entry, EntryId, Hypothesis, HypothesisId, Patch, Scenario, ScenarioId, Supposed, TieId,
};

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, PACT, TROOPS, on_disk, one, respan, restored, same, save};

/// Returns a hypothesis that does something.
fn supposed(id: &str, does: Vec<Alteration>) -> Arc<Hypothesis> {
    let from = "2025-09-01".parse().expect("a day");
    let (id, title, supposed) = (HypothesisId::new(id), format!("What {id} says"), Supposed::On);
    let [why, assumes] = [(); 2].map(|()| String::new());
    Arc::new(Hypothesis { id, title, from, supposed, why, assumes, sources: Vec::new(), likelihood: None, does })
}

/// Returns a scenario of three hypotheses: one changes a tie, one takes a tie away, and one means nothing.
fn scenario(document: &Document) -> Scenario {
    let before = Entry::Tie(document.ties[&TieId::new(PACT)].clone());
    let changed = respan(document, PACT, "2024-06-19/2026");
    let after = changed.changes[0].after().expect("the tie");
    let altered = Alteration::Altered(Patch::between(&before, after).expect("a patch"));
    let unread = Alteration::Unread { text: "Delete(tie: \"none\")".into(), why: "there is no tie `none`".into() };
    let hypotheses = vec![
        supposed("longer", vec![altered]),
        supposed("home", vec![Alteration::Gone(EntryId::Tie(TieId::new(TROOPS)))]),
        supposed("nothing", vec![unread]),
    ];
    let [author, question, rationale] = [(); 3].map(|()| String::new());
    let (id, title) = (ScenarioId::new("mine"), "Mine".to_owned());
    Scenario { id, title, author, question, rationale, hypotheses }
}

fn put(document: &Document, scenario: Scenario) -> Edit {
    Edit::of(document, vec![Change::put(document, Entry::Scenario(Arc::new(scenario)))])
}

fn without(document: &Document, id: EntryId) -> Edit {
    Edit::of(document, edit::removal(document, &[id]))
}

/// What somebody does to a document.
type Step<'a> = Box<dyn Fn(&Document) -> Edit + 'a>;

#[test]
fn edits_of_scenarios_come_back_wherever_the_program_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = load_starter().document;
    let mut desk = Desk::open(&folder.path().join("live"), opened.clone(), &Base::Starter);
    let id = ScenarioId::new("mine");
    let step = |change: fn(&mut Scenario)| {
        let id = id.clone();
        move |document: &Document| {
            let mut scenario = (*document.scenarios[&id]).clone();
            change(&mut scenario);
            put(document, scenario)
        }
    };
    let steps: [(&str, Step<'_>); 6] = [
        ("new", Box::new(|document| put(document, scenario(document)))),
        ("switch", Box::new(step(|it| Arc::make_mut(&mut it.hypotheses[0]).supposed = Supposed::Off))),
        ("move", Box::new(step(|it| it.hypotheses.rotate_left(1)))),
        ("drop", Box::new(step(|it| drop(it.hypotheses.remove(0))))),
        ("add", Box::new(step(|it| it.hypotheses.push(supposed("more", Vec::new()))))),
        ("delete", Box::new(|document| without(document, EntryId::Scenario(ScenarioId::new("mine"))))),
    ];
    let check = |desk: &Desk, name: &str| {
        let left = folder.path().join(name);
        fs::create_dir(&left).expect("made");
        fs::copy(desk.journal.path(), left.join("a.journal")).expect("copied");
        let restored = restored(&one(&left), &opened);
        assert_eq!(restored.lost, [], "{name}");
        same(&restored.history(Arc::new(opened.clone())), &desk.history);
    };
    for (idx, (name, step)) in steps.iter().enumerate() {
        let edit = step(desk.document());
        desk.commit(edit);
        check(&desk, name);
        if idx > 0 {
            desk.go_to(idx);
            check(&desk, &format!("{name}-undone"));
            desk.go_to(idx + 1);
            check(&desk, &format!("{name}-redone"));
        }
    }
}

#[test]
fn a_scenario_that_no_longer_fits_is_deleted_again_and_comes_back() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    let edit = put(desk.document(), scenario(desk.document()));
    desk.commit(edit);
    for id in [EntryId::Tie(TieId::new(PACT)), EntryId::Scenario(ScenarioId::new("mine"))] {
        let edit = without(desk.document(), id);
        desk.commit(edit);
    }
    let expected = desk.dies();
    let found = one(&journals);
    let restored = found.restore(&loaded.document, Some(&loaded.stamp)).expect("restored");
    assert_eq!(restored.lost, []);
    same(&restored.history(Arc::new(loaded.document.clone())), &expected);

    // From what was saved in the end, too.
    save(&atlas, expected.document());
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    assert_eq!((restored.lost.len(), restored.steps.len(), restored.cursor), (0, 3, 3));
    let mut history = restored.history(Arc::new(now.document));
    let texts = |history: &History| {
        let scenario = history.document().scenarios.get(&ScenarioId::new("mine"));
        scenario.map(|it| it.hypotheses.iter().map(|it| (it.id.to_string(), it.does.len())).collect::<Vec<_>>())
    };
    assert_eq!(texts(&history), None);
    history.go_to(2);
    let all = ["longer", "home", "nothing"].map(|id| (id.to_owned(), 1));
    assert_eq!(texts(&history), Some(all.to_vec()));
    history.go_to(0);
    assert!(history.document().ties == loaded.document.ties);
    assert_eq!(texts(&history), None);
}
