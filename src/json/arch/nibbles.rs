//! Tables by the low nibble of a byte, which the vector kernels look bytes up in.

/// A byte for each low nibble, in the type that the intrinsics take.
// PERF: the sign is changed here; `map` in a kernel is not inlined without link-time optimisation (bench `scan`).
pub(super) type Nibbles = [i8; 16];

/// The structural character that has the nibble, once 0x20 is set in all.
pub(super) const STRUCTURAL: Nibbles =
    signed([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', b',', b'}', 0, 0]);

/// The same for colons, braces and brackets alone. The control character 0x1a passes for a colon; no JSON has it outside
/// a string.
pub(super) const MARKS: Nibbles = signed([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', 0, b'}', 0, 0]);

/// The white space that has the nibble.
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
