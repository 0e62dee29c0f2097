//! The `numeric` operator.
//!
//! In: a [`Parser`] after the name `numeric`. Out: a matcher over forms of numbers. Invariant: a range has its lower
//! bound first, and it is below the upper bound. A side without a bound ends at the largest double. Follows event-ruler
//! 2.0.1, JsonRuleCompiler.java:761-853, and Range.java:48-106.

use crate::json::Token;
use crate::matcher::{Matcher, NumberRange};
use crate::number;
use crate::pattern::{Parser, Refusal, refused};

/// The ends of the number line (Range.java:19-20).
const LOWEST: &str = "-1.7976931348623157E308";
const HIGHEST: &str = "1.7976931348623157E308";

/// A bound as written, and whether the bound itself is excluded.
struct Bound {
    literal: String,
    is_open: bool,
}

impl Parser<'_> {
    pub(crate) fn numeric(&mut self) -> Result<Matcher, Refusal> {
        if self.token()? != Token::ArrayStart {
            return Err(refused("Value of numeric must be an array."));
        }
        let matcher = self.comparison()?;
        if self.token()? != Token::ObjectEnd {
            return Err(too_many());
        }
        Ok(matcher)
    }

    fn comparison(&mut self) -> Result<Matcher, Refusal> {
        if self.token()? != Token::String {
            let text = self.shown()?;
            return Err(refused(format!("Invalid member in numeric match: {text}")));
        }
        let operator = self.shown()?;
        let token = self.token()?;
        match operator.as_str() {
            "=" => {
                let literal = self.bound(token, "equals")?;
                self.last()?;
                Ok(Matcher::Number(form(&literal)?))
            }
            "<" | "<=" => {
                let literal = self.bound(token, &operator)?;
                self.last()?;
                let top = bound(literal, &operator);
                Ok(Matcher::Numbers(range(&ends_at(LOWEST), &top)?))
            }
            ">" | ">=" => {
                let literal = self.bound(token, &operator)?;
                self.upper(&bound(literal, &operator))
            }
            _ => Err(refused(format!(
                "Unrecognized numeric range operator: {operator}"
            ))),
        }
    }

    fn bound(&mut self, token: Token, operator: &str) -> Result<String, Refusal> {
        if token != Token::Number {
            return Err(refused(format!("Value of {operator} must be numeric")));
        }
        self.shown()
    }

    fn last(&mut self) -> Result<(), Refusal> {
        if self.token()? != Token::ArrayEnd {
            return Err(too_many());
        }
        Ok(())
    }

    fn upper(&mut self, bottom: &Bound) -> Result<Matcher, Refusal> {
        match self.token()? {
            Token::ArrayEnd => {
                let range = range(bottom, &ends_at(HIGHEST))?;
                return Ok(Matcher::Numbers(range));
            }
            Token::String => {}
            _ => {
                let text = self.shown()?;
                return Err(refused(format!("Bad value in numeric range: {text}")));
            }
        }
        let operator = self.shown()?;
        if operator != "<" && operator != "<=" {
            return Err(refused(format!("Bad numeric range operator: {operator}")));
        }
        let token = self.token()?;
        let literal = self.bound(token, &operator)?;
        if self.token()? != Token::ArrayEnd {
            return Err(refused("Too many terms in numeric range expression"));
        }
        let range = range(bottom, &bound(literal, &operator))?;
        if range.bottom >= range.top {
            return Err(refused("Bottom must be less than top"));
        }
        Ok(Matcher::Numbers(range))
    }
}

fn bound(literal: String, operator: &str) -> Bound {
    Bound {
        literal,
        is_open: !operator.ends_with('='),
    }
}

fn ends_at(literal: &str) -> Bound {
    bound(literal.to_owned(), "=")
}

fn range(bottom: &Bound, top: &Bound) -> Result<NumberRange, Refusal> {
    Ok(NumberRange {
        bottom: form(&bottom.literal)?,
        open_bottom: bottom.is_open,
        top: form(&top.literal)?,
        open_top: top.is_open,
    })
}

pub(crate) fn form(literal: &str) -> Result<Vec<u8>, Refusal> {
    number::form(literal).map_err(refused)
}

fn too_many() -> Refusal {
    refused("Too many elements in numeric expression")
}
