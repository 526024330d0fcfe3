/**
 * The browser's storage: each workflow under its own key, its versions under another, the list of them, the one at
 * hand, the preferences.
 *
 * Everything read back is checked; what does not fit is left alone and the default is used. Writing never throws: a
 * full or forbidden storage is an answer, and the page says so. Older versions make way for newer work; a workflow
 * never does, but for the twenty-first.
 */
import { DATE_LOCALES } from '../i18n/format.ts';
import { isRecord, numberOr, oneOf, parseJson, stringOr } from '../shared/guard.ts';
import type { Placeholders } from '../shared/placeholders.ts';
import type { ExecutionConfig } from '../shared/protocol.ts';
import { DEFAULT_CONFIG, DEFAULT_PREFERENCES, type Preferences, type TestCase, type Version, type WorkflowDocument } from './state.ts';

const PREFIX = 'stepthrough.1.';
const CURRENT = `${PREFIX}current`;
const INDEX = `${PREFIX}index`;
const PREFERENCES = `${PREFIX}preferences`;
const WORKFLOW = `${PREFIX}workflow.`;
const VERSIONS = `${PREFIX}versions.`;
export const MAX_WORKFLOWS = 20;
export const MAX_VERSIONS = 50;
const MAX_CASES = 100;
/** Characters of all versions of one workflow together. */
const MAX_VERSIONS_SIZE = 600_000;

/** What we need of `Storage`; a browser may refuse even to name its own. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** `conflict`: another tab has saved this workflow since it was read here; `takeOver` writes all the same. */
export type SaveAnswer = 'saved' | 'conflict' | 'failed';

/** A workflow as another tab has left it. */
export interface Stamped {
  readonly at: number;
  readonly tab: string;
  readonly document: WorkflowDocument;
}

export class Persistence {
  readonly #storage: KeyValue | undefined;
  /** Name of this tab, so that it knows its own writing. */
  readonly #tab: string;
  /** When each workflow was saved as this tab knows it. */
  readonly #known = new Map<string, number>();
  /** Is told of a workflow that has to make way for newer ones. */
  onGone: ((document: WorkflowDocument) => void) | undefined;

  constructor(storage: KeyValue | undefined, tab = '') {
    this.#storage = storage;
    this.#tab = tab;
  }

  loadCurrent(): WorkflowDocument | undefined {
    const current = readDocument(this.#read(CURRENT));
    if (current === undefined) return undefined;
    // Another tab may have gone on with it.
    return this.adopt(current.id)?.document ?? current;
  }

  /** Workflows that are kept, the last one changed first. */
  loadDrafts(): WorkflowDocument[] {
    return this.#index().flatMap((id) => this.loadWorkflow(id)?.document ?? []);
  }

  loadWorkflow(id: string): Stamped | undefined {
    return readStamped(this.#read(WORKFLOW + id));
  }

  /** Reads a workflow to go on with it here: what other tabs wrote so far is no conflict. */
  adopt(id: string): Stamped | undefined {
    const stamped = this.loadWorkflow(id);
    if (stamped !== undefined) this.#known.set(id, stamped.at);
    return stamped;
  }

  loadPreferences(): Preferences {
    return readPreferences(this.#read(PREFERENCES));
  }

  /** Saves a workflow; examples that were not changed are only remembered as the one at hand. */
  save(document: WorkflowDocument, at: number): SaveAnswer {
    const { id } = document;
    if (!id.startsWith('draft:') || document.definition.trim() === '') return this.#write(CURRENT, document) ? 'saved' : 'failed';
    if (this.unseen(id) !== undefined) return 'conflict';
    return this.#saveDraft(document, at) ? 'saved' : 'failed';
  }

  /** Writes a workflow; versions make way for it, but for those of `spared`. */
  #saveDraft(document: WorkflowDocument, at: number, spared?: string): boolean {
    const { id } = document;
    const index = [id, ...this.#index().filter((other) => other !== id)];
    const stamped: Stamped = { at, tab: this.#tab, document };
    const write = (): boolean => this.#write(WORKFLOW + id, stamped) && this.#write(INDEX, index.slice(0, MAX_WORKFLOWS)) && this.#write(CURRENT, document);
    if (!write() && !this.#afterMakingRoom(index.filter((other) => other !== spared), write)) return false;
    for (const gone of index.slice(MAX_WORKFLOWS)) {
      const left = this.loadWorkflow(gone);
      if (left !== undefined) this.onGone?.(left.document);
      this.#forget(gone);
    }
    this.#known.set(id, at);
    return true;
  }

  /** Saves in place of what another tab has left there, which becomes a version; false when that cannot be kept. */
  takeOver(document: WorkflowDocument, at: number): boolean {
    const { id } = document;
    const theirs = this.loadWorkflow(id);
    if (theirs !== undefined && !this.addVersion(id, versionOf(theirs.document, theirs.at), true)) return false;
    return this.#saveDraft(document, at, id);
  }

  /** The workflow as another tab has left it, if this tab has not seen that yet. */
  unseen(id: string): WorkflowDocument | undefined {
    const stamped = this.loadWorkflow(id);
    return stamped === undefined || stamped.tab === this.#tab || stamped.at === this.#known.get(id) ? undefined : stamped.document;
  }

  /** Takes a workflow from the list; its versions go too. */
  remove(id: string): void {
    this.#write(INDEX, this.#index().filter((other) => other !== id));
    this.#forget(id);
  }

  /** Versions of a workflow, the newest first. */
  loadVersions(id: string): Version[] {
    const value = this.#read(VERSIONS + id);
    if (!Array.isArray(value)) return [];
    return value.map(readVersion).filter((version) => version !== undefined).slice(0, MAX_VERSIONS);
  }

  /** Keeps a version, unless the newest one (with `once` any one) is the same. False when there is no room. */
  addVersion(id: string, version: Version, once = false): boolean {
    const versions = this.loadVersions(id);
    if (versions.slice(0, once ? MAX_VERSIONS : 1).some((kept) => sameVersion(kept, version))) return true;
    const kept: Version[] = [];
    let size = 0;
    for (const candidate of [version, ...versions]) {
      size += JSON.stringify(candidate).length;
      if (kept.length > 0 && (kept.length >= MAX_VERSIONS || size > MAX_VERSIONS_SIZE)) break;
      kept.push(candidate);
    }
    return this.#write(VERSIONS + id, kept) || this.#write(VERSIONS + id, kept.slice(0, 5));
  }

  savePreferences(preferences: Preferences): boolean {
    return this.#write(PREFERENCES, preferences);
  }

  /** The key under which a storage event tells of a workflow, or undefined. */
  static workflowOfKey(key: string | null): string | undefined {
    return key?.startsWith(WORKFLOW) === true ? key.slice(WORKFLOW.length) : undefined;
  }

  /** Gives up versions, those of the workflows changed longest ago first, until writing works. */
  #afterMakingRoom(index: readonly string[], write: () => boolean): boolean {
    for (const id of [...index].reverse()) {
      this.#remove(VERSIONS + id);
      if (write()) return true;
    }
    return false;
  }

  #index(): string[] {
    const value = this.#read(INDEX);
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(0, MAX_WORKFLOWS) : [];
  }

  #forget(id: string): void {
    this.#remove(WORKFLOW + id);
    this.#remove(VERSIONS + id);
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

  #remove(key: string): void {
    try {
      this.#storage?.removeItem(key);
    } catch {
      // A storage that forbids this has nothing of ours.
    }
  }
}

/** All of a workflow but its name. */
export function versionOf(document: WorkflowDocument, at: number): Version {
  return { at, ...contentOf(document) };
}

/** What a version holds, and what bringing it back changes. */
export function contentOf({ definition, input, mocks, placeholders, config, s3, sample, cases, caseName }: Omit<Version, 'at'>): Omit<Version, 'at'> {
  return {
    definition, input, mocks,
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(config === undefined ? {} : { config }),
    ...(s3 === undefined ? {} : { s3 }),
    ...(sample === undefined ? {} : { sample }),
    ...(cases === undefined ? {} : { cases }),
    ...(caseName === undefined ? {} : { caseName }),
  };
}

/** The same, whenever they were kept. */
export function sameVersion(a: Version, b: Version): boolean {
  return JSON.stringify({ ...a, at: 0 }) === JSON.stringify({ ...b, at: 0 });
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
    ...(typeof value['sample'] === 'string' ? { sample: value['sample'] } : {}),
    ...readCases(value['cases'], value['caseName']),
  };
}

function readStamped(value: unknown): Stamped | undefined {
  if (!isRecord(value)) return undefined;
  const document = readDocument(value['document']);
  return document === undefined ? undefined : { document, at: numberOr(value['at'], 0, 0, 8.64e15), tab: stringOr(value['tab'], '', 100) };
}

function readVersion(value: unknown): Version | undefined {
  if (!isRecord(value) || typeof value['definition'] !== 'string') return undefined;
  const at = numberOr(value['at'], 0, 0, 8.64e15);
  const document = readDocument({ ...value, id: '' });
  if (document === undefined || isRecord(value['config'])) return document === undefined ? undefined : versionOf(document, at);
  const { definition, input, mocks } = document;
  return { at, definition, input, mocks };
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
    dateLocale: oneOf(value['dateLocale'], DATE_LOCALES, DEFAULT_PREFERENCES.dateLocale),
    compact: value['compact'] === true,
    singleKeys: value['singleKeys'] !== false,
    hintsSeen: Array.isArray(value['hintsSeen']) ? value['hintsSeen'].filter((id) => typeof id === 'string').slice(0, 20) : [],
    leftWidth: numberOr(value['leftWidth'], DEFAULT_PREFERENCES.leftWidth, 200, 2_000),
    rightWidth: numberOr(value['rightWidth'], DEFAULT_PREFERENCES.rightWidth, 200, 2_000),
    dockHeight: numberOr(value['dockHeight'], DEFAULT_PREFERENCES.dockHeight, 36, 2_000),
    legend: value['legend'] === true,
    minimap: value['minimap'] !== false,
    leftToRight: value['leftToRight'] === true,
    follow: value['follow'] === true,
  };
}
