//! Sizes of paper, and how large they are in points.

/// A size of paper, or of a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// ISO 216 A5.
    A5,
    /// ISO 216 A4.
    A4,
    /// ISO 216 A3.
    A3,
    /// ISO 216 A2.
    A2,
    /// US letter.
    Letter,
    /// A slide of 16:9, 13⅓ × 7½ inches.
    Slide,
}

/// Which side of a paper is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Orientation {
    /// A long one.
    #[default]
    Landscape,
    /// A short one.
    Portrait,
}

/// Points of a page a millimeter: a point is 1∕96 inch, so that the smallest letters are 7½ typographer's points on paper.
const POINTS_A_MILLIMETER: f64 = 96.0 / 25.4;

impl Paper {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 6] = [Self::A5, Self::A4, Self::A3, Self::A2, Self::Letter, Self::Slide];

    /// Returns its name, as options and files write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::A5 => "a5",
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::A2 => "a2",
            Self::Letter => "letter",
            Self::Slide => "slide",
        }
    }

    /// Returns its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::A5 => "A5",
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::Letter => "Letter",
            Self::Slide => "Slide 16:9",
        }
    }

    /// Returns its width and height in millimeters. A slide is broad either way.
    pub fn millimeters(self, orientation: Orientation) -> [f64; 2] {
        let [long, short] = match self {
            Self::A5 => [210.0, 148.0],
            Self::A4 => [297.0, 210.0],
            Self::A3 => [420.0, 297.0],
            Self::A2 => [594.0, 420.0],
            Self::Letter => [279.4, 215.9],
            Self::Slide => return [338.667, 190.5],
        };
        match orientation {
            Orientation::Landscape => [long, short],
            Orientation::Portrait => [short, long],
        }
    }

    /// Returns its width and height in points of a page, 1∕96 inch each.
    pub fn points(self, orientation: Orientation) -> [f64; 2] {
        self.millimeters(orientation).map(|side| side * POINTS_A_MILLIMETER)
    }
}

impl Orientation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Landscape, Self::Portrait];

    /// Returns its name, as options and files write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Landscape => "landscape",
            Self::Portrait => "portrait",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_is_as_wide_as_a_page_of_pixels_and_a4_has_its_published_size() {
        assert_eq!(Paper::Slide.points(Orientation::Portrait).map(f64::round), [1280.0, 720.0]);
        assert_eq!(Paper::A4.points(Orientation::Portrait).map(f64::round), [794.0, 1123.0]);
    }
}
