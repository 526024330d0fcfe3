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

/**
 * What a learner hands in.
 */
export type ExerciseWork = { 
/**
 * The definition's text.
 */
definition: string, 
/**
 * The mocks' text, for exercises about mocks.
 */
mocks: string, 
/**
 * The workflow type that the learner has chosen; the exercise's own if it is left out.
 */
type?: "STANDARD" | "EXPRESS", 
/**
 * JSON text: `{"json": "the text", "path": […], "number": {…}, "choice": […]}`.
 */
answer: string, };

/**
 * One thing that must hold, and whether it does. Sentences are the page's business.
 */
export type ExerciseAssertion = { 
/**
 * Its place in the check: `runs/0/visits/Work`.
 */
id: string, 
/**
 * The key of the check's vocabulary: `visits`.
 */
kind: string, 
/**
 * The run that it is about, from 0.
 */
run?: number, 
/**
 * A state, a variable, a path, an event type or a field of the answer.
 */
subject?: string, 
/**
 * Whether it holds; left out if it could not be looked at.
 */
holds?: boolean, 
/**
 * JSON text of what was expected; left out where that would tell the answer.
 */
expected?: string, 
/**
 * JSON text of what came.
 */
actual?: string, 
/**
 * The state to show.
 */
state?: string, 
/**
 * What else there is to say, as a key.
 */
note?: string, };

/**
 * How a learner's work was judged.
 */
export type ExerciseReport = { 
/**
 * Whether every assertion holds.
 */
passed: boolean, 
/**
 * All assertions, in the order in which they are told.
 */
assertions: Array<ExerciseAssertion>, 
/**
 * The id of the listed mistake that this work is.
 */
wrong?: string, };

/**
 * Something that is wrong with a pack of exercises.
 */
export type ExerciseProblem = { 
/**
 * Where: `exercises/A-01/exercise/check`.
 */
place: string, 
/**
 * What, as a key.
 */
code: string, 
/**
 * The name, number or value that it is about; may be empty.
 */
detail: string, };
