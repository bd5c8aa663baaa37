//! The HTML brief in a real browser: a click or a key on a tie of its picture shows the evidence, nothing else is asked of
//! any network, nothing is forbidden by its own policy, and without scripts all of it can be read.
//!
//! Skipped, saying why, where Chromium is missing; required where `CI=true`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use demarche::export::brief::html;
use serde_json::{Value, json};

#[path = "support/browser.rs"]
mod browser;

#[path = "support/hostile.rs"]
mod hostile;

use browser::{Browser, can_be_browsed};
use hostile::{hostile_atlas, of_all};

const PACT: &str = "rus-prk-partnership-2024";

/// Writes the brief of the starter atlas.
fn brief(folder: &Path, more: &[&str]) -> PathBuf {
    let path = folder.join("brief.html");
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.arg("export").arg("--out").arg(&path).args(more).stdin(Stdio::null());
    assert!(command.status().expect("the program runs").success());
    path
}

/// Whether the evidence of a tie is shown beside the picture.
fn is_shown(tie: &str) -> String {
    format!("document.querySelector('details.shown[open]')?.id === 'evidence-{tie}'")
}

/// Returns where a tie can be clicked: a place on its curve that no other covers.
fn place_on(browser: &mut Browser, tie: &str) -> (f64, f64) {
    let place = browser.value(&format!(
        "(() => {{
            const tie = document.getElementById('tie-{tie}');
            tie.scrollIntoView({{ block: 'center' }});
            const curve = tie.querySelector('.curve');
            const length = curve.getTotalLength();
            for (let part = 0.1; part < 0.9; part += 0.02) {{
                const at = curve.getPointAtLength(length * part).matrixTransform(curve.getScreenCTM());
                const hit = document.elementFromPoint(at.x, at.y);
                if (hit !== null && hit.closest('g.tie') === tie) {{ return [at.x, at.y]; }}
            }}
            return null;
        }})()"
    ));
    let at = |idx: usize| place[idx].as_f64().expect("a place on the curve");
    (at(0), at(1))
}

#[test]
fn a_click_or_a_key_on_a_tie_shows_its_evidence() {
    if !can_be_browsed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = brief(folder.path(), &[]);
    let mut browser = Browser::start();
    browser.open(&path);
    browser.until("the script has run", "document.documentElement.classList.contains('js')");
    assert_eq!(browser.value("document.querySelectorAll('details.tie[open]').length"), 0, "all are folded");

    // By pointer.
    let (x, y) = place_on(&mut browser, PACT);
    browser.click(x, y);
    browser.until("the evidence is shown", &is_shown(PACT));
    let is_beside =
        "(() => { const { top, bottom, height } = document.querySelector('details.shown').getBoundingClientRect();
        return height > 100 && top >= 0 && bottom <= innerHeight; })()";
    assert_eq!(browser.value(is_beside), true, "within the window");
    assert_eq!(browser.value("document.activeElement.closest('details')?.id"), json!(format!("evidence-{PACT}")));
    let said = browser.value("document.getElementById('said').textContent");
    assert!(said.as_str().is_some_and(|said| said.starts_with("Evidence of Comprehensive")), "{said}");
    browser.press("Escape", 27, "");
    browser.until("it is closed", "document.querySelector('.shown') === null");
    assert_eq!(browser.value("document.activeElement.id"), json!(format!("tie-{PACT}")), "the focus is back");

    // By keyboard: from what stands before the picture into it, on to the next tie, and open.
    browser.value("document.querySelector('nav li:last-child a').focus()");
    browser.press("Tab", 9, "");
    assert_eq!(browser.value("document.activeElement.id"), json!(format!("tie-{PACT}")), "where it was");
    browser.press("ArrowRight", 39, "");
    let next = browser.value("document.activeElement.id");
    let next = next.as_str().and_then(|id| id.strip_prefix("tie-")).expect("another tie").to_owned();
    assert_ne!(next, PACT);
    let has_ring = "getComputedStyle(document.activeElement.querySelector('.hit')).stroke !== 'rgba(0, 0, 0, 0)'";
    assert_eq!(browser.value(has_ring), true, "the focus is seen");
    browser.press("Enter", 13, "\r");
    browser.until("the evidence is shown", &is_shown(&next));
    browser.press("Escape", 27, "");
    browser.until("it is closed", "document.querySelector('.shown') === null");
    browser.press(" ", 32, " ");
    browser.until("a blank opens, too", &is_shown(&next));
    browser.value("document.querySelector('.close').click()");
    browser.until("it is closed", "document.querySelector('.shown') === null");

    // A row of the table leads to the evidence where it stands in the text.
    browser.value(&format!("document.querySelector('td a[href=\"#evidence-{PACT}\"]').click()"));
    browser.until("it is unfolded", &format!("document.getElementById('evidence-{PACT}').open"));
    assert_eq!(browser.value("document.querySelector('.shown')"), Value::Null);

    assert_eq!(browser.complaints(), Vec::<&Value>::new());
    let own = format!("file://{}", path.display());
    assert!(browser.requests().iter().all(|url| *url == own), "{:?}", browser.requests());
}

#[test]
fn without_scripts_picture_table_and_evidence_are_there() {
    if !can_be_browsed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = brief(folder.path(), &["--nation", "PRK"]);
    let mut browser = Browser::start();
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.open(&path);
    assert_eq!(browser.value("document.documentElement.classList.contains('js')"), false, "no script has run");
    let height = "(selector => document.querySelector(selector).getBoundingClientRect().height)";
    for selector in ["#picture svg", "#picture svg .curve", "table", "tbody tr", "details li", "ol.sources li"] {
        let seen = browser.value(&format!("{height}('{selector}')")).as_f64().expect("a height");
        assert!(seen > 0.0, "{selector}");
    }
    let is_all_open = "Array.from(document.querySelectorAll('details')).every(fold => fold.open)";
    assert_eq!(browser.value(is_all_open), true);
    assert_eq!(browser.value("getComputedStyle(document.querySelector('.hint')).display"), "none", "no promise");
    assert_eq!(browser.complaints(), Vec::<&Value>::new());
}

#[test]
fn nothing_that_a_record_says_is_run_or_asked_for() {
    if !can_be_browsed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("brief.html");
    let (brief, picture) = of_all(&hostile_atlas().0);
    fs::write(&path, html(&brief, &picture)).expect("written");
    let mut browser = Browser::start();
    browser.open(&path);
    browser.until("the program's own script has run", "document.documentElement.classList.contains('js')");
    assert_eq!(browser.value("document.querySelectorAll('script, style, img, iframe, object, embed, form').length"), 2);
    let handlers = "Array.from(document.querySelectorAll('*')).flatMap(it => it.getAttributeNames())
                    .filter(name => name.startsWith('on') || name === 'style' || name === 'src').length";
    assert_eq!(browser.value(handlers), 0);
    // All of it opened, so that whatever waits to be shown is shown.
    browser.value("document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
    assert_eq!(browser.complaints(), Vec::<&Value>::new());
    let own = format!("file://{}", path.display());
    assert!(browser.requests().iter().all(|url| *url == own), "{:?}", browser.requests());
}
