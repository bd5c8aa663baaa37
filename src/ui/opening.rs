//! Opens the window: its title, icon and size, and in words why none can be opened.

use std::cell::{Cell, OnceCell};
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;

use egui::{Vec2, ViewportBuilder};

use super::app::{App, canvas_size, window_title};
use super::filing::remember;
use super::icon::icon;
use super::jobs::Job;
use super::remember::LastWords;
use super::trace::Trace;
use super::watching::Watching;
use crate::io::{
    Extent, Loaded, OpenedSettings, SettingsFile, WindowSettings, exports_path, journal_folder, settings_path,
};
use crate::session::{Session, ViewsHome};

/// Size of a window that nobody has sized yet, in points; on a smaller screen, that of the screen.
const USUAL_SIZE: Vec2 = Vec2::new(1440.0, 900.0);
/// Least size of the window, in points, where the screen is not smaller.
const LEAST_SIZE: Vec2 = Vec2::new(640.0, 420.0);

/// What is said when the display goes away while the window is open.
const LOST: &str = "the display has gone away; the atlas on the disk is as it was";
/// What works without a window.
const INSTEAD: &str = "`demarche export --out picture.svg` works without one";
/// Exit code then: the program cannot run.
const WITHOUT_DISPLAY: i32 = 2;

/// Opens the window and returns when it is closed, with what is still to be said then.
///
/// `atlas` is where its files are, which are watched; `None` for the starter atlas. `load` reads the atlas while the window library connects with the display, which takes longer for all but huge ones.
///
/// # Errors
/// Returns in one line why no window can be opened, naming what works without one.
pub fn open(
    atlas: Option<&Path>,
    load: impl FnOnce() -> Loaded + Clone + Send + 'static,
    trace: Option<Trace>,
) -> Result<Option<String>, String> {
    if cfg!(all(unix, not(target_os = "macos"))) {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set) {
            return Err(format!("there is no display for a window; {INSTEAD}"));
        }
    }
    let opened = settings_path().map(SettingsFile::open);
    let settings = opened.as_ref().map(|opened| opened.settings).unwrap_or_default();
    // Before it is read, so that no change goes unnoticed.
    let watching = atlas.map(Watching::begin).unwrap_or_default();
    let home = watching.home();
    let job = Job::begin(move || {
        let loaded = load();
        let held = loaded.clone();
        let session = session(loaded, home, canvas_size(window_size(settings.window), &settings));
        ((session, held), icon())
    });
    let made = Rc::new(Cell::new(None));
    let session = made.clone();
    let window_builder: eframe::WindowBuilderHook = Box::new(move |viewport| {
        let (session, icon) = job.wait();
        let title = window_title(&session.0);
        made.set(Some(session));
        let viewport = fit(viewport).with_title(title);
        match icon {
            Some(icon) => viewport.with_icon(icon),
            None => viewport,
        }
    });
    let options = eframe::NativeOptions {
        viewport: viewport(settings.window),
        window_builder: Some(window_builder),
        // Nothing that we paint has gradients that would need dithering, which costs time on every pixel.
        dithering: false,
        ..Default::default()
    };
    let last_words: LastWords = Rc::new(OnceCell::new());
    let words = last_words.clone();
    let is_open = Rc::new(OnceCell::new());
    let opens = is_open.clone();
    let opening = move || {
        eframe::run_native(
            "demarche",
            options,
            Box::new(move |creation| {
                let (session, loaded) = session.take().ok_or("the window was made before its atlas was read")?;
                let app = app(&creation.egui_ctx, session, trace, opened, words);
                if let Some(path) = watching.path() {
                    remember(path, &loaded);
                }
                let app = app.watching(&creation.egui_ctx, watching.reading(&loaded));
                let app = match journal_folder() {
                    Ok(folder) => app.journaling(folder),
                    Err(error) => app.without_journal(&error),
                };
                let _ = opens.set(());
                Ok(Box::new(app))
            }),
        )
    };
    // Of a missing system library and of a display that goes away the window library says so by a panic, in words that
    // are no help to a reader.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if is_lost_display(info.payload()) {
            // On the way back, other libraries would still talk to the display, and end the program in words of their own.
            let _ = writeln!(std::io::stderr().lock(), "demarche: {LOST}");
            std::process::exit(WITHOUT_DISPLAY);
        }
        if !is_missing_library(info.payload()) {
            hook(info);
        }
    }));
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(opening)) {
        Ok(Ok(())) => Ok(last_words.get().cloned()),
        Ok(Err(error)) => Err(in_words(&error, is_open.get().copied())),
        Err(payload) if is_missing_library(&*payload) => Err(format!(
            "no window can be opened: a library is missing (Debian's libxkbcommon-x11-0, libx11-xcb1, libxcursor1 or libxi6); {INSTEAD}"
        )),
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

/// Says why there is no window, or, once it was opened, none any more.
fn in_words(error: &eframe::Error, opened: Option<()>) -> String {
    let words = error.to_string();
    // The library puts the place in its own source before the cause.
    let cause = words.lines().next().and_then(|line| line.rsplit(": ").next()).unwrap_or_default();
    match (opened, error) {
        (None, _) => format!("no window can be opened ({cause}); {INSTEAD}"),
        // What waits for the display's events only fails when there is nothing to wait for any more.
        (Some(()), eframe::Error::WinitEventLoop(_)) => LOST.to_owned(),
        (Some(()), _) => format!("the window has stopped working ({cause}); the atlas on the disk is as it was"),
    }
}

/// Returns the state of an opened atlas, with its picture drawn already for a canvas of the size that is expected.
fn session(loaded: Loaded, home: ViewsHome, canvas: Vec2) -> Session {
    let Loaded { document, problems, views, .. } = loaded;
    let mut session = Session::open(document, problems).with_views(views, home);
    session.resize(f64::from(canvas.x), f64::from(canvas.y));
    session.scene();
    session
}

/// Returns the application, which remembers what it can.
fn app(
    context: &egui::Context,
    session: Session,
    trace: Option<Trace>,
    opened: Option<OpenedSettings>,
    last_words: LastWords,
) -> App {
    let app = App::new(context, session, trace).with_clipboard();
    let app = match exports_path() {
        Some(file) => app.remembering_exports(file),
        None => app,
    };
    match opened {
        Some(opened) => app.remembering(context, opened, last_words),
        None => app,
    }
}

/// Returns the window as a person has left it.
fn viewport(window: WindowSettings) -> ViewportBuilder {
    let size = window_size(window);
    ViewportBuilder::default()
        .with_app_id("demarche")
        .with_inner_size(size)
        .with_maximized(window.extent == Extent::Maximized)
}

/// Returns the size that a window is asked to have, in points.
fn window_size(window: WindowSettings) -> Vec2 {
    window.size.map_or(USUAL_SIZE, Vec2::from).max(LEAST_SIZE)
}

/// Sets the least size of a window whose size eframe has fitted to the screen: no larger than that, or the window would
/// stand out of the screen.
fn fit(viewport: ViewportBuilder) -> ViewportBuilder {
    let least = viewport.inner_size.map_or(LEAST_SIZE, |size| size.min(LEAST_SIZE));
    viewport.with_min_inner_size(least)
}

/// Whether a panic says that a system library could not be loaded.
fn is_missing_library(payload: &dyn std::any::Any) -> bool {
    words(payload).is_some_and(|words| words.contains("could not be loaded") || words.contains("xkbcommon"))
}

/// Whether a panic says that the display does not answer any more.
fn is_lost_display(payload: &dyn std::any::Any) -> bool {
    words(payload).is_some_and(|words| words.contains("Connection(") || words.contains("ConnectionError"))
}

/// Returns the words of a panic.
fn words(payload: &dyn std::any::Any) -> Option<&str> {
    payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stops_a_window_is_said_and_is_no_lost_display() {
        let says = |error: eframe::Error, opened| in_words(&error, opened);
        let other = || eframe::Error::AppCreation("out of memory".into());
        let words = says(other(), Some(()));
        assert!(words.contains("out of memory") && !words.contains("display"), "{words}");
        let words = says(other(), None);
        assert!(words.starts_with("no window can be opened (out of memory)") && words.ends_with(INSTEAD), "{words}");
    }
}
