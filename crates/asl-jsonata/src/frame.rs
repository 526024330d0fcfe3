//! Variables in scope.

use std::cell::RefCell;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::ast::Symbol;
use crate::sequence::Val;

/// One scope: a block, a call, or a tuple. Scopes nest as the text does, so chains are short.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    parent: Option<Rc<Frame>>,
    bindings: RefCell<SmallVec<[(Symbol, Val); 2]>>,
}

impl Frame {
    pub(crate) fn root() -> Rc<Self> {
        Rc::new(Self::default())
    }

    pub(crate) fn inside(parent: &Rc<Self>) -> Rc<Self> {
        Rc::new(Self { parent: Some(parent.clone()), bindings: RefCell::default() })
    }

    pub(crate) fn bind(&self, symbol: Symbol, value: Val) {
        let mut bindings = self.bindings.borrow_mut();
        match bindings.iter_mut().find(|(known, _)| *known == symbol) {
            Some(binding) => binding.1 = value,
            None => bindings.push((symbol, value)),
        }
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
