/** The Config tab: what an execution is started with besides definition, input and mocks. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { oneOf } from '../../shared/guard.ts';
import { DATE_LOCALES, formatDate } from '../../i18n/format.ts';
import { type FieldTexts, fieldTexts, jsonFields } from '../inspector/state-text.ts';
import { placeholdersIn } from '../../shared/placeholders.ts';
import { short } from '../../shared/short.ts';

function valueOf(event: Event): string {
  return event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement ? event.target.value : '';
}

/** The service's longest timeout of an execution. */
const MAX_TIMEOUT_SECONDS = 99_999_999;

/** `changed` is called when a part has come that the form needs. */
export function configForm(app: App, changed: () => void): TemplateResult {
  const { config, definition } = app.store.state.document;
  const texts = textsFor(app, changed);
  const timeout = texts?.text(definition, undefined, ['TimeoutSeconds']) ?? '';
  return html`<form class="config" @submit=${(event: Event) => event.preventDefault()}>
    <p class="soft">${t('config.intro')}</p>
    <div class="field"><label for="config-type">${t('config.type')}</label>
      <select class="input" id="config-type" data-testid="config-type" .value=${config.type} @change=${(event: Event) => app.setConfig({ type: oneOf(valueOf(event), ['STANDARD', 'EXPRESS'], 'STANDARD') })}>
        <option value="STANDARD" ?selected=${config.type === 'STANDARD'}>${t('header.standard')}</option>
        <option value="EXPRESS" ?selected=${config.type === 'EXPRESS'}>${t('header.express')}</option>
      </select></div>
    <div class="field"><label for="config-language">${t('config.language')}</label>
      <select class="input" id="config-language" data-testid="config-language" @change=${(event: Event) => setTop(app, texts, 'QueryLanguage', JSON.stringify(oneOf(valueOf(event), ['JSONPath', 'JSONata'], 'JSONPath')))}>
        ${(['JSONPath', 'JSONata'] as const).map((language) => html`<option value=${language} ?selected=${app.store.state.analysis.latest?.queryLanguage === language}>${language}</option>`)}
      </select><p class="soft">${t('config.languageHelp')}</p></div>
    <div class="field"><label for="config-timeout">${t('config.timeout')} <span class="mono soft">TimeoutSeconds</span></label>
      <input class="input num" id="config-timeout" data-testid="config-timeout" type="number" min="1" max="99999999" step="1" placeholder=${t('config.timeoutNone')} .value=${timeout} @change=${(event: Event) => setTimeoutSeconds(app, texts, valueOf(event))} /></div>
    <div class="field"><label for="config-name">${t('config.name')}</label>
      <input class="input" id="config-name" maxlength="80" .value=${config.name} @change=${(event: Event) => app.setConfig({ name: valueOf(event) })} /></div>
    <div class="field"><label for="config-start">${t('config.start')}</label>
      <input class="input num" id="config-start" type="datetime-local" step="1" .value=${new Date(config.startTimeMs).toISOString().slice(0, 19)}
        @change=${(event: Event) => setStart(app, valueOf(event))} /></div>
    <div class="field"><label for="config-seed">${t('config.seed')}</label>
      <input class="input num" id="config-seed" type="number" min="0" max="4294967295" .value=${String(config.seed)} @change=${(event: Event) => setSeed(app, valueOf(event))} /></div>
    <div class="field"><label for="config-quotas">${t('config.quotas')}</label>
      <select class="input" id="config-quotas" @change=${(event: Event) => app.setConfig({ quotas: oneOf(valueOf(event), ['real', 'relaxed'], 'real') })}>
        <option value="real" ?selected=${config.quotas === 'real'}>${t('config.quotasReal')}</option>
        <option value="relaxed" ?selected=${config.quotas === 'relaxed'}>${t('config.quotasRelaxed')}</option>
      </select></div>
    ${placeholders(app)}
    <div class="field config-page"><label for="config-locale">${t('config.locale')}</label>
      <select class="input" id="config-locale" data-testid="config-locale" @change=${(event: Event) => app.setPreferences({ dateLocale: valueOf(event) })}>
        ${DATE_LOCALES.map((id) => html`<option value=${id} ?selected=${app.store.state.preferences.dateLocale === id}>${id === '' ? t('config.localeLanguage') : id === 'iso' ? t('config.localeIso') : localeName(id)}</option>`)}
      </select><p class="soft num">${formatDate(config.startTimeMs, true)}</p></div>
  </form>`;
}

/** Name of a locale in its own words. */
function localeName(id: string): string {
  return new Intl.DisplayNames([id], { type: 'language' }).of(id) ?? id;
}

const known: Partial<Record<'json' | 'yaml', FieldTexts>> = { json: jsonFields };

/** How the definition's members are read; of YAML once its reader has come. */
function textsFor(app: App, changed: () => void): FieldTexts | undefined {
  const format = app.store.state.analysis.latest?.format ?? 'json';
  if (known[format] === undefined) {
    void fieldTexts(format).then((texts) => {
      known[format] = texts;
      changed();
    });
  }
  return known[format];
}

/** Writes a member of the whole workflow into the definition; undefined takes it out. */
function setTop(app: App, texts: FieldTexts | undefined, field: string, value: string | undefined): void {
  const { definition } = app.store.state.document;
  if (texts !== undefined) app.documents.change({ definition: texts.with(definition, undefined, [field], value) });
}

function setTimeoutSeconds(app: App, texts: FieldTexts | undefined, typed: string): void {
  const seconds = Math.trunc(Number(typed));
  if (typed.trim() === '') setTop(app, texts, 'TimeoutSeconds', undefined);
  else if (seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS) setTop(app, texts, 'TimeoutSeconds', String(seconds));
}

/** A chip for each `${Name}` of the definition, with the value that stands in for it when the workflow runs. */
function placeholders(app: App): TemplateResult | typeof nothing {
  const { document } = app.store.state;
  const names = placeholdersIn(document.definition);
  if (names.length === 0) return nothing;
  const set = (name: string, value: string): void => app.documents.change({ placeholders: { ...document.placeholders, [name]: value.slice(0, 10_000) } });
  return html`<fieldset class="placeholders"><legend>${t('config.placeholders')}</legend><p class="soft">${t('config.placeholdersHelp')}</p>
    ${names.map((name, at) => html`<div class="field"><label for="placeholder-${at}"><span class="chip mono">\${${short(name)}}</span></label>
      <input class="input mono" id="placeholder-${at}" data-testid="placeholder" data-name=${name} placeholder=${t('config.placeholderNone')} .value=${document.placeholders[name] ?? ''} @change=${(event: Event) => set(name, valueOf(event))} /></div>`)}
  </fieldset>`;
}

function setStart(app: App, text: string): void {
  const startTimeMs = Date.parse(`${text}Z`);
  if (Number.isFinite(startTimeMs) && startTimeMs >= 0) app.setConfig({ startTimeMs });
}

function setSeed(app: App, text: string): void {
  const seed = Math.trunc(Number(text));
  if (seed >= 0 && seed <= 0xffff_ffff) app.setConfig({ seed });
}
