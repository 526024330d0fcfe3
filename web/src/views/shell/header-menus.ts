/** Contents of the header's larger menus: workflows and examples, and everything that has no button of its own. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../../elements/icons.ts';
import { LANGUAGES, type LanguageChoice } from '../../i18n/languages.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { EXAMPLES } from '../../store/example-list.ts';
import type { Width } from './app.ts';
import { THEMES } from './themes.ts';
import { short } from '../../shared/short.ts';

export interface MenuOptions {
  readonly app: App;
  readonly width: Width;
  readonly close: () => void;
}

export function documents({ app, close }: MenuOptions): TemplateResult {
  const { drafts, document } = app.store.state;
  const item = (name: string, story: string, act: () => void, current: boolean, sign: IconName, testId: string): TemplateResult =>
    html`<button class="item" data-testid=${testId} aria-current=${current ? 'true' : nothing} @click=${() => { close(); act(); }}>${icon(current ? 'check' : sign)}<span class="name">${name}</span>${story === '' ? nothing : html`<span class="story">${story}</span>`}</button>`;
  const rename = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) app.documents.rename(event.target.value);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key !== 'Enter') return;
    rename(event);
    close();
  };
  return html`<div class="menu documents" role="group" aria-label=${t('header.examples')} data-testid="documents-menu">
    <div class="rename"><label class="label" for="rename">${t('menu.rename')}</label><input class="input" id="rename" data-testid="rename" maxlength="200" .value=${document.title} @change=${rename} @keydown=${onKey} /></div>
    ${item(t('menu.import'), '', () => app.showOverlay('import'), false, 'file', 'import-open')}
    ${item(t('menu.new'), '', () => app.documents.openEmpty(), false, 'plus', 'new')}
    <hr />
    ${drafts.length === 0 ? nothing : html`<div class="head">${t('menu.yours')}</div>`}
    ${drafts.map((draft) => html`<div class="with-remove">${item(short(draft.title), '', () => void app.documents.openDraft(draft.id), draft.id === document.id, 'file', 'draft')}${draft.id === document.id ? nothing : html`<button class="btn icon-only small" data-testid="remove" aria-label=${t('menu.remove', { title: draft.title })} title=${t('menu.remove', { title: draft.title })} @click=${() => app.documents.remove(draft.id)}>${icon('trash', 14)}</button>`}</div>`)}
    ${drafts.length === 0 ? nothing : html`<hr />`}
    <div class="head">${t('menu.examples')}</div>
    ${EXAMPLES.map((example) => item(example.title, example.story, () => void app.documents.openExample(example.name), document.id === `example:${example.name}`, 'graph', `example-${example.name}`))}
  </div>`;
}

export function more({ app, width, close }: MenuOptions): TemplateResult {
  const { compact } = app.store.state.preferences;
  const item = (name: string, sign: IconName, act: () => void): TemplateResult =>
    html`<button class="item" role="menuitem" @click=${() => { close(); act(); }}>${icon(sign)}<span class="name">${name}</span></button>`;
  return html`<div class="menu right" role="menu">
    ${width === 'desktop' ? nothing : item(t('cases.title'), 'list', () => app.showOverlay('cases'))}
    ${width === 'phone' ? item(t('header.reset'), 'reset', () => app.execution.reset()) : nothing}
    ${item(t('menu.palette'), 'search', () => app.showOverlay('palette'))}
    ${item(t('menu.versions'), 'clock', () => app.showOverlay('versions'))}
    ${(['json', 'yaml'] as const).map((as) => item(t('menu.downloadAs', { as: as.toUpperCase() }), 'download', () => void import('./downloads.ts').then(({ downloadDefinition }) => downloadDefinition(app, as))))}
    ${item(t('menu.project'), 'download', () => void import('./downloads.ts').then(({ downloadProject }) => downloadProject(app)))}
    ${app.store.state.run.length === 0 ? nothing : item(t('menu.history'), 'download', () => void import('./downloads.ts').then(({ downloadHistory }) => downloadHistory(app)))}
    ${item(t('menu.print'), 'file', () => void import('./print-sheet.ts').then(({ preparePrinting }) => { preparePrinting(app); window.print(); }))}
    ${item(t('menu.keys'), 'keyboard', () => app.showOverlay('keys'))}
    <hr />
    ${THEMES.map((theme) => item(t('header.theme', { theme: t(theme.label) }), theme.icon, () => app.setPreferences({ theme: theme.id })))}
    ${item(compact ? t('menu.comfortable') : t('menu.compact'), 'list', () => app.toggleDensity())}
    <hr />
    <div class="head" role="presentation">${t('menu.language')}</div>
    ${languages(app, close)}
  </div>`;
}

/** Each language under its own name, so that it is found in any other. */
function languages(app: App, close: () => void): TemplateResult[] {
  const { language } = app.store.state.preferences;
  const item = (id: LanguageChoice, name: string): TemplateResult =>
    html`<button class="item" role="menuitemradio" data-testid="language-${id}" aria-checked=${language === id ? 'true' : 'false'} lang=${id === 'system' ? nothing : id} @click=${() => { close(); app.setLanguage(id); }}>${language === id ? icon('check') : html`<span></span>`}<span class="name">${name}</span></button>`;
  return [item('system', t('menu.languageSystem')), ...LANGUAGES.map(({ id, name }) => item(id, name))];
}

/** Standard or Express. */
export function type({ app, close }: MenuOptions): TemplateResult {
  const item = (id: 'STANDARD' | 'EXPRESS', words: string): TemplateResult => {
    const chosen = app.store.state.document.config.type === id;
    return html`<button class="item" role="menuitemradio" aria-checked=${chosen ? 'true' : 'false'} @click=${() => { close(); app.setConfig({ type: id }); }}>${chosen ? icon('check') : html`<span></span>`}<span class="name">${words}</span></button>`;
  };
  return html`<div class="menu right" role="menu">${item('STANDARD', t('header.standard'))}${item('EXPRESS', t('header.express'))}</div>`;
}
