//! Bars, curves and steps on a page, each with the table of its figures.

use tidegate_figures::{count, span};

use super::table::table;
use crate::document::{
    Bars, Chart, Colour, Drawing, Length, Overlaps, Parts, Plot, Ranking, Series, Stacked, Table,
    Tone,
};
use crate::render::markup::{Element, Markup};
use crate::render::svg;

/// Bars stand above their table; curves, which say more than their figures, have it folded away.
pub(super) fn chart(chart: &Chart) -> Vec<Markup> {
    match &chart.drawing {
        Drawing::Bars(bars) => {
            let mut parts = of_bars(bars);
            parts.extend(table(&chart.table));
            parts
        }
        Drawing::Plots(plots) => vec![of_plots(plots), folded(&chart.table)],
    }
}

fn of_bars(bars: &Bars) -> Vec<Markup> {
    let rows = bars.rows.iter().map(|bar| {
        let swatch = match &bar.length {
            Length::Stacked(_) => None,
            Length::Span(span) => Some(span.colour),
        };
        row(swatch, [&bar.name, &bar.value, &bar.note], &bar.length)
    });
    let axis = bars.axis.iter().map(|axis| {
        let words = [axis.from.as_str(), axis.scale, &axis.to].into_iter();
        let words = words.filter(|word| !word.is_empty());
        let item = Element::new("li").class("axis").with("aria-hidden", "true");
        item.children(words.map(|word| Element::new("span").text(word)))
    });
    let list = Element::new("ul")
        .class("bars")
        .children(rows)
        .children(axis);
    let legend = bars
        .legend
        .iter()
        .map(|(colour, name)| (*colour, name.as_str()));
    std::iter::once(list.into())
        .chain(legend_of(legend))
        .collect()
}

/// A bar between its name and its figure.
fn row(swatch: Option<Colour>, [name, value, note]: [&str; 3], length: &Length) -> Element {
    let figure = Element::new("span")
        .class("value")
        .child(Element::new("b").text(value))
        .text(" ")
        .child(Element::new("span").text(note));
    let name = Element::new("span")
        .class("name")
        .children(swatch.map(swatch_of))
        .text(name);
    Element::new("li")
        .child(name)
        .child(svg::length(length))
        .child(figure)
}

fn swatch_of(colour: Colour) -> Element {
    let class = format!("swatch {}", svg::class(colour));
    Element::new("i").class(&class)
}

/// The legend of the colours; `None` if there are none.
fn legend_of<'n>(names: impl Iterator<Item = (Colour, &'n str)>) -> Option<Markup> {
    let names = names.map(|(colour, name)| {
        let entry = Element::new("span").child(swatch_of(colour));
        entry.text(name)
    });
    let names: Vec<_> = names.collect();
    let legend = || Element::new("p").class("legend").children(names.clone());
    (!names.is_empty()).then(legend).map(Markup::from)
}

fn stacked(parts: Vec<(Colour, u64)>, whole: u64) -> Length {
    let parts = parts
        .into_iter()
        .map(|(colour, count)| (colour, count as f64));
    Length::Stacked(Stacked {
        parts: parts.collect(),
        whole: whole as f64,
    })
}

pub(super) fn parts(parts: &Parts) -> Vec<Markup> {
    let rows = parts.parts.iter().map(|part| {
        let colour = match part.tone {
            Tone::Good => Colour::After,
            Tone::Plain | Tone::Strong | Tone::Faint => Colour::Before,
            Tone::Caution => Colour::Caution,
            Tone::Alarm => Colour::Alarm,
        };
        let words = [part.name, &count(part.count), &parts.share(part)];
        let length = stacked(vec![(colour, part.count)], parts.whole);
        row(Some(colour), words, &length)
    });
    let bars = Element::new("ul").class("bars").children(rows);
    vec![bars.into(), folded(&parts.table())]
}

pub(super) fn overlaps(overlaps: &Overlaps) -> Vec<Markup> {
    let most = overlaps.rows.iter().map(|row| row.covered).max();
    let rows = overlaps.rows.iter().map(|it| {
        let shared = it.covered.saturating_sub(it.alone);
        let parts = vec![(Colour::After, it.alone), (Colour::AfterPale, shared)];
        let note = format!("{} {}", count(it.alone), overlaps.alone[1]);
        let length = stacked(parts, most.unwrap_or(0));
        row(None, [&it.name, &count(it.covered), &note], &length)
    });
    let bars = Element::new("ul").class("bars").children(rows);
    let colours = [Colour::After, Colour::AfterPale].into_iter();
    let mut parts = vec![Markup::from(bars)];
    parts.extend(legend_of(colours.zip(overlaps.legend)));
    parts.push(folded(&overlaps.table()));
    parts
}

pub(super) fn ranking(ranking: &Ranking) -> Vec<Markup> {
    let most = ranking.most();
    let rows = ranking.rows.iter().map(|it| {
        let length = stacked(vec![(Colour::Caution, it.count)], most);
        row(None, [&it.name, &count(it.count), &it.share], &length)
    });
    let caption = super::sentence(&ranking.caption);
    let bars = Element::new("ul").class("bars wide").children(rows);
    vec![caption, bars.into()]
}

pub(super) fn series(series: &Series) -> Vec<Markup> {
    let scope = if series.scope.is_empty() {
        String::new()
    } else {
        format!(", {}", series.scope)
    };
    let about = super::sentence(&format!("in parts of {}{scope}", span(series.width_ms)));
    let measures = series.measures.iter();
    let drawings = measures.map(|it| pictured(it.title, svg::steps(series, it)));
    let drawings = Element::new("div").class("plots three").children(drawings);
    let colours = [Colour::Before, Colour::After].into_iter();
    let legend = legend_of(colours.zip(series.sides));
    [about, drawings.into()].into_iter().chain(legend).collect()
}

fn of_plots(plots: &[Plot]) -> Markup {
    let plots = plots.iter().map(|plot| {
        let legend = legend_of(plot.legend.iter().copied());
        pictured(&plot.title, svg::plot(plot)).children(legend)
    });
    Element::new("div").class("plots").children(plots).into()
}

fn pictured(title: &str, picture: Markup) -> Element {
    let caption = Element::new("figcaption").text(title);
    Element::new("figure").child(caption).child(picture)
}

fn folded(figures: &Table) -> Markup {
    let summary = Element::new("summary").text("Figures");
    let details = Element::new("details").child(summary);
    details.children(table(figures)).into()
}
