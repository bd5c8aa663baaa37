//! The shape of a named view in `views.ron`, as an author writes it, and how this program writes one.
//!
//! Nothing here is checked beyond its type. The fields are documented in `data/README.md`; keep the two in step.

use serde::Deserialize;

use super::native::{SignRecord, StandingRecord};
use super::written::{Form, Margin, quoted};
use crate::model::{NamedView, Sign, ViewAsks, ViewCamera, ViewGrounds, ViewNature, ViewRest, ViewTarget};

/// One element of `views.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "View")]
pub struct ViewRecord {
    /// What it is called.
    pub name: String,
    /// What it shows, in one sentence.
    #[serde(default)]
    pub judgment: String,
    /// The day looked at, `YYYY-MM-DD`.
    pub as_of: String,
    /// The day by which evidence had to be known, `YYYY-MM-DD`.
    #[serde(default)]
    pub known_on: Option<String>,
    /// What is asked for.
    #[serde(default)]
    pub filter: FilterRecord,
    /// What becomes of the rest.
    #[serde(default)]
    pub hiding: HidingRecord,
    /// What is selected.
    #[serde(default)]
    pub selection: Vec<TargetRecord>,
    /// Where one looks.
    #[serde(default)]
    pub camera: Option<CameraRecord>,
}

/// What a view asks for.
// More fields than a struct should have: each is a field of the file, whose authors write them side by side.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Filter", default)]
pub struct FilterRecord {
    /// Signs of kinds.
    pub sign: Vec<SignRecord>,
    /// Categories of kinds.
    pub category: Vec<String>,
    /// Ids of kinds.
    pub kind: Vec<String>,
    /// Ids of nations.
    pub nation: Vec<String>,
    /// Reliabilities, A to F.
    pub reliability: Vec<String>,
    /// Credibilities, 1 to 6.
    pub credibility: Vec<i64>,
    /// Standings of claims.
    pub standing: Vec<StandingRecord>,
    /// Days, EDTF.
    pub overlaps: Option<String>,
    /// Whether dates are to be disputed.
    pub disputed: bool,
    /// Whether support is to go back to one origin.
    pub single_origin: bool,
    /// Ids of sources.
    pub rests_on: Vec<String>,
    /// Ids of sources that are not to be named.
    pub without_source: Vec<String>,
    /// Nations, and how near to them.
    pub around: Option<AroundRecord>,
}

/// Nations, and how near to them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Around")]
pub struct AroundRecord {
    /// Ids of the nations.
    pub nations: Vec<String>,
    /// Ties between, 1 to 3.
    pub hops: i64,
}

/// What becomes of ties that are not asked for.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HidingRecord {
    /// Drawn faintly.
    #[default]
    Dim,
    /// Left away.
    Remove,
}

/// Something selected.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetRecord {
    /// A nation, by its id.
    Nation(String),
    /// A tie, by its id.
    Tie(String),
    /// Two nations, by their ids.
    Pair(String, String),
    /// A source, by its id.
    Source(String),
}

/// Where one looks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Camera")]
pub struct CameraRecord {
    /// Point in the middle.
    pub center: (f64, f64),
    /// How large a point is drawn.
    pub zoom: f64,
}

/// Selected things on a line at most.
const IN_A_LINE: usize = 4;

/// Returns a view as it is written to a list of views, without a comma after it; its first line is indented already.
pub(super) fn written(view: &NamedView, form: Form, Margin { indent, step }: Margin<'_>) -> String {
    let NamedView { name, judgment, as_of, known_on, asks, rest, selection, camera } = view;
    let inner = format!("{indent}{step}");
    let mut fields = vec![format!("name: {}", quoted(name))];
    if !judgment.is_empty() {
        fields.push(format!("judgment: {}", quoted(judgment)));
    }
    fields.push(format!("as_of: \"{as_of}\""));
    fields.extend(known_on.map(|day| format!("known_on: \"{day}\"")));
    let asked = asked(asks);
    if !asked.is_empty() {
        fields.push(format!("filter: ({})", asked.join(", ")));
    }
    match rest {
        ViewRest::Dimmed => {}
        ViewRest::Removed => fields.push("hiding: remove".to_owned()),
    }
    if !selection.is_empty() {
        let targets: Vec<String> = selection.iter().map(target).collect();
        fields.push(if targets.len() <= IN_A_LINE || form == Form::Flat {
            format!("selection: [{}]", targets.join(", "))
        } else {
            let rows: Vec<String> =
                targets.chunks(IN_A_LINE).map(|row| format!("{inner}{step}{},\n", row.join(", "))).collect();
            format!("selection: [\n{}{inner}]", rows.concat())
        });
    }
    if let Some(ViewCamera { center, zoom }) = camera {
        fields.push(format!("camera: (center: ({:?}, {:?}), zoom: {zoom:?})", center.x, center.y));
    }
    match form {
        Form::Flat => format!("View({})", fields.join(", ")),
        Form::Tall => {
            let lines: Vec<String> = fields.iter().map(|field| format!("{inner}{field},\n")).collect();
            format!("View(\n{}{indent})", lines.concat())
        }
    }
}

/// Returns the fields of a filter that ask for something.
fn asked(asks: &ViewAsks) -> Vec<String> {
    let ViewAsks { nature, grounds, around } = asks;
    let ViewNature { signs, categories, kinds, nations, overlaps } = nature;
    let ViewGrounds {
        reliabilities,
        credibilities,
        standings,
        rests_on,
        without_sources,
        is_disputed,
        is_single_origin,
    } = grounds;
    let sign = |sign: &Sign| match sign {
        Sign::Positive => "positive",
        Sign::Negative => "negative",
        Sign::Neutral => "neutral",
    };
    let mut fields = Vec::new();
    let mut list = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            fields.push(format!("{name}: [{}]", values.join(", ")));
        }
    };
    list("sign", signs.iter().map(|it| sign(it).to_owned()).collect());
    list("category", categories.iter().map(|it| quoted(it)).collect());
    list("kind", kinds.iter().map(|id| quoted(id.as_str())).collect());
    list("nation", nations.iter().map(|id| quoted(id.as_str())).collect());
    list("reliability", reliabilities.iter().map(|it| format!("\"{}\"", it.sign())).collect());
    list("credibility", credibilities.iter().map(|it| it.sign().to_string()).collect());
    list("standing", standings.iter().map(|it| it.name().to_owned()).collect());
    list("rests_on", rests_on.iter().map(|id| quoted(id.as_str())).collect());
    list("without_source", without_sources.iter().map(|id| quoted(id.as_str())).collect());
    fields.extend(overlaps.map(|span| format!("overlaps: \"{span}\"")));
    if *is_disputed {
        fields.push("disputed: true".to_owned());
    }
    if *is_single_origin {
        fields.push("single_origin: true".to_owned());
    }
    if let Some(around) = around {
        let nations: Vec<String> = around.nations.iter().map(|id| quoted(id.as_str())).collect();
        fields.push(format!("around: (nations: [{}], hops: {})", nations.join(", "), around.hops));
    }
    fields
}

fn target(target: &ViewTarget) -> String {
    match target {
        ViewTarget::Nation(id) => format!("nation({})", quoted(id.as_str())),
        ViewTarget::Tie(id) => format!("tie({})", quoted(id.as_str())),
        ViewTarget::Pair(a, b) => format!("pair({}, {})", quoted(a.as_str()), quoted(b.as_str())),
        ViewTarget::Source(id) => format!("source({})", quoted(id.as_str())),
    }
}
