//! The syntax of HCL, Terraform's language, as far as values and their places matter. Only `read` knows the parser; it
//! bounds how deeply a text may nest. Ranges are bytes of the text plus the `base` given to the reader, so that one
//! number names a place in any of several files.

mod json;
mod json_text;
mod literal;
mod read;
mod syntax;

pub(crate) use json::json_body;
pub(crate) use read::{body, expression, template};
pub(crate) use syntax::{
    Binary, Block, Body, Call, Expr, ExprKind, For, Key, Last, Part, Step, Truth, Unary,
};
