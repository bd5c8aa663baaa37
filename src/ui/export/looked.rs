//! What is looked at, as it is to be taken away: asked of the session only when that or what is asked for has changed, and laid out beside
//! the window.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::sorts::DataChoices;
use super::told::{self, Sample};
use crate::export::brief::Subject;
use crate::export::missing_letters;
use crate::io;
use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::{Network, Vantage};
use crate::scene::{Camera, Page, ThemeName};
use crate::session::{Account, NoPicture, Picture, PictureRequest, Session};

/// What there is to take away.
#[derive(Debug, Default)]
pub(super) struct Looked {
    found: Option<Found>,
    stamp: Option<Arc<Stamp>>,
    /// How often something was asked for.
    number: u64,
}

/// What is to be made of what is looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    /// A picture.
    Picture(PictureRequest),
    /// A brief, on pages of a size in points.
    Brief(Subject, [f64; 2]),
    /// A table or graph, which may have colors.
    Data(DataChoices, ThemeName),
}

/// What the session gave.
#[derive(Debug)]
struct Found {
    wanted: Wanted,
    sight: Sight,
    source: Result<Source, NoPicture>,
}

/// What makes it another one, beside what is asked for.
#[derive(Debug)]
struct Sight {
    record: Arc<Document>,
    network: Arc<Network>,
    positions: Arc<BTreeMap<NationId, Point>>,
    vantage: Vantage,
    camera: Camera,
    size: (f64, f64),
}

/// A record and its hash, which is found out once and beside the window.
#[derive(Debug)]
struct Stamp {
    record: Arc<Document>,
    version: OnceLock<String>,
}

/// All that a file is made from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Tells it from any other of the dialog.
    pub number: u64,
    /// What is made from it.
    pub matter: Matter,
    stamp: Arc<Stamp>,
}

/// What is made, and from what.
#[derive(Debug, Clone)]
pub(super) enum Matter {
    /// A picture.
    Picture(Arc<Picture>),
    /// A brief about something, on pages of a size in points.
    Brief(Arc<Account>, Subject, [f64; 2]),
    /// A table or graph, which may have colors.
    Data(Arc<Account>, DataChoices, ThemeName),
}

/// What is seen of a source before it is written.
#[derive(Debug)]
pub(super) struct Laid {
    /// Of which source.
    pub number: u64,
    /// The pages; those of a brief are the printed ones, and data have none.
    pub pages: Vec<Page>,
    /// The beginning of data; `None` for what has pages.
    pub sample: Option<Sample>,
    /// Ties and sources on it.
    pub n_ties: usize,
    /// Sources that they name.
    pub n_sources: usize,
    /// Letters that the font lacks.
    pub missing: String,
}

impl Sight {
    fn of(session: &Session) -> Self {
        Self {
            record: session.record().clone(),
            network: session.drawn().clone(),
            positions: session.shown_positions().clone(),
            vantage: session.lens().vantage(),
            camera: session.view.camera(),
            size: session.view.size(),
        }
    }

    fn is_of(&self, session: &Session) -> bool {
        let Self { record, network, positions, vantage, camera, size } = self;
        Arc::ptr_eq(record, session.record())
            && Arc::ptr_eq(network, session.drawn())
            && Arc::ptr_eq(positions, session.shown_positions())
            && *vantage == session.lens().vantage()
            && *camera == session.view.camera()
            && *size == session.view.size()
    }
}

impl Looked {
    /// Returns what is asked for, or why there is no picture. Its version need not be asked for.
    pub fn at(&mut self, session: &Session, wanted: Wanted) -> Result<Source, NoPicture> {
        if let Some(found) = &self.found
            && found.wanted == wanted
            && found.sight.is_of(session)
        {
            return found.source.clone();
        }
        let stamp = self.stamp.take().filter(|stamp| Arc::ptr_eq(&stamp.record, session.record()));
        let stamp = stamp.unwrap_or_else(|| Arc::new(Stamp::of(session)));
        self.stamp = Some(stamp.clone());
        self.number += 1;
        let number = self.number;
        // What is looked at is asked for once, however often something else is to be made of it.
        let found = self.found.take().filter(|found| found.sight.is_of(session));
        if let Some(found) = &found
            && let Some(picture) = found.laid_out_as(&wanted)
        {
            let source = Ok(Source { number, matter: Matter::Picture(Arc::new(picture)), stamp });
            self.found = Some(Found { wanted, sight: Sight::of(session), source: source.clone() });
            return source;
        }
        let held = found.and_then(|found| found.source.ok());
        let account = || held.and_then(Source::account).unwrap_or_else(|| Arc::new(session.account()));
        let matter = match wanted.clone() {
            Wanted::Picture(request) => session.picture(&request).map(|picture| Matter::Picture(Arc::new(picture))),
            Wanted::Brief(subject, size) => Ok(Matter::Brief(account(), subject, size)),
            Wanted::Data(choices, theme) => Ok(Matter::Data(account(), choices, theme)),
        };
        let source = matter.map(|matter| Source { number, matter, stamp });
        self.found = Some(Found { wanted, sight: Sight::of(session), source: source.clone() });
        source
    }
}

impl Found {
    /// Returns the picture that is wanted, where only its headline and its page differ from the one that is held.
    fn laid_out_as(&self, wanted: &Wanted) -> Option<Picture> {
        let (Wanted::Picture(held), Wanted::Picture(request)) = (&self.wanted, wanted) else { return None };
        let Matter::Picture(picture) = &self.source.as_ref().ok()?.matter else { return None };
        let is_same = (held.content, held.reach, &held.beside) == (request.content, request.reach, &request.beside);
        is_same.then(|| picture.laid_out(request.headline.clone(), request.layout.clone()))
    }
}

impl Stamp {
    fn of(session: &Session) -> Self {
        Self { record: session.record().clone(), version: OnceLock::new() }
    }

    /// O(bytes) of the record, once.
    fn version(&self) -> String {
        self.version.get_or_init(|| io::version(&self.record)).clone()
    }
}

impl Source {
    /// Returns the hash of the record. O(bytes) of it the first time.
    pub fn version(&self) -> String {
        self.stamp.version()
    }

    /// Makes what is seen of it before it is written. O(ties log ties), and O(bytes) of the record the first time.
    pub fn laid(&self) -> Laid {
        match &self.matter {
            Matter::Picture(picture) => {
                let picture = (**picture).clone().with_version(self.version());
                let tally = picture.tally();
                self.paged(picture.pages(), tally.ties.len(), tally.sources.len())
            }
            Matter::Brief(account, subject, size) => {
                let (pages, n_sources) = told::sheets(account, subject, &self.version(), *size);
                let n_ties = account.network.asked_for().filter(|tie| subject.concerns(&tie.tie)).count();
                self.paged(pages, n_ties, n_sources)
            }
            Matter::Data(account, choices, theme) => {
                let sample = Some(told::sample(account, *choices, *theme));
                Laid { sample, ..self.paged(Vec::new(), 0, 0) }
            }
        }
    }

    /// Returns it on one page, if it is a picture: what refers to further pages would lead nowhere.
    pub fn on_one_page(self) -> Self {
        match self.matter {
            Matter::Picture(picture) => {
                Self { matter: Matter::Picture(Arc::new((*picture).clone().on_one_page())), ..self }
            }
            Matter::Brief(..) | Matter::Data(..) => self,
        }
    }

    /// Returns what it is made from, if that is what is looked at and no picture.
    fn account(self) -> Option<Arc<Account>> {
        match self.matter {
            Matter::Picture(_) => None,
            Matter::Brief(account, ..) | Matter::Data(account, ..) => Some(account),
        }
    }

    fn paged(&self, pages: Vec<Page>, n_ties: usize, n_sources: usize) -> Laid {
        let mut missing: Vec<char> = pages.iter().flat_map(missing_letters).collect();
        missing.sort_unstable();
        missing.dedup();
        Laid { number: self.number, pages, sample: None, n_ties, n_sources, missing: missing.into_iter().collect() }
    }
}
