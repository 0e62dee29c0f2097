//! Compressed files that are small but unpack to a lot of data.

use std::io::{Read, Write, repeat};

/// A small file that unpacks to a large one.
#[derive(Clone, Debug)]
pub struct Bomb {
    /// Its name, in words.
    pub name: &'static str,
    /// The file.
    pub packed: Vec<u8>,
    /// Its unpacked size, in bytes.
    pub bytes: u64,
    /// Number of records in it, none of which is delivered.
    pub records: u64,
}

/// Returns bombs that unpack to this many bytes: one endless line, and lines with only a number, each in gzip and in
/// Zstandard.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn bombs(bytes: u64) -> Vec<Bomb> {
    let mut all = Vec::new();
    for (format, names) in [
        (
            Format::Gzip,
            ["gzip of one endless line", "gzip of short lines"],
        ),
        (
            Format::Zstd,
            ["zstd of one endless line", "zstd of short lines"],
        ),
    ] {
        let line = pack(format, &mut repeat(b'a').take(bytes));
        let lines = pack(format, &mut Lines.take(bytes / 2 * 2));
        all.extend([
            Bomb {
                name: names[0],
                packed: line,
                bytes,
                records: 1,
            },
            Bomb {
                name: names[1],
                packed: lines,
                bytes: bytes / 2 * 2,
                records: bytes / 2,
            },
        ]);
    }
    all
}

/// An endless stream of lines that hold `1`; read in an even number of bytes.
struct Lines;

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let even = buffer.len() / 2 * 2;
        buffer[..even]
            .chunks_exact_mut(2)
            .for_each(|pair| pair.copy_from_slice(b"1\n"));
        Ok(even)
    }
}

/// A compression format.
#[derive(Clone, Copy)]
enum Format {
    Gzip,
    Zstd,
}

fn pack(format: Format, from: &mut dyn Read) -> Vec<u8> {
    let packed = Vec::new();
    let done = match format {
        Format::Gzip => {
            let mut into = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
            std::io::copy(from, &mut into).and_then(|_| into.finish())
        }
        Format::Zstd => zstd::stream::Encoder::new(packed, 1).and_then(|mut into| {
            std::io::copy(from, &mut into)?;
            into.flush()?;
            into.finish()
        }),
    };
    done.expect("writing to memory does not fail")
}
