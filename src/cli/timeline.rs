//! `demarche timeline`: prints all that is dated in an atlas, in order of time.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::lens::{LOOKED_AT, Look, NationArguments, SiftArguments, day, in_words};
use super::output::{print, print_json};
use super::show::find_pair;
use super::values::{ids, what};
use crate::kit::{counted, visible};
use crate::model::{Document, NationId};
use crate::network::{Bearing, Dated, Turn};

/// Prints all that is dated in an atlas, in order of time.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche timeline --pair PRK,KOR --as-of 2024-06-30 --json")]
pub struct Timeline {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// Only what is between these two nations.
    #[arg(long, value_name = "A,B")]
    pair: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Only what had happened by this day, such as 2024-06-19. A month or a year is no day.
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = LOOKED_AT)]
    as_of: Option<Date>,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
}

impl Timeline {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        super::told_of(self.atlas.as_ref(), |record| self.print(record))
    }

    fn print(&self, record: &Document) -> Result<(), String> {
        let pair = match &self.pair {
            Some(pair) => Some(find_pair(&self.sift.everything(record)?, pair)?),
            None => None,
        };
        let look = self.sift.look_until(record, self.as_of, &self.nations.nation)?;
        let whole = look.whole();
        let (recorded, mut dated) = (look.recorded(), look.timeline());
        dated.retain(|dated| {
            let is_between = |(a, b): &(NationId, NationId)| dated.tie.concerns(a) && dated.tie.concerns(b);
            let has_come = self.as_of.is_none_or(|day| dated.shows_from() <= day);
            dated.is_told()
                && has_come
                && pair.as_ref().is_none_or(is_between)
                && [&whole, &recorded].iter().any(|all| all.tie(&dated.tie.id).is_some())
        });
        if self.json {
            print_json(&Value::Array(dated.iter().map(|dated| value(&look.document, dated)).collect()));
        } else {
            self.print_words(&look, &dated);
        }
        Ok(())
    }

    fn print_words(&self, look: &Look, dated: &[Dated]) {
        let document = &look.document;
        let until = self.as_of.map(|day| format!(", up to {}", in_words(day))).unwrap_or_default();
        print(format_args!("{}{until}{}", visible(&document.manifest.title), look.suffix()));
        print(counted(dated.len(), "dated change"));
        for dated in dated {
            let words = dated.in_words(document);
            let words = match dated.turn() {
                // A move already says whose and toward whom.
                Turn::Move(_) => words,
                Turn::Begun | Turn::Ended | Turn::Over | Turn::Step(_) | Turn::Level(..) => {
                    let (a, b) = &dated.tie.between;
                    format!("{}–{}, {words}", document.nation_name(a), document.nation_name(b))
                }
            };
            let title = visible(dated.title());
            print(format_args!("{:<11} {}: {title} ({})", dated.on.to_string(), visible(&words), dated.tie.id));
        }
    }
}

fn value(document: &Document, dated: &Dated) -> Value {
    let tie = &dated.tie;
    let kind = document.kinds.get(&tie.kind);
    let (change, sources) = match dated.turn() {
        Turn::Begun => ("begun", None),
        Turn::Ended | Turn::Over => ("ended", None),
        Turn::Step(milestone) => ("milestone", Some(&milestone.sources)),
        Turn::Move(exchange) => ("exchange", Some(&exchange.sources)),
        Turn::Level(before, after) if after < before => ("weakened", None),
        Turn::Level(..) => ("strengthened", None),
    };
    let sources = sources.map_or_else(|| ids(tie.sources()), ids);
    let rivals: Vec<Value> = (tie.course.disputed.iter().filter(|dispute| dated.is_disputed_by(dispute)))
        .map(|it| json!({ "what": what(&it.what), "on": it.on.to_string(), "source": it.source.as_str(), "note": it.note }))
        .collect();
    let mut value = json!({
        "on": dated.on.to_string(),
        "first": dated.on.earliest().to_string(),
        "last": dated.on.latest().to_string(),
        "change": change,
        "tie": tie.id.as_str(),
        "a": tie.between.0.as_str(),
        "b": tie.between.1.as_str(),
        "by": dated.by().map(NationId::as_str),
        "kind": tie.kind.as_str(),
        "sign": kind.map(|kind| kind.sign.name()),
        "bearing": kind.map(|kind| match dated.bearing(kind) {
            Bearing::Up => "up",
            Bearing::Down => "down",
        }),
        "title": dated.title(),
        "words": dated.in_words(document),
        "disputed": rivals,
        "sources": sources,
    });
    match dated.turn() {
        Turn::Begun | Turn::Ended | Turn::Over => {}
        Turn::Step(milestone) => value["step"] = json!(milestone.step.id()),
        Turn::Move(exchange) => {
            value["response"] = json!(exchange.response.map(|response| response.name()));
            value["cameo"] = json!(exchange.cameo.as_ref().map(|cameo| cameo.code.as_str()));
            value["goldstein"] = json!(exchange.cameo.as_ref().map(|cameo| cameo.goldstein));
        }
        Turn::Level(before, after) => {
            value["before"] = json!(before);
            value["after"] = json!(after);
        }
    }
    value
}
