//! The record through time: what two days differ in, what was known when, and ten thousand things a person may ask for.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

#[path = "support/person.rs"]
mod person;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;

use demarche::io::{load, load_starter};
use demarche::kit::Point;
use demarche::model::{Course, Document, EdtfDate, Evidence, NationId, Reference, Relation, SourceId, Tie, TieId};
use demarche::network::{Filter, Hiding, Network, Roster, Shift, Side, compare, known_on, timeline};
use demarche::scene::Target;
use demarche::session::{Command, Session, Sift, Time, Views, run};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use person::Person;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};

/// Pairs of days that are tried.
const N_PAIRS: u32 = 1_000;
/// Days on which something may be known that are tried; each asks about the whole record.
const N_DAYS: u32 = 60;
/// Commands that are tried.
const N_COMMANDS: usize = 10_000;
/// Commands between two scenes that are built.
const N_BETWEEN_SCENES: usize = 50;

/// Days from before the first change of the starter atlas to after the last.
fn days() -> impl Strategy<Value = Date> {
    (0..36_000_i32).prop_map(|n| date(1930, 1, 1).checked_add(n.days()).expect("a day"))
}

/// Days of the years in which most changes lie.
fn recent_days() -> impl Strategy<Value = Date> {
    (0..3_100_i32).prop_map(|n| date(2017, 6, 1).checked_add(n.days()).expect("a day"))
}

fn any_days() -> impl Strategy<Value = Date> {
    proptest::prop_oneof![days(), recent_days()]
}

/// Days on which something was reported, or the day before.
fn telling_days() -> impl Strategy<Value = Date> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    for item in evidence(starter()).into_iter().flat_map(|(_, items)| items) {
        let day = item.reported.latest();
        days.extend([day, day.yesterday().expect("a day")]);
    }
    proptest::prop_oneof![proptest::sample::select(days.into_iter().collect::<Vec<_>>()), any_days()]
}

fn ids(network: &Network) -> BTreeSet<TieId> {
    network.ties().iter().map(|tie| tie.tie.id.clone()).collect()
}

#[test]
fn diff_agrees_with_a_list_made_by_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/korea-2024-2025.txt");
    let text = fs::read_to_string(path).expect("the list");
    let rows = text.lines().filter_map(|line| line.split('#').next()).filter(|line| !line.trim().is_empty());
    let expected: BTreeSet<Vec<String>> = rows.map(|row| row.split_whitespace().map(str::to_owned).collect()).collect();
    let output = Process::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["diff", "--from", "2024-01-01", "--to", "2025-06-14", "--json"])
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    let diff: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&diff["from"], &diff["to"]), (&"2024-01-01".into(), &"2025-06-14".into()));
    let changes = diff["changes"].as_array().expect("a list");
    let row = |change: &serde_json::Value| {
        let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
        ["change", "tie", "a", "b", "on"].map(text).to_vec()
    };
    let found: BTreeSet<Vec<String>> = changes.iter().map(row).collect();
    assert_eq!(found, expected);
    assert_eq!(changes.len(), expected.len(), "nothing is told twice");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: N_PAIRS, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn begun_and_ended_agree_with_what_exists_on_both_days(one in any_days(), other in any_days()) {
        let document = starter();
        let (from, to) = (one.min(other), one.max(other));
        let roster = Roster::of(document);
        let [before, after] = [from, to].map(|day| roster.on(day));
        let side = |network| Side { roster: &roster, network };
        let differences = compare(&side(&before), &side(&after), &Filter::default());
        let told = |id: &str| -> BTreeSet<TieId> {
            let told = differences.iter().filter(|it| it.what.id() == id);
            told.map(|it| it.tie.as_ref().expect("a tie").id.clone()).collect()
        };
        let (before, after) = (ids(&before), ids(&after));
        prop_assert_eq!(told("begun"), after.difference(&before).cloned().collect());
        prop_assert_eq!(told("ended"), before.difference(&after).cloned().collect());
        for id in told("passed") {
            prop_assert!(!before.contains(&id) && !after.contains(&id));
        }
        for difference in &differences {
            let words = format!("{:?} {:?} {:?}", difference.what, difference.pair, difference.on);
            match difference.what {
                Shift::Begun => prop_assert!(difference.day().is_some_and(|on| from < on && on <= to), "{words}"),
                Shift::Ended => prop_assert!(difference.day().is_some_and(|on| from <= on && on < to), "{words}"),
                // No day makes a tie one of another kind, or of others.
                Shift::Turned(..) | Shift::Recast | Shift::Moved | Shift::Reversed => prop_assert!(false, "{words}"),
                Shift::Passed
                | Shift::Stepped(..)
                | Shift::Strengthened(..)
                | Shift::Weakened(..)
                | Shift::Mixed
                | Shift::Unmixed => {
                    prop_assert!(difference.day().is_none_or(|on| from <= on && on <= to), "{words}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: N_DAYS, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_known_before_it_was_reported(day in telling_days()) {
        let document = starter();
        let known = known_on(document, day);
        holds_only_what_was_known(document, &known, day);
        prop_assert!(names_only_what_is_there(&known), "on {day}");
        for reference in references(&known) {
            prop_assert!(leads_somewhere(&known, reference), "{reference:?} on {day}");
        }
        prop_assert!(known_on(&known, day) == known, "knowing the same again changes something on {day}");
        for dated in timeline(&known) {
            prop_assert!(known.ties.contains_key(&dated.tie.id) && dated.on.earliest() <= day, "{dated:?}");
        }
        for tie in Network::of(&known, day).ties().iter().chain(Network::whole(&known).ties()) {
            prop_assert!(tie.tie.evidence.iter().all(|item| item.reported.latest() <= day));
        }
    }

    #[test]
    fn nothing_comes_or_goes_but_on_a_day_that_can_be_stepped_to(day in any_days()) {
        let mut session = Session::open(starter().clone(), Vec::new());
        run(&mut session, Command::Time(Time::LookAt(day)));
        let there = ids(session.network());
        run(&mut session, Command::Time(Time::LookAt(day.tomorrow().expect("a day"))));
        run(&mut session, Command::Time(Time::Previous));
        if session.as_of() > day {
            let first = session.timeline().iter().map(demarche::network::Dated::shows_from).min();
            prop_assert!(first.is_some_and(|first| first > day), "there is no step back from {day}");
            return Ok(());
        }
        prop_assert_eq!(ids(session.network()), there, "on {} and {}", session.as_of(), day);
    }

    #[test]
    fn what_was_known_stays_known(one in telling_days(), other in telling_days()) {
        let [earlier, later] = [one.min(other), one.max(other)].map(|day| known_on(starter(), day));
        is_part_of(&earlier, &later);
    }
}

#[test]
fn known_on_the_first_day_of_2024_nothing_later_is_shown() {
    let document = starter();
    let day = date(2024, 1, 1);
    holds_only_what_was_known(document, &known_on(document, day), day);
    let shown = |arguments: &[&str]| -> String {
        let output = Process::new(env!("CARGO_BIN_EXE_demarche"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let known = ["--known-on", "2024-01-01", "--json"];
    let texts = [&["show"] as &[&str], &["timeline"], &["diff", "--from", "2020-01-01"]]
        .map(|arguments| shown(&[arguments, &known].concat()));
    let later: Vec<&Arc<Tie>> =
        document.ties.values().filter(|tie| tie.evidence.iter().all(|it| it.reported.latest() > day)).collect();
    assert!(later.len() >= 5, "only {} ties were first reported later", later.len());
    for tie in later {
        assert!(texts.iter().all(|text| !text.contains(tie.id.as_str())), "{} is shown", tie.id);
    }
    for nation in document.nations.keys() {
        let page = shown(&["show", "--nation", nation.as_str(), "--known-on", "2024-01-01", "--json"]);
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        for list in ["events", "drivers"] {
            for item in page[list].as_array().expect("a list").iter().flat_map(|it| it["evidence"].as_array()) {
                let reported = item.iter().map(|it| EdtfDate::parse(it["reported"].as_str().expect("a date")));
                assert!(reported.into_iter().all(|on| on.expect("a date").latest() <= day), "{nation}");
            }
        }
    }
}

#[test]
fn ten_thousand_commands_move_no_nation_and_lose_no_selection() {
    let document = starter();
    let mut session = Session::open(document.clone(), Vec::new());
    session.resize(900.0, 600.0);
    let mut person = Person::new(20_240_619, document);
    let mut placed: BTreeMap<NationId, Point> = (**session.positions()).clone();
    let mut held: BTreeSet<NationId> = BTreeSet::new();
    for n in 0..N_COMMANDS {
        let command = person.command();
        let dropped = if command == Command::Drop { std::mem::take(&mut held) } else { BTreeSet::new() };
        if let Command::Drag(nation, _) = &command {
            let selected: BTreeSet<NationId> = session.selection.nations().into_iter().collect();
            held = if selected.contains(nation) { selected } else { BTreeSet::from([nation.clone()]) };
        }
        let words = format!("command {n}, {command:?}");
        run(&mut session, command);
        let is_there = |places: &BTreeMap<NationId, Point>, moved: &BTreeSet<NationId>| {
            for (id, at) in places.iter().filter(|(id, _)| !moved.contains(*id)) {
                let before = placed.get(id).unwrap_or_else(|| panic!("{id} is new after {words}"));
                let is_same = at.x.to_bits() == before.x.to_bits() && at.y.to_bits() == before.y.to_bits();
                assert!(is_same, "{id} went from {before:?} to {at:?} after {words}");
            }
        };
        is_there(session.positions(), &dropped);
        is_there(session.shown_positions(), if session.is_dragging() { &held } else { &dropped });
        assert_eq!(session.positions().len(), placed.len(), "a nation is gone after {words}");
        placed.clone_from(session.positions());
        for target in session.selection.targets() {
            assert!(exists(session.document(), target), "{target:?} is selected and is not there after {words}");
        }
        if n % N_BETWEEN_SCENES == 0 {
            let scene = session.scene();
            assert_eq!(scene.nations.len(), session.network().nations().len(), "after {words}");
        }
    }
}

#[test]
fn what_changes_nothing_makes_no_comparison_anew() {
    let mut session = Session::open(starter().clone(), Vec::new());
    session.resize(800.0, 600.0);
    run(&mut session, Command::Time(Time::Compare(date(2024, 6, 1), date(2024, 6, 20))));
    let (scene, comparison) = (session.scene(), session.comparison().cloned().expect("a comparison"));
    let day = session.as_of();
    for command in [
        Command::Time(Time::LookAt(day)),
        Command::Sift(Sift::Hide(Hiding::Dim)),
        Command::Sift(Sift::Clear),
        Command::Time(Time::KnownOn(None)),
        Command::Time(Time::Play),
        // Less than a day.
        Command::Time(Time::Elapse(0.001)),
    ] {
        run(&mut session, command);
    }
    let now = session.comparison().expect("a comparison");
    assert!(Arc::ptr_eq(now, &comparison) && Arc::ptr_eq(&session.scene(), &scene), "it was made anew");
}

#[test]
fn time_that_plays_never_runs_backwards_and_stays_at_a_view_that_is_shown() {
    let mut session = Session::open(starter().clone(), Vec::new());
    let do_all = |session: &mut Session, commands: Vec<Command>| {
        commands.into_iter().for_each(|command| drop(run(session, command)));
    };
    let (early, late) = (date(2024, 6, 20), date(2025, 5, 1));
    let last_known = date(2024, 1, 5);
    let time = Command::Time;
    do_all(&mut session, vec![time(Time::LookAt(early)), time(Time::Play), time(Time::KnownOn(Some(last_known)))]);
    assert!(!session.playback().is_playing, "another record is looked at");
    do_all(&mut session, vec![time(Time::LookAt(late)), time(Time::Play)]);
    let mut day = session.as_of();
    for _ in 0..200 {
        run(&mut session, time(Time::Elapse(0.5)));
        assert!(session.as_of() >= day, "from {day} back to {}", session.as_of());
        day = session.as_of();
    }

    let view = |text: &str| Command::Views(Views::Show(text.to_owned()));
    do_all(&mut session, vec![time(Time::KnownOn(None)), time(Time::LookAt(early))]);
    do_all(&mut session, vec![Command::Views(Views::Save("v".to_owned(), String::new())), time(Time::LookAt(late))]);
    for back in [view("v"), Command::Back, Command::Forward] {
        do_all(&mut session, vec![time(Time::Play), back, time(Time::Elapse(1.0))]);
        assert!(!session.playback().is_playing && [early, late].contains(&session.as_of()), "{}", session.as_of());
    }
}

#[test]
fn atlases_at_the_edge_have_a_timeline_all_the_same() {
    let undated = edge("undated", &[("a", "../.."), ("b", "../..")]);
    let mut session = Session::open(undated.clone(), Vec::new());
    assert!(session.timeline().is_empty());
    let as_of = session.as_of();
    for time in [Time::Next, Time::Previous, Time::Play, Time::Elapse(5.0), Time::Home] {
        run(&mut session, Command::Time(time));
        assert_eq!((session.as_of(), session.network().ties().len()), (as_of, 2), "{time:?}");
    }
    let roster = Roster::of(&undated);
    let networks = [date(1950, 1, 1), date(2020, 1, 1)].map(|day| roster.on(day));
    let [before, after] = [0, 1].map(|idx| Side { roster: &roster, network: &networks[idx] });
    assert_eq!(compare(&before, &after, &Filter::default()), []);

    let one = edge("one", &[("a", "2020-05-01/2020-05-01")]);
    let mut session = Session::open(one, Vec::new());
    run(&mut session, Command::Time(Time::LookAt(date(2000, 1, 1))));
    let mut seen = Vec::new();
    for _ in 0..4 {
        run(&mut session, Command::Time(Time::Next));
        seen.push((session.as_of(), session.network().ties().len()));
    }
    let (there, gone) = ((date(2020, 5, 1), 1), (date(2020, 5, 2), 0));
    assert_eq!(seen, [there, gone, gone, gone]);
    run(&mut session, Command::Time(Time::Previous));
    assert_eq!((session.as_of(), session.network().ties().len()), there);
    run(&mut session, Command::Time(Time::Compare(date(2021, 1, 1), date(2000, 1, 1))));
    let comparison = session.comparison().expect("a comparison");
    let told: Vec<Shift> = comparison.differences.iter().map(|it| it.what).collect();
    assert_eq!(
        (comparison.from.day, comparison.to.day, told),
        (date(2000, 1, 1), date(2021, 1, 1), vec![Shift::Passed])
    );
}

#[test]
fn an_end_is_not_known_before_anybody_told_of_it() {
    let known = known_on(starter(), date(1997, 6, 1));
    let alliance = &known.ties[&TieId::new("rus-prk-alliance-1961")];
    assert_eq!(alliance.span.end().date(), None, "its end in 1996 was first reported later");
    assert!(Network::of(&known, date(1997, 1, 1)).tie(&alliance.id).is_some());
}

#[test]
fn two_thousand_changes_on_one_day_are_one_step() {
    let names: Vec<String> = (0..2_000).map(|n| format!("t{n:04}")).collect();
    let ties: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "2020-05-01/..")).collect();
    let mut session = Session::open(edge("many", &ties), Vec::new());
    assert_eq!(session.timeline().len(), 2_000);
    run(&mut session, Command::Time(Time::LookAt(date(2020, 4, 30))));
    assert_eq!(session.network().ties().len(), 0);
    run(&mut session, Command::Time(Time::Next));
    assert_eq!((session.as_of(), session.network().ties().len()), (date(2020, 5, 1), 2_000));
    run(&mut session, Command::Time(Time::Next));
    assert_eq!(session.as_of(), date(2020, 5, 1), "there is nothing after it");
    run(&mut session, Command::Time(Time::LookAt(date(2020, 6, 1))));
    run(&mut session, Command::Time(Time::Previous));
    assert_eq!(session.as_of(), date(2020, 5, 1));
    run(&mut session, Command::Time(Time::Compare(date(2020, 4, 30), date(2020, 5, 1))));
    let comparison = session.comparison().expect("a comparison");
    assert!(comparison.differences.iter().filter(|it| it.what == Shift::Begun).count() == 2_000);
}

/// Returns the starter atlas, read once.
fn starter() -> &'static Document {
    static STARTER: std::sync::OnceLock<Document> = std::sync::OnceLock::new();
    STARTER.get_or_init(|| load_starter().document)
}

/// Returns an atlas of two nations with ties of these ids and spans.
fn edge(id: &str, ties: &[(&str, &str)]) -> Document {
    let folder = tempfile::tempdir().expect("a folder");
    let ties: String = ties
        .iter()
        .map(|(id, span)| {
            format!("Tie(id: \"{id}\", kind: \"k\", between: (\"A\", \"B\"), span: \"{span}\", weight: 1, title: \"{id}\"),\n")
        })
        .collect();
    let text = format!(
        "Atlas(format: 1, id: \"{id}\", title: \"{id}\", as_of: \"2025-06-14\",\n\
         kinds: [Kind(id: \"k\", name: \"k\", sign: neutral, category: \"c\")],\n\
         nations: [Nation(id: \"A\", name: \"A\"), Nation(id: \"B\", name: \"B\")],\nties: [\n{ties}])\n"
    );
    let path = folder.path().join("edge.ron");
    fs::write(&path, text).expect("an atlas");
    let loaded = load(&path);
    assert_eq!(loaded.n_errors(), 0, "{:?}", loaded.problems.first());
    loaded.document
}

/// Returns all evidence of a record, with what holds it.
fn evidence(document: &Document) -> Vec<(String, &[Evidence])> {
    let mut all: Vec<(String, &[Evidence])> = Vec::new();
    all.extend(document.ties.values().map(|it| (format!("tie {}", it.id), it.evidence.as_slice())));
    for nation in document.nations.values() {
        all.extend(nation.events.iter().map(|it| (format!("event {}", it.title), it.evidence.as_slice())));
        all.extend(nation.drivers.iter().map(|it| (format!("driver {}", it.title), it.evidence.as_slice())));
    }
    all.extend(document.instruments.values().map(|it| (format!("instrument {}", it.id), it.evidence.as_slice())));
    all.extend(document.assessments.values().map(|it| (format!("assessment {}", it.id), it.evidence.as_slice())));
    all
}

/// Holds what was known on a day to having been reported by then, and to resting on something.
fn holds_only_what_was_known(document: &Document, known: &Document, day: Date) {
    for (what, items) in evidence(known) {
        assert!(!items.is_empty(), "{what} rests on nothing on {day}");
        assert!(items.iter().all(|item| item.reported.latest() <= day), "{what} was not yet reported on {day}");
    }
    for tie in known.ties.values() {
        let has = |sources: &[SourceId]| {
            sources.is_empty() || sources.iter().any(|id| tie.evidence.iter().any(|item| item.source == *id))
        };
        let course = &tie.course;
        assert!(course.milestones.iter().all(|it| it.on.earliest() <= day && has(&it.sources)), "{} on {day}", tie.id);
        assert!(course.exchanges.iter().all(|it| it.on.earliest() <= day && has(&it.sources)), "{} on {day}", tie.id);
        assert!(tie.weight.levels().iter().all(|it| it.from.earliest() <= day), "{} on {day}", tie.id);
        let ends = [tie.span.begin(), tie.span.end()].into_iter().filter_map(|end| end.date());
        assert!(ends.into_iter().all(|on| on.earliest() <= day), "{} on {day}", tie.id);
        let recorded = &document.ties[&tie.id];
        let tells_end = |on: EdtfDate| Some(on) == recorded.span.end().date();
        let ends_told = |course: &Course| {
            course.milestones.iter().any(|it| tells_end(it.on)) || course.exchanges.iter().any(|it| tells_end(it.on))
        };
        if ends_told(&recorded.course) && !ends_told(course) {
            assert_eq!(tie.span.end().date(), None, "nobody had heard of the end of {} on {day}", tie.id);
        }
        for dispute in &course.disputed {
            assert!(known.sources[&dispute.source].published.latest() <= day, "{} on {day}", tie.id);
        }
    }
    let events = known.nations.values().flat_map(|nation| &nation.events);
    assert!(events.into_iter().all(|event| event.on.earliest() <= day));
    assert!(known.assessments.values().all(|it| it.made.latest() <= day));
    // And what was known by then is there.
    for tie in document.ties.values() {
        let has_begun = tie.span.begin().date().is_none_or(|on| on.earliest() <= day);
        let is_reported = tie.evidence.iter().any(|item| item.reported.latest() <= day);
        assert_eq!(known.ties.contains_key(&tie.id), has_begun && is_reported, "{} on {day}", tie.id);
    }
}

fn relations(document: &Document) -> impl Iterator<Item = &Relation> {
    document.ties.values().flat_map(|tie| {
        let steps = tie.course.milestones.iter().map(|it| &it.relates);
        steps.chain(tie.course.exchanges.iter().map(|it| &it.relates)).chain([&tie.relates]).flatten()
    })
}

fn references(document: &Document) -> impl Iterator<Item = &Reference> {
    relations(document).map(|relation| &relation.to)
}

/// Whether everything that a record names, references aside, is there.
fn names_only_what_is_there(document: &Document) -> bool {
    let is_sound = |tie: &Tie| {
        document.kinds.contains_key(&tie.kind)
            && document.nations.contains_key(&tie.between.0)
            && document.nations.contains_key(&tie.between.1)
            && tie.about.instrument.as_ref().is_none_or(|id| document.instruments.contains_key(id))
            && tie.evidence.iter().all(|item| {
                document.sources.contains_key(&item.source)
                    && item.origin.as_ref().is_none_or(|id| document.sources.contains_key(id))
            })
    };
    let explained = document.nations.values().flat_map(|nation| &nation.drivers).flat_map(|driver| &driver.explains);
    let assessed = document.assessments.values().flat_map(|it| &it.ties);
    document.ties.values().all(|tie| is_sound(tie))
        && explained.chain(assessed).all(|id| document.ties.contains_key(id))
}

/// Whether what a reference names is there.
fn leads_somewhere(document: &Document, reference: &Reference) -> bool {
    match reference {
        Reference::Tie(id) => document.ties.contains_key(id),
        Reference::TiePart(id, part) => document.ties.get(id).is_some_and(|tie| {
            let steps = tie.course.milestones.iter().map(|it| it.id.as_ref());
            steps.chain(tie.course.exchanges.iter().map(|it| it.id.as_ref())).any(|id| id == Some(part))
        }),
        Reference::Event(id, part) => document
            .nations
            .get(id)
            .is_some_and(|nation| nation.events.iter().any(|event| event.id.as_ref() == Some(part))),
    }
}

/// Holds one record to being part of another.
fn is_part_of(part: &Document, whole: &Document) {
    fn within<T: PartialEq + std::fmt::Debug>(part: &[T], whole: &[T]) {
        assert!(part.iter().all(|item| whole.contains(item)), "{part:?}\nis not part of\n{whole:?}");
    }
    assert!(part.sources.keys().all(|id| whole.sources.contains_key(id)));
    assert!(part.instruments.keys().all(|id| whole.instruments.contains_key(id)));
    assert!(part.assessments.keys().all(|id| whole.assessments.contains_key(id)));
    for (id, tie) in &part.ties {
        let later = whole.ties.get(id).unwrap_or_else(|| panic!("{id} is forgotten"));
        within(&tie.evidence, &later.evidence);
        within(&tie.course.disputed, &later.course.disputed);
        within(tie.weight.levels(), later.weight.levels());
        let steps =
            |tie: &Tie| tie.course.milestones.iter().map(|it| (it.on, it.step, it.by.clone())).collect::<Vec<_>>();
        within(&steps(tie), &steps(later));
        let moves = |tie: &Tie| {
            tie.course.exchanges.iter().map(|it| (it.on, it.by.clone(), it.approach.clone())).collect::<Vec<_>>()
        };
        within(&moves(tie), &moves(later));
    }
    for (id, nation) in &part.nations {
        let later = &whole.nations[id];
        let titles = |nation: &demarche::model::Nation| {
            let events = nation.events.iter().map(|event| event.title.clone());
            events.chain(nation.drivers.iter().map(|driver| driver.title.clone())).collect::<Vec<_>>()
        };
        within(&titles(nation), &titles(later));
    }
}

fn exists(document: &Document, target: &Target) -> bool {
    match target {
        Target::Nation(id) => document.nations.contains_key(id),
        Target::Tie(id) => document.ties.contains_key(id),
        Target::Source(id) => document.sources.contains_key(id),
        Target::Pair(..) | Target::Class(_) => false,
    }
}
