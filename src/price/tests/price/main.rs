//! Tests of prices and bills: published examples of AWS and others to the cent, regions, and valid and invalid price files.

mod files;
mod filtered;
mod harness;
mod published;
mod regions;
