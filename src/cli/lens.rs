//! How the record is looked at, as arguments that subcommands share: as of which day, known by when, and a filter in words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use clap::Args;
use jiff::civil::{Date, date};

use crate::edit::overlay;
use crate::kit::{capitalized, did_you_mean, grouped, visible};
use crate::model::{
    Counts, Credibility, Document, EdtfDate, Grade, Kind, KindId, Nation, NationId, Precision, Reliability, Scenario,
    ScenarioId, Sign, Source, SourceId, Span, Standing,
};
use crate::network::{
    Asked, Dated, Filter, Grounds, Hiding, Moment, Nature, Network, Roster, credible_as, dated_days, known_on,
    reliable_as, timeline, timeline_over,
};

/// Title of these arguments in the help.
pub(super) const LOOKED_AT: &str = "What is looked at";
/// First and last day that can be shown, unless something in the atlas is dated beyond.
const SHOWN: (Date, Date) = (date(1900, 1, 1), date(2100, 12, 31));
/// Most names that a hint lists.
const MOST_LISTED: usize = 30;

/// The day looked at.
#[derive(Debug, Args)]
pub(super) struct DayArguments {
    /// Looks at this day, such as 2024-06-19, instead of the date of the atlas. A month or a year is no day.
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = LOOKED_AT)]
    pub(super) as_of: Option<Date>,
}

/// What of the record counts.
#[derive(Debug, Args)]
#[command(next_help_heading = LOOKED_AT)]
pub(super) struct SiftArguments {
    /// Counts only what had been reported by this day; what rests on nothing else is gone.
    #[arg(long, value_name = "DAY", value_parser = day)]
    known_on: Option<Date>,
    /// Looks at the record with this scenario carried out over it, by id or title; where no day is given, on the last day on
    /// which a change of it begins to hold.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Only ties of this sign: positive, negative or neutral. Like all of these, it can be repeated or take a list with
    /// commas, of which any will do; different options must all agree.
    #[arg(long, value_name = "SIGN")]
    sign: Vec<String>,
    /// Only ties whose kind is of this category.
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
    /// Only ties of this kind, by id or name.
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only ties that exist on a day of this span, such as 2017/2018.
    #[arg(long, value_name = "SPAN", value_parser = span)]
    overlaps: Option<Span>,
    #[command(flatten)]
    grounds: GroundsArguments,
}

/// On what ties must rest that count.
#[derive(Debug, Args)]
#[command(next_help_heading = LOOKED_AT)]
struct GroundsArguments {
    /// Only ties supported by a source this reliable or better, A to E; F, which cannot be judged, only when named.
    #[arg(long, value_name = "LETTER")]
    reliability: Vec<String>,
    /// Only ties supported by something this credible or better, 1 to 5; 6, which cannot be judged, only when named.
    #[arg(long, value_name = "DIGIT")]
    credibility: Vec<String>,
    /// Only ties of which a claim stands so: documented, reported, observed, claimed, acknowledged or denied.
    #[arg(long, value_name = "STANDING")]
    standing: Vec<String>,
    /// Only ties of which a date is disputed.
    #[arg(long)]
    disputed: bool,
    /// Only ties whose support goes back to one origin.
    #[arg(long)]
    single_origin: bool,
    /// Only ties that rest on this source, by id.
    #[arg(long, value_name = "SOURCE")]
    rests_on: Vec<String>,
    /// Only ties that do not rest on this source, by id.
    #[arg(long, value_name = "SOURCE")]
    without_source: Vec<String>,
}

/// Nations between which ties are looked at.
#[derive(Debug, Args)]
pub(super) struct NationArguments {
    /// Only ties of this nation, by id, name or alias.
    #[arg(long, value_name = "NATION", help_heading = LOOKED_AT)]
    pub(super) nation: Vec<String>,
}

/// A record as somebody looks at it.
#[derive(Debug)]
pub(super) struct Look {
    /// The record, as far as it was known, with what is supposed on the day looked at.
    pub(super) document: Document,
    /// As of when, and known by when.
    pub(super) moment: Moment,
    /// The scenario that is carried out.
    pub(super) scenario: Option<Arc<Scenario>>,
    /// The record as far as it was known.
    known: Document,
    roster: Roster,
    filter: Filter,
    words: Option<String>,
}

/// A record or a scenario as it is seen on a day.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// The record, as far as it was known, with what is supposed on the day.
    pub(super) document: Document,
    /// Every tie of it.
    pub(super) roster: Roster,
    /// What is asked for.
    pub(super) network: Network,
}

impl SiftArguments {
    /// Looks at a record as of its own date where none is given, at a scenario on the last day on which a change begins.
    ///
    /// # Errors
    /// Returns what is wrong with a day or a name, and what there is instead.
    pub(super) fn look(&self, record: &Document, as_of: Option<Date>, nations: &[String]) -> Result<Look, String> {
        self.look_among(record, &[], as_of, nations)
    }

    /// Looks at a record likewise, where what scenarios suppose besides the one that is asked for can be named, too.
    ///
    /// # Errors
    /// Returns what is wrong with a day or a name, and what there is instead.
    pub(super) fn look_among(
        &self,
        record: &Document,
        others: &[Arc<Scenario>],
        as_of: Option<Date>,
        nations: &[String],
    ) -> Result<Look, String> {
        let scenario = self.scenario(record)?;
        let day = as_of.unwrap_or_else(|| last_day(record, scenario.as_deref()));
        self.look_on(record, others, Some(day), nations)
    }

    /// Returns the scenario that is asked for.
    ///
    /// # Errors
    /// Returns which scenarios there are where it is none of them.
    pub(super) fn scenario(&self, record: &Document) -> Result<Option<Arc<Scenario>>, String> {
        self.scenario.as_deref().map(|name| find_scenario(record, name)).transpose()
    }

    /// Returns a record with all that is supposed to hold ever: where things are looked up by their names.
    ///
    /// # Errors
    /// Returns which scenarios there are where it is none of them.
    pub(super) fn everything(&self, record: &Document) -> Result<Document, String> {
        let scenario = self.scenario(record)?;
        Ok(scenario.map_or_else(|| record.clone(), |scenario| overlay(record, &scenario, None).document))
    }

    /// Looks at a record with all that is supposed to hold by a day, or ever.
    ///
    /// # Errors
    /// Returns what is wrong with a day or a name, and what there is instead.
    pub(super) fn look_until(
        &self,
        record: &Document,
        as_of: Option<Date>,
        nations: &[String],
    ) -> Result<Look, String> {
        self.look_on(record, &[], as_of, nations)
    }

    fn look_on(
        &self,
        record: &Document,
        others: &[Arc<Scenario>],
        as_of: Option<Date>,
        nations: &[String],
    ) -> Result<Look, String> {
        let scenario = self.scenario(record)?;
        let scenarios: Vec<Arc<Scenario>> = scenario.iter().chain(others).cloned().collect();
        for day in [as_of, self.known_on].into_iter().flatten() {
            within(record, &scenarios, day)?;
        }
        let known = self.known_on.map_or_else(|| record.clone(), |day| known_on(record, day));
        let (document, roster) = carried_out(&known, scenario.as_deref(), as_of);
        let mut named = vec![self.everything(record)?];
        named.extend(others.iter().map(|other| overlay(record, other, None).document));
        let filter = self.filter(&named, nations)?;
        let words = Some(filter.in_words(&with_names(&document, &named))).filter(|words| !words.is_empty());
        let moment = Moment { as_of: as_of.unwrap_or(record.manifest.as_of), known_on: self.known_on };
        Ok(Look { document, moment, scenario, known, roster, filter, words })
    }

    /// Counts a record as it is looked at: without any of the arguments, all of it.
    ///
    /// # Errors
    /// Returns what is wrong with a day or a name, and what there is instead.
    pub(super) fn counted(
        &self,
        record: &Document,
        as_of: Option<Date>,
        nations: &[String],
    ) -> Result<(Counts, Option<String>), String> {
        let look = self.look(record, as_of, nations)?;
        if as_of.is_none() && look.filter.is_empty() {
            let words = Some(look.in_words(None)).filter(|words| !words.is_empty());
            return Ok((look.document.counts(), words));
        }
        let network = if as_of.is_some() { look.network() } else { look.whole() };
        let until = |on: EdtfDate| as_of.is_none_or(|day| on.earliest() <= day);
        let ties = network.ties().iter().map(|resolved| {
            let mut tie = (*resolved.tie).clone();
            tie.course.milestones.retain(|it| until(it.on));
            tie.course.exchanges.retain(|it| until(it.on));
            (tie.id.clone(), Arc::new(tie))
        });
        let counts = Document { ties: ties.collect(), ..look.document.clone() }.counts();
        Ok((counts, Some(look.in_words(as_of))))
    }

    /// Returns what is asked for; the names of things are looked up in some records, of which the first is the one looked at.
    fn filter(&self, named: &[Document], nations: &[String]) -> Result<Filter, String> {
        Ok(Filter {
            nature: Nature {
                kinds: chosen("kind", &self.kind, &among(named, kinds))?,
                categories: chosen("category", &self.category, &among(named, categories))?,
                signs: chosen("sign", &self.sign, &Sign::ALL.map(|it| Choice::of(it.name(), it)))?,
                nations: chosen("nation", nations, &among(named, self::nations))?,
                overlaps: self.overlaps,
            },
            grounds: self.grounds.grounds(&among(named, sources))?,
            around: None,
        })
    }
}

impl GroundsArguments {
    fn grounds(&self, sources: &[Choice<SourceId>]) -> Result<Grounds, String> {
        let reliabilities = asked_grades("reliability", &self.reliability, &Reliability::ALL.map(letter))?;
        let credibilities = asked_grades("credibility", &self.credibility, &Credibility::ALL.map(digit))?;
        Ok(Grounds {
            reliabilities: reliabilities.into_iter().flat_map(reliable_as).collect(),
            credibilities: credibilities.into_iter().flat_map(credible_as).collect(),
            standings: chosen("standing", &self.standing, &Standing::ALL.map(|it| Choice::of(it.name(), it)))?,
            sources: chosen("source", &self.rests_on, sources)?,
            without_sources: chosen("source", &self.without_source, sources)?,
            dispute: if self.disputed { Asked::Asked } else { Asked::Not },
            single_origin: if self.single_origin { Asked::Asked } else { Asked::Not },
        })
    }
}

impl Look {
    /// Returns the network of the day looked at. O(ties × evidence).
    pub(super) fn network(&self) -> Network {
        self.on(&self.roster, self.moment.as_of)
    }

    /// Returns what is asked for of the record or of a scenario on a day.
    pub(super) fn seen_from(&self, scenario: Option<&Scenario>, day: Date) -> Seen {
        let (document, roster) = carried_out(&self.known, scenario, Some(day));
        let network = roster.on(day).under(&self.filter, Hiding::Remove);
        Seen { document, roster, network }
    }

    /// Returns what is asked for on a day of a roster.
    pub(super) fn on(&self, roster: &Roster, as_of: Date) -> Network {
        roster.on(as_of).under(&self.filter, Hiding::Remove)
    }

    /// Returns what is asked for.
    pub(super) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Returns the network of all ties that are asked for, whatever their days.
    pub(super) fn whole(&self) -> Network {
        self.roster.whole().under(&self.filter, Hiding::Remove)
    }

    /// Returns the network of all ties of the record that are asked for, whatever is supposed of them.
    pub(super) fn recorded(&self) -> Network {
        Roster::of(&self.known).whole().under(&self.filter, Hiding::Remove)
    }

    /// Returns everything dated in the record, and what is dated otherwise in what is supposed.
    pub(super) fn timeline(&self) -> Vec<Dated> {
        timeline_over(&self.known, &self.document)
    }

    /// Returns the filter as people say it; `None` where it asks for everything.
    pub(super) fn filter_in_words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Returns all of it as people say it: "As of 19 June 2024, known on 1 July 2024, only negative".
    fn in_words(&self, as_of: Option<Date>) -> String {
        let scenario = self.scenario.as_ref().map(|scenario| format!("scenario “{}”", visible(&scenario.title)));
        let as_of = as_of.map(|day| format!("as of {}", in_words(day)));
        let known_on = self.moment.known_on.map(|day| format!("known on {}", in_words(day)));
        let filter = self.words.as_ref().map(|words| format!("only {words}"));
        capitalized(&[scenario, as_of, known_on, filter].into_iter().flatten().collect::<Vec<_>>().join(", "))
    }

    /// Returns what goes behind the name of an atlas and its day: ", scenario “Present course”, known on 1 July 2024, only
    /// negative".
    pub(super) fn suffix(&self) -> String {
        let scenario = self.scenario.as_ref().map(|scenario| format!(", scenario “{}”", visible(&scenario.title)));
        scenario.unwrap_or_default() + &self.sifted()
    }

    /// Returns the same without the scenario.
    pub(super) fn sifted(&self) -> String {
        let known_on = self.moment.known_on.map(|day| format!(", known on {}", in_words(day))).unwrap_or_default();
        let filter = self.words.as_ref().map(|words| format!(", only {}", visible(words))).unwrap_or_default();
        known_on + &filter
    }
}

/// Returns a document with what a scenario supposes to hold on a day, or ever, and the roster of it.
fn carried_out(known: &Document, scenario: Option<&Scenario>, on: Option<Date>) -> (Document, Roster) {
    match scenario.map(|scenario| overlay(known, scenario, on)) {
        Some(overlay) => (overlay.document.clone(), Roster::over(&overlay)),
        None => (known.clone(), Roster::of(known)),
    }
}

/// Returns a record with the names of things that only others have.
fn with_names(record: &Document, others: &[Document]) -> Document {
    let mut named = record.clone();
    for other in others {
        named.nations = named.nations.union(other.nations.clone());
        named.kinds = named.kinds.union(other.kinds.clone());
        named.sources = named.sources.union(other.sources.clone());
    }
    named
}

/// Returns the last day on which a hypothesis that is switched on begins to hold, or the date of the atlas where that is
/// later or there is none.
pub(super) fn last_day(record: &Document, scenario: Option<&Scenario>) -> Date {
    let last = scenario.and_then(Scenario::last_day);
    last.map_or(record.manifest.as_of, |last| last.max(record.manifest.as_of))
}

/// Returns the scenario of an id or a title.
///
/// # Errors
/// Returns which scenarios there are where it is none of them.
pub(super) fn find_scenario(record: &Document, name: &str) -> Result<Arc<Scenario>, String> {
    if let Some(called) = scenario_called(record, name) {
        return Ok(called);
    }
    let choices = record
        .scenarios
        .values()
        .map(|scenario| Choice { names: vec![scenario.id.to_string(), scenario.title.clone()], value: () });
    Err(unknown("scenario", name, &choices.collect::<Vec<_>>()))
}

/// Returns the scenario of an id or, where there is none, the first whose id or title it is in whatever case.
pub(super) fn scenario_called(record: &Document, name: &str) -> Option<Arc<Scenario>> {
    let is_called = |other: &str| other.to_lowercase() == name.to_lowercase();
    let mut all = record.scenarios.values();
    let exact = record.scenarios.get(&ScenarioId::new(name));
    exact.or_else(|| all.find(|it| is_called(it.id.as_str()) || is_called(&it.title))).cloned()
}

/// Returns a day as people write it.
pub(super) fn in_words(day: Date) -> String {
    EdtfDate::from_day(day).in_words()
}

/// Reads a day.
///
/// # Errors
/// Returns why it is none.
pub(super) fn day(text: &str) -> Result<Date, String> {
    // Files take months and years, too; here only days are told what to write.
    let hint = |hint: &str| hint.replace("YYYY-MM-DD, YYYY-MM or YYYY", "YYYY-MM-DD");
    let on = EdtfDate::parse(text).map_err(|error| format!("{}\nHint: {}", error.message, hint(&error.hint)))?;
    if on.precision() == Precision::Day && on.is_sure() {
        return Ok(on.earliest());
    }
    let (first, last) = (on.earliest(), on.latest());
    Err(match on.precision() {
        Precision::Day => format!("`{text}` is no sure day\nHint: write the day, such as {first}"),
        // A script should say which end it means.
        Precision::Month => format!("`{text}` is a month, not a day\nHint: write {first} or {last}"),
        Precision::Year => format!("`{text}` is a year, not a day\nHint: write {first} or {last}"),
    })
}

fn span(text: &str) -> Result<Span, String> {
    Span::parse(text).map_err(|error| format!("{}\nHint: {}", error.message, error.hint))
}

/// Holds a day to those that can be shown of a record, or of scenarios.
///
/// # Errors
/// Returns that it lies outside, and which days there are.
pub(super) fn within(record: &Document, scenarios: &[Arc<Scenario>], day: Date) -> Result<(), String> {
    // Nearly all are, and then nothing has to be carried out.
    if (SHOWN.0..=SHOWN.1).contains(&day) {
        return Ok(());
    }
    let supposed = scenarios.iter().map(|scenario| overlay(record, scenario, None).document);
    let dated = [record.clone()].into_iter().chain(supposed).filter_map(|document| dated_days(&timeline(&document)));
    let from = scenarios.iter().filter_map(|scenario| Some((scenario.first_day()?, scenario.last_day()?)));
    let home = record.manifest.as_of;
    let days = dated.chain(from).chain([(home, home)]);
    let (first, last) = days.fold(SHOWN, |all, days| (all.0.min(days.0), all.1.max(days.1)));
    if (first..=last).contains(&day) {
        return Ok(());
    }
    Err(format!("{} is outside the days that can be shown\nHint: they run from {first} to {last}", in_words(day)))
}

/// What a word may mean.
struct Choice<T> {
    /// What it is called: first as hints list it, then other names.
    names: Vec<String>,
    value: T,
}

impl<T> Choice<T> {
    fn of(name: impl Into<String>, value: T) -> Self {
        Self { names: vec![name.into()], value }
    }

    fn is_called(&self, text: &str) -> bool {
        self.names.iter().any(|name| name.to_lowercase() == text.to_lowercase())
    }
}

/// Returns what a word may mean in any of some records, each thing once.
fn among<T: Ord>(named: &[Document], choices: impl Fn(&Document) -> Vec<Choice<T>>) -> Vec<Choice<T>> {
    let mut names: BTreeMap<T, Vec<String>> = BTreeMap::new();
    for choice in named.iter().flat_map(choices) {
        names.entry(choice.value).or_default().extend(choice.names);
    }
    names.into_iter().map(|(value, names)| Choice { names, value }).collect()
}

fn letter(reliability: Reliability) -> Choice<Reliability> {
    Choice::of(reliability.sign(), reliability)
}

fn digit(credibility: Credibility) -> Choice<Credibility> {
    Choice::of(credibility.sign(), credibility)
}

fn kinds(record: &Document) -> Vec<Choice<KindId>> {
    let choice =
        |kind: &Arc<Kind>| Choice { names: vec![kind.id.to_string(), kind.name.clone()], value: kind.id.clone() };
    record.kinds.values().map(choice).collect()
}

fn categories(record: &Document) -> Vec<Choice<String>> {
    let categories: BTreeSet<&String> = record.kinds.values().map(|kind| &kind.category).collect();
    categories.into_iter().map(|category| Choice::of(category.clone(), category.clone())).collect()
}

fn nations(record: &Document) -> Vec<Choice<NationId>> {
    let choice = |nation: &Arc<Nation>| {
        let names = &nation.names;
        let mut all = vec![nation.id.to_string(), names.short.clone()];
        all.extend(names.official.iter().chain(&names.aliases).cloned());
        all.extend(names.native.iter().map(|(_, name)| name.clone()));
        Choice { names: all, value: nation.id.clone() }
    };
    record.nations.values().map(choice).collect()
}

fn sources(record: &Document) -> Vec<Choice<SourceId>> {
    let choice = |source: &Arc<Source>| Choice {
        names: vec![source.id.to_string(), source.title.clone()],
        value: source.id.clone(),
    };
    record.sources.values().map(choice).collect()
}

/// Returns what grades are asked for; someone who writes `B2` is told where the other half goes.
fn asked_grades<T: Ord + Clone>(what: &str, texts: &[String], choices: &[Choice<T>]) -> Result<BTreeSet<T>, String> {
    let grade = texts.iter().find_map(|text| Grade::parse(&text.to_uppercase()));
    match grade {
        None => chosen(what, texts, choices),
        Some(grade) => Err(format!(
            "`{grade}` is a whole grade, not a {what}\nHint: write --reliability {} --credibility {}",
            grade.reliability.sign(),
            grade.credibility.sign()
        )),
    }
}

/// Returns what texts mean; a text that is no name is taken for a list with commas.
fn chosen<T: Ord + Clone>(what: &str, texts: &[String], choices: &[Choice<T>]) -> Result<BTreeSet<T>, String> {
    let meant = |text: &str| choices.iter().find(|choice| choice.is_called(text)).map(|choice| choice.value.clone());
    let mut values = BTreeSet::new();
    for text in texts {
        if let Some(value) = meant(text) {
            values.insert(value);
            continue;
        }
        for part in text.split(',').map(str::trim) {
            values.insert(meant(part).ok_or_else(|| unknown(what, part, choices))?);
        }
    }
    Ok(values)
}

/// Returns that there is no such thing, what was probably meant, and what there is: of many, those with the text in them.
fn unknown<T>(what: &str, text: &str, choices: &[Choice<T>]) -> String {
    let meant = did_you_mean(text, choices.iter().flat_map(|choice| &choice.names).map(String::as_str));
    let mut names: Vec<&String> = choices.iter().filter_map(|choice| choice.names.first()).collect();
    let is_alike = |name: &&String| name.to_lowercase().contains(&text.to_lowercase());
    if names.len() > MOST_LISTED && names.iter().any(is_alike) {
        names.retain(is_alike);
    }
    let n_more = names.len().saturating_sub(MOST_LISTED);
    let listed: Vec<String> = names.iter().take(MOST_LISTED).map(|name| visible(name)).collect();
    let more = if n_more == 0 { String::new() } else { format!(" and {} more", grouped(n_more)) };
    let hint = match (meant, listed.as_slice()) {
        (_, []) => "the atlas has none".to_owned(),
        (Some(meant), listed) => format!("did you mean `{}`? There are {}{more}", visible(meant), listed.join(", ")),
        (None, listed) => format!("there are {}{more}", listed.join(", ")),
    };
    format!("unknown {what} `{}`\nHint: {hint}", visible(text))
}
