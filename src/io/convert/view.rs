//! Converts named views. An id that the atlas has not is a note: the view waits for it, and opens without it meanwhile.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::decode::RecordPlace;
use super::super::native::SignRecord;
use super::super::views_record::{AroundRecord, CameraRecord, FilterRecord, HidingRecord, TargetRecord, ViewRecord};
use super::at::At;
use super::context::{Context, Table};
use super::evidence::standing_of;
use crate::kit::Point;
use crate::model::{
    Credibility, NamedView, Precision, Reliability, Sign, ViewAround, ViewAsks, ViewCamera, ViewGrounds, ViewNature,
    ViewRest, ViewTarget,
};

/// Converts all views in their order, keeping the first of each name.
pub(super) fn views(context: &mut Context<'_>, records: Vec<(RecordPlace, ViewRecord)>) -> Vec<NamedView> {
    let mut views: Vec<NamedView> = Vec::with_capacity(records.len());
    let mut names = BTreeSet::new();
    for (place, record) in records {
        let at = &At::record(&place);
        if !names.insert(record.name.clone()) {
            let message = format!("there is a view called `{}` already", record.name);
            context.error(&at.field("name"), message, "give this one another name");
            continue;
        }
        views.extend(view(context, at, record));
    }
    views
}

fn view(context: &mut Context<'_>, at: &At<'_>, record: ViewRecord) -> Option<NamedView> {
    let ViewRecord { name, judgment, as_of, known_on, filter, hiding, selection, camera } = record;
    let is_named = context.name(&at.field("name"), &name);
    let as_of = day(context, &at.field("as_of"), &as_of);
    let known_on = known_on.map(|text| day(context, &at.field("known_on"), &text));
    let asks = asks(context, &at.field("filter"), filter);
    let rest = match hiding {
        HidingRecord::Dim => ViewRest::Dimmed,
        HidingRecord::Remove => ViewRest::Removed,
    };
    let listed = &at.field("selection");
    let targets = selection.into_iter().enumerate().map(|(idx, record)| target(context, &listed.item(idx), record));
    let selection = targets.collect();
    let camera = camera.map(|record| self::camera(context, &at.field("camera"), &record));
    // A day, a filter or a camera that was not understood would show something else under the same name.
    let known_on = match known_on {
        Some(day) => Some(day?),
        None => None,
    };
    let camera = match camera {
        Some(camera) => Some(camera?),
        None => None,
    };
    let view = NamedView { name, judgment, as_of: as_of?, known_on, asks: asks?, rest, selection, camera };
    is_named.then_some(view)
}

/// Reads one sure day.
fn day(context: &mut Context<'_>, at: &At<'_>, text: &str) -> Option<Date> {
    let date = context.date(at, text)?;
    if date.precision() != Precision::Day || !date.is_sure() {
        context.error(at, format!("`{text}` is not one sure day"), "write YYYY-MM-DD");
        return None;
    }
    Some(date.earliest())
}

fn camera(context: &mut Context<'_>, at: &At<'_>, record: &CameraRecord) -> Option<ViewCamera> {
    let (x, y) = record.center;
    let ((least, most), center) = (ViewCamera::ZOOM, &at.field("center"));
    let mut is_sound = context.number(&at.field("zoom"), record.zoom, least, most);
    for (idx, value) in [x, y].into_iter().enumerate() {
        is_sound &= context.number(&center.item(idx), value, -ViewCamera::MOST, ViewCamera::MOST);
    }
    is_sound.then_some(ViewCamera { center: Point::new(x, y), zoom: record.zoom })
}

fn target(context: &mut Context<'_>, at: &At<'_>, record: TargetRecord) -> ViewTarget {
    match record {
        TargetRecord::Nation(id) => {
            context.note_absent(at, Table::Nations, &id);
            ViewTarget::Nation(context.nation_id(&id))
        }
        TargetRecord::Tie(id) => {
            context.note_absent(at, Table::Ties, &id);
            ViewTarget::Tie(context.tie_id(&id))
        }
        TargetRecord::Source(id) => {
            context.note_absent(at, Table::Sources, &id);
            ViewTarget::Source(context.source_id(&id))
        }
        TargetRecord::Pair(a, b) => {
            context.note_absent(at, Table::Nations, &a);
            context.note_absent(at, Table::Nations, &b);
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            ViewTarget::Pair(context.nation_id(&a), context.nation_id(&b))
        }
    }
}

fn asks(context: &mut Context<'_>, at: &At<'_>, record: FilterRecord) -> Option<ViewAsks> {
    let FilterRecord {
        sign,
        category,
        kind,
        nation,
        reliability,
        credibility,
        standing,
        overlaps,
        disputed,
        single_origin,
        rests_on,
        without_source,
        around,
    } = record;
    for (table, field, ids) in [
        (Table::Kinds, "kind", &kind),
        (Table::Nations, "nation", &nation),
        (Table::Sources, "rests_on", &rests_on),
        (Table::Sources, "without_source", &without_source),
    ] {
        let list = &at.field(field);
        ids.iter().enumerate().for_each(|(idx, id)| context.note_absent(&list.item(idx), table, id));
    }
    let reliabilities = reliabilities(context, &at.field("reliability"), &reliability);
    let credibilities = credibilities(context, &at.field("credibility"), &credibility);
    let overlaps = overlaps.map(|text| context.span(&at.field("overlaps"), &text));
    let around = around.map(|record| self::around(context, &at.field("around"), record));
    let nature = ViewNature {
        signs: sign.into_iter().map(sign_of).collect(),
        categories: category.into_iter().collect(),
        kinds: kind.iter().map(|id| context.kind_id(id)).collect(),
        nations: nation.iter().map(|id| context.nation_id(id)).collect(),
        overlaps: match overlaps {
            Some(span) => Some(span?),
            None => None,
        },
    };
    let grounds = ViewGrounds {
        reliabilities: reliabilities?,
        credibilities: credibilities?,
        standings: standing.into_iter().map(standing_of).collect(),
        rests_on: rests_on.iter().map(|id| context.source_id(id)).collect(),
        without_sources: without_source.iter().map(|id| context.source_id(id)).collect(),
        is_disputed: disputed,
        is_single_origin: single_origin,
    };
    let around = match around {
        Some(around) => Some(around?),
        None => None,
    };
    Some(ViewAsks { nature, grounds, around })
}

fn sign_of(record: SignRecord) -> Sign {
    match record {
        SignRecord::Positive => Sign::Positive,
        SignRecord::Negative => Sign::Negative,
        SignRecord::Neutral => Sign::Neutral,
    }
}

fn reliabilities(context: &mut Context<'_>, at: &At<'_>, texts: &[String]) -> Option<BTreeSet<Reliability>> {
    let mut found = BTreeSet::new();
    for (idx, text) in texts.iter().enumerate() {
        let meant = Reliability::ALL.into_iter().find(|it| *text == it.sign().to_string());
        if meant.is_none() {
            context.error(&at.item(idx), format!("`{text}` is not a reliability"), "write A to F, such as \"B\"");
        }
        found.insert(meant?);
    }
    Some(found)
}

fn credibilities(context: &mut Context<'_>, at: &At<'_>, numbers: &[i64]) -> Option<BTreeSet<Credibility>> {
    let mut found = BTreeSet::new();
    for (idx, number) in numbers.iter().enumerate() {
        let meant = Credibility::ALL.into_iter().find(|it| number.to_string() == it.sign().to_string());
        if meant.is_none() {
            context.error(&at.item(idx), format!("`{number}` is not a credibility"), "write 1 to 6");
        }
        found.insert(meant?);
    }
    Some(found)
}

fn around(context: &mut Context<'_>, at: &At<'_>, record: AroundRecord) -> Option<ViewAround> {
    let AroundRecord { nations, hops } = record;
    let list = &at.field("nations");
    nations.iter().enumerate().for_each(|(idx, id)| context.note_absent(&list.item(idx), Table::Nations, id));
    let Ok(hops @ 1..=3) = u8::try_from(hops) else {
        context.error(&at.field("hops"), format!("{hops} steps are out of range"), "write 1, 2 or 3");
        return None;
    };
    if nations.is_empty() {
        context.error(list, "no nation is named to be around", "name at least one, or leave out `around`");
        return None;
    }
    Some(ViewAround { nations: nations.iter().map(|id| context.nation_id(id)).collect(), hops })
}
