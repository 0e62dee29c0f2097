//! Reads that a signal can't break off.

use std::io::{self, ErrorKind, Read};

/// One read, begun again when a signal broke it off. 0: the end.
pub(super) fn read_some(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
