//! `ItemBatcher`: several items for one child execution.

use asl_json::Value;

/// Limits of a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchLimits {
    /// `MaxItemsPerBatch`
    pub(crate) items: Option<usize>,
    /// `MaxInputBytesPerBatch`; bytes of JSON text of the child's input.
    pub(crate) bytes: Option<usize>,
}

/// The largest input of a child execution.
const MAX_INPUT_BYTES: usize = 262_144;

/// Makes batches: `{"BatchInput": …, "Items": […]}`, each with how many items it holds.
pub(crate) fn batches(
    items: Vec<Value>,
    limits: BatchLimits,
    batch_input: Option<&Value>,
) -> Vec<(Value, usize)> {
    let max_bytes = limits.bytes.unwrap_or(MAX_INPUT_BYTES).min(MAX_INPUT_BYTES);
    let max_items = limits.items.unwrap_or(usize::MAX).max(1);
    let frame = batch(Vec::new(), batch_input).measure().size_bytes as usize;
    let (mut done, mut open, mut bytes) = (Vec::new(), Vec::new(), frame);
    for item in items {
        let size = item.measure().size_bytes as usize + 1;
        if !open.is_empty() && (open.len() >= max_items || bytes + size - 1 > max_bytes) {
            let full = std::mem::take(&mut open);
            done.push((full.len(), full));
            bytes = frame;
        }
        bytes += size;
        open.push(item);
    }
    if !open.is_empty() {
        done.push((open.len(), open));
    }
    done.into_iter().map(|(count, items)| (batch(items, batch_input), count)).collect()
}

fn batch(items: Vec<Value>, batch_input: Option<&Value>) -> Value {
    let input = batch_input.map(|input| ("BatchInput", input.clone()));
    Value::object(input.into_iter().chain([("Items", Value::array(items))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_batch_is_short() {
        let items: Vec<Value> = (0..1130_i64).map(Value::from).collect();
        let made = batches(items, BatchLimits { items: Some(100), bytes: None }, None);
        assert_eq!(made.len(), 12);
        assert_eq!(made.last().map(|(_, count)| *count), Some(30));
    }

    #[test]
    fn bytes_limit_the_input() {
        let items = vec![Value::from("aaaaaaaaaa"); 10];
        let made = batches(items, BatchLimits { items: None, bytes: Some(40) }, None);
        assert!(made.iter().all(|(input, _)| input.measure().size_bytes <= 40));
        assert_eq!(made.iter().map(|(_, count)| count).sum::<usize>(), 10);
    }
}
