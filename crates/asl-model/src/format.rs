//! The two ways to write a definition.

/// How a definition is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// JSON, the only form that AWS takes.
    #[default]
    Json,
    /// YAML, as SAM, CloudFormation and the AWS Toolkit take it.
    Yaml,
}

impl Format {
    /// Guesses from the text: what begins with a bracket is JSON, what has a line like `name:` is YAML.
    pub fn detect(text: &str) -> Self {
        let lines = || text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let first = lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("");
        if first.starts_with(['{', '[', '/', '}', ']']) {
            return Self::Json;
        }
        if first.starts_with("---") || first.starts_with('%') || lines().any(is_mapping_line) {
            return Self::Yaml;
        }
        Self::Json
    }
}

/// Whether a line reads `name:` or `name: value`.
fn is_mapping_line(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    let plain = name.trim_matches(['"', '\'']);
    let named = !plain.is_empty() && plain.chars().all(|c| c.is_alphanumeric() || " _-.$?".contains(c));
    named && (rest.is_empty() || rest.starts_with(' ')) && !rest.trim_end().ends_with([',', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_are_told_apart() {
        for json in ["", "{}", " {\"a\": 1}", "not a definition", "// note\n{}", "[]", "\"StartAt\": \"A\","]
        {
            assert_eq!(Format::detect(json), Format::Json, "{json}");
        }
        for yaml in ["StartAt: A\n", "# note\nStates:\n  A:\n", "---\n{}", "\"StartAt\": A"] {
            assert_eq!(Format::detect(yaml), Format::Yaml, "{yaml}");
        }
    }
}
