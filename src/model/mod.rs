//! What a diplomatic record is.
//!
//! An **atlas** holds **nations** and the **ties** between them. A tie is of one **kind**, which gives its **sign**; it
//! exists over a **span** of days and rests on **evidence**: what a **source** says, with a NATO **grade**, a
//! **standing** and the **origin** that it may only repeat. What happens on a day is never a tie but an **exchange**
//! (one move, its strategy and the response) or a **milestone** (a step in the life of a treaty), from which the
//! **status** as of a day follows. Ties may share an **instrument**. A **driver** is a reason behind a nation's stance,
//! an **assessment** somebody's stated weights. A **document** is all of that in memory; a **problem** says what could
//! not be taken in. A **scenario** is a list of dated, reasoned **hypotheses** over all that, each of which makes, alters or
//! takes away records; a **patch** says which facts of a record are expected and what they are to be. A **view** is a look at all this that somebody has kept under a name.

mod date;
mod document;
mod entry;
mod grade;
mod ids;
mod instrument;
mod kind;
mod nation;
mod objection;
mod patch;
mod problem;
mod scenario;
mod source;
mod span;
mod status;
mod telling;
mod tie;
mod view;

pub use date::{DateError, EdtfDate, Precision, Qualifier};
pub use document::{Counts, Document, MOST_RECORDS, Manifest, Position};
pub use entry::{Entry, EntryId};
pub use grade::{Credibility, Grade, Reliability};
pub use ids::{AssessmentId, HypothesisId, InstrumentId, KindId, NationId, PartId, ScenarioId, SourceId, TieId};
pub use instrument::{Assessment, Instrument, Share};
pub use kind::{Direction, Kind, Sign};
pub use nation::{Basis, Class, Driver, Event, NameStyle, Names, Nation, Seat};
pub use objection::{MOST_COORDINATE, MOST_ID_LETTERS, MOST_NAME_LETTERS, MOST_TEXT_BYTES, Objection};
pub use patch::{Patch, PatchError, facts_are};
pub use problem::{Place, Problem, RecordText, Severity};
pub use scenario::{Alteration, Hypothesis, Likelihood, LikelihoodTerm, Scenario, Supposed};
pub use source::{Confidence, Evidence, Genre, Source, Standing, Support, without};
pub use span::{Presence, Span, SpanEnd};
pub use status::{State, Status, Taken};
pub use tie::{
    About, Cameo, Course, Dispute, DisputedDate, Exchange, Level, Milestone, Reference, Relation, RelationKind,
    Response, Step, Tie, Weight,
};
pub use view::{
    NamedView, ViewAround, ViewAsks, ViewCamera, ViewChange, ViewGrounds, ViewNature, ViewRest, ViewTarget,
};
