//! The manifest, kinds, sources, instruments, assessments and positions as they are written.

use super::super::limits::FORMAT;
use super::super::native::{
    AssessmentRecord, AtlasRecord, DirectionRecord, GenreRecord, InstrumentRecord, KindRecord, NameStyleRecord,
    PositionRecord, ShareRecord, SignRecord, SignatoryRecord, SourceRecord,
};
use super::evidence::evidence;
use crate::model::{
    Assessment, Direction, Genre, Instrument, Kind, Manifest, NameStyle, NationId, Position, Share, Sign, Source,
};

/// Returns the manifest as it is written, in the format that this program reads.
pub(in super::super) fn manifest(manifest: &Manifest) -> AtlasRecord {
    let Manifest { id, title, summary, as_of, focus, authors, license, name_style } = manifest;
    AtlasRecord {
        format: FORMAT,
        id: id.clone(),
        title: title.clone(),
        summary: summary.clone(),
        as_of: as_of.to_string(),
        focus: focus.iter().map(ToString::to_string).collect(),
        authors: authors.clone(),
        license: license.clone(),
        name_style: match name_style {
            NameStyle::Short => NameStyleRecord::Short,
            NameStyle::Official => NameStyleRecord::Official,
            NameStyle::Native => NameStyleRecord::Native,
        },
    }
}

/// Returns a kind as it is written.
pub(in super::super) fn kind(kind: &Kind) -> KindRecord {
    let Kind { id, name, sign, category, direction, term, summary } = kind;
    KindRecord {
        id: id.to_string(),
        name: name.clone(),
        sign: match sign {
            Sign::Positive => SignRecord::Positive,
            Sign::Negative => SignRecord::Negative,
            Sign::Neutral => SignRecord::Neutral,
        },
        category: category.clone(),
        direction: match direction {
            Direction::Mutual => DirectionRecord::Mutual,
            Direction::Directed => DirectionRecord::Directed,
        },
        term: term.clone(),
        summary: summary.clone(),
    }
}

/// Returns a source as it is written.
pub(in super::super) fn source(source: &Source) -> SourceRecord {
    let Source { id, title, publisher, author, published, url, archived, language, genre } = source;
    SourceRecord {
        id: id.to_string(),
        title: title.clone(),
        publisher: publisher.clone(),
        author: author.clone(),
        published: published.to_string(),
        url: url.clone(),
        archived: archived.clone(),
        language: language.clone(),
        genre: match genre {
            Genre::Instrument => GenreRecord::Instrument,
            Genre::Official => GenreRecord::Official,
            Genre::News => GenreRecord::News,
            Genre::Analysis => GenreRecord::Analysis,
            Genre::Reference => GenreRecord::Reference,
        },
    }
}

/// Returns an instrument as it is written.
pub(in super::super) fn instrument(instrument: &Instrument) -> InstrumentRecord {
    let Instrument { id, title, span, summary, signatories, not_signed_by, evidence: items } = instrument;
    let signatory = |(nation, on_behalf_of): &(NationId, Option<String>)| SignatoryRecord {
        nation: nation.to_string(),
        on_behalf_of: on_behalf_of.clone(),
    };
    InstrumentRecord {
        id: id.to_string(),
        title: title.clone(),
        span: span.to_string(),
        summary: summary.clone(),
        signatories: signatories.iter().map(signatory).collect(),
        not_signed_by: not_signed_by.iter().map(ToString::to_string).collect(),
        evidence: evidence(items),
    }
}

/// Returns an assessment as it is written.
pub(in super::super) fn assessment(assessment: &Assessment) -> AssessmentRecord {
    let Assessment { id, title, question, author, method, made, nations, ties, shares, evidence: items } = assessment;
    AssessmentRecord {
        id: id.to_string(),
        title: title.clone(),
        question: question.clone(),
        author: author.clone(),
        method: method.clone(),
        made: made.to_string(),
        nations: nations.iter().map(ToString::to_string).collect(),
        ties: ties.iter().map(ToString::to_string).collect(),
        shares: shares.iter().map(share).collect(),
        evidence: evidence(items),
    }
}

fn share(share: &Share) -> ShareRecord {
    let Share { label, percent, nations } = share;
    ShareRecord { label: label.clone(), percent: *percent, nations: nations.iter().map(ToString::to_string).collect() }
}

/// Returns where a nation sits as it is written.
pub(in super::super) fn position(nation: &NationId, position: &Position) -> PositionRecord {
    let Position { at, is_pinned } = position;
    PositionRecord { nation: nation.to_string(), at: (at.x, at.y), pinned: *is_pinned }
}
