//! A moment as an argument: a day, or the record or a scenario on a day.

use std::sync::Arc;

use jiff::civil::Date;

use super::lens::{day, find_scenario, in_words, last_day, within};
use crate::kit::visible;
use crate::model::{Document, Scenario};
use crate::network::Vantage;

/// What a comparison goes out from or comes to, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MomentArgument {
    /// Of what.
    pub(super) of: Of,
    /// The day looked at; `None` where none is given.
    pub(super) day: Option<Date>,
}

/// Of what a moment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Of {
    /// Of what the other arguments ask for: the record, or the scenario of `--scenario`.
    Asked,
    /// Of the record.
    Record,
    /// Of the scenario of this id or title.
    Scenario(String),
}

/// From where one looks: the record or a scenario, on a day.
#[derive(Debug, Clone)]
pub(super) struct Outlook {
    /// Which scenario; `None` for the record.
    pub(super) scenario: Option<Arc<Scenario>>,
    /// The day looked at.
    pub(super) day: Date,
}

impl Outlook {
    /// Returns it as scripts write it, without the day.
    pub(super) fn id(&self) -> String {
        self.scenario.as_ref().map_or("record".to_owned(), |scenario| format!("scenario:{}", scenario.id))
    }

    /// Returns it as people say it.
    pub(super) fn in_words(&self) -> String {
        let of = self.scenario.as_ref().map(|scenario| format!("scenario “{}”", visible(&scenario.title)));
        format!("{} on {}", of.unwrap_or_else(|| "the record".to_owned()), in_words(self.day))
    }

    /// Holds its day to those that can be shown.
    ///
    /// # Errors
    /// Returns that it lies outside, and which days there are.
    pub(super) fn within(&self, record: &Document) -> Result<(), String> {
        within(record, self.scenario.as_slice(), self.day)
    }

    /// Returns it as a session looks from it.
    pub(super) fn vantage(&self) -> Vantage {
        Vantage { scenario: self.scenario.as_ref().map(|scenario| scenario.id.clone()), day: self.day }
    }
}

/// Holds what is compared to the days that can be shown, and two days of one record to their order.
///
/// # Errors
/// Returns which day lies outside, or that the former is the later one.
pub(super) fn hold(record: &Document, from: &Outlook, to: &Outlook) -> Result<(), String> {
    let scenarios: Vec<Arc<Scenario>> = [from, to].into_iter().filter_map(|it| it.scenario.clone()).collect();
    for day in [from.day, to.day] {
        within(record, &scenarios, day)?;
    }
    if from.id() == to.id() && from.day > to.day {
        let (from, to) = (from.day, to.day);
        let words = format!("--from {from} is later than --to {to}");
        return Err(format!("{words}\nHint: the earlier day comes first: --from {to} --to {from}"));
    }
    Ok(())
}

/// Returns what is compared. A moment without a day is on that of the other one; where neither has one, on the last day on
/// which a change of a scenario begins to hold.
///
/// # Errors
/// Returns which scenarios there are where one is none of them.
pub(super) fn compared(
    record: &Document,
    open: Option<&Arc<Scenario>>,
    from: &MomentArgument,
    to: Option<&MomentArgument>,
) -> Result<[Outlook; 2], String> {
    let given = MomentArgument { of: Of::Asked, day: None };
    let has_end = to.is_some();
    let to = to.unwrap_or(&given);
    let scenarios = [from.scenario(record, open)?, to.scenario(record, open)?];
    let last = scenarios.iter().map(|scenario| last_day(record, scenario.as_deref())).max();
    let last = last.unwrap_or(record.manifest.as_of);
    // Whoever names only the earlier day means what has changed since.
    let other = if has_end { from.day } else { None };
    let days = [from.day.or(to.day).unwrap_or(last), to.day.or(other).unwrap_or(last)];
    let [earlier, later] = scenarios;
    Ok([Outlook { scenario: earlier, day: days[0] }, Outlook { scenario: later, day: days[1] }])
}

impl MomentArgument {
    /// Returns the scenario that it is of, where `open` is what the other arguments ask for.
    ///
    /// # Errors
    /// Returns which scenarios there are where it is none of them.
    fn scenario(&self, record: &Document, open: Option<&Arc<Scenario>>) -> Result<Option<Arc<Scenario>>, String> {
        match &self.of {
            Of::Asked => Ok(open.cloned()),
            Of::Record => Ok(None),
            Of::Scenario(name) => find_scenario(record, name).map(Some),
        }
    }

    /// Returns from where it looks; without a day, on the last on which a change of its scenario begins to hold.
    ///
    /// # Errors
    /// Returns which scenarios there are where it is none of them.
    pub(super) fn outlook(&self, record: &Document, open: Option<&Arc<Scenario>>) -> Result<Outlook, String> {
        let scenario = self.scenario(record, open)?;
        let day = self.day.unwrap_or_else(|| last_day(record, scenario.as_deref()));
        Ok(Outlook { scenario, day })
    }

    /// Reads `2024-06-19`, `record`, `record@2024-06-19`, `scenario:NAME` or `scenario:NAME@2024-06-19`.
    ///
    /// # Errors
    /// Returns why it is none of these.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (of, on) = match text.rsplit_once('@') {
            // A title may have an `@` in it.
            Some((of, on)) if is_meant_for_a_day(on) || !of.starts_with("scenario:") => (of, Some(day(on)?)),
            Some(_) | None => (text, None),
        };
        let of = match of.split_once(':') {
            Some(("scenario", "")) => return Err("`scenario:` names none\nHint: write scenario:NAME".to_owned()),
            Some(("scenario", name)) => Of::Scenario(name.to_owned()),
            Some(_) | None if of == "record" => Of::Record,
            Some(_) | None if on.is_none() && of.starts_with(|letter: char| letter.is_ascii_digit()) => {
                return Ok(Self { of: Of::Asked, day: Some(day(of)?) });
            }
            Some(_) | None => {
                return Err(format!(
                    "`{text}` is no moment\nHint: write a day such as 2024-06-19, `record` or `scenario:NAME`, each with `@DAY`"
                ));
            }
        };
        Ok(Self { of, day: on })
    }
}

/// Whether a text is a day, or was to be one: a day that is none should be told, and not sought among the titles.
fn is_meant_for_a_day(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || "-?~%".contains(letter))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_moment_is_a_day_or_the_record_or_a_scenario_on_one() {
        let check = |text: &str, of: Of, day| assert_eq!(MomentArgument::parse(text), Ok(MomentArgument { of, day }));
        check("2024-06-19", Of::Asked, Some(date(2024, 6, 19)));
        check("record", Of::Record, None);
        check("record@2024-06-19", Of::Record, Some(date(2024, 6, 19)));
        check("scenario:rebuild-trust", Of::Scenario("rebuild-trust".to_owned()), None);
        check("scenario:Rebuild trust@2026-01-01", Of::Scenario("Rebuild trust".to_owned()), Some(date(2026, 1, 1)));
        let at = |title: &str| Of::Scenario(title.to_owned());
        check("scenario:Talks @ Panmunjom", at("Talks @ Panmunjom"), None);
        check("scenario:Talks@2nd@2026-01-01", at("Talks@2nd"), Some(date(2026, 1, 1)));
        for (text, hint) in [
            ("scenario:x@", "Hint"),
            ("scenario:", "Hint: write scenario:NAME"),
            ("rebuild-trust", "Hint: write a day"),
            ("record@2024-06", "is a month"),
            ("scenario:x@2024-02-30", "Hint"),
            ("@2024-06-19", "Hint: write a day"),
            ("2024-06", "is a month"),
        ] {
            let error = MomentArgument::parse(text).expect_err(text);
            assert!(error.contains(hint), "{error}");
        }
    }
}
