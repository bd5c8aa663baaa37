//! What a journal tells, as far as it can be read, and how it ends. What is done about it is not decided here.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};

use super::entry::{Base, Happened, Opened, read_happened, read_opened};
use super::frame::{Chain, FRAME_BYTES, HEAD_BYTES, Next};
use super::keeping::{FIRST_LINE, MAX_JOURNAL_BYTES};
use super::log::Log;

/// Saves of one journal that are remembered.
const MOST_SAVES: usize = 1_000;

/// How a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalEnd {
    /// With something whole.
    Whole,
    /// Within something that was never written to its end.
    Torn,
    /// Before something that cannot be read or makes no sense, behind which there may be more.
    Damaged,
}

/// What the sound part of a journal tells.
#[derive(Debug)]
pub(super) struct Told {
    pub opened: Opened,
    pub log: Log,
    /// Where the steps are in the file; the first is step 1.
    pub steps: Vec<StepPlace>,
    /// The step whose document was saved last, and to where; 0 and what was opened where nothing was.
    pub saved: (usize, Base),
    /// The steps whose documents the files held, by fingerprint.
    pub fingerprints: BTreeMap<String, usize>,
    /// The checksum of the sound part.
    pub chain: Chain,
    /// When something was written last.
    pub last_at: u64,
    /// Bytes of the sound part.
    pub n_bytes: u64,
    /// What comes behind it.
    pub end: JournalEnd,
}

/// Where a step is in a journal.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepPlace {
    pub payload: u64,
    pub n_line: usize,
    pub n_does: usize,
    pub n_undoes: usize,
}

/// What a file is.
#[derive(Debug)]
pub(super) enum Reading {
    /// A journal.
    Journal(Box<Told>),
    /// No journal, or one of a newer format.
    Other,
    /// A journal of which nobody can tell what it is of.
    Damaged,
}

/// Reads the sound part of a file, if it is a journal.
///
/// An error is one at its beginning; what cannot be read to its end is taken as far as it can, and is damaged.
pub(super) fn read(file: &File) -> io::Result<Reading> {
    let n_file_bytes = file.metadata()?.len();
    let mut from = BufReader::new(file.take(MAX_JOURNAL_BYTES));
    let mut line = Vec::new();
    from.by_ref().take(FIRST_LINE.len() as u64).read_to_end(&mut line)?;
    let is_named = line == FIRST_LINE.as_bytes();
    let mut chain = Chain::new(FIRST_LINE);
    let first = match chain.next(&mut from)? {
        Next::Frame(payload) if is_named => payload,
        // Nothing but a journal has such a frame behind whatever line.
        Next::Frame(_) => return Ok(Reading::Damaged),
        Next::Damage if is_named => return Ok(Reading::Damaged),
        Next::Damage | Next::End => return Ok(Reading::Other),
    };
    let Some(opened) = read_opened(&first) else { return Ok(Reading::Other) };
    let n_bytes = FIRST_LINE.len() as u64 + FRAME_BYTES + first.len() as u64;
    let mut told = Told::new(opened, chain, n_bytes);
    told.end = told.follow(&mut from, n_file_bytes);
    Ok(Reading::Journal(Box::new(told)))
}

impl Told {
    fn new(opened: Opened, chain: Chain, n_bytes: u64) -> Self {
        Self {
            log: Log::new(),
            steps: Vec::new(),
            saved: (0, opened.base.clone()),
            fingerprints: fingerprint_of(&opened.base).map(|it| (it, 0)).into_iter().collect(),
            chain,
            last_at: opened.at,
            n_bytes,
            end: JournalEnd::Whole,
            opened,
        }
    }

    /// Returns how many steps lie between what was saved and what was shown. What was taken back again before it was saved is
    /// none of them: nobody would miss it.
    pub fn n_edits(&self) -> usize {
        let (back, on) = self.log.way(self.saved.0, self.log.current());
        back.len() + on.len()
    }

    /// Takes in all frames that are sound; returns what comes behind them.
    fn follow(&mut self, from: &mut impl BufRead, n_file_bytes: u64) -> JournalEnd {
        let mut chain = self.chain.clone();
        loop {
            match chain.next(from) {
                Ok(Next::Frame(payload)) if self.take(&payload) => self.chain = chain.clone(),
                Ok(Next::End) if self.n_bytes == n_file_bytes => return JournalEnd::Whole,
                Ok(Next::End) if n_file_bytes <= MAX_JOURNAL_BYTES => return JournalEnd::Torn,
                // The end of more than is ever read is none.
                Ok(Next::End | Next::Frame(_) | Next::Damage) | Err(_) => return JournalEnd::Damaged,
            }
        }
    }

    /// Takes in the next frame; returns whether it makes sense.
    fn take(&mut self, payload: &[u8]) -> bool {
        let Some((happened, at, n_line)) = read_happened(payload) else { return false };
        if !self.log.take(&happened) {
            return false;
        }
        match happened {
            Happened::Step { n_does, n_undoes, .. } => {
                self.steps.push(StepPlace { payload: self.n_bytes + HEAD_BYTES, n_line, n_does, n_undoes });
            }
            Happened::GoTo(_) => {}
            Happened::Saved(step, base) => {
                if let Some(fingerprint) = fingerprint_of(&base).filter(|_| self.fingerprints.len() < MOST_SAVES) {
                    self.fingerprints.insert(fingerprint, step);
                }
                self.saved = (step, base);
            }
        }
        self.last_at = at;
        self.n_bytes += FRAME_BYTES + payload.len() as u64;
        true
    }
}

fn fingerprint_of(base: &Base) -> Option<String> {
    match base {
        Base::Files { fingerprint, .. } => Some(fingerprint.clone()),
        Base::Starter | Base::New(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::payload;
    use super::*;

    /// Reads as many bytes as there are, and then says that the disk cannot be read.
    struct BadDisk<'a>(&'a [u8]);

    impl io::Read for BadDisk<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(io::Error::other("bad disk")),
                n => Ok(n),
            }
        }
    }

    #[test]
    fn a_disk_that_cannot_be_read_is_no_end() {
        let opened = Opened { at: 1, id: "a".to_owned(), title: "A".to_owned(), base: Base::Starter };
        let step = Happened::Step { name: "one".to_owned(), n_does: 0, n_undoes: 0 };
        let frames = Chain::new("x").frame(&payload(&step, 1, None));
        for n_bytes in [0, 10, frames.len()] {
            let mut told = Told::new(opened.clone(), Chain::new("x"), 0);
            let end = told.follow(&mut BufReader::new(BadDisk(&frames[..n_bytes])), 1_000);
            assert_eq!((end, told.steps.len()), (JournalEnd::Damaged, n_bytes / frames.len()), "{n_bytes}");
        }
        let mut told = Told::new(opened, Chain::new("x"), 0);
        assert_eq!(told.follow(&mut frames.as_slice(), frames.len() as u64), JournalEnd::Whole);
    }

    #[test]
    fn more_than_is_ever_read_is_not_taken_for_a_torn_end() {
        let opened = Opened { at: 1, id: "a".to_owned(), title: "A".to_owned(), base: Base::Starter };
        let mut told = Told::new(opened, Chain::new("x"), 0);
        assert_eq!(told.follow(&mut [].as_slice(), MAX_JOURNAL_BYTES + 1), JournalEnd::Damaged);
    }
}
