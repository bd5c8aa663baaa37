//! What a picture says of itself in words.

use jiff::civil::Date;

use crate::kit::boxed;
use crate::model::{Document, EdtfDate};
use crate::network::Network;

/// What a picture says of itself beside the title of the atlas and the day of its network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// The sentence of a named view.
    pub headline: Option<String>,
    /// The day by which evidence had to be known; `None` for all that is known now.
    pub known_on: Option<Date>,
    /// What is asked for, in words; `None` for everything.
    pub filter: Option<String>,
    /// What is selected, in words; `None` where nothing is.
    pub selected: Option<String>,
    /// The title of the scenario whose network it is; `None` for the record as it is.
    pub scenario: Option<String>,
    /// What is compared, in words: "1 June 2023 – 31 December 2024".
    pub compared: Option<String>,
    /// What a comparison found, in its order; none without one.
    pub changes: Vec<ChangeLine>,
    /// The hash of the record; may be empty.
    pub version: String,
}

/// One line of a list of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// The pair, as a heading over its changes.
    pub pair: String,
    /// Since when; may be empty.
    pub on: String,
    /// What: "begun: Comprehensive Strategic Partnership Treaty".
    pub words: String,
}

impl Caption {
    /// Returns the days as a picture says them: "14 June 2025 · known on 1 July 2025".
    pub(super) fn days(&self, network: &Network) -> String {
        let day = EdtfDate::from_day(network.as_of()).in_words();
        let known_on = self.known_on.map(|day| format!("known on {}", EdtfDate::from_day(day).in_words()));
        let compared = self.compared.as_ref().map(|words| format!("compared: {}", boxed(words)));
        std::iter::once(day).chain(known_on).chain(compared).collect::<Vec<_>>().join(" · ")
    }

    /// Returns what a picture is called, for who does not see it: atlas, day, scenario and filter.
    pub(super) fn title(&self, document: &Document, network: Option<&Network>) -> String {
        let atlas = boxed(&document.manifest.title);
        let days =
            network.map(|network| format!(", as of {}", self.days(network).replace(" · ", ", "))).unwrap_or_default();
        let supposed = self.scenario.as_ref().map(|title| format!(", scenario “{}”: hypothetical", boxed(title)));
        let filter = self.filter.as_ref().map(|filter| format!(", only {}", boxed(filter)));
        format!("{atlas}{days}{}{}", supposed.unwrap_or_default(), filter.unwrap_or_default())
    }
}
