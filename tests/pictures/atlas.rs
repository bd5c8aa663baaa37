//! A small atlas for pictures, written by hand: eight nations of Northeast Asia and some forty ties.

use std::sync::Arc;

use demarche::kit::Point;
use demarche::model::{
    About, Class, Course, Direction, Document, EdtfDate, Evidence, Genre, Grade, Kind, KindId, Manifest, Milestone,
    NameStyle, Names, Nation, NationId, Position, Sign, Source, SourceId, Span, Standing, Step, Tie, TieId, Weight,
};

/// Nations as `id, name, x, y`.
pub const NATIONS: [(&str, &str, f64, f64); 8] = [
    ("UKR", "Ukraine", -330.0, -210.0),
    ("RUS", "Russia", -40.0, -260.0),
    ("UNSC", "UN Security Council", 330.0, -230.0),
    ("PRK", "North Korea", 0.0, 0.0),
    ("USA", "United States", 380.0, 60.0),
    ("CHN", "China", -360.0, 110.0),
    ("KOR", "South Korea", 90.0, 240.0),
    ("JPN", "Japan", 330.0, 290.0),
];

/// Kinds as `name, sign, directed`.
const KINDS: [(&str, char, char); 22] = [
    ("defense pact", '+', '-'),
    ("friendship treaty", '+', '-'),
    ("consultation pledge", '+', '-'),
    ("nuclear consultation", '+', '-'),
    ("troops sent", '+', '>'),
    ("troops stationed", '+', '>'),
    ("arms for fuel", '+', '-'),
    ("military agreement", '+', '-'),
    ("armistice", 'o', '-'),
    ("summit diplomacy", '+', '-'),
    ("rejected outreach", '-', '>'),
    ("diplomatic cover", '+', '>'),
    ("strategic partnership", '+', '-'),
    ("diplomatic relations", 'o', '-'),
    ("war", '-', '-'),
    ("hostile doctrine", '-', '>'),
    ("exercises seen as hostile", '-', '>'),
    ("loudspeaker broadcasts", '-', '>'),
    ("abductions dispute", '-', '-'),
    ("sanctions", '-', '>'),
    ("trade", 'o', '-'),
    ("military aid", '+', '>'),
];

/// Ties as `kind | from | to | weight | grades (`!` confirmed by text) | flags`: `h` hollow, `u` uncertain.
const TIES: &str = "\
defense pact|RUS|PRK|5|!|
troops sent|PRK|RUS|5|B2 C2|
arms for fuel|RUS|PRK|4|B2 B2|
diplomatic cover|RUS|PRK|3|A2 B2|
diplomatic relations|PRK|RUS|2|!|
summit diplomacy|RUS|PRK|2|B2 B2|
friendship treaty|CHN|PRK|4|!|
trade|CHN|PRK|4|A2 B2|
diplomatic relations|CHN|PRK|2|!|
diplomatic cover|CHN|PRK|2|B3|
sanctions|UNSC|PRK|4|!|
sanctions|USA|PRK|4|!|
rejected outreach|USA|PRK|3|B2|
armistice|USA|PRK|2|!|
summit diplomacy|USA|PRK|1|C3|u
exercises seen as hostile|USA|PRK|3|A2 B2|
hostile doctrine|PRK|KOR|4|A2 B2|
military agreement|KOR|PRK|3|!|h
loudspeaker broadcasts|KOR|PRK|2|C4|
armistice|PRK|KOR|2|!|
rejected outreach|KOR|PRK|2|B3|
defense pact|USA|KOR|5|!|
troops stationed|USA|KOR|4|A1 B2|
nuclear consultation|KOR|USA|3|!|
trade|KOR|USA|4|A2 B2|
defense pact|USA|JPN|5|!|
troops stationed|USA|JPN|4|A1 B2|
trade|USA|JPN|4|A2 B2|
consultation pledge|KOR|JPN|2|!|
trade|KOR|JPN|3|A2 B2|
diplomatic relations|KOR|JPN|2|!|
abductions dispute|JPN|PRK|3|A2 B2|
sanctions|JPN|PRK|2|!|
strategic partnership|RUS|CHN|4|!|
trade|RUS|CHN|4|A2 B2|
trade|CHN|USA|4|A2 B2|
diplomatic relations|CHN|KOR|2|!|
trade|CHN|KOR|4|A2 B2|
trade|CHN|JPN|3|A2 B2|
war|RUS|UKR|5|A1 A2|
military aid|USA|UKR|4|A1 A2|
military aid|KOR|UKR|1|C4|
sanctions|USA|RUS|4|!|
troops stationed|PRK|UKR|1|D5|u";

/// Returns the atlas of the pictures.
pub fn korea() -> Document {
    document("Northeast Asia", &NATIONS, TIES)
}

/// Returns an atlas of these nations and ties; tie ids are made of pair and line number.
pub fn document(title: &str, nations: &[(&str, &str, f64, f64)], ties: &str) -> Document {
    let mut document = Document::empty(Manifest {
        id: "test".into(),
        title: title.into(),
        summary: String::new(),
        as_of: "2025-06-14".parse().expect("a day"),
        focus: Vec::new(),
        authors: vec!["The Démarche authors".into()],
        license: "CC-BY-4.0".into(),
        name_style: NameStyle::Short,
    });
    for &(id, name, x, y) in nations {
        let id = NationId::new(id);
        document.nations.insert(id.clone(), Arc::new(nation(&id, name)));
        if x.is_finite() {
            document.positions.insert(id, Position { at: Point::new(x, y), is_pinned: false });
        }
    }
    for (name, sign, direction) in KINDS {
        let kind = kind(name, sign, direction);
        document.kinds.insert(kind.id.clone(), Arc::new(kind));
    }
    for (number, genre) in [Genre::Instrument, Genre::News, Genre::Official, Genre::Analysis].into_iter().enumerate() {
        let source = source(number, genre);
        document.sources.insert(source.id.clone(), Arc::new(source));
    }
    for (number, line) in ties.lines().enumerate() {
        let tie = tie(number, line);
        document.ties.insert(tie.id.clone(), Arc::new(tie));
    }
    document
}

fn nation(id: &NationId, name: &str) -> Nation {
    Nation {
        id: id.clone(),
        class: Class::State,
        names: Names { short: name.into(), official: None, native: Vec::new(), aliases: Vec::new() },
        cow: None,
        seat: None,
        events: Vec::new(),
        drivers: Vec::new(),
    }
}

fn kind(name: &str, sign: char, direction: char) -> Kind {
    Kind {
        id: KindId::new(&name.replace(' ', "-")),
        name: name.into(),
        sign: match sign {
            '+' => Sign::Positive,
            '-' => Sign::Negative,
            _ => Sign::Neutral,
        },
        category: "security".into(),
        direction: if direction == '>' { Direction::Directed } else { Direction::Mutual },
        term: String::new(),
        summary: String::new(),
    }
}

fn source(number: usize, genre: Genre) -> Source {
    Source {
        id: SourceId::new(&format!("s{number}")),
        title: String::new(),
        publisher: String::new(),
        author: None,
        published: EdtfDate::parse("2024").expect("a date"),
        url: None,
        archived: None,
        language: None,
        genre,
    }
}

/// Reads one line of a tie.
pub fn tie(number: usize, line: &str) -> Tie {
    let parts: Vec<&str> = line.split('|').collect();
    let [kind, from, to, weight, grades, flags] = parts[..] else { panic!("six parts in {line}") };
    let evidence = grades.split_whitespace().enumerate().map(|(i, grade)| Evidence {
        source: SourceId::new(&if grade == "!" { "s0".into() } else { format!("s{}", i + 1) }),
        claim: "It is so".to_owned(),
        quote: None,
        locator: None,
        grade: Grade::parse(if grade == "!" { "A1" } else { grade }).expect("a grade"),
        standing: if grade == "!" { Standing::Documented } else { Standing::Reported },
        by: None,
        reported: EdtfDate::parse("2024").expect("a date"),
        origin: None,
    });
    let signed = Milestone {
        id: None,
        on: EdtfDate::parse("2018-09-19").expect("a date"),
        step: Step::Signed,
        by: None,
        title: String::new(),
        sources: Vec::new(),
        relates: Vec::new(),
    };
    let milestones = if flags.contains('h') { vec![signed] } else { Vec::new() };
    let span = if flags.contains('u') { "2024-06/2025-06" } else { "2018-09-19/.." };
    Tie {
        id: TieId::new(&format!("{from}-{to}-{number:02}")),
        kind: KindId::new(&kind.replace(' ', "-")),
        between: (NationId::new(from), NationId::new(to)),
        span: Span::parse(span).expect("a span"),
        weight: Weight::new(weight.parse().expect("a number"), String::new(), Vec::new()).expect("a weight"),
        about: About {
            title: format!("{kind} of {from} and {to}"),
            summary: String::new(),
            instrument: None,
            dependent: None,
        },
        course: Course { milestones: milestones.into_iter().map(Arc::new).collect(), ..Course::default() },
        relates: Vec::new(),
        evidence: evidence.collect(),
    }
}
