//! A likely value for a member of which only the name is known.

use asl_json::Value;

/// The last words of names, and what stands there: a number, `true`, or a text; of several that fit, the longest. `#` is
/// the place in the list, from 1, `~` what the name is about: the `order` of `orderId`, `'` begins a text that looks like a
/// number. One text is smaller than a list.
const BY_LAST_WORDS: &str = "\
arn=arn:aws:sample:eu-west-1:123456789012:sample/#
bucket=sample-bucket
bucket name=sample-bucket
prefix=sample/
key=sample/object-#.json
sort key=sample-key-#
partition key=sample-key-#
primary key=sample-key-#
path=sample/object-#.json
file name=object-#.json
url=https://example.com/sample/#
uri=s3://sample-bucket/sample/#
endpoint=https://example.com/sample
email=person#@example.com
email address=person#@example.com
mail address=person#@example.com
ip address=192.0.2.#
ip=192.0.2.#
address=# Sample Street
phone='+15555550100
phone number='+15555550100
language=en
language code=en
country=DE
currency=EUR
region=eu-west-1
account='123456789012
account id='123456789012
uuid=00000000-0000-4000-8000-00000000000#
date=2026-01-05
time=2026-01-05T08:00:00Z
timestamp=2026-01-05T08:00:00Z
at=2026-01-05T08:00:00Z
created on=2026-01-05T08:00:00Z
status=SUCCEEDED
state=SUCCEEDED
id=~-#
name=sample-~-#
first name=Alex
last name=Sample
type=sample-type
message=This is a sample.
token=sample-token-#
n='1
count=1
total=100
amount=100
price=10
size=1
length=1
index=0
seconds=1
minutes=1
hours=1
days=1
year=2026
month=1
number=1
quantity=1
qty=1
score=1
age=30
limit=10
max=10
min=1
step=1
duration=1
percentage=50
percent=50
confidence=1
balance=100
attempts=1
retries=1
views=1
version=1
cost=10
bool=true
enabled=true
success=true
succeeded=true
approved=true
valid=true
exists=true
available=true
completed=true
done=true";

/// The first words of names of numbers: `maxItems`, `num-of-records`.
const NUMBERS: &str = "num number max min total count";

/// What looks like a plural, and is one thing.
const NO_LISTS: &str = "args arguments attributes contents credentials details headers instructions options parameters \
    params preferences properties settings statistics stats aws dns news series sms";

/// Members of these are not about them: `detail.id` is nobody's id.
const NOBODY: &str = "input result data detail details body payload value params";

/// A likely value for the member `name` of what is called `parent`; `place` is that of the object in a list, from 1, and
/// 0 where there is no list.
pub(super) fn guess(name: &str, parent: &str, place: usize) -> Value {
    let own = words(name);
    let parent = words(parent);
    let text = if ends_in(&parent, NOBODY) { own.clone() } else { parent + &own };
    let first = own.trim_start().split_once(' ').map_or("", |(first, _)| first);
    let begins = |words: &str| !first.is_empty() && words.split(' ').any(|word| word == first);
    if begins("is has should can") {
        return Value::Bool(true);
    }
    if let Some((words, value)) = by_last_words(&text, &own) {
        if value == "true" {
            return Value::Bool(true);
        }
        if let Ok(number) = value.parse::<i64>() {
            return Value::from(number);
        }
        let about = text.strip_suffix(words).unwrap_or_default().split(' ').rfind(|word| !word.is_empty());
        let value = value.trim_start_matches('\'').replace('~', about.unwrap_or(words));
        let value = value.replace('#', &place.max(1).to_string());
        let nameless = about.is_none() && words == "id";
        return Value::from(if nameless { format!("sample-{value}") } else { value });
    }
    if begins(NUMBERS) {
        return Value::from(1);
    }
    let about = if name.is_empty() { String::new() } else { format!(" {name}") };
    match singular(name) {
        Some(_) if place == 0 => {
            let item = |place| guess(&item_name(name), "", place);
            Value::array(vec![item(1), item(2)])
        }
        _ if place > 0 => Value::from(format!("sample{about} {place}")),
        _ => Value::from(format!("sample{about}")),
    }
}

/// The line of the table whose words end a name, and what stands there. `filename` has no sign of being two words: a text
/// may stand at the end of a name of one word, too.
fn by_last_words(text: &str, own: &str) -> Option<(&'static str, &'static str)> {
    let mut found: Option<(&str, &str)> = None;
    let mut compound = found;
    for line in BY_LAST_WORDS.lines() {
        let Some((words, value)) = line.split_once('=') else { continue };
        let place = if ends(text, words) {
            &mut found
        } else if words.len() > 3
            && is_text(value)
            && own.rfind(' ') == Some(0)
            && own.ends_with(&words.replace(' ', ""))
        {
            &mut compound
        } else {
            continue;
        };
        if place.is_none_or(|(other, _)| other.len() < words.len()) {
            *place = Some((words, value));
        }
    }
    found.or(compound)
}

/// Whether a value of the table is a text.
fn is_text(value: &str) -> bool {
    value != "true" && value.parse::<i64>().is_err()
}

/// The item of `items` is called `item`; that of anything else as the list is.
pub(super) fn item_name(name: &str) -> String {
    singular(name).unwrap_or_else(|| name.to_owned())
}

/// `item` of `items`; none for a name that is no plural.
fn singular(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let stem = name.get(..name.len().checked_sub(1)?)?;
    let last = words(name);
    if !lower.ends_with('s')
        || lower.len() < 3
        || ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending))
        || ends_in(&last, NO_LISTS)
    {
        return None;
    }
    if let Some(stem) = name.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let hissing = ["sses", "xes", "ches", "shes"].iter().any(|ending| lower.ends_with(ending));
    Some(if hissing { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem }.to_owned())
}

/// The words of a name in small letters, a space before each: ` customer id` of `customerId`, `CUSTOMER_ID`.
fn words(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for (at, character) in name.char_indices() {
        let rest = name.get(at + 1..).unwrap_or_default();
        let begins = character.is_ascii_uppercase()
            && (!before.is_ascii_uppercase() || rest.starts_with(|next: char| next.is_ascii_lowercase()));
        if character.is_alphanumeric() {
            if begins || !before.is_alphanumeric() {
                text.push(' ');
            }
            text.push(character.to_ascii_lowercase());
        }
        before = character;
    }
    text
}

/// Whether the last word is one of these.
fn ends_in(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| ends(text, word))
}

/// Whether the last words are these.
fn ends(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|rest| rest.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(name: &str) -> Value {
        guess(name, "input", 0)
    }

    #[test]
    fn names_tell_what_stands_there() {
        assert_eq!(guess("orderId", "", 2), Value::from("order-2"));
        assert_eq!(guess("ID", "customer", 0), Value::from("customer-1"));
        assert_eq!(alone("id"), Value::from("sample-id-1"));
        assert_eq!(guess("name", "bucket", 0), Value::from("sample-bucket"));
        assert_eq!(alone("customer_name"), Value::from("sample-customer-1"));
        assert_eq!(alone("name"), Value::from("sample-name-1"));
        assert_eq!(alone("paid"), Value::from("sample paid"));
        assert_eq!(alone("isValid"), Value::Bool(true));
        assert_eq!(alone("issue"), Value::from("sample issue"));
        assert_eq!(alone("filename"), Value::from("object-1.json"));
        assert_eq!(alone("StateMachineArn"), Value::from("arn:aws:sample:eu-west-1:123456789012:sample/1"));
        assert_eq!(alone(""), Value::from("sample"));
        assert_eq!(alone("注文"), Value::from("sample 注文"));
    }

    #[test]
    fn words_count_not_letters() {
        assert_eq!(alone("itemCount"), Value::from(1));
        assert_eq!(alone("num-of-records"), Value::from(1));
        assert_eq!(alone("maxNameLength"), Value::from(1));
        assert_eq!(alone("message"), Value::from("This is a sample."));
        assert_eq!(alone("discount"), Value::from("sample discount"));
        assert_eq!(alone("account"), Value::from("123456789012"));
        assert_eq!(alone("phoneNumber"), Value::from("+15555550100"));
        assert_eq!(alone("shippingAddress"), Value::from("1 Sample Street"));
        assert_eq!(alone("EmailAddress"), Value::from("person1@example.com"));
    }

    #[test]
    fn plurals_are_lists() {
        let list = |items: [&str; 2]| Value::array(items.into_iter().map(Value::from).collect());
        assert_eq!(alone("tags"), list(["sample tag 1", "sample tag 2"]));
        assert_eq!(alone("customerIds"), list(["customer-1", "customer-2"]));
        assert_eq!(guess("tags", "", 1), Value::from("sample tags 1"));
        for one in ["address", "progress", "status", "analysis", "settings", "seconds"] {
            assert!(alone(one).as_array().is_none(), "{one}");
        }
        assert_eq!(["boxes", "queries", "Orders", "list"].map(item_name), ["box", "query", "Order", "list"]);
    }
}
