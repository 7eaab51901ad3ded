//! The binary `gerund`: parse the command line, run the command, map the result to an exit code.
//! Nothing is decided here.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::main()
}
