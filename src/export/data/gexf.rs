//! Writes a graph as GEXF 1.3: dynamic, each tie with its spell and its weight over time.
//!
//! A spell reaches from the earliest day that its first can mean to the latest that its last can; a side that is open or of
//! which nobody knows has no bound, and what is undated has no spell. Nations are always there.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::graph::{Edge, Graph, Node, filled_xml, graph, type_of};
use super::rows::{Column, Extract};
use crate::export::xml::{escaped, number};
use crate::model::{Manifest, Tie};

/// The namespace of GEXF's elements. Version 1.3 has another (`http://gexf.net/1.3`), but of all readers only networkx looks
/// at it, and that knows the new one only since its version 3.6; in this one every version finds the graph. Nothing is
/// written that either schema lacks but `kind`, which the older does not have.
const NAMESPACE: &str = "http://www.gexf.net/1.2draft";
/// Types of attributes: of text, whole numbers, decimals, flags.
const TYPES: [&str; 4] = ["string", "integer", "double", "boolean"];

/// Returns what is taken out of an atlas as GEXF. The same gives the same bytes. O(nations + ties).
pub fn gexf(extract: &Extract<'_>) -> String {
    let Graph { node_columns, nodes, edge_columns, edges } = graph(extract);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"{NAMESPACE}\" xmlns:viz=\"{NAMESPACE}/viz\" \
         version=\"1.3\">\n"
    );
    meta(&mut out, &extract.document.manifest, extract.dated);
    out.push_str("<graph mode=\"dynamic\" timeformat=\"date\" defaultedgetype=\"directed\">\n");
    declared(&mut out, "node", &node_columns);
    declared(&mut out, "edge", &edge_columns);
    // Not called `weight`, which readers take for the weight that every edge has already.
    out.push_str("<attributes class=\"edge\" mode=\"dynamic\">\n");
    out.push_str("<attribute id=\"level\" title=\"level\" type=\"integer\"/>\n</attributes>\n");
    let _ = writeln!(out, "<nodes count=\"{}\">", nodes.len());
    for written in &nodes {
        node(&mut out, written, &node_columns);
    }
    let _ = writeln!(out, "</nodes>\n<edges count=\"{}\">", edges.len());
    for written in &edges {
        edge(&mut out, written, &edge_columns);
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn meta(out: &mut String, manifest: &Manifest, dated: Date) {
    let authors = manifest.authors.join(", ");
    let said = [manifest.title.as_str(), &authors, &manifest.license];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(out, "<meta lastmodifieddate=\"{dated}\">\n<creator>Démarche</creator>");
    let _ = writeln!(out, "<description>{}</description>\n</meta>", escaped(&said.join(" · ")));
}

fn declared(out: &mut String, class: &str, columns: &[Column]) {
    let _ = writeln!(out, "<attributes class=\"{class}\" mode=\"static\">");
    for column in columns {
        let (name, sort) = (column.name, type_of(*column, TYPES));
        let _ = writeln!(out, "<attribute id=\"{class}-{name}\" title=\"{name}\" type=\"{sort}\"/>");
    }
    out.push_str("</attributes>\n");
}

fn node(out: &mut String, node: &Node, columns: &[Column]) {
    let _ = writeln!(out, "<node id=\"{}\" label=\"{}\">\n<attvalues>", escaped(&node.id), escaped(&node.label));
    for (name, value) in filled_xml(columns, &node.values) {
        let _ = writeln!(out, "<attvalue for=\"node-{name}\" value=\"{value}\"/>");
    }
    out.push_str("</attvalues>\n");
    if let Some(at) = node.at {
        // Here y goes up.
        let _ = writeln!(out, "<viz:position x=\"{}\" y=\"{}\" z=\"0\"/>", number(at.x), number(-at.y));
    }
    out.push_str("</node>\n");
}

fn edge(out: &mut String, edge: &Edge<'_>, columns: &[Column]) {
    let kind = &edge.tie.kind;
    let [id, kind_id, label] = [edge.id(), kind.id.as_str(), &kind.name].map(escaped);
    let [from, to] = edge.ends().map(escaped);
    let weight = edge.tie.as_of_day.weight;
    let _ = writeln!(
        out,
        "<edge id=\"{id}\" source=\"{from}\" target=\"{to}\" type=\"directed\" kind=\"{kind_id}\" label=\"{label}\" \
         weight=\"{weight}\">\n<attvalues>"
    );
    for (name, value) in filled_xml(columns, &edge.values) {
        let _ = writeln!(out, "<attvalue for=\"edge-{name}\" value=\"{value}\"/>");
    }
    for (begin, end, level) in levels(&edge.tie.tie) {
        let _ = writeln!(out, "<attvalue for=\"level\" value=\"{level}\"{}/>", bounds(begin, end));
    }
    out.push_str("</attvalues>\n");
    let span = &edge.tie.span;
    let (begin, end) = (span.earliest_begin(), span.latest_end());
    if begin.is_some() || end.is_some() {
        let _ = writeln!(out, "<spells>\n<spell{}/>\n</spells>", bounds(begin, end));
    }
    out.push_str("</edge>\n");
}

/// Returns the first and last day of something as attributes; none for what has no bound.
fn bounds(begin: Option<Date>, end: Option<Date>) -> String {
    let begin = begin.map(|day| format!(" start=\"{day}\"")).unwrap_or_default();
    let end = end.map(|day| format!(" end=\"{day}\"")).unwrap_or_default();
    begin + &end
}

/// Returns the weights of a tie over the days on which it exists, each with its first and last day, both included; `None`
/// for what has no bound.
fn levels(tie: &Tie) -> Vec<(Option<Date>, Option<Date>, u8)> {
    let (first, last) = (tie.span.earliest_begin(), tie.span.latest_end());
    let changes: Vec<(Date, u8)> = tie.weight.levels().iter().map(|it| (it.from.earliest(), it.weight)).collect();
    let starts =
        [(None, tie.weight.base())].into_iter().chain(changes.iter().map(|(day, weight)| (Some(*day), *weight)));
    let ends = changes.iter().map(|(day, _)| day.yesterday().ok()).chain([None]);
    let mut levels = Vec::new();
    for ((begin, weight), end) in starts.zip(ends) {
        let begin = begin.max(first);
        let end = [end, last].into_iter().flatten().min();
        if begin.zip(end).is_none_or(|(begin, end)| begin <= end) {
            levels.push((begin, end, weight));
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{About, Course, EdtfDate, KindId, Level, NationId, Span, TieId, Weight};

    /// Writes weights over time as `2020-01-01–2020-12-31: 3`.
    fn check(span: &str, base: u8, levels_of: &[(&str, u8)], expected: &[&str]) {
        let level = |(from, weight): &(&str, u8)| Level {
            from: EdtfDate::parse(from).expect("a date"),
            weight: *weight,
            why: String::new(),
        };
        let about = About { title: String::new(), summary: String::new(), instrument: None, dependent: None };
        let tie = Tie {
            id: TieId::new("t"),
            kind: KindId::new("k"),
            between: (NationId::new("A"), NationId::new("B")),
            span: Span::parse(span).expect("a span"),
            weight: Weight::new(base, String::new(), levels_of.iter().map(level).collect()).expect("a weight"),
            about,
            course: Course::default(),
            relates: Vec::new(),
            evidence: Vec::new(),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let written: Vec<String> = levels(&tie)
            .into_iter()
            .map(|(begin, end, weight)| format!("{}–{}: {weight}", day(begin), day(end)))
            .collect();
        assert_eq!(written, expected, "{span}");
    }

    #[test]
    fn weights_over_time_follow_each_other_within_the_span() {
        check("../..", 3, &[], &["–: 3"]);
        check("2020/2022-05", 3, &[], &["2020-01-01–2022-05-31: 3"]);
        check("2020/..", 2, &[("2021", 4)], &["2020-01-01–2020-12-31: 2", "2021-01-01–: 4"]);
        check("2020/2021", 2, &[("2019", 4), ("2023", 5)], &["2020-01-01–2021-12-31: 4"]);
        check("2020/", 2, &[("2020", 4)], &["2020-01-01–: 4"]);
    }
}
