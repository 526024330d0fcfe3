/** What both entries of the package export. */
export type {
  Analysis, Diagnostic, ExecutionStatus, GraphEdge, GraphLayout, GraphNode, HistoryEventView, Inspection, InspectionStage, RunState, ShareAnswer, SharedScene,
  StateSummary, WaitingState, WorkflowType,
} from '../src/shared/protocol.ts';
export { Engine, type Expression, type Parsed, type ParseOptions, type Scene, type TestStateAnswer, type TestStateRequest } from './engine.ts';
export { ServiceError, WorkflowRefused } from './errors.ts';
export { type ChildExecution, Execution, type HistoryEvent } from './execution.ts';
export type { Definition, MockEntry, Mocks, RunOptions } from './values.ts';
export type { EngineOptions, WasmSource } from './wasm.ts';
