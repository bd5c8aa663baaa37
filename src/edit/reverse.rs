//! Turns a tie around: the receiver becomes the sender.

use std::sync::Arc;

use super::apply::Edit;
use super::change::Change;
use crate::model::{Document, Entry, TieId};

/// Returns the edit that turns a tie around; `None` where there is no such tie. Who did what in it stays as it is.
pub fn reverse(document: &Document, id: &TieId) -> Option<Edit> {
    let mut tie = (**document.ties.get(id)?).clone();
    std::mem::swap(&mut tie.between.0, &mut tie.between.1);
    Some(Edit::of(document, vec![Change::put(document, Entry::Tie(Arc::new(tie)))]))
}
