//! What can be said about a definition or a history: graph layout, cost, exports, share links, exercise checks.
