//! Reads the text of a pattern into its branches: the paths that it constrains, and the lists on them.
//!
//! In: pattern text. Out: branches (a single one unless the pattern has `$or`), or the first error with AWS's text.
//! Invariant: paths are flattened and joined with `.`. Within a branch the last list written to a path counts.
//!
//! Follows event-ruler 2.0.1, JsonRuleCompiler.java:161-389. The older compiler, RuleCompiler.java:154-250, does not
//! know `$or`. The error texts are those of PutRule, which returns the compiler's message as its reason.

use std::collections::BTreeMap;

use crate::json::{Reader, Token};
use crate::matcher::Matcher;
use crate::text::{Units, shown, units};

/// The lists of one branch, by path. All of them must be satisfied.
pub(crate) type Branch = BTreeMap<Units, Vec<Matcher>>;

/// The key that stands for alternatives.
const OR: &str = "$or";

/// Names that can't be fields inside `$or` (Constants.java:49-72).
const RESERVED_INSIDE_OR: [&str; 24] = [
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

/// Why a pattern is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) text: String,
    /// Whether event-ruler's machine tries its older compiler after this error. It does so after every error that has a
    /// location (GenericMachine.java:461-467).
    pub(crate) is_retried: bool,
}

/// Which of event-ruler's compilers to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compiler {
    Current,
    /// `$or` is a field like any other, and `anything-but` has fewer forms.
    Older,
}

/// A pattern that compiled.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) branches: Vec<Branch>,
    /// The product of the lengths of all `$or` arrays.
    pub(crate) combinations: usize,
    /// The members of every list, including lists that another list replaced.
    pub(crate) written: Vec<Matcher>,
}

/// Compiles the first JSON value of `text`. As in event-ruler, the text after it is ignored.
pub(crate) fn compile(text: &str, compiler: Compiler) -> Result<Compiled, Refusal> {
    let units = units(text);
    let mut parser = Parser {
        reader: Reader::new(&units),
        compiler,
        path: Vec::new(),
        combinations: 1,
        written: Vec::new(),
    };
    let mut branches = Vec::new();
    if parser.token()? != Token::ObjectStart {
        return Err(refused("Filter is not an object"));
    }
    parser.object(&mut branches, Place::Outside)?;
    Ok(Compiled {
        branches,
        combinations: parser.combinations,
        written: parser.written,
    })
}

/// A refusal with a location.
pub(crate) fn refused(text: impl Into<String>) -> Refusal {
    Refusal {
        text: text.into(),
        is_retried: true,
    }
}

/// Whether an object is inside some branch of an `$or`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    InsideOr,
}

pub(crate) struct Parser<'a> {
    reader: Reader<'a>,
    pub(crate) compiler: Compiler,
    path: Vec<Units>,
    combinations: usize,
    written: Vec<Matcher>,
}

impl Parser<'_> {
    pub(crate) fn token(&mut self) -> Result<Token, Refusal> {
        self.reader.next().map_err(refused)
    }

    pub(crate) fn text(&mut self) -> Result<Units, Refusal> {
        self.reader.text().map_err(refused)
    }

    pub(crate) fn shown(&mut self) -> Result<String, Refusal> {
        self.text().map(|units| shown(&units))
    }

    pub(crate) fn name(&self) -> String {
        shown(self.reader.name())
    }

    fn object(&mut self, branches: &mut Vec<Branch>, place: Place) -> Result<(), Refusal> {
        let mut is_empty = true;
        while self.token()? != Token::ObjectEnd {
            is_empty = false;
            self.member(branches, place)?;
        }
        if is_empty {
            return Err(refused("Empty objects are not allowed"));
        }
        Ok(())
    }

    fn member(&mut self, branches: &mut Vec<Branch>, place: Place) -> Result<(), Refusal> {
        let name = self.name();
        if name == OR && self.compiler == Compiler::Current {
            return self.alternatives(branches);
        }
        if place == Place::InsideOr && RESERVED_INSIDE_OR.contains(&name.as_str()) {
            return Err(refused(format!(
                "{name} is Ruler reserved fieldName which cannot be used inside $or."
            )));
        }
        let step = self.reader.name().to_vec();
        match self.token()? {
            Token::ObjectStart => {
                self.path.push(step);
                self.object(branches, place)?;
                self.path.pop();
                Ok(())
            }
            Token::ArrayStart => {
                let path = self.extended(&step);
                let list = self.list()?;
                write(branches, &path, &list);
                Ok(())
            }
            _ => Err(refused(format!("\"{name}\" must be an object or an array"))),
        }
    }

    /// Reads the branches of an `$or`. Each starts with a copy of the fields so far, and fields after the `$or` are
    /// added to all of them (JsonRuleCompiler.java:285-322).
    fn alternatives(&mut self, branches: &mut Vec<Branch>) -> Result<(), Refusal> {
        let before = std::mem::take(branches);
        if self.token()? != Token::ArrayStart {
            return Err(refused("It must be an Array followed with $or."));
        }
        let mut count = 0;
        loop {
            match self.token()? {
                Token::ArrayEnd => break,
                Token::ObjectStart => {}
                _ => {
                    return Err(refused(
                        "Only JSON object is allowed in array of $or relationship.",
                    ));
                }
            }
            count += 1;
            let mut alternative = before.clone();
            if alternative.is_empty() {
                alternative.push(Branch::new());
            }
            self.object(&mut alternative, Place::InsideOr)?;
            branches.append(&mut alternative);
        }
        if count < 2 {
            return Err(refused(
                "There must have at least 2 Objects in $or relationship.",
            ));
        }
        self.combinations = self.combinations.saturating_mul(count);
        Ok(())
    }

    fn list(&mut self) -> Result<Vec<Matcher>, Refusal> {
        let mut list = Vec::new();
        loop {
            match self.token()? {
                Token::ArrayEnd => break,
                token => self.element(token, &mut list)?,
            }
        }
        if list.is_empty() {
            return Err(refused("Empty arrays are not allowed"));
        }
        self.written.extend_from_slice(&list);
        Ok(list)
    }

    /// The path of a field below the open objects. Empty names at the start are lost, because an empty base gets no dot
    /// (Path.java:55-63).
    fn extended(&self, step: &[u16]) -> Units {
        let dot = u16::from(b'.');
        let mut path = self.path.join(&dot);
        if !path.is_empty() {
            path.push(dot);
        }
        path.extend(step);
        path
    }
}

fn write(branches: &mut Vec<Branch>, path: &[u16], list: &[Matcher]) {
    if branches.is_empty() {
        branches.push(Branch::new());
    }
    for branch in branches {
        branch.insert(path.to_vec(), list.to_vec());
    }
}

#[cfg(test)]
mod tests;
