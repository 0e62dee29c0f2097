//! The `anything-but` operator in its forms.
//!
//! In: a [`Parser`] after the name `anything-but`. Out: a matcher with all excluded values. Invariant: the values of a
//! plain `anything-but` are all strings or all numbers. Follows event-ruler 2.0.1, JsonRuleCompiler.java:453-520 and
//! :610-755. The older compiler accepts only one string for prefix and suffix, and no wildcard
//! (RuleCompiler.java:345-430).

use std::collections::BTreeSet;

use crate::json::Token;
use crate::matcher::{Matcher, folded};
use crate::operator::{closed, opened};
use crate::operator_numeric::form;
use crate::pattern::{Compiler, Parser, Refusal, refused};
use crate::text::{Units, bytes, quoted};
use crate::wildcard::pieces;

/// The operator between `anything-but` and its values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inner {
    Fold,
    Prefix,
    Suffix,
    Wildcard,
}

impl Parser<'_> {
    pub(crate) fn anything_but(&mut self) -> Result<Matcher, Refusal> {
        let token = self.token()?;
        if token == Token::ObjectStart {
            return self.nested();
        }
        let matcher = match token {
            Token::ArrayStart => self.values()?,
            Token::String => not_strings([self.text()?]),
            Token::Number => {
                let literal = self.shown()?;
                let form = form(&literal).map_err(|refusal| Refusal {
                    is_retried: false,
                    ..refusal
                })?;
                not_numbers([form])
            }
            _ => return Err(not_a_value()),
        };
        self.end()?;
        Ok(matcher)
    }

    fn values(&mut self) -> Result<Matcher, Refusal> {
        let mut strings = Vec::new();
        let mut numbers = Vec::new();
        loop {
            match self.token()? {
                Token::ArrayEnd => break,
                Token::String => strings.push(self.text()?),
                Token::Number => {
                    let literal = self.shown()?;
                    numbers.push(form(&literal)?);
                }
                _ => {
                    return Err(refused(
                        "Inside anything but list, start|null|boolean is not supported.",
                    ));
                }
            }
        }
        match (strings.is_empty(), numbers.is_empty()) {
            (false, true) => Ok(not_strings(strings)),
            (true, false) => Ok(not_numbers(numbers)),
            _ => Err(refused(
                "Inside anything but list, either all values are number or string, \
                 mixed type is not supported",
            )),
        }
    }

    fn nested(&mut self) -> Result<Matcher, Refusal> {
        if self.token()? != Token::Name {
            return Err(refused("Anything-But expression name not found"));
        }
        let name = self.name();
        let inner = match (name.as_str(), self.compiler) {
            ("equals-ignore-case", _) => Inner::Fold,
            ("prefix", _) => Inner::Prefix,
            ("suffix", _) => Inner::Suffix,
            ("wildcard", Compiler::Current) => Inner::Wildcard,
            _ => {
                return Err(refused(format!("Unsupported anything-but pattern: {name}")));
            }
        };
        if self.compiler == Compiler::Older && inner != Inner::Fold {
            return self.older_affix(inner);
        }
        let texts = self.texts(inner)?;
        let matcher = inner.excluding(&texts)?;
        self.end()?;
        self.end()?;
        Ok(matcher)
    }

    fn texts(&mut self, inner: Inner) -> Result<Vec<Units>, Refusal> {
        let mut texts = Vec::new();
        match self.token()? {
            Token::ArrayStart => loop {
                match self.token()? {
                    Token::ArrayEnd => break,
                    token => texts.push(self.inner_text(token, inner)?),
                }
            },
            token @ (Token::String | Token::Number) => texts.push(self.inner_text(token, inner)?),
            _ => return Err(not_a_value()),
        }
        Ok(texts)
    }

    fn inner_text(&mut self, token: Token, inner: Inner) -> Result<Units, Refusal> {
        if token != Token::String {
            return Err(refused(match (inner, self.compiler) {
                (Inner::Fold, Compiler::Current) => {
                    "Inside anything-but/equals-ignore-case list, \
                     number|start|null|boolean is not supported."
                }
                (Inner::Fold, Compiler::Older) => {
                    "Inside anything-but/ignore-case list, \
                     number|start|null|boolean is not supported."
                }
                (Inner::Wildcard, _) => "wildcard match pattern must be a string",
                (Inner::Prefix | Inner::Suffix, _) => {
                    "prefix/suffix match pattern must be a string"
                }
            }));
        }
        let text = self.text()?;
        if text.is_empty() && matches!(inner, Inner::Prefix | Inner::Suffix) {
            return Err(refused("Null prefix/suffix not allowed"));
        }
        Ok(text)
    }

    fn older_affix(&mut self, inner: Inner) -> Result<Matcher, Refusal> {
        let token = self.token()?;
        let text = self.inner_text(token, inner)?;
        for _ in 0..2 {
            if self.token()? != Token::ObjectEnd {
                return Err(refused("Only one key allowed in match expression"));
            }
        }
        inner.excluding(&[text])
    }

    fn end(&mut self) -> Result<(), Refusal> {
        if self.token()? != Token::ObjectEnd {
            return Err(refused("Too many elements in numeric expression"));
        }
        Ok(())
    }
}

impl Inner {
    fn excluding(self, texts: &[Units]) -> Result<Matcher, Refusal> {
        let spelled = |spell: fn(&[u16]) -> Units| texts.iter().map(move |text| spell(text));
        Ok(match self {
            Inner::Fold => Matcher::NotFolds(spelled(quoted).map(|text| folded(&text)).collect()),
            Inner::Prefix => Matcher::NotPrefix(spelled(opened).map(|text| bytes(&text)).collect()),
            Inner::Suffix => Matcher::NotSuffix(spelled(closed).map(|text| bytes(&text)).collect()),
            Inner::Wildcard => {
                let values: Result<BTreeSet<_>, String> =
                    spelled(quoted).map(|text| pieces(&bytes(&text))).collect();
                Matcher::NotWildcard(values.map_err(refused)?)
            }
        })
    }
}

fn not_strings(texts: impl IntoIterator<Item = Units>) -> Matcher {
    Matcher::Not {
        are_numbers: false,
        values: texts
            .into_iter()
            .map(|text| bytes(&quoted(&text)))
            .collect(),
    }
}

fn not_numbers(forms: impl IntoIterator<Item = Vec<u8>>) -> Matcher {
    Matcher::Not {
        are_numbers: true,
        values: forms.into_iter().collect(),
    }
}

fn not_a_value() -> Refusal {
    refused("Value of anything-but must be an array or single string/number value.")
}
