//! The ties of a brief: a table of them, each with its evidence, those of other days, and where they are weak.

use std::sync::Arc;

use super::blocks::{Block, Fact, Holds, Row, Run, TieDetails};
use super::content::{Subject, Writer, part, records, section, table};
use crate::kit::{capitalized, counted, grouped};
use crate::model::{Document, Evidence, NationId, Presence, RelationKind, Step, Support, Tie};
use crate::network::{NetworkTie, OLD_AFTER_YEARS, Referents, WeakPoints, weak_points};

/// The columns of the table of ties.
const COLUMNS: [(&str, Holds); 7] = [
    ("Tie", Holds::Words),
    ("Kind", Holds::Words),
    ("State", Holds::Words),
    ("Weight", Holds::Number),
    ("Grade", Holds::Word),
    ("Origins", Holds::Number),
    ("Sources", Holds::Notes),
];

impl<'a> Writer<'a> {
    /// Returns the table of the ties of the day, and each of them with its evidence, pair by pair.
    pub(super) fn ties(&mut self) -> Vec<Block> {
        if self.ties.is_empty() {
            return Vec::new();
        }
        let ties = self.ties.clone();
        let heading = format!("Ties on {}", self.day());
        let mut blocks = vec![section(&heading, &counted(ties.len(), "tie"))];
        let rows: Vec<Row> = ties.iter().map(|tie| self.row(tie)).collect();
        blocks.push(table(&heading, &COLUMNS, rows));
        blocks.push(section("Evidence", "tie by tie"));
        for of_pair in ties.chunk_by(|one, other| one.tie.pair() == other.tie.pair()) {
            blocks.extend(of_pair.first().and_then(|tie| self.pair_heading(tie.tie.pair())));
            blocks.extend(of_pair.iter().map(|tie| Block::Tie(self.details(tie))));
        }
        blocks
    }

    /// Returns the heading of a pair; `None` where the whole brief is about it.
    fn pair_heading(&self, (a, b): (&NationId, &NationId)) -> Option<Block> {
        let (a, b) = match self.options.subject {
            Subject::Pair(..) => return None,
            // The nation that the brief is about comes first.
            Subject::Nation(id) if id == b => (b, a),
            Subject::Nation(_) | Subject::Record => (a, b),
        };
        let mixed = if self.options.network.is_mixed(a, b) { "± mixed" } else { "" };
        let document = self.document();
        Some(part(&format!("{} · {}", document.nation_name(a), document.nation_name(b)), mixed))
    }

    fn row(&mut self, resolved: &NetworkTie) -> Row {
        let tie = &resolved.tie;
        let support = &resolved.support;
        let supposed = if resolved.is_hypothetical() { ", hypothetical" } else { "" };
        let grade = support.best.map_or_else(|| "none".to_owned(), |grade| grade.to_string());
        let cells = vec![
            vec![self.tie_run(tie), Run::quiet(format!(" {}{supposed}", self.between(tie)))],
            vec![Run::Sign(resolved.kind.sign), Run::text(format!(" {}", resolved.kind.name))],
            vec![Run::text(resolved.state_in_words())],
            vec![Run::text(resolved.as_of_day.weight.to_string())],
            vec![Run::text(grade), Run::quiet(format!(" {}", support.confidence.name()))],
            vec![Run::text(support.origins.len().to_string())],
            self.notes.notes(tie.sources()),
        ];
        Row { cells, tie: Some(tie.id.clone()) }
    }

    fn details(&mut self, resolved: &NetworkTie) -> TieDetails {
        let tie = resolved.tie.clone();
        let (kind, support) = (&resolved.kind, &resolved.support);
        let supposed = if resolved.is_hypothetical() { ", hypothetical" } else { "" };
        let best = support.best.map(|grade| format!(", {grade}")).unwrap_or_default();
        let line = format!(" {}, {}{best}{supposed}", kind.name, resolved.state_in_words());
        let mut blocks: Vec<Block> = super::content::paragraph(&tie.about.summary).into_iter().collect();
        blocks.push(Block::Facts(self.tie_facts(resolved)));
        blocks.push(Block::List(self.evidence(&tie.evidence)));
        TieDetails {
            id: tie.id.clone(),
            title: tie.about.title.clone(),
            sign: kind.sign,
            line: vec![Run::Sign(kind.sign), Run::text(line)],
            blocks,
        }
    }

    /// Returns between whom, since when, in what state, how heavy and how sure a tie is, and what it has to do with others.
    fn tie_facts(&mut self, resolved: &NetworkTie) -> Vec<Fact> {
        let (tie, kind, document) = (&*resolved.tie, &resolved.kind, self.document());
        let doubt = match resolved.as_of_day.presence {
            Presence::Uncertain => format!("; its dates leave open whether on {}", self.day()),
            Presence::Certain | Presence::Absent => String::new(),
        };
        let mut facts = vec![
            Fact::new("Between", self.between(tie)),
            Fact::new("Exists", format!("{}{doubt}", tie.span.in_words())),
        ];
        if let Some(status) = &resolved.as_of_day.status {
            let by: Vec<String> =
                status.steps(tie).map(|(party, step)| step_of(step, document.nation_name(party))).collect();
            let by = if status.by[0] == status.by[1] { String::new() } else { format!(" ({})", by.join(", ")) };
            facts.push(Fact::new("Status", format!("{}{by}", resolved.state_in_words())));
        }
        let (weight, why) = tie.weight.on(self.options.network.as_of());
        facts.push(Fact::new("Weight", reasoned(format!("{weight} of 5"), why)));
        for level in tie.weight.levels() {
            let told = if level.why == why { "" } else { level.why.as_str() };
            let from = format!("From {}", level.from.in_words());
            facts.push(Fact::new(from, reasoned(format!("weight {} of 5", level.weight), told)));
        }
        facts.push(Fact::new("Support", support_in_words(&resolved.support)));
        if let Some(dependent) = &tie.about.dependent {
            let other = tie.other(dependent).map(|id| document.nation_name(id)).unwrap_or_default();
            facts.push(Fact::new("Dependence", format!("{} depends on {other}", document.nation_name(dependent))));
        }
        if let Some(instrument) = tie.about.instrument.as_ref().and_then(|id| document.instruments.get(id)) {
            facts.push(Fact::new("Instrument", format!("{}, {}", instrument.title, instrument.span.in_words())));
        }
        if !kind.term.is_empty() {
            facts.push(Fact::new("Term", kind.term.clone()));
        }
        facts.extend(self.related(tie));
        for dispute in &tie.course.disputed {
            let words = format!("{} {}", tie.disputed_in_words(&dispute.what), dispute.on.in_words());
            let words = reasoned(words, &dispute.note);
            facts.push(Fact {
                name: "≠ Disputed".to_owned(),
                value: vec![Run::text(words), self.notes.note(&dispute.source)],
            });
        }
        facts
    }

    /// Returns what a tie as a whole responds to, enables or supersedes.
    fn related(&mut self, tie: &Tie) -> Vec<Fact> {
        let mut referents = Referents::of(self.document());
        let mut facts = Vec::new();
        for relation in &tie.relates {
            let mut value = vec![Run::text(described(&mut referents, relation.relation, &relation.to).1)];
            value.extend(self.notes.notes(&relation.sources));
            facts.push(Fact { name: capitalized(relation.relation.name()), value });
        }
        facts
    }

    /// Returns what each piece of evidence says: its grade and standing, the claim, the source's own words, and whose they are.
    pub(super) fn evidence(&mut self, evidence: &[Evidence]) -> Vec<Vec<Run>> {
        evidence.iter().map(|item| self.evidence_item(item)).collect()
    }

    fn evidence_item(&mut self, item: &Evidence) -> Vec<Run> {
        let document = self.document();
        let by = item.by.as_deref().map(|by| format!(" by {}", document.who(by))).unwrap_or_default();
        let mut runs = vec![
            Run::strong(item.grade.to_string()),
            Run::quiet(format!(" {}{by}: ", item.standing.name())),
            Run::text(item.claim.clone()),
        ];
        if let Some(quote) = &item.quote {
            runs.push(Run::text(format!(" “{quote}”")));
        }
        let publisher = document.sources.get(&item.source).map_or(item.source.as_str(), |source| &source.publisher);
        let locator = item.locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
        runs.push(Run::quiet(format!(" — {publisher}{locator}, reported {}", item.reported.in_words())));
        runs.push(self.notes.graded(item));
        if let Some(origin) = &item.origin {
            runs.push(Run::quiet(", only repeats"));
            runs.push(self.notes.note(origin));
        }
        runs
    }

    /// Returns the ties of a nation or a pair that are not there on the day.
    pub(super) fn other_days(&mut self) -> Vec<Block> {
        let network = self.options.network;
        let absent = self.ever.iter().filter(|tie| network.tie(&tie.tie.id).is_none());
        let absent: Vec<Arc<Tie>> = absent.map(|tie| tie.tie.clone()).collect();
        if absent.is_empty() || *self.options.subject == Subject::Record {
            return Vec::new();
        }
        let day = network.as_of();
        let mut blocks = vec![section("On other days", &counted(absent.len(), "tie"))];
        let mut items = Vec::new();
        for tie in &absent {
            let kind = self.document().kinds.get(&tie.kind);
            let kind_name = kind.map_or(tie.kind.as_str(), |kind| &kind.name);
            let when = if tie.span.has_ended_by(day) { "ended" } else { "not yet begun" };
            let mut runs: Vec<Run> = kind.map(|kind| Run::Sign(kind.sign)).into_iter().collect();
            runs.push(Run::strong(format!(" {}", tie.about.title)));
            let words = format!(" {}, {kind_name}, {}, {when}", self.between(tie), tie.span.in_words());
            runs.push(Run::text(words));
            runs.extend(self.notes.notes(tie.sources()));
            items.push(runs);
        }
        blocks.push(Block::List(items));
        blocks
    }

    /// Returns where the ties of the day are weak.
    pub(super) fn weak_points(&mut self) -> Vec<Block> {
        let is_concerned = |tie: &Arc<Tie>| self.options.subject.concerns(tie);
        let WeakPoints { unsupported, single_origin, disputed, old } = weak_points(self.options.network);
        let plain = |ties: Vec<Arc<Tie>>, why: &dyn Fn(&Tie) -> String| -> Vec<Vec<Run>> {
            ties.iter().filter(|tie| is_concerned(tie)).map(|tie| self.weak(tie, &why(tie))).collect()
        };
        let grade = |tie: &Tie| self.document().support(tie).best.map(|best| format!("best grade {best}"));
        let n_rivals = |tie: &Tie| counted(tie.course.disputed.len(), "rival date");
        let old: Vec<_> = old.iter().filter(|(tie, _)| is_concerned(tie)).collect();
        let old = old.iter().map(|(tie, newest)| self.weak(tie, &format!("last {}", newest.in_words()))).collect();
        let parts: [(String, Vec<Vec<Run>>); 4] = [
            ("Without supporting evidence".to_owned(), plain(unsupported, &|_| String::new())),
            ("Resting on a single origin".to_owned(), plain(single_origin, &|tie| grade(tie).unwrap_or_default())),
            ("Disputed dates".to_owned(), plain(disputed, &n_rivals)),
            (format!("No evidence in {OLD_AFTER_YEARS} years"), old),
        ];
        let mut blocks = Vec::new();
        for (name, items) in parts.into_iter().filter(|(_, items)| !items.is_empty()) {
            blocks.push(part(&name, &counted(items.len(), "tie")));
            blocks.push(Block::List(items));
        }
        if !blocks.is_empty() {
            blocks.insert(0, section("Weak points", ""));
        }
        blocks
    }

    fn weak(&self, tie: &Tie, why: &str) -> Vec<Run> {
        let why = if why.is_empty() { String::new() } else { format!(", {why}") };
        vec![self.tie_run(tie), Run::quiet(format!(" {}{why}", self.between(tie)))]
    }

    /// Returns the records of the ties that the brief is about, whatever their days.
    pub(super) fn records_ever(&self) -> Vec<Arc<Tie>> {
        records(&self.ever).cloned().collect()
    }
}

/// Returns how something relates to what, in words, with the day of that: "in response to", "the drill, 2 March 2024".
pub(super) fn described(
    referents: &mut Referents<'_>,
    how: RelationKind,
    to: &crate::model::Reference,
) -> (&'static str, String) {
    let (title, on) = referents.describe(to);
    let on = on.map(|on| format!(", {}", on.in_words())).unwrap_or_default();
    (how.name(), format!("{title}{on}"))
}

/// Returns at which step a party stands: "signed by Russia".
fn step_of(step: Step, party: &str) -> String {
    match step {
        Step::InForce => format!("{} for {party}", step.name()),
        Step::Signed
        | Step::Ratified
        | Step::Extended
        | Step::PartlySuspended
        | Step::Suspended
        | Step::Withdrawn
        | Step::Superseded
        | Step::Expired => format!("{} by {party}", step.name()),
    }
}

/// Returns words with a reason behind them, if there is one.
fn reasoned(words: String, why: &str) -> String {
    if why.is_empty() { words } else { format!("{words}: {why}") }
}

/// Returns how well something is supported: "confirmed; best grade B1 (…); 10 independent origins".
pub(super) fn support_in_words(support: &Support) -> String {
    let Support { origins, best, confidence } = support;
    let Some(best) = best else { return "no supporting evidence".to_owned() };
    let origins = match origins.len() {
        1 => "1 origin".to_owned(),
        n => format!("{} independent origins", grouped(n)),
    };
    format!("{}; best grade {best} ({}); {origins}", confidence.name(), best.in_words())
}

/// Returns how well the evidence of something other than a tie supports it.
pub(super) fn support_of(document: &Document, evidence: &[Evidence]) -> String {
    support_in_words(&document.support_of(evidence))
}
