/** The page: arranges header, code, graph, inspector and dock for the width at hand, and owns the page-wide keys. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { AfterPaint } from '../../elements/after-paint.ts';
import { LightElement, nextTask, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { tabs, type TabItem } from '../../elements/tabs.ts';
import { currentLanguage, t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { type DockTab, isExercise, type NarrowTab, type OverlayName } from '../../store/state.ts';
import '../editor/code-editor.ts';
import '../editor/editor-pane.ts';
import type { GraphElement } from '../graph/graph.ts';
import '../graph/graph.ts';
import '../scrubber/scrubber.ts';
import './header.ts';
import { onPageKey, onUndoKey, type PageActions } from './page-keys.ts';
import { resizer } from './resizer.ts';
import { acceptDrops } from './drop.ts';
import { type Overlay, OVERLAYS } from './overlays.ts';
import type * as ExercisePlace from './exercise-place.ts';
import { short } from '../../shared/short.ts';

export type Width = 'desktop' | 'tablet' | 'phone';

const DESKTOP = window.matchMedia('(min-width: 1100px)');
/** Region that a tab of a narrow page shows. */
const PANEL_OF: Readonly<Record<NarrowTab, string>> = { exercise: 'region-exercise', graph: 'region-graph', code: 'region-code', run: 'region-dock' };

const TABLET = window.matchMedia('(min-width: 700px)');

/** A page as low as this (400 % zoom of a desktop) has room for the graph or the sheet, not both. */
const LOW = window.matchMedia('(max-height: 440px)');

export function widthNow(): Width {
  return DESKTOP.matches ? 'desktop' : TABLET.matches ? 'tablet' : 'phone';
}

export class AppElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #width: Width = widthNow();
  #started = false;
  /** The chunk of the other dock tabs, once it has come. */
  #late = false;
  /** Dialogs whose chunk has come. */
  #place: typeof ExercisePlace | undefined;
  readonly #overlays = new Map<OverlayName, Overlay>();
  #sheet: 'handle' | 'half' | 'full' = LOW.matches ? 'handle' : 'half';
  /** The dock's panel: the tab is marked first. */
  readonly #shownDock = new AfterPaint(this, () => this.app.store.state.dockTab);

  /** Begins to draw; called once the store is there. */
  start(): void {
    this.#started = true;
    const { store } = this.app;
    new Slice(this, store, (state) => [
      state.preferences, state.leftTab, state.dockTab, state.narrowTab, state.inspectorOpen, state.selection.state, state.run.length,
      state.run.phase, state.analysis, state.notices, state.engine, state.document.title, state.document.id, state.overlay, state.shownAs,
    ]);
    for (const query of [DESKTOP, TABLET]) {
      query.addEventListener('change', () => {
        this.#width = widthNow();
        this.requestUpdate();
      });
    }
    LOW.addEventListener('change', () => {
      this.#sheet = LOW.matches ? 'handle' : 'half';
      this.requestUpdate();
    });
    window.addEventListener('keydown', (event) => onUndoKey(event, this.app), { capture: true });
    window.addEventListener('keydown', (event) => onPageKey(event, this.app, this.#actions()));
    window.addEventListener('pagehide', () => this.app.documents.saveNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.app.documents.saveNow();
      else this.app.documents.lookElsewhere();
    });
    acceptDrops(this.app);
    this.requestUpdate();
    // What only a run shows is fetched beside the first drawing, not before it.
    void nextTask().then(() => import('./run-views.ts')).then(() => this.requestUpdate());
    void nextTask().then(() => import('../exercise/place.ts')).catch(() => undefined);
    setTimeout(() => void this.#loadLate(), 1_000);
  }

  async #loadLate(): Promise<void> {
    const { startLate } = await import('./dock-tabs.ts');
    if (this.#late) return;
    this.#late = true;
    startLate(this.app);
    this.requestUpdate();
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.#started;
  }

  protected override render(): TemplateResult {
    const { preferences, inspectorOpen, selection, narrowTab } = this.app.store.state;
    this.#markRoot();
    const inspector = inspectorOpen && selection.state !== undefined && this.#exists(selection.state) && !this.app.emptied();
    const narrow = this.#width !== 'desktop';
    const exercise = isExercise(this.app.store.state.document);
    const wanted: NarrowTab = narrowTab === 'exercise' && !exercise && this.#width !== 'phone' ? 'graph' : narrowTab;
    const tab: NarrowTab = this.#width === 'tablet' && wanted === 'run' ? 'graph' : wanted;
    const beside = exercise && !narrow;
    const place = exercise ? this.#exercisePlace() : undefined;
    return html`<div class="page ${this.#width} ${inspector || beside ? 'with-inspector' : ''} tab-${tab} sheet-${this.#sheet}"
      ${styled({ '--left': `${preferences.leftWidth}px`, '--right': `${preferences.rightWidth}px`, '--dock': `${preferences.dockHeight}px` })}>
      <st-header .app=${this.app} .width=${this.#width}></st-header>
      ${narrow ? this.#narrowTabs(tab, exercise) : nothing}
      ${exercise ? (place?.exercisePane(this.app, narrow && tab !== 'exercise') ?? nothing) : this.#width === 'phone' ? this.#noExercise(tab !== 'exercise') : nothing}
      ${beside ? nothing : html`<section class="left" id="region-code" role=${narrow && tab === 'code' ? 'main' : nothing} aria-label=${t('app.regionCode')} ?hidden=${narrow && tab !== 'code'}>
        <st-editor-pane .app=${this.app}></st-editor-pane>
      </section>`}
      ${narrow ? nothing : resizer({ app: this.app, edge: 'left', label: t('app.resizeLeft') })}
      <main class="canvas" id="region-graph" aria-label=${t('app.regionGraph')} ?hidden=${narrow && tab !== 'graph'}>
        <button class="skip" @click=${() => { this.app.showDock('table'); this.app.showNarrow('run'); }}>${t('app.skipToTable')}</button>
        <st-graph .app=${this.app}></st-graph>
      </main>
      ${beside ? html`${resizer({ app: this.app, edge: 'right', label: t('app.resizeRight') })}${place?.exerciseCode(this.app, inspector, () => this.requestUpdate()) ?? nothing}` : nothing}
      ${inspector && !beside ? html`
        ${narrow ? nothing : resizer({ app: this.app, edge: 'right', label: t('app.resizeRight') })}
        <aside class="inspector" id="region-inspector" aria-label=${t('app.regionInspector')} ?hidden=${narrow && tab !== 'graph'}>
          ${this.#width === 'phone' ? this.#grip() : nothing}
          ${customElements.get('st-inspector') === undefined ? nothing : html`<st-inspector .app=${this.app}></st-inspector>`}
        </aside>` : nothing}
      ${this.#width === 'phone' ? nothing : resizer({ app: this.app, edge: 'dock', label: t('app.resizeDock') })}
      ${this.#dock(this.#width !== 'phone' || tab === 'run')}
      ${this.#width === 'phone' ? html`<footer class="phone-bar"><st-scrubber .app=${this.app}></st-scrubber></footer>` : nothing}
      ${this.#notices()}
      ${this.#overlay()}
      <p class="sr" role="status" aria-live="polite" data-live></p>
    </div>`;
  }

  /** Language, density and theme stand at the root. Written again they would have the whole page styled anew, even with the same words. */
  #markRoot(): void {
    const { preferences, shownAs, document: { title } } = this.app.store.state;
    const root = document.documentElement;
    const wanted = { lang: currentLanguage(), 'data-density': preferences.compact ? 'compact' : 'comfortable', 'data-theme': shownAs.theme ?? preferences.theme };
    for (const [name, value] of Object.entries(wanted)) if (root.getAttribute(name) !== value) root.setAttribute(name, value);
    const words = `${short(title)} · ${t('app.name')}`;
    if (document.title !== words) document.title = words;
  }

  /** Where an exercise stands; its chunk is loaded when the first one is opened. */
  #exercisePlace(): typeof ExercisePlace | undefined {
    if (this.#place === undefined) {
      void import('./exercise-place.ts').then(
        (chunk) => {
          this.#place = chunk;
          this.requestUpdate();
        },
        () => this.app.partFailed(),
      );
    }
    return this.#place;
  }

  /** A phone's fourth tab while no exercise is open: the way to them. */
  #noExercise(hidden: boolean): TemplateResult {
    return html`<section class="left" id="region-exercise" role="main" aria-label=${t('tab.exercise')} ?hidden=${hidden}><div class="empty">${icon('flask')}<b>${t('learn.noneTitle')}</b><p>${t('learn.none')}</p>
      <div class="empty-ways"><button class="btn outlined" data-testid="learn" @click=${() => this.app.showOverlay('learn')}>${t('learn.choose')}</button></div></div></section>`;
  }

  /** A state that is in the text or in the history; a selection may outlive both. */
  #exists(state: string): boolean {
    const { analysis, run } = this.app.store.state;
    const states = analysis.good?.states ?? analysis.latest?.states ?? [];
    return run.index.visitsByState.has(state) || states.some((candidate) => candidate.name === state);
  }

  #narrowTabs(tab: NarrowTab, exercise: boolean): TemplateResult {
    const own: TabItem<NarrowTab> = { id: 'exercise', label: t('tab.exercise') };
    const items: TabItem<NarrowTab>[] =
      this.#width === 'phone'
        ? [{ id: 'graph', label: t('tab.graph') }, { id: 'code', label: t('tab.code') }, { id: 'run', label: t('tab.run') }, own]
        : [...(exercise ? [own] : []), { id: 'code', label: t('tab.code') }, { id: 'graph', label: t('tab.canvas') }];
    return html`<nav class="narrow-tabs" aria-label=${t('app.name')}>${tabs({ id: 'narrow', label: t('app.name'), items, active: tab, choose: (id) => this.app.showNarrow(id), panelId: (id) => PANEL_OF[id] })}</nav>`;
  }

  #dock(shown: boolean): TemplateResult {
    const { dockTab, run } = this.app.store.state;
    const panel = this.#shownDock.value;
    const problems = this.app.problems();
    const errors = problems.filter((problem) => problem.diagnostic.severity === 'error').length;
    const items: TabItem<DockTab>[] = [
      { id: 'timeline', label: t('tab.timeline') },
      { id: 'events', label: t('tab.events'), count: run.length || undefined },
      { id: 'table', label: t('tab.table') },
      { id: 'output', label: t('tab.output') },
      { id: 'runs', label: t('tab.runs'), count: this.app.store.state.past.length + Number(run.length > 0) || undefined },
      { id: 'problems', label: t('tab.problems'), count: problems.length, bad: errors > 0 },
    ];
    const warnings = problems.length - errors;
    return html`<section class="dock" id="region-dock" role=${this.#width === 'phone' ? 'main' : nothing} aria-label=${t('app.regionDock')} ?hidden=${!shown}>
      <div class="dock-head">
        ${customElements.get('st-overflow-tabs') === undefined
          ? tabs({ id: 'dock', label: t('app.regionDock'), items, active: dockTab, choose: (tab) => this.app.showDock(tab) })
          : html`<st-overflow-tabs class="dock-tabs" .prefixId=${'dock'} .label=${t('app.regionDock')} .more=${t('inspector.moreTabs')} .items=${items} .active=${dockTab} .choose=${(tab: DockTab) => this.app.showDock(tab)}></st-overflow-tabs>`}
        ${dockTab === 'problems' && errors > 0
          ? html`<span class="dock-note num">${t('problems.summary', { errors, warnings })}</span>`
          : this.#width === 'phone' ? nothing : html`<st-scrubber .app=${this.app}></st-scrubber>`}
      </div>
      <div class="dock-body" id="dock-panel-${panel}" role="tabpanel" aria-labelledby="dock-tab-${panel}">${this.#dockPanel(panel)}</div>
    </section>`;
  }

  #dockPanel(tab: DockTab): TemplateResult | typeof nothing {
    if (tab !== 'timeline' && !this.#late) {
      void this.#loadLate();
      return nothing;
    }
    switch (tab) {
      case 'timeline':
        return customElements.get('st-timeline') === undefined ? nothing : html`<st-timeline .app=${this.app}></st-timeline>`;
      case 'events':
        return html`<st-events .app=${this.app}></st-events>`;
      case 'table':
        return html`<st-table .app=${this.app}></st-table>`;
      case 'output':
        return html`<st-output .app=${this.app}></st-output>`;
      case 'runs':
        return html`<st-runs .app=${this.app}></st-runs>`;
      case 'problems':
        return html`<st-problems .app=${this.app}></st-problems>`;
    }
  }

  /** The sheet's handle: a press goes to the next height, a drag to where it is let go. */
  #grip(): TemplateResult {
    const order = ['handle', 'half', 'full'] as const;
    const press = (): void => {
      this.#sheet = order[(order.indexOf(this.#sheet) + 1) % order.length] ?? 'half';
      this.requestUpdate();
    };
    const drag = (event: PointerEvent): void => {
      const from = event.clientY;
      window.addEventListener('pointerup', (up) => {
        const by = up.clientY - from;
        if (Math.abs(by) < 12) return;
        const at = order.indexOf(this.#sheet) + (by < 0 ? 1 : -1);
        this.#sheet = order[Math.max(0, Math.min(order.length - 1, at))] ?? 'half';
        this.requestUpdate();
      }, { once: true });
    };
    return html`<button class="grip" aria-label=${t('app.sheet', { height: t(`app.sheet.${this.#sheet}`) })} @click=${press} @pointerdown=${drag}><i></i></button>`;
  }

  #notices(): TemplateResult {
    const { notices, engine } = this.app.store.state;
    return html`<div class="notices" role="status">
      ${notices.map((notice) => html`<div class="notice ${notice.kind}" data-testid="notice" data-notice=${notice.id}>
        <span class=${notice.kind === 'error' ? 'word-fa' : 'word-ip'}>${icon(notice.kind === 'error' ? 'problem' : 'info')}</span><div class="says"><span>${short(notice.text, 1_000)}</span>
        <div class="acts">${notice.actions.map((action) => html`<button class="link" @click=${() => { this.app.dismiss(notice.id); action.act(); }}>${action.label}</button>`)}</div></div>
        <button class="btn icon-only small" aria-label=${t('app.dismiss')} @click=${() => this.app.dismiss(notice.id)}>${icon('cross', 14)}</button></div>`)}
      <span class="sr" data-testid="engine" data-engine=${engine}></span>
    </div>`;
  }

  #actions(): PageActions {
    return {
      showKeys: () => this.app.showOverlay('keys'),
      graph: () => {
        const graph = this.querySelector('st-graph');
        return graph ?? undefined;
      },
    };
  }

  #overlay(): TemplateResult | typeof nothing {
    const { overlay } = this.app.store.state;
    if (overlay === undefined) return nothing;
    const draw = this.#overlays.get(overlay.name);
    if (draw !== undefined) return draw(this.app, () => this.app.closeOverlay(), overlay.argument);
    OVERLAYS[overlay.name]().then(
      (chunk) => {
        this.#overlays.set(overlay.name, chunk.overlay);
        this.requestUpdate();
      },
      () => {
        this.app.closeOverlay();
        this.app.partFailed();
      },
    );
    return nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'st-graph': GraphElement;
  }
}

customElements.define('st-app', AppElement);
