//! Prices and bills: the worked examples of AWS and others to the cent, regions, and price files good and bad.

mod files;
mod filtered;
mod harness;
mod published;
mod regions;
