/** Shows JSON text with colours and folds, or the difference of two; large values are cut until asked for. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { type JsonLine, jsonLines, lineText } from '../shared/json-lines.ts';
import { diffLines } from '../shared/line-diff.ts';
import { LightElement } from './light-element.ts';
import { styled } from './styled.ts';
import { calm } from '../shared/short.ts';

/** Lines shown before "Show more". */
const FIRST_LINES = 200;
/** Unchanged lines around a change. */
const CONTEXT = 3;

interface ShownLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly line: JsonLine;
}

interface Gap {
  readonly hidden: number;
  readonly at: number;
}

export class JsonView extends LightElement {
  static override properties = { value: { attribute: false }, base: { attribute: false }, label: { attribute: false } };
  /** JSON text to show. */
  declare value: string;
  /** JSON text to compare with; undefined shows the value alone. */
  declare base: string | undefined;
  declare label: string;

  #limit = FIRST_LINES;
  #lines: (ShownLine | Gap)[] = [];
  readonly #opened = new Set<number>();

  constructor() {
    super();
    this.value = '';
    this.label = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') || changed.has('base')) {
      this.#limit = FIRST_LINES;
      this.#opened.clear();
      this.#lines = this.base === undefined ? plain(this.value) : compared(this.base, this.value);
    }
  }

  protected override render(): TemplateResult {
    const signs = this.base !== undefined;
    const shown = this.#lines.slice(0, this.#limit);
    const hidden = this.#lines.length - shown.length;
    return html`<div class="json" tabindex="0" role="group" aria-label=${this.label}><ol>
      ${shown.map((line) => ('hidden' in line ? this.#gap(line) : drawLine(line, signs)))}
      ${hidden > 0 ? html`<li><button class="fold" @click=${() => this.#more()}>${t('value.more', { count: hidden })}</button></li>` : nothing}
    </ol></div>`;
  }

  #gap(gap: Gap): TemplateResult {
    return html`<li><span class="sign"></span><button class="fold" title=${t('value.more', { count: gap.hidden })} @click=${() => this.#open(gap)}>⋯ ${gap.hidden}</button></li>`;
  }

  #more(): void {
    this.#limit = this.#limit * 10;
    this.requestUpdate();
  }

  #open(gap: Gap): void {
    this.#opened.add(gap.at);
    this.#lines = compared(this.base ?? '', this.value, this.#opened);
    this.requestUpdate();
  }
}

function drawLine({ kind, line }: ShownLine, signs: boolean): TemplateResult {
  const sign = kind === 'added' ? '+' : kind === 'removed' ? '−' : ' ';
  const indent = Math.min(line.indent, 40);
  return html`<li class=${kind}>${signs ? html`<span class="sign">${sign}</span>` : nothing}<span ${styled({ 'padding-left': `${indent * 2}ch` })}>${line.pieces.map(
    (piece) => html`<span class="k-${piece.kind}">${calm(piece.text)}</span>`,
  )}</span></li>`;
}

function plain(value: string): ShownLine[] {
  return jsonLines(value, 44).map((line) => ({ kind: 'same', line }));
}

/** Lines of the difference; long unchanged stretches become gaps. */
function compared(before: string, after: string, opened: ReadonlySet<number> = new Set()): (ShownLine | Gap)[] {
  const old = jsonLines(before, 44);
  const now = jsonLines(after, 44);
  const key = (line: JsonLine): string => `${line.indent} ${lineText(line).replace(/,$/, '')}`;
  const all: ShownLine[] = [];
  let next = 0;
  for (const step of diffLines(old.map(key), now.map(key))) {
    // An unchanged line is shown as it is now: only its comma may differ.
    const line = step.kind === 'removed' ? old[step.at] : now[next];
    if (step.kind !== 'removed') next += 1;
    if (line !== undefined) all.push({ kind: step.kind, line });
  }
  return folded(all, opened);
}

function folded(lines: readonly ShownLine[], opened: ReadonlySet<number>): (ShownLine | Gap)[] {
  const near = lines.map(() => false);
  lines.forEach((line, at) => {
    if (line.kind === 'same') return;
    for (let k = Math.max(0, at - CONTEXT); k <= Math.min(lines.length - 1, at + CONTEXT); k += 1) near[k] = true;
  });
  const out: (ShownLine | Gap)[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && near[end] !== true) end += 1;
    const long = end - at > 4;
    if (long && !opened.has(at)) {
      const first = lines[at];
      const last = lines[end - 1];
      if (at === 0 && first !== undefined) out.push(first);
      out.push({ hidden: end - at - (at === 0 ? 1 : 0) - (end === lines.length ? 1 : 0), at });
      if (end === lines.length && last !== undefined) out.push(last);
    } else {
      out.push(...lines.slice(at, Math.max(end, at + 1)));
      end = Math.max(end, at + 1);
    }
    at = end;
  }
  return out;
}

customElements.define('st-json', JsonView);
