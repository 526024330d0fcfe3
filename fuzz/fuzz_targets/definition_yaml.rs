//! Definitions in YAML: reading, all rules and the editor's services must always come back.

#![no_main]

use asl_model::services::{Document, complete, format_text, hover, rename_state, signature, state_uses};
use asl_model::{Format, ReadOptions, apply_edits, read_definition};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let options = ReadOptions { format: Some(Format::Yaml), ..ReadOptions::default() };
    let definition = read_definition(text, options);
    for diagnostic in &definition.diagnostics {
        assert!(diagnostic.range.start <= diagnostic.range.end);
        assert!(diagnostic.range.end as usize <= text.len());
        if let Some(fix) = &diagnostic.fix {
            let _ = apply_edits(text, &fix.edits);
        }
    }
    let document = Document::new(text, options.format);
    for offset in [0, text.len() / 3, text.len() / 2, text.len()] {
        let offset = offset as u32;
        let _ = (complete(&document, offset), hover(&document, offset), state_uses(&document, offset));
        let _ = (rename_state(&document, offset, "new"), signature(&document, offset));
    }
    let _ = format_text(&document);
});
