//! The expressions and the document that JSONata is measured with.

use asl_json::Value;

/// Name and text.
pub(crate) const EXPRESSIONS: [(&str, &str); 6] = [
    ("path", "order.customer.address.city"),
    ("filter", "order.items[price > 20 and quantity < 5].sku"),
    ("sum", "$sum(order.items.(price * quantity))"),
    (
        "map",
        "$map(order.items, function($item, $index) { { 'n': $index, 'label': $uppercase($item.sku) & '-' & $string($item.price) } })",
    ),
    ("group", "order.items{ category: { 'count': $count($), 'total': $sum($.(price * quantity)) } }"),
    ("sort", "order.items^(>price, sku).{ 'sku': sku, 'net': $round(price / 1.19, 2) }"),
];

/// An order with 45 items; its JSON text has 5.8 KB.
pub(crate) fn document() -> Value {
    let items = (0..45_i64).map(|index| {
        Value::object([
            ("sku", Value::from(format!("SKU-{:04}", (index * 7919) % 10_000))),
            (
                "category",
                Value::from(match index % 4 {
                    0 => "books",
                    1 => "games",
                    2 => "tools",
                    _ => "garden",
                }),
            ),
            ("price", Value::from(((index * 37) % 100) as f64 + 0.95)),
            ("quantity", Value::from(index % 7 + 1)),
            ("tags", Value::array(vec![Value::from("new"), Value::from(format!("t{index}"))])),
            (
                "stock",
                Value::object([("warehouse", Value::from("north")), ("count", Value::from(index * 3))]),
            ),
        ])
    });
    Value::object([(
        "order",
        Value::object([
            ("id", Value::from("ORD-2026-000123")),
            (
                "customer",
                Value::object([
                    ("name", Value::from("Ada Example")),
                    (
                        "address",
                        Value::object([("city", Value::from("Lisbon")), ("zip", Value::from("1000-001"))]),
                    ),
                ]),
            ),
            ("items", Value::array(items.collect())),
        ]),
    )])
}
