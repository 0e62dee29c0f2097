//! Compares the check by the kernel with the walk over all tokens. On a CPU without such a kernel the check must confirm no
//! text; the walk has tests of its own.

use std::fs;

use super::super::index::Index;
use super::super::reader::{Lengths, Reader};
use super::*;
use crate::limits::DEPTH_MAX;
use tidegate_fixtures::testing::{Draw, files_of_texts, push_list};

/// Both checks whether a text is one JSON object or list, and how many texts they refused and took.
#[derive(Default)]
struct Both {
    checker: Checker,
    index: Index,
    refused: usize,
    taken: usize,
}

impl Both {
    fn is_json(&mut self, text: &[u8]) -> bool {
        self.index.build(text);
        let summary = self.index.summary;
        let mut reader = Reader::new(text, &self.index, Lengths::Bounded);
        let token = reader.token();
        matches!(token.byte, b'{' | b'[')
            && reader.skip(token, 0).is_ok()
            && reader.token().at >= text.len()
            && summary.control_at.is_none()
            && summary.not_utf8_at.is_none()
    }

    fn compare(&mut self, text: &[u8]) {
        let is_json = self.is_json(text);
        let is_taken = self.checker.check(text).is_some();
        assert_eq!(
            is_taken,
            is_json && has_kernel(),
            "{}",
            String::from_utf8_lossy(text)
        );
        self.refused += usize::from(!is_json);
        self.taken += usize::from(is_taken);
    }

    /// Fails if all texts of the test were valid, or none was taken. A CPU without the kernel takes none.
    fn finish(&self) {
        assert!(self.refused > 0);
        assert_eq!(self.taken > 0, has_kernel());
    }
}

/// Whether this CPU has the kernel that checks. This asks the CPU and not the checker, which might wrongly take no text.
fn has_kernel() -> bool {
    #[cfg(target_arch = "x86_64")]
    let has_kernel = matches!(Kernel::default(), Kernel::Avx512(_))
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("vpclmulqdq")
        && is_x86_feature_detected!("bmi2");
    #[cfg(not(target_arch = "x86_64"))]
    let has_kernel = false;
    has_kernel
}

/// Calls `each` with all sequences of 1 to `length` of these parts.
fn for_all_words(parts: &[&str], length: usize, mut each: impl FnMut(&str)) {
    let mut places = vec![0];
    while places.len() <= length {
        let word: String = places.iter().map(|&place| parts[place]).collect();
        each(&word);
        let carry = places.iter().rposition(|&place| place + 1 < parts.len());
        match carry {
            Some(at) => {
                places[at] += 1;
                places[at + 1..].fill(0);
            }
            None => places = vec![0; places.len() + 1],
        }
    }
}

const TOKENS: [&str; 9] = ["{", "}", "[", "]", ",", ":", "\"a\"", "1", "true"];

#[test]
fn short_rows_of_tokens_are_taken_if_they_are_json() {
    let mut both = Both::default();
    for_all_words(&TOKENS, 6, |word| both.compare(word.as_bytes()));
    both.finish();
}

#[test]
fn short_rows_of_tokens_inside_brackets_are_taken_if_they_are_json() {
    let mut both = Both::default();
    for_all_words(&TOKENS, 5, |word| {
        both.compare(format!("{{\"a\":{word}}}").as_bytes());
        both.compare(format!("[{word},1]").as_bytes());
        both.compare(format!("{{\"a\":[{word}],\"b\":2}}").as_bytes());
    });
    both.finish();
}

/// In these rows no token is wrong beside its neighbours: only pairing the brackets finds the faults.
#[test]
fn brackets_that_do_not_match_are_refused() {
    let mut both = Both::default();
    for (text, is_json) in [
        (r#"{"x":{},"a":{}}"#, true),
        (r#"{},"a":{}"#, false),
        (r#"{"x":1},"a":{"b":2}"#, false),
        (r#"[],"a":[]"#, false),
        (r#"[{},{}]"#, true),
        (r#"{"a":[},{],"b":1}"#, false),
        (r#"{"a":[],"b":{},"c":1}"#, true),
        (r#"[{"a":[},{],"b":1}]"#, false),
    ] {
        assert_eq!(both.is_json(text.as_bytes()), is_json, "{text}");
        both.compare(text.as_bytes());
    }
    both.finish();
}

/// Brackets are paired when 64 of them wait. Here many come in one look, and the others each in another look.
#[test]
fn brackets_in_different_looks_are_paired() {
    let mut both = Both::default();
    for together in 0..66 {
        for values in [10, 30, 60] {
            let values = "1,".repeat(values);
            let opens = "[".repeat(together) + &format!("{values}[").repeat(8);
            let closes = format!("],{values}1").repeat(8) + &"]".repeat(together);
            both.compare(format!("[{opens}{closes}]").as_bytes());
            both.compare(format!("[{opens}{closes}]]").as_bytes());
            both.compare(format!("[[{opens}{closes}]").as_bytes());
        }
    }
    both.finish();
}

/// The rows fall on the ends of the kernel's looks at 60 tokens, and into the middle of 64 waiting brackets.
#[test]
fn rows_of_tokens_anywhere_in_long_texts_are_taken_if_they_are_json() {
    let mut both = Both::default();
    let mut draw = Draw::new(1);
    let units = [
        "1,",
        "[],",
        "{\"k\":1},",
        "[[{}]],",
        "\"s\" , ",
        "{\"k\":[{}],\"l\":2},",
    ];
    for _ in 0..60_000 {
        let mut text = String::from("[");
        let (before, after) = (draw.below(40), draw.below(40));
        let unit = draw.one_of(&units);
        text.push_str(&unit.repeat(before));
        let length = 1 + draw.below(4);
        (0..length).for_each(|_| text.push_str(draw.one_of(&TOKENS)));
        text.push(',');
        text.push_str(&unit.repeat(after));
        text.push_str("0]");
        both.compare(text.as_bytes());
    }
    both.finish();
}

/// The words cross the end of a block, or the end of eight blocks.
#[test]
fn short_numbers_and_literals_across_blocks_are_taken_if_they_are_json() {
    let mut both = Both::default();
    let mut lead = 0;
    for_all_words(&["0", "7", "-", ".", "e", "+", "true"], 6, |word| {
        lead = (lead + 1) % 9;
        for start in [64, 512] {
            let head = format!("[\"{}\",", "x".repeat(start - 4 - lead));
            assert_eq!(head.len(), start - lead);
            both.compare(format!("{head}{word}]").as_bytes());
        }
    });
    both.finish();
}

#[test]
fn long_numbers_are_taken_if_they_are_json() {
    let mut both = Both::default();
    for length in (1..300).chain(990..1010) {
        for lead in 0..9 {
            for tail in ["", ".5", ".", "e5", "-", ".5.5", ".5e5.5"] {
                let head = format!("[\"{}\",", "x".repeat(60 - lead));
                let digits = "7".repeat(length);
                both.compare(format!("{head}{digits}{tail}]").as_bytes());
                both.compare(format!("{head}0.{digits}{tail}]").as_bytes());
                both.compare(format!("{head}1e{digits}{tail}]").as_bytes());
            }
        }
    }
    both.finish();
}

#[test]
fn brackets_of_all_depths_are_taken_if_they_match() {
    let mut both = Both::default();
    let mut draw = Draw::new(2);
    for _ in 0..4_000 {
        let (mut text, mut closers) = (String::new(), String::new());
        let depth = 1 + draw.below(200);
        for _ in 0..depth {
            let kinds = [("[", "]"), ("{\"a\":", "}"), ("[1,{\"a\":[[],", "]}]")];
            let (opens, closes) = draw.one_of(&kinds);
            text.push_str(opens);
            closers.insert_str(0, closes);
        }
        text.push('1');
        text.push_str(&closers);
        both.compare(text.as_bytes());
        // Changes one byte; if it is a bracket, it becomes another bracket.
        let mut bytes = text.into_bytes();
        let at = draw.below(bytes.len());
        bytes[at] ^= if draw.below(2) == 0 { 0x20 } else { 6 };
        both.compare(&bytes);
    }
    both.finish();
}

/// The same word fills every block of the text, so that no block without the fault follows.
#[test]
fn words_repeated_in_every_block_are_taken_if_they_are_json() {
    let mut both = Both::default();
    for word in [
        "x",
        "tru",
        "nulll",
        "fals",
        "1x",
        "truefalse",
        "01",
        "1.",
        "--1",
        "1",
        "true",
        "null",
        "false",
    ] {
        for count in [1, 30, 300, 900] {
            both.compare(format!("[{}{word}]", format!("{word},").repeat(count)).as_bytes());
        }
    }
    both.finish();
}

/// The lists are longer than a look, with brackets at both ends of a look, in its middle, or nowhere.
#[test]
fn closing_returns_the_matching_bracket() {
    let mut checker = Checker::default();
    let mut draw = Draw::new(4);
    let mut pairs = 0;
    for _ in 0..2_000 {
        let mut text = String::new();
        push_list(&mut draw, &mut text, 4);
        let Some(tokens) = checker.check(text.as_bytes()) else {
            assert!(!has_kernel(), "{text}");
            continue;
        };
        let mut open = Vec::new();
        for token in (1..).take_while(|&token| tokens.row.kind(token) != 0) {
            match tokens.row.kind(token) {
                b'[' | b'{' => open.push(token),
                b']' | b'}' => {
                    let opens = open.pop().unwrap();
                    let closing = tokens.kernel.closing(tokens.row, opens);
                    assert_eq!(closing, Some(token), "token {opens} of {text}");
                    pairs += 1;
                }
                _ => {}
            }
        }
    }
    assert!(pairs > 10_000 || !has_kernel(), "{pairs} pairs");
}

#[test]
fn text_nested_too_deep_is_not_taken() {
    let mut both = Both::default();
    for depth in (900..=1100).chain([3_000]) {
        let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(both.is_json(text.as_bytes()), depth <= DEPTH_MAX);
        both.compare(text.as_bytes());
    }
    both.finish();
}

/// Some keys just below the limit are not taken either, because the kernel's bound is coarse.
#[test]
fn keys_over_50000_units_are_not_taken() {
    let mut both = Both::default();
    for length in [40_000, 49_000, 50_000, 50_001, 60_000] {
        for lead in 0..64 {
            let text = format!("{:lead$}{{\"{}\":1}}", "", "k".repeat(length));
            assert_eq!(both.is_json(text.as_bytes()), length <= 50_000);
            let is_taken = both.checker.check(text.as_bytes()).is_some();
            assert!(!is_taken || length <= 50_000, "{length}");
            assert!(is_taken == has_kernel() || length > 49_000, "{length}");
        }
    }
}

/// The texts of the repository as they are, and with up to three changes.
#[test]
fn corpora_whole_and_damaged_are_taken_if_they_are_json() {
    let bytes = b"{}[]:,\"\\ \n\t09.-+eEtfnu/a\x00\x0c\x1a\x7f\x80\xc3\xff";
    let mut both = Both::default();
    let mut draw = Draw::new(3);
    for file in files_of_texts() {
        let text = fs::read(&file).unwrap();
        for line in text.split(|&byte| byte == b'\n').take(300) {
            both.compare(line);
            for _ in 0..if line.is_empty() { 0 } else { 40 } {
                let mut line = line.to_vec();
                for _ in 0..1 + draw.below(3) {
                    let at = draw.below(line.len());
                    let byte = draw.one_of(bytes);
                    match draw.below(3) {
                        0 => line[at] = byte,
                        1 => line.insert(at, byte),
                        _ => line.truncate(at + 1),
                    }
                }
                both.compare(&line);
            }
        }
    }
    both.finish();
}
