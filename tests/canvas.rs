//! The canvas and the exported SVG are painted from one scene: every anchor lies in the same place in both.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use demarche::export::{Size, SvgOptions, svg};
use demarche::io::{load_starter, theme};
use demarche::kit::{Point, QuadCurve};
use demarche::model::{Alteration, Entry, Hypothesis, HypothesisId, NationId, Scenario, ScenarioId, Supposed, Weight};
use demarche::network::Network;
use demarche::scene::encode::{Casing, LineStyle};
use demarche::scene::{self, Caption, Layout, PAGE_WIDTH, Page, Scene, SceneOptions, Subject, Target, ThemeName};
use demarche::session::{Command, Scenarios, Session, Time, run};
use demarche::ui::{PaintMemo, Part, Sight, install_fonts, paint};
use egui::{Rect, Shape, Vec2, pos2};
use resvg::usvg::roxmltree;

/// How far an anchor may lie from its twin, in points.
const TOLERANCE: f64 = 0.5;

fn page() -> Page {
    let document = load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let positions = scene::positions(&document);
    // Without the room that sources take, no tie is drawn smaller or only counted.
    let layout = Layout::of_height(Size::default().page_height(PAGE_WIDTH));
    let layout = Layout { parts: layout.parts.clone().without(scene::Part::Notes), ..layout };
    scene::picture(&Subject::of(&document, &network, &positions), &Caption::default(), &layout).remove(0)
}

fn with_scene(scene: &Scene) -> Page {
    let mut page = page();
    page.panels[0].scene = scene.clone();
    page
}

/// Returns the page with its scene as it looks when a nation and a tie that does not concern it are selected.
fn page_with_selection() -> Page {
    let document = load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let mut page = page();
    let nation = NationId::new("KOR");
    let tie = network.ties().iter().find(|tie| !tie.tie.concerns(&nation)).expect("a tie of others");
    let selection: BTreeSet<Target> = [Target::Tie(tie.tie.id.clone()), Target::Nation(nation)].into();
    let options = SceneOptions { selection: &selection, ..SceneOptions::of_nothing(0.8) };
    page.panels[0].scene = scene::build(&document, &network, &scene::positions(&document), &options);
    page
}

/// Returns the page with its scene as it looks while two days are compared.
fn page_with_comparison() -> Page {
    let mut session = Session::open(load_starter().document, Vec::new());
    session.resize(900.0, 700.0);
    let day = |text: &str| text.parse().expect("a day");
    run(&mut session, Command::Time(Time::Compare(day("2016-01-01"), day("2025-06-14"))));
    let scene = session.scene();
    assert!(scene.ties.iter().any(|tie| tie.line == LineStyle::Sparse), "nothing ended");
    with_scene(&scene)
}

/// Returns the page with its scene as it looks in a scenario in which all treaties matter less.
fn page_with_scenario() -> Page {
    let mut document = load_starter().document;
    let mut scenario = Scenario::new(ScenarioId::new("less"), "Less".to_owned());
    for tie in document.ties.values().filter(|tie| tie.kind.as_str() == "defense-pact") {
        let mut after = (**tie).clone();
        after.weight = Weight::new(1, String::new(), Vec::new()).expect("a weight");
        let does = Alteration::between(Some(&Entry::Tie(tie.clone())), Some(&Entry::Tie(Arc::new(after))));
        scenario.hypotheses.push(Arc::new(Hypothesis {
            id: HypothesisId::new(tie.id.as_str()),
            title: "Less".to_owned(),
            from: "2020-01-01".parse().expect("a day"),
            supposed: Supposed::On,
            why: String::new(),
            assumes: String::new(),
            sources: Vec::new(),
            likelihood: None,
            does: does.into_iter().collect(),
        }));
    }
    document.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
    let mut session = Session::open(document, Vec::new());
    session.resize(900.0, 700.0);
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new("less")))));
    let scene = session.scene();
    assert!(scene.ties.iter().any(|tie| tie.casing == Casing::Hypothetical), "nothing is supposed");
    with_scene(&scene)
}

/// Anchors by what they belong to: "nation PRK", "tie X from", "tie X middle", "tie X to", "label X".
type Anchors = BTreeMap<String, Point>;

/// Returns the anchors of what egui paints, and its name for the tie of each label.
fn on_canvas(page: &Page, theme: ThemeName) -> Anchors {
    let context = egui::Context::default();
    install_fonts(&context);
    let theme = demarche::io::theme(theme);
    let origin = Vec2::new(page.panels[0].origin.x as f32, page.panels[0].origin.y as f32);
    let everywhere = Rect::from_min_max(pos2(-1e6, -1e6), pos2(1e6, 1e6));
    let placed = Arc::new(page.panels[0].scene.clone());
    let mut painted = Vec::new();
    // Fonts are there from the second frame on.
    for _ in 0..2 {
        let output = context.run_ui(egui::RawInput::default(), |ui| {
            let lay_out = |text: &str, font, ink| ui.painter().layout_no_wrap(text.to_owned(), font, ink);
            let sight = Sight {
                scene: &placed,
                placed: &placed,
                theme: &theme,
                origin,
                visible: everywhere,
                pixels_per_point: 1.0,
            };
            painted = paint(&sight, &mut PaintMemo::default(), &lay_out);
        });
        output.drop_without_applying_deltas();
    }
    let point = |pos: egui::Pos2| Point::new(f64::from(pos.x), f64::from(pos.y));
    let mut anchors = Anchors::new();
    for painted in painted {
        match (painted.part, painted.shape) {
            (Part::Circle(id), Shape::Circle(circle)) => {
                anchors.insert(format!("nation {id}"), point(circle.center));
            }
            (Part::Curve(id), Shape::Path(path)) => {
                let points: Vec<Point> = path.points.iter().copied().map(point).collect();
                anchors.insert(format!("tie {id} middle"), middle(&points));
                anchors.insert(format!("tie {id} from"), point(path.points[0]));
                anchors.insert(format!("tie {id} to"), point(path.points[path.points.len() - 1]));
            }
            (Part::Curve(id), Shape::LineSegment { points, .. }) => {
                anchors.insert(format!("tie {id} middle"), middle(&points.map(point)));
                anchors.insert(format!("tie {id} from"), point(points[0]));
                anchors.insert(format!("tie {id} to"), point(points[1]));
            }
            (Part::Label(id), Shape::Text(text)) => {
                let half = text.galley.size() / 2.0;
                let (sin, cos) = text.angle.sin_cos();
                let middle = text.pos + Vec2::new(half.x * cos - half.y * sin, half.x * sin + half.y * cos);
                anchors.insert(format!("label {id}"), point(middle));
            }
            (Part::Casing(id), Shape::Path(path)) => {
                let points: Vec<Point> = path.points.iter().copied().map(point).collect();
                anchors.insert(casing(id.as_str(), f64::from(path.stroke.width)), middle(&points));
            }
            (Part::Detail, _) => {}
            (part, shape) => panic!("{part:?} is painted as {shape:?}"),
        }
    }
    anchors
}

/// Returns the name of a layer of a casing.
fn casing(id: &str, width: f64) -> String {
    format!("tie {id} casing {width:.1} wide")
}

/// Returns where a curve is at half its parameter, from points that divide it evenly.
fn middle(points: &[Point]) -> Point {
    let half = points.len() / 2;
    if points.len() % 2 == 1 {
        return points[half];
    }
    let between = points[half - 1].lerp(points[half], 0.5);
    if points.len() < 4 {
        return between;
    }
    // The two farther out say how much the curve bends beside the straight line: exact for a quadratic one.
    let beyond = points[half - 2].lerp(points[half + 1], 0.5);
    between + (between - beyond) * 0.125
}

/// Reads numbers out of text such as `translate(1.5 -2) rotate(3)` or `M1 2Q3 4 5 6`.
fn numbers(text: &str) -> Vec<f64> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-');
    text.split(|letter| !is_part(letter)).filter_map(|number| number.parse().ok()).collect()
}

/// Returns the anchors in the SVG; labels by the order in which the scene has them.
fn in_svg(page: &Page, name: ThemeName) -> Anchors {
    let text = svg(page, &theme(name), SvgOptions::of(Size::default()));
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let all = || document.descendants().filter(roxmltree::Node::is_element);
    let has_class = |node: &roxmltree::Node<'_, '_>, class: &str| node.attribute("class") == Some(class);
    let graph = all().find(|node| has_class(node, "graph")).expect("a graph");
    let moved = numbers(graph.attribute("transform").expect("a place"));
    let at = |x: f64, y: f64| Point::new(x + moved[0], y + moved[1]);
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).and_then(|text| text.parse().ok()).expect(name)
    };
    let mut anchors = Anchors::new();
    for node in all().filter(|node| has_class(node, "nation")) {
        let id = node.attribute("id").and_then(|id| id.strip_prefix("nation-")).expect("an id");
        let circle = node.descendants().find(|child| child.has_tag_name("circle")).expect("a circle");
        anchors.insert(format!("nation {id}"), at(number(&circle, "cx"), number(&circle, "cy")));
    }
    // A tie that its badge counts is there for readers, without a mark of its own.
    let is_drawn = |node: &roxmltree::Node<'_, '_>| !node.parent().is_some_and(|parent| has_class(&parent, "badge"));
    for node in all().filter(|node| has_class(node, "tie") && is_drawn(node)) {
        let id = node.attribute("id").and_then(|id| id.strip_prefix("tie-")).expect("an id");
        let curve = |line: &roxmltree::Node<'_, '_>| {
            let d = numbers(line.attribute("d").expect("a path"));
            let [from_x, from_y, control_x, control_y, to_x, to_y] = d[..] else { panic!("no quadratic curve: {d:?}") };
            QuadCurve { from: at(from_x, from_y), control: at(control_x, control_y), to: at(to_x, to_y) }
        };
        let is_layer = |child: &roxmltree::Node<'_, '_>| has_class(child, "casing") || has_class(child, "bed");
        // Arrowheads have layers too, which are no lines.
        for layer in node.descendants().filter(|child| is_layer(child) && child.attribute("stroke").is_some()) {
            anchors.insert(casing(id, number(&layer, "stroke-width")), curve(&layer).at(0.5));
        }
        let curve = curve(&node.descendants().find(|child| has_class(child, "curve")).expect("a curve"));
        anchors.insert(format!("tie {id} middle"), curve.at(0.5));
        anchors.insert(format!("tie {id} from"), curve.from);
        anchors.insert(format!("tie {id} to"), curve.to);
    }
    let labels = all().filter(|node| has_class(node, "label"));
    for (node, label) in labels.zip(&page.panels[0].scene.labels) {
        assert_eq!(node.text(), Some(label.text.as_str()));
        let place = numbers(node.attribute("transform").expect("a place"));
        anchors.insert(format!("label {}", label.tie), at(place[0], place[1]));
    }
    anchors
}

#[test]
fn every_anchor_on_the_canvas_is_where_the_svg_has_it() {
    for page in [page(), page_with_selection(), page_with_comparison(), page_with_scenario()] {
        for theme in [ThemeName::Light, ThemeName::Dark] {
            compare(&page, theme);
        }
    }
}

fn compare(page: &Page, theme: ThemeName) {
    let (canvas, svg) = (on_canvas(page, theme), in_svg(page, theme));
    let names = |anchors: &Anchors| anchors.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&canvas), names(&svg));
    let scene = &page.panels[0].scene;
    let n_cased = scene.ties.iter().filter(|tie| tie.casing == Casing::Hypothetical).count();
    assert_eq!(canvas.len(), scene.nations.len() + 3 * scene.ties.len() + 2 * n_cased + scene.labels.len());
    assert!(scene.nations.len() >= 8 && scene.ties.len() >= 40 && scene.labels.len() >= 20);
    for (name, place) in &canvas {
        let twin = svg[name];
        assert!(place.distance(twin) <= TOLERANCE, "{name}: {place:?} on the canvas, {twin:?} in the SVG");
    }
}

#[test]
fn every_tie_of_the_day_is_a_curve_with_its_title() {
    let page = page();
    let text = svg(&page, &theme(ThemeName::Print), SvgOptions::of(Size::default()));
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let atlas = load_starter().document;
    let network = Network::of(&atlas, atlas.manifest.as_of);
    let groups: Vec<_> = document.descendants().filter(|node| node.attribute("class") == Some("tie")).collect();
    assert_eq!(groups.len(), network.ties().len());
    for resolved in network.ties() {
        let id = format!("tie-{}", resolved.tie.id);
        let group =
            groups.iter().find(|node| node.attribute("id") == Some(&id)).unwrap_or_else(|| panic!("{id} is missing"));
        let title = group.descendants().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
        assert!(title.is_some_and(|title| title.starts_with(&resolved.tie.about.title)), "{id}: {title:?}");
        assert!(group.descendants().any(|node| node.attribute("class") == Some("curve")));
    }
}
