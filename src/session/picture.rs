//! What is exported of a session: which ties, from where, with which words. It holds all that the pages are made from, so
//! that they can be made beside the window.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::run::concerned;
use super::state::Session;
use super::time::Comparison;
use crate::kit::{Point, capitalized};
use crate::model::{Document, EdtfDate, NationId};
use crate::network::{Around, Difference, Filter, Hiding, Network, Vantage};
use crate::scene::{self, Caption, ChangeLine, Extent, Frame, Layout, Overflow, Page, Shifts, Subject, Tally, Target};

/// Names of what is selected that a picture tells; the others are counted.
const MOST_SELECTED: usize = 3;

/// Which ties are on a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Content {
    /// Those that are seen: of the day, under the filter, compared and selected as they are.
    #[default]
    View,
    /// Those of what is selected and of its neighbors.
    Selection,
    /// All of the day.
    Everything,
}

/// How much of the canvas is on a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reach {
    /// All nations and ties, as large as they go.
    #[default]
    Fitted,
    /// What is seen of the canvas.
    Visible,
}

/// What is wanted of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureRequest {
    /// Which ties.
    pub content: Content,
    /// How much of the canvas.
    pub reach: Reach,
    /// Days and scenarios that are shown side by side; with none, what is looked at is shown alone.
    pub beside: Vec<Vantage>,
    /// What stands over it; `None` for the judgment of the view that is shown.
    pub headline: Option<String>,
    /// The page.
    pub layout: Layout,
    /// The hash of the record.
    pub version: String,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// Nothing is selected.
    NothingSelected,
    /// No nation would be on it.
    Empty,
}

impl NoPicture {
    /// Returns it as people say it, with a hint.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NothingSelected => "nothing is selected\nHint: select nations or ties, or take the whole view",
            Self::Empty => "there is no nation to show\nHint: an atlas needs a nation before there is a picture of it",
        }
    }
}

/// All that the pages of a picture are made from.
#[derive(Debug, Clone)]
pub struct Picture {
    one: Pictured,
    beside: Vec<(Pictured, String)>,
    extent: Extent,
    selection: BTreeSet<Target>,
    caption: Caption,
    /// The judgment of the view that is shown: the headline where none is given.
    judgment: Option<String>,
    layout: Layout,
}

/// A network that is pictured.
#[derive(Debug, Clone)]
struct Pictured {
    document: Arc<Document>,
    network: Arc<Network>,
    positions: Arc<BTreeMap<NationId, Point>>,
    shifts: Option<Arc<Shifts>>,
    is_supposed: bool,
}

impl Picture {
    /// Returns the pages. O(ties log ties).
    pub fn pages(&self) -> Vec<Page> {
        let Self { one, beside, extent, selection, caption, judgment: _, layout } = self;
        if beside.is_empty() {
            let subject = Subject { selection, extent: *extent, ..one.subject() };
            return scene::picture(&subject, caption, layout);
        }
        let frames: Vec<Frame<'_>> = beside.iter().map(|(pictured, title)| pictured.frame(title)).collect();
        scene::sheet(&frames, caption, layout)
    }

    /// Returns the picture on one page: what has no room there is counted.
    pub fn on_one_page(self) -> Self {
        Self { layout: Layout { overflow: Overflow::Counted, ..self.layout }, ..self }
    }

    /// Returns the same under another headline and laid out otherwise, which takes no time.
    pub fn laid_out(&self, headline: Option<String>, layout: Layout) -> Self {
        let headline = headline.or_else(|| self.judgment.clone());
        Self { caption: Caption { headline, ..self.caption.clone() }, layout, ..self.clone() }
    }

    /// Returns what is on it: its ties and the sources of those. O(evidence).
    pub fn tally(&self) -> Tally {
        let Self { one, beside, extent, selection, .. } = self;
        if beside.is_empty() {
            return scene::tally(&Subject { selection, extent: *extent, ..one.subject() });
        }
        beside.iter().map(|(pictured, _)| scene::tally(&pictured.subject())).fold(Tally::default(), Tally::joined)
    }

    /// Returns the picture with the hash of its record, for whoever finds that out beside the window.
    pub fn with_version(self, version: String) -> Self {
        Self { caption: Caption { version, ..self.caption }, ..self }
    }

    /// Returns the record that is shown, or the one looked at where several are.
    pub fn document(&self) -> &Document {
        &self.one.document
    }

    /// Returns the network that is shown, or the first of several.
    pub fn network(&self) -> &Network {
        self.beside.first().map_or(&self.one.network, |(first, _)| &first.network)
    }
}

impl Pictured {
    fn subject(&self) -> Subject<'_> {
        let Self { document, network, positions, shifts, is_supposed: _ } = self;
        Subject { shifts: shifts.as_ref(), ..Subject::of(document, network, positions) }
    }

    fn frame(&self, title: &str) -> Frame<'_> {
        Frame { subject: self.subject(), title: title.to_owned(), is_supposed: self.is_supposed }
    }
}

impl Session {
    /// Returns what a picture is made from.
    ///
    /// # Errors
    /// Returns why there would be nothing on it.
    pub fn picture(&self, request: &PictureRequest) -> Result<Picture, NoPicture> {
        let one = self.pictured(request.content)?;
        if one.positions.is_empty() {
            return Err(NoPicture::Empty);
        }
        let (width, height) = self.view.size();
        let extent = match request.reach {
            Reach::Visible if width > 0.0 && height > 0.0 => Extent::Visible(self.view.camera(), [width, height]),
            Reach::Visible | Reach::Fitted => Extent::Fitted,
        };
        let beside = request.beside.iter().map(|vantage| self.beside(vantage, request.content)).collect();
        let selection = match request.content {
            Content::View => self.selection.targets().clone(),
            Content::Selection | Content::Everything => BTreeSet::new(),
        };
        let caption = self.caption(request);
        let judgment = self.judgment();
        Ok(Picture { one, beside, extent, selection, caption, judgment, layout: request.layout.clone() })
    }

    fn pictured(&self, content: Content) -> Result<Pictured, NoPicture> {
        let positions = self.shown_positions().clone();
        let is_supposed = self.supposition().is_some();
        match content {
            Content::View => {
                let shifts = self.comparison().map(|comparison| comparison.shifts.clone());
                let (document, network) = (self.document().clone(), self.drawn().clone());
                Ok(Pictured { document, network, positions, shifts, is_supposed })
            }
            Content::Everything => {
                let (document, network) = (self.own_document().clone(), self.day().clone());
                Ok(Pictured { document, network, positions, shifts: None, is_supposed })
            }
            Content::Selection => {
                let nations: BTreeSet<NationId> = concerned(self, self.selection.targets()).into_iter().collect();
                if nations.is_empty() {
                    return Err(NoPicture::NothingSelected);
                }
                let network = (**self.day()).clone().under(&self.around_selection(), Hiding::Remove);
                let near = network.ties().iter().flat_map(|tie| [&tie.tie.between.0, &tie.tie.between.1]);
                let near: BTreeSet<&NationId> = near.chain(&nations).collect();
                let near = positions.iter().filter(|(id, _)| near.contains(id)).map(|(id, at)| (id.clone(), *at));
                let positions = Arc::new(near.collect());
                let (document, network) = (self.own_document().clone(), Arc::new(network));
                Ok(Pictured { document, network, positions, shifts: None, is_supposed })
            }
        }
    }

    /// Returns the filter with which only what is selected is asked for, and its neighbors.
    fn around_selection(&self) -> Filter {
        let nations = concerned(self, self.selection.targets()).into_iter().collect();
        Filter { around: Some(Around { nations, hops: 1 }), ..self.lens().filter.clone() }
    }

    /// Returns one of several pictures, with what stands over it.
    fn beside(&self, vantage: &Vantage, content: Content) -> (Pictured, String) {
        let (document, roster, network) = self.seen_from(vantage);
        let network = match content {
            Content::View => network,
            Content::Everything => Arc::new(roster.on(vantage.day)),
            Content::Selection => Arc::new(roster.on(vantage.day).under(&self.around_selection(), Hiding::Remove)),
        };
        let mut positions = (**self.positions()).clone();
        if document.nations.keys().any(|id| !positions.contains_key(id)) {
            positions.extend(
                scene::positions_over(self.record(), &document)
                    .into_iter()
                    .filter(|(id, _)| !self.positions().contains_key(id)),
            );
        }
        positions.retain(|id, _| document.nations.contains_key(id));
        let day = EdtfDate::from_day(vantage.day).in_words();
        let scenario = vantage.scenario.as_ref().and_then(|id| self.record().scenarios.get(id));
        let title = scenario.map_or_else(|| day.clone(), |scenario| format!("“{}”, {day}", scenario.title));
        let (positions, is_supposed) = (Arc::new(positions), scenario.is_some());
        (Pictured { document, network, positions, shifts: None, is_supposed }, title)
    }

    /// Returns what is selected by its names: "Russia, Sanctions of 2017 and 3 more".
    fn selected_in_words(&self) -> Option<String> {
        let document = self.document();
        let name = |target: &Target| match target {
            Target::Nation(id) => Some(document.nation_name(id).to_owned()),
            Target::Tie(id) => document.ties.get(id).map(|tie| tie.about.title.clone()),
            Target::Source(id) => document.sources.get(id).map(|source| source.publisher.clone()),
            // A selection holds neither.
            Target::Pair(..) | Target::Class(_) => None,
        };
        let names: Vec<String> = self.selection.targets().iter().filter_map(name).collect();
        let shown = names.iter().take(MOST_SELECTED).cloned().collect::<Vec<_>>().join(", ");
        match names.len() {
            0 => None,
            n if n <= MOST_SELECTED => Some(shown),
            n => Some(format!("{shown} and {} more", n - MOST_SELECTED)),
        }
    }

    fn judgment(&self) -> Option<String> {
        self.shown_view().map(|view| view.judgment.clone()).filter(|words| !words.is_empty())
    }

    fn caption(&self, request: &PictureRequest) -> Caption {
        let lens = self.lens();
        let is_view = request.content == Content::View;
        let comparison = self.comparison().filter(|_| is_view && request.beside.is_empty());
        let filter = match request.content {
            Content::View => lens.filter.clone(),
            Content::Selection => self.around_selection(),
            Content::Everything => Filter::default(),
        };
        let scenario = self.supposition().filter(|_| request.beside.is_empty());
        Caption {
            headline: request.headline.clone().or_else(|| self.judgment()),
            known_on: lens.moment.known_on,
            filter: Some(filter.in_words(self.document())).filter(|words| !words.is_empty()),
            selected: self.selected_in_words().filter(|_| is_view && request.beside.is_empty()),
            scenario: scenario.map(|it| it.scenario.title.clone()),
            compared: comparison.map(|comparison| self.compared_in_words(comparison)),
            changes: comparison.map(|comparison| self.changes_in_words(comparison)).unwrap_or_default(),
            version: request.version.clone(),
        }
    }

    /// Returns what is compared: "1 January 2024 – 14 June 2025", "The record – “Rebuild trust”, 1 January 2026".
    pub fn compared_in_words(&self, comparison: &Comparison) -> String {
        let [from, to] = [&comparison.from, &comparison.to].map(|vantage| self.told_from(comparison, vantage));
        capitalized(&format!("{from} – {to}"))
    }

    /// Returns what a comparison found, pair by pair.
    fn changes_in_words(&self, comparison: &Comparison) -> Vec<ChangeLine> {
        let document = &comparison.document;
        let name = |id: &NationId| {
            let recorded = || self.record().nations.get(id).map(|_| self.record().nation_name(id).to_owned());
            document.nations.get(id).map(|_| document.nation_name(id).to_owned()).or_else(recorded)
        };
        let line = |difference: &Difference| {
            let Difference { what, tie, pair: (a, b), on } = difference;
            let [a, b] = [a, b].map(|id| name(id).unwrap_or_else(|| id.to_string()));
            let said = capitalized(&what.in_words());
            let words = tie.as_ref().map_or(said.clone(), |tie| format!("{said}: {}", tie.about.title));
            ChangeLine { pair: format!("{a} – {b}"), on: on.map(|on| on.in_words()).unwrap_or_default(), words }
        };
        comparison.differences.iter().map(line).collect()
    }
}
