//! A progress bar on stderr, when that is a terminal, nobody asked for quiet, and the work turns out to be long.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use analyzer::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(500);

/// The bar. Hidden until the work has taken a while.
pub(super) struct Bar {
    bar: ProgressBar,
    /// Whether it may be shown and is not yet.
    waiting: AtomicBool,
}

impl Bar {
    pub(super) fn new(quiet: bool) -> Bar {
        let style = ProgressStyle::with_template("{msg:<12} {wide_bar} {pos}/{len}")
            .expect("the template is a constant that parses");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Bar { bar, waiting: AtomicBool::new(!quiet && io::stderr().is_terminal()) }
    }

    /// Takes the bar away, so that nothing of it stays above the output.
    pub(super) fn finish(&self) {
        self.waiting.store(false, Ordering::Relaxed);
        self.bar.finish_and_clear();
    }

    fn show_when_long(&self) {
        if self.waiting.load(Ordering::Relaxed)
            && self.bar.elapsed() > PATIENCE
            && self.waiting.swap(false, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn start(&self, what: &'static str, steps: u64) {
        self.bar.set_length(steps);
        self.bar.set_position(0);
        self.bar.set_message(what);
        self.show_when_long();
    }

    fn step(&self) {
        self.bar.inc(1);
        self.show_when_long();
    }
}
