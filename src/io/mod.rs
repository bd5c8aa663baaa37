//! Files and the model: the only code that touches the disk.
//!
//! `files` reads text, `syntax` finds where its parts lie, `decode` reads record by record into the structs of `native`,
//! `convert` makes the model of them and `check` looks at the whole. Nothing is dropped silently. `theme` reads the
//! colors that are compiled in, `settings` keeps what a person has chosen, `exports` how pictures were exported last, `views` writes named views. `watch` notices that
//! files have changed, `reread` reads them again.
//!
//! The other way, `records_of` makes records of the model, `written` lays them out as text, `rewrite` changes the texts of
//! files such that nothing else in them differs, `transaction` puts several files on the disk as one, and `save` does all that. `changes` and `journal` keep edits as text,
//! and `version` gives a record a number that is told in what is taken away.

mod cameo;
mod canon;
mod changes;
mod check;
mod convert;
mod decode;
mod exports;
mod files;
mod journal;
mod letters;
mod limits;
mod load;
mod native;
mod objected;
mod one_line;
mod problems;
mod reread;
mod rewrite;
mod save;
mod scenarios;
mod settings;
mod pairs;
mod paths;
mod recent;
mod records;
mod records_of;
mod starter;
mod syntax;
mod theme;
mod transaction;
mod trivia;
mod version;
mod views;
mod views_record;
mod watch;
mod write;
mod written;

pub use cameo::cameo_codes;
pub use changes::{changes_in, changes_in_ron, read_changes};
pub use exports::{
    BesideChoice, BriefChoice, DataChoice, ExportChoices, SizeChoice, exports, exports_path, note_export,
};
pub use journal::{
    Base, FoundJournal, FoundJournals, Journal, JournalEnd, JournalError, JournalPosition, JournalSync, LastEdit,
    LostStep, Restored, found_journals, journal_folder,
};
pub use load::{Loaded, load, load_starter};
pub use paths::{Standing, Vacancy, folder_beside, is_ron, standing, typed_path, vacancy, vacant_beside};
pub use recent::{Recent, note_recent, recent};
pub use reread::{Reread, new_problems, reread};
pub use rewrite::{Keepsakes, Made, RewriteError};
pub use save::{Origin, Saved, save, save_new};
pub use settings::{
    Extent, OpenedSettings, PanelSettings, Settings, SettingsFile, SettingsTrouble, Switch, ThemeSetting,
    TimelineSettings, WindowSettings, settings_path,
};
pub use theme::theme;
pub use transaction::{AtlasLock, Holder, LockError, SaveError, SaveLimit, Stamp, Write, commit, make_folder};
pub use version::version;
pub use views::{Kept, ViewsError, keep_views};
pub use watch::AtlasWatch;
pub use write::{TraceFile, WriteError, write_atomically, write_new};
