//! The binary `gerund`: parse the command line, run the command, map the result to an exit code.
//! Nothing is decided here.
fn main() {}
