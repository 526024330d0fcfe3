/** Shows a text as it is, to be read and copied. */
import { html } from 'lit';
import { icon } from '../../elements/icons.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import { isRecord, stringOr } from '../../shared/guard.ts';
import type { Overlay } from './overlays.ts';
import './dialogs.css';

/** Argument: `{ title, text }`. */
export const overlay: Overlay = (_app, close, argument) => {
  const { title, text } = isRecord(argument) ? argument : {};
  const words = stringOr(text, '');
  return html`<dialog class="dialog" aria-labelledby="text-title" data-testid="text-dialog" ${modal(close)}>
    <header><h2 id="text-title">${stringOr(title, '')}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <div class="dialog-body">
      <textarea class="input raw" readonly rows="10" aria-labelledby="text-title" .value=${words}></textarea>
      <button class="btn outlined" @click=${() => void navigator.clipboard.writeText(words).catch(() => undefined)}>${icon('copy')}${t('inspector.copy')}</button>
    </div>
  </dialog>`;
};
