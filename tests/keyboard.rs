//! The window without any pointer: every tie is reached, read and selected by keys alone.

#![expect(clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;

use demarche::io::load_starter;
use demarche::model::{NationId, TieId};
use demarche::scene::Target;
use demarche::session::{Session, Subject};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

/// Keys that may be pressed before the canvas is reached: bar, lists and inspector have far fewer stops.
const MOST_STOPS_BEFORE: usize = 300;

fn window() -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn focused(window: &Window) -> Option<String> {
    let is_focused = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
    window.root().children_recursive().find(is_focused).and_then(|node| node.accesskit_node().label())
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(2);
}

/// Presses Tab until the canvas has the focus.
fn go_to_canvas(window: &mut Window) {
    for _ in 0..MOST_STOPS_BEFORE {
        press(window, Modifiers::NONE, Key::Tab);
        if focused(window).is_some_and(|name| name.starts_with("Graph of")) {
            return;
        }
    }
    panic!("Tab does not reach the canvas");
}

/// Returns what the places of the nations are called, in reading order.
fn nations(window: &Window) -> Vec<String> {
    let session = session(window);
    let focus = &session.document().manifest.focus;
    let mut ids: Vec<NationId> = session.network().nations().iter().map(|nation| nation.id.clone()).collect();
    ids.sort_by_key(|id| {
        let rank = focus.iter().position(|other| other == id).unwrap_or(focus.len());
        (rank, session.document().nation_name(id).to_owned())
    });
    let counted = |n: usize| if n == 1 { "1 tie".to_owned() } else { format!("{n} ties") };
    let place =
        |id: &NationId| format!("{}, {}", session.document().nation_name(id), counted(session.network().n_ties_of(id)));
    ids.iter().map(place).collect()
}

#[test]
fn every_tie_is_reached_read_and_selected_without_a_pointer_and_the_way_leads_back() {
    let mut window = window();
    let camera = session(&window).view.camera();
    go_to_canvas(&mut window);
    press(&mut window, Modifiers::NONE, Key::Tab);
    let start = focused(&window).expect("the first nation");
    assert_eq!(start, nations(&window)[0]);

    let wanted: BTreeSet<TieId> = session(&window).network().ties().iter().map(|tie| tie.tie.id.clone()).collect();
    let n_ties = wanted.len();
    let mut selected: BTreeSet<TieId> = BTreeSet::new();
    // Each tie from either side, each nation, and at most a badge or two for each pair of nations.
    let n_nations = session(&window).network().nations().len();
    let most_presses = 2 * n_ties + n_nations * n_nations * 2;
    for _ in 0..most_presses {
        let name = focused(&window).expect("something on the canvas has the focus");
        if let Some(Target::Tie(id)) = session(&window).attention.focused.clone()
            && !selected.contains(&id)
        {
            press(&mut window, Modifiers::NONE, Key::Enter);
            assert_eq!(session(&window).selection.subject(), Subject::Tie(id.clone()));
            let tie = session(&window).network().tie(&id).expect("a tie of the day").clone();
            assert_eq!(tie.in_words(session(&window).document()), name);
            let title = &tie.tie.about.title;
            assert!(window.query_all_by_label(title).next().is_some(), "the inspector does not show {title}");
            assert_eq!(focused(&window).as_ref(), Some(&name), "selecting must not move the focus");
            selected.insert(id);
        }
        if selected.len() == n_ties {
            break;
        }
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    let missed: Vec<&TieId> = wanted.difference(&selected).collect();
    assert!(missed.is_empty(), "{} ties are not reached, such as {:?}", missed.len(), missed.first());

    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(session(&window).selection.is_empty());
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(focused(&window), Some(start));
    // Everything was in view, so the view need not move but for a hair by which panels differ in width.
    let back = session(&window).view.camera();
    let is_same = back.center.distance(camera.center) < 2.0 && (back.zoom / camera.zoom - 1.0).abs() < 0.01;
    assert!(is_same, "{back:?} instead of {camera:?}");
}

#[test]
fn tab_goes_through_nations_and_after_the_focused_one_through_its_ties() {
    let mut window = window();
    let nations = nations(&window);
    go_to_canvas(&mut window);
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::End);
    let last = nations.last().expect("a nation");
    assert_eq!(focused(&window).as_ref(), Some(last));
    // Backward from nation to nation, since only the focused one's ties lie between.
    for name in nations.iter().rev() {
        assert_eq!(focused(&window).as_ref(), Some(name));
        press(&mut window, Modifiers::SHIFT, Key::Tab);
    }
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window).as_ref(), nations.first());
    // Forward through the ties of the first, until the second comes.
    let wanted: BTreeSet<String> = {
        let session = session(&window);
        let first = NationId::new(session.document().manifest.focus.first().expect("a focus").as_str());
        session.network().ties_of(&first).iter().map(|tie| tie.in_words(session.document())).collect()
    };
    let mut passed = BTreeSet::new();
    for _ in 0..=wanted.len() + nations.len() * 2 {
        press(&mut window, Modifiers::NONE, Key::Tab);
        let name = focused(&window).expect("a place");
        if name == nations[1] {
            break;
        }
        passed.insert(name);
    }
    assert_eq!(focused(&window).as_ref(), nations.get(1));
    assert!(wanted.is_subset(&passed), "{:?}", wanted.difference(&passed).next());
}

#[test]
fn arrows_go_where_they_point_and_pan_only_on_the_canvas_itself() {
    let mut window = window();
    go_to_canvas(&mut window);
    let camera = session(&window).view.camera();
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert!(session(&window).view.camera().center.x > camera.center.x);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    press(&mut window, Modifiers::NONE, Key::Tab);
    let place = |window: &Window| window.get_by(|node| node.is_focused()).rect().center();
    for (key, is_there) in
        [(Key::ArrowRight, (|from, to| to > from) as fn(f32, f32) -> bool), (Key::ArrowLeft, |from, to| to < from)]
    {
        let from = place(&window);
        press(&mut window, Modifiers::NONE, key);
        assert!(is_there(from.x, place(&window).x), "{key:?} from {from:?} to {:?}", place(&window));
    }
    assert_eq!(session(&window).view.camera().zoom, camera.zoom);
    assert!((session(&window).view.camera().center.x - camera.center.x).abs() < 1e-6);
}

#[test]
fn what_has_the_focus_is_known_to_the_session_until_the_focus_leaves() {
    let mut window = window();
    go_to_canvas(&mut window);
    assert_eq!(session(&window).attention.focused, None);
    press(&mut window, Modifiers::NONE, Key::Tab);
    let first = session(&window).document().manifest.focus.first().expect("a focus").clone();
    assert_eq!(session(&window).attention.focused, Some(Target::Nation(first)));
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Graph of")));
    assert_eq!(session(&window).attention.focused, None);
}

#[test]
fn what_lies_beyond_the_view_is_brought_into_it_when_it_gets_the_focus() {
    let mut window = window();
    go_to_canvas(&mut window);
    let canvas = window.get_by_label_contains("Graph of").rect();
    for _ in 0..60 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    press(&mut window, Modifiers::NONE, Key::Tab);
    let place = window.get_by(|node| node.is_focused()).rect();
    assert!(canvas.contains_rect(place), "{place:?} is not in {canvas:?}");
    assert!(session(&window).selection.is_empty(), "being looked at is not being selected");
}

#[test]
fn space_selects_nothing_and_enter_does() {
    let mut window = window();
    go_to_canvas(&mut window);
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::Space);
    assert!(session(&window).selection.is_empty());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(matches!(session(&window).selection.subject(), Subject::Nation(_)));
}

#[test]
fn the_menu_key_opens_the_menu_of_what_has_the_focus_which_gets_it_back() {
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        let mut window = window();
        go_to_canvas(&mut window);
        press(&mut window, Modifiers::NONE, Key::Tab);
        let name = focused(&window);
        press(&mut window, modifiers, key);
        assert_eq!(focused(&window).as_deref(), Some("Select neighbors"));
        assert!(matches!(session(&window).selection.subject(), Subject::Nation(_)), "it selects first");
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(window.query_by_label("Select neighbors").is_none());
        assert_eq!(focused(&window), name);
        press(&mut window, modifiers, key);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert!(session(&window).selection.nations().len() > 2, "{:?}", session(&window).selection);
    }
}

/// Whether something with such a name is wholly in sight in the inspector.
fn in_sight(window: &Window, words: &str) -> bool {
    let timeline = window.get_by_label_contains("Timeline").rect().top();
    let seen = egui::Rect::from_x_y_ranges(1076.0..=1440.0, 44.0..=timeline);
    window.query_all_by_label_contains(words).any(|node| seen.contains_rect(node.rect()))
}

#[test]
fn f6_goes_round_the_parts_of_the_window_and_page_keys_read_on() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(egui::Event::Text("partnership treaty".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(3);
    let quote = "Open source…";
    assert!(!in_sight(&window, quote), "evidence lies below what is seen, or this shows nothing");
    for _ in 0..3 {
        press(&mut window, Modifiers::NONE, Key::PageDown);
    }
    assert!(in_sight(&window, quote), "pages lead to the evidence");
    press(&mut window, Modifiers::NONE, Key::Home);
    assert!(!in_sight(&window, quote) && in_sight(&window, "Comprehensive Strategic Partnership Treaty"));

    let mut round = Vec::new();
    for _ in 0..5 {
        press(&mut window, Modifiers::NONE, Key::F6);
        window.run_steps(2);
        round.push(focused(&window).unwrap_or_default());
    }
    let wanted = ["Inspector", "Timeline", "", "Atlas", "Graph of"];
    let is_round = round.iter().zip(wanted).all(|(name, wanted)| name.starts_with(wanted) && !name.is_empty());
    assert!(is_round, "{round:?}");
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(!in_sight(&window, "On canvas"), "the canvas hands pages on to what is selected");
    press(&mut window, Modifiers::SHIFT, Key::F6);
    window.run_steps(2);
    assert_eq!(focused(&window).as_ref(), round.get(3));
}

#[test]
fn what_tab_comes_to_in_the_inspector_is_brought_into_sight() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(egui::Event::Text("partnership treaty".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::F6);
    window.run_steps(2);
    let timeline = window.get_by_label_contains("Timeline").rect().top();
    let mut n_below = 0;
    for _ in 0..40 {
        press(&mut window, Modifiers::NONE, Key::Tab);
        window.run_steps(30);
        let is_focused = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
        let node = window.root().children_recursive().find(is_focused).expect("something has the focus");
        if node.rect().left() < 1076.0 {
            break;
        }
        assert!(node.rect().top() >= 44.0 && node.rect().bottom() <= timeline, "{node:?} is out of sight");
        n_below += 1;
    }
    assert!(n_below > 10, "{n_below} stops in the inspector");
}

#[test]
fn f6_leads_out_of_a_field() {
    let mut window = window();
    let disclosures = window.query_all_by_role(egui::accesskit::Role::DisclosureTriangle);
    let is_asking = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|name| name.starts_with("Compare with"))
    };
    disclosures.into_iter().find(is_asking).expect("the way to the fields").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(3);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "From").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::F6);
    window.run_steps(2);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Timeline")));
}

#[test]
fn d_lets_the_day_be_typed_in_digits_or_in_words() {
    let mut window = window();
    for (typed, day) in [("June 2024", "2024-06-30"), ("2024-06-19", "2024-06-19"), ("4 Dec 2024", "2024-12-04")] {
        press(&mut window, Modifiers::NONE, Key::D);
        window.run_steps(3);
        // In place of the day that stands there.
        window.event(egui::Event::Text(typed.to_owned()));
        window.run_steps(2);
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.run_steps(2);
        assert_eq!(session(&window).as_of().to_string(), day, "{typed}");
        press(&mut window, Modifiers::NONE, Key::Escape);
        window.run_steps(3);
    }
}
