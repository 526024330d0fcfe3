/**
 * `${…}` of deployment tools where JSON has no room for it: as a value without quotes, and with quotes inside of its
 * braces. Each is written so that JSON can be read, with as many signs as before, so that places in the text stay.
 */

/** Begins the text that stands in for a value; a sign that no text has use for. */
export const STAND_IN = '\uE000';
/** Signs of one placeholder. */
const MAX_LENGTH = 2_000;

/** The text with all placeholders as JSON can hold them; `withoutStandIns` brings back those that were values. */
export function withStandIns(text: string): string {
  let out = '';
  let copied = 0;
  let quoted = false;
  /** Up to here no brace is closed. */
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '\\') at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (sign === '\n') quoted = false;
    else if (!quoted && sign === '/' && text[at + 1] === '/') at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    else if (sign === '$' && text[at + 1] === '{' && at >= open) {
      const end = closing(text, at + 2);
      if (end.closed) {
        const words = plainWords(text.slice(at + 2, end.at));
        out += text.slice(copied, at) + (quoted ? `\${${words}}` : `"${STAND_IN}${words}"`);
        copied = end.at + 1;
        at = end.at;
      } else open = end.at;
    }
  }
  return out + text.slice(copied);
}

/** The placeholders as they stood, without quotes. */
export function withoutStandIns(text: string): string {
  return text.includes(STAND_IN) ? text.replace(new RegExp(`"${STAND_IN}([^"\\n]*)"`, 'g'), (_, words: string) => `\${${words}}`).replaceAll(STAND_IN, '') : text;
}

/** Neither quotes nor braces nor line ends, as many signs as before. */
function plainWords(words: string): string {
  return words.replaceAll('"', "'").replaceAll('{', '(').replaceAll('}', ')').replace(/[\\\n\r\t]/g, ' ');
}

function closing(text: string, from: number): { readonly at: number; readonly closed: boolean } {
  let depth = 0;
  const end = Math.min(text.length, from + MAX_LENGTH);
  for (let at = from; at < end; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) < 0) return { at, closed: true };
  }
  return { at: end, closed: false };
}
