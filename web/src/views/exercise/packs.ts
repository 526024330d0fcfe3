/** Packs of exercises that others have written: fetched or read from a file, validated by the engine, kept while open. */
import type { ExerciseProblem } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { type Course, readPack } from './course.ts';

/** As in the format: a larger pack is refused. */
const MAX_BYTES = 2_000_000;
/** A pack that can be opened again after the page was loaded anew. */
const KEY = 'stepthrough.1.pack';
const FETCH_MS = 20_000;

export type PackAnswer =
  | { readonly kind: 'opened'; readonly course: Course }
  | { readonly kind: 'bad'; readonly problems: readonly ExerciseProblem[] }
  | { readonly kind: 'failed' };

let opened: Course | undefined;

/** Addresses that a pack may be fetched from: `https`, or the page's own server. */
export function packAddress(text: string, page: string): URL | undefined {
  if (!URL.canParse(text.trim(), page)) return undefined;
  const url = new URL(text.trim(), page);
  if (url.username !== '' || url.password !== '') return undefined;
  return url.protocol === 'https:' || url.origin === new URL(page).origin ? url : undefined;
}

/** Fetches a pack without cookies and without telling where from. */
export async function fetchPack(app: App, url: URL): Promise<PackAnswer> {
  try {
    const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > MAX_BYTES) return { kind: 'failed' };
    return await openPack(app, await answer.text());
  } catch {
    return { kind: 'failed' };
  }
}

/** Opens a pack's text, if the engine finds nothing wrong with it. */
export async function openPack(app: App, text: string): Promise<PackAnswer> {
  const problems = await app.client.call('validateExercises', { pack: text.slice(0, MAX_BYTES + 1) }).catch(() => undefined);
  if (problems === undefined) return { kind: 'failed' };
  const course = problems.length === 0 ? readPack(text) : undefined;
  if (course === undefined) return { kind: 'bad', problems };
  opened = course;
  try {
    window.localStorage.setItem(KEY, text);
  } catch {
    // Without storage the pack lasts as long as the page.
  }
  return { kind: 'opened', course };
}

/** The pack that was opened last, if it has this id; the engine had nothing against it then. */
export function storedPack(id: string): Course | undefined {
  if (opened === undefined) {
    try {
      const text = window.localStorage.getItem(KEY);
      if (text !== null) opened = readPack(text);
    } catch {
      return undefined;
    }
  }
  return opened?.pack === id ? opened : undefined;
}
