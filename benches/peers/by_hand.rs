//! The few comparisons that people write by hand after a parser has found a field. Counts the matches of patterns.
//!
//! Each distinct path is looked up once in a record, and each condition on it is tested until it holds. A field is any
//! leaf below its path, as in an event pattern. Conditions on two fields of one array element are not supported.

use serde_json::Value;

use crate::contestant::{Counts, Refusal};
use crate::work::Work;

/// A value that is neither an object nor an array.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Leaf<'a> {
    Text(&'a str),
    Number(f64),
    Bool(bool),
    Null,
}

/// The patterns of a workload, split into paths and conditions.
#[derive(Debug, Default)]
pub(crate) struct ByHand {
    /// The distinct paths.
    pub(crate) paths: Vec<Vec<String>>,
    conditions: Vec<Condition>,
    /// The conditions of each path.
    of_path: Vec<Vec<usize>>,
    /// The conditions of each pattern, all of which must hold.
    patterns: Vec<Vec<usize>>,
    holds: Vec<bool>,
}

#[derive(Debug)]
struct Condition {
    tests: Vec<Test>,
}

#[derive(Debug)]
enum Test {
    Equals(Scalar),
    Prefix(String),
    Suffix(String),
    EqualsFolded(String),
    PrefixFolded(String),
    SuffixFolded(String),
    Wildcard(Vec<String>),
    /// Comparisons, each with an operator and a bound.
    Numeric(Vec<(String, f64)>),
    AnythingBut(Vec<Test>),
    Exists,
}

#[derive(Debug)]
enum Scalar {
    Text(String),
    Number(f64),
    Bool(bool),
    Null,
}

impl ByHand {
    /// # Errors
    /// A pattern has a test that is not supported.
    pub(crate) fn new(work: &Work) -> Result<Self, Refusal> {
        if work.in_one_element {
            return Err("two conditions on one array element are not supported".to_owned());
        }
        let mut by_hand = Self::default();
        for text in &work.patterns {
            let pattern: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let mut conditions = Vec::new();
            by_hand.add(&pattern, &mut Vec::new(), &mut conditions)?;
            by_hand.patterns.push(conditions);
        }
        by_hand.holds = vec![false; by_hand.conditions.len()];
        Ok(by_hand)
    }

    fn add(
        &mut self,
        pattern: &Value,
        path: &mut Vec<String>,
        into: &mut Vec<usize>,
    ) -> Result<(), Refusal> {
        match pattern {
            Value::Object(fields) => {
                for (key, below) in fields {
                    path.push(key.clone());
                    self.add(below, path, into)?;
                    path.pop();
                }
                Ok(())
            }
            Value::Array(tests) => {
                let tests = tests.iter().map(test).collect::<Result<_, _>>()?;
                into.push(self.conditions.len());
                let place = self.place(path);
                self.of_path[place].push(self.conditions.len());
                self.conditions.push(Condition { tests });
                Ok(())
            }
            _ => Err(format!("not a pattern: {pattern}")),
        }
    }

    fn place(&mut self, path: &[String]) -> usize {
        let known = self.paths.iter().position(|known| known == path);
        known.unwrap_or_else(|| {
            self.paths.push(path.to_vec());
            self.of_path.push(Vec::new());
            self.paths.len() - 1
        })
    }

    /// Counts the patterns that match one record. `visit` gets an index into `paths` and passes on every leaf at that
    /// path.
    pub(crate) fn judge(
        &mut self,
        counts: &mut Counts,
        visit: impl Fn(usize, &[String], &mut dyn FnMut(Leaf<'_>)),
    ) {
        let Self {
            paths,
            conditions,
            of_path,
            patterns,
            holds,
        } = self;
        holds.fill(false);
        for (index, path) in paths.iter().enumerate() {
            visit(index, path, &mut |leaf| {
                for &condition in &of_path[index] {
                    holds[condition] = holds[condition] || conditions[condition].holds(leaf);
                }
            });
        }
        for (pattern, count) in patterns.iter().zip(counts) {
            *count += u64::from(pattern.iter().all(|&condition| holds[condition]));
        }
    }
}

impl Condition {
    fn holds(&self, leaf: Leaf<'_>) -> bool {
        self.tests.iter().any(|test| test.holds(leaf))
    }
}

impl Test {
    fn holds(&self, leaf: Leaf<'_>) -> bool {
        match (self, leaf) {
            (Self::Equals(scalar), leaf) => scalar.is(leaf),
            (Self::AnythingBut(tests), leaf) => !tests.iter().any(|test| test.holds(leaf)),
            (Self::Exists, _) => true,
            (Self::Numeric(bounds), Leaf::Number(number)) => {
                bounds.iter().all(|bound| within(bound, number))
            }
            (test, Leaf::Text(text)) => test.holds_of_text(text),
            _ => false,
        }
    }

    fn holds_of_text(&self, text: &str) -> bool {
        let folded =
            |at: Option<&str>, own: &str| at.is_some_and(|at| at.eq_ignore_ascii_case(own));
        match self {
            Self::Prefix(own) => text.starts_with(own.as_str()),
            Self::Suffix(own) => text.ends_with(own.as_str()),
            Self::EqualsFolded(own) => text.eq_ignore_ascii_case(own),
            Self::PrefixFolded(own) => folded(text.get(..own.len()), own),
            Self::SuffixFolded(own) => {
                let start = text.len().checked_sub(own.len());
                folded(start.and_then(|start| text.get(start..)), own)
            }
            Self::Wildcard(pieces) => wildcard(pieces, text),
            _ => false,
        }
    }
}

impl Scalar {
    fn is(&self, leaf: Leaf<'_>) -> bool {
        match (self, leaf) {
            (Self::Text(own), Leaf::Text(text)) => own == text,
            (Self::Number(own), Leaf::Number(number)) => *own == number,
            (Self::Bool(own), Leaf::Bool(truth)) => *own == truth,
            (Self::Null, Leaf::Null) => true,
            _ => false,
        }
    }
}

fn within((operator, bound): &(String, f64), number: f64) -> bool {
    match operator.as_str() {
        "=" => number == *bound,
        "<" => number < *bound,
        "<=" => number <= *bound,
        ">" => number > *bound,
        _ => number >= *bound,
    }
}

/// Matches a wildcard given as the pieces between its stars, at least two: the first at the start and the last at the
/// end.
fn wildcard(pieces: &[String], text: &str) -> bool {
    let (Some((first, rest)), Some(mut left)) =
        (pieces.split_first(), text.strip_prefix(pieces[0].as_str()))
    else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return text == first;
    };
    for piece in middle {
        match left.find(piece.as_str()) {
            Some(at) => left = &left[at + piece.len()..],
            None => return false,
        }
    }
    left.ends_with(last.as_str())
}

fn test(test: &Value) -> Result<Test, Refusal> {
    let Value::Object(operator) = test else {
        return scalar(test).map(Test::Equals);
    };
    let unknown = || format!("not supported: {test}");
    let (name, operand) = operator.iter().next().ok_or_else(unknown)?;
    let text = || operand.as_str().map(str::to_owned).ok_or_else(unknown);
    let folded = || operand["equals-ignore-case"].as_str().map(str::to_owned);
    Ok(match name.as_str() {
        "prefix" => folded().map_or_else(
            || text().map(Test::Prefix),
            |own| Ok(Test::PrefixFolded(own)),
        )?,
        "suffix" => folded().map_or_else(
            || text().map(Test::Suffix),
            |own| Ok(Test::SuffixFolded(own)),
        )?,
        "equals-ignore-case" => Test::EqualsFolded(text()?),
        "wildcard" => Test::Wildcard(text()?.split('*').map(str::to_owned).collect()),
        "numeric" => Test::Numeric(bounds(operand).ok_or_else(unknown)?),
        "anything-but" => Test::AnythingBut(excluded(operand)?),
        "exists" if *operand == Value::Bool(true) => Test::Exists,
        _ => return Err(unknown()),
    })
}

fn scalar(value: &Value) -> Result<Scalar, Refusal> {
    Ok(match value {
        Value::String(text) => Scalar::Text(text.clone()),
        Value::Number(number) => Scalar::Number(number.as_f64().ok_or("not a double")?),
        Value::Bool(truth) => Scalar::Bool(*truth),
        Value::Null => Scalar::Null,
        _ => return Err(format!("not supported: {value}")),
    })
}

fn bounds(operand: &Value) -> Option<Vec<(String, f64)>> {
    let pair = |pair: &[Value]| Some((pair.first()?.as_str()?.to_owned(), pair.get(1)?.as_f64()?));
    operand.as_array()?.chunks(2).map(pair).collect()
}

/// Returns the tests that `anything-but` excludes: values, or one operator with one or several values.
fn excluded(operand: &Value) -> Result<Vec<Test>, Refusal> {
    match operand {
        Value::Array(values) => values.iter().map(test).collect(),
        Value::Object(operator) => {
            let (name, operands) = operator.iter().next().ok_or("an empty operator")?;
            let one = std::slice::from_ref(operands);
            let operands = operands.as_array().map_or(one, Vec::as_slice);
            let with = |operand: &Value| test(&serde_json::json!({ name.as_str(): operand }));
            operands.iter().map(with).collect()
        }
        value => Ok(vec![test(value)?]),
    }
}
