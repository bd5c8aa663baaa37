//! Evidence as it is written.

use super::super::native::{EvidenceRecord, StandingRecord};
use crate::model::{Evidence, Standing};

/// Returns a list of evidence as it is written.
pub(super) fn evidence(items: &[Evidence]) -> Vec<EvidenceRecord> {
    items.iter().map(one).collect()
}

fn one(evidence: &Evidence) -> EvidenceRecord {
    let Evidence { source, claim, quote, locator, grade, standing, by, reported, origin } = evidence;
    EvidenceRecord {
        source: source.to_string(),
        claim: claim.clone(),
        quote: quote.clone(),
        locator: locator.clone(),
        grade: grade.to_string(),
        standing: match standing {
            Standing::Documented => StandingRecord::Documented,
            Standing::Reported => StandingRecord::Reported,
            Standing::Observed => StandingRecord::Observed,
            Standing::Claimed => StandingRecord::Claimed,
            Standing::Acknowledged => StandingRecord::Acknowledged,
            Standing::Denied => StandingRecord::Denied,
        },
        by: by.clone(),
        reported: reported.to_string(),
        origin: origin.as_ref().map(ToString::to_string),
    }
}
