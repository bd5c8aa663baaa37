//! Times frames of a real window that shows 200 nations and 20,000 ties while they are being panned.
//!
//! `DISPLAY=:N cargo bench --bench frame` prints each frame and then medians; ARCHITECTURE.md quotes them. A frame lasts from one call for
//! what is shown to the next, thus with triangles, graphics driver and swap. Ways of painting take turns in one window,
//! so that a busy machine slows all of them. Nothing is asserted here.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench stops at what must hold, and prints")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::io::{self, load};
use demarche::model::Document;
use demarche::network::Network;
use demarche::scene::{Scene, SceneOptions, Theme, ThemeName, build, fit, positions};
use demarche::session::Session;
use demarche::ui::{App, PaintMemo, Sight, color, paint};
use egui::epaint::{ClippedShape, Primitive};
use egui::{
    Event, FontId, Mesh, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, Ui, Vec2, ViewportCommand, pos2, vec2,
};

use support::{N_NATIONS, N_TIES, write_atlas};

/// Frames of one way in a row, of which the first ones still pay for what was before.
const FRAMES_IN_A_TURN: usize = 5;
/// See `FRAMES_IN_A_TURN`.
const FRAMES_NOT_COUNTED: usize = 2;
/// Turns of each way.
const TURNS: usize = 2;
/// Points by which the view moves each frame.
const STEP: f32 = 3.0;
/// Size of the window, in points.
const WINDOW: Vec2 = vec2(1440.0, 900.0);
/// Where dragging begins: within the canvas of the window.
const GRIP: Pos2 = pos2(640.0, 500.0);

/// What a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// The graph alone, each tie by itself.
    Singly,
    /// That without soft edges.
    SinglyHard,
    /// The graph alone as the window paints it.
    AsShown,
    /// The triangles of that, made ahead.
    AsShownReady,
    /// The graph alone, four times as near: most of it is out of view.
    SinglyNear,
    /// That as the window paints it.
    AsShownNear,
    /// The whole window, dragged by the pointer.
    Window,
    /// Its triangles, made ahead as one mesh.
    WindowReady,
}

impl Way {
    const ALL: [Self; 8] = [
        Self::Singly,
        Self::SinglyHard,
        Self::AsShown,
        Self::AsShownReady,
        Self::SinglyNear,
        Self::AsShownNear,
        Self::Window,
        Self::WindowReady,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Singly => "graph, tie by tie",
            Self::SinglyHard => "graph, tie by tie, without soft edges",
            Self::AsShown => "graph as shown",
            Self::AsShownReady => "graph, its triangles as one ready mesh",
            Self::SinglyNear => "graph four times as near, tie by tie",
            Self::AsShownNear => "graph four times as near, as shown",
            Self::Window => "whole window",
            Self::WindowReady => "whole window, its triangles as one ready mesh",
        }
    }
}

/// A scene and where its zero lies when it is in the middle of the window.
struct Picture {
    scene: Arc<Scene>,
    origin: Vec2,
}

impl Picture {
    fn new(document: &Document, times_nearer: f64) -> Self {
        let network = Network::of(document, document.manifest.as_of);
        let positions = positions(document);
        let camera = fit(&positions, f64::from(WINDOW.x), f64::from(WINDOW.y));
        let zoom = camera.zoom * times_nearer;
        let options = SceneOptions::of_nothing(zoom);
        let [x, y] = [camera.center.x, camera.center.y].map(|middle| (middle * zoom) as f32);
        Self { scene: Arc::new(build(document, &network, &positions, &options)), origin: WINDOW / 2.0 - vec2(x, y) }
    }
}

struct Bench {
    theme: Theme,
    whole: Picture,
    near: Picture,
    /// Paints each tie by itself.
    singly: PaintMemo,
    as_shown: PaintMemo,
    app: App,
    ready: BTreeMap<Way, Arc<Mesh>>,
    /// The frame at hand, when it began, and what earlier ones took.
    n_frames: usize,
    began: Option<Instant>,
    took: BTreeMap<Way, Vec<Duration>>,
}

impl Bench {
    fn new(context: &egui::Context, document: Document) -> Self {
        let [whole, near] = [1.0, 4.0].map(|times_nearer| Picture::new(&document, times_nearer));
        let window = window_mesh(document.clone());
        Self {
            theme: io::theme(ThemeName::Light),
            whole,
            near,
            singly: PaintMemo::with_detail_up_to(usize::MAX),
            as_shown: PaintMemo::default(),
            app: App::new(context, Session::open(document, Vec::new()), None),
            ready: [(Way::WindowReady, Arc::new(window))].into(),
            n_frames: 0,
            began: None,
            took: BTreeMap::new(),
        }
    }

    /// Returns the way of a frame and which frame of its turn it is; `None` after the last.
    fn turn(n_frames: usize) -> Option<(Way, usize)> {
        let turn = n_frames / FRAMES_IN_A_TURN;
        (turn < TURNS * Way::ALL.len()).then(|| (Way::ALL[turn % Way::ALL.len()], n_frames % FRAMES_IN_A_TURN))
    }

    fn show(&mut self, ui: &mut Ui, way: Way, nth: usize) {
        ui.ctx().tessellation_options_mut(|options| options.feathering = way != Way::SinglyHard);
        match way {
            Way::Singly | Way::SinglyHard | Way::SinglyNear | Way::AsShown | Way::AsShownNear => {
                let shapes = self.graph(ui, way, nth);
                ui.painter().extend(shapes);
            }
            Way::AsShownReady => {
                if !self.ready.contains_key(&way) {
                    let shapes = self.graph(ui, Way::AsShown, 0);
                    let clipped = shapes.into_iter().map(|shape| ClippedShape::new(ui.clip_rect(), shape)).collect();
                    self.ready.insert(way, Arc::new(one_mesh(ui.ctx(), clipped)));
                }
                ui.painter().extend(self.ready.get(&way).cloned().map(Shape::Mesh));
            }
            Way::WindowReady => ui.painter().extend(self.ready.get(&way).cloned().map(Shape::Mesh)),
            Way::Window => self.app.frame_ui(ui),
        }
    }

    /// Returns the graph in one of the ways.
    fn graph(&mut self, ui: &Ui, way: Way, nth: usize) -> Vec<Shape> {
        let is_near = matches!(way, Way::SinglyNear | Way::AsShownNear);
        let is_as_shown = matches!(way, Way::AsShown | Way::AsShownNear);
        let picture = if is_near { &self.near } else { &self.whole };
        let memo = if is_as_shown { &mut self.as_shown } else { &mut self.singly };
        let rect = ui.max_rect();
        let sight = Sight {
            scene: &picture.scene,
            placed: &picture.scene,
            theme: &self.theme,
            origin: picture.origin + vec2(STEP * nth as f32, 0.0),
            visible: rect,
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        let lay_out = |text: &str, font: FontId, ink| ui.painter().layout_no_wrap(text.to_owned(), font, ink);
        let ground = Shape::rect_filled(rect, 0, color(self.theme.canvas));
        let painted = paint(&sight, memo, &lay_out).into_iter().map(|painted| painted.shape);
        std::iter::once(ground).chain(painted).collect()
    }

    /// Prints the medians.
    fn print(&mut self) {
        println!("{N_NATIONS} nations, {N_TIES} ties, {} × {} points; median of {} frames", WINDOW.x, WINDOW.y, {
            TURNS * (FRAMES_IN_A_TURN - FRAMES_NOT_COUNTED)
        });
        let mut medians = BTreeMap::new();
        for (way, took) in &mut self.took {
            took.sort_unstable();
            let median = took[took.len() / 2].as_secs_f64() * 1e3;
            println!("{:48} {median:7.1} ms", way.words());
            medians.insert(*way, median);
        }
        for (way, ready) in [(Way::AsShown, Way::AsShownReady), (Way::Window, Way::WindowReady)] {
            println!("{:48} {:7.2} × its ready mesh", way.words(), medians[&way] / medians[&ready]);
        }
        for (way, mesh) in &self.ready {
            println!("{:48} {:7} triangles", way.words(), mesh.indices.len() / 3);
        }
    }
}

impl eframe::App for Bench {
    fn raw_input_hook(&mut self, _context: &egui::Context, input: &mut RawInput) {
        // The real pointer, wherever it is, must not take part.
        input.events.clear();
        let Some((way, nth)) = Self::turn(self.n_frames) else { return };
        if way != Way::Window {
            return;
        }
        let at = GRIP + vec2(STEP * nth as f32, 0.0);
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        input.events.push(Event::PointerMoved(at));
        if nth == 0 {
            input.events.push(button(true));
        } else if nth + 1 == FRAMES_IN_A_TURN {
            input.events.extend([button(false), Event::PointerGone]);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let now = Instant::now();
        let before = self.n_frames.checked_sub(1).and_then(Self::turn);
        if let (Some(began), Some((way, nth))) = (self.began, before)
            && nth >= FRAMES_NOT_COUNTED
        {
            let took = now - began;
            println!("{:48} {:7.1} ms", way.words(), took.as_secs_f64() * 1e3);
            self.took.entry(way).or_default().push(took);
        }
        self.began = Some(now);
        match Self::turn(self.n_frames) {
            Some((way, nth)) => {
                self.show(ui, way, nth);
                self.n_frames += 1;
                ui.ctx().request_repaint();
            }
            None if self.n_frames == usize::MAX => {}
            None => {
                self.n_frames = usize::MAX;
                self.print();
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }
}

/// Returns all triangles of a window's frame, made without a display.
///
/// Its letters lie elsewhere in the texture than the real window's, which costs the same.
fn window_mesh(document: Document) -> Mesh {
    let context = egui::Context::default();
    let mut app = App::new(&context, Session::open(document, Vec::new()), None);
    let mut mesh = Mesh::default();
    // Fonts and sizes are settled after a few frames.
    for _ in 0..4 {
        let input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)), ..RawInput::default() };
        let mut output = context.run_ui(input, |ui| app.frame_ui(ui));
        mesh = one_mesh(&context, std::mem::take(&mut output.shapes));
        output.drop_without_applying_deltas();
    }
    mesh
}

/// Returns shapes as triangles, all in one mesh.
fn one_mesh(context: &egui::Context, shapes: Vec<ClippedShape>) -> Mesh {
    let mut mesh = Mesh::default();
    for clipped in context.tessellate(shapes, 1.0) {
        match clipped.primitive {
            Primitive::Mesh(part) if part.texture_id == mesh.texture_id => mesh.append(part),
            Primitive::Mesh(_) | Primitive::Callback(_) => {}
        }
    }
    mesh
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), N_NATIONS, N_TIES).expect("an atlas");
    let document = load(folder.path()).document;
    let viewport = egui::ViewportBuilder::default().with_inner_size(WINDOW);
    let mut options = eframe::NativeOptions { viewport, dithering: false, ..Default::default() };
    options.glow_options.vsync = false;
    let opened = eframe::run_native(
        "demarche-frame",
        options,
        Box::new(move |creation| Ok(Box::new(Bench::new(&creation.egui_ctx, document)))),
    );
    if let Err(error) = opened {
        println!("no window can be opened, so no frame is timed: {error}");
    }
}
