//! Drawings: pages show them with the table of their figures, other formats the table alone.

use tidegate_figures::Levels;

use super::table::Table;

/// A drawing and the table of its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The drawing.
    pub drawing: Drawing,
    /// Its figures.
    pub table: Table,
}

/// The kinds of drawings.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// A bar for each name.
    Bars(Bars),
    /// Curves, one picture beside the other.
    Plots(Vec<Plot>),
}

/// Bars below one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// From top to bottom.
    pub rows: Vec<Bar>,
    /// Below the last bar.
    pub axis: Option<Axis>,
    /// The colours and their names.
    pub legend: Vec<(Colour, String)>,
}

/// A bar and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Before the bar.
    pub name: String,
    /// After it.
    pub value: String,
    /// After the value.
    pub note: String,
    /// The bar.
    pub length: Length,
}

/// The figures of a bar.
#[derive(Clone, Debug, PartialEq)]
pub enum Length {
    /// Parts side by side.
    Stacked(Stacked),
    /// A figure at four levels.
    Span(Span),
}

/// Parts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Stacked {
    /// From left to right, in the unit of `whole`.
    pub parts: Vec<(Colour, f64)>,
    /// The full width.
    pub whole: f64,
}

/// A figure at four levels: a thin line from low to high, a band from expected to conservative, a tick at expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Colour of line, band and tick.
    pub colour: Colour,
    /// The four levels, as shares of the full width.
    pub shares: Levels<f64>,
}

/// The texts below an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The text at its left end.
    pub from: String,
    /// The text at its right end.
    pub to: String,
    /// The text between them: `logarithmic`, or nothing.
    pub scale: &'static str,
}

/// Curves over the same values, on a logarithmic axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Above the picture.
    pub title: String,
    /// Describes the picture to readers who don't see it.
    pub label: String,
    /// Under the lower axis.
    pub axis: &'static str,
    /// Before the labels of the left axis.
    pub sign: &'static str,
    /// Ascending; 0 is allowed.
    pub values: Vec<u32>,
    /// Which of them is marked as today's.
    pub today: Option<usize>,
    /// Drawn in this order.
    pub curves: Vec<Curve>,
    /// The colours and their names.
    pub legend: Vec<(Colour, &'static str)>,
}

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Colour of its line.
    pub colour: Colour,
    /// One for each of the plot's values.
    pub figures: Vec<f64>,
}

/// Colours, which pages define for light and for dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Today's state.
    Before,
    /// How they are after the change.
    After,
    /// The same, where others have a part in it.
    AfterPale,
    /// The less favourable reading.
    Doubtful,
    /// To be looked at.
    Caution,
    /// Bad news.
    Alarm,
    /// One of several series that differ by number, from 0.
    Line(usize),
}
