/** The list of keys, under "?". */
import { html } from 'lit';
import { icon } from '../../elements/icons.ts';
import { type MessageKey, t } from '../../i18n/t.ts';
import { modal } from '../../elements/modal.ts';
import type { Overlay } from './overlays.ts';

const KEYS: readonly [readonly string[], MessageKey][] = [
  [['Ctrl', '↵'], 'keys.run'],
  [['F10'], 'keys.step'],
  [['Ctrl', 'S'], 'keys.save'],
  [['F8'], 'keys.problem'],
  [['F6'], 'keys.region'],
  [['←', '→'], 'keys.event'],
  [['Alt', '←', '→'], 'keys.stateStep'],
  [['Ctrl', '0'], 'keys.fit'],
  [['Alt', 'C'], 'keys.center'],
  [['Alt', '1…5'], 'keys.dock'],
  [['Esc', 'Tab'], 'keys.leave'],
];

export const overlay: Overlay = (_app, close) =>
  html`<dialog class="dialog" aria-labelledby="keys-title" data-testid="keys" ${modal(close)}>
    <header><h2 id="keys-title">${t('keys.title')}</h2><button class="btn icon-only small" aria-label=${t('keys.close')} @click=${close}>${icon('cross')}</button></header>
    <dl class="keys">${KEYS.map(([keys, words]) => html`<div><dt>${keys.map((key) => html`<kbd class="kbd">${key}</kbd>`)}</dt><dd>${t(words)}</dd></div>`)}</dl>
  </dialog>`;
