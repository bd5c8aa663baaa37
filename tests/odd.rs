//! Atlases that nobody expects, in windows of every scale: nothing panics, nothing covers what has to be read, and the window
//! comes to rest.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use demarche::io::{Loaded, load};
use demarche::session::Session;
use demarche::ui::App;
use egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;

#[expect(dead_code, reason = "whole scenes are checked")]
mod clear;

/// Sizes of the window, in points, and pixels a point.
const WINDOWS: [(Vec2, f32); 4] =
    [(vec2(1440.0, 900.0), 1.0), (vec2(2732.0, 1536.0), 0.5), (vec2(960.0, 540.0), 4.0), (vec2(360.0, 240.0), 1.0)];
/// A name that no circle, row or menu has room for.
const LONG: usize = 300;

/// Returns an atlas in one file.
fn atlas(nations: &[String], positions: &str, ties: &[String]) -> Loaded {
    let mut text = "Atlas(format: 1, id: \"odd\", title: \"Odd\", as_of: \"2025-06-14\",\n".to_owned();
    text += "kinds: [Kind(id: \"trade\", name: \"trade\", sign: neutral, category: \"economy\"),\n";
    text += "Kind(id: \"pact\", name: \"defense pact\", sign: positive, category: \"security\"),\n";
    text += "Kind(id: \"ban\", name: \"\u{202E}nab \u{7}\", sign: negative, category: \"security\")],\n";
    let _ = writeln!(
        text,
        "nations: [{}],\npositions: [{positions}],\nties: [{}],\n)",
        nations.join(",\n"),
        ties.join(",\n")
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd.ron");
    // A bell may not stand in a file as it is.
    std::fs::write(&path, text.replace('\u{7}', "\\u{7}")).expect("written");
    load(&path)
}

fn nation(id: &str, name: &str) -> String {
    format!("Nation(id: \"{id}\", name: \"{name}\")")
}

fn tie(id: usize, kind: &str, a: &str, b: &str, title: &str) -> String {
    format!(
        "Tie(id: \"t{id}\", kind: \"{kind}\", between: (\"{a}\", \"{b}\"), span: \"2024/..\", weight: {}, title: \"{title}\")",
        1 + id % 5
    )
}

/// Returns an atlas whose nations, titles and kinds are called so, each tied to the next.
fn called(names: &[&str]) -> Loaded {
    let nations: Vec<String> = names.iter().enumerate().map(|(at, name)| nation(&format!("N{at}"), name)).collect();
    let kinds = ["trade", "pact", "ban"];
    let ties: Vec<String> = (0..names.len() * 3)
        .map(|at| {
            let (a, b) = (at % names.len(), (at + 1) % names.len());
            tie(at, kinds[at / names.len()], &format!("N{a}"), &format!("N{b}"), names[a])
        })
        .collect();
    atlas(&nations, "", if names.len() > 1 { &ties } else { &[] })
}

/// Returns an atlas without a single label, which no file can hold, but a document can.
fn unlabeled() -> Loaded {
    let mut loaded = called(&["One", "Two", "Three"]);
    let document = &mut loaded.document;
    Arc::make_mut(&mut document.manifest).title.clear();
    document.nations = document
        .nations
        .iter()
        .map(|(id, it)| {
            let mut it = it.as_ref().clone();
            it.names.short.clear();
            (id.clone(), Arc::new(it))
        })
        .collect();
    document.kinds = document
        .kinds
        .iter()
        .map(|(id, it)| {
            let mut it = it.as_ref().clone();
            it.name.clear();
            (id.clone(), Arc::new(it))
        })
        .collect();
    document.ties = document
        .ties
        .iter()
        .map(|(id, it)| {
            let mut it = it.as_ref().clone();
            it.about.title.clear();
            (id.clone(), Arc::new(it))
        })
        .collect();
    loaded
}

fn atlases() -> Vec<(&'static str, Loaded)> {
    let two = [nation("A", "Alpha"), nation("B", "Bravo")];
    let many: Vec<String> =
        (0..200).map(|id| tie(id, ["trade", "pact", "ban"][id % 3], "A", "B", &format!("Tie {id}"))).collect();
    let same = "Position(nation: \"A\", at: (10.0, 10.0)), Position(nation: \"B\", at: (10.2, 10.0))";
    let long = "Saint-Pierre ".repeat(LONG / 13 + 1);
    let one_word = "W".repeat(LONG);
    vec![
        ("nothing", atlas(&[], "", &[])),
        ("one nation", called(&["Alone"])),
        ("two nations on one spot", atlas(&two, same, &[tie(1, "pact", "A", "B", "Between them")])),
        ("200 ties in one pair", atlas(&two, "", &many)),
        ("right to left", called(&["المملكة العربية السعودية", "ישראל", "ایران"])),
        (
            "combining letters",
            called(&["Vie\u{302}\u{323}t Nam", &"e\u{301}\u{302}\u{303}\u{304}".repeat(40), "a\u{20DD}"]),
        ),
        ("emoji", called(&["🇰🇷🇰🇵", "👨\u{200D}👩\u{200D}👧\u{200D}👦 family", "🏴\u{E0067}\u{E0062}\u{E007F}"])),
        ("300 letters", called(&[&long, &one_word, "Short"])),
        ("no label", unlabeled()),
        ("letters that steer", called(&["\u{202E}ahplA", "Bra\u{7}vo", "\u{2066}Charlie\u{200B}"])),
    ]
}

fn window(loaded: Loaded, size: Vec2, pixels_per_point: f32) -> Harness<'static, Option<App>> {
    let mut held = Some(loaded);
    Harness::builder().with_size(size).with_pixels_per_point(pixels_per_point).allow_missing_glyphs().build_ui_state(
        move |ui, app: &mut Option<App>| {
            if let Some(loaded) = held.take() {
                *app = Some(App::new(ui.ctx(), Session::open(loaded.document, loaded.problems), None));
            }
            if let Some(app) = app {
                app.frame_ui(ui);
            }
        },
        None,
    )
}

#[test]
fn odd_atlases_open_are_legible_and_come_to_rest_at_every_scale() {
    for (name, loaded) in atlases() {
        for (size, pixels_per_point) in WINDOWS {
            let at = format!("{name} in {size:?} at {pixels_per_point}");
            let loaded = loaded.clone();
            let mut window = window(loaded, size, pixels_per_point);
            // What covers the window first is put away; then all is selected, looked at closely, and cleared again.
            let keys = [
                (Modifiers::NONE, Key::Escape),
                (Modifiers::COMMAND, Key::A),
                (Modifiers::COMMAND, Key::Plus),
                (Modifiers::NONE, Key::Escape),
                (Modifiers::NONE, Key::Escape),
                (Modifiers::NONE, Key::F),
            ];
            for (modifiers, key) in keys {
                window.key_press_modifiers(modifiers, key);
                window.run_steps(3);
                let session = window.state().as_ref().expect("an application").session();
                let scene = session.placed_scene().expect("a scene");
                clear::check(scene, session.network(), &format!("{at}, after {key:?}"));
            }
            window.event(Event::PointerMoved((size / 2.0).to_pos2()));
            window.run_steps(20);
            let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
            assert_eq!(delay, Duration::MAX, "{at}: the window goes on repainting");
        }
    }
}

#[test]
fn odd_atlases_say_what_is_odd_about_them() {
    for (name, loaded) in atlases() {
        let (n_nations, n_ties) = (loaded.document.nations.len(), loaded.document.ties.len());
        let expected = match name {
            "nothing" => (0, 0),
            "one nation" => (1, 0),
            "two nations on one spot" => (2, 1),
            "200 ties in one pair" => (2, 200),
            _ => (3, 9),
        };
        let listed = || loaded.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert_eq!((n_nations, n_ties, loaded.n_errors()), (expected.0, expected.1, 0), "{name}: {}", listed());
        let has_noted = loaded.problems.iter().any(|problem| problem.message.contains("U+202E"));
        assert!(has_noted, "{name}: {}", listed());
    }
    assert!(called(&["", "Bravo", "Charlie"]).n_errors() > 0, "a name that is empty");
}
