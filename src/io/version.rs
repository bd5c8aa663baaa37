//! The version of a record: a few digits that are the same for equal records, however their files are laid out.

use std::sync::Arc;

use super::canon::plain;
use super::records_of;
use crate::model::{Document, Entry};

/// Digits of a version: 48 bits, so that among a million states of an atlas two alike are most unlikely.
const N_DIGITS: usize = 12;

/// Returns the version of a record: the first twelve hexadecimal digits of the BLAKE3 hash over all its records, in the order
/// of their tables and ids, each as plain text behind its length. O(bytes).
///
/// It is made of what the record says and not of its files: comments, layout and the order of files change nothing, a single
/// word does. Named views are not part of the record.
pub fn version(record: &Document) -> String {
    let mut hasher = blake3::Hasher::new();
    for entry in entries(record) {
        let text = plain(&records_of::record(&entry));
        // Without it, two records could say together what one says alone.
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(N_DIGITS).collect()
}

/// Returns everything in a record, table by table, each in the order of ids.
fn entries(record: &Document) -> impl Iterator<Item = Entry> + '_ {
    let Document { manifest, kinds, nations, sources, instruments, ties, assessments, positions, scenarios } = record;
    std::iter::once(Entry::Manifest(manifest.clone()))
        .chain(kinds.values().map(Arc::clone).map(Entry::Kind))
        .chain(nations.values().map(Arc::clone).map(Entry::Nation))
        .chain(sources.values().map(Arc::clone).map(Entry::Source))
        .chain(instruments.values().map(Arc::clone).map(Entry::Instrument))
        .chain(ties.values().map(Arc::clone).map(Entry::Tie))
        .chain(assessments.values().map(Arc::clone).map(Entry::Assessment))
        .chain(positions.iter().map(|(id, position)| Entry::Position(id.clone(), *position)))
        .chain(scenarios.values().map(Arc::clone).map(Entry::Scenario))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::load::{load, load_starter};
    use super::*;

    #[test]
    fn a_record_has_one_version_from_its_folder_and_compiled_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea");
        let (one, other) = (version(&load(&folder).document), version(&load_starter().document));
        assert_eq!(one, other);
        assert_eq!(one.len(), N_DIGITS);
        assert!(one.chars().all(|digit| digit.is_ascii_hexdigit()), "{one}");
    }

    #[test]
    fn one_changed_word_is_another_version() {
        let record = load_starter().document;
        let mut changed = record.clone();
        let (id, tie) = changed.ties.get_min().cloned().expect("a tie");
        let mut other = (*tie).clone();
        other.about.title.push('s');
        changed.ties.insert(id.clone(), Arc::new(other));
        assert_ne!(version(&record), version(&changed));
        changed.ties.insert(id, tie);
        assert_eq!(version(&record), version(&changed));
    }

    #[test]
    fn comments_and_the_order_of_files_are_no_part_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let one_file = |ties: &str| {
            let nation = |id: &str| format!("(id: \"{id}\", class: state, name: (short: \"{id}\"))");
            let path = folder.path().join("one.ron");
            let nations = format!("[{}, {}]", nation("AAA"), nation("BBB"));
            let text =
                format!("Atlas(format: 1, id: \"x\", title: \"X\", as_of: \"2024-01-01\", nations: {nations}){ties}");
            std::fs::write(&path, text).expect("written");
            version(&load(&path).document)
        };
        assert_eq!(one_file(""), one_file("\n// Nothing else.\n"));
        // The same two ties in one file, in two, and in two the other way round.
        let tie = |id: &str| {
            format!(
                "Tie(id: \"{id}\", kind: \"pact\", between: (\"AAA\", \"BBB\"), span: \"2024/..\", weight: 1, title: \"{id}\")"
            )
        };
        let split = |name: &str, files: &[(&str, &[&str])]| {
            let atlas = folder.path().join(name);
            std::fs::create_dir_all(atlas.join("ties")).expect("a folder");
            let write = |file: &str, text: String| std::fs::write(atlas.join(file), text).expect("written");
            write("atlas.ron", "Atlas(format: 1, id: \"x\", title: \"X\", as_of: \"2024-01-01\")".to_owned());
            let kind = "Kind(id: \"pact\", name: \"pact\", sign: positive, category: \"all\", direction: mutual)";
            write("kinds.ron", format!("[{kind}]"));
            let nation = |id: &str| format!("Nation(id: \"{id}\", name: \"{id}\")");
            write("nations.ron", format!("[{}, {}]", nation("AAA"), nation("BBB")));
            for (file, ids) in files {
                write(file, format!("[{}]", ids.iter().map(|id| tie(id)).collect::<Vec<_>>().join(", ")));
            }
            let loaded = load(&atlas);
            assert_eq!(loaded.document.ties.len(), 2, "{:?}", loaded.problems);
            version(&loaded.document)
        };
        let together = split("one", &[("ties/a.ron", &["t1", "t2"])]);
        assert_eq!(together, split("two", &[("ties/a.ron", &["t1"]), ("ties/b.ron", &["t2"])]));
        assert_eq!(together, split("round", &[("ties/a.ron", &["t2"]), ("ties/b.ron", &["t1"])]));
    }
}
