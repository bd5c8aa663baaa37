//! A record of which every text would do something where it is taken for more than text.

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::export::brief::{Brief, BriefOptions, Subject, brief};
use demarche::export::{Size, SvgOptions, svg};
use demarche::io;
use demarche::model::{Document, KindId, SourceId, Span};
use demarche::network::Network;
use demarche::scene::{self, Caption, Layout, ThemeName};

/// Texts that would do something where they are taken for more than text.
fn hostile(n: usize) -> String {
    let sorts = [
        "<script>alert(1)</script>",
        "\"]]>",
        "=HYPERLINK(\"http://evil.example\")",
        "\u{202E}drawkcab",
        "😀👩‍👩‍👧",
        "a\u{0}b",
        "' onmouseover='alert(1)",
        "\" autofocus onfocus=\"alert(1)",
        "</title></style></script><img src=x onerror=alert(1)>",
        "</details></main><iframe src=\"javascript:alert(1)\">",
        "[a](javascript:alert(1))",
        "![a](http://evil.example/x.png)",
        "<http://evil.example>",
        "\n# no heading",
        "- no item",
        "| a | b |",
        "`code` **bold** __bold__ ~~gone~~",
        "-->&lt;b&gt;&#x3c;",
        "<!-- <![CDATA[",
        "{{constructor.constructor('alert(1)')()}}",
    ];
    let text = sorts[n % sorts.len()];
    // One of many is very long.
    if n % 100 == 99 { format!("{n} {}", text.repeat(10_000 / text.len())) } else { format!("{text} {n}") }
}

/// Returns the ties of the starter atlas, all of them on every day, with every text hostile, and those texts.
pub fn hostile_atlas() -> (Document, Vec<String>) {
    let mut document = io::load_starter().document;
    let used: BTreeSet<SourceId> = document.ties.values().flat_map(|tie| tie.sources()).cloned().collect();
    let of_ties: BTreeSet<KindId> = document.ties.values().map(|tie| tie.kind.clone()).collect();
    let mut texts = Vec::new();
    let mut next = || {
        texts.push(hostile(texts.len()));
        texts.last().cloned().unwrap_or_default()
    };
    let nations = document.nations.values().map(|nation| {
        let mut nation = (**nation).clone();
        nation.names.short = next();
        (nation.id.clone(), Arc::new(nation))
    });
    document.nations = nations.collect();
    let kinds = document.kinds.values().filter(|kind| of_ties.contains(&kind.id)).map(|kind| {
        let mut kind = (**kind).clone();
        (kind.name, kind.term) = (next(), next());
        (kind.id.clone(), Arc::new(kind))
    });
    document.kinds = kinds.collect();
    let ties = document.ties.values().map(|tie| {
        let mut tie = (**tie).clone();
        (tie.about.title, tie.about.summary) = (next(), next());
        tie.span = Span::undated();
        for item in &mut tie.evidence {
            (item.claim, item.quote, item.by) = (next(), Some(next()), Some(next()));
        }
        tie.course.exchanges = std::mem::take(&mut tie.course.exchanges)
            .into_iter()
            .map(|exchange| {
                let mut exchange = (*exchange).clone();
                exchange.approach = next();
                exchange.into()
            })
            .collect();
        (tie.id.clone(), Arc::new(tie))
    });
    document.ties = ties.collect();
    let sources = document.sources.values().map(|source| {
        let mut source = (**source).clone();
        if used.contains(&source.id) {
            (source.title, source.publisher) = (next(), next());
        }
        (source.url, source.archived) = (Some("javascript:alert(1)".to_owned()), Some("data:text/html,x".to_owned()));
        (source.id.clone(), Arc::new(source))
    });
    document.sources = sources.collect();
    let mut manifest = (*document.manifest).clone();
    (manifest.title, manifest.summary, manifest.license) = (next(), next(), next());
    document.manifest = Arc::new(manifest);
    (document, texts)
}

/// Returns the brief of all of a record, and its picture.
pub fn of_all(document: &Document) -> (Brief, String) {
    let (network, whole) = (Network::of(document, document.manifest.as_of), Network::whole(document));
    let options = BriefOptions {
        subject: &Subject::Record,
        document,
        network: &network,
        whole: &whole,
        known_on: None,
        filter: Some("<b>only</b>"),
        version: "0",
        supposition: None,
    };
    let positions = scene::positions(document);
    let subject = scene::Subject::of(document, &network, &positions);
    let page = scene::picture(&subject, &Caption::default(), &Layout::of_height(800.0)).remove(0);
    (brief(&options), svg(&page, &io::theme(ThemeName::Light), SvgOptions::of(Size::default())))
}
