//! Sets of wildcards that are hard for an index: they look alike, or very many match at once.

use tidegate_fixtures::Rng;

const SEED: u64 = 8;

/// A set of wildcards, and texts to match them with.
#[derive(Clone, Debug)]
pub struct Adversarial {
    /// Name of the set, `A1` to `A8`.
    pub name: &'static str,
    /// Description of the wildcards.
    pub about: &'static str,
    /// The wildcards, each once.
    pub wildcards: Vec<String>,
    /// The texts, without quotes.
    pub values: Vec<String>,
}

impl Adversarial {
    /// Returns the bytes of the wildcards between their stars, which any index must store.
    #[must_use]
    pub fn literal_bytes(&self) -> usize {
        let literal = |text: &String| text.bytes().filter(|byte| *byte != b'*').count();
        self.wildcards.iter().map(literal).sum()
    }

    /// Returns the wildcards as patterns on the field `v`.
    #[must_use]
    pub fn patterns(&self) -> Vec<String> {
        let pattern = |text: &String| format!(r#"{{"v":[{{"wildcard":"{text}"}}]}}"#);
        self.wildcards.iter().map(pattern).collect()
    }

    /// Returns the texts as events.
    #[must_use]
    pub fn events(&self) -> Vec<Vec<u8>> {
        let event = |text: &String| format!(r#"{{"v":"{text}"}}"#).into_bytes();
        self.values.iter().map(event).collect()
    }
}

/// A function that makes wildcards, and one that makes texts.
type Makers = (fn(&mut Rng) -> String, fn(&mut Rng) -> String);

/// Returns all sets with `count` wildcards each, or as many as exist.
#[must_use]
pub fn sets(count: usize) -> Vec<Adversarial> {
    let random: [(&str, &str, Makers); 7] = [
        ("A1", "`*d*dd*dd` on 7 to 8 digits", (a1, seven_digits)),
        ("A2", "`*a*b*c*d*`, letters, on streets", (a2, street)),
        (
            "A3",
            "four parts of 6 to 11 letters `a` and `b`, on texts of 200 to 1,000 bytes",
            (a3, two_letters),
        ),
        ("A4", "`*d*d*dd*5` on 7 to 8 digits", (a4, seven_digits)),
        (
            "A5",
            "`A..A*A..A`, up to 317 each, on 300 to 700 A",
            (a5, many_a),
        ),
        (
            "A6",
            "`http://example.com/a/b/c/dd*xddd*.html` on such addresses",
            (a6, address),
        ),
        (
            "A8",
            "`*A..A*A..A*AB..AB`, up to 46 each, on 300 to 600 bytes",
            (a8, a_then_ab),
        ),
    ];
    let mut sets: Vec<Adversarial> = (0..)
        .zip(random)
        .map(|(label, (name, about, makers))| set(label, name, about, makers, count))
        .collect();
    sets.insert(6, nested(count));
    sets
}

fn set(
    label: u64,
    name: &'static str,
    about: &'static str,
    (wildcard, value): Makers,
    count: usize,
) -> Adversarial {
    let mut rng = Rng::labelled(SEED, label);
    let mut wildcards: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..4 * count {
        let text = wildcard(&mut rng);
        if wildcards.len() < count && seen.insert(text.clone()) {
            wildcards.push(text);
        }
    }
    Adversarial {
        name,
        about,
        wildcards,
        values: (0..VALUES).map(|_| value(&mut rng)).collect(),
    }
}

/// Number of texts per set.
const VALUES: usize = 200;

/// Returns A7: each part is a prefix of the next, up to 1,000 bytes, and a text contains all of them.
fn nested(count: usize) -> Adversarial {
    let deepest = count.min(1_000);
    Adversarial {
        name: "A7",
        about: "`*A..A*`, up to 1,000, on 1,000 A",
        wildcards: (1..=deepest)
            .map(|n| format!("*{}*", "A".repeat(n)))
            .collect(),
        values: vec!["A".repeat(1_000); VALUES],
    }
}

fn text(rng: &mut Rng, from: &[u8], length: usize) -> String {
    (0..length).map(|_| char::from(rng.pick(from))).collect()
}

fn digits(rng: &mut Rng, length: usize) -> String {
    text(rng, b"0123456789", length)
}

fn between(rng: &mut Rng, low: usize, high: usize) -> usize {
    low + rng.index(high - low + 1)
}

fn a1(rng: &mut Rng) -> String {
    let (a, b, c) = (digits(rng, 1), digits(rng, 2), digits(rng, 2));
    format!("*{a}*{b}*{c}")
}

fn a2(rng: &mut Rng) -> String {
    let letters = text(rng, LETTERS, 4);
    let parts: Vec<_> = letters.chars().map(String::from).collect();
    format!("*{}*", parts.join("*"))
}

fn a3(rng: &mut Rng) -> String {
    let mut part = || {
        let length = between(rng, 6, 11);
        text(rng, b"ab", length)
    };
    format!("*{}*{}*{}*{}*", part(), part(), part(), part())
}

fn a4(rng: &mut Rng) -> String {
    let (a, b, c) = (digits(rng, 1), digits(rng, 1), digits(rng, 2));
    format!("*{a}*{b}*{c}*5")
}

fn a5(rng: &mut Rng) -> String {
    let (head, tail) = (between(rng, 1, 317), between(rng, 1, 317));
    format!("{}*{}", "A".repeat(head), "A".repeat(tail))
}

fn a6(rng: &mut Rng) -> String {
    let (folder, page) = (digits(rng, 2), digits(rng, 3));
    format!("http://example.com/a/b/c/{folder}*x{page}*.html")
}

fn a8(rng: &mut Rng) -> String {
    let [a, b, c] = [0; 3].map(|_| between(rng, 1, 46));
    format!("*{}*{}*{}", "A".repeat(a), "A".repeat(b), "AB".repeat(c))
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn seven_digits(rng: &mut Rng) -> String {
    let length = between(rng, 7, 8);
    digits(rng, length)
}

fn street(rng: &mut Rng) -> String {
    let length = between(rng, 6, 16);
    text(rng, LETTERS, length)
}

fn two_letters(rng: &mut Rng) -> String {
    let length = between(rng, 200, 1_000);
    text(rng, b"ab", length)
}

fn many_a(rng: &mut Rng) -> String {
    "A".repeat(between(rng, 300, 700))
}

fn address(rng: &mut Rng) -> String {
    let (folder, page) = (digits(rng, 2), digits(rng, 3));
    let (front, back) = (text(rng, LETTERS, 4), text(rng, LETTERS, 4));
    format!("http://example.com/a/b/c/{folder}/{front}x{page}{back}.html")
}

fn a_then_ab(rng: &mut Rng) -> String {
    let (a, ab) = (between(rng, 200, 400), between(rng, 50, 100));
    "A".repeat(a) + &"AB".repeat(ab)
}
