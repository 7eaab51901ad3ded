//! Which formats are written where: what `--format` and any number of `--output` say together.

use std::path::PathBuf;

use reports::Document;
use reports::render::{self, Format, render};
use reports::select::{Selection, select};

use super::args::ReportArgs;
use super::failure::Failure;
use super::output::Output;

/// Proposals that one screen has room for.
const SCREEN: usize = 8;

/// An `--output`: a file, with its format where one is written before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    pub(super) format: Option<Format>,
    /// None for stdout.
    pub(super) file: Option<PathBuf>,
}

impl Destination {
    /// Reads `FILE`, `FORMAT:FILE`, or either with `-` for stdout.
    pub(super) fn parse(text: &str) -> Result<Destination, String> {
        let (format, file) = match text.split_once(':') {
            Some((name, file)) => match Format::named(name) {
                Some(format) => (Some(format), file),
                None => (None, text),
            },
            None => (None, text),
        };
        match file {
            "" => Err("no file is named".to_owned()),
            "-" => Ok(Destination { format, file: None }),
            file => Ok(Destination { format, file: Some(PathBuf::from(file)) }),
        }
    }
}

/// An opened output with what is written to it.
pub(super) struct Target {
    format: Format,
    output: Output,
}

/// Opens all of them before the work, so that a mistake costs no waiting.
pub(super) fn open(args: &ReportArgs) -> Result<Vec<Target>, Failure> {
    let formats = formats(args.format, &args.output)?;
    let stdout = Destination { format: None, file: None };
    let destinations = if args.output.is_empty() { std::slice::from_ref(&stdout) } else { &args.output };
    let open = |(format, destination): (Format, &Destination)| {
        Ok(Target { format, output: Output::open(destination.file.as_deref())? })
    };
    formats.into_iter().zip(destinations).map(open).collect()
}

/// The format of each: what stands before the file, else `--format`, else the file's ending, else text.
fn formats(asked: Option<Format>, destinations: &[Destination]) -> Result<Vec<Format>, Failure> {
    if destinations.is_empty() {
        return Ok(vec![asked.unwrap_or(Format::Text)]);
    }
    let open = destinations.iter().filter(|destination| destination.format.is_none()).count();
    if asked.is_some() && open > 1 {
        return Err(Failure::arguments(
            "--format says one format, and several files are to be written",
            "leave --format out, and write FORMAT:FILE where a file's ending does not say its format",
        ));
    }
    let one = |destination: &Destination| {
        let by_ending = || destination.file.as_deref().and_then(Format::of_file);
        destination.format.or(asked).or_else(by_ending).unwrap_or(Format::Text)
    };
    Ok(destinations.iter().map(one).collect())
}

/// Writes the document to all of them.
pub(super) fn write(targets: Vec<Target>, document: &Document, args: &ReportArgs) -> Result<(), Failure> {
    for target in targets {
        let selected = select(document.clone(), &selection(target.format, args));
        let options = render::Options {
            colour: target.output.colour(args.color),
            width: target.output.width(),
            full: args.all,
            left_out: selected.left_out,
            source_url: args.source_url.clone(),
        };
        target.output.write(|out| render(&selected.document, target.format, &options, out))?;
    }
    Ok(())
}

/// A screen holds the best; everything else is whole, unless less is asked for.
fn selection(format: Format, args: &ReportArgs) -> Selection {
    let screen = (format == Format::Text && !args.all).then_some(SCREEN);
    Selection { top: args.top.map(|top| top.get()).or(screen), min_score: None }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use reports::render::Format;

    use super::{Destination, formats};

    fn parsed(texts: &[&str]) -> Vec<Destination> {
        texts.iter().map(|text| Destination::parse(text).unwrap()).collect()
    }

    #[test]
    fn a_format_may_stand_before_a_file() {
        let [plain, with, drive, out, local] =
            ["a.html", "markdown:notes.txt", "C:\\a.json", "html:-", "./html:x"]
                .map(|text| Destination::parse(text).unwrap());
        assert_eq!((plain.format, plain.file), (None, Some(PathBuf::from("a.html"))));
        assert_eq!((with.format, with.file), (Some(Format::Markdown), Some(PathBuf::from("notes.txt"))));
        assert_eq!((drive.format, drive.file), (None, Some(PathBuf::from("C:\\a.json"))));
        assert_eq!(out.file, None);
        assert_eq!(local.file, Some(PathBuf::from("./html:x")));
        assert!(Destination::parse("json:").is_err());
    }

    #[test]
    fn what_says_a_format_first_wins() {
        let of = |asked, texts: &[&str]| formats(asked, &parsed(texts)).ok();
        assert_eq!(of(None, &[]), Some(vec![Format::Text]));
        assert_eq!(of(Some(Format::Json), &[]), Some(vec![Format::Json]));
        assert_eq!(
            of(None, &["a.JSON", "b.md", "c.xyz"]),
            Some(vec![Format::Json, Format::Markdown, Format::Text])
        );
        assert_eq!(of(Some(Format::Json), &["a.txt"]), Some(vec![Format::Json]));
        assert_eq!(of(Some(Format::Json), &["a.txt", "sarif:b"]), Some(vec![Format::Json, Format::Sarif]));
        assert_eq!(of(Some(Format::Json), &["a.json", "b.md"]), None);
    }
}
