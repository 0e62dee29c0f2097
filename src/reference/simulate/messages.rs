//! The messages of a queue. In: records, and messages put back. Out: the next message. Invariant: messages are returned
//! in the order in which they become visible. Of those that become visible at the same time, new ones come first, then
//! the others in the order in which they were put back.

use super::Record;
use super::run::Id;

/// A message in the queue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: Id,
    /// The time from which it can be received.
    pub(crate) visible: u64,
    /// The message's number among all that were put back; 0 if it is new.
    put_back: u64,
}

/// The messages in the queue, and how many times each message was received and failed.
pub(crate) struct Messages {
    waiting: Vec<Message>,
    receives: Vec<u32>,
    put_back: u64,
}

impl Messages {
    pub(crate) fn of(records: &[Record]) -> Self {
        let message = |(id, record): (Id, &Record)| Message {
            id,
            visible: record.arrival_us,
            put_back: 0,
        };
        Self {
            waiting: records.iter().enumerate().map(message).collect(),
            receives: vec![0; records.len()],
            put_back: 0,
        }
    }

    /// Returns the message that is visible first.
    pub(crate) fn next(&self) -> Option<Message> {
        let order = |message: &&Message| (message.visible, message.put_back, message.id);
        self.waiting.iter().min_by_key(order).copied()
    }

    pub(crate) fn remove(&mut self, message: Message) {
        self.waiting.retain(|other| *other != message);
    }

    /// Notes that a message was received and failed. Returns how many times this has happened.
    pub(crate) fn failed(&mut self, id: Id) -> u32 {
        self.receives[id] += 1;
        self.receives[id]
    }

    /// Puts back a message that failed.
    pub(crate) fn put_back(&mut self, id: Id, visible: u64) {
        self.put_back += 1;
        self.waiting.push(Message {
            id,
            visible,
            put_back: self.put_back,
        });
    }
}
