//! All that can be chosen for a fact, in a list that what is typed makes shorter.

use egui::{FontFamily, Key, Modifiers, Response, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::popped::List;
use crate::kit::{boxed, grouped};
use crate::scene::Theme;
use crate::session::forms::{Among, Pick, matching};
use crate::ui::galley::one_line;
use crate::ui::inspector::paint_sign;
use crate::ui::style::color;

/// Least width of the list, and its height at most, in points.
const WIDTH: f32 = 180.0;
const HEIGHT: f32 = 260.0;
/// Height of a line and of one with more about it, in points.
const LINE: f32 = 24.0;
const TALL: f32 = 40.0;
/// Lines that are shown at most; the others are found by typing.
const MOST: usize = 100;
/// Room at the sides, and for the glyph of a sign, in points.
const MARGIN: f32 = 8.0;
const GLYPH: f32 = 18.0;
/// Letters up to which more about a pick stands at the right of its line.
const FEW_LETTERS: usize = 8;

/// What the keys asked of a list.
#[derive(Debug)]
pub(super) enum Taken {
    Nothing,
    /// To choose what has this text.
    Chosen(String),
    /// To leave what is typed as it is, since nothing is called that.
    AsTyped,
}

impl List {
    /// Returns the list of picks, at the one of a text.
    pub(super) fn of(picks: Vec<Pick>, text: &str) -> Self {
        let at_hand = picks.iter().position(|pick| pick.words == text || pick.id == text);
        let found = (0..picks.len()).collect();
        Self { picks, typed: None, found, at_hand, is_moved: true }
    }

    /// Finds what is typed.
    pub(super) fn find(&mut self, typed: &str) {
        self.typed = Some(typed.to_owned());
        self.found = matching(&self.picks, typed);
        // What is emptied shall stay empty.
        (self.at_hand, self.is_moved) = ((!typed.trim().is_empty()).then_some(0), true);
    }

    /// Takes other picks, since the record is another one.
    pub(super) fn renew(&mut self, picks: Vec<Pick>) {
        let at_hand = self.at_hand.map(|at| self.shown().get(at).map(|pick| pick.id.clone()));
        self.found = matching(&picks, self.typed.as_deref().unwrap_or_default());
        self.picks = picks;
        let now = |id: Option<String>| self.shown().iter().position(|pick| Some(&pick.id) == id.as_ref());
        self.at_hand = at_hand.map(|id| now(id).unwrap_or_default());
    }

    /// Goes to the first line if none is at hand.
    pub(super) fn enter(&mut self) {
        self.at_hand.get_or_insert(0);
    }

    /// Takes the keys that go to the list out of the input; Enter is left to others while no line is at hand.
    pub(super) fn take_keys(&mut self, ui: &Ui) -> Taken {
        let (n_down, n_up, is_enter) = ui.input_mut(|input| {
            let n_down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let n_up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            let is_to_list = self.at_hand.is_some() || n_down + n_up > 0;
            (n_down, n_up, is_to_list && input.consume_key(Modifiers::NONE, Key::Enter))
        });
        let n_shown = self.shown().len();
        if n_down + n_up > 0 {
            let down = self.at_hand.map_or(n_down.saturating_sub(1), |at| at + n_down);
            self.at_hand = Some(down.min(n_shown.saturating_sub(1)).saturating_sub(n_up));
            self.is_moved = true;
        }
        if !is_enter {
            return Taken::Nothing;
        }
        let at_hand = self.at_hand.and_then(|at| self.shown().get(at).map(|pick| pick.text(&self.picks)));
        at_hand.map_or(Taken::AsTyped, Taken::Chosen)
    }

    fn shown(&self) -> Vec<&Pick> {
        self.found.iter().take(MOST).filter_map(|idx| self.picks.get(*idx)).collect()
    }

    /// Shows the list; returns the text of what was clicked on.
    pub(super) fn show(&mut self, ui: &mut Ui, theme: &Theme, width: f32, among: &Among) -> Option<String> {
        ui.set_width(width.max(WIDTH));
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut chosen = None;
        let is_moved = std::mem::take(&mut self.is_moved);
        let n_found = self.found.len();
        let shown = self.shown();
        ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
            let mut group = "";
            for (idx, pick) in shown.iter().enumerate() {
                // Groups are those of the whole list; what is found comes by how well it fits.
                if self.typed.is_none() && pick.group != group {
                    group = &pick.group;
                    title_ui(ui, theme, group, idx);
                }
                let is_at_hand = Some(idx) == self.at_hand;
                let response = pick_ui(ui, theme, pick, is_at_hand.into());
                if is_at_hand && is_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(pick.text(&self.picks));
                }
            }
            let rest = match n_found {
                0 if *among == Among::Anybody => "No nation is called that: it is taken as typed".to_owned(),
                0 => "Nothing is called that".to_owned(),
                n if n > MOST => format!("{} more: type to find them", grouped(n - MOST)),
                _ => String::new(),
            };
            if !rest.is_empty() {
                ui.add_space(4.0);
                ui.label(RichText::new(rest).size(12.0).color(color(theme.muted)));
            }
        });
        chosen
    }
}

fn title_ui(ui: &mut Ui, theme: &Theme, group: &str, idx: usize) {
    ui.add_space(if idx > 0 { 8.0 } else { 2.0 });
    let bold = FontFamily::Name(crate::ui::BOLD.into());
    ui.label(RichText::new(boxed(group)).size(11.0).family(bold).color(color(theme.muted)));
    ui.add_space(2.0);
}

/// Whether Enter would choose a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtHand {
    Yes,
    No,
}

impl From<bool> for AtHand {
    fn from(is_at_hand: bool) -> Self {
        if is_at_hand { Self::Yes } else { Self::No }
    }
}

fn pick_ui(ui: &mut Ui, theme: &Theme, pick: &Pick, at_hand: AtHand) -> Response {
    // size
    let is_beside = pick.more.chars().count() <= FEW_LETTERS;
    let height = if is_beside || pick.sign.is_some() && pick.group.contains('·') { LINE } else { TALL };
    // allocate
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
    // interact
    let name = boxed(&pick.words);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at_hand == AtHand::Yes, &name));
    // paint
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if at_hand == AtHand::Yes || response.hovered() {
        painter.rect_filled(rect, 4, color(theme.chip));
    }
    let mut left = rect.left() + MARGIN;
    let middle = rect.top() + LINE / 2.0;
    if let Some(sign) = pick.sign {
        paint_sign(painter, theme, pos2(left + 4.0, middle), sign);
        left += GLYPH;
    }
    let mut right = rect.right() - MARGIN;
    let small = |text: &str| RichText::new(boxed(text)).size(12.0).color(color(theme.muted));
    if is_beside && !pick.more.is_empty() {
        let more = one_line(ui, small(&pick.more), 80.0);
        right -= more.size().x;
        painter.galley(pos2(right, middle - more.size().y / 2.0), more, color(theme.muted));
        right -= MARGIN;
    } else if height == TALL {
        let more = one_line(ui, small(&pick.more), right - left);
        painter.galley(pos2(left, rect.top() + LINE - 4.0), more, color(theme.muted));
    }
    let words = one_line(ui, RichText::new(&name).color(color(theme.ink)), right - left);
    painter.galley(pos2(left, middle - words.size().y / 2.0), words, color(theme.ink));
    if pick.more.is_empty() || is_beside { response } else { response.on_hover_text(boxed(&pick.more)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_starter;
    use crate::session::forms::picks;

    fn of(words: &[&str]) -> Vec<Pick> {
        let choices = words.iter().map(|words| ((*words).to_owned(), (*words).to_owned())).collect();
        picks(&load_starter().document, &[], &Among::Choices(choices))
    }

    fn words(list: &List) -> Vec<&str> {
        list.shown().iter().map(|pick| pick.words.as_str()).collect()
    }

    #[test]
    fn nothing_is_at_hand_of_what_is_empty_until_somebody_goes_into_the_list() {
        let mut list = List::of(of(&["coal", "corn"]), "");
        assert_eq!(list.at_hand, None);
        list.find("co");
        assert_eq!(list.at_hand, Some(0));
        list.find("");
        list.renew(of(&["coal", "corn", "iron"]));
        assert_eq!(list.at_hand, None);
        list.enter();
        assert_eq!((list.at_hand, List::of(of(&["coal", "corn"]), "corn").at_hand), (Some(0), Some(1)));
    }

    #[test]
    fn a_list_takes_what_is_new_and_stays_at_what_is_at_hand() {
        let mut list = List::of(of(&["coal", "corn", "iron"]), "");
        list.find("co");
        assert_eq!(words(&list), ["coal", "corn"]);
        list.at_hand = Some(1);
        list.renew(of(&["coal", "copper", "corn", "iron"]));
        assert_eq!((words(&list), list.at_hand), (vec!["coal", "copper", "corn"], Some(2)));
        list.renew(of(&["coal", "iron"]));
        assert_eq!((words(&list), list.at_hand), (vec!["coal"], Some(0)));
    }
}
