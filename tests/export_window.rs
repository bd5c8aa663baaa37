//! A picture exported from a real window under Xvfb by keys alone: Ctrl+E, a path, Enter.
//!
//! Skipped, saying why, where Xvfb or xdotool is missing; required where `CI=true`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::fs;

#[path = "support/real.rs"]
mod real;

use real::{can_be_driven, frame, poll, start_display, start_window, window_on, xdotool};

#[test]
fn a_pdf_is_exported_by_keys_alone_in_a_real_window() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let trace = folder.path().join("trace.jsonl");
    let log = fs::File::create(folder.path().join("log")).expect("a file");
    let _window = start_window(None, &trace, &name, folder.path(), log);
    let xdotool = |arguments: &[&str]| xdotool(&name, arguments);
    frame(&trace, "the first frame", |frame| frame["ties"].is_object());
    let window_id = window_on(&name);
    // A key that comes before the window has the focus is lost, and nothing tells when it has: it is pressed until it is heard.
    poll("the key to be heard", || {
        let now = frame(&trace, "a frame", |_| true);
        if now["dialog"] == "export" {
            return Some(());
        }
        xdotool(&["windowfocus", &window_id]);
        xdotool(&["key", "ctrl+e"]);
        None
    });
    // In the first frame of the dialog, nothing has the focus yet.
    frame(&trace, "the dialog", |frame| frame["dialog"] == "export" && frame["focused"].is_array());
    let path = folder.path().join("brief.pdf");
    // Another one of the keys may have come since, after which the path that is suggested is no longer marked.
    xdotool(&["key", "ctrl+a"]);
    xdotool(&["type", "--delay", "20", &path.display().to_string()]);
    xdotool(&["key", "Return"]);
    frame(&trace, "the dialog to be done", |frame| frame["dialog"].is_null());
    let bytes = fs::read(&path).expect("the file");
    assert!(bytes.starts_with(b"%PDF-"), "{:?}", &bytes[..16]);
    // With the same options, for the same atlas, and where the program keeps what it keeps of its own accord.
    let kept = poll("the choices", || fs::read_to_string(folder.path().join("state/demarche/exports.ron")).ok());
    assert!(kept.contains("format: \"pdf\""), "{kept}");
}
