//! Writes Markdown tables, and the exponent of growth between two rows.

/// Largest exponent that counts as linear.
const LINEAR_MAX: f64 = 1.15;

/// Writes a table with these columns; numbers are aligned right.
pub(crate) fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
    let rule = format!("|---|{}\n", "---:|".repeat(columns.len() - 1));
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("\n{}{rule}{rows}", line(&head))
}

/// Returns the exponent of growth between two sizes: the ratio of costs is the ratio of sizes to this power. Marked if
/// it is more than linear.
pub(crate) fn growth(sizes: (f64, f64), costs: (f64, f64)) -> String {
    let exponent = (costs.1 / costs.0).ln() / (sizes.1 / sizes.0).ln();
    let mark = if exponent > LINEAR_MAX { " **!**" } else { "" };
    format!("{exponent:.2}{mark}")
}

/// Returns the exponents of a series; empty in the first row.
pub(crate) fn growths(sizes: &[usize], costs: &[f64]) -> Vec<String> {
    let pairs = sizes.windows(2).zip(costs.windows(2));
    let exponent = |(sizes, costs): (&[usize], &[f64])| {
        growth((sizes[0] as f64, sizes[1] as f64), (costs[0], costs[1]))
    };
    std::iter::once(String::new())
        .chain(pairs.map(exponent))
        .collect()
}

/// Writes a number with three significant digits.
pub(crate) fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
