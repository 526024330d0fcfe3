//! The committed list of cases that are known to fail: `conformance/known-failures/SUITE.txt`.
//!
//! One case a line: its id, blanks, why it fails. The list may only shrink: a failure that is not in it and a listed
//! case that passes are both errors, so the list never lies.

use std::collections::BTreeMap;

use super::report::{Report, Verdict};
use crate::error::Error;
use crate::paths;

/// How many unlisted failures are printed before the rest is only counted.
const SHOWN: usize = 20;

/// Ids that are known to fail, each with its reason.
#[derive(Debug, Default)]
pub(crate) struct KnownFailures {
    suite: String,
    listed: BTreeMap<String, String>,
}

impl KnownFailures {
    /// Reads the suite's list. No file means an empty list.
    ///
    /// # Errors
    /// A line without a reason.
    pub(crate) fn read(suite: &str) -> Result<Self, Error> {
        let path = paths::root().join("conformance/known-failures").join(format!("{suite}.txt"));
        if !path.exists() {
            return Ok(Self { suite: suite.to_owned(), ..Self::default() });
        }
        Self::parse(suite, &std::fs::read_to_string(&path)?)
    }

    fn parse(suite: &str, text: &str) -> Result<Self, Error> {
        let mut listed = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((id, reason)) = line.split_once(char::is_whitespace) else {
                return Err(Error::new(format!("known-failures/{suite}.txt: `{line}` gives no reason")));
            };
            listed.insert(id.to_owned(), reason.trim().to_owned());
        }
        Ok(Self { suite: suite.to_owned(), listed })
    }

    /// Prints every difference between the list and the report; returns how many there are.
    ///
    /// With `narrowed` (a filter was given) listed cases that did not run are not looked for.
    pub(crate) fn judge(&self, report: &Report, narrowed: bool) -> usize {
        let complaints = self.complaints(report, narrowed);
        for complaint in complaints.iter().take(SHOWN) {
            println!("  {complaint}");
        }
        if complaints.len() > SHOWN {
            println!("  … and {} more", complaints.len() - SHOWN);
        }
        complaints.len()
    }

    fn complaints(&self, report: &Report, narrowed: bool) -> Vec<String> {
        let mut unseen: BTreeMap<&str, &str> =
            self.listed.iter().map(|(id, reason)| (id.as_str(), reason.as_str())).collect();
        let mut complaints = Vec::new();
        for outcome in report.counted() {
            let listed = unseen.remove(outcome.id.as_str()).is_some();
            match (&outcome.verdict, listed) {
                (Verdict::Failed { reason, .. }, false) => {
                    complaints.push(format!("{}: {reason}", outcome.id));
                }
                (Verdict::Passed, true) => complaints.push(format!(
                    "{} passes now: take it out of conformance/known-failures/{}.txt",
                    outcome.id, self.suite
                )),
                _ => {}
            }
        }
        if !narrowed {
            complaints.extend(
                unseen
                    .keys()
                    .map(|id| format!("{id} is listed as a known failure but there is no such case")),
            );
        }
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report::new("aws");
        report.passed("map", "a");
        report.failed("map", "b", "output differs", "");
        report.skipped("map", "c", "not yet");
        report
    }

    #[test]
    fn a_listed_failure_is_accepted_and_an_unlisted_one_is_not() {
        let known = KnownFailures::parse("aws", "# comment\nb  waits for the Map Run\n").unwrap();
        assert_eq!(known.complaints(&report(), false), Vec::<String>::new());
        assert_eq!(KnownFailures::default().complaints(&report(), false), ["b: output differs"]);
    }

    #[test]
    fn the_list_may_only_shrink() {
        let known = KnownFailures::parse("aws", "a old\nb old\ngone old\n").unwrap();
        let complaints = known.complaints(&report(), false);
        assert_eq!(complaints.len(), 2);
        assert!(complaints[0].starts_with("a passes now"));
        assert!(complaints[1].starts_with("gone is listed"));
        assert_eq!(known.complaints(&report(), true).len(), 1);
    }

    #[test]
    fn a_line_without_a_reason_is_refused() {
        assert!(KnownFailures::parse("aws", "b\n").is_err());
    }
}
