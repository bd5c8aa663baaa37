//! Rows of a spreadsheet become ties of the starter atlas: what columns mean, what each row is, what is wrong with others.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::sync::{Arc, LazyLock};

use demarche::edit::{History, apply};
use demarche::io::load_starter;
use demarche::model::{Document, EdtfDate, Entry, KindId, MOST_RECORDS, NationId, SourceId, Tie};
use demarche::session::{Fits, Header, Mapping, Outcome, PasteField, Preview, Table};
use proptest::prelude::*;

static STARTER: LazyLock<Arc<Document>> = LazyLock::new(|| Arc::new(load_starter().document));

fn starter() -> Arc<Document> {
    STARTER.clone()
}

fn read(text: &str) -> (Table, Mapping, Preview) {
    let table = Table::read(text).expect("a table");
    let (mapping, preview) = Preview::guess(&table, &starter());
    (table, mapping, preview)
}

/// Returns what comes of each row, as one line each.
fn outcomes(preview: &Preview) -> Vec<String> {
    let line = |outcome: &Outcome| match outcome {
        Outcome::Ready(words) => words.clone(),
        Outcome::Problem(objection) => format!("! {} ({})", objection.message, objection.hint),
    };
    preview.rows().iter().map(line).collect()
}

/// Returns the ties that a paste adds, by id, in the document after it.
fn added(text: &str) -> (Arc<Document>, Vec<Arc<Tie>>) {
    let before = starter();
    let (_, _, preview) = read(text);
    let after = apply(&before, &preview.edit().expect("an edit")).expect("applied");
    let new = after.ties.iter().filter(|(id, _)| !before.ties.contains_key(*id)).map(|(_, tie)| tie.clone()).collect();
    (Arc::new(after), new)
}

fn columns(mapping: &Mapping) -> Vec<&'static str> {
    mapping.columns().iter().map(|field| field.map_or("–", PasteField::name)).collect()
}

#[test]
fn a_table_has_as_many_bytes_as_its_cells() {
    // However few the cells are, and however wide they would be shown.
    let long = "é".repeat(20_000);
    let (table, ..) = read(&format!("a\tb\tkind\ttitle\nRUS\tPRK\ttrade\t{long}\n"));
    assert_eq!(table.n_bytes(), "abkindtitleRUSPRKtrade".len() + 40_000);
}

#[test]
fn rows_with_a_header_come_in_as_one_step_and_go_as_one() {
    let text = "a\tb\tkind\tstart\tend\ttitle\tsource\tgrade\n\
        RUS\tDPRK\ttrade\t2022\t\tCoal by rail\thttps://www.reuters.com/coal\tB2\n\
        Japan\tKOR\tdefense pact\t19 June 2024\t2025-06-11\tA pact\ttreaty-text-2024\tA1\n";
    let (_, mapping, preview) = read(text);
    assert_eq!(columns(&mapping), ["Nation A", "Nation B", "Kind", "Start", "End", "Title", "Source", "Grade"]);
    assert_eq!(
        outcomes(&preview),
        [
            "Russia – North Korea, trade, since 2022, 1 new source, B2",
            "Japan – South Korea, defense pact, 19 June 2024 – 11 June 2025, 1 source, A1",
        ]
    );
    assert_eq!(preview.in_words(), "2 of 2 rows come in: 2 ties, 1 new source");
    let opened = starter();
    let mut history = History::of(opened.clone());
    let edit = preview.edit().expect("an edit");
    assert_eq!(edit.name, "Paste 2 ties");
    history.commit(edit).expect("committed");
    let document = history.document();
    assert_eq!((document.ties.len(), document.sources.len()), (opened.ties.len() + 2, opened.sources.len() + 1));
    history.go_to(0);
    assert!(Arc::ptr_eq(history.document(), &opened));
}

#[test]
fn a_header_is_understood_in_many_spellings_and_orders() {
    for (head, row, expected) in [
        (
            "From,To,Since,Until,Type,URL",
            "RUS,PRK,2024,2025,trade,https://a.org",
            ["Nation A", "Nation B", "Start", "End", "Kind", "Source"],
        ),
        (
            "from;to;Partner 1;Partner 2;Relation type;Notes",
            "2024;2025;RUS;PRK;trade;hm",
            ["Start", "End", "Nation A", "Nation B", "Kind", "–"],
        ),
        (
            "Kind of tie\tNation\tPartner\tBegin date\tPublished\tNATO grade",
            "trade\tRUS\tPRK\t2024\t2025\tB2",
            ["Kind", "Nation A", "Nation B", "Start", "Source published", "Grade"],
        ),
        (
            "국가1,국가2,종류,시작,끝,출처",
            "RUS,PRK,trade,2024,2025,https://a.org",
            ["Nation A", "Nation B", "Kind", "Start", "End", "Source"],
        ),
    ] {
        let (_, mapping, preview) = read(&format!("{head}\n{row}\n"));
        assert_eq!((mapping.header, columns(&mapping)), (Header::Named, expected.to_vec()), "{head}");
        assert_eq!(preview.n_ready(), 1, "{:?}", outcomes(&preview));
    }
}

#[test]
fn without_a_header_columns_are_told_by_what_stands_in_them() {
    let row = "2024-06-19,North Korea,RUS,trade,2025,Fuel,B2,https://a.org\n";
    let (table, mapping, preview) = read(row);
    assert_eq!(table.n_rows(mapping.header), 1);
    assert_eq!(
        columns(&mapping),
        ["Start", "Nation A", "Nation B", "Kind", "End", "Title", "Grade", "Source"],
        "{:?}",
        outcomes(&preview)
    );
}

#[test]
fn what_is_wrong_with_a_row_is_said_with_a_hint_and_the_others_come_in() {
    let (_, _, preview) = read(
        "a,b,kind,start,end,title,source,grade\n\
         DRPK,RUS,trade,2024,,x1,,\n\
         RUS,RUS,trade,2024,,x2,,\n\
         RUS,PRK,defence pact,2024,,x3,,\n\
         RUS,PRK,trade,06/07/2024,,x4,,\n\
         RUS,PRK,trade,2024,2023,x5,,\n\
         RUS,PRK,trade,2024,,x6,javascript://a,\n\
         RUS,PRK,trade,2024,,x7,,G9\n\
         RUS,,,,,x8,,\n\
         RUS,PRK,trade,2024,,x9,,\n",
    );
    assert_eq!(
        outcomes(&preview),
        [
            "! unknown nation `DRPK` (did you mean `DPRK`?)",
            "! a tie of `RUS` with itself (name two different nations)",
            "! unknown kind `defence pact` (did you mean `defense pact`?)",
            "! start: `06/07/2024` could be 6 July 2024 or 7 June 2024 (write 2024-07-06 or 2024-06-07)",
            "! the span `2024/2023` ends before it begins (swap the two dates, as in 2023/2024, or correct one)",
            "! `javascript://a` is not a web address (write it in full: https://…)",
            "! `G9` is not a grade (write a letter A–F for the source and a digit 1–6 for what it says, such as B2)",
            "! no nation B; no kind (write its id, name or alias; write the id or name of a kind, such as those in the legend)",
            "Russia – North Korea, trade, since 2024, without a source",
        ]
    );
    assert_eq!(preview.in_words(), "1 of 9 rows come in: 1 tie · 8 problems");
}

#[test]
fn a_tie_that_is_there_already_is_told_and_left_out() {
    let document = starter();
    let pact = document.ties.values().find(|tie| tie.id.as_str() == "rus-prk-partnership-2024").expect("the pact");
    let (begin, title) = (pact.span.begin(), &pact.about.title);
    let (_, _, preview) = read(&format!(
        "a,b,kind,start,title\nPRK,RUS,{kind},{begin},\nRUS,PRK,{kind},{begin},{title}\n\
         RUS,PRK,{kind},{begin},Another\nPRK,RUS,{kind},{begin},another\n",
        kind = pact.kind
    ));
    let said = outcomes(&preview);
    let there = format!("! the atlas has this tie: `{title}`");
    assert!(said[0].starts_with(&there) && said[1].starts_with(&there), "{said:?}");
    assert!(said[2].starts_with("Russia – North Korea, defense pact"), "{said:?}");
    assert!(said[3].starts_with("! row 4 says the same"), "{said:?}");
}

#[test]
fn pasting_the_same_rows_again_adds_nothing() {
    let text = "a,b,kind,start,source\nRUS,PRK,trade,2022,https://a.org/1\nUSA,PRK,sanctions,2021-01,https://a.org/2\n";
    let (after, _) = added(text);
    let table = Table::read(text).expect("a table");
    let (_, preview) = Preview::guess(&table, &after);
    assert_eq!((preview.n_ready(), preview.n_problems()), (0, 2));
    assert_eq!(preview.edit(), None);
}

#[test]
fn pasting_several_ties_of_one_pair_kind_and_span_again_adds_nothing() {
    let mut text = "a\tb\tkind\tstart\ttitle\n".to_owned();
    (0..5_000).for_each(|idx| text.push_str(&format!("RUS\tPRK\ttrade\t1999\tTie {idx}\n")));
    let (after, new) = added(&text);
    assert_eq!(new.len(), 5_000);
    let table = Table::read(&text).expect("a table");
    let (_, preview) = Preview::guess(&table, &after);
    assert_eq!((preview.n_ready(), preview.n_problems()), (0, 5_000));
    let said = outcomes(&preview);
    assert!(said[4_321].starts_with("! the atlas has this tie: `Tie 4321`"), "{}", said[4_321]);
}

#[test]
fn a_name_that_several_have_is_told_with_the_ids_of_all() {
    let mut document = (*starter()).clone();
    let mut namesake = |id: &str, alias: &str| {
        let mut nation = (*document.nations[&NationId::new(id)]).clone();
        nation.names.aliases.push(alias.to_owned());
        document.put(Entry::Nation(Arc::new(nation)));
    };
    namesake("PRK", "Korea");
    namesake("KOR", "KOREA");
    let source = document.sources.values().find(|source| source.url.is_some()).expect("a source").clone();
    let mut twin = (*source).clone();
    twin.id = SourceId::new("twin");
    document.put(Entry::Source(Arc::new(twin)));
    let mut kind = (*document.kinds[&KindId::new("trade")]).clone();
    kind.id = KindId::new("barter");
    document.put(Entry::Kind(Arc::new(kind)));
    let (id, url, title) = (&source.id, source.url.as_deref().expect("an address"), &source.title);
    let text = format!(
        "a\tb\tkind\tstart\tsource\n\
         RUS\tkorea\taid\t1999\t\n\
         RUS\tPRK\tTrade\t1999\t\n\
         RUS\tPRK\taid\t1999\t{url}\n\
         RUS\tPRK\taid\t1998\t{title}\n\
         RUS\tPRK\ttrade\t1997\t{id}\n"
    );
    let table = Table::read(&text).expect("a table");
    let said = outcomes(&Preview::guess(&table, &document).1);
    let ids = format!("(write the id of the one that is meant: `{id}`, `twin`)");
    assert_eq!(said[0], "! there are 2 nations called `korea` (write the id of the one that is meant: `KOR`, `PRK`)");
    assert!(said[1].starts_with("! there are 2 kinds called `Trade`") && said[1].contains("`barter`"), "{said:?}");
    assert!(said[2].starts_with("! there are 2 sources called") && said[2].ends_with(&ids), "{said:?}");
    assert!(said[3].starts_with("! there are 2 sources called") && said[3].ends_with(&ids), "{said:?}");
    assert_eq!(said[4], "Russia – North Korea, trade, since 1997, 1 source, F6");
}

#[test]
fn a_direction_counts_where_the_kind_has_one() {
    let (_, _, preview) =
        read("a,b,kind,start\nRUS,PRK,aid,1999\nPRK,RUS,aid,1999\nRUS,JPN,trade,1999\nJPN,RUS,trade,1999\n");
    let said = outcomes(&preview);
    assert_eq!(said[0], "Russia → North Korea, aid, since 1999, without a source");
    assert!(said[1].starts_with("North Korea → Russia"));
    assert!(said[2].starts_with("Russia – Japan") && said[3].starts_with("! row 4 says the same"));
}

#[test]
fn a_source_is_found_by_id_title_or_address_and_made_once_otherwise() {
    let document = starter();
    let source = document.sources.values().find(|source| source.id.as_str() == "treaty-text-2024").expect("a source");
    let url = source.url.clone().expect("an address").replace("https://", "http://www.");
    let text = format!(
        "a\tb\tkind\tstart\tsource\n\
         RUS\tPRK\ttrade\t2001\ttreaty-text-2024\n\
         RUS\tPRK\ttrade\t2002\t{}\n\
         RUS\tPRK\ttrade\t2003\t{url}/\n\
         RUS\tPRK\ttrade\t2004\thttps://www.example.org/one; https://example.com/two\n\
         RUS\tPRK\ttrade\t2005\t\"Coal by rail, https://example.org/one\nYearbook of Trade\"\n",
        source.title.to_uppercase()
    );
    let (_, _, preview) = read(&text);
    assert_eq!((preview.n_ready(), preview.n_sources()), (5, 3), "{:?}", outcomes(&preview));
    let (after, ties) = added(&text);
    let named = |year: i16| {
        let tie = ties.iter().find(|tie| tie.span.earliest_begin().is_some_and(|day| day.year() == year));
        tie.expect("a tie")
            .evidence
            .iter()
            .map(|item| after.sources[&item.source].publisher.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        [named(2001), named(2002), named(2003)],
        [vec![source.publisher.as_str()], vec![&source.publisher], vec![&source.publisher]]
    );
    assert_eq!(named(2004), ["example.org", "example.com"]);
    assert_eq!(named(2005), ["example.org", "publisher not given"]);
}

#[test]
fn a_new_source_without_a_date_is_no_older_than_what_it_tells_of_and_says_that_this_is_uncertain() {
    let text = "a,b,kind,start,end,source,published\n\
        RUS,PRK,trade,1961,1990,https://a.org/x,\n\
        RUS,CHN,trade,2001-07-16,2035,https://a.org/x,\n\
        RUS,JPN,trade,,,https://b.org/y,\n\
        RUS,USA,trade,1972,,https://c.org/z,1973-02\n";
    let (after, _) = added(text);
    let published = |host: &str| {
        after.sources.values().find(|source| source.publisher == host).expect("a source").published.to_string()
    };
    let as_of = EdtfDate::from_day(after.manifest.as_of);
    assert_eq!(
        [published("a.org"), published("b.org"), published("c.org")],
        ["2001-07-16?".to_owned(), format!("{as_of}?"), "1973-02".to_owned()]
    );
    let (_, _, preview) = read(text);
    let remarks = preview.remarks().join("\n");
    assert!(remarks.contains("2 new sources of unknown date"), "{remarks}");
    assert!(remarks.contains("4 ties without a grade: F6"), "{remarks}");
    assert!(remarks.contains("1 tie without any date"), "{remarks}");
}

#[test]
fn columns_may_be_chosen_otherwise() {
    let text = "PRK\tRUS\ttrade\t2024\nPRK\tRUS\taid\t2024\n";
    let table = Table::read(text).expect("a table");
    let (mapping, _) = Preview::guess(&table, &starter());
    let turned = mapping.clone().with(0, Some(PasteField::B)).with(1, Some(PasteField::A));
    assert_eq!(columns(&turned), ["Nation B", "Nation A", "Kind", "Start"]);
    let preview = Preview::of(&table, &turned, &starter());
    assert!(outcomes(&preview)[1].starts_with("Russia → North Korea"));
    let without = Preview::of(&table, &mapping.with(2, None), &starter());
    assert_eq!(without.in_words(), "No column is taken as kind: choose above the columns what they hold");
    assert_eq!(without.edit(), None);
}

#[test]
fn fifty_thousand_rows_come_in() {
    let nations = ["RUS", "PRK", "KOR", "JPN", "USA", "CHN"];
    let mut text = "a\tb\tkind\tstart\ttitle\tsource\tgrade\n".to_owned();
    for idx in 0..50_000 {
        let (a, b) = (nations[idx % 6], nations[(idx + 1) % 6]);
        let (year, source, grade) = (1950 + idx % 70, idx % 1_000, if idx % 100 == 0 { "Z" } else { "B2" });
        text.push_str(&format!("{a}\t{b}\ttrade\t{year}\tTie {idx}\thttps://a.org/{source}\t{grade}\n"));
    }
    let (_, _, preview) = read(&text);
    assert_eq!(preview.in_words(), "49,500 of 50,000 rows come in: 49,500 ties, 990 new sources · 500 problems");
    let after = apply(&starter(), &preview.edit().expect("an edit")).expect("applied");
    assert_eq!(after.ties.len(), starter().ties.len() + 49_500);
}

#[test]
fn more_records_than_an_atlas_can_hold_are_refused() {
    let n_there = starter().n_records();
    let n_rows = (MOST_RECORDS - n_there) / 2;
    let paste = |n_rows: usize| {
        let mut text = "a\tb\tkind\tstart\ttitle\tsource\n".to_owned();
        for idx in 0..n_rows {
            text.push_str(&format!("RUS\tPRK\ttrade\t1999\tTie {idx}\thttps://a.org/{idx}\n"));
        }
        read(&text).2
    };
    // Each row is a tie and a source.
    let most = paste(n_rows);
    assert_eq!((most.fits(), most.n_ready()), (Fits::Yes, n_rows));
    assert!(most.edit().is_some());
    let more = paste(n_rows + 1);
    assert_eq!(more.fits(), Fits::No { n_records: n_there + 2 * n_rows + 2 });
    assert_eq!(more.edit(), None);
    let words = more.in_words();
    assert!(
        words.contains("the most is 60,000") && words.ends_with("paste fewer rows, or into another atlas"),
        "{words}"
    );
}

#[test]
fn a_column_taken_for_another_is_told_for_every_row() {
    let mut text = "a\tb\tkind\n".to_owned();
    (0..20_000).for_each(|idx| text.push_str(&format!("Nobody {idx}\tPRK\ttrade\n")));
    let (_, _, preview) = read(&text);
    assert_eq!((preview.n_ready(), preview.n_problems()), (0, 20_000));
}

/// Whatever was pasted either is no table, or gives an edit that can be carried out.
fn holds(text: &str) {
    let document = starter();
    let Ok(table) = Table::read(text) else { return };
    let (mapping, preview) = Preview::guess(&table, &document);
    if let Some(edit) = preview.edit() {
        apply(&document, &edit).expect("a sound edit");
    }
    for header in [Header::Named, Header::Missing] {
        let mut turned = mapping.clone().with_header(header);
        for (column, field) in PasteField::ALL.into_iter().enumerate() {
            turned = turned.with((column * 5 + 2) % table.n_columns(), Some(field));
        }
        let preview = Preview::of(&table, &turned, &document);
        assert!(preview.rows().len() <= table.n_rows(header));
        if let Some(edit) = preview.edit() {
            apply(&document, &edit).expect("a sound edit");
        }
    }
}

/// Returns a cell that may be sound, odd or nonsense.
fn cell() -> impl Strategy<Value = String> {
    let known = [
        "RUS",
        "PRK",
        "dprk",
        "Japan",
        "trade",
        "aid",
        "defense pact",
        "2024",
        "06/07/2024",
        "2024-06-19/..",
        "B2",
        "f6",
        "..",
        "?",
        "",
        "https://a.org",
        "https://",
        "www.a.org",
        "https://a@:80/é?#",
        "treaty-text-2024",
        "\u{202e}abc",
        "0000",
        "9999-12-31",
        "1/1/9999",
        "é".repeat(600).leak(),
        "\"",
        "a\nb",
        "-",
        "〜",
        "İ",
        "=1+1",
        "0001-01-01",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

/// Returns a row that is sound more often than not.
fn row() -> impl Strategy<Value = Vec<String>> {
    let of = |sound: &'static [&'static str]| prop_oneof![9 => proptest::sample::select(sound).prop_map(str::to_owned), 1 => cell()];
    let nations = of(&["RUS", "PRK", "dprk", "Japan", "USA", "KOR"]);
    let dates = of(&["2024", "1961-07-06", "", "..", "19/06/2024", "June 1999", "9999-12-31", "0001"]);
    (
        (nations.clone(), nations),
        of(&["trade", "aid", "Defense-Pact", "sanctions"]),
        (dates.clone(), dates),
        of(&["", "A title", "İstanbul"]),
        of(&[
            "",
            "https://a.org/1",
            "https://a.org/2 https://b.org",
            "A book",
            "treaty-text-2024",
            "https://a@:80/é?#",
        ]),
        of(&["", "B2", "f6"]),
    )
        .prop_map(|((a, b), kind, (start, end), title, source, grade)| {
            vec![a, b, kind, start, end, title, source, grade]
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_bytes_never_stop_it(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_tables_never_stop_it(
        rows in proptest::collection::vec(prop_oneof![5 => row(), 1 => proptest::collection::vec(cell(), 1..10)], 1..12),
        separator in proptest::sample::select(vec!["\t", ",", ";"]),
        quote in proptest::sample::select(vec!["", "\""]),
    ) {
        let row = |row: &Vec<String>| {
            row.iter().map(|cell| format!("{quote}{cell}{quote}")).collect::<Vec<_>>().join(separator)
        };
        holds(&rows.iter().map(row).collect::<Vec<_>>().join("\r\n"));
    }
}
