/** The head of the Mocks tab, and its form: what each state answers; recording, files of Step Functions Local, and S3. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { t } from '../../i18n/t.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import { formatJson } from '../../shared/json-lines.ts';
import { asJson, asTyped } from '../inspector/state-text.ts';
import type { App } from '../../store/app.ts';
import { MAX_FILE } from '../../import/file-text.ts';
import { casesOfFile, fileOfCases } from '../../store/mock-files.ts';
import { saveFile } from '../shell/downloads.ts';
import { type AnswerKind, isText, type MockEntry, NEW_ENTRY, type Option, OPTIONS, problemOf, readMocks, type StateMocks, withEntries } from './entries.ts';
import { statesWithoutMock, withMock } from './model.ts';
import './mocks.css';
import { short } from '../../shared/short.ts';

const KINDS: readonly AnswerKind[] = ['return', 'throw', 'never'];

export class MocksElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #form = false;
  #s3 = false;
  #problem = '';
  /** What was typed and cannot be taken yet, by state, answer and part. */
  readonly #typed = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document, state.analysis, state.run.length, state.selection.state]);
  }

  protected override render(): TemplateResult {
    this.dataset['mode'] = this.#s3 ? 's3' : this.#form ? 'form' : 'json';
    return html`${this.#head()}${this.#s3 ? this.#s3Form() : this.#form ? this.#forms() : nothing}`;
  }

  /** Opens the form at a state. */
  showForm(): void {
    this.#form = true;
    this.#s3 = false;
    this.requestUpdate();
  }

  #head(): TemplateResult {
    const { document, analysis, run } = this.app.store.state;
    const missing = statesWithoutMock(document.mocks, analysis.latest?.states ?? []);
    const hasReader = document.definition.includes('ItemReader') || document.s3 !== undefined;
    const mode = (id: 'json' | 'form' | 's3', words: string): TemplateResult =>
      html`<button data-testid="mocks-${id}" aria-pressed=${this.dataset['mode'] === id ? 'true' : 'false'} @click=${() => { this.#s3 = id === 's3'; this.#form = id === 'form'; this.requestUpdate(); }}>${words}</button>`;
    return html`<div class="mocks-head">
      <div class="mocks-tools"><span class="seg" role="group" aria-label=${t('mocks.view')}>${mode('json', 'JSON')}${mode('form', t('mocks.form'))}${hasReader ? mode('s3', 'S3') : nothing}</span><span class="grow"></span>
        <button class="btn icon-only small" data-testid="record-mocks" ?disabled=${run.length === 0} aria-label=${t('mocks.record')} title=${t('mocks.record')} @click=${() => void this.record()}>${icon('ring', 14)}</button>
        <button class="btn icon-only small" data-testid="import-mocks" aria-label=${t('mocks.import')} title=${t('mocks.import')} @click=${() => this.askForFile()}>${icon('upload', 14)}</button>
        <button class="btn icon-only small" data-testid="export-mocks" aria-label=${t('mocks.export')} title=${t('mocks.export')} @click=${() => void this.export()}>${icon('download', 14)}</button>
        <input type="file" hidden accept=".json,application/json" data-testid="mocks-file" @change=${(event: Event) => void this.#file(event)} /></div>
      ${this.#problem === '' ? html`<p>${t('mocks.intro')}</p>` : html`<p class="word-fa" role="alert" data-testid="mocks-problem">${this.#problem}</p>`}
      ${missing.length === 0 ? nothing : html`<div class="mocks-add">${missing.slice(0, 12).map(
        (state) => html`<button class="chip" title=${t('mocks.addFor', { state })} data-testid="add-mock" data-state=${state} @click=${() => void this.#add(state)}>${icon('plus', 12)}${short(state)}</button>`,
      )}${missing.length > 12 ? html`<span class="num">+${missing.length - 12}</span>` : nothing}</div>`}
    </div>`;
  }

  #forms(): TemplateResult {
    const { document } = this.app.store.state;
    const mocks = readMocks(document.mocks);
    if (mocks === undefined) return html`<p class="mocks-note">${t('mocks.broken')}</p>`;
    if (mocks.length === 0) return html`<p class="mocks-note">${t('mocks.empty')}</p>`;
    return html`<div class="mocks-form" data-testid="mocks-form">${mocks.map((found) => this.#state(found))}</div>`;
  }

  #state({ state, entries }: StateMocks): TemplateResult {
    const set = (next: readonly MockEntry[]): void => this.#set(state, next);
    return html`<section class="mock-state" data-testid="mock-state" data-state=${state}>
      <h3><button class="ellipsis" @click=${() => this.app.select(state)}>${short(state)}</button><span class="grow"></span>
        <button class="btn icon-only small" aria-label=${t('mocks.addAnswer', { state })} title=${t('mocks.addAnswer', { state })} data-testid="add-answer" @click=${() => set([...entries, entries.at(-1) ?? NEW_ENTRY])}>${icon('plus', 14)}</button>
        <button class="btn icon-only small" aria-label=${t('mocks.removeState', { state })} title=${t('mocks.removeState', { state })} @click=${() => set([])}>${icon('trash', 14)}</button></h3>
      <ol>${entries.map((entry, at) => this.#entry(state, entries, entry, at))}</ol>
      ${entries.length > 1 ? html`<p class="soft">${t('mocks.lastRepeats')}</p>` : nothing}
    </section>`;
  }

  #entry(state: string, entries: readonly MockEntry[], entry: MockEntry, at: number): TemplateResult {
    const change = (part: Partial<MockEntry>): void => this.#set(state, entries.map((other, k) => (k === at ? { ...other, ...part } : other)));
    const unused = OPTIONS.filter((name) => entry[name] === undefined);
    return html`<li class="mock-entry" data-testid="mock-entry">
      <div class="mock-row"><span class="num soft">${at + 1}</span>
        <span class="seg" role="group" aria-label=${t('mocks.kind')}>${KINDS.map((kind) => html`<button data-testid="kind-${kind}" aria-pressed=${entry.kind === kind ? 'true' : 'false'} @click=${() => change({ kind })}>${t(`mocks.kind.${kind}`)}</button>`)}</span>
        <span class="grow"></span>
        ${unused.length === 0 ? nothing : html`<select class="input mock-more" aria-label=${t('mocks.more')} data-testid="mock-more" @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement && event.target.value !== '') { change({ [event.target.value]: startOf(event.target.value) }); event.target.value = ''; } }}><option value="">${t('mocks.more')}</option>${unused.map((name) => html`<option value=${name}>${t(`mocks.option.${name}`)}</option>`)}</select>`}
        ${entries.length > 1 ? html`<button class="btn icon-only small" aria-label=${t('mocks.removeAnswer', { k: at + 1 })} @click=${() => this.#set(state, entries.filter((_, k) => k !== at))}>${icon('cross', 14)}</button>` : nothing}</div>
      ${entry.kind === 'return' ? this.#field(state, at, 'result', entry.result, t('mocks.kind.return'), (result) => change({ result })) : nothing}
      ${entry.kind === 'throw' ? html`<div class="mock-pair">${this.#plain(`${state}-${at}-error`, t('token.error'), entry.error, (error) => change({ error }))}${this.#plain(`${state}-${at}-cause`, t('token.cause'), entry.cause, (cause) => change({ cause }))}</div>` : nothing}
      ${OPTIONS.map((name) => {
        const value = entry[name];
        return value === undefined ? nothing : html`<div class="mock-option">${this.#field(state, at, name, value, t(`mocks.option.${name}`), (json) => change({ [name]: json }))}
          <button class="btn icon-only small" aria-label=${t('mocks.removeOption', { name: t(`mocks.option.${name}`) })} @click=${() => change({ [name]: undefined })}>${icon('cross', 14)}</button></div>`;
      })}
    </li>`;
  }

  /** A part that is JSON; what cannot be taken stays in the field and says why. */
  #field(state: string, at: number, name: Option | 'result', json: string, label: string, take: (json: string) => void): TemplateResult {
    const key = `${state} ${at} ${name}`;
    const oneLine = name !== 'result' && name !== 'submitted';
    const typed = this.#typed.get(key) ?? (isText(name) ? asTyped(json) : oneLine ? json : formatJson(json));
    const read = (text: string): string => (name === 'calls' ? JSON.stringify(text) : name === 'when' ? (asJson(text) ?? '""') : text);
    const problem = problemOf(name, read(typed));
    const onInput = (event: Event): void => {
      if (!(event.target instanceof HTMLInputElement) && !(event.target instanceof HTMLTextAreaElement)) return;
      const { value } = event.target;
      this.#typed.set(key, value);
      if (problemOf(name, read(value)) === undefined) take(read(value));
      this.requestUpdate();
    };
    const done = (): void => { if (problem === undefined) this.#typed.delete(key); };
    const id = `mock-${state}-${at}-${name}`;
    const rows = Math.min(10, Math.max(2, typed.split('\n').length));
    return html`<div class="field"><label for=${id}>${label}</label>${oneLine ? html`<input class="input" id=${id} data-testid="mock-${name}" .value=${typed} aria-invalid=${problem === undefined ? 'false' : 'true'} @input=${onInput} @change=${done} />` : html`<textarea class="input" id=${id} rows=${rows} spellcheck="false" data-testid="mock-${name}" .value=${typed} aria-invalid=${problem === undefined ? 'false' : 'true'} @input=${onInput} @change=${done}></textarea>`}
      ${problem === undefined ? nothing : html`<p class="word-fa">${t(`mocks.problem.${problem}`)}</p>`}</div>`;
  }

  #plain(id: string, label: string, value: string, take: (text: string) => void): TemplateResult {
    return html`<div class="field"><label for="mock-${id}">${label}</label><input class="input" id="mock-${id}" .value=${value} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) take(event.target.value); }} /></div>`;
  }

  #s3Form(): TemplateResult {
    const { document, run } = this.app.store.state;
    const bad = document.s3 !== undefined && document.s3.trim() !== '' && !isRecord(parseJson(document.s3));
    return html`<div class="mocks-form"><p class="soft">${t('mocks.s3Help')}</p>
      <div class="field"><label for="mocks-s3">${t('mocks.s3')}</label><textarea class="input" id="mocks-s3" rows="12" spellcheck="false" data-testid="mocks-s3-text" .value=${document.s3 ?? ''} @input=${(event: Event) => { if (event.target instanceof HTMLTextAreaElement) this.app.documents.change({ s3: event.target.value }); }}></textarea>
        ${bad ? html`<p class="word-fa">${t('mocks.problem.json')}</p>` : nothing}</div>
      <div><button class="btn small outlined" data-testid="s3-from-run" ?disabled=${run.length === 0} @click=${() => void this.#s3FromRun()}>${icon('ring', 14)}${t('mocks.s3FromRun')}</button></div></div>`;
  }

  #set(state: string, entries: readonly MockEntry[]): void {
    this.app.documents.change({ mocks: withEntries(this.app.store.state.document.mocks, state, entries) });
  }

  async #add(state: string): Promise<void> {
    const { document } = this.app.store.state;
    const sample = await this.app.client.call('sampleMock', { definition: document.definition, state }).catch(() => undefined);
    this.app.documents.change({ mocks: withMock(this.app.store.state.document.mocks, state, sample ?? '{}') });
  }

  /** The answers of the run become the mocks; those of states that did not run stay. */
  /** Lets the person choose a file of mocks. */
  askForFile(): void {
    this.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  async record(): Promise<void> {
    const { run, document } = this.app.store.state;
    const text = await this.app.client.call('report', { run: run.number, kind: 'mocks' }).catch(() => '');
    const recorded = parseJson(text);
    if (!isRecord(recorded)) {
      this.#say(t('mocks.recordNone'));
      return;
    }
    let mocks = document.mocks;
    for (const { state, entries } of readMocks(text) ?? []) mocks = withEntries(mocks, state, entries);
    this.app.documents.change({ mocks });
    this.#say('');
  }

  async #s3FromRun(): Promise<void> {
    const text = await this.app.client.call('report', { run: this.app.store.state.run.number, kind: 's3' }).catch(() => '');
    if (isRecord(parseJson(text))) this.app.documents.change({ s3: formatJson(text) });
  }

  async #file(event: Event): Promise<void> {
    const input = event.target;
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    if (file === undefined) return;
    if (file.size > MAX_FILE) this.#say(t('import.tooLarge', { name: file.name }));
    else await this.importText(await file.text());
    if (input instanceof HTMLInputElement) input.value = '';
  }

  /** A MockConfigFile gives one test case for each of its own; anything else that reads as mocks replaces the mocks. */
  async importText(text: string): Promise<void> {
    const { cases, problem } = await casesOfFile(this.app.client, text, this.app.store.state);
    const chosen = cases[0];
    if (chosen !== undefined) {
      this.app.documents.change({ cases, caseName: chosen.name, mocks: chosen.mocks });
      this.#say(problem);
      return;
    }
    const readable = (readMocks(text)?.length ?? 0) > 0;
    if (readable) this.app.documents.change({ mocks: text });
    this.#say(readable ? '' : problem === '' ? t('mocks.importNone') : problem);
  }

  /** MockConfigFile.json of Step Functions Local, with all test cases. */
  async export(): Promise<void> {
    const { text, problem } = await fileOfCases(this.app.client, this.app.store.state.document);
    this.#say(problem);
    if (text !== '') saveFile(new Blob([text], { type: 'application/json' }), 'MockConfigFile.json');
  }

  #say(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
  }
}

function startOf(name: string): string {
  return name === 'submitted' ? '{}' : name === 'when' ? '"{% true %}"' : name === 'calls' ? '"0"' : name === 'index' ? '0' : '1';
}

customElements.define('st-mocks', MocksElement);
