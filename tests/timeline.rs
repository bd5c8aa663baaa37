//! The timeline in a window without a display, used with and without a pointer.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::load_starter;
use demarche::session::Session;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

fn window() -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn focused(window: &Window) -> Option<String> {
    let is_focused = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
    window.root().children_recursive().find(is_focused).and_then(|node| node.accesskit_node().label())
}

#[test]
fn tabs() {
    let mut window = window();
    for i in 0..100 {
        window.key_press_modifiers(Modifiers::NONE, Key::Tab);
        window.run_steps(2);
        println!("{i} {:?}", focused(&window));
    }
}
