//! The dialog of a picture in a window without a screen: what is chosen is what is seen, written and remembered.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use demarche::export::{self, Format, Ground, Letters, PdfFacts, PictureSize, Size, Writing};
use demarche::io::{self, load_starter};
use demarche::model::{Document, Manifest};
use demarche::network::Vantage;
use demarche::scene::{Layout, Orientation, Overflow, Paper, Part, Parts, Target, ThemeName};
use demarche::session::{Command, Content, PictureRequest, Reach, Session, Time, run};
use demarche::ui::App;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;

#[path = "support/seen.rs"]
mod seen;
mod support;

use seen::{says, until};
use support::{Window, session};

const LARGE: Vec2 = vec2(1440.0, 1400.0);

fn starter() -> Session {
    let loaded = load_starter();
    Session::open(loaded.document, loaded.problems)
}

/// Opens the dialog over a session, whose choices are kept in a folder, and names a file in it.
fn dialog_of(session: Session, folder: &Path, name: &str) -> Window {
    let file = folder.join("state/exports.ron");
    let mut window = support::open_app(LARGE, |context| App::new(context, session, None).remembering_exports(file));
    ask(&mut window);
    name_file(&mut window, &folder.join(name));
    window
}

fn dialog(folder: &Path, name: &str) -> Window {
    dialog_of(starter(), folder, name)
}

fn ask(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run_steps(4);
    assert!(says(window, "Export: Picture"));
}

/// Types a path in place of the one that is marked.
fn name_file(window: &mut Window, path: &Path) {
    window.event(Event::Text(path.display().to_string()));
    window.run_steps(3);
}

fn choose(window: &mut Window, names: &[&str]) {
    for name in names {
        window.get_by_label(name).click();
        window.run_steps(3);
    }
}

/// Asks for the file and waits until it is there, which closes the dialog.
fn export(window: &mut Window) {
    window.get_by_role_and_label(Role::Button, "Export").click();
    until(window, "the file", |window| says(window, "Exported "));
    assert!(!says(window, "Export: Picture"));
}

fn request(content: Content, layout: Layout, record: &Document) -> PictureRequest {
    let version = io::version(record);
    PictureRequest { content, reach: Reach::Fitted, beside: Vec::new(), headline: None, layout, version }
}

fn writing(format: Format, size: PictureSize, record: &Document) -> Writing {
    let manifest = &record.manifest;
    let facts = PdfFacts { title: String::new(), authors: manifest.authors.clone(), date: manifest.as_of };
    Writing { format, size, scale: 1, ground: Ground::Filled, letters: Letters::Embedded, facts }
}

/// Returns the file as the command line makes it.
fn expected(session: &Session, request: &PictureRequest, writing: &Writing, theme: ThemeName) -> Vec<u8> {
    let pages = session.picture(request).expect("a picture").pages();
    let title = pages[0].title.clone();
    let writing = Writing { facts: PdfFacts { title, ..writing.facts.clone() }, ..writing.clone() };
    let go_on = |_| ControlFlow::Continue(());
    export::write(&pages, &io::theme(theme), &writing, &go_on).expect("written")
}

fn layout(size: PictureSize, overflow: Overflow) -> Layout {
    Layout { size: size.page(), parts: Parts::all(), overflow }
}

#[test]
fn ctrl_e_shows_the_picture_with_what_is_on_it_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "korea.png");
    until(&mut window, "the preview", |window| says(window, "2560 × 1600 pixels, 54 ties, 214 sources"));
    assert!(says(&window, "Preview of The Korean peninsula, June 2025, as of 14 June 2025"));
    choose(&mut window, &["Format: PDF", "Size in: Paper"]);
    until(&mut window, "pages", |window| {
        says(window, "A4 landscape, ") && says(window, " pages, 54 ties, 214 sources")
    });
    window.get_by_label("Next page").click();
    until(&mut window, "the second page", |window| says(window, "2 of "));
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(!says(&window, "Export: Picture"));
    assert_eq!(
        fs::read_dir(folder.path()).expect("the folder").filter(|it| it.is_ok()).count(),
        1,
        "the choices alone"
    );
}

#[test]
fn what_is_written_is_what_the_command_line_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = starter();
    let record = session.record().clone();
    let written = |name: &str| fs::read(folder.path().join(name)).expect("the file");

    let mut window = dialog(folder.path(), "a.svg");
    choose(&mut window, &["Colors: Dark", "What: Everything", "Letters: Shapes of letters"]);
    export(&mut window);
    let size = PictureSize::Pixels(Size::default());
    let asked = request(Content::Everything, layout(size, Overflow::Counted), &record);
    let svg = Writing { letters: Letters::Outlined, ..writing(Format::Svg, size, &record) };
    assert_eq!(written("a.svg"), expected(&session, &asked, &svg, ThemeName::Dark));

    let mut window = dialog(folder.path(), "a.pdf");
    choose(&mut window, &["Size in: Paper", "Side up: Portrait", "Colors: Print", "Legend", "Scale of widths"]);
    choose(&mut window, &["What: This view", "Letters: Text, font embedded"]);
    export(&mut window);
    let size = PictureSize::Paper(Paper::A4, Orientation::Portrait);
    let parts = Parts::all().without(Part::Legend).without(Part::Widths);
    let layout_of = Layout { parts, ..layout(size, Overflow::Continued) };
    let asked = request(Content::View, layout_of, &record);
    let pdf = writing(Format::Pdf, size, &record);
    assert_eq!(written("a.pdf"), expected(&session, &asked, &pdf, ThemeName::Print));
}

#[test]
fn pixels_a_ground_a_headline_and_moments_are_written_as_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = starter();
    let record = session.record().clone();
    let mut window = dialog(folder.path(), "a.png");
    choose(&mut window, &["Sharpness: 1×", "Transparent ground"]);
    window.get_by_label("Words of the headline").focus();
    window.run_steps(2);
    window.event(Event::Text("Two fronts".to_owned()));
    for (field, side) in [("Width in pixels", "640"), ("Height in pixels", "360")] {
        window.get_by_label(field).focus();
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(Event::Text(side.to_owned()));
        window.run_steps(2);
    }
    window.get_by_label("Day to add").focus();
    window.run_steps(2);
    for day in ["soon", "13 June 2018", "2024-06-19"] {
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(Event::Text(day.to_owned()));
        window.run_steps(2);
        window.key_press(Key::Enter);
        window.run_steps(3);
        assert_eq!(says(&window, "“soon” is not a date"), day == "soon");
    }
    choose(&mut window, &["Show earlier: 19 June 2024"]);
    until(&mut window, "the preview", |window| says(window, "640 × 360 pixels, 2 pictures"));
    export(&mut window);
    let size = PictureSize::Pixels(Size::new(640, 360).expect("a size"));
    let beside = [date(2024, 6, 19), date(2018, 6, 13)].map(Vantage::record).to_vec();
    let asked = request(Content::View, layout(size, Overflow::Counted), &record);
    let asked = PictureRequest { beside, headline: Some("Two fronts".to_owned()), ..asked };
    let png = Writing { ground: Ground::Transparent, ..writing(Format::Png, size, &record) };
    let written = fs::read(folder.path().join("a.png")).expect("the file");
    assert_eq!(written, expected(&session, &asked, &png, ThemeName::Light));
}

#[test]
fn letters_that_the_font_lacks_are_told_with_what_becomes_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "a.png");
    window.get_by_label("Words of the headline").focus();
    window.run_steps(2);
    window.event(Event::Text("조선, twice".to_owned()));
    let boxes = "Letters shown as boxes, since the font lacks them: 선조";
    until(&mut window, boxes, |window| says(window, boxes));
    choose(&mut window, &["Format: SVG"]);
    let left = "Letters left to the viewer’s fonts, here shown as boxes: 선조";
    until(&mut window, left, |window| says(window, left));
    choose(&mut window, &["Letters: Shapes of letters"]);
    until(&mut window, boxes, |window| says(window, boxes));
}

#[test]
fn a_comparison_is_exported_with_its_list_of_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = starter();
    run(&mut session, Command::Time(Time::Compare(date(2024, 1, 1), date(2024, 12, 31))));
    let mut window = dialog_of(session, folder.path(), "a.svg");
    export(&mut window);
    let text = fs::read_to_string(folder.path().join("a.svg")).expect("the file");
    assert!(text.contains("compared: 1 January 2024") && text.contains("Begun: "), "{}", &text[..2000]);
}

#[test]
fn the_selection_can_be_exported_only_where_there_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "a.svg");
    choose(&mut window, &["What: Selection"]);
    until(&mut window, "the whole view", |window| says(window, "54 ties, 214 sources"));
    let mut session = starter();
    let nation = session.record().nations.keys().next().cloned().expect("a nation");
    run(&mut session, Command::Select(Target::Nation(nation)));
    let mut window = dialog_of(session, folder.path(), "a.svg");
    choose(&mut window, &["What: Selection"]);
    until(&mut window, "fewer ties", |window| says(window, " sources") && !says(window, "54 ties, 214 sources"));
    window.key_press(Key::Escape);
    window.run_steps(2);
    // What is remembered asks for a selection that is not there any more.
    window.key_press(Key::Escape);
    window.run_steps(2);
    ask(&mut window);
    until(&mut window, "the whole view", |window| says(window, "54 ties, 214 sources"));
}

#[test]
fn an_atlas_without_nations_says_so_in_place_of_a_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = Manifest { id: "empty".to_owned(), ..(*starter().record().manifest).clone() };
    let mut window = dialog_of(Session::open(Document::empty(manifest), Vec::new()), folder.path(), "a.png");
    assert!(says(&window, "There is no nation to show"));
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(says(&window, "Export: Picture") && !folder.path().join("a.png").exists());
}

#[test]
fn a_file_is_replaced_only_once_that_was_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.svg");
    fs::write(&path, "mine").expect("written");
    let mut window = dialog(folder.path(), "mine.svg");
    window.key_press(Key::Enter);
    window.run_steps(6);
    assert!(says(&window, "mine.svg is there already; Replace writes over it"));
    assert_eq!(fs::read(&path).expect("the file"), b"mine");
    window.key_press(Key::Escape);
    window.run_steps(3);
    ask(&mut window);
    name_file(&mut window, &path);
    window.key_press(Key::Enter);
    window.run_steps(3);
    window.get_by_label("Replace").click();
    until(&mut window, "the file", |window| says(window, "Exported mine.svg ("));
    assert!(fs::read(&path).expect("the file").starts_with(b"<svg"));
}

#[test]
fn a_path_that_is_no_file_says_so_and_what_is_typed_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("pictures")).expect("made");
    let cases =
        [("pictures", "This is a folder"), ("no/such.png", "is not there"), ("/proc/x.png", "Cannot write the file")];
    for (name, words) in cases {
        let mut window = dialog(folder.path(), name);
        window.key_press(Key::Enter);
        until(&mut window, words, |window| says(window, words));
        assert!(says(&window, "Export: Picture"), "{name}");
        let held = window.get_by_label("File");
        let value = egui_kittest::kittest::NodeT::accesskit_node(&held).value();
        assert!(value.is_some_and(|value| value.ends_with(name)), "{name}");
    }
    let names: Vec<PathBuf> =
        fs::read_dir(folder.path().join("pictures")).expect("it").flatten().map(|it| it.path()).collect();
    assert!(names.is_empty() && !folder.path().join("pictures.png").exists());
}

#[test]
fn a_path_typed_and_entered_at_once_is_of_its_own_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "a.png");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(Event::Text(folder.path().join("a.pdf").display().to_string()));
    window.key_press(Key::Enter);
    until(&mut window, "the file", |window| says(window, "Exported a.pdf"));
    assert!(fs::read(folder.path().join("a.pdf")).expect("the file").starts_with(b"%PDF-"));
}

#[test]
fn a_path_without_an_ending_gets_that_of_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "korea.v2");
    choose(&mut window, &["Format: SVG"]);
    assert!(says(&window, "Written as korea.v2.svg"));
    export(&mut window);
    assert!(folder.path().join("korea.v2.svg").exists());
}

#[test]
fn a_hundred_thousand_pixels_each_way_are_refused_at_the_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "a.png");
    for field in ["Width in pixels", "Height in pixels"] {
        window.get_by_label(field).focus();
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(Event::Text("100000".to_owned()));
        window.run_steps(2);
    }
    assert!(says(&window, "100000×100000 is no size for a picture") && says(&window, "Each side is 1 to 16384"));
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(says(&window, "Export: Picture") && !folder.path().join("a.png").exists());
}

#[test]
fn what_is_given_up_leaves_the_file_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.png");
    fs::write(&path, "mine").expect("written");
    let mut window = dialog(folder.path(), "mine.png");
    choose(&mut window, &["Size in: Paper", "Sharpness: 4×"]);
    window.get_by_role_and_label(Role::Button, "Export").click();
    window.run_steps(3);
    window.get_by_label("Replace").click();
    window.run_steps(2);
    assert!(says(&window, "Writing the picture…"));
    window.key_press(Key::Escape);
    until(&mut window, "the end of it", |window| says(window, "Given up; no file was changed"));
    assert_eq!(fs::read(&path).expect("the file"), b"mine");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(!says(&window, "Export: Picture"));
}

/// Returns the choices that are on.
fn is_on(window: &Window, name: &str) -> bool {
    let node = window.get_by_label(name);
    let node = egui_kittest::kittest::NodeT::accesskit_node(&node);
    node.toggled() == Some(egui::accesskit::Toggled::True) || node.is_selected() == Some(true)
}

#[test]
fn choices_come_back_for_this_atlas_and_for_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog(folder.path(), "a.pdf");
    choose(&mut window, &["Size in: Paper", "Colors: Print", "Numbered sources"]);
    export(&mut window);
    let is_as_chosen = |window: &Window| {
        is_on(window, "Format: PDF") && is_on(window, "Colors: Print") && !is_on(window, "Numbered sources")
    };
    ask(&mut window);
    assert!(is_as_chosen(&window));
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.state_mut().as_mut().expect("an application").close();
    // After another start, too, with the folder in which it was written.
    let file = folder.path().join("state/exports.ron");
    let again = file.clone();
    let mut window = support::open_app(LARGE, |context| App::new(context, starter(), None).remembering_exports(again));
    ask(&mut window);
    assert!(is_as_chosen(&window));
    let place = egui_kittest::kittest::NodeT::accesskit_node(&window.get_by_label("File")).value();
    assert_eq!(place, Some(folder.path().join("korea-2025-06-14.pdf").display().to_string()));
    let other = Manifest { id: "other".to_owned(), ..(*starter().record().manifest).clone() };
    let other = Document { manifest: Arc::new(other), ..(**starter().record()).clone() };
    let other = Session::open(other, Vec::new());
    let mut window = support::open_app(LARGE, |context| App::new(context, other, None).remembering_exports(file));
    ask(&mut window);
    assert!(is_on(&window, "Format: PNG") && is_on(&window, "Numbered sources"));
}

#[test]
fn the_picture_of_the_view_is_copied_as_it_was_exported_last() {
    let mut window = support::open(starter(), LARGE);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    window.run_steps(2);
    until(&mut window, "the copy", |window| says(window, "Picture copied (2560 × 1600)"));
    ask(&mut window);
    choose(&mut window, &["Sharpness: 1×", "Copy"]);
    until(&mut window, "the copy", |window| says(window, "Picture copied (1280 × 800)"));
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(session(&window).as_of(), date(2025, 6, 14));
}
