//! The tone of words and figures, from which renderers choose a colour.

/// The tone of a word or a figure. A colour never says more than the word or glyph it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// No emphasis.
    Plain,
    /// Stands out.
    Strong,
    /// Good news.
    Good,
    /// Less important.
    Faint,
    /// Needs attention.
    Caution,
    /// Bad news.
    Alarm,
}
