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

/**
 * Which query language.
 */
export type Language = "JSONPath" | "JSONata";

/**
 * One state of the definition, nested ones too, in the order of the text.
 */
export type StateSummary = { 
/**
 * The state's name.
 */
name: string, 
/**
 * One of the eight types, or `Unknown`.
 */
type: string, 
/**
 * The whole member, from the quote before the name.
 */
from: number, 
/**
 * To the end of the value.
 */
to: number, 
/**
 * Its own query language, or the machine's.
 */
queryLanguage: Language, 
/**
 * The Parallel or Map state that holds it.
 */
parent?: string, 
/**
 * Branch of a Parallel parent, from 0.
 */
branch?: number, 
/**
 * `Resource` of a Task.
 */
resource?: string, 
/**
 * The service of a Task for which Step Functions has no integration, by its name: `AppSync`. Nothing but mocks is
 * known of it.
 */
unknownService?: string, 
/**
 * `Comment`
 */
comment?: string, 
/**
 * A Task: a mock can answer for it.
 */
mockable?: boolean, };

/**
 * How to draw.
 */
export type GraphOptions = { 
/**
 * Widths of texts in px that the page has measured, by text; what is missing is estimated.
 */
textWidths: { [key in string]: number }, 
/**
 * Ids of containers whose inside is not drawn.
 */
collapsed: Array<string>, 
/**
 * Left to right instead of top down.
 */
leftToRight: boolean, 
/**
 * Larger boxes, for fingers.
 */
touch: boolean, 
/**
 * Less room between boxes.
 */
compact: boolean, };

/**
 * A box. Positions are those of the upper left corner, in px.
 */
export type GraphNode = { 
/**
 * Unique in the drawing: the state's name, or its path if another state has the same name.
 */
id: string, 
/**
 * `start`, `end`, `state`, `container`, or `missing` for a name that no state has.
 */
kind: string, 
/**
 * One of the eight types, `Start`, `End` or `Unknown`.
 */
type: string, 
/**
 * The state's name; empty for start and end.
 */
label: string, 
/**
 * Second line: `Lambda invoke`; empty when there is nothing to say.
 */
subtitle: string, 
/**
 * Which icon: `lambda`, `sqs`, `wait`, `choice`, …
 */
icon: string, 
/**
 * Small signs: `sync`, `token`, `activity`, `retry`.
 */
badges: Array<string>, 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, 
/**
 * Container that holds it.
 */
parent?: string, 
/**
 * Branch of the container, from 0.
 */
branch?: number, 
/**
 * Whether the inside of a container is not drawn.
 */
collapsed?: boolean, };

/**
 * A line, orthogonal, from the border of one box to the border of another.
 */
export type GraphEdge = { 
/**
 * Id of the box where it begins.
 */
from: string, 
/**
 * Id of the box where it ends.
 */
to: string, 
/**
 * `next`, `choice`, `default` or `catch`.
 */
kind: string, 
/**
 * What to write on it.
 */
label?: string, 
/**
 * The whole of a label that was shortened.
 */
title?: string, 
/**
 * Its corners.
 */
points: Array<[number, number]>, 
/**
 * Middle of the label's plate.
 */
labelAt?: [number, number], };

/**
 * A drawing.
 */
export type GraphLayout = { 
/**
 * Width of the whole, in px.
 */
width: number, 
/**
 * Height of the whole, in px.
 */
height: number, 
/**
 * Boxes; containers come before what is in them.
 */
nodes: Array<GraphNode>, 
/**
 * Lines.
 */
edges: Array<GraphEdge>, };

/**
 * All that is known about a definition's text. Never refused: broken text still gives what can be given.
 */
export type Analysis = { 
/**
 * Problems, in the order of the text.
 */
diagnostics: Array<Diagnostic>, 
/**
 * The drawing; `null` where not even a state could be found.
 */
graph: GraphLayout | null, 
/**
 * The states.
 */
states: Array<StateSummary>, 
/**
 * `Comment` of the machine.
 */
comment?: string, 
/**
 * The machine's query language.
 */
queryLanguage: Language, 
/**
 * How the text is written: `json` or `yaml`.
 */
format: string, };

/**
 * A stretch of the text.
 */
export type Span = { 
/**
 * First UTF-16 code unit.
 */
from: number, 
/**
 * The one after the last.
 */
to: number, };

/**
 * Something that can be written at a place.
 */
export type Completion = { 
/**
 * What to show.
 */
label: string, 
/**
 * `field`, `value`, `stateType`, `state`, `resource`, `error`, `function`, `intrinsic`, `context`, `states` or
 * `variable`.
 */
kind: string, 
/**
 * A signature, a state's type, a service; may be empty.
 */
detail: string, 
/**
 * The text that takes the place of the list's range.
 */
insert: string, };

/**
 * All that can be written at a place.
 */
export type CompletionList = { 
/**
 * What a completion replaces: its first UTF-16 code unit.
 */
from: number, 
/**
 * The one after the last.
 */
to: number, 
/**
 * The object whose fields they are (`Task`, `Retrier`); empty where they are no fields.
 */
owner: string, 
/**
 * Where a comma is missing before a new field.
 */
commaAt?: number, 
/**
 * What there is to choose from.
 */
items: Array<Completion>, };

/**
 * What a thing in the text is: a key for the words about it, and what only the definition knows.
 */
export type Hover = { 
/**
 * `field`, `state`, `stateType`, `error`, `resource`, `intrinsic`, `function`, `context`, `states` or `variable`.
 */
kind: string, 
/**
 * Its name; of a resource, how it is called: `requestResponse`, `sync`, `sync2`, `waitForTaskToken`,
 * `lambdaFunction` or `activity`.
 */
name: string, 
/**
 * Of a field, the object it belongs to; of a resource, the service and its action; else empty.
 */
owner: string, 
/**
 * A signature, a state's type, needed parameters, the states that assign a variable; may be empty.
 */
detail: string, 
/**
 * The person's own comment; may be empty.
 */
text: string, 
/**
 * First UTF-16 code unit.
 */
from: number, 
/**
 * The one after the last.
 */
to: number, };

/**
 * The call that the cursor stands in.
 */
export type Signature = { 
/**
 * The function as written: `$sum`, `States.Format`.
 */
name: string, 
/**
 * The names of its parameters, separated by commas; `?` stands after those that may be left out.
 */
parameters: string, 
/**
 * Which argument the cursor is in, from 0.
 */
argument: number, };

/**
 * A state's name: where it is defined and where it is used.
 */
export type StateUses = { 
/**
 * The name.
 */
name: string, 
/**
 * Where the state is defined.
 */
definition?: Span, 
/**
 * Every place where the name stands, in the order of the text, quotes included.
 */
places: Array<Span>, };

/**
 * The edits of a new name, or why it cannot be.
 */
export type RenameAnswer = { "kind": "edits", 
/**
 * The edits, which do not overlap.
 */
edits: Array<TextEdit>, } | { "kind": "refused", 
/**
 * `no-state`, `empty`, `too-long` or `taken`.
 */
reason: string, };

/**
 * Standard or Express.
 */
export type WorkflowType = "STANDARD" | "EXPRESS";

/**
 * Which limits hold.
 */
export type QuotaMode = "real" | "relaxed";

/**
 * How an execution is set up; equal values give an equal history, to the byte.
 */
export type ExecutionConfig = { 
/**
 * Standard or Express.
 */
type: WorkflowType, 
/**
 * Where random numbers begin; a whole number from 0.
 */
seed: number, 
/**
 * Milliseconds since the epoch.
 */
startTimeMs: number, 
/**
 * The execution's name.
 */
name: string, 
/**
 * Which limits hold.
 */
quotas: QuotaMode, };

/**
 * A share of the calls that fail by chance; the same seed fails the same calls.
 */
export type ChanceFailures = { 
/**
 * From 0 (none) to 1 (all).
 */
share: number, 
/**
 * The error's name.
 */
error: string, 
/**
 * The error's cause.
 */
cause: string, };

/**
 * What to run. `input` and `mocks` are JSON text; an empty text is `{}`.
 */
export type StartRequest = { 
/**
 * The definition's text.
 */
definition: string, 
/**
 * The input's text.
 */
input: string, 
/**
 * The mocks' text: `{ "State": [entry, …] }`.
 */
mocks: string, 
/**
 * The mocked S3, JSON text: `{ "bucket": { "key": text or JSON } }`. Absent: what `ItemReader`s want to read is
 * made up.
 */
s3Objects?: string, 
/**
 * Calls that fail by chance.
 */
failures?: ChanceFailures, 
/**
 * How the execution is set up.
 */
config: ExecutionConfig, };

/**
 * One of the texts that make a run.
 */
export type DocumentPart = "definition" | "input" | "mocks";

/**
 * Whether a run began.
 */
export type StartAnswer = { "kind": "started" } | { "kind": "refused", 
/**
 * The text that is in the way.
 */
part: DocumentPart, 
/**
 * Why, in one line.
 */
message: string, 
/**
 * The problems of that text.
 */
diagnostics: Array<Diagnostic>, };

/**
 * What a state that cannot go on by itself waits for.
 */
export type WaitReason = "task-token" | "timer" | "activity" | "never";

/**
 * A visit of a state that cannot go on by itself.
 */
export type WaitingState = { 
/**
 * The state's name.
 */
state: string, 
/**
 * What it waits for.
 */
reason: WaitReason, 
/**
 * Id of the visit's `…StateEntered` event.
 */
enteredEventId: number, 
/**
 * The task token.
 */
token?: string, 
/**
 * Since when, in milliseconds since the epoch.
 */
sinceMs: number, 
/**
 * Until when, if a time is known.
 */
untilMs?: number, };

/**
 * How a run stands.
 */
export type RunState = { 
/**
 * `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`.
 */
status: string, 
/**
 * Events so far.
 */
eventCount: number, 
/**
 * `RUNNING` only: no timer and no mock can move it on.
 */
idle: boolean, 
/**
 * What cannot go on by itself, at most 100.
 */
waiting: Array<WaitingState>, 
/**
 * The run stopped at a breakpoint: id of its `…StateEntered` event.
 */
breakpoint?: number, 
/**
 * JSON text.
 */
output?: string, 
/**
 * The error's name.
 */
error?: string, 
/**
 * The error's cause.
 */
cause?: string, };

/**
 * One event without its payloads: what every view needs of all events at once.
 */
export type HistoryEventView = { 
/**
 * From 1.
 */
id: number, 
/**
 * The event that led to this one.
 */
previousEventId: number, 
/**
 * The `…StateEntered` event of the visit that this event belongs to; 0 for the execution's own.
 */
visit: number, 
/**
 * Milliseconds since the epoch.
 */
timestampMs: number, 
/**
 * The service's name.
 */
type: string, 
/**
 * The state that the event belongs to.
 */
state?: string, 
/**
 * Iteration of `MapIteration…` events.
 */
index?: number, 
/**
 * Number of items of `MapStateStarted`.
 */
length?: number, 
/**
 * The error's name.
 */
error?: string, 
/**
 * The error's cause.
 */
cause?: string, 
/**
 * `lambda:invoke`, a function's ARN.
 */
resource?: string, 
/**
 * The answer came from a sample.
 */
sample?: boolean, };

/**
 * One stage of a state's data flow.
 */
export type InspectionStage = { 
/**
 * `input`, `afterInputPath`, `afterParameters`, `afterArguments`, `afterItemsPath`, `afterItemSelector`, `result`,
 * `afterResultSelector`, `afterResultPath`, `afterAssign` or `output`.
 */
stage: string, 
/**
 * The field's text in the definition where it is a path or an expression: `$.payment`, `{% … %}`.
 */
expression?: string, 
/**
 * JSON text after the stage; absent when the stage was not reached.
 */
value?: string, 
/**
 * Of the stage that failed: the error's name.
 */
error?: string, 
/**
 * Of the stage that failed: the cause.
 */
cause?: string, };

/**
 * The data flow of one visit of a state.
 */
export type Inspection = { 
/**
 * The state's name.
 */
state: string, 
/**
 * Id of the visit's `…StateEntered` event.
 */
enteredEventId: number, 
/**
 * The stages that were reached, in order.
 */
stages: Array<InspectionStage>, 
/**
 * Name to JSON text: the variables when the state was left, or now.
 */
variables: { [key in string]: string }, 
/**
 * The state that it was left for.
 */
next?: string, };
