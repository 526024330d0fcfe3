//! stub
#![allow(warnings)]
use asl_json::Value;
use std::rc::Rc;
#[derive(Clone, Debug)]
pub struct Expression;
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub eval: bool,
    pub step_functions: bool,
}
impl Options {
    pub fn step_functions() -> Self {
        Self { eval: false, step_functions: true }
    }
}
#[derive(Clone, Debug)]
pub struct Error {
    pub code: &'static str,
    pub message: String,
    pub position: u32,
}
impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}
pub enum Outcome {
    Undefined,
    Value(Value),
    Function,
}
pub struct Budget;
impl Budget {
    pub fn step_functions() -> Self {
        Budget
    }
}
pub trait Host {
    fn now_millis(&self) -> i64;
    fn random(&self) -> f64;
    fn uuid(&self) -> String;
}
pub struct Environment;
impl Environment {
    pub fn new(h: Rc<dyn Host>) -> Self {
        Self
    }
    pub fn bind(&mut self, n: impl Into<Rc<str>>, v: Value) {}
}
impl Expression {
    pub fn parse(t: &str, o: Options) -> Result<Self, Error> {
        Ok(Self)
    }
    pub fn evaluate(&self, i: Option<&Value>, e: &Environment, b: &mut Budget) -> Result<Outcome, Error> {
        Ok(Outcome::Undefined)
    }
}
