//! Variables in scope.

use std::cell::RefCell;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::ast::Symbol;
use crate::sequence::Val;
use crate::signature::Arguments;

/// One scope: a block, a call, or a tuple. Scopes nest as the text does, so chains are short.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    parent: Option<Rc<Frame>>,
    bindings: RefCell<Bindings>,
}

/// Variables and their values; few, so that they are searched one by one.
pub(crate) type Bindings = SmallVec<[(Symbol, Val); 2]>;

/// Binds a variable, or binds it anew.
pub(crate) fn set(bindings: &mut Bindings, symbol: Symbol, value: Val) {
    match bindings.iter_mut().find(|(known, _)| *known == symbol) {
        Some(binding) => binding.1 = value,
        None => bindings.push((symbol, value)),
    }
}

impl Frame {
    pub(crate) fn root() -> Rc<Self> {
        Rc::new(Self::default())
    }

    pub(crate) fn inside(parent: &Rc<Self>) -> Rc<Self> {
        Self::with(parent, Bindings::new())
    }

    /// The scope of a call: parameters without an argument are bound to nothing.
    pub(crate) fn of_call(parent: &Rc<Self>, parameters: &[Symbol], arguments: Arguments) -> Rc<Self> {
        let mut bindings: Bindings = SmallVec::new();
        let mut arguments = arguments.into_iter();
        for parameter in parameters {
            set(&mut bindings, *parameter, arguments.next().flatten());
        }
        Self::with(parent, bindings)
    }

    pub(crate) fn with(parent: &Rc<Self>, bindings: Bindings) -> Rc<Self> {
        Rc::new(Self { parent: Some(parent.clone()), bindings: RefCell::new(bindings) })
    }

    pub(crate) fn bind(&self, symbol: Symbol, value: Val) {
        set(&mut self.bindings.borrow_mut(), symbol, value);
    }

    /// The value bound here or in an enclosing scope; none if nothing binds the name.
    pub(crate) fn lookup(&self, symbol: Symbol) -> Option<Val> {
        let mut frame = self;
        loop {
            let found =
                frame.bindings.borrow().iter().find(|(known, _)| *known == symbol).map(|b| b.1.clone());
            if found.is_some() {
                return found;
            }
            frame = frame.parent.as_ref()?;
        }
    }
}
