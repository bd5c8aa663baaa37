//! What is said of a form that cannot be kept: each reason where it belongs, so that there is always one to be read.

use super::form::Form;
use crate::model::Objection;

/// Whether saving was tried: then all that is missing is said where it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It was not.
    NotYet,
    /// It was.
    Once,
}

/// What is said of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarks<'a> {
    reasons: Vec<(&'a str, &'a Objection)>,
    /// What is wrong with no fact that is shown.
    pub general: Option<&'a Objection>,
    /// What still is to be typed, as people call it.
    pub needed: Vec<String>,
}

impl Form {
    /// Returns what is to be said of the form, where these objections stand in the way of keeping it.
    pub fn remarks<'a>(&self, objections: &'a [(String, Objection)], tried: Tried) -> Remarks<'a> {
        let mut remarks = Remarks { reasons: Vec::new(), general: None, needed: Vec::new() };
        let is_shown = |fact: &str| self.fields().any(|field| field.fact == fact);
        remarks.general = objections.iter().find(|(fact, _)| !is_shown(fact)).map(|(_, it)| it);
        for field in self.fields() {
            let Some((fact, objection)) = objections.iter().find(|(fact, _)| *fact == field.fact) else { continue };
            let is_needed = tried == Tried::NotYet && field.is_missing();
            // It would be hasty to say what is wrong with what is only being begun.
            if !is_needed || field.is_touched() && !self.thing().is_new() {
                remarks.reasons.push((fact, objection));
            }
            if is_needed {
                remarks.needed.push(field.noun());
            }
        }
        remarks
    }
}

impl<'a> Remarks<'a> {
    /// Returns what is wrong with a fact, as far as that is to be said there.
    pub fn of(&self, fact: &str) -> Option<&'a Objection> {
        self.reasons.iter().find(|(of, _)| *of == fact).map(|(_, objection)| *objection)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        let Self { reasons, general, needed } = self;
        reasons.is_empty() && general.is_none() && needed.is_empty()
    }
}
