//! The CAMEO table: what an event code means, and its Goldstein intensity.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::Cameo;

/// Returns all event codes of CAMEO with their Goldstein values, sorted by code.
pub fn cameo_codes() -> Vec<Cameo> {
    let table = CameoTable::builtin();
    table.record.goldstein.keys().filter_map(|code| table.find(code)).collect()
}

/// Codes of CAMEO (Schrodt 2012) with the values of Goldstein (1992).
#[derive(Debug)]
pub(super) struct CameoTable {
    record: CameoRecord,
}

impl CameoTable {
    /// Returns the table that is compiled in, read at the first call.
    pub fn builtin() -> &'static Self {
        static TABLE: OnceLock<CameoTable> = OnceLock::new();
        TABLE.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the table is compiled in and read by a test")]
            let record = ron::from_str(include_str!("../../assets/cameo.ron")).expect("the CAMEO table is sound");
            Self { record }
        })
    }

    /// Returns what is known of a code. O(log codes).
    pub fn find(&self, code: &str) -> Option<Cameo> {
        let goldstein = *self.record.goldstein.get(code)?;
        let root = self.record.roots.get(code.get(..2)?)?.clone();
        Some(Cameo { code: code.to_owned(), root, goldstein })
    }
}

/// The table as written in `assets/cameo.ron`: Goldstein value by code, and the names of the twenty root codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Cameo")]
struct CameoRecord {
    /// Names of the root codes `01` to `20`.
    roots: BTreeMap<String, String>,
    /// Goldstein value, −10 to +10, by code.
    goldstein: BTreeMap<String, f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_root_and_a_value_within_the_scale() {
        let table = CameoTable::builtin();
        assert!(table.record.goldstein.len() > 250 && table.record.roots.len() == 20);
        for code in table.record.goldstein.keys() {
            let found = table.find(code).expect(code);
            assert!((-10.0..=10.0).contains(&found.goldstein), "{code}");
        }
    }

    #[test]
    fn published_values_are_found() {
        // Goldstein (1992), table 1: military attack −10, extend military aid +8.3.
        let table = CameoTable::builtin();
        assert_eq!(table.find("190").map(|cameo| cameo.goldstein), Some(-10.0));
        assert_eq!(table.find("072").map(|cameo| cameo.goldstein), Some(8.3));
        assert_eq!(table.find("999"), None);
    }
}
