/**
 * The types of the tools' API, generated from crates/asl-wasm-tools by `cargo xtask types`. Do not edit.
 */

/**
 * A workflow with all that belongs to it, as a link holds it.
 */
export type SharedScene = { 
/**
 * What the person calls it.
 */
title?: string, 
/**
 * ASL in JSON or YAML, with or without mistakes.
 */
definition: string, 
/**
 * JSON text.
 */
input?: string, 
/**
 * JSON text.
 */
mocks?: string, 
/**
 * JSON text.
 */
testCases?: string, 
/**
 * JSON text of what differs from the default.
 */
config?: string, 
/**
 * The selected state.
 */
state?: string, 
/**
 * How many events of the history have happened.
 */
cursor?: number, };

/**
 * How to write a link.
 */
export type ShareOptions = { 
/**
 * JSON texts keep their spaces and line breaks.
 */
keepFormatting: boolean, 
/**
 * Account numbers, mail addresses and secrets become placeholders.
 */
replacePrivate: boolean, };

/**
 * What a link holds, or why it cannot be read.
 */
export type ShareAnswer = { "kind": "scene", 
/**
 * The workflow with all that belongs to it.
 */
scene: SharedScene, } | { "kind": "notALink" } | { "kind": "newerVersion", 
/**
 * The version of its format.
 */
version: number, } | { "kind": "damaged" } | { "kind": "tooLarge" };

/**
 * Something in a scene that should not be given to strangers.
 */
export type PrivateValue = { 
/**
 * `accountNumber`, `mailAddress` or `secret`.
 */
kind: string, 
/**
 * Member of the scene that holds it: `definition`, `input`, `mocks`, `testCases`, `title`, `state`, `config`.
 */
part: string, 
/**
 * What stands there.
 */
value: string, 
/**
 * What takes its place.
 */
replacement: string, };
