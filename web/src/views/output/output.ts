/** The Output tab: what the execution returned, or why it did not. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { App } from '../../store/app.ts';
import type { WaitingState } from '../../shared/protocol.ts';
import { tokenAnswers } from '../graph/token-answers.ts';
import { waitingWords } from '../inspector/waiting.ts';
import { resultOf } from './model.ts';
import { calm, short } from '../../shared/short.ts';

export class OutputElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run]);
  }

  protected override render(): TemplateResult {
    const { run } = this.app.store.state;
    const result = resultOf(run.state, run.index, run.phase);
    const { state } = run;
    if (state !== undefined && state.status === 'RUNNING' && state.waiting.length > 0) return this.#pending(state.waiting);
    if (state === undefined || result === undefined) return html`<div class="empty"><p>${t('output.none')}</p></div>`;
    return html`<div class="output" data-testid="output">
      <p class="output-head"><span class="chip ${STATUS_TOKEN[result.status]}">${icon(STATUS_ICON[result.status], 12)}${t(`status.${result.status}`)}</span>
        <span class="soft num">${t('result.summary', { duration: formatDuration(result.durationMs), count: run.length })}</span></p>
      ${state.output === undefined ? nothing : html`<st-json .value=${state.output} .label=${t('output.title')}></st-json>`}
      ${state.error === undefined ? nothing : html`<dl class="output-error"><dt>${t('output.error')}</dt><dd class="mono" lang="en">${short(state.error)}</dd>${state.cause === undefined || state.cause === '' ? nothing : html`<dt>${t('output.cause')}</dt><dd class="mono" lang="en">${calm(state.cause)}</dd>`}</dl>`}
      ${state.output === undefined && state.error === undefined ? html`<p class="soft">${result.words}</p>` : nothing}
    </div>`;
  }

  /** Who waits for what, while the execution goes on. */
  #pending(waiting: readonly WaitingState[]): TemplateResult {
    return html`<div class="output" data-testid="pending"><h3>${t('output.pending')}</h3>
      <ul class="pending">${waiting.map((item) => html`<li>
        <button class="btn small" @click=${() => this.app.select(item.state)}>${icon(item.reason === 'task-token' ? 'key' : item.reason === 'activity' ? 'gear' : 'hourglass', 14)}<span lang="en">${short(item.state)}</span></button>
        <span class="soft num">${waitingWords(this.app, item)}</span>${item.token === undefined ? nothing : tokenAnswers(this.app, item.token, 'pending', 'btn small')}</li>`)}</ul>
    </div>`;
  }
}

customElements.define('st-output', OutputElement);
