/** What floats over the canvas: the current event or the reason of a stale graph, zoom, legend, the run's result. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName, STATUS_ICON } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { type Status, STATUS_TOKEN } from '../../run/status.ts';
import type { HistoryEventView } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { isExercise, type OpenedChild } from '../../store/state.ts';
import { tokenAnswers } from './token-answers.ts';
import { EVENT_QUOTA, failureAdvice, resultOf } from '../output/model.ts';
import { short } from '../../shared/short.ts';

export interface ZoomTarget {
  zoomBy(factor: number): void;
  zoomTo(k: number): void;
  fit(): void;
  center(): void;
  readonly zoom: number;
}

/** All bars of the canvas. `staleProblems` is 0 when the graph shows the text as it is. */
export function canvasBars(app: App, graph: ZoomTarget, staleProblems: number, hasGraph: boolean): unknown {
  const { preferences } = app.store.state;
  if (app.emptied()) return nothing;
  return [
    staleProblems > 0 ? staleBar(app, staleProblems) : eventBar(app),
    hasGraph ? zoomBar(app, graph) : nothing,
    preferences.legend && hasGraph ? legend() : nothing,
    resultBar(app),
  ];
}

function staleBar(app: App, count: number): TemplateResult {
  const [lead, rest] = splitSentence(t('graph.stale', { count }));
  return html`<div class="graph-bar tl" role="status">
    <div class="bar text" data-testid="stale-notice">
      <span class="word-fa">${icon('warning')}</span><span class="ellipsis"><b>${lead}</b> ${rest}</span>
      <button class="link" @click=${() => { app.showDock('problems'); app.showProblem(0); }}>${t('graph.show')}</button>
    </div>
  </div>`;
}

/** The first sentence is the strong one. */
function splitSentence(text: string): [string, string] {
  const at = text.search(/[.。]\s*/);
  return at < 0 ? [text, ''] : [text.slice(0, at + 1), text.slice(at + 1).trim()];
}

function eventBar(app: App): unknown {
  const { run, cursor, document } = app.store.state;
  const event = run.index.events[cursor - 1];
  if (run.child !== undefined) return childBar(app, run.child, event);
  if (event === undefined) {
    if (run.phase !== 'none' || document.definition.trim() === '') return nothing;
    return html`<div class="graph-bar tl"><div class="bar text soft">${run.refused === undefined ? t('graph.notRun') : t('result.refused', { message: run.refused })}</div></div>`;
  }
  return html`<div class="graph-bar tl wide-only">
    <div class="bar text" data-testid="event-bar"><span class="at-dot"></span><b class="num">${t('graph.event', { id: event.id })}</b><span class="soft ellipsis" lang="en">${event.type}</span></div>
  </div>`;
}

/** Over a child execution: whose child it is, and the way back. */
function childBar(app: App, child: OpenedChild, event: HistoryEventView | undefined): TemplateResult {
  return html`<div class="graph-bar tl">
    <div class="bar text" data-testid="child-bar"><button class="link back-link" data-testid="close-child" @click=${() => void app.execution.closeChild()}>${icon('chevronLeft', 14)}${t('mapRun.back')}</button>
      <b class="ellipsis" title=${short(child.name)}>${short(child.state)} <span class="num">#${child.index}</span></b>
      ${event === undefined ? nothing : html`<span class="soft ellipsis wide-only"><span class="num">${t('graph.event', { id: event.id })}</span> <span lang="en">${event.type}</span></span>`}</div>
  </div>`;
}

function zoomBar(app: App, graph: ZoomTarget): TemplateResult {
  const { legend: shown } = app.store.state.preferences;
  const { minimap, leftToRight } = app.store.state.preferences;
  const button = (name: IconName, label: string, act: () => void, pressed?: boolean): TemplateResult =>
    html`<button class="btn icon-only ${name === 'fit' ? '' : 'wide-only'}" aria-label=${label} title=${label} aria-pressed=${pressed ?? nothing} @click=${act}>${icon(name)}</button>`;
  return html`<div class="graph-bar tr">
    <div class="bar">
      ${button('minus', t('graph.zoomOut'), () => graph.zoomBy(1 / 1.2))}
      <button class="zoom wide-only" title=${t('graph.zoomReset')} @click=${() => graph.zoomTo(1)}></button>
      ${button('plus', t('graph.zoomIn'), () => graph.zoomBy(1.2))}
      <span class="sep wide-only"></span>
      ${button('fit', t('graph.fit'), () => graph.fit())}
      ${button('center', t('graph.center'), () => graph.center())}
      ${button('flow', t(leftToRight ? 'graph.topDown' : 'graph.leftToRight'), () => app.toggleDirection(), leftToRight)}
      ${button('map', t('graph.minimap'), () => app.setPreferences({ minimap: !minimap }), minimap)}
      ${button('list', t('graph.legend'), () => app.setPreferences({ legend: !shown }), shown)}
      ${customElements.get('st-export') === undefined ? nothing : html`<st-export .app=${app}></st-export>`}
    </div>
  </div>`;
}

const LEGEND: readonly Status[] = ['notStarted', 'inProgress', 'waiting', 'retrying', 'succeeded', 'caught', 'failed', 'timedOut', 'aborted'];

function legend(): TemplateResult {
  return html`<div class="legend" data-testid="legend">
    ${LEGEND.map((status) => {
      const token = STATUS_TOKEN[status];
      const dash = status === 'notStarted' ? 'dashed' : status === 'waiting' ? 'dotted' : 'solid';
      return html`<div>
        <i class="word-${token}" ${styled({ background: `var(--st-${token}-fill)`, 'border-color': `var(--st-${token}-border)`, 'border-style': dash })}>${status === 'notStarted' ? nothing : icon(STATUS_ICON[status], 12)}</i>
        ${t(`status.${status}`)}
      </div>`;
    })}
    <hr />
    <div><span class="line-sign"></span>${t('legend.taken')}</div>
    <div><span class="line-sign soft"></span>${t('legend.notTaken')}</div>
    <div><span class="line-sign default"></span>${t('legend.default')}</div>
    <div><span class="line-sign catch"></span>${t('legend.catch')}</div>
    <hr />
    <div><span class="legend-icon">${icon('hourglass', 14)}</span>${t('legend.sync')}</div>
    <div><span class="legend-icon">${icon('key', 14)}</span>${t('legend.token')}</div>
    <div><span class="legend-icon">${icon('gear', 14)}</span>${t('legend.activity')}</div>
    <div><span class="legend-icon">${icon('split', 14)}</span>${t('mapRun.insideShort')}</div>
    <div><span class="legend-icon breakpoint-sign"></span>${t('legend.breakpoint')}</div>
  </div>`;
}

/** How the run ended, or what it waits for, with the next step to take. */
function resultBar(app: App): unknown {
  const { run } = app.store.state;
  const result = resultOf(run.state, run.index, run.phase);
  if (result === undefined) return nothing;
  const token = STATUS_TOKEN[result.status];
  return html`<div class="graph-bar bl" role=${result.status === 'failed' ? 'alert' : 'status'}>
    <div class="bar text" data-testid="result-bar" data-status=${result.status}>
      <span class="word-${token}">${icon(STATUS_ICON[result.status])}</span>
      <b class="ellipsis" title=${result.words}>${result.words}</b>
      <span class="soft num wide-only">${t('result.summary', { duration: formatClock(result.durationMs), count: run.length })}</span>
      ${canRedrive(app) ? html`<button class="link" data-testid="redrive-link" @click=${() => void app.execution.redrive()}>${t('result.redrive')}</button>` : nothing}
      ${result.state === undefined ? nothing : html`<button class="link" data-testid="show-step" @click=${() => showStep(app, result.state, result.eventIndex)}>${t('result.showStep')}</button>`}
      ${answers(app)}
      ${advice(app, result.state)}
    </div>
  </div>`;
}

/** While a task token is waited for: what may be sent, as long as the clock stands at the end. */
function answers(app: App): unknown {
  const { run, cursor } = app.store.state;
  const token = run.phase === 'waiting' && cursor >= run.length ? run.state?.waiting[0]?.token : undefined;
  return token === undefined ? nothing : tokenAnswers(app, token, 'result', 'link');
}

/** After a failure: why a Catch did not help, or the Catch that would; the mock that made the error. */
function advice(app: App, state: string | undefined): unknown {
  const { analysis, run, document } = app.store.state;
  if (state === undefined || run.state?.status !== 'FAILED' || run.length >= EVENT_QUOTA || run.child !== undefined || run.texts === undefined) return nothing;
  const { uncatchable, addCatch, changeMock, changeInput, sampleInput } = failureAdvice(run.state, state, analysis.good?.states ?? [], analysis.good?.graph, run.texts.input, document.sample);
  // An exercise is about the input that it gives, and what was written since is the person's own.
  const mayFill = sampleInput && document.input === run.texts.input && !isExercise(document);
  const help = (act: (help: typeof import('../output/help.ts')) => void): void => void import('../output/help.ts').then(act);
  return [
    mayFill ? html`<button class="link" data-testid="run-with-sample" @click=${() => help(({ runWithSample }) => void runWithSample(app))}>${t('result.sampleInput')}</button>` : nothing,
    changeInput ? html`<button class="link" data-testid="change-input" @click=${() => app.showLeft('input')}>${t('result.changeInput')}</button>` : nothing,
    uncatchable === undefined ? nothing : html`<span class="soft">${t('result.uncatchable', { error: uncatchable })}</span><button class="link" data-testid="why-uncatchable" @click=${() => help(({ explain }) => explain(app, uncatchable))}>${t('result.why')}</button>`,
    addCatch ? html`<button class="link" data-testid="add-catch" @click=${() => help(({ addCatchTo }) => void addCatchTo(app, state))}>${t('result.addCatch')}</button>` : nothing,
    changeMock ? html`<button class="link" data-testid="change-mock" @click=${() => help(({ showMock }) => showMock(app, state))}>${t('result.changeMock')}</button>` : nothing,
  ];
}

/** The service redrives Standard executions that ended badly. */
function canRedrive(app: App): boolean {
  const { run } = app.store.state;
  const status = run.state?.status;
  return run.phase === 'finished' && run.child === undefined && (status === 'FAILED' || status === 'ABORTED' || status === 'TIMED_OUT') && run.texts?.config.type === 'STANDARD';
}

function showStep(app: App, state: string | undefined, eventIndex: number | undefined): void {
  if (state === undefined) return;
  if (eventIndex === undefined) app.select(state);
  else app.chooseEvent(eventIndex);
  app.revealInGraph?.(state);
}
