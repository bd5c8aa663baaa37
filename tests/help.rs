//! What explains the window: the overlay of keys, menus, the first minute and the legend that lights the canvas.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::load_starter;
use demarche::model::{Credibility, NationId, Reliability, TieId};
use demarche::scene::{Class, Emphasis, Legend, Target};
use demarche::session::{Command, FirstSteps, LetterKeys, Menu, Session, Subject, first_steps, run};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

fn window(letter_keys: LetterKeys, size: [f32; 2]) -> Window {
    let mut session = Session::open(load_starter().document, Vec::new());
    session.preferences.letter_keys = letter_keys;
    support::open(session, size.into())
}

fn large(letter_keys: LetterKeys) -> Window {
    // High enough for all kinds of the legend, below filter, nations and views and above the timeline.
    window(letter_keys, [1440.0, 1240.0])
}

/// Returns a command as the overlay says it.
fn spoken(command: &Command) -> String {
    let keys: Vec<String> = command.shortcuts().iter().map(|shortcut| shortcut.words()).collect();
    if keys.is_empty() { command.label().to_owned() } else { format!("{}: {}", command.label(), keys.join(" or ")) }
}

fn is_open(window: &Window) -> bool {
    window.query_by_label("With the keyboard alone").is_some()
}

#[test]
fn the_overlay_lists_every_command_with_its_keys() {
    for size in [[1440.0, 1200.0], [700.0, 500.0]] {
        let mut window = window(LetterKeys::On, size);
        window.key_press(Key::F1);
        window.run_steps(3);
        for command in Command::all() {
            assert!(window.query_all_by_label(&spoken(&command)).next().is_some(), "{}", spoken(&command));
        }
    }
}

#[test]
fn the_overlay_opens_and_closes_with_f1_and_the_question_mark_and_closes_with_escape() {
    let mut window = large(LetterKeys::On);
    for (opening, closing) in [(Key::F1, Key::F1), (Key::Questionmark, Key::Questionmark), (Key::F1, Key::Escape)] {
        for (key, expected) in [(opening, true), (closing, false)] {
            let modifiers = if key == Key::Questionmark { Modifiers::SHIFT } else { Modifiers::NONE };
            window.key_press_modifiers(modifiers, key);
            window.run_steps(3);
            assert_eq!(is_open(&window), expected, "{key:?}");
        }
    }
}

#[test]
fn a_click_beside_the_overlay_closes_it_and_selects_nothing() {
    let mut window = large(LetterKeys::On);
    window.key_press(Key::F1);
    window.run_steps(3);
    let beside = egui::pos2(6.0, 890.0);
    window.hover_at(beside);
    window.drag_at(beside);
    window.run_steps(1);
    window.drop_at(beside);
    window.run_steps(3);
    assert!(!is_open(&window));
    assert!(session(&window).selection.is_empty());
}

#[test]
fn letters_that_are_switched_off_do_nothing_and_keys_with_ctrl_still_do() {
    let mut window = large(LetterKeys::Off);
    let fitted = session(&window).view.camera();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run_steps(3);
    let zoomed = session(&window).view.camera();
    assert_ne!(zoomed, fitted);
    window.key_press(Key::F);
    window.run_steps(3);
    assert_eq!(session(&window).view.camera(), zoomed);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    window.run_steps(3);
    assert_eq!(session(&window).view.camera(), fitted);
    window.key_press(Key::F1);
    window.run_steps(3);
    window.get_by_label("Fit all: F (switched off) or Ctrl+0");
}

#[test]
fn a_key_that_is_held_switches_once_and_zooms_on() {
    let mut window = large(LetterKeys::On);
    let hold = |window: &mut Window, key: Key| {
        for repeat in [false, true, true, true] {
            window.event(egui::Event::Key {
                key,
                physical_key: Some(key),
                pressed: true,
                repeat,
                modifiers: Modifiers::NONE,
            });
            window.run_steps(2);
        }
    };
    hold(&mut window, Key::F1);
    assert!(is_open(&window));
    window.key_press(Key::Escape);
    window.run_steps(3);
    hold(&mut window, Key::F9);
    assert!(window.query_by_label("Line = evidence").is_none(), "the left panel is hidden");
    let before = session(&window).view.camera().zoom;
    hold(&mut window, Key::Plus);
    assert!(session(&window).view.camera().zoom > before * 2.0);
}

#[test]
fn the_overlay_lists_the_keys_of_the_canvas_as_they_work() {
    let mut window = large(LetterKeys::On);
    window.key_press(Key::F1);
    window.run_steps(3);
    for words in [
        "To what lies there, or move the view: ← → ↑ ↓",
        "The first nation, the last: Home, End",
        "What can be done with it: Menu, Shift+F10",
        "Move the view anywhere: Middle-drag, Space+drag",
        "Edit it, delete it: F2, Del on a view",
        "Take it out: Del on a filter",
    ] {
        window.get_by_label(words);
    }
}

#[test]
fn menus_check_what_is_on_and_disable_what_cannot_do_anything() {
    let mut window = large(LetterKeys::On);
    window.get_by_label("Help").click();
    window.run_steps(3);
    window.get_by_label("Letter keys").click();
    window.run_steps(3);
    assert_eq!(session(&window).preferences.letter_keys, LetterKeys::Off);
    window.get_by_label("View").click();
    window.run_steps(3);
    assert!(window.get_by_label("Back Alt+←").accesskit_node().is_disabled());
    assert!(!window.get_by_label("Fit all Ctrl+0").accesskit_node().is_disabled());
}

#[test]
fn every_command_stands_in_its_menu() {
    for menu in Menu::ALL {
        let mut window = large(LetterKeys::On);
        // The bar comes before the panel that has a filter too.
        window.query_all_by_label(menu.label()).next().expect("a menu").click();
        window.run_steps(3);
        for command in Command::all().into_iter().filter(|command| command.menu() == Some(menu)) {
            let keys = command.shortcuts().first().map(|shortcut| format!(" {}", shortcut.words()));
            let words = format!("{}{}", command.label(), keys.unwrap_or_default());
            assert!(window.query_all_by_label(&words).next().is_some(), "{words}");
        }
    }
}

#[test]
fn the_first_steps_are_put_away_and_brought_back() {
    let mut window = large(LetterKeys::On);
    window.get_by_label("Five things to try");
    window.get_by_label("Got it").click();
    window.run_steps(4);
    assert_eq!(session(&window).preferences.first_steps, FirstSteps::Dismissed);
    assert!(window.query_by_label("Five things to try").is_none());
    window.get_by_label("Help").click();
    window.run_steps(3);
    window.get_by_label("Five things to try").click();
    window.run_steps(4);
    window.get_by_label("Got it");
}

#[test]
fn a_first_step_does_what_it_says_when_it_is_clicked() {
    let mut window = large(LetterKeys::On);
    let step = first_steps(session(&window)).remove(0);
    let Some(Command::Reveal(Target::Tie(id))) = step.command else { panic!("a tie to click: {}", step.words) };
    window.get_by_label(&step.words).click();
    window.run_steps(4);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(id));
}

#[test]
fn where_the_card_would_hide_nations_only_its_title_is_shown_until_somebody_asks() {
    // 1366×768 at 125 %.
    let mut window = window(LetterKeys::On, [1092.8, 614.4]);
    let canvas = window.get_by_label_contains("Graph of").rect();
    let title = window.get_by_label("Five things to try").rect();
    assert!(canvas.contains_rect(title), "{title:?} in {canvas:?}");
    assert!(window.query_by_label("Got it").is_none());
    for nation in session(&window).network().nations() {
        let n_ties = session(&window).network().n_ties_of(&nation.id);
        let words = format!("{}, {n_ties} tie{}", nation.names.short, if n_ties == 1 { "" } else { "s" });
        assert!(!title.intersects(window.get_by_label(&words).rect()), "{words} lies under the title");
    }
    window.get_by_label("Five things to try").click();
    window.run_steps(4);
    let button = window.get_by_label("Got it").rect();
    assert!(canvas.contains_rect(button), "{button:?} in {canvas:?}");
}

/// Returns the kind with the most ties and what its row in the legend is called.
fn commonest(window: &Window) -> (Class, usize, String) {
    let legend = Legend::of(session(window).network());
    let row = legend.kinds.rows.into_iter().max_by_key(|row| row.n_ties).expect("a kind");
    let n_ties = row.n_ties.expect("a count");
    let words = format!("{}, {n_ties} {}, in the legend", row.words, if n_ties == 1 { "tie" } else { "ties" });
    (row.class.expect("its ties"), n_ties, words)
}

/// Scrolls to something.
fn see(window: &mut Window, words: &str) {
    window.get_by_label(words).scroll_to_me();
    window.run_steps(4);
}

#[test]
fn a_kind_that_is_pointed_at_lights_its_ties_until_the_pointer_leaves() {
    let mut window = large(LetterKeys::On);
    let (class, _, words) = commonest(&window);
    see(&mut window, &words);
    window.get_by_label(&words).hover();
    window.run_steps(4);
    assert_eq!(session(&window).attention.hovered, Some(Target::Class(class)));
    window.hover_at(egui::pos2(700.0, 20.0));
    window.run_steps(4);
    assert_eq!(session(&window).attention.hovered, None);
}

#[test]
fn a_kind_that_has_the_focus_lights_its_ties() {
    let mut window = large(LetterKeys::On);
    let (class, _, words) = commonest(&window);
    see(&mut window, &words);
    window.get_by_label(&words).focus();
    window.run_steps(4);
    assert_eq!(session(&window).attention.hovered, Some(Target::Class(class)));
}

#[test]
fn a_kind_that_has_the_focus_stays_lit_though_the_pointer_lies_on_the_canvas() {
    let mut window = large(LetterKeys::On);
    let (class, _, words) = commonest(&window);
    see(&mut window, &words);
    window.hover_at(window.get_by_label_contains("Graph of").rect().left_top() + vec2(16.0, 16.0));
    window.run_steps(4);
    window.get_by_label(&words).focus();
    window.run_steps(6);
    assert_eq!(session(&window).attention.hovered, Some(Target::Class(class)));
}

#[test]
fn a_kind_is_lit_when_the_pointer_comes_to_it_from_a_nation_and_the_nation_when_it_goes_back() {
    let mut window = large(LetterKeys::On);
    let (class, _, words) = commonest(&window);
    see(&mut window, &words);
    let (korea, n_ties) = (NationId::new("KOR"), session(&window).network().n_ties_of(&NationId::new("KOR")));
    let at = window.get_by_label(&format!("South Korea, {n_ties} ties")).rect().center();
    for _ in 0..2 {
        window.hover_at(at);
        window.run_steps(4);
        assert_eq!(session(&window).attention.hovered, Some(Target::Nation(korea.clone())));
        window.get_by_label(&words).hover();
        window.run_steps(4);
        assert_eq!(session(&window).attention.hovered, Some(Target::Class(class.clone())));
    }
}

#[test]
fn what_lies_under_the_pointer_is_lit_again_when_a_row_loses_the_focus() {
    let mut window = large(LetterKeys::On);
    let (_, _, words) = commonest(&window);
    see(&mut window, &words);
    let (korea, n_ties) = (NationId::new("KOR"), session(&window).network().n_ties_of(&NationId::new("KOR")));
    window.hover_at(window.get_by_label(&format!("South Korea, {n_ties} ties")).rect().center());
    window.run_steps(4);
    window.get_by_label(&words).focus();
    window.run_steps(4);
    window.get_by_label("View").focus();
    window.run_steps(4);
    assert_eq!(session(&window).attention.hovered, Some(Target::Nation(korea)));
}

#[test]
fn a_lit_kind_lights_on_the_canvas_what_is_of_that_kind() {
    let mut window = large(LetterKeys::On);
    let (class, n_ties, words) = commonest(&window);
    see(&mut window, &words);
    window.get_by_label(&words).hover();
    window.run_steps(4);
    // So few ties are placed anew with what is pointed at.
    let session = session(&window);
    let scene = session.placed_scene().expect("a scene");
    let lit: Vec<_> = scene.ties.iter().filter(|tie| tie.emphasis == Emphasis::Hovered).collect();
    assert!(!lit.is_empty() && lit.len() <= n_ties);
    assert!(lit.iter().all(|mark| session.network().tie(&mark.id).is_some_and(|tie| class.holds(tie))));
}

#[test]
fn clicking_a_kind_selects_its_ties() {
    let mut window = large(LetterKeys::On);
    let (class, n_ties, words) = commonest(&window);
    see(&mut window, &words);
    window.get_by_label(&words).click();
    window.run_steps(4);
    let session = session(&window);
    assert_eq!(session.selection.targets().len(), n_ties);
    for target in session.selection.targets() {
        let Target::Tie(id) = target else { panic!("a tie: {target:?}") };
        assert!(session.network().tie(id).is_some_and(|tie| class.holds(tie)));
    }
}

#[test]
fn grades_are_counted_as_the_network_has_them() {
    let window = large(LetterKeys::On);
    let session = session(&window);
    let legend = Legend::of(session.network());
    let best = || session.network().ties().iter().filter_map(|tie| tie.support.best);
    for (cell, grade) in legend.reliability.cells.iter().zip(Reliability::ALL) {
        assert_eq!(cell.n_ties, best().filter(|best| best.reliability == grade).count(), "{}", cell.sign);
    }
    for (cell, grade) in legend.credibility.cells.iter().zip(Credibility::ALL) {
        assert_eq!(cell.n_ties, best().filter(|best| best.credibility == grade).count(), "{}", cell.sign);
    }
    for scale in [&legend.reliability, &legend.credibility] {
        assert!(scale.cells.iter().map(|cell| cell.n_ties).sum::<usize>() > 0);
        for cell in &scale.cells {
            let n_ties = if cell.n_ties == 1 { "1 tie".to_owned() } else { format!("{} ties", cell.n_ties) };
            window.get_by_label(&format!("{}, {}: {n_ties}", cell.sign, cell.words));
        }
    }
}

#[test]
fn an_atlas_of_many_nations_lists_them_all_when_asked_and_keeps_the_legend() {
    let mut document = load_starter().document;
    let model = document.nations.values().next().expect("a nation").clone();
    for idx in 0..40 {
        let mut nation = model.as_ref().clone();
        nation.id = NationId::new(&format!("X{idx:02}"));
        nation.names.short = format!("Nation {idx:02}");
        document.nations.insert(nation.id.clone(), nation.into());
    }
    let n_nations = document.nations.len();
    let mut window = support::open(Session::open(document, Vec::new()), vec2(1440.0, 900.0));
    let listed = |window: &Window| window.query_all_by_label_contains(", in the list").count();
    assert_eq!(listed(&window), 14);
    window.get_by_role_and_label(egui::accesskit::Role::Button, &format!("{} more", n_nations - 14)).click();
    window.run_steps(4);
    assert_eq!(listed(&window), n_nations);
    assert!(window.get_by_label("Line = evidence").rect().top() < 600.0);
}

#[test]
fn the_starter_has_five_steps_and_each_that_does_something_is_about_what_is_there() {
    let mut session = Session::open(load_starter().document, Vec::new());
    let steps = first_steps(&session);
    assert_eq!(steps.len(), 5);
    let pact = Target::Tie(TieId::new("rus-prk-partnership-2024"));
    assert_eq!(steps[0].command, Some(Command::Reveal(pact)), "{}", steps[0].words);
    for command in steps.into_iter().filter_map(|step| step.command).take(3) {
        session.selection.set([]);
        run(&mut session, command);
        assert!(!session.selection.is_empty());
    }
}

#[test]
fn an_atlas_without_ties_says_how_to_begin_and_how_to_open_another() {
    let mut document = load_starter().document;
    document.ties.clear();
    let steps = first_steps(&Session::open(document, Vec::new()));
    for keys in ["Press N", "Press T", "Ctrl+O"] {
        let step = steps.iter().find(|step| step.words.contains(keys)).expect("a step");
        assert!(step.command.is_some(), "{step:?}");
    }
    assert!(!steps.iter().any(|step| step.words.contains("Click")), "{steps:?}");
}

#[test]
fn what_cannot_do_anything_is_not_on_offer() {
    let mut session = Session::open(load_starter().document, Vec::new());
    let is_available = |session: &Session| {
        [Command::Back, Command::Forward, Command::Copy, Command::TogglePins, Command::ToggleProblems]
            .map(|command| command.is_available(session))
    };
    assert_eq!(is_available(&session), [false; 5]);
    run(&mut session, Command::Select(Target::Nation(NationId::new("PRK"))));
    assert_eq!(is_available(&session), [true, false, true, true, false]);
    run(&mut session, Command::Back);
    assert_eq!(is_available(&session), [false, true, false, false, false]);
}

#[test]
fn the_menu_of_a_nation_in_the_list_leads_to_the_canvas() {
    let mut window = large(LetterKeys::On);
    window.get_by_label("Ukraine, 4 ties, in the list").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run_steps(3);
    window.get_by_label("Reveal on canvas").click_accesskit();
    window.run_steps(3);
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("UKR")));
}
