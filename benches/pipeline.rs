//! Times each stage between the files of a large atlas and one painted frame: 200 nations and 20,000 ties.
//!
//! `cargo bench --bench pipeline` prints the figures; ARCHITECTURE.md quotes them. Nothing is asserted here.

#![expect(clippy::expect_used, reason = "a bench stops at what must hold")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use demarche::export::{Size, svg};
use demarche::io::{self, load};
use demarche::layout::force;
use demarche::network::Network;
use demarche::scene::{Bundling, PAGE_WIDTH, SceneOptions, ThemeName, build, fit, page, positions};
use demarche::session::Finder;
use demarche::ui::{PaintMemo, Sight, install_fonts, paint};
use egui::epaint::ClippedShape;
use egui::{Color32, FontId, RawInput, Rect, Vec2, pos2, vec2};

use support::{N_NATIONS, N_TIES, write_atlas};

/// Runs of each stage: few, because a whole run takes a second or more.
const SAMPLES: usize = 10;
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
    let options = SceneOptions {
        zoom: camera.zoom,
        selection: &BTreeSet::new(),
        hovered: None,
        focused: None,
        open: None,
        bundling: Bundling::Closed,
        view: None,
    };
    let scene = Arc::new(build(&document, &network, &positions, &options));
    let theme = io::theme(ThemeName::Light);
    let size = Size::default();
    let page = page(&document, &network, &positions, size.page_height(PAGE_WIDTH));

    let mut group = criterion.benchmark_group("20,000 ties");
    group.sample_size(SAMPLES);
    group.bench_function("load", |bencher| bencher.iter(|| load(black_box(folder.path()))));
    group.bench_function("resolve", |bencher| bencher.iter(|| Network::of(black_box(&document), as_of)));
    group.bench_function("layout", |bencher| bencher.iter(|| force(black_box(&network), &BTreeMap::new(), 1)));
    let scene_of = || build(black_box(&document), &network, &positions, &options);
    group.bench_function("scene", |bencher| bencher.iter(scene_of));
    group.bench_function("svg", |bencher| bencher.iter(|| svg(black_box(&page), &theme, size)));

    // What each further letter costs whoever types, and the index before the first.
    let record = Arc::new(document.clone());
    group.bench_function("search, index", |bencher| bencher.iter(|| Finder::of(black_box(&record))));
    let mut finder = Finder::of(&record);
    for query in ["n", "na", "nat", "nation", "nation 17", "holds", "2017", "nothng"] {
        // Another query before, so that nothing is left of this one.
        let one = |finder: &mut Finder| {
            finder.search("", as_of, 50);
            finder.search(black_box(query), as_of, 50)
        };
        group.bench_function(format!("search `{query}`"), |bencher| bencher.iter(|| one(&mut finder)));
    }
    let typed = |finder: &mut Finder| {
        finder.search("", as_of, 50);
        ["t", "ti", "tie", "tie h", "tie ho", "tie hol"].map(|query| finder.search(black_box(query), as_of, 50).n_found)
    };
    group.bench_function("search, six letters in turn", |bencher| bencher.iter(|| typed(&mut finder)));

    // One frame without a window: the scene as egui shapes, and these as triangles.
    let context = egui::Context::default();
    install_fonts(&context);
    let visible = Rect::from_min_size(pos2(0.0, 0.0), CANVAS);
    let input = RawInput { screen_rect: Some(visible), ..RawInput::default() };
    context.run_ui(input, |_| {}).drop_without_applying_deltas();
    let lay_out = |text: &str, font: FontId, ink: Color32| {
        context.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, ink))
    };
    let [middle_x, middle_y] = [camera.center.x, camera.center.y].map(|middle| (middle * camera.zoom) as f32);
    let origin = CANVAS / 2.0 - vec2(middle_x, middle_y);
    let sight = Sight { scene: &scene, placed: &scene, theme: &theme, origin, visible, pixels_per_point: 1.0 };
    let shapes_of = |memo: &mut PaintMemo| -> Vec<ClippedShape> {
        let painted = paint(black_box(&sight), memo, &lay_out);
        painted.into_iter().map(|painted| ClippedShape::new(visible, painted.shape)).collect()
    };
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

criterion_group!(benches, stages);
criterion_main!(benches);
