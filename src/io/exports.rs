//! How something of each atlas was exported last, in a file of its own beside the list of atlases that were opened.
//!
//! What the words mean is not decided here. A file that makes no sense is set aside before it is written anew; one of a newer
//! format is left alone.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::recent::state_folder;
use super::settings::set_aside;
use super::write::write_atomically;

/// Atlases of which it is remembered.
const MOST_ATLASES: usize = 50;
/// Bytes in the file: far more than fifty atlases take.
const MAX_BYTES: u64 = 1 << 20;
/// The format that this program reads and writes.
const FORMAT: u32 = 1;

/// How something of an atlas was exported last, as options of the command line write it; an empty word where it was never said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoices {
    /// The folder of the file; `None` where none was written.
    pub folder: Option<PathBuf>,
    /// A picture: `svg`, `png` or `pdf`.
    pub format: String,
    /// Which ties: `view`, `selection` or `everything`.
    pub content: String,
    /// How much of the canvas: `fitted` or `visible`.
    pub reach: String,
    /// What is shown side by side, in its order.
    pub beside: Vec<BesideChoice>,
    /// A paper such as `a4`, and which side of it is up; or pixels such as `1280x800`; whichever is not used is kept, too.
    pub size: SizeChoice,
    /// `light`, `dark` or `print`.
    pub theme: String,
    /// Further words: `transparent`, `outlined`.
    pub with: Vec<String>,
    /// Parts that are left away.
    pub without: Vec<String>,
    /// What stood over it, and over which named view.
    pub headline: Option<(String, String)>,
    /// What was exported: `picture`, `brief` or `data`.
    pub sort: String,
    /// How a brief was.
    pub brief: BriefChoice,
    /// How data were.
    pub data: DataChoice,
}

/// How a brief was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BriefChoice {
    /// `html`, `md` or `pdf`.
    pub format: String,
    /// The paper.
    pub paper: String,
    /// `landscape` or `portrait`.
    pub orientation: String,
}

/// How data were.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataChoice {
    /// `csv`, `json`, `gexf`, `graphml` or `dot`.
    pub format: String,
    /// `ties`, `nations`, `evidence` or `exchanges`.
    pub table: String,
    /// Of which days: `this` or `all`.
    pub days: String,
}

/// How large a picture was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SizeChoice {
    /// Whether it was of `paper` or of `pixels`.
    pub of: String,
    /// The paper.
    pub paper: String,
    /// `landscape` or `portrait`.
    pub orientation: String,
    /// Width and height in pixels, as they were typed.
    pub pixels: [String; 2],
    /// Times as many pixels each way.
    pub scale: u32,
}

/// One of several pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideChoice {
    /// Id of a scenario; `None` for the record.
    pub scenario: Option<String>,
    /// The day looked at, as `2024-06-19`.
    pub day: String,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Exports {
    format: u32,
    atlases: Vec<(String, ExportChoices)>,
}

/// What says of which format a file is.
#[derive(Deserialize)]
struct OfFormat {
    format: u32,
}

/// What a file says.
enum Said {
    /// These, the last first.
    Atlases(Vec<(String, ExportChoices)>),
    /// Something that makes no sense.
    Nonsense,
    /// Something that must not be lost, or cannot be read.
    Closed,
}

/// Returns where it is remembered: `$XDG_STATE_HOME/demarche/exports.ron` or its like; `None` where a person has no folder.
pub fn exports_path() -> Option<PathBuf> {
    state_folder().map(|folder| folder.join("exports.ron"))
}

/// Returns how a picture of an atlas was exported last; `None` where nothing is remembered of it.
pub fn exports(file: &Path, atlas: &str) -> Option<ExportChoices> {
    match read(file) {
        Said::Atlases(atlases) => atlases.into_iter().find(|(id, _)| id == atlas).map(|(_, choices)| choices),
        Said::Nonsense | Said::Closed => None,
    }
}

/// Notes how a picture of an atlas was exported. That it cannot be remembered is not worth a word.
pub fn note_export(file: &Path, atlas: &str, choices: &ExportChoices) {
    let mut atlases = match read(file) {
        Said::Atlases(atlases) => atlases,
        Said::Nonsense if set_aside(file).is_some() => Vec::new(),
        Said::Nonsense | Said::Closed => return,
    };
    atlases.retain(|(id, _)| id != atlas);
    atlases.insert(0, (atlas.to_owned(), choices.clone()));
    atlases.truncate(MOST_ATLASES);
    let exports = Exports { format: FORMAT, atlases };
    let config = ron::ser::PrettyConfig::default();
    if let (Ok(text), Some(folder)) = (ron::ser::to_string_pretty(&exports, config), file.parent())
        && text.len() as u64 <= MAX_BYTES
    {
        let _ = fs::create_dir_all(folder).map(|()| write_atomically(file, text.as_bytes()));
    }
}

fn read(path: &Path) -> Said {
    let Ok(metadata) = fs::metadata(path) else { return Said::Atlases(Vec::new()) };
    if !metadata.is_file() {
        return Said::Closed;
    }
    let mut bytes = Vec::new();
    let is_read = File::open(path).is_ok_and(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes).is_ok());
    if !is_read {
        return Said::Closed;
    }
    let Ok(text) = String::from_utf8(bytes) else { return Said::Nonsense };
    match (ron::from_str::<OfFormat>(&text), ron::from_str::<Exports>(&text)) {
        (Ok(OfFormat { format }), _) if format > FORMAT => Said::Closed,
        (_, Ok(Exports { mut atlases, format: _ })) => {
            atlases.truncate(MOST_ATLASES);
            Said::Atlases(atlases)
        }
        (_, Err(_)) => Said::Nonsense,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(format: &str) -> ExportChoices {
        let headline = Some(("Kursk".to_owned(), "It “holds”\nso far".to_owned()));
        let beside = vec![BesideChoice { scenario: None, day: "2024-06-19".to_owned() }];
        ExportChoices { format: format.to_owned(), headline, beside, ..ExportChoices::default() }
    }

    #[test]
    fn each_atlas_has_its_own_choices_and_the_last_fifty_are_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("demarche/exports.ron");
        for number in (0..MOST_ATLASES + 5).chain([10]) {
            note_export(&file, &format!("atlas-{number}"), &choices("svg"));
        }
        note_export(&file, "atlas-20", &choices("pdf"));
        let of = |id: &str| exports(&file, id);
        assert_eq!((of("atlas-20"), of("atlas-10")), (Some(choices("pdf")), Some(choices("svg"))));
        assert_eq!((of("atlas-0"), of("other")), (None, None));
        assert!(of("atlas-54").is_some());
    }

    #[test]
    fn a_broken_file_is_set_aside_and_a_newer_one_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("exports.ron");
        fs::write(&file, "(format: 1, atl").expect("written");
        assert_eq!(exports(&file, "korea"), None);
        note_export(&file, "korea", &choices("svg"));
        assert_eq!(exports(&file, "korea"), Some(choices("svg")));
        let aside = fs::read_to_string(folder.path().join("exports.ron.broken-1")).expect("what was there");
        assert_eq!(aside, "(format: 1, atl");

        let newer = "(format: 2, atlases: {\"korea\": 7})";
        fs::write(&file, newer).expect("written");
        assert_eq!(exports(&file, "korea"), None);
        note_export(&file, "korea", &choices("svg"));
        assert_eq!(fs::read_to_string(&file).expect("the file"), newer);
    }

    #[test]
    fn what_is_not_said_is_left_empty() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("exports.ron");
        fs::write(&file, "(format: 1, atlases: [(\"korea\", (format: \"pdf\", later: 3))])").expect("written");
        let expected = ExportChoices { format: "pdf".to_owned(), ..ExportChoices::default() };
        assert_eq!(exports(&file, "korea"), Some(expected));
    }
}
