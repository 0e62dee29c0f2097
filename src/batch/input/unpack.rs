//! Packed bytes in, plain bytes out: gzip, Zstandard and bzip2 are known by their first bytes, and the packed bytes are
//! counted as they are read.

use std::io::{self, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compression::Compression;
use super::error::InputError;
use super::read::read_some;

/// Recognises how `reader` is packed and unpacks it. `counter` follows the packed bytes. What is packed with gzip may be
/// packed so once more, as logs that CloudWatch sends through Firehose are.
pub(crate) fn unpack<'r>(
    reader: impl Read + Send + 'r,
    counter: Arc<AtomicU64>,
) -> Result<(Box<dyn Read + Send + 'r>, Compression), InputError> {
    let (plain, compression) = unpack_once(Box::new(Counted { reader, counter }))?;
    let damaged = |error| match error {
        InputError::Io(error) => InputError::Decompress { compression, error },
        other => other,
    };
    match compression {
        Compression::Gzip => Ok((unpack_once(plain).map_err(damaged)?.0, compression)),
        Compression::None | Compression::Zstd | Compression::Bzip2 => Ok((plain, compression)),
    }
}

fn unpack_once<'r>(
    mut reader: Box<dyn Read + Send + 'r>,
) -> Result<(Box<dyn Read + Send + 'r>, Compression), InputError> {
    let head = read_head(&mut reader, 5).map_err(InputError::Io)?;
    let compression = Compression::of(&head);
    let packed: Chain<Cursor<Vec<u8>>, _> = Cursor::new(head).chain(reader);
    let plain: Box<dyn Read + Send + 'r> = match compression {
        Compression::None => Box::new(packed),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(packed))),
        Compression::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(BufReader::new(packed))),
        Compression::Zstd => {
            let decoder = zstd::stream::read::Decoder::new(packed);
            Box::new(decoder.map_err(|error| InputError::Decompress { compression, error })?)
        }
    };
    Ok((plain, compression))
}

/// The plain bytes of a reader that may be packed with gzip, Zstandard or bzip2; its first bytes say so.
///
/// # Errors
/// The reader can't be read, or its Zstandard frame not begun. What breaks later, the reader that is returned says.
///
/// ```
/// let mut text = String::new();
/// std::io::Read::read_to_string(&mut tidegate_batch::unpacked(&b"plain"[..])?, &mut text).unwrap();
/// assert_eq!(text, "plain");
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
pub fn unpacked<'r>(
    reader: impl Read + Send + 'r,
) -> Result<Box<dyn Read + Send + 'r>, InputError> {
    Ok(unpack(reader, Arc::default())?.0)
}

/// The first `bytes` bytes, or fewer where there are no more.
pub(crate) fn read_head(reader: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut head = vec![0; bytes];
    let mut filled = 0;
    while filled < bytes {
        match read_some(reader, &mut head[filled..])? {
            0 => break,
            got => filled += got,
        }
    }
    head.truncate(filled);
    Ok(head)
}

struct Counted<R> {
    reader: R,
    counter: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.counter.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}
