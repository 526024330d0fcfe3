//! `cargo xtask conformance`: recorded answers and our own cases against the crates.
//!
//! One file per suite says how its cases are read and compared; [`report`] counts and prints; [`known_failures`]
//! turns the counts into a verdict. A suite never prints and never decides the exit code.

mod aws;
mod differential;
mod jsonata;
mod jsonata_case;
mod jsonpath;
mod known_failures;
mod markdown;
mod own;
mod real_world;
mod report;
mod twin;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use known_failures::KnownFailures;
use report::Report;
use twin::{Twin, TwinCase};

/// What the caller asked for, the same for every suite.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Only cases whose id holds this text.
    pub(crate) filter: Option<String>,
    /// Print the whole difference of this one case.
    pub(crate) show: Option<String>,
    /// The wasm build under Node: every case runs there too, and the bytes are compared.
    pub(crate) twin: Option<Twin>,
    /// The suite of JSONata runs its own wasm module.
    pub(crate) in_wasm: bool,
    /// Write the actual results into our own cases instead of comparing (own suite only).
    pub(crate) bless: bool,
}

impl Options {
    /// Is this case wanted? `--show ID` alone narrows to that case.
    pub(crate) fn selects(&self, id: &str) -> bool {
        match (&self.show, &self.filter) {
            (Some(show), _) => show == id,
            (None, Some(filter)) => id.contains(filter.as_str()),
            (None, None) => true,
        }
    }

    /// What the wasm build does differently with this case, in one line; nothing where it is not asked.
    pub(crate) fn twin_difference(&self, case: &TwinCase<'_>) -> Result<Option<String>, Error> {
        self.twin.as_ref().map_or(Ok(None), |twin| twin.difference(case))
    }

    /// Were cases left out, so that nothing can be said about the ones that did not run?
    pub(crate) fn narrows(&self) -> bool {
        self.show.is_some() || self.filter.is_some()
    }
}

/// One suite: its name on the command line and where its data stands.
#[derive(Debug, Clone, Copy)]
struct Suite {
    name: &'static str,
    /// Inside `../shared/corpus`; the own suite has its data in the repository.
    corpus: Option<&'static str>,
    run: fn(&Path, &Options, &mut Report) -> Result<(), Error>,
}

const SUITES: [Suite; 5] = [
    Suite { name: "own", corpus: None, run: own::run },
    Suite { name: "aws", corpus: Some("aws-recorded"), run: aws::run },
    Suite { name: "jsonpath", corpus: Some("jsonpath/jayway-cases.json"), run: jsonpath::run },
    Suite { name: "jsonata", corpus: Some("jsonata/cases.json"), run: jsonata::run },
    Suite { name: "real-world", corpus: Some("real-world"), run: real_world::run },
];

impl Suite {
    /// Where the data stands when the caller names no place.
    fn default_place(&self) -> Option<PathBuf> {
        match self.corpus {
            None => Some(paths::root().join("conformance")),
            Some(corpus) => {
                paths::shared("corpus").map(|folder| folder.join(corpus)).filter(|path| path.exists())
            }
        }
    }
}

/// Reads the command line, runs the suites, prints the report.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    if args.flag("--differential") {
        return match args.positional().as_deref() {
            Some("jsonata") => differential::command(args),
            _ => Err(Error::new("only JSONata has a reference to compare with")
                .fix("conformance jsonata --differential")),
        };
    }
    let mut options = Options {
        filter: args.option("--filter")?,
        show: args.option("--show")?,
        twin: None,
        in_wasm: args.flag("--wasm"),
        bless: args.flag("--bless"),
    };
    let json = args.option("--json")?;
    let chosen = args.positional();
    // The query languages have no histories to compare.
    if options.in_wasm && !matches!(chosen.as_deref(), Some("jsonata" | "jsonpath")) {
        options.twin = Some(Twin::start()?);
    }
    let place = args.positional().map(PathBuf::from);
    args.finish()?;

    let mut all = Report::default();
    let mut unlisted = 0;
    let mut missing = 0;
    for suite in SUITES.iter().filter(|suite| chosen.as_deref().is_none_or(|name| name == suite.name)) {
        let Some(place) = place.clone().or_else(|| suite.default_place()) else {
            missing += 1;
            continue;
        };
        if !place.exists() {
            return Err(Error::new(format!("there is nothing at {}", place.display()))
                .fix(format!("name the place: cargo xtask conformance {} PATH", suite.name)));
        }
        let mut report = Report::new(suite.name);
        (suite.run)(&place, &options, &mut report)?;
        report.print(options.show.is_some());
        unlisted += KnownFailures::read(suite.name)?.judge(&report, options.narrows());
        all.extend(report);
    }
    if chosen.as_deref().is_some_and(|name| SUITES.iter().all(|suite| suite.name != name)) {
        return Err(Error::new(format!("there is no suite `{}`", chosen.unwrap_or_default()))
            .fix("own, aws, jsonpath, jsonata or real-world"));
    }
    if missing > 0 {
        println!("corpus not found, {missing} suites skipped");
    }
    if let Some(file) = json {
        std::fs::write(file, all.to_json()?)?;
    }
    println!("{}", all.closing_line());
    Ok(if unlisted == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs our own cases natively and in the wasm build. Returns how many passed and how many did not.
pub(crate) fn own_cases_everywhere() -> Result<(usize, usize), Error> {
    let mut report = Report::new("own");
    let options = Options { twin: Some(Twin::start()?), ..Options::default() };
    own::run(&paths::root().join("conformance"), &options, &mut report)?;
    let unlisted = KnownFailures::read("own")?.judge(&report, false);
    Ok((report.counted().count().saturating_sub(unlisted), unlisted))
}
