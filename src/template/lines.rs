//! From byte offsets to lines and columns.

/// The line starts of a file.
///
/// ```
/// use tidegate_template::Lines;
/// let text = "é: 1\nb: 2\n";
/// let lines = Lines::new(text);
/// assert_eq!(lines.place(text, text.find('1').unwrap()), (1, 4));
/// assert_eq!(lines.place(text, text.find('2').unwrap()), (2, 4));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the line starts of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// Returns the line and the column of a byte of the same text, both from 1; the column counts characters.
    #[must_use]
    pub fn place(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let before = text.get(self.0[line - 1]..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// Returns the line of a byte, from 1.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1)
    }
}
