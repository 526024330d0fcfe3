//! Definitions in JSON: reading, all rules, AWS's answer and the editor's services must always come back.

#![no_main]

use asl_model::services::{Document, complete, format_text, hover, rename_state, signature, state_uses};
use asl_model::{Format, ReadOptions, ValidateOptions, apply_edits, read_definition, validate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let options = ReadOptions { format: Some(Format::Json), ..ReadOptions::default() };
    let definition = read_definition(text, options);
    for diagnostic in &definition.diagnostics {
        assert!(diagnostic.range.start <= diagnostic.range.end);
        assert!(diagnostic.range.end as usize <= text.len());
        if let Some(fix) = &diagnostic.fix {
            let _ = apply_edits(text, &fix.edits);
        }
    }
    let _ = validate(text, ValidateOptions::default());
    let document = Document::new(text, options.format);
    for offset in [0, text.len() / 3, text.len() / 2, text.len()] {
        let offset = offset as u32;
        let _ = (complete(&document, offset), hover(&document, offset), state_uses(&document, offset));
        let _ = (rename_state(&document, offset, "new"), signature(&document, offset));
    }
    if let Some(formatted) = format_text(&document) {
        // What formatting changes is only blanks: the same value comes out.
        if let Ok(value) = asl_json::parse_value(text) {
            assert_eq!(asl_json::parse_value(&formatted).as_ref(), Ok(&value));
        }
    }
});
