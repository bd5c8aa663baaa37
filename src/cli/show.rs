//! `demarche show`: prints the network of an atlas as of its date, or one tie, nation or pair.

use std::path::PathBuf;
use std::process::ExitCode;

use super::output::{complain, mention_problems, print, print_json, print_outline};
use super::values::{nation_value, network_value, pair_value, tie_value};
use crate::kit::{counted, did_you_mean, visible};
use crate::model::{Document, EdtfDate, Nation, NationId, Tie, TieId};
use crate::network::Network;
use clap::Args;

/// Prints the network of an atlas as of its date, or one thing in it.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche show --pair PRK,USA --json")]
pub struct Show {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// Shows one tie with its milestones, exchanges and evidence.
    #[arg(long, value_name = "ID", conflicts_with_all = ["nation", "pair"])]
    tie: Option<String>,
    /// Shows one nation, by id, name or alias, with its ties, drivers and events.
    #[arg(long, value_name = "ID", conflicts_with = "pair")]
    nation: Option<String>,
    /// Shows all that is between two nations.
    #[arg(long, value_name = "A,B")]
    pair: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Show {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        let loaded = super::load(self.atlas.as_ref());
        let document = &loaded.document;
        let network = Network::of(document, document.manifest.as_of);
        let shown = match (&self.tie, &self.nation, &self.pair) {
            (Some(id), _, _) => find_tie(document, id).map(|tie| tie_value(document, &network, tie)),
            (_, Some(id), _) => find_nation(document, id).map(|nation| nation_value(document, &network, nation)),
            (_, _, Some(pair)) => find_pair(document, pair).map(|(a, b)| pair_value(document, &network, &a, &b)),
            (None, None, None) if self.json => Ok(network_value(&network)),
            (None, None, None) => {
                print_network(document, &network);
                return mention_problems(&loaded);
            }
        };
        match shown {
            Err(reason) => return complain(reason),
            Ok(value) if self.json => print_json(&value),
            Ok(value) => print_outline(&value),
        }
        mention_problems(&loaded)
    }
}

/// Prints every tie in a sentence.
fn print_network(document: &Document, network: &Network) {
    let day = EdtfDate::from_day(network.as_of()).in_words();
    print(format_args!("{}, as of {day}", visible(&document.manifest.title)));
    let (ties, nations) = (counted(network.ties().len(), "tie"), counted(network.nations().len(), "nation"));
    print(format_args!("{ties} between {nations}"));
    for tie in network.ties() {
        print(format_args!("  {}: {}", tie.tie.id, visible(&tie.in_words(document))));
    }
}

fn find_tie<'a>(document: &'a Document, id: &str) -> Result<&'a Tie, String> {
    document.ties.get(&TieId::new(id)).map(|tie| &**tie).ok_or_else(|| {
        let meant = did_you_mean(id, document.ties.keys().map(TieId::as_str));
        unknown("tie", id, meant)
    })
}

fn find_nation<'a>(document: &'a Document, text: &str) -> Result<&'a Nation, String> {
    document.find_nation(text).map(|nation| &**nation).ok_or_else(|| {
        let names = document.nations.values().flat_map(|nation| {
            let names = &nation.names;
            [nation.id.as_str(), &names.short].into_iter().chain(names.aliases.iter().map(String::as_str))
        });
        unknown("nation", text, did_you_mean(text, names))
    })
}

fn find_pair(document: &Document, text: &str) -> Result<(NationId, NationId), String> {
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
