//! What is worked out of three nations, three kinds and three sources: what changed last, who is at odds with itself, what
//! is weak, what rests on a source, and how all of it is cited.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::model::{
    About, Basis, Class, Course, Direction, Dispute, DisputedDate, Document, Driver, EdtfDate, Evidence, Exchange,
    Genre, Grade, Kind, KindId, Manifest, Milestone, NameStyle, Names, Nation, NationId, PartId, Response, Sign,
    Source, SourceId, Span, Standing, Step, Tie, TieId, Weight,
};
use demarche::network::{Dated, Moment, Network, mixed_pairs, recent, reliance, weak_points};
use demarche::scene::Target;
use demarche::session::{Citation, Selection, cite};

/// Returns a date.
fn date(text: &str) -> EdtfDate {
    EdtfDate::parse(text).expect(text)
}

/// Returns evidence written as `source grade reported [denied | documented | from origin]`.
fn evidence(lines: &[&str]) -> Vec<Evidence> {
    let read = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        Evidence {
            source: SourceId::new(words[0]),
            claim: "as it says".to_owned(),
            quote: None,
            locator: None,
            grade: Grade::parse(words[1]).expect("a grade"),
            standing: match words.get(3) {
                Some(&"denied") => Standing::Denied,
                Some(&"documented") => Standing::Documented,
                _ => Standing::Reported,
            },
            by: None,
            reported: date(words[2]),
            origin: words.get(4).map(|id| SourceId::new(id)),
        }
    };
    lines.iter().map(read).collect()
}

/// Returns a tie of weight 3 between two nations written as `A B`.
fn tie(id: &str, kind: &str, between: &str, span: &str, lines: &[&str]) -> Tie {
    let (a, b) = between.split_once(' ').expect("two nations");
    Tie {
        id: TieId::new(id),
        kind: KindId::new(kind),
        between: (NationId::new(a), NationId::new(b)),
        span: Span::parse(span).expect(span),
        weight: Weight::new(3, String::new(), Vec::new()).expect("a weight"),
        about: About { title: format!("The {id}"), summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence: evidence(lines),
    }
}

/// Returns a record of nations A, B and C, kinds `ally`, `foe` and `trade`, sources `s`, `t` and `u`, and these ties.
fn document(ties: impl IntoIterator<Item = Tie>) -> Document {
    let mut document = Document::empty(Manifest {
        id: "test".to_owned(),
        title: "A test".to_owned(),
        summary: String::new(),
        as_of: "2025-06-14".parse().expect("a day"),
        focus: Vec::new(),
        authors: Vec::new(),
        license: String::new(),
        name_style: NameStyle::Short,
    });
    for (id, sign) in [("ally", Sign::Positive), ("foe", Sign::Negative), ("trade", Sign::Neutral)] {
        let kind = Kind {
            id: KindId::new(id),
            name: id.to_owned(),
            sign,
            category: String::new(),
            direction: Direction::Mutual,
            term: String::new(),
            summary: String::new(),
        };
        document.kinds.insert(kind.id.clone(), Arc::new(kind));
    }
    for id in ["A", "B", "C"] {
        let names = Names { short: format!("Nation {id}"), official: None, native: Vec::new(), aliases: Vec::new() };
        let (class, id) = (Class::State, NationId::new(id));
        let nation = Nation { id, class, names, cow: None, seat: None, events: Vec::new(), drivers: Vec::new() };
        document.nations.insert(nation.id.clone(), Arc::new(nation));
    }
    for id in ["s", "t", "u"] {
        let source = Source {
            id: SourceId::new(id),
            title: format!("Report <{id}>"),
            publisher: format!("Paper {}", id.to_uppercase()),
            author: None,
            published: date("2024-03-04"),
            url: Some(format!("https://{id}.example/?a=1&b=\"2\"")),
            archived: None,
            language: None,
            genre: Genre::News,
        };
        document.sources.insert(source.id.clone(), Arc::new(source));
    }
    for tie in ties {
        document.ties.insert(tie.id.clone(), Arc::new(tie));
    }
    document
}

mod recent {
    use super::*;

    fn told(document: &Document, as_of: &str, most: usize) -> Vec<String> {
        let as_of = as_of.parse().expect("a day");
        let say = |it: Dated| format!("{} {}: {}; {}", it.on, it.tie.id, it.title(), it.in_words(document));
        recent(document, as_of, most).into_iter().map(say).collect()
    }

    #[test]
    fn the_last_changes_come_first_and_later_ones_not_at_all() {
        let mut pact = tie("pact", "ally", "A B", "2020-01-01/2024-05-05", &[]);
        pact.course.milestones.push(Arc::new(Milestone {
            id: None,
            on: date("2020-01-01"),
            step: Step::Signed,
            by: None,
            title: String::new(),
            sources: Vec::new(),
            relates: Vec::new(),
        }));
        let mut talks = tie("talks", "ally", "B C", "2023/..", &[]);
        talks.course.exchanges.push(Arc::new(Exchange {
            id: None,
            on: date("2025-02-02"),
            by: NationId::new("B"),
            approach: "A letter".to_owned(),
            strategy: String::new(),
            response: Some(Response::Rejected),
            reply: String::new(),
            cameo: None,
            sources: Vec::new(),
            relates: Vec::new(),
        }));
        let document = document([pact, talks, tie("war", "foe", "A C", "2026-01-01/..", &[])]);
        assert_eq!(
            told(&document, "2025-06-01", 9),
            [
                "2025-02-02 talks: A letter; Nation B to Nation C, rejected",
                "2024-05-05 pact: The pact; ended",
                "2023 talks: The talks; begun",
                "2020-01-01 pact: The pact; signed",
            ]
        );
        assert_eq!(told(&document, "2024-05-04", 1), ["2023 talks: The talks; begun"]);
        assert_eq!(told(&document, "2026-01-01", 1), ["2026-01-01 war: The war; begun"]);
    }

    #[test]
    fn a_tie_of_one_day_is_told_once() {
        let document = document([tie("test", "foe", "A B", "2024-05-05", &[])]);
        assert_eq!(told(&document, "2025-06-01", 9), ["2024-05-05 test: The test; begun and ended"]);
    }
}

mod mixed {
    use super::*;

    #[test]
    fn only_pairs_with_both_signs_on_the_day_are_mixed() {
        let document = document([
            tie("1", "ally", "A B", "2020/..", &[]),
            tie("2", "foe", "B A", "2020/..", &[]),
            tie("3", "trade", "A B", "2020/..", &[]),
            tie("4", "ally", "A C", "2020/..", &[]),
            tie("5", "foe", "A C", "2000/2010", &[]),
            tie("6", "ally", "B C", "2020/..", &[]),
            tie("7", "foe", "B C", "2020/..", &[]),
            tie("8", "foe", "B C", "2020/..", &[]),
        ]);
        let network = Network::of(&document, "2025-01-01".parse().expect("a day"));
        let said: Vec<String> =
            mixed_pairs(&network).iter().map(|pair| format!("{}{} {:?}", pair.a, pair.b, pair.counts)).collect();
        assert_eq!(said, ["BC {Positive: 1, Negative: 2}", "AB {Positive: 1, Negative: 1, Neutral: 1}"]);
    }
}

mod weakness {
    use super::*;

    fn ids<'a>(ties: impl IntoIterator<Item = &'a Arc<Tie>>) -> Vec<&'a str> {
        ties.into_iter().map(|tie| tie.id.as_str()).collect()
    }

    #[test]
    fn each_weakness_lists_the_worst_first_and_only_ties_of_the_day() {
        let mut rival = tie("rival", "ally", "A B", "2020/..", &["s B2 2024", "t B2 2024"]);
        rival.course.disputed.push(Dispute {
            what: DisputedDate::Begins,
            on: date("2019"),
            source: SourceId::new("s"),
            note: String::new(),
        });
        let document = document([
            rival,
            tie("bare", "ally", "A B", "2020/..", &[]),
            tie("denied", "foe", "A C", "2020/..", &["s B2 2024 denied"]),
            tie("good", "ally", "A B", "2020/..", &["s B2 2010", "t B2 2024"]),
            tie("one-a", "ally", "B C", "2020/..", &["s A1 2024"]),
            tie("one-d", "ally", "B C", "2020/..", &["s B2 2012", "t D5 2014 from s"]),
            tie("over", "ally", "B C", "2000/2010", &["s D5 2010"]),
            tie("stale", "ally", "B C", "2000/..", &["s B2 2010", "t B2 2009"]),
        ]);
        let network = Network::of(&document, "2025-01-01".parse().expect("a day"));
        let points = weak_points(&network);
        assert_eq!(ids(&points.unsupported), ["bare", "denied"]);
        assert_eq!(ids(&points.single_origin), ["one-d", "one-a"]);
        assert_eq!(ids(&points.disputed), ["rival"]);
        let old: Vec<String> = points.old.iter().map(|(tie, newest)| format!("{} {newest}", tie.id)).collect();
        assert_eq!(old, ["stale 2010", "one-d 2014"]);
    }
}

mod reliance {
    use super::*;

    fn ids(ties: &[Arc<Tie>]) -> Vec<&str> {
        ties.iter().map(|tie| tie.id.as_str()).collect()
    }

    fn record() -> Document {
        let mut alone =
            tie("alone", "ally", "A B", "2020/..", &["s B2 2024", "t B2 2024 reported s", "u B2 2024 denied"]);
        alone.course.milestones.push(Arc::new(Milestone {
            id: None,
            on: date("2021"),
            step: Step::Signed,
            by: None,
            title: String::new(),
            sources: vec![SourceId::new("s")],
            relates: Vec::new(),
        }));
        let mut other = tie("other", "foe", "B C", "2020/..", &["u B2 2024"]);
        other.course.disputed.push(Dispute {
            what: DisputedDate::Begins,
            on: date("2019"),
            source: SourceId::new("s"),
            note: String::new(),
        });
        let mut document = document([
            alone,
            other,
            tie("both", "ally", "A C", "2020/..", &["s A1 2024", "u B2 2024"]),
            tie("denied", "ally", "A C", "2020/..", &["s A1 2024 denied"]),
        ]);
        let mut nation = (*document.nations[&NationId::new("A")]).clone();
        nation.drivers.push(Driver {
            id: PartId::new("why"),
            title: "Pride".to_owned(),
            summary: String::new(),
            basis: Basis::Inferred,
            by: "somebody".to_owned(),
            explains: Vec::new(),
            evidence: evidence(&["s C3 2024"]),
        });
        document.nations.insert(nation.id.clone(), Arc::new(nation));
        document
    }

    #[test]
    fn all_that_names_a_source_rests_on_it() {
        let rests = reliance(&record(), &SourceId::new("s"));
        assert_eq!(ids(&rests.ties), ["alone", "both", "denied"]);
        assert_eq!((rests.entries.len(), rests.disputes.len(), rests.drivers.len()), (1, 1, 1));
        let grades: Vec<String> = rests.usage.grades.iter().map(|(grade, n)| format!("{grade} {n}")).collect();
        assert_eq!(grades, ["A1 2", "B2 1", "C3 1"]);
    }

    #[test]
    fn without_it_goes_what_only_repeats_it_and_denials_hold_nothing_up() {
        let loss = reliance(&record(), &SourceId::new("s")).loss;
        assert_eq!(ids(&loss.unsupported), ["alone"]);
        let weakened: Vec<String> =
            loss.weakened.iter().map(|(tie, now, then)| format!("{} {now:?} {then:?}", tie.id)).collect();
        assert_eq!(weakened, ["both Confirmed Unconfirmed"]);
    }

    #[test]
    fn a_repeater_holds_nothing_up_that_its_origin_says_itself() {
        let rests = reliance(&record(), &SourceId::new("t"));
        assert!(rests.loss.unsupported.is_empty() && rests.loss.weakened.is_empty());
        assert_eq!((rests.usage.n_own, rests.usage.n_repeating), (0, 1));
        assert_eq!(rests.usage.repeats, [SourceId::new("s")]);
        let origin = reliance(&record(), &SourceId::new("s"));
        assert_eq!(origin.usage.repeated_by, [SourceId::new("t")]);
    }
}

mod citation {
    use super::*;

    fn cited(ties: impl IntoIterator<Item = Tie>, selected: &[Target]) -> Citation {
        let document = document(ties);
        let network = Network::of(&document, document.manifest.as_of);
        let mut selection = Selection::default();
        selection.set(selected.iter().cloned());
        cite(&document, &network, Moment::of(document.manifest.as_of), None, &selection)
    }

    fn tie_target(id: &str) -> Target {
        Target::Tie(TieId::new(id))
    }

    #[test]
    fn a_tie_is_cited_with_span_support_sources_and_day() {
        let pact = tie("pact", "ally", "A B", "2024-06-19/..", &["s C3 2024", "t B2 2024 reported s"]);
        assert_eq!(
            cited([pact], &[tie_target("pact")]).plain,
            "Nation A–Nation B: The pact (ally, positive), since 19 June 2024; unconfirmed, best grade B2, 1 origin: \
             Paper S, “Report <s>”, 4 March 2024 (https://s.example/?a=1&b=\"2\"); \
             Paper T, “Report <t>”, 4 March 2024 (https://t.example/?a=1&b=\"2\"); as of 14 June 2025, in “A test”."
        );
    }

    #[test]
    fn what_files_say_stays_text_in_html() {
        let mut pact = tie("pact", "ally", "A B", "2024/..", &["s B2 2024"]);
        pact.about.title = "<img src=x onerror=\"alert('1')\"> \u{202e}evil".to_owned();
        let citation = cited([pact], &[tie_target("pact")]);
        assert!(citation.html.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; \\u{202e}evil"));
        assert!(
            citation.html.contains("<a href=\"https://s.example/?a=1&amp;b=&quot;2&quot;\">“Report &lt;s&gt;”</a>")
        );
        assert_eq!(citation.html.matches('<').count(), 5, "{}", citation.html);
        assert!(!citation.plain.contains('\u{202e}'), "{}", citation.plain);
    }

    #[test]
    fn a_nation_and_a_pair_are_cited_with_their_ties_by_sign() {
        let ties = || {
            [
                tie("1", "ally", "A B", "2020/..", &["s B2 2024"]),
                tie("2", "foe", "A B", "2021/..", &["s A1 2024", "t B2 2024"]),
                tie("3", "foe", "A C", "2021/..", &[]),
            ]
        };
        let nation = cited(ties(), &[Target::Nation(NationId::new("A"))]).plain;
        assert!(
            nation.starts_with("Nation A has 3 ties (1 positive, 2 negative), with Nation B (2), Nation C (1); best grade A1, 2 sources: Paper S, "),
            "{nation}"
        );
        let pair = cited(ties(), &[Target::pair(NationId::new("B"), NationId::new("A"))]).plain;
        assert!(
            pair.starts_with("Between Nation A and Nation B there are 2 ties (1 positive, 1 negative): ally since 2020, foe since 2021; "),
            "{pair}"
        );
    }

    #[test]
    fn a_source_is_cited_with_what_rests_on_nothing_else() {
        let ties = [
            tie("1", "ally", "A B", "2020/..", &["s B2 2024"]),
            tie("2", "foe", "A B", "2021/..", &["s A1 2024", "t B2 2024"]),
        ];
        let said = cited(ties, &[Target::Source(SourceId::new("s"))]).plain;
        assert!(said.starts_with("Paper S, “Report <s>”, 4 March 2024 ("), "{said}");
        assert!(said.contains("; graded A1 ×1, B2 ×1; 2 ties rest on it, 1 on nothing else; as of"), "{said}");
    }

    #[test]
    fn nothing_selected_cites_the_atlas_and_much_is_counted() {
        assert_eq!(
            cited([], &[]).plain,
            "“A test”: 0 ties between 3 nations, resting on 3 sources; as of 14 June 2025."
        );
        let ties = (0..9).map(|idx| tie(&format!("t{idx}"), "foe", "A B", "2020/..", &["s B2 2024"]));
        let all: Vec<Target> = (0..9).map(|idx| tie_target(&format!("t{idx}"))).collect();
        let said = cited(ties, &all).plain;
        assert!(said.contains("The t5 and 3 more; among them 9 ties (9 negative); best grade B2, 1 source"), "{said}");
    }
}
