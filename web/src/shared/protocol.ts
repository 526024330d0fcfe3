/**
 * The one contract between the page, its worker and the engine.
 *
 * Offsets are UTF-16 code units, zero-based, half-open. Times are whole milliseconds of the virtual clock since the
 * epoch. Event ids count from 1, as the service counts them. Everything here is plain data that can be cloned.
 * Payloads cross as JSON text: the engine keeps `1` and `1.0` apart, a JavaScript number does not.
 */

import type * as api from './api-types.ts';
import type * as tools from './tools-types.ts';
import type { CompletionList, Hover, RenameAnswer, Signature, StateUses, WorkflowType } from './api-types.ts';
import type { ExerciseProblem, ExerciseReport, ExerciseWork } from './tools-types.ts';

export type { Completion, CompletionList, DocumentPart, Hover, RenameAnswer, Severity, Signature, Span, StateUses, WaitReason, WorkflowType } from './api-types.ts';
export type { ExerciseAssertion, ExerciseProblem, ExerciseReport, ExerciseWork } from './tools-types.ts';

// ---------------------------------------------------------------------------------------------------------------
// What the engine tells, as generated from its Rust types; each is described there
// ---------------------------------------------------------------------------------------------------------------

/** Plain data that nobody changes. */
type Frozen<T> = T extends readonly [number, number]
  ? readonly [number, number]
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Frozen<T[K]> }
      : T;

/** A generated type of which some members are known more closely than Rust says it. */
type Narrow<T, N> = { readonly [K in keyof (Omit<T, keyof N> & N)]: K extends keyof N ? N[K] : K extends keyof T ? Frozen<T[K]> : never };

export type TextEdit = Frozen<api.TextEdit>;
export type Fix = Frozen<api.Fix>;
export type Diagnostic = Frozen<api.Diagnostic>;

/** The eight types of the language, and `Unknown` for a state whose type is missing or misspelt. */
export type StateType = 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map' | 'Unknown';
export type StateSummary = Narrow<api.StateSummary, { type: StateType }>;

/** `missing` is a name that a transition leads to and no state has. */
export type GraphNodeKind = 'start' | 'end' | 'state' | 'container' | 'missing';
export type GraphNode = Narrow<api.GraphNode, { kind: GraphNodeKind; type: StateType | 'Start' | 'End'; badges?: readonly string[] }>;
export type GraphEdgeKind = 'next' | 'catch' | 'default' | 'choice';
export type GraphEdge = Narrow<api.GraphEdge, { kind: GraphEdgeKind }>;
export type GraphLayout = Narrow<api.GraphLayout, { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }>;

/** Widths of texts in px that the page has measured, by text; what is missing is estimated. */
export type TextWidths = Readonly<Record<string, number>>;
export type GraphOptions = Frozen<api.GraphOptions>;

/** All that is known about a definition's text. Never refused: broken text still gives what can be given. */
export type Analysis = Narrow<api.Analysis, { graph: GraphLayout | null; states: readonly StateSummary[]; format: 'json' | 'yaml' }>;

export type ExecutionConfig = Frozen<api.ExecutionConfig>;
export type StartRequest = Frozen<api.StartRequest>;
export type StartAnswer = Frozen<api.StartAnswer>;
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
export type WaitingState = Frozen<api.WaitingState>;
export type RunState = Narrow<api.RunState, { status: ExecutionStatus }>;

/**
 * One event of the history, without its payloads: what every view needs of all events at once. The whole event comes
 * from `eventDetails`. Histories from outside have no `visit`, so nothing of the page relies on it.
 */
export type HistoryEventView = Frozen<Omit<api.HistoryEventView, 'visit'>>;

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
export type InspectionStage = Narrow<api.InspectionStage, { stage: StageName }>;
export type Inspection = Narrow<api.Inspection, { stages: readonly InspectionStage[] }>;

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
  whatIf(enteredEventId: number, atEventId: number, definition: string, input: string, result: string, child?: string): Inspection | undefined;
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

/** The class `Examiner` of the wasm module: what the judging of exercises, in the second module, asks the engine. */
export interface WasmExaminer {
  /** Question and answer are JSON text between the two modules. */
  answer(question: string): string;
  free(): void;
}

/** A workflow with all that belongs to it, as a link holds it; texts are JSON (the definition may be YAML or broken). */
export type SharedScene = Frozen<tools.SharedScene>;
export type ShareOptions = Frozen<tools.ShareOptions>;
export type ShareAnswer = Frozen<tools.ShareAnswer>;
/** Something in a scene that should not be given to strangers. */
export type PrivateValue = Narrow<tools.PrivateValue, { kind: 'accountNumber' | 'mailAddress' | 'secret'; part: keyof SharedScene }>;

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
  /** JSON text: an input with what the states read from it; `{}` if they read nothing. */
  sampleInput(definition: string): string;
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
  createRunner(): WasmRunner;
  createExaminer(): WasmExaminer;
}

/** What the worker uses of the second wasm module, which is loaded when one of these is first asked for. */
export interface WasmTools {
  convertMocks(request: string): string;
  /** The part of a link behind `#/w/`. Throws an error with the code `tooLarge` where no link can hold the scene. */
  encodeShareLink(scene: SharedScene, options: ShareOptions): string;
  decodeShareLink(text: string): ShareAnswer;
  /** Account numbers, mail addresses, secrets. */
  findSensitive(scene: SharedScene): PrivateValue[];
  /** The table of what APIs answer, for `testState`. */
  apiShapes(): string;
  /** Judges a learner's work; `exercise` is JSON text of a bundle, `engine` the `answer` of a {@link WasmExaminer}. */
  checkExercise(exercise: string, work: ExerciseWork, engine: (question: string) => string): ExerciseReport;
  validateExercises(pack: string, engine: (question: string) => string): ExerciseProblem[];
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
  sampleInput: { args: { definition: string }; answer: string };
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
  whatIf: { args: { run: number; enteredEventId: number; atEventId: number; definition: string; input: string; result: string; child?: string }; answer: Inspection | undefined };
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
  /** Calls can be sent: the worker keeps them until what answers them is there. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'loadFailed'; readonly message: string }
  /** Sign of life while the second wasm module is fetched. */
  | { readonly kind: 'loading' }
  /** Sign of life of a long run, with what happened since the last one. */
  | { readonly kind: 'progress'; readonly run: number; readonly report: RunReport }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** The call itself could not be done; `code` is the engine's word for why, `fatal` when it must be started anew. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly code?: string | undefined; readonly fatal: boolean };
