//! Flattens an event into its leaves.
//!
//! In: the event's text and the paths that a rule asks for. Out: every string, number, `true`, `false` and `null` with
//! its path and the array elements it lies in. Invariant: arrays add no step to a path, empty objects and arrays have
//! no leaves, and members with equal keys all count.
//!
//! Follows event-ruler 2.0.1, Event.java:89-180, and GenericMachine.java:165-184 and :738-750.

use std::collections::BTreeSet;

use crate::json::{Reader, Token};
use crate::text::{Units, quoted};

/// A scalar of the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) path: Units,
    /// The value: a string with its quotes, anything else as written.
    pub(crate) text: Units,
    /// Pairs of an array and an element, for every array around the leaf except one that directly contains it.
    pub(crate) places: Vec<(usize, usize)>,
}

/// The names that occur in a rule's paths. Values below other names are ignored.
pub(crate) struct Steps(BTreeSet<Units>);

impl Steps {
    pub(crate) fn of<'a>(paths: impl Iterator<Item = &'a Units>) -> Self {
        Steps(paths.flat_map(|path| split(path)).collect())
    }

    fn has(&self, name: &[u16]) -> bool {
        let is_dotted = name.contains(&DOT);
        self.0.contains(name) || is_dotted && split(name).iter().all(|step| self.0.contains(step))
    }
}

const DOT: u16 = b'.' as u16;

/// Splits a path as Java's `split("\\.")`: empty parts at the end are dropped, so a rule does not know the last, empty
/// step of `a.`. An empty path has one part.
fn split(path: &[u16]) -> Vec<Units> {
    let mut parts: Vec<Units> = path
        .split(|&unit| unit == DOT)
        .map(<[u16]>::to_vec)
        .collect();
    while parts.last().is_some_and(Vec::is_empty) && !path.is_empty() {
        parts.pop();
    }
    parts
}

/// The leaves of the event at the start of `units`.
///
/// # Errors
/// If the event is not a JSON object. The text is event-ruler's.
pub(crate) fn leaves(units: &[u16], steps: &Steps) -> Result<Vec<Leaf>, String> {
    let mut walk = Walk {
        reader: Reader::new(units),
        steps,
        path: Vec::new(),
        places: Vec::new(),
        arrays: 0,
        leaves: Vec::new(),
    };
    if walk.reader.next()? != Token::ObjectStart {
        return Err("Event must be a JSON object".to_owned());
    }
    walk.object()?;
    Ok(walk.leaves)
}

struct Walk<'a> {
    reader: Reader<'a>,
    steps: &'a Steps,
    path: Vec<Units>,
    places: Vec<(usize, usize)>,
    arrays: usize,
    leaves: Vec<Leaf>,
}

impl Walk<'_> {
    fn object(&mut self) -> Result<(), String> {
        while self.reader.next()? != Token::ObjectEnd {
            let name = self.reader.name().to_vec();
            let token = self.reader.next()?;
            if self.steps.has(&name) {
                self.path.push(name);
                self.value(token)?;
                self.path.pop();
            } else {
                self.skip(token)?;
            }
        }
        Ok(())
    }

    fn array(&mut self) -> Result<(), String> {
        let array = self.arrays;
        self.arrays += 1;
        for element in 0.. {
            match self.reader.next()? {
                Token::ArrayEnd => break,
                token @ (Token::ObjectStart | Token::ArrayStart) => {
                    self.places.push((array, element));
                    self.value(token)?;
                    self.places.pop();
                }
                token => self.value(token)?,
            }
        }
        Ok(())
    }

    fn value(&mut self, token: Token) -> Result<(), String> {
        match token {
            Token::ObjectStart => self.object(),
            Token::ArrayStart => self.array(),
            _ => {
                let text = self.reader.text()?;
                self.leaves.push(Leaf {
                    path: self.path.join(&DOT),
                    text: if token == Token::String {
                        quoted(&text)
                    } else {
                        text
                    },
                    places: self.places.clone(),
                });
                Ok(())
            }
        }
    }

    fn skip(&mut self, token: Token) -> Result<(), String> {
        let mut depth = 0;
        let mut token = token;
        loop {
            match token {
                Token::ObjectStart | Token::ArrayStart => depth += 1,
                Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
            token = self.reader.next()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{shown, units};

    fn flat(event: &str, paths: &[&str]) -> Vec<String> {
        let paths: Vec<Units> = paths.iter().map(|path| units(path)).collect();
        let leaves = leaves(&units(event), &Steps::of(paths.iter())).unwrap();
        leaves
            .iter()
            .map(|leaf| {
                format!(
                    "{}={}{:?}",
                    shown(&leaf.path),
                    shown(&leaf.text),
                    leaf.places
                )
            })
            .collect()
    }

    #[test]
    fn arrays_add_places_but_no_steps() {
        assert_eq!(
            flat(
                r#"{"a":[{"b":1},[{"b":"2"}],3],"a":{"b":null},"c":0}"#,
                &["a.b"]
            ),
            [
                "a.b=1[(0, 0)]",
                "a.b=\"2\"[(0, 1), (1, 0)]",
                "a=3[]",
                "a.b=null[]",
            ]
        );
    }

    #[test]
    fn empty_last_names_are_not_found() {
        assert_eq!(flat(r#"{"a":{"":1}}"#, &["a."]), Vec::<String>::new());
        assert_eq!(flat(r#"{"a.":1}"#, &["a."]), ["a.=1[]"]);
        assert_eq!(flat(r#"{"":1}"#, &[""]), ["=1[]"]);
        assert_eq!(flat(r#"{"a":{"":1}}"#, &["a.", ""]), ["a.=1[]"]);
    }

    #[test]
    fn values_that_no_path_names_are_still_checked() {
        let steps = Steps::of([units("a")].iter());
        assert!(leaves(&units(r#"{"b":{"c":[}]}}"#), &steps).is_err());
        assert!(leaves(&units(r#"{"b":{"c":[]}} trailing"#), &steps).is_ok());
        assert!(leaves(&units("[]"), &steps).is_err());
    }
}
