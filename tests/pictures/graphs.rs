//! Tables and graphs of records made by hand: long and hostile words stay words, and nothing is lost.

use std::collections::BTreeMap;

use demarche::export::{self, Cell, Extract, Table};
use demarche::io;
use demarche::model::{Document, NationId};
use demarche::network::Network;
use demarche::scene::{self, ThemeName};
use resvg::usvg::roxmltree;

use crate::atlas;

/// Returns an atlas of two nations, of which one has a name, and two ties.
fn named(name: &str) -> Document {
    let nations = [("ALB", name, -200.0, 0.0), ("BRA", "Bravo", 200.0, -40.0)];
    atlas::document(name, &nations, "sanctions|BRA|ALB|3|B2|\ntrade|BRA|ALB|1|D5|u")
}

/// Writes a record in all formats of graphs, and its tables as CSV.
fn written(document: &Document) -> ([String; 3], [String; 4]) {
    let network = Network::of(document, document.manifest.as_of);
    let positions: BTreeMap<_, _> = document.positions.iter().map(|(id, position)| (id.clone(), position.at)).collect();
    let until = Some(document.manifest.as_of);
    let dated = document.manifest.as_of;
    let extract = Extract { document, network: &network, positions: &positions, until, dated };
    let graphs =
        [export::gexf(&extract), export::graphml(&extract), export::dot(&extract, &io::theme(ThemeName::Light))];
    let tables = [Table::Ties, Table::Nations, Table::Evidence, Table::Exchanges]
        .map(|table| String::from_utf8(export::csv(&export::rows(table, &extract))).expect("UTF-8"));
    (graphs, tables)
}

#[test]
fn ten_thousand_letters_are_one_label() {
    for letter in ["a", "😀", "\"", "\\", "&", "=", "\u{202E}"] {
        let name = letter.repeat(10_000);
        let document = named(&name);
        let ([gexf, graphml, dot], tables) = written(&document);
        for xml in [gexf, graphml] {
            let tree = roxmltree::Document::parse(&xml).expect("sound XML");
            let label = demarche::kit::boxed(&name);
            let is_it =
                |node: roxmltree::Node<'_, '_>| node.attribute("label") == Some(&label) || node.text() == Some(&label);
            assert!(tree.descendants().any(is_it), "{letter}");
        }
        assert!(dot.split('"').all(|part| part.len() < 16_384), "{letter}: Graphviz bears no more");
        let mut reader = csv::Reader::from_reader(tables[1].as_bytes());
        let row = reader.records().next().expect("a row").expect("a row");
        let shown = demarche::kit::visible(&name);
        assert_eq!(row[1].trim_start_matches('\''), shown);
    }
}

#[test]
fn a_record_of_nothing_has_headers_and_empty_graphs() {
    let ([gexf, graphml, dot], tables) = written(&atlas::document("", &[], ""));
    for xml in [&gexf, &graphml] {
        assert!(roxmltree::Document::parse(xml).is_ok(), "{xml}");
    }
    assert!(gexf.contains("<nodes count=\"0\">") && dot.starts_with("digraph \"\" {"), "{dot}");
    assert!(tables.iter().all(|table| table.lines().count() == 1 && table.contains(',')));
}

#[test]
fn a_nation_without_a_place_has_none_in_any_format() {
    let ([gexf, graphml, dot], tables) = written(&named("Alpha"));
    assert_eq!(gexf.matches("<viz:position ").count(), 2);
    assert_eq!(dot.matches("pos=").count(), 2);
    let mut document = named("Alpha");
    document.positions.remove(&NationId::new("BRA"));
    let ([bare_gexf, bare_graphml, bare_dot], bare_tables) = written(&document);
    assert_eq!(bare_gexf.matches("<viz:position ").count(), 1);
    assert_eq!(bare_dot.matches("pos=").count(), 1);
    assert!(graphml.matches("node-x").count() > bare_graphml.matches("node-x").count());
    assert!(
        bare_tables[1].contains("BRA,Bravo,,,,state,,,,0,1,1") && tables[1] != bare_tables[1],
        "{}",
        bare_tables[1]
    );
}

#[test]
fn what_is_dimmed_by_a_filter_is_left_away() {
    let document = named("Alpha");
    let mut filter = demarche::network::Filter::default();
    filter.nature.signs.insert(demarche::model::Sign::Negative);
    let network = Network::of(&document, document.manifest.as_of).under(&filter, demarche::network::Hiding::Dim);
    let positions = scene::positions(&document);
    let dated = document.manifest.as_of;
    let extract = Extract { document: &document, network: &network, positions: &positions, until: None, dated };
    assert_eq!((network.ties().len(), export::rows(Table::Ties, &extract).rows.len()), (2, 1));
    assert_eq!(export::gexf(&extract).matches("<edge ").count(), 1);
    let nations = export::rows(Table::Nations, &extract);
    let counts = [Cell::Whole(0), Cell::Whole(1), Cell::Whole(0)];
    assert!(nations.rows.iter().all(|row| row.ends_with(&counts)), "{:?}", nations.rows);
}
