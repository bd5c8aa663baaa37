//! Dialogs: the problems, the keys, an address before it is opened, a view's name, days to compare with, rows to paste, what
//! is made record, something to export, and what this program is.

use egui::{Align, Id, Layout, Modal, OpenUrl, RichText, Ui, vec2};

use super::export::ExportForm;
use super::filing::{Differences, NewForm, Offered, PathForm, Typed, Unsaved};
use super::inspector::{Asking, compare_ui, counted};
use super::keymap::Takes;
use super::lines::Asked;
use super::overlay::overlay_ui;
use super::paste::PasteRows;
use super::problems::{ProblemsView, problems_ui};
use super::promote::PromoteForm;
use super::style::color;
use super::views::ViewForm;
use crate::kit::{boxed, visible};
use crate::scene::Theme;
use crate::session::{Command, Effect, Session};

/// Room around what a dialog says, in points.
pub(super) const DIALOG_MARGIN: f32 = 20.0;

/// The dialog that is open, if any.
#[derive(Debug, Default)]
pub enum Dialog {
    /// None.
    #[default]
    Closed,
    /// The list of problems.
    Problems(ProblemsView),
    /// All keys.
    Keys,
    /// An address, before it is opened.
    Address(String),
    /// Name and judgment of a view.
    View(ViewForm),
    /// Days to compare with.
    Compare(Asking),
    /// A path to open or save an atlas.
    Path(PathForm),
    /// How an atlas begins.
    New(NewForm),
    /// What becomes of changes that are in no file, before the atlas is left.
    Unsaved(Unsaved),
    /// What was changed here and in the files.
    Conflict(Differences),
    /// What a program that ended had not saved.
    Recover(Offered),
    /// Changes of a scenario, before they become part of the record.
    Promote(Box<PromoteForm>),
    /// Rows of a spreadsheet, before they come in.
    Paste(Box<PasteRows>),
    /// A picture, a brief or data, before it is written.
    Export(Box<ExportForm>),
    /// What this program is.
    About,
}

impl Dialog {
    /// Returns the list of problems, as it is when it is opened.
    pub fn problems() -> Self {
        Self::Problems(ProblemsView::default())
    }

    /// Returns a name for it in traces; `None` while none is open.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Self::Closed => None,
            Self::Problems(_) => Some("problems"),
            Self::Keys => Some("keys"),
            Self::Address(_) => Some("address"),
            Self::View(_) => Some("view"),
            Self::Compare(_) => Some("compare"),
            Self::Paste(_) => Some("paste"),
            Self::Promote(_) => Some("promote"),
            Self::Path(_) => Some("path"),
            Self::New(_) => Some("new"),
            Self::Unsaved(_) => Some("unsaved"),
            Self::Conflict(_) => Some("conflict"),
            Self::Recover(_) => Some("recover"),
            Self::Export(_) => Some("export"),
            Self::About => Some("about"),
        }
    }

    /// Returns which shortcuts work while it is open.
    pub fn takes(&self) -> Takes {
        match self {
            Self::Closed => Takes::All,
            Self::Keys => Takes::Keys,
            Self::Export(form) if form.is_writing() => Takes::Nothing,
            Self::Path(_) | Self::New(_) | Self::Unsaved(_) | Self::Conflict(_) | Self::Recover(_) => Takes::Nothing,
            Self::Problems(_)
            | Self::Address(_)
            | Self::View(_)
            | Self::Compare(_)
            | Self::Paste(_)
            | Self::Promote(_)
            | Self::Export(_)
            | Self::About => Takes::Quitting,
        }
    }

    /// Opens what an effect asks for; asking again for problems or keys closes them. Returns whether the window shall
    /// close.
    pub fn act(&mut self, effect: Effect, session: &Session) -> std::ops::ControlFlow<()> {
        *self = match effect {
            Effect::ToggleProblems if matches!(self, Self::Problems(_)) => Self::Closed,
            Effect::ToggleProblems => Self::problems(),
            Effect::ShowKeys if matches!(self, Self::Keys) => Self::Closed,
            Effect::ShowKeys => Self::Keys,
            Effect::AskToOpen(url) => Self::Address(url),
            Effect::AskForView(of) => Self::View(ViewForm::of(session, of)),
            Effect::AskToCompare => Self::Compare(Asking::opening()),
            Effect::PasteRows => Self::Paste(Box::new(PasteRows::asked())),
            Effect::PasteText(text) => Self::Paste(Box::new(PasteRows::of(session, text))),
            Effect::AskToPromote => match PromoteForm::of(session) {
                Some(form) => Self::Promote(Box::new(form)),
                None => return std::ops::ControlFlow::Continue(()),
            },
            Effect::ShowAbout => Self::About,
            Effect::Copy(_)
            | Effect::TogglePanel(_)
            | Effect::GoToPart(_)
            | Effect::AskForDay
            | Effect::KeepViews
            | Effect::SayNoRows
            | Effect::Seek(_)
            | Effect::AskFor(_)
            | Effect::AskToSplit(_)
            | Effect::ToggleHistory
            | Effect::TellDeleted(_)
            | Effect::Refuse(_)
            | Effect::Keep(_)
            | Effect::Export(_)
            | Effect::AskForScenario(_)
            | Effect::AskForReasons(_)
            | Effect::ChooseFilter => return std::ops::ControlFlow::Continue(()),
            Effect::Close => return std::ops::ControlFlow::Break(()),
        };
        std::ops::ControlFlow::Continue(())
    }

    /// Shows the dialog; returns what is to be done with files that have changed, if that was said.
    pub fn show(&mut self, ui: &Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> Option<Asked> {
        let context = ui.ctx();
        let mut asked = None;
        let response = match self {
            Self::Closed => return None,
            Self::Problems(view) => {
                modal(context, "problems").show(context, |ui| all_problems_ui(ui, session, theme, view))
            }
            Self::Keys => modal(context, "keys").show(context, |ui| overlay_ui(ui, session, theme, commands)),
            Self::Address(url) => modal(context, "address").show(context, |ui| address_ui(ui, theme, url)),
            Self::View(form) => modal(context, "view").show(context, |ui| form.show(ui, session, theme, commands)),
            Self::Compare(asking) => {
                modal(context, "compare").show(context, |ui| compare_ui(ui, session, asking, theme, commands))
            }
            Self::Path(form) => modal(context, "path").show(context, |ui| form.show(ui, theme, commands)),
            Self::New(form) => modal(context, "new").show(context, |ui| form.show(ui, theme, commands)),
            Self::Unsaved(unsaved) => {
                modal(context, "unsaved").show(context, |ui| unsaved.show(ui, session, theme, commands))
            }
            Self::Recover(offered) => modal(context, "recover").show(context, |ui| offered.show(ui, theme, commands)),
            Self::Conflict(differences) => modal(context, "conflict").show(context, |ui| {
                let (answer, is_done) = differences.show(ui, theme, commands);
                asked = answer;
                is_done
            }),
            Self::Paste(rows) => modal(context, "paste").show(context, |ui| {
                roomy(ui);
                rows.show(ui, session, theme, commands)
            }),
            Self::Promote(form) => {
                modal(context, "promote").show(context, |ui| form.show(ui, session, theme, commands))
            }
            Self::Export(form) => modal(context, "export").show(context, |ui| form.show(ui, session, theme)),
            Self::About => modal(context, "about").show(context, |ui| about_ui(ui, session, theme)),
        };
        // A stray click beside what something was typed into, or must be answered, does not take it away.
        let is_stray = self.takes() == Takes::Nothing
            || self.typed(session) == Typed::Something
            || matches!(self, Self::Export(_));
        let mut is_left = response.should_close() && !(is_stray && response.backdrop_response.clicked());
        if let Self::Export(form) = self
            && is_left
            && form.is_writing()
        {
            form.give_up();
            is_left = false;
        }
        if response.inner || is_left {
            *self = Self::Closed;
        }
        asked
    }

    /// Whether something is typed into it that would be lost with it.
    pub fn typed(&self, session: &Session) -> Typed {
        match self {
            Self::View(form) => form.typed(session),
            Self::Paste(rows) => rows.typed(),
            Self::Promote(form) => form.typed(),
            Self::Closed
            | Self::Problems(_)
            | Self::Keys
            | Self::Address(_)
            | Self::Compare(_)
            | Self::Path(_)
            | Self::New(_)
            | Self::Unsaved(_)
            | Self::Conflict(_)
            | Self::Recover(_)
            | Self::Export(_)
            | Self::About => Typed::Nothing,
        }
    }
}

/// Returns a dialog with room around what it says.
fn modal(context: &egui::Context, name: &str) -> Modal {
    let frame = egui::Frame::popup(&context.global_style()).inner_margin(DIALOG_MARGIN);
    Modal::new(Id::unique(name)).frame(frame)
}

/// Gives a dialog that lists much as much room as the window has, within reason.
fn roomy(ui: &mut Ui) {
    let room = ui.ctx().content_rect().size() - vec2(2.0, 2.0) * (DIALOG_MARGIN + 8.0);
    ui.set_width(room.x.min(1080.0));
    ui.set_height(room.y.min(760.0));
}

/// Lists the problems; returns whether the dialog is done.
fn all_problems_ui(ui: &mut Ui, session: &Session, theme: &Theme, view: &mut ProblemsView) -> bool {
    roomy(ui);
    // Beside the title, where nothing that is long can push it out of a small window.
    let is_done = ui.horizontal(|ui| {
        ui.heading("Problems in the files");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.button("Close").clicked()).inner
    });
    problems_ui(ui, session, theme, view);
    is_done.inner
}

/// Shows an address in full; returns whether the dialog is done.
fn address_ui(ui: &mut Ui, theme: &Theme, url: &str) -> bool {
    ui.set_width(480.0);
    ui.heading("Open this address?");
    ui.add_space(8.0);
    ui.add(egui::Label::new(visible(url)).wrap());
    ui.add_space(4.0);
    ui.label(
        RichText::new("It opens in your browser; this program itself never uses the network").color(color(theme.muted)),
    );
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        let opened = ui.button("Open in browser").clicked();
        if opened {
            ui.ctx().open_url(OpenUrl::new_tab(url));
        }
        let copied = ui.button("Copy address").clicked();
        if copied {
            ui.ctx().copy_text(url.to_owned());
        }
        opened || copied || ui.button("Cancel").clicked()
    })
    .inner
}

/// Shows what this program is; returns whether the dialog is done.
fn about_ui(ui: &mut Ui, session: &Session, theme: &Theme) -> bool {
    let manifest = &session.document().manifest;
    let counts = session.document().counts();
    ui.set_width(420.0);
    ui.heading(format!("Démarche {}", env!("CARGO_PKG_VERSION")));
    ui.label("An explorer of diplomatic relationships: every tie typed, dated, sourced and graded");
    ui.label(RichText::new("MIT or Apache-2.0").color(color(theme.muted)));
    ui.add_space(12.0);
    ui.label(RichText::new(boxed(&manifest.title)).family(egui::FontFamily::Name(super::BOLD.into())));
    ui.label(boxed(&manifest.summary));
    let [ties, nations, sources] =
        [(counts.ties, "tie"), (counts.nations, "nation"), (counts.sources, "source")].map(|(n, one)| counted(n, one));
    let held = format!("{ties} between {nations}, resting on {sources}");
    ui.label(RichText::new(held).color(color(theme.muted)));
    let terms = [boxed(&manifest.authors.join(", ")), boxed(&manifest.license)].join(" · ");
    ui.label(RichText::new(terms.trim_matches([' ', '·']).to_owned()).color(color(theme.muted)));
    ui.add_space(12.0);
    ui.button("Close").clicked()
}
