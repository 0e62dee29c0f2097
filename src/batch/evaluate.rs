//! An input through the filters: chunks are judged on all cores, and their outcomes come back in input order on the
//! calling thread. Only so many chunks are in flight, so memory does not grow with the input, and what comes out does
//! not depend on the number of threads.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;

use crate::disposition::{Disposition, UnreadableReason};
use crate::filters::Filters;
use crate::input::{
    CHUNK_BYTES, CHUNK_BYTES_ALONE, Chunk, Input, InputError, Note, Options, Rewriter, Rewriting,
    Rows, Watch,
};
use crate::judge::Judge;
use crate::judged::{RecordForm, Ruling};
use crate::outcome::Outcome;
use crate::tally::Tally;

/// Chunks in flight for each thread: one at work, one waiting, so that no thread runs dry.
const CHUNKS_PER_THREAD: usize = 2;
/// A smaller chunk is judged on the spot while nothing else is in flight: handing it over costs more, and whoever waits
/// at the end of a slow pipe gets an answer at once.
const HANDED_OVER_BYTES_MIN: usize = CHUNK_BYTES / 32;

/// Judges every record of `input`, which must have been opened for the filters' source and with the same `options`.
/// Calls `sink` on the calling thread, in input order, once for every record read; `Break` ends it early. The tally
/// counts what `sink` was given.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{DropReason, Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"paid":[true]}}"#])?;
/// let options = Options::default();
/// let lines = "{\"body\":\"{\\\"paid\\\":true}\"}\n{\"body\":\"no JSON\"}\n";
/// let input = Input::open(lines.as_bytes(), sqs, &options)?;
/// let tally = evaluate(&filters, input, &options, &mut |_| ControlFlow::Continue(()))?;
/// assert_eq!((tally.read, tally.delivered, tally.dropped[&DropReason::NotJson]), (2, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If reading or unpacking fails. The records before that place have been given to `sink`, a record that was cut there
/// as unreadable.
pub fn evaluate(
    filters: &Filters,
    mut input: Input<'_>,
    options: &Options,
    sink: &mut dyn FnMut(Outcome<'_>) -> ControlFlow<()>,
) -> Result<Tally, InputError> {
    let bench = Bench {
        filters,
        form: input.form(),
        rewriting: input.rewriting(),
        watch: input.watch(filters.source()),
        options,
        seats: Mutex::default(),
    };
    let mut outlet = Outlet {
        index: 0,
        form: bench.form,
        tally: Tally::new(filters.len()),
        sink,
    };
    let mut work = Work::default();
    let threads = match options.threads {
        0 => available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    if threads == 1 {
        input.set_chunk_bytes(CHUNK_BYTES_ALONE);
    }
    // An input that fits one chunk, and a single thread, need no pool.
    loop {
        let filled = input.fill(&mut work.chunk);
        if threads > 1 && matches!(filled, Ok(true)) && work.is_worth_handing_over() {
            in_parallel(threads, &bench, &mut input, work, &mut outlet)?;
            return Ok(outlet.tally);
        }
        bench.judge(&mut work);
        let flow = outlet.emit(&work);
        if !filled? || flow.is_break() {
            return Ok(outlet.tally);
        }
    }
}

/// A chunk and what was ruled about its records.
#[derive(Debug, Default)]
struct Work<'r> {
    chunk: Chunk<'r>,
    /// Its records, where the rows of the input are written anew; else its pieces are the records.
    rows: Option<Rows>,
    /// One per record, with the end of its filters in `filters`.
    rulings: Vec<(Ruling, usize)>,
    filters: Vec<usize>,
}

/// A record of a chunk.
struct Item<'w> {
    /// As it stands in the input.
    read: &'w [u8],
    /// As it is judged.
    record: &'w [u8],
    form: RecordForm,
    /// What the splitter or the rewriter says of it.
    made: Result<(), Ruling>,
    note: Note,
    offset: u64,
}

impl Work<'_> {
    fn is_worth_handing_over(&self) -> bool {
        self.chunk.piece_bytes() >= HANDED_OVER_BYTES_MIN
    }

    fn len(&self) -> usize {
        match &self.rows {
            None => self.chunk.pieces.len(),
            Some(rows) => rows.rows().len(),
        }
    }

    /// The record with this index; `form`: how it is read, where its row does not say.
    fn item(&self, index: usize, form: RecordForm) -> Item<'_> {
        let Some(rows) = &self.rows else {
            return self.piece(index, form);
        };
        let row = &rows.rows()[index];
        let piece = self.piece(row.piece, form);
        let record = &rows.text()[row.span.clone()];
        let read = if rows.is_alone(index) {
            piece.read
        } else {
            record
        };
        match row.made {
            Ok(form) => Item {
                read,
                record,
                form,
                ..piece
            },
            Err(flaw) => Item {
                made: piece.made.and(Err(Ruling::from(flaw))),
                ..piece
            },
        }
    }

    fn piece(&self, index: usize, form: RecordForm) -> Item<'_> {
        let piece = &self.chunk.pieces[index];
        let bytes = &self.chunk.text()[piece.span.clone()];
        let made = match piece.note {
            Note::Unreadable(reason) => Err(Ruling::unreadable(reason)),
            Note::Whole | Note::AtEnd => Ok(()),
        };
        Item {
            read: bytes,
            record: bytes,
            form,
            made,
            note: piece.note,
            offset: piece.offset,
        }
    }
}

/// Where chunks are judged; shared by the threads.
struct Bench<'f> {
    filters: &'f Filters,
    form: RecordForm,
    rewriting: Option<Rewriting>,
    /// Looks for records among payloads.
    watch: Option<Watch>,
    options: &'f Options,
    /// Seats nobody is using.
    seats: Mutex<Vec<Seat>>,
}

/// What one thread judges with.
struct Seat {
    judge: Judge,
    rewriter: Option<Rewriter>,
}

impl Bench<'_> {
    fn judge(&self, work: &mut Work<'_>) {
        let idle = self
            .seats
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut seat = idle.unwrap_or_else(|| self.new_seat());
        if let Some(rewriter) = &mut seat.rewriter {
            let rows = work.rows.get_or_insert_default();
            rewriter.rewrite(&work.chunk, rows);
        }
        let (mut rulings, mut filters) = (
            std::mem::take(&mut work.rulings),
            std::mem::take(&mut work.filters),
        );
        rulings.clear();
        filters.clear();
        for index in 0..work.len() {
            let item = work.item(index, self.form);
            let ruling = match item.made {
                Err(ruling) => ruling,
                Ok(()) if self.is_record(item.record) => {
                    Ruling::unreadable(UnreadableReason::BadEnvelope)
                }
                Ok(()) => {
                    let ruling = seat.judge.rule(item.record, item.form);
                    filters.extend_from_slice(seat.judge.filters());
                    ruling
                }
            };
            let ruling = match item.note {
                Note::AtEnd => at_end(ruling),
                Note::Whole | Note::Unreadable(_) => ruling,
            };
            rulings.push((ruling, filters.len()));
        }
        (work.rulings, work.filters) = (rulings, filters);
        self.seats
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(seat);
    }

    /// Whether a line that was to be a payload is a record.
    fn is_record(&self, payload: &[u8]) -> bool {
        self.watch.as_ref().is_some_and(|it| it.is_record(payload))
    }

    fn new_seat(&self) -> Seat {
        let judge = self.filters.judge();
        let judge = match self.options.max_record_bytes {
            Some(bytes) => judge.with_max_record_bytes(bytes),
            None => judge,
        };
        let source = self.filters.source();
        let rewriter = self.rewriting.map(|rewriting| rewriting.rewriter(source));
        Seat { judge, rewriter }
    }
}

/// A record that ends in the middle because the input does.
fn at_end(ruling: Ruling) -> Ruling {
    match ruling.disposition {
        Disposition::Unreadable(UnreadableReason::BadEnvelope) if ruling.is_cut => {
            Ruling::unreadable(UnreadableReason::Truncated)
        }
        _ => ruling,
    }
}

/// Where outcomes go, in order.
struct Outlet<'s> {
    index: u64,
    form: RecordForm,
    tally: Tally,
    sink: &'s mut dyn FnMut(Outcome<'_>) -> ControlFlow<()>,
}

impl Outlet<'_> {
    fn emit(&mut self, work: &Work<'_>) -> ControlFlow<()> {
        let mut first_filter = 0;
        self.tally.passed_over += work.rows.as_ref().map_or(0, |rows| rows.passed_over);
        for (at, (ruling, end)) in work.rulings.iter().enumerate() {
            let item = work.item(at, self.form);
            let judged = ruling.judged(&work.filters[first_filter..*end]);
            first_filter = *end;
            self.tally.add(&judged);
            let index = self.index;
            self.index += 1;
            (self.sink)(Outcome {
                index,
                offset: item.offset,
                read: item.read,
                record: item.record,
                form: item.form,
                judged,
            })?;
        }
        ControlFlow::Continue(())
    }
}

/// Judges `first` and the rest of `input` on a pool of its own, so that a caller may be on another one.
fn in_parallel<'r>(
    threads: usize,
    bench: &Bench<'_>,
    input: &mut Input<'r>,
    first: Work<'r>,
    outlet: &mut Outlet<'_>,
) -> Result<(), InputError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| InputError::Io(std::io::Error::other(error)))?;
    pool.in_place_scope(|scope| {
        let mut flight = Flight {
            in_flight: VecDeque::new(),
            spare: Vec::new(),
        };
        let mut work = first;
        let mut filled = Ok(true);
        loop {
            let is_steady = matches!(filled, Ok(true)) && work.is_worth_handing_over();
            let flow = if flight.in_flight.is_empty() && !is_steady {
                bench.judge(&mut work);
                flight.land(work, outlet)
            } else {
                flight.start(work, bench, scope);
                // Before what may be a pause or is the end, everything comes down.
                let most = if is_steady {
                    threads * CHUNKS_PER_THREAD - 1
                } else {
                    0
                };
                flight.land_down_to(most, outlet)
            };
            if !filled? || flow.is_break() {
                return Ok(());
            }
            work = flight.spare.pop().unwrap_or_default();
            filled = input.fill(&mut work.chunk);
        }
    })
}

/// The chunks that are being judged, in input order, and memory for more.
struct Flight<'r> {
    in_flight: VecDeque<Receiver<Work<'r>>>,
    spare: Vec<Work<'r>>,
}

impl<'r> Flight<'r> {
    fn start<'s>(&mut self, mut work: Work<'r>, bench: &'s Bench<'_>, scope: &rayon::Scope<'s>)
    where
        'r: 's,
    {
        let (sender, receiver) = sync_channel(1);
        self.in_flight.push_back(receiver);
        scope.spawn(move |_| {
            bench.judge(&mut work);
            // Nobody waits for it when the sink has had enough.
            drop(sender.send(work));
        });
    }

    fn land(&mut self, work: Work<'r>, outlet: &mut Outlet<'_>) -> ControlFlow<()> {
        outlet.emit(&work)?;
        self.spare.push(work);
        ControlFlow::Continue(())
    }

    /// Waits for the eldest chunks until no more than `most` are left.
    fn land_down_to(&mut self, most: usize, outlet: &mut Outlet<'_>) -> ControlFlow<()> {
        while self.in_flight.len() > most {
            let work = self.in_flight.pop_front().map(|receiver| receiver.recv());
            match work {
                Some(Ok(work)) => self.land(work, outlet)?,
                // The sender is gone: its thread has panicked, and the scope will pass that on.
                _ => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }
}
