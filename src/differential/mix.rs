//! Counts of a run of cases: results, and operators among matches and among non-matches. The invariant: every case is
//! counted under exactly one result.

use std::fmt;

use tidegate_fixtures::generate::Operator;

use crate::answer::Answer;
use crate::case::Seen;

/// Counts of cases. The counts of several threads can be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    matches: u64,
    no_matches: u64,
    dropped: u64,
    invalid_patterns: u64,
    invalid_events: u64,
    left_to_chance: u64,
    of_matches: [u64; Operator::ALL.len()],
    of_no_matches: [u64; Operator::ALL.len()],
}

/// Smallest share of matches, and of non-matches, in a good mix, in thousandths.
const ANSWER_PER_MILLE_MIN: u64 = 300;
/// Smallest share of an operator among matches, and among non-matches, in thousandths.
const OPERATOR_PER_MILLE_MIN: u64 = 20;

impl Mix {
    /// Counts one case.
    pub fn add(&mut self, seen: &Seen) {
        self.left_to_chance += u64::from(seen.is_left_to_chance);
        let of_operators = match seen.answer {
            Answer::Match => {
                self.matches += 1;
                &mut self.of_matches
            }
            Answer::NoMatch | Answer::Dropped(_) => {
                self.dropped += u64::from(matches!(seen.answer, Answer::Dropped(_)));
                self.no_matches += 1;
                &mut self.of_no_matches
            }
            Answer::InvalidPattern(..) => return self.invalid_patterns += 1,
            Answer::InvalidEvent(_) => return self.invalid_events += 1,
        };
        for (count, operator) in of_operators.iter_mut().zip(Operator::ALL) {
            *count += u64::from(seen.operators.contains(operator));
        }
    }

    /// Adds the counts of another run.
    pub fn merge(&mut self, other: &Self) {
        self.matches += other.matches;
        self.no_matches += other.no_matches;
        self.dropped += other.dropped;
        self.invalid_patterns += other.invalid_patterns;
        self.invalid_events += other.invalid_events;
        self.left_to_chance += other.left_to_chance;
        for index in 0..Operator::ALL.len() {
            self.of_matches[index] += other.of_matches[index];
            self.of_no_matches[index] += other.of_no_matches[index];
        }
    }

    /// Returns how many cases were counted.
    #[must_use]
    pub const fn cases(&self) -> u64 {
        self.matches + self.no_matches + self.invalid_patterns + self.invalid_events
    }

    /// Returns the numbers of matches and of non-matches.
    #[must_use]
    pub const fn verdicts(&self) -> (u64, u64) {
        (self.matches, self.no_matches)
    }

    /// Returns the results and operators that are too rare: results below 30 %, operators below 2 % of matches or of
    /// non-matches.
    #[must_use]
    pub fn shortfalls(&self) -> Vec<String> {
        let answers = [("match", self.matches), ("no match", self.no_matches)];
        let rare = |part: u64, whole: u64, least: u64| part * 1000 < whole * least;
        let mut short: Vec<String> = answers
            .into_iter()
            .filter(|(_, count)| rare(*count, self.cases(), ANSWER_PER_MILLE_MIN))
            .map(|(answer, count)| format!("{answer}: {}", share(count, self.cases())))
            .collect();
        for (index, operator) in Operator::ALL.into_iter().enumerate() {
            let of = [
                (self.of_matches[index], self.matches),
                (self.of_no_matches[index], self.no_matches),
            ];
            for ((part, whole), (answer, _)) in of.into_iter().zip(answers) {
                if rare(part, whole, OPERATOR_PER_MILLE_MIN) {
                    short.push(format!(
                        "{} among {answer}: {}",
                        operator.name(),
                        share(part, whole)
                    ));
                }
            }
        }
        short
    }
}

fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

impl fmt::Display for Mix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cases = self.cases();
        for (answer, count) in [
            ("match", self.matches),
            ("no match", self.no_matches),
            ("  of these, dropped", self.dropped),
            ("invalid pattern", self.invalid_patterns),
            ("invalid event", self.invalid_events),
            ("differs by chance", self.left_to_chance),
        ] {
            writeln!(f, "{answer:<28}{count:>12}{:>9}", share(count, cases))?;
        }
        write!(
            f,
            "{:<28}{:>12}{:>9}",
            "operator", "of matches", "of others"
        )?;
        for (index, operator) in Operator::ALL.into_iter().enumerate() {
            let of_matches = share(self.of_matches[index], self.matches);
            let of_others = share(self.of_no_matches[index], self.no_matches);
            write!(f, "\n{:<28}{of_matches:>12}{of_others:>9}", operator.name())?;
        }
        Ok(())
    }
}
