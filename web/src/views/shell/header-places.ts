/**
 * The header's places for what lives elsewhere: Learn stands before the workflow's type, Share after Run. On a phone
 * both stand in the menu of the document or beside Run, at 44 px.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import type { Width } from './app.ts';

export type HeaderPlace = (app: App, width: Width) => TemplateResult | typeof nothing;

/** The way to the exercises, with the ring of progress; what it is comes beside the first drawing. */
export const learn: HeaderPlace = (app, width) => html`<st-learn-button .app=${app} .width=${width}></st-learn-button>`;

/** The outlined button that opens the share dialog. */
export const share: HeaderPlace = (app, width) => {
  const small = width !== 'desktop';
  return html`<button class="btn outlined ${small ? 'icon-only' : ''}" data-testid="share" title=${t('share.openTitle')} aria-label=${t('share.open')} @click=${() => app.showOverlay('share')}>${icon('share')}${small ? nothing : t('share.open')}</button>`;
};
