//! The right panel: what is selected, read from top to bottom.
//!
//! `panel` chooses by the selection, under the `breadcrumb`; `tie`, `nation`, `pair`, `source`, `several`, `overview` and
//! `changes` are what it can show, made from `course`, `ledger`, `instrument`, `evidence`, `assessment` and `supposed`. `lanes` lays out
//! what a pair did in turn and `rails` draws it; `scenario` is an open scenario with each `hypothesis` of it, `summary` what
//! two vantages come to, and `side_by_side` how they lie beside each other; `comparing` asks with which day to compare, in the panel and in a dialog. `desk` is what they all read,
//! `editing` shows forms in the place of what they are about, `memo` what is worked out once and not in every frame; `mention` is what every mention of a thing can do, `sources` how
//! sources are named; `letters`, `row`, `marks` and `layout` are what they draw with, `words` how they say it.

mod panel;
mod tie;
mod nation;
mod pair;
mod changes;
mod comparing;
mod scenario;
mod hypothesis;
mod summary;
mod side_by_side;
mod source;
mod scrolling;
mod several;
mod overview;
mod breadcrumb;
mod course;
mod ledger;
mod lanes;
mod rails;
mod instrument;
mod evidence;
mod supposed;
mod assessment;
mod desk;
mod editing;
mod memo;
mod mention;
mod sources;
mod layout;
mod row;
mod marks;
mod letters;
mod words;

pub(super) use comparing::{Asking, compare_ui};
pub(super) use layout::columns_ui;
pub(super) use letters::{Letters, label_ui};
pub(super) use marks::{paint_casing, paint_sign};
pub use memo::Memo;
pub use panel::{Read, inspector_ui, scroll_by_keys};
pub(super) use words::{counted, origins, short_date, short_span};
