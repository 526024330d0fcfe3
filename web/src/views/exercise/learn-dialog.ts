/** Learn: tracks, the list of all exercises with filters, exam mode, packs, and progress to take along. */
import { html } from 'lit';
import { modal } from '../../elements/modal.ts';
import { isRecord, stringOr } from '../../shared/guard.ts';
import type { Overlay } from '../shell/overlays.ts';
import { icon } from '../../elements/icons.ts';
import './learn-list.ts';
import '../shell/dialogs.css';
import './exercise.css';
import { t } from '../../i18n/t.ts';

/** Argument: `{ track?, exam?, seed?, pack? }`; `pack` is the address of one. */
export const overlay: Overlay = (app, close, argument) => {
  const wanted = isRecord(argument) ? argument : {};
  return html`<dialog class="dialog learn" aria-labelledby="learn-title" data-testid="learn-dialog" ${modal(close)}>
    <button class="btn icon-only small learn-close" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button>
    <st-learn .app=${app} .close=${close} .track=${stringOr(wanted['track'], '')} .exam=${wanted['exam'] === true} .seed=${stringOr(wanted['seed'], '')} .pack=${stringOr(wanted['pack'], '')}></st-learn>
  </dialog>`;
};
