//! The moments that are shown side by side: listed in their order, added and taken away.

use egui::{Button, ComboBox, Id, Key, Label, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::groups::{rim_ui, small_ui};
use crate::kit::{boxed, shortened};
use crate::model::{EdtfDate, ScenarioId};
use crate::network::Vantage;
use crate::scene::{MOST_BESIDE, Theme};
use crate::session::Session;
use crate::ui::style::color;
use crate::ui::timeline::read_day;

/// Width of the field for a day, of the list of scenarios and of what a moment is called, in points.
const DAY: f32 = 92.0;
const WHAT: f32 = 116.0;
const MOMENT: f32 = 244.0;
/// How much around the field is brought into sight with it, in points: the moment above, and what is wrong below.
const BELOW: f32 = 40.0;
/// Letters of a scenario's title in the list.
const MOST_LETTERS: usize = 50;

/// The moment that is being added.
#[derive(Debug, Default)]
pub(super) struct Adding {
    scenario: Option<ScenarioId>,
    day: String,
    /// What is wrong with it, and what to do about it.
    error: Option<(String, String)>,
}

/// What is done with a moment of the list.
enum Done {
    Remove(usize),
    /// Goes before the one above it.
    Raise(usize),
}

impl Adding {
    /// Shows the moments, and what adds another one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, moments: &mut Vec<Vantage>) {
        if moments.is_empty() {
            small_ui(ui, theme, "Days or scenarios on one sheet, each nation in one place");
        }
        let mut done = None;
        for (idx, moment) in moments.iter().enumerate() {
            let name = name(session, moment);
            ui.horizontal(|ui| {
                ui.allocate_ui(egui::vec2(MOMENT - 56.0, 24.0), |ui| {
                    ui.set_width(MOMENT - 56.0);
                    ui.add(Label::new(format!("{}  {name}", idx + 1)).truncate());
                });
                let mut button = |ui: &mut Ui, is_there: bool, words: &str, does: &str, what: Done| {
                    let button = ui.add_enabled(is_there, Button::new(words).small());
                    let said = format!("{does} {name}");
                    button.widget_info(|| WidgetInfo::labeled(Role::Button, is_there, &said));
                    if button.on_hover_text(&said).clicked() {
                        done = Some(what);
                    }
                };
                button(ui, idx > 0, "↑", "Show earlier:", Done::Raise(idx));
                button(ui, true, "×", "Take away:", Done::Remove(idx));
            });
        }
        match done {
            Some(Done::Remove(idx)) => drop(moments.remove(idx)),
            Some(Done::Raise(idx)) => moments.swap(idx - 1, idx),
            None => {}
        }
        self.field_ui(ui, session, theme, moments);
        if let Some((message, hint)) = &self.error {
            ui.add(Label::new(RichText::new(message).small().color(color(theme.negative))).wrap());
            small_ui(ui, theme, hint);
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, moments: &mut Vec<Vantage>) {
        if moments.len() >= MOST_BESIDE {
            small_ui(ui, theme, &format!("These are {MOST_BESIDE}, as many as can be read on one sheet"));
            return;
        }
        let scenarios = &session.record().scenarios;
        self.scenario.take_if(|id| !scenarios.contains_key(id));
        let mut is_asked = false;
        let mut response = None;
        ui.horizontal(|ui| {
            // Of one name, however many moments stand above it.
            let field = TextEdit::singleline(&mut self.day).id(Id::unique("moment to add"));
            let field = ui.add(field.hint_text("2024-06-19").desired_width(DAY).char_limit(40));
            rim_ui(ui, theme, &field);
            field.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, &self.day, &self.day, "2024-06-19");
                info.label = Some("Day to add".to_owned());
                info
            });
            if field.changed() {
                self.error = None;
            }
            is_asked = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if !scenarios.is_empty() {
                self.scenario_ui(ui, session);
            }
            let add = ui.button("Add");
            add.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Add this moment"));
            is_asked |= add.clicked();
            response = Some(field);
        });
        if !is_asked {
            return;
        }
        match read_day(&self.day, session) {
            Ok(day) => {
                let moment = Vantage { scenario: self.scenario.clone(), day };
                if moments.contains(&moment) {
                    let name = name(session, &moment);
                    self.error = Some((format!("{name} is there already"), "Name another day".to_owned()));
                } else {
                    moments.push(moment);
                    self.day.clear();
                    self.error = None;
                }
            }
            Err(error) => self.error = Some(error),
        }
        // One goes on typing, whether it was right or wrong.
        if let Some(field) = response {
            field.request_focus();
            ui.scroll_to_rect(field.rect.expand(BELOW), None);
        }
    }

    fn scenario_ui(&mut self, ui: &mut Ui, session: &Session) {
        let scenarios = &session.record().scenarios;
        let called = |id: Option<&ScenarioId>| {
            let scenario = id.and_then(|id| scenarios.get(id));
            boxed(scenario.map_or("The record", |scenario| &scenario.title))
        };
        let said = format!("What to add: {}", called(self.scenario.as_ref()));
        let list = ComboBox::from_id_salt("moment of").selected_text(called(self.scenario.as_ref())).width(WHAT);
        let list = list.truncate().show_ui(ui, |ui| {
            for one in std::iter::once(None).chain(scenarios.keys().cloned().map(Some)) {
                let whole = called(one.as_ref());
                let line = ui.selectable_value(&mut self.scenario, one, shortened(&whole, MOST_LETTERS));
                line.widget_info(|| WidgetInfo::labeled(Role::Button, true, &whole));
            }
        });
        list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    }
}

/// Returns what a moment is called.
fn name(session: &Session, moment: &Vantage) -> String {
    let day = EdtfDate::from_day(moment.day).in_words();
    let scenario = moment.scenario.as_ref().and_then(|id| session.record().scenarios.get(id));
    match scenario {
        Some(scenario) => format!("{day}, “{}”", boxed(&scenario.title)),
        None => day,
    }
}
