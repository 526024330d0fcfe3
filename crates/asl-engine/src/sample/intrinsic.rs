//! What intrinsic functions tell of their arguments, and what they give.

use asl_json::Value;
use asl_model::intrinsic::IntrinsicFunction as Function;
use asl_model::{IntrinsicArgument, IntrinsicCall};

use super::analysis::{Analysis, DEEPEST_TEMPLATE, Scope};
use super::need::Kind;
use super::shape::{Shape, Step, items_of, read};

/// A text that is split has so many parts, unless it is known which one is taken.
const PARTS: usize = 8;

impl Analysis {
    /// What an intrinsic function gives, and what it takes.
    pub(super) fn call(&mut self, call: &IntrinsicCall, scope: &Scope, depth: usize) -> Shape {
        self.call_for(call, PARTS, scope, depth)
    }

    /// [`Self::call`]; of a text that it splits, so many `parts` are looked at.
    fn call_for(&mut self, call: &IntrinsicCall, parts: usize, scope: &Scope, depth: usize) -> Shape {
        if depth > DEEPEST_TEMPLATE {
            return Shape::Unknown;
        }
        // `States.ArrayGetItem(States.StringSplit($.key, '/'), 1)`
        let looked_at = match (call.function, call.arguments.get(1)) {
            (Function::ArrayGetItem, Some(IntrinsicArgument::Value(index))) => index
                .as_i64()
                .and_then(|index| usize::try_from(index).ok())
                .map(|index| index.saturating_add(1)),
            _ => None,
        };
        let arguments: Vec<Shape> = call
            .arguments
            .iter()
            .map(|argument| match argument {
                IntrinsicArgument::Value(value) => Shape::Known(value.clone()),
                IntrinsicArgument::Path(path) => self.path(path, scope, scope.strength),
                IntrinsicArgument::Call(inner) => {
                    self.call_for(inner, looked_at.unwrap_or(PARTS), scope, depth + 1)
                }
            })
            .collect();
        let first = arguments.first().cloned().unwrap_or(Shape::Unknown);
        let second = arguments.get(1).cloned().unwrap_or(Shape::Unknown);
        match call.function {
            Function::StringToJson => self.parsed(&first),
            Function::Format => {
                let blanks = arguments.len().saturating_sub(1);
                first.sources().into_iter().for_each(|source| self.needs.set_blanks(source, blanks));
                Shape::Made(Kind::Text)
            }
            Function::StringSplit => {
                if let Shape::Known(Value::String(separator)) = &second {
                    first
                        .sources()
                        .into_iter()
                        .for_each(|source| self.needs.set_split(source, separator, parts));
                }
                self.use_as(&first, Kind::Text);
                Shape::list(Shape::Made(Kind::Text))
            }
            Function::Array => Shape::array(arguments),
            Function::ArrayGetItem => {
                self.use_as(&first, Kind::List);
                let index = if let Shape::Known(index) = &second { index.as_i64() } else { None };
                read(&mut self.needs, &first, &[Step::Index(index.unwrap_or(0))], scope.strength)
            }
            Function::ArrayUnique => {
                self.use_as(&first, Kind::List);
                first
            }
            Function::ArrayPartition => {
                self.use_as(&first, Kind::List);
                Shape::list(Shape::list(items_of(&mut self.needs, &first)))
            }
            Function::ArrayLength | Function::ArrayContains => {
                self.use_as(&first, Kind::List);
                Shape::Made(if call.function == Function::ArrayLength { Kind::Number } else { Kind::Boolean })
            }
            Function::ArrayRange | Function::MathAdd | Function::MathRandom => {
                for argument in &arguments {
                    self.use_as(argument, Kind::Number);
                }
                if call.function == Function::ArrayRange {
                    Shape::list(Shape::Made(Kind::Number))
                } else {
                    Shape::Made(Kind::Number)
                }
            }
            Function::JsonMerge => Shape::one_of([first, second]),
            Function::Base64Encode | Function::Base64Decode | Function::Hash => {
                self.use_as(&first, Kind::Text);
                Shape::Made(Kind::Text)
            }
            _ => Shape::Made(Kind::Text),
        }
    }

    /// The value of a JSON text.
    pub(super) fn parsed(&mut self, text: &Shape) -> Shape {
        let sources = text.sources();
        let inner: Vec<Shape> =
            sources.into_iter().filter_map(|source| self.needs.text_of(source)).map(Shape::Source).collect();
        Shape::one_of(inner)
    }
}
