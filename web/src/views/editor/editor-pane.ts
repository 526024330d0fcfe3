/** The left pane: Code, Input, Mocks, Variables and Config as tabs. */
import { html, nothing, type TemplateResult } from 'lit';
import { AfterPaint } from '../../elements/after-paint.ts';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { tabs, type TabItem } from '../../elements/tabs.ts';
import { t } from '../../i18n/t.ts';
import type { DocumentPart, StateSummary } from '../../shared/protocol.ts';
import { formatJson } from '../../shared/json-lines.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { App } from '../../store/app.ts';
import type { LeftTab } from '../../store/state.ts';
import './format-menu.ts';
import { CodeEditorElement } from './code-editor.ts';
import type { EditorServices } from './code-mirror.ts';

const PART_OF_TAB: Readonly<Record<Exclude<LeftTab, 'config' | 'variables'>, DocumentPart>> = { code: 'definition', input: 'input', mocks: 'mocks' };

export class EditorPane extends LightElement {
  static override ownTask = 'first' as const;
  static override properties = { app: { attribute: false } };
  declare app: App;
  /** The panel that is shown: the tab is marked first. */
  readonly #shown = new AfterPaint(this, () => this.app.store.state.leftTab);

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document, state.analysis, state.leftTab, state.selection.state, state.preferences.dateLocale]);
    void customElements.whenDefined('st-overflow-tabs').then(() => this.requestUpdate());
    this.app.revealInEditor = (part, from, to, focus) => {
      void this.#shown.settled().then(() => this.#editor(part)?.reveal(from, to, focus));
    };
    this.app.renameInEditor = (state) => {
      const name = this.#nameOf(this.app.store.state.analysis.latest?.states.find((found) => found.name === state));
      if (name === undefined) return;
      this.app.showLeft('code');
      void this.#shown.settled().then(() => this.#editor('definition')?.rename(name));
    };
  }

  protected override render(): TemplateResult {
    const { leftTab } = this.app.store.state;
    const shown = this.#shown.value;
    return html`<div class="pane-head">
        ${customElements.get('st-overflow-tabs') === undefined
          ? html`${tabs({ id: 'left', label: t('app.regionCode'), items: this.#tabs(), active: leftTab, choose: (tab) => this.app.showLeft(tab) })}<span class="grow"></span>`
          : html`<st-overflow-tabs class="pane-tabs" .prefixId=${'left'} .label=${t('app.regionCode')} .more=${t('inspector.moreTabs')} .items=${this.#tabs()} .active=${leftTab} .choose=${(tab: LeftTab) => this.app.showLeft(tab)}></st-overflow-tabs>`}
        ${leftTab === 'code' ? html`<st-format-menu .written=${this.app.store.state.analysis.latest?.format ?? 'json'} .write=${this.write}></st-format-menu>` : nothing}
        ${leftTab === 'input' || leftTab === 'mocks' ? html`<button class="btn small soft-word" data-testid="format" @click=${() => this.#format(PART_OF_TAB[leftTab])}>${t('editor.format')}</button>` : nothing}
      </div>
      ${this.#panel('code', this.#codeEditor('definition', t('editor.codeLabel')))}
      ${this.#panel('input', html`${this.#inputHead(shown === 'input')}${this.#codeEditor('input', t('editor.inputLabel'))}`)}
      ${this.#panel('mocks', html`${this.#mocks(shown === 'mocks')}${this.#codeEditor('mocks', t('editor.mocksLabel'))}`)}
      ${this.#panel('variables', shown === 'variables' ? this.#variables() : nothing)}
      ${this.#panel('config', shown === 'config' ? this.#config() : nothing)}`;
  }

  /** What is said of the input comes when its tab is first shown. */
  #inputHead(shown: boolean): TemplateResult | typeof nothing {
    if (customElements.get('st-input-head') !== undefined) return html`<st-input-head .app=${this.app}></st-input-head>`;
    if (shown) void import('../input/input-head.ts').then(() => this.requestUpdate());
    return nothing;
  }

  /** Head and form of the mocks come when their tab is first shown. */
  #mocks(shown: boolean): TemplateResult | typeof nothing {
    if (customElements.get('st-mocks') !== undefined) return html`<st-mocks .app=${this.app}></st-mocks>`;
    if (shown) void import('../mocks/mocks.ts').then(() => this.requestUpdate());
    return nothing;
  }

  /** Writes the definition the other way, JSON as YAML or YAML as JSON, or as it is with even indentation. */
  readonly write = (as?: 'json' | 'yaml'): void => void this.#editor('definition')?.formatText(as);

  #tabs(): TabItem<LeftTab>[] {
    const { analysis, document } = this.app.store.state;
    const errors = (list: readonly { severity: string }[] | undefined): number => list?.filter((found) => found.severity === 'error').length ?? 0;
    const mocks = parseJson(document.mocks);
    const mockCount = isRecord(mocks) ? Object.keys(mocks).length : 0;
    const mockErrors = errors(analysis.mocksProblems);
    return [
      { id: 'code', label: t('tab.code'), count: errors(analysis.latest?.diagnostics) || undefined, bad: true },
      { id: 'input', label: t('tab.input'), count: errors(analysis.inputProblems) || undefined, bad: true },
      { id: 'mocks', label: t('tab.mocks'), count: mockErrors || mockCount || undefined, bad: mockErrors > 0 },
      { id: 'variables', label: t('tab.variables') },
      { id: 'config', label: t('tab.config') },
    ];
  }

  /** What variables hold comes when its tab is first shown. */
  #variables(): TemplateResult | typeof nothing {
    if (customElements.get('st-variables') !== undefined) return html`<st-variables .app=${this.app}></st-variables>`;
    void import('./variables-panel.ts').then(() => this.requestUpdate());
    return nothing;
  }

  #configForm: typeof import('./config-form.ts').configForm | undefined;

  /** The settings' form comes when its tab is first shown. */
  #config(): TemplateResult | typeof nothing {
    if (this.#configForm !== undefined) return this.#configForm(this.app, () => this.requestUpdate());
    void import('./config-form.ts').then(({ configForm }) => {
      this.#configForm = configForm;
      this.requestUpdate();
    });
    return nothing;
  }

  #panel(tab: LeftTab, content: unknown): TemplateResult {
    const active = this.#shown.value === tab;
    return html`<div class="pane-body" id="left-panel-${tab}" role="tabpanel" aria-labelledby="left-tab-${tab}" ?hidden=${!active}>${content}</div>`;
  }

  #codeEditor(part: DocumentPart, label: string): TemplateResult {
    const { document, analysis } = this.app.store.state;
    const problems = part === 'definition' ? (analysis.latest?.diagnostics ?? NONE) : part === 'input' ? analysis.inputProblems : analysis.mocksProblems;
    return html`<st-code-editor data-part=${part} data-testid="editor-${part}"
      .text=${document[part]} .problems=${problems} .label=${label} .hint=${part === 'definition' ? t('editor.empty') : ''}
      .marked=${part === 'definition' ? this.#marked() : undefined}
      .format=${part === 'definition' ? (analysis.latest?.format ?? 'json') : 'json'} .services=${part === 'definition' ? this.#services : undefined}
      .onText=${(text: string, replaced: boolean) => this.#afterPicture(() => this.#written(part, text, replaced))}
      .onFix=${(fix: Parameters<App['applyFix']>[1]) => this.app.applyFix(part, fix)}
      .onCaret=${part === 'definition' ? (offset: number) => this.#afterPicture(() => this.#selectAt(offset)) : undefined}></st-code-editor>`;
  }

  /** Another definition in place of all that stood there brings the input that it reads, where none was given. */
  #written(part: DocumentPart, text: string, replaced: boolean): void {
    const { document } = this.app.store.state;
    this.app.analyzer.together();
    this.app.documents.change({ [part]: text });
    if (part === 'definition' && replaced) this.app.analyzer.besides(import('../../store/sample-input.ts').then(({ follow }) => follow(this.app, document)).catch(() => undefined));
  }

  #marked(): { from: number; to: number } | undefined {
    const { analysis, selection } = this.app.store.state;
    const states = analysis.latest?.states ?? [];
    const found = states.find((state) => state.name === selection.state);
    return found === undefined ? undefined : this.#sameRange(found.from, found.to);
  }

  /** The engine's help for the definition. */
  readonly #services: EditorServices = {
    complete: (text, offset) => this.app.client.call('complete', { text, offset }),
    hover: (text, offset) => this.app.client.call('hover', { text, offset }),
    signature: (text, offset) => this.app.client.call('signature', { text, offset }),
    stateUses: (text, offset) => this.app.client.call('stateUses', { text, offset }),
    renameState: (text, offset, newName) => this.app.client.call('renameState', { text, offset, newName }),
    format: async (text, format) => {
      const { writtenAs } = await import('../../shared/written-as.ts');
      const written = await writtenAs(this.app.client, text, format);
      if (written === undefined) this.app.notify('format', 'info', t('app.notFormatted'), [{ label: t('app.showProblem'), act: () => this.app.showProblem(0) }]);
      else this.app.dismiss('format');
      return written;
    },
    stateAround: (offset) => this.#nameOf(this.#stateAt(offset)),
    renamed: (from, to) => void this.#renameMocks(from, to),
  };

  async #renameMocks(from: string, to: string): Promise<void> {
    const { renameInMocks } = await import('./rename-mocks.ts');
    const { mocks } = this.app.store.state.document;
    const edit = renameInMocks(mocks, from, to);
    if (edit !== undefined) this.app.documents.change({ mocks: `${mocks.slice(0, edit.from)}${edit.insert}${mocks.slice(edit.to)}` });
  }

  #range: { from: number; to: number } | undefined;

  /** The same object for the same range, so that the editor is not told twice. */
  #sameRange(from: number, to: number): { from: number; to: number } {
    if (this.#range?.from !== from || this.#range.to !== to) this.#range = { from, to };
    return this.#range;
  }

  /** Does at once what a key in the editor asks for, but lets others draw it only when the picture with the letter is out. */
  #afterPicture(act: () => void): void {
    const release = this.app.store.hold(NO_PICTURE_MS);
    act();
    requestAnimationFrame(() => setTimeout(release));
  }

  /** The caret in a state's text selects it everywhere. */
  #selectAt(offset: number): void {
    const innermost = this.#stateAt(offset);
    if (innermost !== undefined && innermost.name !== this.app.store.state.selection.state) this.app.select(innermost.name);
  }

  /** The innermost state in whose text a place is. */
  #stateAt(offset: number): StateSummary | undefined {
    const inside = (this.app.store.state.analysis.latest?.states ?? []).filter((state) => state.from <= offset && offset <= state.to);
    return inside.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
  }

  /** Where a state's name stands, behind its quote if it has one. */
  #nameOf(state: StateSummary | undefined): number | undefined {
    return state === undefined ? undefined : state.from + Number(this.app.store.state.document.definition[state.from] === '"');
  }

  #format(part: DocumentPart): void {
    const { document } = this.app.store.state;
    // Only valid text: formatting must not lose a comment or what is half typed.
    if (parseJson(document[part]) !== undefined) this.app.documents.change({ [part]: formatJson(document[part]) });
  }

  #editor(part: DocumentPart): CodeEditorElement | undefined {
    const found = this.querySelector(`st-code-editor[data-part="${part}"]`);
    return found instanceof CodeEditorElement ? found : undefined;
  }
}

const NONE: readonly never[] = [];
/** A page that lies behind others paints nothing. */
const NO_PICTURE_MS = 100;

customElements.define('st-editor-pane', EditorPane);
