//! Writes a graph as GraphML: every edge with its id, all that is told of nodes and edges as typed data.
//!
//! GraphML knows no time: `first_day` and `last_day` say when a tie may exist, and lack what has no bound.

use std::fmt::Write as _;

use super::graph::{Graph, filled_xml, graph, type_of};
use super::rows::{Column, Extract};
use crate::export::xml::{escaped, number};

/// Types of data: of text, whole numbers, decimals, flags.
const TYPES: [&str; 4] = ["string", "int", "double", "boolean"];
/// The namespace of GraphML's elements, and where its schema is.
const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const SCHEMA: &str = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

/// Returns what is taken out of an atlas as GraphML. The same gives the same bytes. O(nations + ties).
pub fn graphml(extract: &Extract<'_>) -> String {
    let Graph { node_columns, nodes, edge_columns, edges } = graph(extract);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"{NAMESPACE}\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"{NAMESPACE} {SCHEMA}\">\n"
    );
    let placed = [Column::text("label"), Column::decimal("x"), Column::decimal("y")];
    keys(&mut out, "node", placed.iter().chain(&node_columns));
    let placed = [Column::text("label"), Column::whole("weight")];
    keys(&mut out, "edge", placed.iter().chain(&edge_columns));
    let title = escaped(&extract.document.manifest.title);
    let _ = writeln!(out, "<graph id=\"atlas\" edgedefault=\"directed\">\n<desc>{title}</desc>");
    for node in &nodes {
        let _ = writeln!(out, "<node id=\"{}\">", escaped(&node.id));
        data(&mut out, "node", [("label", escaped(&node.label))]);
        // Here y goes up.
        data(&mut out, "node", node.at.map(|at| ("x", number(at.x))));
        data(&mut out, "node", node.at.map(|at| ("y", number(-at.y))));
        data(&mut out, "node", filled_xml(&node_columns, &node.values));
        out.push_str("</node>\n");
    }
    for edge in &edges {
        let (id, [from, to]) = (escaped(edge.id()), edge.ends().map(escaped));
        let _ = writeln!(out, "<edge id=\"{id}\" source=\"{from}\" target=\"{to}\">");
        let weight = edge.tie.as_of_day.weight.to_string();
        data(&mut out, "edge", [("label", escaped(&edge.tie.kind.name)), ("weight", weight)]);
        data(&mut out, "edge", filled_xml(&edge_columns, &edge.values));
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// Declares what nodes or edges say.
fn keys<'a>(out: &mut String, class: &str, columns: impl Iterator<Item = &'a Column>) {
    for column in columns {
        let (name, sort) = (column.name, type_of(*column, TYPES));
        let _ = writeln!(out, "<key id=\"{class}-{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{sort}\"/>");
    }
}

fn data<'a>(out: &mut String, class: &str, values: impl IntoIterator<Item = (&'a str, String)>) {
    for (name, value) in values {
        let _ = writeln!(out, "<data key=\"{class}-{name}\">{value}</data>");
    }
}
