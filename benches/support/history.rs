//! Gives a large atlas a history: ties that come and go over eighty years, and many exchanges in them. In memory, because
//! so much text is more than the limits of files allow.

use std::sync::Arc;

use demarche::kit::Rng;
use demarche::model::{Document, EdtfDate, Evidence, Exchange, Response, Span, Tie};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Days over which things happen: eighty years.
const N_DAYS: usize = 29_220;
/// Any number; another one gives another history.
const SEED: u64 = 1_945;

/// Returns the record with other spans, and with so many exchanges on average in each tie: the same for the same numbers.
pub fn with_history(document: &Document, n_exchanges: usize) -> Document {
    let mut rng = Rng::new(SEED);
    let ties = document.ties.iter().map(|(id, tie)| (id.clone(), Arc::new(aged(tie, n_exchanges, &mut rng)))).collect();
    Document { ties, ..document.clone() }
}

fn day(rng: &mut Rng, from: usize) -> (usize, Date) {
    let n = from + rng.below(N_DAYS - from);
    (n, date(1945, 6, 14).checked_add((n as i64).days()).unwrap_or(Date::MAX))
}

/// Returns a tie that begins on some day, in half of the cases ends on a later one, and has exchanges within.
fn aged(tie: &Tie, n_exchanges: usize, rng: &mut Rng) -> Tie {
    let (n_begin, begin) = day(rng, 0);
    let (_, end) = day(rng, n_begin);
    let end = if rng.below(2) == 0 { "..".to_owned() } else { end.to_string() };
    let span = Span::parse(&format!("{begin}/{end}")).unwrap_or(tie.span);
    let mut aged = Tie { span, ..tie.clone() };
    let sources = vec![tie.evidence[0].source.clone()];
    let exchange = |rng: &mut Rng| Exchange {
        id: None,
        on: EdtfDate::from_day(day(rng, n_begin).1),
        by: if rng.below(2) == 0 { tie.between.0.clone() } else { tie.between.1.clone() },
        approach: "An offer".to_owned(),
        strategy: String::new(),
        response: Some(if rng.below(2) == 0 { Response::Accepted } else { Response::Rejected }),
        reply: String::new(),
        cameo: None,
        sources: sources.clone(),
        relates: Vec::new(),
    };
    let n = rng.below(2 * n_exchanges + 1);
    aged.course.exchanges = (0..n).map(|_| Arc::new(exchange(rng))).collect();
    aged.course.exchanges.sort_by_key(|exchange| exchange.on.latest());
    let reported =
        |rng: &mut Rng, item: &Evidence| Evidence { reported: EdtfDate::from_day(day(rng, n_begin).1), ..item.clone() };
    aged.evidence = tie.evidence.iter().map(|item| reported(rng, item)).collect();
    aged
}
