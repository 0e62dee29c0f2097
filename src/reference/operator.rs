//! The members of a pattern's list: plain values and operator objects.
//!
//! In: a [`Parser`] at a member of a list. Out: matchers, or the first error with AWS's text. Invariant: tokens are
//! read in the order in which event-ruler reads them, so of two mistakes the same one is reported.
//!
//! Follows event-ruler 2.0.1, JsonRuleCompiler.java:329-560, and RuleCompiler.java:300-560 for the
//! older compiler.

use crate::cidr::IpRange;
use crate::json::Token;
use crate::matcher::{Matcher, folded};
use crate::number;
use crate::pattern::{Parser, Refusal, refused};
use crate::text::{Units, bytes, quoted, shown, units};
use crate::wildcard::pieces;

impl Parser<'_> {
    /// Reads a member of a field's list. A string that is an IP address stands for the address
    /// (JsonRuleCompiler.java:339). A number stands for its value and for its text (:350-362).
    pub(crate) fn element(&mut self, token: Token, list: &mut Vec<Matcher>) -> Result<(), Refusal> {
        match token {
            Token::ObjectStart => list.push(self.operator()?),
            Token::String => {
                let text = self.text()?;
                list.push(match IpRange::of_address(&shown(&text)) {
                    Some(address) => Matcher::Address(address),
                    None => Matcher::Exact(quoted(&text)),
                });
            }
            Token::Number => {
                let text = self.text()?;
                list.extend(number::form(&shown(&text)).map(Matcher::Number).ok());
                list.push(Matcher::Exact(text));
            }
            Token::True | Token::False | Token::Null => list.push(Matcher::Exact(self.text()?)),
            _ => {
                return Err(refused(
                    "Match value must be String, number, true, false, or null",
                ));
            }
        }
        Ok(())
    }

    fn operator(&mut self) -> Result<Matcher, Refusal> {
        if self.token()? != Token::Name {
            return Err(refused("Match expression name not found"));
        }
        let name = self.name();
        match name.as_str() {
            "exactly" => {
                let text = self.operand("exact match pattern must be a string")?;
                Ok(Matcher::Exact(quoted(&text)))
            }
            "prefix" => self.prefix(),
            "suffix" => self.suffix(),
            "numeric" => self.numeric(),
            "anything-but" => self.anything_but(),
            "exists" => self.exists(),
            "cidr" => self.cidr(),
            "equals-ignore-case" => {
                let text = self.operand("equals-ignore-case match pattern must be a string")?;
                Ok(Matcher::Folds(folded(&quoted(&text))))
            }
            "wildcard" => self.wildcard(),
            _ => Err(refused(format!("Unrecognized match type {name}"))),
        }
    }

    /// Reads a string and the end of the operator object.
    fn operand(&mut self, otherwise: &str) -> Result<Units, Refusal> {
        let text = self.string(otherwise)?;
        self.only_key()?;
        Ok(text)
    }

    fn string(&mut self, otherwise: &str) -> Result<Units, Refusal> {
        if self.token()? != Token::String {
            return Err(refused(otherwise));
        }
        self.text()
    }

    fn only_key(&mut self) -> Result<(), Refusal> {
        if self.token()? != Token::ObjectEnd {
            return Err(refused("Only one key allowed in match expression"));
        }
        Ok(())
    }

    fn prefix(&mut self) -> Result<Matcher, Refusal> {
        match self.token()? {
            Token::ObjectStart => {
                let text = self.inner_fold("Prefix", "prefix")?;
                Ok(Matcher::PrefixFolds(folded(&opened(&text))))
            }
            Token::String => {
                let text = self.text()?;
                self.only_key()?;
                Ok(Matcher::Prefix(bytes(&opened(&text))))
            }
            _ => Err(refused("prefix match pattern must be a string")),
        }
    }

    fn suffix(&mut self) -> Result<Matcher, Refusal> {
        match self.token()? {
            Token::ObjectStart => {
                let text = self.inner_fold("Suffix", "suffix")?;
                Ok(Matcher::SuffixFolds(folded(&closed(&text))))
            }
            Token::String => {
                let text = self.text()?;
                self.only_key()?;
                Ok(Matcher::Suffix(bytes(&closed(&text))))
            }
            _ => Err(refused("suffix match pattern must be a string")),
        }
    }

    /// Reads `{"equals-ignore-case": string}` inside `prefix` or `suffix`.
    fn inner_fold(&mut self, title: &str, operator: &str) -> Result<Units, Refusal> {
        if self.token()? != Token::Name {
            return Err(refused(format!("{title} expression name not found")));
        }
        let name = self.name();
        if name != "equals-ignore-case" {
            return Err(refused(format!("Unsupported {operator} pattern: {name}")));
        }
        let text = self.operand("equals-ignore-case match pattern must be a string")?;
        self.only_key()?;
        Ok(text)
    }

    fn wildcard(&mut self) -> Result<Matcher, Refusal> {
        let text = self.string("wildcard match pattern must be a string")?;
        let pieces = pieces(&bytes(&quoted(&text))).map_err(refused)?;
        self.only_key()?;
        Ok(Matcher::Wildcard(pieces))
    }

    fn exists(&mut self) -> Result<Matcher, Refusal> {
        let matcher = match self.token()? {
            Token::True => Matcher::Exists,
            Token::False => Matcher::Absent,
            _ => {
                return Err(refused(
                    "exists match pattern must be either true or false.",
                ));
            }
        };
        self.only_key()?;
        Ok(matcher)
    }

    /// Reads a block. The error texts are event-ruler's, including `prefix` in the text for `cidr`. An error inside the
    /// block has no location, so the machine does not retry the pattern.
    fn cidr(&mut self) -> Result<Matcher, Refusal> {
        let text = self.string("prefix match pattern must be a string")?;
        let range = IpRange::of_block(&shown(&text)).map_err(|text| Refusal {
            text,
            is_retried: false,
        })?;
        self.only_key()?;
        Ok(Matcher::Address(range))
    }
}

/// `text` after an opening quote.
pub(crate) fn opened(text: &[u16]) -> Units {
    [&units("\"")[..], text].concat()
}

/// `text` before a closing quote.
pub(crate) fn closed(text: &[u16]) -> Units {
    [text, &units("\"")[..]].concat()
}
