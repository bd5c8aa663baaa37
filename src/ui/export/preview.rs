//! The preview: the very pages that would be written, painted beside the window as large as there is room.

use std::sync::Arc;

use egui::{
    Button, Color32, ColorImage, Id, Label, Rect, RichText, Role, Sense, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::looked::{Laid, Source};
use super::options::Options;
use super::reins::Reins;
use super::sample::sample_ui;
use super::sorts::FileFormat;
use crate::export::brief::BriefFormat;
use crate::export::{self, ExportError, Ground, PictureSize, Size};
use crate::io;
use crate::kit::{boxed, capitalized, counted, quoted, shortened};
use crate::scene::{Theme, ThemeName};
use crate::ui::jobs::Job;
use crate::ui::style::color;
use crate::ui::watching::LOOK;

/// Room below the picture for words, in points.
const WORDS: f32 = 44.0;
/// Width that words have at the least, where there is so much, in points.
const LEAST_WORDS: f32 = 480.0;
/// Side of a square of the ground that shows through, in points.
const SQUARE: f32 = 8.0;
/// Letters that are named as lacking.
const MOST_LETTERS: usize = 24;
/// Shape of a picture whose size makes no sense.
const USUAL: [f64; 2] = [16.0, 10.0];

/// The preview.
#[derive(Debug, Default)]
pub(super) struct Preview {
    shown: Option<Shown>,
    painting: Option<Painting>,
    page_idx: usize,
}

/// What is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked {
    number: u64,
    theme: ThemeName,
    ground: Ground,
    page_idx: usize,
    size: Size,
}

struct Shown {
    asked: Asked,
    laid: Arc<Laid>,
    /// `None` where it has no pages.
    painted: Result<Option<TextureHandle>, String>,
    /// What was said of it last.
    said: String,
    /// The colors of the ground that shows through: those on which what is drawn in the colors of the picture can be seen.
    squares: [Color32; 2],
}

#[derive(Debug)]
struct Painting {
    asked: Asked,
    reins: Reins,
    job: Job<Painted>,
}

#[derive(Debug)]
struct Painted {
    laid: Arc<Laid>,
    image: Result<Option<ColorImage>, ExportError>,
}

impl Preview {
    /// Returns the pages of a picture, where they are laid out already.
    pub fn laid(&self, number: u64) -> Option<Arc<Laid>> {
        self.shown.as_ref().filter(|shown| shown.laid.number == number).map(|shown| shown.laid.clone())
    }

    /// Shows the picture, or why there is none, in all the room that there is.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        options: &Options,
        size: Option<PictureSize>,
        picture: Result<&Source, &str>,
    ) {
        let full = ui.max_rect();
        let area = Rect::from_min_max(full.min, pos2(full.right(), full.bottom() - WORDS));
        match (picture, size) {
            (Ok(source), Some(size)) => self.follow(ui, options, size, source, area.size()),
            (Ok(_) | Err(_), _) => {
                if let Some(painting) = &self.painting {
                    painting.reins.stop();
                }
            }
        }
        if let Err(why) = picture {
            none_ui(ui, theme, area, why);
            return;
        }
        let page = self.shown.as_ref().and_then(|shown| shown.laid.pages.get(shown.asked.page_idx));
        let sides = page.map(|page| [page.width, page.height]);
        let sides = sides.or(size.map(PictureSize::page)).unwrap_or(USUAL);
        let place = fitted(area, self.size_on_screen(ui, sides, area.size()));
        let sample = self.shown.as_ref().and_then(|shown| shown.laid.sample.as_ref());
        let place = if sample.is_some() { area } else { place };
        match sample {
            Some(sample) => sample_ui(ui, theme, area, sample),
            None => self.picture_ui(ui, theme, place),
        }
        let left = place.left().min(full.right() - LEAST_WORDS).max(full.left());
        let words = Rect::from_min_max(pos2(left, place.bottom() + 8.0), full.max);
        let says = picture.ok().map(|source| source.number).zip(size);
        ui.scope_builder(egui::UiBuilder::new().max_rect(words), |ui| self.words_ui(ui, theme, options, says));
    }

    /// Returns how large the picture is on the screen, in points: all of its room, but no larger than it is.
    fn size_on_screen(&self, ui: &Ui, [width, height]: [f64; 2], room: Vec2) -> Vec2 {
        let whole = vec2(width as f32, height as f32);
        let scale = (room.x / whole.x).min(room.y / whole.y);
        let most = self.shown.as_ref().map(|shown| shown.asked.size.width() as f32 / ui.pixels_per_point());
        let size = whole * scale;
        match most.filter(|most| *most < size.x * 0.9) {
            Some(most) => size * (most / size.x),
            None => size,
        }
    }

    /// Paints anew what has changed; the newest wish wins.
    fn follow(&mut self, ui: &Ui, options: &Options, size: PictureSize, source: &Source, room: Vec2) {
        if let Some(Painting { asked, job, .. }) = self.painting.take_if(|painting| painting.job.is_done()) {
            self.take(ui, asked, job.wait());
        }
        let n_pages = self.laid(source.number).map(|laid| laid.pages.len());
        if let Some(n_pages) = n_pages {
            self.page_idx = self.page_idx.min(n_pages.saturating_sub(1));
        }
        let Some(pixels) = pixels(ui, options, size, room) else { return };
        let (theme, ground) = (options.look.theme, options.ground());
        let asked = Asked { number: source.number, theme, ground, page_idx: self.page_idx, size: pixels };
        match &self.painting {
            Some(painting) if painting.asked == asked => {}
            Some(painting) => painting.reins.stop(),
            None if self.shown.as_ref().is_some_and(|shown| shown.asked == asked) => {}
            None => {
                let (reins, source, laid) = (Reins::default(), source.clone(), self.laid(source.number));
                let held = reins.clone();
                let job = Job::begin(move || painted(&source, laid.as_ref(), asked, &held));
                self.painting = Some(Painting { asked, reins, job });
            }
        }
        if self.painting.is_some() {
            ui.ctx().request_repaint_after(LOOK);
        }
    }

    fn take(&mut self, ui: &Ui, asked: Asked, Painted { laid, image }: Painted) {
        let painted = match image {
            Ok(image) => Ok(image.map(|image| ui.ctx().load_texture("export", image, TextureOptions::LINEAR))),
            Err(ExportError::BrokenOff) => return,
            Err(error) => Err(capitalized(&error.to_string())),
        };
        // A page that is not there any more stands for the last one.
        let page_idx = asked.page_idx.min(laid.pages.len().saturating_sub(1));
        self.page_idx = page_idx;
        let colors = io::theme(asked.theme);
        let squares = [colors.panel, colors.line].map(color);
        self.shown = Some(Shown { asked: Asked { page_idx, ..asked }, laid, painted, said: String::new(), squares });
    }

    fn picture_ui(&self, ui: &Ui, theme: &Theme, place: Rect) {
        let response = ui.interact(place, Id::unique("export preview"), Sense::hover());
        let title = self.shown.as_ref().and_then(|shown| shown.laid.pages.first()).map(|page| page.title.as_str());
        let label = format!("Preview of {}", boxed(title.unwrap_or("the picture")));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        let edge = Stroke::new(1.0, color(theme.line));
        let Some(Shown { asked, painted, squares, .. }) = &self.shown else {
            ui.painter().rect(place, 0, color(theme.canvas), edge, StrokeKind::Outside);
            return;
        };
        match painted {
            Ok(None) => {}
            Ok(Some(texture)) => {
                if asked.ground == Ground::Transparent {
                    squares_ui(ui, *squares, place);
                }
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                ui.painter().image(texture.id(), place, whole, Color32::WHITE);
            }
            Err(_) => drop(ui.painter().rect_filled(place, 0, color(theme.canvas))),
        }
        ui.painter().rect_stroke(place, 0, edge, StrokeKind::Outside);
    }

    /// Says what is on it, and which letters it lacks; leafs through its pages. While another one is laid out, what is said stays
    /// as what is shown does.
    fn words_ui(&mut self, ui: &mut Ui, theme: &Theme, options: &Options, says: Option<(u64, PictureSize)>) {
        let is_painting = self.painting.is_some();
        let Some(Shown { laid, painted, said, .. }) = &mut self.shown else {
            ui.label(RichText::new("Making the preview…").small().color(color(theme.muted)));
            return;
        };
        if let Some((number, size)) = says
            && laid.number == number
        {
            *said = in_words(laid, options, size);
        }
        let n_pages = laid.pages.len();
        let words = format!("{said}{}", if is_painting { " …" } else { "" });
        let mut page_idx = self.page_idx;
        ui.horizontal(|ui| {
            if n_pages > 1 && options.has_pages() {
                page_idx = leaf_ui(ui, page_idx, n_pages);
                ui.add_space(8.0);
            }
            let label = ui.add(Label::new(RichText::new(&words).small().color(color(theme.muted))).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        });
        self.page_idx = page_idx;
        let small_ui = |ui: &mut Ui, words: &str, ink| {
            ui.add(Label::new(RichText::new(quoted(words)).small().color(color(ink))).truncate());
        };
        if let Err(words) = painted {
            small_ui(ui, words, theme.negative);
        } else if !laid.missing.is_empty() {
            let letters = shortened(&laid.missing, MOST_LETTERS);
            let words = match options.leaves_letters() {
                true => format!("Letters left to the viewer’s fonts, here shown as boxes: {letters}"),
                false => format!("Letters shown as boxes, since the font lacks them: {letters}"),
            };
            small_ui(ui, &words, theme.muted);
        }
    }
}

/// Returns what is in a file: "A4 landscape, 2 pages, 54 ties, 214 sources".
fn in_words(laid: &Laid, options: &Options, size: PictureSize) -> String {
    if let Some(sample) = &laid.sample {
        return sample.words.clone();
    }
    let format = options.file_format();
    let is_printed = match format {
        FileFormat::Picture(_) | FileFormat::Brief(BriefFormat::Pdf) | FileFormat::Data(_) => true,
        FileFormat::Brief(BriefFormat::Html | BriefFormat::Markdown) => false,
    };
    let mut said = match is_printed {
        true => vec![options.size_in_words(size)],
        false => vec!["Preview of the printed form".to_owned()],
    };
    if options.has_pages() {
        said.push(counted(laid.pages.len(), "page"));
    }
    match if matches!(format, FileFormat::Picture(_)) { options.of.beside.len() } else { 0 } {
        0 => said.extend([counted(laid.n_ties, "tie"), counted(laid.n_sources, "source")]),
        n => said.push(counted(n, "picture")),
    }
    said.join(", ")
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { asked, laid, painted: _, said: _, squares: _ } = self;
        f.debug_struct("Shown").field("asked", asked).field("laid", &laid.number).finish_non_exhaustive()
    }
}

fn painted(source: &Source, laid: Option<&Arc<Laid>>, asked: Asked, reins: &Reins) -> Painted {
    let laid = laid.cloned().unwrap_or_else(|| Arc::new(source.laid()));
    let Asked { number: _, theme, ground, page_idx, size } = asked;
    let image = match laid.pages.get(page_idx).or(laid.pages.last()) {
        Some(page) => export::painted(page, &io::theme(theme), ground, size, &|done| reins.note(done)).map(Some),
        None if laid.sample.is_some() => Ok(None),
        None => Err(ExportError::Nothing),
    };
    let sides = [size.width(), size.height()].map(|side| side as usize);
    Painted { laid, image: image.map(|pixels| pixels.map(|pixels| ColorImage::from_rgba_unmultiplied(sides, &pixels))) }
}

/// Returns how many pixels the preview has: as many as there is room for, and no more than what is written.
fn pixels(ui: &Ui, options: &Options, size: PictureSize, room: Vec2) -> Option<Size> {
    let [width, height] = size.page();
    let dots = f64::from(ui.pixels_per_point());
    let mut scale = (f64::from(room.x) * dots / width).min(f64::from(room.y) * dots / height);
    if options.is_png() {
        let pixels = size.pixels(options.measure.scale).ok()?;
        scale = scale.min(f64::from(pixels.width()) / width);
    }
    let most = ui.input(|input| input.max_texture_side) as f64;
    scale = scale.min(most / width.max(height));
    let [width, height] = [width, height].map(|side| (side * scale).round().max(1.0) as u32);
    Size::new(width, height).ok()
}

/// Returns a place of a size in the middle of an area.
fn fitted(area: Rect, size: Vec2) -> Rect {
    let min = area.min + ((area.size() - size) * 0.5).max(Vec2::ZERO);
    Rect::from_min_size(min.round(), size)
}

/// Shows the buttons that leaf; returns the page to be shown.
fn leaf_ui(ui: &mut Ui, page_idx: usize, n_pages: usize) -> usize {
    let turn = |ui: &mut Ui, is_there: bool, words: &str, name: &str| {
        let button = ui.add_enabled(is_there, Button::new(words));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, is_there, name));
        button.clicked()
    };
    let back = turn(ui, page_idx > 0, "‹", "Previous page");
    ui.label(format!("{} of {n_pages}", page_idx + 1));
    let on = turn(ui, page_idx + 1 < n_pages, "›", "Next page");
    match (back, on) {
        (true, _) => page_idx - 1,
        (false, true) => page_idx + 1,
        (false, false) => page_idx,
    }
}

/// Says why there is no picture.
fn none_ui(ui: &mut Ui, theme: &Theme, area: Rect, why: &str) {
    ui.painter().rect_stroke(area, 4, Stroke::new(1.0, color(theme.line)), StrokeKind::Inside);
    let middle = Rect::from_center_size(area.center(), vec2((area.width() - 32.0).min(360.0), 72.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.vertical_centered(|ui| {
            for (idx, line) in why.lines().enumerate() {
                let ink = if idx == 0 { theme.ink } else { theme.muted };
                let line = capitalized(line.strip_prefix("Hint: ").unwrap_or(line));
                ui.add(Label::new(RichText::new(quoted(&line)).color(color(ink))).wrap());
            }
        });
    });
}

/// Paints the squares that show through where a picture has no ground.
fn squares_ui(ui: &Ui, [even, odd]: [Color32; 2], place: Rect) {
    let painter = ui.painter().with_clip_rect(place);
    painter.rect_filled(place, 0, even);
    let mut mesh = egui::Mesh::default();
    let [columns, rows] = [place.width(), place.height()].map(|side| (side / SQUARE).ceil() as usize);
    for row in 0..rows {
        for column in (row % 2..columns).step_by(2) {
            let at = place.min + vec2(column as f32, row as f32) * SQUARE;
            mesh.add_colored_rect(Rect::from_min_size(at, Vec2::splat(SQUARE)), odd);
        }
    }
    painter.add(mesh);
}
