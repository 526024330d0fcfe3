/** The preview of a repair: the lines it changes, before and after. */
import type { TextEdit } from '../../shared/protocol.ts';
import { short } from '../../shared/short.ts';

export interface PreviewLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Changed lines with one line of context on each side, at most `limit`. */
export function fixPreview(text: string, edits: readonly TextEdit[], limit = 14): PreviewLine[] {
  if (edits.length === 0) return [];
  const from = Math.min(...edits.map((edit) => edit.from));
  const to = Math.max(...edits.map((edit) => edit.to));
  const start = text.lastIndexOf('\n', Math.max(0, from - 1)) + 1;
  const lineEnd = text.indexOf('\n', to);
  const end = lineEnd < 0 ? text.length : lineEnd;
  let after = text.slice(start, end);
  for (const edit of [...edits].sort((a, b) => b.from - a.from)) {
    after = after.slice(0, edit.from - start) + edit.insert + after.slice(edit.to - start);
  }
  const before = start === 0 ? [] : [lineBefore(text, start)];
  const next = end >= text.length ? [] : [lineAfter(text, end)];
  const lines: PreviewLine[] = [
    ...before.map((line): PreviewLine => ({ kind: 'same', text: line })),
    ...text.slice(start, end).split('\n').map((line): PreviewLine => ({ kind: 'removed', text: line })),
    ...after.split('\n').map((line): PreviewLine => ({ kind: 'added', text: line })),
    ...next.map((line): PreviewLine => ({ kind: 'same', text: line })),
  ];
  return outdent(lines.slice(0, limit).map((line) => ({ ...line, text: line.text.slice(0, 200) })));
}

function lineBefore(text: string, start: number): string {
  return text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1);
}

function lineAfter(text: string, end: number): string {
  const next = text.indexOf('\n', end + 1);
  return text.slice(end + 1, next < 0 ? text.length : next);
}

/** Takes away the indentation that all lines share. */
function outdent(lines: readonly PreviewLine[]): PreviewLine[] {
  const filled = lines.filter((line) => line.text.trim() !== '');
  const common = Math.min(...filled.map((line) => line.text.length - line.text.trimStart().length));
  return lines.map((line) => ({ ...line, text: line.text.slice(Number.isFinite(common) ? common : 0) }));
}

/** `/States/Pay/Retry[0]/MaxAttempts` as people say it: `Pay.Retry[0].MaxAttempts`. */
export function placeWords(location: string): string {
  return short(location)
    .replace(/^\//, '')
    .replace(/(?:^|(?<=\/))States\//g, '')
    .replaceAll('/', '.');
}
