/** The Events tab: all events by the service's names, and the whole of the chosen one. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { VirtualList } from '../../elements/virtual-list.ts';
import { icon } from '../../elements/icons.ts';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { eventRow, filterEvents } from './model.ts';

export class EventsElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #filter = '';
  #found: number[] | undefined;
  #foundFor = '';
  #details: { key: string; text: string } = { key: '', text: '' };

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.selection.state]);
  }

  protected override render(): TemplateResult {
    const { run, cursor } = this.app.store.state;
    if (run.length === 0) return html`<div class="empty"><p>${t('timeline.empty')}</p></div>`;
    this.#search();
    const count = this.#found?.length ?? run.length;
    return html`<div class="events">
      <div class="events-list">
        <div class="events-head"><span>${t('events.id')}</span><span></span><span>${t('events.event')}</span><span>${t('events.state')}</span><span>${t('events.detail')}</span><span class="time">${t('events.time')}</span>
          <input class="input events-filter" type="search" aria-label=${t('events.filter')} placeholder=${t('events.filter')} .value=${this.#filter} data-testid="events-filter" @input=${this.#onFilter} /></div>
        ${count === 0 ? html`<div class="empty"><p>${t('events.none')}</p></div>` : html`<st-virtual-list
          role="listbox" tabindex="0" aria-label=${t('tab.events')} data-testid="events-list" .count=${count} .rowHeight=${26}
          .version=${`${run.number} ${run.length} ${cursor} ${this.#filter}`} .row=${(at: number) => this.#row(this.#found?.[at] ?? at)}></st-virtual-list>`}
      </div>
      ${this.#detail(cursor)}
    </div>`;
  }

  protected override updated(): void {
    const { cursor } = this.app.store.state;
    const list = this.querySelector('st-virtual-list');
    if (!(list instanceof VirtualList) || cursor === 0) return;
    const at = this.#found === undefined ? cursor - 1 : this.#found.indexOf(cursor - 1);
    if (at >= 0) list.reveal(at);
  }

  #row(at: number): TemplateResult {
    const { run, cursor, selection } = this.app.store.state;
    const row = eventRow(run.index, at);
    const start = run.index.events[0]?.timestampMs ?? 0;
    const now = at === cursor - 1;
    return html`<button class="event-row ${row.failed ? 'failed' : ''} ${now ? 'now' : ''} ${at >= cursor ? 'future' : ''} ${row.state === selection.state ? 'same' : ''}"
      role="option" aria-selected=${now ? 'true' : 'false'} tabindex="-1" data-testid="event-row" data-event=${row.id} @click=${() => this.app.chooseEvent(at)}>
      <span class="num soft">${row.id}</span>
      <span class="sign ${row.failed ? 'word-fa' : row.succeeded ? 'word-ok' : 'soft'}">${row.failed ? icon('cross', 12) : row.succeeded ? icon('check', 12) : html`<i></i>`}</span>
      <span class="ellipsis">${row.type}</span><span class="ellipsis">${row.state}</span><span class="ellipsis soft">${row.detail}</span>
      <span class="num time soft">${formatClock(row.timestampMs - start)}</span>
    </button>`;
  }

  #detail(cursor: number): TemplateResult | typeof nothing {
    const event = this.app.store.state.run.index.events[cursor - 1];
    if (event === undefined) return nothing;
    this.#ask(event.id);
    return html`<aside class="events-detail wide-only">
      <div class="events-detail-head"><b class="num">${t('events.detailTitle', { id: event.id })}</b><span class="soft num">${event.previousEventId > 0 ? t('events.previous', { id: event.previousEventId }) : ''}</span><span class="grow"></span>
        <button class="btn small" @click=${() => void navigator.clipboard.writeText(this.#details.text)}>${icon('copy', 14)}${t('inspector.copy')}</button></div>
      <st-json .value=${this.#details.text} .label=${t('events.detailTitle', { id: event.id })}></st-json>
    </aside>`;
  }

  #ask(eventId: number): void {
    const key = `${this.app.store.state.run.number} ${eventId}`;
    if (key === this.#details.key) return;
    this.#details = { key, text: '' };
    void this.app.client
      .call('eventDetails', { run: this.app.store.state.run.number, eventId })
      .then((text) => {
        if (this.#details.key !== key) return;
        this.#details = { key, text };
        this.requestUpdate();
      })
      .catch(() => undefined);
  }

  #search(): void {
    const { run } = this.app.store.state;
    const key = `${run.number} ${run.length} ${this.#filter}`;
    if (key === this.#foundFor) return;
    this.#foundFor = key;
    this.#found = filterEvents(run.index, this.#filter);
  }

  #onFilter = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#filter = event.target.value;
    this.requestUpdate();
  };
}

customElements.define('st-events', EventsElement);
