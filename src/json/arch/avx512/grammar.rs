//! Whether tokens in a row are one JSON object or list, 60 at a time.
//!
//! A row is checked by what stands next to what. Each token but a bracket says by its neighbours whether it stands in an
//! object or in a list: a value in an object has a colon before it, and behind it a closing brace or a comma, a string and a
//! colon. Two neighbours that say different things are refused, so all on one level say the same; only a bracket could
//! change it. So brackets are paired, and both of a pair have to be of one kind and to say the same of where they stand.

use std::arch::x86_64::{__m512i, _pext_u64};

use super::super::row::Row;
use super::bytes::{equal, load_block};
use crate::limits::DEPTH_MAX;

/// Tokens that are judged in one look: it takes in the one before them and the three behind them.
const AT_ONCE: usize = 60;

/// Whether the tokens of `row` are one object or list. Numbers and literals are taken on trust.
#[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,popcnt")]
pub(super) fn is_grammatical(row: &mut Row) -> bool {
    let count = row.count;
    let ends = (row.kinds[1], row.kinds[count]);
    if count < 2 || !matches!(ends, (b'{', b'}') | (b'[', b']')) {
        return false;
    }
    // As if it were a value in an object.
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
        // The brackets of the whole are one pair.
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

/// The token that closes what `open` opens; `None`: there is none.
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

/// 64 tokens by what they are.
struct Look {
    commas: u64,
    colons: u64,
    opening_braces: u64,
    closing_braces: u64,
    opening_brackets: u64,
    closing_brackets: u64,
    strings: u64,
    /// Commas before a key, and closing braces: what follows a value of an object.
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

    /// Closing brackets, braces of either sort, and the brackets that say that they stand in an object.
    #[inline(always)]
    fn brackets(&self) -> (u64, u64, u64) {
        let closes = self.closes();
        let braces = self.opening_braces | self.closing_braces;
        let in_object = self.opens() & self.colons << 1 | closes & self.ends_member >> 1;
        (closes, braces, in_object)
    }

    /// The tokens that can't stand where they do. The first and the last three are not judged.
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

/// Brackets as they come: one bit each, in three masks.
#[derive(Clone, Copy, Debug, Default)]
struct Brackets {
    count: u32,
    closes: u64,
    braces: u64,
    in_object: u64,
}

/// The brackets that are open, and those still to be looked at.
struct Nesting<'r> {
    waiting: Brackets,
    /// Those open before the ones that wait: whether it is a brace, and whether it stands in an object.
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

    /// Takes the brackets that `which` marks, fewer than 64.
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

    /// Whether all that were opened are closed, and nothing was wrong.
    #[inline]
    #[target_feature(enable = "bmi1,bmi2,popcnt")]
    fn is_balanced(&mut self) -> bool {
        self.pair();
        self.open.is_empty() && !self.is_bad
    }

    /// Pairs those that wait, from the inside: what opens with what closes right behind it.
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
        // As deep as if all that close came last.
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
        // The whole is one level more.
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
