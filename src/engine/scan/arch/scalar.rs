//! The portable kernel: eight bytes at a time in a 64-bit word, no intrinsics.

use super::Summary;

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Fills `out` with one mask per 64 bytes of `input`: bit *i* of mask *b* says that a token starts at byte
/// `64 * b + i`.
pub(in crate::scan) fn masks(input: &[u8], out: &mut Vec<u64>) -> Summary {
    out.clear();
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    let (blocks, tail) = input.as_chunks::<64>();
    for (index, block) in blocks.iter().enumerate() {
        out.push(carry.step(&classify(block, &mut summary), 64 * index, &mut summary));
    }
    if !tail.is_empty() {
        let mut block = [b' '; 64];
        block[..tail.len()].copy_from_slice(tail);
        let live = (1 << tail.len()) - 1;
        let class = classify(&block, &mut summary);
        out.push(carry.step(&class, 64 * blocks.len(), &mut summary) & live);
    }
    summary
}

/// One bit per byte of a block.
#[derive(Clone, Copy, Debug, Default)]
struct Class {
    quote: u64,
    backslash: u64,
    structural: u64,
    white_space: u64,
    control: u64,
}

fn classify(block: &[u8; 64], summary: &mut Summary) -> Class {
    let mut class = Class::default();
    let mut non_ascii = 0;
    for (index, bytes) in block.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*bytes);
        let shift = 8 * index;
        let folded = word | (0x20 * LOW_BITS);
        let structural =
            equal(folded, b'{') | equal(folded, b'}') | equal(folded, b':') | equal(folded, b',');
        let control = below_space(word);
        non_ascii |= word & HIGH_BITS;
        class.quote |= gather(equal(word, b'"')) << shift;
        class.backslash |= gather(equal(word, b'\\')) << shift;
        class.structural |= gather(structural) << shift;
        class.white_space |= gather(equal(word, b' ')) << shift;
        if control != 0 {
            let breaks = equal(word, b'\n') | equal(word, b'\r') | equal(word, b'\t');
            class.control |= gather(control) << shift;
            class.white_space |= gather(breaks) << shift;
        }
    }
    summary.has_non_ascii |= non_ascii != 0;
    summary.has_backslash |= class.backslash != 0;
    class
}

/// The high bit of every byte of `word` that equals `byte`; exact, no byte disturbs its neighbour.
fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (u64::from(byte) * LOW_BITS);
    !(((difference & !HIGH_BITS) + !HIGH_BITS) | difference | !HIGH_BITS)
}

/// The high bit of every byte of `word` below 0x20.
fn below_space(word: u64) -> u64 {
    !(((word & !HIGH_BITS) + 0x60 * LOW_BITS) | word) & HIGH_BITS
}

/// The high bits of eight bytes as eight bits, first byte lowest.
fn gather(high_bits: u64) -> u64 {
    (high_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// What one block hands to the next.
#[derive(Clone, Copy, Debug, Default)]
struct Carry {
    /// 1 if the first byte of the block is escaped.
    escaped: u64,
    /// All ones if the block starts inside a string.
    in_string: u64,
    /// 1 if the byte before the block belongs to a run of ordinary bytes outside strings.
    in_run: u64,
}

impl Carry {
    fn step(&mut self, class: &Class, base: usize, summary: &mut Summary) -> u64 {
        let quote = class.quote & !self.escaped_bytes(class.backslash);
        // Ones from each opening quote up to, not including, its closing quote.
        let string = prefix_xor(quote) ^ self.in_string;
        self.in_string = 0u64.wrapping_sub(string >> 63);
        let control = class.control & string;
        if control != 0 && summary.control_at.is_none() {
            summary.control_at = Some(base + control.trailing_zeros() as usize);
        }
        let outside = !(string | quote);
        let structural = class.structural & outside;
        let run = outside & !structural & !class.white_space;
        let starts = run & !(run << 1 | self.in_run);
        self.in_run = run >> 63;
        structural | quote | starts
    }

    /// The bytes that a backslash escapes: those behind an odd run of backslashes.
    fn escaped_bytes(&mut self, backslash: u64) -> u64 {
        if backslash == 0 {
            return std::mem::take(&mut self.escaped);
        }
        let mut escaped = 0;
        let mut next = self.escaped;
        let mut rest = backslash;
        escaped |= next;
        while rest != 0 {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            next = 0;
            if escaped >> at & 1 == 0 {
                if at == 63 {
                    next = 1;
                } else {
                    escaped |= 1 << (at + 1);
                }
            }
        }
        self.escaped = next;
        escaped
    }
}

/// Bit *i* of the answer is the parity of bits 0 to *i*.
fn prefix_xor(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32]
        .into_iter()
        .fold(bits, |bits, shift| bits ^ bits << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Byte by byte, the definition of a token start.
    fn naive(input: &[u8]) -> Vec<usize> {
        let (mut out, mut in_string, mut escaped, mut in_run) = (Vec::new(), false, false, false);
        for (at, &byte) in input.iter().enumerate() {
            let was_escaped = escaped;
            escaped = byte == b'\\' && !was_escaped;
            let quote = byte == b'"' && !was_escaped;
            let structural = matches!(byte | 0x20, b'{' | b'}' | b':' | b',');
            let space = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
            let run = !in_string && !quote && !structural && !space;
            if quote || !in_string && structural || run && !in_run {
                out.push(at);
            }
            in_run = run;
            in_string ^= quote;
        }
        out
    }

    fn positions(masks: &[u64]) -> Vec<usize> {
        (0..masks.len() * 64)
            .filter(|at| masks[at / 64] >> (at % 64) & 1 == 1)
            .collect()
    }

    #[test]
    fn tokens_equal_the_definition_at_every_offset_and_tail() {
        let text =
            br#" {"a\\\"b" : [1.5e3,true,null,"\\"],"\u00e9":{"x":"{,}:"},"t":-0 } x "\\\\" 5"#;
        for lead in 0..130 {
            for tail in 0..text.len() {
                let mut input = vec![b' '; lead];
                input.extend_from_slice(&text[..tail]);
                let mut out = Vec::new();
                masks(&input, &mut out);
                assert_eq!(positions(&out), naive(&input), "lead {lead} tail {tail}");
            }
        }
    }

    #[test]
    fn backslash_runs_cross_blocks() {
        for lead in 50..70 {
            for run in 0..80 {
                let mut input = vec![b' '; lead];
                input.push(b'"');
                input.extend(std::iter::repeat_n(b'\\', run));
                input.extend_from_slice(b"\" , \"x\"");
                let mut out = Vec::new();
                masks(&input, &mut out);
                assert_eq!(positions(&out), naive(&input), "lead {lead} run {run}");
            }
        }
    }

    #[test]
    fn control_characters_in_strings_are_noticed() {
        let mut out = Vec::new();
        assert_eq!(masks(b"\n{\"a\": \"b\x01\"}", &mut out).control_at, Some(9));
        assert_eq!(masks(b"\n\t{ }\r\n", &mut out).control_at, None);
        assert!(masks("\"é\"".as_bytes(), &mut out).has_non_ascii);
    }
}
