//! Workflow variables and their scopes.

use std::cell::RefCell;
use std::rc::Rc;

use asl_json::{Map, Object, Value};

/// The variables of a workflow, and those of the workflows around it.
///
/// One scope for each running `States` object: a branch or an iteration reads the variables outside, assigns only its
/// own, and they vanish with it.
///
/// Source: Developer Guide, "Passing data between states with variables".
#[derive(Clone, Debug, Default)]
pub struct VariableScope(Rc<Scope>);

#[derive(Debug, Default)]
struct Scope {
    outer: Option<VariableScope>,
    variables: RefCell<Map>,
}

impl VariableScope {
    /// The scope of a workflow inside this one.
    pub fn inner(&self) -> Self {
        Self(Rc::new(Scope { outer: Some(self.clone()), variables: RefCell::default() }))
    }

    /// The variable `name`, from this scope or the nearest around it that has one.
    pub fn get(&self, name: &str) -> Option<Value> {
        let mut scope = Some(self);
        while let Some(VariableScope(inner)) = scope {
            if let Some(value) = inner.variables.borrow().get(name) {
                return Some(value.clone());
            }
            scope = inner.outer.as_ref();
        }
        None
    }

    /// Sets variables of this scope, all at once.
    pub fn assign(&self, assigned: &Object) {
        let mut variables = self.0.variables.borrow_mut();
        for (name, value) in assigned.iter() {
            variables.insert(Rc::clone(name), value.clone());
        }
    }

    /// Every variable that can be read here; inner ones hide outer ones.
    pub fn visible(&self) -> Map {
        let mut scopes = vec![self];
        while let Some(outer) = scopes.last().and_then(|scope| scope.0.outer.as_ref()) {
            scopes.push(outer);
        }
        let mut all = Map::default();
        for scope in scopes.into_iter().rev() {
            all.extend(
                scope.0.variables.borrow().iter().map(|(name, value)| (Rc::clone(name), value.clone())),
            );
        }
        all
    }

    /// Whether any variable can be read here.
    pub fn is_empty(&self) -> bool {
        let mut scope = Some(self);
        while let Some(VariableScope(inner)) = scope {
            if !inner.variables.borrow().is_empty() {
                return false;
            }
            scope = inner.outer.as_ref();
        }
        true
    }

    /// Bytes of JSON text of this scope's variables and of those around it, if `assigned` were set here.
    pub fn size_with(&self, assigned: &Object) -> u64 {
        let size = |value: &Value| u64::from(value.measure().size_bytes);
        let mut total: u64 = assigned.values().map(size).sum();
        let mut scope = Some(self);
        while let Some(VariableScope(inner)) = scope {
            let is_own = Rc::ptr_eq(&self.0, inner);
            let stays = |name: &str| !(is_own && assigned.contains_key(name));
            let variables = inner.variables.borrow();
            total +=
                variables.iter().filter(|(name, _)| stays(name)).map(|(_, value)| size(value)).sum::<u64>();
            scope = inner.outer.as_ref();
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(members: &[(&'static str, &str)]) -> Object {
        let value = Value::object(members.iter().map(|(name, text)| (*name, Value::from(*text))));
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn the_size_is_that_of_all_scopes_without_what_is_replaced() {
        let outer = VariableScope::default();
        outer.assign(&variables(&[("a", "123"), ("b", "1")])); // 5 bytes and 3
        let inner = outer.inner();
        inner.assign(&variables(&[("c", "12345678")])); // 10 bytes
        assert_eq!(inner.size_with(&variables(&[])), 18);
        assert_eq!(inner.size_with(&variables(&[("c", "")])), 10);
        assert_eq!(outer.size_with(&variables(&[("b", "12")])), 9);
    }
}
