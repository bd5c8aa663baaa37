//! Records and edits of chance, for the tests of this floor; those beside the crate share the file.

use crate::{edit, kit, model};

#[path = "../../tests/support/chance.rs"]
mod chance;

pub(super) use chance::Chance;
