//! Turns an SVG of ours into a PNG, with the compiled-in font and no other.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::error::ExportError;
use super::size::Size;

/// Returns the picture as PNG.
///
/// Fonts of the machine are never looked at: the same SVG gives the same bytes everywhere.
///
/// # Errors
/// Returns an error when the text is not SVG or the encoder fails.
pub fn png(svg: &str, size: Size) -> Result<Vec<u8>, ExportError> {
    let tree = Tree::from_str(svg, &options()).map_err(|error| ExportError::Svg { reason: error.to_string() })?;
    let refused = ExportError::Encoding { reason: "there is no such picture".to_owned() };
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(refused)?;
    let scale_x = size.width() as f32 / tree.size().width();
    let scale_y = size.height() as f32 / tree.size().height();
    resvg::render(&tree, Transform::from_scale(scale_x, scale_y), &mut pixmap.as_mut());
    encode(pixmap, size).map_err(|error| ExportError::Encoding { reason: error.to_string() })
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

/// Encodes opaque pixels without their alpha, at the setting that is several times as fast for a little more space.
fn encode(pixmap: Pixmap, size: Size) -> Result<Vec<u8>, png::EncodingError> {
    let rgb: Vec<u8> = pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width(), size.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
