/** The engine's sentences mark names and expressions with backticks; people see them as code. */
import { html, type TemplateResult } from 'lit';
import { short } from '../shared/short.ts';

interface Part {
  readonly text: string;
  readonly code: boolean;
}

export function codeParts(text: string): Part[] {
  // Bounded in number and length, whatever the names are.
  const pieces = text.split('`', 2_000);
  // Without a partner a backtick is a character like any other.
  const odd = pieces.length % 2 === 0;
  return (odd ? [...pieces.slice(0, -2), pieces.slice(-2).join('`')] : pieces).map((piece, at) => ({ text: short(piece, 1_000), code: at % 2 === 1 })).filter((part) => part.text !== '');
}

/** For a template. */
export function withCode(text: string): (string | TemplateResult)[] {
  return codeParts(text).map((part) => (part.code ? html`<code lang="en">${part.text}</code>` : part.text));
}

/** For elements made by hand, as the editor's are. */
export function appendWords(parent: HTMLElement, text: string): void {
  for (const part of codeParts(text)) {
    const piece = document.createElement(part.code ? 'code' : 'span');
    if (part.code) piece.lang = 'en';
    piece.textContent = part.text;
    parent.append(piece);
  }
}

/** For labels, titles and other places that hold characters only. */
export function withoutMarks(text: string): string {
  return codeParts(text).map((part) => part.text).join('');
}
