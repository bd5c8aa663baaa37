//! Where a file is written: the path that is typed or chosen, and what is to be said of it before it is tried.

use std::path::{Path, PathBuf};

use super::sorts::FileFormat;
use crate::io::{self, Standing};
use crate::session::{Session, slug};
use crate::ui::jobs::Job;

/// Letters of a name that is suggested.
const MOST_LETTERS: usize = 60;

/// The path.
#[derive(Debug)]
pub(super) struct Place {
    /// As typed.
    pub text: String,
    /// From where a path goes out that begins with no folder.
    folder: PathBuf,
    /// The folder of the file that was written last; `None` where none was.
    written: Option<PathBuf>,
    /// What was found out last of what is typed.
    checked: Option<(String, FileFormat, Standing)>,
    /// The file of which somebody was told that it is there already.
    told: Option<PathBuf>,
    /// What was chosen in the dialog of the desktop, with the text that stands for it.
    chosen: Option<(String, PathBuf)>,
    /// What the desktop was asked for.
    pub desktop: Desktop,
}

/// What became of asking the desktop for a path.
#[derive(Debug, Default)]
pub(super) enum Desktop {
    /// It was not asked.
    #[default]
    Idle,
    /// It shows a dialog of its own.
    Asked(Job<Option<PathBuf>>),
    /// It named none, since the person did not or since it has no such dialog: which of them, it does not say.
    Silent,
}

impl Place {
    /// Returns a path that is suggested, in the folder in which a picture was written last, or beside the atlas at `at`.
    pub fn suggested(session: &Session, format: FileFormat, folder: Option<&Path>, at: Option<&Path>) -> Self {
        let written = folder.map(Path::to_owned);
        let folder = folder.filter(|folder| io::standing(folder) == Standing::Folder);
        let folder = folder.map_or_else(|| io::folder_beside(at), Path::to_owned);
        let id = slug(&session.record().manifest.id, MOST_LETTERS);
        let id = if id.is_empty() { "atlas" } else { &id };
        let name = format!("{id}-{}.{}", session.as_of(), format.ending());
        let text = folder.join(name).display().to_string();
        Self { text, folder, written, checked: None, told: None, chosen: None, desktop: Desktop::Idle }
    }

    /// Returns the path of the file: with the ending of the format, where it has none that is one.
    pub fn path(&self, format: FileFormat) -> PathBuf {
        let path = self.meant();
        match format_of(&path, format) {
            Some(_) => path,
            None => {
                let mut name = path.into_os_string();
                name.push(format!(".{}", format.ending()));
                PathBuf::from(name)
            }
        }
    }

    /// Returns the folder of the file that was written last; `None` where none was.
    pub fn written(&self) -> Option<&Path> {
        self.written.as_deref()
    }

    /// Notes that a file was written.
    pub fn note_written(&mut self, path: &Path) {
        self.written = path.parent().map(Path::to_owned);
    }

    /// Returns the format that the ending asks for, if it asks for one.
    /// `before` is the one that was meant up to now.
    pub fn format(&self, before: FileFormat) -> Option<FileFormat> {
        format_of(&io::typed_path(&self.text), before)
    }

    /// Gives the path the ending of a format, where it has that of another.
    pub fn follow(&mut self, format: FileFormat) {
        let Some(other) = self.format(format).filter(|other| *other != format) else { return };
        let end = self.text.trim_end_matches(['"', ' ']).len();
        let Some(start) = end.checked_sub(other.ending().len()) else { return };
        if self.text.is_char_boundary(start) {
            self.text.replace_range(start..end, format.ending());
        }
    }

    /// Takes a path that was chosen.
    pub fn take(&mut self, path: PathBuf) {
        self.text = path.display().to_string();
        // The desktop has asked already whether that may be replaced.
        self.told = Some(path.clone());
        self.chosen = Some((self.text.clone(), path));
    }

    /// Returns the path that is meant, before it is given an ending: what was chosen, which need not be text, or what is typed.
    fn meant(&self) -> PathBuf {
        match &self.chosen {
            Some((text, path)) if *text == self.text => path.clone(),
            Some(_) | None => self.folder.join(io::typed_path(&self.text)),
        }
    }

    /// Returns what is at the path. The disk is asked only when something else was typed.
    pub fn standing(&mut self, format: FileFormat) -> Standing {
        if let Some((text, of, standing)) = &self.checked
            && *text == self.text
            && *of == format
        {
            return *standing;
        }
        let standing = match io::standing(&self.meant()) {
            Standing::Folder => Standing::Folder,
            Standing::File | Standing::Nothing | Standing::NoFolder => io::standing(&self.path(format)),
        };
        self.checked = Some((self.text.clone(), format, standing));
        standing
    }

    /// Returns what was found out last of the path.
    pub fn held(&self) -> Option<Standing> {
        self.checked.as_ref().map(|(_, _, standing)| *standing)
    }

    /// Returns why nothing can be written there, as far as that can be told before it is tried.
    pub fn fault(&mut self, format: FileFormat) -> Option<&'static str> {
        if self.text.trim().is_empty() {
            return Some("Name a file");
        }
        match self.standing(format) {
            Standing::Folder => Some("This is a folder; name a file in it"),
            Standing::NoFolder => Some("The folder in which it would be written is not there"),
            Standing::Nothing | Standing::File => None,
        }
    }

    /// Looks anew for what is at the path: it may have come or gone.
    pub fn look_again(&mut self) {
        self.checked = None;
    }

    /// Whether there is a file of which nobody was told.
    pub fn is_surprising(&mut self, format: FileFormat) -> bool {
        self.standing(format) == Standing::File && !self.is_told(format)
    }

    /// Whether somebody was told of the file that is there.
    pub fn is_told(&self, format: FileFormat) -> bool {
        self.told.as_deref() == Some(self.path(format).as_path())
    }

    /// Notes that somebody is told of the file that is there.
    pub fn tell(&mut self, format: FileFormat) {
        self.checked = None;
        self.told = Some(self.path(format));
    }

    /// Shows the dialog of the desktop beside the window.
    pub fn ask_desktop(&mut self, format: FileFormat) {
        let path = self.path(format);
        self.desktop = Desktop::Asked(Job::begin(move || {
            let dialog = rfd::FileDialog::new().set_title("Export");
            let dialog = dialog.add_filter(format.ending().to_uppercase(), &[format.ending()]);
            let dialog = match path.parent() {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            dialog.set_file_name(name).save_file()
        }));
    }
}

/// Returns the format of which a path has the ending.
fn format_of(path: &Path, before: FileFormat) -> Option<FileFormat> {
    FileFormat::asked_by(path.extension()?, before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;

    const PNG: FileFormat = FileFormat::Picture(Format::Png);
    const PDF: FileFormat = FileFormat::Picture(Format::Pdf);

    fn place(text: &str, folder: &Path) -> Place {
        let (text, folder) = (text.to_owned(), folder.to_owned());
        Place { text, folder, written: None, checked: None, told: None, chosen: None, desktop: Desktop::Idle }
    }

    #[test]
    fn the_ending_follows_the_format_and_is_added_where_there_is_none() {
        let check = |text: &str, followed: &str, path: &str| {
            let mut place = place(text, Path::new("/home/ana"));
            place.follow(PDF);
            assert_eq!(place.text, followed);
            assert_eq!(place.path(PDF), PathBuf::from(path));
        };
        check("/tmp/korea.png", "/tmp/korea.pdf", "/tmp/korea.pdf");
        check("\"/tmp/kor ea.SVG\"", "\"/tmp/kor ea.pdf\"", "/tmp/kor ea.pdf");
        check("korea.md", "korea.pdf", "/home/ana/korea.pdf");
        check("korea", "korea", "/home/ana/korea.pdf");
        check("korea.v2", "korea.v2", "/home/ana/korea.v2.pdf");
        check("조선", "조선", "/home/ana/조선.pdf");
    }

    #[test]
    fn what_cannot_be_written_to_says_so_before_it_is_tried() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("there.png"), "").expect("written");
        let fault = |text: &str| place(text, folder.path()).fault(PNG);
        assert_eq!(fault("new.png"), None);
        assert_eq!(fault("there.png"), None);
        assert_eq!(fault(" "), Some("Name a file"));
        assert_eq!(fault("."), Some("This is a folder; name a file in it"));
        assert_eq!(fault("no/such.png"), Some("The folder in which it would be written is not there"));
    }

    #[test]
    fn a_path_that_was_chosen_asks_for_its_format_and_is_not_asked_about_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let chosen = folder.path().join("korea.pdf");
        std::fs::write(&chosen, "").expect("written");
        let mut place = place("korea.png", folder.path());
        place.take(chosen.clone());
        let format = place.format(PNG).expect("a format");
        assert_eq!((format, place.path(format)), (PDF, chosen));
        assert!(place.is_told(format) && !place.is_surprising(format));
        // A name without an ending gets one, and nobody has said that that file may be replaced.
        std::fs::write(folder.path().join("peace.png"), "").expect("written");
        place.take(folder.path().join("peace"));
        assert!(place.is_surprising(PNG));
    }

    #[test]
    fn one_is_told_once_of_each_file_that_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.png", "b.png"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        let mut place = place("a.png", folder.path());
        assert!(place.is_surprising(PNG));
        place.tell(PNG);
        assert!(!place.is_surprising(PNG));
        place.text = "b.png".to_owned();
        assert!(place.is_surprising(PNG));
    }
}
