//! Forms without a window: all that an atlas can hold can be edited, what is typed is taken or refused with its reason, and what
//! was not touched stays as it is.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;

use demarche::edit::{Edit, apply, between, duplicate, faults};
use demarche::io::cameo_codes;
use demarche::model::{AssessmentId, Document, EntryId, InstrumentId, KindId, NationId, SourceId, SpanEnd, Tie, TieId};
use demarche::session::forms::{
    Among, Form, Holder, Item, NEW_SOURCE, NewRecord, Sort, Thing, deletion, matching, picks,
};

#[path = "support/forms.rs"]
mod support;

use support::{PACT, form, pact, refused, starter, things, tie_id, typed};

fn nation_id(id: &str) -> EntryId {
    EntryId::Nation(NationId::new(id))
}

/// Returns the document after what was typed.
fn after(document: &Document, thing: Thing, texts: &[(&str, &str)]) -> (Edit, Document) {
    let read = typed(document, thing, texts).read(document, &cameo_codes());
    let edit = read.unwrap_or_else(|objections| panic!("{texts:?}: {objections:?}"));
    let after = apply(document, &edit).expect("an edit");
    (edit, after)
}

#[test]
fn a_form_in_which_nothing_was_typed_changes_nothing() {
    let document = starter();
    let all = things(&document);
    assert!(all.len() > 500, "{}", all.len());
    let codes = cameo_codes();
    for thing in all {
        let form = form(&document, thing.clone());
        assert!(!form.is_touched(), "{thing:?}");
        assert_eq!(form.read(&document, &codes).map(|edit| edit.is_idle()), Ok(true), "{thing:?}");
    }
}

#[test]
fn whatever_is_typed_anew_as_it_stands_means_the_same() {
    let document = starter();
    let codes = cameo_codes();
    for thing in things(&document) {
        let form = form(&document, thing.clone());
        for field in form.fields() {
            // A blank more is another text of the same meaning.
            let mut touched = form.clone();
            touched.set(&document, &field.fact, format!("{} ", field.text));
            assert!(touched.is_touched());
            let read = touched.read(&document, &codes).map(|edit| edit.is_idle());
            assert_eq!(read, Ok(true), "{} of {thing:?}: {:?}", field.fact, field.text);
        }
    }
}

/// The facts of a record or item as the page about files lists them under a heading.
fn documented(heading: &str) -> Vec<String> {
    let page = include_str!("../data/README.md");
    let lines =
        page.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading || !line.starts_with('#'));
    let section = lines.skip(1).take_while(|line| !line.starts_with('#'));
    let table = section.skip_while(|line| !line.starts_with("| Field | Type")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| Some(row.split('`').nth(1)?.to_owned())).collect()
}

#[test]
fn every_documented_field_of_every_record_and_item_can_be_edited() {
    let document = starter();
    // Items have forms of their own; the version of the format is the program's.
    let elsewhere = "format evidence milestones exchanges disputed relates levels events drivers shares signatories";
    let new = |record: EntryId, sort| Thing::new_item(record, sort);
    let (tie, nation) = (tie_id(PACT), nation_id("PRK"));
    let assessment = EntryId::Assessment(document.assessments.keys().next().expect("an assessment").clone());
    let instrument = EntryId::Instrument(document.instruments.keys().next().expect("an instrument").clone());
    for (heading, thing, n_facts) in [
        ("Atlas", Thing::Record(EntryId::Manifest), 8),
        ("Kind", Thing::New(NewRecord::Kind), 7),
        ("Nation", Thing::New(NewRecord::Nation), 9),
        ("Source", Thing::New(NewRecord::Source), 9),
        ("Instrument", Thing::New(NewRecord::Instrument), 6),
        ("Tie", Thing::New(NewRecord::Tie(None, None)), 12),
        ("Assessment", Thing::New(NewRecord::Assessment(None)), 9),
        ("Evidence", new(tie.clone(), Sort::Evidence), 9),
        ("Milestone", new(tie.clone(), Sort::Milestone), 6),
        ("Exchange", new(tie.clone(), Sort::Exchange), 9),
        ("Rival date", new(tie.clone(), Sort::Dispute), 4),
        ("Relation", new(tie.clone(), Sort::Relation), 3),
        ("Level", new(tie, Sort::Level), 3),
        ("Event", new(nation.clone(), Sort::Event), 4),
        ("Driver", new(nation, Sort::Driver), 6),
        ("Share", new(assessment, Sort::Share), 3),
        ("Signatory", new(instrument, Sort::Signatory), 2),
    ] {
        let form = form(&document, thing);
        let facts: BTreeSet<&str> = form.fields().map(|field| field.fact.as_str()).collect();
        let told = documented(heading);
        assert!(told.len() >= n_facts.min(2), "nothing is told under {heading}");
        for fact in told.iter().map(String::as_str).filter(|fact| !elsewhere.split(' ').any(|it| it == *fact)) {
            let names: &[&str] = match fact {
                "span" => &["begin", "end"],
                "between" => &["between.0", "between.1"],
                "seat" => &["seat.name", "seat.lat", "seat.lon"],
                // The id of an atlas is that of an existing record.
                "id" if heading == "Atlas" => &[],
                fact => &[fact],
            };
            names.iter().for_each(|name| assert!(facts.contains(name), "{heading} has no {name}"));
        }
    }
}

#[test]
fn what_is_typed_into_a_tie_is_taken() {
    let document = starter();
    let tie = |texts: &[(&str, &str)]| {
        let (edit, after) = after(&document, Thing::Record(tie_id(PACT)), texts);
        ((*after.ties[&TieId::new(PACT)]).clone(), edit.name)
    };
    let (it, name) = tie(&[("end", "4 December 2025")]);
    assert_eq!(it.span.to_string(), "2024-06-19/2025-12-04");
    assert_eq!(name, "Change end of “Comprehensive Strategic Partnership Treaty”");
    assert_eq!(tie(&[("end", "")]).0.span.end(), SpanEnd::Unknown);
    assert_eq!(tie(&[("end", "ongoing")]).0, *pact(&document));
    assert_eq!(tie(&[("begin", ".."), ("end", "2030~")]).0.span.to_string(), "../2030~");
    assert_eq!(tie(&[("begin", "1961"), ("end", "1961")]).0.span.to_string(), "1961");
    assert_eq!(tie(&[("weight", "2")]).0.weight.base(), 2);
    assert_eq!(tie(&[("kind", "defense-pact")]).0.kind, KindId::new("defense-pact"));
    assert_eq!(tie(&[("dependent", "dprk")]).0.about.dependent, Some(NationId::new("PRK")));
    assert_eq!(tie(&[("summary", "")]).0.about.summary, "");
    let (it, name) = tie(&[("title", "  Pact  ")]);
    assert_eq!(
        (it.about.title.as_str(), name.as_str()),
        ("Pact", "Rename “Comprehensive Strategic Partnership Treaty” to “Pact”")
    );
    // What stands beside a fact that was typed stays as it is.
    assert_eq!(it.course, pact(&document).course);
}

#[test]
fn what_cannot_be_is_refused_at_its_fact_with_the_reason() {
    let document = starter();
    let tie = || Thing::Record(tie_id(PACT));
    let evidence = || Thing::item(tie_id(PACT), Sort::Evidence, 0);
    for (thing, texts, at, words) in [
        (tie(), &[("end", "2024-02-30")][..], "end", "February 2024 has 29 days"),
        (tie(), &[("end", "2020-01-01")], "end", "ends before it begins"),
        (tie(), &[("begin", "soon")], "begin", "`soon` is not a date"),
        (tie(), &[("begin", "19XX")], "begin", "unspecified digits"),
        (tie(), &[("title", " ")], "title", "the title is missing"),
        (tie(), &[("kind", "defence pact")], "kind", "did you mean `defense pact`?"),
        (tie(), &[("between.0", "Rusia")], "between.0", "did you mean `Russia`?"),
        (tie(), &[("between.1", "Russia")], "between.1", "a tie of `RUS` with itself"),
        (tie(), &[("dependent", "Japan")], "dependent", "not one of the two"),
        (tie(), &[("weight", "6")], "weight", "unknown choice `6`"),
        (tie(), &[("instrument", "no such")], "instrument", "unknown instrument"),
        (evidence(), &[("grade", "G7")], "grade", "`G7` is not a NATO grade"),
        (evidence(), &[("claim", "")], "claim", "the claim is missing"),
        (evidence(), &[("standing", "denyed")], "standing", "did you mean `denied`?"),
        (evidence(), &[("source", "")], "source", "the source is missing"),
        (Thing::item(tie_id(PACT), Sort::Milestone, 0), &[("by", "Japan")], "by", "unknown choice `Japan`"),
        (Thing::item(tie_id(PACT), Sort::Milestone, 0), &[("id", "signed")], "id", "meaning of its own"),
        (Thing::Record(nation_id("PRK")), &[("seat.lat", "91")], "seat.lat", "91 is out of range"),
        (Thing::Record(nation_id("PRK")), &[("seat.lat", "north")], "seat.lat", "`north` is not a number"),
        (Thing::Record(nation_id("PRK")), &[("seat.lon", "")], "seat.lon", "a seat has all three"),
        (Thing::Record(nation_id("PRK")), &[("native", "조선")], "native", "which language"),
        (Thing::Record(nation_id("PRK")), &[("native", "ko: 조선\nko: 북조선")], "native", "a name in `ko` already"),
        (Thing::Record(nation_id("PRK")), &[("cow", "70000")], "cow", "0 to 65535"),
        (Thing::Record(EntryId::Manifest), &[("as_of", "2025-06")], "as_of", "not a single day"),
        (Thing::Record(EntryId::Manifest), &[("focus", "North Korea\nAtlantis")], "focus", "unknown nation `Atlantis`"),
        (Thing::New(NewRecord::Kind), &[("name", "x"), ("category", "a b")], "category", "cannot be a category"),
        (Thing::New(NewRecord::Kind), &[("name", "x"), ("id", "trade")], "id", "`trade-2` is free"),
        (Thing::New(NewRecord::Source), &[("url", "ftp://x")], "title", "the title is missing"),
        (Thing::New(NewRecord::Tie(None, None)), &[("title", "x")], "kind", "the kind is missing"),
        (Thing::New(NewRecord::Tie(None, None)), &[("title", "x")], "between.1", "the second nation is missing"),
        (Thing::New(NewRecord::Nation), &[("seat.lat", "20"), ("seat.lon", "50")], "seat.name", "has all three"),
        (Thing::New(NewRecord::Nation), &[("seat.lat", "200")], "seat.lat", "200 is out of range"),
        (Thing::New(NewRecord::Nation), &[("id", "a b/"), ("seat.lat", "20")], "id", "the id `a b/` has a ` `"),
        (Thing::New(NewRecord::Assessment(None)), &[("title", "x")], "shares", "at least one share"),
        (Thing::New(NewRecord::Assessment(None)), &[("shares", "Trade")], "shares", "how much of the whole"),
    ] {
        refused(&document, thing, texts, at, words);
    }
}

#[test]
fn a_new_tie_gets_an_id_of_its_nations_kind_and_year_until_somebody_types_another() {
    let document = starter();
    let between = NewRecord::Tie(Some(NationId::new("RUS")), Some(NationId::new("PRK")));
    let texts = [("kind", "defense pact"), ("title", "Another pact"), ("begin", "June 2024")];
    let form = typed(&document, Thing::New(between.clone()), &texts);
    assert_eq!(form.field("id").map(|id| id.text.as_str()), Some("rus-prk-defense-pact-2024"));
    let (edit, after) = after(&document, Thing::New(between.clone()), &texts);
    assert_eq!(edit.name, "New tie “Another pact”");
    let tie = &after.ties[&TieId::new("rus-prk-defense-pact-2024")];
    assert_eq!((tie.span.to_string().as_str(), tie.weight.base()), ("2024-06/..", 3));
    // The next one between the same two is another one.
    let again = typed(&after, Thing::New(between.clone()), &texts);
    assert_eq!(again.field("id").map(|id| id.text.as_str()), Some("rus-prk-defense-pact-2024-2"));
    let mut own = typed(&document, Thing::New(between), &[("id", "my-own")]);
    own.set(&document, "kind", "defense pact");
    assert_eq!(own.field("id").map(|id| id.text.as_str()), Some("my-own"));
}

#[test]
fn other_new_records_get_ids_of_what_they_are_called() {
    let document = starter();
    for (new, texts, id) in [
        (NewRecord::Kind, &[("name", "Fishing rights")][..], "fishing-rights"),
        (NewRecord::Nation, &[("name", "Côte d’Ivoire")], "COT"),
        (
            NewRecord::Source,
            &[("publisher", "The Korea Herald"), ("published", "3 May 2025")],
            "the-korea-herald-2025-05-03",
        ),
        (NewRecord::Instrument, &[("title", "An accord"), ("begin", "1999")], "an-accord-1999"),
        (NewRecord::Assessment(None), &[("title", "What moves Tokyo"), ("made", "2025-01")], "what-moves-tokyo-2025"),
    ] {
        let form = typed(&document, Thing::New(new), texts);
        assert_eq!(form.field("id").map(|field| field.text.as_str()), Some(id));
    }
}

#[test]
fn each_new_record_comes_in_as_one_edit() {
    let document = starter();
    for (new, texts) in [
        (NewRecord::Kind, &[("name", "fishing rights"), ("category", "economy")][..]),
        (
            NewRecord::Nation,
            &[
                ("name", "Mongolia"),
                ("id", "MNG"),
                ("seat.name", "Ulaanbaatar"),
                ("seat.lat", "47,9"),
                ("seat.lon", "106.9°"),
            ],
        ),
        (
            NewRecord::Source,
            &[("title", "A text"), ("publisher", "KCNA"), ("published", "2025"), ("url", "https://x.example")],
        ),
        (NewRecord::Instrument, &[("title", "An accord"), ("not_signed_by", "ROK")]),
        (
            NewRecord::Assessment(Some(NationId::new("KOR"))),
            &[("title", "T"), ("author", "A"), ("shares", "Trade: 60")],
        ),
    ] {
        let (edit, after) = after(&document, Thing::New(new.clone()), texts);
        assert_eq!(edit.changes.len(), 1);
        assert!(edit.name.starts_with(&format!("New {} “", new.noun())), "{}", edit.name);
        let id = edit.changes[0].id().clone();
        // Its own form reads it back as it is.
        assert!(form(&after, Thing::Record(id)).read(&after, &[]).expect("an edit").is_idle());
    }
    let (_, after) = after(
        &document,
        Thing::New(NewRecord::Assessment(Some(NationId::new("KOR")))),
        &[("title", "T"), ("author", "A"), ("shares", "Trade: 60 %\nFear: of war: 40")],
    );
    let assessment = &after.assessments[&AssessmentId::new("t-2025")];
    assert_eq!(assessment.nations, [NationId::new("KOR")]);
    let shares: Vec<_> = assessment.shares.iter().map(|share| (share.label.as_str(), share.percent)).collect();
    assert_eq!(shares, [("Trade", 60.0), ("Fear: of war", 40.0)]);
}

#[test]
fn evidence_may_bring_its_source_with_it() {
    let document = starter();
    let new = Thing::new_item(tie_id(PACT), Sort::Evidence);
    let texts = [
        ("source", NEW_SOURCE),
        ("source.title", "A speech"),
        ("source.publisher", "Rodong Sinmun"),
        ("source.published", "2025-05-01"),
        ("claim", "The treaty is praised"),
        ("grade", "b2"),
        ("by", "DPRK"),
    ];
    let (edit, after) = after(&document, new.clone(), &texts);
    assert_eq!(edit.name, "Add evidence to “Comprehensive Strategic Partnership Treaty”");
    assert_eq!(edit.changes.len(), 2);
    let item = pact(&after).evidence.last().expect("evidence");
    assert_eq!((item.source.as_str(), item.by.as_deref()), ("rodong-sinmun-2025-05-01", Some("PRK")));
    // It became known with its source, where nobody says otherwise.
    assert_eq!(item.reported.to_string(), "2025-05-01");
    assert_eq!(after.sources[&item.source].title, "A speech");
    refused(&document, new.clone(), &texts[..3], "source.published", "the published is missing");
    refused(&document, new.clone(), &[texts[0], ("source.url", "x")], "source.title", "the title is missing");
    // Without a new source its facts are not asked for.
    let form = form(&document, new);
    assert!(form.fields().all(|field| !field.fact.starts_with("source.")));
}

#[test]
fn items_are_added_changed_and_put_into_their_order() {
    let document = starter();
    let tie = tie_id(PACT);
    let (edit, with) = after(
        &document,
        Thing::new_item(tie.clone(), Sort::Milestone),
        &[("step", "ratified"), ("on", "9 Nov 2024"), ("by", "Russia"), ("title", "By both houses")],
    );
    assert_eq!(edit.name, "Add milestone to “Comprehensive Strategic Partnership Treaty”");
    let steps: Vec<_> = pact(&with).course.milestones.iter().map(|it| it.on.latest()).collect();
    assert!(steps.is_sorted() && steps.len() == pact(&document).course.milestones.len() + 1);
    let add = |record: EntryId, sort, texts: &[(&str, &str)]| after(&document, Thing::new_item(record, sort), texts).1;
    let it = add(
        tie.clone(),
        Sort::Exchange,
        &[("on", "2025"), ("by", "PRK"), ("approach", "Thanks"), ("cameo", "036"), ("response", "accepted")],
    );
    let exchange = pact(&it).course.exchanges.last().expect("an exchange").clone();
    assert_eq!(exchange.cameo.as_ref().map(|it| it.code.as_str()), Some("036"));
    let it = add(
        tie.clone(),
        Sort::Dispute,
        &[("what", "its end"), ("on", "2044"), ("source", document.sources.keys().next().expect("a source").as_str())],
    );
    assert_eq!(pact(&it).course.disputed.len(), pact(&document).course.disputed.len() + 1);
    let it = add(tie.clone(), Sort::Level, &[("from", "2025"), ("weight", "4"), ("why", "Less is heard")]);
    assert_eq!(pact(&it).weight.levels().last().map(|level| level.weight), Some(4));
    let it = add(tie, Sort::Relation, &[("as", "enables"), ("to", "prk-rus-troops-2024")]);
    assert_eq!(pact(&it).relates.len(), pact(&document).relates.len() + 1);
    let it = add(nation_id("PRK"), Sort::Event, &[("on", "1994-07-08"), ("title", "Kim Il-sung dies")]);
    let events = &it.nations[&NationId::new("PRK")].events;
    assert!(events.iter().map(|event| event.on.earliest()).is_sorted());
    let it = add(nation_id("PRK"), Sort::Driver, &[("title", "A new reason"), ("by", "somebody")]);
    let driver = it.nations[&NationId::new("PRK")].drivers.last().expect("a driver").clone();
    assert_eq!((driver.id.as_str(), driver.by.as_str()), ("a-new-reason", "somebody"));
    let id = document.assessments.keys().next().expect("an assessment").clone();
    let it = add(
        EntryId::Assessment(id.clone()),
        Sort::Share,
        &[("label", "Weather"), ("percent", "5 %"), ("nations", "ROK\nJapan")],
    );
    assert_eq!(it.assessments[&id].shares.last().map(|share| (share.percent, share.nations.len())), Some((5.0, 2)));
    let id: InstrumentId = document.instruments.keys().next().expect("an instrument").clone();
    let it = add(EntryId::Instrument(id.clone()), Sort::Signatory, &[("nation", "Japan"), ("on_behalf_of", "itself")]);
    assert_eq!(it.instruments[&id].signatories.last().map(|(id, _)| id.as_str()), Some("JPN"));
}

#[test]
fn what_names_a_source_of_a_tie_follows_its_evidence_to_another_source() {
    let document = starter();
    let tie = pact(&document);
    let named = |tie: &Tie, id: &SourceId| tie.course.milestones.iter().filter(|it| it.sources.contains(id)).count();
    let idx = (0..tie.evidence.len()).find(|idx| named(tie, &tie.evidence[*idx].source) > 0).expect("evidence");
    let before = tie.evidence[idx].source.clone();
    let to = document.sources.keys().find(|id| !tie.sources().contains(id)).expect("a source").clone();
    let (_, after) = after(&document, Thing::item(tie_id(PACT), Sort::Evidence, idx), &[("source", to.as_str())]);
    assert_eq!((named(pact(&after), &before), named(pact(&after), &to)), (0, named(tie, &before)));
}

#[test]
fn an_id_that_others_refer_to_is_not_taken_away() {
    let document = starter();
    let referred = document.ties.values().find_map(|tie| {
        tie.relates.iter().find_map(|relation| match &relation.to {
            demarche::model::Reference::TiePart(id, part) => Some((id.clone(), part.clone())),
            demarche::model::Reference::Tie(_) | demarche::model::Reference::Event(..) => None,
        })
    });
    let (id, part) = referred.expect("a reference to a part");
    let course = &document.ties[&id].course;
    let thing = match course.milestones.iter().position(|it| it.id.as_ref() == Some(&part)) {
        Some(idx) => Thing::item(EntryId::Tie(id), Sort::Milestone, idx),
        None => {
            let idx = course.exchanges.iter().position(|it| it.id.as_ref() == Some(&part)).expect("a part");
            Thing::item(EntryId::Tie(id), Sort::Exchange, idx)
        }
    };
    refused(&document, thing.clone(), &[("id", "")], "id", "refers to it by its id");
    refused(&document, thing, &[("id", "another")], "id", "refers to it by its id");
}

#[test]
fn a_form_finds_its_item_where_it_is_now_and_says_so_where_it_is_gone() {
    let document = starter();
    let first = Thing::item(tie_id(PACT), Sort::Evidence, 0);
    let second = typed(&document, Thing::item(tie_id(PACT), Sort::Evidence, 1), &[("claim", "Said anew")]);
    let without = apply(&document, &deletion(&document, &first).expect("an edit")).expect("an edit");
    let read = second.read(&without, &[]).expect("an edit");
    let after = apply(&without, &read).expect("an edit");
    assert_eq!(pact(&after).evidence[0].claim, "Said anew");
    let gone = typed(&document, first, &[("claim", "Said anew")]).read(&without, &[]).expect_err("nothing to edit");
    assert_eq!(gone[0].0, "");
}

/// Returns the document after one thing was deleted from its form.
fn without(document: &Document, thing: &Thing) -> Document {
    apply(document, &deletion(document, thing).expect("an edit")).expect("an edit")
}

fn within(record: EntryId, holder: (Sort, usize), sort: Sort, idx: Option<usize>) -> Thing {
    Thing::Item(Item { of: Holder { record, within: Some(holder) }, sort, idx })
}

/// Returns the document after what stands in a form that was opened on another one.
fn saved(document: &Document, form: &Form) -> Document {
    let read = form.read(document, &cameo_codes());
    apply(document, &read.unwrap_or_else(|objections| panic!("{objections:?}"))).expect("an edit")
}

#[test]
fn what_is_added_below_an_open_form_does_not_hinder_it() {
    let document = starter();
    let milestone = typed(&document, Thing::item(tie_id(PACT), Sort::Milestone, 0), &[("title", "In Pyongyang")]);
    let relation = within(tie_id(PACT), (Sort::Milestone, 0), Sort::Relation, None);
    let (_, with) = after(&document, relation, &[("as", "enables"), ("to", "prk-rus-troops-2024")]);
    let now = saved(&with, &milestone);
    let first = &pact(&now).course.milestones[0];
    assert_eq!((first.title.as_str(), &first.relates), ("In Pyongyang", &pact(&with).course.milestones[0].relates));
    assert!(first.relates.len() > pact(&document).course.milestones[0].relates.len());
}

#[test]
fn what_is_added_to_an_item_goes_there_wherever_that_lies_by_then() {
    let document = starter();
    let texts = [("as", "enables"), ("to", "prk-rus-troops-2024")];
    let added = typed(&document, within(tie_id(PACT), (Sort::Milestone, 1), Sort::Relation, None), &texts);
    let second = pact(&document).course.milestones[1].clone();
    let fewer = without(&document, &Thing::item(tie_id(PACT), Sort::Milestone, 0));
    let with = saved(&fewer, &added);
    let now = pact(&with).course.milestones.iter().find(|it| it.on == second.on).expect("a milestone");
    assert_eq!(now.relates.len(), second.relates.len() + 1);
    let gone = without(&document, &Thing::item(tie_id(PACT), Sort::Milestone, 1));
    assert_eq!(added.read(&gone, &[]).expect_err("nowhere to add to")[0].0, "");
}

#[test]
fn evidence_is_found_again_with_the_event_that_holds_it() {
    let document = starter();
    let nation = document.nations.values().find(|it| it.events.iter().skip(1).any(|event| !event.evidence.is_empty()));
    let nation = nation.expect("a nation");
    let is_held = |idx: &usize| !nation.events[*idx].evidence.is_empty();
    let idx = (1..nation.events.len()).find(is_held).expect("an event");
    let record = EntryId::Nation(nation.id.clone());
    let thing = within(record.clone(), (Sort::Event, idx), Sort::Evidence, Some(0));
    let form = typed(&document, thing, &[("claim", "Said anew")]);
    let now = saved(&without(&document, &Thing::item(record, Sort::Event, 0)), &form);
    let event = &now.nations[&nation.id].events[idx - 1];
    assert_eq!((event.title.as_str(), event.evidence[0].claim.as_str()), (&*nation.events[idx].title, "Said anew"));
}

#[test]
fn only_the_end_that_was_typed_is_written() {
    let document = starter();
    let form = typed(&document, Thing::Record(tie_id(PACT)), &[("end", "2030")]);
    let (_, later) = after(&document, Thing::Record(tie_id(PACT)), &[("begin", "2024-06-20")]);
    assert_eq!(pact(&saved(&later, &form)).span.to_string(), "2024-06-20/2030");
}

#[test]
fn whatever_is_deleted_from_its_form_leaves_a_sound_record() {
    let document = starter();
    let mut n_deleted = 0;
    for thing in things(&document) {
        let edit = deletion(&document, &thing);
        if thing == Thing::Record(EntryId::Manifest) {
            assert!(edit.is_none());
            continue;
        }
        let edit = edit.unwrap_or_else(|| panic!("{thing:?} cannot be deleted"));
        let after = apply(&document, &edit).unwrap_or_else(|error| panic!("{thing:?}: {error}"));
        for change in between(&document, &after) {
            if let Some(entry) = change.after() {
                assert_eq!(faults(&after, entry), [], "{thing:?}");
            }
        }
        n_deleted += 1;
    }
    assert!(n_deleted > 500);
}

#[test]
fn every_record_can_be_duplicated_and_the_copy_says_so() {
    let document = starter();
    for thing in things(&document) {
        let Thing::Record(id) = &thing else { continue };
        let Some((copied, edit)) = duplicate(&document, id) else {
            assert_eq!(*id, EntryId::Manifest);
            continue;
        };
        let after = apply(&document, &edit).unwrap_or_else(|error| panic!("{id:?}: {error}"));
        let copy = after.entry(&copied).expect("a copy");
        assert_eq!(copy.title(), format!("{} (copy)", document.entry(id).expect("a record").title()));
        assert_eq!(copied.as_str(), format!("{}-copy", id.as_str()));
        let (again, _) = duplicate(&after, id).expect("a copy");
        assert_eq!(again.as_str(), format!("{}-copy-2", id.as_str()));
    }
}

#[test]
fn what_can_be_chosen_is_found_by_every_name() {
    let document = starter();
    let first = |among: Among, typed: &str| {
        let all = picks(&document, &cameo_codes(), &among);
        matching(&all, typed).first().map(|idx| all[*idx].id.clone()).unwrap_or_default()
    };
    for (among, typed, id) in [
        (Among::Nations, "dprk", "PRK"),
        (Among::Nations, "republic of korea", "KOR"),
        (Among::Nations, "조선", "PRK"),
        (Among::Nations, "jap", "JPN"),
        (Among::Kinds, "defense", "defense-pact"),
        (Among::Kinds, "sanc", "sanctions"),
        (Among::Ties, "comprehensive strategic", PACT),
        (Among::CameoCodes, "036", "036"),
        (Among::SourcesOrNew, "new source", NEW_SOURCE),
    ] {
        assert_eq!(first(among, typed), id, "{typed}");
    }
    assert_eq!(first(Among::Nations, "atlantis"), "");
}
