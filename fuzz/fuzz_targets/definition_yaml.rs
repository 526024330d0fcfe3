//! Definitions in YAML: reading, all rules and the editor's services must always come back.

#![no_main]

use asl_model::services::{Document, complete, folding_ranges, hover, outline, references, rename_state};
use asl_model::{Format, ReadOptions, apply_edits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let options = ReadOptions { format: Some(Format::Yaml), ..ReadOptions::default() };
    let document = Document::new(text, options);
    for diagnostic in &document.definition.diagnostics {
        assert!(diagnostic.range.start <= diagnostic.range.end);
        assert!(diagnostic.range.end as usize <= text.len());
        if let Some(fix) = &diagnostic.fix {
            let _ = apply_edits(text, &fix.edits);
        }
    }
    for offset in [0, text.len() / 3, text.len() / 2, text.len()] {
        let offset = offset as u32;
        let _ = (complete(&document, offset), hover(&document, offset), references(&document, offset));
        let _ = rename_state(&document, offset, "new");
    }
    let _ = (outline(&document), folding_ranges(&document));
});
