/** How the definition is written, and the ways to write it otherwise: the other notation, even indentation. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { MenuButton } from '../../elements/menu-button.ts';
import { t } from '../../i18n/t.ts';

export class FormatMenu extends MenuButton {
  static override properties = { written: { attribute: false }, write: { attribute: false } };
  declare written: 'json' | 'yaml';
  /** Without a notation: as it is, with even indentation. */
  declare write: (as?: 'json' | 'yaml') => void;

  protected override render(): TemplateResult {
    const other = this.written === 'yaml' ? 'json' : 'yaml';
    const item = (id: string, words: string, act: () => void): TemplateResult =>
      html`<button class="item plain" role="menuitem" data-testid=${id} @click=${() => { this.close(); act(); }}><span class="name">${words}</span></button>`;
    return html`<div class="with-menu">
      <button class="btn small soft-word" data-testid="written-as" aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.toggle}>${this.written === 'yaml' ? 'YAML' : 'JSON'}${icon('chevronDown', 12)}</button>
      ${this.open ? html`<div class="menu right" role="menu">${item('format', t('editor.format'), () => this.write())}${item('write-as', t(other === 'yaml' ? 'editor.toYaml' : 'editor.toJson'), () => this.write(other))}</div>` : nothing}
    </div>`;
  }
}

customElements.define('st-format-menu', FormatMenu);
