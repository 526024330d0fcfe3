/** The Config tab: what an execution is started with besides definition, input and mocks. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { oneOf } from '../../shared/guard.ts';
import { placeholdersIn } from '../../shared/placeholders.ts';

function valueOf(event: Event): string {
  return event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement ? event.target.value : '';
}

export function configForm(app: App): TemplateResult {
  const { config } = app.store.state.document;
  return html`<form class="config" @submit=${(event: Event) => event.preventDefault()}>
    <p class="soft">${t('config.intro')}</p>
    <div class="field"><label for="config-type">${t('config.type')}</label>
      <select class="input" id="config-type" data-testid="config-type" .value=${config.type} @change=${(event: Event) => app.setConfig({ type: oneOf(valueOf(event), ['STANDARD', 'EXPRESS'], 'STANDARD') })}>
        <option value="STANDARD" ?selected=${config.type === 'STANDARD'}>${t('header.standard')}</option>
        <option value="EXPRESS" ?selected=${config.type === 'EXPRESS'}>${t('header.express')}</option>
      </select></div>
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
  </form>`;
}

/** A chip for each `${Name}` of the definition, with the value that stands in for it when the workflow runs. */
function placeholders(app: App): TemplateResult | typeof nothing {
  const { document } = app.store.state;
  const names = placeholdersIn(document.definition);
  if (names.length === 0) return nothing;
  const set = (name: string, value: string): void => app.documents.change({ placeholders: { ...document.placeholders, [name]: value.slice(0, 10_000) } });
  return html`<fieldset class="placeholders"><legend>${t('config.placeholders')}</legend><p class="soft">${t('config.placeholdersHelp')}</p>
    ${names.map((name, at) => html`<div class="field"><label for="placeholder-${at}"><span class="chip mono">\${${name}}</span></label>
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
