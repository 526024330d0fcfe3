/** In the header: the chosen test case, and what else a run can be told besides Run and Step. */
import { html, nothing, type TemplateResult } from 'lit';
import { Slice } from '../../elements/light-element.ts';
import { icon, type IconName } from '../../elements/icons.ts';
import { MenuButton } from '../../elements/menu-button.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';

/** Step over, into and back, run to the selected state, breakpoints, time, redrive. */
export class RunMenu extends MenuButton {
  static override properties = { app: { attribute: false } };
  declare app: App;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.selection.state, state.breakpoints, state.cursor, state.analysis]);
  }

  protected override render(): TemplateResult {
    return html`<div class="with-menu">
      <button class="btn icon-only slim" data-testid="run-menu" aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} aria-label=${t('runMenu.title')} title=${t('runMenu.title')} @click=${this.toggle}>${icon('chevronDown', 14)}</button>
      ${this.open ? html`<div class="menu right run-menu" role="menu">${this.#items()}</div>` : nothing}
    </div>`;
  }

  #items(): unknown[] {
    const { app } = this;
    const { execution } = app;
    const { run, selection, breakpoints, cursor } = app.store.state;
    const blocked = app.blocked();
    const { state } = selection;
    const failed = run.phase === 'finished' && run.child === undefined && run.state !== undefined && run.state.status !== 'SUCCEEDED' && run.state.status !== 'RUNNING';
    const canRedrive = failed && run.texts?.config.type !== 'EXPRESS';
    const item = (id: string, words: string, sign: IconName, keys: string, off: boolean, act: () => void): TemplateResult =>
      html`<button class="item" role="menuitem" data-testid=${id} ?disabled=${off} @click=${() => { this.close(); act(); }}>${icon(sign)}<span class="name">${words}</span>${keys === '' ? nothing : html`<span class="kbd" aria-hidden="true">${keys}</span>`}</button>`;
    return [
      item('step-over', t('runMenu.over'), 'over', 'F10', blocked, () => void execution.stepOver()),
      item('step-into', t('runMenu.into'), 'into', 'F11', blocked, () => void execution.step()),
      item('step-back', t('runMenu.back'), 'back', '⇧ F11', cursor === 0, () => execution.stepBack()),
      html`<hr />`,
      item('run-to', state === undefined ? t('runMenu.toNone') : t('runMenu.to', { state }), 'last', '', blocked || state === undefined, () => { if (state !== undefined) void execution.runTo(state); }),
      item('toggle-breakpoint', state !== undefined && breakpoints.includes(state) ? t('runMenu.noBreakpoint', { state }) : t('runMenu.breakpoint', { state: state ?? '' }), 'stop', 'F9', state === undefined, () => { if (state !== undefined) app.toggleBreakpoint(state); }),
      html`<hr />`,
      item('let-time-pass', t('runMenu.time'), 'hourglass', '', run.phase !== 'waiting', () => void execution.letTimePass().catch(() => undefined)),
      item('redrive', t('runMenu.redrive'), 'retry', '', !canRedrive, () => void execution.redrive()),
    ];
  }
}

/** The chosen test case; its menu comes when it is first opened. */
export class CaseButton extends MenuButton {
  static override properties = { app: { attribute: false } };
  declare app: App;
  #loaded = false;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document.caseName, state.document.cases]);
  }

  protected override render(): TemplateResult {
    const { cases, caseName } = this.app.store.state.document;
    const named = cases !== undefined && cases.length > 0;
    if (this.open && !this.#loaded) void import('./cases-menu.ts').then(() => { this.#loaded = true; this.requestUpdate(); void this.updateComplete.then(() => this.focusFirst()); });
    return html`<div class="with-menu">
      <button class="btn" data-testid="cases" aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} title=${t('cases.title')} @click=${this.toggle}><span class="ellipsis case-name">${named ? t('cases.current', { name: caseName ?? '' }) : t('cases.title')}</span>${icon('chevronDown', 14)}</button>
      ${this.open && this.#loaded ? html`<st-cases-menu .app=${this.app} .close=${this.close}></st-cases-menu>` : nothing}
    </div>`;
  }
}

customElements.define('st-run-menu', RunMenu);
customElements.define('st-cases', CaseButton);
