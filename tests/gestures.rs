//! The canvas by pointer: what is pressed, dragged, rested on and right-clicked does what its conventions say.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::load_starter;
use demarche::kit::Point;
use demarche::model::{NationId, TieId};
use demarche::scene::{Camera, Target};
use demarche::session::{LetterKeys, Session, Subject};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

const PACT: &str = "rus-prk-partnership-2024";

fn window() -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn camera(window: &Window) -> Camera {
    session(window).view.camera()
}

fn canvas(window: &Window) -> Rect {
    window.get_by_label_contains("Graph of").rect()
}

/// Returns where on the screen a world point is seen.
fn screen_from_world(window: &Window, at: Point) -> Pos2 {
    let offset = session(window).view.view_from_scene();
    let zoom = camera(window).zoom;
    canvas(window).min + vec2((at.x * zoom + offset.x) as f32, (at.y * zoom + offset.y) as f32)
}

fn position(window: &Window, id: &str) -> Point {
    session(window).shown_positions()[&NationId::new(id)]
}

fn nation(window: &Window, id: &str) -> Pos2 {
    screen_from_world(window, position(window, id))
}

/// Returns where the place of the pact lies.
fn pact(window: &Window) -> Pos2 {
    let session = session(window);
    let words = session.network().tie(&TieId::new(PACT)).expect("the pact").in_words(session.document());
    window.get_by_label(&words).rect().center()
}

fn is_pinned(window: &Window, id: &str) -> bool {
    session(window).document().positions.get(&NationId::new(id)).is_some_and(|position| position.is_pinned)
}

fn step(window: &mut Window, event: Event) {
    window.event(event);
    window.step();
}

fn press(window: &mut Window, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
    step(window, Event::PointerButton { pos, button, pressed: true, modifiers });
}

fn release(window: &mut Window, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
    step(window, Event::PointerButton { pos, button, pressed: false, modifiers });
}

/// Presses a button at `from` and moves it to `to`, without letting it go.
fn drag(window: &mut Window, which: PointerButton, modifiers: Modifiers, from: Pos2, to: Pos2) {
    window.event(Event::ModifiersChanged(modifiers));
    step(window, Event::PointerMoved(from));
    press(window, from, which, modifiers);
    for share in [0.3, 0.6, 1.0] {
        step(window, Event::PointerMoved(from + (to - from) * share));
    }
    window.run_steps(2);
}

fn let_go(window: &mut Window, which: PointerButton, modifiers: Modifiers, at: Pos2) {
    release(window, at, which, modifiers);
    window.run_steps(2);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
}

fn click(window: &mut Window, which: PointerButton, modifiers: Modifiers, at: Pos2) {
    window.event(Event::ModifiersChanged(modifiers));
    step(window, Event::PointerMoved(at));
    press(window, at, which, modifiers);
    release(window, at, which, modifiers);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run_steps(3);
    // So that the next click is not the second of a double click.
    window.run_steps(4);
}

const PRIMARY: PointerButton = PointerButton::Primary;

fn empty(window: &Window) -> Pos2 {
    canvas(window).left_top() + vec2(16.0, 16.0)
}

#[test]
fn dragging_a_nation_moves_it_under_the_pointer_and_pins_it() {
    let mut window = window();
    let (from, by, before) = (nation(&window, "JPN"), vec2(-60.0, 40.0), position(&window, "JPN"));
    let (others, view) = (position(&window, "USA"), camera(&window));
    drag(&mut window, PRIMARY, Modifiers::NONE, from, from + by);
    assert!(session(&window).is_dragging());
    assert!(nation(&window, "JPN").distance(from + by) < 1.0, "it is not under the pointer");
    let_go(&mut window, PRIMARY, Modifiers::NONE, from + by);
    assert!(!session(&window).is_dragging());
    let moved = position(&window, "JPN") - before;
    assert!((moved.x - f64::from(by.x) / view.zoom).abs() < 1.0, "{moved:?}");
    assert!((moved.y - f64::from(by.y) / view.zoom).abs() < 1.0, "{moved:?}");
    assert!(is_pinned(&window, "JPN"));
    assert_eq!(position(&window, "USA"), others);
    assert_eq!(camera(&window), view, "the view stays");
    assert!(session(&window).selection.is_empty(), "moving is not selecting");
}

#[test]
fn dragging_one_of_several_selected_nations_moves_them_all() {
    let mut window = window();
    for (id, modifiers) in [("JPN", Modifiers::NONE), ("KOR", Modifiers::SHIFT)] {
        let at = nation(&window, id);
        click(&mut window, PRIMARY, modifiers, at);
    }
    let before = ["JPN", "KOR", "USA"].map(|id| position(&window, id));
    let from = nation(&window, "JPN");
    drag(&mut window, PRIMARY, Modifiers::NONE, from, from + vec2(30.0, -20.0));
    let_go(&mut window, PRIMARY, Modifiers::NONE, from + vec2(30.0, -20.0));
    let [jpn, kor, usa] = ["JPN", "KOR", "USA"].map(|id| position(&window, id));
    assert!(jpn != before[0] && usa == before[2]);
    let (one, other) = (jpn - before[0], kor - before[1]);
    assert!((one.x - other.x).abs() < 1e-6 && (one.y - other.y).abs() < 1e-6, "{one:?} {other:?}");
}

#[test]
fn escape_puts_a_dragged_nation_back_and_keeps_the_selection() {
    let mut window = window();
    let at = nation(&window, "RUS");
    click(&mut window, PRIMARY, Modifiers::NONE, at);
    let (from, before, was_pinned) = (nation(&window, "JPN"), position(&window, "JPN"), is_pinned(&window, "JPN"));
    drag(&mut window, PRIMARY, Modifiers::NONE, from, from + vec2(50.0, 50.0));
    assert_ne!(position(&window, "JPN"), before);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(!session(&window).is_dragging());
    assert_eq!(position(&window, "JPN"), before);
    step(&mut window, Event::PointerMoved(from + vec2(80.0, 80.0)));
    let_go(&mut window, PRIMARY, Modifiers::NONE, from + vec2(80.0, 80.0));
    assert_eq!(position(&window, "JPN"), before, "the button that is still held moves nothing any more");
    assert_eq!(is_pinned(&window, "JPN"), was_pinned);
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("RUS")));
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(session(&window).selection.is_empty(), "the next Escape clears");
}

#[test]
fn a_box_selects_what_lies_within_and_with_ctrl_adds_it() {
    let mut window = window();
    let around = |at: Pos2| Rect::from_center_size(at, Vec2::splat(44.0));
    let usa = nation(&window, "USA");
    click(&mut window, PRIMARY, Modifiers::NONE, usa);
    // From a corner where nothing lies, or the nation would be moved instead.
    let band = around(nation(&window, "JPN"));
    drag(&mut window, PRIMARY, Modifiers::SHIFT, band.left_top() - vec2(14.0, 14.0), band.right_bottom());
    assert_eq!(session(&window).selection.nations(), [NationId::new("USA")], "only letting go selects");
    let_go(&mut window, PRIMARY, Modifiers::SHIFT, band.right_bottom());
    assert_eq!(session(&window).selection.nations(), [NationId::new("JPN")]);
    let held = Modifiers::SHIFT | Modifiers::COMMAND;
    let band = around(nation(&window, "UKR"));
    drag(&mut window, PRIMARY, held, band.left_top() - vec2(14.0, 14.0), band.right_bottom());
    let_go(&mut window, PRIMARY, held, band.right_bottom());
    assert_eq!(session(&window).selection.nations(), ["JPN", "UKR"].map(NationId::new));
    // Its very edge is where the panels beside it are made wider.
    let all = canvas(&window).shrink(12.0);
    drag(&mut window, PRIMARY, Modifiers::SHIFT, all.left_top(), all.right_bottom());
    let_go(&mut window, PRIMARY, Modifiers::SHIFT, all.right_bottom());
    let network = session(&window).network();
    let n_all = network.ties().len() + network.nations().len();
    assert_eq!(session(&window).selection.targets().len(), n_all, "bundled ties are within too");
}

#[test]
fn escape_puts_a_box_away_and_keeps_the_selection() {
    let mut window = window();
    let usa = nation(&window, "USA");
    click(&mut window, PRIMARY, Modifiers::NONE, usa);
    let all = canvas(&window).shrink(12.0);
    drag(&mut window, PRIMARY, Modifiers::SHIFT, all.left_top(), all.right_bottom());
    window.key_press(Key::Escape);
    window.run_steps(2);
    let_go(&mut window, PRIMARY, Modifiers::SHIFT, all.right_bottom());
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("USA")));
}

#[test]
fn shift_and_ctrl_with_a_click_add_and_take_away() {
    let mut window = window();
    let (usa, prk) = (nation(&window, "USA"), nation(&window, "PRK"));
    click(&mut window, PRIMARY, Modifiers::NONE, usa);
    click(&mut window, PRIMARY, Modifiers::SHIFT, prk);
    assert_eq!(session(&window).selection.nations(), ["PRK", "USA"].map(NationId::new));
    click(&mut window, PRIMARY, Modifiers::COMMAND, usa);
    assert_eq!(session(&window).selection.nations(), ["PRK"].map(NationId::new));
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(3);
    let network = session(&window).network();
    assert_eq!(session(&window).selection.targets().len(), network.ties().len() + network.nations().len());
}

#[test]
fn a_right_click_selects_and_opens_a_menu_that_escape_closes() {
    let mut window = window();
    let at = nation(&window, "KOR");
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, at);
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("KOR")));
    window.get_by_label_contains("Copy as a cited sentence");
    window.get_by_label("Select neighbors");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label("Select neighbors").is_none());
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("KOR")));

    let at = pact(&window);
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, at);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(TieId::new(PACT)));
    window.get_by_label("Select both nations").click();
    window.run_steps(3);
    assert_eq!(session(&window).selection.subject(), Subject::Pair(NationId::new("PRK"), NationId::new("RUS")));
    assert!(window.query_by_label("Select both nations").is_none(), "what is chosen closes the menu");
}

#[test]
fn a_right_click_keeps_several_selected_things_if_it_is_on_one_of_them() {
    let mut window = window();
    for (id, modifiers) in [("JPN", Modifiers::NONE), ("KOR", Modifiers::SHIFT)] {
        let at = nation(&window, id);
        click(&mut window, PRIMARY, modifiers, at);
    }
    let at = nation(&window, "JPN");
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, at);
    assert_eq!(session(&window).selection.nations(), ["JPN", "KOR"].map(NationId::new));
}

#[test]
fn a_right_click_beside_an_open_menu_opens_the_one_of_what_lies_there() {
    let mut window = window();
    let (kor, empty) = (nation(&window, "KOR"), empty(&window));
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, kor);
    window.get_by_label("Select neighbors");
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, empty);
    assert!(window.query_by_label("Select neighbors").is_none());
    window.get_by_label_contains("Select all that is visible");
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("KOR")));
    let beside = canvas(&window).left_bottom() + vec2(30.0, -30.0);
    click(&mut window, PRIMARY, Modifiers::NONE, beside);
    assert!(window.query_by_label_contains("Select all that is visible").is_none());
    assert!(!session(&window).selection.is_empty(), "a click beside a menu only closes it");
}

#[test]
fn resting_on_a_tie_shows_its_card_and_moving_on_or_pressing_hides_it() {
    let mut window = window();
    let title = {
        let tie = session(&window).network().tie(&TieId::new(PACT)).expect("the pact");
        tie.tie.about.title.clone()
    };
    let is_shown = |window: &Window| window.query_all_by_label(&title).next().is_some();
    let at = pact(&window);
    step(&mut window, Event::PointerMoved(at));
    assert!(!is_shown(&window), "only rest shows it");
    wait_for_card(&mut window);
    assert!(is_shown(&window));
    let bounds = window.get_by_label(&title).rect();
    assert!(window.ctx.content_rect().contains_rect(bounds) && !bounds.contains(at), "{bounds:?}");
    let nowhere = empty(&window);
    step(&mut window, Event::PointerMoved(nowhere));
    window.run_steps(2);
    assert!(!is_shown(&window));

    step(&mut window, Event::PointerMoved(at));
    press(&mut window, at, PointerButton::Middle, Modifiers::NONE);
    release(&mut window, at, PointerButton::Middle, Modifiers::NONE);
    window.run_steps(12);
    assert!(!is_shown(&window), "what was pressed keeps its card to itself");
}

#[test]
fn no_card_comes_up_under_a_pointer_that_stays_where_it_clicked() {
    let mut window = window();
    let at = pact(&window);
    click(&mut window, PRIMARY, Modifiers::NONE, at);
    // The picture grows under the pointer until another tie lies there.
    let other = |window: &Window| match session(window).attention.hovered.clone() {
        Some(Target::Tie(id)) if id.as_str() != PACT => Some(id),
        _ => None,
    };
    for key in [[Key::Minus; 6], [Key::Plus; 6], [Key::Plus; 6]].concat() {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run_steps(3);
        if other(&window).is_some() {
            break;
        }
    }
    let id = other(&window).expect("another tie comes under the pointer");
    let title = session(&window).document().ties[&id].about.title.clone();
    let is_shown = |window: &Window| window.query_all_by_label(&title).next().is_some();
    wait_for_card(&mut window);
    assert!(!is_shown(&window), "{title}");
    step(&mut window, Event::PointerMoved(at + vec2(0.5, 0.0)));
    assert_eq!(other(&window), Some(id));
    wait_for_card(&mut window);
    assert!(is_shown(&window), "a pointer that has moved since asks for it");
}

/// Lets as much time pass as a card takes to come up.
fn wait_for_card(window: &mut Window) {
    let delay = window.ctx.global_style().interaction.tooltip_delay;
    let start = window.ctx.input(|input| input.time);
    while window.ctx.input(|input| input.time) < start + f64::from(delay) {
        window.step();
    }
    window.run_steps(3);
}

/// Returns the name of what has the focus.
fn focused(window: &Window) -> Option<String> {
    let is_focused = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
    window.root().children_recursive().find(is_focused).and_then(|node| node.accesskit_node().label())
}

#[test]
fn arrows_and_tab_go_through_a_menu_that_the_pointer_opened_and_move_nothing_else() {
    let mut window = window();
    let (before, at) = (camera(&window), empty(&window));
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, at);
    let steps = [
        (Modifiers::NONE, Key::ArrowDown, "Fit all F"),
        (Modifiers::NONE, Key::ArrowDown, "Zoom in Ctrl++"),
        (Modifiers::NONE, Key::Tab, "Zoom out Ctrl+−"),
        (Modifiers::SHIFT, Key::Tab, "Zoom in Ctrl++"),
        (Modifiers::NONE, Key::End, "Clear the filter Ctrl+L"),
        (Modifiers::NONE, Key::Tab, "Fit all F"),
        (Modifiers::NONE, Key::ArrowUp, "Clear the filter Ctrl+L"),
        (Modifiers::NONE, Key::ArrowRight, "Clear the filter Ctrl+L"),
    ];
    for (modifiers, key, expected) in steps {
        window.key_press_modifiers(modifiers, key);
        window.run_steps(3);
        assert_eq!(focused(&window).as_deref(), Some(expected), "{key:?}");
    }
    assert_eq!(camera(&window), before, "the view stays under the menu");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Graph of")), "{:?}", focused(&window));
    window.key_press(Key::ArrowRight);
    window.run_steps(2);
    assert_ne!(camera(&window), before);
}

#[test]
fn a_menu_shows_no_letter_that_is_switched_off() {
    let mut session = Session::open(load_starter().document, Vec::new());
    session.preferences.letter_keys = LetterKeys::Off;
    let mut window = support::open(session, vec2(1440.0, 900.0));
    let at = empty(&window);
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, at);
    window.get_by_label("Fit all Ctrl+0");
}

#[test]
fn a_count_on_which_the_pointer_was_is_forgotten_when_the_view_moves_under_it() {
    let mut window = window();
    let scene = session(&window).placed_scene().expect("a scene").clone();
    let badge = scene.badges.iter().find(|badge| badge.text.starts_with('+')).expect("a bundle");
    let offset = session(&window).view.view_from_scene();
    let at = canvas(&window).min + vec2((badge.center.x + offset.x) as f32, (badge.center.y + offset.y) as f32);
    step(&mut window, Event::PointerMoved(at));
    window.run_steps(4);
    assert_eq!(session(&window).attention.open(), Some(&badge.pair));
    // Far away, where nothing of the pair lies.
    for _ in 0..30 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
        window.step();
    }
    window.run_steps(3);
    let pair = Target::Pair(badge.pair.0.clone(), badge.pair.1.clone());
    assert_ne!(session(&window).attention.hovered, Some(pair));
}

#[test]
fn a_window_at_rest_asks_for_no_further_frames() {
    let mut window = window();
    let (korea, pact) = (nation(&window, "KOR"), pact(&window));
    let rests = |window: &mut Window, with: &str| {
        window.run_steps(20);
        let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert_eq!(delay, std::time::Duration::MAX, "the window goes on repainting with {with}");
    };
    rests(&mut window, "nothing asked of it");
    step(&mut window, Event::PointerMoved(korea));
    rests(&mut window, "a card shown");
    click(&mut window, PRIMARY, Modifiers::NONE, pact);
    rests(&mut window, "a tie selected");
    click(&mut window, PointerButton::Secondary, Modifiers::NONE, pact);
    rests(&mut window, "a menu open");
    window.key_press(Key::Escape);
    window.key_press(Key::F1);
    rests(&mut window, "all keys shown");
}

#[test]
fn p_pins_and_unpins() {
    let mut window = window();
    let at = nation(&window, "KOR");
    click(&mut window, PRIMARY, Modifiers::NONE, at);
    let before = is_pinned(&window, "KOR");
    for expected in [!before, before] {
        window.key_press(Key::P);
        window.run_steps(2);
        assert_eq!(is_pinned(&window, "KOR"), expected);
    }
}

#[test]
fn the_middle_button_and_space_pan_even_over_a_nation() {
    let mut window = window();
    let (before, by) = (camera(&window), vec2(60.0, 40.0));
    let expect_panned = |window: &Window, from: Camera| {
        let moved = camera(window).center - from.center;
        let (x, y) = (moved.x + f64::from(by.x) / from.zoom, moved.y + f64::from(by.y) / from.zoom);
        assert!(x.abs() < 1.0 && y.abs() < 1.0, "{moved:?}");
    };
    let at = nation(&window, "KOR");
    drag(&mut window, PointerButton::Middle, Modifiers::NONE, at, at + by);
    let_go(&mut window, PointerButton::Middle, Modifiers::NONE, at + by);
    expect_panned(&window, before);

    let before = camera(&window);
    let (at, sits) = (nation(&window, "KOR"), position(&window, "KOR"));
    window.key_down(Key::Space);
    window.step();
    drag(&mut window, PRIMARY, Modifiers::NONE, at, at + by);
    let_go(&mut window, PRIMARY, Modifiers::NONE, at + by);
    window.key_up(Key::Space);
    window.step();
    expect_panned(&window, before);
    assert_eq!(position(&window, "KOR"), sits);
    assert!(session(&window).selection.is_empty());
}

#[test]
fn ctrl_and_wheel_zoom_to_the_pointer() {
    let mut window = window();
    let (at, before) = (nation(&window, "KOR"), camera(&window));
    step(&mut window, Event::PointerMoved(at));
    window.event(Event::ModifiersChanged(Modifiers::COMMAND));
    step(
        &mut window,
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 80.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::COMMAND,
        },
    );
    window.run_steps(12);
    assert!(camera(&window).zoom > before.zoom * 1.1, "{:?}", camera(&window));
    assert!(nation(&window, "KOR").distance(at) < 1.0, "what is under the pointer stays there");
}

#[test]
fn hovering_is_taken_back_when_the_pointer_leaves() {
    let mut window = window();
    let at = nation(&window, "KOR");
    step(&mut window, Event::PointerMoved(at));
    window.run_steps(2);
    assert_eq!(session(&window).attention.hovered, Some(Target::Nation(NationId::new("KOR"))));
    step(&mut window, Event::PointerGone);
    window.run_steps(2);
    assert_eq!(session(&window).attention.hovered, None);
}

#[test]
fn the_pointer_stays_on_a_count_whose_bundle_opens_under_it() {
    let mut window = window();
    let scene = session(&window).placed_scene().expect("a scene").clone();
    let badge = scene.badges.iter().find(|badge| badge.text.starts_with('+')).expect("a bundle");
    let offset = session(&window).view.view_from_scene();
    let at = canvas(&window).min + vec2((badge.center.x + offset.x) as f32, (badge.center.y + offset.y) as f32);
    let pair = Target::Pair(badge.pair.0.clone(), badge.pair.1.clone());
    step(&mut window, Event::PointerMoved(at));
    window.run_steps(10);
    assert_eq!(session(&window).attention.open(), Some(&badge.pair), "the bundle opens");
    assert_eq!(session(&window).attention.hovered, Some(pair), "and the pointer is still on all of it");
    click(&mut window, PRIMARY, Modifiers::NONE, at);
    assert_eq!(session(&window).selection.subject(), Subject::Pair(badge.pair.0.clone(), badge.pair.1.clone()));
}

#[test]
fn one_cannot_go_so_far_away_that_nations_lie_on_a_heap() {
    let mut window = window();
    let all = camera(&window).zoom;
    for _ in 0..40 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
        window.step();
    }
    assert!(camera(&window).zoom > all / 3.0, "{} of {all}", camera(&window).zoom);
    window.key_press(Key::F);
    window.run_steps(2);
    assert!((camera(&window).zoom - all).abs() < 1e-9);
}

#[test]
fn the_keys_go_on_from_what_was_clicked() {
    let mut window = window();
    let (russia, before) = (nation(&window, "RUS"), camera(&window));
    click(&mut window, PointerButton::Primary, Modifiers::NONE, russia);
    window.run_steps(3);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Russia,")), "{:?}", focused(&window));
    window.key_press(Key::Tab);
    window.run_steps(3);
    let name = focused(&window).expect("a focus");
    assert!(name.contains("Russia"), "Tab leads to what is Russia's: {name}");
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    assert_ne!(focused(&window), Some(name), "an arrow goes on");
    assert_eq!(camera(&window), before, "and moves nothing");
}
