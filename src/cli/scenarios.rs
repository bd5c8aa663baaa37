//! `demarche scenarios`: lists the scenarios of an atlas, and what each comes to against the record.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::lens::{Look, NationArguments, SiftArguments, day, in_words, last_day, within};
use super::output::{print, print_json};
use super::values::{ids, known_on, summary_value};
use crate::edit::{Outcome, overlay};
use crate::kit::{counted, visible};
use crate::model::{Document, Hypothesis, Likelihood, NationId, Scenario, Supposed};
use crate::network::{Side, Summary, compare, summary};

/// Lists the scenarios of an atlas.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche scenarios --json")]
pub struct Scenarios {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// Compares on this day, such as 2026-01-01, instead of the last day on which a change of the scenario begins to hold.
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Date>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
}

impl Scenarios {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        super::told_of(self.atlas.as_ref(), |record| self.print(record))
    }

    fn print(&self, record: &Document) -> Result<(), String> {
        let only = self.sift.scenario(record)?;
        let all = record.scenarios.values().cloned();
        let scenarios: Vec<Arc<Scenario>> = only.map_or_else(|| all.collect(), |only| vec![only]);
        if let Some(day) = self.as_of {
            within(record, &scenarios, day)?;
        }
        let look = self.sift.look_among(record, &scenarios, self.as_of, &self.nations.nation)?;
        let told = scenarios.iter().map(|scenario| Told::of(&look, record, scenario, self.as_of));
        let told: Vec<Told<'_>> = told.collect();
        if self.json {
            print_json(&Value::Array(told.iter().map(|told| told.value(&look)).collect()));
        } else {
            print(format_args!("{}: {}", visible(&record.manifest.title), counted(told.len(), "scenario")));
            told.iter().for_each(|told| told.print(record));
        }
        Ok(())
    }
}

/// What is told of a scenario.
struct Told<'a> {
    scenario: &'a Scenario,
    /// The day on which it is compared with the record.
    day: Date,
    /// What comes of each hypothesis once all of their days have come.
    prospects: Vec<Outcome>,
    summary: Summary,
    /// The record with what is supposed on the day: where nations are that the record lacks.
    supposed: Document,
}

impl<'a> Told<'a> {
    fn of(look: &Look, record: &Document, scenario: &'a Scenario, as_of: Option<Date>) -> Self {
        let day = as_of.unwrap_or_else(|| last_day(record, Some(scenario)));
        let [before, after] = [None, Some(scenario)].map(|scenario| look.seen_from(scenario, day));
        let [from, to] = [&before, &after].map(|seen| Side { roster: &seen.roster, network: &seen.network });
        let differences = compare(&from, &to, look.filter());
        let summary = summary(&before.network, &after.network, &differences);
        Self { scenario, day, prospects: overlay(record, scenario, None).outcomes, summary, supposed: after.document }
    }

    fn hypotheses(&self) -> impl Iterator<Item = (&Arc<Hypothesis>, &Outcome)> {
        self.scenario.hypotheses.iter().zip(&self.prospects)
    }

    fn name(&self, record: &Document, id: &NationId) -> String {
        let document = if record.nations.contains_key(id) { record } else { &self.supposed };
        visible(document.nation_name(id))
    }

    fn value(&self, look: &Look) -> Value {
        let Scenario { id, title, author, question, rationale, hypotheses: _ } = self.scenario;
        json!({
            "id": id.as_str(),
            "title": title,
            "author": author,
            "question": question,
            "rationale": rationale,
            "changes": self.hypotheses().map(|(hypothesis, outcome)| change(hypothesis, outcome)).collect::<Vec<_>>(),
            "as_of": self.day.to_string(),
            "known_on": known_on(look),
            "filter": look.filter_in_words(),
            "against_record": summary_value(&self.summary),
        })
    }

    fn print(&self, record: &Document) {
        let Scenario { id, title, author, question, rationale: _, hypotheses: _ } = self.scenario;
        let author = if author.is_empty() { String::new() } else { format!(", by {}", visible(author)) };
        print(format_args!("{} ({id}){author}", visible(title)));
        if !question.is_empty() {
            print(format_args!("  {}", visible(question)));
        }
        for (hypothesis, outcome) in self.hypotheses() {
            let state = match outcome {
                Outcome::Holds | Outcome::Later => String::new(),
                Outcome::Off => " (off)".to_owned(),
                Outcome::Fails(why) => format!(" (no longer applies: {})", visible(&why.to_string())),
            };
            print(format_args!("  {}  {}{state}", hypothesis.from, visible(&hypothesis.title)));
        }
        let Summary { begun, ended, changed, newly_mixed, no_longer_mixed, nations } = &self.summary;
        let on = in_words(self.day);
        let (mixed, unmixed) = (counted(newly_mixed.len(), "pair"), counted(no_longer_mixed.len(), "pair"));
        print(format_args!(
            "  Against the record on {on}: {} begun, {} ended, {} changed; {mixed} newly mixed, {unmixed} no longer",
            counted(begun.len(), "tie"),
            ended.len(),
            changed.len()
        ));
        let names: Vec<String> = nations.iter().map(|it| self.name(record, &it.nation)).collect();
        if !names.is_empty() {
            print(format_args!("  Ties by sign change for {}", names.join(", ")));
        }
    }
}

fn change(hypothesis: &Hypothesis, outcome: &Outcome) -> Value {
    let Hypothesis { id, title, from, supposed, why, assumes, sources, likelihood, does: _ } = hypothesis;
    let fails = match outcome {
        Outcome::Fails(why) => Some(why.to_string()),
        Outcome::Holds | Outcome::Off | Outcome::Later => None,
    };
    json!({
        "id": id.as_str(),
        "title": title,
        "from": from.to_string(),
        "on": *supposed == Supposed::On,
        "why": why,
        "assumes": assumes,
        "sources": ids(sources),
        "likelihood": likelihood.as_ref().map(likelihood_value),
        "no_longer_applies": fails,
    })
}

fn likelihood_value(likelihood: &Likelihood) -> Value {
    let Likelihood { term, by, on } = likelihood;
    let percent = term.percent();
    json!({ "term": term.id(), "percent": [percent.start(), percent.end()], "by": by, "on": on.to_string() })
}
