//! SIGINT and SIGTERM: the first asks for an early end, at which whole lines have been written and are counted; the
//! second ends the process on the spot. The invariant: no read waits for more input once the first has come.

use std::io::{self, Read};

pub(crate) use watched::{Watched, open, signal, stdin, watch};

/// The signal that came, if the system has not acted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signal(u8);

impl Signal {
    /// Returns `SIGINT` or `SIGTERM`.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            2 => "SIGINT",
            _ => "SIGTERM",
        }
    }

    /// Returns the exit code that shells report for a process that a signal has ended.
    pub(crate) const fn exit_code(self) -> u8 {
        128 + self.0
    }
}

/// Returns the error of a read that was given up.
#[cfg(unix)]
fn given_up() -> io::Error {
    io::Error::other("given up at a signal")
}

#[cfg(unix)]
mod watched {
    use std::fs::{File, OpenOptions};
    use std::os::fd::AsFd;
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, OnceLock};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::OFlags;
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;

    use super::{Read, Signal, given_up, io};

    /// How long a read waits before it looks for a signal again.
    const LOOK_EVERY: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 50_000_000,
    };

    static CAME: OnceLock<Arc<AtomicUsize>> = OnceLock::new();

    /// Installs the handlers: from now on the first signal is only remembered.
    ///
    /// # Errors
    /// Fails if the system accepts no handlers; signals then keep their usual effect.
    pub(crate) fn watch() -> io::Result<()> {
        let came = CAME.get_or_init(Arc::default);
        let second = Arc::new(AtomicBool::new(false));
        for (signal, number) in [(SIGINT, 2), (SIGTERM, 15)] {
            // In this order, so that the first signal does not end the process.
            flag::register_conditional_default(signal, Arc::clone(&second))?;
            flag::register(signal, Arc::clone(&second))?;
            flag::register_usize(signal, Arc::clone(came), number)?;
        }
        Ok(())
    }

    /// Returns the signal that has come.
    pub(crate) fn signal() -> Option<Signal> {
        let came = CAME.get().map_or(0, |came| came.load(Ordering::Relaxed));
        u8::try_from(came)
            .ok()
            .filter(|number| *number > 0)
            .map(Signal)
    }

    /// Opens a file for reading. A FIFO without a writer is opened at once; the first read waits for the writer.
    pub(crate) fn open(path: &Path) -> io::Result<File> {
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        OpenOptions::new().read(true).custom_flags(flags).open(path)
    }

    /// Returns standard input as a file, read without a buffer of its own.
    pub(crate) fn stdin() -> io::Result<File> {
        Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
    }

    /// A file whose reads are given up at a signal.
    #[derive(Debug)]
    pub(crate) struct Watched(pub(crate) File);

    impl Read for Watched {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            loop {
                if signal().is_some() {
                    return Err(given_up());
                }
                let mut waiting = [PollFd::new(&self.0, PollFlags::IN)];
                match poll(&mut waiting, Some(&LOOK_EVERY)) {
                    Ok(0) | Err(rustix::io::Errno::INTR) => continue,
                    Ok(_) => {}
                    Err(error) => return Err(error.into()),
                }
                match self.0.read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    read => return read,
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod watched {
    use std::fs::File;
    use std::path::Path;

    use super::{Read, Signal, io};

    /// Does nothing: signals are watched on Unix only.
    pub(crate) fn watch() -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn signal() -> Option<Signal> {
        None
    }

    pub(crate) fn open(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    pub(crate) fn stdin() -> io::Result<io::Stdin> {
        Ok(io::stdin())
    }

    #[derive(Debug)]
    pub(crate) struct Watched<R>(pub(crate) R);

    impl<R: Read> Read for Watched<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }
}
