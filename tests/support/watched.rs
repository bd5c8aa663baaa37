//! An atlas in a folder and a window without a screen that follows its files.

use std::fs;
use std::path::Path;

use demarche::io::load;
use demarche::session::Session;
use demarche::ui::{App, Watching};
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// The application, made in the first frame, since only then is there something to make it for.
pub type Window = Harness<'static, Option<App>>;

/// Writes a file of an atlas, with the folder that it is in.
pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Writes an atlas of some nations and one kind, without ties.
pub fn atlas(root: &Path, nations: &[&str]) {
    let nations: Vec<String> = nations.iter().map(|id| format!("Nation(id: \"{id}\", name: \"{id}\")")).collect();
    write(root, "atlas.ron", "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")");
    write(root, "kinds.ron", "[Kind(id: \"pact\", name: \"pact\", sign: positive, category: \"security\")]");
    write(root, "nations.ron", &format!("[{}]", nations.join(", ")));
}

/// Opens the atlas at a path for somebody who does this first, and shows its first frames.
pub fn open(path: &Path, first: impl FnOnce(&mut Session)) -> Window {
    let (mut session, watching) = read(path);
    first(&mut session);
    show(session, watching)
}

/// Reads the atlas at a path, before there is a window.
pub fn read(path: &Path) -> (Session, Watching) {
    let watching = Watching::begin(path);
    let loaded = load(path);
    let watching = watching.reading(&loaded);
    let session = Session::open(loaded.document, loaded.problems).with_views(loaded.views, watching.home());
    (session, watching)
}

/// Shows a session that follows files, and its first frames.
pub fn show(session: Session, watching: Watching) -> Window {
    let mut held = Some((session, watching));
    let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).allow_missing_glyphs().build_ui_state(
        move |ui, app: &mut Option<App>| {
            if let Some((session, watching)) = held.take() {
                *app = Some(App::new(ui.ctx(), session, None).watching(ui.ctx(), watching));
            }
            if let Some(app) = app {
                app.frame_ui(ui);
            }
        },
        None,
    );
    window.run_steps(4);
    window
}

/// Returns the state that a window shows.
pub fn session(window: &Window) -> &Session {
    window.state().as_ref().expect("an application").session()
}

/// Whether something in a window is called so, or has this in its name.
pub fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}
