/**
 * The graph: draws the model, pans and zooms, and lets the keyboard walk through it.
 *
 * Only what lies in sight is in the document. While the view moves, one transform changes; the drawing itself is made
 * anew when another part of it comes into sight.
 */
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { place, put } from '../../elements/put.ts';
import { styled } from '../../elements/styled.ts';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { GraphLayout, GraphNode } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { drawEdge, drawLabel, drawNode } from './draw.ts';
import { type ChildExecution, mapMode } from '../../run/map-run.ts';
import { scopeOf } from '../../run/scope.ts';
import { canvasBars } from './bars.ts';
import { farEdges, farNodes } from './far.ts';
import type { IterationPicker } from './iteration-picker.ts';
import { findByName, move, MOVE_OF_KEY, stops } from './keyboard.ts';
import { type Box, graphView, type GraphView, type NodeView, overlaps } from './model.ts';
import { PanZoom } from './pan-zoom.ts';
import { tokenAnswers } from './token-answers.ts';
import { allInSight, centerOn, firstLook, fit, reveal, seen, type Size, type View, zoomAt } from './viewport.ts';
import { nodeWords } from './words.ts';
import { short } from '../../shared/short.ts';

/** Below this zoom the drawing is made of plain boxes: nothing on them could be read. */
const FAR = 0.4;
/** The bars over the drawing are hidden on a phone. */
const WITH_BARS = window.matchMedia('(min-width: 700px)');
/** So many states keep their buttons below that zoom; of more, the press is found by its place. */
const MAX_FAR_STOPS = 300;
const TYPE_AHEAD_MS = 800;

export class GraphElement extends LightElement {
  static override ownTask = 'first' as const;
  static override properties = { app: { attribute: false } };
  declare app: App;

  #view: View = { x: 0, y: 0, k: 1 };
  #pane: Size = { width: 0, height: 0 };
  #seen: Box = { x: 0, y: 0, width: 0, height: 0 };
  #shownLayout: GraphLayout | undefined;
  #shownDocument = '';
  #shownDirection = false;
  #active: string | undefined;
  #typed = '';
  #typedAt = 0;
  #moved = false;
  #frame = 0;
  #panZoom: PanZoom | undefined;
  #far = false;
  #allInSight = true;
  #model: GraphView | undefined;
  #madeOf: readonly unknown[] = [];
  #picker: IterationPicker | undefined;
  #tools: typeof import('./tools.ts') | undefined;
  readonly #resize = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [
      state.analysis, state.run, state.cursor, state.selection, state.preferences, state.document, state.playing, state.iterations, state.breakpoints,
    ]);
    this.app.revealInGraph = (state) => this.#reveal(state);
    this.#resize.observe(this);
    void import('./tools.ts').then((tools) => {
      this.#tools = tools;
      this.#picker = new tools.IterationPicker(this.app, () => this.requestUpdate());
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#panZoom?.stop();
    this.#panZoom = undefined;
  }

  /** Nothing written has no drawing, not the one of what stood there. */
  get layout(): GraphLayout | undefined {
    if (this.app.store.state.document.definition.trim() === '') return undefined;
    return this.app.store.state.analysis.good?.graph ?? this.app.store.state.analysis.latest?.graph ?? undefined;
  }

  get zoom(): number {
    return this.#view.k;
  }

  get view(): View {
    return this.#view;
  }

  protected override willUpdate(): void {
    const layout = this.layout;
    const { document } = this.app.store.state;
    if (layout === undefined || this.#pane.width === 0) return;
    const other = this.#shownDocument !== document.id && !(this.#moved && sameDrawing(layout, this.#shownLayout));
    const { leftToRight } = this.app.store.state.preferences;
    const turned = leftToRight !== this.#shownDirection && layout !== this.#shownLayout;
    if (turned) this.#shownDirection = leftToRight;
    if (this.#shownLayout === undefined || turned || (other && !sameDrawing(layout, this.#shownLayout))) {
      this.#look(layout);
    } else if (!this.#moved && layout !== this.#shownLayout) {
      this.#look(layout);
    }
    this.#shownLayout = layout;
    this.#shownDocument = document.id;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#apply();
    const surface = this.querySelector<HTMLElement>('.graph');
    if (surface !== null && this.#panZoom === undefined) {
      this.#panZoom = new PanZoom(surface, {
        view: () => this.#view,
        change: (view) => this.#setView(view, true),
        background: (x, y) => this.#pressed(x, y),
      });
    }
  }

  protected override render(): TemplateResult {
    const { state } = this.app.store;
    const layout = this.layout;
    const latest = state.analysis.latest;
    const errors = latest?.diagnostics.filter((found) => found.severity === 'error').length ?? 0;
    const stale = this.app.stale();
    const model = layout === undefined ? undefined : this.#modelOf(layout);
    const small = model === undefined || layout === undefined || !state.preferences.minimap || this.#allInSight ? undefined : this.#tools?.minimap(layout, model, (x, y) => this.#centerAt(x, y));
    return html`<div class="graph ${stale ? 'stale' : ''} ${state.playing ? 'scrubbing' : ''} ${small === undefined ? '' : 'with-minimap'}" data-testid="graph" @keydown=${this.#onKey}>
      <svg aria-hidden="true" focusable="false">
        <defs>
          <pattern id="st-dots" width="16" height="16" patternUnits="userSpaceOnUse"><circle class="dots" cx="1" cy="1" r="0.75"></circle></pattern>
          <pattern id="st-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-line" d="M0 0V6"></path></pattern>
        </defs>
        <rect width="100%" height="100%" fill="url(#st-dots)"></rect>
        ${model === undefined ? nothing : this.#world(model, state.selection.state)}
      </svg>
      ${model === undefined || layout === undefined ? this.#empty(errors) : this.#stops(layout, model)}
      ${canvasBars(this.app, this, stale ? errors : 0, model !== undefined)}
      ${small ?? nothing}
    </div>`;
  }

  /** The model, made anew only when something that it shows has changed: panning shows other parts of the same one. */
  #modelOf(layout: GraphLayout): GraphView {
    const { run, iterations, cursor, selection } = this.app.store.state;
    const children = this.#children(layout);
    const made = [layout, run.index, run.length, iterations, cursor, selection.state, children];
    if (this.#model === undefined || made.some((value, at) => value !== this.#madeOf[at])) {
      this.#model = graphView(layout, scopeOf(run.index, iterations), cursor, selection.state, children);
      this.#madeOf = made;
    }
    return this.#model;
  }

  /** Child executions, where a distributed Map has some; while a run is under way they are not asked for. */
  #children(layout: GraphLayout): readonly ChildExecution[] | undefined {
    const { run } = this.app.store.state;
    if (run.phase === 'running' || run.texts === undefined || !layout.nodes.some((node) => mapMode(node).distributed && run.index.visitsByState.has(node.id))) return undefined;
    return this.#tools?.childrenOf(this.app.client).of(run, this.#changed);
  }

  readonly #changed = (): void => this.requestUpdate();

  #world(model: GraphView, selected: string | undefined): unknown {
    if (this.#far) {
      const chosen = model.nodes.find((item) => item.node.id === selected);
      return svg`<g class="world far">${farEdges(model)}${farNodes(model.nodes)}${chosen === undefined ? nothing : this.#node(chosen, selected)}</g>`;
    }
    const nodes = model.nodes.filter((item) => this.#inSight(item.node));
    const edges = model.edges.filter((item) => overlaps(item.bounds, this.#seen));
    const containers = nodes.filter((item) => item.node.kind === 'container');
    const others = nodes.filter((item) => item.node.kind !== 'container');
    return svg`<g class="world">
      ${containers.map((item) => this.#node(item, selected))}
      ${edges.map((item) => guard([item.path, item.taken > 0, model.ran, item.inChildren], () => drawEdge(item, model.ran)))}
      ${edges.map((item) => guard([item.edge, item.taken > 0, model.ran, item.inChildren, item.focused], () => drawLabel(item, model.ran)))}
      ${others.map((item) => this.#node(item, selected))}
    </g>`;
  }

  #node(item: NodeView, selected: string | undefined): unknown {
    const { node, view, children } = item;
    const isSelected = node.id === selected;
    const breakpoint = this.app.store.state.breakpoints.includes(node.id);
    return guard([node, isSelected, breakpoint, view.status, view.retries, view.visits, view.waitedMs, view.sample, view.visit?.length, item.inChildrenOf, children === undefined ? '' : Object.values(children).join()], () =>
      drawNode(item, isSelected, breakpoint),
    );
  }

  #stops(layout: GraphLayout, model: GraphView): TemplateResult {
    const { selection, run, document, cursor } = this.app.store.state;
    const all = model.nodes.filter(({ node }) => node.kind === 'state' || node.kind === 'container');
    this.#active = [this.#active, selection.state].find((name) => all.some(({ node }) => node.id === name)) ?? move(layout, '', 'start');
    const sparse = this.#far && all.length > MAX_FAR_STOPS;
    const items = all.filter(({ node }) => node.id === this.#active || node.id === selection.state || (!sparse && this.#inSight(node)));
    // Inside out: what lies inside a container comes after it, and over it.
    return html`<div
        class="over" role="group" aria-label=${t('graph.label', { name: document.title, count: all.length })} aria-describedby="graph-help">
        ${repeat(
          items,
          ({ node }) => node.id,
          (item) => html`<button
            class="stop" data-testid="node" data-state=${item.node.id} data-status=${item.inChildrenOf === undefined ? item.view.status : 'inChildren'}
            tabindex=${item.node.id === this.#active ? 0 : -1}
            aria-label=${wordsOf(layout, item)} aria-pressed=${item.node.id === selection.state} title=${item.inChildrenOf === undefined ? short(item.node.label) : `${short(item.node.label)}: ${t('mapRun.inside', { state: item.inChildrenOf })}`}
            ${styled(boxStyle(item.node))}
            @click=${() => this.app.select(item.node.id)}
            @focus=${() => this.#focused(item.node.id)}></button>`,
        )}
        ${this.#far ? nothing : items.filter(({ node }) => node.kind === 'container').map((item) => this.#containerTools(item))}
        ${(run.phase === 'waiting' || run.phase === 'paused') && cursor >= run.length ? this.#tokenBars(layout) : nothing}
      </div>
      <p id="graph-help" class="sr">${t('graph.help')}</p>`;
  }

  /** In a container's title: the sign that folds it, and a Map's picker. */
  #containerTools(item: NodeView): unknown {
    const { node } = item;
    const closed = node.collapsed === true;
    const label = t(closed ? 'graph.expand' : 'graph.collapse', { state: node.label });
    return html`<button class="fold-sign" data-testid="collapse" data-state=${node.id} tabindex="-1" aria-expanded=${closed ? 'false' : 'true'} aria-label=${label} title=${label}
        ${styled({ left: `${node.x + node.width - (closed ? 22 : 46)}px`, top: `${node.y + (closed ? node.height - 21 : 6)}px` })} @click=${() => this.app.toggleCollapsed(node.id)}>${icon(closed ? 'plus' : 'minus', 12)}</button>
      ${closed ? nothing : mapMode(node).distributed ? this.#mapRunButton(item) : this.#picker?.render(item, node.id === this.#active) ?? nothing}`;
  }

  /** A distributed Map has a Map Run with child executions instead of items. */
  #mapRunButton({ node, view }: NodeView): unknown {
    if (view.visit === undefined) return nothing;
    const show = (): void => {
      this.app.select(node.id);
      this.app.showInspector('mapRun');
    };
    return html`<div class="picker" ${styled({ left: `${node.x + node.width - 86}px`, top: `${node.y + 5}px` })}>
      <button class="picker-button" data-testid="map-run-open" data-map=${node.id} tabindex=${node.id === this.#active ? 0 : -1} aria-label="${t('mapRun.title')}, ${short(node.label)}" @click=${show}>${t('mapRun.title')}${icon('chevronRight', 12)}</button></div>`;
  }

  /** A press on the surface: at a distance states have no buttons of their own. */
  #pressed(x: number, y: number): void {
    this.#picker?.close();
    if (!this.#far || this.#model === undefined) return;
    const box = this.getBoundingClientRect();
    const [px, py] = [(x - box.left - this.#view.x) / this.#view.k, (y - box.top - this.#view.y) / this.#view.k];
    const hit = this.#model.nodes.findLast(({ node }) => (node.kind === 'state' || node.kind === 'container') && px >= node.x && py >= node.y && px <= node.x + node.width && py <= node.y + node.height);
    if (hit !== undefined) this.app.select(hit.node.id);
  }

  #centerAt(x: number, y: number): void {
    this.#setView({ k: this.#view.k, x: this.#pane.width / 2 - x * this.#view.k, y: this.#pane.height / 2 - y * this.#view.k }, true);
  }

  #tokenBars(layout: GraphLayout): unknown {
    const { store } = this.app;
    return (store.state.run.state?.waiting ?? []).map((waiting) => {
      const node = layout.nodes.find((candidate) => candidate.id === waiting.state);
      const { token } = waiting;
      if (node === undefined || !this.#inSight(node)) return nothing;
      if (waiting.untilMs !== undefined) return html`<span class="pending-sign num" data-testid="pending-timer" ${styled({ left: `${node.x + node.width / 2}px`, top: `${node.y + node.height + 4}px` })}>${icon('hourglass', 12)}${formatClock(waiting.untilMs - (store.state.run.index.events[0]?.timestampMs ?? 0))}</span>`;
      if (token === undefined) return nothing;
      return html`<div class="token-bar" data-testid="token-bar" ${styled({ left: `${node.x + node.width / 2}px`, top: `${node.y + node.height + 6}px` })}>
        ${tokenAnswers(this.app, token, 'token', 'btn')}
      </div>`;
    });
  }

  #empty(errors: number): TemplateResult {
    const { document } = this.app.store.state;
    if (document.definition.trim() === '') return html`<div class="empty">${icon('graph')}<b>${t('app.emptyTitle')}</b><p>${t('editor.empty')}</p>
        <div class="empty-ways"><button class="btn outlined" data-testid="empty-import" @click=${() => this.app.showOverlay('import')}>${t('app.emptyOpen')}</button><button class="btn" @click=${() => void this.app.documents.openExample('order-flow')}>${t('app.emptyExample')}</button></div></div>`;
    // It comes after a while only: most engines are there sooner.
    if (errors === 0) return html`<div class="empty late"><p>${this.app.store.state.engine === 'loading' ? t('app.loadingEngine') : ''}</p></div>`;
    return html`<div class="empty"><b>${t('graph.none')}</b><p>${t('graph.noneHelp', { count: errors })}</p></div>`;
  }

  #inSight(node: GraphNode): boolean {
    return overlaps(node, this.#seen);
  }

  #measure(): void {
    const { width, height } = this.getBoundingClientRect();
    if (width === 0 || (width === this.#pane.width && height === this.#pane.height)) return;
    const first = this.#pane.width === 0;
    const dx = (width - this.#pane.width) / 2;
    this.#pane = { width, height };
    const layout = this.layout;
    if (layout !== undefined && (first || !this.#moved)) this.#look(layout);
    else if (!first) this.#view = { ...this.#view, x: this.#view.x + dx };
    this.#noteView();
    this.requestUpdate();
  }

  /** What of the view decides on the drawing; true when that changed. */
  #noteView(): boolean {
    const next = seen(this.#view, this.#pane);
    const far = this.#view.k < FAR;
    const layout = this.layout;
    const all = layout === undefined || allInSight(layout, this.#view, this.#pane);
    const same = next.x === this.#seen.x && next.y === this.#seen.y && next.width === this.#seen.width && next.height === this.#seen.height;
    const changed = far !== this.#far || all !== this.#allInSight || (!same && !far);
    this.#seen = next;
    this.#far = far;
    this.#allInSight = all;
    return changed;
  }

  #look(layout: GraphLayout): void {
    this.#moved = false;
    const start = layout.nodes.find((node) => node.kind === 'start') ?? stops(layout)[0];
    this.#view = firstLook(layout, this.#pane, start, this.app.store.state.preferences.leftToRight, WITH_BARS.matches);
    this.#noteView();
  }

  #setView(view: View, byPerson: boolean): void {
    this.#view = view;
    if (byPerson) this.#moved = true;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#noteView()) this.requestUpdate();
      this.#apply();
    });
  }

  /** Only what has another value is set: the same once more would have the browser draw the whole graph anew. */
  #apply(): void {
    const { x, y, k } = this.#view;
    put(this.querySelector('.world'), { transform: `translate(${x} ${y}) scale(${k})` });
    put(this.querySelector('#st-dots'), { patternTransform: `translate(${x} ${y}) scale(${Math.max(0.5, k)})` });
    place(this.querySelector('.over'), `translate(${x}px, ${y}px) scale(${k})`);
    // A menu keeps its size, so that its buttons can be hit.
    place(this.querySelector('.picker-menu'), `scale(${1 / k})`);
    const layout = this.layout;
    if (layout !== undefined && this.#tools !== undefined) put(this.querySelector('.minimap-frame'), { ...this.#tools.frameOf(layout, this.#view, this.#pane) });
    const zoom = this.querySelector('.zoom');
    const percent = `${Math.round(k * 100)}%`;
    if (zoom !== null && zoom.textContent !== percent) zoom.textContent = percent;
  }

  zoomBy(factor: number): void {
    this.#setView(zoomAt(this.#view, factor, this.#pane.width / 2, this.#pane.height / 2), true);
  }

  zoomTo(k: number): void {
    this.zoomBy(k / this.#view.k);
  }

  fit(): void {
    const layout = this.layout;
    if (layout === undefined) return;
    this.#setView(fit(layout, this.#pane), false);
    this.#moved = false;
  }

  center(): void {
    const node = this.#nodeOf(this.app.store.state.selection.state ?? this.#active);
    if (node !== undefined) this.#setView(centerOn(this.#view, node, this.#pane), true);
  }

  #reveal(state: string): void {
    const node = this.#nodeOf(state);
    if (node !== undefined && this.#pane.width > 0) this.#setView(reveal(this.#view, node, this.#pane), true);
  }

  #nodeOf(state: string | undefined): GraphNode | undefined {
    return this.layout?.nodes.find((node) => node.id === state);
  }

  #focused(state: string): void {
    if (this.#active !== state) this.requestUpdate();
    this.#active = state;
    this.#reveal(state);
  }

  #onKey = (event: KeyboardEvent): void => {
    const layout = this.layout;
    if (layout === undefined || event.isComposing) return;
    if (event.altKey && event.code === 'KeyC') {
      event.preventDefault();
      this.center();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '-') {
      event.preventDefault();
      if (this.app.store.state.preferences.singleKeys) this.zoomBy(event.key === '+' ? 1.2 : 1 / 1.2);
      return;
    }
    const target = event.target instanceof HTMLElement ? event.target.dataset['state'] : undefined;
    if (target === undefined) return;
    if (event.key === '{' || event.key === '}') {
      const node = this.#nodeOf(target);
      if (node?.kind === 'container' && (node.collapsed === true) === (event.key === '}')) this.app.toggleCollapsed(target);
      return;
    }
    const where = MOVE_OF_KEY[event.key];
    const next = where === undefined ? this.#typeAhead(layout, target, event.key) : move(layout, target, where);
    if (where !== undefined) event.preventDefault();
    if (next !== undefined) void this.#focus(next);
  };

  #typeAhead(layout: GraphLayout, from: string, key: string): string | undefined {
    if ([...key].length !== 1 || key === ' ') return undefined;
    const now = performance.now();
    this.#typed = now - this.#typedAt < TYPE_AHEAD_MS ? this.#typed + key : key;
    this.#typedAt = now;
    return findByName(layout, from, this.#typed);
  }

  /** Off-screen states are brought into sight before they get the focus. */
  async #focus(state: string): Promise<void> {
    this.#active = state;
    this.#reveal(state);
    this.requestUpdate();
    await this.updateComplete;
    for (const button of this.querySelectorAll<HTMLElement>('button.stop')) {
      if (button.dataset['state'] === state) button.focus();
    }
  }
}

const words = new WeakMap<NodeView, string>();

/** A state's name for the ear, made once for each look of it. */
function wordsOf(layout: GraphLayout, item: NodeView): string {
  let found = words.get(item);
  if (found === undefined) words.set(item, (found = nodeWords(layout, item)));
  return found;
}

function boxStyle(node: GraphNode): Record<string, string> {
  return { left: `${node.x}px`, top: `${node.y}px`, width: `${node.width}px`, height: `${node.height}px` };
}

/** The same states at the same places: no reason to look elsewhere. */
function sameDrawing(a: GraphLayout, b: GraphLayout | undefined): boolean {
  if (b === undefined || a.nodes.length !== b.nodes.length) return false;
  return a.nodes.every((node, at) => node.id === b.nodes[at]?.id);
}

customElements.define('st-graph', GraphElement);
