//! # `SCHEMA_VALIDATION_FAILED`: a timestamp that is none
//!
//! A Wait state's `Timestamp` is a time of RFC 3339 with an upper-case `T` and a zone: `2030-01-31T12:00:00Z`.
//!
//! Bad:
//! ```json
//! {"Type": "Wait", "Timestamp": "2030-01-31 12:00:00", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Wait", "Timestamp": "2030-01-31T12:00:00Z", "End": true}
//! ```

use super::context::{Context, Report};
use crate::lower::jsonata_text;
use crate::{QueryLanguage, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Wait(_) = site.state.kind else { continue };
        let Some(node) = site.fields().get("Timestamp") else { continue };
        let Some(text) = node.as_str() else { continue };
        let expression = site.state.query_language == QueryLanguage::Jsonata && text.starts_with("{%");
        if !expression && jsonata_text(text).is_none() && !is_timestamp(text) {
            report.schema(
                "String does not match RFC3339 timestamp",
                site.field_location("Timestamp"),
                node.range,
            );
        }
    }
}

/// Whether a text is a timestamp of RFC 3339 as Step Functions takes it.
pub(crate) fn is_timestamp(text: &str) -> bool {
    read_timestamp(text).is_some()
}

fn read_timestamp(text: &str) -> Option<()> {
    let (date, rest) = text.split_once('T')?;
    let [year, month, day] = numbers(date, '-', &[4, 2, 2])?;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    };
    let zone_at = rest.find(['Z', '+', '-'])?;
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let (time, fraction) =
        time.split_once('.').map_or((time, None), |(time, fraction)| (time, Some(fraction)));
    let [hour, minute, second] = numbers(time, ':', &[2, 2, 2])?;
    let in_range = (1..=days).contains(&day) && hour <= 23 && minute <= 59 && second <= 60;
    let fraction_fits = fraction.is_none_or(|digits| {
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let zone_fits = zone == "Z"
        || zone
            .get(1..)
            .and_then(|offset| numbers(offset, ':', &[2, 2]))
            .is_some_and(|[hours, minutes]| hours <= 23 && minutes <= 59);
    (in_range && fraction_fits && zone_fits).then_some(())
}

fn numbers<const N: usize>(text: &str, separator: char, widths: &[usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut parts = text.split(separator);
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == *width)?;
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn timestamps_are_told_from_other_texts() {
        for good in ["2016-03-14T01:59:00Z", "2016-03-14T01:59:00.123+02:00", "2024-02-29T23:59:60Z"] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "T",
            "2016-13-05T21:29:29Z",
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2023-02-29T00:00:00Z",
            "2016-12-05T25:00:00Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T21:29:29é",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }
}
