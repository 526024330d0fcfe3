/** The Map Run of a distributed Map: how its child executions stand, and the list of them to open one. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { rowHeight } from '../../elements/virtual-list.ts';
import { formatDuration } from '../../i18n/format.ts';
import { currentLanguage, t } from '../../i18n/t.ts';
import { CHILD_STATUSES, childStatus, type ChildExecution, type ChildStatus, clockOfChildren, mapRunView, type MapRunView } from '../../run/map-run.ts';
import { type Status, STATUS_TOKEN } from '../../run/status.ts';
import { endBy } from '../../run/visit-status.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { App } from '../../store/app.ts';
import { childrenOf } from '../../store/children.ts';
import { definitionOf } from './model.ts';
import type { InspectorContext } from './inspector.ts';
import { short } from '../../shared/short.ts';

/** Fields of the definition that decide how the children run. */
const FIELDS = ['MaxConcurrency', 'MaxConcurrencyPath', 'ToleratedFailurePercentage', 'ToleratedFailureCount'] as const;

export class MapRunPanel {
  readonly #host: ReactiveControllerHost;
  #all: readonly ChildExecution[] = [];
  #entered = -1;
  #run = -1;
  /** Counts the lists that were shown. */
  #version = 0;
  #children: readonly ChildExecution[] = [];
  #only: ChildStatus | 'all' = 'all';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  render(context: InspectorContext): TemplateResult {
    const { app, visit, cursor } = context;
    const { run } = app.store.state;
    if (visit === undefined) return html`<p class="insp-note">${t('mapRun.notStarted')}</p>`;
    if (run.texts === undefined) return html`<p class="insp-note">${t('mapRun.outside')}</p>`;
    this.#take(app, visit.enteredAt + 1);
    const clockMs = clockOfChildren(run.index, cursor);
    const planned = endBy(visit, cursor) === undefined ? visit.length : undefined;
    const view = mapRunView(this.#children, clockMs, planned, this.#only);
    return html`<section class="map-run" data-testid="map-run">
      ${this.#facts(context)}
      ${this.#counts(view)}
      ${this.#list(app, context.visit?.state ?? '', view, clockMs)}
    </section>`;
  }

  #facts({ app, summary }: InspectorContext): TemplateResult {
    const arn = this.#children[0]?.mapRunArn;
    const state = parseJson(definitionOf(app.store.state.document.definition, summary) ?? '');
    const facts = isRecord(state) ? FIELDS.flatMap((field) => (state[field] === undefined ? [] : [`${field} ${JSON.stringify(state[field])}`])) : [];
    return html`<div class="map-run-facts">
      ${arn === undefined ? nothing : html`<span class="mono ellipsis grow" title=${short(arn)}>${short(arn.replace(/^.*:mapRun:/, ''))}</span>
        <button class="btn icon-only small" aria-label=${t('mapRun.arn')} title=${t('mapRun.arn')} @click=${() => void navigator.clipboard.writeText(arn).catch(() => undefined)}>${icon('copy', 14)}</button>`}
      ${facts.map((fact) => html`<span class="chip mono">${fact}</span>`)}
    </div>`;
  }

  /** The figures are the filter, the bar over them their picture. */
  #counts(view: MapRunView): TemplateResult {
    const figure = (count: number): string => count.toLocaleString(currentLanguage());
    const present = CHILD_STATUSES.filter((status) => view.counts[status] > 0);
    const button = (id: ChildStatus | 'all', count: number, words: string): TemplateResult => html`<button class="map-run-count" data-testid="map-run-${id}" data-count=${count} aria-pressed=${this.#only === id ? 'true' : 'false'} ?disabled=${id === 'notStarted'}
      @click=${() => { this.#only = this.#only === id ? 'all' : id; this.#host.requestUpdate(); }}>
      <b class="num">${figure(count)}</b><span class=${id === 'all' ? '' : `word-${STATUS_TOKEN[id]}`}>${id === 'all' ? nothing : icon(id === 'notStarted' ? 'dashes' : STATUS_ICON[id], 12)}${words}</span></button>`;
    return html`<div class="map-run-bar" aria-hidden="true">${present.map((status) => html`<i class="mr-${STATUS_TOKEN[status]}" ${styled({ 'flex-grow': String(view.counts[status]) })}></i>`)}</div>
      <div class="map-run-counts" role="group" aria-label=${t('mapRun.filter')}>
        ${button('all', view.total, t('mapRun.all'))}${present.map((status) => button(status, view.counts[status], statusWords(status)))}
      </div>`;
  }

  #list(app: App, state: string, view: MapRunView, clockMs: number): TemplateResult {
    if (view.shown.length === 0) return html`<p class="insp-note">${t('mapRun.none')}</p>`;
    return html`<div class="map-run-head" aria-hidden="true"><span>#</span><span>${t('mapRun.status')}</span><span class="figure">${t('mapRun.started')}</span><span class="figure">${t('mapRun.duration')}</span><span class="figure">${t('mapRun.events')}</span></div>
      <st-virtual-list role="group" tabindex="0" aria-label=${t('mapRun.list', { state })} data-testid="map-run-list" .count=${view.shown.length} .rowHeight=${rowHeight('row', app.store.state.preferences.compact)}
        .version=${`${this.#version} ${this.#only} ${clockMs} ${currentLanguage()}`} .row=${(at: number) => this.#row(app, this.#children[view.shown[at] ?? -1], clockMs)}></st-virtual-list>`;
  }

  #row(app: App, child: ChildExecution | undefined, clockMs: number): TemplateResult {
    if (child === undefined) return html``;
    const status = childStatus(child, clockMs);
    const start = app.store.state.run.index.events[0]?.timestampMs ?? 0;
    const until = Math.min(child.nowMs, Math.max(clockMs, child.startMs));
    const open = (): void => {
      void app.execution.openChild(child).then(
        () => app.selectTelling(),
        (error: unknown) => app.notify('child', 'error', error instanceof Error ? error.message : String(error)),
      );
    };
    return html`<button class="map-run-row ${status === 'failed' ? 'failed' : ''}" data-testid="map-run-child" data-index=${child.index} data-status=${status} title=${short(child.name)} @click=${open}>
      <span class="sr">${t('mapRun.open')}</span><span class="num">#${child.index}</span><span class="map-run-status word-${STATUS_TOKEN[status]}">${icon(STATUS_ICON[status], 12)}<span class="ellipsis">${statusWords(status)}</span></span>
      <span class="figure num soft">${formatDuration(child.startMs - start)}</span><span class="figure num">${formatDuration(until - child.startMs)}</span><span class="figure num soft">${child.eventCount.toLocaleString(currentLanguage())}</span>
      ${icon('chevronRight', 12)}</button>`;
  }

  /** The children of this visit, as far as they are known. */
  #take(app: App, enteredEventId: number): void {
    const { run } = app.store.state;
    const all = childrenOf(app.client).of(run, () => this.#host.requestUpdate());
    if (run.number !== this.#run) this.#only = 'all';
    if (all === this.#all && enteredEventId === this.#entered && run.number === this.#run) return;
    [this.#all, this.#entered, this.#run] = [all, enteredEventId, run.number];
    this.#children = all.filter((child) => child.enteredEventId === enteredEventId);
    this.#version += 1;
  }
}

function statusWords(status: Status): string {
  return status === 'notStarted' ? t('mapRun.pending') : status === 'inProgress' ? t('mapRun.running') : t(`status.${status}`);
}
