//! How words and figures are meant, for renderers to find a colour.

/// How a word or a figure is meant. Every colour repeats a word or a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Stands out.
    Strong,
    /// Good news.
    Good,
    /// Less important.
    Faint,
    /// To be looked at.
    Caution,
    /// Bad news.
    Alarm,
}
