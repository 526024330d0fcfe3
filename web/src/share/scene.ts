/**
 * Between a workflow of the page and the scene that a link holds. Pure; what comes out of a link is guarded here.
 */
import { escapeAttribute } from '../shared/escape.ts';
import { isRecord, numberOr, oneOf, parseJson, stringOr } from '../shared/guard.ts';
import type { SharedScene } from '../shared/protocol.ts';
import { DEFAULT_CONFIG, isEmptyInput, type TestCase, type WorkflowDocument } from '../store/state.ts';

/** What of a workflow goes into the link besides its definition. */
export interface Included {
  readonly input: boolean;
  readonly mocks: boolean;
  readonly config: boolean;
  readonly view: boolean;
}

export const ALL: Included = { input: true, mocks: true, config: true, view: true };

export interface Shown {
  readonly state: string | undefined;
  readonly cursor: number;
}

/** Times that an execution can start at: from 1970 to the year 9999. */
const MAX_TIME = 253_402_300_799_999;
const MAX_CASES = 100;

/** The scene of a workflow. Texts that say nothing (`{}`) are left out. */
export function sceneOf(document: WorkflowDocument, included: Included, shown: Shown): SharedScene {
  const says = (text: string): boolean => !isEmptyInput(text);
  const config = configOf(document);
  const cases = document.cases ?? [];
  return {
    title: document.title,
    definition: document.definition,
    ...(included.input && says(document.input) ? { input: document.input } : {}),
    ...(included.mocks && says(document.mocks) ? { mocks: document.mocks } : {}),
    ...(included.mocks && cases.length > 0 ? { testCases: JSON.stringify({ cases, chosen: document.caseName ?? '' }) } : {}),
    ...(included.config && Object.keys(config).length > 0 ? { config: JSON.stringify(config) } : {}),
    ...(included.view && shown.state !== undefined ? { state: shown.state } : {}),
    ...(included.view && shown.cursor > 0 ? { cursor: shown.cursor } : {}),
  };
}

/** What differs from the settings that every workflow begins with; the execution's name is the reader's own. */
function configOf(document: WorkflowDocument): Record<string, unknown> {
  const { type, seed, startTimeMs, quotas } = document.config;
  return {
    ...(type === DEFAULT_CONFIG.type ? {} : { type }),
    ...(seed === DEFAULT_CONFIG.seed ? {} : { seed }),
    ...(startTimeMs === DEFAULT_CONFIG.startTimeMs ? {} : { startTimeMs }),
    ...(quotas === DEFAULT_CONFIG.quotas ? {} : { quotas }),
    ...(Object.keys(document.placeholders).length === 0 ? {} : { placeholders: document.placeholders }),
    ...(document.s3 === undefined || document.s3.trim() === '' ? {} : { s3: document.s3 }),
  };
}

/** The workflow of a scene. Nothing in it is trusted: what does not fit is left out. */
export function documentOf(scene: SharedScene, id: string, untitled: string): WorkflowDocument {
  const config = parseJson(scene.config ?? '{}');
  const given = isRecord(config) ? config : {};
  const tests = parseJson(scene.testCases ?? '{}');
  const { cases, chosen } = isRecord(tests) ? tests : {};
  const list = Array.isArray(cases) ? cases.slice(0, MAX_CASES).flatMap(caseOf) : [];
  const title = stringOr(scene.title, '').trim().slice(0, 200);
  return {
    id,
    title: title === '' ? untitled : title,
    example: undefined,
    definition: scene.definition,
    input: scene.input ?? '{}',
    mocks: scene.mocks ?? '{}',
    placeholders: placeholdersOf(given['placeholders']),
    config: {
      ...DEFAULT_CONFIG,
      type: oneOf(given['type'], ['STANDARD', 'EXPRESS'], DEFAULT_CONFIG.type),
      seed: Math.floor(numberOr(given['seed'], DEFAULT_CONFIG.seed, 0, Number.MAX_SAFE_INTEGER)),
      startTimeMs: Math.floor(numberOr(given['startTimeMs'], DEFAULT_CONFIG.startTimeMs, 0, MAX_TIME)),
      quotas: oneOf(given['quotas'], ['real', 'relaxed'], DEFAULT_CONFIG.quotas),
    },
    ...(typeof given['s3'] === 'string' ? { s3: given['s3'] } : {}),
    ...(list.length === 0 ? {} : { cases: list, caseName: stringOr(chosen, list[0]?.name ?? '', 200) }),
  };
}

function caseOf(value: unknown): TestCase[] {
  if (!isRecord(value) || typeof value['name'] !== 'string') return [];
  return [{ name: value['name'].slice(0, 200), input: stringOr(value['input'], '{}'), mocks: stringOr(value['mocks'], '{}') }];
}

function placeholdersOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string').slice(0, 200));
}

/** How far a link of some length gets. */
export type Tier = 'everywhere' | 'chats' | 'browsers' | 'file';
export const LIMITS = { everywhere: 2_000, chats: 8_000, browsers: 32_000 } as const;

export function tierOf(length: number): Tier {
  if (length <= LIMITS.everywhere) return 'everywhere';
  if (length <= LIMITS.chats) return 'chats';
  return length <= LIMITS.browsers ? 'browsers' : 'file';
}

/** How full each of the meter's three tracks is, from 0 to 1. */
export function meter(length: number): readonly [number, number, number] {
  const part = (from: number, to: number): number => Math.max(0, Math.min(1, (length - from) / (to - from)));
  return [part(0, LIMITS.everywhere), part(LIMITS.everywhere, LIMITS.chats), part(LIMITS.chats, LIMITS.browsers)];
}

/** A link as Markdown; the title is a plain text and stays one. */
export function markdownOf(title: string, url: string): string {
  return `[${title.replace(/[\\[\]<>*_`]/g, '\\$&').replace(/\s+/g, ' ')}](${url})`;
}

/** What goes into somebody's page: the script, the element, and the drawing that stands until it is active. */
export function embedCode(embedUrl: string, link: string, title: string, height: number, svg: string): string {
  return [
    `<script type="module" src="${escapeAttribute(embedUrl)}"></script>`,
    `<step-through data="${escapeAttribute(link)}" title="${escapeAttribute(title)}" height="${height}">`,
    svg,
    '</step-through>',
  ].join('\n');
}
