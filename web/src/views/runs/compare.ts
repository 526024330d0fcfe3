/** Two executions side by side: where they part, and how their outputs differ. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { formatClock, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { App } from '../../store/app.ts';
import type { RunSlice } from '../../store/state.ts';
import { type Comparison, compareRuns, runRow } from './model.ts';
import { short } from '../../shared/short.ts';

/** Events as the API writes them, without their times; empty where they are not known. */
export interface ComparedTexts {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/** Events around the first difference. */
const BEFORE = 3;
const AFTER = 40;

export function comparePanel(app: App, a: RunSlice, b: RunSlice, texts: ComparedTexts | undefined, back: () => void): TemplateResult {
  const found = compareRuns(a.index, b.index, texts !== undefined && texts.a.length > 0 && texts.b.length > 0 ? texts : undefined);
  const [outputA, outputB] = [resultText(a), resultText(b)];
  return html`<div class="compare" data-testid="comparison" data-first=${found.firstDifferent + 1} data-what=${found.what}>
    <div class="runs-bar">
      <button class="btn small" data-testid="compare-back" @click=${back}>${icon('chevronLeft', 14)}${t('runs.back')}</button>
      <b>${found.firstDifferent < 0 ? t('runs.same', { count: found.alike }) : t(`runs.differs.${found.what === 'none' ? 'type' : found.what}`, { id: found.firstDifferent + 1 })}</b>
    </div>
    <div class="compare-body" tabindex="0" role="region" aria-label=${t('runs.compare')}>
      ${side(app, a, found)}${side(app, b, found)}
      <section class="compare-output"><h3>${t('runs.outputDiff', { a: a.number, b: b.number })}</h3>
        ${outputA === outputB ? html`<p class="soft" data-testid="same-output">${t('runs.sameOutput')}</p>` : html`<st-json .value=${outputB} .base=${outputA} .label=${t('runs.outputDiff', { a: a.number, b: b.number })}></st-json>`}
      </section>
    </div>
  </div>`;
}

function resultText(run: RunSlice): string {
  const { state } = run;
  if (state?.output !== undefined) return state.output;
  return JSON.stringify({ status: state?.status ?? '', error: state?.error, cause: state?.cause });
}

function side(app: App, run: RunSlice, found: Comparison): TemplateResult {
  const row = runRow(run);
  const start = run.index.events[0]?.timestampMs ?? 0;
  const first = Math.max(0, (found.firstDifferent < 0 ? 0 : found.firstDifferent) - BEFORE);
  const events = run.index.events.slice(first, first + BEFORE + AFTER);
  const token = STATUS_TOKEN[row.status];
  const open = async (at: number): Promise<void> => {
    if (app.store.state.run.number !== run.number) await app.execution.reopen(run.number);
    app.chooseEvent(at);
  };
  return html`<section class="compare-side">
    <h3><span class="num">#${row.number}</span> ${short(row.name)}${row.caseName === '' ? '' : ` · ${short(row.caseName)}`} <span class="chip ${token}">${icon(STATUS_ICON[row.status], 12)}${t(`status.${row.status}`)}</span> <span class="soft num">${formatDuration(row.durationMs)}</span></h3>
    ${first > 0 ? html`<p class="soft compare-alike">${t('runs.alike', { count: first })}</p>` : nothing}
    <ol>${events.map((event, k) => {
      const at = first + k;
      return html`<li><button class="compare-event ${at === found.firstDifferent ? 'first-difference' : ''}" @click=${() => void open(at)}>
        <span class="num soft">${event.id}</span><span class="ellipsis" lang="en">${event.type}</span><span class="ellipsis soft">${short(event.state ?? '')}${event.error === undefined ? '' : ` · ${short(event.error)}`}</span><span class="num soft">${formatClock(event.timestampMs - start)}</span>
      </button></li>`;
    })}</ol>
    ${found.firstDifferent >= run.length && found.firstDifferent >= 0 ? html`<p class="soft compare-alike">${t('runs.ended')}</p>` : nothing}
  </section>`;
}
