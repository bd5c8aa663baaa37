//! `demarche diff`: prints what changed between two days, grouped by pair.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::lens::{Look, NationArguments, SiftArguments, day, in_words, within};
use super::output::{print, print_json};
use super::values::known_on;
use crate::kit::{counted, grouped, visible};
use crate::model::{Document, State};
use crate::network::{Difference, Shift, Side, compare};

/// Prints what changed between two days.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche diff --from 2023-06-01 --to 2024-12-31 --json")]
pub struct Diff {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// The earlier day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Date,
    /// The later day; the date of the atlas if left out.
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Date>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
}

impl Diff {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        super::told_of(self.atlas.as_ref(), |record| self.print(record))
    }

    fn print(&self, record: &Document) -> Result<(), String> {
        let (from, to) = (self.from, self.to.unwrap_or(record.manifest.as_of));
        for day in [from, to] {
            within(record, day)?;
        }
        if from > to {
            let words = format!("--from {from} is later than --to {to}");
            return Err(format!("{words}\nHint: the earlier day comes first: --from {to} --to {from}"));
        }
        let look = self.sift.look(record, Some(to), &self.nations.nation)?;
        let roster = look.roster();
        let [earlier, later] = [from, to].map(|day| look.network_on(day));
        let side = |network| Side { roster: &roster, network };
        let differences = compare(&side(&earlier), &side(&later), look.filter());
        if self.json {
            print_json(&json!({
                "from": from.to_string(),
                "to": to.to_string(),
                "known_on": known_on(&look),
                "filter": look.filter_in_words(),
                "counts": counts(&differences).into_iter().map(|(id, n)| (id.to_owned(), json!(n))).collect::<Map<_, _>>(),
                "changes": differences.iter().map(|it| value(&look, it)).collect::<Vec<_>>(),
            }));
        } else {
            print_words(&look, (from, to), &differences);
        }
        Ok(())
    }
}

/// Returns how many there are of each change.
fn counts(differences: &[Difference]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for difference in differences {
        *counts.entry(difference.what.id()).or_default() += 1;
    }
    counts
}

fn value(look: &Look, difference: &Difference) -> Value {
    let Difference { what, tie, pair, on } = difference;
    let day = difference.day();
    // A directed tie keeps its sender first, as `show` does.
    let (a, b) = tie.as_ref().map_or(pair, |tie| &tie.between);
    let kind = tie.as_ref().and_then(|tie| look.document.kinds.get(&tie.kind));
    let (before, after) = before_and_after(*what);
    json!({
        "change": what.id(),
        "tie": tie.as_ref().map(|tie| tie.id.as_str()),
        "a": a.as_str(),
        "b": b.as_str(),
        "on": day.map(|day| day.to_string()),
        "date": on.map(|date| date.to_string()),
        "words": what.in_words(),
        "before": before,
        "after": after,
        "title": tie.as_ref().map(|tie| tie.about.title.as_str()),
        "kind": kind.map(|kind| kind.id.as_str()),
        "sign": kind.map(|kind| kind.sign.name()),
        "span": tie.as_ref().map(|tie| tie.span.to_string()),
    })
}

/// Returns the status or the weight before and after; null where it is about neither.
fn before_and_after(what: Shift) -> (Value, Value) {
    let state = |state: Option<State>| json!(state.map(State::id));
    match what {
        Shift::Stepped(before, after) => (state(before), state(after)),
        Shift::Strengthened(before, after) | Shift::Weakened(before, after) => (json!(before), json!(after)),
        Shift::Turned(before, after) => (json!(before.name()), json!(after.name())),
        Shift::Begun | Shift::Ended | Shift::Passed | Shift::Recast | Shift::Mixed | Shift::Unmixed => {
            (Value::Null, Value::Null)
        }
    }
}

fn print_words(look: &Look, (from, to): (Date, Date), differences: &[Difference]) {
    let document = &look.document;
    let title = visible(&document.manifest.title);
    print(format_args!("{title}, from {} to {}{}", in_words(from), in_words(to), look.suffix()));
    let said: Vec<String> = counts(differences).into_iter().map(|(id, n)| format!("{} {id}", grouped(n))).collect();
    let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
    print(format_args!("{}{said}", counted(differences.len(), "change")));
    let mut last = None;
    for Difference { what, tie, pair, on } in differences {
        if last != Some(pair) {
            let (a, b) = (document.nation_name(&pair.0), document.nation_name(&pair.1));
            print(format_args!("{}–{}", visible(a), visible(b)));
            last = Some(pair);
        }
        let on = on.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let about = tie.as_ref().map(|tie| format!(": {} ({})", visible(&tie.about.title), tie.id)).unwrap_or_default();
        print(format_args!("  {on:<10}  {}{about}", what.in_words()));
    }
}
