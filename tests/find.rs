//! Finding by typing, in a window without a display and without a pointer.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::io::load_starter;
use demarche::kit::Vector;
use demarche::model::{NationId, Sign, TieId};
use demarche::network::{Criterion, Hiding, Network};
use demarche::scene::{Class, Target};
use demarche::session::{Command, Field, Finder, Session, Sift, Subject, ThemeChoice, Time, run};
use egui::accesskit::Toggled;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

fn window() -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn type_in(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run_steps(3);
}

/// Opens what Ctrl and a key open, and types.
fn ask(window: &mut Window, key: Key, text: &str) {
    press(window, Modifiers::COMMAND, key);
    type_in(window, text);
}

fn nation(id: &str) -> Subject {
    Subject::Nation(NationId::new(id))
}

#[test]
fn an_alias_a_native_name_and_a_misspelled_one_select_the_nation() {
    for text in ["dprk", "북한", "Nroth Korea", "nrth korea", "DEMOCRATIC people’s"] {
        let mut window = window();
        ask(&mut window, Key::F, text);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert_eq!(session(&window).selection.subject(), nation("PRK"), "{text}");
        assert!(window.query_by_label("What was found").is_none(), "closed after {text}");
    }
}

#[test]
fn what_is_chosen_is_noted_on_the_trail_and_then_listed_as_recent() {
    let mut window = window();
    ask(&mut window, Key::F, "dprk");
    press(&mut window, Modifiers::NONE, Key::Enter);
    ask(&mut window, Key::F, "rok");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).selection.subject(), nation("KOR"));
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Recent");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).selection.subject(), nation("PRK"));
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(session(&window).selection.subject(), nation("KOR"));
}

#[test]
fn words_of_the_evidence_lead_to_its_tie() {
    let mut window = window();
    let (id, claim) = {
        let document = session(&window).document();
        let tie = document.ties.values().find(|tie| !tie.evidence.is_empty()).expect("a tie with evidence");
        (tie.id.clone(), tie.evidence[0].claim.clone())
    };
    ask(&mut window, Key::F, &claim);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(id));
}

#[test]
fn the_palette_carries_commands_out() {
    let mut window = window();
    ask(&mut window, Key::K, "dark");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).preferences.theme, ThemeChoice::Dark);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    window.get_by_label_contains("Quit, command");
    type_in(&mut window, "light th");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).preferences.theme, ThemeChoice::Light);
}

#[test]
fn enter_with_nothing_typed_carries_no_command_out() {
    let mut window = window();
    for keys in [&[Key::Enter][..], &[Key::Enter, Key::Enter]] {
        press(&mut window, Modifiers::COMMAND, Key::K);
        keys.iter().for_each(|key| press(&mut window, Modifiers::NONE, *key));
        window.get_by_label("What was found");
        assert!(
            window
                .query_all_by_role(egui::accesskit::Role::ListBoxOption)
                .all(|row| row.accesskit_node().toggled() != Some(Toggled::True))
        );
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    let closes = |window: &Window| {
        let viewports = window.output().viewport_output.values();
        viewports.flat_map(|viewport| &viewport.commands).any(|command| *command == egui::ViewportCommand::Close)
    };
    assert!(!closes(&window));
    // Quitting is the last of all, and asked for by its name alone.
    press(&mut window, Modifiers::COMMAND, Key::K);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    let last = window.get_by_label_contains("Quit, command");
    assert_eq!(last.accesskit_node().toggled(), Some(Toggled::True));
    // What is typed with Enter in one go is listed before Enter chooses.
    type_in(&mut window, "");
    window.event(Event::Text("dark th".to_owned()));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).preferences.theme, ThemeChoice::Dark);
}

#[test]
fn what_is_chosen_in_a_small_window_is_read_as_after_a_click() {
    let loaded = load_starter();
    let mut window = support::open(Session::open(loaded.document, loaded.problems), vec2(640.0, 420.0));
    let title = "Comprehensive Strategic Partnership Treaty";
    let close = "Close inspector";
    assert!(window.query_by_label(close).is_none());
    ask(&mut window, Key::F, "partnership treaty");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(3);
    window.get_by_label(close);
    window.get_by_label(title);
    // Again, after it was closed.
    press(&mut window, Modifiers::SHIFT, Key::F9);
    assert!(window.query_by_label(close).is_none());
    ask(&mut window, Key::F, "partnership treaty");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(3);
    window.get_by_label(close);
}

#[test]
fn letters_typed_there_do_nothing_else_and_escape_gives_the_focus_back() {
    let mut window = window();
    window.get_by_label("View").focus();
    window.run_steps(2);
    ask(&mut window, Key::F, "p1f,.");
    press(&mut window, Modifiers::NONE, Key::P);
    assert!(session(&window).document().positions.values().all(|position| !position.is_pinned));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("What was found").is_none());
    assert!(window.get_by_label("View").is_focused());
    assert!(session(&window).selection.is_empty());
}

#[test]
fn arrows_pages_and_ends_move_through_the_list_and_shift_enter_adds() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::F);
    press(&mut window, Modifiers::SHIFT, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::SHIFT, Key::Enter);
    assert!(matches!(session(&window).selection.subject(), Subject::Pair(..)));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::F);
    let last = rows(&window).len() - 1;
    // Where each key leads from the one before.
    let mut at = 0;
    for (key, led) in [
        (Key::ArrowDown, 1),
        (Key::Tab, 2),
        (Key::ArrowUp, 1),
        (Key::Home, 0),
        (Key::ArrowUp, last),
        (Key::ArrowDown, 0),
        (Key::End, last),
        (Key::Home, 0),
    ] {
        press(&mut window, Modifiers::NONE, key);
        assert_eq!(cursor(&window), led, "{key:?} from {at}");
        at = led;
    }
    press(&mut window, Modifiers::NONE, Key::PageDown);
    let page = cursor(&window);
    assert!(page > 2 && page <= last, "{page} of {last}");
    press(&mut window, Modifiers::NONE, Key::PageUp);
    assert_eq!(cursor(&window), 0);
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    assert_eq!(cursor(&window), last);
    // Enter chooses that very row.
    let words = rows(&window)[last].clone();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let chosen = session(&window).selection.nations();
    assert_eq!(chosen.len(), 1);
    assert!(words.starts_with(session(&window).document().nation_name(&chosen[0])), "{words}");
}

/// Returns what the rows of the list say, in their order.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.get_all_by_role(egui::Role::ListBoxOption);
    rows.map(|row| row.accesskit_node().label().unwrap_or_default()).collect()
}

/// Returns which row Enter would choose.
fn cursor(window: &Window) -> usize {
    let is_here: Vec<usize> = window
        .get_all_by_role(egui::Role::ListBoxOption)
        .enumerate()
        .filter_map(|(idx, row)| (row.accesskit_node().toggled() == Some(Toggled::True)).then_some(idx))
        .collect();
    let [idx] = is_here.as_slice() else { panic!("{is_here:?}") };
    *idx
}

#[test]
fn nothing_found_says_so_and_enter_does_nothing() {
    let mut window = window();
    ask(&mut window, Key::F, "zzqqxxyy");
    window.get_by_label_contains("Nothing is called so");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(session(&window).selection.is_empty());
    window.get_by_label("0 found");
}

#[test]
fn a_tie_that_has_ended_says_so_and_can_be_selected() {
    let mut window = window();
    let (id, title) = {
        let session = session(&window);
        let is_over = |tie: &&Arc<demarche::model::Tie>| tie.span.latest_end().is_some_and(|end| end < session.as_of());
        let tie = session.document().ties.values().find(is_over).expect("a tie that is over");
        (tie.id.clone(), tie.about.title.clone())
    };
    ask(&mut window, Key::F, &title);
    assert!(window.query_all_by_label_contains("ended ").next().is_some());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(id));
}

/// Gives the focus to the last thing of a name and presses Enter there.
fn enter(window: &mut Window, label: &str) {
    window.query_all_by_label(label).last().expect("something to press").focus();
    window.run_steps(2);
    press(window, Modifiers::NONE, Key::Enter);
}

#[test]
fn a_tie_that_is_not_there_on_the_day_is_flown_to_and_shown_on_its_first_day() {
    let mut window = window();
    let (title, first) = {
        let session = session(&window);
        let is_over = |tie: &&Arc<demarche::model::Tie>| tie.span.latest_end().is_some_and(|end| end < session.as_of());
        let tie = session.document().ties.values().find(is_over).expect("a tie that is over");
        (tie.about.title.clone(), tie.span.earliest_begin().expect("a day"))
    };
    let places = session(&window).shown_positions().clone();
    ask(&mut window, Key::F, &title);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Not there on 14 June 2025");
    enter(&mut window, "Look at its first day");
    assert_eq!(session(&window).as_of(), first);
    let Subject::Tie(id) = session(&window).selection.subject() else { panic!("the tie stays selected") };
    assert!(session(&window).network().tie(&id).is_some() && window.query_by_label_contains("Not there on").is_none());
    assert_eq!(session(&window).shown_positions(), &places);
}

#[test]
fn a_tie_that_the_filter_leaves_out_says_so_where_it_is_found_and_where_one_has_flown() {
    for (hiding, found, flown) in [
        (Hiding::Remove, "hidden by the filter", "Hidden by the filter"),
        (Hiding::Dim, "dimmed by the filter", "Filtered out; seen only while it is selected"),
    ] {
        let mut window = {
            let mut session = Session::open(load_starter().document, Vec::new());
            run(&mut session, Command::Sift(Sift::Add(Criterion::Sign(Sign::Negative))));
            run(&mut session, Command::Sift(Sift::Hide(hiding)));
            support::open(session, vec2(1440.0, 900.0))
        };
        ask(&mut window, Key::F, "Comprehensive Strategic Partnership Treaty");
        assert!(window.query_all_by_label_contains(found).next().is_some(), "{found}");
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.get_by_label(flown);
        enter(&mut window, "Clear the filter");
        let id = TieId::new("rus-prk-partnership-2024");
        assert!(session(&window).lens().filter.is_empty() && window.query_by_label(flown).is_none());
        assert_eq!(session(&window).selection.subject(), Subject::Tie(id));
    }
}

#[test]
fn in_a_narrow_window_the_reason_lies_over_the_canvas() {
    let mut session = Session::open(load_starter().document, Vec::new());
    run(&mut session, Command::Time(Time::LookAt("2020-01-01".parse().expect("a day"))));
    let mut window = support::open(session, vec2(800.0, 600.0));
    ask(&mut window, Key::F, "Comprehensive Strategic Partnership Treaty");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Not there on 1 January 2020");
    enter(&mut window, "Look at its first day");
    assert_eq!(self::session(&window).as_of().to_string(), "2024-06-19");
}

#[test]
fn a_kind_that_the_filter_hides_is_told_so_and_choosing_it_lets_go_of_nothing() {
    for hiding in [Hiding::Dim, Hiding::Remove] {
        let loaded = load_starter();
        let kind = loaded.document.kinds.values().find(|kind| kind.sign == Sign::Negative).expect("a kind").clone();
        let mut session = Session::open(loaded.document, loaded.problems);
        let of_kind = Target::Class(Class::Kind(kind.id.clone()));
        for command in [
            Command::Sift(Sift::Hide(hiding)),
            Command::Sift(Sift::Only(Criterion::Sign(Sign::Positive))),
            Command::Select(Target::Nation(NationId::new("PRK"))),
        ] {
            run(&mut session, command);
        }
        for command in [Command::Select(of_kind.clone()), Command::Reveal(of_kind)] {
            run(&mut session, command);
            assert_eq!(session.selection.subject(), nation("PRK"));
        }
        let mut window = support::open(session, vec2(1440.0, 900.0));
        ask(&mut window, Key::F, &kind.name);
        window.get_by_label_contains("no ties to show now");
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.get_by_label("What was found");
        assert_eq!(self::session(&window).selection.subject(), nation("PRK"), "{hiding:?}");
    }
}

#[test]
fn the_field_in_the_bar_opens_it_too() {
    let mut window = window();
    window.get_by_label_contains("Find nations, ties, commands").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("What was found");
    type_in(&mut window, "rok");
    window.get_by_label_contains("South Korea, nation").click();
    window.run_steps(3);
    assert_eq!(session(&window).selection.subject(), nation("KOR"));
}

#[test]
fn whatever_is_typed_breaks_nothing() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::K);
    for text in ["\u{202e}\u{7}\u{0}", "^$.*+?()[]{}|\\", &"x y ".repeat(100), "é́́́", "\u{1100}\u{1161}", "🇰🇵", "   "]
    {
        type_in(&mut window, text);
        press(&mut window, Modifiers::COMMAND, Key::A);
    }
}

fn finder() -> Finder {
    Finder::of(&Arc::new(load_starter().document))
}

/// Returns the network of the day on which the starter atlas was compiled.
fn day() -> Network {
    let document = load_starter().document;
    Network::of(&document, document.manifest.as_of)
}

fn titles(finder: &mut Finder, query: &str) -> Vec<(String, Field)> {
    let answer = finder.search(query, &day(), 50);
    answer.found.into_iter().map(|found| (found.title.words, found.field)).collect()
}

#[test]
fn names_stand_above_titles_and_these_above_summaries_and_evidence() {
    let mut finder = finder();
    for query in ["korea", "sanctions", "treaty", "russia", "trade", "missile"] {
        let answer = finder.search(query, &day(), 500);
        assert!(answer.found.windows(2).all(|two| two[0].rank <= two[1].rank), "{query}");
        assert_eq!(answer.found.len(), answer.n_found, "{query}");
    }
    assert_eq!(titles(&mut finder, "russia")[0], ("Russia".to_owned(), Field::Name));
    assert_eq!(titles(&mut finder, "KOR")[0], ("South Korea".to_owned(), Field::Name));
}

#[test]
fn a_nation_that_is_dragged_costs_no_new_index() {
    let loaded = load_starter();
    let mut session = Session::open(loaded.document.clone(), loaded.problems);
    let finder = Finder::of(session.document());
    for command in [Command::Drag(NationId::new("PRK"), Vector::new(40.0, 30.0)), Command::Drop] {
        run(&mut session, command);
    }
    assert!(finder.is_of(session.document()));
    let mut other = loaded.document;
    other.ties = other.ties.iter().skip(1).map(|(id, tie)| (id.clone(), tie.clone())).collect();
    assert!(!finder.is_of(&other));
}

#[test]
fn a_kind_is_found_by_its_name_and_a_source_by_its_title() {
    let document = Arc::new(load_starter().document);
    let mut finder = Finder::of(&document);
    let kind = document.kinds.values().next().expect("a kind");
    let found = finder.search(&kind.name, &day(), 10).found;
    assert_eq!(found[0].target, Target::Class(Class::Kind(kind.id.clone())));
    let source = document.sources.values().next().expect("a source");
    let found = finder.search(&source.title, &day(), 10).found;
    assert!(found.iter().any(|found| found.target == Target::Source(source.id.clone())));
}

#[test]
fn what_is_written_stands_before_letters_that_are_strewn_about() {
    let mut finder = finder();
    let network = day();
    for query in ["TASS", "reuters", "compare", "mod", "troops"] {
        let found = finder.search(query, &network, 500).found;
        let has_it = |found: &demarche::session::Found| {
            [&found.title, &found.below].iter().any(|line| line.words.to_lowercase().contains(&query.to_lowercase()))
        };
        let n_written = found.iter().take_while(|found| has_it(found)).count();
        assert!(found[n_written..].iter().all(|found| !has_it(found)), "{query}");
    }
    for query in ["TASS", "reuters"] {
        let found = finder.search(query, &network, 500).found;
        assert!(found[0].below.words.to_lowercase().contains(&query.to_lowercase()), "{query}: {:?}", found[0]);
    }
}

#[test]
fn nothing_is_listed_in_which_nothing_is_marked() {
    let mut finder = finder();
    for query in ["TASS", "reuters", "compare", "prtnr", "rok", "dprk 2024", "mscw", "1953 armistice", "pact rok"] {
        let answer = finder.search(query, &day(), 500);
        for found in answer.found {
            assert!(!found.title.marks.is_empty() || !found.below.marks.is_empty(), "{query}: {found:?}");
        }
    }
}

#[test]
fn words_are_met_each_in_another_part_of_the_same_tie() {
    let pact = Target::Tie(TieId::new("rus-prk-partnership-2024"));
    for day in ["2025-06-14", "2024-06-30", "2019-01-01"] {
        let network = Network::of(&load_starter().document, day.parse().expect("a day"));
        for query in ["defense pact russia", "russia dprk defense", "pact rok 2024", "treaty 2024"] {
            let found = finder().search(query, &network, 50).found;
            match query {
                "pact rok 2024" => assert!(found.iter().all(|found| found.target != pact), "{query}"),
                // Before it is signed, what is there stands before it.
                _ if day == "2019-01-01" => assert!(found.iter().any(|found| found.target == pact), "{query}"),
                _ => assert_eq!(found[0].target, pact, "{query} {day}"),
            }
            let sort = |found: &demarche::session::Found| (found.rank, matches!(found.target, Target::Source(_)));
            assert!(found.is_sorted_by_key(sort), "sources come last: {query}");
        }
    }
}

#[test]
fn a_tie_is_found_by_the_id_that_the_command_line_prints() {
    let mut window = window();
    ask(&mut window, Key::F, "rus-prk-partnership-2024");
    window.get_by_label_contains("· rus-prk-partnership-2024");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let id = TieId::new("rus-prk-partnership-2024");
    assert_eq!(session(&window).selection.subject(), Subject::Tie(id.clone()));
    let found = finder().search("prk-partn", &day(), 50).found;
    assert_eq!(found[0].target, Target::Tie(id));
}

#[test]
fn the_focus_of_the_canvas_goes_on_from_what_was_found() {
    let mut window = window();
    // The row of the left panel is called so, too; the canvas comes after it.
    window.query_all_by_label_contains("South Korea, 14 ties").last().expect("the nation").focus();
    window.run_steps(2);
    assert_eq!(session(&window).attention.focused, Some(Target::Nation(NationId::new("KOR"))));
    press(&mut window, Modifiers::NONE, Key::Enter);
    ask(&mut window, Key::F, "DPRK");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    let korea = Target::Nation(NationId::new("PRK"));
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("PRK")));
    assert_eq!(session(&window).attention.focused, Some(korea));
}

#[test]
fn commands_that_begin_with_what_is_typed_come_first() {
    for (query, label) in [("compare", "Compare "), ("fit", "Fit all"), ("quit", "Quit"), ("play", "Play")] {
        let mut window = window();
        ask(&mut window, Key::K, query);
        let first = window.query_all_by_role(egui::accesskit::Role::ListBoxOption).next().expect("a row");
        let told = first.accesskit_node().label().expect("a name");
        assert!(told.starts_with(label) && told.contains(", command"), "{query}: {told}");
    }
}

#[test]
fn typing_on_finds_the_same_as_typing_all_at_once() {
    let mut typing = finder();
    for query in ["military pact russia", "nrth korea", "북한", "sanctions 2016", "loudspeaker"] {
        let ends = query.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for end in ends {
            let afresh = titles(&mut finder(), &query[..end]);
            assert_eq!(titles(&mut typing, &query[..end]), afresh, "{}", &query[..end]);
        }
    }
}

#[test]
fn what_exists_on_the_day_stands_before_what_does_not() {
    let document = Arc::new(load_starter().document);
    let mut finder = Finder::of(&document);
    let found = finder.search("russia", &day(), 500).found;
    let is_tie = |found: &&demarche::session::Found| matches!(found.target, Target::Tie(_));
    let by_parties = found.iter().filter(is_tie).filter(|found| found.field == Field::Parties);
    let is_there: Vec<bool> = by_parties.map(|found| found.presence != demarche::model::Presence::Absent).collect();
    assert!(is_there.windows(2).all(|two| two[0] >= two[1]), "{is_there:?}");
}

#[test]
fn a_misspelled_word_is_told_and_the_nearest_taken() {
    let mut finder = finder();
    let answer = finder.search("Rusisa", &day(), 5);
    assert_eq!(answer.instead.as_deref(), Some("russia"));
    assert_eq!(answer.found[0].title.words, "Russia");
}
