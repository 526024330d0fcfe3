//! Puts the functions of a wasm module into an order in which they compress well, numbers their local variables alike,
//! and leaves one of those that are equal. Nothing that a function does is changed.
//!
//! A browser downloads the module after brotli, which writes what it has seen before as a distance backwards: functions
//! that resemble each other belong side by side. For the engine that is 9 kB of 467; small numbers for the locals that
//! are used most are another 3, equal hints of alignment one, equal functions two.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Encode, Function, FunctionSection, Instruction, MemArg, Module};
use wasmparser::{
    CustomSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, Payload, TypeRef, ValType,
};

/// Functions are compared by the runs of so many bytes that they share.
const RUN: usize = 4;
/// A run that more functions share says nothing about any of them.
const MOST_SHARED: usize = 1000;
/// Added to a function's length when shared runs are set against it: else the shortest would always come next.
const SHORT: usize = 40;

type Failure = Error<Infallible>;

/// The same module, with functions and locals in another order, equal functions once.
///
/// # Errors
/// The bytes are no wasm module.
pub(crate) fn pack(module: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut packer = Packer::read(module)?;
    let first = packer.first_equals()?;
    let kept: Vec<usize> = (0..first.len()).filter(|at| first.get(*at) == Some(at)).collect();
    let body = |at: &usize| packer.bodies.get(*at).and_then(|body| module.get(body.range()));
    let bodies: Vec<&[u8]> = kept.iter().map(|at| body(at).unwrap_or_default()).collect();
    packer.order = by_resemblance(&bodies).into_iter().filter_map(|at| kept.get(at).copied()).collect();
    let mut places = vec![0; first.len()];
    for (place, function) in packer.order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*function) {
            *slot = u32::try_from(place).unwrap_or(u32::MAX);
        }
    }
    packer.places = first.iter().map(|at| places.get(*at).copied().unwrap_or_default()).collect();
    let mut out = Module::new();
    utils::parse_core_module(&mut packer, &mut out, Parser::new(0), module)?;
    Ok(out.finish())
}

/// What is known of the module before it is written anew. Functions are counted without the imported ones.
#[derive(Debug, Default)]
struct Packer<'a> {
    /// How many functions are imported: they stand first in the numbering, and stay.
    imported: u32,
    /// The number of parameters of each type of function, and the type of each function.
    parameters: Vec<Vec<ValType>>,
    types: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
    /// Which function stands where, and where each function, or the one that is equal to it, stands.
    order: Vec<usize>,
    places: Vec<u32>,
}

impl<'a> Packer<'a> {
    fn read(module: &'a [u8]) -> Result<Self, Failure> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for kind in section.into_iter_err_on_gc_types() {
                        found.parameters.push(kind?.params().to_vec());
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        found.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    for kind in section {
                        found.types.push(kind?);
                    }
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body),
                _ => {}
            }
        }
        Ok(found)
    }

    /// For each function the first that does the same: their instructions are equal but for calls, and those lead to
    /// functions that do the same.
    fn first_equals(&mut self) -> Result<Vec<usize>, Failure> {
        let mut first: Vec<usize> = (0..self.bodies.len()).collect();
        loop {
            self.places = first.iter().map(|at| u32::try_from(*at).unwrap_or(u32::MAX)).collect();
            let mut seen: BTreeMap<(Option<u32>, Vec<u8>), usize> = BTreeMap::new();
            let mut next = Vec::with_capacity(first.len());
            for at in 0..first.len() {
                let mut written = Vec::new();
                self.function(at)?.encode(&mut written);
                next.push(*seen.entry((self.types.get(at).copied(), written)).or_insert(at));
            }
            // Every round makes more calls alike; the last finds nothing new.
            if next == first {
                return Ok(first);
            }
            first = next;
        }
    }

    /// A function with its locals numbered by use: those used most first, within those of one type.
    fn function(&mut self, at: usize) -> Result<Function, Failure> {
        let Some(body) = self.bodies.get(at).cloned() else { return Ok(Function::new([])) };
        let kind = self.types.get(at).and_then(|kind| self.parameters.get(*kind as usize));
        let mut locals = kind.cloned().unwrap_or_default();
        let parameters = locals.len();
        for declared in body.get_locals_reader()? {
            let (count, kind) = declared?;
            locals.extend((0..count).map(|_| kind));
        }
        // How often each is used, and where first.
        let mut tally = vec![(0_u32, 0_usize); locals.len()];
        for (place, operator) in body.get_operators_reader()?.into_iter().enumerate() {
            if let Some(local) = local_of(&operator?).and_then(|local| tally.get_mut(local as usize)) {
                *local = if local.0 == 0 { (1, place) } else { (local.0 + 1, local.1) };
            }
        }
        let used = |local: &usize| tally.get(*local).copied().unwrap_or_default();
        let mut numbered: Vec<usize> = (parameters..locals.len()).filter(|local| used(local).0 > 0).collect();
        numbered.sort_by_key(|local| {
            let (count, first) = used(local);
            (locals.get(*local).copied().map(type_rank), Reverse(count), first)
        });
        let mut numbers: Vec<u32> = (0..).take(locals.len()).collect();
        let mut declared = Vec::with_capacity(numbered.len());
        for (number, local) in (u32::try_from(parameters).unwrap_or(u32::MAX)..).zip(&numbered) {
            if let (Some(slot), Some(kind)) = (numbers.get_mut(*local), locals.get(*local)) {
                *slot = number;
                declared.push(self.val_type(*kind)?);
            }
        }
        let mut written = Function::new_with_locals_types(declared);
        let number = |local: u32| numbers.get(local as usize).copied().unwrap_or(local);
        for operator in body.get_operators_reader()? {
            let instruction = match operator? {
                Operator::LocalGet { local_index } => Instruction::LocalGet(number(local_index)),
                Operator::LocalSet { local_index } => Instruction::LocalSet(number(local_index)),
                Operator::LocalTee { local_index } => Instruction::LocalTee(number(local_index)),
                other => self.instruction(other)?,
            };
            written.instruction(&instruction);
        }
        Ok(written)
    }
}

impl Reencode for Packer<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Failure> {
        let own = function.checked_sub(self.imported);
        let place = own.and_then(|own| self.places.get(own as usize));
        Ok(place.map_or(function, |place| self.imported + place))
    }

    /// How well an address is aligned is a hint that no engine here heeds: one value for each kind of access says less.
    fn mem_arg(&mut self, access: wasmparser::MemArg) -> Result<MemArg, Failure> {
        Ok(MemArg { align: u32::from(access.max_align), ..utils::mem_arg(self, access)? })
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Failure> {
        // Names of locals would belong to others.
        if section.name() == "name" {
            return Ok(());
        }
        utils::parse_custom_section(self, module, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Failure> {
        for function in self.order.clone() {
            let kind = self.types.get(function).copied().unwrap_or_default();
            functions.function(self.type_index(kind)?);
        }
        Ok(())
    }

    /// Called with the functions in their old order: what is written is the one that now stands there.
    fn parse_function_body(&mut self, code: &mut CodeSection, _: FunctionBody<'_>) -> Result<(), Failure> {
        if let Some(function) = self.order.get(code.len() as usize).copied() {
            code.function(&self.function(function)?);
        }
        Ok(())
    }
}

/// Locals of the types that are used most stand first.
fn type_rank(kind: ValType) -> u8 {
    match kind {
        ValType::I32 => 0,
        ValType::I64 => 1,
        ValType::F64 => 2,
        ValType::F32 => 3,
        ValType::V128 => 4,
        ValType::Ref(kind) if kind.is_func_ref() => 5,
        ValType::Ref(_) => 6,
    }
}

fn local_of(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(*local_index),
        _ => None,
    }
}

/// An order in which each function is followed by the one of those left that resembles it most.
fn by_resemblance(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<u64>> = bodies.iter().map(|body| runs_of(body)).collect();
    // Every run with a function that has it, the same runs side by side.
    let mut all: Vec<(u64, usize)> =
        runs.iter().enumerate().flat_map(|(at, runs)| runs.iter().map(move |run| (*run, at))).collect();
    all.sort_unstable();
    // For each function: where the groups of its runs are in `all`.
    let mut groups: Vec<Vec<(usize, usize)>> = vec![Vec::new(); bodies.len()];
    let mut from = 0;
    for group in all.chunk_by(|one, other| one.0 == other.0) {
        let to = from + group.len();
        if (2..=MOST_SHARED).contains(&group.len()) {
            for (_, at) in group {
                if let Some(list) = groups.get_mut(*at) {
                    list.push((from, to));
                }
            }
        }
        from = to;
    }
    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|at| bodies.get(*at).map(|body| body.len()));
    let mut by_length = by_length.into_iter();
    let mut placed = vec![false; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut current = (!bodies.is_empty()).then_some(0);
    while let Some(at) = current {
        order.push(at);
        if let Some(slot) = placed.get_mut(at) {
            *slot = true;
        }
        let mut shared = vec![0_usize; bodies.len()];
        for (from, to) in groups.get(at).into_iter().flatten() {
            for (_, other) in all.get(*from..*to).unwrap_or_default() {
                if let Some(count) = shared.get_mut(*other) {
                    *count += 1;
                }
            }
        }
        let is_left = |at: &usize| placed.get(*at) == Some(&false);
        let share =
            |at: usize, shared: usize| shared * 1_000_000 / (runs.get(at).map_or(0, Vec::len) + SHORT);
        let next = shared.iter().enumerate().filter(|(at, shared)| **shared > 0 && is_left(at));
        current = next
            .max_by_key(|(at, shared)| (share(*at, **shared), Reverse(*at)))
            .map(|(at, _)| at)
            .or_else(|| by_length.find(is_left));
    }
    order
}

/// Hashes of all runs of bytes in a function, each once.
fn runs_of(body: &[u8]) -> Vec<u64> {
    let hash = |run: &[u8]| run.iter().fold(0, |hash: u64, byte| (hash << 8) | u64::from(*byte));
    let mut runs: Vec<u64> = body.windows(RUN).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three functions, each of which calls the one before it, and the first the import.
    fn sample() -> Vec<u8> {
        calling(&[0, 1, 2])
    }

    /// Functions that are alike but for what they call: 0 is the import. The last is exported and in the table.
    fn calling(called: &[u32]) -> Vec<u8> {
        use wasm_encoder::{
            ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, ImportSection,
            RefType, TableSection, TableType, TypeSection, ValType,
        };
        let count = u32::try_from(called.len()).expect("few");
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        module.section(&types);
        let mut imports = ImportSection::new();
        imports.import("env", "log", EntityType::Function(0));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        for _ in called {
            functions.function(0);
        }
        module.section(&functions);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 1,
            maximum: None,
            shared: false,
        });
        module.section(&tables);
        let mut exports = ExportSection::new();
        exports.export("add", ExportKind::Func, count);
        module.section(&exports);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(vec![count].into()));
        module.section(&elements);
        let mut code = CodeSection::new();
        for called in called.iter().copied() {
            let mut function = Function::new([(2, ValType::I32), (1, ValType::I64)]);
            let body = [
                Instruction::LocalGet(0),
                Instruction::Call(called),
                Instruction::LocalSet(2),
                Instruction::I64Const(7),
                Instruction::LocalSet(3),
                Instruction::LocalGet(2),
                Instruction::LocalGet(2),
                Instruction::I32Add,
                Instruction::End,
            ];
            for instruction in &body {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        module.section(&code);
        module.finish()
    }

    /// What can be reached from the export, each function as its instructions without the numbers of locals.
    fn told(module: &[u8]) -> Vec<String> {
        let packer = Packer::read(module).expect("a module");
        let mut told = Vec::new();
        let mut seen = Vec::new();
        let mut exported = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ExportSection(section) = payload.expect("a section") {
                exported.extend(section.into_iter().map(|export| export.expect("an export").index));
            }
        }
        while let Some(at) = exported.pop() {
            if at < packer.imported {
                told.push(format!("imported {at}"));
            } else if !seen.contains(&at) {
                seen.push(at);
                let body = &packer.bodies[(at - packer.imported) as usize];
                for operator in body.get_operators_reader().expect("code") {
                    match operator.expect("an operator") {
                        Operator::Call { function_index } => exported.push(function_index),
                        other if local_of(&other).is_some() => told.push("local".to_owned()),
                        other => told.push(format!("{other:?}")),
                    }
                }
            }
        }
        told
    }

    #[test]
    fn every_call_leads_to_the_same_function_as_before() {
        let packed = pack(&sample()).expect("a module");
        wasmparser::validate(&packed).expect("it is valid");
        assert_eq!(told(&packed), told(&sample()));
        assert!(told(&packed).contains(&"imported 0".to_owned()), "the way ends at the import");
    }

    #[test]
    fn functions_that_do_the_same_are_one() {
        // The first two are equal; the next two are once those are one; the last calls itself and is like none.
        let module = calling(&[0, 0, 1, 2, 5, 4]);
        let packed = pack(&module).expect("a module");
        wasmparser::validate(&packed).expect("it is valid");
        assert_eq!(Packer::read(&packed).expect("a module").bodies.len(), 4);
        assert_eq!(told(&packed), told(&module));
    }

    #[test]
    fn locals_used_most_come_first_and_unused_ones_go() {
        let packed = pack(&sample()).expect("a module");
        let read = Packer::read(&packed).expect("a module");
        let locals: Vec<_> =
            read.bodies[0].get_locals_reader().expect("locals").into_iter().flatten().collect();
        assert_eq!(locals, [(1, ValType::I32), (1, ValType::I64)], "the second of i32 is not used");
    }

    #[test]
    fn functions_that_resemble_each_other_stand_side_by_side() {
        let bodies: [&[u8]; 4] =
            [b"one two three four", b"something else here", b"one two three fives", b"something else there"];
        assert_eq!(by_resemblance(&bodies), [0, 2, 1, 3]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(pack(b"no module").is_err());
    }
}
