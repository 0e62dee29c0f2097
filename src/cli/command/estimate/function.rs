//! The function of an estimate: as options say, or else as the template does, or else AWS's defaults.

use tidegate_price::Architecture;
use tidegate_template::FunctionSettings;

use crate::args::{FunctionArgs, MEMORY_DEFAULT_MB, STORAGE_DEFAULT_MB};
use crate::exit::Reported;
use crate::output::Console;

/// The settings of a function that decide its cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    pub(super) memory_mb: u32,
    pub(super) storage_mb: u32,
    pub(super) architecture: Architecture,
    pub(super) reserved: Option<u32>,
}

impl Function {
    /// Returns an error if the template names an architecture that Lambda does not have.
    pub(super) fn of(
        args: &FunctionArgs,
        template: &FunctionSettings,
        console: &Console,
    ) -> Result<Self, Reported> {
        let written = template.architecture.as_deref();
        let written = written.map(str::parse).transpose().map_err(|error| {
            console.error(error);
            console.help("Architectures of a function is [x86_64] or [arm64]");
            Reported
        })?;
        Ok(Self {
            memory_mb: args
                .memory
                .or(template.memory_mb)
                .unwrap_or(MEMORY_DEFAULT_MB),
            storage_mb: args
                .storage
                .or(template.storage_mb)
                .unwrap_or(STORAGE_DEFAULT_MB),
            architecture: args.arch.or(written).unwrap_or(Architecture::X86_64),
            // A function with no concurrency reserved never runs, which no estimate is about.
            reserved: args.reserved.or(template.reserved.filter(|it| *it > 0)),
        })
    }
}
