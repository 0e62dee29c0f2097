//! Measures events of growing size and depth, and patterns of growing width.

use crate::clock::{Runner, costs};
use crate::extent::Extent;
use crate::patterns::compile;
use crate::table::{growths, number, table};

/// One kind of growth.
struct Series {
    title: &'static str,
    /// Description of the growth and its limit.
    about: &'static str,
    sizes: &'static [usize],
    patterns: fn(usize) -> Vec<String>,
    event: fn(usize) -> String,
}

const SERIES: [Series; 8] = [
    Series {
        title: "Fields that patterns name",
        about: "One pattern per field, in an event of a thousand fields. The cost is linear in the fields that match \
                a path; the path trie looks up their names.",
        sizes: &[1, 10, 100, 1_000],
        patterns: |size| (0..size).map(|n| format!(r#"{{"f{n}":["x"]}}"#)).collect(),
        event: |_| flat(1_000),
    },
    Series {
        title: "Fields of one pattern",
        about: "A conjunction of conditions on this many fields (event-ruler's limit is 256), all of which match. Up \
                to eight names are compared one by one, more are searched; up to 64 conditions are bits of a mask, \
                more are verified one by one.",
        sizes: &[1, 4, 16, 64, 256],
        patterns: |size| vec![conjunction(size)],
        event: |_| flat(1_000),
    },
    Series {
        title: "Elements of a list of values",
        about: "The pattern matches the last value.",
        sizes: &[10, 100, 1_000, 10_000, 100_000],
        patterns: |_| vec![r#"{"a":["x"]}"#.to_owned()],
        event: |size| format!(r#"{{"a":[{}"x"]}}"#, r#""y","#.repeat(size - 1)),
    },
    Series {
        title: "Elements of a list of objects",
        about: "Two conditions that only the first element meets together (the search starts with the last); half of \
                the others meet each of them. For up to 256 steps all leaves of the second path are tried for each of \
                the first, which is quadratic for short lists; after that the leaves are sorted by element once.",
        sizes: &[10, 100, 1_000, 10_000],
        patterns: |_| vec![r#"{"a":{"p":["x"],"q":["x"]}}"#.to_owned()],
        event: |size| {
            let element = |n: usize| match (n == 0, n.is_multiple_of(2)) {
                (true, _) => r#"{"p":"x","q":"x"}"#,
                (_, true) => r#"{"p":"x","q":"y"}"#,
                (_, false) => r#"{"p":"y","q":"x"}"#,
            };
            let elements: Vec<_> = (0..size).map(element).collect();
            format!(r#"{{"a":[{}]}}"#, elements.join(","))
        },
    },
    Series {
        title: "Levels of objects",
        about: "The value that matches is nested in this many objects; the limit is 1,000.",
        sizes: &[1, 10, 100, 900],
        patterns: |size| {
            vec![format!(
                "{}[\"x\"]{}",
                r#"{"a":"#.repeat(size),
                "}".repeat(size)
            )]
        },
        event: |size| format!("{}\"x\"{}", r#"{"a":"#.repeat(size), "}".repeat(size)),
    },
    Series {
        title: "Levels of lists",
        about: "Nested lists around one object.",
        sizes: &[1, 10, 100, 900],
        patterns: |_| vec![r#"{"a":{"b":["x"],"c":["x"]}}"#.to_owned()],
        event: |size| {
            let (open, close) = ("[".repeat(size), "]".repeat(size));
            format!(r#"{{"a":{open}{{"b":"x","c":"x"}}{close}}}"#)
        },
    },
    Series {
        title: "Stars in one wildcard",
        about: "On a value of 4 KiB, \"ab\" repeated, that matches `*ab*ab*...*`.",
        sizes: &[1, 4, 16, 64, 256],
        patterns: |size| {
            vec![format!(
                r#"{{"a":[{{"wildcard":"{}*"}}]}}"#,
                "*ab".repeat(size)
            )]
        },
        event: |_| format!(r#"{{"a":"{}"}}"#, "ab".repeat(2_048)),
    },
    Series {
        title: "Bytes of an event",
        about: "Fields that no pattern names, and one field that matches.",
        sizes: &[1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22],
        patterns: |_| vec![r#"{"a":["x"]}"#.to_owned()],
        event: |size| {
            let field = r#""field":{"name":"some text","list":[1,2,3]},"#;
            format!(r#"{{{}"a":"x"}}"#, field.repeat(size / field.len()))
        },
    },
];

pub(crate) fn section(extent: Extent) -> String {
    SERIES.iter().map(|series| one(series, extent)).collect()
}

fn one(series: &Series, extent: Extent) -> String {
    let few = match extent {
        Extent::Quick => 2,
        Extent::Full => series.sizes.len(),
    };
    let sizes = &series.sizes[..few];
    let runner = |size: &usize| Runner {
        matcher: compile(&(series.patterns)(*size)).matcher(),
        events: vec![(series.event)(*size).into_bytes()],
    };
    let mut runners: Vec<Runner> = sizes.iter().map(runner).collect();
    let costs = costs(&mut runners);
    let ns: Vec<f64> = costs.iter().map(|cost| cost.ns).collect();
    let rows: Vec<_> = growths(sizes, &ns)
        .into_iter()
        .enumerate()
        .map(|(row, growth)| {
            vec![
                sizes[row].to_string(),
                runners[row].events[0].len().to_string(),
                number(costs[row].hits),
                number(ns[row]),
                growth,
            ]
        })
        .collect();
    let columns = ["size", "bytes of the event", "hits", "ns/event", "growth"];
    format!(
        "\n## {}\n\n{}\n{}",
        series.title,
        series.about,
        table(&columns, &rows)
    )
}

/// Returns an event with this many fields.
fn flat(fields: usize) -> String {
    let fields: Vec<String> = (0..fields).map(|n| format!(r#""f{n}":"x""#)).collect();
    format!("{{{}}}", fields.join(","))
}

fn conjunction(fields: usize) -> String {
    let fields: Vec<String> = (0..fields).map(|n| format!(r#""f{n}":["x"]"#)).collect();
    format!("{{{}}}", fields.join(","))
}
