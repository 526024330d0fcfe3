/** The right pane: everything about one visit of the selected state, as of the cursor. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import type { TabItem } from '../../elements/tabs.ts';
import '../../elements/overflow-tabs.ts';
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { Visit } from '../../run/history-index.ts';
import { mapMode, statesInChildren } from '../../run/map-run.ts';
import { scopeOf } from '../../run/scope.ts';
import { endBy } from '../../run/visit-status.ts';
import type { Inspection, StateSummary } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import type { InspectorTab } from '../../store/state.ts';
import { attemptRows, definitionOf, shownVisit, visitHead } from './model.ts';
import { DataFlow } from './data-flow.ts';
import { MapRunPanel } from './map-run-panel.ts';
import { WaitingPanel } from './waiting.ts';
import { openBench, openTestState } from './tools.ts';
import { eventsToAsk, inspectionFromEvents } from './from-events.ts';
import { definitionPanel, eventsPanel, mockPanel, retryPanel, valuePanel, variablesPanel } from './panels.ts';
import '../events/events.css';
import './inspector.css';
import { short } from '../../shared/short.ts';

export interface InspectorContext {
  readonly app: App;
  readonly visit: Visit | undefined;
  readonly summary: StateSummary | undefined;
  readonly inspection: Inspection | undefined;
  readonly cursor: number;
  /** Events of the visit up to which the data flow is shown. */
  readonly until: number;
}

export class InspectorElement extends LightElement {
  static override ownTask = 'always' as const;
  static override properties = { app: { attribute: false } };
  declare app: App;

  #inspection: Inspection | undefined;
  #asked = '';
  /** Settled when the engine has answered what was asked last. */
  #answered: Promise<void> = Promise.resolve();
  #scrolledFor: number | undefined;
  #sample: { state: string; text: string } | undefined;
  readonly #flow = new DataFlow(this);
  readonly #waiting = new WaitingPanel(this);
  readonly #mapRun = new MapRunPanel(this);

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [
      state.selection, state.cursor, state.run, state.inspectorTab, state.analysis, state.document, state.inspectorOpen, state.iterations, state.preferences.compact,
    ]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { selection, cursor, analysis, document, inspectorTab } = this.app.store.state;
    const name = selection.state;
    if (name === undefined) return nothing;
    const states = analysis.latest?.states.length ? analysis.latest.states : (analysis.good?.states ?? []);
    const summary = states.find((state) => state.name === name);
    const visit = this.#shownVisit();
    const type = summary?.type ?? visit?.type;
    this.#ask(visit, cursor);
    const context: InspectorContext = { app: this.app, visit, summary, cursor, until: untilOf(visit, cursor), inspection: this.#inspectionOf(visit) };
    const items = this.#tabs(context, definitionOf(document.definition, summary));
    // The tab that was chosen for another state may be none of this one's.
    const tab = items.some((item) => item.id === inspectorTab) ? inspectorTab : 'dataFlow';
    return html`<header class="insp-head">
        <div class="insp-title"><h2 class="ellipsis" lang="en" title=${short(name)} data-testid="inspector-title">${short(name)}</h2>${type === undefined ? nothing : html`<span class="chip" lang="en">${type}</span>`}<span class="grow"></span>
          <button class="btn icon-only small" aria-label=${t('inspector.close')} title=${t('inspector.close')} @click=${() => this.app.closeInspector()}>${icon('cross')}</button></div>
        ${this.#statusLine(visit, cursor)}
      </header>
      <st-overflow-tabs class="insp-tabs" .prefixId=${'insp'} .label=${t('app.regionInspector')} .more=${t('inspector.moreTabs')} .items=${items} .active=${tab} .choose=${(chosen: InspectorTab) => this.app.showInspector(chosen)}></st-overflow-tabs>
      <div class="insp-body" id="insp-panel-${tab}" role="tabpanel" aria-labelledby="insp-tab-${tab}" tabindex="-1" data-testid="inspector-body">
        ${this.#waiting.render(this.app, name, summary?.resource)}
        ${this.#panel(context, tab)}
      </div>
      ${this.#foot(context)}`;
  }

  protected override updated(): void {
    // In a low pane the stage that tells most would lie below its edge.
    const shown = this.#inspection?.enteredEventId;
    if (shown === this.#scrolledFor || this.querySelector('.stage.open') === null) return;
    this.#scrolledFor = shown;
    // Who waits is answered first; that stands above the stages.
    if (this.querySelector('.token-form') !== null) return;
    // Asked for now, sizes would have the page laid out before the other regions have drawn.
    requestAnimationFrame(() => this.#scrollToOpenStage());
  }

  #scrollToOpenStage(): void {
    const open = this.querySelector<HTMLElement>('.stage.open');
    const body = this.querySelector<HTMLElement>('.insp-body');
    if (open === null || body === null) return;
    const room = body.getBoundingClientRect();
    const from = open.getBoundingClientRect().top - room.top;
    if (from > room.height * 0.45) body.scrollTop += from - room.height / 4;
  }

  #statusLine(visit: Visit | undefined, cursor: number): TemplateResult {
    if (visit === undefined) return html`<div class="insp-status"><span class="chip ns">${this.#mapRunAround() === undefined ? t('status.notStarted') : html`${icon('split', 12)}${t('mapRun.insideShort')}`}</span></div>`;
    const { index } = this.app.store.state.run;
    const head = visitHead(index, visit, cursor);
    const parts = [
      ...(head.retries > 0 ? [t('inspector.afterRetries', { count: head.retries })] : []),
      formatDuration(head.durationMs),
      t('inspector.eventRange', { from: head.firstEvent, to: head.lastEvent }),
    ];
    return html`<div class="insp-status" data-testid="inspector-status" data-status=${head.status}>
      <span class="chip ${STATUS_TOKEN[head.status]}">${icon(STATUS_ICON[head.status], 12)}${t(`status.${head.status}`)}</span>
      <span class="num">${parts.map((part, at) => html`${at > 0 ? html`<i>·</i>` : nothing}${part}`)}</span>
    </div>
    ${this.#visitPicker(visit, cursor)}`;
  }

  #visitPicker(visit: Visit, cursor: number): unknown {
    const { index } = this.app.store.state.run;
    const count = index.visitCount(visit.state, cursor);
    if (count < 2) return nothing;
    const list = index.visitsByState.get(visit.state) ?? [];
    const at = list.indexOf(visit.index);
    const go = (to: number): void => this.app.select(visit.state, list[to]);
    const words = visit.iteration === undefined ? t('inspector.visit', { k: at + 1, count }) : t('inspector.item', { k: `#${visit.iteration}`, count });
    return html`<div class="insp-visits">
      <button class="btn icon-only small" aria-label=${t('inspector.previousVisit')} ?disabled=${at <= 0} @click=${() => go(at - 1)}>${icon('chevronLeft', 14)}</button>
      <span class="num">${words}</span>
      <button class="btn icon-only small" aria-label=${t('inspector.nextVisit')} ?disabled=${at >= count - 1} @click=${() => go(at + 1)}>${icon('chevronRight', 14)}</button>
    </div>`;
  }

  #tabs(context: InspectorContext, definition: string | undefined): TabItem<InspectorTab>[] {
    const { visit, cursor, inspection } = context;
    const { index } = this.app.store.state.run;
    const retries = visit === undefined ? 0 : Math.max(0, attemptRows(index, visit, cursor).length - 1);
    const events = visit?.events.filter((at) => at < cursor).length ?? 0;
    const variables = Object.keys(inspection?.variables ?? {}).length;
    const list: TabItem<InspectorTab>[] = [
      ...(this.#distributed(context) ? [{ id: 'mapRun' as const, label: t('mapRun.title') }] : []),
      { id: 'input', label: t('inspector.input') },
      { id: 'output', label: t('inspector.output') },
      { id: 'dataFlow', label: t('inspector.dataFlow') },
      { id: 'retry', label: t('inspector.retry'), count: retries || undefined },
      { id: 'definition', label: t('inspector.definition') },
      { id: 'events', label: t('inspector.events'), count: events || undefined },
    ];
    if (context.summary?.type === 'Task') list.push({ id: 'mock', label: t('inspector.mock') });
    if (variables > 0 || definition?.includes('"Assign"') === true) list.push({ id: 'variables', label: t('inspector.variables'), count: variables || undefined });
    return list;
  }

  #panel(context: InspectorContext, tab: InspectorTab): unknown {
    if (tab === 'mapRun') return this.#mapRun.render(context);
    if (tab === 'definition') return definitionPanel(context);
    if (tab === 'mock') return mockPanel(context, this.#sampleOf(context.summary));
    if (tab === 'retry') return retryPanel(context);
    if (context.visit === undefined) return this.#unvisited();
    switch (tab) {
      case 'events':
        return eventsPanel(context);
      case 'input':
        return valuePanel(context, 'input');
      case 'output':
        return valuePanel(context, 'output');
      case 'variables':
        return variablesPanel(context);
      case 'dataFlow':
        return this.#flow.render(context);
    }
  }

  /** Why there is nothing to see, and where to look: states of a distributed Map run in executions of their own. */
  #unvisited(): TemplateResult {
    const map = this.#mapRunAround();
    if (map === undefined) return html`<p class="insp-note">${t('inspector.notReached')}</p>`;
    const show = (): void => {
      this.app.select(map);
      this.app.showInspector('mapRun');
    };
    return html`<div class="insp-note" data-testid="in-children"><p>${t('mapRun.inside', { state: map })}</p><button class="btn outlined" data-testid="show-map-run" @click=${show}>${t('mapRun.show')}</button></div>`;
  }

  /** The distributed Map around the selected state, if it was entered. */
  #mapRunAround(): string | undefined {
    const { analysis, run, selection, cursor } = this.app.store.state;
    const nodes = (analysis.good?.graph ?? analysis.latest?.graph)?.nodes ?? [];
    return statesInChildren(nodes, (map) => run.index.visitCount(map, cursor) > 0).get(selection.state ?? '');
  }

  /** The drawing knows the mode of a Map; a history from outside has a Map Run's start. */
  #distributed({ summary, visit }: InspectorContext): boolean {
    if ((summary?.type ?? visit?.type) !== 'Map') return false;
    const { analysis, run } = this.app.store.state;
    const node = (analysis.good?.graph ?? analysis.latest?.graph)?.nodes.find((candidate) => candidate.id === summary?.name);
    return (node !== undefined && mapMode(node).distributed) || visit?.events.some((at) => run.index.events[at]?.type === 'MapRunStarted') === true;
  }

  #foot(context: InspectorContext): TemplateResult {
    const { app } = this;
    const { inspection, summary } = context;
    const value = inspection?.stages.findLast((stage) => stage.value !== undefined)?.value;
    return html`<footer class="insp-foot">
      <button class="btn icon-only small" aria-label=${t('inspector.copy')} title=${t('inspector.copy')} ?disabled=${value === undefined} @click=${() => void navigator.clipboard.writeText(value ?? '')}>${icon('copy', 14)}</button>
      ${summary === undefined ? nothing : html`<button class="btn icon-only small" aria-label=${t('inspector.showInCode')} title=${t('inspector.showInCode')} @click=${() => { app.showLeft('code'); app.revealInEditor?.('definition', summary.from, summary.from, false); }}>${icon('code', 14)}</button>`}
      ${summary === undefined ? nothing : html`<button class="btn small" data-testid="test-state" @click=${() => void openTestState(app, summary.name, this.known())}>${icon('flask', 14)}${t('inspector.testState')}</button>`}
      <span class="grow"></span>
      ${summary === undefined ? nothing : html`<button class="btn icon-only small" data-testid="bench" aria-label=${t('inspector.bench')} title=${t('inspector.bench')} @click=${() => void openBench(app, summary.name, this.known())}>${icon('wand', 14)}</button>`}
      ${summary?.type === 'Task' ? html`<button class="btn small" data-testid="edit-mock" @click=${() => app.showInspector('mock')}>${t('inspector.editMock')}</button>` : nothing}
    </footer>`;
  }

  /** What is known of the state's data at the clock, once the engine has told. */
  async known(): Promise<Inspection | undefined> {
    await this.updateComplete;
    await this.#answered;
    return this.#inspectionOf(this.#shownVisit());
  }

  #shownVisit(): Visit | undefined {
    const { run, iterations, selection, cursor } = this.app.store.state;
    return shownVisit(scopeOf(run.index, iterations), selection, cursor);
  }

  #inspectionOf(visit: Visit | undefined): Inspection | undefined {
    return visit !== undefined && this.#inspection?.enteredEventId === visit.enteredAt + 1 ? this.#inspection : undefined;
  }

  /** Asks the engine for the stages; an answer for another moment is dropped. */
  #ask(visit: Visit | undefined, cursor: number): void {
    const { number } = this.app.store.state.run;
    if (visit === undefined) return;
    const until = untilOf(visit, cursor);
    const key = `${number} ${visit.enteredAt} ${until}`;
    if (key === this.#asked) return;
    this.#asked = key;
    this.#answered = this.app.client
      .call('inspect', { run: number, enteredEventId: visit.enteredAt + 1, atEventId: until })
      .catch(() => undefined)
      .then((inspection) => inspection ?? this.#fromEvents(visit, until))
      .then((inspection) => {
        if (this.#asked !== key) return;
        this.#inspection = inspection;
        this.requestUpdate();
      })
      .catch(() => undefined);
  }

  async #fromEvents(visit: Visit, cursor: number): Promise<Inspection> {
    const { index, number } = this.app.store.state.run;
    const answers = eventsToAsk(index, visit, cursor).map(async ({ stage, at }) => ({
      stage,
      details: await this.app.client.call('eventDetails', { run: number, eventId: at + 1 }),
    }));
    return inspectionFromEvents(index, visit, await Promise.all(answers));
  }

  #sampleOf(summary: StateSummary | undefined): string | undefined {
    if (summary?.type !== 'Task') return undefined;
    if (this.#sample?.state === summary.name) return this.#sample.text;
    const state = summary.name;
    this.#sample = { state, text: '' };
    void this.app.client
      .call('sampleMock', { definition: this.app.store.state.document.definition, state })
      .then((text) => {
        this.#sample = { state, text: text ?? '' };
        this.requestUpdate();
      })
      .catch(() => undefined);
    return '';
  }
}

/** The visit's last event that had happened, as a count. */
function untilOf(visit: Visit | undefined, cursor: number): number {
  const ended = visit === undefined ? undefined : endBy(visit, cursor);
  return ended === undefined ? cursor : ended.at + 1;
}

customElements.define('st-inspector', InspectorElement);
