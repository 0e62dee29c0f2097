//! Event filters where they live: in SAM and CloudFormation templates, with the settings beside them. Every byte of a
//! pattern knows its place in the file, through quotes, escapes, block scalars and functions, so that a message can point
//! at what the user wrote. A value that only deployment knows is named as a hole, never guessed.
//!
//! ```
//! use tidegate_template::{Template, Values};
//! let text = r#"
//! Resources:
//!   Ship:
//!     Type: AWS::Serverless::Function
//!     Properties:
//!       Events:
//!         Orders:
//!           Type: SQS
//!           Properties:
//!             Queue: arn:aws:sqs:eu-west-1:111122223333:orders
//!             BatchSize: 50
//!             FilterCriteria: {Filters: [{Pattern: '{"body": {"state": ["paid"]}}'}]}
//! "#;
//! let template = Template::read("template.yaml", text, &Values::default())?.expect("it has resources");
//! let entry = template.choose(Some("Ship/Orders"))?;
//! assert_eq!(entry.route().unwrap().name(), "sqs");
//! let pattern = &entry.filters[0].text;
//! let at = pattern.text().find("paid").unwrap();
//! assert_eq!(&text[pattern.source(at..at + 4)], "paid");
//! # Ok::<(), tidegate_template::TemplateError>(())
//! ```
#![forbid(unsafe_code)]

mod choose;
mod entry;
mod error;
mod graph;
mod hcl;
mod lines;
mod note;
mod options;
mod place;
mod read;
mod remarks;
mod removal;
mod resolve;
mod samconfig;
mod setting;
mod spelled;
mod template;
mod terraform;
mod tree;
mod values;

pub use entry::{Entry, EntryKind, Filter, Retyped, Written};
pub use error::TemplateError;
pub use graph::{Edge, Elsewhere, Neighbour, Via};
pub use lines::Lines;
pub use note::{Note, NoteKind};
pub use options::{FunctionSettings, SettingTaken};
pub use remarks::SettingsTaken;
pub use removal::removal;
pub use resolve::{Assumption, Hole, Why};
pub use samconfig::read_samconfig;
pub use setting::{Setting, Stated, Subject};
pub use spelled::Dialect;
pub use template::{Format, Template};
pub use terraform::{Directory, Disk, Folder, is_terraform};
pub use tidegate_batch::criteria::{Mapped, PieceOrigin};
pub use values::Values;
