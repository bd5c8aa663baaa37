//! A person's settings and the file that keeps them: read at the start, written whole and only when they differ; before
//! that it is read again, so that of two windows neither takes back what the other has kept.
//!
//! A file that cannot be read is set aside under a name of its own, never written over. A file of a newer format is left
//! alone: the newer program that made it still wants it. What the choices mean is not decided here.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use ron::extensions::Extensions;
use serde::Deserialize;
use thiserror::Error;

use super::files::in_words;
use super::limits::{MAX_SETTINGS_BYTES, SETTINGS_FORMAT};
use super::write::{WriteError, write_atomically};

/// Largest width or height that is remembered, in points: beyond any screen.
const MOST_POINTS: f32 = 16_384.0;
/// Names tried for a file that is set aside.
const MOST_SET_ASIDE: usize = 1_000;

/// What a person has chosen for good.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// Which colors the window has.
    pub theme: ThemeSetting,
    /// Whether letters without Ctrl do something.
    pub letter_keys: Switch,
    /// Whether the card with things to try is shown.
    pub first_steps: Switch,
    /// The window.
    pub window: WindowSettings,
    /// The panel on the left.
    pub left: PanelSettings,
    /// The panel on the right.
    pub inspector: PanelSettings,
    /// The timeline.
    pub timeline: TimelineSettings,
}

/// Which colors the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeSetting {
    /// As the desktop has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether something is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Switch {
    /// It is.
    #[default]
    On,
    /// It is not.
    Off,
}

/// How large the window is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WindowSettings {
    /// Width and height in logical points, finite and not negative; `None` while nobody has changed them.
    pub size: Option<[f32; 2]>,
    /// Whether it fills the screen.
    pub extent: Extent,
}

/// Whether a window fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// It has a size of its own.
    #[default]
    Normal,
    /// It fills the screen.
    Maximized,
}

/// How a panel is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PanelSettings {
    /// Width in logical points, finite and not negative; `None` while nobody has changed it.
    pub width: Option<f32>,
    /// Whether it is shown.
    pub shown: Switch,
}

/// How the timeline is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TimelineSettings {
    /// Height in logical points, finite and not negative; `None` while nobody has changed it.
    pub height: Option<f32>,
}

/// The file in which settings are kept.
#[derive(Debug)]
pub struct SettingsFile {
    path: PathBuf,
    access: Access,
    /// What was read from it or kept in it last, by this window; the usual settings if that was nothing.
    held: Settings,
}

/// Whether the file may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Written,
    /// It holds something that must not be lost.
    LeftAlone,
}

/// An opened settings file.
#[derive(Debug)]
pub struct OpenedSettings {
    /// Where they will be kept.
    pub file: SettingsFile,
    /// The settings that were read, or the usual ones.
    pub settings: Settings,
    /// What a person should be told.
    pub trouble: Option<SettingsTrouble>,
}

/// Why settings were not read, or will not be remembered.
#[derive(Debug, Error)]
pub enum SettingsTrouble {
    /// The file made no sense.
    #[error("the settings could not be read and were set aside; the usual ones are used\nHint: {cause}\nFile: {}", set_aside.display())]
    SetAside {
        /// Where the file is now.
        set_aside: PathBuf,
        /// What was wrong with it.
        cause: String,
    },
    /// The file makes no sense, and is still there.
    #[error("the settings cannot be read; the usual ones are used and changes are not remembered\nHint: {cause}; mend or remove the file\nFile: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The file is of a newer format.
    #[error("the settings were made by a newer version and are left alone; the usual ones are used and changes are not remembered\nHint: they are of format {format}, this version knows {SETTINGS_FORMAT}\nFile: {}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// The folder cannot be written.
    #[error("settings cannot be kept: {cause}; changes are not remembered\nHint: check the folder and its permissions\nFile: {}", path.display())]
    NotKept {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        cause: String,
    },
}

/// Returns where settings customarily are on this system: `$XDG_CONFIG_HOME/demarche/settings.ron` or its like; `None`
/// where a person has no folder.
pub fn settings_path() -> Option<PathBuf> {
    let folders = etcetera::base_strategy::choose_native_strategy().ok()?;
    // Apple keeps its preferences folder for its own format.
    let folder = if cfg!(target_os = "macos") { folders.data_dir() } else { folders.config_dir() };
    Some(folder.join("demarche").join("settings.ron"))
}

impl SettingsFile {
    /// Reads the settings at `path`, where no file need be yet; sets a file aside that makes no sense.
    ///
    /// Whether they can be kept is tried at once, so that it is said while somebody can still do something about it.
    pub fn open(path: PathBuf) -> OpenedSettings {
        let (settings, trouble, access) = match read(&path) {
            Ok(Some(settings)) => (settings, None, Access::Written),
            Ok(None) => (Settings::default(), None, Access::Written),
            Err(Fault::Newer(format)) => {
                let trouble = SettingsTrouble::Newer { path: path.clone(), format };
                (Settings::default(), Some(trouble), Access::LeftAlone)
            }
            Err(Fault::Closed(cause)) => {
                let trouble = SettingsTrouble::Unreadable { path: path.clone(), cause };
                (Settings::default(), Some(trouble), Access::LeftAlone)
            }
            Err(Fault::Broken(cause)) => match set_aside(&path) {
                Some(set_aside) => {
                    let trouble = SettingsTrouble::SetAside { set_aside, cause };
                    (Settings::default(), Some(trouble), Access::Written)
                }
                None => {
                    let trouble = SettingsTrouble::Unreadable { path: path.clone(), cause };
                    (Settings::default(), Some(trouble), Access::LeftAlone)
                }
            },
        };
        let trouble = trouble.or_else(|| try_folder(&path).err());
        OpenedSettings { file: Self { path, access, held: settings }, settings, trouble }
    }

    /// Returns what was read or kept last; the usual settings if that was nothing. Another window may have kept something
    /// else since.
    pub fn held(&self) -> &Settings {
        &self.held
    }

    /// Keeps what of the settings differs from what was read or kept last. The rest stays as the file has it by now: another
    /// window may have kept a choice of its own.
    ///
    /// # Errors
    /// Returns why when the file system refuses, or when the file is of a newer format by now; it is then unchanged.
    pub fn keep(&mut self, settings: &Settings) -> Result<(), SettingsTrouble> {
        if self.access == Access::LeftAlone || self.held == *settings {
            return Ok(());
        }
        let now = self.read_again()?;
        let wanted = changed(&self.held, settings, now.as_ref().unwrap_or(&self.held));
        if now == Some(wanted) {
            self.held = *settings;
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let made = fs::create_dir_all(folder).map_err(|cause| in_words(&cause));
        let written = made.and_then(|()| {
            write_atomically(&self.path, in_ron(&wanted).as_bytes()).map_err(|error| match error {
                WriteError::NotAFile { .. } => "there is something else in the file's place".to_owned(),
                WriteError::ReadOnly { .. } => "the file is read-only".to_owned(),
                WriteError::Taken { .. } => "there is something already".to_owned(),
                WriteError::Io { cause, .. } => in_words(&cause),
            })
        });
        written.map_err(|cause| SettingsTrouble::NotKept { path: self.path.clone(), cause })?;
        self.held = *settings;
        Ok(())
    }

    /// Returns what the file says by now; `None` where there is none, or none any more that makes sense.
    fn read_again(&mut self) -> Result<Option<Settings>, SettingsTrouble> {
        let path = self.path.clone();
        match read(&path) {
            Ok(settings) => Ok(settings),
            Err(Fault::Newer(format)) => {
                self.access = Access::LeftAlone;
                Err(SettingsTrouble::Newer { path, format })
            }
            Err(Fault::Broken(cause)) => match set_aside(&path) {
                Some(_) => Ok(None),
                None => {
                    self.access = Access::LeftAlone;
                    Err(SettingsTrouble::Unreadable { path, cause })
                }
            },
            Err(Fault::Closed(cause)) => Err(SettingsTrouble::NotKept { path, cause }),
        }
    }
}

/// Returns `now` with what differs between `before` and `after`.
fn changed(before: &Settings, after: &Settings, now: &Settings) -> Settings {
    fn of<T: PartialEq>(before: T, after: T, now: T) -> T {
        if before == after { now } else { after }
    }
    let panel = |before: PanelSettings, after: PanelSettings, now: PanelSettings| PanelSettings {
        width: of(before.width, after.width, now.width),
        shown: of(before.shown, after.shown, now.shown),
    };
    Settings {
        theme: of(before.theme, after.theme, now.theme),
        letter_keys: of(before.letter_keys, after.letter_keys, now.letter_keys),
        first_steps: of(before.first_steps, after.first_steps, now.first_steps),
        window: WindowSettings {
            size: of(before.window.size, after.window.size, now.window.size),
            extent: of(before.window.extent, after.window.extent, now.window.extent),
        },
        left: panel(before.left, after.left, now.left),
        inspector: panel(before.inspector, after.inspector, now.inspector),
        timeline: TimelineSettings { height: of(before.timeline.height, after.timeline.height, now.timeline.height) },
    }
}

/// Why nothing was read.
enum Fault {
    /// The file makes no sense.
    Broken(String),
    /// The file is of this newer format.
    Newer(u32),
    /// The file system does not let it be read, or it is no file.
    Closed(String),
}

/// Returns the settings in a file; `None` when there is no file.
fn read(path: &Path) -> Result<Option<Settings>, Fault> {
    let closed = |error: std::io::Error| Fault::Closed(in_words(&error));
    let metadata = match fs::metadata(path) {
        // A folder that cannot be one is found out by trying to write into it.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        found => found.map_err(closed)?,
    };
    if !metadata.is_file() {
        return Err(Fault::Closed("this is not a regular file".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(closed)?;
    file.take(MAX_SETTINGS_BYTES + 1).read_to_end(&mut bytes).map_err(closed)?;
    if bytes.len() as u64 > MAX_SETTINGS_BYTES {
        return Err(Fault::Broken(format!("the file has more than {} KB", MAX_SETTINGS_BYTES >> 10)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Fault::Broken("the file is not UTF-8".to_owned()))?;
    of_ron(&text).map(Some)
}

/// Moves a file aside, under the first name that nobody has taken; `None` when that cannot be done.
pub(super) fn set_aside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    for number in 1..=MOST_SET_ASIDE {
        let aside = path.with_file_name(format!("{name}.broken-{number}"));
        // Taking the name first makes sure that no other window takes it meanwhile.
        match OpenOptions::new().write(true).create_new(true).open(&aside) {
            Ok(_) if fs::rename(path, &aside).is_ok() => return Some(aside),
            Ok(_) => {
                let _ = fs::remove_file(&aside);
                return None;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(_) => return None,
        }
    }
    None
}

/// Makes the folder of the settings and tries whether it can be written.
fn try_folder(path: &Path) -> Result<(), SettingsTrouble> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let tried = fs::create_dir_all(folder)
        .and_then(|()| tempfile::Builder::new().prefix(".demarche-").tempfile_in(folder).map(drop));
    tried.map_err(|cause| SettingsTrouble::NotKept { path: path.to_owned(), cause: in_words(&cause) })
}

/// What stands in the file. Fields that it does not know are passed over: a later version of the same format may add some.
#[derive(Deserialize)]
#[serde(rename = "Settings")]
struct SettingsRecord {
    #[serde(default)]
    theme: ThemeRecord,
    #[serde(default = "yes")]
    letter_keys: bool,
    #[serde(default = "yes")]
    first_steps: bool,
    #[serde(default)]
    window: WindowRecord,
    #[serde(default)]
    left: PanelRecord,
    #[serde(default)]
    inspector: PanelRecord,
    #[serde(default)]
    timeline: TimelineRecord,
}

/// The part of the file that every version can read.
#[derive(Deserialize)]
#[serde(rename = "Settings")]
struct FormatRecord {
    format: u32,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum ThemeRecord {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WindowRecord {
    width: Option<f32>,
    height: Option<f32>,
    maximized: bool,
}

#[derive(Deserialize)]
#[serde(default)]
struct PanelRecord {
    width: Option<f32>,
    shown: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TimelineRecord {
    height: Option<f32>,
}

impl Default for PanelRecord {
    fn default() -> Self {
        Self { width: None, shown: true }
    }
}

fn yes() -> bool {
    true
}

/// Returns the settings in a text.
fn of_ron(text: &str) -> Result<Settings, Fault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let broken = |error: ron::error::SpannedError| {
        let start = error.span.start;
        Fault::Broken(format!("line {}, column {}: {}", start.line, start.col, error.code))
    };
    let FormatRecord { format } = options.from_str(text).map_err(broken)?;
    match format {
        0 => return Err(Fault::Broken("there is no format 0".to_owned())),
        SETTINGS_FORMAT => {}
        newer => return Err(Fault::Newer(newer)),
    }
    let record: SettingsRecord = options.from_str(text).map_err(broken)?;
    let SettingsRecord { theme, letter_keys, first_steps, window, left, inspector, timeline } = record;
    let WindowRecord { width, height, maximized } = window;
    let switch = |is_on| if is_on { Switch::On } else { Switch::Off };
    let panel = |record: PanelRecord| PanelSettings { width: points(record.width), shown: switch(record.shown) };
    let size = points(width).zip(points(height)).map(|(width, height)| [width, height]);
    Ok(Settings {
        theme: match theme {
            ThemeRecord::System => ThemeSetting::System,
            ThemeRecord::Light => ThemeSetting::Light,
            ThemeRecord::Dark => ThemeSetting::Dark,
        },
        letter_keys: switch(letter_keys),
        first_steps: switch(first_steps),
        window: WindowSettings { size, extent: if maximized { Extent::Maximized } else { Extent::Normal } },
        left: panel(left),
        inspector: panel(inspector),
        timeline: TimelineSettings { height: points(timeline.height) },
    })
}

/// Returns a length within bounds; `None` for what is no number.
fn points(length: Option<f32>) -> Option<f32> {
    length.filter(|length| !length.is_nan()).map(|length| length.clamp(0.0, MOST_POINTS))
}

/// Returns the settings as their file has them.
fn in_ron(settings: &Settings) -> String {
    let Settings { theme, letter_keys, first_steps, window, left, inspector, timeline } = settings;
    let theme = match theme {
        ThemeSetting::System => "system",
        ThemeSetting::Light => "light",
        ThemeSetting::Dark => "dark",
    };
    let [keys, steps] = [letter_keys, first_steps].map(|switch| *switch == Switch::On);
    let size = window.size.map(|[width, height]| format!("width: {width:.1}, height: {height:.1}, "));
    let size = size.unwrap_or_default();
    let is_maximized = window.extent == Extent::Maximized;
    let panel = |panel: &PanelSettings| {
        let width = panel.width.map(|width| format!("width: {width:.1}, ")).unwrap_or_default();
        format!("({width}shown: {})", panel.shown == Switch::On)
    };
    let (left, inspector) = (panel(left), panel(inspector));
    let timeline = timeline.height.map(|height| format!("height: {height:.1}")).unwrap_or_default();
    format!(
        "// What Démarche remembers; lengths are in logical points. It is written anew when something changes.\n\
         Settings(\n    format: {SETTINGS_FORMAT},\n    theme: {theme},\n    letter_keys: {keys},\n    \
         first_steps: {steps},\n    window: ({size}maximized: {is_maximized}),\n    left: {left},\n    \
         inspector: {inspector},\n    timeline: ({timeline}),\n)\n"
    )
}
