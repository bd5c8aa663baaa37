//! The facts of a scenario, and of what it supposes: since when, why, and how likely that is. What a hypothesis does to records
//! is changed by editing these.

use super::field::{Among, Field, Input, typed};
use super::picks::{picks, text_of};
use super::reader::Reader;
use crate::model::{
    Document, EdtfDate, Hypothesis, Likelihood, LikelihoodTerm, Objection, Scenario, ScenarioId, SourceId,
};

/// What stands in the place of a likelihood that nobody has assessed.
const NOT_ASSESSED: &str = "not assessed";

/// Returns a scenario of which nothing is known.
pub(super) fn blank() -> Scenario {
    let [title, author, question, rationale] = [const { String::new() }; 4];
    Scenario { id: ScenarioId::new(""), title, author, question, rationale, hypotheses: Vec::new() }
}

/// Returns the facts of a scenario.
pub(super) fn fields(scenario: &Scenario) -> Vec<Field> {
    let Scenario { id: _, title, author, question, rationale, hypotheses: _ } = scenario;
    vec![
        Field::required("title", "Title", Input::Line, title.as_str()).hint("Such as Rebuild trust"),
        Field::optional("author", "Author", Input::Line, author.as_str()).hint("Who made it"),
        Field::optional("question", "Question", Input::Text, question.as_str()).hint("What it answers"),
        Field::optional("rationale", "Rationale", Input::Text, rationale.as_str())
            .hint("Why it is worth thinking through"),
    ]
}

/// Reads what was typed into a scenario.
pub(super) fn read(reader: &mut Reader<'_>, scenario: &mut Scenario) {
    reader.text("title", &mut scenario.title);
    reader.text("author", &mut scenario.author);
    reader.text("question", &mut scenario.question);
    reader.text("rationale", &mut scenario.rationale);
}

/// Returns the facts of a hypothesis, but for what it does to records.
pub(super) fn hypothesis_fields(document: &Document, hypothesis: &Hypothesis) -> Vec<Field> {
    let Hypothesis { id: _, title, from, supposed: _, why, assumes, sources, likelihood, does: _ } = hypothesis;
    let known = if sources.is_empty() { Vec::new() } else { picks(document, &[], &Among::Sources) };
    let sources: Vec<String> = sources.iter().map(|id| text_of(&known, id.as_str())).collect();
    let term = likelihood.as_ref().map_or(NOT_ASSESSED.to_owned(), |it| it.term.to_string());
    let by = likelihood.as_ref().map(|it| it.by.clone()).unwrap_or_default();
    let on = likelihood.as_ref().map(|it| typed(it.on)).unwrap_or_default();
    vec![
        Field::required("title", "Title", Input::Line, title.as_str()).hint("What happens, in a few words"),
        Field::required("from", "From", Input::Date, typed(EdtfDate::from_day(*from)))
            .hint("The first day on which it holds"),
        Field::optional("why", "Why", Input::Text, why.as_str()).hint("Why it might happen"),
        Field::optional("assumes", "Assumes", Input::Text, assumes.as_str()).hint("What has to be so for it to happen"),
        Field::optional("sources", "Starts from", Input::Picks(Among::Sources), sources.join("\n"))
            .hint("Sources of the evidence"),
        Field::required("likelihood", "Likelihood", Input::Pick(Among::Choices(terms().into())), term),
        Field::optional("likelihood.by", "Judged by", Input::Line, by).hint("Who judged how likely it is"),
        Field::optional("likelihood.on", "Judged on", Input::Date, on).hint("When"),
    ]
}

/// Returns the terms of likelihood as files and people call them, and that there is none.
fn terms() -> Vec<(String, String)> {
    let none = (NOT_ASSESSED.to_owned(), NOT_ASSESSED.to_owned());
    let all = LikelihoodTerm::ALL.into_iter().map(|term| (term.id().to_owned(), term.to_string()));
    std::iter::once(none).chain(all).collect()
}

/// Reads what was typed into a hypothesis.
pub(super) fn read_hypothesis(reader: &mut Reader<'_>, hypothesis: &mut Hypothesis) {
    reader.text("title", &mut hypothesis.title);
    if reader.is_asked("from") {
        reader.day("from", &mut hypothesis.from);
    }
    reader.text("why", &mut hypothesis.why);
    reader.text("assumes", &mut hypothesis.assumes);
    reader.all_chosen("sources", SourceId::new, &mut hypothesis.sources);
    let facts = ["likelihood", "likelihood.by", "likelihood.on"];
    if facts.into_iter().any(|fact| reader.is_asked(fact)) {
        hypothesis.likelihood = likelihood(reader, hypothesis.likelihood.take());
    }
}

/// Reads a likelihood, of which all is known or nothing.
fn likelihood(reader: &mut Reader<'_>, held: Option<Likelihood>) -> Option<Likelihood> {
    let mut chosen = held.map(|it| it.term.id().to_owned());
    reader.maybe_chosen("likelihood", str::to_owned, &mut chosen);
    let term = LikelihoodTerm::ALL.into_iter().find(|term| Some(term.id()) == chosen.as_deref())?;
    let by = reader.typed("likelihood.by").to_owned();
    if by.is_empty() {
        let hint = "say who judged it, or choose `not assessed`";
        reader.note("likelihood.by", Objection::new("a likelihood is somebody's judgment", hint));
    }
    match EdtfDate::typed(reader.typed("likelihood.on")) {
        Ok(on) => Some(Likelihood { term, by, on }),
        Err(error) => {
            reader.note("likelihood.on", error.into());
            None
        }
    }
}
