//! Editing in the window: forms stand where their things are shown, and all of them can be reached and used by keyboard.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

mod support;

use std::sync::Arc;

use demarche::io::load_starter;
use demarche::model::{Document, Entry, KindId, NationId, Tie, TieId};
use demarche::scene::Target;
use demarche::session::{Command, Edits, Session, run};
use demarche::ui::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::{Window, open, session};

const PACT: &str = "rus-prk-partnership-2024";

/// Opens the starter atlas in a high window with something selected.
fn window(selected: Option<Target>) -> Window {
    let mut session = Session::open(load_starter().document, Vec::new());
    if let Some(target) = selected {
        run(&mut session, Command::Select(target));
    }
    open(session, vec2(1440.0, 2400.0))
}

/// Returns the starter atlas with the pact selected.
fn with_pact() -> Session {
    let mut session = Session::open(load_starter().document, Vec::new());
    run(&mut session, Command::Select(Target::Tie(TieId::new(PACT))));
    session
}

fn pact() -> Window {
    window(Some(Target::Tie(TieId::new(PACT))))
}

fn pact_of(document: &Document) -> Tie {
    (*document.ties[&TieId::new(PACT)]).clone()
}

fn click(window: &mut Window, label: &str) {
    // It may lie below what is seen, where no pointer comes.
    window.get_by_label(label).click_accesskit();
    window.run_steps(3);
}

/// Chooses from a menu what begins with a word.
fn choose(window: &mut Window, menu: &str, word: &str) {
    click(window, menu);
    let is_meant = |label: String| label.starts_with(word);
    let entry = window.query_all_by_role(Role::Button).find(|it| it.accesskit_node().label().is_some_and(is_meant));
    entry.expect("an entry").click_accesskit();
    window.run_steps(3);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

/// Types in place of what stands where the focus is.
fn retype(window: &mut Window, text: &str) {
    press(window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(3);
}

/// Types into a field in place of what stands there.
fn type_into(window: &mut Window, field: &str, text: &str) {
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput | Role::ComboBox);
    let found = window.query_all_by_label(field).find(|it| is_field(it.accesskit_node().role()));
    found.expect("a field").focus();
    window.run_steps(2);
    retype(window, text);
}

fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

/// Returns what has the focus of the keyboard.
fn focused(window: &Window) -> String {
    let mut nodes = window.root().children_recursive();
    let node = nodes.find(|node| node.accesskit_node().is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn n_steps(window: &Window) -> usize {
    session(window).history().revisions().len() - 1
}

fn last_step(window: &Window) -> String {
    session(window).history().undoable().map(|step| step.name.to_string()).unwrap_or_default()
}

#[test]
fn the_selected_tie_is_edited_in_place_by_keyboard_alone() {
    let mut window = pact();
    press(&mut window, Modifiers::NONE, Key::F2);
    assert!(says(&window, "Edit tie"));
    assert_eq!(focused(&window), "Kind");
    for fact in ["Between", "And", "Title"] {
        press(&mut window, Modifiers::NONE, Key::Tab);
        assert_eq!(focused(&window), fact);
    }
    retype(&mut window, "A pact");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).record().ties[&TieId::new(PACT)].about.title, "A pact");
    assert_eq!(last_step(&window), "Rename “Comprehensive Strategic Partnership Treaty” to “A pact”");
    assert!(!says(&window, "Edit tie"));
    // Where the form was, the keyboard goes on.
    assert_eq!(focused(&window), "Edit this tie");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "Edit tie"));
}

#[test]
fn escape_puts_a_form_away_and_changes_nothing() {
    let mut window = pact();
    press(&mut window, Modifiers::NONE, Key::F2);
    press(&mut window, Modifiers::NONE, Key::Tab);
    retype(&mut window, "Japan");
    press(&mut window, Modifiers::NONE, Key::Escape);
    // What hung open below the field goes first.
    assert!(says(&window, "Edit tie"));
    assert_eq!(focused(&window), "Between");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Edit tie"));
    assert_eq!(n_steps(&window), 0);
    assert!(!session(&window).selection.is_empty());
}

#[test]
fn what_is_wrong_is_said_below_its_field_as_it_is_typed() {
    let mut window = pact();
    press(&mut window, Modifiers::NONE, Key::F2);
    window.get_by_label("Ends, optional").focus();
    window.run_steps(2);
    retype(&mut window, "2020");
    assert!(says(&window, "ends before it begins"));
    assert!(window.get_by_label("Save").accesskit_node().is_disabled());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(n_steps(&window), 0);
    assert!(says(&window, "Edit tie"));
    retype(&mut window, "31 Dec 2030");
    assert!(!says(&window, "ends before it begins"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(last_step(&window), "Change end of “Comprehensive Strategic Partnership Treaty”");
}

#[test]
fn a_new_tie_is_between_the_nations_that_are_selected() {
    let pair = Target::pair(NationId::new("JPN"), NationId::new("KOR"));
    let mut window = window(Some(pair));
    press(&mut window, Modifiers::NONE, Key::T);
    assert!(says(&window, "New tie") && says(&window, "Still needed: kind, title, id"));
    assert_eq!(focused(&window), "Kind");
    window.event(egui::Event::Text("defense".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Title").focus();
    window.run_steps(2);
    window.event(egui::Event::Text("A pact".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let tie = &session(&window).record().ties[&TieId::new("jpn-kor-defense-pact")];
    assert_eq!((tie.kind.clone(), tie.about.title.as_str()), (KindId::new("defense-pact"), "A pact"));
    assert_eq!(last_step(&window), "New tie “A pact”");
    // What is new is looked at.
    assert!(session(&window).selection.holds(&Target::Tie(tie.id.clone())));
}

#[test]
fn a_milestone_is_added_with_a_day_of_the_calendar() {
    let mut window = pact();
    let n_before = session(&window).record().ties[&TieId::new(PACT)].course.milestones.len();
    click(&mut window, "Add milestone");
    assert_eq!(focused(&window), "Step");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(window.query_by_label("extended").is_some());
    window.event(egui::Event::Text("exten".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window), "On");
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    click(&mut window, "Next month");
    click(&mut window, "12 July 2025");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let milestones = &session(&window).record().ties[&TieId::new(PACT)].course.milestones;
    assert_eq!(milestones.len(), n_before + 1);
    let last = milestones.last().expect("a milestone");
    assert_eq!((last.on.to_string().as_str(), last.step.name()), ("2025-07-12", "extended"));
}

#[test]
fn evidence_is_added_with_its_new_source_and_a_grade_from_the_scales() {
    let mut window = pact();
    click(&mut window, "Add to evidence");
    assert_eq!(focused(&window), "Source");
    window.event(egui::Event::Text("new source".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    for (field, text) in [
        ("Title of the new source", "A speech"),
        ("Publisher of the new source", "Rodong Sinmun"),
        ("Published of the new source", "1 May 2025"),
        ("Claim", "The treaty is praised"),
    ] {
        window.get_by_label(field).focus();
        window.run_steps(2);
        window.event(egui::Event::Text(text.to_owned()));
        window.run_steps(2);
    }
    click(&mut window, "Choose a grade");
    click(&mut window, "B3, usually reliable source, possibly true");
    click(&mut window, "Add this evidence");
    let record = session(&window).record();
    let item = record.ties[&TieId::new(PACT)].evidence.last().expect("evidence");
    assert_eq!((item.source.as_str(), item.grade.to_string().as_str()), ("rodong-sinmun-2025-05-01", "B3"));
    assert_eq!(n_steps(&window), 1);
}

#[test]
fn a_choice_that_is_emptied_stays_empty_with_enter() {
    let mut document = load_starter().document;
    let mut tie = pact_of(&document);
    tie.evidence[0].origin = document.sources.keys().next_back().cloned();
    document.put(Entry::Tie(Arc::new(tie)));
    let mut opened = Session::open(document, Vec::new());
    run(&mut opened, Command::Select(Target::Tie(TieId::new(PACT))));
    let mut window = open(opened, vec2(1440.0, 2400.0));
    click(&mut window, "Edit evidence 1");
    let field = window.query_all_by_label("Repeats, optional").find(|it| it.accesskit_node().role() == Role::ComboBox);
    field.expect("a field").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::NONE, Key::Backspace);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!says(&window, "Delete this"), "Enter saves");
    assert_eq!((n_steps(&window), &pact_of(session(&window).record()).evidence[0].origin), (1, &None));
    // An arrow goes into the list, whose first line Enter chooses then.
    click(&mut window, "Edit evidence 1");
    let field = window.query_all_by_label("By, optional").find(|it| it.accesskit_node().role() == Role::ComboBox);
    field.expect("a field").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_ne!(pact_of(session(&window).record()).evidence[0].by, None);
}

#[test]
fn what_is_deleted_in_its_form_comes_back_with_undo() {
    let mut window = pact();
    let before = session(&window).record().clone();
    click(&mut window, "Edit evidence 1");
    click(&mut window, "Delete this");
    assert_eq!(last_step(&window), "Delete evidence of “Comprehensive Strategic Partnership Treaty”");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(Arc::ptr_eq(session(&window).record(), &before));
}

#[test]
fn what_was_typed_waits_while_something_else_is_looked_at() {
    let mut window = pact();
    click(&mut window, "Edit this tie");
    window.get_by_label("Title").focus();
    window.run_steps(2);
    retype(&mut window, "Half a thought");
    click(&mut window, "Back to Overview");
    assert!(!says(&window, "Edit tie"));
    click(&mut window, "Forward");
    assert_eq!(window.get_by_label("Title").accesskit_node().value().as_deref(), Some("Half a thought"));
}

#[test]
fn a_form_that_is_not_shown_leaves_the_keyboard_to_others() {
    let mut window = pact();
    click(&mut window, "Edit this tie");
    window.get_by_label("Title").focus();
    window.run_steps(2);
    retype(&mut window, "Half a thought");
    click(&mut window, "Back to Overview");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Escape);
    click(&mut window, "Forward");
    assert_eq!(n_steps(&window), 0);
    assert_eq!(window.get_by_label("Title").accesskit_node().value().as_deref(), Some("Half a thought"));
}

/// Returns what stands in the claim of the form of evidence.
fn claim(window: &Window) -> Option<String> {
    window.query_by_label("Claim").and_then(|field| field.accesskit_node().value())
}

#[test]
fn a_form_goes_with_its_item_when_another_one_is_deleted() {
    let mut window = pact();
    let before = session(&window).record().ties[&TieId::new(PACT)].evidence.clone();
    click(&mut window, "Edit evidence 2");
    type_into(&mut window, "Claim", "Said anew");
    click(&mut window, "Edit evidence 1");
    window.query_all_by_label("Delete this").next().expect("the upper form").click_accesskit();
    window.run_steps(3);
    assert!(window.query_by_label("Edit evidence 1").is_none());
    assert_eq!(claim(&window).as_deref(), Some("Said anew"));
    // Deleted from its form is what the form is about.
    click(&mut window, "Delete this");
    assert_eq!(session(&window).record().ties[&TieId::new(PACT)].evidence, before[2..]);
}

#[test]
fn a_form_whose_record_is_gone_says_so_and_keeps_what_was_typed() {
    let mut window = pact();
    click(&mut window, "Edit evidence 1");
    type_into(&mut window, "Claim", "Said anew");
    choose(&mut window, "Edit", "Delete Del");
    assert!(says(&window, "This evidence is no longer on record as it was: undo brings it back"));
    assert_eq!(claim(&window).as_deref(), Some("Said anew"));
    assert!(window.get_by_label("Save").accesskit_node().is_disabled());
    assert!(window.query_by_label("Delete this").is_none());
}

#[test]
fn a_form_goes_on_when_its_thing_is_back() {
    let mut window = pact();
    click(&mut window, "Add change of weight");
    type_into(&mut window, "From", "2025");
    type_into(&mut window, "Weight", "4");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    click(&mut window, "Edit change of weight from 2025");
    type_into(&mut window, "Why, optional", "Less is heard");
    choose(&mut window, "Edit", "Undo ·");
    assert!(says(&window, "This change of weight is no longer on record as it was"));
    choose(&mut window, "Edit", "Redo ·");
    assert!(!says(&window, "no longer on record"));
    click(&mut window, "Save");
    let tie = &session(&window).record().ties[&TieId::new(PACT)];
    assert_eq!(tie.weight.levels().last().map(|level| level.why.as_str()), Some("Less is heard"));
}

#[test]
fn the_pencil_of_a_relation_edits_that_of_its_move_and_no_other() {
    let mut document = load_starter().document;
    let tie = document.ties.values().find(|tie| tie.course.exchanges.iter().any(|it| !it.relates.is_empty()));
    let mut tie = Tie::clone(tie.expect("a tie"));
    let idx = tie.course.exchanges.iter().position(|it| !it.relates.is_empty()).expect("a move");
    let relation = tie.course.exchanges[idx].relates[0].clone();
    assert_ne!(relation.relation.name(), "enables");
    // The tie as a whole relates to the same in the same way.
    tie.relates.push(relation.clone());
    let id = tie.id.clone();
    document.put(Entry::Tie(Arc::new(tie)));
    let mut opened = Session::open(document, Vec::new());
    run(&mut opened, Command::Select(Target::Tie(id.clone())));
    let mut window = open(opened, vec2(1440.0, 2400.0));
    window.query_all_by_label("Edit relation").next().expect("a relation").click_accesskit();
    window.run_steps(3);
    type_into(&mut window, "In what way", "enables");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    let tie = &session(&window).record().ties[&id];
    assert_eq!(tie.relates.last(), Some(&relation));
    assert_eq!(tie.course.exchanges[idx].relates[0].relation.name(), "enables");
}

#[test]
fn a_form_that_opens_in_sight_moves_nothing() {
    let mut window = open(with_pact(), vec2(1440.0, 900.0));
    let before = window.get_by_label("Milestones").rect();
    window.get_by_label("Add to milestones").click();
    window.run_steps(20);
    assert_eq!(focused(&window), "Step");
    assert_eq!(window.get_by_label("Milestones").rect(), before);
}

#[test]
fn a_double_click_on_a_fact_begins_with_it() {
    let mut held = Some(with_pact());
    // Fast enough for a double click.
    let builder = Harness::builder().with_size(vec2(1440.0, 900.0)).with_step_dt(0.02).allow_missing_glyphs();
    let mut window: Window = builder.build_ui_state(
        move |ui, app: &mut Option<App>| {
            if let Some(session) = held.take() {
                *app = Some(App::new(ui.ctx(), session, None));
            }
            if let Some(app) = app {
                app.frame_ui(ui);
            }
        },
        None,
    );
    window.run_steps(4);
    let at = window.get_by_label("since 19 June 2024").rect().center();
    for pressed in [true, false, true, false] {
        window.event(egui::Event::PointerMoved(at));
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    window.run_steps(5);
    assert_eq!(focused(&window), "Begins, optional");
}

#[test]
fn edit_is_on_offer_where_there_is_one_thing_to_edit() {
    let (one, other) = (NationId::new("JPN"), NationId::new("KOR"));
    for (selected, is_available) in [
        (vec![], true),
        (vec![Target::Nation(one.clone())], true),
        (vec![Target::Tie(TieId::new(PACT))], true),
        (vec![Target::pair(one.clone(), other.clone())], false),
        (vec![Target::Nation(one), Target::Nation(other)], false),
    ] {
        let mut opened = Session::open(load_starter().document, Vec::new());
        opened.selection.set(selected.clone());
        assert_eq!(Edits::EditSelected.is_available(&opened), is_available, "{selected:?}");
        assert_eq!(run(&mut opened, Command::Edits(Edits::EditSelected)).is_some(), is_available, "{selected:?}");
    }
}

#[test]
fn every_sort_of_record_can_be_asked_for_in_the_menus() {
    for (menu, entry, title) in [
        ("Edit", "New kind…", "New kind"),
        ("Edit", "New source…", "New source"),
        ("Edit", "New instrument…", "New instrument"),
        ("Edit", "New assessment…", "New assessment"),
        ("Edit", "New nation… N", "New nation"),
        ("Atlas", "Edit atlas…", "Edit atlas"),
    ] {
        let mut window = window(None);
        click(&mut window, menu);
        click(&mut window, entry);
        assert!(window.query_by_label(title).is_some(), "{entry}");
    }
}

/// Chooses a command from the palette by keyboard alone.
fn palette(window: &mut Window, words: &str) {
    press(window, Modifiers::COMMAND, Key::K);
    window.event(egui::Event::Text(words.to_owned()));
    window.run_steps(3);
    press(window, Modifiers::NONE, Key::Enter);
    window.run_steps(8);
}

#[test]
fn a_form_from_the_palette_has_the_focus_whatever_was_clicked_on_the_canvas() {
    for (words, title, first) in [
        ("Split at a day", "Split this tie", "First day of the later part"),
        ("New source", "New source", "Title"),
        ("New kind", "New kind", "Name"),
        ("New nation", "New nation", "Name"),
        ("Edit atlas", "Edit atlas", "Title"),
    ] {
        let mut window = open(with_pact(), vec2(1440.0, 900.0));
        // As after a click on the tie: its place on the canvas has the focus.
        let tie = session(&window).day().tie(&TieId::new(PACT)).expect("a tie of the day");
        let sentence = tie.in_words(session(&window).document());
        window.query_all_by_label_contains(&sentence).next().expect("the tie on the canvas").focus();
        window.run_steps(3);
        assert!(focused(&window).contains(&sentence));
        let (filter, zoom) = (session(&window).lens().clone(), session(&window).view);
        palette(&mut window, words);
        assert_eq!(focused(&window), first, "{words}");
        let field = window.query_all_by_label(first).find(|it| it.accesskit_node().is_focused()).expect("a field");
        assert!(window.ctx.content_rect().contains_rect(field.rect()), "{words}: {:?}", field.rect());
        window.event(egui::Event::Text("-1".to_owned()));
        press(&mut window, Modifiers::NONE, Key::Minus);
        press(&mut window, Modifiers::NONE, Key::Num1);
        assert_eq!((session(&window).lens(), &session(&window).view), (&filter, &zoom), "{words}");
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(window.query_by_label(title).is_none(), "{words}");
        assert!(!session(&window).selection.is_empty(), "{words}");
    }
}

#[test]
fn deleting_in_a_form_is_told_and_offers_undo_as_the_key_does() {
    let mut window = pact();
    let before = session(&window).record().clone();
    click(&mut window, "Edit evidence 1");
    click(&mut window, "Delete this");
    assert!(says(&window, "Deleted evidence of “Comprehensive Strategic Partnership Treaty”"));
    click(&mut window, "Undo");
    assert!(Arc::ptr_eq(session(&window).record(), &before));
}

#[test]
fn a_form_says_why_it_cannot_be_added() {
    let mut window = window(None);
    press(&mut window, Modifiers::NONE, Key::N);
    for (field, text) in [("Name", "Atlantis"), ("Latitude, optional", "20"), ("Longitude, optional", "50")] {
        type_into(&mut window, field, text);
    }
    assert!(window.get_by_label("Add this nation").accesskit_node().is_disabled());
    assert!(says(&window, "A seat has all three: give name, latitude and longitude"));
    type_into(&mut window, "Latitude, optional", "200");
    assert!(says(&window, "200 is out of range"));
    type_into(&mut window, "Id", "a b/");
    assert!(says(&window, "The id “a b/” has a “ ”"));
}

#[test]
fn tab_marks_what_stands_in_a_line_so_that_typing_replaces_it() {
    let mut window = pact();
    press(&mut window, Modifiers::NONE, Key::F2);
    for _ in 0..20 {
        if focused(&window) == "Ends, optional" {
            break;
        }
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    assert_eq!(focused(&window), "Ends, optional");
    window.event(egui::Event::Text("2030".to_owned()));
    window.run_steps(3);
    let value = |label: &str| window.get_by_label(label).accesskit_node().value();
    assert_eq!(value("Ends, optional").as_deref(), Some("2030"));
}

#[test]
fn a_name_that_no_nation_has_is_taken_as_typed_by_enter() {
    let mut window = pact();
    click(&mut window, "Edit evidence 1");
    type_into(&mut window, "By, optional", "A defector");
    assert!(says(&window, "No nation is called that"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!says(&window, "No nation is called that"));
    assert_eq!(focused(&window), "By, optional");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let item = &session(&window).record().ties[&TieId::new(PACT)].evidence[0];
    assert_eq!(item.by.as_deref(), Some("A defector"));
}

#[test]
fn what_has_no_page_of_its_own_is_in_sight_once_it_is_added() {
    let mut window = open(with_pact(), vec2(1440.0, 900.0));
    palette(&mut window, "New assessment");
    for (field, text) in [("Title", "What moves Tokyo"), ("Author", "A thinker")] {
        type_into(&mut window, field, text);
    }
    assert!(says(&window, "Still needed: shares"));
    type_into(&mut window, "Shares, one in each line", "Trade: 60 %\nFear: 40 %");
    click(&mut window, "Add this assessment");
    window.run_steps(30);
    let record = session(&window).record();
    let added = record.assessments.values().find(|it| it.title == "What moves Tokyo").expect("an assessment");
    assert_eq!(added.shares.iter().map(|share| share.percent).collect::<Vec<_>>(), [60.0, 40.0]);
    let shown = window.get_by_label("What moves Tokyo").rect();
    assert!(window.ctx.content_rect().contains_rect(shown), "{shown:?}");
}

#[test]
fn the_first_day_of_the_later_part_must_be_a_day() {
    let mut window = pact();
    palette(&mut window, "Split at a day");
    window.event(egui::Event::Text("2025".to_owned()));
    window.run_steps(3);
    assert!(says(&window, "This is not a single day: write the first day of the later part"));
}

#[test]
fn the_list_of_steps_grows_with_them() {
    let mut window = window(Some(Target::Nation(NationId::new("PRK"))));
    press(&mut window, Modifiers::COMMAND, Key::H);
    for _ in 0..8 {
        press(&mut window, Modifiers::NONE, Key::P);
    }
    // Rows out of sight are not made.
    let n_rows = window
        .query_all_by_label_contains("in North Korea")
        .filter(|it| it.accesskit_node().role() == Role::ListItem)
        .count();
    assert_eq!(n_rows, 8);
}

#[test]
fn the_focus_returns_to_where_the_form_was() {
    let mut window = pact();
    click(&mut window, "Add to milestones");
    assert!(window.ctx.text_edit_focused());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.get_by_label("Add to milestones").accesskit_node().is_focused());
}
