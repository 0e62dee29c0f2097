//! The events of the table. Each grows to a given number of bytes, in the way that is most expensive.

/// Deepest nesting that is accepted (Jackson's default, `StreamReadConstraints` 2.21).
const DEPTH_MAX: usize = 1000;

const DELIVERED: &str = "delivered";
const FILTERED: &str = "filtered";
const NOT_JSON: &str = "not-json";

/// Longest key that event-ruler's reader accepts, in UTF-16 units.
const KEY_UNITS_MAX: usize = 50_000;

/// A hostile event and the patterns it is meant for.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// Its name, in words.
    pub name: &'static str,
    /// The patterns, which are compiled together.
    pub patterns: Vec<String>,
    /// The event, on one line.
    pub event: Vec<u8>,
    /// `delivered`, `filtered`, or the reason why the event is invalid.
    pub expected: &'static str,
    /// Why a byte of it costs more than ten times as much as a plain byte; empty if it does not.
    pub dearer: &'static str,
}

/// Returns the table, with events of about this many bytes.
#[must_use]
pub fn hostile(bytes: usize) -> Vec<Hostile> {
    let mut all = shapes(bytes);
    all.extend(arrays(bytes));
    all.extend(scalars(bytes));
    all.extend(wildcards(bytes));
    all
}

fn entry(name: &'static str, patterns: &[&str], event: String, expected: &'static str) -> Hostile {
    Hostile {
        name,
        patterns: patterns
            .iter()
            .map(|pattern| (*pattern).to_owned())
            .collect(),
        event: event.into_bytes(),
        expected,
        dearer: "",
    }
}

impl Hostile {
    /// Sets why it costs more than ten times as much as a plain event.
    fn dearer(self, why: &'static str) -> Self {
        Self {
            dearer: why,
            ..self
        }
    }
}

/// Returns numbered copies of an item, with commas between them, up to about `bytes` bytes.
fn listed(bytes: usize, item: impl Fn(usize) -> String) -> String {
    let count = bytes / item(0).len().max(1) + 1;
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

const ONE: &[&str] = &[r#"{"a":[1]}"#];

fn shapes(bytes: usize) -> Vec<Hostile> {
    let deep = format!(
        "{}1{}",
        "[".repeat(DEPTH_MAX - 2),
        "]".repeat(DEPTH_MAX - 2)
    );
    let nested = format!("{}1{}", r#"{"a":"#.repeat(DEPTH_MAX), "}".repeat(DEPTH_MAX));
    let deep_path = format!("{}[1]{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    let long_key = "k".repeat(bytes);
    vec![
        entry(
            "arrays as deep as allowed",
            ONE,
            format!(r#"{{"z":[{}],"a":1}}"#, listed(bytes, |_| deep.clone())),
            DELIVERED,
        ),
        entry(
            "objects as deep as allowed",
            &[&deep_path],
            nested,
            FILTERED,
        ),
        entry(
            "arrays deeper than allowed",
            ONE,
            format!(r#"{{"a":{}"#, "[".repeat(bytes)),
            NOT_JSON,
        ),
        entry(
            "objects deeper than allowed",
            ONE,
            r#"{"a":"#.repeat(bytes / 5),
            NOT_JSON,
        ),
        entry(
            "a million fields",
            ONE,
            format!(r#"{{{},"a":1}}"#, listed(bytes, |n| format!(r#""f{n}":0"#))),
            DELIVERED,
        ),
        entry(
            "one key repeated",
            ONE,
            format!(r#"{{{},"a":1}}"#, listed(bytes, |_| r#""a":0"#.to_owned())),
            DELIVERED,
        )
        .dearer("every value is looked up"),
        entry(
            "one key repeated, never matched",
            ONE,
            format!(r#"{{{}}}"#, listed(bytes, |_| r#""a":0"#.to_owned())),
            FILTERED,
        )
        .dearer("every value is looked up"),
        entry(
            "keys that nearly match",
            &[r#"{"account-number-a":[1]}"#],
            format!(
                r#"{{{}}}"#,
                listed(bytes, |n| format!(
                    r#""account-number-{}":1"#,
                    char::from(b'b' + (n % 24) as u8)
                ))
            ),
            FILTERED,
        ),
        entry(
            "dotted keys that form one path",
            &[r#"{"a":{"b":{"c":[1]}}}"#],
            format!(
                r#"{{{}}}"#,
                listed(bytes, |n| [
                    r#""a.b.c":0"#,
                    r#""a.b":{"c":0}"#,
                    r#""a":{"b.c":0}"#
                ][n % 3]
                    .to_owned())
            ),
            FILTERED,
        )
        .dearer("every value is looked up"),
        entry(
            "a key of a megabyte",
            ONE,
            format!(r#"{{"{long_key}":0,"a":1}}"#),
            if bytes > KEY_UNITS_MAX {
                NOT_JSON
            } else {
                DELIVERED
            },
        ),
        entry(
            "escapes in every key",
            ONE,
            format!(r#"{{{}}}"#, listed(bytes, |_| r#""\u0061":1"#.to_owned())),
            DELIVERED,
        )
        .dearer("every key is decoded"),
        entry(
            "only brackets",
            ONE,
            format!(r#"{{"z":[{}],"a":1}}"#, listed(bytes, |_| "[]".to_owned())),
            DELIVERED,
        ),
        entry(
            "only white space",
            ONE,
            format!(r#"{{{}"a":1}}"#, " ".repeat(bytes)),
            DELIVERED,
        ),
    ]
}

fn arrays(bytes: usize) -> Vec<Hostile> {
    let apart = [r#"{"a":{"x":[1],"y":[1],"z":[1]}}"#];
    let lonely = |n: usize| format!(r#"{{"{}":1}}"#, ["x", "y", "z"][n % 3]);
    let pairs =
        |n: usize| [r#"{"x":1,"y":1}"#, r#"{"y":1,"z":1}"#, r#"{"x":1,"z":1}"#][n % 3].to_owned();
    let nested = |n: usize| format!(r#"{{"b":[{{"x":1}},{{"y":{}}}],"z":1}}"#, n % 2);
    let independent =
        r#"{"a":{"x":[1]},"b":{"x":[1]},"c":{"x":[1]},"d":{"x":[1]},"e":{"x":[1],"y":[1]}}"#;
    let ones = listed(bytes / 5, |_| r#"{"x":1}"#.to_owned());
    let of_each = ["a", "b", "c", "d"]
        .map(|key| format!(r#""{key}":[{ones}]"#))
        .join(",");
    vec![
        entry(
            "an array of numbers",
            ONE,
            format!(r#"{{"a":[{}]}}"#, listed(bytes, |_| "0".to_owned())),
            FILTERED,
        )
        .dearer("every value of one byte is looked up"),
        entry(
            "fields that never match in one element",
            &apart,
            format!(r#"{{"a":[{}]}}"#, listed(bytes, lonely)),
            FILTERED,
        )
        .dearer("elements are searched by hash"),
        entry(
            "fields that match only in pairs",
            &apart,
            format!(r#"{{"a":[{}]}}"#, listed(bytes, pairs)),
            FILTERED,
        )
        .dearer("elements are searched by hash"),
        entry(
            "nested arrays that never match",
            &[r#"{"a":{"b":{"x":[1],"y":[1]},"z":[1]}}"#],
            format!(r#"{{"a":[{}]}}"#, listed(bytes, nested)),
            FILTERED,
        )
        .dearer("elements are searched by hash"),
        entry(
            "independent arrays, the last of them empty",
            &[independent],
            format!(r#"{{{of_each},"e":[{ones},{{"y":1}}]}}"#),
            FILTERED,
        )
        .dearer("elements are searched by hash"),
        entry(
            "absence in every element",
            &[r#"{"a":{"x":[1],"y":[{"exists":false}]}}"#],
            format!(
                r#"{{"a":[{}]}}"#,
                listed(bytes, |_| r#"{"x":1,"y":1}"#.to_owned())
            ),
            FILTERED,
        )
        .dearer("elements are searched by hash"),
    ]
}

fn scalars(bytes: usize) -> Vec<Hostile> {
    let affixes = [
        r#"{"a":[{"prefix":"aaab"}]}"#,
        r#"{"a":[{"suffix":"baaa"}]}"#,
        r#"{"a":[{"equals-ignore-case":"AAAB"}]}"#,
        r#"{"a":[{"prefix":{"equals-ignore-case":"AAAB"}}]}"#,
        r#"{"a":[{"suffix":{"equals-ignore-case":"BAAA"}}]}"#,
    ];
    let string =
        |text: &str, bytes: usize| format!(r#"{{"a":"{}"}}"#, text.repeat(bytes / text.len()));
    let number = [r#"{"a":[{"numeric":[">",5]}]}"#, r#"{"a":[7]}"#];
    let address = [r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#];
    vec![
        entry(
            "a string of a megabyte",
            &affixes,
            string("a", bytes),
            FILTERED,
        ),
        entry(
            "a string of only escapes",
            &affixes,
            string(r"\u0061", bytes),
            FILTERED,
        )
        .dearer("every escape is decoded and case folded"),
        entry(
            "a string of escaped quotes",
            &affixes,
            string("\\\"", bytes),
            FILTERED,
        )
        .dearer("every escape is decoded and case folded"),
        entry(
            "a string of surrogate pairs",
            &affixes,
            string(r"\ud83d\ude00", bytes),
            FILTERED,
        )
        .dearer("every escape is decoded and case folded"),
        entry(
            "a string of wide characters",
            &affixes,
            string("😀é", bytes),
            FILTERED,
        )
        .dearer("the case of every character is folded"),
        entry(
            "a number of a megabyte",
            &number,
            format!(r#"{{"a":1{}}}"#, "0".repeat(bytes)),
            NOT_JSON,
        ),
        entry(
            "a fraction of a megabyte",
            &number,
            format!(r#"{{"a":0.{}1}}"#, "0".repeat(bytes)),
            NOT_JSON,
        ),
        entry(
            "an exponent of a megabyte",
            &number,
            format!(r#"{{"a":1e{}}}"#, "9".repeat(bytes)),
            NOT_JSON,
        ),
        entry(
            "numbers of seventeen digits",
            &number,
            format!(
                r#"{{"a":[{}]}}"#,
                listed(bytes, |_| "1.7976931348623157e-308".to_owned())
            ),
            FILTERED,
        )
        .dearer("every number is compared exactly"),
        entry(
            "an address of a megabyte",
            &address,
            format!(r#"{{"a":"{}1"}}"#, "0:".repeat(bytes / 2)),
            FILTERED,
        ),
        entry(
            "invalid addresses",
            &address,
            format!(
                r#"{{"a":[{}]}}"#,
                listed(bytes, |_| r#""10.0.0.256""#.to_owned())
            ),
            FILTERED,
        ),
    ]
}

/// Patterns whose automata would grow exponentially if they were merged.
fn wildcards(bytes: usize) -> Vec<Hostile> {
    let word = |n: usize| {
        format!(
            "{}{}",
            char::from(b'a' + (n % 16) as u8),
            char::from(b'a' + (n / 16 % 16) as u8)
        )
    };
    let many: Vec<String> = (0..200)
        .map(|n| {
            format!(
                r#"{{"a":[{{"wildcard":"*{}*{}*{}*!"}}]}}"#,
                word(n),
                word(n + 31),
                word(n + 77)
            )
        })
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let stars = [
        r#"{"a":[{"wildcard":"*a*a*a*a*b"}]}"#,
        r#"{"a":[{"wildcard":"*ab*ab*ab*!"}]}"#,
    ];
    let all_words: String = (0..256).map(word).collect();
    let repeated = all_words.repeat(bytes / all_words.len() + 1);
    vec![
        entry(
            "stars between repeated text",
            &stars,
            format!(r#"{{"a":"{}"}}"#, "a".repeat(bytes)),
            FILTERED,
        ),
        entry(
            "stars between nearly repeated text",
            &stars,
            format!(r#"{{"a":"{}"}}"#, "ab".repeat(bytes / 2)),
            DELIVERED,
        ),
        entry(
            "two hundred wildcards at once",
            &many,
            format!(r#"{{"a":"{repeated}"}}"#),
            FILTERED,
        )
        .dearer("middle parts are searched for at every byte"),
        entry(
            "two hundred wildcards, short values",
            &many,
            format!(
                r#"{{"a":[{}]}}"#,
                listed(bytes, |n| format!(r#""{}{}""#, word(n), word(n * 7)))
            ),
            FILTERED,
        )
        .dearer("middle parts are searched for at every byte"),
        entry(
            "an or of a thousand branches",
            &[&thousand_branches()],
            format!(
                r#"{{"a":[{}]}}"#,
                listed(bytes, |n| format!(r#"{{"x{}":1}}"#, n % 10))
            ),
            FILTERED,
        )
        .dearer("every value is looked up, and branches are verified"),
    ]
}

/// Returns a pattern with as many combinations as AWS accepts.
fn thousand_branches() -> String {
    let group = |name: &str| {
        let branches: Vec<String> = (0..10).map(|n| format!(r#"{{"{name}{n}":[1]}}"#)).collect();
        format!(r#""$or":[{}]"#, branches.join(","))
    };
    format!(
        r#"{{"a":{{{},{},{}}}}}"#,
        group("x"),
        group("y"),
        group("z")
    )
}
