//! A person who asks for anything at all: random commands, for tests of what must hold whatever is asked.

use std::collections::BTreeSet;

use demarche::kit::{Point, Rng, Vector};
use demarche::model::{Document, NationId, SourceId, TieId};
use demarche::network::{Around, Asked, Filter, Hiding, credible_as, reliable_as};
use demarche::scene::{Class, Target};
use demarche::session::{Command, Panel, Seek, Sift, Speed, ThemeChoice, Time, Views};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Everything in an atlas that a person can name.
struct Things {
    nations: Vec<NationId>,
    ties: Vec<TieId>,
    sources: Vec<SourceId>,
    kinds: Vec<demarche::model::KindId>,
    categories: Vec<String>,
}

impl Things {
    fn of(document: &Document) -> Self {
        Self {
            nations: document.nations.keys().cloned().collect(),
            ties: document.ties.keys().cloned().collect(),
            sources: document.sources.keys().cloned().collect(),
            kinds: document.kinds.keys().cloned().collect(),
            categories: document.kinds.values().map(|kind| kind.category.clone()).collect(),
        }
    }
}

/// Somebody who asks for anything at all, the same for the same seed.
pub struct Person {
    rng: Rng,
    things: Things,
}

impl Person {
    /// Returns somebody in front of an atlas.
    pub fn new(seed: u64, document: &Document) -> Self {
        Self { rng: Rng::new(seed), things: Things::of(document) }
    }

    fn one<T: Clone>(&mut self, of: impl Fn(&Things) -> &Vec<T>) -> T {
        let n = of(&self.things).len();
        let idx = self.rng.below(n);
        of(&self.things)[idx].clone()
    }

    fn number(&mut self, least: f64, most: f64) -> f64 {
        least + self.rng.unit() * (most - least)
    }

    fn by(&mut self) -> Vector {
        Vector::new(self.number(-300.0, 300.0), self.number(-300.0, 300.0))
    }

    fn day(&mut self) -> Date {
        let n = self.rng.below(36_000) as i64;
        match self.rng.below(20) {
            0 => [Date::MIN, Date::MAX, date(1, 1, 1), date(9999, 12, 30)][self.rng.below(4)],
            _ if n % 2 == 0 => date(1930, 1, 1).checked_add(n.days()).expect("a day"),
            _ => date(2017, 1, 1).checked_add((n % 3_300).days()).expect("a day"),
        }
    }

    fn target(&mut self) -> Target {
        match self.rng.below(6) {
            0 | 1 => Target::Nation(self.one(|it| &it.nations)),
            2 | 3 => Target::Tie(self.one(|it| &it.ties)),
            4 => Target::Source(self.one(|it| &it.sources)),
            _ => match self.rng.below(3) {
                0 => Target::Class(Class::Kind(self.one(|it| &it.kinds))),
                1 => Target::Nation(NationId::new("nowhere")),
                _ => {
                    let mut pair = [self.one(|it| &it.nations), self.one(|it| &it.nations)];
                    pair.sort();
                    let [a, b] = pair;
                    Target::Pair(a, b)
                }
            },
        }
    }

    fn time(&mut self) -> Time {
        match self.rng.below(16) {
            15 => Time::Ask,
            12 => Time::KnownThen,
            13 => Time::CompareMonth,
            14 => Time::CompareHome,
            0 | 1 => Time::LookAt(self.day()),
            2 => Time::Next,
            3 => Time::Previous,
            4 => Time::Home,
            5 => Time::KnownOn(Some(self.day())),
            6 => Time::KnownOn(None),
            7 => Time::Play,
            8 => Time::SetSpeed(Speed::ALL[self.rng.below(3)]),
            9 => Time::Elapse(match self.rng.below(5) {
                0 => f64::NAN,
                1 => f64::INFINITY,
                2 => -1.0,
                _ => self.number(0.0, 3.0),
            }),
            10 => Time::CompareWith((self.rng.below(3) > 0).then(|| self.day())),
            _ => Time::Compare(self.day(), self.day()),
        }
    }

    fn filter(&mut self) -> Filter {
        let mut filter = Filter::default();
        for _ in 0..1 + self.rng.below(2) {
            match self.rng.below(10) {
                0 => drop(filter.nature.kinds.insert(self.one(|it| &it.kinds))),
                1 => drop(filter.nature.categories.insert(self.one(|it| &it.categories))),
                2 => drop(filter.nature.signs.insert(demarche::model::Sign::ALL[self.rng.below(3)])),
                3 => drop(filter.nature.nations.insert(self.one(|it| &it.nations))),
                4 => filter.grounds.reliabilities = reliable_as(demarche::model::Reliability::ALL[self.rng.below(6)]),
                5 => filter.grounds.credibilities = credible_as(demarche::model::Credibility::ALL[self.rng.below(6)]),
                6 => drop(filter.grounds.standings.insert(demarche::model::Standing::ALL[self.rng.below(6)])),
                7 => filter.grounds.single_origin = Asked::Asked,
                8 => filter.grounds.dispute = Asked::Asked,
                _ => {
                    let nations = BTreeSet::from([self.one(|it| &it.nations)]);
                    filter.around = Some(Around { nations, hops: 1 + self.rng.below(3) as u8 });
                }
            }
        }
        filter
    }

    fn sift(&mut self) -> Sift {
        match self.rng.below(9) {
            6 => Sift::Choose,
            7 | 8 => {
                let filter = self.filter();
                let of_it = filter.criteria();
                let criterion = of_it[self.rng.below(of_it.len())].clone();
                if self.rng.below(2) == 0 { Sift::Only(criterion) } else { Sift::Add(criterion) }
            }
            0 => Sift::Ask(Box::new(self.filter())),
            1 | 2 => Sift::Clear,
            3 => Sift::Hide([Hiding::Dim, Hiding::Remove][self.rng.below(2)]),
            4 => Sift::Without(self.one(|it| &it.sources)),
            _ => Sift::Neighbors(self.rng.below(4) as u8),
        }
    }

    /// Returns something about looks that are kept under one of three names.
    fn views(&mut self) -> Views {
        let name = ["One", "Two", ""][self.rng.below(3)].to_owned();
        match self.rng.below(8) {
            0 => Views::AskToSave,
            1 | 2 => Views::Save(name, "As it stands.".to_owned()),
            3 | 4 => Views::Show(name),
            5 => Views::AskToEdit(name),
            6 => Views::Edit(name, "Three".to_owned(), String::new()),
            _ => [Views::Delete(name), Views::Undelete][self.rng.below(2)].clone(),
        }
    }

    /// Returns any command but that which ends the program.
    pub fn command(&mut self) -> Command {
        match self.rng.below(35) {
            32 | 33 => Command::Views(self.views()),
            34 => Command::Seek([Seek::Find, Seek::Palette][self.rng.below(2)]),
            0..=7 => Command::Time(self.time()),
            8..=10 => Command::Sift(self.sift()),
            11 => Command::Select(self.target()),
            12 => Command::Toggle(self.target()),
            13 => Command::SelectMany(vec![self.target(), self.target()]),
            14 => Command::Add(vec![self.target(), self.target()]),
            15 => Command::SelectAll,
            16 => Command::ClearSelection,
            17 => Command::Reveal(self.target()),
            18 => Command::Back,
            19 => Command::Forward,
            20 => Command::Hover((self.rng.below(4) > 0).then(|| self.target())),
            21 => Command::Focus((self.rng.below(4) > 0).then(|| self.target())),
            22 => Command::Pan(self.by()),
            23 => {
                let at = Point::new(self.number(0.0, 900.0), self.number(0.0, 600.0));
                Command::ZoomAt(self.number(0.3, 3.0), at)
            }
            24 => [Command::ZoomIn, Command::ZoomOut][self.rng.below(2)].clone(),
            25 => [Command::FitAll, Command::FitSelection][self.rng.below(2)].clone(),
            26 | 27 => Command::Drag(self.one(|it| &it.nations), self.by()),
            28 => Command::Drop,
            29 => [Command::AbandonDrag, Command::TogglePins][self.rng.below(2)].clone(),
            30 => [Command::Copy, Command::ToggleLetterKeys, Command::ShowFirstSteps, Command::DismissFirstSteps]
                [self.rng.below(4)]
            .clone(),
            _ => [
                Command::SetTheme(ThemeChoice::Dark),
                Command::TogglePanel(Panel::Left),
                Command::ToggleProblems,
                Command::ShowKeys,
                Command::About,
                Command::AskToOpen("https://example.org".to_owned()),
            ][self.rng.below(6)]
            .clone(),
        }
    }
}
