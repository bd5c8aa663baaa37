//! The settings file: what is remembered, what is set aside, and that nothing a disk or a file does ends the program.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};

use demarche::io::{
    Extent, OpenedSettings, PanelSettings, Settings, SettingsFile, SettingsTrouble, Switch, ThemeSetting,
    TimelineSettings, WindowSettings,
};
use tempfile::TempDir;

/// Settings that differ from the usual ones in everything.
const CHOSEN: Settings = Settings {
    theme: ThemeSetting::Dark,
    letter_keys: Switch::Off,
    first_steps: Switch::Off,
    window: WindowSettings { size: Some([1280.0, 720.0]), extent: Extent::Maximized },
    left: PanelSettings { width: Some(200.0), shown: Switch::Off },
    inspector: PanelSettings { width: Some(400.0), shown: Switch::On },
    timeline: TimelineSettings { height: Some(160.0) },
};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("demarche").join("settings.ron");
    (folder, path)
}

/// Opens settings with `text` in their file.
fn open_text(text: &[u8]) -> (TempDir, PathBuf, OpenedSettings) {
    let (folder, path) = folder();
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, text).expect("written");
    let opened = SettingsFile::open(path.clone());
    (folder, path, opened)
}

fn kept() -> String {
    let (_folder, path) = folder();
    SettingsFile::open(path.clone()).file.keep(&CHOSEN).expect("kept");
    fs::read_to_string(path).expect("the file")
}

fn names_beside(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_was_chosen_is_there_at_the_next_start() {
    let (_folder, path) = folder();
    let mut first = SettingsFile::open(path.clone());
    assert!(first.trouble.is_none());
    assert_eq!(first.settings, Settings::default());
    first.file.keep(&CHOSEN).expect("kept");
    let second = SettingsFile::open(path.clone());
    assert!(second.trouble.is_none());
    assert_eq!(second.settings, CHOSEN);
    assert_eq!(names_beside(&path), ["settings.ron"]);
}

#[test]
fn nothing_is_written_while_nothing_differs() {
    let (_folder, path) = folder();
    let mut opened = SettingsFile::open(path.clone());
    opened.file.keep(&Settings::default()).expect("nothing to do");
    assert!(names_beside(&path).is_empty());
    let by_hand = "Settings(format: 1, theme: dark) // mine";
    fs::write(&path, by_hand).expect("written");
    let mut opened = SettingsFile::open(path.clone());
    let settings = opened.settings;
    opened.file.keep(&settings).expect("nothing to do");
    assert_eq!(fs::read_to_string(&path).expect("the file"), by_hand);
}

#[test]
fn two_windows_keep_their_choices_beside_each_other() {
    let (_folder, path) = folder();
    let mut one = SettingsFile::open(path.clone());
    let mut other = SettingsFile::open(path.clone());
    one.file.keep(&Settings { theme: ThemeSetting::Dark, ..one.settings }).expect("kept");
    let folded = PanelSettings { width: Some(200.0), shown: Switch::On };
    other.file.keep(&Settings { left: folded, ..other.settings }).expect("kept");
    let both = Settings { theme: ThemeSetting::Dark, left: folded, ..Settings::default() };
    assert_eq!(SettingsFile::open(path.clone()).settings, both);
    // Each goes on with its own, and what the other chose is still not taken back.
    one.file.keep(&Settings { theme: ThemeSetting::Dark, first_steps: Switch::Off, ..one.settings }).expect("kept");
    let hidden = PanelSettings { shown: Switch::Off, ..folded };
    other.file.keep(&Settings { left: hidden, ..other.settings }).expect("kept");
    assert_eq!(SettingsFile::open(path).settings, Settings { left: hidden, first_steps: Switch::Off, ..both });
}

#[test]
fn what_somebody_else_has_put_in_the_files_place_meanwhile_is_not_lost() {
    let (_folder, path) = folder();
    for (text, is_kept) in [("Settings(format: 9_999)", false), ("no settings at all", true)] {
        let mut opened = SettingsFile::open(path.clone());
        fs::write(&path, text).expect("written");
        assert_eq!(opened.file.keep(&CHOSEN).is_ok(), is_kept, "{text}");
        let names = names_beside(&path).into_iter();
        let held = names.filter(|name| fs::read_to_string(path.with_file_name(name)).expect("a file") == text).count();
        assert_eq!(held, 1, "{text}");
        fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_read_or_set_aside_and_never_lost() {
    let whole = kept();
    for end in 0..=whole.len() {
        let text = &whole.as_bytes()[..end];
        let (_folder, path, opened) = open_text(text);
        match opened.trouble {
            None => {
                assert_eq!(opened.settings, CHOSEN, "cut at {end}");
                assert_eq!(fs::read(&path).expect("the file"), text);
            }
            Some(SettingsTrouble::SetAside { set_aside, .. }) => {
                assert_eq!(opened.settings, Settings::default(), "cut at {end}");
                assert_eq!(fs::read(&set_aside).expect("the file set aside"), text);
                assert_eq!(names_beside(&path), ["settings.ron.broken-1"]);
            }
            Some(other) => assert_eq!(other.to_string(), "", "cut at {end}"),
        }
    }
}

#[test]
fn any_single_byte_may_be_wrong_and_the_file_is_read_or_set_aside() {
    let whole = kept();
    for (at, wrong) in (0..whole.len()).flat_map(|at| [0_u8, b'"', b'(', b'9', 0xFF].map(|wrong| (at, wrong))) {
        let mut text = whole.clone().into_bytes();
        text[at] = wrong;
        let (_folder, path, opened) = open_text(&text);
        let held = match opened.trouble {
            None => path,
            Some(SettingsTrouble::SetAside { set_aside, .. }) => set_aside,
            // A 9 in the place of the format is a format of the future.
            Some(SettingsTrouble::Newer { path, .. }) => path,
            Some(other) => return assert_eq!(other.to_string(), "", "{wrong} at {at}"),
        };
        assert_eq!(fs::read(held).expect("the file"), text, "{wrong} at {at}");
    }
}

#[test]
fn what_makes_no_sense_is_set_aside_with_its_cause() {
    let large = format!("Settings(format: 1) // {}", "x".repeat(70_000));
    let deep = format!("Settings(format: 1, later: {}{})", "[".repeat(500), "]".repeat(500));
    let cases: [(&[u8], &str); 8] = [
        (b"", "line 1"),
        (b"Settings(format: 1, theme: \"dark\")", "line 1"),
        (b"Settings(\n  format: 1,\n  left: (width: \"wide\"),\n)", "line 3"),
        (b"Settings(format: 0)", "format 0"),
        (b"Settings(theme: dark)", "format"),
        (b"\xFF\xFE", "UTF-8"),
        (large.as_bytes(), "64 KB"),
        (deep.as_bytes(), "line 1"),
    ];
    for (text, cause) in cases {
        let (_folder, path, mut opened) = open_text(text);
        let words = opened.trouble.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(words.contains("set aside") && words.contains(cause), "{cause}: {words}");
        assert!(words.ends_with("settings.ron.broken-1"), "{words}");
        opened.file.keep(&CHOSEN).expect("kept in a new file");
        assert_eq!(names_beside(&path), ["settings.ron", "settings.ron.broken-1"]);
    }
}

#[test]
fn what_was_set_aside_before_stays() {
    let (_folder, path, _) = open_text(b"first");
    fs::write(&path, "second").expect("written");
    let opened = SettingsFile::open(path.clone());
    assert!(matches!(opened.trouble, Some(SettingsTrouble::SetAside { .. })));
    let read = |number| fs::read(path.with_file_name(format!("settings.ron.broken-{number}"))).expect("a file");
    assert_eq!((read(1), read(2)), (b"first".to_vec(), b"second".to_vec()));
}

#[test]
fn a_file_from_the_future_is_left_alone() {
    let text = b"Settings(format: 2, theme: Sepia(warmth: 3), panels: [1, 2])";
    let (_folder, path, mut opened) = open_text(text);
    assert!(matches!(opened.trouble, Some(SettingsTrouble::Newer { format: 2, .. })), "{:?}", opened.trouble);
    assert_eq!(opened.settings, Settings::default());
    opened.file.keep(&CHOSEN).expect("nothing is written");
    assert_eq!(fs::read(&path).expect("the file"), text);
    assert_eq!(names_beside(&path), ["settings.ron"]);
}

#[test]
fn fields_of_a_later_version_are_passed_over_and_missing_ones_are_usual() {
    let (_folder, _, opened) =
        open_text(b"(format: 1, map: (height: 128, zoom: Some(2)), timeline: (zoom: 3), theme: light)");
    assert!(opened.trouble.is_none(), "{:?}", opened.trouble);
    assert_eq!(opened.settings, Settings { theme: ThemeSetting::Light, ..Settings::default() });
}

#[test]
fn numbers_out_of_bounds_are_bounded() {
    let text = b"Settings(format: 1, window: (width: 1e9, height: -5), left: (width: NaN), inspector: (width: -inf),
        timeline: (height: inf))";
    let (_folder, _, opened) = open_text(text);
    assert!(opened.trouble.is_none(), "{:?}", opened.trouble);
    assert_eq!(opened.settings.window.size, Some([16_384.0, 0.0]));
    assert_eq!((opened.settings.left.width, opened.settings.inspector.width), (None, Some(0.0)));
    assert_eq!(opened.settings.timeline.height, Some(16_384.0));
}

#[test]
fn a_folder_that_cannot_be_is_said_at_once_and_only_costs_the_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("config");
    fs::write(&file, "a file where a folder should be").expect("written");
    let mut opened = SettingsFile::open(file.join("demarche").join("settings.ron"));
    assert!(matches!(opened.trouble, Some(SettingsTrouble::NotKept { .. })), "{:?}", opened.trouble);
    assert_eq!(opened.settings, Settings::default());
    assert!(opened.file.keep(&CHOSEN).is_err());
    fs::remove_file(&file).expect("removed");
    opened.file.keep(&CHOSEN).expect("kept as soon as it can be");
}

#[test]
fn what_is_no_file_is_neither_read_nor_replaced() {
    let (_folder, path) = folder();
    fs::create_dir_all(&path).expect("a folder in its place");
    let mut opened = SettingsFile::open(path.clone());
    assert!(matches!(opened.trouble, Some(SettingsTrouble::Unreadable { .. })), "{:?}", opened.trouble);
    opened.file.keep(&CHOSEN).expect("nothing is written");
    assert!(path.is_dir());
}
