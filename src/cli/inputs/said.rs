//! Prints how the inputs were recognised: a line for the first, and for each that differs from the one before.

use tidegate_batch::Detected;
use tidegate_figures::counted;

use crate::output::Console;

/// The lines printed about the inputs so far.
#[derive(Default)]
pub(super) struct Said {
    inputs: u64,
    last: Option<String>,
    /// Inputs that were like the one before.
    alike: u64,
    caveats: Vec<&'static str>,
}

impl Said {
    /// Prints how an input was recognised, if that differs from the one before.
    pub(super) fn say(&mut self, name: &str, detected: &Detected, console: &Console) {
        self.inputs += 1;
        let what = detected.to_string();
        if self.last.as_ref() == Some(&what) {
            self.alike += 1;
            return;
        }
        console.say(format_args!("{name}: {what}"));
        self.last = Some(what);
        if let Some(caveat) = detected.caveat.filter(|it| !self.caveats.contains(it)) {
            console.say(format_args!("{name}: {caveat}"));
            self.caveats.push(caveat);
        }
    }

    /// Says how many inputs there were that had no line of their own.
    pub(super) fn sum_up(&self, console: &Console) {
        if self.alike > 0 {
            console.say(format_args!(
                "{} read; {} in the same form as the input before",
                counted(self.inputs, "input"),
                self.alike
            ));
        }
    }
}
