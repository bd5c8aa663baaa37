//! `demarche show`: prints the network of an atlas on a day, or one tie, nation or pair.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::lens::{DayArguments, Look, SiftArguments, in_words};
use super::output::{print, print_json, print_outline};
use super::values::{nation_value, network_value, pair_value, tie_value};
use crate::kit::{counted, did_you_mean, visible};
use crate::model::{Document, Nation, NationId, Tie, TieId};

/// Prints the network of an atlas on a day, or one thing in it.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche show --pair PRK,USA --json")]
pub struct Show {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// Shows one tie with its milestones, exchanges and evidence.
    #[arg(long, value_name = "ID", conflicts_with_all = ["nation", "pair"])]
    tie: Option<String>,
    /// Shows one nation, by id, name or alias, with its ties, drivers and events; of several nations, the ties.
    #[arg(long, value_name = "ID", conflicts_with = "pair")]
    nation: Vec<String>,
    /// Shows all that is between two nations.
    #[arg(long, value_name = "A,B")]
    pair: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    day: DayArguments,
    #[command(flatten)]
    sift: SiftArguments,
}

/// What is to be shown.
enum Subject {
    Tie(TieId),
    Nation(NationId),
    Pair(NationId, NationId),
    Network,
}

impl Show {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        super::told_of(self.atlas.as_ref(), |record| self.print(record))
    }

    fn print(&self, record: &Document) -> Result<(), String> {
        let subject = self.subject(&self.sift.everything(record)?)?;
        let nations: &[String] = if matches!(subject, Subject::Network) { &self.nation } else { &[] };
        let look = self.sift.look(record, self.day.as_of, nations)?;
        let value = match subject {
            Subject::Tie(id) => {
                if look.filter_in_words().is_some() {
                    return Err(
                        "--tie shows one tie, whatever a filter asks for\nHint: leave one of them out".to_owned()
                    );
                }
                let tie = look.document.ties.get(&id).ok_or_else(|| not_known(&id, &look))?;
                tie_value(&look, &look.network(), tie)
            }
            Subject::Nation(id) => match look.document.nations.get(&id) {
                Some(nation) => nation_value(&look, &look.network(), nation),
                None => return Err(unknown("nation", id.as_str(), None)),
            },
            Subject::Pair(a, b) => pair_value(&look, &look.network(), &a, &b),
            Subject::Network if self.json => network_value(&look, &look.network()),
            Subject::Network => {
                print_network(&look);
                return Ok(());
            }
        };
        if self.json {
            print_json(&value);
        } else {
            print_outline(&value);
        }
        Ok(())
    }

    fn subject(&self, record: &Document) -> Result<Subject, String> {
        if let Some(id) = &self.tie {
            return Ok(Subject::Tie(find_tie(record, id)?.id.clone()));
        }
        if let Some(pair) = &self.pair {
            let (a, b) = find_pair(record, pair)?;
            return Ok(Subject::Pair(a, b));
        }
        match self.nation.as_slice() {
            [text] if record.find_nation(text).is_some() || !text.contains(',') => {
                Ok(Subject::Nation(find_nation(record, text)?.id.clone()))
            }
            _ => Ok(Subject::Network),
        }
    }
}

/// Prints every tie in a sentence.
fn print_network(look: &Look) {
    let (document, network) = (&look.document, look.network());
    let (title, day) = (visible(&document.manifest.title), in_words(network.as_of()));
    print(format_args!("{title}, as of {day}{}", look.suffix()));
    let (ties, nations) = (counted(network.ties().len(), "tie"), counted(network.nations().len(), "nation"));
    print(format_args!("{ties} between {nations}"));
    for tie in network.ties() {
        print(format_args!("  {}: {}", tie.tie.id, visible(&tie.in_words(document))));
    }
}

/// Returns that a tie was not known on the day by which evidence had to be.
fn not_known(id: &TieId, look: &Look) -> String {
    let Some(day) = look.moment.known_on.map(in_words) else {
        let day = in_words(look.moment.as_of);
        return format!("`{id}` is not supposed to be there on {day}\nHint: look at another day with --as-of");
    };
    format!(
        "`{id}` was not known on {day}\nHint: it began later, or nothing that it rests on had been reported by then"
    )
}

fn find_tie<'a>(document: &'a Document, id: &str) -> Result<&'a Tie, String> {
    document.ties.get(&TieId::new(id)).map(|tie| &**tie).ok_or_else(|| {
        let meant = did_you_mean(id, document.ties.keys().map(TieId::as_str));
        unknown("tie", id, meant)
    })
}

pub(super) fn find_nation<'a>(document: &'a Document, text: &str) -> Result<&'a Nation, String> {
    document.find_nation(text).map(|nation| &**nation).ok_or_else(|| {
        let names = document.nations.values().flat_map(|nation| {
            let names = &nation.names;
            [nation.id.as_str(), &names.short].into_iter().chain(names.aliases.iter().map(String::as_str))
        });
        unknown("nation", text, did_you_mean(text, names))
    })
}

pub(super) fn find_pair(document: &Document, text: &str) -> Result<(NationId, NationId), String> {
    let Some((a, b)) = text.split_once(',') else {
        return Err("--pair takes two nations\nHint: write --pair PRK,USA".to_owned());
    };
    let [a, b] = [find_nation(document, a.trim())?, find_nation(document, b.trim())?].map(|nation| nation.id.clone());
    if a == b {
        return Err(format!("`{a}` with itself is no pair\nHint: name two different nations"));
    }
    Ok((a, b))
}

fn unknown(what: &str, id: &str, meant: Option<&str>) -> String {
    let hint = match meant {
        Some(meant) => format!("did you mean `{}`?", visible(meant)),
        None => "`demarche show` lists all".to_owned(),
    };
    format!("unknown {what} `{}`\nHint: {hint}", visible(id))
}
