//! Checks whether a row of tokens is one JSON object or list, 60 tokens at a time.
//!
//! A token is judged by its neighbours alone: whether it may stand there, and whether it is in an object or in a list. A
//! value in an object has a colon before it, and after it the end of the member: a closing brace, or a comma, a string and
//! a colon. A value in a list has neither. A scalar whose two sides disagree is refused. So all tokens between two brackets
//! agree, and only a bracket can change the kind. Therefore brackets are paired: both of a pair must be braces or both
//! square brackets, and both must be in an object or both in a list.
//!
//! # Example
//!
//! The row of `{"a":[1,{}],"b":2}` has the tokens 1 to 14. A colon is put before them and a closing brace after them, as if
//! the text were the last member's value in an object. Strings are shown as `"`, and `x` is a set bit:
//!
//! ```text
//! place        0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
//! token        : { " : [ 1 , { } ]  ,  "  :  2  }  }
//!
//! keys         . . x . . . . . . .  .  x  .  .  .  .   strings before a colon
//! ends_member  . . . . . . . . x .  x  .  .  .  x  x   commas before a key, and closing braces
//! may_begin    . x x . x x . x . .  .  x  .  x  .  .   a key, a value or an opening bracket may stand here
//! may_end      . . . x . . x . x x  x  .  x  .  x  x   a comma, a colon or a closing bracket may stand here
//! ```
//!
//! Step 1, neighbours ([`Look::bad`]). The keys and values, and the brackets that open, are at 1, 2, 4, 5, 7, 11 and 13: all
//! in `may_begin`. The other tokens up to 14 are all in `may_end`. The scalar at 5 has neither a colon before it nor
//! `ends_member` after it, so it is in a list. The scalar at 13 has both, so it is in an object. Nothing is refused.
//!
//! Step 2, brackets ([`Look::brackets`]). The outermost pair, 1 and 14, is known to match and is left out. An opening bracket
//! is in an object if a colon is before it; a closing one is if `ends_member` is after it. The bits of the others are packed
//! into three small masks:
//!
//! ```text
//! place      4 7 8 9
//! token      [ { } ]
//!
//! closes     . . x x
//! braces     . x x .
//! in_object  x . . x
//! ```
//!
//! Step 3, pairs ([`Nesting::pair`]). A bracket that opens and has one that closes right after it is a pair. In the first
//! round this is 7 and 8, whose bits in `braces` and `in_object` are equal. They are removed, which leaves `[ ]`. In the
//! second round this is 4 and 9, whose bits are equal too. No bracket is left, so the row is one JSON object.
//!
//! The row of `[{"a":[},{],"b":1}]` passes step 1, but step 3 pairs `[` with `}`, and refuses it.

use std::arch::x86_64::{__m512i, _pext_u64};

use super::super::row::Row;
use super::bytes::{equal, load_block};
use crate::limits::DEPTH_MAX;

/// Tokens judged in one look of 64: the look also holds one token before them and three after them.
const AT_ONCE: usize = 60;

/// Whether the tokens of `row` are one object or list. Numbers and literals are assumed to be valid.
#[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,popcnt")]
pub(super) fn is_grammatical(row: &mut Row) -> bool {
    let count = row.count;
    let ends = (row.kinds[1], row.kinds[count]);
    if count < 2 || !matches!(ends, (b'{', b'}') | (b'[', b']')) {
        return false;
    }
    // The neighbours of the whole, as if it were a value in an object.
    row.kinds[0] = b':';
    row.kinds[count + 1] = b'}';
    let mut nesting = Nesting::new(&mut row.open);
    let mut bad = 0;
    let mut base = 0;
    while base < count {
        let Some(tokens) = row.kinds[base..].first_chunk::<64>() else {
            return false;
        };
        let left = count - base;
        let live = ((1 << left.min(AT_ONCE)) - 1) << 1;
        // The first and the last token are one pair, and are not pushed.
        let first = if base == 0 { 1 << 1 } else { 0 };
        let last = if left <= AT_ONCE { 1 << left } else { 0 };
        let look = Look::of(load_block(tokens));
        bad |= look.bad() & live;
        let (closes, braces, in_object) = look.brackets();
        let inner = (look.opens() | closes) & live & !(first | last);
        nesting.push(inner, closes, braces, in_object);
        base += AT_ONCE;
    }
    let is_balanced = nesting.is_balanced();
    row.kinds[count + 1] = 0;
    bad == 0 && is_balanced
}

/// Returns the token that closes the object or list which the token `open` opens; `None` if no token does.
#[target_feature(enable = "avx512f,avx512bw,bmi1,popcnt")]
pub(super) fn closing(row: &Row, open: usize) -> Option<usize> {
    let mut depth = 1;
    let mut base = open + 1;
    loop {
        let tokens = row.kinds.get(base..)?.first_chunk::<64>()?;
        let tokens = load_block(tokens);
        let opens = equal(tokens, b'{') | equal(tokens, b'[');
        let closes = equal(tokens, b'}') | equal(tokens, b']');
        if closes.count_ones() >= depth {
            let mut brackets = opens | closes;
            while brackets != 0 {
                let bracket = brackets & brackets.wrapping_neg();
                if opens & bracket != 0 {
                    depth += 1;
                } else if depth > 1 {
                    depth -= 1;
                } else {
                    return Some(base + bracket.trailing_zeros() as usize);
                }
                brackets &= brackets - 1;
            }
        } else {
            depth = depth + opens.count_ones() - closes.count_ones();
        }
        base += 64;
    }
}

/// The masks of 64 tokens, by kind.
struct Look {
    commas: u64,
    colons: u64,
    opening_braces: u64,
    closing_braces: u64,
    opening_brackets: u64,
    closing_brackets: u64,
    strings: u64,
    /// Commas before a key, and closing braces: the tokens that can follow a value of an object.
    ends_member: u64,
}

impl Look {
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn of(tokens: __m512i) -> Self {
        let commas = equal(tokens, b',');
        let colons = equal(tokens, b':');
        let closing_braces = equal(tokens, b'}');
        let strings = equal(tokens, b'"');
        Self {
            commas,
            colons,
            opening_braces: equal(tokens, b'{'),
            closing_braces,
            opening_brackets: equal(tokens, b'['),
            closing_brackets: equal(tokens, b']'),
            strings,
            ends_member: commas & strings >> 1 & colons >> 2 | closing_braces,
        }
    }

    #[inline(always)]
    fn opens(&self) -> u64 {
        self.opening_braces | self.opening_brackets
    }

    #[inline(always)]
    fn closes(&self) -> u64 {
        self.closing_braces | self.closing_brackets
    }

    /// Masks of the closing brackets, of all braces, and of the brackets whose neighbour places them in an object.
    #[inline(always)]
    fn brackets(&self) -> (u64, u64, u64) {
        let closes = self.closes();
        let braces = self.opening_braces | self.closing_braces;
        let in_object = self.opens() & self.colons << 1 | closes & self.ends_member >> 1;
        (closes, braces, in_object)
    }

    /// Marks the tokens that can't stand where they do. The bits of the first and the last three tokens are meaningless.
    #[inline(always)]
    fn bad(&self) -> u64 {
        let Self {
            commas,
            colons,
            opening_braces,
            strings,
            ..
        } = *self;
        let opens = self.opens();
        let closes = self.closes();
        let scalars = !(commas | colons | opens | closes | strings);
        let keys = strings & colons >> 1;
        let in_braces = opening_braces << 1;
        let may_begin = (commas | colons | self.opening_brackets) << 1 | strings & in_braces;
        let may_end = (strings | scalars | closes) << 1 | closes & opens << 1;
        let leaves = (strings | scalars) & !keys;
        (strings | scalars | opens) & !may_begin
            | (commas | colons | closes) & !may_end
            | keys & !(in_braces | commas << 1)
            | colons & !(strings << 1)
            | leaves & (colons << 1 ^ self.ends_member >> 1)
    }
}

/// Up to 63 brackets in the order of the text: one bit each in three masks.
#[derive(Clone, Copy, Debug, Default)]
struct Brackets {
    count: u32,
    closes: u64,
    braces: u64,
    in_object: u64,
}

/// The brackets that are still open, and those not yet paired.
struct Nesting<'r> {
    waiting: Brackets,
    /// The open brackets before the waiting ones: whether each is a brace, and whether it stands in an object.
    open: &'r mut Vec<(bool, bool)>,
    is_bad: bool,
}

impl<'r> Nesting<'r> {
    fn new(open: &'r mut Vec<(bool, bool)>) -> Self {
        open.clear();
        Self {
            waiting: Brackets::default(),
            open,
            is_bad: false,
        }
    }

    /// Adds the brackets that `which` marks, of which there must be fewer than 64.
    #[inline]
    #[target_feature(enable = "bmi1,bmi2,popcnt")]
    fn push(&mut self, which: u64, closes: u64, braces: u64, in_object: u64) {
        let count = which.count_ones();
        if self.waiting.count + count >= 64 {
            self.pair();
        }
        let waiting = &mut self.waiting;
        let packed = |mask| _pext_u64(mask, which) << waiting.count;
        waiting.closes |= packed(closes);
        waiting.braces |= packed(braces);
        waiting.in_object |= packed(in_object);
        waiting.count += count;
    }

    /// Whether every bracket was closed by one that fits.
    #[inline]
    #[target_feature(enable = "bmi1,bmi2,popcnt")]
    fn is_balanced(&mut self) -> bool {
        self.pair();
        self.open.is_empty() && !self.is_bad
    }

    /// Pairs the waiting brackets from the inside out: each round pairs every opening bracket that has a closing one right
    /// after it. The brackets left after the rounds are compared with the open brackets, or put on top of them.
    #[inline]
    #[target_feature(enable = "bmi1,bmi2,popcnt")]
    fn pair(&mut self) {
        let Brackets {
            count,
            mut closes,
            mut braces,
            mut in_object,
        } = std::mem::take(&mut self.waiting);
        let mut live = (1_u64 << count) - 1;
        // An upper bound: the depth if all closing brackets came last.
        let depth = self.open.len() + (live & !closes).count_ones() as usize;
        let mut wrong = 0;
        loop {
            let pairs = !closes & live & closes >> 1;
            if pairs == 0 {
                break;
            }
            wrong |= pairs & (braces ^ braces >> 1 | in_object ^ in_object >> 1);
            let rest = live & !(pairs | pairs << 1);
            closes = _pext_u64(closes, rest);
            braces = _pext_u64(braces, rest);
            in_object = _pext_u64(in_object, rest);
            live >>= 2 * pairs.count_ones();
        }
        // The outermost pair, which was not pushed, is one more level.
        self.is_bad |= wrong != 0 || depth >= DEPTH_MAX;
        while live != 0 && !self.is_bad {
            let bracket = (braces & 1 == 1, in_object & 1 == 1);
            if closes & 1 == 0 {
                self.open.push(bracket);
            } else if self.open.pop() != Some(bracket) {
                self.is_bad = true;
            }
            (closes, braces, in_object, live) =
                (closes >> 1, braces >> 1, in_object >> 1, live >> 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Avx512;
    use super::*;

    /// A row of these tokens, or `None` on a CPU that can't check it.
    fn row(tokens: &[u8]) -> Option<Row> {
        Avx512::new().filter(|kernel| kernel.has_check)?;
        let mut row = Row {
            kinds: vec![0; 128],
            count: tokens.len(),
            ..Row::default()
        };
        row.kinds[1..=tokens.len()].copy_from_slice(tokens);
        Some(row)
    }

    fn is_taken(mut row: Row) -> bool {
        // SAFETY: the CPU must have the features; `row` has asked for them.
        unsafe { is_grammatical(&mut row) }
    }

    /// The bits of the first places of a mask, as the module's example draws them.
    fn drawn(mask: u64, places: &[u32]) -> String {
        let bits = places.iter().map(|place| mask >> place & 1 == 1);
        bits.map(|is_set| if is_set { 'x' } else { '.' }).collect()
    }

    #[test]
    fn example_has_the_masks_that_are_documented() {
        let Some(mut row) = row(b"{\":[1,{}],\":2}") else {
            return;
        };
        (row.kinds[0], row.kinds[15]) = (b':', b'}');
        let tokens = row.kinds.first_chunk().unwrap();
        // SAFETY: the CPU must have the features; `row` has asked for them.
        let look = unsafe { Look::of(load_block(tokens)) };
        let all: Vec<u32> = (0..16).collect();
        assert_eq!(drawn(look.ends_member, &all), "........x.x...xx");
        assert_eq!(drawn(look.bad(), &all[1..15]), "..............");
        let (closes, braces, in_object) = look.brackets();
        let inner = [4, 7, 8, 9];
        assert_eq!(drawn(closes, &inner), "..xx");
        assert_eq!(drawn(braces, &inner), ".xx.");
        assert_eq!(drawn(in_object, &inner), "x..x");
    }

    #[test]
    fn example_is_taken_and_its_opposite_refused() {
        for (tokens, wanted) in [
            (&b"{\":[1,{}],\":2}"[..], true),
            (b"[{\":[},{],\":1}]", false),
        ] {
            if let Some(row) = row(tokens) {
                assert_eq!(is_taken(row), wanted, "{}", tokens.escape_ascii());
            }
        }
    }
}
