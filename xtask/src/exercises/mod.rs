//! `cargo xtask exercises`: proves that every exercise keeps its promises, in all languages, natively and in wasm.
//!
//! What an exercise must be is decided by `asl-insight`; here are the folders, the languages and the words.

mod course;
mod languages;
mod twin;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use asl_engine::sample::SampleShapes;
use asl_insight::exercise::{self, Examiner};
use asl_json::{Value, to_json};

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use course::{Course, Folder};
use twin::Twin;

/// An exercise, or a file that belongs to all of them, and what is wrong with it.
#[derive(Debug)]
struct Verdict {
    name: String,
    problems: Vec<String>,
}

/// Reads the command line, proves, prints.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let filter = args.option("--filter")?;
    let pack = args.option("--pack")?.map(PathBuf::from);
    let out = args.option("--out")?.map(PathBuf::from);
    let twin = if args.flag("--wasm") { Some(Twin::start()?) } else { None };
    args.finish()?;
    if pack.is_some() != out.is_some() {
        return Err(Error::new("a pack wants a folder and a file").fix("--pack FOLDER --out pack.json"));
    }
    let course = Course::read(&pack.unwrap_or_else(own_folder))?;
    let verdicts = prove(&course, filter.as_deref(), twin)?;
    for verdict in verdicts.iter().filter(|verdict| !verdict.problems.is_empty()) {
        println!("{}", verdict.name);
        for problem in &verdict.problems {
            println!("    {problem}");
        }
    }
    let failed = verdicts.iter().filter(|verdict| !verdict.problems.is_empty()).count();
    if let Some(out) = out.filter(|_| failed == 0) {
        write_pack(&course, &out)?;
    }
    println!("{} passed, {failed} failed", verdicts.len() - failed);
    Ok(if failed == 0 && !verdicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Proves our own exercises, natively and in wasm. Returns how many passed and how many did not.
pub(crate) fn everywhere() -> Result<(usize, usize), Error> {
    let verdicts = prove(&Course::read(&own_folder())?, None, Some(Twin::start()?))?;
    let failed: Vec<_> = verdicts.iter().filter(|verdict| !verdict.problems.is_empty()).collect();
    for verdict in &failed {
        println!("    {}: {}", verdict.name, verdict.problems.join("; "));
    }
    Ok((verdicts.len() - failed.len(), failed.len()))
}

fn own_folder() -> PathBuf {
    paths::root().join("web/exercises")
}

fn prove(course: &Course, filter: Option<&str>, mut twin: Option<Twin>) -> Result<Vec<Verdict>, Error> {
    let wanted = |name: &str| filter.is_none_or(|filter| name.contains(filter));
    let mut verdicts = Vec::new();
    for folder in &course.folders {
        let name = format!("{} {}", folder.id(), folder.path);
        if !wanted(&name) {
            continue;
        }
        let mut problems = judge(course, folder);
        if let Some(twin) = &mut twin
            && problems.is_empty()
        {
            problems.extend(twin.difference(&folder.bundle)?);
        }
        verdicts.push(Verdict { name, problems });
    }
    let problems = course.problems();
    if filter.is_none() && !problems.is_empty() {
        verdicts.push(Verdict { name: "topics.json, tracks.json, facts.json".into(), problems });
    }
    Ok(verdicts)
}

fn judge(course: &Course, folder: &Folder) -> Vec<String> {
    let mut problems = folder.problems.clone();
    let mut examiner = Examiner::new(SampleShapes::built_in());
    let found = exercise::validate_exercise(&folder.bundle, &mut |question| examiner.answer(question));
    problems.extend(found.iter().map(words::of));
    problems.extend(languages::problems(folder, &course.facts));
    problems
}

/// Writes the folder as one file, as `web/exercises/README.md` describes packs.
fn write_pack(course: &Course, out: &Path) -> Result<(), Error> {
    let title = out.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let pack = Value::object([
        ("format_version", Value::from(1_i64)),
        ("id", Value::from(title.as_str())),
        ("title", Value::object([("en", Value::from(title.as_str()))])),
        ("exercises", Value::array(course.folders.iter().map(|folder| folder.bundle.clone()).collect())),
        ("tracks", course.known_tracks()),
        ("facts", course.facts.clone()),
    ]);
    let text = to_json(&pack);
    let mut examiner = Examiner::new(SampleShapes::built_in());
    let found = exercise::validate_pack(&text, &mut |question| examiner.answer(question));
    if let Some(problem) = found.first() {
        return Err(Error::new(format!("the pack would be refused: {}", words::of(problem))));
    }
    Ok(std::fs::write(out, text)?)
}
