/** Everything the page remembers, by slice, with its defaults. What can be derived is not in here. */
import type { Language, LanguageChoice } from '../i18n/languages.ts';
import type { Analysis, Diagnostic, ExecutionConfig, GraphLayout, RunState, StateSummary } from '../shared/protocol.ts';
import type { Placeholders } from '../shared/placeholders.ts';
import { HistoryIndex } from '../run/history-index.ts';

/** What the person works on. */
export interface WorkflowDocument {
  /** `example:<name>` until it is changed, `draft:<number>` from then on. */
  readonly id: string;
  readonly title: string;
  /** Example that it was made from. */
  readonly example: string | undefined;
  readonly definition: string;
  readonly input: string;
  /** The last input that was made of what the states read; while `input` is that, it is a sample and nobody's own. */
  readonly sample?: string;
  readonly mocks: string;
  /** Mock values of `${Name}` in the definition. */
  readonly placeholders: Placeholders;
  readonly config: ExecutionConfig;
  /** Mocked S3 for Distributed Map, JSON text; absent: what an ItemReader wants to read is made up. */
  readonly s3?: string;
  /** Named inputs with their mocks; the chosen one's texts are `input` and `mocks` above. Absent: just one, unnamed. */
  readonly cases?: readonly TestCase[];
  /** Name of the chosen case. */
  readonly caseName?: string;
}

/** Whether a workflow is somebody's work on an exercise. */
export function isExercise({ id }: Pick<WorkflowDocument, 'id'>): boolean {
  return id.startsWith('exercise:');
}

/** Whether an input, or another text of a workflow, says nothing: `{}` or no text at all. */
export function isEmptyInput(input: string): boolean {
  return /^(?:\{\s*\})?$/.test(input.trim());
}

/** An input and what the tasks answer, under a name. */
export interface TestCase {
  readonly name: string;
  readonly input: string;
  readonly mocks: string;
}

/** A workflow as it once was; one that was kept by an older page holds the three texts alone. */
export interface Version extends Pick<WorkflowDocument, 'definition' | 'input' | 'mocks'>, Partial<Pick<WorkflowDocument, 'placeholders' | 'config' | 's3' | 'sample' | 'cases' | 'caseName'>> {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type SaveState = 'saved' | 'editing' | 'failed';
export type EngineState = 'loading' | 'ready' | 'failed';

/** The last drawing that came from a valid text. */
export interface GoodAnalysis {
  readonly graph: GraphLayout;
  readonly states: readonly StateSummary[];
}

export interface AnalysisSlice {
  /** Answer for the text as it is now, or for a slightly older one while the engine is at work. */
  readonly latest: Analysis | undefined;
  readonly good: GoodAnalysis | undefined;
  readonly inputProblems: readonly Diagnostic[];
  readonly mocksProblems: readonly Diagnostic[];
}

export type RunPhase = 'none' | 'running' | 'paused' | 'waiting' | 'finished';

export interface RunSlice {
  readonly phase: RunPhase;
  readonly state: RunState | undefined;
  /** Grows in place; `length` says when it did. */
  readonly index: HistoryIndex;
  readonly length: number;
  /** Counts executions, so that answers about an older one are dropped. */
  readonly number: number;
  /** The text was changed since this execution started. */
  readonly outdated: boolean;
  readonly refused: string | undefined;
  /** What was run; undefined before anything was. */
  readonly texts: RunTexts | undefined;
  /** Wall clock at its start, ms since the epoch. */
  readonly startedAt: number;
  /** Set when this is a child execution of a Map Run, opened to be looked at. */
  readonly child?: OpenedChild;
}

/** Which child of which execution. */
export interface OpenedChild {
  /** Number of the execution that it was opened from. */
  readonly parent: number;
  /** Number of the execution at the top, which holds it. */
  readonly root: number;
  /** Its way from the top. */
  readonly id: string;
  /** Its place in the Map Run, from 0. */
  readonly index: number;
  /** The Map state. */
  readonly state: string;
  readonly name: string;
}

/** What an execution was made of: equal texts give an equal history. */
export interface RunTexts {
  readonly definition: string;
  readonly input: string;
  readonly mocks: string;
  readonly s3: string | undefined;
  readonly config: ExecutionConfig;
  readonly caseName: string | undefined;
}

export interface Selection {
  readonly state: string | undefined;
  /** A certain visit; without it the last one at the cursor. */
  readonly visit: number | undefined;
}

export type LeftTab = 'code' | 'input' | 'mocks' | 'variables' | 'config';
export type DockTab = 'timeline' | 'events' | 'table' | 'output' | 'runs' | 'problems';
export type InspectorTab = 'mapRun' | 'input' | 'output' | 'dataFlow' | 'variables' | 'retry' | 'definition' | 'events' | 'mock';
export type NarrowTab = 'exercise' | 'graph' | 'code' | 'run';
export type Theme = 'system' | 'light' | 'dark';

/** What is kept from visit to visit of the page, besides the workflow. */
export interface Preferences {
  readonly theme: Theme;
  readonly language: LanguageChoice;
  /** How dates are written: a locale, `iso`, or empty for that of the language. */
  readonly dateLocale: string;
  /** Smaller rows. */
  readonly compact: boolean;
  /** Keys without Ctrl or Alt do something outside of fields (WCAG 2.1.4 asks for a switch). */
  readonly singleKeys: boolean;
  /** Hints of the first visit that were put away. */
  readonly hintsSeen: readonly string[];
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly dockHeight: number;
  readonly legend: boolean;
  readonly minimap: boolean;
  /** The graph runs from left to right instead of top down. */
  readonly leftToRight: boolean;
  /** The selection goes with the clock: the state of the event at hand is the selected one. */
  readonly follow: boolean;
}

export type NoticeKind = 'info' | 'error';

/** A way out that a notice offers; taking it also dismisses the notice. */
export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

export interface Notice {
  /** Notices with the same id replace each other. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly actions: readonly NoticeAction[];
}

/** Dialogs that lie over the page; `views/shell/overlays.ts` says where each one is. */
export type OverlayName = 'bench' | 'cases' | 'import' | 'keys' | 'learn' | 'palette' | 'share' | 'testState' | 'text' | 'versions';

export interface OpenOverlay {
  readonly name: OverlayName;
  readonly argument: unknown;
}

/** What a link wants the page to look like; it is not kept. */
export interface ShownAs {
  readonly language: Language | undefined;
  readonly theme: 'light' | 'dark' | undefined;
}

export interface AppState {
  readonly document: WorkflowDocument;
  readonly drafts: readonly WorkflowDocument[];
  readonly saveState: SaveState;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly engine: EngineState;
  readonly engineMessage: string;
  readonly analysis: AnalysisSlice;
  readonly run: RunSlice;
  /** Executions before it, the newest first. */
  readonly past: readonly RunSlice[];
  /** How many events of the history have happened at the moment that is shown. */
  readonly cursor: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly selection: Selection;
  /** Containers of the graph whose inside is not drawn. */
  readonly collapsed: readonly string[];
  /** Item that the graph shows of a Map state; without an entry it shows the last of all. */
  readonly iterations: Readonly<Record<string, number>>;
  /** States before which an execution stops. */
  readonly breakpoints: readonly string[];
  readonly inspectorOpen: boolean;
  readonly leftTab: LeftTab;
  readonly dockTab: DockTab;
  readonly inspectorTab: InspectorTab;
  readonly narrowTab: NarrowTab;
  /** An exercise asks for a prediction: nothing may be run before it is there. */
  readonly held: boolean;
  readonly problem: number;
  readonly preferences: Preferences;
  readonly notices: readonly Notice[];
  readonly overlay: OpenOverlay | undefined;
  readonly shownAs: ShownAs;
}

export const DEFAULT_CONFIG: ExecutionConfig = {
  type: 'STANDARD',
  seed: 1,
  startTimeMs: Date.UTC(2026, 0, 5, 9, 0, 0),
  name: 'run-1',
  quotas: 'real',
};

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  language: 'system',
  dateLocale: '',
  compact: false,
  singleKeys: true,
  hintsSeen: [],
  leftWidth: 376,
  rightWidth: 388,
  dockHeight: 252,
  legend: false,
  minimap: true,
  leftToRight: false,
  follow: false,
};

export const EMPTY_DOCUMENT: WorkflowDocument = {
  id: 'draft:empty',
  title: 'Untitled',
  example: undefined,
  definition: '',
  input: '{}',
  mocks: '{}',
  placeholders: {},
  config: DEFAULT_CONFIG,
};

/** A run slice without an execution. */
export function noRun(number: number): RunSlice {
  return { phase: 'none', state: undefined, index: new HistoryIndex(), length: 0, number, outdated: false, refused: undefined, texts: undefined, startedAt: 0 };
}

export function initialState(document: WorkflowDocument, preferences: Preferences): AppState {
  return {
    document,
    drafts: [],
    saveState: 'saved',
    canUndo: false,
    canRedo: false,
    engine: 'loading',
    engineMessage: '',
    analysis: { latest: undefined, good: undefined, inputProblems: [], mocksProblems: [] },
    run: noRun(0),
    past: [],
    cursor: 0,
    playing: false,
    speed: 1,
    selection: { state: undefined, visit: undefined },
    collapsed: [],
    iterations: {},
    breakpoints: [],
    inspectorOpen: false,
    leftTab: 'code',
    dockTab: 'timeline',
    inspectorTab: 'dataFlow',
    narrowTab: 'graph',
    // What was kept may be a question: nothing runs before it has said so.
    held: isExercise(document),
    problem: 0,
    preferences,
    notices: [],
    overlay: undefined,
    shownAs: { language: undefined, theme: undefined },
  };
}
