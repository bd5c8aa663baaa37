//! What a row rests on: sources of the record, and new ones by address or title.

use std::collections::HashMap;
use std::sync::Arc;

use super::fresh::Fresh;
use super::known::{Known, folded, folded_address, shortened};
use crate::kit::visible;
use crate::model::{EdtfDate, Genre, Objection, Source, SourceId};

/// Who has published what nobody said it of.
const UNKNOWN_PUBLISHER: &str = "publisher not given";
/// Words of a title that go into an id.
const MOST_ID_WORDS: usize = 6;

/// A source that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cited {
    /// One of the record.
    Known(SourceId),
    /// One that is not there yet.
    New(Unheard),
}

/// A source that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unheard {
    title: String,
    url: Option<String>,
}

/// Reads what a cell names: ids, titles or addresses, one a line, or several addresses with commas, semicolons or spaces
/// between them; an address may have its title beside it.
///
/// # Errors
/// Returns what is wrong with the first that is none of these.
pub(super) fn read_sources(cell: &str, known: &Known<'_>) -> Result<Vec<Cited>, Objection> {
    let mut all = Vec::new();
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words = || {
            line.split([' ', '\t', '\u{A0}', ';'])
                .map(|word| word.trim_matches([',', '<', '>']))
                .filter(|word| !word.is_empty())
        };
        let n_addresses = words().filter(|word| is_address(word)).count();
        if let Some(id) = known.source(line)? {
            all.push(Cited::Known(id.clone()));
        } else if n_addresses > 1 || n_addresses == 1 && words().count() == 1 {
            for word in words() {
                all.push(by_address(word, "", known)?);
            }
        } else if n_addresses == 1
            && let Some(url) = words().find(|word| is_address(word))
        {
            let beside = line.replacen(url, "", 1);
            let beside = beside.trim_matches(|letter: char| {
                !letter.is_alphanumeric() && !matches!(letter, '“' | '”' | '"' | '?' | '!')
            });
            all.push(by_address(url, beside, known)?);
        } else {
            all.push(by_title(line)?);
        }
    }
    let mut distinct: Vec<Cited> = Vec::new();
    all.into_iter().for_each(|cited| {
        if !distinct.contains(&cited) {
            distinct.push(cited)
        }
    });
    Ok(distinct)
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.")
}

fn by_address(url: &str, title: &str, known: &Known<'_>) -> Result<Cited, Objection> {
    Objection::to_url(url)?;
    if let Some(id) = known.source(url)? {
        return Ok(Cited::Known(id.clone()));
    }
    // The address itself stands in for a headline that is not at hand.
    let title = if title.is_empty() { shortened_address(url) } else { title.to_owned() };
    Objection::to_name(&title)?;
    Ok(Cited::New(Unheard { title, url: Some(url.to_owned()) }))
}

fn by_title(title: &str) -> Result<Cited, Objection> {
    Objection::to_name(title).map_err(|objection| {
        Objection::new(format!("`{}` as a source: {}", visible(&shortened(title)), objection.message), objection.hint)
    })?;
    Ok(Cited::New(Unheard { title: title.to_owned(), url: None }))
}

/// Returns an address as people read it.
fn shortened_address(url: &str) -> String {
    let rest = folded_address(url);
    if rest.is_empty() { url.to_owned() } else { rest.chars().take(crate::model::MOST_NAME_LETTERS).collect() }
}

/// Returns who runs an address: `reuters.com`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.is_empty() { UNKNOWN_PUBLISHER } else { host }
}

/// New sources of a paste, each once, however many rows name it.
#[derive(Debug, Default)]
pub(super) struct NewSources {
    all: Vec<Told>,
    by_name: HashMap<String, usize>,
}

/// A new source, and what its rows tell of its date.
#[derive(Debug)]
struct Told {
    source: Unheard,
    /// When it was published, where a row says so.
    published: Option<EdtfDate>,
    /// The latest day of which it tells.
    latest: Option<EdtfDate>,
}

impl NewSources {
    /// Notes that a row names a source; returns its place among the new ones.
    pub fn note(&mut self, source: &Unheard, published: Option<EdtfDate>, latest: Option<EdtfDate>) -> usize {
        let name = source.url.as_deref().map_or_else(|| folded(&source.title), folded_address);
        let idx = *self.by_name.entry(name).or_insert(self.all.len());
        match self.all.get_mut(idx) {
            Some(told) => {
                told.published = told.published.or(published);
                told.latest = told.latest.max_by_day(latest);
            }
            None => self.all.push(Told { source: source.clone(), published, latest }),
        }
        idx
    }

    /// Returns the records, in the order in which rows name them, and how many of them no row gives a date.
    ///
    /// Those are dated, as uncertain, by the latest day of which they tell: none of them can be older. `otherwise` is for
    /// what tells of no day.
    pub fn records(&self, known: &Known<'_>, otherwise: EdtfDate) -> (Vec<Arc<Source>>, usize) {
        let mut fresh = Fresh::default();
        let is_taken = |id: &str| known.document.sources.contains_key(&SourceId::new(id));
        let record = |told: &Told| {
            let published = told.published.unwrap_or_else(|| uncertain(told.latest.unwrap_or(otherwise)));
            let Unheard { title, url } = &told.source;
            let publisher = url.as_deref().map_or(UNKNOWN_PUBLISHER, host);
            let words: Vec<&str> = title.split_whitespace().take(MOST_ID_WORDS).collect();
            let (words, year) = (words.join(" "), published.earliest().year().to_string());
            let id = match url {
                Some(_) => fresh.id(&[publisher, &year], is_taken),
                None => fresh.id(&[&words, &year], is_taken),
            };
            Arc::new(Source {
                id: SourceId::new(&id),
                title: title.clone(),
                publisher: publisher.to_owned(),
                author: None,
                published,
                url: url.clone(),
                archived: None,
                language: None,
                // What files mean too that do not say it.
                genre: Genre::News,
            })
        };
        let n_undated = self.all.iter().filter(|told| told.published.is_none()).count();
        (self.all.iter().map(record).collect(), n_undated)
    }
}

/// The later of two dates.
trait Later {
    fn max_by_day(self, other: Self) -> Self;
}

impl Later for Option<EdtfDate> {
    fn max_by_day(self, other: Self) -> Self {
        self.into_iter().chain(other).max_by_key(|date| date.latest())
    }
}

/// Returns a date that may be wrong.
fn uncertain(date: EdtfDate) -> EdtfDate {
    let written = date.to_string();
    EdtfDate::parse(&format!("{}?", written.trim_end_matches(['~', '?', '%']))).unwrap_or(date)
}
