/** The canvas bar's menu: the drawing as SVG, PNG or Mermaid text. What makes the file comes when one is asked for. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { MenuButton } from '../../elements/menu-button.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { fileName, saveFile } from '../shell/downloads.ts';

/** A number is the scale of a PNG. */
type Format = 'svg' | 'mermaid' | number;

export class ExportMenu extends MenuButton {
  static override properties = { app: { attribute: false } };
  declare app: App;
  #transparent = false;
  #withRun = true;

  protected override render(): TemplateResult {
    return html`<div class="with-menu">
      <button class="btn icon-only wide-only" data-testid="export" aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} aria-label=${t('export.title')} title=${t('export.title')} @click=${this.toggle}>${icon('download')}</button>
      ${this.open ? this.#menu() : nothing}
    </div>`;
  }

  #menu(): TemplateResult {
    const item = (id: string, words: string, format: Format): TemplateResult =>
      html`<button class="item" data-testid=${id} @click=${() => { this.close(); void this.#save(format); }}>${icon('file')}<span class="name">${words}</span></button>`;
    const check = (id: string, words: string, on: boolean, act: () => void): TemplateResult =>
      html`<label class="export-check"><input type="checkbox" class="check" data-testid=${id} .checked=${on} @change=${() => { act(); this.requestUpdate(); }} />${words}</label>`;
    return html`<div class="menu right export-menu" role="group" aria-label=${t('export.title')}>
      ${item('export-svg', 'SVG', 'svg')}${item('export-png', 'PNG 1×', 1)}${item('export-png2', 'PNG 2×', 2)}${item('export-mermaid', 'Mermaid', 'mermaid')}
      <hr />
      ${check('export-run', t('export.withRun'), this.#withRun, () => { this.#withRun = !this.#withRun; })}
      ${check('export-transparent', t('export.transparent'), this.#transparent, () => { this.#transparent = !this.#transparent; })}
      <p class="menu-note">${t('export.note')}</p>
    </div>`;
  }

  async #save(format: Format): Promise<void> {
    const { mermaidFile, svgFile, pngFile } = await import('./export.ts');
    const options = { transparent: this.#transparent, withRun: this.#withRun };
    const name = (ending: string): string => fileName(this.app.store.state.document.title, ending);
    if (typeof format === 'number') {
      const png = await pngFile(this.app, options, format).catch(() => undefined);
      if (png === undefined) this.app.notify('export', 'error', t('export.failed'));
      else saveFile(png, name('png'));
      return;
    }
    const [text, type, ending] = format === 'svg' ? [svgFile(this.app, options), 'image/svg+xml', 'svg'] : [mermaidFile(this.app), 'text/plain', 'mmd'];
    if (text !== undefined) saveFile(new Blob([text], { type }), name(ending));
  }
}

customElements.define('st-export', ExportMenu);
