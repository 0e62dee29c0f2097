//! Finds why event-ruler differs by running it again. A difference has a cause only if event-ruler itself shows it.

use super::cause::Cause;
use super::compare::{ACCEPTED, results};
use super::jvm::{Oracle, Question, Reply};
use super::parts::{Or, parts};
use crate::answer::{Answer, lowered};
use crate::case::Difference;
use tidegate_reference::Dialect;

/// How often a question is repeated before its result counts as stable.
const AGAIN: usize = 40;

/// Returns the first cause that applies.
pub(super) fn cause(oracle: &mut Oracle, difference: &Difference) -> Result<Cause, String> {
    let case = &difference.case;
    let (pattern, event) = (&case.patterns[0], String::from_utf8_lossy(&case.event));
    let is_of_event = !event.is_empty();
    if is_of_event
        && tidegate_reference::is_left_to_chance(case.dialect, &[pattern.as_str()], &case.event)
    {
        return Ok(Cause::TableOrder);
    }
    if varies(oracle, pattern, &event)? {
        return Ok(Cause::Chance);
    }
    if numbers_differ(oracle, &[pattern.as_str(), &event])? {
        return Ok(Cause::JavaNumbers);
    }
    let lettered = [pattern.as_str(), &event].map(with_letters);
    if lettered[0] != *pattern || lettered[1] != event {
        let replies = replies_to(oracle, &lettered[..1], &lettered[1])?;
        if replies
            .iter()
            .any(|reply| agree_with_us(difference, &reply.verdicts))
        {
            return Ok(Cause::LoneSurrogates);
        }
    }
    let spelled = [pattern.as_str(), &event].map(with_digits);
    if (spelled[0] != *pattern || spelled[1] != event)
        && agrees(oracle, difference, &spelled[0], &spelled[1])?
    {
        return Ok(Cause::LowBytes);
    }
    let is_disturbed = if is_of_event {
        contradicts_itself(oracle, difference, &event)?
    } else {
        takes_all_parts(oracle, difference)?
    };
    if is_disturbed {
        return Ok(Cause::Disturbed);
    }
    Ok(Cause::Unknown)
}

fn replies_to(oracle: &mut Oracle, patterns: &[String], event: &str) -> Result<Vec<Reply>, String> {
    let question = |pattern: &String| Question {
        pattern: pattern.clone(),
        events: vec![event.to_owned()],
        weigh: false,
    };
    oracle.ask(&patterns.iter().map(question).collect::<Vec<_>>())?;
    oracle.replies()
}

fn varies(oracle: &mut Oracle, pattern: &str, event: &str) -> Result<bool, String> {
    let replies = replies_to(oracle, &vec![pattern.to_owned(); AGAIN], event)?;
    Ok(replies
        .windows(2)
        .any(|pair| pair[0].verdicts != pair[1].verdicts))
}

/// Returns whether a number in the texts can be compared by the engine and not by event-ruler, or the reverse.
fn numbers_differ(oracle: &mut Oracle, texts: &[&str]) -> Result<bool, String> {
    let mut numbers: Vec<&str> = texts.iter().flat_map(|text| numbers(text)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let patterns: Vec<String> = numbers
        .iter()
        .map(|number| format!("{{\"a\":[{{\"numeric\":[\"=\",{number}]}}]}}"))
        .collect();
    let replies = replies_to(oracle, &patterns, "{}")?;
    let differs = |(pattern, reply): (&String, &Reply)| {
        lowered(Dialect::EventBridge, pattern).is_err() != reply.check.is_some()
    };
    Ok(patterns.iter().zip(&replies).any(differs))
}

/// Returns everything in a text that looks like a number, even within strings.
fn numbers(text: &str) -> Vec<&str> {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    text.split(|letter| !is_part(letter))
        .filter(|word| word.contains(|letter: char| letter.is_ascii_digit()))
        .collect()
}

/// Returns whether event-ruler's results for the parts of the pattern, each in a separate machine, give our result and
/// not event-ruler's for the whole.
fn contradicts_itself(
    oracle: &mut Oracle,
    difference: &Difference,
    event: &str,
) -> Result<bool, String> {
    for or in [Or::Alternatives, Or::Values] {
        let Some(parts) = parts(&difference.case.patterns[0], or) else {
            continue;
        };
        let replies = replies_to(oracle, &parts, event)?;
        let verdicts: Vec<_> = replies
            .into_iter()
            .flat_map(|reply| reply.verdicts)
            .collect();
        if verdicts.len() == parts.len() && agree_with_us(difference, &verdicts) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns whether event-ruler's result for these texts is the one in the difference, and engine and reference now
/// agree with it.
fn agrees(
    oracle: &mut Oracle,
    difference: &Difference,
    pattern: &str,
    event: &str,
) -> Result<bool, String> {
    let replies = replies_to(oracle, &[pattern.to_owned()], event)?;
    let dialect = difference.case.dialect;
    if event.is_empty() {
        let takes = replies.iter().all(|reply| reply.check.is_none());
        return Ok(takes
            && difference.expected.starts_with("accepts")
            && lowered(dialect, pattern).is_ok()
            && tidegate_reference::check(dialect, pattern).is_ok());
    }
    let reply = match replies.first().and_then(|reply| reply.verdicts.first()) {
        Some(Ok(true)) => Answer::Match,
        Some(Ok(false)) => Answer::NoMatch,
        _ => return Ok(false),
    };
    let ours = results(dialect, pattern, &[event.as_bytes()]);
    Ok(reply.to_string() == difference.expected && ours == [[reply.clone(), reply]])
}

/// Returns whether the verdicts, combined by or, are the result of engine and reference.
fn agree_with_us(difference: &Difference, verdicts: &[Result<bool, String>]) -> bool {
    let answer = match verdicts.contains(&Ok(true)) {
        true => "match",
        false => "no match",
    };
    let ours = format!("engine {answer}, reference {answer}");
    !verdicts.is_empty() && verdicts.iter().all(Result::is_ok) && difference.engine == ours
}

/// Returns the text with each escape of an unpaired surrogate replaced by a letter: one for high halves, another for
/// low halves.
fn with_letters(text: &str) -> String {
    let is_half = |at: usize, first: char| {
        let escape = text
            .get(at..at + 6)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let third = escape.chars().nth(3).unwrap_or(' ');
        escape.starts_with("\\ud") && (if first == 'h' { "89ab" } else { "cdef" }).contains(third)
    };
    let (mut out, mut at) = (String::new(), 0);
    while let Some(letter) = text[at..].chars().next() {
        let (is_high, is_low) = (is_half(at, 'h'), is_half(at, 'l'));
        if is_high && is_half(at + 6, 'l') {
            out.push_str(&text[at..at + 12]);
            at += 12;
        } else if is_high || is_low {
            out.push_str(if is_high { "\\u0071" } else { "\\u007a" });
            at += 6;
        } else if letter == '\\' {
            let end = at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&text[at..end]);
            at = end;
        } else {
            out.push(letter);
            at += letter.len_utf8();
        }
    }
    out
}

/// Returns the text with each letter in an escape whose lowest byte is a hexadecimal digit replaced by that digit.
fn with_digits(text: &str) -> String {
    let (mut out, mut letters) = (String::new(), text.chars());
    while let Some(letter) = letters.next() {
        out.push(letter);
        if letter != '\\' {
            continue;
        }
        let Some(kind) = letters.next() else { break };
        out.push(kind);
        let length = if kind == 'u' { 4 } else { 0 };
        out.extend(letters.by_ref().take(length).map(low_digit));
    }
    out
}

fn low_digit(letter: char) -> char {
    let [low, ..] = u32::from(letter).to_le_bytes();
    if !letter.is_ascii() && low.is_ascii_hexdigit() {
        char::from(low)
    } else {
        letter
    }
}

/// Returns whether engine and reference accept a pattern, and event-ruler accepts each part but fails on the whole.
fn takes_all_parts(oracle: &mut Oracle, difference: &Difference) -> Result<bool, String> {
    let is_failure = difference.expected.starts_with("refuses: java.lang.");
    let parts = parts(&difference.case.patterns[0], Or::Alternatives);
    let Some(parts) = parts.filter(|_| is_failure) else {
        return Ok(false);
    };
    let replies = replies_to(oracle, &parts, "{}")?;
    let takes = |reply: &Reply| reply.check.is_none() && reply.machine.is_none();
    Ok(difference.engine == ACCEPTED && replies.iter().all(takes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpaired_surrogates_become_letters_and_pairs_stay() {
        let text = r#""\ud83d\ude00 \uDE00\ud800 \\ud800 é""#;
        assert_eq!(
            with_letters(text),
            r#""\ud83d\ude00 \u007a\u0071 \\ud800 é""#
        );
    }

    #[test]
    fn letters_in_escapes_become_their_low_digits() {
        assert_eq!(with_digits(r#"\\u0ı \u0ıcA ı"#), r#"\\u0ı \u01cA ı"#);
    }

    #[test]
    fn numbers_are_found_anywhere_in_a_text() {
        assert_eq!(
            numbers(r#"{"a":[-1.5e+3,"2"],"e":3}"#),
            ["-1.5e+3", "2", "3"]
        );
    }
}
