//! What briefs, tables and graphs are made from: a record as a session looks at it, so that they can be made beside the window.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::selection::Subject;
use super::state::Session;
use crate::edit::{Told, told};
use crate::kit::Point;
use crate::model::{Document, NationId, Scenario};
use crate::network::{Filter, Hiding, Moment, Network, Roster, Summary};

/// A record as it is looked at: as of a day, as far as it was known, in a scenario, under a filter. What it is compared with
/// and what is selected are no part of it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The record without anything supposed, whatever was known when.
    pub record: Arc<Document>,
    /// The record as far as it was known, with what is supposed on the day.
    pub document: Arc<Document>,
    /// The network of what is asked for on the day.
    pub network: Arc<Network>,
    /// Where nations sit.
    pub positions: Arc<BTreeMap<NationId, Point>>,
    /// As of when, and known by when.
    pub moment: Moment,
    /// What is asked for, in words; `None` for everything.
    pub filter: Option<String>,
    /// What is supposed; `None` for the record as it is.
    pub supposed: Option<SupposedAccount>,
    roster: Roster,
    asked: Filter,
}

/// What a scenario supposes and comes to.
#[derive(Debug, Clone)]
pub struct SupposedAccount {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// What each of its hypotheses does.
    pub hypotheses: Vec<Told>,
    /// What it comes to against the record on the day.
    pub summary: Summary,
}

impl Account {
    /// Returns the network of all ties that are asked for, whatever their days. O(ties).
    pub fn whole(&self) -> Network {
        self.roster.whole().under(&self.asked, Hiding::Remove)
    }
}

impl Session {
    /// Returns what is looked at, as briefs, tables and graphs are made from it. O(ties), in a scenario O(ties log ties).
    pub fn account(&self) -> Account {
        let lens = self.lens();
        let (record, document) = (self.record().clone(), self.own_document().clone());
        let supposed = self.supposition().zip(self.against_record()).map(|(supposition, summary)| SupposedAccount {
            scenario: supposition.scenario.clone(),
            hypotheses: told(&document, &record, &supposition.scenario, &supposition.outcomes),
            summary,
        });
        Account {
            network: self.network_on(lens.moment.as_of),
            positions: self.positions().clone(),
            moment: lens.moment,
            filter: Some(lens.filter.in_words(&document)).filter(|words| !words.is_empty()),
            supposed,
            roster: self.roster().clone(),
            asked: lens.filter.clone(),
            record,
            document,
        }
    }

    /// Returns the two nations that are selected, or the two ends of the tie that is, in the order of their ids.
    pub fn selected_pair(&self) -> Option<(NationId, NationId)> {
        match self.selection.subject() {
            Subject::Pair(a, b) => Some((a, b)),
            Subject::Tie(id) => {
                self.own_document().ties.get(&id).map(|tie| tie.pair()).map(|(a, b)| (a.clone(), b.clone()))
            }
            Subject::Nothing | Subject::Nation(_) | Subject::Source(_) | Subject::Several => None,
        }
    }

    /// Returns the nation that alone is selected.
    pub fn selected_nation(&self) -> Option<NationId> {
        match self.selection.subject() {
            Subject::Nation(id) => Some(id),
            Subject::Nothing | Subject::Tie(_) | Subject::Source(_) | Subject::Pair(..) | Subject::Several => None,
        }
    }
}
