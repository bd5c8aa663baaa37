//! Journals: that every step that was acknowledged comes back, from wherever the program ended and whatever the files hold by
//! then, and that nothing else does.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use demarche::edit::{Change, Edit, between};
use demarche::io::{self, Base, FoundJournals, Journal, JournalEnd, load_starter};
use demarche::kit::Rng;
use demarche::model::{Document, Entry, EntryId, NationId, TieId};
use demarche::{edit, kit, model};

#[path = "support/chance.rs"]
mod chance;
#[path = "support/desk.rs"]
mod desk;

use chance::Chance;
use desk::{Desk, PACT, TROOPS, found_journals, on_disk, one, respan, restored, same, save, span_of};

#[test]
fn random_steps_undos_and_redos_come_back_as_they_were_at_any_time() {
    for seed in 0..3 {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut chance, mut rng) = (Chance::new(seed), Rng::new(seed));
        let opened = load_starter().document;
        let mut desk = Desk::open(&folder.path().join("live"), opened.clone(), &Base::Starter);
        for step in 1..=160 {
            match rng.below(4) {
                0 => desk.go_to(rng.below(desk.history.revisions().len())),
                _ => {
                    let changes = between(desk.document(), &chance.edited(desk.document()));
                    let edit = Edit::of(desk.document(), changes);
                    desk.commit(edit);
                }
            }
            if step % 40 == 0 {
                // What a crash at this moment leaves.
                let left = folder.path().join(format!("left-{step}"));
                fs::create_dir(&left).expect("made");
                fs::copy(desk.journal.path(), left.join("a.journal")).expect("copied");
                if desk.history.cursor() == 0 {
                    assert!(found_journals(&left).is_empty(), "all was taken back");
                    continue;
                }
                let found = one(&left);
                assert_eq!((found.last_at(), found.end()), (desk.at, JournalEnd::Whole));
                let restored = restored(&found, &opened);
                assert_eq!(restored.lost, []);
                same(&restored.history(Arc::new(opened.clone())), &desk.history);
            }
        }
    }
}

#[test]
fn a_journal_that_is_torn_at_any_byte_gives_back_all_that_was_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = load_starter().document;
    let mut desk = Desk::open(folder.path(), opened.clone(), &Base::Starter);
    let path = desk.journal.path().to_owned();
    let n_bytes = |path: &Path| fs::metadata(path).expect("a journal").len() as usize;
    // After which byte which document is shown.
    let mut shown = vec![(n_bytes(&path), opened.clone())];
    for (tie, span) in
        [(PACT, "2024-06-19/2026"), (TROOPS, "2024-10/2025"), (PACT, "2024-06-20/.."), (TROOPS, "2024/..")]
    {
        desk.respan(tie, span);
        shown.push((n_bytes(&path), desk.document().clone()));
    }
    desk.go_to(1);
    shown.push((n_bytes(&path), desk.document().clone()));
    drop(desk);
    let bytes = fs::read(&path).expect("a journal");
    let torn = tempfile::tempdir().expect("a folder");
    let copy = torn.path().join("torn.journal");
    for at in 0..=bytes.len() {
        fs::write(&copy, &bytes[..at]).expect("written");
        let found = found_journals(torn.path());
        let n_whole = shown.iter().take_while(|(end, _)| *end <= at).count();
        match n_whole {
            0 => assert!(found.is_empty() && copy.exists(), "nobody knows what it was, torn at {at}"),
            // Nothing was done yet.
            1 => assert!(found.is_empty() && !copy.exists(), "torn at {at}"),
            _ => {
                let (end, document) = &shown[n_whole - 1];
                let expected = if *end == at { JournalEnd::Whole } else { JournalEnd::Torn };
                assert_eq!((found.len(), found[0].end()), (1, expected), "torn at {at}");
                assert_eq!(found[0].n_edits(), if n_whole == 6 { 1 } else { n_whole - 1 }, "torn at {at}");
                if at % 64 == 0 || *end == at {
                    let restored = restored(&found[0], &opened);
                    assert_eq!(restored.lost, []);
                    assert_eq!(**restored.history(Arc::new(opened.clone())).document(), *document, "torn at {at}");
                }
            }
        }
    }
    assert!(bytes.len() > 1_000);
}

#[test]
fn a_journal_with_one_flipped_bit_is_neither_removed_nor_shortened_and_a_person_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = load_starter().document;
    let mut desk = Desk::open(folder.path(), opened.clone(), &Base::Starter);
    let path = desk.journal.path().to_owned();
    let n_bytes = |path: &Path| fs::metadata(path).expect("a journal").len() as usize;
    let mut ends = vec![n_bytes(&path)];
    for (tie, span) in [(PACT, "2024-06-19/2026"), (TROOPS, "2024-10/2025"), (PACT, "2024-06-20/..")] {
        desk.respan(tie, span);
        ends.push(n_bytes(&path));
    }
    drop(desk);
    let bytes = fs::read(&path).expect("a journal");
    for at in 0..bytes.len() {
        let damaged = tempfile::tempdir().expect("a folder");
        let mut other = bytes.clone();
        other[at] ^= 1 << (at % 8);
        fs::write(damaged.path().join("a.journal"), &other).expect("written");
        let FoundJournals { mut offered, unread } = io::found_journals(damaged.path());
        let n_whole = ends.iter().take_while(|end| **end <= at).count();
        match (offered.pop(), unread.first()) {
            (None, None) => panic!("nobody is told at {at}"),
            (None, Some(error)) => {
                assert!(n_whole < 2, "{at}");
                let words = error.to_string();
                assert!(words.contains("is damaged") && words.contains("a.damaged"), "{words}");
            }
            (Some(found), _) => {
                assert_eq!((found.n_edits(), found.end()), (n_whole - 1, JournalEnd::Damaged), "{at}");
                match at % 32 {
                    0 => {
                        let restored = restored(&found, &opened);
                        let (journal, kept) = found.resume(&restored, &Base::Starter, 5).expect("resumed");
                        assert!(kept.is_none() && journal.path() != damaged.path().join("a.journal"));
                        // What was sound is in another one.
                        drop(journal);
                        let again = one(damaged.path());
                        assert_eq!((again.n_edits(), again.end()), (n_whole - 1, JournalEnd::Whole), "{at}");
                    }
                    1 => found.discard().expect("set aside"),
                    _ => {}
                }
            }
        }
        let holds = |entry: fs::DirEntry| fs::read(entry.path()).expect("a file") == other;
        let mut left = fs::read_dir(damaged.path()).expect("the folder").map(|entry| entry.expect("an entry"));
        assert!(left.any(holds), "nothing is lost at {at}");
        // It is told once.
        assert!(io::found_journals(damaged.path()).unread.is_empty(), "{at}");
    }
}

#[test]
fn what_is_saved_is_not_offered_and_a_closed_journal_is_gone() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    let position = desk.journal.position();
    let base = save(&atlas, desk.document());
    desk.journal.saved(position, &base, 1).expect("kept");
    // Live journals are nobody's business.
    assert!(found_journals(&journals).is_empty());
    assert!(desk.journal.path().exists());
    desk.dies();
    assert!(found_journals(&journals).is_empty());
    assert_eq!(fs::read_dir(&journals).expect("the folder").count(), 0);

    let desk = Desk::open(&journals, loaded.document, &Base::Starter);
    desk.journal.close().expect("closed");
    assert_eq!(fs::read_dir(&journals).expect("the folder").count(), 0);
}

#[test]
fn the_last_step_is_named_whether_it_was_done_or_taken_back() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    let names: Vec<String> = desk.history.revisions().iter().map(|it| it.name.to_string()).collect();
    let left = folder.path().join("left");
    fs::create_dir(&left).expect("made");
    fs::copy(desk.journal.path(), left.join("a.journal")).expect("copied");
    assert_eq!(one(&left).last_edit(), Some(io::LastEdit::Done(names[2].clone())));
    let base = save(&atlas, desk.document());
    desk.journal.saved(desk.journal.position(), &base, 1).expect("kept");
    desk.go_to(0);
    desk.dies();
    let found = one(&journals);
    assert_eq!((found.n_edits(), found.last_edit()), (2, Some(io::LastEdit::TakenBack(names[1].clone()))));
}

#[test]
fn what_was_taken_back_again_is_nothing_to_lose() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let nothing_left = || {
        assert!(found_journals(&journals).is_empty());
        assert_eq!(fs::read_dir(&journals).expect("the folder").count(), 0);
    };
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.go_to(0);
    desk.dies();
    nothing_left();

    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    let base = save(&atlas, desk.document());
    desk.journal.saved(desk.journal.position(), &base, 1).expect("kept");
    desk.respan(TROOPS, "2024-10/2025");
    desk.go_to(1);
    desk.dies();
    nothing_left();
}

#[test]
fn a_step_that_was_taken_back_is_not_told_as_lost_and_not_offered_again() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    desk.go_to(1);
    desk.dies();
    // The very field of the step that was taken back.
    let edit = respan(&loaded.document, TROOPS, "2024-10/2030");
    save(&atlas, &edit::apply(&loaded.document, &edit).expect("an edit"));
    let found = one(&journals);
    assert_eq!(found.n_edits(), 1);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    assert_eq!((restored.lost.as_slice(), restored.steps.len(), restored.cursor), ([].as_slice(), 1, 1));
    // All that could be lost is in another journal by now.
    let (journal, kept) = found.resume(&restored, &Base::files(&atlas, &now.stamp), 5).expect("resumed");
    let new = journal.path().to_owned();
    assert!(kept.is_none());
    drop(journal);
    assert_eq!(one(&journals).path(), new);
}

#[test]
fn steps_before_and_after_a_save_come_back_and_can_be_taken_back() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    let position = desk.journal.position();
    let base = save(&atlas, desk.document());
    // The save is noted only after another step.
    desk.respan(PACT, "2024-06-20/..");
    desk.journal.saved(position, &base, 1).expect("kept");
    // Back to before what was saved.
    desk.go_to(1);
    let expected = desk.dies();
    let found = one(&journals);
    // One taken back; that another could be done again is no loss.
    assert_eq!((found.n_edits(), found.title()), (1, "The Korean peninsula, June 2025"));
    assert_eq!(found.base(), &base);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    let history = restored.history(Arc::new(now.document.clone()));
    same(&history, &expected);
    // What was carried out to find out whether it can be is not carried out again.
    let documents = std::iter::zip(&history.revisions()[1..], &restored.steps);
    assert!(documents.into_iter().all(|(step, restored)| Arc::ptr_eq(&step.document, &restored.document)));
    assert!(!history.is_saved() && **history.saved() == now.document);

    // Going on with it, and ending again.
    let (journal, kept) = found.resume(&restored, &base, 5).expect("resumed");
    assert!(kept.is_none() && found_journals(&journals).is_empty());
    let mut desk = Desk::resumed(history, journal);
    desk.respan(TROOPS, "2024/..");
    let expected = desk.dies();
    let found = one(&journals);
    same(&found.restore(&now.document, Some(&now.stamp)).expect("restored").history(Arc::new(now.document)), &expected);
    assert_eq!(found.n_edits(), 2, "one taken back, one done");
    found.discard().expect("discarded");
    assert!(found_journals(&journals).is_empty());
}

#[test]
fn what_was_saved_from_a_step_that_is_no_more_is_no_hindrance() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    let base = save(&atlas, desk.document());
    desk.journal.saved(desk.journal.position(), &base, 1).expect("kept");
    desk.go_to(1);
    desk.respan(TROOPS, "2024/..");
    let expected = desk.dies();
    let found = one(&journals);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    same(&restored.history(Arc::new(now.document)), &expected);
}

#[test]
fn a_save_that_nobody_noted_any_more_is_found_out() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    for (tie, span) in
        [(PACT, "2024-06-19/2026"), (PACT, "2024-06-20/.."), (TROOPS, "2024-10/2025"), (PACT, "2024-06-21/..")]
    {
        desk.respan(tie, span);
        if tie == TROOPS {
            save(&atlas, desk.document());
        }
    }
    let expected = desk.dies();
    let found = one(&journals);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    assert_eq!(restored.lost, []);
    same(&restored.history(Arc::new(now.document.clone())), &expected);
    let (journal, _) = found.resume(&restored, &Base::files(&atlas, &now.stamp), 5).expect("resumed");
    drop(journal);
    assert_eq!(one(&journals).n_edits(), 1);
}

#[test]
fn what_others_have_changed_meanwhile_stays_and_what_no_longer_applies_is_named() {
    let (folder, loaded) = on_disk();
    let (atlas, journals) = (folder.path().join("atlas"), folder.path().join("journal"));
    let mut desk = Desk::open(&journals, loaded.document.clone(), &Base::files(&atlas, &loaded.stamp));
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    let names: Vec<String> = desk.dies().revisions().iter().map(|it| it.name.to_string()).collect();

    // Another record, and another field of the same record.
    let mut elsewhere = loaded.document.clone();
    let mut tie = (*elsewhere.ties[&TieId::new(PACT)]).clone();
    tie.about.summary = "Changed elsewhere".to_owned();
    elsewhere.put(Entry::Tie(Arc::new(tie)));
    let mut nation = (*elsewhere.nations[&NationId::new("JPN")]).clone();
    nation.names.aliases.push("elsewhere".to_owned());
    elsewhere.put(Entry::Nation(Arc::new(nation)));
    save(&atlas, &elsewhere);
    let found = one(&journals);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    assert_eq!((restored.lost.len(), restored.steps.len(), restored.cursor), (0, 2, 2));
    let history = restored.history(Arc::new(now.document.clone()));
    let document = history.document();
    assert_eq!(
        (span_of(document, PACT).as_str(), span_of(document, TROOPS).as_str()),
        ("2024-06-19/2026", "2024-10/2025")
    );
    assert_eq!(document.ties[&TieId::new(PACT)].about.summary, "Changed elsewhere");
    drop(found);

    // The very field.
    save(&atlas, &{
        let edit = respan(&elsewhere, PACT, "2024-06-19/2030");
        edit::apply(&elsewhere, &edit).expect("an edit")
    });
    let found = one(&journals);
    let now = io::load(&atlas);
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    let lost: Vec<(&str, &str)> = restored.lost.iter().map(|it| (it.name.as_str(), it.why.as_str())).collect();
    assert_eq!(lost, [(names[1].as_str(), "what it changes was changed elsewhere since")]);
    let history = restored.history(Arc::new(now.document.clone()));
    assert_eq!(
        (span_of(history.document(), PACT).as_str(), span_of(history.document(), TROOPS).as_str()),
        ("2024-06-19/2030", "2024-10/2025")
    );
    assert_eq!(history.undoable().map(|it| it.name.to_string()), Some(names[2].clone()));

    // What is lost stays in the first journal until somebody lets go of it.
    let (journal, kept) = found.resume(&restored, &Base::files(&atlas, &now.stamp), 5).expect("resumed");
    let new = journal.path().to_owned();
    let mut desk = Desk::resumed(history, journal);
    desk.respan(TROOPS, "2024/..");
    let expected = desk.dies();
    drop(kept);
    let both = found_journals(&journals);
    assert_eq!(both.len(), 2);
    let found = both.iter().find(|it| it.path() == new).expect("the new one");
    let restored = found.restore(&now.document, Some(&now.stamp)).expect("restored");
    same(&restored.history(Arc::new(now.document)), &expected);
}

#[test]
fn a_record_that_is_gone_is_named_and_a_step_that_is_so_already_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = load_starter().document;
    let mut desk = Desk::open(folder.path(), opened.clone(), &Base::Starter);
    desk.respan(PACT, "2024-06-19/2026");
    desk.respan(TROOPS, "2024-10/2025");
    desk.dies();
    let mut other = edit::apply(&opened, &respan(&opened, TROOPS, "2024-10/2025")).expect("an edit");
    let gone = edit::removal(&other, &[EntryId::Tie(TieId::new(PACT))]);
    other = edit::apply(&other, &Edit::named("", gone)).expect("an edit");
    let restored = restored(&one(folder.path()), &other);
    assert!(restored.steps.is_empty());
    assert_eq!(restored.lost.len(), 1);
    assert!(restored.lost[0].why.contains(&format!("there is no tie `{PACT}`")), "{:?}", restored.lost);
}

#[test]
fn a_new_atlas_comes_back_from_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut manifest = (*load_starter().document.manifest).clone();
    manifest.focus.clear();
    manifest.id = "mine".to_owned();
    let opened = Document::empty(manifest.clone());
    let mut desk = Desk::open(folder.path(), opened.clone(), &Base::New(Arc::new(manifest)));
    let whole = load_starter().document;
    let changes: Vec<Change> = between(&opened, &whole).into_iter().skip(1).collect();
    desk.commit(Edit::named("Paste", changes));
    let expected = desk.dies();
    let found = one(folder.path());
    let base = found.base_document().expect("a document");
    assert_eq!(base, opened);
    let restored = restored(&found, &base);
    same(&restored.history(Arc::new(base)), &expected);
}

#[test]
fn what_is_no_journal_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let noise: Vec<u8> = (0..20_000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let first = b"Demarche journal\n".as_slice();
    let head = format!("{:08x} {}\n", 96 << 20, "0".repeat(32));
    let files: [(&str, Vec<u8>); 7] = [
        ("empty.journal", Vec::new()),
        ("noise.journal", noise.clone()),
        ("first.journal", first.to_vec()),
        ("long.journal", [first, head.as_bytes(), &noise].concat()),
        ("zeros.journal", vec![0; 1 << 20]),
        ("text.journal", "Opened(format: 1)".into()),
        ("other.txt", first.to_vec()),
    ];
    for (name, bytes) in &files {
        fs::write(at(name), bytes).expect("written");
    }
    fs::create_dir(at("folder.journal")).expect("made");
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("first.journal"), at("link.journal")).expect("a link");
    assert!(found_journals(folder.path()).is_empty());
    for (name, bytes) in &files {
        assert_eq!(fs::read(at(name)).expect("a file"), *bytes, "{name}");
    }
    assert!(found_journals(&at("nowhere")).is_empty());
}

#[test]
fn where_no_journal_can_be_a_person_is_told_that_edits_are_not_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("written");
    let document = load_starter().document;
    let error = Journal::begin(&file.join("journal"), &document, &Base::Starter, 1).expect_err("no folder");
    let words = error.to_string();
    assert!(words.starts_with("edits are kept only as long as the window is open: "), "{words}");
    assert!(words.contains("\nHint: save the atlas; ") && words.contains("\nFile: "), "{words}");
    assert_eq!(fs::read(&file).expect("the file"), b"mine");
}
