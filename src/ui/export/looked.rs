//! What is looked at, as a picture: asked of the session only when that or what is asked for has changed, and laid out beside
//! the window.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::export::missing_letters;
use crate::io;
use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::{Network, Vantage};
use crate::scene::{Camera, Page};
use crate::session::{NoPicture, Picture, PictureRequest, Session};

/// What there is to take away.
#[derive(Debug, Default)]
pub(super) struct Looked {
    found: Option<Found>,
    stamp: Option<Arc<Stamp>>,
    /// How many pictures were asked for.
    number: u64,
}

/// What the session gave.
#[derive(Debug)]
struct Found {
    request: PictureRequest,
    sight: Sight,
    picture: Result<Source, NoPicture>,
}

/// What makes a picture another one, beside what is asked for.
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

/// All that pages are made from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Tells it from any other of the dialog.
    pub number: u64,
    picture: Arc<Picture>,
    stamp: Arc<Stamp>,
}

/// Pages that were laid out.
#[derive(Debug)]
pub(super) struct Laid {
    /// Of which picture.
    pub number: u64,
    /// The pages.
    pub pages: Vec<Page>,
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
    /// Returns the picture that is asked for, or why there is none. Its version need not be asked for.
    pub fn at(&mut self, session: &Session, request: PictureRequest) -> Result<Source, NoPicture> {
        if let Some(found) = &self.found
            && found.request == request
            && found.sight.is_of(session)
        {
            return found.picture.clone();
        }
        let stamp = self.stamp.take().filter(|stamp| Arc::ptr_eq(&stamp.record, session.record()));
        let stamp = stamp.unwrap_or_else(|| Arc::new(Stamp::of(session)));
        self.stamp = Some(stamp.clone());
        self.number += 1;
        let number = self.number;
        let picture = session.picture(&request).map(|picture| Source { number, picture: Arc::new(picture), stamp });
        self.found = Some(Found { request, sight: Sight::of(session), picture: picture.clone() });
        picture
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
    /// Lays out the pages. O(ties log ties), and O(bytes) of the record the first time.
    pub fn laid(&self) -> Laid {
        let picture = (*self.picture).clone().with_version(self.stamp.version());
        let pages = picture.pages();
        let mut missing: Vec<char> = pages.iter().flat_map(missing_letters).collect();
        missing.sort_unstable();
        missing.dedup();
        let mut sources: Vec<_> = picture.network().asked_for().flat_map(|tie| tie.tie.sources()).collect();
        sources.sort_unstable();
        sources.dedup();
        let (n_ties, n_sources) = (picture.network().n_asked_for(), sources.len());
        Laid { number: self.number, pages, n_ties, n_sources, missing: missing.into_iter().collect() }
    }
}
