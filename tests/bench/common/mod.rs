//! What the benchmarks share. A benchmark measures real clocks and real processes and prints what
//! it found; it fails only when the program answers wrongly, never for a figure.
#![allow(dead_code, reason = "each benchmark uses its own part of this")]

pub mod bare;
pub mod client;
pub mod disk;
pub mod false_teams;
pub mod gate;
pub mod load;
pub mod payload;
pub mod process;
pub mod server;
pub mod sink;
pub mod slack;
pub mod stand;
pub mod table;
pub mod teams;

/// The value after an option on the command line.
pub fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)
}

/// Whether an option stands on the command line.
pub fn has_option(name: &str) -> bool {
    std::env::args().any(|argument| argument == name)
}
