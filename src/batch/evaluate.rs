//! Runs an input through the filters. Chunks of records are judged on all cores, and their outcomes reach the caller's
//! sink in input order, on the calling thread. The number of chunks in flight is limited, so memory does not grow with
//! the input. The result does not depend on the number of threads.

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
use tidegate_json::{Flaw, Outline};

/// The most chunks in flight per thread: one being judged and one waiting, so that no thread is idle.
const CHUNKS_PER_THREAD: usize = 2;
/// Chunks with fewer bytes of records are judged on the calling thread if nothing else is in flight. Handing them over
/// would cost more than it gains, and the reader of a slow pipe sees each outcome at once.
const HANDED_OVER_BYTES_MIN: usize = CHUNK_BYTES / 32;

/// Judges every record of `input`, which must have been opened for the filters' source and with the same `options`.
/// Calls `sink` on the calling thread, in input order, once for every record read, until it returns `Break`. Returns
/// the counts of the records that `sink` was given.
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
/// If reading or unpacking fails. `sink` has been given the records before that place by then, and a record that was
/// cut there as unreadable.
pub fn evaluate(
    filters: &Filters,
    mut input: Input<'_>,
    options: &Options,
    sink: &mut dyn FnMut(Outcome<'_>) -> ControlFlow<()>,
) -> Result<Tally, InputError> {
    let judges = JudgePool {
        filters,
        form: input.form(),
        rewriting: input.rewriting(),
        watch: input.watch(filters.source()),
        tells_cut_payload: input.tells_cut_payload(),
        options,
        seats: Mutex::default(),
    };
    let mut ordered = OrderedSink {
        index: 0,
        form: judges.form,
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
    // A single thread, or an input that fits one chunk, needs no thread pool.
    loop {
        let filled = input.fill(&mut work.chunk);
        if threads > 1 && matches!(filled, Ok(true)) && work.is_worth_handing_over() {
            in_parallel(threads, &judges, &mut input, work, &mut ordered)?;
            return Ok(ordered.tally);
        }
        judges.judge(&mut work);
        let flow = ordered.emit(&work);
        if !filled? || flow.is_break() {
            return Ok(ordered.tally);
        }
    }
}

/// A chunk and the rulings on its records.
#[derive(Debug, Default)]
struct Work<'r> {
    chunk: Chunk<'r>,
    /// The chunk's records if the rows of the input are rewritten as records; `None` if its pieces are the records.
    rows: Option<Rows>,
    /// One ruling per record, each with the end of the record's filters in `filters`.
    rulings: Vec<(Ruling, usize)>,
    filters: Vec<usize>,
}

/// A record of a chunk.
struct Item<'w> {
    /// The bytes as they stand in the input.
    read: &'w [u8],
    /// The bytes as they are judged.
    record: &'w [u8],
    form: RecordForm,
    /// The ruling of the splitter or the rewriter if the record can't be judged.
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

    /// Returns the record with this index. `form` applies if its row does not state a form.
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

/// The judges that all threads share. A thread takes an idle seat for a chunk, or makes a new one if none is idle.
struct JudgePool<'f> {
    filters: &'f Filters,
    form: RecordForm,
    rewriting: Option<Rewriting>,
    /// Looks for records among payloads.
    watch: Option<Watch>,
    /// Whether a payload at the end of the input counts as cut if it is a JSON value without an end.
    tells_cut_payload: bool,
    options: &'f Options,
    /// The seats that no thread is using.
    seats: Mutex<Vec<Seat>>,
}

/// The judge and the rewriter that one thread uses at a time.
struct Seat {
    judge: Judge,
    rewriter: Option<Rewriter>,
}

impl JudgePool<'_> {
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
                Ok(()) if self.is_cut_payload(&item) => {
                    Ruling::unreadable(UnreadableReason::Truncated)
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

    /// Returns whether a line of an input of payloads is a record after all.
    fn is_record(&self, payload: &[u8]) -> bool {
        self.watch.as_ref().is_some_and(|it| it.is_record(payload))
    }

    /// Returns whether the last line of an input is a JSON value that the input ends inside.
    fn is_cut_payload(&self, item: &Item<'_>) -> bool {
        let is_payload = self.tells_cut_payload && item.form == RecordForm::Payload;
        let is_last = item.note == Note::AtEnd;
        let text = item.record.trim_ascii_start();
        is_payload
            && is_last
            && matches!(text.first(), Some(b'{' | b'['))
            && Outline::default().first(text, |value| value.skip()) == Err(Flaw::Ended)
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

/// Returns the ruling on the last record of the input: `Truncated` if the input ends inside it.
fn at_end(ruling: Ruling) -> Ruling {
    match ruling.disposition {
        Disposition::Unreadable(UnreadableReason::BadEnvelope) if ruling.is_cut => {
            Ruling::unreadable(UnreadableReason::Truncated)
        }
        _ => ruling,
    }
}

/// Passes outcomes to the caller's sink in input order, and counts them.
struct OrderedSink<'s> {
    index: u64,
    form: RecordForm,
    tally: Tally,
    sink: &'s mut dyn FnMut(Outcome<'_>) -> ControlFlow<()>,
}

impl OrderedSink<'_> {
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

/// Judges `first` and the rest of `input` on a new thread pool, so that the caller may itself run on another pool.
fn in_parallel<'r>(
    threads: usize,
    judges: &JudgePool<'_>,
    input: &mut Input<'r>,
    first: Work<'r>,
    ordered: &mut OrderedSink<'_>,
) -> Result<(), InputError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| InputError::Io(std::io::Error::other(error)))?;
    pool.in_place_scope(|scope| {
        let mut in_flight = InFlight {
            receivers: VecDeque::new(),
            spare: Vec::new(),
        };
        let mut work = first;
        let mut filled = Ok(true);
        loop {
            let is_steady = matches!(filled, Ok(true)) && work.is_worth_handing_over();
            let flow = if in_flight.receivers.is_empty() && !is_steady {
                judges.judge(&mut work);
                in_flight.emit(work, ordered)
            } else {
                in_flight.start(work, judges, scope);
                // Drain all chunks in flight before the input may pause or end.
                let most = if is_steady {
                    threads * CHUNKS_PER_THREAD - 1
                } else {
                    0
                };
                in_flight.emit_down_to(most, ordered)
            };
            if !filled? || flow.is_break() {
                return Ok(());
            }
            work = in_flight.spare.pop().unwrap_or_default();
            filled = input.fill(&mut work.chunk);
        }
    })
}

/// The chunks that are being judged, in input order, and spare memory for more.
struct InFlight<'r> {
    receivers: VecDeque<Receiver<Work<'r>>>,
    spare: Vec<Work<'r>>,
}

impl<'r> InFlight<'r> {
    fn start<'s>(&mut self, mut work: Work<'r>, judges: &'s JudgePool<'_>, scope: &rayon::Scope<'s>)
    where
        'r: 's,
    {
        let (sender, receiver) = sync_channel(1);
        self.receivers.push_back(receiver);
        scope.spawn(move |_| {
            judges.judge(&mut work);
            // Sending fails if the sink has returned `Break`: nobody receives then.
            drop(sender.send(work));
        });
    }

    fn emit(&mut self, work: Work<'r>, ordered: &mut OrderedSink<'_>) -> ControlFlow<()> {
        ordered.emit(&work)?;
        self.spare.push(work);
        ControlFlow::Continue(())
    }

    /// Waits for the oldest chunks until at most `most` are in flight.
    fn emit_down_to(&mut self, most: usize, ordered: &mut OrderedSink<'_>) -> ControlFlow<()> {
        while self.receivers.len() > most {
            let work = self.receivers.pop_front().map(|receiver| receiver.recv());
            match work {
                Some(Ok(work)) => self.emit(work, ordered)?,
                // The sender is gone: its thread has panicked, and the scope passes the panic on.
                _ => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }
}
