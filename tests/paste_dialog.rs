//! Pasting rows in a window without a screen: Ctrl+V on the canvas, a look at each row, and one step that adds them.

use std::fmt::Write as _;
use std::sync::Arc;

use demarche::io::load_starter;
use demarche::session::Session;
use egui::{ColorImage, Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

#[path = "support/seen.rs"]
mod seen;
mod support;

use seen::{says, until};
use support::{Window, session};

const ROWS: &str = "a\tb\tkind\tstart\ttitle\tsource\n\
    RUS\tPRK\ttrade\t1999\tCoal\thttps://a.org/coal\n\
    RUS\tNowhere\ttrade\t1999\tOil\t\n\
    USA\tJPN\ttrade\t1998\tCars\t\n";

fn window() -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    window.run_steps(6);
}

fn n_ties(window: &Window) -> usize {
    session(window).record().ties.len()
}

#[test]
fn rows_pasted_on_the_canvas_are_shown_and_come_in_as_one_step() {
    let mut window = window();
    let (opened, before) = (session(&window).record().clone(), n_ties(&window));
    paste(&mut window, ROWS);
    assert!(says(&window, "2 of 3 rows come in: 2 ties, 1 new source · 1 problem"));
    assert!(says(&window, "Row 3: Left out: unknown nation “Nowhere”"));
    assert!(says(&window, "Row 4: United States – Japan, trade, since 1998, without a source"));
    assert!(Arc::ptr_eq(session(&window).record(), &opened));
    window.get_by_label("Add 2 ties").click();
    window.run_steps(4);
    assert_eq!((n_ties(&window), says(&window, "rows come in")), (before + 2, false));
    assert_eq!(session(&window).history().undoable().map(|step| &*step.name), Some("Paste 2 ties"));
    assert_eq!(session(&window).selection.targets().len(), 2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(2);
    assert!(Arc::ptr_eq(session(&window).record(), &opened));
}

#[test]
fn a_dialog_that_is_left_changes_nothing() {
    let mut window = window();
    let opened = session(&window).record().clone();
    for leave in ["Cancel", "Escape"] {
        paste(&mut window, ROWS);
        assert!(says(&window, "Add 2 ties"));
        match leave {
            "Cancel" => window.get_by_label("Cancel").click(),
            _ => window.key_press(Key::Escape),
        }
        window.run_steps(3);
        assert!(!says(&window, "Add 2 ties"), "{leave}");
    }
    assert!(Arc::ptr_eq(session(&window).record(), &opened));
}

#[test]
fn what_a_column_holds_can_be_chosen() {
    let mut window = window();
    paste(&mut window, ROWS);
    window.get_by_label("Column 3 kind holds: Kind").click();
    window.run_steps(4);
    window.get_by_label("Not taken").click();
    window.run_steps(4);
    assert!(says(&window, "No column is taken as kind"));
    window.get_by_label("Column 3 kind holds: Not taken").click();
    window.run_steps(4);
    window.get_by_label("Kind").click();
    window.run_steps(4);
    assert!(says(&window, "2 of 3 rows come in"));
    window.get_by_label("The first row names the columns").click();
    window.run_steps(4);
    assert!(says(&window, "2 of 4 rows come in"));
}

#[test]
fn only_the_problems_can_be_listed() {
    let mut window = window();
    paste(&mut window, ROWS);
    window.get_by_label("1 problem").click();
    window.run_steps(3);
    assert!(says(&window, "Row 3: ") && !says(&window, "Row 4: "));
}

#[test]
fn what_holds_no_rows_is_told_where_it_is_pasted() {
    let mut window = window();
    paste(&mut window, "Soldiers of the North fight in Kursk.");
    assert!(says(&window, "What was pasted holds no rows of a table"));
    assert!(!says(&window, "Paste rows"));
    window.event(Event::PasteImage(Arc::new(ColorImage::default())));
    window.run_steps(6);
    assert!(!says(&window, "Paste rows") && says(&window, "What was pasted holds no rows of a table"));
}

#[test]
fn the_dialog_says_why_there_are_no_rows_and_takes_others() {
    let mut window = window();
    window.get_by_label("Edit").click();
    window.run_steps(3);
    window.get_by_label_contains("Paste rows…").click();
    window.run_steps(8);
    assert!(says(&window, "There is nothing to paste"));
    paste(&mut window, "Soldiers of the North fight in Kursk.");
    assert!(says(&window, "This is no table: one line without columns in common"));
    window.event(Event::PasteImage(Arc::new(ColorImage::default())));
    window.run_steps(4);
    assert!(says(&window, "What was copied is a picture"));
    paste(&mut window, ROWS);
    assert!(says(&window, "Add 2 ties"));
}

#[test]
fn text_pasted_into_a_field_stays_there() {
    let mut window = window();
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(4);
    paste(&mut window, "RUS\tPRK\ttrade");
    assert!(!says(&window, "Paste rows") && !says(&window, "rows come in"));
}

#[test]
fn of_many_rows_only_those_in_sight_are_made() {
    let mut window = window();
    let before = n_ties(&window);
    let mut text = "a\tb\tkind\tstart\ttitle\n".to_owned();
    (0..5_000).for_each(|idx| writeln!(text, "RUS\tPRK\ttrade\t1999\tTie {idx}").expect("written"));
    window.event(Event::Paste(text));
    until(&mut window, "the rows", |window| says(window, "Add 5,000 ties"));
    assert!(says(&window, "Row 2: ") && !says(&window, "Row 4000: "));
    window.get_by_label("Add 5,000 ties").click();
    window.run_steps(3);
    assert_eq!(n_ties(&window), before + 5_000);
}

#[test]
fn a_row_parted_by_semicolons_is_shown() {
    let mut window = window();
    paste(&mut window, "China;Japan;trade;2010;2011;T");
    assert!(says(&window, "Add 1 tie"), "one row");
    window.key_press(Key::Escape);
    window.run_steps(3);
    paste(&mut window, "a;b;kind;start;end;title\r\nChina;Japan;trade;2010;2011;Coal, and oil\r\n");
    assert!(says(&window, "1 of 1 row"), "a header and a row");
}

#[test]
fn enter_adds_the_rows_wherever_the_focus_is_but_on_a_button() {
    for focus in ["nowhere", "canvas", "row", "checkbox"] {
        let mut window = window();
        let before = n_ties(&window);
        if focus == "canvas" {
            let tie = session(&window).day().ties().first().expect("a tie");
            let sentence = tie.in_words(session(&window).document());
            window.query_all_by_label_contains(&sentence).next().expect("its place").focus();
            window.run_steps(2);
        }
        paste(&mut window, ROWS);
        match focus {
            "row" => window.get_by_label_contains("Row 4: ").focus(),
            "checkbox" => window.get_by_label("The first row names the columns").focus(),
            _ => {}
        }
        window.run_steps(2);
        window.key_press(Key::Enter);
        window.run_steps(4);
        let expected = if focus == "checkbox" { before } else { before + 2 };
        assert_eq!(n_ties(&window), expected, "{focus}");
    }
}

#[test]
fn cancel_stands_beside_the_button_that_adds() {
    let mut window = window();
    paste(&mut window, ROWS);
    let [add, cancel] = ["Add 2 ties", "Cancel"].map(|label| window.get_by_label(label).rect());
    assert!((add.center().y - cancel.center().y).abs() < 2.0 && cancel.left() > add.right());
    assert!(cancel.left() - add.right() < 24.0);
}
