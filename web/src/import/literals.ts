/**
 * Values as programs write them: objects of Terraform inside of `jsonencode({ … })`, literals of JavaScript and Python.
 * What is no literal (a reference, a call, a condition) becomes the placeholder `${…}`, as it would stand inside of a
 * string.
 */
import { behindComments } from '../shared/comments.ts';
import { placeholderValue } from './template-values.ts';
import type { Plain, PlainObject } from './tolerant-json.ts';

const MAX_DEPTH = 200;
const MAX_VALUES = 200_000;
/** Characters of expressions that are read, those inside of others again. */
const MAX_READ = 20_000_000;

export interface Literal {
  readonly value: Plain;
  /** Behind the value. */
  readonly end: number;
}

/** Reads the value that begins at `from`. Undefined where there is none that could be read to its end. */
export function readLiteral(text: string, from: number): Literal | undefined {
  const reader = new Reader(text, from);
  const value = reader.value(0, '');
  return value === undefined ? undefined : { value, end: reader.at };
}

class Reader {
  readonly #text: string;
  at: number;
  #left = MAX_VALUES;
  #unread = MAX_READ;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** `field` is the name of the member whose value this is. */
  value(depth: number, field: string): Plain | undefined {
    this.#left -= 1;
    if (depth > MAX_DEPTH || this.#left < 0) return undefined;
    this.#skip(true);
    const sign = this.#text[this.at];
    // A sign behind a literal makes it a part of an expression.
    const start = this.at;
    const literal = sign === '{' ? this.#object(depth) : sign === '[' ? this.#list(depth) : this.#quoted() ?? this.#word();
    if (literal !== undefined && this.#ends()) return literal;
    this.at = start;
    const words = this.#expression();
    return words === undefined ? undefined : (productOf(words) ?? placeholderValue(words, field));
  }

  /** Blanks and comments; line ends only where they mean nothing. */
  #skip(lines: boolean): void {
    this.at = behindComments(this.#text, this.at, lines ? { marks: ['#', '//'] } : { marks: [], sameLine: true });
  }

  #ends(): boolean {
    this.#skip(false);
    const next = this.#text[this.at];
    return next === undefined || /[\s,;)\]}#]/.test(next) || this.#text.startsWith('//', this.at);
  }

  #object(depth: number): PlainObject | undefined {
    const object: PlainObject = {};
    this.at += 1;
    for (;;) {
      this.#skip(true);
      if (this.#text[this.at] === '}') {
        this.at += 1;
        return object;
      }
      // What is spread out of another object is not known.
      if (this.#text.startsWith('...', this.at) || this.#text.startsWith('**', this.at)) {
        if (this.#expression() === undefined) return undefined;
        this.#skip(true);
        if (this.#text[this.at] === ',') this.at += 1;
        continue;
      }
      const name = this.#name();
      this.#skip(true);
      if (name === undefined) return undefined;
      const sign = this.#text[this.at] ?? '';
      const short = /[,}]/.test(sign);
      if (!short && !/[=:]/.test(sign)) return undefined;
      if (!short) this.at += 1;
      const member = short ? placeholderValue(name, name) : this.value(depth + 1, name);
      if (member === undefined) return undefined;
      Object.defineProperty(object, name, { value: member, enumerable: true, configurable: true, writable: true });
      this.#skip(true);
      if (this.#text[this.at] === ',') this.at += 1;
    }
  }

  #name(): string | undefined {
    if (/["'`]/.test(this.#text[this.at] ?? '')) return this.#quoted();
    const bare = /[([]?([\w$.-]+)[)\]]?/y;
    bare.lastIndex = this.at;
    const found = bare.exec(this.#text);
    if (found === null) return undefined;
    this.at = bare.lastIndex;
    return /^[([]/.test(found[0]) ? `\${${found[1] ?? ''}}` : found[1];
  }

  #list(depth: number): Plain[] | undefined {
    const list: Plain[] = [];
    this.at += 1;
    for (;;) {
      this.#skip(true);
      if (this.#text[this.at] === ']') {
        this.at += 1;
        return list;
      }
      const item = this.value(depth + 1, '');
      if (item === undefined) return undefined;
      list.push(item);
      this.#skip(true);
      if (this.#text[this.at] === ',') this.at += 1;
    }
  }

  /** A quoted text; `${…}` in it stays, quotes inside of that included. Undefined where none begins, or none ends. */
  #quoted(): string | undefined {
    const quote = /"""|'''|["'`]/y;
    quote.lastIndex = this.at;
    const mark = quote.exec(this.#text)?.[0];
    if (mark === undefined) return undefined;
    const lines = mark.length > 1 || mark === '`';
    const from = this.at;
    let out = '';
    let inside = 0;
    for (this.at += mark.length; this.at < this.#text.length; this.at += 1) {
      const sign = this.#text[this.at] ?? '';
      if (inside > 0) {
        if (sign === '{') inside += 1;
        if (sign === '}') inside -= 1;
        out += sign;
      } else if (this.#text.startsWith(mark, this.at)) {
        this.at += mark.length;
        return out;
      } else if (sign === '\n' && !lines) {
        return undefined;
      } else if (sign === '\\') {
        this.at += 1;
        const escaped = this.#text[this.at] ?? '';
        out += { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
      } else if (sign === '$' && mark !== "'" && this.#text.startsWith('${', this.at) && !out.endsWith('$')) {
        inside = 1;
        this.at += 1;
        out += '${';
      } else {
        out += sign;
      }
      // A quote that is not closed is looked at once more by whatever it stands in.
      if (this.at - from > this.#unread) break;
    }
    this.#unread -= this.at - from;
    return undefined;
  }

  #word(): Plain | undefined {
    const found = /(?:true|True|false|False|null|None|undefined|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.[(])/y;
    found.lastIndex = this.at;
    const word = found.exec(this.#text)?.[0];
    if (word === undefined) return undefined;
    this.at = found.lastIndex;
    return /^[nNu]/.test(word) ? null : (JSON.parse(word.toLowerCase()) as Plain);
  }

  /** Anything else up to the end of the member. */
  #expression(): string | undefined {
    const from = this.at;
    let open = 0;
    for (; this.at < this.#text.length; this.at += 1) {
      const sign = this.#text[this.at] ?? '';
      if (/["'`]/.test(sign)) {
        if (this.#unread < 0 || this.#quoted() === undefined) return undefined;
        this.at -= 1;
      } else if (/[([{]/.test(sign)) open += 1;
      else if (/[)\]}]/.test(sign) && (open -= 1) < 0) break;
      else if (open === 0 && /[,\n]/.test(sign)) break;
    }
    this.#unread -= this.at - from;
    if (this.#unread < 0) return undefined;
    const words = this.#text.slice(from, this.at).trim();
    return words === '' ? undefined : words.replace(/\s+/g, ' ').replace(/[{}$]/g, '').replace(/["`]/g, "'");
  }
}

/** `60 * 60`, as people write an hour. */
function productOf(words: string): number | undefined {
  return /^\d{1,9}(?: ?\* ?\d{1,9}){1,5}$/.test(words) ? words.split('*').reduce((product, factor) => product * Number(factor), 1) : undefined;
}
