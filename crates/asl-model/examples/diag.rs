//! Prints what is said of a definition: `cargo run -p asl-model --example diag FILE`.
#![expect(clippy::print_stdout, reason = "it prints")]
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for d in asl_model::parse_definition(&text).diagnostics {
            println!(
                "{path}: {:?} {} {} {:?} {}",
                d.severity,
                d.code,
                d.message,
                d.location,
                d.range.slice(&text).chars().take(200).collect::<String>()
            );
        }
    }
}
