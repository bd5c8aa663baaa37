//! The head of a page: headline or title, scenario, days and counts, filter.

use super::block::Block;
use super::caption::Caption;
use super::marks::{Align, Ink};
use super::options::{Part, Parts};
use crate::kit::{Point, boxed};
use crate::model::Document;
use crate::scene::text::{self, TextStyle, cut, wrapped};

const TITLE: TextStyle = TextStyle::bold(24.0);
const HEADLINE: TextStyle = TextStyle::bold(20.0);
const SCENARIO: TextStyle = TextStyle::bold(14.0);
const BODY: TextStyle = TextStyle::regular(13.0);
/// Lines of a headline at most.
const MOST_LINES: usize = 3;
/// Room above the first line, down to its baseline.
const ABOVE: f64 = 30.0;
/// Least room beside the scenario for the title on one line with it.
const BESIDE: f64 = 320.0;

/// Where the head stands, and in how much room.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Span {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }
}

/// Returns the head of a page; `days` and `counts` may be empty.
pub(super) fn head(
    document: &Document,
    caption: &Caption,
    parts: &Parts,
    days: &str,
    counts: &str,
    span: Span,
) -> Block {
    let mut head = Block::default();
    let mut baseline = ABOVE;
    let atlas = boxed(&document.manifest.title);
    let headline = caption.headline.as_ref().filter(|words| parts.has(Part::Headline) && !words.trim().is_empty());
    // Its name can be left away; that it is not the record has to be read on any picture.
    let scenario = caption.scenario.as_deref().map(|title| match parts.has(Part::Scenario) {
        true => Supposed::Named(boxed(title)),
        false => Supposed::Nameless,
    });
    let beside = match (&headline, &scenario) {
        (None, Some(scenario)) => scenario_beside(&mut head, scenario, baseline, span),
        (None, None) | (Some(_), _) => None,
    };
    if let Some(words) = &headline {
        let mut lines = wrapped(&boxed(words), HEADLINE, span.width());
        if lines.len() > MOST_LINES {
            let rest = lines[MOST_LINES - 1..].join(" ");
            lines.truncate(MOST_LINES - 1);
            lines.push(cut(&rest, HEADLINE, span.width() - text::width("…", HEADLINE)));
        }
        for line in lines {
            head.text(Point::new(span.left, baseline), line, HEADLINE, Align::Start, Ink::Ink);
            baseline += 26.0;
        }
        baseline -= 4.0;
        let atlas = cut(&atlas, BODY, span.width());
        head.text(Point::new(span.left, baseline), atlas, BODY, Align::Start, Ink::Ink);
    } else {
        let room = beside.unwrap_or(span.width());
        head.text(Point::new(span.left, baseline), cut(&atlas, TITLE, room), TITLE, Align::Start, Ink::Ink);
        baseline += 4.0;
    }
    if let (Some(scenario), None) = (&scenario, beside) {
        baseline += 20.0;
        let words = scenario.in_words(span.width());
        head.text(Point::new(span.left, baseline), words, SCENARIO, Align::Start, Ink::Hypothetical);
    }
    let as_of = (parts.has(Part::Dates) && !days.is_empty()).then(|| format!("As of {days}"));
    let counts = Some(counts).filter(|counts| parts.has(Part::Dates) && !counts.is_empty()).map(str::to_owned);
    let about = as_of.into_iter().chain(counts).collect::<Vec<_>>().join(" · ");
    let filter = caption.filter.as_ref().filter(|_| parts.has(Part::Filter)).map(|it| format!("Only {}", boxed(it)));
    let selected = caption.selected.as_ref().filter(|_| parts.has(Part::Filter));
    let selected = selected.map(|it| format!("Selected: {}; what it does not concern is pale", boxed(it)));
    for line in [Some(about).filter(|line| !line.is_empty()), filter, selected].into_iter().flatten() {
        for line in wrapped(&line, BODY, span.width()).into_iter().take(2) {
            baseline += 19.0;
            head.text(Point::new(span.left, baseline), line, BODY, Align::Start, Ink::Muted);
        }
    }
    head.height = baseline + 12.0;
    head
}

/// What is said of a scenario.
enum Supposed {
    Named(String),
    Nameless,
}

impl Supposed {
    /// Returns that a scenario is shown. Only its title is cut: that it is hypothetical has to be read.
    fn in_words(&self, room: f64) -> String {
        match self {
            Self::Nameless => "Hypothetical".to_owned(),
            Self::Named(title) => {
                let frame = text::width("Scenario “”: hypothetical", SCENARIO);
                format!("Scenario “{}”: hypothetical", cut(title, SCENARIO, room - frame))
            }
        }
    }
}

/// Says at the right of the title's line whose network it is; returns the room left for the title, or `None` where there is
/// too little for both.
fn scenario_beside(head: &mut Block, scenario: &Supposed, baseline: f64, span: Span) -> Option<f64> {
    let words = scenario.in_words(span.width() / 2.0);
    let room = span.width() - text::width(&words, SCENARIO) - 24.0;
    if room < BESIDE {
        return None;
    }
    head.text(Point::new(span.right, baseline), words, SCENARIO, Align::End, Ink::Hypothetical);
    Some(room)
}
