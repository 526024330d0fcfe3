//! What in a text should not be given to strangers: account numbers, mail addresses, secrets.
//!
//! A guess by form and by name, made for JSON, YAML and broken texts alike. What is found is replaced by something of
//! the same form, so that an ARN stays an ARN and a definition stays valid.

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SensitiveKind {
    /// The twelve digits of an AWS account.
    AccountNumber,
    /// A mail address.
    MailAddress,
    /// A key, a token, a password.
    Secret,
}

/// A place in a text, in bytes, with what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitive {
    /// What it is.
    pub kind: SensitiveKind,
    /// First byte.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
    /// What takes its place.
    pub replacement: &'static str,
}

/// The account of AWS's own examples.
const ACCOUNT: &str = "123456789012";
const MAIL: &str = "user@example.com";
const SECRET: &str = "REPLACED";
/// Words in a member's name that announce a secret.
const SECRET_NAMES: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "authtoken",
    "accesstoken",
    "bearertoken",
    "authorization",
    "credential",
];
/// How tokens begin, and how many letters follow at least.
const SECRET_STARTS: [(&str, usize); 14] = [
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghs_", 30),
    ("github_pat_", 30),
    ("glpat-", 16),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("sk-", 30),
    ("sk_live_", 16),
    ("rk_live_", 16),
    ("AIza", 30),
    ("eyJ", 40),
];

/// Everything found in a text, in its order; the places do not overlap. Time grows with the text's length.
pub fn find_sensitive(text: &str) -> Vec<Sensitive> {
    let mut found = Vec::new();
    let mut previous: Option<Token<'_>> = None;
    for token in tokens(text) {
        let name = previous.as_ref().filter(|name| is_value_of(text, name, &token));
        match name.filter(|name| announces_secret(name.text) && could_be_secret(token.text)) {
            Some(_) => found.push(Sensitive {
                kind: SensitiveKind::Secret,
                from: token.from,
                to: token.from + token.text.len(),
                replacement: SECRET,
            }),
            None => find_in(&token, &mut found),
        }
        previous = Some(token);
    }
    found
}

/// The text with everything found replaced.
pub fn scrub(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut done = 0;
    for place in find_sensitive(text) {
        clean.push_str(text.get(done..place.from).unwrap_or_default());
        clean.push_str(place.replacement);
        done = place.to;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

/// A run of text between quotation marks or line ends.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    from: usize,
}

/// Parts between quotation marks, line ends, and YAML's colons; spaces around them do not count.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    let pieces = text.split_inclusive(['"', '\'', '\n']).flat_map(|piece| {
        // `name: value` without quotation marks.
        let cut = piece.find(": ").map_or(0, |colon| colon + 2);
        let (name, value) = piece.split_at(cut);
        [name, value]
    });
    pieces.filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let inner = piece.trim_end_matches(['"', '\'', '\n', '\r', '\\', ' ', ',', ':']);
        let trimmed = inner.trim_start();
        (!trimmed.is_empty()).then(|| Token { text: trimmed, from: start + inner.len() - trimmed.len() })
    })
}

/// Between the two stands a colon, and nothing that would part them.
fn is_value_of(text: &str, name: &Token<'_>, value: &Token<'_>) -> bool {
    let between = text.get(name.from + name.text.len()..value.from).unwrap_or_default();
    between.contains(':') && between.len() < 16 && !between.contains(['{', '[', ',', '\n'])
}

fn announces_secret(name: &str) -> bool {
    if name.len() > 64 || name.ends_with(".$") {
        return false;
    }
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    // A secret's name or address is none: `SecretId`, `SecretArn`, `passwordField`.
    let harmless = ["id", "arn", "name", "path", "field", "manager", "enabled", "type", "count", "expiry"];
    SECRET_NAMES.iter().any(|word| plain.contains(word)) && !harmless.iter().any(|end| plain.ends_with(end))
}

/// Not a path, an expression, a reference, a placeholder or a word of JSON.
fn could_be_secret(value: &str) -> bool {
    let reference = ["$", "{%", "{{", "arn:", "States.", "<", SECRET];
    let word = value.bytes().all(|byte| byte.is_ascii_digit() || b"{}[]., ".contains(&byte))
        || matches!(value.trim_end_matches(['}', ']', ' ']), "true" | "false" | "null");
    value.len() >= 4 && !word && !reference.iter().any(|start| value.starts_with(start))
}

/// Finds by form within a part of the text.
fn find_in(token: &Token<'_>, found: &mut Vec<Sensitive>) {
    let text = token.text;
    let mut at = 0;
    // Words up to here belong to a name behind which there is no address.
    let mut no_mail = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let skip = rest.find(is_letter).unwrap_or(rest.len());
        let start = at + skip;
        let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) else { return };
        let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let before = text.get(..start).unwrap_or_default();
        let after = rest.get(length..).unwrap_or_default();
        let mut add = |kind, from: usize, to: usize, replacement| {
            found.push(Sensitive { kind, from: token.from + from, to: token.from + to, replacement });
        };
        if is_account(before, word, after) {
            if word != ACCOUNT {
                add(SensitiveKind::AccountNumber, start, start + length, ACCOUNT);
            }
        } else if is_secret(word) {
            let dots = jwt_rest(word, after);
            add(SensitiveKind::Secret, start, start + length + dots, SECRET);
            at = start + length + dots;
            continue;
        } else if start + length > no_mail {
            match mail_around(text, start + length) {
                Ok((from, to)) => {
                    if from >= at.min(start) && !text.get(from..to).is_some_and(is_example_mail) {
                        add(SensitiveKind::MailAddress, from, to, MAIL);
                    }
                    at = to;
                    continue;
                }
                Err(end) => no_mail = end,
            }
        }
        at = start + length;
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Twelve digits as an ARN's fifth part, in the address of a queue or a registry, or alone between quotation marks.
fn is_account(before: &str, word: &str, after: &str) -> bool {
    if word.len() != 12 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // An ARN is short before its account; looking further back for each number would take ages in a long list of them.
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(256))..).unwrap_or_default();
    let in_arn = near
        .rfind("arn:")
        .and_then(|at| near.get(at..))
        .is_some_and(|arn| arn.ends_with(':') && arn.bytes().filter(|byte| *byte == b':').count() == 4);
    let in_address = before.ends_with(".amazonaws.com/") || after.starts_with(".dkr.ecr.");
    in_arn || in_address || (before.is_empty() && after.is_empty())
}

fn is_secret(word: &str) -> bool {
    let by_start = SECRET_STARTS
        .iter()
        .any(|(start, least)| word.strip_prefix(start).is_some_and(|rest| rest.len() >= *least));
    // Forty letters of all kinds without a word among them: a secret access key.
    let kinds: [fn(&u8) -> bool; 3] = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    let mixed = kinds.iter().all(|kind| word.bytes().filter(kind).count() >= 5);
    by_start || (word.len() == 40 && mixed && !word.contains(['-', '_']))
}

/// Length of the second and third part of a JSON Web Token.
fn jwt_rest(word: &str, after: &str) -> usize {
    if !word.starts_with("eyJ") {
        return 0;
    }
    after.find(|c| !is_letter(c) && c != '.').unwrap_or(after.len())
}

/// The mail address whose `@` stands at the end of a word or behind dots and more words; else where its name would end.
fn mail_around(text: &str, word_end: usize) -> Result<(usize, usize), usize> {
    let in_name = |c: char| is_letter(c) || matches!(c, '.' | '+' | '%');
    let rest = text.get(word_end..).unwrap_or_default();
    let name_end = word_end + rest.find(|c| !in_name(c)).unwrap_or(rest.len());
    let (name, domain) = text.split_at_checked(name_end).ok_or(name_end)?;
    let domain = domain.strip_prefix('@').ok_or(name_end)?;
    let from = name.rfind(|c| !in_name(c)).map_or(0, |at| at + name.get(at..).map_or(1, first_length));
    let in_domain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let length = domain.find(|c| !in_domain(c)).unwrap_or(domain.len());
    let host = domain.get(..length).unwrap_or_default().trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.').ok_or(name_end)?;
    let good = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    if good && from < name_end { Ok((from, name_end + 1 + host.len())) } else { Err(name_end) }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

fn is_example_mail(mail: &str) -> bool {
    let host = mail.rsplit('@').next().unwrap_or_default();
    ["example.com", "example.org", "example.net"].iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_become_the_account_of_examples() {
        for (text, clean) in [
            (
                r#""arn:aws:lambda:eu-west-1:210987654321:function:pay""#,
                r#""arn:aws:lambda:eu-west-1:123456789012:function:pay""#,
            ),
            (
                r#""arn:aws-cn:states:cn-north-1:210987654321:stateMachine:x""#,
                r#""arn:aws-cn:states:cn-north-1:123456789012:stateMachine:x""#,
            ),
            (
                "https://sqs.eu-west-1.amazonaws.com/210987654321/q",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/q",
            ),
            (r#"{"account":"210987654321"}"#, r#"{"account":"123456789012"}"#),
            (
                "210987654321.dkr.ecr.eu-west-1.amazonaws.com/i:1",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/i:1",
            ),
            (
                r"States.Format('arn:aws:sns:eu-west-1:210987654321:{}', $.t)",
                r"States.Format('arn:aws:sns:eu-west-1:123456789012:{}', $.t)",
            ),
        ] {
            assert_eq!(scrub(text), clean);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "arn:aws:states:::lambda:invoke",
            "arn:aws:lambda:us-east-1:123456789012:function:x",
            r#"{"order":210987654321}"#,
            r#"{"time":"1700000000000"}"#,
            "arn:aws:s3:::bucket-210987654321",
        ] {
            assert_eq!(scrub(text), text);
        }
    }

    #[test]
    fn mail_addresses_are_replaced() {
        assert_eq!(scrub(r#"{"to":"ana.b+x@mail.shop.de"}"#), r#"{"to":"user@example.com"}"#);
        assert_eq!(scrub("Ask ana@shop.de, or bob@shop.de."), "Ask user@example.com, or user@example.com.");
        for text in
            ["user@example.com", "$.items[?(@.price>1)]", "a@b", "x @ y.com", "@param.name", "注文@店"]
        {
            assert_eq!(scrub(text), text);
        }
    }

    #[test]
    fn secrets_are_replaced() {
        let key = ["AKIA", "QWERTYUIOPASDFGH"].concat();
        assert_eq!(scrub(&format!("{{\"k\":\"{key}\"}}")), r#"{"k":"REPLACED"}"#);
        assert_eq!(scrub(r#"{ "Password" : "hunter22" }"#), r#"{ "Password" : "REPLACED" }"#);
        assert_eq!(scrub(r#"{"client_secret":"a-b-c-d"}"#), r#"{"client_secret":"REPLACED"}"#);
        assert_eq!(scrub("ApiKey: abcdef12\nNext: B\n"), "ApiKey: REPLACED\nNext: B\n");
        let token = format!("Bearer eyJ{}.{}.x-y", "a".repeat(50), "b".repeat(40));
        assert_eq!(scrub(&token), "Bearer REPLACED");
    }

    #[test]
    fn references_to_secrets_stay() {
        for text in [
            r#"{"Password.$":"$.password"}"#,
            r#"{"Password":"{% $states.input.p %}"}"#,
            r#"{"SecretId":"prod/database"}"#,
            r#"{"SecretArn":"arn:aws:secretsmanager:us-east-1:123456789012:secret:x"}"#,
            r#"{"ResourceType":"secret","Next":"Notify"}"#,
            r#"{"Resource":"arn:aws:states:::aws-sdk:secretsmanager:getRandomPassword","Next":"Do it"}"#,
            r#"{"Password":{"S":"$.x"},"b":"cdefg"}"#,
        ] {
            assert_eq!(scrub(text), text);
        }
    }

    #[test]
    fn places_are_in_order_and_apart() {
        let text = r#"{"a":"arn:aws:sns:eu-west-1:210987654321:t for ana@shop.de","password":"hunter22"}"#;
        let found = find_sensitive(text);
        assert_eq!(found.len(), 3);
        assert!(found.windows(2).all(|pair| pair[0].to <= pair[1].from));
        assert_eq!(&text[found[1].from..found[1].to], "ana@shop.de");
    }

    #[test]
    fn long_texts_take_no_ages() {
        // Each of these took time that grew with the square of its length: minutes.
        for piece in ["a+", "a.", "210987654321.", "a@b.1+", "x@", "eyJ.", "arn:1:"] {
            let text = format!("\"{}\"", piece.repeat(400_000));
            assert!(find_sensitive(&text).len() <= 400_000, "{piece}");
        }
        let many = format!("\"{} ana@shop.de\"", "a+".repeat(1000));
        assert_eq!(find_sensitive(&many).len(), 1);
    }
}
