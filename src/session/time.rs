//! Moving through time: which day is looked at, what was known by then, from change to change, by itself, and since when
//! changes are counted.

use std::sync::Arc;

use jiff::civil::Date;

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};
use super::lens::Lens;
use super::run::Effect;
use super::state::Session;
use crate::model::{Document, EdtfDate, Entry, EntryId, ScenarioId};
use crate::network::{Difference, Moment, Network, NetworkTie, Shift, Side, Summary, Vantage, compare, summary};
use crate::scene::Shifts;

/// What can be asked for of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// Looks at a day.
    LookAt(Date),
    /// Looks at the next day on which something changes.
    Next,
    /// Looks at the last day before this one on which something changed.
    Previous,
    /// Looks at the day of the atlas.
    Home,
    /// Lets the day be typed.
    Ask,
    /// Counts only what was known by a day; `None` for all that is known now.
    KnownOn(Option<Date>),
    /// Counts only what was known by the day looked at.
    KnownThen,
    /// Begins to play, or stops.
    Play,
    /// Plays faster or slower.
    SetSpeed(Speed),
    /// Goes on playing by some seconds; only while it plays.
    Elapse(f64),
    /// Shows what has changed between a day and the day looked at; `None` ends that.
    CompareWith(Option<Date>),
    /// Asks with which day to compare.
    AskToCompare,
    /// Shows what has changed in the last 30 days.
    CompareMonth,
    /// Shows what has changed between the day of the atlas and the day looked at.
    CompareHome,
    /// Shows what changed between two days, in whichever order they are given.
    Compare(Date, Date),
}

/// How fast time plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// A month a second.
    Slow,
    /// Three months a second.
    #[default]
    Usual,
    /// A year a second.
    Fast,
}

/// Time that plays by itself.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Playback {
    /// Whether it plays now.
    pub is_playing: bool,
    /// How fast.
    pub speed: Speed,
    /// Part of a day that has passed since the day looked at.
    rest: f64,
}

/// What differs between another day or scenario and what is looked at.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is compared with: the record or a scenario, on a day.
    pub with: Vantage,
    /// Of the two, what the comparison goes out from: of one record the earlier day.
    pub from: Vantage,
    /// Of the two, what it comes to.
    pub to: Vantage,
    /// What differs, grouped by pair.
    pub differences: Vec<Difference>,
    /// The same for drawing.
    pub shifts: Arc<Shifts>,
    /// What is drawn: the ties of the day looked at, and as ghosts those that changed and are not there on it.
    pub drawn: Arc<Network>,
    /// The document by which that is drawn: what is looked at, with the nations that only ghosts need.
    pub document: Arc<Document>,
    /// What the differences come to; `None` for two days of one record.
    pub summary: Option<Summary>,
}

impl Comparison {
    /// Whether it is of two days, and not of the record and a scenario, or of two scenarios.
    pub fn is_of_days(&self) -> bool {
        self.from.scenario == self.to.scenario
    }
}

impl Playback {
    /// Returns the same at rest.
    pub(super) fn stopped(self) -> Self {
        Self { is_playing: false, rest: 0.0, ..self }
    }
}

impl Speed {
    /// All speeds, the slowest first.
    pub const ALL: [Self; 3] = [Self::Slow, Self::Usual, Self::Fast];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slow => "1 month a second",
            Self::Usual => "3 months a second",
            Self::Fast => "1 year a second",
        }
    }

    /// Returns how many days pass in a second.
    fn days(self) -> f64 {
        match self {
            Self::Slow => 30.4,
            Self::Usual => 91.3,
            Self::Fast => 365.2,
        }
    }
}

impl Time {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![
            Self::Previous,
            Self::Next,
            Self::Home,
            Self::Ask,
            Self::Play,
            Self::KnownThen,
            Self::KnownOn(None),
            Self::AskToCompare,
            Self::CompareMonth,
            Self::CompareHome,
            Self::CompareWith(None),
        ]
    }

    /// Returns the menu in which it stands.
    pub fn menu(self) -> Option<Menu> {
        match self {
            Self::Previous
            | Self::Next
            | Self::Home
            | Self::Ask
            | Self::Play
            | Self::KnownThen
            | Self::KnownOn(None)
            | Self::AskToCompare
            | Self::CompareMonth
            | Self::CompareHome
            | Self::CompareWith(None) => Some(Menu::Time),
            Self::LookAt(_)
            | Self::KnownOn(Some(_))
            | Self::SetSpeed(_)
            | Self::Elapse(_)
            | Self::CompareWith(Some(_))
            | Self::Compare(..) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(self) -> bool {
        matches!(self, Self::KnownThen | Self::AskToCompare)
    }

    /// Whether it would do anything now.
    pub fn is_available(self, session: &Session) -> bool {
        match self {
            Self::Next => next(session).is_some(),
            Self::Previous => previous(session).is_some(),
            Self::Home | Self::CompareHome => session.as_of() != session.record().manifest.as_of,
            Self::CompareWith(None) => session.comparison().is_some(),
            Self::Play => !session.timeline().is_empty(),
            Self::Elapse(_) => session.playback().is_playing,
            Self::KnownThen => session.lens().moment.known_on != Some(session.as_of()),
            Self::KnownOn(None) => session.lens().moment.known_on.is_some(),
            Self::LookAt(_)
            | Self::Ask
            | Self::KnownOn(Some(_))
            | Self::SetSpeed(_)
            | Self::CompareWith(Some(_))
            | Self::AskToCompare
            | Self::CompareMonth
            | Self::Compare(..) => true,
        }
    }

    /// Returns its name in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::LookAt(_) => "Look at a day",
            Self::Next => "Next change",
            Self::Previous => "Previous change",
            Self::Home => "The atlas's own date",
            Self::Ask => "Go to a day…",
            Self::KnownOn(Some(_)) => "Only what was known by a day",
            Self::KnownThen => "Only what was known by this day",
            Self::KnownOn(None) => "All that is known now",
            Self::Play => "Play",
            Self::SetSpeed(_) => "Speed",
            Self::Elapse(_) => "Go on playing",
            Self::CompareWith(Some(_)) | Self::Compare(..) => "What has changed",
            Self::AskToCompare => "Compare with another day…",
            Self::CompareMonth => "Changes of the last 30 days",
            Self::CompareHome => "Changes since the atlas's own date",
            Self::CompareWith(None) => "End the comparison",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::LookAt(_) => "Shows the ties of that day",
            Self::Next => "Looks at the next day on which something changes",
            Self::Previous => "Looks at the last day before on which something changed",
            Self::Home => "Looks at the day as of which the atlas was compiled",
            Self::Ask => "Lets the day be typed, such as June 2024 or 2024-06-19",
            Self::KnownOn(Some(_)) | Self::KnownThen => {
                "Hides evidence that was reported later, and what rests on nothing else"
            }
            Self::KnownOn(None) => "Shows evidence whenever it was reported",
            Self::Play => "Lets time go by, from change to change",
            Self::SetSpeed(_) => "Sets how fast time goes by",
            Self::Elapse(_) => "Lets time go by",
            Self::CompareWith(Some(_)) | Self::Compare(..) => "Lists what differs between two days",
            Self::AskToCompare => "Offers days to compare with, whatever is selected, and takes two that are typed",
            Self::CompareMonth => "Compares the day looked at with 30 days before, and lists what differs",
            Self::CompareHome => "Compares the day looked at with the atlas's own, and lists what differs",
            Self::CompareWith(None) => "Compares no longer, but shows one day",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        const fn of(key: Key) -> Shortcut {
            Shortcut::new(Modifiers::None, key)
        }
        match self {
            Self::Previous => const { &[of(Key::Comma)] },
            Self::Next => const { &[of(Key::Period)] },
            Self::Ask => const { &[of(Key::Letter('D'))] },
            Self::LookAt(_)
            | Self::Home
            | Self::KnownOn(_)
            | Self::KnownThen
            | Self::Play
            | Self::SetSpeed(_)
            | Self::Elapse(_)
            | Self::CompareWith(_)
            | Self::AskToCompare
            | Self::CompareMonth
            | Self::CompareHome
            | Self::Compare(..) => &[],
        }
    }

    /// Carries it out; what needs a window comes back as an effect.
    pub(super) fn run(self, session: &mut Session) -> Option<Effect> {
        match self {
            Self::LookAt(day) => look_at(session, day),
            Self::Next => step(session, next(session)),
            Self::Previous => step(session, previous(session)),
            Self::Home => look_at(session, session.record().manifest.as_of),
            Self::Ask => return Some(Effect::AskForDay),
            Self::KnownOn(known_on) => know(session, known_on),
            Self::KnownThen => know(session, Some(session.as_of())),
            Self::Play => play(session),
            Self::SetSpeed(speed) => session.set_playback(Playback { speed, ..session.playback() }),
            Self::Elapse(seconds) => elapse(session, seconds),
            Self::CompareWith(day) => session.compare_with(day.map(|day| session.lens().vantage_on(day))),
            Self::AskToCompare => return Some(Effect::AskToCompare),
            Self::CompareMonth => {
                let with = session.lens().vantage_on(month_before(session.as_of()));
                session.compare_with(Some(with));
            }
            Self::CompareHome => {
                let with = session.lens().vantage_on(session.record().manifest.as_of);
                session.compare_with(Some(with));
            }
            Self::Compare(a, b) => {
                look_at(session, a.max(b));
                session.compare_with((a != b).then(|| session.lens().vantage_on(a.min(b))));
            }
        }
        None
    }
}

/// Returns the day 30 days before another.
pub fn month_before(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().days(30))
}

/// Returns what differs between another vantage and what is looked at, in the order in which a comparison tells the two.
/// O(ties log ties), and O(ties × evidence) where the other supposes something else.
pub(super) fn comparison(session: &Session, with: Vantage) -> Comparison {
    let own = session.lens().vantage();
    let (other_document, other_roster, other) = session.seen_from(&with);
    let here = session.network_on(own.day);
    let there = Side { roster: &other_roster, network: &other };
    let here = Side { roster: session.roster(), network: &here };
    let (from, to) = Vantage::in_order(with.clone(), own);
    let sides = if from == with { [there, here] } else { [here, there] };
    let filter = &session.lens().filter;
    let differences = compare(&sides[0], &sides[1], filter);
    let shifts = Shifts::of(&differences, session.network());
    // What began and ended between the two is on neither of their days.
    let has_passed = differences.iter().any(|difference| difference.what == Shift::Passed);
    let whole = has_passed.then(|| sides[1].roster.whole());
    let ghost = |difference: &Difference| {
        let id = difference.tie.as_ref().map(|tie| &tie.id).filter(|id| shifts.is_ghost(id))?;
        other.tie(id).or(whole.as_ref()?.tie(id)).cloned()
    };
    let ghosts: Vec<NetworkTie> = differences.iter().filter_map(ghost).collect();
    let document = joined(session.own_document(), &other_document, &ghosts);
    let drawn = Arc::new(session.network().joined_with(ghosts));
    let is_of_days = from.scenario == to.scenario;
    let summary = (!is_of_days).then(|| summary(sides[0].network, sides[1].network, &differences));
    Comparison { with, from, to, shifts: Arc::new(shifts), drawn, differences, document, summary }
}

impl Session {
    /// Returns one of the two vantages of a comparison as people say it: a day, and where the comparison is not of two days
    /// of one record, what is looked at on it.
    pub fn told_from(&self, comparison: &Comparison, vantage: &Vantage) -> String {
        if comparison.is_of_days() {
            return EdtfDate::from_day(vantage.day).in_words();
        }
        let of = self.name_of_scenario(vantage.scenario.as_ref());
        if comparison.from.day == comparison.to.day {
            of
        } else {
            format!("{of}, {}", EdtfDate::from_day(vantage.day).in_words())
        }
    }

    /// Returns what a scenario is called, in quotation marks, or that it is the record.
    fn name_of_scenario(&self, scenario: Option<&ScenarioId>) -> String {
        let scenario = scenario.and_then(|id| self.record().scenarios.get(id));
        scenario.map_or_else(|| "the record".to_owned(), |scenario| format!("“{}”", scenario.title))
    }
}

/// Returns a document with ties of another one, and with the records that these name.
fn joined(document: &Arc<Document>, other: &Document, ties: &[NetworkTie]) -> Arc<Document> {
    let mut joined = document.clone();
    for tie in ties.iter().map(|tie| &tie.tie).filter(|tie| !document.ties.contains_key(&tie.id)) {
        let joined = Arc::make_mut(&mut joined);
        let (a, b) = &tie.between;
        let named = [EntryId::Kind(tie.kind.clone()), EntryId::Nation(a.clone()), EntryId::Nation(b.clone())];
        let instrument = tie.about.instrument.iter().cloned().map(EntryId::Instrument);
        let sources = tie.sources().into_iter().cloned().map(EntryId::Source);
        for id in named.into_iter().chain(instrument).chain(sources) {
            if joined.entry(&id).is_none()
                && let Some(entry) = other.entry(&id)
            {
                joined.put(entry);
            }
        }
        joined.put(Entry::Tie(tie.clone()));
    }
    joined
}

/// Looks at a day, and stops playing: whoever moves the date by hand wants to stay there.
fn look_at(session: &mut Session, day: Date) {
    session.stop_playing();
    turn_to(session, day);
}

/// Counts only what was known by a day, or all, and stops playing: another record is looked at.
fn know(session: &mut Session, known_on: Option<Date>) {
    session.stop_playing();
    let lens = session.lens();
    let moment = Moment { known_on, ..lens.moment };
    session.look_through(Lens { moment, ..lens.clone() });
}

fn turn_to(session: &mut Session, as_of: Date) {
    let lens = session.lens();
    let moment = Moment { as_of, ..lens.moment };
    session.look_through(Lens { moment, ..lens.clone() });
}

fn step(session: &mut Session, day: Option<Date>) {
    if let Some(day) = day {
        look_at(session, day);
    }
}

/// Returns the next day on which something changes. O(log days).
fn next(session: &Session) -> Option<Date> {
    let (days, as_of) = (session.turning_days(), session.as_of());
    days.get(days.partition_point(|day| *day <= as_of)).copied()
}

/// Returns the last day before this one on which something changed. O(log days).
fn previous(session: &Session) -> Option<Date> {
    let (days, as_of) = (session.turning_days(), session.as_of());
    days[..days.partition_point(|day| *day < as_of)].last().copied()
}

/// Begins to play, from the first change where all has been played already; or stops.
fn play(session: &mut Session) {
    let playback = session.playback();
    let is_playing = !playback.is_playing && !session.timeline().is_empty();
    if is_playing && next(session).is_none() {
        let first = session.turning_days().first().copied();
        turn_to(session, first.unwrap_or(session.as_of()));
    }
    session.set_playback(Playback { is_playing, rest: 0.0, ..playback });
}

/// Lets time go by; it stops at the last change.
fn elapse(session: &mut Session, seconds: f64) {
    let playback = session.playback();
    if !playback.is_playing || !seconds.is_finite() || seconds <= 0.0 {
        return;
    }
    let days = playback.rest + seconds * playback.speed.days();
    let whole = days.floor();
    let last = session.turning_days().last().copied();
    let aim = session.as_of().saturating_add(jiff::Span::new().days(whole.min(1e6) as i64));
    match last.filter(|last| aim < *last) {
        Some(_) => {
            turn_to(session, aim);
            session.set_playback(Playback { rest: days - whole, ..playback });
        }
        None => {
            // What is known may end before the day looked at; time that plays never runs backwards.
            turn_to(session, last.unwrap_or(aim).max(session.as_of()));
            session.stop_playing();
        }
    }
}
