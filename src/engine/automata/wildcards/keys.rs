//! The keys that wildcards are filed under: the lengths of a head and a tail, and the hash of both.

use super::super::affix::{Side, roll, roll_all};

/// Most pairs of head and tail lengths; a value is probed once for each.
pub(super) const SHAPES_MAX: usize = KEY_LENGTHS.len() * KEY_LENGTHS.len();

/// The lengths that heads and tails are cut to if there are more pairs than [`SHAPES_MAX`].
pub(super) const KEY_LENGTHS: [usize; 8] = [1, 2, 3, 4, 6, 8, 12, 16];

/// The lengths of a head and a tail.
pub(super) type Shape = (usize, usize);

/// Writes the rolling hash of each length, from 0 on.
pub(super) fn hashes_into<'v>(bytes: impl Iterator<Item = &'v u8>, out: &mut Vec<u64>) {
    out.clear();
    out.push(0);
    let mut hash = 0;
    for &byte in bytes {
        hash = roll(hash, byte);
        out.push(hash);
    }
}

/// The ends of a wildcard as one key. It begins with the length of the head.
pub(super) fn pair_key(head: &[u8], tail: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(&(head.len() as u32).to_le_bytes());
    out.extend_from_slice(head);
    out.extend_from_slice(tail);
}

pub(super) fn pair_hash(head: u64, tail: u64) -> u64 {
    head ^ tail.rotate_left(29)
}

/// The hash of a key that [`pair_key`] has made.
pub(super) fn pair_key_hash(key: &[u8]) -> u64 {
    let (length, ends) = key.split_first_chunk::<4>().expect("a key has a length");
    let (head, tail) = ends.split_at(u32::from_le_bytes(*length) as usize);
    pair_hash(roll_all(head, Side::Start), roll_all(tail, Side::End))
}
