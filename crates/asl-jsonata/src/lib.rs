//! JSONata 2.0.6 on shared JSON values, with budgets and exact error texts.
