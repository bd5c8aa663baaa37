//! Turns a document, a day and a filter into the network of that day: ties that exist, resolved to what they are on it.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use petgraph::graph::{EdgeReference, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef as _;

use super::filter::{Around, Filter, Hiding};
use super::roster::{Cast, Enrolled, Roster, TieBasis};
use super::sieve::{Sieve, Traits};
use crate::model::{Direction, Document, Nation, NationId, Presence, Sign, State, Status, TieId};

/// The network of a day: read-only and fully resolved. Nations and ties are sorted by id.
#[derive(Debug, Clone)]
pub struct Network {
    as_of: Date,
    cast: Arc<Cast>,
    ties: Vec<NetworkTie>,
    /// Whether a filter has been asked.
    is_filtered: bool,
    /// How many ties exist on the day, asked for or not.
    n_on_day: usize,
    /// Node `i` is `nations[i]`, edge weight `i` is `ties[i]`; nothing is ever removed from it.
    graph: UnGraph<(), usize>,
}

/// A tie as it stands on the day of its network.
///
/// It points to what no day changes, and is read as if it held that.
#[derive(Debug, Clone)]
pub struct NetworkTie {
    /// All ties of the roster that it was drawn from: one counter for all of them, since forty thousand ties that lie apart
    /// and are counted each by itself cost a step through time more than everything else.
    cast: Arc<Cast>,
    /// Its place there.
    enrolled_idx: usize,
    /// What filters ask of it.
    pub(super) traits: Traits,
    /// What the day makes of it.
    pub as_of_day: AsOf,
    /// Whether the filter asks for it; what it does not ask for is here only where that is dimmed.
    pub is_asked_for: bool,
}

impl Deref for NetworkTie {
    type Target = Enrolled;

    fn deref(&self) -> &Enrolled {
        &self.cast.ties[self.enrolled_idx]
    }
}

/// What a day makes of a tie.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    /// Whether it exists for sure; never absent.
    pub presence: Presence,
    /// Where its formal life has come to, for ties that have one.
    pub status: Option<Status>,
    /// How much it matters, 1 to 5.
    pub weight: u8,
}

impl Network {
    /// Returns the network of the ties that exist on `as_of`, among all nations. O(ties × evidence).
    pub fn of(document: &Document, as_of: Date) -> Self {
        Roster::of(document).on(as_of)
    }

    /// Returns the network of every tie on record, whatever its span, with weights and status as of the atlas's date.
    ///
    /// Layouts are made from it, so that positions do not depend on the day looked at.
    pub fn whole(document: &Document) -> Self {
        Roster::of(document).whole()
    }

    /// Returns the network with what a filter does not ask for marked or left away. O(ties × evidence).
    pub fn under(self, filter: &Filter, hiding: Hiding) -> Self {
        let mut network = self;
        if filter.is_empty() {
            return network;
        }
        network.is_filtered = true;
        let sieve = Sieve::of(filter, &network.cast);
        for tie in &mut network.ties {
            tie.is_asked_for = sieve.lets_through(tie);
        }
        if let Some(around) = &filter.around {
            let near = network.within(around);
            for tie in &mut network.ties {
                tie.is_asked_for &= tie.traits.nations().iter().all(|nation_idx| near[*nation_idx]);
            }
        }
        match hiding {
            Hiding::Dim => network,
            Hiding::Remove => {
                network.ties.retain(|tie| tie.is_asked_for);
                let n_on_day = network.n_on_day;
                Self { is_filtered: true, n_on_day, ..Self::assemble(network.as_of, network.cast, network.ties) }
            }
        }
    }

    /// Returns the network with only those of its ties that hold to something, and with all nations. O(ties).
    pub fn only(&self, is_kept: impl Fn(&NetworkTie) -> bool) -> Self {
        let ties = self.ties.iter().filter(|tie| is_kept(tie)).cloned().collect();
        let (is_filtered, n_on_day) = (self.is_filtered, self.n_on_day);
        Self { is_filtered, n_on_day, ..Self::assemble(self.as_of, self.cast.clone(), ties) }
    }

    /// Returns the network with ties of other days or scenarios added, which are drawn but are not there on its own.
    /// O(ties), and O(n log n) where nations or kinds are only there.
    pub fn joined_with(&self, others: impl IntoIterator<Item = NetworkTie>) -> Self {
        let others: Vec<NetworkTie> = others.into_iter().collect();
        if let Some(stranger) = others.iter().find(|tie| !Arc::ptr_eq(&tie.cast, &self.cast)) {
            return self.joined_with_strangers(&stranger.cast, &others);
        }
        let mut ties = self.ties.clone();
        ties.extend(others);
        ties.sort_by(|one, other| one.tie.id.cmp(&other.tie.id));
        ties.dedup_by(|one, other| one.tie.id == other.tie.id);
        Self { is_filtered: self.is_filtered, ..Self::assemble(self.as_of, self.cast.clone(), ties) }
    }

    /// Returns the network of only some of its ties, among their nations and some others. O(n log n).
    ///
    /// It is the part of the picture that is about something, and it alone: who has no tie in it is not in it.
    pub fn among(&self, is_kept: impl Fn(&NetworkTie) -> bool, others: &[&NationId]) -> Self {
        let kept: Vec<&NetworkTie> = self.ties.iter().filter(|tie| is_kept(tie)).collect();
        let of_ties = kept.iter().flat_map(|tie| [&tie.tie.between.0, &tie.tie.between.1]);
        let nations: BTreeSet<&NationId> = of_ties.chain(others.iter().copied()).collect();
        self.cast_anew(self.cast.among(|id| nations.contains(id)), kept)
    }

    /// Returns the network with ties of another cast added: places in the one mean nothing in the other.
    fn joined_with_strangers(&self, stranger: &Cast, others: &[NetworkTie]) -> Self {
        let mut all: Vec<&NetworkTie> = self.ties.iter().chain(others).collect();
        all.sort_by(|one, other| one.tie.id.cmp(&other.tie.id));
        all.dedup_by(|one, other| one.tie.id == other.tie.id);
        self.cast_anew(self.cast.joined(stranger), all)
    }

    /// Returns a network of ties sorted by id in a cast that has none yet; those whose nations it lacks are left away.
    fn cast_anew(&self, cast: Cast, ties: Vec<&NetworkTie>) -> Self {
        let mut cast = cast;
        let mut adopted = Vec::with_capacity(ties.len());
        for tie in ties {
            let Some(traits) = cast.adopt(tie) else { continue };
            adopted.push((traits, tie.as_of_day, tie.is_asked_for));
        }
        let cast = Arc::new(cast);
        let tie = |(enrolled_idx, (traits, as_of_day, is_asked_for))| {
            let tie = NetworkTie::new(&cast, enrolled_idx, traits, as_of_day);
            NetworkTie { is_asked_for, ..tie }
        };
        let ties = adopted.into_iter().enumerate().map(tie).collect();
        Self { is_filtered: self.is_filtered, ..Self::assemble(self.as_of, cast.clone(), ties) }
    }

    /// Puts a network together of ties sorted by id. O(nations + ties).
    pub(super) fn assemble(as_of: Date, cast: Arc<Cast>, ties: Vec<NetworkTie>) -> Self {
        let mut graph = UnGraph::with_capacity(cast.nations.len(), ties.len());
        for _ in &cast.nations {
            graph.add_node(());
        }
        for (tie_idx, tie) in ties.iter().enumerate() {
            let [a_idx, b_idx] = tie.traits.nations();
            graph.add_edge(NodeIndex::new(a_idx), NodeIndex::new(b_idx), tie_idx);
        }
        let n_on_day = ties.len();
        Self { as_of, cast, ties, is_filtered: false, n_on_day, graph }
    }

    /// Returns for each nation whether it is within some steps of others, along ties that are asked for. O(ties) at most.
    fn within(&self, around: &Around) -> Vec<bool> {
        let mut near = vec![false; self.nations().len()];
        let mut rim: Vec<usize> = around.nations.iter().filter_map(|id| self.node(id)).map(NodeIndex::index).collect();
        for nation_idx in &rim {
            near[*nation_idx] = true;
        }
        for _ in 0..around.hops {
            let mut next = Vec::new();
            for nation_idx in rim {
                let edges = self.graph.edges(NodeIndex::new(nation_idx));
                for edge in edges.filter(|edge| self.ties[*edge.weight()].is_asked_for) {
                    let other = edge.target().index();
                    if !near[other] {
                        near[other] = true;
                        next.push(other);
                    }
                }
            }
            rim = next;
        }
        near
    }

    /// Returns the day that it shows.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Returns all nations, tied or not.
    pub fn nations(&self) -> &[Arc<Nation>] {
        &self.cast.nations
    }

    /// Whether a scenario makes a nation, or changes it. O(log nations).
    pub fn is_supposed(&self, nation: &NationId) -> bool {
        self.cast.is_supposed(nation)
    }

    /// Returns the ties that exist on the day.
    pub fn ties(&self) -> &[NetworkTie] {
        &self.ties
    }

    /// Returns a tie, if it exists on the day. O(log ties).
    pub fn tie(&self, id: &TieId) -> Option<&NetworkTie> {
        let tie_idx = self.ties.binary_search_by(|resolved| resolved.tie.id.cmp(id)).ok()?;
        self.ties.get(tie_idx)
    }

    /// Returns the ties of a nation, sorted by id. O(ties of the nation).
    pub fn ties_of(&self, nation: &NationId) -> Vec<&NetworkTie> {
        let Some(node) = self.node(nation) else { return Vec::new() };
        self.sorted(self.graph.edges(node))
    }

    /// Whether a filter asks only for some ties.
    pub fn is_filtered(&self) -> bool {
        self.is_filtered
    }

    /// Returns the ties that are asked for.
    pub fn asked_for(&self) -> impl Iterator<Item = &NetworkTie> {
        self.ties.iter().filter(|tie| tie.is_asked_for)
    }

    /// Returns how many ties are asked for. O(ties).
    pub fn n_asked_for(&self) -> usize {
        self.asked_for().count()
    }

    /// Returns how many ties exist on the day, whatever is asked for.
    pub fn n_on_day(&self) -> usize {
        self.n_on_day
    }

    /// Returns how many of the ties that are here another filter would ask for. O(ties × evidence).
    pub fn n_under(&self, filter: &Filter) -> usize {
        match filter.around {
            None => {
                let sieve = Sieve::of(filter, &self.cast);
                self.ties.iter().filter(|tie| sieve.lets_through(tie)).count()
            }
            Some(_) => self.clone().under(filter, Hiding::Dim).n_asked_for(),
        }
    }

    /// Returns how many ties of a nation are asked for. O(ties of the nation).
    pub fn n_ties_of(&self, nation: &NationId) -> usize {
        let is_asked_for = |edge: &EdgeReference<'_, usize>| self.ties[*edge.weight()].is_asked_for;
        self.node(nation).map_or(0, |node| self.graph.edges(node).filter(is_asked_for).count())
    }

    /// Returns the ties between two nations, sorted by id. O(ties of the first).
    pub fn ties_between(&self, a: &NationId, b: &NationId) -> Vec<&NetworkTie> {
        let (Some(from), Some(to)) = (self.node(a), self.node(b)) else { return Vec::new() };
        self.sorted(self.graph.edges_connecting(from, to))
    }

    /// Whether two nations have both positive and negative ties.
    pub fn is_mixed(&self, a: &NationId, b: &NationId) -> bool {
        let ties = self.ties_between(a, b);
        let has = |sign| ties.iter().any(|resolved| resolved.kind.sign == sign);
        has(Sign::Positive) && has(Sign::Negative)
    }

    /// Returns the place of a nation in [`Network::nations`]. O(log nations).
    pub(super) fn nation_idx(&self, id: &NationId) -> Option<usize> {
        self.cast.nation_idx(id)
    }

    fn node(&self, id: &NationId) -> Option<NodeIndex> {
        self.nation_idx(id).map(NodeIndex::new)
    }

    fn sorted<'a>(&'a self, edges: impl Iterator<Item = EdgeReference<'a, usize>>) -> Vec<&'a NetworkTie> {
        let mut idx: Vec<usize> = edges.map(|edge| *edge.weight()).collect();
        idx.sort_unstable();
        idx.into_iter().filter_map(|tie_idx| self.ties.get(tie_idx)).collect()
    }
}

impl NetworkTie {
    /// Returns a tie of a roster as it stands on a day.
    pub(super) fn new(cast: &Arc<Cast>, enrolled_idx: usize, traits: Traits, as_of_day: AsOf) -> Self {
        Self { cast: cast.clone(), enrolled_idx, traits, as_of_day, is_asked_for: true }
    }

    /// Returns its two nations in the order of their ids, without reading its record.
    pub(super) fn pair(&self) -> (NationId, NationId) {
        let [a, b] = self.traits.pair().map(|nation_idx| self.cast.nations[nation_idx as usize].id.clone());
        (a, b)
    }

    /// Whether it is of the same tie as another, maybe on another day.
    pub(super) fn is_of_same_tie_as(&self, other: &Self) -> bool {
        self.place_beside(other).map_or_else(|| self.tie.id == other.tie.id, |(one, other)| one == other)
    }

    /// Whether its id comes before that of another.
    pub(super) fn comes_before(&self, other: &Self) -> bool {
        self.place_beside(other).map_or_else(|| self.tie.id < other.tie.id, |(one, other)| one < other)
    }

    /// Returns the places of the two where they were drawn from one roster, which is in the order of ids: sooner compared
    /// than ids, which have to be read first.
    fn place_beside(&self, other: &Self) -> Option<(usize, usize)> {
        Arc::ptr_eq(&self.cast, &other.cast).then_some((self.enrolled_idx, other.enrolled_idx))
    }

    /// Whether a scenario makes it, or changes it: drawn with a casing.
    pub fn is_hypothetical(&self) -> bool {
        self.basis == TieBasis::Hypothetical
    }

    /// Whether it was agreed but does not bind on the day: signed only, suspended or ended. Drawn hollow.
    pub fn is_hollow(&self) -> bool {
        self.as_of_day.status.as_ref().is_some_and(|status| !status.state.binds())
    }

    /// Returns the tie in one sentence, as a screen reader says it: "Russia–North Korea, defense pact, positive, in
    /// force since 4 December 2024, 2 independent sources".
    pub fn in_words(&self, document: &Document) -> String {
        let (a, b) = &self.tie.between;
        let (a, b) = (document.nation_name(a), document.nation_name(b));
        let link = match self.kind.direction {
            Direction::Mutual => "–",
            Direction::Directed => " to ",
        };
        let state = self.state_in_words();
        let support = match self.support.origins.len() {
            0 => "no evidence".to_owned(),
            1 => "1 source".to_owned(),
            n => format!("{n} independent sources"),
        };
        let basis = if self.is_hypothetical() { ", hypothetical" } else { "" };
        format!("{a}{link}{b}, {}, {}, {state}, {support}{basis}", self.kind.name, self.kind.sign.name())
    }

    /// Returns in what state the tie is and since when: "in force since 4 December 2024", or its span.
    pub fn state_in_words(&self) -> String {
        match &self.as_of_day.status {
            Some(Status { state: State::Signed, since, .. }) => format!("signed {}, not in force", since.in_words()),
            Some(Status { state: State::Ratified, since, .. }) => {
                format!("ratified {}, not in force", since.in_words())
            }
            Some(Status { state: State::Ended, since, .. }) => format!("ended {}", since.in_words()),
            Some(Status { state, since, .. }) => format!("{} since {}", state.name(), since.in_words()),
            None => self.tie.span.in_words(),
        }
    }
}
