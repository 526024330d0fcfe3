//! The small JavaScript-facing API of Stepthrough.
