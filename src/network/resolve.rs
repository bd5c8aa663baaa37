//! Turns a document, a day and a filter into the network of that day: ties that exist, resolved to what they are on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use petgraph::graph::{EdgeReference, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef as _;

use super::filter::{Around, Filter, Hiding};
use crate::model::{
    Direction, Document, Kind, Nation, NationId, Presence, Sign, Span, State, Status, Support, Tie, TieId,
};

/// The network of a day: read-only and fully resolved. Nations and ties are sorted by id.
#[derive(Debug, Clone)]
pub struct Network {
    as_of: Date,
    nations: Vec<Arc<Nation>>,
    ties: Vec<NetworkTie>,
    /// Whether a filter has been asked.
    is_filtered: bool,
    /// How many ties exist on the day, asked for or not.
    n_on_day: usize,
    /// Node `i` is `nations[i]`, edge weight `i` is `ties[i]`; nothing is ever removed from it.
    graph: UnGraph<(), usize>,
}

/// A tie as it stands on the day of its network.
#[derive(Debug, Clone)]
pub struct NetworkTie {
    /// The record.
    pub tie: Arc<Tie>,
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Index of its first nation in [`Network::nations`].
    pub a_idx: usize,
    /// Index of its second nation.
    pub b_idx: usize,
    /// What the day makes of it.
    pub as_of_day: AsOf,
    /// What its evidence amounts to.
    pub support: Arc<Support>,
    /// Whether the filter asks for it; what it does not ask for is here only where that is dimmed.
    pub is_asked_for: bool,
}

/// What a day makes of a tie.
#[derive(Debug, Clone)]
pub struct AsOf {
    /// Whether it exists for sure; never absent.
    pub presence: Presence,
    /// Where its formal life has come to, for ties that have one.
    pub status: Option<Status>,
    /// How much it matters, 1 to 5.
    pub weight: u8,
}

/// Every tie of a record with all of it that no day changes: a network is drawn from it by one pass.
#[derive(Debug, Clone)]
pub struct Roster {
    as_of: Date,
    nations: Vec<Arc<Nation>>,
    ties: Vec<Enrolled>,
}

/// A tie with what no day changes.
#[derive(Debug, Clone)]
struct Enrolled {
    tie: Arc<Tie>,
    kind: Arc<Kind>,
    a_idx: usize,
    b_idx: usize,
    support: Arc<Support>,
    /// Its span and, where no day changes it, its weight: beside each other here, they spare a walk to every record.
    span: Span,
    lasting_weight: Option<u8>,
}

impl Roster {
    /// Returns the roster of a record. O(ties × evidence).
    pub fn of(document: &Document) -> Self {
        let nations: Vec<Arc<Nation>> = document.nations.values().cloned().collect();
        let idx_of = |id: &NationId| nations.binary_search_by(|nation| nation.id.cmp(id)).ok();
        let enroll = |tie: &Arc<Tie>| {
            let (a_idx, b_idx) = (idx_of(&tie.between.0)?, idx_of(&tie.between.1)?);
            let kind = document.kinds.get(&tie.kind)?.clone();
            let lasting_weight = tie.weight.levels().is_empty().then(|| tie.weight.on(document.manifest.as_of).0);
            let support = Arc::new(document.support(tie));
            Some(Enrolled { tie: tie.clone(), kind, a_idx, b_idx, support, span: tie.span, lasting_weight })
        };
        let ties = document.ties.values().filter_map(enroll).collect();
        Self { as_of: document.manifest.as_of, nations, ties }
    }

    /// Returns the network of the ties that exist on `as_of`, among all nations. O(ties).
    pub fn on(&self, as_of: Date) -> Network {
        self.resolve(as_of, |span| span.presence_on(as_of))
    }

    /// Returns the network of every tie on record, whatever its span, with weights and status as of the atlas's date.
    pub fn whole(&self) -> Network {
        self.resolve(self.as_of, |_| Presence::Certain)
    }

    fn resolve(&self, as_of: Date, presence: impl Fn(&Span) -> Presence) -> Network {
        // Room for all at once: growing would move what is there again and again.
        let mut resolved = Vec::with_capacity(self.ties.len());
        for Enrolled { tie, kind, a_idx, b_idx, support, span, lasting_weight } in &self.ties {
            let presence = presence(span);
            if presence == Presence::Absent {
                continue;
            }
            let weight = lasting_weight.unwrap_or_else(|| tie.weight.on(as_of).0);
            resolved.push(NetworkTie {
                tie: tie.clone(),
                kind: kind.clone(),
                a_idx: *a_idx,
                b_idx: *b_idx,
                as_of_day: AsOf { presence, status: tie.status_on(as_of), weight },
                support: support.clone(),
                is_asked_for: true,
            });
        }
        Network::assemble(as_of, self.nations.clone(), resolved)
    }
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
        for tie in &mut network.ties {
            tie.is_asked_for = filter.asks_for(tie);
        }
        if let Some(around) = &filter.around {
            let near = network.within(around);
            for tie in &mut network.ties {
                tie.is_asked_for &= near.contains(&tie.a_idx) && near.contains(&tie.b_idx);
            }
        }
        match hiding {
            Hiding::Dim => network,
            Hiding::Remove => {
                network.ties.retain(|tie| tie.is_asked_for);
                let n_on_day = network.n_on_day;
                Self { is_filtered: true, n_on_day, ..Self::assemble(network.as_of, network.nations, network.ties) }
            }
        }
    }

    /// Returns the network with ties of other days added, which are drawn but are not there on its own.
    pub fn joined_with(&self, others: impl IntoIterator<Item = NetworkTie>) -> Self {
        let mut ties = self.ties.clone();
        ties.extend(others);
        ties.sort_by(|one, other| one.tie.id.cmp(&other.tie.id));
        ties.dedup_by(|one, other| one.tie.id == other.tie.id);
        Self { is_filtered: self.is_filtered, ..Self::assemble(self.as_of, self.nations.clone(), ties) }
    }

    fn assemble(as_of: Date, nations: Vec<Arc<Nation>>, ties: Vec<NetworkTie>) -> Self {
        let mut graph = UnGraph::with_capacity(nations.len(), ties.len());
        for _ in &nations {
            graph.add_node(());
        }
        for (tie_idx, tie) in ties.iter().enumerate() {
            graph.add_edge(NodeIndex::new(tie.a_idx), NodeIndex::new(tie.b_idx), tie_idx);
        }
        let n_on_day = ties.len();
        Self { as_of, nations, ties, is_filtered: false, n_on_day, graph }
    }

    /// Returns the nations within some steps of others, along ties that are asked for. O(ties) at most.
    fn within(&self, around: &Around) -> BTreeSet<usize> {
        let mut near: BTreeSet<usize> =
            around.nations.iter().filter_map(|id| self.node(id)).map(NodeIndex::index).collect();
        let mut rim: Vec<usize> = near.iter().copied().collect();
        for _ in 0..around.hops {
            let mut next = Vec::new();
            for nation_idx in rim {
                let edges = self.graph.edges(NodeIndex::new(nation_idx));
                for edge in edges.filter(|edge| self.ties[*edge.weight()].is_asked_for) {
                    let other = edge.target().index();
                    if near.insert(other) {
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
        &self.nations
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
            None => self.ties.iter().filter(|tie| filter.asks_for(tie)).count(),
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

    fn node(&self, id: &NationId) -> Option<NodeIndex> {
        self.nations.binary_search_by(|nation| nation.id.cmp(id)).ok().map(NodeIndex::new)
    }

    fn sorted<'a>(&'a self, edges: impl Iterator<Item = EdgeReference<'a, usize>>) -> Vec<&'a NetworkTie> {
        let mut idx: Vec<usize> = edges.map(|edge| *edge.weight()).collect();
        idx.sort_unstable();
        idx.into_iter().filter_map(|tie_idx| self.ties.get(tie_idx)).collect()
    }
}

impl NetworkTie {
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
        format!("{a}{link}{b}, {}, {}, {state}, {support}", self.kind.name, self.kind.sign.name())
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
