//! Pages of pictures of the starter atlas, laid out as the program lays them out.

#![allow(dead_code, reason = "each test uses what it needs of it")]

use std::collections::BTreeSet;

use demarche::io;
use demarche::model::{Document, ScenarioId, Sign};
use demarche::network::{Filter, Hiding, Vantage};
use demarche::scene::{Layout, Overflow, Page, Parts};
use demarche::session::{Command, Content, Picture, PictureRequest, Reach, Scenarios, Session, Sift, Time, run};
use jiff::civil::{Date, date};

/// What is pictured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The record of its day.
    Record,
    /// What a scenario makes of it.
    Scenario,
    /// What differs between two days.
    Difference,
    /// Two days and a scenario side by side.
    Sheet,
    /// The positive ties alone.
    Positive,
}

impl Of {
    pub const ALL: [Self; 5] = [Self::Record, Self::Scenario, Self::Difference, Self::Sheet, Self::Positive];
}

/// The days that are compared.
pub const COMPARED: [Date; 2] = [date(2023, 6, 1), date(2024, 12, 31)];
/// A day on which all of the scenario holds.
pub const SUPPOSED: Date = date(2026, 6, 14);
/// The days that stand side by side; the scenario is on the last.
pub const BESIDE: [Date; 3] = [date(2018, 6, 1), date(2024, 12, 31), SUPPOSED];
/// The scenario that is shown.
pub const SCENARIO: &str = "rebuild-trust";

/// Returns a picture of a record, on a page of so many points.
pub fn picture_of(document: Document, of: Of, layout: &Layout) -> Picture {
    let scenario = || ScenarioId::new(SCENARIO);
    let mut session = Session::open(document, Vec::new());
    session.resize(layout.size[0], layout.size[1]);
    let mut beside = Vec::new();
    match of {
        Of::Record => {}
        Of::Scenario => {
            run(&mut session, Command::Scenarios(Scenarios::Open(Some(scenario()))));
            run(&mut session, Command::Time(Time::LookAt(SUPPOSED)));
        }
        Of::Difference => {
            let [from, to] = COMPARED.map(|day| Vantage { scenario: None, day });
            run(&mut session, Command::Scenarios(Scenarios::Compare(from, to)));
        }
        Of::Sheet => {
            beside.extend(BESIDE.map(|day| Vantage { scenario: None, day }));
            beside[2].scenario = Some(scenario());
        }
        Of::Positive => {
            let mut filter = Filter::default();
            filter.nature.signs = BTreeSet::from([Sign::Positive]);
            run(&mut session, Command::Sift(Sift::Ask(Box::new(filter))));
            run(&mut session, Command::Sift(Sift::Hide(Hiding::Remove)));
        }
    }
    let request = PictureRequest {
        content: Content::View,
        reach: Reach::Fitted,
        beside,
        headline: None,
        layout: layout.clone(),
        version: "0123456789ab".to_owned(),
    };
    session.picture(&request).expect("a picture")
}

/// Returns the pages of the starter atlas with all parts.
pub fn pages(of: Of, size: [f64; 2], overflow: Overflow) -> Vec<Page> {
    let layout = Layout { size, parts: Parts::all(), overflow };
    picture_of(io::load_starter().document, of, &layout).pages()
}
