//! Wildcards: `*` stands for any run of bytes. Each wildcard is filed under one key, and is verified only if a value
//! has this key. So a value is compared with few wildcards, however many there are.
//!
//! The text before the first star is a wildcard's head, the text after the last star its tail, and the texts between
//! stars its middles. Values and wildcards both include the quotes of a string. There are two kinds of keys:
//!
//! * The pair of head and tail. Rolling hashes from both ends of a value find these, with one probe for each pair of
//!   lengths and at most [`keys::SHAPES_MAX`] probes.
//! * One middle. One pass over the value finds all middles that it contains.
//!
//! A wildcard is filed under the key that fewer wildcards have. If even its rarest key is common, all wildcards with
//! the same head and tail form a trie over their middles.
//!
//! # Example: filing
//!
//! Six wildcards, with the quotes of the values they match:
//!
//! ```text
//!     wildcard             head     tail      middles
//!  0  "img/*.png"          "img/    .png"     -
//!  1  "*error*"            "        "         error
//!  2  "*warn*"             "        "         warn
//!  3  "*timeout*"          "        "         timeout
//!  4  "*user*login*"       "        "         user, login
//!  5  "*user*logout*"      "        "         user, logout
//! ```
//!
//! 1. Count the keys. One wildcard has the pair (`"img/`, `.png"`) and five have the pair (`"`, `"`). Two wildcards
//!    have the middle `user`; every other middle occurs in one.
//! 2. Wildcard 0 is filed under its pair: up to four wildcards of one pair are cheap to verify one by one.
//! 3. Wildcards 1 to 3 are filed under their only middle. Their ends are one quote each, and no middle contains a
//!    quote. So a string that contains the middle matches, and no verification is needed: such a middle is called lone.
//! 4. Wildcards 4 and 5 are filed under `login` and `logout`, which are rarer than `user` and than their pair.
//!
//! ```text
//!  pair  ("img/, .png") ──> verify 0
//!
//!  middle  error   ──> 1
//!          warn    ──> 2
//!          timeout ──> 3
//!          login   ──> verify 4
//!          logout  ──> verify 5
//! ```
//!
//! The value `"user 7: login error"` is looked up in two steps. One pass over it meets the middles `login` and `error`:
//! wildcard 4 is verified and matches, wildcard 1 matches at once. Then the one pair of lengths in use, (5, 5), is
//! probed with `"user` and `rror"`, which is not the pair of any wildcard. The middle `user` was never searched for.
//!
//! # Example: a trie
//!
//! The 25 wildcards `"*x*y*"`, where `x` and `y` are each one of the letters a to e. They share one pair, and each
//! letter is the middle of ten of them. Both keys are common (more than eight wildcards), so the pair leads to a trie:
//!
//! ```text
//!  pair (", ") ──> root ─┬─ a ─┬─ a   "*a*a*"
//!                        │     ├─ b   "*a*b*"
//!                        │     └─ ...
//!                        ├─ b ─── ...
//!                        └─ ...
//! ```
//!
//! In the value `"cab"` the pass meets a, b and c, so only these edges are tried. Each edge takes the leftmost place of
//! its letter after the place reached before:
//!
//! ```text
//!  value   "  c  a  b  "
//!  offset  0  1  2  3  4
//!
//!  root at 1 ── a ends at 3 ── b ends at 4                    "*a*b*" matches
//!            ── b ends at 4 ── no letter follows
//!            ── c ends at 2 ── a ends at 3, b ends at 4       "*c*a*" and "*c*b*" match
//! ```

mod filing;
mod index;
mod keys;

pub(crate) use filing::GlobTerms;
pub(crate) use index::{GlobScratch, Globs};

#[cfg(test)]
mod tests;
