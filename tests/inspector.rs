//! The inspector by its accessible names: what a screen reader says is what these tests find.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::io;
use demarche::model::{
    Document, EdtfDate, Evidence, Exchange, NationId, PartId, Reference, Relation, RelationKind, SourceId, TieId,
};
use demarche::scene::{Target, ThemeName};
use demarche::session::{Command, Session, Time, run};
use demarche::ui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The inspector with what it was asked for.
struct Panel {
    session: Session,
    memo: ui::inspector::Memo,
    asked: Vec<Command>,
}

/// Returns the inspector at its usual width, with these nations and ties selected.
fn panel(selected: &[&str]) -> Harness<'static, Panel> {
    panel_of_width(364.0, selected)
}

fn panel_of_width(width: f32, selected: &[&str]) -> Harness<'static, Panel> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/inspector.ron");
    let loaded = io::load(&path);
    assert_eq!(loaded.n_errors(), 0, "{:?}", loaded.problems);
    panel_of(loaded.document, width, selected)
}

fn panel_of(document: Document, width: f32, selected: &[&str]) -> Harness<'static, Panel> {
    let mut session = Session::open(document, Vec::new());
    for id in selected {
        let nation = NationId::new(id);
        let (source, tie) = (SourceId::new(id), TieId::new(id));
        let target = if session.document().nations.contains_key(&nation) {
            Target::Nation(nation)
        } else if session.document().sources.contains_key(&source) {
            Target::Source(source)
        } else {
            Target::Tie(tie)
        };
        run(&mut session, Command::Toggle(target));
    }
    let theme = io::theme(ThemeName::Light);
    let setup = |context: &egui::Context| {
        ui::install_fonts(context);
        ui::install_style(context);
    };
    Harness::builder().with_size([width, 2400.0]).with_context_setup(setup).build_ui_state(
        move |ui, panel: &mut Panel| {
            ui::inspector::inspector_ui(ui, &panel.session, &mut panel.memo, &theme, &mut panel.asked);
        },
        Panel { session, memo: ui::inspector::Memo::default(), asked: Vec::new() },
    )
}

/// Asserts that each text is the name of something, or part of one.
fn says(panel: &Harness<'_, Panel>, texts: &[&str]) {
    for text in texts {
        assert!(panel.query_all_by_label_contains(text).next().is_some(), "nothing says {text:?}");
    }
}

/// Clicks on the one thing whose name holds `name`, and returns what that asks for.
fn click(panel: &mut Harness<'_, Panel>, name: &str) -> Vec<Command> {
    panel.get_by_label_contains(name).click();
    panel.run();
    std::mem::take(&mut panel.state_mut().asked)
}

fn tie(id: &str) -> Command {
    Command::Select(Target::Tie(TieId::new(id)))
}

#[test]
fn a_pact_says_its_state_its_steps_and_its_sources() {
    let panel = panel(&["rus-prk-partnership-2024"]);
    says(
        &panel,
        &["Comprehensive Strategic Partnership Treaty", "in force", "weight 5 of 5", "defense pact, positive"],
    );
    says(&panel, &["since 19 June 2024", "in force since 4 December 2024", "A mutual promise"]);
    says(&panel, &["Signed in Pyongyang", "Ratified by North Korea", "Wikipedia dates the signing 18 June 2024"]);
    says(&panel, &["2 independent origins", "A2, completely reliable source", "documented", "Article 4"]);
    says(&panel, &["“with all means in its possession”", "supersedes Treaty of friendship of 2000"]);
}

#[test]
fn a_letter_that_three_papers_tell_of_has_one_origin() {
    let panel = panel(&["usa-prk-outreach-2025"]);
    says(&panel, &["1 origin", "repeats NK News", "rejected, The mission in New York", "Goldstein −4.0"]);
    says(&panel, &["Approach", "Strategy", "Response", "in response to Summits since Singapore"]);
}

#[test]
fn a_denial_is_told_as_one() {
    let panel = panel(&["prk-rus-troops-2024"]);
    says(&panel, &["denied by Russia", "acknowledged by Russia", "1 origin"]);
}

#[test]
fn a_tie_that_is_over_says_so() {
    let panel = panel(&["rus-prk-friendship-2000"]);
    says(&panel, &["ended 4 December 2024", "no evidence", "superseded by Comprehensive"]);
}

#[test]
fn a_nation_tells_its_reasons_and_whose_claims_they_are() {
    let mut panel = panel(&["PRK"]);
    says(&panel, &["Democratic People's Republic of Korea", "Pyongyang", "Recognition as a nuclear power"]);
    says(&panel, &["inferred by NK News", "no method stated", "claim by A. Analyst", "50 % Regional dynamics"]);
    assert!(panel.query_by_label_contains("Analysts read the refusal so").is_none());
    click(&mut panel, "Evidence of Recognition as a nuclear power");
    says(&panel, &["Analysts read the refusal so"]);
    let pair = Command::Select(Target::pair(NationId::new("PRK"), NationId::new("USA")));
    assert_eq!(click(&mut panel, "All between North Korea and United States"), [pair]);
}

#[test]
fn a_pair_at_odds_with_itself_is_called_mixed() {
    let panel = panel(&["PRK", "USA"]);
    says(&panel, &["Mixed: 1 positive and 2 negative ties", "± mixed", "collapsed, No agreement in Hanoi"]);
}

#[test]
fn what_is_selected_next_is_told_anew() {
    let mut panel = panel(&["rus-prk-partnership-2024"]);
    run(&mut panel.state_mut().session, Command::Select(Target::Tie(TieId::new("usa-prk-outreach-2025"))));
    panel.run();
    says(&panel, &["in response to Summits since Singapore", "NK News"]);
    assert!(panel.query_by_label_contains("supersedes Treaty of friendship").is_none());
}

#[test]
fn a_tie_with_twenty_thousand_related_moves_is_told_without_a_wait() {
    let mut document = io::load_starter().document;
    let n = 20_000;
    let models: Vec<_> = document.ties.values().filter(|tie| !tie.course.exchanges.is_empty()).cloned().collect();
    let [one, other] = [0, 1].map(|idx| models[idx].id.clone());
    for (tie, other) in [(&models[0], &other), (&models[1], &one)] {
        let mut large = (**tie).clone();
        large.between = models[0].between.clone();
        let (exchange, item) = (&tie.course.exchanges[0], &tie.evidence[0]);
        let id = |n: usize| PartId::new(format!("m{n}").as_str());
        let source = |n: usize| SourceId::new(format!("s{n}").as_str());
        let relation = |to| Relation { relation: RelationKind::InResponseTo, to, sources: Vec::new() };
        large.course.exchanges = (0..n)
            .map(|n| Exchange {
                id: Some(id(n)),
                sources: vec![source(n)],
                relates: vec![relation(Reference::TiePart(other.clone(), id(n)))],
                ..(**exchange).clone()
            })
            .map(Arc::new)
            .collect();
        // The first move answers all others of its tie.
        Arc::make_mut(&mut large.course.exchanges[0]).relates =
            (1..n).map(|n| relation(Reference::TiePart(tie.id.clone(), id(n)))).collect();
        large.evidence = (0..n).map(|n| Evidence { source: source(n), ..item.clone() }).collect();
        document.ties.insert(tie.id.clone(), Arc::new(large));
    }
    let (a, b) = models[0].between.clone();
    let start = Instant::now();
    for (selected, words) in [(vec![one.as_str()], "19,800 more"), (vec![a.as_str(), b.as_str()], " entries")] {
        says(&panel_of(document.clone(), 360.0, &selected), &[words]);
    }
    // Generous: a search through all for each takes minutes.
    assert!(start.elapsed() < Duration::from_secs(40), "it took {:?}", start.elapsed());
}

#[test]
fn of_very_many_moves_the_last_up_to_the_day_are_told_and_rows_lead_to_the_others() {
    let mut document = io::load_starter().document;
    let tie = document.ties.values().find(|tie| !tie.course.exchanges.is_empty()).expect("a tie with moves").clone();
    document.ties = imbl::OrdMap::new();
    let first = jiff::civil::date(2021, 1, 1);
    let mut large = (*tie).clone();
    large.course.milestones.clear();
    let (model, n) = (tie.course.exchanges[0].clone(), 500);
    let on = |n: i64| EdtfDate::from_day(first.saturating_add(jiff::Span::new().days(n)));
    large.course.exchanges = (0..n)
        .map(|n| Exchange {
            on: on(n),
            approach: format!("Move {n:03}"),
            relates: Vec::new(),
            id: None,
            ..(*model).clone()
        })
        .map(Arc::new)
        .collect();
    document.ties.insert(tie.id.clone(), Arc::new(large));
    let (a, b) = &tie.between;
    let told = |panel: &Harness<'_, Panel>| -> Vec<usize> {
        (0..500).filter(|n| panel.query_by_label(&format!("Move {n:03}")).is_some()).collect()
    };
    let mut panel = panel_of(document, 360.0, &[a.as_str(), b.as_str()]);
    assert_eq!(told(&panel), (300..500).collect::<Vec<_>>());
    click(&mut panel, "300 earlier entries");
    assert_eq!(told(&panel), (100..300).collect::<Vec<_>>());
    click(&mut panel, "100 earlier entries");
    assert_eq!(told(&panel), (0..100).collect::<Vec<_>>());
    // It lies below what is seen, where no pointer comes.
    panel.get_by_label("400 later entries").focus();
    panel.run();
    panel.key_press(egui::Key::Enter);
    panel.run();
    assert_eq!(told(&panel), (100..300).collect::<Vec<_>>());
    // Another day, another page.
    for (day, shown) in [(250, 51..251), (3, 0..200)] {
        run(&mut panel.state_mut().session, Command::Time(Time::LookAt(on(day).earliest())));
        panel.run();
        assert_eq!(told(&panel), shown.collect::<Vec<_>>());
    }
}

#[test]
fn of_very_many_ties_the_first_are_listed_and_the_others_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/inspector.ron");
    let mut document = io::load(&path).document;
    let summits = document.ties[&TieId::new("usa-prk-summits")].clone();
    for idx in 0..5_000 {
        let mut tie = (*summits).clone();
        tie.id = TieId::new(&format!("usa-prk-copy-{idx}"));
        document.ties.insert(tie.id.clone(), Arc::new(tie));
    }
    for selected in [&["PRK", "USA"][..], &["PRK"], &["usa-prk-summits"]] {
        let panel = panel_of(document.clone(), 364.0, selected);
        let n_nodes = panel.root().children_recursive().count();
        assert!(n_nodes < 6_000, "{selected:?}: {n_nodes}");
        let is_count =
            |said: Option<String>| said.is_some_and(|said| said.starts_with("4,80") && said.ends_with(" more"));
        let mut nodes = panel.root().children_recursive();
        assert!(nodes.any(|node| is_count(node.accesskit_node().label()) || is_count(node.accesskit_node().value())));
    }
}

#[test]
fn a_row_selects_its_tie() {
    let mut panel = panel(&["rus-prk-partnership-2024"]);
    assert_eq!(click(&mut panel, "North Korea to Russia, troops sent"), [tie("prk-rus-troops-2024")]);
    assert_eq!(click(&mut panel, "supersedes Treaty of friendship"), [tie("rus-prk-friendship-2000")]);
    let nation = Command::Select(Target::Nation(NationId::new("RUS")));
    panel.get_by_label("Russia").click();
    panel.run();
    assert_eq!(panel.state().asked, [nation]);
}

#[test]
fn a_row_is_reached_and_used_by_keyboard() {
    let mut panel = panel(&["rus-prk-partnership-2024"]);
    panel.get_by_label_contains("North Korea to Russia, troops sent").focus();
    panel.run();
    panel.key_press(egui::Key::Enter);
    panel.run();
    assert_eq!(panel.state().asked, [tie("prk-rus-troops-2024")]);
}

#[test]
fn a_source_is_asked_for_with_its_whole_address_and_nothing_opens() {
    let mut panel = panel(&["rus-prk-partnership-2024"]);
    let asked = click(&mut panel, "Open source… kcna.example");
    assert_eq!(asked, [Command::AskToOpen("https://kcna.example/treaty?id=2024".to_owned())]);
    assert!(panel.output().platform_output.commands.is_empty());
}

#[test]
fn nothing_selected_tells_how_to_begin() {
    says(&panel(&[]), &["Two overtures and a pact", "As of 14 June 2025", "Click a tie or a nation"]);
    says(&panel(&["PRK", "USA", "usa-prk-summits"]), &["3 things selected", "Summits since Singapore"]);
}

#[test]
fn nothing_is_wider_than_a_narrow_panel() {
    for selected in
        [&["rus-prk-partnership-2024"][..], &["usa-prk-outreach-2025"], &["PRK"], &["PRK", "USA"], &["nk-news"], &[]]
    {
        let panel = panel_of_width(300.0, selected);
        for node in panel.root().children_recursive() {
            let Some(bounds) = node.accesskit_node().raw_bounds() else { continue };
            assert!(bounds.x1 <= 300.5, "{selected:?}: {:?} reaches to {}", node.accesskit_node().label(), bounds.x1);
        }
    }
}

fn source(id: &str) -> Command {
    Command::Select(Target::Source(SourceId::new(id)))
}

#[test]
fn nothing_selected_tells_what_changed_last_and_leads_there() {
    let mut panel = panel(&[]);
    says(&panel, &["Last changes", "4 Dec 2024, Comprehensive Strategic Partnership Treaty, in force", "begun"]);
    let letter =
        "11 Jun 2025, A letter from the President, offered several times, United States to North Korea, rejected";
    assert_eq!(click(&mut panel, letter), [tie("usa-prk-outreach-2025")]);
}

#[test]
fn nothing_selected_tells_who_is_at_odds_with_itself_and_what_is_weak() {
    let mut panel = panel(&[]);
    let pair = Command::Select(Target::pair(NationId::new("PRK"), NationId::new("USA")));
    assert_eq!(click(&mut panel, "North Korea · United States, mixed, 1 positive, 2 negative"), [pair]);
    says(
        &panel,
        &["Without supporting evidence", "Resting on a single origin", "Disputed dates", "No evidence in 5 years"],
    );
    assert_eq!(
        click(&mut panel, "Sanctions under resolution 1718, United States → North Korea"),
        [tie("usa-prk-sanctions")]
    );
    let disputed = "Comprehensive Strategic Partnership Treaty, Russia – North Korea, 1 rival date";
    assert_eq!(click(&mut panel, disputed), [tie("rus-prk-partnership-2024")]);
    says(&panel, &["Summits since Singapore, United States – North Korea, last 30 Jun 2019"]);
}

#[test]
fn a_source_tells_what_would_be_unsupported_without_it() {
    let mut panel = panel(&["nk-news"]);
    says(&panel, &["North Korean diplomats refuse a letter", "news report", "11 June 2025", "Open source…"]);
    says(&panel, &["A1, once", "B3, 2 times", "2 ties unsupported", "Recognition as a nuclear power", "satellite"]);
    let lost = "Without it, Letter to Kim Jong Un refused, United States → North Korea, nothing left";
    assert_eq!(click(&mut panel, lost), [tie("usa-prk-outreach-2025")]);
    assert_eq!(click(&mut panel, "Korea Herald, “North rejects"), [source("herald")]);
    assert_eq!(click(&mut panel, "Yongbyon for relief from sanctions, 28 Feb 2019"), [tie("usa-prk-summits")]);
}

#[test]
fn a_source_that_others_also_carry_costs_only_confidence() {
    says(&panel(&["treaty-text-2024"]), &["confirmed → unconfirmed"]);
    says(&panel(&["herald"]), &["Only repeats", "Every tie would be as well supported as it is"]);
    says(&panel(&["encyclopedia"]), &["Rival dates that it gives", "The signing, 18 Jun 2024"]);
}

#[test]
fn every_mention_of_a_source_selects_it() {
    let mut pact = panel(&["rus-prk-partnership-2024"]);
    assert_eq!(click(&mut pact, "Wikipedia dates the signing 18 June 2024"), [source("encyclopedia")]);
    let treaty = "KCNA, “Treaty on the Comprehensive Strategic Partnership”";
    assert_eq!(pact.query_all_by_label(treaty).count(), 2, "by its milestone and by its evidence");
    pact.query_all_by_label(treaty).next().expect("one").click();
    pact.run();
    assert_eq!(std::mem::take(&mut pact.state_mut().asked), [source("treaty-text-2024")]);
    let mut letter = panel(&["usa-prk-outreach-2025"]);
    letter.query_all_by_label("repeats NK News, “North Korean diplomats refuse a letter”").next().expect("one").click();
    letter.run();
    assert_eq!(std::mem::take(&mut letter.state_mut().asked), [source("nk-news")]);
}

#[test]
fn the_way_back_is_named_and_gone_in_one_click() {
    let mut panel = panel(&[]);
    assert!(panel.get_by_label("Back").accesskit_node().is_disabled());
    for target in [Target::Nation(NationId::new("PRK")), Target::Nation(NationId::new("RUS"))] {
        run(&mut panel.state_mut().session, Command::Select(target));
    }
    panel.run();
    assert_eq!(click(&mut panel, "Back to Overview"), [Command::Back, Command::Back]);
    assert_eq!(click(&mut panel, "Back to North Korea"), [Command::Back]);
    run(&mut panel.state_mut().session, Command::Back);
    panel.run();
    panel.get_by_label("Forward").click();
    panel.run();
    assert_eq!(std::mem::take(&mut panel.state_mut().asked), [Command::Forward]);
}

#[test]
fn a_long_way_is_cut_to_one_line() {
    let mut panel = panel(&[]);
    for _ in 0..9 {
        for id in ["PRK", "RUS", "USA"] {
            run(&mut panel.state_mut().session, Command::Select(Target::Nation(NationId::new(id))));
        }
    }
    panel.run();
    let stops: Vec<egui::Rect> = panel.query_all_by_label_contains("Back to ").map(|node| node.rect()).collect();
    assert!((1..9).contains(&stops.len()), "{stops:?}");
    assert!(stops.iter().all(|stop| stop.top() == stops[0].top() && stop.right() < 364.0), "{stops:?}");
}

#[test]
fn a_right_click_on_a_mention_offers_to_show_and_to_cite_it() {
    let mut panel = panel(&[]);
    let row = "Sanctions under resolution 1718, United States";
    let sanctions = Target::Tie(TieId::new("usa-prk-sanctions"));
    panel.get_by_label_contains(row).click_secondary();
    panel.run();
    assert_eq!(click(&mut panel, "Reveal on canvas"), [Command::Reveal(sanctions.clone())]);
    panel.get_by_label_contains(row).focus();
    panel.run();
    panel.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F10);
    panel.run();
    assert_eq!(click(&mut panel, "Copy as a cited sentence"), [Command::Select(sanctions), Command::Copy]);
}

#[test]
fn several_things_are_listed_by_what_they_are() {
    let panel = panel(&["usa-prk-summits", "usa-prk-sanctions", "nk-news", "PRK"]);
    says(&panel, &["4 things selected", "2 ties: 1 positive, 1 negative", "NK News, “North Korean diplomats"]);
}
