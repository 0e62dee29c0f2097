//! Reads that are repeated if a signal interrupts them.

use std::io::{self, ErrorKind, Read};

/// Reads once, and again if a signal interrupts the read. Returns the number of bytes; 0 at the end.
pub(super) fn read_some(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
