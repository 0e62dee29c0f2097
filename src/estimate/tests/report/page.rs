//! The HTML page: well formed, self-contained, complete, and harmless whatever the names in it.

use tidegate_estimate::Report;

use crate::stage;

/// Elements that have no end.
const VOID: [&str; 5] = ["meta", "br", "!DOCTYPE", "link", "img"];

/// Asserts that every element is closed, in order.
#[track_caller]
fn assert_balanced(name: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let word =
            |text: &'static str, tag| str::split(tag, [' ', '/']).find(|w: &&str| *w != text);
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}: {tag}");
        } else if let Some(word) =
            word("", tag).filter(|word| !tag.ends_with('/') && !VOID.contains(word))
        {
            open.push(word);
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn pages_are_well_formed_and_hold_all_they_need() {
    for (name, report) in stage::ALL.iter() {
        let html = report.document().html();
        assert_balanced(name, &html);
        for forbidden in [
            "http",
            "<script",
            "javascript:",
            "url(",
            "@import",
            "<img",
            " on",
            "NaN",
            "inf",
        ] {
            let found = html
                .find(forbidden)
                .map(|at| &html[at.saturating_sub(60)..(at + 40).min(html.len())]);
            let is_prose = forbidden == " on" || forbidden == "inf";
            assert!(
                found.is_none() || is_prose,
                "{name} has {forbidden}: {found:?}"
            );
        }
    }
}

#[track_caller]
fn assert_sections(report: &Report, present: &[&str], absent: &[&str]) {
    let html = report.document().html();
    for id in present {
        assert!(
            html.contains(&format!("<section id=\"{id}\"")),
            "{id} is missing"
        );
    }
    for id in absent {
        assert!(
            !html.contains(&format!("<section id=\"{id}\"")),
            "{id} is there"
        );
    }
}

#[test]
fn section_without_content_is_left_out() {
    let stream = stage::stream();
    let all = [
        "records",
        "invocations",
        "cost",
        "load",
        "near",
        "not-saved",
        "assumptions",
        "prices",
    ];
    assert_sections(&stream, &all, &[]);
    let html = stream.document().html();
    for words in [
        "paid orders",
        "refunds over 500",
        "Another batch size",
        "Another batch window",
        "today",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("Messages lost unseen"));
    assert_sections(
        &stage::groups(),
        &["records", "invocations", "assumptions"],
        &["load", "prices", "near"],
    );
    assert!(
        stage::groups()
            .document()
            .html()
            .contains("<code class=\"whole\">--rate</code> for money")
    );
    assert_sections(&stage::bus(), &["cost", "prices"], &["load", "near"]);
    assert!(stage::bus().document().html().contains("CNY 508.15"));
    assert!(
        stage::backlog()
            .document()
            .html()
            .contains("Messages lost unseen")
    );
}

/// Headline and totals are those of the text.
#[test]
fn page_has_the_headline_and_totals_of_the_text() {
    let html = stage::backlog().document().html();
    for figure in [
        "saves $95 to $98 of $145 a month",
        "145.00",
        "65,132,156",
        "$48.50",
        "79.60",
        "34,867,844",
    ] {
        assert!(html.contains(figure), "{figure}");
    }
}

#[test]
fn hostile_names_are_text() {
    let html = stage::hostile().document().html();
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"),
        "{html}"
    );
    assert!(html.contains("\\u202egnp."));
    assert!(html.contains("{{ 7 * 7 }}"));
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(html.contains("&lt;b&gt;tags&lt;&#x2f;b&gt;"));
}

/// Writes the pages into the folder named by `PAGES`, to be looked at.
#[test]
#[ignore = "writes files; PAGES=FOLDER cargo test -p tidegate-estimate --test report -- --ignored"]
fn pages_to_look_at() {
    let folder = std::env::var("PAGES").expect("PAGES names a folder");
    for (name, report) in stage::ALL.iter() {
        std::fs::write(format!("{folder}/{name}.html"), report.document().html()).unwrap();
    }
}
