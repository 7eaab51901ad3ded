//! The command line: arguments, printing, progress, exit codes. Nothing else prints or exits, and nothing here
//! knows what code means: it calls the library and hands documents to renderers.

mod accept;
mod analyze;
mod args;
mod changes;
mod diff;
mod drift;
mod exit;
mod explain;
mod facts;
mod failure;
mod output;
mod plan;
mod plan_files;
mod progress;
mod render;
mod schema;
mod targets;
mod what_if;
mod work;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.command {
        Command::Analyze(args) => analyze::run(args),
        Command::Render(args) => render::run(args),
        Command::Explain(args) => explain::run(args),
        Command::WhatIf(args) => what_if::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Accept(args) => accept::run(args),
        Command::Drift(args) => drift::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Facts(args) => facts::run(args),
        Command::Schema(args) => schema::run(args),
    };
    let code = match result {
        Ok(code) => code,
        Err(failure) => {
            failure.print();
            exit::FAILED
        }
    };
    ExitCode::from(code)
}
