//! What is listed for what was typed: things of the record, commands, or both in the order of their rank.

use crate::model::{Document, Presence};
use crate::scene::{Class, Target};
use crate::session::{Command, Finder, Found, Line, Menu, Scenarios, Seek, Session, Unseen};
use crate::ui::inspector::short_date;

/// Things listed at most; who wants others types a letter more.
const MOST_THINGS: usize = 50;
/// Nations listed while nothing is typed.
const MOST_NATIONS: usize = 60;
/// Things that were selected before, listed while nothing is typed.
const MOST_RECENT: usize = 5;

/// The menus by how often they are wanted in the list of all commands; what ends the program stands at its end.
const BY_USE: [Menu; 7] = [Menu::Edit, Menu::View, Menu::Time, Menu::Scenario, Menu::Filter, Menu::Help, Menu::Atlas];

/// What is listed, and what is said of all of it.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub listed: Vec<Entry>,
    /// The row that Enter would choose before any is gone to; none of the commands while nobody has asked for one.
    pub first: Option<usize>,
    /// What was looked for instead of what was typed.
    pub instead: Option<String>,
    /// How many there are in all.
    pub n_found: usize,
}

/// A row of the list.
#[derive(Debug)]
pub(super) struct Entry {
    /// What stands above it, where a group begins.
    pub heading: Option<&'static str>,
    pub what: What,
    pub rank: u8,
}

/// What a row stands for.
#[derive(Debug)]
pub(super) enum What {
    /// A thing of the record, and why it is not seen on the canvas, if so.
    Thing(Box<Found>, Option<String>),
    /// A command and its name.
    Command(Command, Line),
}

impl What {
    /// Returns of which sort it is, in a word.
    pub(super) fn sort(&self) -> &'static str {
        match self {
            Self::Thing(found, _) => match found.target {
                Target::Nation(_) => "nation",
                Target::Tie(_) => "tie",
                Target::Pair(..) => "pair",
                Target::Source(_) => "source",
                Target::Class(_) => "kind",
            },
            Self::Command(Command::Scenarios(Scenarios::Open(Some(_))), _) => "scenario",
            Self::Command(..) => "command",
        }
    }

    /// Whether choosing it would do anything now.
    pub(super) fn is_available(&self, session: &Session) -> bool {
        match self {
            // A kind is chosen by its ties; of none there is nothing to show.
            Self::Thing(found, _) => {
                !matches!(found.target, Target::Class(Class::Kind(_))) || found.presence != Presence::Absent
            }
            Self::Command(command, _) => command.is_available(session),
        }
    }
}

impl Entries {
    /// Returns what is listed for a query.
    pub(super) fn of(session: &Session, finder: &mut Finder, seek: Seek, query: &str) -> Self {
        if query.trim().is_empty() {
            let (listed, first) = match seek {
                Seek::Find => (recent_and_nations(session, finder), Some(0)),
                Seek::Palette => (every_command(session), None),
            };
            return Self { n_found: listed.len(), listed, first, instead: None };
        }
        let mut answer = finder.search(query, session.network(), MOST_THINGS);
        let meets = |command: Command| {
            let (rank, line) = Finder::command(&command, &name_of(&command, session), query)?;
            Some(Entry { heading: None, what: What::Command(command, line), rank })
        };
        let mut listed: Vec<Entry> = match seek {
            // Who looks for a scenario by its name means to open it.
            Seek::Find => scenarios(session).filter_map(meets).collect(),
            Seek::Palette => commands().chain(scenarios(session)).filter_map(meets).collect(),
        };
        if !listed.is_empty() && answer.instead.is_some() {
            // What was typed is a command: nobody has misspelled a thing.
            answer = Default::default();
        }
        let n_found = listed.len() + answer.n_found;
        listed.extend(answer.found.into_iter().map(|found| entry(session, None, found)));
        // Commands stand before things of the same rank, since they came first. What is not available comes after it.
        listed.sort_by_key(|entry| {
            let is_idle = matches!(entry.what, What::Command(..)) && !entry.what.is_available(session);
            (entry.rank, is_idle)
        });
        Self { listed, first: Some(0), instead: answer.instead, n_found }
    }
}

/// Returns all commands but the one that opens this very list.
fn commands() -> impl Iterator<Item = Command> {
    Command::all().into_iter().filter(|command| *command != Command::Seek(Seek::Palette))
}

/// Returns the commands that open a scenario.
fn scenarios(session: &Session) -> impl Iterator<Item = Command> {
    let ids = session.record().scenarios.keys().cloned();
    ids.map(|id| Command::Scenarios(Scenarios::Open(Some(id))))
}

/// Returns what a command is called in the list; one that opens a scenario by the name of that.
fn name_of(command: &Command, session: &Session) -> String {
    match command {
        Command::Scenarios(scenarios @ Scenarios::Open(Some(_))) => scenarios.label_in(session),
        other => other.label().to_owned(),
    }
}

/// Returns every command that would do anything now, by menu; what is asked for most stands first, and quitting last.
fn every_command(session: &Session) -> Vec<Entry> {
    let mut entries = Vec::new();
    for menu in BY_USE {
        let is_listed = |command: &Command| command.menu() == Some(menu) && command.is_available(session);
        let mut of_menu: Vec<Command> = commands().filter(is_listed).collect();
        if menu == Menu::Scenario {
            of_menu.splice(0..0, scenarios(session).filter(|command| command.is_available(session)));
        }
        of_menu.sort_by_key(|command| (*command == Command::Quit, !matches!(command, Command::Seek(_))));
        for (idx, command) in of_menu.into_iter().enumerate() {
            let Some((rank, line)) = Finder::command(&command, &name_of(&command, session), "") else { continue };
            let heading = (idx == 0).then(|| menu.label());
            entries.push(Entry { heading, what: What::Command(command, line), rank });
        }
    }
    entries
}

/// Returns what was selected last, the latest first, and the nations, those that the atlas is about first.
fn recent_and_nations(session: &Session, finder: &mut Finder) -> Vec<Entry> {
    let mut recent: Vec<Target> = Vec::new();
    for stop in session.trail().behind().iter().rev() {
        let targets: Vec<&Target> = stop.selection.targets().iter().take(2).collect();
        if let [only] = targets.as_slice()
            && !recent.contains(only)
            && !session.selection.targets().contains(only)
        {
            recent.push((*only).clone());
        }
        if recent.len() == MOST_RECENT {
            break;
        }
    }
    let nations = nations(session.document()).filter(|target| !recent.contains(target)).take(MOST_NATIONS);
    let mut entries = Vec::new();
    for (heading, targets) in [("Recent", recent.clone()), ("Nations", nations.collect())] {
        let found = targets.iter().filter_map(|target| finder.tell(target, session.as_of()));
        for (idx, found) in found.enumerate() {
            entries.push(entry(session, (idx == 0).then_some(heading), found));
        }
    }
    entries
}

/// Returns the nations: those that the atlas is about in its order, then the others by name.
fn nations(document: &Document) -> impl Iterator<Item = Target> {
    let focus = &document.manifest.focus;
    let mut others: Vec<_> = document.nations.keys().filter(|id| !focus.contains(id)).collect();
    others.sort_by_key(|id| document.nation_name(id));
    focus.iter().filter(|id| document.nations.contains_key(*id)).chain(others).map(|id| Target::Nation(id.clone()))
}

fn entry(session: &Session, heading: Option<&'static str>, found: Found) -> Entry {
    let absence = absence(session, &found);
    Entry { heading, rank: found.rank, what: What::Thing(Box::new(found), absence) }
}

/// Returns why a tie is not seen on the canvas: "ended 11 Jun 2025", "hidden by the filter".
fn absence(session: &Session, found: &Found) -> Option<String> {
    let Target::Tie(id) = &found.target else { return None };
    if found.presence != Presence::Absent {
        return session.unseen(id).map(|unseen| match unseen {
            Unseen::Removed => "hidden by the filter".to_owned(),
            Unseen::Dimmed => "dimmed by the filter".to_owned(),
            Unseen::NotThere { .. } => "not on this day".to_owned(),
        });
    }
    let span = &session.document().ties.get(id)?.span;
    match (span.end().date(), span.begin().date()) {
        (Some(end), _) if end.latest() < session.as_of() => Some(format!("ended {}", short_date(end))),
        (_, Some(begin)) => Some(format!("begins {}", short_date(begin))),
        (_, None) => Some("not on this day".to_owned()),
    }
}
