/** The expression bench: JSONPath, intrinsic functions and JSONata against what the selected state sees, on every key. */
import { parse as parseLoose } from 'jsonc-parser';
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import { isRecord, parseJson, stringOr } from '../../shared/guard.ts';
import { formatJson } from '../../shared/json-lines.ts';
import type { Inspection, StateSummary } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import type { Overlay } from '../shell/overlays.ts';
import { type FieldTexts, fieldTexts } from '../inspector/state-text.ts';
import { benchScope, type ExpressionKind, type ExpressionTarget, expressionTargets, fieldValue, startText } from './model.ts';
import './bench.css';
import '../shell/dialogs.css';
import { calm } from '../../shared/short.ts';

const KINDS: readonly ExpressionKind[] = ['jsonpath', 'intrinsic', 'jsonata'];

export class BenchElement extends LightElement {
  static override properties = { app: { attribute: false }, state: { attribute: false }, inspection: { attribute: false }, close: { attribute: false } };
  declare app: App;
  declare state: string;
  declare inspection: Inspection | undefined;
  declare close: () => void;

  #kind: ExpressionKind = 'jsonpath';
  #texts = { text: '', input: '{}', context: '', variables: '{}', result: '' };
  #field = '';
  /** How the definition is read; undefined until that is known. */
  #fieldTexts: FieldTexts | undefined;
  #answer: { value?: string; error?: string } = {};
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const summary = this.#summary();
    const { run } = this.app.store.state;
    this.#kind = summary?.queryLanguage === 'JSONata' ? 'jsonata' : 'jsonpath';
    this.#texts = { ...benchScope(this.inspection, run.index, this.state, run.texts?.config.name ?? 'run-1'), text: startText(this.#kind) };
    void fieldTexts(this.app.store.state.analysis.latest?.format ?? 'json').then((texts) => {
      this.#fieldTexts = texts;
      this.requestUpdate();
    });
    void this.#evaluate();
  }

  protected override render(): TemplateResult {
    const jsonata = this.#kind === 'jsonata';
    const targets = this.#targets();
    const chosen = targets.find((target) => target.label === this.#field) ?? targets[0];
    return html`<div class="bench-body">
      <section>
        <div class="seg" role="group" aria-label=${t('bench.language')}>${KINDS.map((kind) => html`<button data-testid="bench-${kind}" aria-pressed=${kind === this.#kind ? 'true' : 'false'} @click=${() => this.#choose(kind)}>${t(`bench.${kind}`)}</button>`)}</div>
        ${this.#area('text', t('bench.expression'), 'short')}
        ${this.#area('input', jsonata ? '$states.input' : '$', 'tall')}
        ${this.#area('variables', t('inspector.variables'), 'short')}
        ${this.#area('context', jsonata ? '$states.context' : '$$', 'short')}
        ${jsonata ? this.#area('result', '$states.result', 'short') : nothing}
      </section>
      <section class="bench-result" aria-live="polite">
        <h3>${t('bench.result')}</h3>
        ${this.#answer.error !== undefined ? html`<div class="bench-error" data-testid="bench-error">${calm(this.#answer.error)}</div>` : html`<st-json data-testid="bench-value" .value=${this.#answer.value ?? ''} .label=${t('bench.result')}></st-json>`}
      </section>
    </div>
    <footer class="bench-foot">
      ${targets.length === 0 ? html`<span class="soft">${t('bench.noField')}</span>` : html`
        <select class="input" aria-label=${t('bench.field')} data-testid="bench-field" @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) this.#field = event.target.value; this.requestUpdate(); }}>${targets.map(({ label }) => html`<option ?selected=${label === chosen?.label}>${label}</option>`)}</select>
        <button class="btn outlined" data-testid="bench-insert" ?disabled=${this.#texts.text.trim() === ''} @click=${() => this.#insert(chosen)}>${icon('code', 14)}${t('bench.insert', { state: this.state })}</button>`}
      <span class="grow"></span>
      <button class="btn" @click=${() => void navigator.clipboard.writeText(this.#answer.value ?? this.#answer.error ?? '').catch(() => undefined)}>${icon('copy', 14)}${t('inspector.copy')}</button>
    </footer>`;
  }

  #area(name: keyof typeof this.texts, label: string, size: string): TemplateResult {
    const id = `bench-${name}`;
    return html`<div class="field"><label for=${id}>${label}</label><textarea class="input ${size}" id=${id} data-testid="bench-input-${name}" spellcheck="false" .value=${this.#texts[name]} @input=${(event: Event) => this.#typed(name, event)}></textarea></div>`;
  }

  /** For the type of a field's name alone. */
  protected get texts(): { text: string; input: string; context: string; variables: string; result: string } {
    return this.#texts;
  }

  #summary(): StateSummary | undefined {
    return this.app.store.state.analysis.latest?.states.find((state) => state.name === this.state);
  }

  #targets(): readonly ExpressionTarget[] {
    const summary = this.#summary();
    const state = summary === undefined ? undefined : this.#fieldTexts?.text(this.app.store.state.document.definition, summary, []);
    return summary === undefined || state === undefined ? [] : expressionTargets(parseLoose(state), summary.queryLanguage, this.#kind);
  }

  #choose(kind: ExpressionKind): void {
    if (this.#texts.text === startText(this.#kind)) this.#texts.text = startText(kind);
    this.#kind = kind;
    void this.#evaluate();
  }

  #typed(name: keyof typeof this.texts, event: Event): void {
    if (event.target instanceof HTMLTextAreaElement) this.#texts = { ...this.#texts, [name]: event.target.value };
    void this.#evaluate();
  }

  async #evaluate(): Promise<void> {
    const number = ++this.#asked;
    this.requestUpdate();
    const answer = await this.app.client.call('evaluateExpression', { request: JSON.stringify({ kind: this.#kind, ...this.#texts }) }).catch((error: unknown) => JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    if (number !== this.#asked) return;
    const found = parseJson(answer);
    this.#answer = isRecord(found) && typeof found['error'] === 'string' ? { error: found['error'] } : { value: formatJson(stringOr(isRecord(found) ? found['value'] : '', '')) };
    this.requestUpdate();
  }

  #insert(target: ExpressionTarget | undefined): void {
    const summary = this.#summary();
    if (summary === undefined || target === undefined || this.#fieldTexts === undefined) return;
    const { definition } = this.app.store.state.document;
    const value = fieldValue(this.#kind, this.#texts.text);
    const text = target.wrap === undefined ? value : `{ ${JSON.stringify(target.wrap)}: ${value} }`;
    this.app.documents.change({ definition: this.#fieldTexts.with(definition, summary, target.path, text) });
    this.close();
  }
}

customElements.define('st-bench', BenchElement);

/** Argument: `{ state, inspection }`. */
export const overlay: Overlay = (app, close, argument) => {
  const { state, inspection } = isRecord(argument) ? argument : {};
  return html`<dialog class="dialog bench-dialog" aria-labelledby="bench-title" data-testid="bench-dialog" ${modal(close)}>
    <header><h2 id="bench-title">${t('bench.title', { state: stringOr(state, '') })}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <st-bench .app=${app} .state=${stringOr(state, '')} .inspection=${inspection} .close=${close}></st-bench>
  </dialog>`;
};
