//! NATO (Admiralty) grades: how reliable a source is, and how credible what it says.

use std::fmt;

/// Reliability of a source, A to F.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged, which is not the same as worst.
    F,
}

/// Credibility of a piece of information, 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credibility {
    /// Confirmed by other sources.
    One,
    /// Probably true.
    Two,
    /// Possibly true.
    Three,
    /// Doubtful.
    Four,
    /// Improbable.
    Five,
    /// Cannot be judged, which is not the same as worst.
    Six,
}

/// A NATO grade such as `B2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grade {
    /// Of the source.
    pub reliability: Reliability,
    /// Of what it says.
    pub credibility: Credibility,
}

impl Grade {
    /// Reads a grade such as `B2`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let &[letter, digit] = text.as_bytes() else { return None };
        let reliability = match letter {
            b'A' => Reliability::A,
            b'B' => Reliability::B,
            b'C' => Reliability::C,
            b'D' => Reliability::D,
            b'E' => Reliability::E,
            b'F' => Reliability::F,
            _ => return None,
        };
        let credibility = match digit {
            b'1' => Credibility::One,
            b'2' => Credibility::Two,
            b'3' => Credibility::Three,
            b'4' => Credibility::Four,
            b'5' => Credibility::Five,
            b'6' => Credibility::Six,
            _ => return None,
        };
        Some(Self { reliability, credibility })
    }

    /// Returns its place from best (smallest) to worst, credibility before reliability.
    ///
    /// "Cannot be judged" ranks between what speaks for a claim and what speaks against it.
    pub fn rank(self) -> u8 {
        let credibility = match self.credibility {
            Credibility::One => 0,
            Credibility::Two => 1,
            Credibility::Three => 2,
            Credibility::Six => 3,
            Credibility::Four => 4,
            Credibility::Five => 5,
        };
        let reliability = match self.reliability {
            Reliability::A => 0,
            Reliability::B => 1,
            Reliability::C => 2,
            Reliability::F => 3,
            Reliability::D => 4,
            Reliability::E => 5,
        };
        credibility * 6 + reliability
    }

    /// Returns the grade in words: "usually reliable source, probably true".
    pub fn in_words(self) -> String {
        format!("{}, {}", self.reliability.in_words(), self.credibility.in_words())
    }
}

impl Reliability {
    /// All of them, best first, and at last what cannot be judged.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// Returns its letter.
    pub fn sign(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }

    /// Returns the scale's own words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::A => "completely reliable source",
            Self::B => "usually reliable source",
            Self::C => "fairly reliable source",
            Self::D => "not usually reliable source",
            Self::E => "unreliable source",
            Self::F => "reliability cannot be judged",
        }
    }
}

impl Credibility {
    /// All of them, best first, and at last what cannot be judged.
    pub const ALL: [Self; 6] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five, Self::Six];

    /// Returns its digit.
    pub fn sign(self) -> char {
        match self {
            Self::One => '1',
            Self::Two => '2',
            Self::Three => '3',
            Self::Four => '4',
            Self::Five => '5',
            Self::Six => '6',
        }
    }

    /// Returns the scale's own words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::One => "confirmed by other sources",
            Self::Two => "probably true",
            Self::Three => "possibly true",
            Self::Four => "doubtful",
            Self::Five => "improbable",
            Self::Six => "truth cannot be judged",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability.sign(), self.credibility.sign())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grade_reads_back_as_written() {
        for letter in 'A'..='F' {
            for digit in '1'..='6' {
                let text = format!("{letter}{digit}");
                assert_eq!(Grade::parse(&text).map(|grade| grade.to_string()), Some(text));
            }
        }
        for text in ["G7", "a1", "B", "B22", "2B", "", "B0"] {
            assert_eq!(Grade::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_judged_ranks_above_what_is_doubtful() {
        let rank = |text| Grade::parse(text).map(Grade::rank);
        assert!(rank("A1") < rank("B1") && rank("E2") < rank("A3"));
        assert!(rank("A3") < rank("A6") && rank("A6") < rank("A4"));
        assert!(rank("F2") < rank("D2"));
    }
}
