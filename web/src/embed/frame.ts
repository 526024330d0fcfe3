/** The page inside an embed: the page's own elements in a small arrangement, driven by the link or by messages. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../elements/light-element.ts';
import { icon, STATUS_ICON } from '../elements/icons.ts';
import { measureNames } from '../elements/measure.ts';
import { tabs } from '../elements/tabs.ts';
import { formatDuration } from '../i18n/format.ts';
import { t } from '../i18n/t.ts';
import { STATUS_TOKEN } from '../run/status.ts';
import { bakeSvg } from '../share/bake.ts';
import { readLink } from '../share/read-link.ts';
import { ALL, documentOf, sceneOf } from '../share/scene.ts';
import { App } from '../store/app.ts';
import { EMPTY_DOCUMENT, isExercise, noRun } from '../store/state.ts';
import { resultOf } from '../views/output/model.ts';
import { parseRoute } from '../routes/route.ts';
import '../views/graph/graph.ts';
import '../views/output/output.ts';
import '../views/scrubber/scrubber.ts';
import type * as ExerciseInEmbed from '../views/exercise/in-embed.ts';
import { type Command, envelope, type Look, type Panel, PANELS, readCommand, readLook, type Report, STYLE_TOKENS } from './messages.ts';
import { createWorker } from './shared-worker.ts';
import { calm, short } from '../shared/short.ts';

const HEAD_AND_FOOT = 88;

class EmbedElement extends LightElement {
  static override properties = { look: { attribute: false } };
  declare look: Look;
  readonly app: App = app;
  failure = '';
  #ownHost = '';
  #exercise: typeof ExerciseInEmbed | undefined;
  #panel: Panel | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.look = readLook(undefined);
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.document, state.analysis, state.engine, state.selection]);
    // The wheel belongs to the page around: only with Ctrl it is the graph's.
    this.addEventListener('wheel', (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true, passive: true });
  }

  protected override render(): TemplateResult {
    const { app, look } = this;
    const { document: work, run, engine } = app.store.state;
    const result = resultOf(run.state, run.index, run.phase);
    const blocked = app.blocked() || engine !== 'ready';
    const has = (panel: Look['panels'][number]): boolean => look.panels.includes(panel);
    return html`<div class="embed">
      <header><b class="ellipsis">${short(work.title)}</b><span class="grow"></span>
        <button class="btn icon-only" aria-label=${t('graph.fit')} title=${t('graph.fit')} @click=${() => this.querySelector('st-graph')?.fit()}>${icon('fit')}</button>
        <button class="btn" data-testid="embed-open" aria-label=${t('embed.open')} title=${t('embed.open')} @click=${() => void this.#open()}>${icon('share', 14)}<span class="embed-word">${t('embed.open')}</span></button>
        ${look.controls ? html`<button class="btn primary" data-testid="embed-run" aria-disabled=${blocked ? 'true' : 'false'} @click=${() => { if (!blocked) void app.execution.run(); }}>${icon('play', 14)}${t('header.run')}</button>` : nothing}</header>
      <main>
        ${this.failure === '' ? nothing : html`<p class="embed-failure word-fa" role="alert" data-testid="embed-failure">${this.failure}</p>`}
        ${this.#panels(has)}
      </main>
      ${look.controls ? html`<footer><st-scrubber .app=${app} compact></st-scrubber>
        ${result === undefined ? nothing : html`<span class="chip ${STATUS_TOKEN[result.status]}" data-testid="embed-status" data-status=${result.status}>${icon(STATUS_ICON[result.status], 12)}${t(`status.${result.status}`)}</span><span class="soft num">${formatDuration(result.durationMs)}</span>`}</footer>` : nothing}
    </div>`;
  }

  #panels(has: (panel: Look['panels'][number]) => boolean): TemplateResult {
    const { app } = this;
    const { document: work, run } = app.store.state;
    if (this.#exercise !== undefined && isExercise(work)) return this.#exercise.exerciseInEmbed(app);
    const graph = has('graph') ? html`<st-graph .app=${app}></st-graph><span class="embed-hint" aria-hidden="true">${t('embed.wheel')}</span>` : nothing;
    const lower = PANELS.filter((panel) => panel !== 'graph' && has(panel));
    if (has('graph') && lower.every((panel) => panel === 'output')) {
      return html`${graph}${has('output') && run.length > 0 ? html`<details class="embed-output"><summary>${t('output.title')}</summary><st-output .app=${app}></st-output></details>` : nothing}`;
    }
    return html`${graph}${this.#lower(lower, has('graph'))}`;
  }

  /** All panels but the graph, one at a time: a row of tabs where there are several. */
  #lower(panels: readonly Panel[], below: boolean): TemplateResult | typeof nothing {
    const active = panels.find((panel) => panel === this.#panel) ?? panels[0];
    if (active === undefined) return nothing;
    const label = (panel: Panel): string => (panel === 'data-flow' ? t('inspector.dataFlow') : t(`tab.${panel}`));
    const choose = (panel: Panel): void => {
      this.#panel = panel;
      this.requestUpdate();
    };
    const items = panels.map((id) => ({ id, label: label(id) }));
    return html`<section class="embed-lower ${below ? 'below' : ''}">
      ${panels.length > 1 ? tabs({ id: 'embed', label: this.app.store.state.document.title, items, active, choose }) : nothing}
      <div class="embed-panel" id="embed-panel-${active}" data-testid="embed-panel" data-panel=${active} role=${panels.length > 1 ? 'tabpanel' : 'region'} aria-label=${label(active)}>${this.#one(active)}</div>
    </section>`;
  }

  #one(panel: Panel): TemplateResult | typeof nothing {
    const { app } = this;
    switch (panel) {
      case 'code':
        return this.#text('definition', t('tab.code'));
      case 'input':
        return this.#text('input', t('tab.input'));
      case 'timeline':
        return customElements.get('st-timeline') === undefined ? nothing : html`<st-timeline .app=${app}></st-timeline>`;
      case 'data-flow':
        return customElements.get('st-inspector') === undefined ? nothing : html`<st-inspector .app=${app}></st-inspector>`;
      default:
        return html`<st-output .app=${app}></st-output>`;
    }
  }

  /** A text of the workflow, to read; to write where the page has said `readonly="false"`. Nothing is kept. */
  #text(part: 'definition' | 'input', label: string): TemplateResult {
    const text = this.app.store.state.document[part];
    if (this.look.readonly) return html`<pre class="embed-text mono" tabindex="0" aria-label=${label}>${calm(text)}</pre>`;
    const change = async (event: Event): Promise<void> => {
      if (!(event.target instanceof HTMLTextAreaElement)) return;
      this.app.documents.change(part === 'input' ? { input: event.target.value } : { definition: event.target.value });
      await this.app.analyzer.analyzeNow();
      this.report({ type: 'changed' });
    };
    return html`<textarea class="embed-text mono" spellcheck="false" aria-label=${label} data-testid="embed-${part}" .value=${text} @input=${(event: Event) => void change(event)}></textarea>`;
  }

  protected override updated(): void {
    const panels = this.look.panels;
    if (panels.includes('timeline')) this.#loadOnce('st-timeline', () => import('../views/timeline/timeline.ts'));
    if (panels.includes('data-flow')) this.#loadOnce('st-inspector', () => import('../views/inspector/inspector.ts'));
    const graph = this.app.store.state.analysis.good?.graph;
    if (graph !== undefined) this.report({ type: 'height', height: Math.ceil(graph.height) + HEAD_AND_FOOT + 160 });
  }

  /** Views that few embeds show are drawn once their code is here: an element that comes to life later has lost its app. */
  #loadOnce(name: string, load: () => Promise<unknown>): void {
    if (customElements.get(name) === undefined) void load().then(() => this.requestUpdate());
  }

  /** Opens the workflow as it stands in a tab of the playground. */
  async #open(): Promise<void> {
    const link = await this.#link();
    window.open(new URL(`./#/w/${link}`, window.location.href).href, '_blank', 'noopener');
  }

  #link(): Promise<string> {
    const { document: work, selection, cursor } = this.app.store.state;
    return this.app.client.call('encodeShareLink', { scene: sceneOf(work, ALL, { state: selection.state, cursor }), options: { keepFormatting: false, replacePrivate: false } });
  }

  /** Only the page that holds the embed hears, and only if it is known which one that is. */
  report(report: Report): void {
    if (this.#ownHost !== '' && window.parent !== window) window.parent.postMessage(envelope(report), this.#ownHost);
  }

  listen(host: string): void {
    this.#ownHost = host;
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent || event.origin !== host) return;
      const command = readCommand(event.data);
      if (command !== undefined) void this.obey(command);
    });
    let [number, length, state] = [-1, 0, undefined as string | undefined];
    let finished = false;
    this.app.store.subscribe(() => {
      const { run, selection } = this.app.store.state;
      if (run.number !== number && run.length > 0) {
        [number, length, finished] = [run.number, 0, false];
        this.report({ type: 'runStarted' });
      }
      if (run.number === number && run.length > length) {
        length = run.length;
        this.report({ type: 'event', count: length, last: run.index.events.at(-1)?.type ?? '' });
      }
      if (run.number === number && run.phase === 'finished' && !finished) {
        finished = true;
        this.report({ type: 'runFinished', status: run.state?.status ?? '', output: run.state?.output ?? '', error: run.state?.error ?? '' });
      }
      if (selection.state !== state) {
        state = selection.state;
        this.report({ type: 'selected', state: state ?? '' });
      }
    });
    this.report({ type: 'ready' });
  }

  async obey(command: Command): Promise<void> {
    const { app } = this;
    switch (command.type) {
      case 'load':
        await this.load(command);
        return;
      case 'look':
        await this.#showAs(command.look);
        return;
      case 'setInput':
      case 'setMocks':
        app.documents.change(command.type === 'setInput' ? { input: command.text } : { mocks: command.text });
        await app.analyzer.analyzeNow();
        this.report({ type: 'changed' });
        return;
      case 'run':
        if (!app.blocked()) await app.execution.run();
        return;
      case 'step':
        if (!app.blocked()) await app.execution.step();
        return;
      case 'seek':
        app.seek(command.cursor);
        return;
      case 'select':
        app.select(command.state);
        return;
      case 'getState': {
        const { document: work, cursor, run, selection } = app.store.state;
        this.report({ type: 'state', id: command.id, title: work.title, definition: work.definition, input: work.input, mocks: work.mocks, cursor, events: run.length, status: run.state?.status ?? '', output: run.state?.output ?? '', selected: selection.state ?? '' });
        return;
      }
      case 'export': {
        const graph = app.store.state.analysis.good?.graph;
        this.report({ type: 'exported', id: command.id, link: await this.#link(), svg: graph === undefined ? '' : bakeSvg(graph, app.store.state.document.title, () => 'ns') });
      }
    }
  }

  async load(command: Extract<Command, { type: 'load' }>): Promise<void> {
    const { app } = this;
    this.failure = '';
    if (command.exercise !== '') {
      await this.#openExercise(command.exercise);
      return;
    }
    let scene = { definition: command.definition, ...(command.input === '' ? {} : { input: command.input }), ...(command.mocks === '' ? {} : { mocks: command.mocks }), title: command.title };
    let shown: { state?: string; cursor?: number } = {};
    if (command.link !== undefined) {
      const read = await readLink(app.client, command.link);
      if (typeof read === 'string') {
        this.failure = read;
        this.requestUpdate();
        return;
      }
      scene = { ...read, title: read.title ?? command.title };
      shown = read;
    }
    const work = documentOf(scene, 'draft:embed', t('share.untitled'));
    app.execution.forget();
    app.analyzer.clear();
    // Nothing of the workflow before stays: its run is not this one's.
    app.store.update({ document: work, run: noRun(app.store.state.run.number + 1), past: [], cursor: 0, selection: { state: undefined, visit: undefined } });
    await app.analyzer.analyzeNow();
    if ((command.autorun || shown.cursor !== undefined) && !app.blocked()) {
      await app.execution.run();
      if (shown.cursor !== undefined) app.seek(shown.cursor);
    }
    // The data flow is that of a state: without any there would be nothing to see.
    const state = shown.state ?? (this.look.panels.includes('data-flow') ? app.store.state.analysis.good?.states[0]?.name : undefined);
    if (state !== undefined) app.select(state);
    this.report({ type: 'changed' });
  }

  /** An exercise instead of a workflow; every check is reported. */
  async #openExercise(id: string): Promise<void> {
    this.#exercise ??= await import('../views/exercise/in-embed.ts');
    const opened = await this.#exercise.openInEmbed(this.app, id, (result) => this.report({ type: 'exerciseResult', ...result }));
    if (!opened) this.failure = t('share.bad.damaged');
    this.requestUpdate();
    this.report({ type: 'changed' });
  }

  async #showAs(look: Look): Promise<void> {
    const { app } = this;
    const turned = (look.direction === 'LR') !== app.store.state.preferences.leftToRight;
    this.look = look;
    const root = document.documentElement;
    for (const [name, token] of Object.entries(STYLE_TOKENS)) {
      const value = look.style[name];
      if (value === undefined) root.style.removeProperty(token);
      else root.style.setProperty(token, value);
    }
    if (look.theme === 'auto') delete root.dataset['theme'];
    else root.dataset['theme'] = look.theme;
    app.store.update({ shownAs: { language: look.lang === 'auto' ? undefined : look.lang, theme: undefined } });
    await app.applyLanguage();
    root.lang = app.language();
    if (turned) {
      app.store.update({ preferences: { ...app.store.state.preferences, leftToRight: look.direction === 'LR' } });
      await app.analyzer.analyzeNow();
    }
  }
}

/** The page that holds us: as the element says, else as the browser says. */
function hostOrigin(): string {
  const given = new URLSearchParams(window.location.search).get('host') ?? document.referrer;
  try {
    const { origin } = new URL(given);
    return origin === 'null' ? '' : origin;
  } catch {
    return '';
  }
}

const app = new App({
  createWorker,
  // An embed keeps nothing in the reader's browser.
  storage: undefined,
  tab: 'embed',
  firstDocument: () => EMPTY_DOCUMENT,
  measureNames,
  touch: () => window.matchMedia('(pointer: coarse)').matches,
  languages: () => navigator.languages,
  now: () => Date.now(),
  nextFrame: (callback) => requestAnimationFrame(callback),
});

void app.applyLanguage().then(() => {
  customElements.define('st-embed', EmbedElement);
  const element = document.querySelector('st-embed');
  if (!(element instanceof EmbedElement)) return;
  const route = parseRoute(window.location.hash);
  if (route !== undefined && route !== 'bad' && route.kind === 'w') {
    void element.load({ type: 'load', link: route.data, definition: '', input: '', mocks: '', title: '', autorun: false, exercise: '' });
  }
  element.listen(hostOrigin());
});
