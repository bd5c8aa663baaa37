//! The filter in the window, without a pointer: choosing, chips, days that are typed, and what the inspector says.

#![expect(clippy::panic, reason = "a test stops at what must hold")]

use demarche::io::load_starter;
use demarche::model::{NationId, Sign, SourceId};
use demarche::network::{Criterion, Hiding};
use demarche::scene::Target;
use demarche::session::{Command, Session, Sift, chips, run};
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

fn window_with(prepare: impl FnOnce(&mut Session)) -> Window {
    let mut session = Session::open(load_starter().document, Vec::new());
    prepare(&mut session);
    support::open(session, vec2(1440.0, 900.0))
}

fn window() -> Window {
    window_with(|_| ())
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run_steps(3);
}

/// Presses Tab, or Shift+Tab, until something of this name has the focus.
fn tab_to(window: &mut Window, name: &str) {
    walk_to(window, name, Modifiers::NONE);
}

fn walk_to(window: &mut Window, name: &str, modifiers: Modifiers) {
    for _ in 0..80 {
        if window.query_all_by_label(name).any(|node| node.accesskit_node().is_focused()) {
            return;
        }
        window.key_press_modifiers(modifiers, Key::Tab);
        window.run_steps(3);
    }
    panic!("Tab does not lead to {name}");
}

fn words(window: &Window) -> Vec<String> {
    chips(session(window)).into_iter().map(|chip| chip.words).collect()
}

fn n_asked(window: &Window) -> usize {
    session(window).network().n_asked_for()
}

#[test]
fn a_filter_is_added_counted_and_removed_by_keyboard_alone() {
    let mut window = window();
    let n_negative = session(&window).day().ties().iter().filter(|tie| tie.kind.sign == Sign::Negative).count();
    let n_on_day = session(&window).day().ties().len();
    tab_to(&mut window, "Add filter…");
    press(&mut window, Key::Enter);
    type_text(&mut window, "neg");
    press(&mut window, Key::Enter);
    assert_eq!((words(&window), n_asked(&window)), (vec!["negative".to_owned()], n_negative));
    let chip = format!("negative, {n_negative} ties, in the filter");
    window.get_by_label(&chip);
    let told = format!("Graph of {n_negative} of {n_on_day} ties between 8 nations");
    assert!(window.get_by_label_contains(&told).accesskit_node().label().is_some_and(|it| it.ends_with(": negative")));
    press(&mut window, Key::Escape);
    walk_to(&mut window, &chip, Modifiers::SHIFT);
    press(&mut window, Key::Delete);
    assert_eq!((words(&window).len(), n_asked(&window)), (0, n_on_day));
    assert!(window.query_by_label(&chip).is_none());
    assert!(window.get_by_label("Add filter…").accesskit_node().is_focused(), "the focus goes where one can go on");
}

#[test]
fn the_list_opens_by_its_key_goes_up_and_down_and_takes_back_what_it_asked_for() {
    let mut window = window();
    press(&mut window, Key::L);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["negative"]);
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["positive", "negative"]);
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["negative"]);
    // Typing on begins anew.
    type_text(&mut window, "b or better");
    press(&mut window, Key::Enter);
    type_text(&mut window, "dprk");
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["negative", "with North Korea", "reliability B or better"]);
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Find what to ask for").is_none());
    window.key_press_modifiers(Modifiers::COMMAND, Key::L);
    window.run_steps(3);
    assert!(words(&window).is_empty());
}

#[test]
fn every_field_lists_what_there_is_with_counts() {
    let mut window = window();
    press(&mut window, Key::L);
    for (typed, found) in [
        ("security", "Category: security, "),
        ("sanctions", "Kind: sanctions, "),
        ("인민", "Nation: North Korea, "),
        ("f cannot", "Reliability of a source: F, cannot be judged, "),
        ("6 cannot", "Credibility of a claim: 6, cannot be judged, "),
        ("denied", "Standing of a claim: denied, "),
        ("single", "Weak points: single origin, "),
        ("disputed", "Weak points: disputed dates, "),
        ("rests on kcna", "Rests on source: KCNA"),
        ("hide kcna", "Hide what rests on source: KCNA"),
    ] {
        // All that was typed goes.
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        type_text(&mut window, typed);
        assert!(window.query_all_by_label_contains(found).next().is_some(), "{typed}");
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut window, "zzz");
    window.get_by_label("Nothing in this record is called that");
}

#[test]
fn a_grade_typed_alone_is_that_grade() {
    for (typed, asked) in [("F", "reliability F"), ("b", "reliability B or better"), ("2", "credibility 2 or better")] {
        let mut window = window();
        press(&mut window, Key::L);
        type_text(&mut window, typed);
        press(&mut window, Key::Enter);
        assert_eq!(words(&window), [asked], "{typed}");
    }
}

#[test]
fn wrong_days_are_named_beside_their_field_and_change_nothing() {
    let mut window = window();
    press(&mut window, Key::L);
    tab_to(&mut window, "From, a day, month or year");
    type_text(&mut window, "2024-02-30");
    press(&mut window, Key::Enter);
    window.get_by_label_contains("“2024-02-30” does not exist: February 2024 has 29 days");
    assert!(words(&window).is_empty());
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut window, "2020");
    assert!(window.query_by_label_contains("does not exist").is_none(), "mending takes the message away");
    tab_to(&mut window, "To, a day, month or year");
    type_text(&mut window, "2018");
    press(&mut window, Key::Enter);
    window.get_by_label_contains("ends before it begins");
    assert!(words(&window).is_empty());
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut window, "2021");
    tab_to(&mut window, "Ask for these days");
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["on a day 2020 – 2021"]);
}

#[test]
fn what_is_hidden_is_dimmed_or_removed_by_keyboard() {
    let ask = |session: &mut Session| {
        run(session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Negative))));
    };
    let mut window = window_with(ask);
    for (name, hiding) in [("Remove what is filtered out", Hiding::Remove), ("Dim what is filtered out", Hiding::Dim)] {
        tab_to(&mut window, name);
        press(&mut window, Key::Space);
        assert_eq!(session(&window).lens().hiding, hiding);
    }
    walk_to(&mut window, "Clear the filter", Modifiers::SHIFT);
    press(&mut window, Key::Enter);
    assert!(words(&window).is_empty());
}

#[test]
fn rows_of_the_legend_the_list_and_the_inspector_offer_what_they_stand_for() {
    let mut window = window();
    let row = session(&window).network().n_ties_of(&NationId::new("RUS"));
    window.get_by_label(&format!("Russia, {row} ties, in the list")).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(4);
    // Past "Select" and "Reveal on canvas".
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["with Russia"]);
    let kind = window.query_all_by_label_contains("sanctions, ").find(|it| {
        it.accesskit_node()
            .label()
            .is_some_and(|label| label.starts_with("sanctions, ") && label.ends_with("in the legend"))
    });
    kind.expect("the kind in the legend").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(4);
    window.get_by_label("Add to the filter").click_accesskit();
    window.run_steps(4);
    assert_eq!(words(&window), ["sanctions", "with Russia"]);
}

#[test]
fn what_rests_on_a_source_is_hidden_from_its_mention() {
    let mut source = None;
    let mut window = window_with(|session| {
        let id: SourceId = session.day().ties()[0].tie.evidence[0].source.clone();
        run(session, Command::Select(Target::Source(id.clone())));
        run(session, Command::Toggle(Target::Nation(NationId::new("PRK"))));
        source = Some(id);
    });
    let source = source.expect("a source");
    let record = session(&window).document().sources.get(&source).expect("the source").clone();
    let is_row = |label: String| label.contains(&record.publisher) && label.contains(&record.title);
    {
        let mut rows = window.query_all_by_label_contains(&record.publisher);
        rows.find(|row| row.accesskit_node().label().is_some_and(is_row)).expect("its row").focus();
    }
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(4);
    window.get_by_label("Hide what rests on this source").click_accesskit();
    window.run_steps(4);
    assert!(session(&window).lens().filter.grounds.without_sources.contains(&source));
    assert!(session(&window).network().asked_for().all(|tie| !tie.tie.names_source(&source)));
}

#[test]
fn the_inspector_tells_the_same_whether_the_rest_is_dimmed_or_removed() {
    let pages = [
        vec![Target::Nation(NationId::new("PRK"))],
        vec![Target::pair(NationId::new("PRK"), NationId::new("RUS"))],
        Vec::new(),
    ];
    for page in pages {
        let told = [Hiding::Dim, Hiding::Remove].map(|hiding| {
            let window = window_with(|session| {
                run(session, Command::Sift(Sift::Hide(hiding)));
                run(session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Positive))));
                run(session, Command::SelectMany(page.clone()));
            });
            let right = egui::Rect::everything_right_of(1440.0 - 364.0);
            let nodes = window.root().children_recursive();
            let inside = nodes.filter(|node| {
                let bounds = node.accesskit_node().bounding_box();
                bounds.is_some_and(|it| right.contains(egui::pos2(it.x0 as f32, it.y0 as f32)))
            });
            inside.filter_map(|node| node.accesskit_node().label()).collect::<Vec<String>>()
        });
        assert!(told[0].len() > 10 && told[0] == told[1], "{:#?}\n{:#?}", told[0], told[1]);
    }
}

#[test]
fn a_nations_page_counts_what_is_asked_for_and_says_what_is_left_out() {
    let window = window_with(|session| {
        run(session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Negative))));
        run(session, Command::Select(Target::Nation(NationId::new("PRK"))));
    });
    let id = NationId::new("PRK");
    let (n_asked, n_on_day) = (session(&window).network().n_ties_of(&id), session(&window).day().ties_of(&id).len());
    window.get_by_label(&format!("{n_asked} ties"));
    window.get_by_label(&format!("{} more filtered out", n_on_day - n_asked));
}

#[test]
fn neighbors_by_digits_are_a_chip_in_the_panel() {
    let mut window = window_with(|session| {
        run(session, Command::Select(Target::Nation(NationId::new("PRK"))));
    });
    press(&mut window, Key::Num2);
    window.get_by_label_contains("around North Korea, 2 steps, ");
    press(&mut window, Key::Num0);
    assert!(words(&window).is_empty());
}

#[test]
fn in_a_narrow_window_the_list_opens_with_the_panel_over_the_canvas() {
    let session = Session::open(load_starter().document, Vec::new());
    let mut window = support::open(session, vec2(1000.0, 600.0));
    press(&mut window, Key::L);
    type_text(&mut window, "negative");
    press(&mut window, Key::Enter);
    assert_eq!(words(&window), ["negative"]);
}

#[test]
fn the_key_for_menus_freezes_nothing_wherever_the_focus_is() {
    let mut window = window();
    for name in ["Add filter…", "Width of inspector"] {
        window.get_by_label(name).focus();
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
        window.run_steps(3);
    }
}

#[test]
fn a_rail_says_how_many_filters_are_on_and_leads_to_their_chips() {
    let mut opened = Session::open(load_starter().document, Vec::new());
    for criterion in [Criterion::Sign(Sign::Negative), Criterion::Category("security".to_owned())] {
        run(&mut opened, Command::Sift(Sift::Add(criterion)));
    }
    let mut window = support::open(opened, vec2(1000.0, 700.0));
    window.get_by_label("2 filters on").focus();
    window.run_steps(2);
    press(&mut window, Key::Enter);
    let chip = window.query_all_by_label_contains(", in the filter").next();
    assert!(chip.is_some_and(|chip| chip.accesskit_node().is_focused()));
    press(&mut window, Key::Delete);
    press(&mut window, Key::Delete);
    assert!(session(&window).lens().filter.is_empty());
    assert!(window.query_by_label("2 filters on").is_none() && window.query_by_label("1 filter on").is_none());
}
