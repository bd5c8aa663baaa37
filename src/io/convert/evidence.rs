//! Converts evidence, and checks that nothing repeats itself in a circle.

use std::collections::BTreeMap;

use super::super::native::{EvidenceRecord, StandingRecord};
use super::at::At;
use super::context::Context;
use crate::model::{Evidence, Grade, Standing};

/// Converts a list of evidence, leaving out what is wrong.
pub(super) fn evidence(context: &mut Context<'_>, at: &At<'_>, records: Vec<EvidenceRecord>) -> Vec<Evidence> {
    report_cycles(context, at, &records);
    let convert = |(idx, record)| one(context, &at.item(idx), record);
    records.into_iter().enumerate().filter_map(convert).collect()
}

fn one(context: &mut Context<'_>, at: &At<'_>, record: EvidenceRecord) -> Option<Evidence> {
    let EvidenceRecord { source, claim, quote, locator, grade, standing, by, reported, origin } = record;
    let is_sound = context.source(&at.field("source"), &source) & context.text(&at.field("claim"), &claim);
    let read_grade = Grade::parse(&grade);
    if read_grade.is_none() {
        let message = format!("`{grade}` is not a NATO grade");
        context.error(&at.field("grade"), message, "write reliability A–F and credibility 1–6, such as B2");
    }
    let reported = context.date(&at.field("reported"), &reported);
    let origin = match origin {
        Some(origin) if !context.source(&at.field("origin"), &origin) => return None,
        origin => origin.map(|origin| context.source_id(&origin)),
    };
    let evidence = Evidence {
        source: context.source_id(&source),
        claim,
        quote,
        locator,
        grade: read_grade?,
        standing: standing_of(standing),
        by,
        reported: reported?,
        origin,
    };
    is_sound.then_some(evidence)
}

pub(super) fn standing_of(record: StandingRecord) -> Standing {
    match record {
        StandingRecord::Documented => Standing::Documented,
        StandingRecord::Reported => Standing::Reported,
        StandingRecord::Observed => Standing::Observed,
        StandingRecord::Claimed => Standing::Claimed,
        StandingRecord::Acknowledged => Standing::Acknowledged,
        StandingRecord::Denied => Standing::Denied,
    }
}

/// Reports each circle of origins once, at its first item. O(n log n).
fn report_cycles(context: &mut Context<'_>, at: &At<'_>, records: &[EvidenceRecord]) {
    let first_idx = |source: &str, by_source: &BTreeMap<&str, usize>| by_source.get(source).copied();
    let by_source: BTreeMap<&str, usize> =
        records.iter().enumerate().rev().map(|(idx, record)| (record.source.as_str(), idx)).collect();
    // In which walk an item was met; an item met in an earlier walk leads to nothing new.
    let mut walks: Vec<Option<usize>> = vec![None; records.len()];
    for start in 0..records.len() {
        let mut chain = Vec::new();
        let mut next = first_idx(&records[start].source, &by_source);
        while let Some(idx) = next.filter(|idx| walks[*idx].is_none()) {
            walks[idx] = Some(start);
            chain.push(idx);
            next = records[idx].origin.as_deref().and_then(|origin| first_idx(origin, &by_source));
        }
        let Some(closing) = next.filter(|idx| walks[*idx] == Some(start)) else { continue };
        let circle = chain.iter().skip_while(|idx| **idx != closing);
        let names: Vec<&str> = circle.map(|idx| records[*idx].source.as_str()).collect();
        let message = match names.as_slice() {
            [one] => format!("`{one}` is given as its own origin"),
            _ => format!("origins go in a circle: {} → {}", names.join(" → "), names[0]),
        };
        context.misfit(&at.item(closing).field("origin"), message, "leave `origin` out where the claim first appeared");
    }
}
