//! Converts evidence, and checks that nothing repeats itself in a circle.

use super::super::native::{EvidenceRecord, StandingRecord};
use super::context::{At, Context};
use crate::model::{Evidence, Grade, SourceId, Standing};

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
        origin => origin.map(|origin| SourceId::new(&origin)),
    };
    let evidence = Evidence {
        source: SourceId::new(&source),
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

fn standing_of(record: StandingRecord) -> Standing {
    match record {
        StandingRecord::Documented => Standing::Documented,
        StandingRecord::Reported => Standing::Reported,
        StandingRecord::Observed => Standing::Observed,
        StandingRecord::Claimed => Standing::Claimed,
        StandingRecord::Acknowledged => Standing::Acknowledged,
        StandingRecord::Denied => Standing::Denied,
    }
}

/// Reports each circle of origins once, at its first item.
fn report_cycles(context: &mut Context<'_>, at: &At<'_>, records: &[EvidenceRecord]) {
    let origin_of = |source: &str| records.iter().find(|record| record.source == source)?.origin.as_deref();
    let mut reported: Vec<&str> = Vec::new();
    for (idx, record) in records.iter().enumerate() {
        let mut chain = vec![record.source.as_str()];
        while let Some(next) = chain.last().and_then(|source| origin_of(source)) {
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
        let closes = chain.last().and_then(|source| origin_of(source)) == Some(record.source.as_str());
        if !closes || reported.contains(&record.source.as_str()) {
            continue;
        }
        reported.extend(&chain);
        let message = match chain.as_slice() {
            [one] => format!("`{one}` is given as its own origin"),
            _ => format!("origins go in a circle: {} → {}", chain.join(" → "), record.source),
        };
        context.error(&at.item(idx).field("origin"), message, "leave `origin` out where the claim first appeared");
    }
}
