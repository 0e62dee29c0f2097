//! An SQS standard queue and the pollers that read it. In: a run. Out: the run with its events recorded. Invariant: a
//! message is in one place: in the queue, in the buffer of one poller, done, given up or expired.
//!
//! A poller asks for up to ten messages and waits up to twenty seconds for the first. Each poller has its own batch and
//! window. While messages wait, pollers are added every second; idle pollers are removed. Messages that fail become
//! visible again after the visibility timeout, and are deleted when they are too old. Lambda Developer Guide, SQS:
//! configuration, scaling and error handling, <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>, read
//! 2026-11-23. The pause between two receives, the windows of single pollers and the removal of pollers are
//! assumptions.

use super::buffer::Buffer;
use super::messages::{Message, Messages};
use super::run::{Id, Run, count};

/// The time that ReceiveMessage waits for a first message, in microseconds.
const LONG_POLL_US: u64 = 20_000_000;
/// The time between a receive that leads to no invocation and the next receive, in microseconds.
const PAUSE_US: u64 = 20_000;
/// Most messages that one call receives.
const RECEIVE_MAX: u64 = 10;
/// The time after which more pollers are added, in microseconds.
const SECOND_US: u64 = 1_000_000;

/// One of the readers of the queue.
struct Poller {
    number: u64,
    free: u64,
    buffer: Buffer,
    window_end: Option<u64>,
}

/// The queue and its readers.
struct Queue<'a, 'b> {
    run: &'a mut Run<'b>,
    messages: Messages,
    pollers: Vec<Poller>,
    /// The number of pollers added so far, which is the number of the next one.
    numbers: u64,
    /// The time when pollers were last added, in seconds.
    tick: u64,
}

/// The next step of a poller after its turn.
#[derive(PartialEq, Eq)]
enum Next {
    Stays,
    Retires,
}

pub(crate) fn read(run: &mut Run) {
    let messages = Messages::of(run.records);
    let pollers_start = run.settings.pollers_start;
    let mut queue = Queue {
        run,
        messages,
        pollers: Vec::new(),
        numbers: 0,
        tick: 0,
    };
    queue.add_pollers(u64::from(pollers_start), 0);
    while !queue.is_done() {
        let index = queue.first_free();
        if queue.adds_pollers(index) {
            continue;
        }
        if queue.turn(index) == Next::Retires {
            queue.pollers.remove(index);
        }
    }
}

impl Queue<'_, '_> {
    fn is_done(&self) -> bool {
        let is_empty = |poller: &Poller| poller.buffer.batch(self.run).is_empty();
        self.messages.next().is_none() && self.pollers.iter().all(is_empty)
    }

    /// Returns the poller whose turn it is.
    fn first_free(&self) -> usize {
        let order = |index: &usize| (self.pollers[*index].free, self.pollers[*index].number);
        let first = (0..self.pollers.len()).min_by_key(order);
        first.expect("while there is work, there is a poller")
    }

    fn add_pollers(&mut self, count: u64, free: u64) {
        for _ in 0..count {
            self.pollers.push(Poller {
                number: self.numbers,
                free,
                buffer: Buffer::default(),
                window_end: None,
            });
            self.numbers += 1;
        }
    }

    /// Adds pollers if a message has waited across the start of a second before this turn. Returns whether it has; then
    /// the next turn must be chosen again.
    fn adds_pollers(&mut self, index: usize) -> bool {
        let now = self.pollers[index].free;
        let settings = self.run.settings;
        let exist = count(&self.pollers);
        let missing = u64::from(settings.pollers_max).saturating_sub(exist);
        let Some(message) = self.messages.next().filter(|next| next.visible <= now) else {
            return false;
        };
        let tick = message.visible.div_ceil(SECOND_US).max(self.tick + 1);
        if missing == 0 || tick * SECOND_US > now {
            return false;
        }
        self.tick = tick;
        let added = u64::from(settings.pollers_added_per_second).min(missing);
        self.add_pollers(added, tick * SECOND_US);
        true
    }

    fn turn(&mut self, index: usize) -> Next {
        let free = self.pollers[index].free;
        match self.unexpired(free) {
            None => self.finish(index),
            Some(message) if message.visible > self.limit(index) => self.wait(index),
            Some(message) => self.receive(index, message),
        }
    }

    /// Returns the message that is visible first, after those are deleted that are too old at `time` or when they
    /// become visible.
    fn unexpired(&mut self, time: u64) -> Option<Message> {
        while let Some(message) = self.messages.next() {
            if !self.run.expires(message.id, time.max(message.visible)) {
                return Some(message);
            }
            self.messages.remove(message);
        }
        None
    }

    /// Returns the time until which the poller waits for a message: the end of the long poll or of its window.
    fn limit(&self, index: usize) -> u64 {
        let poller = &self.pollers[index];
        let end = poller.free + LONG_POLL_US;
        poller.window_end.map_or(end, |window| window.min(end))
    }

    /// Ends the turn of a poller for which no message is left: it invokes with its batch when its window is over. It
    /// retires at its next turn, unless a message has failed by then and the queue has messages again.
    fn finish(&mut self, index: usize) -> Next {
        let poller = &self.pollers[index];
        if poller.buffer.batch(self.run).is_empty() {
            return Next::Retires;
        }
        let window_end = poller.window_end.expect("a batch has a window");
        self.invoke(index, poller.free.max(window_end));
        Next::Stays
    }

    /// Ends a long poll or a window without a message. A poller that holds no records and had no work retires.
    fn wait(&mut self, index: usize) -> Next {
        let limit = self.limit(index);
        let horizon = self.run.records.last().map_or(0, |last| last.arrival_us);
        let pollers = count(&self.pollers);
        let poller = &mut self.pollers[index];
        if poller.free <= horizon {
            self.run.receives += 1;
        }
        let after = limit.max(poller.free); // a window may have ended during the pause
        if poller.window_end.is_some_and(|end| limit >= end) {
            if !poller.buffer.batch(self.run).is_empty() {
                self.invoke(index, after);
                return Next::Stays;
            }
            empty(poller, after);
        }
        poller.free = after;
        let may_go = pollers > u64::from(self.run.settings.pollers_start);
        match may_go && poller.window_end.is_none() {
            true => Next::Retires,
            false => Next::Stays,
        }
    }

    /// Takes the messages that are visible, and invokes if a batch is complete.
    fn receive(&mut self, index: usize, first: Message) -> Next {
        let window_us = self.run.settings.window_us;
        let poller = &mut self.pollers[index];
        let at = poller.free.max(first.visible);
        if window_us > 0 && poller.window_end.is_none() {
            poller.window_end = Some(at + window_us);
        }
        let room = poller.buffer.room(self.run).min(RECEIVE_MAX);
        for _ in 0..room {
            let Some(message) = self.unexpired(at).filter(|next| next.visible <= at) else {
                break;
            };
            let poller = &mut self.pollers[index];
            if !poller.buffer.offer(self.run, message.id) {
                break;
            }
            self.messages.remove(message);
        }
        self.run.receives += 1;
        let poller = &mut self.pollers[index];
        let is_over = match poller.window_end {
            None => poller.buffer.has_any(),
            Some(window_end) => at >= window_end,
        };
        if !is_over && !poller.buffer.is_full(self.run) {
            poller.free = at + PAUSE_US;
        } else if poller.buffer.batch(self.run).is_empty() {
            empty(poller, at + PAUSE_US);
        } else {
            self.invoke(index, at);
        }
        Next::Stays
    }

    /// Invokes with the poller's batch. Failed messages, or all messages of a failed batch, are returned to the queue,
    /// unless they are too old when they become visible.
    fn invoke(&mut self, index: usize, at: u64) {
        let batch = self.pollers[index].buffer.batch(self.run);
        let (end, failed) = self.run.invoke(&batch, at);
        let settings = self.run.settings;
        let visible = end.max(at + settings.visibility_us);
        let goes_back = |has_failed: bool| has_failed || !settings.is_partial;
        let pairs = batch.iter().zip(&failed);
        let going_back: Vec<Id> = if failed.contains(&true) {
            pairs
                .filter(|(_, has_failed)| goes_back(**has_failed))
                .map(|(id, _)| *id)
                .collect()
        } else {
            Vec::new()
        };
        for id in going_back {
            if self.messages.failed(id) >= settings.receives_max {
                self.run.given_up += 1;
            } else if !self.run.expires(id, visible) {
                self.messages.put_back(id, visible);
            }
        }
        empty(&mut self.pollers[index], end);
    }
}

/// Empties the poller's buffer and makes the poller free at a time.
fn empty(poller: &mut Poller, free: u64) {
    poller.buffer = Buffer::default();
    poller.window_end = None;
    poller.free = free;
}
