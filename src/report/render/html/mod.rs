//! One page that holds all it needs: no script, no network, no font, no picture from elsewhere. It can be mailed or kept
//! beside a build, and it looks the same everywhere.

mod blocks;
mod drawings;
mod table;

use super::markup::{Element, Markup};
use crate::document::{Closing, Document, Headline, Opening, Section, Tone, Warning};
use blocks::{block, list};
use table::{ended, sentence};

/// Colours for light and dark, and the layout for wide, narrow and printed pages.
const STYLE: &str = include_str!("page.css");

/// Where a word stands in the page.
const FOOTER: &str =
    "Made by tidegate. This page holds all it needs: no script, nothing is loaded.";

impl Document {
    /// A page of its own. The beginning of a page is what people read: warnings and what to do next stand there.
    #[must_use]
    pub fn html(&self) -> String {
        let html = Element::new("html").with("lang", "en");
        let page = html.child(head(self)).child(body(self));
        let parts = [
            Markup::constant("<!DOCTYPE html>\n"),
            page.into(),
            newline(),
        ];
        parts.into_iter().collect::<Markup>().into_string()
    }
}

fn newline() -> Markup {
    Markup::constant("\n")
}

fn head(document: &Document) -> Element {
    let meta = |name, content| {
        let meta = Element::alone("meta");
        meta.with("name", name).with("content", content)
    };
    let title = match &document.headline {
        Some(headline) => format!("{} {}", headline.lead, headline.rest),
        None => document.setting.clone(),
    };
    let title = format!("{} - {}", title.trim_end(), document.command);
    Element::new("head")
        .child(Element::alone("meta").with("charset", "utf-8"))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(meta("color-scheme", "light dark"))
        .child(meta("referrer", "no-referrer"))
        .child(Element::new("title").text(title))
        .child(Element::new("style").child(Markup::constant(STYLE)))
}

fn body(document: &Document) -> Element {
    let mut parts: Vec<Markup> = Vec::new();
    parts.extend(glance(document));
    let (open, folded) = document.open_and_folded();
    let (first, others) = match document.closing {
        Closing::FirstScreen => (open, folded),
        Closing::Apart | Closing::Together => (Vec::new(), document.sections.iter().collect()),
    };
    parts.extend(first.into_iter().map(section));
    parts.extend(document.remarks().map(|it| {
        let remark = Element::new("div").class("notes");
        remark.child(sentence(&it.text)).into()
    }));
    parts.extend(next(document));
    parts.extend(others.into_iter().chain(&document.fine_print).map(section));
    let parts = parts.into_iter().flat_map(|part| [newline(), part]);
    Element::new("body")
        .child(header(document))
        .child(Element::new("main").children(parts))
        .child(Element::new("footer").text(FOOTER))
}

fn header(document: &Document) -> Element {
    let paragraph = |class: &str, text: &str| Element::new("p").class(class).text(text);
    let parts = document.opening().into_iter().flat_map(|part| match part {
        Opening::Result => result(document),
        Opening::Warnings => warnings(&document.warnings),
    });
    Element::new("header")
        .child(paragraph("eyebrow", &document.command))
        .child(paragraph("setting", &document.setting))
        .children(parts)
}

/// The headline, and the sentences about it.
fn result(document: &Document) -> Vec<Markup> {
    let about = document.about_headline.iter();
    let about = about.map(|text| Element::new("p").class("capital").prose(ended(text)));
    let headline = document.headline.iter().flat_map(headline);
    headline.chain(about).map(Markup::from).collect()
}

fn headline(headline: &Headline) -> Vec<Element> {
    let good = match headline.tone {
        Tone::Good => "good",
        Tone::Alarm => "alarm",
        Tone::Plain | Tone::Strong | Tone::Faint | Tone::Caution => "",
    };
    let lead = Element::new("h1").text(&headline.lead);
    if headline.rest.is_empty() {
        return vec![lead.class(format!("sentence {good}").trim_end())];
    }
    vec![lead.class(good), Element::new("p").text(&headline.rest)]
}

fn glance(document: &Document) -> Option<Markup> {
    let figures = document.glance.iter().map(|figure| {
        Element::new("div")
            .child(Element::new("dt").text(&figure.name))
            .child(Element::new("dd").class("big").text(&figure.value))
            .child(Element::new("dd").class("by").text(&figure.note))
    });
    let list = || Element::new("dl").class("key").children(figures);
    (!document.glance.is_empty()).then(list).map(Markup::from)
}

fn banner(warning: &Warning) -> Option<Markup> {
    let title = Element::new("strong").text(warning.banner?);
    let banner = Element::new("p").class("banner").with("role", "note");
    Some(banner.child(title).prose(ended(&warning.text)).into())
}

/// The warnings that have a banner, and a list of the others.
fn warnings(warnings: &[Warning]) -> Vec<Markup> {
    let banners = warnings.iter().filter_map(banner);
    banners.chain(listed(warnings)).collect()
}

fn listed(warnings: &[Warning]) -> Option<Markup> {
    let listed = warnings.iter().filter(|warning| warning.banner.is_none());
    let texts: Vec<_> = listed.map(|warning| warning.text.as_str()).collect();
    let notes = || {
        Element::new("div")
            .class("notes")
            .child(Element::new("h2").text("Warnings"))
            .child(list(&texts))
    };
    (!texts.is_empty()).then(notes).map(Markup::from)
}

fn next(document: &Document) -> Option<Markup> {
    let texts: Vec<_> = document.next.iter().map(String::as_str).collect();
    let next = || titled("next", "What to do next").child(list(&texts));
    (!texts.is_empty()).then(next).map(Markup::from)
}

fn section(section: &Section) -> Markup {
    let about = Some(section.about).filter(|about| !about.is_empty());
    let blocks = section.blocks.iter().flat_map(block);
    titled(section.id, &section.heading)
        .children(about.map(|about| Element::new("p").text(about)))
        .children(blocks)
        .into()
}

fn titled(id: &str, heading: &str) -> Element {
    let section = Element::new("section").with("id", id);
    section.child(Element::new("h2").text(heading))
}
