//! Says what the records tell about their queue.

use tidegate_estimate::{Asked, FifoMark, QueueFound};

use crate::exit::Reported;
use crate::output::Console;

/// Takes a queue whose type is not stated for FIFO if its records have the mark of one, and says so.
pub(in crate::command) fn settle(
    asked: &mut Asked,
    mark: Option<FifoMark>,
    console: &Console,
) -> Result<(), Reported> {
    match asked.settle_queue(mark) {
        Ok(QueueFound::AsStated) => {}
        Ok(QueueFound::Fifo(mark)) => console.say(format_args!(
            "the records are from a FIFO queue ({mark}): estimated as with --fifo"
        )),
        Ok(QueueFound::Contradicted(mark)) => console.warn(format_args!(
            "the records are from a FIFO queue ({mark}), but the mapping reads a standard queue: counted as standard"
        )),
        Err(error) => {
            console.error(error);
            if let Some(mark) = mark {
                console.help(format_args!("the records are from a FIFO queue ({mark})"));
            }
            return Err(Reported);
        }
    }
    Ok(())
}
