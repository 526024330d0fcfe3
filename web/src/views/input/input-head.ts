/** The head of the Input tab: whether the input is a sample, and the way to one. Loaded when the tab is first shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { sampleInput, useSample } from '../../store/sample-input.ts';
import { isExercise } from '../../store/state.ts';
import { type InputSign, inputSign } from './model.ts';
import './input-head.css';

export class InputHeadElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;
  /** The sample for the definition that it was made for. */
  #made: { readonly definition: string; readonly sample: string } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document, state.leftTab]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { document, leftTab } = this.app.store.state;
    // An exercise says itself what it is given.
    if (isExercise(document)) return nothing;
    if (leftTab === 'input' && this.#made?.definition !== document.definition) void this.#ask();
    const sign = inputSign(document, this.#made?.sample);
    return html`<div class="input-head" data-testid="input-head" data-sign=${sign}>
      <p>${sign === 'sample' || sign === 'old' ? html`<span class="chip">${t('graph.sample')}</span> ` : nothing}<span>${words(sign)}</span></p>
      ${sign === 'own' || sign === 'old' ? html`<button class="link" data-testid="sample-input" @click=${() => void useSample(this.app)}>${sign === 'old' ? t('input.sampleAgain') : t('input.sample')}</button>` : nothing}
    </div>`;
  }

  async #ask(): Promise<void> {
    const { document } = this.app.store.state;
    const sample = await sampleInput(this.app, document);
    if (this.app.store.state.document.definition !== document.definition) return;
    this.#made = { definition: document.definition, sample };
    this.requestUpdate();
  }
}

function words(sign: InputSign): string {
  switch (sign) {
    case 'sample':
    case 'old':
      return t('input.isSample');
    case 'unread':
      return t('input.unread');
    case 'own':
      return t('input.intro');
  }
}

customElements.define('st-input-head', InputHeadElement);
