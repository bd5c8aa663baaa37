//! Forms of scenarios and of what they suppose.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::io::load_starter;
use demarche::model::{
    Document, Entry, EntryId, Hypothesis, HypothesisId, LikelihoodTerm, Scenario, ScenarioId, Supposed,
};
use demarche::session::forms::{Form, NewRecord, Sort, Thing};

const TRUST: &str = "rebuild-trust-too";

/// Returns the starter atlas with a scenario of one hypothesis, which does nothing.
fn document() -> Document {
    let mut document = load_starter().document;
    let hypothesis = Hypothesis {
        id: HypothesisId::new("letters"),
        title: "Letters are answered".to_owned(),
        from: jiff::civil::date(2025, 9, 1),
        supposed: Supposed::On,
        why: String::new(),
        assumes: String::new(),
        sources: Vec::new(),
        likelihood: None,
        does: Vec::new(),
    };
    let title = "Rebuild trust, too".to_owned();
    let scenario = Scenario {
        id: ScenarioId::new(TRUST),
        title,
        hypotheses: vec![Arc::new(hypothesis)],
        author: String::new(),
        question: String::new(),
        rationale: String::new(),
    };
    document.put(Entry::Scenario(Arc::new(scenario)));
    document
}

/// Types into the form of the hypothesis; returns what comes of it, or what is wrong at which fact.
fn typed_into(texts: &[(&str, &str)]) -> Result<Hypothesis, Vec<(String, String)>> {
    let document = document();
    let thing = Thing::item(EntryId::Scenario(ScenarioId::new(TRUST)), Sort::Hypothesis, 0);
    let mut form = Form::of(&document, &[], thing).expect("a form");
    texts.iter().for_each(|(fact, text)| form.set(&document, fact, *text));
    let edit = form.read(&document, &[]);
    let edit = edit.map_err(|all| all.into_iter().map(|(fact, it)| (fact, it.message)).collect::<Vec<_>>())?;
    assert_eq!(edit.name, "Change reasons of “Letters are answered”");
    match edit.changes.as_slice() {
        [change] => match change.after() {
            Some(Entry::Scenario(scenario)) => Ok((*scenario.hypotheses[0]).clone()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn day_reasons_and_likelihood_of_a_change_are_typed() {
    let typed = typed_into(&[
        ("from", "1 October 2025"),
        ("why", "Both want it"),
        ("likelihood", "unlikely (20–45 %)"),
        ("likelihood.by", "A desk"),
        ("likelihood.on", "June 2025"),
    ]);
    let typed = typed.expect("sound");
    assert_eq!((typed.from, typed.why.as_str()), (jiff::civil::date(2025, 10, 1), "Both want it"));
    let likelihood = typed.likelihood.expect("a likelihood");
    assert_eq!((likelihood.term, likelihood.by.as_str()), (LikelihoodTerm::Unlikely, "A desk"));
    assert_eq!(likelihood.on.to_string(), "2025-06");
}

#[test]
fn what_cannot_be_is_said_at_its_fact() {
    let faults = |texts: &[(&str, &str)]| typed_into(texts).expect_err("a fault");
    assert_eq!(faults(&[("from", "2025-10")]), [("from".to_owned(), "this is not a single day".to_owned())]);
    let at: Vec<String> = faults(&[("likelihood", "likely (55–80 %)")]).into_iter().map(|(at, _)| at).collect();
    assert_eq!(at, ["likelihood.by", "likelihood.on"]);
    assert_eq!(faults(&[("sources", "nowhere")])[0].0, "sources");
}

#[test]
fn a_new_scenario_needs_a_title_and_gets_an_id_that_is_free() {
    let document = document();
    let mut form = Form::of(&document, &[], Thing::New(NewRecord::Scenario)).expect("a form");
    assert!(form.read(&document, &[]).is_err());
    form.set(&document, "title", "Rebuild trust, too");
    assert_eq!(form.field("id").map(|field| field.text.as_str()), Some("rebuild-trust-too-2"));
    let edit = form.read(&document, &[]).expect("sound");
    assert_eq!(edit.name, "New scenario “Rebuild trust, too”");
}
