//! Tables in which the vector kernels look up bytes by their low nibble.

/// One byte for each low nibble, in the type that the intrinsics take.
// PERF: the bytes are made signed here, because `map` in a kernel is not inlined without link-time optimisation (bench
// `scan`).
pub(super) type Nibbles = [i8; 16];

/// The structural character that has the nibble, with bit 0x20 set (so `[` and `]` are found as `{` and `}`).
pub(super) const STRUCTURAL: Nibbles =
    signed([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', b',', b'}', 0, 0]);

/// The same for colons, braces and brackets only. The control character 0x1a is found as a colon too; JSON never has it
/// outside a string.
pub(super) const MARKS: Nibbles = signed([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', 0, b'}', 0, 0]);

/// The white space character that has the nibble; 0xff, which never matches, if there is none.
pub(super) const WHITE_SPACE: Nibbles = signed([
    b' ', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, b'\t', b'\n', 0xff, 0xff, b'\r', 0xff,
    0xff,
]);

const fn signed(bytes: [u8; 16]) -> Nibbles {
    let mut nibbles = [0; 16];
    let mut at = 0;
    while at < 16 {
        nibbles[at] = bytes[at].cast_signed();
        at += 1;
    }
    nibbles
}
