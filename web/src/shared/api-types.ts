/**
 * The types of the engine's API, generated from crates/asl-wasm by `cargo xtask types`. Do not edit.
 *
 * Offsets are UTF-16 code units, zero-based, half-open. Times are whole milliseconds of the virtual clock since the
 * epoch. Event ids count from 1. Payloads cross as JSON text.
 */

/**
 * How grave a problem is; only `error` keeps a definition from running.
 */
export type Severity = "error" | "warning" | "hint";

/**
 * One replacement of the text between `from` and `to` by `insert`.
 */
export type TextEdit = { 
/**
 * First UTF-16 code unit that goes.
 */
from: number, 
/**
 * The one after the last that goes.
 */
to: number, 
/**
 * What comes instead.
 */
insert: string, };

/**
 * A repair that the person can take with one press; its edits do not overlap and belong together.
 */
export type Fix = { 
/**
 * What pressing it does.
 */
title: string, 
/**
 * The edits, all or none.
 */
edits: Array<TextEdit>, };

/**
 * Something about the person's text: located, with one line that says what is wrong.
 */
export type Diagnostic = { 
/**
 * AWS's code where AWS has one, else ours.
 */
code: string, 
/**
 * How grave it is.
 */
severity: Severity, 
/**
 * The one line to show if only one fits.
 */
message: string, 
/**
 * First UTF-16 code unit.
 */
from: number, 
/**
 * The one after the last.
 */
to: number, 
/**
 * Line of `from`, from 1.
 */
line: number, 
/**
 * Column of `from`, from 1.
 */
column: number, 
/**
 * Where in the definition, for people: `ProcessPayment.Retry[0]`; empty at the top.
 */
location: string, 
/**
 * What to do about it.
 */
help?: string, 
/**
 * Repairs to choose from.
 */
fixes: Array<Fix>, };
