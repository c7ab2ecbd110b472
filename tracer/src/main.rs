//! The `tracer` command. All of it lives in the library; see `lib.rs` for the map.

use std::process::ExitCode;

fn main() -> ExitCode {
    tracer::run()
}
