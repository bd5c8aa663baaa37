//! Times each stage between the files of a large atlas and one painted frame: 200 nations and 20,000 ties.
//!
//! `cargo bench --bench pipeline` prints the figures; ARCHITECTURE.md quotes them. Nothing is asserted here.

#![expect(clippy::expect_used, reason = "a bench stops at what must hold")]

#[path = "support/history.rs"]
mod history;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use demarche::export::{Size, SvgOptions, svg};
use demarche::io::{self, load};
use demarche::layout::force;
use demarche::model::{Presence, Reliability, Sign, Tie};
use demarche::network::{
    Filter, Grounds, Hiding, Nature, Network, Roster, Side, compare, known_on, reliable_as, timeline,
};
use demarche::scene::{
    Caption, Layout, PAGE_WIDTH, Scene, SceneOptions, Subject, ThemeName, build, fit, picture, positions,
};
use demarche::session::{Command, Finder, Session, Time, run};
use demarche::ui::{PaintMemo, Sight, install_fonts, paint};
use egui::epaint::ClippedShape;
use egui::{Color32, FontId, RawInput, Rect, Vec2, pos2, vec2};
use history::with_history;
use jiff::civil::date;

use support::{N_NATIONS, N_TIES, write_atlas};

/// Runs of each stage: few, because a whole run takes a second or more.
const SAMPLES: usize = 10;
/// Exchanges in each tie, on average, while things are looked at through time.
const N_EXCHANGES: usize = 10;
/// The canvas of a window of usual size, in points.
const CANVAS: Vec2 = vec2(1280.0, 800.0);

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), N_NATIONS, N_TIES).expect("an atlas");
    let document = load(folder.path()).document;
    let as_of = document.manifest.as_of;
    let network = Network::of(&document, as_of);
    let positions = positions(&document);
    let camera = fit(&positions, f64::from(CANVAS.x), f64::from(CANVAS.y));
    let options = SceneOptions::of_nothing(camera.zoom);
    let scene = Arc::new(build(&document, &network, &positions, &options));
    let theme = io::theme(ThemeName::Light);
    let size = Size::default();
    let layout = Layout::of_height(size.page_height(PAGE_WIDTH));
    let page = picture(&Subject::of(&document, &network, &positions), &Caption::default(), &layout).remove(0);

    let mut group = criterion.benchmark_group("20,000 ties");
    group.sample_size(SAMPLES);
    group.bench_function("load", |bencher| bencher.iter(|| load(black_box(folder.path()))));
    group.bench_function("resolve", |bencher| bencher.iter(|| Network::of(black_box(&document), as_of)));
    group.bench_function("layout", |bencher| bencher.iter(|| force(black_box(&network), &BTreeMap::new(), 1)));
    let scene_of = || build(black_box(&document), &network, &positions, &options);
    group.bench_function("scene", |bencher| bencher.iter(scene_of));
    group.bench_function("svg", |bencher| bencher.iter(|| svg(black_box(&page), &theme, SvgOptions::of(size))));

    // What each further letter costs whoever types, and the index before the first.
    let record = Arc::new(document.clone());
    group.bench_function("search, index", |bencher| bencher.iter(|| Finder::of(black_box(&record))));
    let mut finder = Finder::of(&record);
    for query in ["n", "na", "nat", "nation", "nation 17", "holds", "2017", "nothng"] {
        // Another query before, so that nothing is left of this one.
        let one = |finder: &mut Finder| {
            finder.search("", &network, 50);
            finder.search(black_box(query), &network, 50)
        };
        group.bench_function(format!("search `{query}`"), |bencher| bencher.iter(|| one(&mut finder)));
    }
    let typed = |finder: &mut Finder| {
        finder.search("", &network, 50);
        ["t", "ti", "tie", "tie h", "tie ho", "tie hol"]
            .map(|query| finder.search(black_box(query), &network, 50).n_found)
    };
    group.bench_function("search, six letters in turn", |bencher| bencher.iter(|| typed(&mut finder)));

    let [middle_x, middle_y] = [camera.center.x, camera.center.y].map(|middle| (middle * camera.zoom) as f32);
    let origin = CANVAS / 2.0 - vec2(middle_x, middle_y);
    let context = context();
    let shapes_of = |memo: &mut PaintMemo| shapes(&context, memo, &scene, origin);
    for (words, n_detailed) in [("one by one", usize::MAX), ("as shown", 0)] {
        let fresh = || PaintMemo::with_detail_up_to(n_detailed);
        group.bench_function(format!("shapes {words}, first"), |bencher| bencher.iter(|| shapes_of(&mut fresh())));
        let mut memo = fresh();
        group.bench_function(format!("shapes {words}, again"), |bencher| bencher.iter(|| shapes_of(&mut memo)));
        let shapes = shapes_of(&mut memo);
        let tessellate = || context.tessellate(black_box(shapes.clone()), 1.0);
        group.bench_function(format!("tessellate {words}"), |bencher| bencher.iter(tessellate));
    }
    group.finish();
}

/// Returns egui without a window.
fn context() -> egui::Context {
    let context = egui::Context::default();
    install_fonts(&context);
    let input = RawInput { screen_rect: Some(visible()), ..RawInput::default() };
    context.run_ui(input, |_| {}).drop_without_applying_deltas();
    context
}

fn visible() -> Rect {
    Rect::from_min_size(pos2(0.0, 0.0), CANVAS)
}

/// Returns a scene as egui shapes.
fn shapes(context: &egui::Context, memo: &mut PaintMemo, scene: &Arc<Scene>, origin: Vec2) -> Vec<ClippedShape> {
    let lay_out = |text: &str, font: FontId, ink: Color32| {
        context.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, ink))
    };
    let theme = io::theme(ThemeName::Light);
    let sight = Sight { scene, placed: scene, theme: &theme, origin, visible: visible(), pixels_per_point: 1.0 };
    let painted = paint(black_box(&sight), memo, &lay_out);
    painted.into_iter().map(|painted| ClippedShape::new(visible(), painted.shape)).collect()
}

/// Returns one frame without a window: the scene as egui shapes, and these as triangles.
fn frame(
    context: &egui::Context,
    memo: &mut PaintMemo,
    scene: &Arc<Scene>,
    origin: Vec2,
) -> Vec<egui::ClippedPrimitive> {
    context.tessellate(shapes(context, memo, scene, origin), 1.0)
}

/// Times what moving through time costs, on ties that come and go over eighty years.
fn through_time(criterion: &mut Criterion) {
    for n_ties in [5_000, 10_000, 20_000, 40_000] {
        let folder = tempfile::tempdir().expect("a folder");
        write_atlas(folder.path(), N_NATIONS, n_ties).expect("an atlas");
        let document = with_history(&load(folder.path()).document, N_EXCHANGES);
        let (day, later) = (date(1995, 6, 14), date(2000, 6, 14));
        let roster = Roster::of(&document);
        let filter = Filter {
            nature: Nature { signs: BTreeSet::from([Sign::Negative]), ..Nature::default() },
            grounds: Grounds { reliabilities: reliable_as(Reliability::B), ..Grounds::default() },
            around: None,
        };
        let mut group = criterion.benchmark_group(format!("{n_ties} ties through time"));
        group.sample_size(SAMPLES);
        let is_there = |tie: &&Arc<Tie>| tie.span.presence_on(day) != Presence::Absent;
        group.bench_function("one pass", |bencher| {
            bencher.iter(|| black_box(&document).ties.values().filter(is_there).count());
        });
        group.bench_function("day", |bencher| bencher.iter(|| black_box(&roster).on(day)));
        group.bench_function("roster", |bencher| bencher.iter(|| Roster::of(black_box(&document))));
        group.bench_function("filter", |bencher| {
            bencher.iter_batched(|| roster.on(day), |it| it.under(&filter, Hiding::Dim), BatchSize::LargeInput);
        });
        group.bench_function("timeline", |bencher| bencher.iter(|| timeline(black_box(&document))));
        group.bench_function("known on", |bencher| bencher.iter(|| known_on(black_box(&document), day)));
        let (from, to) = (roster.on(day), roster.on(later));
        let [before, after] = [&from, &to].map(|network| Side { roster: &roster, network });
        let all = Filter::default();
        group.bench_function("compare", |bencher| bencher.iter(|| compare(black_box(&before), &after, &all)));
        drop((roster, from, to));

        let mut session = Session::open(document, Vec::new());
        session.resize(f64::from(CANVAS.x), f64::from(CANVAS.y));
        let next = |session: &mut Session| {
            if session.as_of() >= later {
                run(session, Command::Time(Time::LookAt(day)));
            }
            run(session, Command::Time(Time::Next))
        };
        run(&mut session, Command::Time(Time::LookAt(day)));
        group.bench_function("next change", |bencher| bencher.iter(|| next(&mut session)));
        group.bench_function("next change and its frame", |bencher| {
            let mut memo = PaintMemo::with_detail_up_to(0);
            let context = context();
            bencher.iter(|| {
                next(&mut session);
                let scene = session.scene();
                let offset = session.view.view_from_scene();
                frame(&context, &mut memo, &scene, vec2(offset.x as f32, offset.y as f32))
            });
        });
        group.finish();
    }
}

criterion_group!(benches, stages, through_time);
criterion_main!(benches);
