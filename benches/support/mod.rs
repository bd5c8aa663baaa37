//! Makes a large atlas that nobody wrote, as the text of its files: the same bytes for the same numbers.
//!
//! Benches and `tests/large.rs` share it. It holds no facts; nations are called `N000`, `N001` and so on.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use demarche::kit::Rng;

/// Nations of the large atlas.
pub const N_NATIONS: usize = 200;
/// Ties of the large atlas.
pub const N_TIES: usize = 20_000;
/// Sources that the ties rest on.
const N_SOURCES: usize = 500;
/// Ties in each file under `ties/`.
const TIES_IN_A_FILE: usize = 2_500;
/// Any number; another one gives another atlas.
const SEED: u64 = 1_953;

/// Kinds as `id, sign, direction`.
const KINDS: [(&str, &str, &str); 12] = [
    ("defense-pact", "positive", "mutual"),
    ("troops-sent", "positive", "directed"),
    ("aid", "positive", "directed"),
    ("partnership", "positive", "mutual"),
    ("trade", "neutral", "mutual"),
    ("relations", "neutral", "mutual"),
    ("armistice", "neutral", "mutual"),
    ("sanctions", "negative", "directed"),
    ("broadcasts", "negative", "directed"),
    ("rejected-outreach", "negative", "directed"),
    ("war", "negative", "mutual"),
    ("rivalry", "negative", "mutual"),
];

/// Writes an atlas of `n_nations` and `n_ties` into a folder.
///
/// # Errors
/// Returns what the file system says.
pub fn write_atlas(folder: &Path, n_nations: usize, n_ties: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("ties"))?;
    let manifest = "Atlas(format: 1, id: \"large\", title: \"A large atlas\", as_of: \"2025-06-14\")\n";
    fs::write(folder.join("atlas.ron"), manifest)?;
    let kind = |(id, sign, direction): &(&str, &str, &str)| {
        format!("Kind(id: \"{id}\", name: \"{id}\", sign: {sign}, category: \"all\", direction: {direction}),\n")
    };
    fs::write(folder.join("kinds.ron"), list(KINDS.iter().map(kind)))?;
    let nation =
        |n: usize| format!("Nation(id: \"{}\", name: \"Nation {n}\", aliases: [\"Alias {n}\"]),\n", nation_id(n));
    fs::write(folder.join("nations.ron"), list((0..n_nations).map(nation)))?;
    let source = |n: usize| {
        let published = format!("20{:02}-{:02}-{:02}", 10 + n % 15, 1 + n % 12, 1 + n % 28);
        format!(
            "Source(id: \"s{n}\", title: \"Report {n}\", publisher: \"Paper {}\", published: \"{published}\"),\n",
            n % 40
        )
    };
    fs::write(folder.join("sources.ron"), list((0..N_SOURCES).map(source)))?;
    let mut rng = Rng::new(SEED);
    for (file_idx, first) in (0..n_ties).step_by(TIES_IN_A_FILE).enumerate() {
        let ties = list((first..n_ties.min(first + TIES_IN_A_FILE)).map(|n| tie(n, n_nations, &mut rng)));
        fs::write(folder.join(format!("ties/part-{file_idx:03}.ron")), ties)?;
    }
    Ok(())
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[\n{}]\n", items.collect::<String>())
}

fn nation_id(n: usize) -> String {
    format!("N{n:03}")
}

/// Returns a tie between two different nations with one to three pieces of evidence and up to two exchanges; those of a
/// formal kind have milestones. It exists on the day of the atlas.
fn tie(n: usize, n_nations: usize, rng: &mut Rng) -> String {
    let a = rng.below(n_nations);
    let b = (a + 1 + rng.below(n_nations - 1)) % n_nations;
    let (kind, _, _) = KINDS[rng.below(KINDS.len())];
    let year = 1953 + rng.below(70);
    let first_source = rng.below(N_SOURCES);
    let sources: Vec<String> =
        (0..1 + rng.below(3)).map(|nth| format!("s{}", (first_source + nth) % N_SOURCES)).collect();
    let mut text = format!(
        "    Tie(\n        id: \"t{n:05}\",\n        kind: \"{kind}\",\n        between: (\"{}\", \"{}\"),\n        \
         span: \"{year}-{:02}-{:02}/..\",\n        weight: {},\n        title: \"Tie number {n}\",\n        \
         summary: \"What the two agreed on, or did not, in year {year}.\",\n",
        nation_id(a),
        nation_id(b),
        1 + rng.below(12),
        1 + rng.below(28),
        1 + rng.below(5),
    );
    if kind == "defense-pact" {
        text.push_str("        milestones: [\n");
        for (step, month) in [("signed", 1), ("ratified", 7), ("in_force", 9)] {
            let _ = writeln!(
                text,
                "            (on: \"{}-{month:02}\", step: {step}, sources: [\"{}\"]),",
                year + 1,
                sources[0]
            );
        }
        text.push_str("        ],\n");
    }
    let n_exchanges = rng.below(3);
    if n_exchanges > 0 {
        text.push_str("        exchanges: [\n");
        for nth in 0..n_exchanges {
            let by = nation_id(if rng.below(2) == 0 { a } else { b });
            let _ = writeln!(
                text,
                "            (on: \"{}-0{}-15\", by: \"{by}\", approach: \"Offer {nth}\", response: rejected, sources: [\"{}\"]),",
                year + 1,
                1 + nth,
                sources[0],
            );
        }
        text.push_str("        ],\n");
    }
    text.push_str("        evidence: [\n");
    for source in &sources {
        let grade = ["A2", "B2", "B3", "C3", "F6"][rng.below(5)];
        let _ = writeln!(
            text,
            "            (source: \"{source}\", claim: \"Says that tie {n} holds\", grade: \"{grade}\", standing: reported, \
             reported: \"2025-01-{:02}\"),",
            1 + rng.below(28),
        );
    }
    text.push_str("        ],\n    ),\n");
    text
}
