use std::fs;

use super::*;
use tidegate_fixtures::testing::{Draw, files_of_texts};

/// The definition of the masks, byte by byte.
fn naive(input: &[u8]) -> (Vec<Block>, Summary) {
    let mut blocks = vec![Block::default(); input.len().div_ceil(64)];
    let mut summary = Summary::default();
    let (mut in_string, mut escaped, mut in_run) = (false, false, false);
    for (at, &byte) in input.iter().enumerate() {
        let was_escaped = escaped;
        escaped = byte == b'\\' && !was_escaped;
        let quote = byte == b'"' && !was_escaped;
        let structural = matches!(byte | 0x20, b'{' | b'}' | b':' | b',');
        let space = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let run = !in_string && !quote && !structural && !space;
        let is_token = !in_string && (quote || structural) || run && !in_run;
        blocks[at / 64].tokens |= u64::from(is_token) << (at % 64);
        blocks[at / 64].quotes |= u64::from(quote) << (at % 64);
        blocks[at / 64].digits |= u64::from(byte.is_ascii_digit()) << (at % 64);
        if byte == b'\\' {
            summary.backslash_at.get_or_insert(at);
        }
        if byte < 0x20 && in_string {
            summary.control_at.get_or_insert(at);
        }
        in_run = run;
        in_string ^= quote;
    }
    let wrong = std::str::from_utf8(input).err();
    summary.not_utf8_at = wrong.map(|wrong| wrong.valid_up_to());
    (blocks, summary)
}

fn check(input: &[u8]) {
    let wanted = naive(input);
    for kernel in Kernel::available() {
        // Blocks of an earlier text must not matter.
        let mut out = vec![
            Block {
                tokens: !0,
                quotes: !0,
                digits: !0
            };
            3
        ];
        let summary = kernel.masks(input, &mut out);
        assert!(
            (&out, &summary) == (&wanted.0, &wanted.1),
            "{kernel:?} on {:?}:\n{out:x?} {summary:?}\n{wanted:x?}",
            String::from_utf8_lossy(input),
        );
    }
    check_sketches(input);
}

/// The definition of the sketches and the first backslash, byte by byte.
fn naive_sketches(input: &[u8]) -> (Vec<Sketch>, Option<usize>) {
    let mut sketches = vec![Sketch::default(); input.len().div_ceil(64)];
    let (mut in_string, mut escaped) = (false, false);
    for (at, &byte) in input.iter().enumerate() {
        let was_escaped = escaped;
        escaped = byte == b'\\' && !was_escaped;
        let quote = byte == b'"' && !was_escaped;
        let outside = !in_string && !quote;
        let opens = outside && matches!(byte, b'{' | b'[');
        let closes = outside && matches!(byte, b'}' | b']');
        let colon = outside && matches!(byte, b':' | 0x1a);
        let out = &mut sketches[at / 64];
        let bit = |set: bool| u64::from(set) << (at % 64);
        out.marks |= bit(opens || closes || colon);
        out.opens |= bit(opens);
        out.closes |= bit(closes);
        out.quotes |= bit(quote);
        out.opened += u32::from(opens);
        out.closed += u32::from(closes);
        in_string ^= quote;
    }
    (sketches, input.iter().position(|&byte| byte == b'\\'))
}

/// Compares the sketches with their definition, made in one go and in two.
fn check_sketches(input: &[u8]) {
    let (wanted, backslash_at) = naive_sketches(input);
    let cut = input.len().min(input.len() / 128 * 64);
    for kernel in Kernel::available() {
        for cut in [0, cut] {
            let mut carry = Carry::default();
            let mut got = vec![Sketch::default(); wanted.len()];
            let (first, second) = got.split_at_mut(cut / 64);
            let before = kernel.sketches(&input[..cut], 0, &mut carry, first);
            let after = kernel.sketches(&input[cut..], cut, &mut carry, second);
            assert_eq!(before.or(after), backslash_at, "{kernel:?}");
            assert!(
                got == wanted,
                "{kernel:?} on {:?}:\n{got:x?}\n{wanted:x?}",
                String::from_utf8_lossy(input),
            );
        }
    }
}

/// Checks a text at every place in a block, and cut off at every length.
fn check_everywhere(text: &[u8]) {
    for lead in 0..64 {
        let mut buffer = vec![b' '; lead];
        buffer.extend_from_slice(text);
        // The bytes after the text must not matter.
        buffer.extend_from_slice(&[b'"', b'\\', 0xff, b'1'].repeat(16));
        check(&buffer[lead..lead + text.len()]);
        for end in 0..=text.len() {
            check(&buffer[..lead + end]);
        }
    }
}

const TEXT: &[u8] =
    br#" {"a\\\"b" : [1.5e3,true,null,"\\"],"\u00e9":{"x":"{,}:"},"t":-0 } x "\\\\" 5"#;

#[test]
fn masks_equal_the_definition_at_every_place_and_length() {
    check_everywhere(TEXT);
    check_everywhere(&TEXT.repeat(3));
    check_everywhere("{\"ü€😀\":\"\u{1}\u{7f}\",\u{c}\u{1a}\"\\\u{0}\"}\r\n\t[\"é\"]".as_bytes());
}

#[test]
fn masks_equal_the_definition_for_every_byte() {
    for byte in 0..=255 {
        for before in [&b""[..], b"\"", b"\\", b"\"\\", b"1"] {
            let mut text = before.to_vec();
            text.push(byte);
            text.extend_from_slice(b"\"1");
            for lead in [0, 31, 60, 62, 63, 64] {
                check(&[&vec![b' '; lead][..], &text].concat());
            }
        }
    }
}

#[test]
fn masks_equal_the_definition_for_backslash_runs_across_blocks() {
    for lead in 50..70 {
        for run in 0..140 {
            let mut input = vec![b' '; lead];
            input.push(b'"');
            input.extend(std::iter::repeat_n(b'\\', run));
            input.extend_from_slice(b"\" , \"x\"");
            check(&input);
        }
    }
}

#[test]
fn masks_equal_the_definition_on_random_bytes() {
    let alphabets: [&[u8]; 4] = [
        b"\"\\",
        b"\"\\\\\\\\a ",
        b"{}[]:,\"\\ \n09a-\x01\xc3\xa9",
        &(0..=255).collect::<Vec<u8>>(),
    ];
    let mut draw = Draw::new(1);
    for round in 0..4000 {
        let alphabet = alphabets[round % 4];
        let length = draw.below(300);
        let text: Vec<u8> = (0..length).map(|_| draw.one_of(alphabet)).collect();
        check(&text[draw.below(64) % (length + 1)..]);
    }
}

/// Checks the texts of the repository, one on each line, whole and cut off at a length that differs from line to line.
#[test]
fn masks_equal_the_definition_on_corpora_and_cases() {
    for file in files_of_texts() {
        let text = fs::read(&file).unwrap();
        for (line, number) in text.split(|&byte| byte == b'\n').take(500).zip(0..) {
            check(line);
            check(&line[..line.len() - line.len().min(number % 64)]);
        }
    }
}

#[test]
fn broken_characters_are_found_wherever_they_stand() {
    for character in [
        "é".as_bytes(),
        "€".as_bytes(),
        "😀".as_bytes(),
        b"\xed\xa0\x80",
        b"\xc3",
    ] {
        for gap in 0..140 {
            let gap = vec![b'x'; gap];
            check(
                &[
                    &gap[..],
                    "ü".as_bytes(),
                    &gap,
                    character,
                    b"y",
                    &gap,
                    character,
                ]
                .concat(),
            );
            check(&[&gap[..], character, &gap, &character[..1]].concat());
        }
    }
}

/// The example of [`Carry::unescaped`]. The first byte is the lowest bit, so the masks are written from right to left.
#[test]
fn quote_after_an_odd_run_of_backslashes_is_escaped() {
    let (quote, backslash) = (0b1_0001_0000, 0b0_1100_1110);
    let unescaped = Carry::default().unescaped(quote, backslash);
    assert_eq!(unescaped, 0b1_0000_0000);
}

#[test]
fn control_characters_count_inside_strings_only() {
    let control = |text: &[u8]| Kernel::default().masks(text, &mut Vec::new()).control_at;
    assert_eq!(control(b"\n{\"a\": \"b\x01\"}"), Some(9));
    assert_eq!(control(b"\n\t{ }\r\n"), None);
}

/// The other tests of kernels use those that are available, so none may be missing.
#[test]
fn all_kernels_that_this_cpu_can_run_are_available() {
    let mut count = 1;
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("pclmulqdq") {
        count += 1;
        let has_wider = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
        count += usize::from(has_wider);
    }
    let kernels = Kernel::available();
    assert!(matches!(kernels[0], Kernel::Scalar));
    assert_eq!(kernels.len(), count, "{kernels:?}");
}
