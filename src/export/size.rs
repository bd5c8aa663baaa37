//! The size of a picture in pixels, within what memory and viewers bear.

use super::error::ExportError;
use super::xml::number;

/// Width and height of a picture in pixels.
///
/// Invariant: each side is 1 to 16,384, and both make at most 100 megapixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    width: u32,
    height: u32,
}

/// Longest side, in pixels; what viewers and graphics cards commonly bear.
const MOST_SIDE: u32 = 16_384;
/// Most pixels, in millions; four bytes each while it is drawn.
const MOST_MEGAPIXELS: u64 = 100;

impl Size {
    /// Returns the size of a picture.
    ///
    /// # Errors
    /// Returns which limit it breaks.
    pub fn new(width: u32, height: u32) -> Result<Self, ExportError> {
        if !(1..=MOST_SIDE).contains(&width) || !(1..=MOST_SIDE).contains(&height) {
            return Err(ExportError::Side { width, height, most: MOST_SIDE });
        }
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_MEGAPIXELS * 1_000_000 {
            let megapixels = pixels.div_ceil(1_000_000);
            return Err(ExportError::Area { width, height, megapixels, most: MOST_MEGAPIXELS });
        }
        Ok(Self { width, height })
    }

    /// Returns the width in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Returns the height in pixels.
    pub fn height(self) -> u32 {
        self.height
    }

    /// Returns how high a page of `page_width` points is in this shape.
    pub fn page_height(self, page_width: f64) -> f64 {
        page_width * f64::from(self.height) / f64::from(self.width)
    }
}

impl Default for Size {
    fn default() -> Self {
        Self { width: 1280, height: 800 }
    }
}

/// How large a picture says that it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dimensions {
    /// In pixels.
    Pixels(Size),
    /// On paper, in millimeters.
    Millimeters([f64; 2]),
    /// As many pixels as its page has points.
    OfPage,
}

impl Dimensions {
    /// Returns its width and height as SVG writes them, of a page of so many points.
    pub(super) fn attributes(self, page: [f64; 2]) -> [String; 2] {
        match self {
            Self::OfPage => page.map(number),
            Self::Pixels(Size { width, height }) => [width, height].map(|side| side.to_string()),
            Self::Millimeters(sides) => sides.map(|side| format!("{}mm", number(side))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_beyond_the_limits_are_refused_by_name() {
        assert!(Size::new(16_384, 6_000).is_ok());
        for (width, height) in [(0, 800), (1280, 0), (16_385, 1)] {
            assert!(matches!(Size::new(width, height), Err(ExportError::Side { .. })), "{width}×{height}");
        }
        let error = Size::new(16_384, 16_384).expect_err("too many pixels");
        assert_eq!(
            error.to_string(),
            "a picture of 16384×16384 has 269 megapixels\nHint: at most 100; try half the size"
        );
    }
}
