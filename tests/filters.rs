//! Filters as laws: what is asked for meets every field and what is hidden fails one, counts agree, nothing moves, and
//! clearing gives back the very same picture.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::io::load_starter;
use demarche::kit::{Point, Rng};
use demarche::model::{
    Credibility, Document, Evidence, Grade, NationId, Reliability, Sign, Span, Standing, Tie, TieId,
};
use demarche::network::{Around, Asked, Criterion, Filter, Hiding, Network, credible_as, reliable_as};
use demarche::scene::{Badge, Emphasis, Scene, Target};
use demarche::session::{Command, Effect, Session, Sift, Time, chips, choices, days_between, run};
use jiff::civil::date;

fn starter() -> Document {
    load_starter().document
}

/// Returns an atlas of some nations and many ties, made from the kinds, sources and evidence of the starter.
fn synthetic(n_ties: usize) -> Document {
    let mut document = starter();
    let mut rng = Rng::new(77);
    let kinds: Vec<_> = document.kinds.keys().cloned().collect();
    let evidence: Vec<Evidence> = document.ties.values().flat_map(|tie| tie.evidence.clone()).collect();
    let models: Vec<Arc<Tie>> = document.ties.values().cloned().collect();
    let nations: Vec<NationId> = document.nations.keys().cloned().collect();
    let spans = ["1950/..", "2018/2020", "2024-06-19/..", "../..", "2010/", "2025-01/2025-12", "1990/2030"];
    document.ties = imbl::OrdMap::new();
    for n in 0..n_ties {
        let (a, b) = (rng.below(nations.len()), rng.below(nations.len() - 1));
        let b = if b >= a { b + 1 } else { b };
        let mut tie = (*models[rng.below(models.len())]).clone();
        tie.id = TieId::new(format!("tie-{n:05}").as_str());
        tie.between = (nations[a].clone(), nations[b].clone());
        tie.kind = kinds[rng.below(kinds.len())].clone();
        tie.span = Span::parse(spans[rng.below(spans.len())]).expect("a span");
        let graded = |item: &Evidence, rng: &mut Rng| Evidence {
            grade: Grade { reliability: Reliability::ALL[rng.below(6)], credibility: Credibility::ALL[rng.below(6)] },
            standing: Standing::ALL[rng.below(6)],
            ..item.clone()
        };
        tie.evidence = (0..rng.below(4)).map(|_| graded(&evidence[rng.below(evidence.len())], &mut rng)).collect();
        document.ties.insert(tie.id.clone(), Arc::new(tie));
    }
    document
}

/// Returns some of a list, most often none.
fn some<T: Ord + Clone>(rng: &mut Rng, all: &[T]) -> BTreeSet<T> {
    match rng.below(6) {
        0 if !all.is_empty() => (0..=rng.below(3)).map(|_| all[rng.below(all.len())].clone()).collect(),
        _ => BTreeSet::new(),
    }
}

fn any_filter(rng: &mut Rng, document: &Document) -> Filter {
    let kinds: Vec<_> = document.kinds.keys().cloned().collect();
    let categories: Vec<String> = document.kinds.values().map(|kind| kind.category.clone()).collect();
    let nations: Vec<_> = document.nations.keys().cloned().collect();
    let named = document.ties.values().flat_map(|tie| tie.evidence.iter().map(|item| item.source.clone()));
    let sources: Vec<_> = named.collect();
    let mut filter = Filter::default();
    filter.nature.kinds = some(rng, &kinds);
    filter.nature.categories = some(rng, &categories);
    filter.nature.signs = some(rng, &Sign::ALL);
    filter.nature.nations = some(rng, &nations);
    filter.nature.overlaps = match rng.below(6) {
        0 => Some(Span::parse("2018-06/2019").expect("a span")),
        1 => Some(Span::parse("../1999").expect("a span")),
        _ => None,
    };
    filter.grounds.reliabilities = match rng.below(4) {
        0 => reliable_as(Reliability::ALL[rng.below(6)]),
        _ => some(rng, &Reliability::ALL),
    };
    filter.grounds.credibilities = match rng.below(4) {
        0 => credible_as(Credibility::ALL[rng.below(6)]),
        _ => some(rng, &Credibility::ALL),
    };
    filter.grounds.standings = some(rng, &Standing::ALL);
    filter.grounds.sources = some(rng, &sources);
    filter.grounds.without_sources = some(rng, &sources);
    let asked = |rng: &mut Rng| if rng.below(8) == 0 { Asked::Asked } else { Asked::Not };
    (filter.grounds.dispute, filter.grounds.single_origin) = (asked(rng), asked(rng));
    if rng.below(5) == 0 {
        let around = BTreeSet::from([nations[rng.below(nations.len())].clone()]);
        filter.around = Some(Around { nations: around, hops: 1 + rng.below(3) as u8 });
    }
    filter
}

/// Whether a tie meets every field but nearness, told from the record alone and as simply as it can be said.
fn meets(document: &Document, filter: &Filter, tie: &Tie) -> bool {
    let Filter { nature, grounds, around: _ } = filter;
    let kind = document.kinds.get(&tie.kind).expect("its kind");
    let mut fails = vec![
        !nature.kinds.is_empty() && !nature.kinds.contains(&tie.kind),
        !nature.categories.is_empty() && !nature.categories.iter().any(|it| *it == kind.category),
        !nature.signs.is_empty() && !nature.signs.contains(&kind.sign),
        !nature.nations.is_empty() && !nature.nations.iter().any(|id| *id == tie.between.0 || *id == tie.between.1),
    ];
    if let Some(days) = nature.overlaps {
        let begins_after = tie.span.earliest_begin().zip(days.latest_end()).is_some_and(|(begin, end)| begin > end);
        let ends_before = tie.span.latest_end().zip(days.earliest_begin()).is_some_and(|(end, begin)| end < begin);
        fails.push(begins_after || ends_before);
    }
    let supporting: Vec<&Evidence> = tie.evidence.iter().filter(|item| item.standing != Standing::Denied).collect();
    let reliable = supporting.iter().any(|item| grounds.reliabilities.contains(&item.grade.reliability));
    let credible = supporting.iter().any(|item| grounds.credibilities.contains(&item.grade.credibility));
    fails.push(!grounds.reliabilities.is_empty() && !reliable);
    fails.push(!grounds.credibilities.is_empty() && !credible);
    fails
        .push(!grounds.standings.is_empty() && !tie.evidence.iter().any(|it| grounds.standings.contains(&it.standing)));
    fails.push(!grounds.sources.is_empty() && !grounds.sources.iter().any(|id| tie.names_source(id)));
    fails.push(grounds.without_sources.iter().any(|id| tie.names_source(id)));
    fails.push(grounds.dispute == Asked::Asked && tie.course.disputed.is_empty());
    let origins: BTreeSet<_> = supporting.iter().map(|it| it.origin.clone().unwrap_or(it.source.clone())).collect();
    // An origin that itself only repeats another is followed by the record's own count of support.
    let n_origins = document.support(tie).origins.len();
    assert!(n_origins <= origins.len());
    fails.push(grounds.single_origin == Asked::Asked && n_origins != 1);
    !fails.contains(&true)
}

/// Returns the nations within some steps of others along these ties, found by passing over all of them again and again.
fn near(ties: &[Arc<Tie>], around: &Around) -> BTreeSet<NationId> {
    let mut near = around.nations.clone();
    for _ in 0..around.hops {
        let reached = ties.iter().filter(|tie| near.contains(&tie.between.0) || near.contains(&tie.between.1));
        let next: BTreeSet<NationId> = reached.flat_map(|tie| [tie.between.0.clone(), tie.between.1.clone()]).collect();
        near.extend(next);
    }
    near
}

/// Returns the ties of a day that a filter asks for, told naively.
fn expected(document: &Document, day: &Network, filter: &Filter) -> BTreeSet<TieId> {
    let mut ties: Vec<Arc<Tie>> = day.ties().iter().map(|tie| tie.tie.clone()).collect();
    ties.retain(|tie| meets(document, filter, tie));
    if let Some(around) = &filter.around {
        let near = near(&ties, around);
        ties.retain(|tie| near.contains(&tie.between.0) && near.contains(&tie.between.1));
    }
    ties.iter().map(|tie| tie.id.clone()).collect()
}

fn asked_for(network: &Network) -> BTreeSet<TieId> {
    network.asked_for().map(|tie| tie.tie.id.clone()).collect()
}

fn bits(session: &Session) -> Vec<(NationId, [u64; 2])> {
    let bits = |at: &Point| [at.x.to_bits(), at.y.to_bits()];
    session.shown_positions().iter().map(|(id, at)| (id.clone(), bits(at))).collect()
}

/// Returns every tie that a scene shows not dimmed, drawn by itself or counted in a bundle.
fn bright(scene: &Scene) -> BTreeSet<TieId> {
    scene.ties.iter().filter(|tie| tie.emphasis != Emphasis::Dimmed).map(|tie| tie.id.clone()).collect()
}

#[test]
fn what_is_asked_for_meets_every_field_and_what_is_hidden_fails_one() {
    let mut rng = Rng::new(4);
    for (document, n_filters) in [(starter(), 400), (synthetic(300), 400)] {
        let day = Network::of(&document, date(2025, 6, 14));
        let mut n_telling = 0;
        for _ in 0..n_filters {
            let filter = any_filter(&mut rng, &document);
            let expected = expected(&document, &day, &filter);
            n_telling += usize::from(!expected.is_empty() && expected.len() < day.ties().len());
            let dimmed = day.clone().under(&filter, Hiding::Dim);
            let removed = day.clone().under(&filter, Hiding::Remove);
            assert_eq!(asked_for(&dimmed), expected, "{filter:?}");
            assert_eq!(asked_for(&removed), expected, "{filter:?}");
            assert_eq!((dimmed.ties().len(), removed.ties().len()), (day.ties().len(), expected.len()));
            assert_eq!((dimmed.n_on_day(), removed.n_on_day()), (day.n_on_day(), day.n_on_day()));
            assert_eq!((day.n_under(&filter), dimmed.n_under(&filter)), (expected.len(), expected.len()));
            for nation in day.nations() {
                let n_ties = dimmed.asked_for().filter(|tie| tie.tie.concerns(&nation.id)).count();
                assert_eq!((dimmed.n_ties_of(&nation.id), removed.n_ties_of(&nation.id)), (n_ties, n_ties));
            }
        }
        assert!(n_telling > n_filters / 10, "only {n_telling} filters told anything apart");
    }
}

#[test]
fn nothing_moves_under_any_filter_and_clearing_gives_back_the_very_same_picture() {
    let mut rng = Rng::new(5);
    for document in [starter(), synthetic(300)] {
        let mut session = Session::open(document.clone(), Vec::new());
        session.resize(1000.0, 800.0);
        let (positions, picture) = (bits(&session), session.scene());
        let curves = |scene: &Scene| {
            let mut curves: Vec<_> = scene.ties.iter().map(|tie| (tie.id.clone(), tie.curve)).collect();
            curves.sort_by(|a, b| a.0.cmp(&b.0));
            curves
        };
        let centers = |scene: &Scene| scene.nations.iter().map(|it| (it.id.clone(), it.center)).collect::<Vec<_>>();
        for _ in 0..12 {
            let filter = any_filter(&mut rng, &document);
            for hiding in [Hiding::Dim, Hiding::Remove] {
                run(&mut session, Command::Sift(Sift::Hide(hiding)));
                run(&mut session, Command::Sift(Sift::Ask(Box::new(filter.clone()))));
                let scene = session.scene();
                assert_eq!(bits(&session), positions, "{filter:?}");
                assert_eq!(centers(&scene), centers(&picture), "{filter:?}");
                if hiding == Hiding::Dim {
                    assert_eq!(curves(&scene), curves(&picture), "{filter:?}");
                    assert!(bright(&scene).is_subset(&asked_for(session.network())), "{filter:?}");
                }
            }
        }
        run(&mut session, Command::Sift(Sift::Hide(Hiding::Dim)));
        run(&mut session, Command::Sift(Sift::Clear));
        assert!(*session.scene() == *picture, "the picture is another");
    }
}

#[test]
fn every_count_beside_a_choice_is_that_of_the_filter_it_makes() {
    for document in [starter(), synthetic(300)] {
        let mut session = Session::open(document, Vec::new());
        let day = session.day().clone();
        for hiding in [Hiding::Dim, Hiding::Remove] {
            // What else is asked for changes no count.
            run(&mut session, Command::Sift(Sift::Hide(hiding)));
            run(&mut session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Negative))));
            for choice in choices(&session).into_iter().flat_map(|it| it.choices) {
                let n_asked = day.n_under(&Filter::of(&choice.criterion));
                let expected = match choice.criterion {
                    Criterion::WithoutSource(_) => day.ties().len() - n_asked,
                    _ => n_asked,
                };
                assert_eq!(choice.n_ties, expected, "{:?}", choice.criterion);
            }
        }
    }
}

#[test]
fn chips_say_what_is_asked_for_and_taking_all_of_them_away_asks_for_everything() {
    let mut rng = Rng::new(6);
    let document = starter();
    let mut session = Session::open(document.clone(), Vec::new());
    for _ in 0..50 {
        run(&mut session, Command::Sift(Sift::Ask(Box::new(any_filter(&mut rng, &document)))));
        let n_chips = chips(&session).len();
        for n_left in (0..n_chips).rev() {
            let chip = chips(&session).remove(0);
            assert!(session.lens().filter.in_words(&document).contains(&chip.criterion.name(&document)), "{chip:?}");
            run(&mut session, Command::Sift(Sift::Ask(Box::new(chip.without))));
            assert_eq!(chips(&session).len(), n_left);
        }
        assert!(session.lens().filter.is_empty());
    }
}

#[test]
fn a_chip_whose_source_was_not_known_by_then_stays_and_says_so() {
    let mut session = Session::open(starter(), Vec::new());
    let source =
        session.document().sources.values().max_by_key(|it| it.published.earliest()).expect("a source").id.clone();
    run(&mut session, Command::Sift(Sift::Only(Criterion::Source(source))));
    assert_eq!(chips(&session)[0].remark, "");
    run(&mut session, Command::Time(Time::KnownOn(Some(date(2019, 1, 1)))));
    let chip = chips(&session).remove(0);
    assert_eq!((chip.n_ties, chip.remark), (0, "not known by then"));
    assert_eq!(session.network().n_asked_for(), 0);
    run(&mut session, Command::Time(Time::KnownOn(None)));
    assert!(chips(&session)[0].n_ties > 0);
    run(&mut session, Command::Sift(Sift::Only(Criterion::Nation(NationId::new("ATL")))));
    let chip = chips(&session).remove(0);
    assert_eq!((chip.words.as_str(), chip.n_ties, chip.remark), ("with ATL", 0, "not on record"));
}

#[test]
fn what_rests_on_a_source_is_hidden_and_comes_back() {
    let mut session = Session::open(starter(), Vec::new());
    let source = session.day().ties()[0].tie.evidence[0].source.clone();
    let n_resting = session.day().ties().iter().filter(|tie| tie.tie.names_source(&source)).count();
    let n_on_day = session.day().ties().len();
    run(&mut session, Command::Sift(Sift::Without(source.clone())));
    assert_eq!(session.network().n_asked_for(), n_on_day - n_resting);
    assert!(session.network().asked_for().all(|tie| !tie.tie.names_source(&source)));
    let chip = chips(&session).remove(0);
    assert_eq!(chip.n_ties, n_resting);
    assert!(chip.count_in_words().starts_with("hides "), "{}", chip.count_in_words());
    run(&mut session, Command::Sift(Sift::Ask(Box::new(chip.without))));
    assert_eq!(session.network().n_asked_for(), n_on_day);
}

#[test]
fn neighbors_within_steps_are_a_chip_and_leave_every_nation_where_it_is() {
    let mut session = Session::open(starter(), Vec::new());
    session.resize(1000.0, 800.0);
    let positions = bits(&session);
    run(&mut session, Command::Select(Target::Nation(NationId::new("UKR"))));
    let mut counts = Vec::new();
    for hops in [1, 2, 3] {
        run(&mut session, Command::Sift(Sift::Neighbors(hops)));
        let chip = chips(&session).remove(0);
        let steps = if hops == 1 { "1 step".to_owned() } else { format!("{hops} steps") };
        assert_eq!(chip.words, format!("around Ukraine, {steps}"));
        assert_eq!(chip.n_ties, session.network().n_asked_for());
        counts.push(chip.n_ties);
        assert_eq!(bits(&session), positions);
    }
    assert!(counts[0] < counts[1] && counts[1] <= counts[2], "{counts:?}");
    run(&mut session, Command::Sift(Sift::Neighbors(0)));
    assert!(chips(&session).is_empty());
}

#[test]
fn f_and_6_are_asked_for_only_by_name() {
    let document = synthetic(300);
    let day = Network::of(&document, date(2025, 6, 14));
    let grades = |filter: &Filter| -> BTreeSet<Vec<Reliability>> {
        let network = day.clone().under(filter, Hiding::Remove);
        let of = |tie: &demarche::network::NetworkTie| {
            let supporting = tie.tie.evidence.iter().filter(|item| item.standing != Standing::Denied);
            supporting.map(|item| item.grade.reliability).collect()
        };
        network.ties().iter().map(of).collect()
    };
    let judged = Filter::of(&Criterion::Reliability(reliable_as(Reliability::E)));
    assert!(!grades(&judged).contains(&vec![Reliability::F]));
    let named = Filter::of(&Criterion::Reliability(reliable_as(Reliability::F)));
    assert!(grades(&named).iter().all(|grades| grades.contains(&Reliability::F)) && !grades(&named).is_empty());
    let both = judged.with(&Criterion::Reliability(reliable_as(Reliability::F)));
    assert!(grades(&both).contains(&vec![Reliability::F]));
}

#[test]
fn an_asked_for_tie_in_a_bundle_is_counted_on_it() {
    let mut session = Session::open(starter(), Vec::new());
    session.resize(1000.0, 800.0);
    run(&mut session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Negative))));
    let scene = session.scene();
    let mut n_telling = 0;
    for badge in &scene.badges {
        let Badge::More(ties) = &badge.badge else { continue };
        let n_asked =
            ties.iter().filter(|tie| session.network().tie(&tie.id).is_some_and(|it| it.is_asked_for)).count();
        let expected = match n_asked {
            0 => format!("+{}", ties.len()),
            n if n == ties.len() => format!("+{n}"),
            n => format!("+{n} of {}", ties.len()),
        };
        assert_eq!(badge.text, expected);
        assert_eq!(badge.emphasis == Emphasis::Dimmed, n_asked == 0, "{badge:?}");
        n_telling += usize::from(n_asked > 0);
    }
    assert!(n_telling > 0);
}

#[test]
fn words_of_what_is_asked_for_are_not_pushed_out_by_those_of_the_rest() {
    let mut session = Session::open(starter(), Vec::new());
    session.resize(1000.0, 800.0);
    let labeled = |scene: &Scene, network: &Network| {
        let is_asked = |id: &TieId| network.tie(id).is_some_and(|tie| tie.is_asked_for);
        scene.labels.iter().filter(|label| is_asked(&label.tie)).count()
    };
    for sign in Sign::ALL {
        run(&mut session, Command::Sift(Sift::Clear));
        let before = session.scene();
        run(&mut session, Command::Sift(Sift::Only(Criterion::Sign(sign))));
        let after = session.scene();
        let network = session.network();
        assert!(labeled(&after, network) >= labeled(&before, network), "{sign:?}");
    }
}

#[test]
fn the_cited_sentence_is_of_the_record_and_not_of_the_filter() {
    let mut session = Session::open(starter(), Vec::new());
    run(&mut session, Command::Select(Target::Nation(NationId::new("PRK"))));
    let cited = run(&mut session, Command::Copy);
    run(&mut session, Command::Sift(Sift::Hide(Hiding::Remove)));
    run(&mut session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Neutral))));
    assert_eq!(run(&mut session, Command::Copy), cited);
}

#[test]
fn the_cited_sentence_says_as_of_which_day_it_was_known() {
    let mut session = Session::open(starter(), Vec::new());
    let sentence = |session: &mut Session| match run(session, Command::Copy) {
        Some(Effect::Copy(citation)) => citation.plain,
        other => panic!("{other:?}"),
    };
    assert!(!sentence(&mut session).contains("known on"));
    run(&mut session, Command::Time(Time::KnownOn(Some(date(2024, 1, 5)))));
    for target in [None, Some(Target::Nation(NationId::new("PRK")))] {
        run(&mut session, target.map_or(Command::ClearSelection, Command::Select));
        let said = sentence(&mut session);
        assert!(said.contains("; as of 14 June 2025, as far as it was known on 5 January 2024"), "{said}");
    }
}

#[test]
fn days_are_read_as_people_type_them_and_faults_are_named() {
    let span = |from: &str, to: &str| days_between(from, to).map(|span| span.to_string());
    assert_eq!(span("2018", "2019-06").as_deref(), Ok("2018/2019-06"));
    assert_eq!(span(" 2018 ", "").as_deref(), Ok("2018/.."));
    assert_eq!(span("", "2019").as_deref(), Ok("../2019"));
    assert_eq!(span("2018/2019", "").as_deref(), Ok("2018/2019"));
    for (from, to, fault) in [
        ("2019", "2018", "ends before it begins"),
        ("2024-02-30", "", "does not exist"),
        ("", "soon", "is not a date"),
        ("", "", "there is no date"),
    ] {
        let error = days_between(from, to).expect_err("a fault");
        assert!(error.message.contains(fault), "{}", error.message);
    }
}

#[test]
fn a_step_under_a_filter_goes_to_a_change_of_what_is_asked_for() {
    let mut session = Session::open(starter(), Vec::new());
    run(&mut session, Command::Sift(Sift::Only(Criterion::Kind(demarche::model::KindId::new("loudspeakers")))));
    let asked: Vec<_> = session.timeline().iter().filter(|dated| dated.tie.kind.as_str() == "loudspeakers").collect();
    let days: BTreeSet<_> = asked.iter().map(|dated| dated.shows_from()).collect();
    assert!(days.len() > 3);
    let mut stepped = BTreeSet::new();
    run(&mut session, Command::Time(Time::LookAt(date(2030, 1, 1))));
    loop {
        let before = session.as_of();
        run(&mut session, Command::Time(Time::Previous));
        if session.as_of() == before {
            break;
        }
        stepped.insert(session.as_of());
    }
    assert_eq!(stepped, days);
    run(&mut session, Command::Sift(Sift::Clear));
    run(&mut session, Command::Time(Time::Next));
    assert!(!days.contains(&session.as_of()), "without the filter all changes count again");
}
