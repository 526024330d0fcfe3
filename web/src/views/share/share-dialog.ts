/** The share dialog: the link with its length, Markdown, embed code, a file; what goes along and what is replaced. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { encode } from 'uqr';
import { icon } from '../../elements/icons.ts';
import { LightElement } from '../../elements/light-element.ts';
import { modal } from '../../elements/modal.ts';
import { styled } from '../../elements/styled.ts';
import { tabs } from '../../elements/tabs.ts';
import { t } from '../../i18n/t.ts';
import { stateView } from '../../run/visit-status.ts';
import { bakeSvg, type Stand } from '../../share/bake.ts';
import { ALL, embedCode, type Included, LIMITS, markdownOf, meter, sceneOf, tierOf } from '../../share/scene.ts';
import { codeOf } from '../../shared/guard.ts';
import type { PrivateValue, SharedScene, ShareOptions } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { projectText } from '../../share/project.ts';
import { fileName, saveFile } from '../shell/downloads.ts';
import type { Overlay } from '../shell/overlays.ts';
import '../shell/dialogs.css';
import './share.css';
import { short } from '../../shared/short.ts';

type Tab = 'link' | 'markdown' | 'embed' | 'file';
const TABS: readonly Tab[] = ['link', 'markdown', 'embed', 'file'];
/** Links up to this length make codes that a telephone can read. */
const QR_LIMIT = 1_200;
const EMBED_HEIGHT = 420;

type Part = keyof Included;
const PARTS: readonly Part[] = ['input', 'mocks', 'config', 'view'];

interface Made {
  /** The part behind `#/w/`. */
  readonly data: string;
  readonly url: string;
  /** Letters that each part adds; of one that is left out, what it would add. */
  readonly sizes: Readonly<Record<Part | 'definition' | 'formatting', number>>;
}

export class ShareElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #tab: Tab = 'link';
  #included: Included = ALL;
  #keepFormatting = false;
  #replace = true;
  #review = false;
  #large = false;
  #made: Made | undefined;
  #failed: { readonly message: string; readonly tooLarge: boolean } | undefined;
  #found: readonly PrivateValue[] = [];
  #copied: 'yes' | 'no' | undefined;
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#make();
  }

  #scene(included: Included): SharedScene {
    const { document, selection, cursor } = this.app.store.state;
    return sceneOf(document, included, { state: selection.state, cursor });
  }

  async #make(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const { client } = this.app;
    const link = (included: Included, change: Partial<ShareOptions> = {}): Promise<string> =>
      client.call('encodeShareLink', { scene: this.#scene(included), options: { keepFormatting: this.#keepFormatting, replacePrivate: this.#replace, ...change } });
    try {
      const found = await client.call('findSensitive', { scene: this.#scene(this.#included) });
      const data = await link(this.#included);
      const bare = await link({ input: false, mocks: false, config: false, view: false });
      const others = await Promise.all(PARTS.map((part) => link({ ...this.#included, [part]: !this.#included[part] })));
      const formatted = await link(this.#included, { keepFormatting: !this.#keepFormatting });
      if (asked !== this.#asked) return;
      const url = new URL(`#/w/${data}`, window.location.href).href;
      const difference = (other: string | undefined): number => Math.abs((other?.length ?? data.length) - data.length);
      const [input, mocks, config, view] = others.map(difference);
      this.#made = { data, url, sizes: { definition: bare.length, input: input ?? 0, mocks: mocks ?? 0, config: config ?? 0, view: view ?? 0, formatting: difference(formatted) } };
      this.#found = found;
      this.#failed = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#made = undefined;
      this.#failed = { message: error instanceof Error ? error.message : String(error), tooLarge: codeOf(error) === 'tooLarge' };
    }
    this.#copied = undefined;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const choose = (tab: Tab): void => {
      this.#tab = tab;
      this.#copied = undefined;
      this.requestUpdate();
    };
    return html`
      ${tabs({ id: 'share', label: t('share.tabs'), items: TABS.map((id) => ({ id, label: t(`share.tab.${id}`) })), active: this.#tab, choose, className: 'share-tabs' })}
      <div class="share-body" id="share-panel-${this.#tab}" role="tabpanel" aria-labelledby="share-tab-${this.#tab}">
        <div class="share-main">${this.#panel()}${this.#contents()}</div>
        ${this.#tab === 'link' ? this.#qr() : nothing}
      </div>
      ${this.#private()}
      <p class="privacy">${icon('lock')}<span><b>${t('share.privacy.strong')}</b> ${t('share.privacy')}</span></p>
      <div class="sr" role="status">${this.#copied === 'yes' ? t('share.copied') : nothing}</div>`;
  }

  #panel(): TemplateResult {
    const made = this.#made;
    if (this.#failed !== undefined) return html`<p class="share-note word-fa" role="alert">${this.#failed.tooLarge ? t('share.tooLarge') : t('share.failed', { message: this.#failed.message })}</p>${this.#fileButton()}`;
    if (made === undefined) return html`<p class="share-note" role="status">${t('share.working')}</p>`;
    const { title } = this.app.store.state.document;
    switch (this.#tab) {
      case 'link':
        return html`<div class="share-line"><input class="input mono" readonly data-testid="share-link" aria-label=${t('share.link')} .value=${made.url} @focus=${selectAll} />${this.#copyButton(made.url)}</div>${this.#problem()}${this.#meter(made.url.length)}`;
      case 'markdown':
        return this.#text(t('share.markdownHelp'), markdownOf(title, made.url), 4);
      case 'embed':
        return this.#text(t('share.embedHelp'), this.#embed(made), 8);
      case 'file':
        return html`<p class="share-note">${t('share.fileHelp')}</p>${this.#fileButton()}`;
    }
  }

  #text(help: string, text: string, rows: number): TemplateResult {
    return html`<p class="share-note">${help}</p><textarea class="input raw" readonly rows=${rows} spellcheck="false" aria-label=${help} data-testid="share-text" .value=${text} @focus=${selectAll}></textarea>
      <div class="share-line">${this.#copyButton(text)}</div>${this.#problem()}`;
  }

  #problem(): TemplateResult | typeof nothing {
    return this.#copied === 'no' ? html`<p class="share-note word-fa" role="alert">${t('share.notCopied')}</p>` : nothing;
  }

  #copyButton(text: string): TemplateResult {
    const copy = async (): Promise<void> => {
      try {
        await navigator.clipboard.writeText(text);
        this.#copied = 'yes';
      } catch {
        this.#copied = 'no';
      }
      this.requestUpdate();
    };
    const done = this.#copied === 'yes';
    return html`<button class="btn primary" data-testid="share-copy" data-copied=${done ? 'yes' : 'no'} @click=${() => void copy()}>${icon(done ? 'check' : 'copy', 14)}${done ? t('share.copied') : t('share.copy')}</button>`;
  }

  #meter(length: number): TemplateResult {
    const tier = tierOf(length);
    const token = { everywhere: 'ok', chats: 'rt', browsers: 'fa', file: 'fa' }[tier];
    const parts = meter(length);
    const limit = (at: number, words: string): TemplateResult => html`<span><b class="num">${at.toLocaleString(document.documentElement.lang)}</b>${words}</span>`;
    return html`<div class="share-length" data-testid="share-length" data-length=${length} data-tier=${tier}>
      <b class="num">${t('share.length', { count: length })}</b><span class="word-${token}">${icon(tier === 'everywhere' ? 'check' : 'warning', 14)}${t(`share.tier.${tier}`)}</span></div>
      <div class="share-meter" aria-hidden="true">${parts.map((part) => html`<i class="m-${token}" ${styled({ '--part': `${part * 100}%` })}></i>`)}</div>
      <div class="share-limits" aria-hidden="true">${limit(LIMITS.everywhere, t('share.limit.everywhere'))}${limit(LIMITS.chats, t('share.limit.chats'))}${limit(LIMITS.browsers, t('share.limit.browsers'))}</div>`;
  }

  #contents(): TemplateResult {
    const sizes = this.#made?.sizes;
    const { selection, cursor } = this.app.store.state;
    const row = (id: string, label: string, hint: string, checked: boolean, size: string, change: ((on: boolean) => void) | undefined): TemplateResult =>
      html`<label class="share-part"><input type="checkbox" data-testid="share-${id}" .checked=${checked} ?disabled=${change === undefined}
        @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) { change?.(event.target.checked); void this.#make(); } }} /><span>${label}</span><span class="soft ellipsis">${hint}</span><span class="soft num">${size}</span></label>`;
    const part = (id: Part, hint = ''): TemplateResult =>
      row(id, t(`share.part.${id}`), hint, this.#included[id], sizes === undefined ? '' : String(sizes[id]), (on) => { this.#included = { ...this.#included, [id]: on }; });
    const view = cursor > 0 ? t('share.viewAt', { cursor, state: selection.state ?? '–' }) : (selection.state ?? '');
    return html`<fieldset class="share-contents"><legend>${t('share.contents')}</legend>
      ${row('definition', t('share.part.definition'), '', true, sizes === undefined ? '' : String(sizes.definition), undefined)}
      ${part('input')}${part('mocks')}${part('config')}${part('view', view)}
      ${row('formatting', t('share.part.formatting'), '', this.#keepFormatting, sizes === undefined ? '' : this.#keepFormatting ? String(sizes.formatting) : `+ ${sizes.formatting}`, (on) => { this.#keepFormatting = on; })}
    </fieldset>`;
  }

  #private(): TemplateResult | typeof nothing {
    const found = this.#found;
    if (found.length === 0) return nothing;
    const count = (kind: PrivateValue['kind']): number => found.filter((value) => value.kind === kind).length;
    return html`<div class="share-private" data-testid="share-private">
      <label class="share-part"><input type="checkbox" data-testid="share-replace" .checked=${this.#replace} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) { this.#replace = event.target.checked; void this.#make(); } }} />
        <span><b>${t('share.replace', { count: found.length })}</b><br /><span class="soft">${t('share.found', { accounts: count('accountNumber'), mails: count('mailAddress'), secrets: count('secret') })}</span></span></label>
      <button class="link" aria-expanded=${this.#review ? 'true' : 'false'} @click=${() => { this.#review = !this.#review; this.requestUpdate(); }}>${this.#review ? t('share.reviewHide') : t('share.review')}</button>
      ${this.#review ? html`<ul>${found.slice(0, 100).map((value) => html`<li><code>${short(value.value)}</code> ${t('share.becomes')} <code>${short(value.replacement)}</code> <span class="soft">${value.part}</span></li>`)}</ul>` : nothing}
    </div>`;
  }

  #qr(): TemplateResult | typeof nothing {
    const made = this.#made;
    if (made === undefined) return nothing;
    if (made.url.length > QR_LIMIT) return html`<p class="share-qr-hint soft" data-testid="share-qr-hint">${t('share.qrTooLong', { limit: QR_LIMIT })}</p>`;
    const { data, size } = encode(made.url, { ecc: 'L', border: 2 });
    const path = data.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
    const enlarge = (): void => {
      this.#large = !this.#large;
      this.requestUpdate();
    };
    return html`<div class="share-qr ${this.#large ? 'large' : ''}">
      <button aria-label=${t('share.qrEnlarge')} aria-pressed=${this.#large ? 'true' : 'false'} @click=${enlarge}>
        <svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true" data-testid="share-qr">${svg`<rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path>`}</svg></button>
      <span class="soft">${t('share.qr')}</span>
      <button class="link" @click=${() => savePng(data, this.#fileName('png'))}>${t('share.qrSave')}</button>
    </div>`;
  }

  #embed(made: Made): string {
    const { document: work, analysis, run, cursor } = this.app.store.state;
    const graph = analysis.good?.graph ?? analysis.latest?.graph ?? undefined;
    const stands: Readonly<Record<string, Stand>> = { succeeded: 'ok', failed: 'fa', timedOut: 'fa', caught: 'ca', inProgress: 'ip', waiting: 'ip', retrying: 'ip' };
    const stand = (state: string): Stand => (cursor === 0 ? 'ns' : (stands[stateView(run.index, state, cursor).status] ?? 'ns'));
    const drawing = graph === undefined ? '' : bakeSvg(graph, work.title, stand);
    return embedCode(new URL('embed.js', window.location.href).href, made.data, work.title, EMBED_HEIGHT, drawing);
  }

  #fileButton(): TemplateResult {
    const save = (): void => {
      saveFile(new Blob([projectText(this.#scene(this.#included))], { type: 'application/json' }), this.#fileName('stepthrough.json'));
    };
    return html`<div class="share-line"><button class="btn primary" data-testid="share-file" @click=${save}>${icon('download')}${t('share.save')}</button></div>`;
  }

  #fileName(ending: string): string {
    return fileName(this.app.store.state.document.title, ending);
  }
}

function selectAll(event: Event): void {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) event.target.select();
}

/** Eight pixels for each square. */
function savePng(data: readonly (readonly boolean[])[], name: string): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = data.length * 8;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  data.forEach((row, y) => row.forEach((on, x) => { if (on) context.fillRect(x * 8, y * 8, 8, 8); }));
  canvas.toBlob((blob) => { if (blob !== null) saveFile(blob, name); });
}

customElements.define('st-share', ShareElement);

export const overlay: Overlay = (app, close) =>
  html`<dialog class="dialog share" aria-labelledby="share-title" data-testid="share-dialog" ${modal(close)}>
    <header><h2 id="share-title">${t('share.title', { name: app.store.state.document.title })}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <st-share .app=${app}></st-share>
  </dialog>`;
