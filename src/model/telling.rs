//! Says in words what the course of a tie holds: its milestones, and which of its dates somebody gives differently.

use super::document::Document;
use super::ids::PartId;
use super::tie::{DisputedDate, Milestone, Step, Tie};
use crate::kit::capitalized;

impl Milestone {
    /// Returns what happened in words, and more about it where the step alone does not say it; may be empty.
    pub fn in_words(&self, document: &Document) -> (String, String) {
        let step = capitalized(self.step.name());
        let whose = match (&self.by, self.step) {
            (None, _) => String::new(),
            (Some(by), Step::InForce) => format!(" for {}", document.nation_name(by)),
            (Some(by), _) => format!(" by {}", document.nation_name(by)),
        };
        let says_it = self.title.to_lowercase().starts_with(self.step.name());
        if says_it && self.by.is_none() {
            (self.title.clone(), String::new())
        } else {
            (format!("{step}{whose}"), self.title.clone())
        }
    }
}

impl Tie {
    /// Returns which of its dates is disputed: "the signing".
    pub fn disputed_in_words(&self, what: &DisputedDate) -> String {
        match what {
            DisputedDate::Begins => "its beginning".to_owned(),
            DisputedDate::Ends => "its end".to_owned(),
            DisputedDate::Step(step) => noun(*step).to_owned(),
            DisputedDate::Part(part) => self.part_in_words(part),
        }
    }

    fn part_in_words(&self, part: &PartId) -> String {
        let milestone = self.course.milestones.iter().find(|milestone| milestone.id.as_ref() == Some(part));
        let exchange = self.course.exchanges.iter().find(|exchange| exchange.id.as_ref() == Some(part));
        match (milestone, exchange) {
            (Some(milestone), _) => noun(milestone.step).to_owned(),
            (None, Some(exchange)) => format!("“{}”", exchange.approach),
            (None, None) => part.to_string(),
        }
    }
}

fn noun(step: Step) -> &'static str {
    match step {
        Step::Signed => "the signing",
        Step::Ratified => "the ratification",
        Step::InForce => "its entry into force",
        Step::Extended => "the extension",
        Step::PartlySuspended => "the partial suspension",
        Step::Suspended => "the suspension",
        Step::Withdrawn => "the withdrawal",
        Step::Superseded => "its replacement",
        Step::Expired => "its expiry",
    }
}
