//! From a path and a document to a value or an error, within a budget of steps.
//!
//! Definite paths of members and indexes are followed directly; for all others there is [`walk`].

use std::collections::BTreeMap;

use asl_json::{Array, Value};

use crate::path::{Root, Steps, Token};
use crate::walk::{self, Missing};
use crate::{PathError, java_text};

/// What an indefinite path gives whose definite beginning is missing (`$.items[*]` on `{}`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingHead {
    /// `[]`, as AWS was recorded to do.
    #[default]
    AwsEmptyList,
    /// [`PathError::NotFound`] with `Missing property in path …`, Jayway's default; a document that is null is
    /// an error too, whatever the path.
    JaywayError,
}

/// Whether functions (`.length()`) are carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FunctionCalls {
    /// They are.
    #[default]
    Allowed,
    /// They make the path invalid.
    Refused,
}

/// What a path of members and indexes gives that leads past the end of an array (`$.items[5]` on `{"items":[]}`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PastEnd {
    /// [`PathError::NotFound`], as Jayway does and AWS in most fields.
    #[default]
    NotFound,
    /// `null`, as AWS was measured to do in a payload template (`"x.$": "$.items[5]"`), though not in the arguments
    /// of an intrinsic function.
    Null,
}

/// How a path is evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvaluateOptions {
    /// For indefinite paths without a head.
    pub missing_head: MissingHead,
    /// For indexes beyond an array's items.
    pub past_end: PastEnd,
    /// For functions.
    pub functions: FunctionCalls,
    /// Steps that the evaluation may take (its result may have 64 MiB of JSON text besides); none for a budget that grows with the document: a million and eight
    /// for each byte of its JSON text, enough for anything linear.
    pub budget: Option<u64>,
}

/// Why following a path stopped.
#[derive(Debug)]
pub(crate) enum Fault {
    NotFound(NotFound),
    /// What Jayway calls an invalid path.
    Invalid(String),
    /// Any other exception of Jayway's.
    Internal(String),
    Budget,
}

impl Fault {
    pub(crate) fn internal(message: &str) -> Self {
        Self::Internal(message.to_owned())
    }
}

/// A place that is not there. The text is made only when somebody is to read it.
#[derive(Debug)]
pub(crate) enum NotFound {
    /// The member that the token with this index names is missing, and the path goes on.
    MissingProperty(usize),
    /// The path led nowhere.
    NoResults,
    /// An index led past the end of an array.
    PastEnd,
    /// The token with this index wants an object and found something else.
    NotAnObject(usize, &'static str),
    /// The token with this index wants an array and found null.
    NullArray(usize),
    /// The token with this index wants an array and found something else.
    NotAnArray(usize, Value),
    /// Said already, by a path inside of this one.
    Text(String),
}

impl NotFound {
    /// Jayway's text.
    fn message(&self, steps: &Steps) -> String {
        match self {
            Self::MissingProperty(index) => format!("Missing property in path {}", steps.location(index + 1)),
            Self::NoResults | Self::PastEnd => format!("No results for path: {}", steps.fragments(None)),
            Self::NotAnObject(index, class) => {
                let mut property = String::new();
                if let Some(token) = steps.tokens.get(*index) {
                    token.write_fragment(&mut property);
                }
                format!(
                    "Expected to find an object with property {property} in path {} but found '{class}'. This is \
                     not a json object according to the JsonProvider: \
                     'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.",
                    steps.location(*index)
                )
            }
            Self::NullArray(index) => format!("The path {} is null", steps.location(*index)),
            Self::NotAnArray(index, value) => format!(
                "Filter: {} can only be applied to arrays. Current context is: {}",
                steps.fragments(Some(*index)),
                java_text::of(value)
            ),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Matches share the document's content, so that few steps can select what would be gigabytes of text. A result
/// whose JSON text is longer than this is refused: far more than any quota lets through.
const MAX_RESULT_BYTES: u32 = 64 << 20;

/// The value of a path on a document.
pub(crate) fn path(steps: &Steps, root: &Value, options: &EvaluateOptions) -> Result<Value, PathError> {
    if root.is_null() && options.missing_head == MissingHead::JaywayError {
        return Err(PathError::Invalid { message: "json can not be null".to_owned() });
    }
    if steps.is_plain {
        return of_plain(steps, plain(steps, 0, root), options);
    }
    let budget = options.budget.unwrap_or_else(|| 1_000_000 + 8 * u64::from(root.measure().size_bytes));
    let mut evaluation =
        Evaluation { root, functions: options.functions, budget, document_values: BTreeMap::new() };
    match evaluation.value(steps, root) {
        Ok(value) if value.measure().size_bytes > MAX_RESULT_BYTES => Err(PathError::Budget),
        Ok(value) => Ok(value),
        Err(Fault::NotFound(NotFound::MissingProperty(_)))
            if options.missing_head == MissingHead::AwsEmptyList && !steps.is_definite() =>
        {
            Ok(Value::array(Vec::new()))
        }
        Err(Fault::NotFound(not_found)) => Err(PathError::NotFound { message: not_found.message(steps) }),
        Err(Fault::Invalid(message) | Fault::Internal(message)) => Err(PathError::Invalid { message }),
        Err(Fault::Budget) => Err(PathError::Budget),
    }
}

/// The value of a path of members and indexes on a document of which only the member is known that it begins with.
pub(crate) fn below_head(
    steps: &Steps,
    member: Option<&Value>,
    options: &EvaluateOptions,
) -> Result<Value, PathError> {
    let found = member.ok_or_else(|| missing(steps, 0)).and_then(|member| plain(steps, 1, member));
    of_plain(steps, found, options)
}

fn of_plain(
    steps: &Steps,
    found: Result<&Value, NotFound>,
    options: &EvaluateOptions,
) -> Result<Value, PathError> {
    match found {
        Ok(value) => Ok(value.clone()),
        Err(NotFound::PastEnd) if options.past_end == PastEnd::Null => Ok(Value::Null),
        Err(not_found) => Err(PathError::NotFound { message: not_found.message(steps) }),
    }
}

/// Follows a path of members and indexes only, from the token with the index `from` on: no allocation, no budget.
fn plain<'v>(steps: &Steps, from: usize, start: &'v Value) -> Result<&'v Value, NotFound> {
    let mut value = start;
    for (index, token) in steps.tokens.iter().enumerate().skip(from) {
        let next = match token {
            Token::Property { name, .. } => {
                let members = value
                    .as_object()
                    .ok_or_else(|| NotFound::NotAnObject(index, java_text::class_name(value)))?;
                name.of(members).ok_or_else(|| missing(steps, index))?
            }
            Token::Index(position) => item(array(value, index)?, *position).ok_or(NotFound::PastEnd)?,
            _ => return Err(NotFound::NoResults),
        };
        value = next;
    }
    Ok(value)
}

/// What there is to say of a member that is missing.
const fn missing(steps: &Steps, index: usize) -> NotFound {
    if index + 1 == steps.tokens.len() { NotFound::NoResults } else { NotFound::MissingProperty(index) }
}

pub(crate) fn array(value: &Value, index: usize) -> Result<&Array, NotFound> {
    match value {
        Value::Array(items) => Ok(items),
        Value::Null => Err(NotFound::NullArray(index)),
        other => Err(NotFound::NotAnArray(index, other.clone())),
    }
}

/// The item at a position; a negative one counts from the end.
pub(crate) fn item(items: &[Value], position: i32) -> Option<&Value> {
    let position = i64::from(position);
    let position = if position < 0 { position + items.len() as i64 } else { position };
    usize::try_from(position).ok().and_then(|position| items.get(position))
}

/// One evaluation: the document, the budget, and what paths in filters gave on the whole document.
pub(crate) struct Evaluation<'d> {
    root: &'d Value,
    pub(crate) functions: FunctionCalls,
    budget: u64,
    /// Values of `$…` paths in filters by the address of their steps: they are the same for each item.
    document_values: BTreeMap<usize, Option<Value>>,
}

impl Evaluation<'_> {
    /// Takes steps off the budget.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Fault> {
        self.budget = self.budget.checked_sub(steps as u64).ok_or(Fault::Budget)?;
        Ok(())
    }

    /// The value of a path that starts at `start`.
    fn value(&mut self, steps: &Steps, start: &Value) -> Result<Value, Fault> {
        if steps.is_plain {
            self.spend(steps.tokens.len())?;
            return plain(steps, 0, start).cloned().map_err(Fault::NotFound);
        }
        let matches = walk::matches(steps, start, Missing::Skipped, self)?;
        if !steps.is_definite() {
            return Ok(Value::array(matches));
        }
        matches.into_iter().next().ok_or(Fault::NotFound(NotFound::NoResults))
    }

    /// The value of a path on the whole document, for a function's argument.
    pub(crate) fn document_value(&mut self, steps: &Steps) -> Result<Value, Fault> {
        let root = self.root;
        self.value(steps, root).map_err(|fault| match fault {
            Fault::NotFound(not_found) => Fault::NotFound(NotFound::Text(not_found.message(steps))),
            other => other,
        })
    }

    /// What lies below the places that a path leads to. A definite path gives the first of these only.
    pub(crate) fn children(&mut self, steps: &Steps) -> Result<Value, Fault> {
        let root = self.root;
        let mut children = Vec::new();
        for place in walk::matches(steps, root, Missing::Skipped, self)? {
            match place {
                Value::Array(items) => children.extend(items.iter().cloned()),
                Value::Object(members) => children.extend(members.values().cloned()),
                _ => {}
            }
            self.spend(1)?;
        }
        self.spend(children.len())?;
        if !steps.is_definite() {
            return Ok(Value::array(children));
        }
        let text = format!("No results for path: {}[*]", steps.fragments(None));
        children.into_iter().next().ok_or(Fault::NotFound(NotFound::Text(text)))
    }

    /// The value of a path in a filter.
    pub(crate) fn filter_value(&mut self, steps: &Steps, item: &Value) -> Result<Value, Fault> {
        if steps.root == Root::Item {
            return self.value(steps, item);
        }
        let key = std::ptr::from_ref(steps) as usize;
        if let Some(known) = self.document_values.get(&key) {
            return known.clone().ok_or(Fault::NotFound(NotFound::NoResults));
        }
        let root = self.root;
        let value = match self.value(steps, root) {
            Ok(value) => Some(value),
            Err(Fault::NotFound(_)) => None,
            Err(other) => return Err(other),
        };
        self.document_values.insert(key, value.clone());
        value.ok_or(Fault::NotFound(NotFound::NoResults))
    }

    /// Whether a path in a filter leads anywhere. An indefinite one always does.
    pub(crate) fn exists(&mut self, steps: &Steps, item: &Value) -> Result<bool, Fault> {
        // Jayway starts at the item even if the path says `$`.
        let matches = walk::matches(steps, item, Missing::Refused, self)?;
        Ok(!steps.is_definite() || !matches.is_empty())
    }
}
