//! Measured cold starts by package size and network, as others published them.

use crate::{Table, Value};

/// The source of the measurements.
pub(crate) const MEASURED: &str = "measured cold starts: M. Shilkov, \"Cold Starts in AWS Lambda\", 2021-01-05, charts \
    `coldstart_aws_bydependencies`, `bydocker` and `byvpc`: JavaScript functions of several memory sizes, response time \
    of the first request; runtimes have become faster since, so compare the rows, and take the length from the Init \
    Duration of your own log";

/// The functions that were measured, the median of their cold starts, and the range of 95 % of them, in seconds.
const RANGES: [(&str, f64, f64, f64); 7] = [
    ("package of 1 KB, no VPC", 0.264, 0.195, 0.595),
    ("package of 14 MB (zipped)", 1.695, 1.450, 2.002),
    ("package of 35 MB (zipped)", 3.875, 3.173, 5.350),
    ("container image", 0.795, 0.616, 1.404),
    ("container image + 100 MB", 0.868, 0.645, 1.360),
    ("container image + 5 GB", 0.818, 0.605, 1.318),
    ("package of 1 KB, in a VPC", 0.497, 0.412, 0.824),
];

/// Returns the table of measured cold starts.
pub(crate) fn measured() -> Table {
    let mut table = Table::new(
        "measured",
        "cold starts that others measured, in seconds (2021-01): the package size counts, a VPC hardly does",
        &["function", "median", "95 % from", "to"],
    );
    for (what, median, from, to) in RANGES {
        let [median, from, to] = [median, from, to].map(Value::Number);
        table.push([Value::Text(what.to_owned()), median, from, to]);
    }
    table
}
