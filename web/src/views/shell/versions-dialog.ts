/** The versions of the workflow at hand: when each was kept, how it differs, and the way back to it. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { modal } from '../../elements/modal.ts';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { diffLines } from '../../shared/line-diff.ts';
import type { App } from '../../store/app.ts';
import { contentOf } from '../../store/persist.ts';
import type { Version } from '../../store/state.ts';
import type { Overlay } from './overlays.ts';
import './dialogs.css';

class VersionsElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document]);
  }

  protected override render(): TemplateResult {
    const versions = this.app.documents.versions();
    return html`<div class="dialog-body">
      ${versions.length === 0 ? html`<p class="soft">${t('versions.none')}</p>` : html`<p class="soft">${t('versions.help')}</p>`}
      <ul class="versions">${versions.map((version) => html`<li data-testid="version">
        <span class="grow"><time class="name num" datetime=${new Date(version.at).toISOString()}>${formatDate(version.at)}</time><span class="story num">${this.#difference(version)}</span></span>
        ${this.#isNow(version) ? nothing : html`<button class="btn outlined small" data-testid="restore" @click=${() => this.app.documents.restore(version)}>${t('versions.restore')}</button>`}
      </li>`)}</ul>
    </div>`;
  }

  /** What an older page kept holds the texts alone: the rest counts as it is. */
  #isNow(version: Version): boolean {
    const now = contentOf(this.app.store.state.document);
    return JSON.stringify(now) === JSON.stringify({ ...now, ...contentOf(version) });
  }

  #difference(version: Version): string {
    if (this.#isNow(version)) return t('versions.same');
    const { document } = this.app.store.state;
    const text = ({ definition, input, mocks, ...rest }: Omit<Version, 'at'>): string[] => [definition, input, mocks, JSON.stringify(rest, null, 1)].join('\n').split('\n');
    const now = contentOf(document);
    const lines = diffLines(text(now), text({ ...now, ...contentOf(version) }));
    const count = (kind: 'added' | 'removed'): number => lines.filter((line) => line.kind === kind).length;
    return t('versions.differs', { added: count('added'), removed: count('removed') });
  }
}

customElements.define('st-versions', VersionsElement);

export const overlay: Overlay = (app, close) =>
  html`<dialog class="dialog" aria-labelledby="versions-title" data-testid="versions" ${modal(close)}>
    <header><h2 id="versions-title">${t('versions.title', { title: app.store.state.document.title })}</h2><button class="btn icon-only small" aria-label=${t('app.close')} @click=${close}>${icon('cross')}</button></header>
    <st-versions .app=${app}></st-versions>
  </dialog>`;
