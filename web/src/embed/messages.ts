/**
 * What a page and an embed say to each other: `{ source: 'step-through', v: 1, type, … }`. Everything that arrives is
 * unknown until it has passed here; nothing here knows of windows.
 */
import { isRecord, numberOr, stringOr } from '../shared/guard.ts';

export const SOURCE = 'step-through';
export const VERSION = 1;

/** Texts longer than this are not taken from a page. */
const MAX_TEXT = 2_000_000;

export const PANELS = ['graph', 'code', 'input', 'output', 'timeline', 'data-flow'] as const;
export type Panel = (typeof PANELS)[number];

export interface Look {
  readonly panels: readonly Panel[];
  readonly controls: boolean;
  /** Texts are shown, not edited. */
  readonly readonly: boolean;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly lang: 'auto' | 'en' | 'ja' | 'ko';
  readonly direction: 'TB' | 'LR';
  /** Custom properties of the host, by name without `--step-`. */
  readonly style: Readonly<Record<string, string>>;
}

/** Page → embed. */
export type Command =
  | { readonly type: 'load'; readonly exercise: string; readonly link: string | undefined; readonly definition: string; readonly input: string; readonly mocks: string; readonly title: string; readonly autorun: boolean }
  | { readonly type: 'look'; readonly look: Look }
  | { readonly type: 'setInput' | 'setMocks'; readonly text: string }
  | { readonly type: 'run' | 'step' }
  | { readonly type: 'seek'; readonly cursor: number }
  | { readonly type: 'select'; readonly state: string | undefined }
  | { readonly type: 'getState' | 'export'; readonly id: string };

/** Embed → page; `type` and plain data. */
export const REPORTS = ['ready', 'changed', 'runStarted', 'event', 'runFinished', 'selected', 'height', 'state', 'exported', 'exerciseResult'] as const;
export type ReportType = (typeof REPORTS)[number];
export interface Report {
  readonly type: ReportType;
  readonly [member: string]: unknown;
}

const LOOKS: Look = { panels: ['graph', 'output'], controls: true, readonly: true, theme: 'auto', lang: 'auto', direction: 'TB', style: {} };

/** The command in a message, or undefined where it is none of ours or has another shape. */
export function readCommand(data: unknown): Command | undefined {
  if (!isRecord(data) || data['source'] !== SOURCE || data['v'] !== VERSION) return undefined;
  const text = (name: string, max = MAX_TEXT): string => stringOr(data[name], '', max);
  switch (data['type']) {
    case 'load': {
      const link = text('link');
      return { type: 'load', exercise: /^[A-Za-z0-9._-]{1,64}$/.test(text('exercise')) ? text('exercise') : '', link: link === '' ? undefined : link, definition: text('definition'), input: text('input'), mocks: text('mocks'), title: text('title', 200), autorun: data['autorun'] === true };
    }
    case 'look':
      return { type: 'look', look: readLook(data['look']) };
    case 'setInput':
    case 'setMocks':
      return typeof data['text'] === 'string' && data['text'].length <= MAX_TEXT ? { type: data['type'], text: data['text'] } : undefined;
    case 'run':
    case 'step':
      return { type: data['type'] };
    case 'seek':
      return { type: 'seek', cursor: Math.floor(numberOr(data['cursor'], 0, 0, 1_000_000)) };
    case 'select': {
      const state = text('state', 200);
      return { type: 'select', state: state === '' ? undefined : state };
    }
    case 'getState':
    case 'export':
      return { type: data['type'], id: text('id', 100) };
    default:
      return undefined;
  }
}

/** What an embed reports, or undefined. */
export function readReport(data: unknown): Report | undefined {
  if (!isRecord(data) || data['source'] !== SOURCE || data['v'] !== VERSION) return undefined;
  const type = REPORTS.find((candidate) => candidate === data['type']);
  return type === undefined ? undefined : { ...data, type };
}

export function readLook(value: unknown): Look {
  if (!isRecord(value)) return LOOKS;
  const choose = <T extends string>(name: string, options: readonly T[], other: T): T => options.find((option) => option === value[name]) ?? other;
  const panels = Array.isArray(value['panels']) ? PANELS.filter((panel) => (value['panels'] as unknown[]).includes(panel)) : LOOKS.panels;
  return {
    panels: panels.length === 0 ? LOOKS.panels : panels,
    controls: value['controls'] !== false,
    readonly: value['readonly'] !== false,
    theme: choose('theme', ['auto', 'light', 'dark'], 'auto'),
    lang: choose('lang', ['auto', 'en', 'ja', 'ko'], 'auto'),
    direction: choose('direction', ['TB', 'LR'], 'TB'),
    style: readStyle(value['style']),
  };
}

/** Custom properties that a page may set, and the tokens that take them. */
export const STYLE_TOKENS: Readonly<Record<string, string>> = {
  font: '--sans', surface: '--surface', text: '--text', accent: '--accent', radius: '--embed-radius',
  ...Object.fromEntries(
    Object.entries({ succeeded: 'ok', failed: 'fa', caught: 'ca', waiting: 'wt', retrying: 'rt', 'in-progress': 'ip', 'not-started': 'ns', 'timed-out': 'to', aborted: 'ab' })
      .flatMap(([name, token]) => ['fill', 'border'].map((part) => [`status-${name}-${part}`, `--st-${token}-${part}`])),
  ),
};

/** Colours, lengths and names of fonts; nothing that loads or reaches out. */
function readStyle(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const plain = (text: unknown): text is string => typeof text === 'string' && /^[\w\s#.,%()"'/-]{1,120}$/.test(text) && !/url|image|var|attr|env/i.test(text);
  return Object.fromEntries(Object.keys(STYLE_TOKENS).flatMap((name) => (plain(value[name]) ? [[name, value[name]]] : [])));
}

/** A message with its envelope. */
export function envelope(content: object): object {
  return { source: SOURCE, v: VERSION, ...content };
}
