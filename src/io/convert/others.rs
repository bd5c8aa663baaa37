//! Converts the manifest, kinds, sources, instruments and assessments.

use super::super::limits::FORMAT;
use super::super::native::{
    AssessmentRecord, AtlasRecord, DirectionRecord, GenreRecord, InstrumentRecord, KindRecord, NameStyleRecord,
    PositionRecord, ShareRecord, SignRecord, SourceRecord,
};
use super::at::At;
use super::context::Context;
use super::evidence::evidence;
use crate::kit::Point;
use crate::model::{
    Assessment, AssessmentId, Direction, Genre, Instrument, InstrumentId, Kind, Manifest, NameStyle, NationId,
    Objection, Position, Precision, Share, Sign, Source,
};

/// Converts the manifest; `None` when what it says cannot be relied on.
pub(super) fn manifest(context: &mut Context<'_>, at: &At<'_>, record: AtlasRecord) -> Option<Manifest> {
    let AtlasRecord { format, id, title, summary, as_of, focus, authors, license, name_style } = record;
    if format != FORMAT {
        let (message, hint) = if format > FORMAT {
            (
                "was written by a newer version of the program",
                "update the program; what it knows of the format was read",
            )
        } else {
            ("is not a format that there ever was", "write `format: 1`")
        };
        context.error(&at.field("format"), format!("format {format} {message}"), hint);
    }
    let is_sound = context.id(&at.field("id"), &id) & context.name(&at.field("title"), &title);
    let day = context.date(&at.field("as_of"), &as_of);
    let day = day.filter(|day| {
        let is_day = day.precision() == Precision::Day && day.is_sure();
        if !is_day {
            context.error(&at.field("as_of"), format!("`{as_of}` is not one sure day"), "write YYYY-MM-DD");
        }
        is_day
    });
    let focus = nations(context, &at.field("focus"), &focus);
    let name_style = match name_style {
        NameStyleRecord::Short => NameStyle::Short,
        NameStyleRecord::Official => NameStyle::Official,
        NameStyleRecord::Native => NameStyle::Native,
    };
    let as_of = day?.earliest();
    is_sound.then_some(Manifest { id, title, summary, as_of, focus, authors, license, name_style })
}

/// Keeps the ids of nations that there are.
fn nations(context: &mut Context<'_>, at: &At<'_>, ids: &[String]) -> Vec<NationId> {
    let mut kept = Vec::with_capacity(ids.len());
    for (idx, id) in ids.iter().enumerate() {
        if context.nation(&at.item(idx), id) {
            kept.push(context.nation_id(id));
        }
    }
    kept
}

/// Converts a kind.
pub(super) fn kind(context: &mut Context<'_>, at: &At<'_>, record: KindRecord) -> Option<Kind> {
    let KindRecord { id, name, sign, category, direction, term, summary } = record;
    let is_named = context.name(&at.field("name"), &name);
    let is_plain = context.objects(&at.field("category"), Objection::to_category(&category));
    let sign = match sign {
        SignRecord::Positive => Sign::Positive,
        SignRecord::Negative => Sign::Negative,
        SignRecord::Neutral => Sign::Neutral,
    };
    let direction = match direction {
        DirectionRecord::Mutual => Direction::Mutual,
        DirectionRecord::Directed => Direction::Directed,
    };
    (is_named && is_plain).then(|| Kind { id: context.kind_id(&id), name, sign, category, direction, term, summary })
}

/// Converts a source; a wrong address does not cost the source.
pub(super) fn source(context: &mut Context<'_>, at: &At<'_>, record: SourceRecord) -> Option<Source> {
    let SourceRecord { id, title, publisher, author, published, url, archived, language, genre } = record;
    let is_sound = context.name(&at.field("title"), &title) & context.name(&at.field("publisher"), &publisher);
    let url = context.url(&at.field("url"), url);
    let archived = context.url(&at.field("archived"), archived);
    let published = context.date(&at.field("published"), &published)?;
    let genre = match genre {
        GenreRecord::Instrument => Genre::Instrument,
        GenreRecord::Official => Genre::Official,
        GenreRecord::News => Genre::News,
        GenreRecord::Analysis => Genre::Analysis,
        GenreRecord::Reference => Genre::Reference,
    };
    let id = context.source_id(&id);
    is_sound.then_some(Source { id, title, publisher, author, published, url, archived, language, genre })
}

/// Converts where a nation sits; `None` where the nation is not there or the place is none.
pub(super) fn position(context: &mut Context<'_>, at: &At<'_>, record: &PositionRecord) -> Option<Position> {
    let PositionRecord { nation, at: (x, y), pinned } = record;
    let is_sound = context.nation(&at.field("nation"), nation) & context.coordinates(&at.field("at"), *x, *y);
    is_sound.then_some(Position { at: Point::new(*x, *y), is_pinned: *pinned })
}

/// Converts an instrument.
pub(super) fn instrument(context: &mut Context<'_>, at: &At<'_>, record: InstrumentRecord) -> Option<Instrument> {
    let InstrumentRecord { id, title, span, summary, signatories, not_signed_by, evidence: items } = record;
    let is_titled = context.name(&at.field("title"), &title);
    let mut signed = Vec::with_capacity(signatories.len());
    for (idx, signatory) in signatories.into_iter().enumerate() {
        let list = at.field("signatories");
        if context.nation(&list.item(idx).field("nation"), &signatory.nation) {
            signed.push((context.nation_id(&signatory.nation), signatory.on_behalf_of));
        }
    }
    let not_signed_by = nations(context, &at.field("not_signed_by"), &not_signed_by);
    let evidence = evidence(context, &at.field("evidence"), items);
    let span = context.span(&at.field("span"), &span)?;
    let id = InstrumentId::new(&id);
    is_titled.then_some(Instrument { id, title, span, summary, signatories: signed, not_signed_by, evidence })
}

/// Converts an assessment.
pub(super) fn assessment(context: &mut Context<'_>, at: &At<'_>, record: AssessmentRecord) -> Option<Assessment> {
    let AssessmentRecord { id, title, question, author, method, made, nations: about, ties, shares, evidence: items } =
        record;
    let is_sound = context.name(&at.field("title"), &title) & context.name(&at.field("author"), &author);
    let about = nations(context, &at.field("nations"), &about);
    let mut tie_ids = Vec::with_capacity(ties.len());
    for (idx, tie) in ties.iter().enumerate() {
        if context.tie(&at.field("ties").item(idx), tie) {
            tie_ids.push(context.tie_id(tie));
        }
    }
    let n_shares = shares.len();
    let mut kept = Vec::with_capacity(n_shares);
    for (idx, record) in shares.into_iter().enumerate() {
        let list = at.field("shares");
        kept.extend(share(context, &list.item(idx), record));
    }
    let total = kept.iter().map(|share| share.percent).sum::<f64>() + 0.0; // no shares add up to -0
    /// Percent by which rounded shares may miss 100.
    const ROUNDING: f64 = 1.0;
    if kept.len() == n_shares && (total - 100.0).abs() > ROUNDING {
        context.note(&at.field("shares"), format!("the shares add up to {total} %"), "check them against the source");
    }
    let evidence = evidence(context, &at.field("evidence"), items);
    if evidence.is_empty() {
        context.note(at, "this assessment rests on no evidence", "add `evidence: [ … ]`");
    }
    let made = context.date(&at.field("made"), &made)?;
    let id = AssessmentId::new(&id);
    let assessment =
        Assessment { id, title, question, author, method, made, nations: about, ties: tie_ids, shares: kept, evidence };
    is_sound.then_some(assessment)
}

fn share(context: &mut Context<'_>, at: &At<'_>, record: ShareRecord) -> Option<Share> {
    let ShareRecord { label, percent, nations: ids } = record;
    let is_sound = context.name(&at.field("label"), &label) & context.number(&at.field("percent"), percent, 0.0, 100.0);
    let nations = nations(context, &at.field("nations"), &ids);
    is_sound.then_some(Share { label, percent, nations })
}
