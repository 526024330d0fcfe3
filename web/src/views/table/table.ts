/** The Table tab: state visits as a sortable table. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { rowHeight } from '../../elements/virtual-list.ts';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { formatDuration } from '../../i18n/format.ts';
import { type MessageKey, t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { App } from '../../store/app.ts';
import { type TableColumn, type TableRow, tableRows } from './model.ts';
import { short } from '../../shared/short.ts';

const COLUMNS: readonly { id: TableColumn; key: MessageKey; figure?: boolean }[] = [
  { id: 'name', key: 'table.name' },
  { id: 'type', key: 'table.type' },
  { id: 'status', key: 'table.status' },
  { id: 'startedMs', key: 'table.started', figure: true },
  { id: 'durationMs', key: 'table.duration', figure: true },
  { id: 'attempts', key: 'table.attempts', figure: true },
  { id: 'resource', key: 'table.resource' },
];
const EXTRA = 10;

export class TableElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #column: TableColumn = 'startedMs';
  #descending = false;
  #top = 0;
  #height = 300;
  readonly #resize = new ResizeObserver(() => {
    const height = this.clientHeight || 300;
    if (height === this.#height) return;
    this.#height = height;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.selection, state.preferences.compact]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  get #rowHeight(): number {
    return rowHeight('row', this.app.store.state.preferences.compact);
  }

  protected override render(): TemplateResult {
    const { run, cursor } = this.app.store.state;
    if (run.length === 0) return html`<div class="empty"><p>${t('timeline.empty')}</p></div>`;
    const rows = tableRows(run.index, cursor, this.#column, this.#descending);
    const height = this.#rowHeight;
    const first = Math.max(0, Math.floor(this.#top / height) - EXTRA);
    const last = Math.min(rows.length, Math.ceil((this.#top + this.#height) / height) + EXTRA);
    const gap = (count: number): unknown => (count > 0 ? html`<tr aria-hidden="true"><td colspan="7" height=${count * height}></td></tr>` : nothing);
    return html`<div class="table-room" tabindex="0" role="region" aria-label=${t('tab.table')} @scroll=${this.#onScroll}>
      <table class="table" data-testid="table" aria-rowcount=${rows.length + 1}>
        <caption class="sr">${t('table.caption')}</caption>
        <thead><tr>${COLUMNS.map((column) => this.#head(column))}</tr></thead>
        <tbody>${gap(first)}${rows.slice(first, last).map((row) => this.#row(row))}${gap(rows.length - last)}</tbody>
      </table>
    </div>`;
  }

  #head(column: (typeof COLUMNS)[number]): TemplateResult {
    const active = this.#column === column.id;
    const sort = active ? (this.#descending ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col" class=${column.figure === true ? 'figure' : ''} aria-sort=${sort}>
      <button @click=${() => this.#sort(column.id)}>${t(column.key)}${active ? icon('chevronDown', 12, this.#descending ? '' : 'up') : nothing}</button>
    </th>`;
  }

  #row(row: TableRow): TemplateResult {
    const { selection } = this.app.store.state;
    const chosen = row.name === selection.state && (selection.visit === undefined || selection.visit === row.visit);
    return html`<tr class="${chosen ? 'chosen' : ''} ${row.status === 'failed' ? 'failed' : ''}" data-testid="table-row" data-status=${row.status}>
      <th scope="row"><button class="ellipsis" @click=${() => this.app.select(row.name, row.visit)}><span lang="en">${short(row.name)}</span>${row.item === undefined ? '' : html` <span class="soft num">#${row.item}</span>`}</button></th>
      <td class="soft" lang="en">${row.type}</td>
      <td><span class="table-status word-${STATUS_TOKEN[row.status]}">${icon(STATUS_ICON[row.status], 12)}${t(`status.${row.status}`)}</span></td>
      <td class="figure num">${formatDuration(row.startedMs)}</td>
      <td class="figure num">${formatDuration(row.durationMs)}</td>
      <td class="figure num">${row.attempts || ''}</td>
      <td class="soft ellipsis" lang="en">${short(row.resource)}</td>
    </tr>`;
  }

  #sort(column: TableColumn): void {
    this.#descending = this.#column === column ? !this.#descending : false;
    this.#column = column;
    this.requestUpdate();
  }

  #onScroll = (event: Event): void => {
    if (!(event.target instanceof HTMLElement) || Math.abs(event.target.scrollTop - this.#top) < this.#rowHeight * 4) return;
    this.#top = event.target.scrollTop;
    this.requestUpdate();
  };
}

customElements.define('st-table', TableElement);
