//! Limits on what is read from untrusted files, in one place. Each is refused by name.

/// The format that this program reads.
pub(super) const FORMAT: u32 = 1;
/// Bytes in one file: 28 MiB, some 40,000 ties.
pub(super) const MAX_FILE_BYTES: u64 = 28 << 20;
/// Bytes in all files of an atlas together: 28 MiB; reading takes up to eight times that.
pub(super) const MAX_ATLAS_BYTES: u64 = 28 << 20;
/// Files in each folder of an atlas.
pub(super) const MAX_FILES: usize = 1_000;
/// Brackets within brackets.
pub(super) const MAX_NESTING: usize = 64;
/// Bytes of one text.
pub(super) const MAX_STRING_BYTES: usize = crate::model::MOST_TEXT_BYTES;
/// Records in an atlas, ties mostly.
pub(super) const MAX_RECORDS: usize = crate::model::MOST_RECORDS;
/// Changes in one list.
pub(super) const MAX_CHANGES: usize = 200_000;
/// Problems that are listed; more are counted.
pub(super) const MAX_PROBLEMS: usize = 50_000;
/// Words compared for "did you mean" in one atlas, so that a hostile one cannot keep the program busy for ever.
pub(super) const MAX_COMPARISONS: usize = 2_000_000;
/// Values of a file held at once: its records, and the fields of the one being read.
pub(super) const MAX_VALUES: usize = 400_000;
/// Lines of a record that are kept with a problem in it.
pub(super) const MAX_RECORD_LINES: usize = 200;
/// Bytes of a record that are kept with a problem in it.
pub(super) const MAX_RECORD_BYTES: usize = 16 << 10;
/// Bytes of all records together that are kept with problems.
pub(super) const MAX_RECORDS_BYTES: usize = 4 << 20;
/// Letters of a message or hint, which may quote what a file says.
pub(super) const MAX_MESSAGE_LETTERS: usize = 400;
/// The format of settings that this program reads and writes.
pub(super) const SETTINGS_FORMAT: u32 = 1;
/// Bytes in the settings file: 64 KiB, a hundred times what it ever has.
pub(super) const MAX_SETTINGS_BYTES: u64 = 64 << 10;
/// Bytes in the record of a save: 4 MiB, room for twice as many files as an atlas has, with the longest names.
pub(super) const MAX_RECORD_FILE_BYTES: u64 = 4 << 20;
