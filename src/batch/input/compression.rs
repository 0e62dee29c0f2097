//! The compression formats of inputs, recognised by their first bytes. File names are not looked at. `unpack` reads the
//! formats.

/// The compression of an input.
///
/// ```
/// use tidegate_batch::Compression;
/// assert_eq!(Compression::Zstd.name(), "zstd");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compression {
    /// Not compressed.
    None,
    /// gzip, one member or several.
    Gzip,
    /// Zstandard, one frame or several.
    Zstd,
    /// bzip2, one stream or several.
    Bzip2,
}

impl Compression {
    /// Returns `none`, `gzip`, `zstd` or `bzip2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
        }
    }

    /// Returns the compression of an input that begins with `head`. gzip: RFC 1952 section 2.3.1. Zstandard: RFC 8878
    /// section 3.1.1. bzip2: the block size, then the magic number of a block or of the stream's end.
    pub(super) fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Self::Bzip2,
            _ => Self::None,
        }
    }
}
