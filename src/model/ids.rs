//! Identifiers: the author's own strings, one type per table, cheap to copy about.

use std::fmt;
use std::sync::Arc;

/// Defines one identifier type.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the identifier that an author wrote.
            pub fn new(id: &str) -> Self {
                Self(Arc::from(id))
            }

            /// Returns the author's string in the memory that this shares with its copies.
            pub fn share(&self) -> Arc<str> {
                self.0.clone()
            }

            /// Returns the author's string.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<Arc<str>> for $name {
            fn from(id: Arc<str>) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Identifies a nation: its ISO 3166 alpha-3 code where it has one.
    NationId
}
id! {
    /// Identifies a kind of tie.
    KindId
}
id! {
    /// Identifies a tie.
    TieId
}
id! {
    /// Identifies a source.
    SourceId
}
id! {
    /// Identifies an instrument.
    InstrumentId
}
id! {
    /// Identifies an assessment.
    AssessmentId
}
id! {
    /// Identifies a milestone, exchange, event or driver within the record that holds it.
    PartId
}
id! {
    /// Identifies a scenario.
    ScenarioId
}
id! {
    /// Identifies a hypothesis within its scenario.
    HypothesisId
}
