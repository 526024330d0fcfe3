//! Date and time pictures such as `[Y0001]-[M01]-[D01]`, and the calendar that they need.
//!
//! Source: `XPath` Functions 3.1 section 9.8, as JSONata 2.0.6 follows it.

use asl_json::Value;

use super::format_integer::{Case, IntegerPicture, Primary, parse_int};
use crate::error::{Fault, Outcome};

/// A part of a picture.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Literal(String),
    Marker(Box<Marker>),
}

/// `[Y0001]`
#[derive(Clone, Debug)]
pub(super) struct Marker {
    pub(super) component: char,
    /// Written as a name, in this case of letters.
    pub(super) names: Option<Case>,
    /// Most characters of a name.
    pub(super) longest: Option<usize>,
    pub(super) integer: Option<IntegerPicture>,
    /// Digits of a year, month or day; none: as many as it has.
    pub(super) digits: Option<usize>,
    /// The second modifier: `t` writes `Z` for no offset.
    pub(super) traditional: bool,
}

/// What is meant where a marker has no presentation of its own.
fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'F' | 'P' | 'C' | 'E' => "n",
        'm' | 's' => "01",
        'Z' | 'z' => "01:01",
        _ => return None,
    })
}

/// Reads a picture.
pub(super) fn parse(picture: &str) -> Outcome<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = picture;
    while let Some(open) = rest.find('[') {
        add_literal(&mut parts, rest.get(..open).unwrap_or(""));
        let after = rest.get(open + 1..).unwrap_or("");
        if let Some(tail) = after.strip_prefix('[') {
            parts.push(Part::Literal("[".to_owned()));
            rest = tail;
            continue;
        }
        let Some((marker, tail)) = after.split_once(']') else { return Err(Fault::new("D3135")) };
        let marker: String = marker.split_whitespace().collect();
        parts.push(Part::Marker(Box::new(parse_marker(&marker)?)));
        rest = tail;
    }
    add_literal(&mut parts, rest);
    Ok(parts)
}

fn add_literal(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Literal(text.replace("]]", "]")));
    }
}

fn width(text: &str) -> Option<usize> {
    let value = parse_int(text);
    (text != "*" && value >= 0.0).then_some(value.min(1000.0) as usize)
}

fn parse_marker(marker: &str) -> Outcome<Marker> {
    let component = marker.chars().next().unwrap_or(' ');
    let rest = marker.get(component.len_utf8().min(marker.len())..).unwrap_or("");
    let (presentation, widths) = match rest.rsplit_once(',') {
        Some((presentation, widths)) => (presentation, Some(widths)),
        None => (rest, None),
    };
    let (least, most) = match widths.map(|widths| widths.split_once('-').unwrap_or((widths, "*"))) {
        Some((least, most)) => (width(least), width(most)),
        None => (None, None),
    };
    let mut modifier = None;
    let mut first = presentation;
    if presentation.chars().count() > 1
        && let Some(stem) = presentation.strip_suffix(['a', 't', 'c', 'o'])
    {
        modifier = presentation.chars().next_back();
        first = stem;
    }
    if first.is_empty() {
        let Some(default) = default_presentation(component) else {
            return Err(Fault::new("D3132").with_value(Value::from(
                marker.get(..component.len_utf8().min(marker.len())).unwrap_or(""),
            )));
        };
        first = default;
    }
    let names = match (first.chars().next(), first.chars().nth(1)) {
        (Some('n'), _) => Some(Case::Lower),
        (Some('N'), Some('n')) => Some(Case::Title),
        (Some('N'), _) => Some(Case::Upper),
        _ => None,
    };
    let mut result = Marker {
        component,
        names,
        longest: most,
        integer: None,
        digits: None,
        traditional: modifier == Some('t'),
    };
    if matches!(component, 'Z' | 'z') {
        result.integer = Some(IntegerPicture::parse(first)?);
    } else if names.is_none() && "YMDdFWwXxHhmsf".contains(component) {
        let picture = match modifier {
            Some(modifier) => IntegerPicture::parse(&format!("{first};{modifier}"))?,
            None => IntegerPicture::parse(first)?,
        };
        result.set_integer(picture, least, most);
    }
    Ok(result)
}

impl Marker {
    fn set_integer(&mut self, mut picture: IntegerPicture, least: Option<usize>, most: Option<usize>) {
        let decimal = picture.primary == Primary::Decimal;
        if decimal && let Some(least) = least {
            picture.mandatory = picture.mandatory.max(least);
        }
        if "YMD".contains(self.component) {
            let shown = picture.mandatory + picture.optional;
            if let Some(most) = most {
                self.digits = Some(most);
                picture.mandatory = most;
            } else if decimal && shown >= 2 {
                self.digits = Some(shown);
            }
        }
        self.integer = Some(picture);
    }
}

pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const DAY_MILLIS: f64 = 86_400_000.0;

/// A moment in UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) millis: f64,
    year: f64,
    /// From 0.
    month: f64,
    day: f64,
}

/// Days from 1970-01-01 to the first of a month. `month` counts from 0 and may lie outside the year.
fn days_to_month(year: f64, month: f64) -> f64 {
    let year = year + (month / 12.0).floor();
    let month = month.rem_euclid(12.0);
    // The year begins in March, so that the leap day is its last. Source: H. Hinnant, "chrono-compatible date algorithms".
    let year = if month < 2.0 { year - 1.0 } else { year };
    let era = (year / 400.0).floor();
    let of_era = year - era * 400.0;
    let from_march = (month + 10.0) % 12.0;
    let of_year = ((153.0 * from_march + 2.0) / 5.0).floor();
    let day = of_era * 365.0 + (of_era / 4.0).floor() - (of_era / 100.0).floor() + of_year;
    era * 146_097.0 + day - 719_468.0
}

/// Milliseconds of a date and time in UTC, as `Date.UTC`: years from 0 to 99 are those of the 20th century.
pub(super) fn utc(year: f64, month: f64, rest: [f64; 5]) -> f64 {
    let [day, hour, minute, second, milli] = rest;
    let year = if (0.0..=99.0).contains(&year) { year + 1900.0 } else { year };
    let time = ((hour * 60.0 + minute) * 60.0 + second) * 1000.0 + milli;
    let millis = (days_to_month(year, month) + day - 1.0) * DAY_MILLIS + time;
    if millis.abs() <= 8.64e15 { millis } else { f64::NAN }
}

fn first_of(year: f64, month: f64) -> f64 {
    utc(year, month, [1.0, 0.0, 0.0, 0.0, 0.0])
}

/// Day of the week, Monday 1 to Sunday 7.
fn weekday(millis: f64) -> f64 {
    ((millis / DAY_MILLIS).floor() + 3.0).rem_euclid(7.0) + 1.0
}

/// The Monday of the first week of a month: the week with its first Thursday.
fn first_week(year: f64, month: f64) -> f64 {
    let first = first_of(year, month);
    let day = weekday(first);
    if day > 4.0 { first + (8.0 - day) * DAY_MILLIS } else { first - (day - 1.0) * DAY_MILLIS }
}

fn weeks(from: f64, to: f64) -> f64 {
    (to - from) / (DAY_MILLIS * 7.0) + 1.0
}

fn next_month(year: f64, month: f64) -> (f64, f64) {
    if month == 11.0 { (year + 1.0, 0.0) } else { (year, month + 1.0) }
}

fn previous_month(year: f64, month: f64) -> (f64, f64) {
    if month == 0.0 { (year - 1.0, 11.0) } else { (year, month - 1.0) }
}

impl Moment {
    pub(super) fn new(millis: f64) -> Self {
        let days = (millis / DAY_MILLIS).floor() + 719_468.0;
        let era = (days / 146_097.0).floor();
        let of_era = days - era * 146_097.0;
        let year_of_era = ((of_era - (of_era / 1460.0).floor() + (of_era / 36_524.0).floor()
            - (of_era / 146_096.0).floor())
            / 365.0)
            .floor();
        let of_year =
            of_era - (365.0 * year_of_era + (year_of_era / 4.0).floor() - (year_of_era / 100.0).floor());
        let from_march = ((5.0 * of_year + 2.0) / 153.0).floor();
        let day = of_year - ((153.0 * from_march + 2.0) / 5.0).floor() + 1.0;
        let month = (from_march + 2.0) % 12.0;
        let year = year_of_era + era * 400.0 + f64::from(u8::from(month < 2.0));
        Self { millis, year, month, day }
    }

    fn time_of_day(self) -> f64 {
        self.millis.rem_euclid(DAY_MILLIS)
    }

    fn midnight(self) -> f64 {
        utc(self.year, self.month, [self.day, 0.0, 0.0, 0.0, 0.0])
    }

    /// The number that a component letter means; none for those that are no numbers.
    pub(super) fn component(self, letter: char) -> Option<f64> {
        let hour = (self.time_of_day() / 3_600_000.0).floor();
        Some(match letter {
            'Y' => self.year,
            'M' => self.month + 1.0,
            'D' => self.day,
            'd' => (self.midnight() - first_of(self.year, 0.0)) / DAY_MILLIS + 1.0,
            'F' => weekday(self.millis),
            'W' => self.week((self.year, 0.0), (self.year + 1.0, 0.0), (self.year - 1.0, 0.0), 52.0),
            'w' => {
                let (next, previous) =
                    (next_month(self.year, self.month), previous_month(self.year, self.month));
                self.week((self.year, self.month), next, previous, 4.0)
            }
            'X' => {
                if self.millis < first_week(self.year, 0.0) {
                    self.year - 1.0
                } else if self.millis >= first_week(self.year + 1.0, 0.0) {
                    self.year + 1.0
                } else {
                    self.year
                }
            }
            'x' => {
                let next = next_month(self.year, self.month);
                if self.millis < first_week(self.year, self.month) {
                    previous_month(self.year, self.month).1 + 1.0
                } else if self.millis >= first_week(next.0, next.1) {
                    next.1 + 1.0
                } else {
                    self.month + 1.0
                }
            }
            'H' => hour,
            'h' => {
                if hour % 12.0 == 0.0 {
                    12.0
                } else {
                    hour % 12.0
                }
            }
            'm' => (self.time_of_day() / 60_000.0).floor() % 60.0,
            's' => (self.time_of_day() / 1000.0).floor() % 60.0,
            'f' => self.time_of_day() % 1000.0,
            _ => return None,
        })
    }

    fn week(self, this: (f64, f64), next: (f64, f64), previous: (f64, f64), most: f64) -> f64 {
        let today = self.midnight();
        let mut week = weeks(first_week(this.0, this.1), today);
        if week > most {
            if today >= first_week(next.0, next.1) {
                week = 1.0;
            }
        } else if week < 1.0 {
            week = weeks(first_week(previous.0, previous.1), today);
        }
        week.floor()
    }

    pub(super) fn is_afternoon(self) -> bool {
        self.time_of_day() >= DAY_MILLIS / 2.0
    }
}
