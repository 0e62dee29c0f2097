//! The options of `schema`.

use clap::Args;

use crate::schemas::names;

#[derive(Args, Debug)]
pub(crate) struct SchemaArgs {
    /// The schema; without it, the names of all are printed
    #[arg(value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(names()), hide_possible_values = true)]
    pub(crate) name: Option<String>,
}
