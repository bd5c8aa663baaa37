//! `demarche apply`: carries out a list of changes on an atlas, all of them or none.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{ArgGroup, Args};
use jiff::civil::Date;

use super::lens::{day, scenario_called};
use super::output::{FINE, PROBLEMS, complain, print, refuse_nothing};
use crate::edit::{self, Change, Edit, Onto};
use crate::io::{self, AtlasLock, Keepsakes, Loaded, Origin};
use crate::kit::{counted, visible};
use crate::model::{Document, Entry, EntryId, Objection, Problem, Scenario, ScenarioId, Severity};

/// Carries out a list of changes on an atlas, all of them or none.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("target").required(true).args(["in_place", "out"]),
    after_help = "Example: demarche apply my-atlas/ --changes changes.ron --in-place\n         demarche apply --changes changes.ron --out my-atlas/"
)]
pub struct Apply {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// File with the list of changes; `data/README.md` shows every form.
    #[arg(long, value_name = "FILE")]
    changes: PathBuf,
    /// Changes the files of the atlas; all that the changes do not concern keeps its bytes.
    #[arg(long)]
    in_place: bool,
    /// Leaves the record as it is and adds the changes to this scenario, by id or title, as one change of it; makes the
    /// scenario of that id where none is called so.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// The first day on which that change holds; the date of the atlas if left out.
    #[arg(long, value_name = "DAY", value_parser = day, requires = "scenario")]
    from: Option<Date>,
    /// What happens, in a few words; told by the changes themselves if left out.
    #[arg(long, value_name = "TEXT", requires = "scenario")]
    title: Option<String>,
    /// Writes the atlas with the changes to a folder that is empty or not there yet, or, where the atlas is one file, to a new
    /// .ron file.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Apply {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        if let Err(words) = self.make_sure() {
            return complain(words);
        }
        let loaded = super::load(self.atlas.as_ref());
        if let Some(code) = refuse_nothing(&loaded) {
            return code;
        }
        let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let n_errors = list(errors);
        if n_errors > 0 {
            say(format_args!("the atlas has {}, so nothing was changed", counted(n_errors, "error")));
            return ExitCode::from(PROBLEMS);
        }
        let extension = match self.extension(&loaded.document) {
            Ok(extension) => extension,
            Err(words) => return complain(words),
        };
        let read = extension.as_ref().map_or(&loaded.document, |extension| &extension.shown);
        let (changes, problems) = match io::read_changes(&self.changes, read) {
            Ok(read) => read,
            Err(unread) => return complain(unread),
        };
        list(&problems);
        let n_errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        if n_errors > 0 {
            let (name, n) = (self.changes.display().to_string(), counted(n_errors, "error"));
            say(format_args!("{} has {n}, so nothing was changed", visible(&name)));
            return ExitCode::from(PROBLEMS);
        }
        if let Some(words) = extension.as_ref().and_then(|_| self.only_of_record(&loaded.document, &changes)) {
            say(format_args!("{words}"));
            return ExitCode::from(PROBLEMS);
        }
        match self.carry_out(&loaded, changes, extension) {
            Ok(()) => ExitCode::from(FINE),
            Err(words) => complain(words),
        }
    }

    /// Makes sure that there is something to change, and that a copy has the form of its atlas.
    fn make_sure(&self) -> Result<(), String> {
        let is_one_file = self.atlas.as_deref().is_some_and(Path::is_file);
        match (&self.out, &self.atlas) {
            (None, None) => {
                let words = "the starter atlas is a part of the program and cannot be changed in place";
                Err(format!("{words}\nHint: write it to a folder with --out DIR"))
            }
            (Some(out), _) if io::is_ron(out) != is_one_file => {
                let (is, to) = if is_one_file { ("one file", "a .ron file") } else { ("a folder", "a folder") };
                Err(format!(
                    "the atlas is {is}\nHint: let --out name {to}\nFile: {}",
                    visible(&out.display().to_string())
                ))
            }
            (None, Some(_)) | (Some(_), _) => Ok(()),
        }
    }

    /// Changes the document and writes it; says what was done.
    fn carry_out(&self, loaded: &Loaded, changes: Vec<Change>, extension: Option<Extension>) -> Result<(), String> {
        let of_list = counts(&changes);
        let supposed = extension.as_ref().map(|extension| format!(" in the scenario {}", extension.scenario.id));
        let supposed = supposed.unwrap_or_default();
        let edit = match extension {
            None => Edit::of(&loaded.document, changes),
            Some(extension) => extension.edit(&loaded.document, changes, self.title.as_deref())?,
        };
        let document = edit::apply(&loaded.document, &edit).map_err(|error| error.to_string())?;
        // What is taken back in the same list comes to nothing.
        let is_same = document == loaded.document;
        let (n_created, n_changed, n_deleted) = if is_same { (0, 0, 0) } else { of_list };
        let files = match (&self.out, &self.atlas) {
            (Some(out), atlas) => {
                write_copy(out, atlas.as_deref(), &document)?;
                format!("written to {}", visible(&out.display().to_string()))
            }
            (None, Some(atlas)) => in_place(atlas, loaded, &document)?,
            (None, None) => String::new(),
        };
        let title = visible(&document.manifest.title);
        print(format_args!("{title}: {n_created} created, {n_changed} changed, {n_deleted} deleted{supposed}"));
        print(files);
        Ok(())
    }
}

/// A scenario to which changes are added.
struct Extension {
    scenario: Arc<Scenario>,
    day: Date,
    /// The record with what the scenario supposes on the day: what the changes are of.
    shown: Document,
}

impl Apply {
    /// Returns the scenario to which the changes are added, which may be new; `None` where the record is changed.
    fn extension(&self, record: &Document) -> Result<Option<Extension>, String> {
        let Some(name) = &self.scenario else { return Ok(None) };
        let day = self.from.unwrap_or(record.manifest.as_of);
        let scenario = match scenario_called(record, name) {
            Some(scenario) => scenario,
            None => {
                let hint = "write letters, digits and hyphens, such as rebuild-trust";
                Objection::to_id(name).map_err(|objection| format!("{}\nHint: {hint}", objection.message))?;
                Arc::new(Scenario::new(ScenarioId::new(name), name.clone()))
            }
        };
        let shown = edit::overlay(record, &scenario, Some(day)).document;
        Ok(Some(Extension { scenario, day, shown }))
    }

    /// Returns why changes cannot be supposed where one is of what no scenario says otherwise: the atlas itself, where nations
    /// of the record sit, and scenarios.
    fn only_of_record(&self, record: &Document, changes: &[Change]) -> Option<String> {
        let what = changes.iter().find_map(|change| match change.id() {
            EntryId::Manifest => Some("what the atlas says of itself".to_owned()),
            EntryId::Scenario(id) => Some(format!("the scenario `{id}`")),
            EntryId::Position(id) => {
                record.nations.contains_key(id).then(|| format!("the position of `{id}`, a nation of the record"))
            }
            EntryId::Kind(_)
            | EntryId::Nation(_)
            | EntryId::Source(_)
            | EntryId::Instrument(_)
            | EntryId::Tie(_)
            | EntryId::Assessment(_) => None,
        })?;
        let file = self.changes.display().to_string();
        let words = format!("a scenario cannot change {what}, so nothing was changed");
        Some(format!("{words}\nHint: apply this without --scenario\nFile: {}", visible(&file)))
    }
}

impl Extension {
    /// Returns the edit of the record by which changes are supposed.
    fn edit(self, record: &Document, changes: Vec<Change>, title: Option<&str>) -> Result<Edit, String> {
        let Self { scenario, day, shown } = self;
        let told = Edit::of(&shown, changes);
        let edit = Edit { name: title.map_or(told.name, str::to_owned), changes: told.changes };
        // A script means each of its changes.
        let supposed = edit::suppose_onto(record, &scenario, day, edit, Onto::Append);
        let Edit { name, changes } = supposed.map_err(|error| error.to_string())?;
        let id = EntryId::Scenario(scenario.id.clone());
        // What comes to nothing makes no scenario.
        let same = Entry::Scenario(scenario);
        let changes = changes.into_iter().filter(|change| change.after() != Some(&same));
        // A scenario that is new is not in the record yet.
        let before = record.entry(&id);
        let changes = changes.filter_map(|change| match *change.id() == id {
            true => Change::new(before.clone(), change.after().cloned()),
            false => Some(change),
        });
        Ok(Edit { name, changes: changes.collect() })
    }
}

fn write_copy(out: &Path, atlas: Option<&Path>, document: &Document) -> Result<(), String> {
    let origin = atlas.map_or(Origin::Starter, Origin::At);
    io::save_new(out, origin, None, document, None).map(drop).map_err(|error| error.to_string())
}

/// Writes what has changed to the files of the atlas; says which those were.
fn in_place(atlas: &Path, loaded: &Loaded, document: &Document) -> Result<String, String> {
    if *document == loaded.document {
        return Ok("no file was written".to_owned());
    }
    let lock = AtlasLock::take(atlas).map_err(|error| error.to_string())?;
    let saved = io::save(&lock, &loaded.stamp, &loaded.document, document, &Keepsakes::default())
        .map_err(|error| error.to_string())?;
    let written = saved.stamp.differing(&loaded.stamp);
    let names: Vec<String> = written.iter().map(|name| visible(name)).collect();
    Ok(format!("{} written: {}", counted(names.len(), "file"), names.join(", ")))
}

/// Returns how many records are created, changed and deleted.
fn counts(changes: &[Change]) -> (usize, usize, usize) {
    let n_created = changes.iter().filter(|change| change.before().is_none()).count();
    let n_deleted = changes.iter().filter(|change| change.after().is_none()).count();
    (n_created, changes.len() - n_created - n_deleted, n_deleted)
}

/// Lists problems on stderr and returns how many there are.
fn list<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> usize {
    let mut stderr = std::io::stderr().lock();
    problems.into_iter().map(|problem| writeln!(stderr, "{problem}\n")).count()
}

fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "demarche: {words}");
}
