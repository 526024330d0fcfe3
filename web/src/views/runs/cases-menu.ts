/** The named test cases: choose, add, rename, remove, run all. A menu that hangs under the header's button. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { casesOf } from '../../store/execution.ts';
import { addCase, chooseCase, freeName, removeCase, renameCase } from './cases.ts';
import './runs.css';
import { short } from '../../shared/short.ts';

export class CasesMenu extends LightElement {
  static override properties = { app: { attribute: false }, close: { attribute: false } };
  declare app: App;
  declare close: () => void;

  #editing: { readonly name: string | undefined; value: string } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document]);
  }

  protected override render(): TemplateResult {
    const { document } = this.app.store.state;
    const named = document.cases ?? [];
    const change = (next: ReturnType<typeof addCase>): void => this.app.documents.change(next);
    return html`<div class="menu cases-menu right" role="group" aria-label=${t('cases.title')} data-testid="cases-menu">
      <div class="head">${t('cases.title')}</div>
      ${named.length === 0 ? html`<p class="menu-note">${t('cases.none')}</p>` : nothing}
      ${named.map((test) => {
        const chosen = test.name === document.caseName;
        if (this.#editing?.name === test.name) return this.#form((value) => change(renameCase(document, test.name, value)));
        return html`<div class="row">
          <button class="item" aria-pressed=${chosen ? 'true' : 'false'} data-testid="case" data-case=${test.name} @click=${() => { this.close(); change(chooseCase(document, test.name)); }}>${chosen ? icon('check') : html`<span></span>`}<span class="name">${short(test.name)}</span></button>
          <button class="btn icon-only small" aria-label=${t('cases.renameOne', { name: test.name })} title=${t('cases.rename')} @click=${() => this.#edit(test.name, test.name)}>${icon('pencil', 14)}</button>
          <button class="btn icon-only small" aria-label=${t('cases.removeOne', { name: test.name })} title=${t('cases.remove')} @click=${() => change(removeCase(document, test.name))}>${icon('trash', 14)}</button>
        </div>`;
      })}
      <hr />
      ${this.#editing !== undefined && this.#editing.name === undefined ? this.#form((value) => { change(addCase(document, value)); this.close(); }) : html`<button class="item" data-testid="add-case" @click=${() => this.#edit(undefined, freeName(document))}>${icon('plus')}<span class="name">${t('cases.add')}</span></button>`}
      <button class="item" data-testid="run-all-cases" ?disabled=${casesOf(document).length < 2 || this.app.blocked()} @click=${() => { this.close(); void this.app.execution.runCases(); }}>${icon('play')}<span class="name">${t('cases.runAll', { count: casesOf(document).length })}</span></button>
    </div>`;
  }

  #edit(name: string | undefined, value: string): void {
    this.#editing = { name, value };
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('form .input')?.select());
  }

  #form(done: (value: string) => void): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      const value = this.#editing?.value.trim() ?? '';
      this.#editing = undefined;
      if (value !== '') done(value);
      this.requestUpdate();
    };
    return html`<form @submit=${submit}>
      <input class="input" maxlength="80" aria-label=${t('cases.name')} data-testid="case-name" .value=${this.#editing?.value ?? ''} @input=${(event: Event) => { if (this.#editing !== undefined && event.target instanceof HTMLInputElement) this.#editing.value = event.target.value; }} />
      <button class="btn small outlined" data-testid="case-done">${t('cases.done')}</button>
    </form>`;
  }
}

customElements.define('st-cases-menu', CasesMenu);
