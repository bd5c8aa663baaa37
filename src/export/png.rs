//! Pixels and PNG from the SVG of a page, in bands, so that a large picture takes little memory and can be broken off.

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::error::ExportError;
use super::size::Size;
use super::svg::Ground;

/// Rows of pixels that are drawn at a time.
const BAND: u32 = 256;

/// Is told the part of a picture that is done, from 0 to 1; may break it off.
pub type Progress<'a> = &'a dyn Fn(f64) -> ControlFlow<()>;

/// Returns the picture as PNG.
///
/// Fonts of the machine are never looked at: the same SVG gives the same bytes everywhere.
///
/// # Errors
/// Returns an error when the text is not SVG, when it is broken off, or when the encoder fails.
pub fn png(svg: &str, size: Size, ground: Ground, progress: Progress<'_>) -> Result<Vec<u8>, ExportError> {
    let tree = tree(svg)?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width(), size.height());
    encoder.set_color(match ground {
        Ground::Filled => png::ColorType::Rgb,
        Ground::Transparent => png::ColorType::Rgba,
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let refused = |error: png::EncodingError| ExportError::Encoding { reason: error.to_string() };
    let io = |error: std::io::Error| ExportError::Encoding { reason: error.to_string() };
    let mut writer = encoder.write_header().map_err(refused)?;
    let mut stream = writer.stream_writer().map_err(refused)?;
    for band in bands(size) {
        let pixmap = drawn(&tree, size, band.clone())?;
        std::io::Write::write_all(&mut stream, &encoded(&pixmap, ground)).map_err(io)?;
        if progress(f64::from(band.end) / f64::from(size.height())).is_break() {
            return Err(ExportError::BrokenOff);
        }
    }
    stream.finish().map_err(refused)?;
    writer.finish().map_err(refused)?;
    Ok(bytes)
}

/// Returns the picture as rows of pixels: red, green, blue and opacity of 8 bits, not multiplied.
///
/// # Errors
/// Returns an error when the text is not SVG or when it is broken off.
pub fn pixels(svg: &str, size: Size, progress: Progress<'_>) -> Result<Vec<u8>, ExportError> {
    let tree = tree(svg)?;
    let mut bytes = Vec::with_capacity(4 * size.width() as usize * size.height() as usize);
    for band in bands(size) {
        bytes.extend(encoded(&drawn(&tree, size, band.clone())?, Ground::Transparent));
        if progress(f64::from(band.end) / f64::from(size.height())).is_break() {
            return Err(ExportError::BrokenOff);
        }
    }
    Ok(bytes)
}

fn tree(svg: &str) -> Result<Tree, ExportError> {
    Tree::from_str(svg, &options()).map_err(|error| ExportError::Svg { reason: error.to_string() })
}

/// Returns the rows of each band.
fn bands(size: Size) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..size.height()).step_by(BAND as usize).map(move |from| from..(from + BAND).min(size.height()))
}

/// Draws some rows of a picture.
fn drawn(tree: &Tree, size: Size, rows: std::ops::Range<u32>) -> Result<Pixmap, ExportError> {
    let refused = ExportError::Encoding { reason: "there is no such picture".to_owned() };
    let mut pixmap = Pixmap::new(size.width(), rows.end - rows.start).ok_or(refused)?;
    let scale_x = size.width() as f32 / tree.size().width();
    let scale_y = size.height() as f32 / tree.size().height();
    let transform = Transform::from_scale(scale_x, scale_y).post_translate(0.0, -(rows.start as f32));
    resvg::render(tree, transform, &mut pixmap.as_mut());
    Ok(pixmap)
}

/// Returns pixels without their opacity, or with it and not multiplied by it.
fn encoded(pixmap: &Pixmap, ground: Ground) -> Vec<u8> {
    match ground {
        Ground::Filled => pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect(),
        Ground::Transparent => {
            let plain = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
            plain.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect()
        }
    }
}

/// Returns reading options that know exactly our fonts.
pub(super) fn options() -> Options<'static> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        fonts.load_font_data(notosans::BOLD_TTF.to_vec());
        fonts.set_sans_serif_family("Noto Sans");
        Arc::new(fonts)
    });
    Options { font_family: "Noto Sans".to_owned(), fontdb: fonts.clone(), ..Options::default() }
}
