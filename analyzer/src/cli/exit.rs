//! The exit codes: a contract with scripts and CI, the same for every command and format.

/// The work is done and there is nothing to report.
pub(super) const DONE: u8 = 0;

/// The work is done, and what was asked to be watched for was found: drift, or what `--fail-on` names.
pub(super) const FOUND: u8 = 1;

/// The command could not do its work: bad arguments, no such path, nothing to analyse, an output that cannot be
/// written. Stderr says what is wrong, where, and what to do. Bad arguments exit with it too (clap's code).
pub(super) const FAILED: u8 = 2;
