/** "Test this state": TestState with typed input, variables and answer; the result can become a mock. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement } from '../../elements/light-element.ts';
import { icon, type IconName } from '../../elements/icons.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import { isRecord, stringOr } from '../../shared/guard.ts';
import { formatJson } from '../../shared/json-lines.ts';
import type { App } from '../../store/app.ts';
import { withFailure, withMock } from '../mocks/model.ts';
import type { Overlay } from '../shell/overlays.ts';
import { readTestAnswer, type TestAnswer, variablesText } from './model.ts';
import './bench.css';
import '../shell/dialogs.css';
import { calm, short } from '../../shared/short.ts';

type Level = 'INFO' | 'DEBUG' | 'TRACE';
type Answer = 'sample' | 'result' | 'error';
const LEVELS: readonly Level[] = ['INFO', 'DEBUG', 'TRACE'];
const SIGNS: Readonly<Record<string, { icon: IconName; token: string }>> = {
  SUCCEEDED: { icon: 'check', token: 'ok' },
  CAUGHT_ERROR: { icon: 'bolt', token: 'ca' },
  RETRIABLE: { icon: 'retry', token: 'rt' },
  FAILED: { icon: 'cross', token: 'fa' },
};

export class TestStateElement extends LightElement {
  static override properties = { app: { attribute: false }, state: { attribute: false }, input: { attribute: false }, variables: { attribute: false } };
  declare app: App;
  declare state: string;
  declare input: string;
  declare variables: string;

  #level: Level = 'DEBUG';
  #kind: Answer = 'sample';
  #texts = { input: '{}', variables: '{}', result: '{}', error: 'States.TaskFailed', cause: '', retries: '0' };
  #answer: TestAnswer | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#texts = { ...this.#texts, input: formatJson(this.input), variables: formatJson(this.variables) };
    if (this.#type() === 'Task') void this.#sample();
    void this.#test();
  }

  protected override render(): TemplateResult {
    const type = this.#type();
    const mockable = type === 'Task' || type === 'Map' || type === 'Parallel';
    const kind = (id: Answer): TemplateResult => html`<button data-testid="test-${id}" aria-pressed=${this.#kind === id ? 'true' : 'false'} @click=${() => { this.#kind = id; void this.#test(); }}>${t(`testState.${id}`)}</button>`;
    return html`<div class="bench-body">
      <section>
        ${this.#area('input', t('inspector.input'), 'tall')}
        ${this.#area('variables', t('inspector.variables'), 'short')}
        ${mockable ? html`<div class="field"><span class="label">${t('testState.answer')}</span><div class="seg" role="group" aria-label=${t('testState.answer')}>${type === 'Task' ? kind('sample') : nothing}${kind('result')}${kind('error')}</div></div>
          ${this.#kind === 'result' ? this.#area('result', t('testState.result'), 'tall') : nothing}
          ${this.#kind === 'error' ? html`<div class="bench-row">${this.#line('error', t('token.error'))}${this.#line('cause', t('token.cause'))}${this.#line('retries', t('testState.retries'))}</div>` : nothing}` : nothing}
        <div class="field"><span class="label">${t('testState.level')}</span><div class="seg" role="group" aria-label=${t('testState.level')}>${LEVELS.map((level) => html`<button data-testid="level-${level}" aria-pressed=${level === this.#level ? 'true' : 'false'} @click=${() => { this.#level = level; void this.#test(); }}>${level}</button>`)}</div></div>
        <div class="bench-row"><button class="btn primary" data-testid="test-run" @click=${() => void this.#test()}>${icon('flask', 14)}${t('testState.run')}</button></div>
      </section>
      <section aria-live="polite" data-testid="test-answer" data-status=${this.#answer?.status ?? ''}>${this.#answer === undefined ? nothing : this.#answered(this.#answer)}</section>
    </div>
    <footer class="bench-foot">
      ${type === 'Task' && this.#kind !== 'sample' ? html`<button class="btn outlined" data-testid="test-to-mock" @click=${() => this.#toMock()}>${icon('plus', 14)}${t('testState.toMock')}</button>` : nothing}
      <span class="grow"></span>
    </footer>`;
  }

  #answered(answer: TestAnswer): TemplateResult {
    if (answer.refused !== undefined) return html`<div class="bench-error" data-testid="test-refused">${answer.refused}</div>`;
    const sign = SIGNS[answer.status];
    return html`
      <div class="bench-row"><span class="chip ${sign?.token ?? 'ns'}">${sign === undefined ? nothing : icon(sign.icon, 12)}${answer.status}</span>${answer.next === undefined ? nothing : html`<span class="soft">${t('stage.next')} <b>${answer.next}</b></span>`}</div>
      ${answer.error === undefined ? nothing : html`<div class="bench-error"><b>${short(answer.error)}</b>\n${calm(answer.cause ?? '')}</div>`}
      ${answer.output === undefined ? nothing : html`<h3>${t('inspector.output')}</h3><st-json .value=${answer.output} .label=${t('inspector.output')}></st-json>`}
      ${answer.stages.length === 0 ? nothing : html`<h3>inspectionData</h3><div class="bench-stages" data-testid="test-stages">${answer.stages.map((stage) => html`<details><summary>${stage.name}</summary><st-json .value=${stage.value} .label=${stage.name}></st-json></details>`)}</div>`}`;
  }

  #area(name: keyof typeof this.texts, label: string, size: string): TemplateResult {
    return html`<div class="field"><label for="test-${name}">${label}</label><textarea class="input ${size}" id="test-${name}" data-testid="test-input-${name}" spellcheck="false" .value=${this.#texts[name]} @input=${(event: Event) => this.#typed(name, event)}></textarea></div>`;
  }

  #line(name: keyof typeof this.texts, label: string): TemplateResult {
    return html`<div class="field"><label for="test-${name}">${label}</label><input class="input" id="test-${name}" .value=${this.#texts[name]} @input=${(event: Event) => this.#typed(name, event)} /></div>`;
  }

  /** For the type of a field's name alone. */
  protected get texts(): { input: string; variables: string; result: string; error: string; cause: string; retries: string } {
    return this.#texts;
  }

  #typed(name: keyof typeof this.texts, event: Event): void {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) this.#texts = { ...this.#texts, [name]: event.target.value };
  }

  #type(): string {
    return this.app.store.state.analysis.latest?.states.find((state) => state.name === this.state)?.type ?? '';
  }

  async #sample(): Promise<void> {
    const sample = await this.app.client.call('sampleMock', { definition: this.app.store.state.document.definition, state: this.state }).catch(() => undefined);
    if (sample !== undefined) this.#texts = { ...this.#texts, result: formatJson(sample) };
  }

  async #test(): Promise<void> {
    const { input, variables, result, error, cause, retries } = this.#texts;
    const type = this.#type();
    const mock = type === 'Task' || type === 'Map' || type === 'Parallel'
      ? this.#kind === 'error' ? { mock: { errorOutput: { error, cause }, fieldValidationMode: 'NONE' } } : this.#kind === 'result' ? { mock: { result, fieldValidationMode: 'NONE' } } : {}
      : {};
    const request = {
      definition: this.app.store.state.document.definition,
      stateName: this.state,
      roleArn: 'arn:aws:iam::123456789012:role/StepFunctionsRole',
      input,
      variables,
      inspectionLevel: this.#level,
      ...mock,
      ...(this.#kind === 'error' && Number(retries) > 0 ? { stateConfiguration: { retrierRetryCount: Math.trunc(Number(retries)) } } : {}),
    };
    const answer = await this.app.client.call('testState', { request: JSON.stringify(request) }).catch((problem: unknown) => (problem instanceof Error ? problem.message : String(problem)));
    this.#answer = readTestAnswer(answer);
    this.requestUpdate();
  }

  #toMock(): void {
    const { mocks } = this.app.store.state.document;
    const { result, error, cause } = this.#texts;
    this.app.documents.change({ mocks: this.#kind === 'error' ? withFailure(mocks, this.state, error, cause) : withMock(mocks, this.state, result) });
    this.app.showInspector('mock');
    this.app.closeOverlay();
  }
}

customElements.define('st-test-state', TestStateElement);

/** Argument: `{ state, input, variables }`. */
export const overlay: Overlay = (app, close, argument) => {
  const { state, input, variables } = isRecord(argument) ? argument : {};
  const given = isRecord(variables) ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, stringOr(value, 'null')])) : {};
  return html`<dialog class="dialog bench-dialog" aria-labelledby="test-title" data-testid="test-dialog" ${modal(close)}>
    <header><h2 id="test-title">${t('testState.title', { state: stringOr(state, '') })}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <st-test-state .app=${app} .state=${stringOr(state, '')} .input=${stringOr(input, '{}')} .variables=${variablesText(given)}></st-test-state>
  </dialog>`;
};
