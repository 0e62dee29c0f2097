//! Unpacks gzip, Zstandard and bzip2, which are recognised by their first bytes. Other inputs pass through unchanged.
//! The compressed bytes are counted as they are read, for a progress display.

use std::io::{self, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compression::Compression;
use super::error::InputError;
use super::read::read_some;

/// Recognises the compression of `reader` and unpacks it. `counter` counts the compressed bytes. Data in gzip is
/// unpacked twice if it is compressed twice, as logs that CloudWatch sends through Firehose are.
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

/// Unpacks a reader whose first bytes show that it is compressed with gzip, Zstandard or bzip2. Any other reader passes
/// through unchanged.
///
/// # Errors
/// If the first bytes can't be read, or the Zstandard decoder can't be made. Later errors are returned by the reader
/// that this function returns.
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

/// Returns the first `bytes` bytes, or fewer if the input is shorter.
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
