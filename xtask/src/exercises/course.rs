//! The folders of exercises and the three files beside them, as they lie on the disk.

use std::path::Path;

use asl_insight::exercise::LANGUAGES;
use asl_json::{Value, parse_value};

use crate::error::Error;

/// An exercise's folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// `01-state-types/01-hello-state-machine`
    pub(super) path: String,
    /// `{exercise, files, texts}`
    pub(super) bundle: Value,
    /// What is wrong with the folder itself.
    pub(super) problems: Vec<String>,
}

/// Everything below `web/exercises`.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) folders: Vec<Folder>,
    /// The facts by name.
    pub(super) facts: Value,
    topics: Vec<(String, String)>,
    tracks: Value,
    problems: Vec<String>,
}

impl Course {
    /// Reads a folder that is laid out as `web/exercises`.
    ///
    /// # Errors
    /// It cannot be read, or one of the three files is no JSON.
    pub(super) fn read(root: &Path) -> Result<Self, Error> {
        let member = |file: &str, name: &str| -> Result<Value, Error> {
            let path = root.join(file);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Error::new(format!("{} cannot be read: {error}", path.display())))?;
            let value = parse_value(&text).map_err(|error| Error::new(format!("{file}: {error}")))?;
            Ok(value.get(name).cloned().unwrap_or_default())
        };
        let mut problems = Vec::new();
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let topics: Vec<_> = list(&member("topics.json", "topics")?)
            .iter()
            .map(|topic| (text(topic, "id"), text(topic, "folder")))
            .collect();
        let mut folders = Vec::new();
        for name in names(root)?.into_iter().filter(|name| root.join(name).is_dir()) {
            let Some((letter, _)) = topics.iter().find(|(_, folder)| *folder == name) else {
                problems.push(format!("the folder {name} is no topic of topics.json"));
                continue;
            };
            for exercise in names(&root.join(&name))? {
                folders.push(Folder::read(root, &format!("{name}/{exercise}"), letter)?);
            }
        }
        let (facts, tracks) = (member("facts.json", "facts")?, member("tracks.json", "tracks")?);
        Ok(Self { folders, facts, topics, tracks, problems })
    }

    /// What is wrong with topics, tracks and facts.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = self.problems.clone();
        problems.extend(self.unwritten());
        for track in list(&self.tracks) {
            for language in LANGUAGES {
                if track.get("title").and_then(|title| title.get(language)).is_none() {
                    problems.push(format!("a track has no title in {language}"));
                }
            }
        }
        for (name, fact) in self.facts.as_object().into_iter().flat_map(|facts| facts.iter()) {
            let complete = fact.get("value").and_then(Value::as_number).is_some()
                && ["as_of", "source"]
                    .iter()
                    .all(|member| fact.get(member).and_then(Value::as_str).is_some());
            if !complete {
                problems.push(format!("the fact {name} wants value, as_of and source"));
            }
        }
        problems.extend(
            self.topics
                .iter()
                .filter(|(letter, folder)| letter.is_empty() || folder.is_empty())
                .map(|_| "a topic wants id and folder".to_owned()),
        );
        problems
    }

    /// What tracks name and nobody has written.
    fn unwritten(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for track in list(&self.tracks) {
            for name in track.get("exercises").map(list).unwrap_or_default() {
                let name = name.as_str().unwrap_or_default();
                if !self.folders.iter().any(|folder| folder.is_in(name)) {
                    missing.push(format!("a track names {name}, and there is no such exercise or topic"));
                }
            }
        }
        missing
    }

    /// The tracks with every topic written out, without exercises that are not there.
    pub(super) fn known_tracks(&self) -> Value {
        let tracks = list(&self.tracks).into_iter().map(|track| {
            let mut ids = Vec::new();
            for name in track.get("exercises").map(list).unwrap_or_default() {
                let name = name.as_str().unwrap_or_default().to_owned();
                let fits =
                    |folder: &&Folder| folder.id() == name || folder.id().split('-').next() == Some(&name);
                ids.extend(self.folders.iter().filter(fits).map(|folder| Value::from(folder.id())));
            }
            let members = track.as_object().into_iter().flat_map(|members| members.iter());
            Value::object(members.map(|(name, value)| {
                (name.clone(), if &**name == "exercises" { Value::array(ids.clone()) } else { value.clone() })
            }))
        });
        Value::array(tracks.collect())
    }
}

impl Folder {
    fn read(root: &Path, path: &str, letter: &str) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let (mut exercise, mut files, mut texts) = (Value::Null, Vec::new(), Vec::new());
        for name in names(&root.join(path))? {
            let file = root.join(path).join(&name);
            let Ok(text) = std::fs::read_to_string(&file) else {
                problems.push(format!("{name} is no text file"));
                continue;
            };
            let parsed = parse_value(&text);
            if let Err(error) = &parsed {
                problems.push(format!("{name} is not JSON: {error}"));
            }
            if !text.ends_with('\n') {
                problems.push(format!("{name} has no newline at its end"));
            }
            let value = parsed.unwrap_or_default();
            match name.strip_suffix(".json") {
                Some("exercise") => exercise = value,
                Some(language) if LANGUAGES.contains(&language) => texts.push((language.to_owned(), value)),
                _ => files.push((name, Value::from(text))),
            }
        }
        let bundle = Value::object([
            ("exercise", exercise),
            ("files", Value::object(files)),
            ("texts", Value::object(texts)),
        ]);
        let mut folder = Self { path: path.to_owned(), bundle, problems };
        let number = path.rsplit('/').next().and_then(|name| name.split('-').next()).unwrap_or_default();
        let wanted = format!("{letter}-{number}");
        if folder.id() != wanted {
            folder.problems.push(format!(
                "exercise.json: id is `{}`, and the folder's place says `{wanted}`",
                folder.id()
            ));
        }
        Ok(folder)
    }

    /// `A-01`
    pub(super) fn id(&self) -> &str {
        self.bundle
            .get("exercise")
            .and_then(|exercise| exercise.get("id"))
            .and_then(Value::as_str)
            .unwrap_or("?")
    }

    /// Whether a track's entry means this exercise: by its id, or by its topic's letter.
    fn is_in(&self, entry: &str) -> bool {
        self.id() == entry || self.id().split('-').next() == Some(entry)
    }

    /// The texts of a language.
    pub(super) fn texts(&self, language: &str) -> Option<&Value> {
        self.bundle.get("texts")?.get(language)
    }
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Error::new(format!("{} cannot be read: {error}", folder.display())))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}
