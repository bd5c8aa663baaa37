//! An atlas that changes on the disk while it is open: what is good shows soon, what is broken is said and shows nothing
//! worse, and nothing that a person has set moves.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use demarche::io::load;
use demarche::kit::Vector;
use demarche::model::{NationId, TieId};
use demarche::scene::Target;
use demarche::session::{Command, Session, Sift, Time, ViewsHome, run};
use egui::{Event, Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

#[path = "support/watched.rs"]
mod watched;

use watched::{Window, write};

/// How long anything may take; generous, since the machine may be slow and busy.
const WATCHDOG: Duration = Duration::from_secs(120);
const TIES: &str = "ties/security.ron";
const GOOD: &str = "[
    Tie(id: \"pact\", kind: \"pact\", between: (\"A\", \"B\"), span: \"2001/..\", title: \"Pact\"),
    Tie(id: \"talks\", kind: \"pact\", between: (\"B\", \"C\"), span: \"2002/..\", title: \"Talks\"),
]
";

/// An atlas in a folder of its own, and a window in which it is open.
struct Open {
    folder: TempDir,
    window: Window,
}

fn atlas(root: &Path) {
    watched::atlas(root, &["A", "B", "C"]);
    write(
        root,
        "positions.ron",
        "[Position(nation: \"A\", at: (0.0, 0.0)), Position(nation: \"B\", at: (200.0, 0.0))]",
    );
    write(root, TIES, GOOD);
}

/// Opens an atlas as a person who has set everything: day, filter, selection, camera, comparison.
fn window(path: &Path) -> Window {
    let day = |day| jiff::civil::date(2024, 6, day);
    watched::open(path, |session| {
        session.resize(800.0, 600.0);
        for command in [
            Command::Select(Target::Tie(TieId::new("pact"))),
            Command::Add(vec![Target::Nation(NationId::new("C"))]),
            Command::Time(Time::LookAt(day(19))),
            Command::Time(Time::KnownOn(None)),
            Command::Time(Time::CompareWith(Some(day(1)))),
            Command::Sift(Sift::Neighbors(3)),
            Command::Pan(Vector::new(31.0, -17.0)),
        ] {
            run(session, command);
        }
    })
}

fn open() -> Open {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("atlas");
    atlas(&root);
    Open { window: window(&root), folder }
}

impl Open {
    fn root(&self) -> PathBuf {
        self.folder.path().join("atlas")
    }

    fn session(&self) -> &Session {
        watched::session(&self.window)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.root(), path, text);
    }

    /// Shows frames until the window is as wanted.
    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < WATCHDOG, "waited in vain for {what}");
            self.window.step();
        }
    }

    fn says(&self, words: &str) -> bool {
        watched::says(&self.window, words)
    }

    fn has(&self, tie: &str) -> bool {
        self.session().document().ties.contains_key(&TieId::new(tie))
    }

    /// Returns all that nobody but the person may move, in words.
    fn set(&self) -> String {
        let session = self.session();
        let compared = session.comparison().map(|comparison| comparison.with.clone());
        let at = |id: &str| session.positions().get(&NationId::new(id)).copied();
        format!(
            "{:?} {:?} {:?} {compared:?} {:?}",
            session.selection,
            session.lens(),
            session.view,
            [at("A"), at("B"), at("C")]
        )
    }
}

#[test]
fn a_saved_file_shows_soon_and_nothing_that_was_set_moves() {
    let mut open = open();
    let before = open.set();
    open.write("nations.ron", "[Nation(id: \"A\", name: \"Aland\"), Nation(id: \"B\", name: \"B\"), Nation(id: \"C\", name: \"C\"), Nation(id: \"D\", name: \"D\")]");
    open.write(
        TIES,
        &GOOD.replace(
            "\n]",
            "\n    Tie(id: \"new\", kind: \"pact\", between: (\"C\", \"D\"), span: \"2003/..\", title: \"New\"),\n]",
        ),
    );
    open.wait("the new tie", |open| open.has("new"));
    assert_eq!(open.set(), before);
    assert!(open.session().positions().contains_key(&NationId::new("D")), "the new nation has a place");
    open.wait("the notice of new notes", |open| open.says("new note in ties/security.ron"));
}

#[test]
fn what_is_selected_stays_selected_as_long_as_it_is_there() {
    let mut open = open();
    open.write(
        TIES,
        "[Tie(id: \"talks\", kind: \"pact\", between: (\"B\", \"C\"), span: \"2002/..\", title: \"Talks\")]",
    );
    open.wait("the tie to go", |open| !open.has("pact"));
    let selected: Vec<&Target> = open.session().selection.targets().iter().collect();
    assert_eq!(selected, [&Target::Nation(NationId::new("C"))]);
}

#[test]
fn a_broken_file_keeps_the_last_good_state_and_says_so_until_it_is_mended() {
    let mut open = open();
    let before = open.set();
    let half = &GOOD[..GOOD.len() / 2];
    let large = " ".repeat((28 << 20) + 1);
    let wrong = GOOD.replace("2001/..", "2001-02-30/..");
    let garbage: [&[u8]; 6] = [half.as_bytes(), b"", b"\xFF\xFE[", b"[\xE9]", large.as_bytes(), wrong.as_bytes()];
    for broken in garbage {
        fs::write(open.root().join(TIES), broken).expect("written");
        open.wait("word of the broken file", |open| open.says("ties/security.ron cannot be read"));
        assert!(open.has("pact") && open.has("talks"), "the last good state stays");
        assert!(open.session().n_problems().errors > 0 && open.says("Showing the last good state"));
        assert_eq!(open.set(), before);
        open.write(TIES, GOOD);
        open.wait("the good state", |open| !open.says("cannot be read"));
        assert_eq!((open.session().n_problems().errors, open.set()), (0, before.clone()));
    }
}

#[test]
fn a_file_in_the_place_of_another_is_read_as_editors_put_it_there() {
    let mut open = open();
    let beside = open.root().join("ties/.security.ron.swp");
    fs::write(&beside, GOOD.replace("Talks", "Long talks")).expect("written");
    fs::rename(&beside, open.root().join(TIES)).expect("renamed");
    let is_long = |open: &Open| {
        open.session().document().ties.get(&TieId::new("talks")).is_some_and(|tie| tie.about.title == "Long talks")
    };
    open.wait("the other file", is_long);
}

#[test]
fn a_file_or_folder_that_is_gone_is_said_and_shows_again_when_it_is_back() {
    let mut open = open();
    for (path, words) in [
        (TIES, "ties/security.ron cannot be read: the file is gone"),
        ("ties", "the file is gone"),
        ("", "cannot open the atlas"),
    ] {
        let (from, to) = (open.root().join(path), open.folder.path().join("away"));
        fs::rename(&from, &to).expect("moved away");
        open.wait(words, |open| open.says(words));
        assert!(open.has("pact"));
        fs::rename(&to, &from).expect("moved back");
        open.wait("the files to be back", |open| !open.says(words));
        // What came back is watched as before.
        open.write(TIES, &GOOD.replace("\"talks\"", "\"other\""));
        open.wait("a change after that", |open| open.has("other"));
        open.write(TIES, GOOD);
        open.wait("the first state", |open| open.has("talks"));
    }
}

#[test]
fn what_is_said_of_the_files_lies_on_no_nation_and_moves_no_picture() {
    let mut open = open();
    let canvas = |open: &Open| open.window.get_by_label_contains("Graph of").rect();
    let before = (canvas(&open), open.set());
    fs::remove_file(open.root().join(TIES)).expect("removed");
    open.wait("word of it", |open| open.says("the file is gone"));
    open.window.run_steps(3);
    let line = |open: &Open| open.window.get_by_label_contains("the file is gone").rect();
    assert!(!line(&open).intersects(before.0), "it stands in the inspector");
    assert_eq!((canvas(&open), open.set()), before);
    // Without an inspector it lies over the canvas, where there is room.
    open.window.key_press_modifiers(Modifiers::SHIFT, Key::F9);
    open.window.run_steps(6);
    let (line, canvas) = (line(&open), canvas(&open));
    assert!(canvas.contains_rect(line) && canvas.width() > before.0.width());
    for nation in ["A, ", "B, ", "C, "] {
        let on_canvas = |node: &egui_kittest::Node<'_>| canvas.contains_rect(node.rect());
        let nation = open.window.query_all_by_label_contains(nation).find(on_canvas).expect("a nation").rect();
        assert!(!line.intersects(nation), "{line} {nation}");
    }
}

#[test]
fn one_may_go_on_without_what_is_gone() {
    let mut open = open();
    fs::remove_file(open.root().join(TIES)).expect("removed");
    open.wait("word of it", |open| open.says("the file is gone"));
    open.window.get_by_label("Go on without").focus();
    open.window.run_steps(2);
    open.window.key_press(Key::Enter);
    open.window.run_steps(3);
    assert!(!open.has("pact") && !open.says("the file is gone"));
}

#[test]
fn the_window_is_called_as_the_atlas_that_one_went_on_with() {
    let mut open = open();
    fs::remove_file(open.root().join(TIES)).expect("removed");
    open.write("atlas.ron", "Atlas(format: 1, id: \"a\", title: \"Other\", as_of: \"2025-01-01\")");
    open.wait("word of it", |open| open.says("the file is gone"));
    open.window.get_by_label("Go on without").focus();
    open.window.run_steps(2);
    // One frame for the key: what is asked of the window system is only told of the last frame.
    let modifiers = Modifiers::NONE;
    let enter = Event::Key { key: Key::Enter, physical_key: None, pressed: true, repeat: false, modifiers };
    open.window.input_mut().events.push(enter);
    let mut titles = Vec::new();
    for _ in 0..3 {
        open.window.step();
        let commands = open.window.output().viewport_output.values().flat_map(|viewport| &viewport.commands);
        titles.extend(commands.filter_map(|command| match command {
            ViewportCommand::Title(title) => Some(title.clone()),
            _ => None,
        }));
    }
    assert_eq!(titles, ["Démarche: Other"]);
}

#[test]
fn two_hundred_saves_in_a_row_end_with_the_last() {
    let mut open = open();
    for n in 0..200 {
        open.write(TIES, &GOOD.replace("talks", &format!("talks-{n}")));
        open.window.step();
    }
    open.wait("the last save", |open| open.has("talks-199"));
}

#[test]
fn a_fault_that_costs_nothing_shown_is_only_counted() {
    let mut open = open();
    open.write(
        TIES,
        &GOOD.replace(
            "\n]",
            "\n    Tie(id: \"new\", kind: \"pct\", between: (\"A\", \"C\"), span: \"2003/..\", title: \"New\"),\n]",
        ),
    );
    open.wait("the notice", |open| open.says("1 new problem in ties/security.ron"));
    assert!(!open.says("last good state"));
    open.window.get_by_label("Problems").focus();
    open.window.run_steps(2);
    open.window.key_press(Key::Enter);
    open.window.run_steps(3);
    assert!(open.says("Problems in the files"));
}

#[test]
fn an_atlas_in_one_file_is_watched_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.ron");
    let text = |name: &str| {
        format!(
            "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\", nations: [Nation(id: \"A\", name: \"{name}\"), Nation(id: \"C\", name: \"C\")])"
        )
    };
    fs::write(&path, text("One")).expect("written");
    let mut open = Open { window: window(&path), folder };
    assert_eq!(open.session().views().home(), ViewsHome::SingleFile);
    fs::write(&path, text("Other")).expect("written");
    let is_other = |open: &Open| open.session().document().nation_name(&NationId::new("A")) == "Other";
    open.wait("the other name", is_other);
    fs::write(&path, "Atlas(").expect("written");
    open.wait("word of the broken file", |open| open.says("one.ron cannot be read"));
    assert!(is_other(&open));
}

#[test]
fn what_was_dragged_stays_unless_the_file_puts_it_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let loaded = load(folder.path());
    let mut session = Session::open(loaded.document.clone(), Vec::new());
    session.resize(800.0, 600.0);
    for nation in ["A", "B"] {
        run(&mut session, Command::Drag(NationId::new(nation), Vector::new(40.0, 30.0)));
        run(&mut session, Command::Drop);
    }
    let at = |session: &Session, id: &str| session.positions().get(&NationId::new(id)).copied().expect("a place");
    let (dragged, third) = (at(&session, "A"), at(&session, "C"));
    write(
        folder.path(),
        "positions.ron",
        "[Position(nation: \"A\", at: (0.0, 0.0)), Position(nation: \"B\", at: (250.0, 10.0))]",
    );
    session.reload(load(folder.path()).document, Vec::new(), Vec::new());
    assert_eq!((at(&session, "A"), at(&session, "C")), (dragged, third));
    assert_eq!((at(&session, "B").x, at(&session, "B").y), (250.0, 10.0));
    assert!(session.document().positions.get(&NationId::new("A")).is_some_and(|position| position.is_pinned));
}
