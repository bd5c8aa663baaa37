//! A filter taken apart: one thing that can be asked for, how it is added and taken away again, and the filter in words.

use std::collections::BTreeSet;

use super::filter::{Around, Asked, Filter};
use crate::kit::counted;
use crate::model::{Credibility, Document, KindId, NationId, Reliability, Sign, SourceId, Span, Standing};

/// One thing that a filter can ask for, as people add it and take it away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// A sign.
    Sign(Sign),
    /// A category of kinds.
    Category(String),
    /// A kind.
    Kind(KindId),
    /// A nation at one of a tie's ends.
    Nation(NationId),
    /// Days of which a tie exists on at least one.
    Overlap(Span),
    /// Grades of a source that supports a tie: grades that judge, or only the one that does not.
    Reliability(BTreeSet<Reliability>),
    /// Grades of what supports a tie: grades that judge, or only the one that does not.
    Credibility(BTreeSet<Credibility>),
    /// In what way a claim on a tie stands.
    Standing(Standing),
    /// Disputed dates.
    Disputed,
    /// Support that goes back to a single origin.
    SingleOrigin,
    /// A source that a tie's evidence names.
    Source(SourceId),
    /// A source that a tie's evidence must not name.
    WithoutSource(SourceId),
    /// Some steps at most from some nations.
    Around(BTreeSet<NationId>, u8),
}

/// What a criterion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The sign of its kind.
    Sign,
    /// The category of its kind.
    Category,
    /// Its kind.
    Kind,
    /// Its nations.
    Nation,
    /// The days on which it exists.
    Overlap,
    /// How reliable its sources are.
    Reliability,
    /// How credible what they say is.
    Credibility,
    /// In what way claims on it stand.
    Standing,
    /// Where its record is weak.
    Weakness,
    /// Sources that it rests on.
    Source,
    /// Sources that it must not rest on.
    WithoutSource,
    /// How near it is to some nations.
    Around,
}

impl Field {
    /// All of them, in the order in which filters are told.
    pub const ALL: [Self; 12] = [
        Self::Sign,
        Self::Category,
        Self::Kind,
        Self::Nation,
        Self::Overlap,
        Self::Reliability,
        Self::Credibility,
        Self::Standing,
        Self::Weakness,
        Self::Source,
        Self::WithoutSource,
        Self::Around,
    ];

    /// Returns its name, as a title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sign => "Sign",
            Self::Category => "Category",
            Self::Kind => "Kind",
            Self::Nation => "Nation",
            Self::Overlap => "Exists on a day in",
            Self::Reliability => "Reliability of a source",
            Self::Credibility => "Credibility of a claim",
            Self::Standing => "Standing of a claim",
            Self::Weakness => "Weak points",
            Self::Source => "Rests on source",
            Self::WithoutSource => "Hide what rests on source",
            Self::Around => "Near",
        }
    }

    /// Returns what stands before its values in a sentence; with a space where there is anything.
    fn lead(self) -> &'static str {
        match self {
            Self::Sign | Self::Category | Self::Kind | Self::Standing | Self::Weakness => "",
            Self::Nation => "with ",
            Self::Overlap => "on a day ",
            Self::Reliability => "reliability ",
            Self::Credibility => "credibility ",
            Self::Source => "resting on ",
            Self::WithoutSource => "not resting on ",
            Self::Around => "around ",
        }
    }

    /// Whether it tells of what a tie rests on, not of what it is.
    fn is_of_grounds(self) -> bool {
        match self {
            Self::Sign | Self::Category | Self::Kind | Self::Nation | Self::Overlap => false,
            Self::Reliability
            | Self::Credibility
            | Self::Standing
            | Self::Weakness
            | Self::Source
            | Self::WithoutSource
            | Self::Around => true,
        }
    }

    /// Returns how several of its values are joined in a sentence: any will do, or all are meant.
    fn joint(self) -> &'static str {
        match self {
            Self::Weakness => " and ",
            Self::Sign
            | Self::Category
            | Self::Kind
            | Self::Nation
            | Self::Overlap
            | Self::Reliability
            | Self::Credibility
            | Self::Standing
            | Self::Source
            | Self::WithoutSource
            | Self::Around => " or ",
        }
    }
}

impl Criterion {
    /// Returns what it is about.
    pub fn field(&self) -> Field {
        match self {
            Self::Sign(_) => Field::Sign,
            Self::Category(_) => Field::Category,
            Self::Kind(_) => Field::Kind,
            Self::Nation(_) => Field::Nation,
            Self::Overlap(_) => Field::Overlap,
            Self::Reliability(_) => Field::Reliability,
            Self::Credibility(_) => Field::Credibility,
            Self::Standing(_) => Field::Standing,
            Self::Disputed | Self::SingleOrigin => Field::Weakness,
            Self::Source(_) => Field::Source,
            Self::WithoutSource(_) => Field::WithoutSource,
            Self::Around(..) => Field::Around,
        }
    }

    /// Returns its name beside the name of its field: "North Korea", "B or better".
    pub fn name(&self, document: &Document) -> String {
        match self {
            Self::Sign(sign) => sign.name().to_owned(),
            Self::Category(category) => category.clone(),
            Self::Kind(id) => document.kinds.get(id).map_or_else(|| id.to_string(), |kind| kind.name.clone()),
            Self::Nation(id) => document.nation_name(id).to_owned(),
            Self::Overlap(span) => span.in_words(),
            Self::Reliability(grades) => graded(grades, &Reliability::ALL, Reliability::sign),
            Self::Credibility(grades) => graded(grades, &Credibility::ALL, Credibility::sign),
            Self::Standing(standing) => standing.name().to_owned(),
            Self::Disputed => "disputed dates".to_owned(),
            Self::SingleOrigin => "single origin".to_owned(),
            Self::Source(id) | Self::WithoutSource(id) => match document.sources.get(id) {
                Some(source) => format!("{}, {}", source.publisher, source.published.in_words()),
                None => id.to_string(),
            },
            Self::Around(nations, hops) => {
                let names: Vec<&str> = nations.iter().map(|id| document.nation_name(id)).collect();
                let whom = match names.as_slice() {
                    [one] => (*one).to_owned(),
                    [one, other] => format!("{one} and {other}"),
                    several => counted(several.len(), "nation"),
                };
                format!("{whom}, {}", counted(usize::from(*hops), "step"))
            }
        }
    }

    /// Returns it in words that need no field beside them: "with North Korea", "reliability B or better".
    pub fn in_words(&self, document: &Document) -> String {
        format!("{}{}", self.field().lead(), self.name(document))
    }

    /// Whether what it names is in a record.
    pub fn is_on_record(&self, document: &Document) -> bool {
        match self {
            Self::Category(category) => document.kinds.values().any(|kind| kind.category == *category),
            Self::Kind(id) => document.kinds.contains_key(id),
            Self::Nation(id) => document.nations.contains_key(id),
            Self::Source(id) | Self::WithoutSource(id) => document.sources.contains_key(id),
            Self::Around(nations, _) => nations.iter().any(|id| document.nations.contains_key(id)),
            Self::Sign(_)
            | Self::Overlap(_)
            | Self::Reliability(_)
            | Self::Credibility(_)
            | Self::Standing(_)
            | Self::Disputed
            | Self::SingleOrigin => true,
        }
    }
}

impl Filter {
    /// Returns all that it asks for, in the order of fields and values.
    pub fn criteria(&self) -> Vec<Criterion> {
        let Self { nature, grounds, around } = self;
        let mut criteria: Vec<Criterion> = Vec::new();
        criteria.extend(nature.signs.iter().copied().map(Criterion::Sign));
        criteria.extend(nature.categories.iter().cloned().map(Criterion::Category));
        criteria.extend(nature.kinds.iter().cloned().map(Criterion::Kind));
        criteria.extend(nature.nations.iter().cloned().map(Criterion::Nation));
        criteria.extend(nature.overlaps.map(Criterion::Overlap));
        criteria.extend(apart(&grounds.reliabilities, Reliability::F).map(Criterion::Reliability));
        criteria.extend(apart(&grounds.credibilities, Credibility::Six).map(Criterion::Credibility));
        criteria.extend(grounds.standings.iter().copied().map(Criterion::Standing));
        criteria.extend((grounds.dispute == Asked::Asked).then_some(Criterion::Disputed));
        criteria.extend((grounds.single_origin == Asked::Asked).then_some(Criterion::SingleOrigin));
        criteria.extend(grounds.sources.iter().cloned().map(Criterion::Source));
        criteria.extend(grounds.without_sources.iter().cloned().map(Criterion::WithoutSource));
        criteria.extend(around.as_ref().map(|Around { nations, hops }| Criterion::Around(nations.clone(), *hops)));
        criteria
    }

    /// Returns a filter that asks for one thing alone.
    pub fn of(criterion: &Criterion) -> Self {
        Self::default().with(criterion)
    }

    /// Whether it asks for just this.
    pub fn has(&self, criterion: &Criterion) -> bool {
        self.criteria().contains(criterion)
    }

    /// Returns it with one thing more that it asks for. Days, nearness and grades that judge take the place of others.
    pub fn with(&self, criterion: &Criterion) -> Self {
        let mut filter = self.clone();
        let Self { nature, grounds, around } = &mut filter;
        match criterion.clone() {
            Criterion::Sign(sign) => drop(nature.signs.insert(sign)),
            Criterion::Category(category) => drop(nature.categories.insert(category)),
            Criterion::Kind(id) => drop(nature.kinds.insert(id)),
            Criterion::Nation(id) => drop(nature.nations.insert(id)),
            Criterion::Overlap(span) => nature.overlaps = Some(span),
            Criterion::Reliability(grades) => replace(&mut grounds.reliabilities, grades, Reliability::F),
            Criterion::Credibility(grades) => replace(&mut grounds.credibilities, grades, Credibility::Six),
            Criterion::Standing(standing) => drop(grounds.standings.insert(standing)),
            Criterion::Disputed => grounds.dispute = Asked::Asked,
            Criterion::SingleOrigin => grounds.single_origin = Asked::Asked,
            Criterion::Source(id) => drop(grounds.sources.insert(id)),
            Criterion::WithoutSource(id) => drop(grounds.without_sources.insert(id)),
            Criterion::Around(nations, hops) => *around = Some(Around { nations, hops }),
        }
        filter
    }

    /// Returns it without one thing that it asks for.
    pub fn without(&self, criterion: &Criterion) -> Self {
        let mut filter = self.clone();
        let Self { nature, grounds, around } = &mut filter;
        match criterion {
            Criterion::Sign(sign) => drop(nature.signs.remove(sign)),
            Criterion::Category(category) => drop(nature.categories.remove(category)),
            Criterion::Kind(id) => drop(nature.kinds.remove(id)),
            Criterion::Nation(id) => drop(nature.nations.remove(id)),
            Criterion::Overlap(span) => drop(nature.overlaps.take_if(|asked| asked == span)),
            Criterion::Reliability(grades) => grounds.reliabilities.retain(|grade| !grades.contains(grade)),
            Criterion::Credibility(grades) => grounds.credibilities.retain(|grade| !grades.contains(grade)),
            Criterion::Standing(standing) => drop(grounds.standings.remove(standing)),
            Criterion::Disputed => grounds.dispute = Asked::Not,
            Criterion::SingleOrigin => grounds.single_origin = Asked::Not,
            Criterion::Source(id) => drop(grounds.sources.remove(id)),
            Criterion::WithoutSource(id) => drop(grounds.without_sources.remove(id)),
            Criterion::Around(nations, hops) => {
                around.take_if(|asked| asked.nations == *nations && asked.hops == *hops);
            }
        }
        filter
    }

    /// Returns it in words: "negative, security; reliability B or better". Empty where it asks for nothing.
    ///
    /// What a tie is comes before the semicolon, what it rests on after it.
    pub fn in_words(&self, document: &Document) -> String {
        let criteria = self.criteria();
        let of_field = |field: Field| {
            let of_it = criteria.iter().filter(|criterion| criterion.field() == field);
            let names: Vec<String> = of_it.map(|criterion| criterion.name(document)).collect();
            (!names.is_empty()).then(|| format!("{}{}", field.lead(), names.join(field.joint())))
        };
        let (grounds, nature): (Vec<Field>, Vec<Field>) = Field::ALL.into_iter().partition(|it| it.is_of_grounds());
        let halves = [nature, grounds].map(|fields| fields.into_iter().filter_map(of_field).collect::<Vec<_>>());
        let told = halves.iter().filter(|half| !half.is_empty()).map(|half| half.join(", "));
        told.collect::<Vec<_>>().join("; ")
    }
}

/// Returns the grades that judge and the one that does not, each by themselves; only those that there are.
fn apart<T: Ord + Copy>(grades: &BTreeSet<T>, unjudged: T) -> impl Iterator<Item = BTreeSet<T>> {
    let (unjudged, judged): (BTreeSet<T>, BTreeSet<T>) = grades.iter().partition(|grade| **grade == unjudged);
    [judged, unjudged].into_iter().filter(|grades| !grades.is_empty())
}

/// Puts grades in the place of others of their sort: those that judge, or the one that does not.
fn replace<T: Ord + Copy>(asked: &mut BTreeSet<T>, grades: BTreeSet<T>, unjudged: T) {
    if grades.iter().any(|grade| *grade != unjudged) {
        asked.retain(|grade| *grade == unjudged);
    }
    asked.extend(grades);
}

/// Returns grades in words: "A", "B or better", "B or D"; `all` are sorted from best, the last cannot be judged.
fn graded<T: Ord + Copy>(grades: &BTreeSet<T>, all: &[T], sign: impl Fn(T) -> char) -> String {
    let is_best_of = |n: usize| n > 1 && n < all.len() && all.iter().take(n).all(|grade| grades.contains(grade));
    match grades.last() {
        Some(worst) if is_best_of(grades.len()) => format!("{} or better", sign(*worst)),
        _ => grades.iter().map(|grade| sign(*grade).to_string()).collect::<Vec<_>>().join(" or "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::{credible_as, reliable_as};
    use super::*;
    use crate::model::{Manifest, NameStyle};

    /// A record of nothing, in which everything is called by its id.
    fn nobody() -> Document {
        Document::empty(Manifest {
            id: "nobody".to_owned(),
            title: String::new(),
            summary: String::new(),
            as_of: jiff::civil::date(2025, 6, 14),
            focus: Vec::new(),
            authors: Vec::new(),
            license: String::new(),
            name_style: NameStyle::Short,
        })
    }

    fn some() -> Vec<Criterion> {
        vec![
            Criterion::Sign(Sign::Negative),
            Criterion::Category("security".to_owned()),
            Criterion::Kind(KindId::new("sanctions")),
            Criterion::Nation(NationId::new("PRK")),
            Criterion::Overlap(Span::parse("2018/2019").expect("a span")),
            Criterion::Reliability(reliable_as(Reliability::B)),
            Criterion::Reliability(reliable_as(Reliability::F)),
            Criterion::Credibility(credible_as(Credibility::Two)),
            Criterion::Credibility(credible_as(Credibility::Six)),
            Criterion::Standing(Standing::Observed),
            Criterion::Disputed,
            Criterion::SingleOrigin,
            Criterion::Source(SourceId::new("kcna")),
            Criterion::WithoutSource(SourceId::new("interfax")),
            Criterion::Around(BTreeSet::from([NationId::new("PRK")]), 2),
        ]
    }

    #[test]
    fn what_is_added_is_told_and_can_be_taken_away_again() {
        let all = some().iter().fold(Filter::default(), |filter, criterion| filter.with(criterion));
        assert_eq!(all.criteria(), some());
        for criterion in some() {
            assert!(all.has(&criterion) && !all.without(&criterion).has(&criterion));
            assert_eq!(all.without(&criterion).with(&criterion), all);
            assert_eq!(Filter::of(&criterion).without(&criterion), Filter::default());
        }
        let none = some().iter().fold(all, |filter, criterion| filter.without(criterion));
        assert!(none.is_empty());
    }

    #[test]
    fn a_threshold_takes_the_place_of_another_but_not_of_what_cannot_be_judged() {
        let [b, d, f] =
            [Reliability::B, Reliability::D, Reliability::F].map(|grade| Criterion::Reliability(reliable_as(grade)));
        let filter = Filter::of(&d).with(&f).with(&b);
        assert_eq!(filter.criteria(), [b, f]);
    }

    #[test]
    fn a_filter_is_told_in_words() {
        let document = nobody();
        let all = some().iter().fold(Filter::default(), |filter, criterion| filter.with(criterion));
        assert_eq!(
            all.in_words(&document),
            "negative, security, sanctions, with PRK, on a day 2018 – 2019; reliability B or better or F, \
             credibility 2 or better or 6, observed, disputed dates and single origin, resting on kcna, \
             not resting on interfax, around PRK, 2 steps"
        );
        assert_eq!(Filter::default().in_words(&document), "");
        let signs = Filter::of(&Criterion::Sign(Sign::Positive)).with(&Criterion::Sign(Sign::Neutral));
        assert_eq!(signs.in_words(&document), "positive or neutral");
    }
}
