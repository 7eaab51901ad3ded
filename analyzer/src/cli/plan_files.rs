//! The plan and the baseline on the disk: read from the monolith's root or from where the user says, written whole or not at all.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use analyzer::source::saved;
use analyzer::source::write::NewFile;
use reports::drift::{BASELINE_FILE, Baseline, BaselineError};
use reports::plan::{self, Plan, PlanError};

use super::failure::Failure;

/// A file of the monolith's root, or one that the user names.
pub(super) struct PlanFile {
    /// As it is shown, and written.
    pub(super) path: PathBuf,
    /// None where there is none.
    pub(super) text: Option<String>,
}

impl PlanFile {
    /// The plan.
    pub(super) fn plan(root: &Path, named: Option<&Path>) -> Result<PlanFile, Failure> {
        PlanFile::read(root, plan::FILE_NAME, named)
    }

    /// The baseline.
    pub(super) fn baseline(root: &Path, named: Option<&Path>) -> Result<PlanFile, Failure> {
        PlanFile::read(root, BASELINE_FILE, named)
    }

    fn read(root: &Path, name: &str, named: Option<&Path>) -> Result<PlanFile, Failure> {
        let path = named.map_or_else(|| root.join(name), Path::to_owned);
        let text = match named {
            Some(file) => match saved::text(file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                other => other.map(Some),
            },
            None => saved::inside(root, name),
        };
        let text = text.map_err(|error| {
            let what = format!("{}: cannot read: {error}", path.display());
            Failure::arguments(&what, "check the file and its permissions, or name another")
        })?;
        Ok(PlanFile { path, text })
    }

    /// The plan in it; none is exit 2.
    pub(super) fn parsed(&self) -> Result<Plan, Failure> {
        let Some(text) = &self.text else {
            let what = format!("{}: there is no plan", self.path.display());
            return Err(Failure::arguments(&what, "write one with `gerund accept NAME`"));
        };
        Plan::read(text).map_err(|error| self.wrong_plan(&error))
    }

    pub(super) fn wrong_plan(&self, error: &PlanError) -> Failure {
        let what = format!("{}:{}: {}", self.path.display(), error.line, error.what);
        Failure::arguments(&what, &error.hint)
    }

    /// The baseline in it; None where there is no file.
    pub(super) fn known(&self) -> Result<Option<Baseline>, Failure> {
        let read = |text: &String| Baseline::read(text).map_err(|error| self.wrong_baseline(&error));
        self.text.as_ref().map(read).transpose()
    }

    pub(super) fn wrong_baseline(&self, error: &BaselineError) -> Failure {
        let what = format!("{}:{}: {}", self.path.display(), error.line, error.what);
        Failure::arguments(
            &what,
            "mend that line, or take it out and let `gerund drift --accept-new` write it",
        )
    }

    /// Puts the text in the file's place.
    pub(super) fn write(&self, text: &str) -> Result<(), Failure> {
        let written = NewFile::create(&self.path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.finish()
        });
        written.map_err(|error| Failure::output(Some(&self.path), &error))
    }

    /// The file's name as reports show it: no path of this machine.
    pub(super) fn shown(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}
