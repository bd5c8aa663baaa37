//! Says of each tie and nation on a picture what a title has no room for.

use std::collections::BTreeMap;

use super::marks::About;
use super::options::Subject;
use crate::kit::{boxed, counted, shortened};
use crate::model::{NationId, Sign};
use crate::network::NetworkTie;
use crate::scene::items::{Badge, Scene};

/// Sources of a tie that are named, and letters of each.
const MOST_SOURCES: usize = 12;
const MOST_LETTERS: usize = 120;

/// Returns what more there is to say of the marks of a scene. O(evidence of its ties).
pub(super) fn about(subject: &Subject<'_>, scene: &Scene) -> About {
    let network = subject.network;
    // Those that are only counted have a title, too.
    let bundled = scene.badges.iter().flat_map(|mark| match &mark.badge {
        Badge::More(ties) => ties.as_slice(),
        Badge::Mixed => &[],
    });
    let ids = scene.ties.iter().map(|mark| &mark.id).chain(bundled.map(|tie| &tie.id));
    let ties = ids.filter_map(|id| Some((id.clone(), of_tie(subject, network.tie(id)?))));
    let nations = scene.nations.iter().map(|mark| (mark.id.clone(), of_nation(subject, &mark.id)));
    About { ties: ties.collect(), nations: nations.collect() }
}

fn of_tie(subject: &Subject<'_>, tie: &NetworkTie) -> String {
    let document = subject.document;
    let sources = tie.tie.sources().into_iter().filter_map(|id| document.sources.get(id)).take(MOST_SOURCES);
    let named = sources.map(|source| shortened(&boxed(&source.in_words()), MOST_LETTERS));
    let named: Vec<String> = named.collect();
    let grade = tie.support.best.map(|grade| format!("Best grade {grade}. ")).unwrap_or_default();
    let sources = if named.is_empty() { "No source.".to_owned() } else { format!("Sources: {}.", named.join("; ")) };
    format!("{}, weight {}. {grade}{sources}", boxed(&tie.tie.span.in_words()), tie.as_of_day.weight)
}

fn of_nation(subject: &Subject<'_>, id: &NationId) -> String {
    // Neither what a filter only dims nor what a comparison finds on another day is there.
    let is_there =
        |tie: &&NetworkTie| tie.is_asked_for && !subject.shifts.is_some_and(|shifts| shifts.is_ghost(&tie.tie.id));
    let ties: Vec<&NetworkTie> = subject.network.ties_of(id).into_iter().filter(is_there).collect();
    let of_sign = |sign| ties.iter().filter(|tie| tie.kind.sign == sign).count();
    let signs: Vec<String> = Sign::ALL.into_iter().map(|sign| format!("{} {}", of_sign(sign), sign.name())).collect();
    let mut partners: BTreeMap<&NationId, usize> = BTreeMap::new();
    for partner in ties.iter().filter_map(|tie| tie.tie.other(id)) {
        *partners.entry(partner).or_default() += 1;
    }
    let named: Vec<String> =
        partners.iter().map(|(id, n)| format!("{} ({n})", boxed(subject.document.nation_name(id)))).collect();
    let with = if named.is_empty() { String::new() } else { format!(", with {}", named.join(", ")) };
    format!("{}: {}{with}.", counted(ties.len(), "tie"), signs.join(", "))
}
