//! Puts the new texts of files together from what becomes of each record.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::super::canon::Canon;
use super::super::files::TextFile;
use super::super::syntax::Field;
use super::super::written::{Form, Margin, STEP};
use super::error::RewriteError;
use super::home::{Home, Section, Shelf, name_in_list};
use super::keepsakes::{Bare, Keepsake, Keepsakes, KeptSlot};
use super::slots::{Piece, SlotText, Slots};
use super::splice::{Change, Sections, with_fields};
use crate::model::EntryId;

/// What becomes of one file.
#[derive(Debug, Default)]
pub(super) struct FileDraft {
    /// What becomes of its lists, by their index.
    pub lists: BTreeMap<usize, ListDraft>,
    /// New records of lists that it does not have yet.
    pub added: BTreeMap<Section, Vec<Added>>,
    /// What becomes of the manifest in it: how it is written, as what it was read, what is wanted.
    pub manifest: Option<[Canon; 3]>,
}

/// What becomes of one list.
#[derive(Debug, Default)]
pub(super) struct ListDraft {
    /// New texts of records, by their index.
    pub bodies: BTreeMap<usize, String>,
    /// Records that go, each with its plain text.
    pub gone: BTreeMap<usize, (EntryId, String)>,
    /// Records that come back to where they stood.
    pub back: Vec<Back>,
    /// New records.
    pub added: Vec<Added>,
}

/// A record that comes back.
#[derive(Debug)]
pub(super) struct Back {
    /// How it stood.
    pub kept: KeptSlot,
    /// Its text now.
    pub body: String,
}

/// A new record.
#[derive(Debug)]
pub(super) struct Added {
    /// Its plain text.
    pub canon: Canon,
}

/// Returns the new text of a file, and what to remember of the old one; no text where the file goes.
///
/// # Errors
/// Returns the manifest's id when it does not stand in the file as it was read.
pub(super) fn drafted(
    file: &TextFile,
    shelf: &Shelf,
    draft: FileDraft,
    kept: &Keepsakes,
    keepsakes: &mut Vec<Keepsake>,
) -> Result<Option<String>, RewriteError> {
    let FileDraft { lists, added, manifest } = draft;
    let text = file.text.as_str();
    let mut sections = Sections::default();
    for (home_idx, list) in lists {
        let home = &shelf.homes[home_idx];
        let rebuilt = relisted(file, home, list, kept, keepsakes);
        match (home.field_idx, rebuilt) {
            (None, Some(list)) => return Ok(Some(format!("{}{list}", &text[..home.open]))),
            (None, None) => return Ok(None),
            (Some(idx), rebuilt) => {
                let value_end = shelf.fields.as_ref().map_or(text.len(), |fields| fields[idx].value.span.end);
                // What was rebuilt goes on to the end of the text.
                let list = rebuilt.map(|list| list[..list.len() - (text.len() - value_end)].to_owned());
                sections.changed.insert(idx, list);
            }
        }
    }
    let Some(fields) = &shelf.fields else { return Ok(Some(file.text.clone())) };
    let slots = Slots::of(text, shelf.open, fields.iter().map(|field| field.name.start..field.value.span.end));
    let setting = slots.setting(fields.len().checked_sub(1), Form::Tall);
    for (section, records) in added {
        keepsakes.push(Keepsake::Bare(file.path.clone(), section, Bare::NoField));
        let inner = format!("{}{}", setting.indent, setting.step);
        let list = listed(&records, Margin { indent: &inner, step: &setting.step });
        sections.added.push(slots.in_lines(format!("{}: [\n{list}{}]", section.name(), setting.indent)));
    }
    let unlike = |_| RewriteError::Unlike { id: EntryId::Manifest };
    let whole = shelf.open..text.len();
    let Some([written, base, wanted]) = manifest else {
        let atlas = with_fields(text, &whole, fields, None, sections).map_err(unlike)?;
        return Ok(Some(format!("{}{atlas}", &text[..shelf.open])));
    };
    let [plain_base, plain_wanted] = [&base, &wanted].map(|canon| canon.value().text().to_owned());
    let old = around_lists(text, shelf);
    let is_ours = kept.text(&EntryId::Manifest, &plain_base) == Some(&old);
    let remembered = kept.text(&EntryId::Manifest, &plain_wanted).filter(|_| is_ours);
    let remembered = remembered.and_then(|around| with_lists(text, shelf, &sections, around));
    let new = match remembered {
        Some(new) => new,
        None => {
            let change = Change { file: Some(written.value()), base: Some(base.value()), wanted: wanted.value() };
            let atlas = with_fields(text, &whole, fields, Some(change), sections).map_err(unlike)?;
            format!("{}{atlas}", &text[..shelf.open])
        }
    };
    keepsakes.push(Keepsake::Text(EntryId::Manifest, plain_base, old));
    let now = file.with_text(new);
    keepsakes.push(Keepsake::Text(EntryId::Manifest, plain_wanted, around_lists(&now.text, &Shelf::of(&now))));
    Ok(Some(now.text))
}

/// Stands for a list in the text around lists.
const LIST: &str = "\0";

/// Returns the text of an atlas in one file without its lists.
fn around_lists(text: &str, shelf: &Shelf) -> String {
    let mut around = String::new();
    let mut at = 0;
    for list in lists(shelf) {
        around.push_str(&text[at..list.value.span.start]);
        around.push_str(LIST);
        at = list.value.span.end;
    }
    around + &text[at..]
}

/// Returns the text of an atlas with its lists as they are to be, and what is around them as it was before; `None` where
/// there are other lists now than there were then.
fn with_lists(text: &str, shelf: &Shelf, sections: &Sections, around: &str) -> Option<String> {
    let changed = |home: &Home| sections.changed.get(&home.field_idx?).cloned();
    let values = shelf.homes.iter().zip(lists(shelf));
    let values = values
        .filter_map(|(home, field)| changed(home).unwrap_or_else(|| Some(text[field.value.span.clone()].to_owned())));
    let (values, parts): (Vec<String>, Vec<&str>) = (values.collect(), around.split(LIST).collect());
    let fits = sections.added.is_empty() && parts.len() == values.len() + 1;
    let values = values.into_iter().chain([String::new()]);
    fits.then(|| parts.into_iter().zip(values).map(|(part, list)| format!("{part}{list}")).collect())
}

/// Returns the fields that are lists of records.
fn lists(shelf: &Shelf) -> impl Iterator<Item = &Field> {
    let fields = shelf.fields.as_deref().unwrap_or_default();
    shelf.homes.iter().filter_map(|home| fields.get(home.field_idx?))
}

/// Returns records on lines of their own, each with a comma.
pub(super) fn listed(records: &[Added], margin: Margin<'_>) -> String {
    records.iter().map(|record| format!("{}{},\n", margin.indent, record.written(margin))).collect()
}

impl Added {
    fn written(&self, margin: Margin<'_>) -> String {
        super::super::written::record(self.canon.value(), Form::Tall, margin)
    }
}

/// Returns the text from a list's bracket to the end of the file, with the list as it is to be; `None` where there was no
/// such list before, and shall be none again.
fn relisted(
    file: &TextFile,
    home: &Home,
    draft: ListDraft,
    kept: &Keepsakes,
    keepsakes: &mut Vec<Keepsake>,
) -> Option<String> {
    let text = file.text.as_str();
    let slots = Slots::of(text, home.open, home.items.iter().cloned());
    let inside = slots.inside();
    let ListDraft { mut bodies, gone, back, added } = draft;
    for (idx, (id, plain)) in &gone {
        let slot = slots.taken_out(*idx, |idx| gone.contains_key(&idx));
        let before = idx.checked_sub(1).map(|before| name_in_list(text, &home.items[before]));
        let name = name_in_list(text, &home.items[*idx]);
        let (path, section) = (file.path.clone(), home.section);
        keepsakes.push(Keepsake::Text(id.clone(), plain.clone(), slot.body.clone()));
        let slot = KeptSlot { path, section, slot, before, plain: plain.clone(), name, idx: *idx, save: 0 };
        keepsakes.push(Keepsake::Slot(id.clone(), slot));
    }
    if home.items.is_empty() && !(back.is_empty() && added.is_empty()) {
        let bare = Bare::Inside(text[inside.clone()].to_owned());
        keepsakes.push(Keepsake::Bare(file.path.clone(), home.section, bare));
    }
    let mut pieces = Vec::with_capacity(home.items.len() + added.len());
    for place in places(file, home, &back, kept) {
        match place {
            Placed::There(idx) if gone.contains_key(&idx) => {}
            Placed::There(idx) => pieces.push(Piece::Kept(idx, bodies.remove(&idx))),
            Placed::Back(idx) => {
                let Back { kept, body } = &back[idx];
                pieces.push(Piece::Restored(SlotText { body: body.clone(), ..kept.slot.clone() }));
            }
        }
    }
    let near = home.items.len().checked_sub(1);
    let setting = slots.setting(near, Form::Tall);
    for record in &added {
        let written = super::super::written::record(record.canon.value(), setting.form, setting.margin());
        pieces.push(Piece::New(slots.in_lines(written)));
    }
    let is_bare = pieces.is_empty();
    let mut new = slots.rebuilt(pieces, Form::Tall);
    if is_bare && new.trim().is_empty() {
        let around = format!("{}{}", &text[..home.open], &text[inside.end + 1..]);
        match kept.bare(&file.path, home.section) {
            Some(Bare::NoFile) if around.trim().is_empty() => return None,
            Some(Bare::NoField) if home.field_idx.is_some() => return None,
            Some(Bare::Inside(before)) => new.clone_from(before),
            Some(Bare::NoFile | Bare::NoField) | None => {}
        }
    }
    Some(format!("{}{new}{}", &text[home.open..inside.start], &text[inside.end..]))
}

/// A record of a list as it is to be.
#[derive(Debug, Clone, Copy)]
enum Placed {
    /// The one at that index.
    There(usize),
    /// The one that comes back at that index.
    Back(usize),
}

/// After what a record comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum After {
    Nothing,
    There(usize),
    Back(usize),
}

/// Returns the records of a list with those put back where they stood. O(n log n).
fn places(file: &TextFile, home: &Home, back: &[Back], kept: &Keepsakes) -> Vec<Placed> {
    let n = home.items.len();
    if back.is_empty() {
        return (0..n).map(Placed::There).collect();
    }
    let mut names: BTreeMap<String, After> = BTreeMap::new();
    for (idx, span) in home.items.iter().enumerate() {
        names.entry(name_in_list(&file.text, span)).or_insert(After::There(idx));
    }
    let mut order: Vec<usize> = (0..back.len()).collect();
    // What was removed last is put back first, so that each finds what stood before it.
    order.sort_by_key(|idx| (usize::MAX - back[*idx].kept.save, back[*idx].kept.idx));
    let mut behind: BTreeMap<After, VecDeque<usize>> = BTreeMap::new();
    for idx in order {
        let slot = &back[idx].kept;
        let after = after_what(slot, &names, kept).unwrap_or(After::There(n.saturating_sub(1)));
        behind.entry(after).or_default().push_front(idx);
        names.insert(slot.name.clone(), After::Back(idx));
    }
    let mut placed = Vec::with_capacity(n + back.len());
    let mut open: Vec<After> = (0..n).rev().map(After::There).collect();
    open.push(After::Nothing);
    while let Some(at) = open.pop() {
        match at {
            After::Nothing => {}
            After::There(idx) => placed.push(Placed::There(idx)),
            After::Back(idx) => placed.push(Placed::Back(idx)),
        }
        open.extend(behind.remove(&at).into_iter().flatten().rev().map(After::Back));
    }
    placed.extend(behind.into_values().flatten().map(Placed::Back));
    placed
}

/// Returns after what a record stood, of what is there; `None` where nothing is left that stood before it.
fn after_what(slot: &KeptSlot, names: &BTreeMap<String, After>, kept: &Keepsakes) -> Option<After> {
    let mut before = slot.before.as_deref();
    let mut seen = BTreeSet::new();
    loop {
        let Some(name) = before else { return Some(After::Nothing) };
        if let Some(after) = names.get(name) {
            return Some(*after);
        }
        if !seen.insert(name) {
            return None;
        }
        before = kept.before(&slot.path, slot.section, name)?;
    }
}

/// Returns the text of a new file of records, and what to remember of it.
pub(super) fn new_file(path: &Arc<str>, section: Section, records: &[Added], keepsakes: &mut Vec<Keepsake>) -> String {
    keepsakes.push(Keepsake::Bare(path.clone(), section, Bare::NoFile));
    format!("[\n{}]\n", listed(records, Margin::usual(STEP)))
}

/// Returns the text of a new manifest.
pub(super) fn new_manifest(canon: &Canon) -> String {
    format!("{}\n", super::super::written::record(canon.value(), Form::Tall, Margin::usual("")))
}

/// Returns the text of a record written anew where another stands.
pub(super) fn anew(text: &str, home: &Home, item_idx: usize, canon: &Canon) -> String {
    let slots = Slots::of(text, home.open, home.items.iter().cloned());
    let setting = slots.setting(Some(item_idx), Form::Tall);
    let written = super::super::written::record(canon.value(), setting.form, setting.margin());
    slots.in_lines(written)
}
