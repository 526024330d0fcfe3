/** The test cases as a dialog, where the header has no room for their button. */
import { html } from 'lit';
import { icon } from '../../elements/icons.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import type { Overlay } from '../shell/overlays.ts';
import './cases-menu.ts';
import '../shell/dialogs.css';

export const overlay: Overlay = (app, close) => html`<dialog class="dialog cases-dialog" aria-labelledby="cases-title" data-testid="cases-dialog" ${modal(close)}>
  <header><h2 id="cases-title">${t('cases.title')}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
  <st-cases-menu .app=${app} .close=${close}></st-cases-menu>
</dialog>`;
