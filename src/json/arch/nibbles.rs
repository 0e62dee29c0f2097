//! Tables by the low nibble of a byte, which the vector kernels look bytes up in.

/// By low nibble: the structural character that has it, once 0x20 is set in all.
pub(super) const STRUCTURAL: [u8; 16] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', b',', b'}', 0, 0];
/// The same for colons, braces and brackets alone. The control character 0x1a passes for a colon; no JSON has it outside
/// a string.
pub(super) const MARKS: [u8; 16] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', 0, b'}', 0, 0];
/// By low nibble: the white space that has it.
pub(super) const WHITE_SPACE: [u8; 16] = [
    b' ', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, b'\t', b'\n', 0xff, 0xff, b'\r', 0xff,
    0xff,
];
