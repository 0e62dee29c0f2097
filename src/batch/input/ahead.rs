//! Chunks of an input, filled on a thread of their own a little before they are wanted.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use super::chunk::Chunk;

/// Chunks that are filled and not yet taken.
const CHUNKS_MAX: usize = 2;

/// The other end of a thread that fills chunks.
pub(crate) struct Ahead<'r>(Receiver<(Chunk<'r>, io::Result<bool>)>);

impl Ahead<'static> {
    /// Begins to fill chunks with `fill`, which says whether there are more.
    pub(crate) fn start(
        mut fill: impl FnMut(&mut Chunk<'static>) -> io::Result<bool> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = sync_channel(CHUNKS_MAX);
        std::thread::spawn(move || {
            loop {
                let mut chunk = Chunk::default();
                let filled = fill(&mut chunk);
                let is_last = !matches!(filled, Ok(true));
                // Nobody takes them when the reading was given up.
                if sender.send((chunk, filled)).is_err() || is_last {
                    return;
                }
            }
        });
        Self(receiver)
    }
}

impl<'r> Ahead<'r> {
    /// Takes the next chunk; `false` at the end of the input.
    pub(crate) fn fill(&mut self, chunk: &mut Chunk<'r>) -> io::Result<bool> {
        let Ok((filled, more)) = self.0.recv() else {
            chunk.pieces.clear();
            return Err(io::Error::other("the thread that reads this input is gone"));
        };
        *chunk = filled;
        more
    }
}
