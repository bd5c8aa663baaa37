//! Paints a picture beside the window and carries it to the clipboard.

use super::looked::{Looked, Source, Wanted};
use super::options::{Look, Options};
use super::reins::Reins;
use super::remembered::{Remembered, options};
use crate::export::{self, ExportError, PictureSize, Size};
use crate::io;
use crate::kit::capitalized;
use crate::session::Session;
use crate::ui::clipboard::{Carried, Carrier};
use crate::ui::jobs::Job;

/// What is to be copied.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Order {
    source: Source,
    look: Look,
    size: Size,
}

/// A picture on its way to the clipboard; it is given up when this is let go of.
#[derive(Debug)]
pub(in crate::ui) struct Copying {
    job: Option<Job<Result<Carried, String>>>,
    reins: Reins,
    size: Size,
}

impl Order {
    /// Returns the picture of what is looked at, as one was exported last.
    ///
    /// # Errors
    /// Returns why there is none.
    pub fn of_view(session: &Session, remembered: &Remembered) -> Result<Self, String> {
        let options = options(&remembered.of(session), session).of_view();
        let size = options.size()?;
        let source = Looked::default().at(session, Wanted::Picture(options.request(size, "")));
        Self::of(source.map_err(|none| capitalized(none.in_words()))?, &options, size)
    }

    /// Returns a picture with options.
    ///
    /// # Errors
    /// Returns which limit its size breaks.
    pub(super) fn of(source: Source, options: &Options, size: PictureSize) -> Result<Self, String> {
        let size = size.pixels(options.measure.scale).map_err(|error| capitalized(&error.to_string()))?;
        Ok(Self { source: source.on_one_page(), look: options.look, size })
    }
}

impl Copying {
    /// Begins to copy.
    pub fn begin(order: Order, carrier: Carrier) -> Self {
        let (reins, size) = (Reins::default(), order.size);
        let held = reins.clone();
        Self { job: Some(Job::begin(move || carried(&order, carrier, &held))), reins, size }
    }

    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        self.job.as_ref().is_none_or(Job::is_done)
    }

    /// Waits for what came of it, and what to say of it.
    pub fn wait(mut self) -> (Option<Carried>, String) {
        let copied = format!("Picture copied ({} × {})", self.size.width(), self.size.height());
        match self.job.take().map(Job::wait) {
            Some(Ok(carried)) => (Some(carried), copied),
            Some(Err(words)) => (None, words),
            None => (None, String::new()),
        }
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        self.reins.stop();
    }
}

fn carried(order: &Order, carrier: Carrier, reins: &Reins) -> Result<Carried, String> {
    let Order { source, look: Look { theme, ground, letters: _ }, size } = order;
    let laid = source.laid();
    let in_words = |error: ExportError| capitalized(&error.to_string());
    let page = laid.pages.first().ok_or(ExportError::Nothing).map_err(in_words)?;
    let pixels = export::painted(page, &io::theme(*theme), *ground, *size, &|done| reins.note(done));
    let pixels = pixels.map_err(in_words)?;
    if reins.is_stopped() {
        return Err(in_words(ExportError::BrokenOff));
    }
    carrier.carry(*size, &pixels)
}
