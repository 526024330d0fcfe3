/** The four marks of an exercise's texts, and the facts that they name: text → blocks, without any markup language. */

/** A price or a quota, as `facts.json` holds it. */
export interface Fact {
  readonly value: number;
  readonly as_of: string;
  readonly source: string;
  readonly format?: 'number' | 'usd';
}

export type Facts = Readonly<Record<string, Fact>>;

export type Span =
  | { readonly kind: 'text' | 'code' | 'strong'; readonly text: string }
  | { readonly kind: 'fact'; readonly name: string; readonly text: string; readonly fact: Fact };

export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Span[])[] };

const MARK = /`([^`]*)`|\*\*([^*]+)\*\*|\{\{([a-z0-9_]+)\}\}/g;

/** A number of a fact in the reader's language. Prices keep every digit that they have. */
export function factText(fact: Fact, language: string): string {
  return fact.format === 'usd'
    ? new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 8 }).format(fact.value)
    : new Intl.NumberFormat(language, { maximumFractionDigits: 8 }).format(fact.value);
}

/** The marks within a line. */
export function spansOf(text: string, facts: Facts, language: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > at) spans.push({ kind: 'text', text: text.slice(at, found.index) });
    at = found.index + found[0].length;
    const [whole, code, strong, name] = found;
    const fact = name === undefined ? undefined : facts[name];
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else if (name !== undefined && fact !== undefined) spans.push({ kind: 'fact', name, fact, text: factText(fact, language) });
    else spans.push({ kind: 'text', text: whole });
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) });
  return spans;
}

/** Paragraphs and lists. */
export function blocksOf(text: string, facts: Facts, language: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): Block[] => {
      const lines = part.split('\n');
      const first = lines.findIndex((line) => line.startsWith('- '));
      const spans = (line: string): Span[] => spansOf(line, facts, language);
      if (first < 0) return [{ kind: 'paragraph', spans: spans(part) }];
      const list: Block = { kind: 'list', items: lines.slice(first).map((line) => spans(line.replace(/^- /, ''))) };
      return first === 0 ? [list] : [{ kind: 'paragraph', spans: spans(lines.slice(0, first).join(' ')) }, list];
    });
}

/** The facts that a text names, each once. */
export function factsIn(texts: readonly string[], facts: Facts): { readonly name: string; readonly fact: Fact }[] {
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/\{\{([a-z0-9_]+)\}\}/g)].map((found) => found[1] ?? '')));
  return [...names].flatMap((name) => {
    const fact = facts[name];
    return fact === undefined ? [] : [{ name, fact }];
  });
}
