//! A window without a screen, which tests drive step by step.

use demarche::session::Session;
use demarche::ui::App;
use egui::{Context, Vec2};
use egui_kittest::Harness;

/// The application, made in the first frame, since only then is there something to make it for.
pub type Window = Harness<'static, Option<App>>;

/// Opens a session in a window of a size in points, and shows its first frames.
pub fn open(session: Session, size: Vec2) -> Window {
    open_app(size, |context| App::new(context, session, None))
}

/// Opens an application in a window of a size in points, and shows its first frames.
pub fn open_app(size: Vec2, make: impl FnOnce(&Context) -> App + 'static) -> Window {
    let mut held = Some(make);
    let mut harness = Harness::builder()
        .with_size(size)
        // Native names are shown with the fonts of the system, which a test has not.
        .allow_missing_glyphs()
        .build_ui_state(
            move |ui, app: &mut Option<App>| {
                if let Some(make) = held.take() {
                    *app = Some(make(ui.ctx()));
                }
                if let Some(app) = app {
                    app.frame_ui(ui);
                }
            },
            None,
        );
    harness.run_steps(4);
    harness
}

/// Returns the state that a window shows.
#[expect(clippy::expect_used, reason = "the first frame has been shown")]
pub fn session(window: &Window) -> &Session {
    window.state().as_ref().expect("an application").session()
}
