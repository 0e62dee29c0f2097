//! Numbers worth trying: those that the pattern names, one more and one less, and the doubles next to them.

use tidegate::inspect::{double_of_key, key_of_double};
use tidegate_json::{Json, JsonKind};

use super::note::Note;
use super::value::Candidate;

/// Whole numbers below this are exact as doubles.
const WHOLE_MAX: f64 = 9e15;

fn text(number: f64) -> Option<String> {
    let is_whole = number.fract() == 0.0 && number.abs() < WHOLE_MAX;
    match is_whole {
        // Adding zero makes minus zero zero.
        true => Some(format!("{:.0}", number + 0.0)),
        false => number.is_finite().then(|| number.to_string()),
    }
}

/// Returns the candidates of a number that must be equal.
pub(super) fn whole(written: &str) -> Vec<Candidate> {
    let mut all = vec![Candidate::new(written, Note::Named)];
    all.extend(beside(written));
    let is_whole = written.bytes().all(|it| it.is_ascii_digit());
    all.extend(is_whole.then(|| Candidate::new(format!("{written}.0"), Note::Respelled)));
    all.push(Candidate::text(written, Note::Quoted));
    all.extend(next(written));
    all
}

/// Returns one less and one more.
fn beside(written: &str) -> Vec<Candidate> {
    noted(written, |number| [number - 1.0, number + 1.0])
}

/// Returns the doubles next to a number.
fn next(written: &str) -> Vec<Candidate> {
    noted(written, |number| {
        let key = key_of_double(number);
        [key.saturating_sub(1), key.saturating_add(1)].map(double_of_key)
    })
}

fn noted(written: &str, near: impl Fn(f64) -> [f64; 2]) -> Vec<Candidate> {
    let Ok(number) = written.parse::<f64>() else {
        return Vec::new();
    };
    let near = near(number).into_iter().filter(|it| *it != number);
    let texts = near.filter_map(text);
    texts.map(|it| Candidate::new(it, Note::Beside)).collect()
}

/// Returns the candidates of `numeric`: each bound, what lies beside it, and a number between two bounds.
pub(super) fn bounds(operands: &[Json]) -> Vec<Candidate> {
    let numbers = operands.iter().filter_map(|it| match &it.kind {
        JsonKind::Number(written) => Some(written.as_str()),
        JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::String(_)
        | JsonKind::Array(_)
        | JsonKind::Object(_) => None,
    });
    let numbers: Vec<&str> = numbers.collect();
    let mut all: Vec<Candidate> = numbers
        .iter()
        .map(|it| Candidate::new(*it, Note::Bound))
        .collect();
    all.extend(numbers.iter().flat_map(|it| beside(it)));
    all.extend(between(&numbers));
    all.extend(numbers.iter().map(|it| Candidate::text(it, Note::Quoted)));
    all.extend(numbers.iter().flat_map(|it| next(it)));
    all
}

fn between(numbers: &[&str]) -> Option<Candidate> {
    let [low, high] = numbers else { return None };
    let middle = f64::midpoint(low.parse().ok()?, high.parse().ok()?);
    let whole = middle.floor();
    let nicer = (whole > low.parse().ok()?).then_some(whole);
    Some(Candidate::new(
        text(nicer.unwrap_or(middle))?,
        Note::Between,
    ))
}
