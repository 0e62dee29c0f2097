//! Fills chunks of an input on a thread of its own, a little before they are needed. Several inputs can then be
//! unpacked and cut at the same time. The channel holds few chunks, so memory stays small.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use super::chunk::Chunk;

/// The most chunks that are filled before they are taken.
const CHUNKS_MAX: usize = 2;

/// Receives chunks from the thread that fills them.
pub(crate) struct Ahead<'r>(Receiver<(Chunk<'r>, io::Result<bool>)>);

impl Ahead<'static> {
    /// Starts the thread. `fill` fills a chunk, and returns whether there are more.
    pub(crate) fn start(
        mut fill: impl FnMut(&mut Chunk<'static>) -> io::Result<bool> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = sync_channel(CHUNKS_MAX);
        std::thread::spawn(move || {
            loop {
                let mut chunk = Chunk::default();
                let filled = fill(&mut chunk);
                let is_last = !matches!(filled, Ok(true));
                // Sending fails if the receiver was dropped because reading was given up.
                if sender.send((chunk, filled)).is_err() || is_last {
                    return;
                }
            }
        });
        Self(receiver)
    }
}

impl<'r> Ahead<'r> {
    /// Takes the next chunk. Returns whether more follow.
    pub(crate) fn fill(&mut self, chunk: &mut Chunk<'r>) -> io::Result<bool> {
        let Ok((filled, more)) = self.0.recv() else {
            chunk.pieces.clear();
            return Err(io::Error::other("the thread that reads this input is gone"));
        };
        *chunk = filled;
        more
    }
}
