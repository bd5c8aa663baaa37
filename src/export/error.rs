//! Why a picture cannot be made.

use thiserror::Error;

/// Why a picture cannot be made.
#[derive(Debug, Error)]
pub enum ExportError {
    /// A side is nothing or too long.
    #[error("{width}×{height} is no size for a picture\nHint: each side is 1 to {most} pixels")]
    Side {
        /// Pixels asked for.
        width: u32,
        /// Pixels asked for.
        height: u32,
        /// Longest side that there is.
        most: u32,
    },
    /// The picture has too many pixels.
    #[error("a picture of {width}×{height} has {megapixels} megapixels\nHint: at most {most}; try half the size")]
    Area {
        /// Pixels asked for.
        width: u32,
        /// Pixels asked for.
        height: u32,
        /// What that makes.
        megapixels: u64,
        /// Most megapixels that there are.
        most: u64,
    },
    /// The SVG could not be read back.
    #[error("the picture's SVG could not be read\nHint: this is a mistake in this program; please report it: {reason}")]
    Svg {
        /// What the reader said.
        reason: String,
    },
    /// The pixels could not be encoded.
    #[error("the picture could not be encoded as PNG: {reason}")]
    Encoding {
        /// What the encoder said.
        reason: String,
    },
    /// The PDF could not be made.
    #[error("the picture could not be written as PDF: {reason}")]
    Pdf {
        /// What the writer said.
        reason: String,
    },
    /// Somebody broke it off.
    #[error("the picture was broken off")]
    BrokenOff,
    /// There is no page to write.
    #[error("there is nothing to write")]
    Nothing,
}
