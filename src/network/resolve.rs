//! Turns a document and a day into the network of that day: ties that exist, resolved to what they are on it.

use std::sync::Arc;

use jiff::civil::Date;
use petgraph::graph::{EdgeReference, NodeIndex, UnGraph};

use crate::model::{Direction, Document, Kind, Nation, NationId, Presence, Sign, State, Status, Support, Tie, TieId};

/// The network of a day: read-only and fully resolved. Nations and ties are sorted by id.
#[derive(Debug, Clone)]
pub struct Network {
    as_of: Date,
    nations: Vec<Arc<Nation>>,
    ties: Vec<NetworkTie>,
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
    pub support: Support,
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

impl Network {
    /// Returns the network of the ties that exist on `as_of`, among all nations. O(ties × evidence).
    pub fn of(document: &Document, as_of: Date) -> Self {
        Self::resolve(document, as_of, |tie| tie.span.presence_on(as_of))
    }

    /// Returns the network of every tie on record, whatever its span, with weights and status as of the atlas's date.
    ///
    /// Layouts are made from it, so that positions do not depend on the day looked at.
    pub fn whole(document: &Document) -> Self {
        Self::resolve(document, document.manifest.as_of, |_| Presence::Certain)
    }

    fn resolve(document: &Document, as_of: Date, presence: impl Fn(&Tie) -> Presence) -> Self {
        let nations: Vec<Arc<Nation>> = document.nations.values().cloned().collect();
        let idx_of = |id: &NationId| nations.binary_search_by(|nation| nation.id.cmp(id)).ok();
        let mut graph = UnGraph::with_capacity(nations.len(), document.ties.len());
        for _ in &nations {
            graph.add_node(());
        }
        let mut ties = Vec::with_capacity(document.ties.len());
        for tie in document.ties.values() {
            let presence = presence(tie);
            let found = (idx_of(&tie.between.0), idx_of(&tie.between.1), document.kinds.get(&tie.kind));
            let (Some(a_idx), Some(b_idx), Some(kind)) = found else { continue };
            if presence == Presence::Absent {
                continue;
            }
            graph.add_edge(NodeIndex::new(a_idx), NodeIndex::new(b_idx), ties.len());
            let as_of_day = AsOf { presence, status: tie.status_on(as_of), weight: tie.weight.on(as_of).0 };
            let support = document.support(tie);
            ties.push(NetworkTie { tie: tie.clone(), kind: kind.clone(), a_idx, b_idx, as_of_day, support });
        }
        Self { as_of, nations, ties, graph }
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

    /// Returns how many ties a nation has. O(ties of the nation).
    pub fn n_ties_of(&self, nation: &NationId) -> usize {
        self.node(nation).map_or(0, |node| self.graph.edges(node).count())
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
