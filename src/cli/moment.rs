//! A moment as an argument: a day, or the record or a scenario on a day.

use jiff::civil::Date;

use super::lens::day;

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

impl MomentArgument {
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
