//! What happened: the ledger of the ties, and a nation's reasons and events; and what others make of it all.

use super::blocks::{Block, Fact, Holds, Row, Run};
use super::content::{Subject, Writer, paragraph, part, section, table};
use super::ties::{described, support_of};
use crate::kit::counted;
use crate::model::{Assessment, Cameo, Event, Exchange, Nation};
use crate::network::{Entry, Happening, Referents, ledger};

/// The columns of the ledger.
const LEDGER: [(&str, Holds); 7] = [
    ("Date", Holds::Word),
    ("By", Holds::Word),
    ("What", Holds::Words),
    ("Response", Holds::Words),
    ("Tie", Holds::Words),
    ("Goldstein", Holds::Number),
    ("Sources", Holds::Notes),
];

impl<'a> Writer<'a> {
    /// Returns all that is dated in the ties, whatever their days, earliest first.
    pub(super) fn ledger(&mut self) -> Vec<Block> {
        let records = self.records_ever();
        let entries = ledger(&records);
        if entries.is_empty() {
            return Vec::new();
        }
        let mut referents = Referents::of(self.document());
        let rows = entries.iter().map(|entry| self.entry(&mut referents, entry)).collect();
        let n_moves = entries.iter().filter(|entry| matches!(entry.what, Happening::Exchange(_))).count();
        let (milestones, moves) = (counted(entries.len() - n_moves, "milestone"), counted(n_moves, "move"));
        let heading = section("Ledger", &format!("{milestones}, {moves}"));
        vec![heading, table("Ledger of milestones and moves", &LEDGER, rows)]
    }

    fn entry(&mut self, referents: &mut Referents<'_>, entry: &Entry) -> Row {
        let document = self.document();
        let by = entry.by().map_or_else(|| "both".to_owned(), |by| document.nation_name(by).to_owned());
        let (what, response, goldstein) = match &entry.what {
            Happening::Milestone(milestone) => {
                let (words, more) = milestone.in_words(document);
                let more = if more.is_empty() { Vec::new() } else { vec![Run::text(format!(": {more}"))] };
                ([vec![Run::strong(words)], more].concat(), Vec::new(), Vec::new())
            }
            Happening::Exchange(exchange) => {
                let strategy = match exchange.strategy.as_str() {
                    "" => Vec::new(),
                    strategy => vec![Run::quiet(" — strategy: "), Run::text(strategy)],
                };
                let what = [vec![Run::text(exchange.approach.clone())], strategy].concat();
                (what, response(exchange), exchange.cameo.as_ref().map(goldstein).unwrap_or_default())
            }
        };
        let mut what = what;
        for relation in entry.relates() {
            let (how, to) = described(referents, relation.relation, &relation.to);
            what.push(Run::quiet(format!(" — {how} ")));
            what.push(Run::text(to));
        }
        let tie = vec![self.tie_run(&entry.tie)];
        let ahead = if entry.on().earliest() > self.options.network.as_of() { " ahead" } else { "" };
        let date = vec![Run::text(entry.on().in_words()), Run::quiet(ahead)];
        let notes = self.notes.notes(entry.sources());
        Row { cells: vec![date, vec![Run::text(by)], what, response, tie, goldstein, notes], tie: None }
    }

    fn nation(&self) -> Option<&'a Nation> {
        match self.options.subject {
            Subject::Nation(id) => self.document().nations.get(id).map(|nation| &**nation),
            Subject::Record | Subject::Pair(..) => None,
        }
    }

    /// Returns the reasons behind a nation's stance.
    pub(super) fn reasons(&mut self) -> Vec<Block> {
        let Some(nation) = self.nation().filter(|nation| !nation.drivers.is_empty()) else { return Vec::new() };
        let document = self.document();
        let mut blocks = vec![section("Reasons behind its stance", "")];
        for driver in &nation.drivers {
            blocks.push(part(&driver.title, &format!("{} by {}", driver.basis.name(), document.who(&driver.by))));
            blocks.extend(paragraph(&driver.summary));
            let explained: Vec<_> = driver.explains.iter().filter_map(|id| document.ties.get(id)).collect();
            if !explained.is_empty() {
                let value = self.tie_runs(explained.into_iter().map(|tie| &**tie));
                blocks.push(Block::Facts(vec![Fact { name: "Explains".to_owned(), value }]));
            }
            blocks.push(Block::List(self.evidence(&driver.evidence)));
        }
        blocks
    }

    /// Returns the events of a nation.
    pub(super) fn events(&mut self) -> Vec<Block> {
        let Some(nation) = self.nation().filter(|nation| !nation.events.is_empty()) else { return Vec::new() };
        let mut blocks = vec![section("Events", &counted(nation.events.len(), "event"))];
        for Event { on, title, summary, evidence, id: _ } in &nation.events {
            blocks.push(part(title, &on.in_words()));
            blocks.extend(paragraph(summary));
            blocks.push(Block::List(self.evidence(evidence)));
        }
        blocks
    }

    /// Returns the assessments that are about the subject.
    pub(super) fn assessments(&mut self) -> Vec<Block> {
        let document = self.document();
        let about: Vec<&Assessment> =
            document.assessments.values().map(|it| &**it).filter(|it| self.is_about(it)).collect();
        if about.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![section("Assessments", "claims, not measurements")];
        for assessment in about {
            let Assessment { title, question, author, method, made, shares, evidence, .. } = assessment;
            let claim = format!("claim by {}, {}", document.who(author), made.in_words());
            blocks.push(part(title, &claim));
            blocks.extend(paragraph(question));
            let method = method.clone().unwrap_or_else(|| "none stated".to_owned());
            blocks.push(Block::Facts(vec![
                Fact::new("Method", method),
                Fact::new("Support", support_of(document, evidence)),
            ]));
            let rows = shares.iter().map(|share| {
                let cells = vec![vec![Run::text(share.label.clone())], vec![Run::text(percent(share.percent))]];
                Row { cells, tie: None }
            });
            blocks.push(table(title, &[("What", Holds::Words), ("Share", Holds::Number)], rows.collect()));
            blocks.push(Block::List(self.evidence(evidence)));
        }
        blocks
    }

    fn is_about(&self, assessment: &Assessment) -> bool {
        let has_nation = |id| assessment.nations.contains(id);
        let has_tie = || self.ever.iter().any(|tie| assessment.ties.contains(&tie.tie.id));
        match self.options.subject {
            Subject::Record => true,
            Subject::Nation(id) => has_nation(id) || has_tie(),
            Subject::Pair(a, b) => has_nation(a) && has_nation(b) || has_tie(),
        }
    }
}

/// Returns how a move was answered.
fn response(exchange: &Exchange) -> Vec<Run> {
    match (exchange.response, exchange.reply.as_str()) {
        (None, "") => vec![Run::quiet("none on record")],
        (None, reply) => vec![Run::text(reply)],
        (Some(response), "") => vec![Run::strong(response.name())],
        (Some(response), reply) => vec![Run::strong(response.name()), Run::text(format!(": {reply}"))],
    }
}

/// Returns the value of a move on Goldstein's scale, and the code from which it follows.
fn goldstein(cameo: &Cameo) -> Vec<Run> {
    let sign = match cameo.goldstein {
        value if value < 0.0 => "−",
        value if value > 0.0 => "+",
        _ => "",
    };
    let value = format!("{sign}{:.1}", cameo.goldstein.abs());
    vec![Run::text(value), Run::quiet(format!(" CAMEO {}", cameo.code))]
}

/// Returns "50 %"; one decimal where there is one.
fn percent(percent: f64) -> String {
    if percent.fract().abs() < 0.05 { format!("{percent:.0} %") } else { format!("{percent:.1} %") }
}
