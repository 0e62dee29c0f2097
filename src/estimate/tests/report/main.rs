//! Reports rendered whole: five requests over made-up records, each as text, Markdown, JSON and HTML, compared with
//! committed files. `cargo goldens` writes the files again.

#![forbid(unsafe_code)]

mod first_screen;
mod golden;
mod page;
mod proof;
mod schema;
mod sense;
mod stage;
mod warnings;
