//! Colors by what they are for. The values live in `assets/theme`; this file only knows their names and their contrast.

use std::fmt;

use super::encode::Role;

/// A color in sRGB, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity; 255 is opaque.
    pub a: u8,
}

/// Which theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThemeName {
    /// Dark ink on warm white.
    Light,
    /// Light ink on near black.
    Dark,
    /// For paper: white ground, and signs that part in gray.
    Print,
}

/// The colors of a window or picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Ground of the graph.
    pub canvas: Color,
    /// Ground of panels.
    pub panel: Color,
    /// Ground of the bar at the top and of the timeline.
    pub bar: Color,
    /// Borders between panels; carries no meaning.
    pub line: Color,
    /// Text.
    pub ink: Color,
    /// Secondary text.
    pub muted: Color,
    /// Rules and disabled things, never text to be read.
    pub faint: Color,
    /// Positive ties.
    pub positive: Color,
    /// Negative ties.
    pub negative: Color,
    /// Ties that are neither.
    pub neutral: Color,
    /// Selection and now, nothing else.
    pub selection: Color,
    /// Edge of what is selected: the selection's color, darkened where it would not stand out from its ground.
    pub selection_edge: Color,
    /// Ground under what is selected.
    pub selection_ground: Color,
    /// What a scenario supposes: casings around lines and circles, and the mark beside words.
    pub hypothetical: Color,
    /// Ground of chips.
    pub chip: Color,
    /// A nation's circle.
    pub nation: Color,
    /// The circle's rim.
    pub nation_rim: Color,
}

impl Color {
    /// Returns the opaque color of these channels.
    pub const fn opaque(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// Reads an opaque color such as `#1F6FB2`; `None` for anything else.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self::opaque(channel(0)?, channel(2)?, channel(4)?))
    }

    /// Returns it as `#1F6FB2`, without its opacity.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.r, self.g, self.b)
    }

    /// Returns its relative luminance as WCAG 2.2 defines it, 0 to 1.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl ThemeName {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// Returns its name, as options and files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }
}

impl Theme {
    /// Returns the color of a role.
    pub fn of(&self, role: Role) -> Color {
        match role {
            Role::Positive => self.positive,
            Role::Negative => self.negative,
            Role::Neutral => self.neutral,
        }
    }
}

/// Returns the contrast ratio of two opaque colors as WCAG 2.2 defines it, 1 to 21.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_published_contrast() {
        assert_eq!(contrast(Color::opaque(0, 0, 0), Color::opaque(255, 255, 255)), 21.0);
        assert!((contrast(Color::opaque(0x76, 0x76, 0x76), Color::opaque(255, 255, 255)) - 4.54).abs() < 0.01);
    }

    #[test]
    fn a_color_is_read_as_it_is_written() {
        for hex in ["#1F6FB2", "#000000", "#FFFFFF"] {
            assert_eq!(Color::parse(hex).map(Color::hex).as_deref(), Some(hex));
        }
        for wrong in ["1F6FB2", "#1F6FB", "#GGGGGG", "#1F6FB2FF", "#é0000"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }
}
