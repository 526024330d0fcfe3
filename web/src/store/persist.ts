/**
 * The browser's storage: the workflow, the drafts and the preferences, each under its own key.
 *
 * Everything read back is checked; what does not fit is left alone and the default is used. Writing never throws: a
 * full or forbidden storage is an answer (`false`), and the page says so.
 */
import { isRecord, numberOr, oneOf, parseJson, stringOr } from '../shared/guard.ts';
import type { Placeholders } from '../shared/placeholders.ts';
import type { ExecutionConfig } from '../shared/protocol.ts';
import { DEFAULT_CONFIG, DEFAULT_PREFERENCES, type Preferences, type TestCase, type WorkflowDocument } from './state.ts';

const CURRENT = 'stepthrough.1.current';
const DRAFTS = 'stepthrough.1.drafts';
const PREFERENCES = 'stepthrough.1.preferences';
export const MAX_DRAFTS = 20;
const MAX_CASES = 100;

/** What we need of `Storage`; a browser may refuse even to name its own. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Persistence {
  readonly #storage: KeyValue | undefined;

  constructor(storage: KeyValue | undefined) {
    this.#storage = storage;
  }

  loadCurrent(): WorkflowDocument | undefined {
    return readDocument(this.#read(CURRENT));
  }

  loadDrafts(): WorkflowDocument[] {
    const value = this.#read(DRAFTS);
    if (!Array.isArray(value)) return [];
    return value.map(readDocument).filter((draft) => draft !== undefined).slice(0, MAX_DRAFTS);
  }

  loadPreferences(): Preferences {
    return readPreferences(this.#read(PREFERENCES));
  }

  /** Saves the workflow and the drafts; gives up older drafts before it gives up the work at hand. */
  save(current: WorkflowDocument, drafts: readonly WorkflowDocument[]): boolean {
    for (let keep = Math.min(drafts.length, MAX_DRAFTS); ; keep = Math.floor(keep / 2)) {
      const saved = this.#write(DRAFTS, drafts.slice(0, keep)) && this.#write(CURRENT, current);
      if (saved || keep === 0) return saved;
    }
  }

  savePreferences(preferences: Preferences): boolean {
    return this.#write(PREFERENCES, preferences);
  }

  #read(key: string): unknown {
    try {
      return parseJson(this.#storage?.getItem(key) ?? 'null');
    } catch {
      return undefined;
    }
  }

  #write(key: string, value: unknown): boolean {
    try {
      if (this.#storage === undefined) return false;
      this.#storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}

/** A stored workflow, if it is one. */
export function readDocument(value: unknown): WorkflowDocument | undefined {
  if (!isRecord(value)) return undefined;
  const { id, definition } = value;
  if (typeof id !== 'string' || typeof definition !== 'string') return undefined;
  return {
    id,
    title: stringOr(value['title'], 'Untitled', 200),
    example: typeof value['example'] === 'string' ? value['example'] : undefined,
    definition,
    input: stringOr(value['input'], '{}'),
    mocks: stringOr(value['mocks'], '{}'),
    placeholders: readPlaceholders(value['placeholders']),
    config: readConfig(value['config']),
    ...(typeof value['s3'] === 'string' ? { s3: value['s3'] } : {}),
    ...readCases(value['cases'], value['caseName']),
  };
}

function readPlaceholders(value: unknown): Placeholders {
  if (!isRecord(value)) return {};
  const pairs = Object.entries(value).slice(0, 200);
  return Object.fromEntries(pairs.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text.slice(0, 10_000)]] : [])));
}

/** The named test cases, where there are some. */
function readCases(value: unknown, chosen: unknown): Pick<WorkflowDocument, 'cases' | 'caseName'> {
  if (!Array.isArray(value)) return {};
  const cases = value.filter(isRecord).flatMap((found): TestCase[] =>
    typeof found['name'] === 'string' && found['name'] !== ''
      ? [{ name: found['name'].slice(0, 80), input: stringOr(found['input'], '{}'), mocks: stringOr(found['mocks'], '{}') }]
      : [],
  ).slice(0, MAX_CASES);
  const first = cases[0];
  if (first === undefined) return {};
  return { cases, caseName: cases.some((found) => found.name === chosen) ? String(chosen) : first.name };
}

/** Execution settings with every member in its bounds. */
export function readConfig(value: unknown): ExecutionConfig {
  if (!isRecord(value)) return DEFAULT_CONFIG;
  return {
    type: oneOf(value['type'], ['STANDARD', 'EXPRESS'], DEFAULT_CONFIG.type),
    seed: numberOr(value['seed'], DEFAULT_CONFIG.seed, 0, 0xffff_ffff),
    startTimeMs: numberOr(value['startTimeMs'], DEFAULT_CONFIG.startTimeMs, 0, 8.64e15),
    name: stringOr(value['name'], DEFAULT_CONFIG.name, 80),
    quotas: oneOf(value['quotas'], ['real', 'relaxed'], DEFAULT_CONFIG.quotas),
  };
}

function readPreferences(value: unknown): Preferences {
  if (!isRecord(value)) return DEFAULT_PREFERENCES;
  return {
    theme: oneOf(value['theme'], ['system', 'light', 'dark'], DEFAULT_PREFERENCES.theme),
    language: oneOf(value['language'], ['system', 'en', 'ja', 'ko'], DEFAULT_PREFERENCES.language),
    leftWidth: numberOr(value['leftWidth'], DEFAULT_PREFERENCES.leftWidth, 200, 2_000),
    rightWidth: numberOr(value['rightWidth'], DEFAULT_PREFERENCES.rightWidth, 200, 2_000),
    dockHeight: numberOr(value['dockHeight'], DEFAULT_PREFERENCES.dockHeight, 36, 2_000),
    legend: value['legend'] === true,
    minimap: value['minimap'] !== false,
    leftToRight: value['leftToRight'] === true,
  };
}
