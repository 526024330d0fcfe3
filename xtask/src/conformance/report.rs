//! What a suite found: one outcome per case, printed per area and as the closing line.
//!
//! It knows nothing of any suite's format.

use std::collections::BTreeMap;

use crate::error::Error;

/// How one case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The answer is the expected one.
    Passed,
    /// It is not. `reason` is one line; `details` is shown by `--show`.
    Failed {
        /// One line that says what differs first.
        reason: String,
        /// The whole difference, as many lines as it takes.
        details: String,
    },
    /// It does not apply to us. The reason is one line.
    Skipped(String),
}

/// One case and how it ended.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// Unique within the suite.
    pub(crate) id: String,
    /// What the report groups by.
    pub(crate) area: String,
    pub(crate) verdict: Verdict,
    /// Does it count in the closing line? Rows that only inform do not.
    pub(crate) counted: bool,
}

/// All outcomes of a suite, in the order in which its cases ran.
#[derive(Debug, Default)]
pub(crate) struct Report {
    suite: String,
    outcomes: Vec<Outcome>,
    /// Areas whose cases inform and are not counted.
    asides: Vec<String>,
}

impl Report {
    /// An empty report of the named suite.
    pub(crate) fn new(suite: &str) -> Self {
        Self { suite: suite.to_owned(), ..Self::default() }
    }

    /// Marks an area as information only: it has its row, but is not in the closing line.
    pub(crate) fn set_aside(&mut self, area: &str) {
        self.asides.push(area.to_owned());
    }

    /// Notes how a case ended.
    pub(crate) fn add(&mut self, area: &str, id: &str, verdict: Verdict) {
        let counted = !self.asides.iter().any(|aside| aside == area);
        self.outcomes.push(Outcome { id: id.to_owned(), area: area.to_owned(), verdict, counted });
    }

    /// Notes a case that passed.
    pub(crate) fn passed(&mut self, area: &str, id: &str) {
        self.add(area, id, Verdict::Passed);
    }

    /// Notes a case that failed: one line, and the whole difference for `--show`.
    pub(crate) fn failed(
        &mut self,
        area: &str,
        id: &str,
        reason: impl Into<String>,
        details: impl Into<String>,
    ) {
        self.add(area, id, Verdict::Failed { reason: reason.into(), details: details.into() });
    }

    /// Notes a case that does not apply.
    pub(crate) fn skipped(&mut self, area: &str, id: &str, reason: impl Into<String>) {
        self.add(area, id, Verdict::Skipped(reason.into()));
    }

    /// The outcomes that count.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| outcome.counted)
    }

    /// Puts another suite's outcomes after these; ids get the suite's name in front.
    pub(crate) fn extend(&mut self, other: Self) {
        let suite = other.suite;
        self.outcomes.extend(
            other
                .outcomes
                .into_iter()
                .map(|outcome| Outcome { area: format!("{suite}/{}", outcome.area), ..outcome }),
        );
    }

    /// Prints a row per area, and with `details` every difference in full.
    pub(crate) fn print(&self, details: bool) {
        let mut areas: BTreeMap<&str, Tally> = BTreeMap::new();
        for outcome in &self.outcomes {
            areas.entry(&outcome.area).or_default().add(outcome);
        }
        println!("{}", self.suite);
        for (area, tally) in areas {
            let aside = if tally.counted { "" } else { "  (information only)" };
            println!(
                "  {area:<28} {:>5} passed {:>5} failed {:>5} skipped{aside}",
                tally.passed, tally.failed, tally.skipped
            );
        }
        if details {
            for outcome in &self.outcomes {
                print_details(outcome);
            }
        }
    }

    /// The line that other programs read.
    pub(crate) fn closing_line(&self) -> String {
        let mut tally = Tally::default();
        self.counted().for_each(|outcome| tally.add(outcome));
        format!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped)
    }

    /// Every outcome as JSON: `[{suite area, id, result, reason}]`.
    pub(crate) fn to_json(&self) -> Result<String, Error> {
        let rows: Vec<serde_json::Value> = self.outcomes.iter().map(Outcome::to_json).collect();
        Ok(serde_json::to_string_pretty(&rows)?)
    }
}

impl Outcome {
    fn to_json(&self) -> serde_json::Value {
        let (result, reason) = match &self.verdict {
            Verdict::Passed => ("passed", None),
            Verdict::Failed { reason, .. } => ("failed", Some(reason)),
            Verdict::Skipped(reason) => ("skipped", Some(reason)),
        };
        serde_json::json!({ "id": self.id, "area": self.area, "result": result, "reason": reason, "counted": self.counted })
    }
}

/// Counts of one area.
#[derive(Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    counted: bool,
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        match outcome.verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed { .. } => self.failed += 1,
            Verdict::Skipped(_) => self.skipped += 1,
        }
        self.counted |= outcome.counted;
    }
}

fn print_details(outcome: &Outcome) {
    match &outcome.verdict {
        Verdict::Passed => println!("\n{}: passed", outcome.id),
        Verdict::Skipped(reason) => println!("\n{}: skipped, {reason}", outcome.id),
        Verdict::Failed { reason, details } => println!("\n{}: failed, {reason}\n{details}", outcome.id),
    }
}
