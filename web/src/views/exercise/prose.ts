/** Draws an exercise's texts: paragraphs, lists, code, and figures with their dates. */
import { html, nothing, type TemplateResult } from 'lit';
import { currentLanguage } from '../../i18n/t.ts';
import { blocksOf, type Facts, factsIn, factText, type Span, spansOf } from './markup.ts';
import { x } from './words.ts';

function drawSpan(span: Span): TemplateResult | string {
  switch (span.kind) {
    case 'text':
      return span.text;
    case 'code':
      return html`<code lang="en">${span.text}</code>`;
    case 'strong':
      return html`<strong>${span.text}</strong>`;
    case 'fact':
      return html`<span class="fact num" title=${`${x('pane.fact', { value: span.text, date: dateText(span.fact.as_of) })} · ${span.fact.source}`}>${span.text}</span>`;
  }
}

/** One line of text. */
export function line(text: string, facts: Facts): (TemplateResult | string)[] {
  return spansOf(text, facts, currentLanguage()).map(drawSpan);
}

export function prose(text: string, facts: Facts): TemplateResult[] {
  return blocksOf(text, facts, currentLanguage()).map((block) =>
    block.kind === 'paragraph' ? html`<p>${block.spans.map(drawSpan)}</p>` : html`<ul>${block.items.map((item) => html`<li>${item.map(drawSpan)}</li>`)}</ul>`,
  );
}

/** The figures that texts name, with the dates that they are from. */
export function figures(texts: readonly string[], facts: Facts): TemplateResult | typeof nothing {
  const found = factsIn(texts, facts);
  if (found.length === 0) return nothing;
  const words = found.map(({ fact }) => x('pane.fact', { value: factText(fact, currentLanguage()), date: dateText(fact.as_of) }));
  return html`<p class="ex-figures num">${x('pane.facts', { figures: words.join(' · ') })}</p>`;
}

/** `2026-11` as a month in words. */
function dateText(date: string): string {
  const [year, month] = date.split('-').map(Number);
  if (year === undefined || month === undefined || !Number.isInteger(year) || !Number.isInteger(month)) return date;
  return new Intl.DateTimeFormat(currentLanguage(), { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.UTC(year, month - 1));
}
