/** The header: document and its state, type, run controls, theme. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { walkMenu } from '../../elements/menu-button.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import type { Width } from './app.ts';
import { learn, share } from './header-places.ts';
import { THEMES } from './themes.ts';
import { short } from '../../shared/short.ts';

type Menu = 'documents' | 'type' | 'more';

export class HeaderElement extends LightElement {
  static override ownTask = 'first' as const;
  static override properties = { app: { attribute: false }, width: { attribute: false } };
  declare app: App;
  declare width: Width;

  #menu: Menu | undefined;
  #menus: typeof import('./header-menus.ts') | undefined;
  /** The menus of the run have come. */
  #parts = false;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [
      state.document, state.saveState, state.run, state.analysis, state.preferences, state.drafts, state.engine, state.held,
    ]);
    window.addEventListener('pointerdown', this.#onOutside);
    void import('../runs/header-parts.ts').then(() => {
      this.#parts = true;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#onOutside);
  }

  protected override render(): TemplateResult {
    const { document } = this.app.store.state;
    const phone = this.width === 'phone';
    return html`<header class="header" @keydown=${this.#onKey} @focusout=${({ relatedTarget }: FocusEvent) => { if (relatedTarget !== null) this.#onOutside({ target: relatedTarget }); }}>
      ${phone ? html`<h1 class="sr">${t('app.name')}</h1>` : html`<span class="brand">${mark()}<h1 class="brand-name">${t('app.name')}</h1></span><span class="header-line"></span>`}
      <div class="with-menu grow-phone">
        <button class="btn doc" data-testid="document" aria-haspopup="true" aria-expanded=${this.#menu === 'documents' ? 'true' : 'false'} title=${t('header.examples')} @click=${() => this.#toggle('documents')}>
          ${phone ? icon('menu') : nothing}<span class="ellipsis">${short(document.title)}</span>${phone ? nothing : icon('chevronDown', 14)}</button>
        ${this.#menu === 'documents' ? this.#contents('documents') : nothing}
      </div>
      ${phone ? nothing : this.#saved()}
      <span class="grow"></span>
      ${phone ? nothing : learn(this.app, this.width)}
      ${this.width === 'desktop' ? html`${this.#parts ? html`<st-cases .app=${this.app}></st-cases>` : nothing}${this.#type()}` : nothing}
      ${phone ? nothing : html`<span class="header-line tight"></span>`}
      ${this.#controls(phone)}
      ${phone ? nothing : html`<span class="header-line tight"></span>`}
      ${share(this.app, this.width)}
      ${phone ? nothing : this.#theme()}
      <div class="with-menu">
        <button class="btn icon-only" aria-label=${t('header.more')} title=${t('header.more')} aria-haspopup="true" aria-expanded=${this.#menu === 'more' ? 'true' : 'false'} @click=${() => this.#toggle('more')}>${icon('more')}</button>
        ${this.#menu === 'more' ? this.#contents('more') : nothing}
      </div>
    </header>`;
  }

  #saved(): TemplateResult {
    const { saveState } = this.app.store.state;
    const words = saveState === 'saved' ? t('header.saved') : saveState === 'editing' ? t('header.saving') : t('header.notSaved');
    return html`<span class="saved ${saveState}" data-testid="save-state" data-save=${saveState}><i></i>${words}</span>`;
  }

  #type(): TemplateResult {
    const words = t(this.app.store.state.document.config.type === 'STANDARD' ? 'header.standard' : 'header.express');
    return html`<div class="with-menu">
      <button class="btn" aria-haspopup="true" aria-label="${t('header.type')}: ${words}" aria-expanded=${this.#menu === 'type' ? 'true' : 'false'} @click=${() => this.#toggle('type')}>${words}${icon('chevronDown', 14)}</button>
      ${this.#menu === 'type' ? this.#contents('type') : nothing}
    </div>`;
  }

  #controls(phone: boolean): TemplateResult {
    const { run } = this.app.store.state;
    const { execution } = this.app;
    const blocked = this.app.blocked();
    const live = run.phase === 'running' || run.phase === 'waiting' || run.phase === 'paused';
    return html`
      ${live ? html`<button class="btn icon-only danger" data-testid="stop" aria-label=${t('header.stopTitle')} title=${t('header.stopTitle')} @click=${() => void execution.stop()}>${icon('stop')}</button>` : nothing}
      ${phone ? nothing : html`<button class="btn icon-only" data-testid="reset" aria-label=${t('header.reset')} title=${t('header.reset')} ?disabled=${run.length === 0} @click=${() => execution.reset()}>${icon('reset')}</button>`}
      ${phone ? nothing : html`<button class="btn" data-testid="step" title=${t('header.stepTitle')} aria-disabled=${blocked ? 'true' : 'false'} @click=${() => { if (!blocked) void execution.step(); }}>${icon('step')}${t('header.step')}</button>`}${phone || !this.#parts ? nothing : html`<st-run-menu .app=${this.app}></st-run-menu>`}
      <button class="btn primary" data-testid="run" title=${blocked ? t('header.runBlocked') : t('header.runTitle')} aria-disabled=${blocked ? 'true' : 'false'} @click=${() => { if (!blocked) void execution.run(); }}>${icon('play', 14)}${t('header.run')}${this.width === 'desktop' ? html`<span class="kbd" aria-hidden="true">Ctrl ↵</span>` : nothing}</button>${phone && this.#parts ? html`<st-run-menu .app=${this.app}></st-run-menu>` : nothing}`;
  }

  #theme(): TemplateResult {
    const { theme } = this.app.store.state.preferences;
    const at = THEMES.findIndex((candidate) => candidate.id === theme);
    const now = THEMES[at] ?? THEMES[0];
    const next = THEMES[(at + 1) % THEMES.length];
    if (now === undefined || next === undefined) return html``;
    const label = t('header.theme', { theme: t(now.label) });
    return html`<button class="btn icon-only" data-testid="theme" data-theme-now=${theme} aria-label=${label} title=${label} @click=${() => this.app.setPreferences({ theme: next.id })}>${icon(now.icon)}</button>`;
  }

  /** The contents of the larger menus come when one of them is first opened. */
  #contents(menu: Menu): TemplateResult | typeof nothing {
    const { app, width } = this;
    return this.#menus?.[menu]({ app, width, close: () => this.#close() }) ?? nothing;
  }

  #toggle(menu: Menu): void {
    this.#menu = this.#menu === menu ? undefined : menu;
    this.requestUpdate();
    if (this.#menu === undefined) return;
    void this.#loadMenus().then(() => this.updateComplete).then(() => this.#opened?.querySelector<HTMLElement>('.item')?.focus({ preventScroll: true }));
  }

  async #loadMenus(): Promise<void> {
    if (this.#menus !== undefined) return;
    try {
      this.#menus = await import('./header-menus.ts');
    } catch {
      this.app.partFailed();
    }
    this.requestUpdate();
  }

  /** The open menu; the test cases and the ways to run have their own. */
  get #opened(): HTMLElement | null {
    return this.querySelector('header > .with-menu > .menu');
  }

  #close(): void {
    // An item that was chosen goes with the menu.
    if (this.#opened?.contains(document.activeElement) === true) this.querySelector<HTMLElement>('header > .with-menu > [aria-expanded=true]')?.focus();
    this.#menu = undefined;
    this.requestUpdate();
  }

  #onOutside = ({ target }: Pick<Event, 'target'>): void => {
    if (this.#menu !== undefined && !(target instanceof Node && this.#opened?.parentElement?.contains(target) !== false)) this.#close();
  };

  /** Arrows walk through an open menu, Esc closes it. */
  #onKey = (event: KeyboardEvent): void => {
    if (this.#menu !== undefined) walkMenu(event, this.#opened, () => this.#close());
  };
}

function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><rect x="2" y="2" width="6" height="5" rx="1.5"></rect><path d="M4.5 7v5.5a2 2 0 0 0 2 2H11"></path><rect class="blue" x="11.5" y="12" width="7" height="5.5" rx="1.5"></rect></svg>`;
}

customElements.define('st-header', HeaderElement);
