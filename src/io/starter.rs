//! The starter atlas, compiled in so that the program opens with no file at all.

use super::files::TextFile;

/// Names one file of the starter atlas with its text.
macro_rules! starter_files {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("../../data/korea/", $path)))),*] };
}

/// What it is called where its manifest does not say it.
pub(super) const NAME: &str = "korea";

/// Path within the atlas and text of each file.
pub(super) const FILES: &[(&str, &str)] = starter_files![
    "atlas.ron",
    "kinds.ron",
    "nations.ron",
    "sources.ron",
    "instruments.ron",
    "assessments.ron",
    "positions.ron",
    "scenarios/address-new-alliances.ron",
    "scenarios/engage-intermediaries-china.ron",
    "scenarios/engage-intermediaries.ron",
    "scenarios/present-course.ron",
    "scenarios/rebuild-trust.ron",
    "ties/alliances.ron",
    "ties/conflict.ron",
    "ties/diplomacy.ron",
    "ties/economy.ron",
    "ties/koreas.ron",
    "ties/moscow-pyongyang.ron",
    "ties/washington-pyongyang.ron",
];

/// Returns its files as if they had been read.
pub(super) fn files() -> Vec<TextFile> {
    FILES.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::files::FOLDERS;
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea");
        let list = |folder: &Path, prefix: &str| -> Vec<String> {
            let entries = std::fs::read_dir(folder).expect("the starter atlas").filter_map(Result::ok);
            let names = entries.map(|entry| format!("{prefix}{}", entry.file_name().to_string_lossy()));
            names.filter(|name| name.ends_with(".ron")).collect()
        };
        let mut found = list(&root, "");
        for folder in FOLDERS.into_iter().filter(|folder| root.join(folder).is_dir()) {
            found.append(&mut list(&root.join(folder), &format!("{folder}/")));
        }
        let mut compiled: Vec<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        found.sort();
        compiled.sort();
        assert_eq!(found, compiled);
    }
}
