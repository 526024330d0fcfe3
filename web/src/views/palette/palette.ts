/** The command palette: one field, and a list that arrows walk through. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { LightElement } from '../../elements/light-element.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import type { Overlay } from '../shell/overlays.ts';
import { type Command, SOURCES } from './commands.ts';
import { search } from './search.ts';
import '../shell/dialogs.css';
import { short } from '../../shared/short.ts';

const SHOWN = 40;

class PaletteElement extends LightElement {
  static override properties = { app: { attribute: false }, close: { attribute: false } };
  declare app: App;
  declare close: () => void;
  #query = '';
  #at = 0;
  #all: readonly Command[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#all = SOURCES.flatMap((source) => source(this.app));
  }

  protected override firstUpdated(): void {
    // The dialog is opened after this, and would take the focus to its first button.
    queueMicrotask(() => this.querySelector('input')?.focus());
  }

  protected override render(): TemplateResult {
    const found = this.#found();
    const chosen = found[this.#at];
    return html`<div class="palette-field">${icon('search')}<input class="palette-input" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label=${t('palette.label')}
        aria-activedescendant=${chosen === undefined ? nothing : `palette-${this.#at}`} placeholder=${t('palette.placeholder')} autocomplete="off" spellcheck="false" data-testid="palette-input"
        .value=${this.#query} @input=${this.#onInput} @keydown=${this.#onKey} /></div>
      <ul class="palette-list" id="palette-list" role="listbox" tabindex="-1" aria-label=${t('palette.label')}>
        ${found.map((command, at) => html`<li class="palette-item" role="option" id="palette-${at}" data-testid="palette-item" data-kind=${command.kind} aria-selected=${at === this.#at ? 'true' : 'false'}
          @click=${() => this.#take(command)} @pointermove=${() => this.#go(at)}>
          ${icon(command.icon)}<span class="grow ellipsis">${short(command.label)}</span>
          ${command.keys === undefined || command.keys === '' ? nothing : html`<span class="kbd">${command.keys}</span>`}
          <span class="palette-kind">${command.kind === 'command' ? '' : t(`palette.${command.kind}`)}</span></li>`)}
      </ul>
      ${found.length === 0 ? html`<p class="palette-none" role="status">${t('palette.none')}</p>` : nothing}`;
  }

  #found(): Command[] {
    return search(this.#all, this.#query, SHOWN);
  }

  #go(at: number): void {
    if (at === this.#at) return;
    this.#at = at;
    this.requestUpdate();
  }

  #take(command: Command): void {
    this.close();
    command.act();
  }

  #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#query = event.target.value.slice(0, 200);
    this.#at = 0;
    this.requestUpdate();
  };

  #onKey = (event: KeyboardEvent): void => {
    // While an input method composes, Enter and arrows are its own.
    if (event.isComposing) return;
    const found = this.#found();
    const to = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1, PageDown: this.#at + 8, PageUp: this.#at - 8 }[event.key];
    if (to !== undefined && found.length > 0) {
      const one = event.key.startsWith('Arrow');
      this.#go(one ? (to + found.length) % found.length : Math.max(0, Math.min(found.length - 1, to)));
      void this.updateComplete.then(() => this.querySelector(`#palette-${this.#at}`)?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      const command = found[this.#at];
      if (command !== undefined) this.#take(command);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('st-palette', PaletteElement);

export const overlay: Overlay = (app, close) =>
  html`<dialog class="dialog palette" aria-label=${t('palette.label')} data-testid="palette" ${modal(close)}><st-palette .app=${app} .close=${close}></st-palette></dialog>`;
