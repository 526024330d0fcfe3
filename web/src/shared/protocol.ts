/**
 * The one contract between the page, its worker and the engine.
 *
 * Offsets are UTF-16 code units, zero-based, half-open. Times are whole milliseconds of the virtual clock since the
 * epoch. Event ids count from 1, as the service counts them. Everything here is plain data that can be cloned.
 * Payloads cross as JSON text: the engine keeps `1` and `1.0` apart, a JavaScript number does not.
 */

import type { CompletionList, ExerciseProblem, ExerciseReport, ExerciseWork, Hover, RenameAnswer, Signature, StateUses } from './api-types.ts';

export type { Completion, CompletionList, ExerciseAssertion, ExerciseProblem, ExerciseReport, ExerciseWork, Hover, RenameAnswer, Signature, Span, StateUses } from './api-types.ts';

// ---------------------------------------------------------------------------------------------------------------
// What can be said about a definition
// ---------------------------------------------------------------------------------------------------------------

/** How grave a problem is; only `error` keeps a definition from running. */
export type Severity = 'error' | 'warning' | 'hint';

/** One replacement of the text between `from` and `to` by `insert`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A repair that the person can take with one press; its edits do not overlap and belong together. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Something about the person's text: located, with one line that says what is wrong. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Where in the definition, for people: `ProcessPayment.Retry[0]`; empty at the top. */
  readonly location: string;
  readonly help?: string;
  readonly fixes: readonly Fix[];
}

/** The eight types of the language, and `Unknown` for a state whose type is missing or misspelt. */
export type StateType = 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map' | 'Unknown';

/** One state of the definition, nested ones too, in the order of the text. */
export interface StateSummary {
  readonly name: string;
  readonly type: StateType;
  /** The whole member, from the quote before the name to the end of the value. */
  readonly from: number;
  readonly to: number;
  readonly queryLanguage: 'JSONPath' | 'JSONata';
  /** Parallel or Map state that holds it; absent at the top. */
  readonly parent?: string;
  /** Branch of a Parallel parent, from 0. */
  readonly branch?: number;
  readonly resource?: string;
  readonly comment?: string;
  /** The definition asks for a mock of this state (Task); a sample answers while there is none. */
  readonly mockable?: boolean;
}

/** `missing` is a name that a transition leads to and no state has. */
export type GraphNodeKind = 'start' | 'end' | 'state' | 'container' | 'missing';

/** A box of the drawing. Positions are those of the upper left corner, in px, from the drawing's own corner. */
export interface GraphNode {
  /** The state's name; `start` nodes and `end` nodes have ids that no state can have (they begin with a blank). */
  readonly id: string;
  readonly kind: GraphNodeKind;
  readonly type: StateType | 'Start' | 'End';
  readonly label: string;
  /** Second line: `Lambda invoke`, `Parallel · 2 branches`; empty when there is nothing to say. */
  readonly subtitle: string;
  /** `lambda`, `dynamodb`, …, else the lower-case state type; the page draws its own line icons. */
  readonly icon: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Container that holds it; absent at the top. */
  readonly parent?: string;
  readonly collapsed?: boolean;
  /** Small signs: `sync`, `token`, `activity`, `retry`. */
  readonly badges?: readonly string[];
}

export type GraphEdgeKind = 'next' | 'catch' | 'default' | 'choice';

/** A line of the drawing: orthogonal, from the border of one box to the border of another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdgeKind;
  readonly label?: string;
  /** The whole of a label that was shortened. */
  readonly title?: string;
  readonly points: readonly (readonly [number, number])[];
  /** Middle of the label's plate. */
  readonly labelAt?: readonly [number, number];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Widths of texts in px that the page has measured, by text; what is missing is estimated. */
export type TextWidths = Readonly<Record<string, number>>;

/** How to draw. */
export interface GraphOptions {
  readonly textWidths: TextWidths;
  /** Ids of containers whose inside is not drawn. */
  readonly collapsed: readonly string[];
  readonly leftToRight: boolean;
  /** Larger boxes, for fingers. */
  readonly touch: boolean;
}

/** All that is known about a definition's text. Never refused: broken text still gives what can be given. */
export interface Analysis {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where not even a state could be found. */
  readonly graph: GraphLayout | null;
  readonly states: readonly StateSummary[];
  readonly comment?: string;
  readonly queryLanguage: 'JSONPath' | 'JSONata';
  /** How the text is written. */
  readonly format: 'json' | 'yaml';
}

// ---------------------------------------------------------------------------------------------------------------
// An execution
// ---------------------------------------------------------------------------------------------------------------

export type WorkflowType = 'STANDARD' | 'EXPRESS';

/** How an execution is set up; equal values give an equal history, to the byte. */
export interface ExecutionConfig {
  readonly type: WorkflowType;
  readonly seed: number;
  readonly startTimeMs: number;
  readonly name: string;
  /** `relaxed` leaves out the limits of time and number that only the service needs. */
  readonly quotas: 'real' | 'relaxed';
}

/** `input` and `mocks` are JSON text; mocks as `{ "State": [entry, …] }`. */
export interface StartRequest {
  readonly definition: string;
  readonly input: string;
  readonly mocks: string;
  /** JSON text `{ "bucket": { "key": text or JSON } }`; absent: what an ItemReader wants to read is made up. */
  readonly s3Objects?: string;
  readonly config: ExecutionConfig;
}

export type DocumentPart = 'definition' | 'input' | 'mocks';

export type StartAnswer =
  | { readonly kind: 'started' }
  | {
      readonly kind: 'refused';
      /** The text that is in the way. */
      readonly part: DocumentPart;
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
    };

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export type WaitReason = 'task-token' | 'timer' | 'activity' | 'never';

/** A state visit that cannot go on by itself. */
export interface WaitingState {
  readonly state: string;
  readonly reason: WaitReason;
  /** Id of the visit's StateEntered event. */
  readonly enteredEventId: number;
  readonly token?: string;
  readonly sinceMs: number;
  readonly untilMs?: number;
}

export interface RunState {
  readonly status: ExecutionStatus;
  readonly eventCount: number;
  /** RUNNING only: no timer and no mock can move it on; it waits for an answer from outside. */
  readonly idle: boolean;
  readonly waiting: readonly WaitingState[];
  /** It stopped at a breakpoint: id of the state's StateEntered event. */
  readonly breakpoint?: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * One event of the history, without its payloads: what every view needs of all events at once.
 * The whole AWS-shaped event comes from `eventDetails`.
 */
export interface HistoryEventView {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestampMs: number;
  /** The service's name: `TaskStateEntered`, `LambdaFunctionFailed`, … */
  readonly type: string;
  /** State that the event belongs to, also for TaskScheduled and the like; absent for Execution… events. */
  readonly state?: string;
  /** Iteration of MapIteration… events. */
  readonly index?: number;
  /** Number of items of MapStateStarted. */
  readonly length?: number;
  readonly error?: string;
  readonly cause?: string;
  /** `lambda:invoke`, `sqs:sendMessage.waitForTaskToken`, a function's ARN. */
  readonly resource?: string;
  /** The answer came from a sample, not from a mock of the person. */
  readonly sample?: boolean;
}

export type StageName =
  | 'input'
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'afterItemsPath'
  | 'afterItemSelector'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath'
  | 'afterAssign'
  | 'output';

/** One stage of a state's data flow. */
export interface InspectionStage {
  readonly stage: StageName;
  /** The field's text in the definition: `$.payment`, `{% … %}`; absent where the default applies. */
  readonly expression?: string;
  /** JSON text after the stage; absent when the stage was not reached. */
  readonly value?: string;
  /** The stage that failed. */
  readonly error?: string;
  readonly cause?: string;
}

export interface Inspection {
  readonly state: string;
  readonly enteredEventId: number;
  readonly stages: readonly InspectionStage[];
  /** Name → JSON text, as they stood when the state was left (or now). */
  readonly variables: Readonly<Record<string, string>>;
  readonly next?: string;
}

// ---------------------------------------------------------------------------------------------------------------
// The wasm module, as generated from crates/asl-wasm
// ---------------------------------------------------------------------------------------------------------------

/** The class `Runner` of the wasm module. Methods that can answer much answer with JSON text. */
export interface WasmRunner {
  start(request: StartRequest): StartAnswer;
  run(budgetEvents: number): RunState;
  step(): RunState;
  stop(error: string, cause: string): RunState;
  sendTaskSuccess(token: string, output: string): RunState;
  sendTaskFailure(token: string, error: string, cause: string): RunState;
  sendTaskHeartbeat(token: string): RunState;
  letTimePass(): RunState;
  /** Goes on from where the execution failed, with other mocks if their text is not empty. Throws if it cannot. */
  redrive(mocks: string): RunState;
  setBreakpoints(states: readonly string[]): void;
  /** JSON text `{"taskToken", "input"}`; undefined if no task waits for a worker. */
  getActivityTask(activityArn: string, workerName: string): string | undefined;
  /** The data flow as it had been with the state as `definition` has it; empty texts stand for what they were. */
  whatIf(enteredEventId: number, atEventId: number, definition: string, input: string, result: string): Inspection | undefined;
  /** `describe`, `mocks`, `s3`, `log:LEVEL`, `log:LEVEL:data`, as JSON text. */
  report(kind: string, child?: string): string;
  /** JSON text of the child executions, `count` from index `from`. */
  children(from: number, count: number, child?: string): string;
  /** Events as the API gives them, one a line. */
  historyText(from: number, count: number, child?: string): string;
  /** JSON text of `HistoryEventView[]`: `count` events from index `from` (0 = event id 1). */
  history(from: number, count: number, child?: string): string;
  /** JSON text of one event as GetExecutionHistory writes it. */
  eventDetails(eventId: number, child?: string): string;
  /** Data flow of the visit that began with the StateEntered event of this id, as of `atEventId`. */
  inspect(enteredEventId: number, atEventId: number, child?: string): Inspection | undefined;
  free(): void;
}

/** A workflow with all that belongs to it, as a link holds it; texts are JSON (the definition may be YAML or broken). */
export interface SharedScene {
  readonly title?: string;
  readonly definition: string;
  readonly input?: string;
  readonly mocks?: string;
  readonly testCases?: string;
  readonly config?: string;
  readonly state?: string;
  readonly cursor?: number;
}

export interface ShareOptions {
  readonly keepFormatting: boolean;
  /** Account numbers, mail addresses and secrets become placeholders. */
  readonly replacePrivate: boolean;
}

export type ShareAnswer =
  | { readonly kind: 'scene'; readonly scene: SharedScene }
  | { readonly kind: 'newerVersion'; readonly version: number }
  | { readonly kind: 'notALink' | 'damaged' | 'tooLarge' };

/** Something in a scene that should not be given to strangers. */
export interface PrivateValue {
  readonly kind: 'accountNumber' | 'mailAddress' | 'secret';
  readonly part: keyof SharedScene;
  readonly value: string;
  readonly replacement: string;
}

/** What the worker uses of the engine's wasm module. */
export interface WasmEngine {
  /** Without a type it is a Standard workflow. */
  analyze(text: string, options: GraphOptions, type?: WorkflowType): Analysis;
  /** Problems of the input pane: plain JSON. */
  checkInput(text: string): Diagnostic[];
  /** Problems of the mocks pane: shape of the entries, names that no state has. */
  checkMocks(text: string, definition: string): Diagnostic[];
  /** JSON text: the sample that answers for this state while it has no mock; undefined when it asks for none. */
  sampleMock(definition: string, stateName: string): string | undefined;
  complete(text: string, offset: number): CompletionList;
  hover(text: string, offset: number): Hover | undefined;
  signature(text: string, offset: number): Signature | undefined;
  stateUses(text: string, offset: number): StateUses | undefined;
  renameState(text: string, offset: number, newName: string): RenameAnswer;
  /** Even indentation, or written the other way; undefined for a text with mistakes. */
  formatDefinition(text: string, format?: 'json' | 'yaml'): string | undefined;
  /** `TestState` in the API's own JSON text; mocked results are checked against the table of the tools. */
  testState(request: string, apiShapes: string): string;
  evaluateExpression(request: string): string;
  /** Judges a learner's work; `exercise` is JSON text of a bundle. */
  checkExercise(exercise: string, work: ExerciseWork): ExerciseReport;
  validateExercises(pack: string): ExerciseProblem[];
  createRunner(): WasmRunner;
}

/** What the worker uses of the second wasm module, which is loaded when one of these is first asked for. */
export interface WasmTools {
  convertMocks(request: string): string;
  /** The part of a link behind `#/w/`. Throws where the scene is too large for any link. */
  encodeShareLink(scene: SharedScene, options: ShareOptions): string;
  decodeShareLink(text: string): ShareAnswer;
  /** Account numbers, mail addresses, secrets. */
  findSensitive(scene: SharedScene): PrivateValue[];
  /** The table of what APIs answer, for `testState`. */
  apiShapes(): string;
}

// ---------------------------------------------------------------------------------------------------------------
// Page and worker
// ---------------------------------------------------------------------------------------------------------------

/** State after some progress, with the events that the page has not been given yet. */
export interface RunReport {
  readonly state: RunState;
  /** JSON text of `HistoryEventView[]`. */
  readonly newEvents: string;
}

/** Every call that the page makes, by kind: its arguments and its answer. */
export interface EngineCalls {
  analyze: { args: { text: string; options: GraphOptions; type?: WorkflowType }; answer: Analysis };
  checkInput: { args: { text: string }; answer: Diagnostic[] };
  checkMocks: { args: { text: string; definition: string }; answer: Diagnostic[] };
  sampleMock: { args: { definition: string; state: string }; answer: string | undefined };
  complete: { args: { text: string; offset: number }; answer: CompletionList };
  hover: { args: { text: string; offset: number }; answer: Hover | undefined };
  signature: { args: { text: string; offset: number }; answer: Signature | undefined };
  stateUses: { args: { text: string; offset: number }; answer: StateUses | undefined };
  renameState: { args: { text: string; offset: number; newName: string }; answer: RenameAnswer };
  formatDefinition: { args: { text: string; format?: 'json' | 'yaml' }; answer: string | undefined };
  testState: { args: { request: string }; answer: string };
  evaluateExpression: { args: { request: string }; answer: string };
  convertMocks: { args: { request: string }; answer: string };
  encodeShareLink: { args: { scene: SharedScene; options: ShareOptions }; answer: string };
  decodeShareLink: { args: { text: string }; answer: ShareAnswer };
  findSensitive: { args: { scene: SharedScene }; answer: PrivateValue[] };
  /** `run` numbers executions; the worker keeps several, so that older ones can be looked at and compared. */
  start: { args: { run: number; request: StartRequest }; answer: StartAnswer };
  /** Runs until the end, until it waits, until a breakpoint, or until `pause`; reports on its way. */
  run: { args: { run: number; maxEvents: number }; answer: RunReport };
  /** `count` states further, or until it cannot go on. */
  step: { args: { run: number; count: number }; answer: RunReport };
  stop: { args: { run: number; error: string; cause: string }; answer: RunReport };
  checkExercise: { args: { exercise: string; work: ExerciseWork }; answer: ExerciseReport };
  validateExercises: { args: { pack: string }; answer: ExerciseProblem[] };
  pause: { args: Record<string, never>; answer: null };
  redrive: { args: { run: number; mocks: string }; answer: RunReport };
  setBreakpoints: { args: { run: number; states: readonly string[] }; answer: null };
  letTimePass: { args: { run: number }; answer: RunReport };
  getActivityTask: { args: { run: number; activityArn: string; workerName: string }; answer: string | undefined };
  sendTaskSuccess: { args: { run: number; token: string; output: string }; answer: RunReport };
  sendTaskFailure: { args: { run: number; token: string; error: string; cause: string }; answer: RunReport };
  sendTaskHeartbeat: { args: { run: number; token: string }; answer: RunReport };
  /** Lets go of all executions but these. */
  keepRuns: { args: { runs: readonly number[] }; answer: null };
  eventDetails: { args: { run: number; eventId: number; child?: string }; answer: string };
  inspect: { args: { run: number; enteredEventId: number; atEventId: number; child?: string }; answer: Inspection | undefined };
  whatIf: { args: { run: number; enteredEventId: number; atEventId: number; definition: string; input: string; result: string }; answer: Inspection | undefined };
  report: { args: { run: number; kind: string; child?: string }; answer: string };
  children: { args: { run: number; from: number; count: number; child?: string }; answer: string };
  childHistory: { args: { run: number; from: number; count: number; child: string }; answer: string };
  /** From now on `run` stands for this child execution of `parent`, the execution at the top; questions about it are answered from the child's history. */
  openChild: { args: { run: number; parent: number; child: string }; answer: null };
  historyText: { args: { run: number; from: number; count: number; child?: string }; answer: string };
  /** From now on `eventDetails` of this execution answers from these, JSON text each: a history from outside is shown. */
  replay: { args: { run: number; events: readonly string[] }; answer: null };
}

export type EngineCallKind = keyof EngineCalls;

/** Page → worker. */
export type EngineRequest = {
  [K in EngineCallKind]: { readonly id: number; readonly kind: K; readonly args: EngineCalls[K]['args'] };
}[EngineCallKind];

/** Worker → page. */
export type EngineMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loadFailed'; readonly message: string }
  /** Sign of life while the second wasm module is fetched. */
  | { readonly kind: 'loading' }
  /** Sign of life of a long run, with what happened since the last one. */
  | { readonly kind: 'progress'; readonly run: number; readonly report: RunReport }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** The call itself could not be done; `fatal` when the engine must be started anew. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly fatal: boolean };
