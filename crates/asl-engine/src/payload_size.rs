//! How large payloads may be: the quota, and a memory budget where no quota holds.

use asl_json::Value;

use crate::execution::Execution;
use crate::fault::Fault;

/// Payloads from this size on are counted against the memory budget. Bytes of JSON text.
const LARGE_BYTES: u64 = 65_536;

/// Tells a payload from another one that came before; handing on the very same costs no memory.
fn address(value: &Value) -> usize {
    match value {
        Value::Array(array) => array.address(),
        Value::Object(object) => object.address(),
        Value::String(text) => text.as_ptr() as usize,
        _ => 0,
    }
}

impl Execution {
    /// What a payload that is beyond the quota or the memory budget fails with; `who` made it.
    pub(crate) fn check_size(&mut self, value: &Value, who: &str) -> Result<(), Fault> {
        let size = u64::from(value.measure().size_bytes);
        if let Some(limit) = self.options.quotas.payload_bytes {
            return if size > u64::from(limit) { Err(Fault::data_limit(who)) } else { Ok(()) };
        }
        if size < LARGE_BYTES {
            return Ok(());
        }
        let budget = self.options.quotas.memory_bytes;
        if self.last_large != address(value) {
            self.last_large = address(value);
            self.large_bytes = self.large_bytes.saturating_add(size);
        }
        if size > budget / 16 || self.large_bytes > budget {
            return Err(Fault::memory_budget(who, size, self.large_bytes));
        }
        Ok(())
    }
}
