//! Lays out the exported picture: title and day, kinds in a calm column, the graph, the key to lines, the footer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::build::{Bundling, SceneOptions, build};
use super::fitting::fit_scene;
use super::items::Scene;
use super::legend::{Legend, LegendRow, LegendSection, Sample};
use super::text::{self, TextStyle, cut};
use crate::kit::{Point, Rect, Vector, boxed, counted};
use crate::model::{Document, EdtfDate, NationId, SourceId};
use crate::network::Network;

/// A picture of a network on a page, in points, the origin at its left top.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width; always 1280.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What the picture is called: atlas and day.
    pub title: String,
    /// The graph.
    pub scene: Scene,
    /// What to add to the scene's points.
    pub scene_origin: Vector,
    /// Words around the graph.
    pub texts: Vec<TextMark>,
    /// Samples of lines in the legend.
    pub swatches: Vec<SwatchMark>,
    /// Thin rules.
    pub rules: Vec<[Point; 2]>,
}

/// What a page is to show, and what its header says of that beside the day of its network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageOptions<'a> {
    /// Height in points.
    pub height: f64,
    /// The day by which evidence had to be known; `None` for all that is known now.
    pub known_on: Option<Date>,
    /// What is asked for, in words; `None` for everything.
    pub filter: Option<&'a str>,
    /// The title of the scenario whose network it is; `None` for the record as it is.
    pub scenario: Option<&'a str>,
}

impl PageOptions<'_> {
    /// Returns a page of all that is known.
    pub fn of_height(height: f64) -> Self {
        Self { height, known_on: None, filter: None, scenario: None }
    }
}

/// One line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// Where its baseline begins or ends.
    pub at: Point,
    /// The words.
    pub text: String,
    /// Size and weight.
    pub style: TextStyle,
    /// To which side of `at` it stands.
    pub align: Align,
    /// Its color.
    pub ink: Ink,
}

/// To which side of its point a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// It begins there.
    Start,
    /// It ends there.
    End,
}

/// The color of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// To be read first.
    Ink,
    /// To be read second.
    Muted,
    /// Says that what is shown is only supposed.
    Hypothetical,
}

/// A sample of a line in the legend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SwatchMark {
    /// Its left end.
    pub from: Point,
    /// Its right end.
    pub to: Point,
    /// What it shows.
    pub sample: Sample,
}

/// Width of every page; the height follows from the picture's.
pub const PAGE_WIDTH: f64 = 1280.0;
/// Left and right margin.
const MARGIN: f64 = 40.0;
/// Right edge of the column of kinds.
const COLUMN_END: f64 = 268.0;
/// First baseline of the column of kinds.
const TOP: f64 = 124.0;
/// Baseline of the title.
const TITLE_LINE: f64 = 54.0;
/// Top of the graph.
const GRAPH_TOP: f64 = 96.0;
/// Distance of baselines in the column.
const ROW: f64 = 20.0;
/// First baseline of the key to lines, from the bottom.
const KEY_UP: f64 = 84.0;
/// Gap between the samples of the key.
const KEY_GAP: f64 = 28.0;
/// Baseline of the footer, from the bottom.
const FOOTER_UP: f64 = 26.0;
/// Width of a sample, and the gap to its words.
const SWATCH: (f64, f64) = (34.0, 10.0);

const TITLE: TextStyle = TextStyle::bold(24.0);
const SCENARIO: TextStyle = TextStyle::bold(14.0);
const BODY: TextStyle = TextStyle::regular(13.0);
const SMALL: TextStyle = TextStyle::regular(12.0);
const SECTION: TextStyle = TextStyle::bold(11.0);

/// Returns the page of a network, 1280 points wide.
pub fn page(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    options: &PageOptions<'_>,
) -> Page {
    let PageOptions { height, known_on, filter, scenario } = *options;
    let day = EdtfDate::from_day(network.as_of()).in_words();
    let known_on = known_on.map(|day| format!("known on {}", EdtfDate::from_day(day).in_words()));
    let days: Vec<String> = std::iter::once(day).chain(known_on).collect();
    let filter = filter.map(boxed);
    let suffix = filter.as_ref().map(|filter| format!(", only {filter}")).unwrap_or_default();
    let scenario = scenario.map(boxed);
    let supposed = scenario.as_ref().map(|title| format!(", scenario “{title}”: hypothetical")).unwrap_or_default();
    let atlas = boxed(&document.manifest.title);
    let mut page = Page {
        width: PAGE_WIDTH,
        height,
        title: format!("{atlas}, as of {}{supposed}{suffix}", days.join(", ")),
        scene: empty_scene(),
        scene_origin: Vector::default(),
        texts: Vec::new(),
        swatches: Vec::new(),
        rules: Vec::new(),
    };
    let room = page.scenario(scenario.as_deref());
    page.header((&atlas, room), &days.join(" · "), filter.as_deref(), network);
    let legend = Legend::of(network);
    page.column(&legend.kinds);
    page.key(&legend);
    page.footer(document, network);
    let left = if legend.kinds.rows.is_empty() { MARGIN } else { COLUMN_END + 24.0 };
    let bottom = (height - KEY_UP - 40.0).max(TOP);
    let area = Rect { min: Point::new(left, GRAPH_TOP), max: Point::new(PAGE_WIDTH - MARGIN, bottom) };
    page.graph(document, network, positions, area);
    page
}

fn empty_scene() -> Scene {
    let bounds = Rect::around(Point::default(), 0.0, 0.0);
    Scene { bounds, ties: Vec::new(), nations: Vec::new(), labels: Vec::new(), badges: Vec::new(), open: None }
}

impl Page {
    fn text(&mut self, at: Point, text: impl Into<String>, style: TextStyle, align: Align, ink: Ink) {
        self.texts.push(TextMark { at, text: text.into(), style, align, ink });
    }

    /// Says at the right of the title's line whose network it is, if it is a scenario's; returns the room left for the title.
    fn scenario(&mut self, title: Option<&str>) -> f64 {
        let room = PAGE_WIDTH - 2.0 * MARGIN;
        let Some(title) = title else { return room };
        // Only the title is cut: that it is hypothetical has to be read.
        let frame = text::width("Scenario “”: hypothetical", SCENARIO);
        let words = format!("Scenario “{}”: hypothetical", cut(title, SCENARIO, room / 2.0 - frame));
        let taken = text::width(&words, SCENARIO) + 24.0;
        self.text(Point::new(PAGE_WIDTH - MARGIN, TITLE_LINE), words, SCENARIO, Align::End, Ink::Hypothetical);
        room - taken
    }

    /// Title, days and counts, and the filter; the graph below is in one place with and without it.
    fn header(&mut self, (atlas, room_of_title): (&str, f64), days: &str, filter: Option<&str>, network: &Network) {
        let room = PAGE_WIDTH - 2.0 * MARGIN;
        let title = cut(atlas, TITLE, room_of_title);
        self.text(Point::new(MARGIN, TITLE_LINE), title, TITLE, Align::Start, Ink::Ink);
        let counts =
            format!("{} · {}", counted(network.ties().len(), "tie"), counted(network.nations().len(), "nation"));
        let filter = filter.map(|filter| cut(&format!("Only {filter}"), BODY, room));
        let lines = std::iter::once(format!("As of {days} · {counts}")).chain(filter).collect::<Vec<_>>();
        let baselines = if lines.len() == 1 { [79.0, 0.0] } else { [75.0, GRAPH_TOP - 3.0] };
        for (line, baseline) in lines.into_iter().zip(baselines) {
            self.text(Point::new(MARGIN, baseline), line, BODY, Align::Start, Ink::Muted);
        }
    }

    /// The kinds, as many as there is room for.
    fn column(&mut self, section: &LegendSection) {
        if section.rows.is_empty() {
            return;
        }
        self.text(Point::new(MARGIN, TOP), section.title, SECTION, Align::Start, Ink::Muted);
        let first = TOP + 24.0;
        let room = ((self.height - KEY_UP - 44.0 - first) / ROW).floor().max(0.0) as usize + 1;
        let n_shown = if section.rows.len() <= room { section.rows.len() } else { room.saturating_sub(1) };
        for (i, row) in section.rows.iter().take(n_shown).enumerate() {
            self.kind(row, first + i as f64 * ROW);
        }
        let n_left = section.rows.len() - n_shown;
        if n_left > 0 {
            let at = Point::new(MARGIN + SWATCH.0 + SWATCH.1, first + n_shown as f64 * ROW);
            self.text(at, format!("and {}", counted(n_left, "more kind")), SMALL, Align::Start, Ink::Muted);
        }
    }

    fn kind(&mut self, row: &LegendRow, baseline: f64) {
        self.swatch(Point::new(MARGIN, baseline), row.sample);
        let start = MARGIN + SWATCH.0 + SWATCH.1;
        let words = cut(&row.words, SMALL, COLUMN_END - 20.0 - start);
        self.text(Point::new(start, baseline), words, SMALL, Align::Start, Ink::Ink);
        if let Some(n) = row.n_ties {
            self.text(Point::new(COLUMN_END, baseline), n.to_string(), SMALL, Align::End, Ink::Muted);
        }
    }

    /// The key to lines: evidence and casing on one line, form on the next.
    fn key(&mut self, legend: &Legend) {
        let first = self.height - KEY_UP;
        let rule = first - 26.0;
        self.rules.push([Point::new(MARGIN, rule), Point::new(PAGE_WIDTH - MARGIN, rule)]);
        let sections = [&legend.evidence, &legend.form];
        let widest = sections.iter().map(|section| text::width(section.title, SECTION)).fold(0.0, f64::max);
        let begin = MARGIN + widest + 24.0;
        let mut ends = Vec::new();
        for (idx, section) in sections.into_iter().enumerate() {
            let baseline = first + idx as f64 * ROW;
            self.text(Point::new(MARGIN, baseline), section.title, SECTION, Align::Start, Ink::Muted);
            ends.push(self.samples(section, Point::new(begin, baseline)));
        }
        // Beside evidence, of which it says that there is none.
        if let (false, Some(x)) = (legend.casing.rows.is_empty(), ends.first()) {
            let (title, x) = (legend.casing.title, x + KEY_GAP);
            self.text(Point::new(x, first), title, SECTION, Align::Start, Ink::Muted);
            self.samples(&legend.casing, Point::new(x + text::width(title, SECTION) + 24.0, first));
        }
    }

    /// The rows of a section side by side; returns where the next would stand.
    fn samples(&mut self, section: &LegendSection, at: Point) -> f64 {
        let mut x = at.x;
        for row in &section.rows {
            self.swatch(Point::new(x, at.y), row.sample);
            let start = x + SWATCH.0 + SWATCH.1;
            self.text(Point::new(start, at.y), row.words.clone(), SMALL, Align::Start, Ink::Ink);
            x = start + text::width(&row.words, SMALL) + KEY_GAP;
        }
        x
    }

    /// A sample whose middle is level with the middle of the letters on a baseline.
    fn swatch(&mut self, at: Point, sample: Sample) {
        let y = at.y - SMALL.size * 0.27;
        self.swatches.push(SwatchMark { from: Point::new(at.x, y), to: Point::new(at.x + SWATCH.0, y), sample });
    }

    fn footer(&mut self, document: &Document, network: &Network) {
        let evidence = network.ties().iter().flat_map(|tie| &tie.tie.evidence);
        let sources: BTreeSet<&SourceId> = evidence.map(|item| &item.source).collect();
        let manifest = &document.manifest;
        let mut parts = Vec::new();
        if !manifest.authors.is_empty() {
            parts.push(boxed(&manifest.authors.join(", ")));
        }
        if !manifest.license.is_empty() {
            parts.push(boxed(&manifest.license));
        }
        parts.push(counted(sources.len(), "source"));
        let style = TextStyle::regular(11.0);
        let baseline = self.height - FOOTER_UP;
        let made = "Made with Démarche";
        let room = PAGE_WIDTH - 2.0 * MARGIN - text::width(made, style) - 40.0;
        self.text(Point::new(MARGIN, baseline), cut(&parts.join(" · "), style, room), style, Align::Start, Ink::Muted);
        self.text(Point::new(PAGE_WIDTH - MARGIN, baseline), made, style, Align::End, Ink::Muted);
    }

    /// Fits the graph into `area`: zoom by the nations, then corrected by what curves and words need.
    fn graph(&mut self, document: &Document, network: &Network, positions: &BTreeMap<NationId, Point>, area: Rect) {
        let camera = fit_scene(document, network, positions, Bundling::Open, [area.width(), area.height()]);
        let view = Rect::around(camera.center, area.width() / camera.zoom, area.height() / camera.zoom);
        let options =
            SceneOptions { bundling: Bundling::Open, view: Some(view), ..SceneOptions::of_nothing(camera.zoom) };
        self.scene = build(document, network, positions, &options);
        let middle = Point::new(camera.center.x * camera.zoom, camera.center.y * camera.zoom);
        self.scene_origin = area.center() - middle;
    }
}
