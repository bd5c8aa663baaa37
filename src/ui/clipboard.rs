//! Puts citations on the clipboard: with links where the system takes them, as mere text where it does not. And pictures,
//! which take a while, so whoever carries one there can do so beside the window.

use std::borrow::Cow;
use std::fmt;

use crate::export::Size;
use crate::session::Citation;

/// The clipboard of the system, opened when it is first needed.
///
/// It is kept for as long as the window lives, because on some systems what was copied is asked of whoever copied it.
#[derive(Default)]
pub(super) struct Clipboard {
    reach: Reach,
}

/// How far a clipboard reaches.
#[derive(Default)]
enum Reach {
    /// Only as far as the window library's own, which takes mere text: there is no system behind it, as in a test.
    #[default]
    Text,
    /// The system has none that takes more than text.
    Refused,
    /// Not opened yet.
    Closed,
    /// That of the system.
    Open(arboard::Clipboard),
}

/// What carries a picture to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    /// The system.
    System,
    /// The window library, which hands it on with the next frame.
    Window,
}

/// A picture that is on the clipboard, or on the way there.
pub(super) enum Carried {
    /// It is there as long as this lives.
    There(arboard::Clipboard),
    /// The window library is to take it there.
    OnTheWay(egui::ColorImage),
}

impl Carrier {
    /// Carries a picture to the clipboard: rows of red, green, blue and opacity of 8 bits, not multiplied. O(pixels).
    ///
    /// # Errors
    /// Returns what the system says where it takes no pictures.
    pub fn carry(self, size: Size, pixels: &[u8]) -> Result<Carried, String> {
        let [width, height] = [size.width(), size.height()].map(|side| side as usize);
        match self {
            Self::Window => {
                let image = egui::ColorImage::from_rgba_unmultiplied([width, height], pixels);
                Ok(Carried::OnTheWay(image))
            }
            Self::System => {
                let said = |error: arboard::Error| {
                    format!("The clipboard of this system takes no picture\nHint: {error}; export it as a file")
                };
                let mut system = arboard::Clipboard::new().map_err(said)?;
                system.set_image(arboard::ImageData { width, height, bytes: Cow::Borrowed(pixels) }).map_err(said)?;
                Ok(Carried::There(system))
            }
        }
    }
}

impl Clipboard {
    /// Returns the clipboard of the system.
    pub fn of_system() -> Self {
        Self { reach: Reach::Closed }
    }

    /// Puts a citation on the clipboard, plain and as HTML, or plain alone where no more is possible.
    pub fn put(&mut self, context: &egui::Context, citation: &Citation) {
        if matches!(self.reach, Reach::Closed) {
            self.reach = arboard::Clipboard::new().map_or(Reach::Refused, Reach::Open);
        }
        let is_rich = match &mut self.reach {
            Reach::Open(system) => system.set().html(&citation.html, Some(&citation.plain)).is_ok(),
            Reach::Text | Reach::Refused | Reach::Closed => false,
        };
        if !is_rich {
            context.copy_text(citation.plain.clone());
        }
    }

    /// Returns what carries a picture there.
    pub fn carrier(&self) -> Carrier {
        match self.reach {
            Reach::Text => Carrier::Window,
            Reach::Refused | Reach::Closed | Reach::Open(_) => Carrier::System,
        }
    }

    /// Takes over a picture that was carried there.
    pub fn hold(&mut self, context: &egui::Context, carried: Carried) {
        match carried {
            Carried::There(system) => self.reach = Reach::Open(system),
            Carried::OnTheWay(image) => context.copy_image(image),
        }
    }
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.reach {
            Reach::Text => "Clipboard(text)",
            Reach::Refused => "Clipboard(refused)",
            Reach::Closed => "Clipboard(closed)",
            Reach::Open(_) => "Clipboard(open)",
        })
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::There(_) => "Carried(there)",
            Self::OnTheWay(_) => "Carried(on the way)",
        })
    }
}
