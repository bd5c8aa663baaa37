//! The dialog in which a path is typed or chosen: an atlas to open, or a folder to save one in. The dialog of the desktop
//! can be asked for it, where there is one.

use std::path::{Path, PathBuf};

use egui::{Button, Key, RichText, TextEdit, Ui};

use crate::io::{self, Recent, Vacancy};
use crate::kit::visible;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Next};
use crate::ui::jobs::Job;
use crate::ui::style::color;
use crate::ui::watching::LOOK;

/// What the path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To open an atlas.
    Open,
    /// To save the atlas there and go on with it.
    SaveAs,
    /// To write a copy.
    SaveCopy,
}

/// What was typed so far.
#[derive(Debug)]
pub struct PathForm {
    purpose: Purpose,
    text: String,
    /// Why it is asked, or what has gone wrong; may be empty.
    why: String,
    /// The atlases that were opened last, and whether they are still there.
    recent: Vec<(Recent, Vacancy)>,
    /// What was found out last of what is typed, with why nothing can be done with it.
    checked: Option<(String, Option<&'static str>)>,
    /// Whether the atlas that is to be saved is in no file yet.
    is_first: bool,
    stage: Stage,
    desktop: Desktop,
}

/// What became of asking the desktop for a path.
#[derive(Debug, Default)]
enum Desktop {
    /// It was not asked.
    #[default]
    Idle,
    /// It shows a dialog of its own.
    Asked(Job<Option<PathBuf>>),
    /// It named none, since the person did not or since it has no such dialog: which of them, it does not say.
    Silent,
}

/// What is to be chosen in the dialog of the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Folder,
    File,
}

/// How far the form has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The path shall get the focus.
    Opened,
    /// It is being filled in.
    Typing,
}

impl PathForm {
    /// Returns the form with which an atlas is opened.
    pub fn open(why: String) -> Self {
        let seen = |recent: Recent| (recent.clone(), io::vacancy(&recent.path));
        let recent = io::recent().into_iter().map(seen).collect();
        Self { recent, ..Self::of(Purpose::Open, String::new(), why) }
    }

    /// Returns the form with which an atlas of an id is saved, which lies at a path now, if at any.
    pub fn save(purpose: Purpose, id: &str, at: Option<&Path>, why: String) -> Self {
        let text = io::vacant_beside(at, id).display().to_string();
        let is_first = purpose == Purpose::SaveAs && at.is_none();
        Self { is_first, ..Self::of(purpose, text, why) }
    }

    /// Returns the form with a path at which it could not be done, and why.
    pub fn again(purpose: Purpose, path: &Path, why: String) -> Self {
        let text = path.display().to_string();
        match purpose {
            Purpose::Open => Self { text, ..Self::open(why) },
            Purpose::SaveAs | Purpose::SaveCopy => Self::of(purpose, text, why),
        }
    }

    fn of(purpose: Purpose, text: String, why: String) -> Self {
        let (recent, stage, desktop) = (Vec::new(), Stage::Opened, Desktop::Idle);
        Self { purpose, text, why, recent, checked: None, is_first: false, stage, desktop }
    }

    /// Shows the form; returns whether the dialog is done.
    pub fn show(&mut self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        ui.set_width(560.0);
        ui.heading(match self.purpose {
            Purpose::Open => "Open an atlas",
            Purpose::SaveAs => "Save the atlas as",
            Purpose::SaveCopy => "Save a copy of the atlas",
        });
        for line in self.why.lines() {
            ui.label(RichText::new(visible(line)).color(color(theme.negative)));
        }
        ui.add_space(12.0);
        if self.is_first {
            let words = "It is in no file of yours yet; from then on, it is saved there";
            ui.label(RichText::new(words).color(color(theme.muted)));
            ui.add_space(8.0);
        }
        let label = ui.label(match self.purpose {
            Purpose::Open => "Folder of the atlas, or one .ron file",
            Purpose::SaveAs | Purpose::SaveCopy => "Folder, which is made if it is not there",
        });
        let field = ui.add(TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY)).labelled_by(label.id);
        if self.stage == Stage::Opened {
            field.request_focus();
            self.stage = Stage::Typing;
        }
        self.desktop_ui(ui, theme);
        let path = io::typed_path(&self.text);
        let fault = self.fault(&path);
        if let Some(fault) = fault {
            ui.label(RichText::new(fault).small().color(color(theme.negative)));
        }
        let mut done = self.recent_ui(ui, theme, commands);
        ui.add_space(12.0);
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_ready = fault.is_none() && !self.text.trim().is_empty();
        if is_entered && !is_ready {
            // So that it can be mended.
            self.stage = Stage::Opened;
        }
        ui.horizontal(|ui| {
            let name = match self.purpose {
                Purpose::Open => "Open",
                Purpose::SaveAs => "Save",
                Purpose::SaveCopy => "Save copy",
            };
            if (ui.add_enabled(is_ready, Button::new(name)).clicked() || is_entered) && is_ready {
                commands.push(Command::Keeping(self.keeping(path)));
                done = true;
            }
            done |= ui.button("Cancel").clicked();
        });
        done
    }

    /// Asks the desktop for a path where that is wanted, and takes what it names.
    fn desktop_ui(&mut self, ui: &mut Ui, theme: &Theme) {
        if let Desktop::Asked(job) = &self.desktop
            && job.is_done()
            && let Desktop::Asked(job) = std::mem::take(&mut self.desktop)
        {
            match job.wait() {
                Some(path) => {
                    self.text = self.meant(path).display().to_string();
                    self.stage = Stage::Opened;
                }
                None => self.desktop = Desktop::Silent,
            }
        }
        let is_asked = matches!(self.desktop, Desktop::Asked(_));
        if is_asked {
            ui.ctx().request_repaint_after(LOOK);
        }
        let choices: &[(&str, Choice)] = match self.purpose {
            Purpose::Open => &[("Choose a folder…", Choice::Folder), ("Choose a file…", Choice::File)],
            Purpose::SaveAs | Purpose::SaveCopy => &[("Choose a folder…", Choice::Folder)],
        };
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            for (words, choice) in choices {
                if ui.add_enabled(!is_asked, Button::new(*words)).clicked() {
                    self.desktop = Desktop::Asked(ask_desktop(*choice, &io::typed_path(&self.text)));
                }
            }
            if matches!(self.desktop, Desktop::Silent) {
                let words = "Nothing was chosen; if no window came, type the path";
                ui.label(RichText::new(words).small().color(color(theme.muted)));
            }
        });
    }

    /// Returns which path is meant by one that was chosen: to save in a folder that holds something is to make one in it.
    fn meant(&self, path: PathBuf) -> PathBuf {
        let typed = io::typed_path(&self.text);
        match (self.purpose, typed.file_name()) {
            (Purpose::SaveAs | Purpose::SaveCopy, Some(name)) if io::vacancy(&path) == Vacancy::Taken => {
                path.join(name)
            }
            (Purpose::Open | Purpose::SaveAs | Purpose::SaveCopy, _) => path,
        }
    }

    /// Returns why nothing can be done with a path, as far as that can be told before it is tried. The disk is asked only
    /// when something else was typed.
    fn fault(&mut self, path: &Path) -> Option<&'static str> {
        if let Some((text, fault)) = &self.checked
            && *text == self.text
        {
            return *fault;
        }
        let fault = match (self.purpose, io::vacancy(path)) {
            _ if self.text.trim().is_empty() => None,
            (Purpose::Open, Vacancy::Vacant | Vacancy::NoParent) => Some("There is nothing there"),
            (Purpose::Open, Vacancy::Taken) => None,
            (Purpose::SaveAs | Purpose::SaveCopy, Vacancy::Vacant) => None,
            (Purpose::SaveAs | Purpose::SaveCopy, Vacancy::Taken) => {
                Some("There is something there already; choose a new or an empty folder")
            }
            (Purpose::SaveAs | Purpose::SaveCopy, Vacancy::NoParent) => {
                Some("The folder in which it would be made is not there")
            }
        };
        self.checked = Some((self.text.clone(), fault));
        fault
    }

    fn keeping(&self, path: PathBuf) -> Keeping {
        match self.purpose {
            Purpose::Open => Keeping::Leave(Next::Open(path)),
            Purpose::SaveAs => Keeping::SaveTo(path),
            Purpose::SaveCopy => Keeping::CopyTo(path),
        }
    }

    /// Lists the atlases that were opened last; returns whether one was chosen.
    fn recent_ui(&self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        if self.recent.is_empty() {
            return false;
        }
        ui.add_space(12.0);
        ui.label(RichText::new("Opened before").small().color(color(theme.muted)));
        let mut is_chosen = false;
        for (recent, vacancy) in &self.recent {
            let path = visible(&recent.path.display().to_string());
            let is_there = *vacancy == Vacancy::Taken;
            ui.horizontal(|ui| {
                let title = Button::new(crate::kit::boxed(&recent.title)).frame(false);
                let title = ui.add_enabled(is_there, title).on_disabled_hover_text("It is not there any more");
                if title.on_hover_text(&path).clicked() {
                    commands.push(Command::Keeping(Keeping::Leave(Next::Open(recent.path.clone()))));
                    is_chosen = true;
                }
                ui.add(egui::Label::new(RichText::new(&path).small().color(color(theme.muted))).truncate());
            });
        }
        is_chosen
    }
}

/// Shows the dialog of the desktop beside the window, from the nearest folder above `typed`.
fn ask_desktop(choice: Choice, typed: &Path) -> Job<Option<PathBuf>> {
    let from = typed.ancestors().skip(1).find(|folder| io::vacancy(folder) == Vacancy::Taken).map(Path::to_owned);
    Job::begin(move || {
        let dialog = rfd::FileDialog::new();
        let dialog = if let Some(from) = from { dialog.set_directory(from) } else { dialog };
        match choice {
            Choice::Folder => dialog.set_title("Folder of an atlas").pick_folder(),
            Choice::File => dialog.set_title("Atlas in one file").add_filter("Atlas", &["ron"]).pick_file(),
        }
    })
}
