//! Very many ties: what is pointed at is lit, be it drawn by itself, bundled, or one of hundreds in a mass.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

#[path = "../benches/support/mod.rs"]
#[expect(dead_code, reason = "the numbers of the large atlas are for others")]
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use demarche::io::{load, theme};
use demarche::model::{Document, KindId};
use demarche::network::Network;
use demarche::scene::{self, Badge, Class, Emphasis, Scene, SceneOptions, Target, ThemeName};
use demarche::session::{Command, Session, run};
use demarche::ui::{PaintMemo, Part, Sight, install_fonts, paint};
use egui::{Mesh, Pos2, Rect, Shape, Vec2, pos2};
use support::write_atlas;

fn made_up(n_nations: usize, n_ties: usize) -> Document {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), n_nations, n_ties).expect("an atlas");
    load(folder.path()).document
}

/// Returns the meshes of very many ties that are painted of a scene.
fn masses(scene: &Arc<Scene>, placed: &Arc<Scene>, memo: &mut PaintMemo) -> Vec<Arc<Mesh>> {
    let context = egui::Context::default();
    install_fonts(&context);
    let theme = theme(ThemeName::Light);
    let mut painted = Vec::new();
    // Fonts are there from the second frame on.
    for _ in 0..2 {
        let output = context.run_ui(egui::RawInput::default(), |ui| {
            let lay_out = |text: &str, font, ink| ui.painter().layout_no_wrap(text.to_owned(), font, ink);
            let visible = Rect::from_center_size(Pos2::ZERO, Vec2::splat(20_000.0));
            let sight = Sight { scene, placed, theme: &theme, origin: Vec2::ZERO, visible, pixels_per_point: 0.1 };
            painted = paint(&sight, memo, &lay_out);
        });
        output.drop_without_applying_deltas();
    }
    let mesh = |shape| match shape {
        Shape::Mesh(mesh) => Some(mesh),
        _ => None,
    };
    // Glyphs are meshes too, and come after the curves of what is painted by itself.
    let under = painted.into_iter().take_while(|painted| !matches!(painted.part, Part::Curve(_)));
    under.filter_map(|painted| mesh(painted.shape)).collect()
}

/// Whether a triangle of a mesh covers a point.
fn covers(mesh: &Mesh, point: Pos2) -> bool {
    let side = |from: Pos2, to: Pos2| (to - from).rot90().dot(point - from);
    mesh.indices.chunks_exact(3).any(|corners| {
        let [a, b, c] = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize].pos);
        let sides = [side(a, b), side(b, c), side(c, a)];
        sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
    })
}

#[test]
fn all_ties_of_a_kind_that_is_pointed_at_are_lit_in_a_mass_however_many_they_are() {
    let document = made_up(30, 4_000);
    let network = Network::of(&document, document.manifest.as_of);
    let mut kinds: BTreeMap<KindId, usize> = BTreeMap::new();
    network.ties().iter().for_each(|tie| *kinds.entry(tie.kind.id.clone()).or_default() += 1);
    let (kind, n_ties) = kinds.into_iter().max_by_key(|(_, n_ties)| *n_ties).expect("a kind");
    assert!(n_ties > 300, "{n_ties} ties of the commonest kind");
    let target = Target::Class(Class::Kind(kind));
    // Bundles would leave too few to be a mass.
    let options = SceneOptions { bundling: scene::Bundling::Open, ..SceneOptions::of_nothing(4.0) };
    let placed = Arc::new(scene::build(&document, &network, &scene::positions(&document), &options));
    let lit = Arc::new(scene::hovered(&placed, &network, &target));
    let mut memo = PaintMemo::with_detail_up_to(100);
    assert_eq!(masses(&placed, &placed, &mut memo).len(), 1);
    let shown = masses(&lit, &placed, &mut memo);
    assert_eq!(shown.len(), 2, "what is lit lies over the mass");
    let is_lit = |tie: &&scene::TieMark| tie.emphasis == Emphasis::Hovered;
    let by_itself = 200;
    let n_lit = lit.ties.iter().filter(is_lit).count();
    assert!(n_lit > by_itself + 50, "{n_lit} lit");
    for tie in lit.ties.iter().filter(is_lit).take(n_lit - by_itself) {
        let middle = tie.curve.at(0.5);
        let middle = pos2(middle.x as f32, middle.y as f32);
        assert!(covers(&shown[1], middle), "{} is not lit", tie.id);
    }
    let again = masses(&lit, &placed, &mut memo);
    assert!(shown.iter().zip(&again).all(|(one, other)| Arc::ptr_eq(one, other)), "and is not made anew");
    assert_eq!(masses(&placed, &placed, &mut memo).len(), 1, "it goes out again");
}

#[test]
fn a_count_among_very_many_ties_fans_out_under_the_pointer_and_is_lit_for_what_it_holds() {
    let mut session = Session::open(made_up(60, 3_000), Vec::new());
    session.resize(1_400.0, 1_000.0);
    let scene = session.scene();
    let badge = scene.badges.iter().find(|badge| matches!(badge.badge, Badge::More(_))).expect("a bundle").clone();
    let Badge::More(bundled) = &badge.badge else { return };
    let of_pair = |session: &Session, scene: &Scene| {
        let is_of_pair = |tie: &&scene::TieMark| {
            session.network().tie(&tie.id).is_some_and(|tie| tie.tie.pair() == (&badge.pair.0, &badge.pair.1))
        };
        scene.ties.iter().filter(is_of_pair).count()
    };
    let n_closed = of_pair(&session, &scene);
    // What is bundled is met in a list, and its badge says where it is.
    run(&mut session, Command::Hover(Some(Target::Tie(bundled[0].id.clone()))));
    let pointed = session.scene();
    let held = pointed.badges.iter().find(|other| other.pair == badge.pair && other.text == badge.text);
    assert_eq!(held.expect("its badge").emphasis, Emphasis::Hovered);

    run(&mut session, Command::Hover(Some(Target::Pair(badge.pair.0.clone(), badge.pair.1.clone()))));
    let open = session.scene();
    assert!(of_pair(&session, &open) > n_closed, "the bundle stays shut");
    assert!(open.open.is_some(), "the pointer may go from tie to tie");
    // Over one of its ties it stays open.
    run(&mut session, Command::Hover(Some(Target::Tie(bundled[0].id.clone()))));
    let over = session.scene();
    assert_eq!(of_pair(&session, &over), of_pair(&session, &open));
    run(&mut session, Command::Hover(None));
    let shut = session.scene();
    assert_eq!(of_pair(&session, &shut), n_closed);
}
