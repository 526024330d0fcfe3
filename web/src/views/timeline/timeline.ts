/** The Timeline tab: rows of bars on a common axis with folded idle time, and the playhead. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { rowHeight, VirtualList } from '../../elements/virtual-list.ts';
import { icon, type IconName, STATUS_ICON } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { formatClock, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import { clockAt, visitStatus } from '../../run/visit-status.ts';
import { upperBound } from '../../run/history-index.ts';
import type { App } from '../../store/app.ts';
import { nextStateBoundary, previousStateBoundary } from '../../store/execution.ts';
import { Swipe } from './swipe.ts';
import { type Segment, type TimeRange, TimeScale, type TimelineRow, timelineRows, totalsOf, usefulRange } from './model.ts';
import './timeline.css';
import { short } from '../../shared/short.ts';

/** Something that may be taken up or put away, in the foot, where it covers nothing. */
export interface FootOffer {
  readonly words: () => string;
  readonly label: () => string;
  readonly act: () => void;
}

let offer: FootOffer | undefined;

/** Shows an offer until it is taken up or put away; undefined takes it back. */
export function offerInFoot(next: FootOffer | undefined): void {
  offer = next;
  for (const timeline of document.querySelectorAll('st-timeline')) if (timeline instanceof TimelineElement) timeline.requestUpdate();
}

function offerRow(): TemplateResult | typeof nothing {
  if (offer === undefined) return nothing;
  const { words, label, act } = offer;
  return html`<span class="tl-offer" data-testid="offer"><span class="soft">${words()}</span>
    <button class="link" data-testid="offer-yes" @click=${() => { offerInFoot(undefined); act(); }}>${label()}</button>
    <button class="btn icon-only small" data-testid="offer-no" aria-label=${t('app.dismiss')} title=${t('app.dismiss')} @click=${() => offerInFoot(undefined)}>${icon('cross', 14)}</button></span>`;
}

/** Px between two figures of the ruler. */
const TICK_GAP = 76;

export class TimelineElement extends LightElement {
  static override ownTask = 'always' as const;
  static override properties = { app: { attribute: false } };
  declare app: App;

  readonly #toggled = new Set<string>();
  #rows: TimelineRow[] = [];
  #scale: TimeScale | undefined;
  #madeFor = '';
  #width = 800;
  #revealed = '';
  /** Part of the time that is shown; undefined shows all of it. */
  #range: TimeRange | undefined;
  #rangeOf = -1;
  #dragged: { readonly from: number; readonly to: number } | undefined;
  readonly #resize = new ResizeObserver(() => {
    const width = this.querySelector<HTMLElement>('.tl-ruler .tl-axis')?.clientWidth ?? 0;
    if (width === 0 || width === this.#width) return;
    this.#width = width;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.selection]);
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override render(): TemplateResult {
    const { run, cursor } = this.app.store.state;
    if (run.length === 0) return html`<div class="empty"><p>${t('timeline.empty')}</p></div>`;
    this.#make();
    const scale = this.#scale ?? new TimeScale(run.index);
    const clock = clockAt(run.index, cursor);
    const inside = clock >= scale.startMs && clock <= scale.endMs;
    const head = scale.at(clock);
    return html`<div class="tl" data-testid="timeline" @pointerdown=${this.#onPointer}>
      <div class="tl-ruler" title=${t('timeline.rangeHint')}>
        <span class="tl-name"></span>
        <div class="tl-axis">${this.#ruler(scale, cursor > 0 ? head : -1)}
          ${this.#dragged === undefined ? nothing : html`<i class="tl-range" ${styled({ left: `${Math.min(this.#dragged.from, this.#dragged.to) * 100}%`, width: `${Math.abs(this.#dragged.to - this.#dragged.from) * 100}%` })}></i>`}
          ${cursor > 0 && inside ? html`<span class="tl-plate num" ${styled({ left: `clamp(24px, ${head * 100}%, calc(100% - 28px))` })}>${formatClock(clockAt(run.index, cursor) - scale.originMs, 1)}</span>` : nothing}
        </div>
      </div>
      <div class="tl-body">
        <div class="tl-lines" aria-hidden="true">${this.#lines(scale)}${cursor > 0 && inside ? html`<i class="tl-playhead" ${styled({ left: `${head * 100}%` })}></i><i class="tl-future" ${styled({ left: `${head * 100}%` })}></i>` : nothing}</div>
        <st-virtual-list role="list" tabindex="0" aria-label=${t('tab.timeline')} .count=${this.#rows.length} .rowHeight=${rowHeight('bar', this.app.store.state.preferences.compact)} .version=${`${this.#madeFor} ${cursor} ${this.#width}`}
          .row=${(at: number) => this.#row(this.#rows[at], scale)}></st-virtual-list>
      </div>
      ${this.#foot(scale)}
    </div>`;
  }

  /** Totals of the execution, and the buttons of the zoom: everything a drag does can be done without one. */
  #foot(scale: TimeScale): TemplateResult {
    const { run } = this.app.store.state;
    const totals = totalsOf(run.index);
    const zoom = (factor: number): void => {
      const middle = Math.min(scale.endMs, Math.max(scale.startMs, clockAt(run.index, this.app.store.state.cursor)));
      const half = ((scale.endMs - scale.startMs) * factor) / 2;
      const range = usefulRange(middle - half, middle + half, run.index);
      const whole = range === undefined || (range.fromMs <= scale.originMs && range.toMs >= (run.index.events.at(-1)?.timestampMs ?? 0));
      this.#range = factor > 1 && whole ? undefined : (range ?? this.#range);
      this.requestUpdate();
    };
    const { state } = this.app.store.state.selection;
    return html`<footer class="tl-foot" data-testid="timeline-foot">
      <span class="num"><b>${formatDuration(totals.durationMs)}</b></span>
      <span class="num">${t('timeline.transitions', { count: totals.transitions })}</span>
      <span class="num wide-only">${t('timeline.events', { count: totals.events })}</span>
      ${totals.retries === 0 ? nothing : html`<span class="num wide-only">${t('graph.retries', { count: totals.retries })}</span>`}
      <span class="grow"></span>${offerRow()}
      ${this.#range === undefined ? nothing : html`<span class="num soft" data-testid="timeline-range">${formatClock(this.#range.fromMs - scale.originMs)} – ${formatClock(this.#range.toMs - scale.originMs)}</span><button class="btn small" data-testid="timeline-all" @click=${() => { this.#range = undefined; this.requestUpdate(); }}>${t('timeline.all')}</button>`}
      <button class="btn icon-only small" data-testid="timeline-state" aria-label=${t('timeline.zoomState')} title=${t('timeline.zoomState')} ?disabled=${state === undefined} @click=${() => this.#zoomToState()}>${icon('center', 14)}</button>
      <button class="btn icon-only small" data-testid="timeline-out" aria-label=${t('graph.zoomOut')} title=${t('graph.zoomOut')} ?disabled=${this.#range === undefined} @click=${() => zoom(2)}>${icon('minus', 14)}</button>
      <button class="btn icon-only small" data-testid="timeline-in" aria-label=${t('graph.zoomIn')} title=${t('graph.zoomIn')} @click=${() => zoom(0.5)}>${icon('plus', 14)}</button>
    </footer>`;
  }

  /** The time of the selected visit, with a little around it. */
  #zoomToState(): void {
    const { selection, run, cursor } = this.app.store.state;
    const visit = selection.visit === undefined ? run.index.lastVisit(selection.state ?? '', cursor) : run.index.visits[selection.visit];
    if (visit === undefined) return;
    const time = (at: number): number => run.index.events[at < 0 ? run.length - 1 : at]?.timestampMs ?? 0;
    const [from, to] = [time(visit.enteredAt), time(visit.endedAt)];
    const around = Math.max(1, (to - from) * 0.1);
    this.#range = usefulRange(from - around, to + around, run.index);
    this.requestUpdate();
  }

  protected override updated(_changed: PropertyValues): void {
    const { selection, run } = this.app.store.state;
    const key = `${selection.state ?? ''} ${selection.visit ?? ''} ${run.number} ${run.length}`;
    if (key === this.#revealed) return;
    this.#revealed = key;
    const at = this.#rows.findIndex((row) => row.label === selection.state && (selection.visit === undefined || row.visit?.index === selection.visit));
    const list = this.querySelector('st-virtual-list');
    if (at >= 0 && list instanceof VirtualList) requestAnimationFrame(() => list.reveal(at));
  }

  #make(): void {
    const { run } = this.app.store.state;
    if (this.#rangeOf !== run.number) this.#range = undefined;
    this.#rangeOf = run.number;
    const key = `${run.number} ${run.length} ${[...this.#toggled].join()} ${this.#range?.fromMs ?? ''} ${this.#range?.toMs ?? ''}`;
    if (key === this.#madeFor) return;
    this.#madeFor = key;
    this.#rows = timelineRows(run.index, this.#toggled);
    this.#scale = new TimeScale(run.index, this.#range);
  }

  #ruler(scale: TimeScale, head: number): unknown[] {
    const gap = TICK_GAP / this.#width;
    const folds = scale.folds.map((fold) => {
      const middle = (scale.at(fold.fromMs) + scale.at(fold.toMs)) / 2;
      return html`<span class="tl-fold-word num" ${styled({ left: `${middle * 100}%` })}>// ${formatDuration(fold.toMs - fold.fromMs)} //</span>`;
    });
    const ticks = scale.ticks(gap).map((ms) => ({ ms, at: scale.at(ms) }));
    // The clock's plate stays inside the ruler: at the ends it does not stand over the playhead.
    const plate = Math.min(Math.max(head, 24 / this.#width), 1 - 28 / this.#width);
    const free = ticks.filter(({ at }) => Math.abs(at - plate) > gap * 0.9 && scale.folds.every((fold) => Math.abs(at - (scale.at(fold.fromMs) + scale.at(fold.toMs)) / 2) > gap));
    return [
      ...folds,
      ...free.map(({ ms, at }) => html`<span class="tl-tick num ${at < 0.02 ? 'first' : ''}" ${styled({ left: `${at * 100}%` })}>${formatClock(ms - scale.originMs, ms - scale.originMs < 60_000 ? 3 : 0)}</span>`),
    ];
  }

  #lines(scale: TimeScale): unknown[] {
    return [
      ...scale.ticks(TICK_GAP / this.#width).map((ms) => html`<i class="tl-line" ${styled({ left: `${scale.at(ms) * 100}%` })}></i>`),
      ...scale.folds.map((fold) => html`<i class="tl-fold" ${styled({ left: `${scale.at(fold.fromMs) * 100}%`, width: `${(scale.at(fold.toMs) - scale.at(fold.fromMs)) * 100}%` })}></i>`),
    ];
  }

  #row(row: TimelineRow | undefined, scale: TimeScale): TemplateResult {
    if (row?.visit === undefined) return html``;
    const { selection, cursor } = this.app.store.state;
    const { visit } = row;
    const chosen = row.label === selection.state && (selection.visit === undefined || selection.visit === visit.index);
    const status = visitStatus(visit, cursor);
    const first = row.segments[0];
    const last = row.segments.at(-1);
    const words = t('timeline.rowName', {
      state: row.label,
      status: t(`status.${status}`),
      start: formatDuration((first?.fromMs ?? 0) - scale.originMs),
      duration: formatDuration((last?.toMs ?? 0) - (first?.fromMs ?? 0)),
    });
    return html`<div class="tl-row ${chosen ? 'chosen' : ''}" role="listitem" data-testid="timeline-row" data-state=${row.label} data-status=${status}>
      <span class="tl-name" ${styled({ 'padding-left': `${16 + row.depth * 20}px` })}>
        ${row.expandable ? html`<button class="tl-toggle" aria-expanded=${row.expanded ? 'true' : 'false'} aria-label=${t('timeline.expand', { state: row.label })} @click=${() => this.#toggle(row.key)}>${icon(row.expanded ? 'chevronDown' : 'chevronRight', 12)}</button>` : nothing}
        <button class="tl-label ellipsis" aria-label=${words} title=${short(row.label)} @click=${() => this.app.select(row.label, visit.index)}>${short(row.label)}</button>
        ${row.items !== undefined ? html`<span class="tl-more num">${t('timeline.items', { count: row.items })}</span>` : nothing}
        ${row.iteration !== undefined ? html`<span class="tl-more num">#${row.iteration}</span>` : nothing}
      </span>
      <div class="tl-axis" aria-hidden="true">${row.segments.map((segment) => this.#segment(segment, scale, visit.enteredAt < cursor))}</div>
    </div>`;
  }

  #segment(segment: Segment, scale: TimeScale, begun: boolean): TemplateResult {
    if (segment.toMs < scale.startMs || segment.fromMs > scale.endMs) return html``;
    const left = scale.at(segment.fromMs);
    const width = scale.at(segment.toMs) - left;
    const token = segment.kind === 'backoff' ? 'backoff' : begun ? STATUS_TOKEN[segment.kind] : 'ns';
    if (width * this.#width < 3 && segment.kind !== 'backoff') {
      return html`<i class="tl-instant s-${token}" ${styled({ left: `${left * 100}%` })}></i>`;
    }
    const px = width * this.#width;
    return html`<span class="tl-bar s-${token}" ${styled({ left: `${left * 100}%`, width: `max(3px, ${width * 100}%)` })}>${px > 24 ? this.#words(segment, px) : nothing}</span>`;
  }

  #words(segment: Segment, px: number): unknown {
    if (segment.kind === 'backoff') return px > 56 ? html`<b>${t('timeline.wait', { duration: formatDuration(segment.toMs - segment.fromMs) })}</b>` : nothing;
    const sign: IconName | undefined = segment.sign === 'callback' ? 'key' : segment.sign === 'timer' ? 'hourglass' : segment.attempt === undefined && segment.kind === 'succeeded' ? undefined : STATUS_ICON[segment.kind];
    if (sign === undefined) return nothing;
    return html`${icon(sign, 12)}${segment.attempt ?? ''}${segment.kind === 'caught' && px > 70 ? ` ${t('timeline.caught')}` : ''}`;
  }

  #toggle(key: string): void {
    if (!this.#toggled.delete(key)) this.#toggled.add(key);
    this.requestUpdate();
  }

  /** Pressing on the axis moves the clock to that moment. */
  #onPointer = (event: PointerEvent): void => {
    const axis = this.querySelector<HTMLElement>('.tl-ruler .tl-axis');
    if (axis === null || this.#scale === undefined || event.button !== 0) return;
    const box = axis.getBoundingClientRect();
    if (event.pointerType === 'touch' && event.target instanceof Element && event.target.closest('.tl-body') !== null) {
      this.#swipe(event, box);
      return;
    }
    if (event.clientX < box.left - 4 || (event.target instanceof Element && event.target.closest('button') !== null)) return;
    event.preventDefault();
    if (event.target instanceof Element && event.target.closest('.tl-ruler') !== null) {
      this.#chooseRange(event, box);
      return;
    }
    this.#choose(event.target, event.clientX, box);
    const stop = new AbortController();
    window.addEventListener('pointermove', (move) => this.#seekTo(move.clientX, box), { signal: stop.signal });
    window.addEventListener('pointerup', () => stop.abort(), { signal: stop.signal });
    window.addEventListener('pointercancel', () => stop.abort(), { signal: stop.signal });
  };

  #seekTo(x: number, box: DOMRect): void {
    const moment = this.#scale?.moment((x - box.left) / box.width) ?? 0;
    const { events } = this.app.store.state.run.index;
    this.app.seek(Math.max(1, upperBound(events.length, (at) => (events[at]?.timestampMs ?? 0) <= moment)));
  }

  /** Selects the row that was pressed, and moves the clock to that moment. */
  #choose(target: EventTarget | null, x: number, box: DOMRect): void {
    const state = target instanceof Element ? target.closest<HTMLElement>('.tl-row')?.dataset['state'] : undefined;
    if (state !== undefined) this.app.select(state);
    this.#seekTo(x, box);
  }

  /** A finger drawn across goes from state to state; a tap moves the clock as a press does. Along, the list scrolls and takes the finger. */
  #swipe(event: PointerEvent, box: DOMRect): void {
    const swipe = new Swipe(event.clientX, event.clientY);
    const stop = new AbortController();
    const { signal } = stop;
    const end = (up: PointerEvent): void => {
      stop.abort();
      const onButton = event.target instanceof Element && event.target.closest('button') !== null;
      if (swipe.tap && !onButton && up.clientX >= box.left - 4) this.#choose(event.target, up.clientX, box);
    };
    window.addEventListener('pointermove', (move) => {
      if (move.pointerId !== event.pointerId) return;
      for (let steps = swipe.move(move.clientX, move.clientY); steps !== 0; steps -= Math.sign(steps)) {
        const { state } = this.app.store;
        this.app.seek(steps > 0 ? nextStateBoundary(state, state.cursor) : previousStateBoundary(state, state.cursor));
      }
    }, { signal });
    window.addEventListener('pointerup', end, { signal });
    // A second finger zooms the page. The first one's own event has still to come here.
    window.addEventListener('pointerdown', (other) => { if (other.pointerId !== event.pointerId) stop.abort(); }, { signal });
    window.addEventListener('pointercancel', () => stop.abort(), { signal });
  }

  /** A drag on the ruler chooses the part that is shown; a press alone moves the clock. */
  #chooseRange(event: PointerEvent, box: DOMRect): void {
    const share = (x: number): number => Math.min(1, Math.max(0, (x - box.left) / box.width));
    const from = share(event.clientX);
    const stop = new AbortController();
    const end = (up: PointerEvent): void => {
      stop.abort();
      this.#dragged = undefined;
      const scale = this.#scale;
      const { run } = this.app.store.state;
      const to = share(up.clientX);
      if (scale === undefined) return;
      if (Math.abs(to - from) * box.width < 6) {
        const moment = scale.moment(from);
        this.app.seek(Math.max(1, upperBound(run.length, (at) => (run.index.events[at]?.timestampMs ?? 0) <= moment)));
      } else {
        this.#range = usefulRange(scale.moment(from), scale.moment(to), run.index) ?? this.#range;
      }
      this.requestUpdate();
    };
    window.addEventListener('pointermove', (move) => { this.#dragged = { from, to: share(move.clientX) }; this.requestUpdate(); }, { signal: stop.signal });
    window.addEventListener('pointerup', end, { signal: stop.signal });
    window.addEventListener('pointercancel', () => { stop.abort(); this.#dragged = undefined; this.requestUpdate(); }, { signal: stop.signal });
  }
}

customElements.define('st-timeline', TimelineElement);
