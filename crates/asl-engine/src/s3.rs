//! The mocked S3 that distributed Maps read from and write to.

use std::cell::RefCell;
use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::SortedMap;

/// Texts by bucket and key.
type Objects = SortedMap<(String, String), Rc<str>>;

/// Objects by bucket and key. Clones share the same objects.
#[derive(Clone, Debug, Default)]
pub struct S3Objects(Rc<RefCell<Objects>>);

impl S3Objects {
    /// Puts an object in, or in place of another.
    pub fn put(&self, bucket: &str, key: &str, body: impl Into<Rc<str>>) {
        self.0.borrow_mut().insert((bucket.to_owned(), key.to_owned()), body.into());
    }

    /// The text of an object.
    pub fn get(&self, bucket: &str, key: &str) -> Option<Rc<str>> {
        self.0.borrow().get(&(bucket.to_owned(), key.to_owned())).cloned()
    }

    /// Keys and texts of a bucket's objects below a prefix, in the order of the keys.
    pub fn list(&self, bucket: &str, prefix: &str) -> Vec<(String, Rc<str>)> {
        let objects = self.0.borrow();
        let fits = objects.iter().filter(|((b, key), _)| b == bucket && key.starts_with(prefix));
        fits.map(|((_, key), body)| (key.clone(), Rc::clone(body))).collect()
    }

    /// All objects: `{"bucket": {"key": text}}`.
    pub fn to_json_value(&self) -> Value {
        let objects = self.0.borrow();
        let mut buckets: Vec<(&str, Vec<(&str, Value)>)> = Vec::new();
        for ((bucket, key), body) in objects.iter() {
            let member = (key.as_str(), Value::String(Rc::clone(body)));
            match buckets.last_mut().filter(|(name, _)| name == bucket) {
                Some((_, members)) => members.push(member),
                None => buckets.push((bucket, vec![member])),
            }
        }
        Value::object(buckets.into_iter().map(|(bucket, members)| (bucket, Value::object(members))))
    }

    /// The metadata that `listObjectsV2` gives of an object.
    pub fn metadata(key: &str, body: &str, modified_s: i64) -> Value {
        Value::object([
            ("Etag", Value::from(format!("\"{:032x}\"", fingerprint(body)))),
            ("Key", Value::from(key)),
            ("LastModified", Value::from(modified_s)),
            ("Size", Value::from(body.len())),
            ("StorageClass", Value::from("STANDARD")),
        ])
    }
}

/// A number that differs where the text differs (FNV-1a); stands in for the MD5 of a real `ETag`.
fn fingerprint(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}
