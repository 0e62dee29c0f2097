//! One file or folder for each format. A renderer knows documents, but not the subject of any report.

mod html;
mod json;
mod markdown;
mod markup;
mod svg;
mod text;

pub use json::json;
pub use svg::short;
pub use text::{Palette, break_json, cut, wrap};
