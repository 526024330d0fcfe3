/** The dialog "Open or import": a field for any text, a button for files, and the list of what was found. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { LightElement } from '../../elements/light-element.ts';
import { modal } from '../../elements/modal.ts';
import { t } from '../../i18n/t.ts';
import type { Findings, FoundWorkflow, WorkflowElsewhere } from '../../import/find.ts';
import { isRecord, stringOr } from '../../shared/guard.ts';
import type { SharedScene } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { find, importFiles, openFound, openProject, replay, takeInput, takeMocks } from '../../store/importer.ts';
import type { Overlay } from '../shell/overlays.ts';
import '../shell/dialogs.css';
import './import.css';
import { short } from '../../shared/short.ts';

export class ImportElement extends LightElement {
  static override properties = { app: { attribute: false }, findings: { attribute: false }, name: { attribute: false }, opened: { attribute: false } };
  declare app: App;
  declare findings: Findings | undefined;
  declare name: string;
  /** Done once one of them is open: what else came with them. */
  declare opened: (() => Promise<void>) | undefined;
  /** Ends the search in a text that has changed since. */
  #asked = new AbortController();
  /** The field stays for whoever has written into it. */
  #typed = false;

  protected override firstUpdated(): void {
    // The dialog is opened after this, and would take the focus to the button that closes it.
    queueMicrotask(() => this.querySelector<HTMLElement>('.import-found button, textarea')?.focus());
  }

  protected override render(): TemplateResult {
    const { findings } = this;
    return html`
      ${findings === undefined || findings.kind === 'nothing' || this.#typed ? this.#field() : nothing}
      <div role="status" aria-live="polite">${findings === undefined ? nothing : this.#found(findings)}</div>
      <p class="privacy">${icon('lock')}<span>${t('import.privacy')}</span></p>`;
  }

  #field(): TemplateResult {
    return html`<div class="dialog-body">
      <label class="label" for="import-text">${t('import.help')}</label>
      <textarea class="input raw" id="import-text" data-testid="import-text" rows="7" spellcheck="false" placeholder='{ "StartAt": … }' @input=${this.#onInput}></textarea>
      <div class="row"><button class="btn outlined" data-testid="import-file" @click=${this.#chooseFile}>${icon('file')}${t('import.file')}</button><span class="soft">${t('import.kinds')}</span></div>
    </div>`;
  }

  #found(findings: Findings): TemplateResult {
    switch (findings.kind) {
      case 'workflows':
        return html`<div class="import-found" data-testid="import-found">
          <p class="import-count">${t('import.found', { count: findings.workflows.length })}</p>
          <ul>${findings.workflows.map((found) => this.#row(found))}</ul>
          ${findings.workflows.length > 1 ? html`<button class="btn outlined" data-testid="import-all" @click=${() => void this.#openAll(findings.workflows)}>${t('import.all', { count: findings.workflows.length })}</button>` : nothing}
          ${elsewhere(findings.elsewhere)}
        </div>`;
      case 'history':
        return html`<div class="import-found"><p class="import-count">${t('import.history')}</p><button class="btn primary" @click=${() => void replay(this.app, findings.text)}>${t('import.replay')}</button></div>`;
      case 'execution':
        return html`<div class="import-found"><p class="import-count">${t('import.execution')}</p><button class="btn primary" @click=${() => { this.app.closeOverlay(); takeInput(this.app, findings.input); }}>${t('import.takeInput')}</button></div>`;
      case 'mocks':
        return html`<div class="import-found"><p class="import-count">${t('import.mocks')}</p><button class="btn primary" data-testid="import-mock-file" @click=${() => { this.app.closeOverlay(); void takeMocks(this.app, findings.text); }}>${t('import.takeMocks')}</button></div>`;
      case 'project':
        return html`<div class="import-found"><p class="import-count">${t('import.project', { title: findings.scene.title ?? '' })}</p><button class="btn primary" data-testid="import-project" @click=${() => this.#openProject(findings.scene)}>${t('import.openProject')}</button></div>`;
      case 'tooLarge':
      case 'tooLong':
        return html`<div class="import-found"><p>${t(`import.${findings.kind}`, { name: this.name || t('import.text') })}</p></div>`;
      case 'nothing': {
        const others = elsewhere(findings.elsewhere);
        const help = others === nothing ? html`<p class="soft">${t('import.nothingHelp')}</p>` : others;
        return html`<div class="import-found" data-testid="import-nothing"><p><b>${this.name === '' ? t('import.nothing') : t('import.nothingIn', { name: this.name })}</b></p>${help}</div>`;
      }
    }
  }

  #row(found: FoundWorkflow): TemplateResult {
    const parts = [
      found.shape === 'machine' ? t('import.states', { count: found.states }) : t(`import.${found.shape}`, { count: found.states }),
      t('problems.line', { line: found.line }),
      ...(found.file === undefined ? [] : [found.file]),
      ...(found.express ? [t('header.express')] : []),
    ];
    const mends = found.mends.filter((mend) => mend !== 'wrapped').map((mend) => t(`import.mend.${mend}`));
    return html`<li><button class="import-row" data-testid="import-row" data-shape=${found.shape} @click=${() => void this.#open(found)}>
      ${icon(found.shape === 'machine' ? 'graph' : 'flow')}
      <span class="grow"><span class="name">${short(found.title) || t('app.untitled')}</span><span class="story num">${parts.join(' · ')}</span>
        ${mends.length === 0 ? nothing : html`<span class="story">${t('import.filled', { what: mends.join(', ') })}</span>`}</span>
      ${found.shape === 'machine' ? nothing : html`<span class="chip">${t('import.wrapped')}</span>`}
      ${icon('chevronRight', 14)}
    </button></li>`;
  }

  async #open(found: FoundWorkflow): Promise<void> {
    this.app.closeOverlay();
    await openFound(this.app, found);
    await this.opened?.();
  }

  #openProject(scene: SharedScene): void {
    this.app.closeOverlay();
    void openProject(this.app, scene);
  }

  /** The last one stays open, the others are among the person's workflows. */
  async #openAll(workflows: readonly FoundWorkflow[]): Promise<void> {
    this.app.closeOverlay();
    for (const found of workflows.slice(0, 20).reverse()) await openFound(this.app, found);
    await this.opened?.();
  }

  #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    const text = event.target.value;
    this.#typed = true;
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    if (text.trim() === '') {
      this.findings = undefined;
      return;
    }
    void find(this.app, text, '', signal).then((findings) => {
      if (!signal.aborted) this.findings = findings;
    });
  };

  #chooseFile = (): void => {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.accept = '.json,.jsonc,.asl,.yaml,.yml,.tf,.md,.txt,.template,.ts,.js,.py,.sh,.gz,.svg,.png';
    field.addEventListener('change', () => {
      const files = [...(field.files ?? [])];
      this.app.closeOverlay();
      void importFiles(this.app, files);
    });
    field.click();
  };
}

/** Says which files are missing. */
function elsewhere(files: readonly WorkflowElsewhere[] = []): TemplateResult | typeof nothing {
  const names = [...new Set(files.map(({ file }) => file))];
  return names.length === 0 ? nothing : html`<p class="soft" data-testid="import-elsewhere">${t('import.elsewhere', { count: names.length, files: names.slice(0, 10).join(', ') })}</p>`;
}

customElements.define('st-import', ImportElement);

/** Argument: `{ findings, name, after }` of what was dropped or pasted, or nothing to begin with an empty field. */
export const overlay: Overlay = (app, close, argument) => {
  const { findings, name, after } = isRecord(argument) ? argument : {};
  return html`<dialog class="dialog" aria-labelledby="import-title" data-testid="import" ${modal(close)}>
    <header><h2 id="import-title">${t('import.title')}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <st-import .app=${app} .findings=${findings} .name=${stringOr(name, '')} .opened=${after}></st-import>
  </dialog>`;
};
