//! Paths that a person types, and whether an atlas can be made there.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Names that are tried before a path is suggested that is taken.
const MOST_TRIES: usize = 99;

/// Whether an atlas can be made at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vacancy {
    /// Nothing is there, or an empty folder.
    Vacant,
    /// Something is there.
    Taken,
    /// Not even the folder is there in which it would be.
    NoParent,
}

/// What is at a path to which a file is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Not even the folder is there in which it would be.
    NoFolder,
}

/// Returns what is at a path to which a file is to be written.
pub fn standing(path: &Path) -> Standing {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Standing::Folder,
        Ok(_) => Standing::File,
        Err(_) => {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            if parent.is_dir() { Standing::Nothing } else { Standing::NoFolder }
        }
    }
}

/// Returns whether an atlas can be made at a path.
pub fn vacancy(path: &Path) -> Vacancy {
    match fs::symlink_metadata(path) {
        Ok(_) => match fs::read_dir(path).map(|mut entries| entries.next().is_none()) {
            Ok(true) => Vacancy::Vacant,
            Ok(false) | Err(_) => Vacancy::Taken,
        },
        Err(_) => {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            if parent.is_dir() { Vacancy::Vacant } else { Vacancy::NoParent }
        }
    }
}

/// Whether a path, at which there may be nothing yet, is within a folder; links are followed.
pub(super) fn is_within(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let Ok(path) = std::path::absolute(path) else { return false };
    // Whatever is there can be a link; behind it, names are only names.
    let there = path.ancestors().find_map(|above| Some((fs::canonicalize(above).ok()?, above)));
    there.is_some_and(|(there, above)| {
        let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
        let mut at = there;
        for part in rest.components() {
            match part {
                Component::ParentDir => drop(at.pop()),
                Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::Normal(_) => at.push(part),
            }
        }
        folder.is_dir() && at != folder && at.starts_with(&folder)
    })
}

/// Returns the path that a person means: without spaces and quotation marks around it, and `~` is the person's folder.
pub fn typed_path(text: &str) -> PathBuf {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    match text.strip_prefix('~').map(|rest| rest.trim_start_matches(['/', '\\'])) {
        Some(rest) if text.len() == 1 || text[1..].starts_with(['/', '\\']) => {
            etcetera::home_dir().map(|home| home.join(rest)).unwrap_or_else(|_| PathBuf::from(text))
        }
        _ => PathBuf::from(text),
    }
}

/// Whether a path is called as an atlas in one file is, or a file of one.
pub fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

/// Returns the folder in which what belongs to the atlas at `at` is put: the one that it is in, or else the person's.
pub fn folder_beside(at: Option<&Path>) -> PathBuf {
    let absolute = at.and_then(|at| std::path::absolute(at).ok());
    let parent = absolute.as_deref().and_then(Path::parent).map(Path::to_owned);
    parent.or_else(|| etcetera::home_dir().ok()).unwrap_or_default()
}

/// Returns a path at which an atlas of an id can be made, in the form of the one at `at`: beside that, or else in the person's
/// folder.
pub fn vacant_beside(at: Option<&Path>, id: &str) -> PathBuf {
    let parent = folder_beside(at);
    let ending = if at.is_some_and(|at| is_ron(at) && !at.is_dir()) { ".ron" } else { "" };
    let named = |name: &str| parent.join(format!("{name}{ending}"));
    let first = named(id);
    if vacancy(&first) == Vacancy::Vacant {
        return first;
    }
    let others = (2..=MOST_TRIES).map(|number| named(&format!("{id}-{number}")));
    others.into_iter().find(|path| vacancy(path) == Vacancy::Vacant).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_folder_is_vacant_and_a_full_one_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| vacancy(&folder.path().join(name));
        assert_eq!(
            (vacancy(folder.path()), at("new"), at("no/new")),
            (Vacancy::Vacant, Vacancy::Vacant, Vacancy::NoParent)
        );
        fs::write(folder.path().join("file"), "").expect("written");
        assert_eq!(
            (vacancy(folder.path()), at("file"), at("file/new")),
            (Vacancy::Taken, Vacancy::Taken, Vacancy::NoParent)
        );
    }

    #[test]
    fn what_a_file_would_be_written_over_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| standing(&folder.path().join(name));
        fs::write(folder.path().join("file"), "").expect("written");
        assert_eq!((standing(folder.path()), at("file")), (Standing::Folder, Standing::File));
        assert_eq!((at("new"), at("no/new")), (Standing::Nothing, Standing::NoFolder));
    }

    #[test]
    fn what_is_within_a_folder_is_told_through_links_and_where_nothing_is_yet() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("atlas/ties")).expect("made");
        fs::write(at("one.ron"), "").expect("written");
        let is_within = |path: &str, of: &str| is_within(&at(path), &at(of));
        for path in ["atlas/new", "atlas/ties/new.ron", "atlas/ties", "atlas/new/below", "other/../atlas/new"] {
            assert!(is_within(path, "atlas"), "{path}");
        }
        for path in ["atlas", "atlas-2", "new", "atlas/../new", "atlas/new/../../other"] {
            assert!(!is_within(path, "atlas"), "{path}");
        }
        assert!(!is_within("new.ron", "one.ron") && !is_within("new", "nothing"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("atlas/ties"), at("link")).expect("a link");
            std::os::unix::fs::symlink(at("atlas"), at("whole")).expect("a link");
            assert!(is_within("link/new", "atlas") && is_within("atlas/new", "whole"));
        }
    }

    #[test]
    fn what_is_suggested_is_free() {
        let folder = tempfile::tempdir().expect("a folder");
        let atlas = folder.path().join("korea");
        fs::create_dir(&atlas).expect("made");
        fs::write(atlas.join("atlas.ron"), "").expect("written");
        assert_eq!(vacant_beside(Some(&atlas), "korea"), folder.path().join("korea-2"));
        assert_eq!(vacant_beside(Some(&atlas), "mine"), folder.path().join("mine"));
        // What is in one file is suggested to be in one file.
        let one = folder.path().join("one.ron");
        fs::write(&one, "").expect("written");
        assert_eq!(vacant_beside(Some(&one), "one"), folder.path().join("one-2.ron"));
        assert_eq!(vacant_beside(Some(&one), "mine"), folder.path().join("mine.ron"));
    }

    #[test]
    fn a_tilde_is_the_home_of_a_person_only_at_the_beginning() {
        let home = etcetera::home_dir().expect("a home");
        assert_eq!(typed_path(" ~/atlas "), home.join("atlas"));
        assert_eq!(typed_path("\"/a b/c\""), PathBuf::from("/a b/c"));
        assert_eq!(typed_path("~other/atlas"), PathBuf::from("~other/atlas"));
    }
}
