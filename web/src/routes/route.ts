/**
 * Addresses of the page, as text and as data. Nothing behind `#` is sent to any server.
 *
 * `#/w/<data>` a workflow inside the link · `#/x/<id>` an exercise · `#/t/<track>` a track of exercises ·
 * `#/e/<name>` an example · `#/l/<id>` a workflow kept in this browser. Options follow `?`.
 */
import { type Language, LANGUAGES } from '../i18n/languages.ts';

export const ROUTE_KINDS = ['w', 'x', 't', 'e', 'l'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** What an address may ask to see at first. */
export const ROUTE_VIEWS = ['graph', 'code', 'input', 'mocks', 'config', 'timeline', 'events', 'table', 'output', 'problems'] as const;
export type RouteView = (typeof ROUTE_VIEWS)[number];

export interface RouteOptions {
  readonly view?: RouteView;
  /** Name of the state to select. */
  readonly state?: string;
  /** Id of the event that the clock stands at. */
  readonly event?: number;
  readonly lang?: Language;
  readonly theme?: 'light' | 'dark';
}

export interface Route {
  readonly kind: RouteKind;
  /** What follows the kind: a name, an id, or the data of a link as it stands in the address. */
  readonly data: string;
  readonly options: RouteOptions;
}

/** Longer addresses come from nothing of ours; 64 KB of text make links of about 30,000 characters. */
export const MAX_ROUTE = 2_000_000;

/** Reads `location.hash`. `undefined` without an address, `'bad'` when there is one that says nothing to us. */
export function parseRoute(hash: string): Route | 'bad' | undefined {
  if (hash === '' || hash === '#' || hash === '#/') return undefined;
  if (hash.length > MAX_ROUTE) return 'bad';
  const found = /^#\/([a-z])\/([^?]+)(?:\?([\s\S]*))?$/.exec(hash);
  const kind = ROUTE_KINDS.find((candidate) => candidate === found?.[1]);
  if (kind === undefined || found?.[2] === undefined) return 'bad';
  const data = kind === 'w' ? found[2] : decode(found[2]);
  return data === undefined ? 'bad' : { kind, data, options: parseOptions(found[3] ?? '') };
}

/** The options behind `?`; what does not fit is left out. */
export function parseOptions(query: string): RouteOptions {
  const given = new URLSearchParams(query);
  const view = ROUTE_VIEWS.find((candidate) => candidate === given.get('view'));
  const lang = LANGUAGES.find((candidate) => candidate.id === given.get('lang'))?.id;
  const theme = (['light', 'dark'] as const).find((candidate) => candidate === given.get('theme'));
  const state = given.get('state');
  const event = Number(given.get('event') ?? Number.NaN);
  return {
    ...(view === undefined ? {} : { view }),
    ...(state === null || state === '' ? {} : { state: state.slice(0, 200) }),
    ...(Number.isSafeInteger(event) && event >= 0 ? { event } : {}),
    ...(lang === undefined ? {} : { lang }),
    ...(theme === undefined ? {} : { theme }),
  };
}

/** The address of a route, with `#`. */
export function formatRoute(kind: RouteKind, data: string, options: RouteOptions = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options) as [string, string | number][]) query.set(name, String(value));
  const tail = query.toString();
  return `#/${kind}/${kind === 'w' ? data : encodeURIComponent(data)}${tail === '' ? '' : `?${tail}`}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
