/** The Events tab: all events by the service's names with filters, the whole of the chosen one, and the log of the execution. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { rowHeight, VirtualList } from '../../elements/virtual-list.ts';
import { icon } from '../../elements/icons.ts';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { Status } from '../../run/status.ts';
import type { App } from '../../store/app.ts';
import { EVENT_GROUPS, type EventFilter, eventRow, filterEvents, LOG_LEVELS, type LogLevel, type LogRow, NO_FILTER, readLog } from './model.ts';
import { historyOf } from '../shell/downloads.ts';
import './events.css';
import { short } from '../../shared/short.ts';

const STATUSES: readonly Status[] = ['succeeded', 'failed', 'caught', 'timedOut', 'aborted', 'inProgress', 'waiting'];

export class EventsElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #filter: EventFilter = NO_FILTER;
  #found: number[] | undefined;
  /** What was scrolled to last. */
  #revealed = '';
  #foundFor = '';
  #details: { key: string; text: string } = { key: '', text: '' };
  #log = false;
  #level: LogLevel = 'ALL';
  #withData = true;
  #logRows: { key: string; rows: readonly LogRow[] } = { key: '', rows: [] };
  #logAt = 0;
  #copied = false;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.selection.state, state.preferences.compact]);
  }

  protected override render(): TemplateResult {
    const { run, cursor } = this.app.store.state;
    if (run.length === 0) return html`<div class="empty"><p>${t('timeline.empty')}</p></div>`;
    if (this.#log) return this.#logView();
    this.#search();
    const count = this.#found?.length ?? run.length;
    return html`<div class="events" @keydown=${this.#onKey}>
      <div class="events-list">
        ${this.#bar()}
        <div class="events-head"><span>${t('events.id')}</span><span></span><span>${t('events.event')}</span><span>${t('events.state')}</span><span>${t('events.detail')}</span><span class="time">${t('events.time')}</span></div>
        ${count === 0 ? html`<div class="empty"><p>${t('events.none')}</p></div>` : html`<st-virtual-list
          role="listbox" tabindex="0" aria-label=${t('tab.events')} data-testid="events-list" .count=${count} .rowHeight=${rowHeight('row', this.app.store.state.preferences.compact)}
          .version=${`${run.number} ${run.length} ${cursor} ${this.#foundFor}`} .row=${(at: number) => this.#row(this.#found?.[at] ?? at)}></st-virtual-list>`}
      </div>
      ${this.#detail(cursor)}
    </div>`;
  }

  /** The browser's search would not see the rows that are out of sight. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'f') return;
    const filter = this.querySelector<HTMLInputElement>('.events-filter');
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
    filter.select();
  };

  protected override updated(): void {
    const { cursor, run } = this.app.store.state;
    const list = this.querySelector('st-virtual-list');
    if (this.#log || !(list instanceof VirtualList) || cursor === 0) return;
    const at = this.#found === undefined ? cursor - 1 : this.#found.indexOf(cursor - 1);
    const key = `${run.number} ${cursor} ${at}`;
    if (key === this.#revealed) return;
    this.#revealed = key;
    // Asked for now, the list's place would have the page laid out before the other regions have drawn.
    if (at >= 0) requestAnimationFrame(() => list.reveal(at));
  }

  /** Filters and the ways to the log and to the clipboard. */
  #bar(): TemplateResult {
    const { run } = this.app.store.state;
    const states = [...run.index.visitsByState.keys()];
    const option = (value: string, words: string, chosen: string): TemplateResult => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`;
    const set = (change: Partial<EventFilter>): void => {
      this.#filter = { ...this.#filter, ...change };
      this.requestUpdate();
    };
    const value = (event: Event): string => (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement ? event.target.value : '');
    return html`<div class="events-bar">
      ${this.#modes()}
      <input class="input events-filter" type="search" aria-label=${t('events.filter')} placeholder=${t('events.filter')} .value=${this.#filter.words} data-testid="events-filter" @input=${(event: Event) => set({ words: value(event) })} />
      <select class="input" aria-label=${t('events.group')} data-testid="events-group" @change=${(event: Event) => set({ group: EVENT_GROUPS.find((group) => group === value(event)) ?? 'all' })}>${EVENT_GROUPS.map((group) => option(group, t(`events.group.${group}`), this.#filter.group))}</select>
      <select class="input" aria-label=${t('events.state')} data-testid="events-state" @change=${(event: Event) => set({ state: value(event) })}>${option('', t('events.allStates'), this.#filter.state)}${states.map((state) => option(state, short(state), this.#filter.state))}</select>
      <select class="input" aria-label=${t('table.status')} data-testid="events-status" @change=${(event: Event) => set({ status: STATUSES.find((status) => status === value(event)) ?? '' })}>${option('', t('events.allStatuses'), this.#filter.status)}${STATUSES.map((status) => option(status, t(`status.${status}`), this.#filter.status))}</select>
      <span class="soft num events-count">${this.#found === undefined ? '' : t('events.found', { count: this.#found.length, all: run.length })}</span>
      <span class="grow"></span>
      <button class="btn small" data-testid="copy-history" title=${t('inspector.copyHistory')} @click=${() => void this.#copyHistory()}>${icon(this.#copied ? 'check' : 'copy', 14)}<span class="wide-only">${this.#copied ? t('inspector.copied') : t('inspector.copyHistory')}</span></button>
    </div>`;
  }

  /** The button that was pressed is drawn anew, and keeps the focus. */
  #show(log: boolean): void {
    this.#log = log;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.seg [aria-pressed=true]')?.focus());
  }

  #modes(): TemplateResult {
    const mode = (log: boolean, words: string): TemplateResult =>
      html`<button data-testid=${log ? 'show-log' : 'show-history'} aria-pressed=${this.#log === log ? 'true' : 'false'} @click=${() => this.#show(log)}>${words}</button>`;
    return html`<span class="seg" role="group" aria-label=${t('events.view')}>${mode(false, t('events.history'))}${mode(true, t('events.log'))}</span>`;
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
      <span class="ellipsis" lang="en">${row.type}</span><span class="ellipsis" lang="en">${short(row.state)}</span><span class="ellipsis soft">${short(row.detail)}</span>
      <span class="num time soft">${formatClock(row.timestampMs - start)}</span>
    </button>`;
  }

  #detail(cursor: number): TemplateResult | typeof nothing {
    const event = this.app.store.state.run.index.events[cursor - 1];
    if (event === undefined) return nothing;
    this.#ask(event.id);
    const { previousEventId } = event;
    return html`<aside class="events-detail wide-only">
      <div class="events-detail-head"><b class="num">${t('events.detailTitle', { id: event.id })}</b>${previousEventId > 0 ? html`<button class="link num" data-testid="previous-event" @click=${() => this.app.chooseEvent(previousEventId - 1)}>${t('events.previous', { id: previousEventId })}</button>` : nothing}<span class="grow"></span>
        <button class="btn small" @click=${() => void navigator.clipboard.writeText(this.#details.text).catch(() => undefined)}>${icon('copy', 14)}${t('inspector.copy')}</button></div>
      <st-json .value=${this.#details.text} .label=${t('events.detailTitle', { id: event.id })}></st-json>
    </aside>`;
  }

  #ask(eventId: number): void {
    const { number } = this.app.store.state.run;
    const key = `${number} ${eventId}`;
    if (key === this.#details.key) return;
    this.#details = { key, text: '' };
    void this.app.client
      .call('eventDetails', { run: number, eventId })
      .then((text) => {
        if (this.#details.key !== key) return;
        this.#details = { key, text };
        this.requestUpdate();
      })
      .catch(() => undefined);
  }

  #search(): void {
    const { run } = this.app.store.state;
    const key = `${run.number} ${run.length} ${JSON.stringify(this.#filter)}`;
    if (key === this.#foundFor) return;
    this.#foundFor = key;
    this.#found = filterEvents(run.index, this.#filter);
  }

  async #copyHistory(): Promise<void> {
    const text = await historyOf(this.app);
    await navigator.clipboard.writeText(text).catch(() => this.app.showOverlay('text', { title: t('inspector.copyHistory'), text }));
    this.#copied = true;
    this.requestUpdate();
    setTimeout(() => { this.#copied = false; this.requestUpdate(); }, 1_500);
  }

  /** The log as CloudWatch would hold it, by level. */
  #logView(): TemplateResult {
    const { run } = this.app.store.state;
    this.#askLog();
    const { rows } = this.#logRows;
    const start = run.index.events[0]?.timestampMs ?? 0;
    const chosen = rows[this.#logAt];
    return html`<div class="events" data-testid="log" data-level=${this.#level}>
      <div class="events-list">
        <div class="events-bar">${this.#modes()}
          <span class="seg" role="group" aria-label=${t('events.level')}>${LOG_LEVELS.map((level) => html`<button data-testid="log-${level}" aria-pressed=${level === this.#level ? 'true' : 'false'} @click=${() => { this.#level = level; this.#logAt = 0; this.requestUpdate(); }}>${level}</button>`)}</span>
          <label class="events-check"><input type="checkbox" class="check" .checked=${this.#withData} @change=${() => { this.#withData = !this.#withData; this.requestUpdate(); }} />${t('events.withData')}</label>
          <span class="soft num events-count">${t('events.entries', { count: rows.length })}</span></div>
        ${rows.length === 0 ? html`<div class="empty"><p>${t(this.#level === 'OFF' ? 'events.logOff' : 'events.logNone')}</p></div>` : html`<st-virtual-list role="listbox" tabindex="0" aria-label=${t('events.log')} .count=${rows.length} .rowHeight=${rowHeight('row', this.app.store.state.preferences.compact)} .version=${`${this.#logRows.key} ${this.#logAt}`}
          .row=${(at: number) => this.#logRow(rows[at], at, start)}></st-virtual-list>`}
      </div>
      ${chosen === undefined ? nothing : html`<aside class="events-detail wide-only"><div class="events-detail-head"><b class="num">${t('events.detailTitle', { id: chosen.id })}</b><span class="grow"></span>
        <button class="btn small" @click=${() => void navigator.clipboard.writeText(rows.map((row) => row.text).join('\n')).catch(() => undefined)}>${icon('copy', 14)}${t('inspector.copy')}</button></div><st-json .value=${chosen.text} .label=${t('events.log')}></st-json></aside>`}
    </div>`;
  }

  #logRow(row: LogRow | undefined, at: number, start: number): TemplateResult {
    if (row === undefined) return html``;
    const bad = /(?:Failed|TimedOut|Aborted)$/.test(row.type);
    return html`<button class="event-row log-row ${bad ? 'failed' : ''} ${at === this.#logAt ? 'now' : ''}" role="option" aria-selected=${at === this.#logAt ? 'true' : 'false'} tabindex="-1" data-testid="log-row" @click=${() => { this.#logAt = at; this.app.chooseEvent(row.id - 1); this.requestUpdate(); }}>
      <span class="num soft">${row.id}</span><span class="sign ${bad ? 'word-fa' : 'soft'}">${bad ? icon('cross', 12) : html`<i></i>`}</span>
      <span class="ellipsis" lang="en">${row.type}</span><span class="ellipsis" lang="en">${short(row.name)}</span><span></span><span class="num time soft">${formatClock(row.timestampMs - start)}</span>
    </button>`;
  }

  #askLog(): void {
    const { number, length } = this.app.store.state.run;
    const key = `${number} ${length} ${this.#level} ${this.#withData}`;
    if (key === this.#logRows.key) return;
    this.#logRows = { key, rows: [] };
    void this.app.client
      .call('report', { run: number, kind: `log:${this.#level}${this.#withData ? ':data' : ''}` })
      .then((text) => {
        if (this.#logRows.key !== key) return;
        this.#logRows = { key, rows: readLog(text) };
        this.requestUpdate();
      })
      .catch(() => undefined);
  }
}

customElements.define('st-events', EventsElement);
