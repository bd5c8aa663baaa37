//! What the inspector works out of a record once, not in every frame: links, ledgers, ties in their order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::comparing::{Asking, Page};
use super::lanes::Pages;
use super::layout::MOST_ROWS;
use super::letters::glued;
use super::scrolling::Scrolling;
use super::words;
use crate::edit::Outcome;
use crate::model::{Assessment, Counts, Document, NationId, Presence, ScenarioId, Sign, Source, SourceId, Tie, TieId};
use crate::network::{
    Dated, Difference, Entry, Happening, Link, MixedPair, Network, NetworkTie, Referents, Reliance, Shift, Summary,
    Vantage, WeakPoints, ledger, links, mixed_pairs, recent, reliance, weak_points,
};
use crate::scene::{Target, encode};
use crate::session::{Comparison, Selection, Session, Subject};
use crate::ui::forms::Forms;

/// Changes that the overview tells of.
const LAST_CHANGES: usize = 5;

/// What was worked out last, for as long as record, day and selection stay the same.
#[derive(Debug, Default)]
pub struct Memo {
    held: Option<Held>,
    asking: Asking,
    /// The forms that are open.
    pub(super) forms: Forms,
    /// Where the reader is.
    pub(super) scrolling: Scrolling,
    /// What was compared with last.
    compared: Option<Vantage>,
    /// The scenario that was open last.
    opened: Option<ScenarioId>,
}

/// What was worked out, and of what. The record and its network are held, so that no other can take their place unseen.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    selection: Selection,
    comparison: Option<Arc<Comparison>>,
    page: Page,
    facts: Facts,
    became: Vec<Difference>,
}

/// What is worked out of a subject.
#[derive(Debug)]
pub(super) enum Facts {
    /// Of the whole record, when nothing is selected.
    Nothing(OverviewFacts),
    /// Of the open scenario, when nothing is selected.
    Scenario(ScenarioFacts),
    /// Of a comparison, when nothing is selected.
    Changes(ChangesFacts),
    /// Of several things at once.
    Several(SeveralFacts),
    /// Of a source.
    Source(SourceId, SourceFacts),
    /// Of a tie.
    Tie(TieId, TieFacts),
    /// Of a nation.
    Nation(NationId, NationFacts),
    /// Of two nations.
    Pair(NationId, NationId, PairFacts),
}

/// What is worked out of the whole record.
#[derive(Debug)]
pub(super) struct OverviewFacts {
    /// The last changes up to the day, the last first.
    pub recent: Vec<Dated>,
    /// Pairs with both positive and negative ties on the day.
    pub mixed: Vec<MixedPair>,
    /// Where the record of the day is weak.
    pub weak: WeakPoints,
    /// How much the record holds.
    pub counts: Counts,
}

/// What is worked out of the open scenario.
#[derive(Debug)]
pub(super) struct ScenarioFacts {
    /// What it comes to against the record on the day.
    pub summary: Summary,
    /// How many changes there are, and how many of them do not count: "5, 1 off".
    pub counts: String,
}

/// What is worked out of a comparison.
#[derive(Debug)]
pub(super) struct ChangesFacts {
    /// The comparison.
    pub comparison: Arc<Comparison>,
    /// How many changes of each sort there are: "7 begun · 4 ended".
    pub counts: String,
    /// Which of its differences belong to one pair.
    pub groups: Vec<Range<usize>>,
}

/// What is worked out of several things.
#[derive(Debug, Default)]
pub(super) struct SeveralFacts {
    /// The nations.
    pub nations: Vec<NationId>,
    /// The ties, by sign.
    pub ties: Vec<Arc<Tie>>,
    /// The sources.
    pub sources: Vec<Arc<Source>>,
    /// How many of the ties there are of each sign.
    pub counts: BTreeMap<Sign, usize>,
}

/// What is worked out of a source.
#[derive(Debug)]
pub(super) struct SourceFacts {
    /// What rests on it.
    pub reliance: Reliance,
    /// The ties of each instrument that rests on it.
    pub sharing: Vec<Vec<TieId>>,
}

/// What is worked out of a tie.
#[derive(Debug, Default)]
pub(super) struct TieFacts {
    /// What it relates to, beside what its own moves say of themselves.
    pub links: Vec<Link>,
    /// Its moves, earliest first.
    pub moves: Told,
    /// The other ties of its pair on the day that are asked for, by sign.
    pub also: Vec<Arc<Tie>>,
    /// Whether the pair has both positive and negative ties on the day.
    pub is_mixed: bool,
    /// The other ties that rest on its instrument.
    pub sharing: Vec<Arc<Tie>>,
}

/// What is worked out of a nation.
#[derive(Debug)]
pub(super) struct NationFacts {
    /// How many ties of the day are asked for.
    pub n_ties: usize,
    /// How many more it has on the day.
    pub n_filtered_out: usize,
    /// Those it has ties with: most ties first, then by name.
    pub partners: Vec<Partner>,
    /// Those assessments that are about it.
    pub assessments: Vec<Arc<Assessment>>,
}

/// Somebody with whom a nation has ties on the day.
#[derive(Debug)]
pub(super) struct Partner {
    /// Who it is.
    pub nation: NationId,
    /// The ties, by sign.
    pub ties: Vec<Arc<Tie>>,
    /// Whether there are both positive and negative ones.
    pub is_mixed: bool,
}

/// What is worked out of two nations.
#[derive(Debug)]
pub(super) struct PairFacts {
    /// The ties of the day that are asked for, by sign.
    pub present: Vec<Arc<Tie>>,
    /// How many more there are on the day.
    pub n_filtered_out: usize,
    /// How many of each sign there are.
    pub counts: BTreeMap<Sign, usize>,
    /// Those that have ended, the last to end first.
    pub ended: Vec<Arc<Tie>>,
    /// Those that have neither ended nor begun.
    pub other: Vec<Arc<Tie>>,
    /// Everything dated in all of them, earliest first.
    pub lanes: Pages,
}

/// A ledger, of which no more is worked out than is shown.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Its first entries, each with what it relates to.
    pub entries: Vec<(Entry, Vec<Link>)>,
    /// How many entries there are.
    pub n_entries: usize,
}

impl Memo {
    /// Returns the forms that are open.
    pub(in crate::ui) fn forms(&mut self) -> &mut Forms {
        &mut self.forms
    }

    /// Returns the page that is shown where nothing is selected; another comparison or scenario begins with its own.
    pub(super) fn page(&mut self, session: &Session) -> Page {
        let comparison = session.comparison();
        let compared = comparison.map(|comparison| comparison.with.clone());
        if compared != self.compared {
            (self.compared, self.asking.page) = (compared, Page::Changes);
        }
        let opened = session.lens().scenario.clone();
        if opened != self.opened {
            let page = if comparison.is_some() { Page::Changes } else { Page::Scenario };
            (self.opened, self.asking.page, self.asking.first_change) = (opened, page, 0);
        }
        self.asking.page.among(session)
    }

    /// Returns what there is to say of what is selected; works it out if it is not what was asked for last.
    pub(super) fn recall(&mut self, session: &Session) -> Recalled<'_> {
        let (selection, comparison) = (&session.selection, session.comparison());
        let page = self.page(session);
        let is_same = |held: &Held| {
            Arc::ptr_eq(&held.document, session.document())
                && Arc::ptr_eq(&held.network, session.network())
                && held.selection == *selection
                && held.page == page
                && same(held.comparison.as_ref(), comparison)
        };
        let held = self.held.take().filter(is_same);
        let work_out = || Held {
            document: session.document().clone(),
            network: session.network().clone(),
            facts: match (selection.subject(), comparison, page) {
                (Subject::Nothing, Some(comparison), Page::Changes) => Facts::Changes(changes_facts(comparison)),
                (Subject::Nothing, _, Page::Scenario) => {
                    scenario_facts(session).map_or_else(|| Facts::of(session, selection), Facts::Scenario)
                }
                (_, Some(_) | None, Page::Changes | Page::Scenario | Page::Overview) => Facts::of(session, selection),
            },
            became: comparison.map(|comparison| became(comparison, &selection.subject())).unwrap_or_default(),
            selection: selection.clone(),
            comparison: comparison.cloned(),
            page,
        };
        let held = self.held.insert(held.unwrap_or_else(work_out));
        Recalled { facts: &held.facts, became: &held.became, asking: &mut self.asking, scrolling: &mut self.scrolling }
    }
}

fn same(one: Option<&Arc<Comparison>>, other: Option<&Arc<Comparison>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// What there is to say, and where what a person types is kept.
#[derive(Debug)]
pub(super) struct Recalled<'a> {
    /// What there is to say of what is selected.
    pub facts: &'a Facts,
    /// What became of it in a comparison.
    pub became: &'a [Difference],
    /// What a person types.
    pub asking: &'a mut Asking,
    /// Where the reader is.
    pub scrolling: &'a mut Scrolling,
}

/// O(ties log ties + changes); `None` where no scenario is open.
fn scenario_facts(session: &Session) -> Option<ScenarioFacts> {
    let supposition = session.supposition()?;
    let summary = session.against_record()?;
    let of = |is_it: fn(&Outcome) -> bool| supposition.prospects.iter().filter(|outcome| is_it(outcome)).count();
    let n_off = of(|outcome| matches!(outcome, Outcome::Off));
    let n_failing = of(|outcome| matches!(outcome, Outcome::Fails(_)));
    let mut counts = words::grouped(supposition.scenario.hypotheses.len());
    for (n, what) in [(n_off, "off"), (n_failing, "no longer applying")] {
        if n > 0 {
            counts = format!("{counts}, {} {what}", words::grouped(n));
        }
    }
    Some(ScenarioFacts { summary, counts })
}

/// O(differences).
fn changes_facts(comparison: &Arc<Comparison>) -> ChangesFacts {
    let differences = &comparison.differences;
    let mut n_of: BTreeMap<(Shift, &'static str), usize> = BTreeMap::new();
    for difference in differences {
        let counted = encode::shift(difference.what).counted;
        let first = n_of.keys().find(|(_, words)| *words == counted).copied();
        *n_of.entry(first.unwrap_or((difference.what, counted))).or_default() += 1;
    }
    let said = |((_, words), n): (&(Shift, &str), &usize)| glued(&format!("{} {words}", words::grouped(*n)));
    let counts: Vec<String> = n_of.iter().map(said).collect();
    let counts =
        if counts.is_empty() { "Nothing differs".to_owned() } else { counts.join(&format!("{}· ", glued(" "))) };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for pair in differences.chunk_by(|one, other| one.pair == other.pair) {
        let start = groups.last().map_or(0, |group| group.end);
        groups.push(start..start + pair.len());
    }
    ChangesFacts { comparison: comparison.clone(), counts, groups }
}

/// Returns what became of what is selected. O(differences).
fn became(comparison: &Comparison, subject: &Subject) -> Vec<Difference> {
    let concerns = |difference: &&Difference| {
        let (a, b) = &difference.pair;
        match subject {
            Subject::Tie(id) => difference.tie.as_ref().is_some_and(|tie| tie.id == *id),
            Subject::Pair(one, other) => (a, b) == (one, other) || (b, a) == (one, other),
            Subject::Nation(id) => a == id || b == id,
            Subject::Nothing | Subject::Several | Subject::Source(_) => false,
        }
    };
    comparison.differences.iter().filter(concerns).cloned().collect()
}

impl Facts {
    fn of(session: &Session, selection: &Selection) -> Self {
        let (document, network) = (session.document(), session.network());
        match selection.subject() {
            Subject::Nothing => Self::Nothing(OverviewFacts {
                recent: last_changes(session),
                mixed: mixed_pairs(network),
                weak: weak_points(network),
                counts: document.counts(),
            }),
            Subject::Several => Self::Several(several_facts(document, selection)),
            Subject::Source(id) => {
                let facts = source_facts(document, &id);
                Self::Source(id, facts)
            }
            Subject::Tie(id) => {
                let facts = tie_facts(document, network, &id);
                Self::Tie(id, facts)
            }
            Subject::Nation(id) => {
                let facts = nation_facts(session, &id);
                Self::Nation(id, facts)
            }
            Subject::Pair(a, b) => {
                let facts = pair_facts(session, &a, &b);
                Self::Pair(a, b, facts)
            }
        }
    }
}

impl Told {
    fn of(document: &Document, entries: Vec<Entry>) -> Self {
        let n_entries = entries.len();
        let mut referents = Referents::of(document);
        let with_links = |entry: Entry| {
            let links = entry.relates().iter();
            let links = links.map(|relation| referents.link(relation.relation.name(), &relation.to)).collect();
            (entry, links)
        };
        Self { entries: entries.into_iter().take(MOST_ROWS).map(with_links).collect(), n_entries }
    }
}

/// Returns the last changes up to the day, of what is asked for. O(ties × evidence) under a filter.
fn last_changes(session: &Session) -> Vec<Dated> {
    let (document, as_of) = (session.document(), session.as_of());
    if session.lens().filter.is_empty() {
        return recent(document, as_of, LAST_CHANGES);
    }
    // Of all days, since what ended is not in the network of this one.
    let asked = session.whole_network();
    let mut changes = recent(document, as_of, usize::MAX);
    changes.retain(|change| asked.tie(&change.tie.id).is_some());
    changes.truncate(LAST_CHANGES);
    changes
}

/// O(things selected), sorted.
fn several_facts(document: &Document, selection: &Selection) -> SeveralFacts {
    let mut facts = SeveralFacts::default();
    let mut ties = Vec::new();
    for target in selection.targets() {
        match target {
            Target::Nation(id) => facts.nations.push(id.clone()),
            Target::Tie(id) => ties.extend(document.ties.get(id).cloned()),
            Target::Source(id) => facts.sources.extend(document.sources.get(id).cloned()),
            // A selection holds neither.
            Target::Pair(..) | Target::Class(_) => {}
        }
    }
    facts.counts = counts(ties.iter().map(|tie| sign(document, tie)));
    facts.ties = by_sign(document, ties);
    facts
}

/// O(evidence), and O(ties log instruments that rest on it).
fn source_facts(document: &Document, id: &SourceId) -> SourceFacts {
    let reliance = reliance(document, id);
    let mut sharing: BTreeMap<_, Vec<TieId>> = BTreeMap::new();
    for instrument in &reliance.instruments {
        sharing.insert(&instrument.id, Vec::new());
    }
    for tie in document.ties.values() {
        let of_instrument = tie.about.instrument.as_ref().and_then(|instrument| sharing.get_mut(instrument));
        of_instrument.into_iter().for_each(|ties| ties.push(tie.id.clone()));
    }
    let sharing = reliance.instruments.iter().map(|it| sharing.get(&it.id).cloned().unwrap_or_default()).collect();
    SourceFacts { reliance, sharing }
}

/// O(ties) and what is dated in the tie.
fn tie_facts(document: &Document, network: &Network, id: &TieId) -> TieFacts {
    let Some(tie) = document.ties.get(id) else { return TieFacts::default() };
    // What its own moves answer stands in the ledger already.
    let relations = tie.course.exchanges.iter().flat_map(|exchange| &exchange.relates);
    let told: BTreeSet<_> = relations.map(|relation| (relation.relation.name(), &relation.to)).collect();
    let mut links = links(document, tie);
    links.retain(|link| !told.contains(&(link.words, &link.to)));
    let mut moves = ledger([tie]);
    moves.retain(|entry| matches!(entry.what, Happening::Exchange(_)));
    let (a, b) = &tie.between;
    let between = asked_for(network.ties_between(a, b));
    let counts = counts(between.iter().map(|resolved| resolved.kind.sign));
    let also = between.iter().map(|resolved| &resolved.tie).filter(|other| other.id != *id).cloned().collect();
    let is_sharing = |other: &&Arc<Tie>| {
        tie.about.instrument.is_some() && other.about.instrument == tie.about.instrument && other.id != *id
    };
    TieFacts {
        links,
        moves: Told::of(document, moves),
        also: by_sign(document, also),
        is_mixed: is_mixed(&counts),
        sharing: document.ties.values().filter(is_sharing).cloned().collect(),
    }
}

/// O(ties of the nation), sorted.
fn nation_facts(session: &Session, id: &NationId) -> NationFacts {
    let (document, network) = (session.document(), session.network());
    let resolved = asked_for(network.ties_of(id));
    let n_filtered_out = session.day().ties_of(id).len() - resolved.len();
    let mut by_partner: BTreeMap<&NationId, Vec<Arc<Tie>>> = BTreeMap::new();
    for tie in resolved.iter().map(|resolved| &resolved.tie) {
        if let Some(partner) = tie.other(id) {
            by_partner.entry(partner).or_default().push(tie.clone());
        }
    }
    let partner = |(nation, ties): (&NationId, Vec<Arc<Tie>>)| {
        let is_mixed = is_mixed(&counts(ties.iter().map(|tie| sign(document, tie))));
        Partner { nation: nation.clone(), ties: by_sign(document, ties), is_mixed }
    };
    let mut partners: Vec<Partner> = by_partner.into_iter().map(partner).collect();
    partners
        .sort_by_cached_key(|partner| (Reverse(partner.ties.len()), document.nation_name(&partner.nation).to_owned()));
    let assessments = document.assessments.values().filter(|assessment| assessment.nations.contains(id));
    let assessments = assessments.cloned().collect();
    NationFacts { n_ties: resolved.len(), n_filtered_out, partners, assessments }
}

/// O(ties), and what is dated between the two, sorted.
fn pair_facts(session: &Session, a: &NationId, b: &NationId) -> PairFacts {
    let (document, network) = (session.document(), session.network());
    let resolved = asked_for(network.ties_between(a, b));
    let present: Vec<Arc<Tie>> = resolved.iter().map(|resolved| resolved.tie.clone()).collect();
    let n_on_day = session.day().ties_between(a, b).len();
    let on_record: Vec<&Arc<Tie>> = document.ties.values().filter(|tie| tie.concerns(a) && tie.concerns(b)).collect();
    // By the span and not by the network, from which a filter may have removed what exists.
    let is_absent = |tie: &&&Arc<Tie>| tie.span.presence_on(network.as_of()) == Presence::Absent;
    let absent = on_record.iter().filter(is_absent).map(|tie| (*tie).clone());
    let (mut ended, other): (Vec<_>, Vec<_>) = absent.partition(|tie| tie.span.has_ended_by(network.as_of()));
    ended.sort_by_cached_key(|tie| (Reverse(tie.span.latest_end()), tie.id.clone()));
    PairFacts {
        counts: counts(present.iter().map(|tie| sign(document, tie))),
        n_filtered_out: n_on_day - present.len(),
        present: by_sign(document, present),
        ended,
        other,
        lanes: Pages::of(document, ledger(on_record), [a, b], session.as_of()),
    }
}

/// Keeps the ties that a filter asks for: what is dimmed on the canvas and what is removed from it are told of alike.
fn asked_for(mut ties: Vec<&NetworkTie>) -> Vec<&NetworkTie> {
    ties.retain(|tie| tie.is_asked_for);
    ties
}

impl PairFacts {
    /// Whether there are both positive and negative ties on the day.
    pub fn is_mixed(&self) -> bool {
        is_mixed(&self.counts)
    }
}

fn counts(signs: impl Iterator<Item = Sign>) -> BTreeMap<Sign, usize> {
    let mut counts = BTreeMap::new();
    signs.for_each(|sign| *counts.entry(sign).or_default() += 1);
    counts
}

fn is_mixed(counts: &BTreeMap<Sign, usize>) -> bool {
    counts.contains_key(&Sign::Positive) && counts.contains_key(&Sign::Negative)
}

/// Returns ties in the order of their signs, then of their beginnings.
fn by_sign(document: &Document, mut ties: Vec<Arc<Tie>>) -> Vec<Arc<Tie>> {
    ties.sort_by_cached_key(|tie| (sign(document, tie), tie.span.earliest_begin(), tie.id.clone()));
    ties
}

/// Returns the sign of a tie; neutral for one without a kind, which a sound record never has.
pub(super) fn sign(document: &Document, tie: &Tie) -> Sign {
    document.kinds.get(&tie.kind).map_or(Sign::Neutral, |kind| kind.sign)
}
