/** The help sheet, under "?": all keys, and the switch that turns single keys off. */
import { html } from 'lit';
import { icon } from '../../elements/icons.ts';
import { modal } from '../../elements/modal.ts';
import { type MessageKey, t } from '../../i18n/t.ts';
import { formatRoute } from '../../routes/route.ts';
import type { Overlay } from './overlays.ts';
import './dialogs.css';

type Row = readonly [readonly string[], MessageKey];

const GROUPS: readonly { readonly title: MessageKey; readonly keys: readonly Row[] }[] = [
  {
    title: 'keys.groupRun',
    keys: [
      [['Ctrl', '↵'], 'keys.run'],
      [['Ctrl', 'Shift', '↵'], 'keys.check'],
      [['F10'], 'runMenu.over'],
      [['F11'], 'runMenu.into'],
      [['⇧ F11'], 'runMenu.back'],
      [['F9'], 'keys.breakpoint'],
      [['←', '→'], 'keys.event'],
      [['Alt', '←', '→'], 'keys.stateStep'],
      [['⟷'], 'keys.swipe'],
      [['Alt', '1…6'], 'keys.dock'],
    ],
  },
  {
    title: 'keys.groupEdit',
    keys: [
      [['Ctrl', 'Z'], 'keys.undo'],
      [['Ctrl', 'Shift', 'Z'], 'keys.redo'],
      [['Ctrl', 'S'], 'keys.save'],
      [['F2'], 'keys.rename'],
      [['F8', '⇧ F8'], 'keys.problem'],
      [['Ctrl', '.'], 'editor.fixes'],
      [['Ctrl', 'M'], 'keys.tabFocus'],
      [['Esc', 'Tab'], 'keys.leave'],
    ],
  },
  {
    title: 'keys.groupGraph',
    keys: [
      [['→', '←', '↑', '↓'], 'keys.graphMove'],
      [[']', '['], 'keys.graphInto'],
      [['{', '}'], 'keys.graphFold'],
      [['Ctrl', '0'], 'keys.fit'],
      [['Alt', 'C'], 'keys.center'],
      [['+', '−'], 'keys.zoom'],
      [['Space'], 'keys.pan'],
    ],
  },
  {
    title: 'keys.groupPage',
    keys: [
      [['Ctrl', 'K'], 'keys.palette'],
      [['Ctrl', 'Shift', 'S'], 'keys.share'],
      [['F6', '⇧ F6'], 'keys.region'],
      [['?'], 'keys.title'],
    ],
  },
];

/** Address of the exercise that takes two minutes. */
const FIRST_EXERCISE = formatRoute('x', 'A-01');

/** On a Mac the command key stands where Ctrl stands elsewhere. */
const MAC = navigator.platform.startsWith('Mac');

export const overlay: Overlay = (app, close) => {
  const { singleKeys } = app.store.state.preferences;
  return html`<dialog class="dialog wide" aria-labelledby="keys-title" data-testid="keys" ${modal(close)}>
    <header><h2 id="keys-title">${t('keys.title')}</h2><button class="btn icon-only small" aria-label=${t('keys.close')} @click=${close}>${icon('cross')}</button></header>
    <div class="keys">${GROUPS.map((group) => html`<section><h3>${t(group.title)}</h3><dl>
      ${group.keys.map(([keys, words]) => html`<div><dt>${keys.map((key) => html`<kbd class="kbd">${MAC && key === 'Ctrl' ? '⌘' : key}</kbd>`)}</dt><dd>${t(words)}</dd></div>`)}</dl></section>`)}</div>
    <label class="check keys-switch"><input type="checkbox" data-testid="single-keys" .checked=${singleKeys} @change=${() => app.setPreferences({ singleKeys: !singleKeys })} /><span>${t('keys.single')}</span></label>
    <p class="keys-foot"><button class="link" data-testid="keys-track" @click=${() => { close(); window.location.hash = FIRST_EXERCISE; }}>${t('keys.track')}</button></p>
  </dialog>`;
};
