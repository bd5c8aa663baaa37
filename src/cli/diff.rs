//! `demarche diff`: prints what differs between two days, or between the record and scenarios, grouped by pair.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use serde_json::{Map, Value, json};

use super::lens::{Look, NationArguments, Seen, SiftArguments, in_words};
use super::moment::{MomentArgument, Outlook, compared, hold};
use super::output::{print, print_json};
use super::values::{known_on, summary_value};
use crate::kit::{counted, grouped, visible};
use crate::model::{Document, Entry, EntryId, NationId, Scenario, State};
use crate::network::{Difference, Shift, Side, SignCounts, Summary, compare, summary};

/// Prints what differs between two moments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: demarche diff --from 2023-06-01 --to 2024-12-31 --json\n         demarche diff --from record --to scenario:rebuild-trust@2026-01-01"
)]
pub struct Diff {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// A day, `record` or `scenario:NAME`, each with `@DAY`: what the comparison goes out from.
    #[arg(long, value_name = "MOMENT", value_parser = MomentArgument::parse)]
    from: MomentArgument,
    /// The same: what it comes to. If left out, the record, or what `--scenario` names, on the date of the atlas or, where
    /// that is later, on the last day on which a change of a scenario that is compared begins to hold.
    #[arg(long, value_name = "MOMENT", value_parser = MomentArgument::parse)]
    to: Option<MomentArgument>,
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
        let open = self.sift.scenario(record)?;
        let [from, to] = compared(record, open.as_ref(), &self.from, self.to.as_ref())?;
        let scenarios: Vec<Arc<Scenario>> = [&from, &to].into_iter().filter_map(|it| it.scenario.clone()).collect();
        hold(record, &from, &to)?;
        let look = self.sift.look_among(record, &scenarios, Some(to.day), &self.nations.nation)?;
        let earlier = look.seen_from(from.scenario.as_deref(), from.day);
        let is_one = from.id() == to.id() && (from.scenario.is_none() || from.day == to.day);
        // Of one record, both days are seen in one roster, by which ties are told apart faster.
        let later = match is_one {
            true => Seen { network: look.on(&earlier.roster, to.day), ..earlier.clone() },
            false => look.seen_from(to.scenario.as_deref(), to.day),
        };
        let differences = compare(&side(&earlier), &side(&later), look.filter());
        let told = Told { look: &look, documents: [&later.document, &earlier.document], from, to };
        let summary = summary(&earlier.network, &later.network, &differences);
        if self.json {
            print_json(&told.value(&differences, &summary));
        } else {
            told.print(&differences, &summary);
        }
        Ok(())
    }
}

/// What is told of a comparison.
struct Told<'a> {
    look: &'a Look,
    /// What it comes to, then what it goes out from: where the names of things are looked up.
    documents: [&'a Document; 2],
    from: Outlook,
    to: Outlook,
}

fn side(seen: &Seen) -> Side<'_> {
    let Seen { document: _, roster, network } = seen;
    Side { roster, network }
}

/// Returns how many there are of each change.
fn counts(differences: &[Difference]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for difference in differences {
        *counts.entry(difference.what.id()).or_default() += 1;
    }
    counts
}

impl Told<'_> {
    /// Whether it is of two days of one record.
    fn is_of_days(&self) -> bool {
        self.from.id() == self.to.id()
    }

    fn entry(&self, id: &EntryId) -> Option<Entry> {
        self.documents.iter().find_map(|document| document.entry(id))
    }

    fn name(&self, id: &NationId) -> String {
        let has = |document: &&&Document| document.nations.contains_key(id);
        let document = self.documents.iter().find(has).unwrap_or(&self.documents[0]);
        visible(document.nation_name(id))
    }

    fn value(&self, differences: &[Difference], summary: &Summary) -> Value {
        let Self { look, from, to, .. } = self;
        let mut value = json!({
            "from": from.day.to_string(),
            "to": to.day.to_string(),
            "from_of": from.id(),
            "to_of": to.id(),
            "known_on": known_on(look),
            "filter": look.filter_in_words(),
            "counts": counts(differences).into_iter().map(|(id, n)| (id.to_owned(), json!(n))).collect::<Map<_, _>>(),
            "changes": differences.iter().map(|it| self.change(it)).collect::<Vec<_>>(),
        });
        if !self.is_of_days() {
            value["summary"] = summary_value(summary);
        }
        value
    }

    fn change(&self, difference: &Difference) -> Value {
        let Difference { what, tie, pair, on } = difference;
        let day = difference.day();
        // A directed tie keeps its sender first, as `show` does.
        let (a, b) = tie.as_ref().map_or(pair, |tie| &tie.between);
        let kind = tie.as_ref().and_then(|tie| match self.entry(&EntryId::Kind(tie.kind.clone())) {
            Some(Entry::Kind(kind)) => Some(kind),
            Some(_) | None => None,
        });
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
            "kind": kind.as_ref().map(|kind| kind.id.as_str()),
            "sign": kind.as_ref().map(|kind| kind.sign.name()),
            "span": tie.as_ref().map(|tie| tie.span.to_string()),
        })
    }

    fn print(&self, differences: &[Difference], summary: &Summary) {
        let title = visible(&self.documents[0].manifest.title);
        let (from, to, suffix) = (&self.from, &self.to, self.look.sifted());
        match (self.is_of_days(), &from.scenario) {
            (true, None) => {
                print(format_args!("{title}, from {} to {}{suffix}", in_words(from.day), in_words(to.day)));
            }
            (true, Some(scenario)) => {
                let scenario = visible(&scenario.title);
                let days = format!("from {} to {}", in_words(from.day), in_words(to.day));
                print(format_args!("{title}, scenario “{scenario}”, {days}{suffix}"));
            }
            (false, _) => print(format_args!("{title}, from {} to {}{suffix}", from.in_words(), to.in_words())),
        }
        let said: Vec<String> = counts(differences).into_iter().map(|(id, n)| format!("{} {id}", grouped(n))).collect();
        let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
        print(format_args!("{}{said}", counted(differences.len(), "change")));
        let mut last = None;
        for Difference { what, tie, pair, on } in differences {
            if last != Some(pair) {
                print(format_args!("{}–{}", self.name(&pair.0), self.name(&pair.1)));
                last = Some(pair);
            }
            let on = on.map_or_else(|| "undated".to_owned(), |date| date.to_string());
            let about = tie.as_ref().map(|tie| format!(": {} ({})", visible(&tie.about.title), tie.id));
            print(format_args!("  {on:<10}  {}{}", what.in_words(), about.unwrap_or_default()));
        }
        if !self.is_of_days() {
            self.print_nations(&summary.nations);
        }
    }

    /// Prints of which nations the ties of some sign are more or fewer.
    fn print_nations(&self, nations: &[SignCounts]) {
        if nations.is_empty() {
            return;
        }
        print("Ties by sign, before and after");
        for SignCounts { nation, before, after } in nations {
            let signs = ["positive", "negative", "neutral"].into_iter().zip(before.iter().zip(after));
            let differ = signs.filter(|(_, (before, after))| before != after);
            let said: Vec<String> =
                differ.map(|(sign, (before, after))| format!("{sign} {before} → {after}")).collect();
            print(format_args!("  {}: {}", self.name(nation), said.join(", ")));
        }
    }
}

/// Returns the status, the weight or the sign before and after; null where it is about none of these.
fn before_and_after(what: Shift) -> (Value, Value) {
    let state = |state: Option<State>| json!(state.map(State::id));
    match what {
        Shift::Stepped(before, after) => (state(before), state(after)),
        Shift::Strengthened(before, after) | Shift::Weakened(before, after) => (json!(before), json!(after)),
        Shift::Turned(before, after) => (json!(before.name()), json!(after.name())),
        Shift::Begun
        | Shift::Ended
        | Shift::Passed
        | Shift::Recast
        | Shift::Moved
        | Shift::Reversed
        | Shift::Mixed
        | Shift::Unmixed => (Value::Null, Value::Null),
    }
}
