/** The inspector's tabs but the data flow. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { formatClock, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import { endBy } from '../../run/visit-status.ts';
import { eventRow } from '../events/model.ts';
import { mockOf, withFailure, withMock } from '../mocks/model.ts';
import { attemptRows, definitionOf, retriersOf } from './model.ts';
import type { InspectorContext } from './inspector.ts';
import { calm, short } from '../../shared/short.ts';

/** Input or output of the visit. */
export function valuePanel({ inspection, visit, cursor }: InspectorContext, which: 'input' | 'output'): TemplateResult {
  const ended = visit === undefined ? undefined : endBy(visit, cursor);
  const stages = inspection?.stages ?? [];
  const value = which === 'input' ? stages.find((stage) => stage.stage === 'input')?.value : ended?.end === 'exited' || ended?.end === 'caught' ? stages.findLast((stage) => stage.value !== undefined && stage.stage !== 'afterAssign')?.value : undefined;
  if (value === undefined) {
    if (which === 'output' && ended?.error !== undefined) {
      return html`<div class="stage-error"><b>${short(ended.error)}</b><p>${calm(ended.cause ?? '')}</p></div>`;
    }
    return html`<p class="insp-note">${inspection === undefined ? '' : t('inspector.noOutput')}</p>`;
  }
  return html`<st-json .value=${value} .label=${t(`inspector.${which}`)}></st-json>`;
}

export function variablesPanel({ inspection }: InspectorContext): TemplateResult {
  const entries = Object.entries(inspection?.variables ?? {});
  if (entries.length === 0) return html`<p class="insp-note">${t('inspector.noVariables')}</p>`;
  return html`${entries.map(([name, value]) => html`<div class="variable"><h3 class="mono">$${short(name)}</h3><st-json .value=${value} .label=${name}></st-json></div>`)}`;
}

export function definitionPanel({ app, summary }: InspectorContext): TemplateResult {
  const text = definitionOf(app.store.state.document.definition, summary);
  return html`<st-json .value=${text ?? ''} .label=${t('inspector.definition')}></st-json>`;
}

export function retryPanel({ app, visit, summary, cursor }: InspectorContext): TemplateResult {
  const { run, document } = app.store.state;
  const rows = visit === undefined ? [] : attemptRows(run.index, visit, cursor);
  const retriers = retriersOf(definitionOf(document.definition, summary));
  return html`
    ${rows.length === 0 ? nothing : html`<ol class="attempts">${rows.map(
      (row) => html`<li>
        <button @click=${() => app.chooseEvent(row.eventIndex)}>
          <span class="word-${STATUS_TOKEN[row.outcome]}">${icon(STATUS_ICON[row.outcome], 14)}</span>
          <span class="attempt-name">${t('inspector.attempt', { k: row.number })}</span>
          <span class="grow ellipsis">${short(row.error ?? t(`status.${row.outcome}`))}</span>
          <span class="num soft">${row.waitedMs > 0 ? `${t('timeline.wait', { duration: formatDuration(row.waitedMs) })} · ` : ''}${formatDuration(row.durationMs)}</span>
        </button>
        ${row.cause === undefined || row.cause === '' ? nothing : html`<p class="attempt-cause">${calm(row.cause)}</p>`}
      </li>`,
    )}</ol>`}
    ${retriers.length === 0 ? html`<p class="insp-note">${t('inspector.noRetry')}</p>` : nothing}
    ${retriers.map((text, at) => html`<div class="variable"><h3>${t('inspector.retrier', { k: at + 1 })}</h3><st-json .value=${text} .label=${t('inspector.retrier', { k: at + 1 })}></st-json></div>`)}`;
}

export function eventsPanel({ app, visit, cursor }: InspectorContext): TemplateResult {
  const { index } = app.store.state.run;
  const start = index.events[0]?.timestampMs ?? 0;
  const rows = (visit?.events ?? []).filter((at) => at < cursor).slice(-400);
  return html`<div class="insp-events">
    ${rows.map((at) => {
      const row = eventRow(index, at);
      return html`<button class="insp-event ${row.failed ? 'failed' : ''} ${at === cursor - 1 ? 'now' : ''}" @click=${() => app.chooseEvent(at)}>
        <span class="num soft">${row.id}</span>
        <span class="sign ${row.failed ? 'word-fa' : row.succeeded ? 'word-ok' : 'soft'}">${row.failed ? icon('cross', 12) : row.succeeded ? icon('check', 12) : html`<i></i>`}</span>
        <span class="ellipsis" lang="en">${row.type}</span><span class="ellipsis soft">${short(row.detail)}</span>
        <span class="num soft time">${formatClock(row.timestampMs - start)}</span>
      </button>`;
    })}
  </div>`;
}

export function mockPanel({ app, summary }: InspectorContext, sample: string | undefined): TemplateResult {
  if (summary?.type !== 'Task') return html`<p class="insp-note">${t('inspector.mockNone')}</p>`;
  const { document } = app.store.state;
  const text = mockOf(document.mocks, summary.name);
  const { name } = summary;
  const fail = (): void => {
    app.documents.change({ mocks: withFailure(app.store.state.document.mocks, name, 'States.TaskFailed') });
    app.showLeft('mocks');
  };
  const actions = html`<div class="insp-actions">
    ${text === undefined ? html`<button class="btn outlined small" data-testid="use-sample" @click=${() => app.documents.change({ mocks: withMock(app.store.state.document.mocks, name, sample ?? '{}') })}>${t('inspector.addSample')}</button>` : nothing}
    <button class="btn outlined small" data-testid="make-fail" @click=${fail}>${t('inspector.makeFail')}</button>
    <button class="btn small" @click=${() => app.showLeft('mocks')}>${t('inspector.editMock')}</button>
  </div>`;
  const service = summary.unknownService;
  const note = service === undefined ? nothing : html`<p class="insp-note" data-testid="unsupported">${t('inspector.unsupported', { service })}</p>`;
  if (text === undefined) {
    return html`${note}<p class="insp-note">${t('inspector.sample', { state: name })}</p><st-json .value=${sample ?? ''} .label=${t('inspector.mock')}></st-json>${actions}`;
  }
  const count = (text.match(/"(?:return|throw|never)"\s*:/g) ?? []).length;
  return html`${note}<p class="insp-note">${t('inspector.mockCalls', { count })}</p><st-json .value=${text} .label=${t('inspector.mock')}></st-json>${actions}`;
}
