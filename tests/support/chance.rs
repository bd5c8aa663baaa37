//! Sound records of which every field is left to chance, for tests within the crate and beside it: whoever includes this
//! file brings `kit`, `model` and `edit` along.

#![allow(dead_code, reason = "each test uses what it needs of it")]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::edit::{Change, Edit, apply, between, removal};
use super::kit::{Point, Rng};
use super::model::{
    About, Assessment, AssessmentId, Basis, Cameo, Class, Course, Credibility, Direction, Dispute, DisputedDate,
    Document, Driver, EdtfDate, Entry, EntryId, Event, Evidence, Exchange, Genre, Grade, Instrument, InstrumentId,
    Kind, KindId, Level, Manifest, Milestone, NameStyle, Names, Nation, NationId, PartId, Position, Reference,
    Relation, RelationKind, Reliability, Response, ScenarioId, Seat, Share, Sign, Source, SourceId, Span, Standing,
    Step, Tie, TieId, Weight,
};

#[path = "chance_scenarios.rs"]
mod scenarios;

/// Texts that are hard to write.
const TEXTS: [&str; 14] = [
    "plain",
    "with \"quotes\" and \\",
    "two\nlines\r\nand a third\n",
    "북한 and é, e\u{301}",
    "tab\tand \u{202E}turn",
    "// no /* comment */",
    "r#\"raw\"#",
    "\"#",
    "\\u{41} \\n",
    "\u{0}\u{1b}[31m\u{feff}\u{200b}",
    "it's (a: [1, {\"b\": 2}])",
    "👨\u{200D}👩",
    "  spaces  ",
    "-0.0",
];
const DATES: [&str; 9] =
    ["2024", "2024-02", "2024-02-29", "1961~", "2024-02-29?", "0476%", "2023-12", "2024-02-29", "2024-03-01"];
const SPANS: [&str; 7] = ["1961", "2024-12-04/..", "2024/", "/2024", "../..", "2018-03/2019~", "2024-06-09/2025-06-11"];
const NUMBERS: [f64; 7] = [-0.0, 0.0, 12.5, 50.0, 1e-300, 33.333_333_333_333_336, 0.1];

/// Makes things of chance.
pub struct Chance {
    rng: Rng,
}

impl Chance {
    /// Returns what makes the same things for the same seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed) }
    }

    /// Returns a number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.rng.below(n)
    }

    /// Returns one of several.
    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// Returns one of several, or nothing where there are none or chance has it so.
    pub fn maybe<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty() && self.below(2) == 0).then(|| self.pick(all))
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self, usize) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|idx| make(self, idx)).collect()
    }

    /// Returns a text that says something.
    pub fn text(&mut self) -> String {
        let (text, n) = (self.pick(&TEXTS), self.below(100));
        if self.below(2) == 0 { text.to_owned() } else { format!("{text}{n}") }
    }

    fn or_empty(&mut self) -> String {
        self.some(Self::text).unwrap_or_default()
    }

    fn date(&mut self) -> EdtfDate {
        EdtfDate::parse(self.pick(&DATES)).expect("a date")
    }

    fn span(&mut self) -> Span {
        Span::parse(self.pick(&SPANS)).expect("a span")
    }

    fn subset<T: Clone>(&mut self, all: &[T], one_in: usize) -> Vec<T> {
        all.iter().filter(|_| self.below(one_in) == 0).cloned().collect()
    }

    /// Returns a document whose records name each other.
    pub fn document(&mut self) -> Document {
        let name = |prefix: &str, idx: usize| format!("{prefix}-{}.{idx}_é북", ["a", "B", "7"][idx % 3]);
        let mut document = Document::empty(self.manifest(&[]));
        let nations: Vec<NationId> = (0..3 + self.below(3)).map(|idx| NationId::new(&name("n", idx))).collect();
        let ties: Vec<TieId> = (0..2 + self.below(6)).map(|idx| TieId::new(&name("t", idx))).collect();
        // The ids come first, so that each record can name any other.
        for id in &nations {
            document.put(Entry::Nation(Arc::new(self.nation(id, &document))));
        }
        for idx in 0..2 + self.below(4) {
            document.put(Entry::Source(Arc::new(self.source(&SourceId::new(&name("s", idx))))));
        }
        for idx in 0..1 + self.below(3) {
            document.put(Entry::Kind(Arc::new(self.kind(&KindId::new(&name("k", idx))))));
        }
        for idx in 0..self.below(3) {
            let id = InstrumentId::new(&name("i", idx));
            document.put(Entry::Instrument(Arc::new(self.instrument(&id, &document))));
        }
        for _ in 0..2 {
            for id in &ties {
                document.put(Entry::Tie(Arc::new(self.tie(id, &document))));
            }
            for id in &nations {
                document.put(Entry::Nation(Arc::new(self.nation(id, &document))));
            }
            for id in &ties {
                let mut tie = (**document.ties.get(id).expect("a tie")).clone();
                Self::prune(&mut tie, &document);
                document.put(Entry::Tie(Arc::new(tie)));
            }
        }
        for idx in 0..self.below(3) {
            let id = AssessmentId::new(&name("a", idx));
            document.put(Entry::Assessment(Arc::new(self.assessment(&id, &document))));
        }
        for id in self.subset(&nations, 2) {
            document.put(Entry::Position(id, self.position()));
        }
        document.put(Entry::Manifest(Arc::new(self.manifest(&nations))));
        document
    }

    fn prune(tie: &mut Tie, document: &Document) {
        let is_there = |relation: &Relation| document.has(&relation.to);
        tie.relates.retain(is_there);
        tie.course.milestones.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
        tie.course.exchanges.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
    }

    /// Returns a record of the same sort and id, every other field of which is left to chance.
    pub fn another(&mut self, document: &Document, id: &EntryId) -> Entry {
        let nations: Vec<NationId> = document.nations.keys().cloned().collect();
        match id {
            EntryId::Manifest => Entry::Manifest(Arc::new(self.manifest(&nations))),
            EntryId::Kind(id) => Entry::Kind(Arc::new(self.kind(id))),
            EntryId::Nation(id) => Entry::Nation(Arc::new(self.nation(id, document))),
            EntryId::Source(id) => Entry::Source(Arc::new(self.source(id))),
            EntryId::Instrument(id) => Entry::Instrument(Arc::new(self.instrument(id, document))),
            EntryId::Tie(id) => Entry::Tie(Arc::new(self.tie(id, document))),
            EntryId::Assessment(id) => Entry::Assessment(Arc::new(self.assessment(id, document))),
            EntryId::Position(id) => Entry::Position(id.clone(), self.position()),
            EntryId::Scenario(id) => Entry::Scenario(Arc::new(self.scenario(id, document))),
        }
    }

    fn manifest(&mut self, nations: &[NationId]) -> Manifest {
        Manifest {
            id: "of-chance".to_owned(),
            title: self.text(),
            summary: self.or_empty(),
            as_of: self.date().earliest(),
            focus: self.subset(nations, 2),
            authors: self.list(2, |chance, _| chance.text()),
            license: self.or_empty(),
            name_style: self.pick(&[NameStyle::Short, NameStyle::Official, NameStyle::Native]),
        }
    }

    fn kind(&mut self, id: &KindId) -> Kind {
        Kind {
            id: id.clone(),
            name: self.text(),
            sign: self.pick(&Sign::ALL),
            category: self.pick(&["security", "trade", "북-1"]).to_owned(),
            direction: self.pick(&[Direction::Mutual, Direction::Directed]),
            term: self.or_empty(),
            summary: self.or_empty(),
        }
    }

    fn source(&mut self, id: &SourceId) -> Source {
        let urls = ["https://example.org/a?b=c#d", "http://xn--e1afmkfd.example/북한"].map(str::to_owned);
        Source {
            id: id.clone(),
            title: self.text(),
            publisher: self.text(),
            author: self.some(Self::text),
            published: self.date(),
            url: self.maybe(&urls),
            archived: self.maybe(&urls),
            language: self.some(Self::or_empty),
            genre: self.pick(&[Genre::Instrument, Genre::Official, Genre::News, Genre::Analysis, Genre::Reference]),
        }
    }

    fn evidence(&mut self, document: &Document, most: usize) -> Vec<Evidence> {
        let sources: Vec<SourceId> = document.sources.keys().cloned().collect();
        if sources.is_empty() {
            return Vec::new();
        }
        self.list(most, |chance, _| {
            let idx = chance.below(sources.len());
            Evidence {
                source: sources[idx].clone(),
                claim: chance.text(),
                quote: chance.some(Self::or_empty),
                locator: chance.some(Self::text),
                grade: Grade {
                    reliability: chance.pick(&Reliability::ALL),
                    credibility: chance.pick(&Credibility::ALL),
                },
                standing: chance.pick(&Standing::ALL),
                by: chance.some(Self::text),
                reported: chance.date(),
                // Only what comes before, so that nothing repeats itself in a circle.
                origin: chance.maybe(&sources[..idx]),
            }
        })
    }

    fn nation(&mut self, id: &NationId, document: &Document) -> Nation {
        let ties: Vec<TieId> = document.ties.keys().cloned().collect();
        let mut events = self.list(4, |chance, idx| Event {
            id: chance.some(|_| PartId::new(&format!("event-{idx}"))),
            on: chance.date(),
            title: chance.text(),
            summary: chance.or_empty(),
            evidence: chance.evidence(document, 2),
        });
        events.sort_by_key(|event| event.on.earliest());
        Nation {
            id: id.clone(),
            class: self.pick(&[Class::State, Class::Organization]),
            names: Names {
                short: self.text(),
                official: self.some(Self::or_empty),
                native: self.list(2, |chance, idx| (format!("ko-{idx}"), chance.text())),
                aliases: self.list(20, |chance, _| chance.text()),
            },
            cow: self.some(|chance| chance.below(1000) as u16),
            seat: self.some(|chance| Seat {
                city: chance.text(),
                latitude: chance.pick(&NUMBERS),
                longitude: chance.pick(&NUMBERS),
            }),
            events,
            drivers: self.list(2, |chance, idx| Driver {
                id: PartId::new(&format!("driver-{idx}")),
                title: chance.text(),
                summary: chance.or_empty(),
                basis: chance.pick(&[Basis::Stated, Basis::Inferred]),
                by: chance.text(),
                explains: chance.subset(&ties, 3),
                evidence: chance.evidence(document, 2),
            }),
        }
    }

    fn instrument(&mut self, id: &InstrumentId, document: &Document) -> Instrument {
        let nations: Vec<NationId> = document.nations.keys().cloned().collect();
        Instrument {
            id: id.clone(),
            title: self.text(),
            span: self.span(),
            summary: self.or_empty(),
            signatories: self.list(3, |chance, _| (chance.pick(&nations), chance.some(Self::text))),
            not_signed_by: self.subset(&nations, 3),
            evidence: self.evidence(document, 3),
        }
    }

    fn assessment(&mut self, id: &AssessmentId, document: &Document) -> Assessment {
        let nations: Vec<NationId> = document.nations.keys().cloned().collect();
        let ties: Vec<TieId> = document.ties.keys().cloned().collect();
        Assessment {
            id: id.clone(),
            title: self.text(),
            question: self.or_empty(),
            author: self.text(),
            method: self.some(Self::or_empty),
            made: self.date(),
            nations: self.subset(&nations, 2),
            ties: self.subset(&ties, 2),
            shares: self.list(3, |chance, _| Share {
                label: chance.text(),
                percent: chance.pick(&NUMBERS),
                nations: chance.subset(&nations, 3),
            }),
            evidence: self.evidence(document, 3),
        }
    }

    fn position(&mut self) -> Position {
        let at = Point::new(-1e5 * self.pick(&NUMBERS) / 7.0, self.pick(&NUMBERS));
        Position { at, is_pinned: self.below(2) == 0 }
    }

    fn tie(&mut self, id: &TieId, document: &Document) -> Tie {
        let mut nations: Vec<NationId> = document.nations.keys().cloned().collect();
        let kinds: Vec<KindId> = document.kinds.keys().cloned().collect();
        let instruments: Vec<InstrumentId> = document.instruments.keys().cloned().collect();
        let first = nations.remove(self.below(nations.len()));
        let between = (first, self.pick(&nations));
        let parties = [between.0.clone(), between.1.clone()];
        let evidence = self.evidence(document, 4);
        let own: BTreeSet<SourceId> = evidence.iter().map(|item| item.source.clone()).collect();
        let own: Vec<SourceId> = own.into_iter().collect();
        let levels = self.list(3, |chance, _| Level {
            from: chance.date(),
            weight: 1 + chance.below(5) as u8,
            why: chance.or_empty(),
        });
        let mut milestones = self.list(4, |chance, idx| {
            Arc::new(Milestone {
                id: chance.some(|_| PartId::new(&format!("m{idx}"))),
                on: chance.date(),
                step: chance.pick(&Step::ALL),
                by: chance.maybe(&parties),
                title: chance.or_empty(),
                sources: chance.subset(&own, 2),
                relates: chance.relations(document, &own),
            })
        });
        let mut exchanges = self.list(4, |chance, idx| Arc::new(chance.exchange(idx, document, &parties, &own)));
        milestones.sort_by_key(|it| it.on.latest());
        exchanges.sort_by_key(|it| it.on.latest());
        let parts = milestones.iter().filter_map(|it| it.id.clone());
        let parts: Vec<PartId> = parts.chain(exchanges.iter().filter_map(|it| it.id.clone())).collect();
        let sources: Vec<SourceId> = document.sources.keys().cloned().collect();
        let disputed = self.list(2, |chance, _| Dispute {
            what: match (chance.below(4), chance.maybe(&parts)) {
                (0, _) => DisputedDate::Begins,
                (1, _) => DisputedDate::Ends,
                (2, Some(part)) => DisputedDate::Part(part),
                (_, _) => DisputedDate::Step(chance.pick(&Step::ALL)),
            },
            on: chance.date(),
            source: chance.pick(&sources),
            note: chance.or_empty(),
        });
        Tie {
            id: id.clone(),
            kind: self.pick(&kinds),
            between,
            span: self.span(),
            weight: Weight::new(1 + self.below(5) as u8, self.or_empty(), levels).expect("a weight"),
            about: About {
                title: self.text(),
                summary: self.or_empty(),
                instrument: self.maybe(&instruments),
                dependent: self.maybe(&parties),
            },
            course: Course { milestones, exchanges, disputed },
            relates: self.relations(document, &own),
            evidence,
        }
    }

    fn exchange(&mut self, idx: usize, document: &Document, parties: &[NationId], own: &[SourceId]) -> Exchange {
        let responses =
            [Response::Accepted, Response::Rejected, Response::Ignored, Response::Collapsed, Response::Pending];
        let move_of =
            |code: &str, root: &str, goldstein| Cameo { code: code.to_owned(), root: root.to_owned(), goldstein };
        let codes = [move_of("190", "Fight", -10.0), move_of("072", "Aid", 8.3)];
        Exchange {
            id: self.some(|_| PartId::new(&format!("x{idx}"))),
            on: self.date(),
            by: self.pick(parties),
            approach: self.text(),
            strategy: self.or_empty(),
            response: self.maybe(&responses),
            reply: self.or_empty(),
            cameo: self.maybe(&codes),
            sources: self.subset(own, 2),
            relates: self.relations(document, own),
        }
    }

    fn relations(&mut self, document: &Document, own: &[SourceId]) -> Vec<Relation> {
        let mut there: Vec<Reference> = document.ties.keys().cloned().map(Reference::Tie).collect();
        for tie in document.ties.values() {
            let parts = tie.course.milestones.iter().filter_map(|it| it.id.clone());
            let parts = parts.chain(tie.course.exchanges.iter().filter_map(|it| it.id.clone()));
            there.extend(parts.map(|part| Reference::TiePart(tie.id.clone(), part)));
        }
        for nation in document.nations.values() {
            let parts = nation.events.iter().filter_map(|it| it.id.clone());
            there.extend(parts.map(|part| Reference::Event(nation.id.clone(), part)));
        }
        if there.is_empty() {
            return Vec::new();
        }
        self.list(2, |chance, _| Relation {
            to: chance.pick(&there),
            relation: chance.pick(&[RelationKind::InResponseTo, RelationKind::Enables, RelationKind::Supersedes]),
            sources: chance.subset(own, 3),
        })
    }

    /// Returns the document after a sound edit of chance: a record is changed a little or a lot, added or deleted.
    pub fn edited(&mut self, document: &Document) -> Document {
        if document.nations.len() < 2 || document.sources.is_empty() || document.kinds.is_empty() {
            // There is too little to make records of.
            return document.clone();
        }
        for _ in 0..50 {
            let changes = self.changes(document);
            if let Ok(edited) = apply(document, &Edit::named("by chance", changes)) {
                return edited;
            }
        }
        document.clone()
    }

    fn changes(&mut self, document: &Document) -> Vec<Change> {
        let nothing = Document::empty((*document.manifest).clone());
        let mut ids: Vec<EntryId> = between(&nothing, document).iter().map(|change| change.id().clone()).collect();
        ids.push(EntryId::Manifest);
        let id = self.pick(&ids);
        match self.below(8) {
            0 => removal(document, &[id]),
            1 => {
                let n = self.below(1_000_000);
                let nations: Vec<NationId> = document.nations.keys().cloned().collect();
                let id = match &id {
                    EntryId::Manifest => EntryId::Manifest,
                    EntryId::Kind(_) => EntryId::Kind(KindId::new(&format!("new-{n}"))),
                    EntryId::Nation(_) => EntryId::Nation(NationId::new(&format!("NEW-{n}"))),
                    EntryId::Source(_) => EntryId::Source(SourceId::new(&format!("new-{n}"))),
                    EntryId::Instrument(_) => EntryId::Instrument(InstrumentId::new(&format!("new-{n}"))),
                    EntryId::Tie(_) => EntryId::Tie(TieId::new(&format!("new-{n}"))),
                    EntryId::Assessment(_) => EntryId::Assessment(AssessmentId::new(&format!("new-{n}"))),
                    EntryId::Position(_) => EntryId::Position(self.pick(&nations)),
                    EntryId::Scenario(_) => EntryId::Scenario(ScenarioId::new(&format!("new-{n}"))),
                };
                vec![Change::put(document, self.another(document, &id))]
            }
            _ => {
                let Some(old) = document.entry(&id) else { return Vec::new() };
                let new = self.another(document, &id);
                vec![Change::put(document, self.mixed(&old, new))]
            }
        }
    }

    /// Returns a record that is as the old one in most.
    fn mixed(&mut self, old: &Entry, new: Entry) -> Entry {
        match (old, new) {
            (Entry::Tie(old), Entry::Tie(new)) => Entry::Tie(Arc::new(self.mixed_tie(old, &new))),
            (Entry::Nation(old), Entry::Nation(new)) => {
                let mut nation = (**old).clone();
                self.put(&mut nation.class, &new.class);
                self.put(&mut nation.cow, &new.cow);
                self.put(&mut nation.seat, &new.seat);
                self.put(&mut nation.names.short, &new.names.short);
                self.put(&mut nation.names.official, &new.names.official);
                self.mix(&mut nation.names.native, &new.names.native);
                self.mix(&mut nation.names.aliases, &new.names.aliases);
                self.mix(&mut nation.events, &new.events);
                for event in &mut nation.events {
                    self.mix(&mut event.evidence, &new.drivers.first().map_or(Vec::new(), |it| it.evidence.clone()));
                }
                self.mix(&mut nation.drivers, &new.drivers);
                nation.events.sort_by_key(|event| event.on.earliest());
                Entry::Nation(Arc::new(nation))
            }
            (Entry::Source(old), Entry::Source(new)) => {
                let mut source = (**old).clone();
                self.put(&mut source.title, &new.title);
                self.put(&mut source.author, &new.author);
                self.put(&mut source.url, &new.url);
                self.put(&mut source.genre, &new.genre);
                Entry::Source(Arc::new(source))
            }
            (Entry::Kind(old), Entry::Kind(new)) => {
                let mut kind = (**old).clone();
                self.put(&mut kind.name, &new.name);
                self.put(&mut kind.direction, &new.direction);
                self.put(&mut kind.term, &new.term);
                Entry::Kind(Arc::new(kind))
            }
            (Entry::Instrument(old), Entry::Instrument(new)) => {
                let mut instrument = (**old).clone();
                self.put(&mut instrument.span, &new.span);
                self.mix(&mut instrument.signatories, &new.signatories);
                self.mix(&mut instrument.not_signed_by, &new.not_signed_by);
                self.mix(&mut instrument.evidence, &new.evidence);
                Entry::Instrument(Arc::new(instrument))
            }
            (Entry::Assessment(old), Entry::Assessment(new)) => {
                let mut assessment = (**old).clone();
                self.put(&mut assessment.made, &new.made);
                self.mix(&mut assessment.ties, &new.ties);
                self.mix(&mut assessment.shares, &new.shares);
                self.mix(&mut assessment.evidence, &new.evidence);
                Entry::Assessment(Arc::new(assessment))
            }
            (Entry::Manifest(old), Entry::Manifest(new)) => {
                let mut manifest = (**old).clone();
                self.put(&mut manifest.title, &new.title);
                self.put(&mut manifest.license, &new.license);
                self.put(&mut manifest.name_style, &new.name_style);
                self.mix(&mut manifest.focus, &new.focus);
                Entry::Manifest(Arc::new(manifest))
            }
            (Entry::Scenario(old), Entry::Scenario(new)) => Entry::Scenario(Arc::new(self.mixed_scenario(old, &new))),
            (_, new) => new,
        }
    }

    fn mixed_tie(&mut self, old: &Tie, new: &Tie) -> Tie {
        let mut tie = old.clone();
        self.put(&mut tie.kind, &new.kind);
        self.put(&mut tie.span, &new.span);
        self.put(&mut tie.about.title, &new.about.title);
        self.put(&mut tie.about.summary, &new.about.summary);
        self.put(&mut tie.about.instrument, &new.about.instrument);
        self.mix(&mut tie.course.disputed, &new.course.disputed);
        self.mix(&mut tie.evidence, &new.evidence);
        let mut levels = tie.weight.levels().to_vec();
        self.mix(&mut levels, new.weight.levels());
        let (mut base, mut why) = (tie.weight.base(), tie.weight.why().to_owned());
        self.put(&mut base, &new.weight.base());
        self.put(&mut why, &new.weight.why().to_owned());
        tie.weight = Weight::new(base, why, levels).expect("a weight");
        // What is named must be there, and parts belong to their own tie.
        let own: BTreeSet<SourceId> = tie.evidence.iter().map(|item| item.source.clone()).collect();
        let parties = [tie.between.0.clone(), tie.between.1.clone()];
        let mut milestones = new.course.milestones.clone();
        for (idx, milestone) in milestones.iter_mut().enumerate() {
            let milestone = Arc::make_mut(milestone);
            milestone.id = milestone.id.as_ref().map(|_| PartId::new(&format!("new-m{idx}")));
            milestone.by = self.maybe(&parties);
        }
        let mut exchanges = new.course.exchanges.clone();
        for (idx, exchange) in exchanges.iter_mut().enumerate() {
            let exchange = Arc::make_mut(exchange);
            exchange.id = exchange.id.as_ref().map(|_| PartId::new(&format!("new-x{idx}")));
            exchange.by = self.pick(&parties);
        }
        self.mix(&mut tie.course.milestones, &milestones);
        self.mix(&mut tie.course.exchanges, &exchanges);
        for milestone in &mut tie.course.milestones {
            let milestone = Arc::make_mut(milestone);
            let on = self.date();
            self.put(&mut milestone.on, &on);
            self.put(&mut milestone.title, &new.about.summary);
            milestone.sources.retain(|id| own.contains(id));
            milestone.relates.iter_mut().for_each(|it| it.sources.retain(|id| own.contains(id)));
        }
        for exchange in &mut tie.course.exchanges {
            let exchange = Arc::make_mut(exchange);
            self.put(&mut exchange.strategy, &new.about.summary);
            exchange.sources.retain(|id| own.contains(id));
            self.mix(&mut exchange.relates, &new.relates);
            exchange.relates.iter_mut().for_each(|it| it.sources.retain(|id| own.contains(id)));
        }
        self.mix(&mut tie.relates, &new.relates);
        tie.relates.iter_mut().for_each(|it| it.sources.retain(|id| own.contains(id)));
        tie.course.milestones.sort_by_key(|it| it.on.latest());
        tie.course.exchanges.sort_by_key(|it| it.on.latest());
        tie
    }

    fn put<T: Clone>(&mut self, old: &mut T, new: &T) {
        if self.below(6) == 0 {
            old.clone_from(new);
        }
    }

    /// Takes items out of a list now and then, puts others into it, and rarely changes its order.
    fn mix<T: Clone>(&mut self, old: &mut Vec<T>, new: &[T]) {
        if self.below(3) > 0 {
            return;
        }
        old.retain(|_| self.below(6) > 0);
        for item in new {
            if self.below(3) == 0 {
                let at = self.below(old.len() + 1);
                old.insert(at, item.clone());
            }
        }
        if old.len() > 1 && self.below(6) == 0 {
            let (a, b) = (self.below(old.len()), self.below(old.len()));
            old.swap(a, b);
        }
    }
}
