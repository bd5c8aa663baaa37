//! Named views: keeping a look under a name, showing it again, renaming it and taking it away.

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};
use super::lens::Lens;
use super::run::Effect;
use super::state::Session;
use super::trail::Stop;
use crate::model::{
    NamedView, ViewAround, ViewAsks, ViewCamera, ViewChange, ViewGrounds, ViewNature, ViewRest, ViewTarget,
};
use crate::network::{Around, Asked, Filter, Grounds, Hiding, Moment, Nature};
use crate::scene::{Camera, Target};

/// What can be asked for of named views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Views {
    /// Asks for name and judgment of what is seen now.
    AskToSave,
    /// Keeps what is seen now under a name, with a judgment.
    Save(String, String),
    /// Shows the view of this name.
    Show(String),
    /// Asks for another name and judgment of the view of this name.
    AskToEdit(String),
    /// Gives the view of the first name the second, and a judgment.
    Edit(String, String, String),
    /// Takes away the view of this name.
    Delete(String),
    /// Brings back the view that was taken away last.
    Undelete,
}

/// The named views of the open atlas.
#[derive(Debug, Default)]
pub struct NamedViews {
    list: Vec<NamedView>,
    /// Changes that are in no file, the oldest first.
    unkept: Vec<ViewChange>,
    /// The view that was taken away last, and its place in the list.
    deleted: Option<(usize, NamedView)>,
    shown: Option<Shown>,
    home: ViewsHome,
}

/// Where views are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ViewsHome {
    /// In the `views.ron` of an atlas folder.
    File,
    /// Nowhere: the atlas is one file.
    SingleFile,
    /// Nowhere: the atlas is part of the program.
    #[default]
    Starter,
}

/// The view that was shown last, and how all looked just then.
#[derive(Debug)]
struct Shown {
    name: String,
    lens: Lens,
    stop: Stop,
}

/// Why a name is none for a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// It says nothing.
    Empty,
    /// Another view has it.
    Taken,
    /// It has more than [`NamedViews::MOST_LETTERS`] letters.
    Long,
}

impl NameFault {
    /// Returns it in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Empty => "A view needs a name",
            Self::Taken => "There is a view of this name already; choose another",
            Self::Long => "This name is too long; shorten it",
        }
    }
}

impl NamedViews {
    /// Most letters of a name.
    pub const MOST_LETTERS: usize = 120;

    /// Returns them in their order.
    pub fn list(&self) -> &[NamedView] {
        &self.list
    }

    /// Returns the one of a name.
    pub fn find(&self, name: &str) -> Option<&NamedView> {
        self.list.iter().find(|view| view.name == name)
    }

    /// Returns what is wrong with a name for the view `of`, or for a new one.
    pub fn fault(&self, name: &str, of: Option<&str>) -> Option<NameFault> {
        let name = name.trim();
        if name.is_empty() {
            Some(NameFault::Empty)
        } else if name.chars().count() > Self::MOST_LETTERS {
            Some(NameFault::Long)
        } else if of != Some(name) && self.find(name).is_some() {
            Some(NameFault::Taken)
        } else {
            None
        }
    }

    /// Returns where they are kept.
    pub fn home(&self) -> ViewsHome {
        self.home
    }

    /// Returns the changes that are in no file yet, the oldest first.
    pub fn unkept(&self) -> &[ViewChange] {
        &self.unkept
    }

    /// Returns the name of the view that was taken away last and can be brought back.
    pub fn deleted(&self) -> Option<&str> {
        self.deleted.as_ref().map(|(_, view)| view.name.as_str())
    }

    /// Takes over the views of the files; changes that are in no file yet are made on them again.
    pub(super) fn reload(&mut self, views: Vec<NamedView>) {
        self.list = views;
        self.unkept.iter().for_each(|change| change.apply(&mut self.list));
    }

    fn change(&mut self, change: ViewChange) -> Option<Effect> {
        change.apply(&mut self.list);
        self.unkept.push(change);
        Some(Effect::KeepViews)
    }
}

impl Session {
    /// Returns the session with the named views of its atlas.
    pub fn with_views(mut self, views: Vec<NamedView>, home: ViewsHome) -> Self {
        self.views.home = home;
        self.views.reload(views);
        self
    }

    /// Says where named views are kept from now on.
    pub fn views_live_in(&mut self, home: ViewsHome) {
        self.views.home = home;
    }

    /// Returns the named views.
    pub fn views(&self) -> &NamedViews {
        &self.views
    }

    /// Notes that all changes of named views but these are in the file now.
    pub fn views_are_kept(&mut self, but: Vec<ViewChange>) {
        self.views.unkept = but;
    }

    /// Returns the view that is shown, as long as nothing of it was changed.
    pub fn shown_view(&self) -> Option<&NamedView> {
        let Shown { name, lens, stop } = self.views.shown.as_ref()?;
        let is_shown = lens == self.lens() && stop.selection == self.selection && stop.camera == self.view.camera();
        self.views.find(name).filter(|_| is_shown)
    }

    /// Returns what is seen now, under a name.
    fn seen_as(&self, name: String, judgment: String) -> NamedView {
        let Lens { moment, filter, hiding, scenario: _ } = self.lens();
        let Camera { zoom, center } = self.view.camera();
        NamedView {
            name,
            judgment,
            as_of: moment.as_of,
            known_on: moment.known_on,
            asks: asks_of(filter),
            rest: match hiding {
                Hiding::Dim => ViewRest::Dimmed,
                Hiding::Remove => ViewRest::Removed,
            },
            selection: self.selection.targets().iter().filter_map(kept).collect(),
            camera: ViewCamera::nearest(center, zoom),
        }
    }

    fn show_view(&mut self, view: &NamedView) {
        self.leave(Stop { lens: Some(Box::new(self.lens().clone())), ..self.here() });
        let moment = Moment { as_of: view.as_of, known_on: view.known_on };
        let hiding = match view.rest {
            ViewRest::Dimmed => Hiding::Dim,
            ViewRest::Removed => Hiding::Remove,
        };
        let scenario = self.lens().scenario.clone();
        let lens = Lens { moment, filter: filter_of(&view.asks), hiding, scenario };
        let mut selection = self.selection.clone();
        selection.set(view.selection.iter().map(target));
        let camera = view.camera.map(|ViewCamera { center, zoom }| Camera { zoom, center });
        let camera_now = self.view.camera();
        self.arrive(Stop { selection, camera: camera.unwrap_or(camera_now), lens: Some(Box::new(lens)) });
        if camera.is_none() {
            self.fit_all();
        }
        self.note_shown(view.name.clone());
    }

    fn note_shown(&mut self, name: String) {
        self.views.shown = Some(Shown { name, lens: self.lens().clone(), stop: self.here() });
    }
}

impl Views {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![Self::AskToSave, Self::Undelete]
    }

    /// Returns the menu in which it stands.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::AskToSave | Self::Undelete => Some(Menu::View),
            Self::Save(..) | Self::Show(_) | Self::AskToEdit(_) | Self::Edit(..) | Self::Delete(_) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        *self == Self::AskToSave
    }

    /// Whether it would do anything now.
    pub fn is_available(&self, session: &Session) -> bool {
        let views = session.views();
        match self {
            Self::AskToSave => true,
            Self::Save(name, _) => views.fault(name, None).is_none(),
            Self::Show(name) | Self::AskToEdit(name) | Self::Delete(name) => views.find(name).is_some(),
            Self::Edit(of, name, _) => views.find(of).is_some() && views.fault(name, Some(of)).is_none(),
            Self::Undelete => views.deleted().is_some_and(|name| views.find(name).is_none()),
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::AskToSave => "Save this view…",
            Self::Save(..) => "Save this view",
            Self::Show(_) => "Show this view",
            Self::AskToEdit(_) => "Edit name and judgment…",
            Self::Edit(..) => "Edit name and judgment",
            Self::Delete(_) => "Delete this view",
            Self::Undelete => "Bring back the deleted view",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::AskToSave | Self::Save(..) => {
                "Keeps date, filter, selection and place under a name, with a sentence of judgment"
            }
            Self::Show(_) => "Shows date, filter, selection and place as they were kept",
            Self::AskToEdit(_) | Self::Edit(..) => "Changes the name and the judgment, and nothing else",
            Self::Delete(_) => "Takes the view away; the record stays as it is",
            Self::Undelete => "Puts the view that was deleted last back in its place",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        match self {
            Self::AskToSave => const { &[Shortcut::new(Modifiers::Ctrl, Key::Letter('D'))] },
            Self::Save(..) | Self::Show(_) | Self::AskToEdit(_) | Self::Edit(..) | Self::Delete(_) | Self::Undelete => {
                &[]
            }
        }
    }

    /// Carries it out; what cannot be done now does nothing.
    pub(super) fn run(self, session: &mut Session) -> Option<Effect> {
        if !self.is_available(session) {
            return None;
        }
        match self {
            Self::AskToSave => Some(Effect::AskForView(None)),
            Self::AskToEdit(name) => Some(Effect::AskForView(Some(name))),
            Self::Save(name, judgment) => {
                let view = session.seen_as(name.trim().to_owned(), judgment.trim().to_owned());
                session.note_shown(view.name.clone());
                let last = session.views.list.len();
                session.views.change(ViewChange::Insert(last, view))
            }
            Self::Show(name) => {
                let view = session.views.find(&name)?.clone();
                session.show_view(&view);
                None
            }
            Self::Edit(of, name, judgment) => {
                let name = name.trim().to_owned();
                let view = session.views.find(&of)?.clone();
                if let Some(shown) = session.views.shown.as_mut().filter(|shown| shown.name == of) {
                    shown.name.clone_from(&name);
                }
                let view = NamedView { name, judgment: judgment.trim().to_owned(), ..view };
                session.views.change(ViewChange::Replace(of, view))
            }
            Self::Delete(name) => {
                let idx = session.views.list.iter().position(|view| view.name == name)?;
                session.views.deleted = Some((idx, session.views.list.get(idx)?.clone()));
                session.views.change(ViewChange::Remove(name))
            }
            Self::Undelete => {
                let (idx, view) = session.views.deleted.take()?;
                session.views.change(ViewChange::Insert(idx, view))
            }
        }
    }
}

/// Returns what of a selection is kept; classes of ties are selected as their ties.
fn kept(target: &Target) -> Option<ViewTarget> {
    match target {
        Target::Nation(id) => Some(ViewTarget::Nation(id.clone())),
        Target::Tie(id) => Some(ViewTarget::Tie(id.clone())),
        Target::Pair(a, b) => Some(ViewTarget::Pair(a.clone(), b.clone())),
        Target::Source(id) => Some(ViewTarget::Source(id.clone())),
        Target::Class(_) => None,
    }
}

fn target(target: &ViewTarget) -> Target {
    match target {
        ViewTarget::Nation(id) => Target::Nation(id.clone()),
        ViewTarget::Tie(id) => Target::Tie(id.clone()),
        ViewTarget::Pair(a, b) => Target::pair(a.clone(), b.clone()),
        ViewTarget::Source(id) => Target::Source(id.clone()),
    }
}

fn asks_of(filter: &Filter) -> ViewAsks {
    let Filter { nature, grounds, around } = filter.clone();
    let Nature { kinds, categories, signs, nations, overlaps } = nature;
    let Grounds { reliabilities, credibilities, standings, sources, without_sources, dispute, single_origin } = grounds;
    ViewAsks {
        nature: ViewNature { signs, categories, kinds, nations, overlaps },
        grounds: ViewGrounds {
            reliabilities,
            credibilities,
            standings,
            rests_on: sources,
            without_sources,
            is_disputed: dispute == Asked::Asked,
            is_single_origin: single_origin == Asked::Asked,
        },
        around: around.map(|Around { nations, hops }| ViewAround { nations, hops }),
    }
}

fn filter_of(asks: &ViewAsks) -> Filter {
    let asked = |is_asked: bool| if is_asked { Asked::Asked } else { Asked::Not };
    let ViewAsks { nature, grounds, around } = asks.clone();
    let ViewNature { signs, categories, kinds, nations, overlaps } = nature;
    let ViewGrounds {
        reliabilities,
        credibilities,
        standings,
        rests_on,
        without_sources,
        is_disputed,
        is_single_origin,
    } = grounds;
    Filter {
        nature: Nature { kinds, categories, signs, nations, overlaps },
        grounds: Grounds {
            reliabilities,
            credibilities,
            standings,
            sources: rests_on,
            without_sources,
            dispute: asked(is_disputed),
            single_origin: asked(is_single_origin),
        },
        around: around.map(|ViewAround { nations, hops }| Around { nations, hops }),
    }
}
