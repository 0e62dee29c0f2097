//! Terraform's own files. A directory is one module: the file that is read has its places, and the values of the others
//! stand where it refers to them.

mod anchor;
mod budget;
mod disk;
mod evaluator;
mod finish;
mod folder;
mod function;
mod given;
mod graph;
mod instance;
mod json;
mod known;
mod modules;
mod number;
mod operator;
mod path;
mod place;
mod published;
mod reached;
mod read;
mod reference;
mod resource;
mod scope;
mod setting;
mod template;
mod types;
mod unread;
mod value;
mod view;

pub use disk::Disk;
pub use folder::{Directory, Folder};
pub use read::is_terraform;
pub(crate) use read::read;
