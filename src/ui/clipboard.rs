//! Puts citations on the clipboard: with links where the system takes them, as mere text where it does not.

use std::fmt;

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
    /// Only as far as the window library's own, which takes mere text: there is no system behind it, as in a test, or none
    /// that takes more.
    #[default]
    Text,
    /// Not opened yet.
    Closed,
    /// That of the system.
    Open(arboard::Clipboard),
}

impl Clipboard {
    /// Returns the clipboard of the system.
    pub fn of_system() -> Self {
        Self { reach: Reach::Closed }
    }

    /// Puts a citation on the clipboard, plain and as HTML, or plain alone where no more is possible.
    pub fn put(&mut self, context: &egui::Context, citation: &Citation) {
        if matches!(self.reach, Reach::Closed) {
            self.reach = arboard::Clipboard::new().map_or(Reach::Text, Reach::Open);
        }
        let is_rich = match &mut self.reach {
            Reach::Open(system) => system.set().html(&citation.html, Some(&citation.plain)).is_ok(),
            Reach::Text | Reach::Closed => false,
        };
        if !is_rich {
            context.copy_text(citation.plain.clone());
        }
    }
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.reach {
            Reach::Text => "Clipboard(text)",
            Reach::Closed => "Clipboard(closed)",
            Reach::Open(_) => "Clipboard(open)",
        })
    }
}
