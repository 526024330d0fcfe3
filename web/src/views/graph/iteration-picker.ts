/** The picker in a Map's title: which item the graph shows, in groups, what went wrong first. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon, type IconName } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { t } from '../../i18n/t.ts';
import type { HistoryIndex } from '../../run/history-index.ts';
import { type ItemStatus, itemsOf, neighbourItem, pickerOrder } from '../../run/iterations.ts';
import type { App } from '../../store/app.ts';
import type { NodeView } from './model.ts';

const SIGN: Readonly<Record<ItemStatus, { readonly icon: IconName; readonly token: string; readonly words: 'failed' | 'aborted' | 'inProgress' | 'succeeded' | 'notStarted' }>> = {
  failed: { icon: 'cross', token: 'fa', words: 'failed' },
  aborted: { icon: 'none', token: 'ab', words: 'aborted' },
  running: { icon: 'ring', token: 'ip', words: 'inProgress' },
  succeeded: { icon: 'check', token: 'ok', words: 'succeeded' },
  pending: { icon: 'dashes', token: 'ns', words: 'notStarted' },
};
/** Items of a group that are listed; the rest is reached by its number. */
const MAX_LISTED = 60;

export class IterationPicker {
  readonly #app: App;
  readonly #changed: () => void;
  #open: string | undefined;
  #failedOnly = false;

  constructor(app: App, changed: () => void) {
    this.#app = app;
    this.#changed = changed;
  }

  close(): void {
    if (this.#open === undefined) return;
    this.#open = undefined;
    this.#changed();
  }

  /** The list takes the focus when it opens: arrows and Escape are for it. */
  readonly #focus = (list: Element | undefined): void => {
    if (list instanceof HTMLElement) queueMicrotask(() => list.focus({ preventScroll: true }));
  };

  /** The button in the title row, and the list when it is open; `reachable` by Tab beside the Map's own stop. Undefined items: not a Map that has begun. */
  render({ node, view }: NodeView, reachable: boolean): TemplateResult | typeof nothing {
    const { visit } = view;
    if (node.type !== 'Map' || visit?.length === undefined) return nothing;
    const { run, cursor, iterations } = this.#app.store.state;
    const chosen = iterations[node.id];
    const open = this.#open === node.id;
    const label = chosen === undefined ? t('graph.allItems') : `#${chosen}`;
    return html`<div class="picker" ${styled({ left: `${node.x + node.width - 86}px`, top: `${node.y + 5}px` })}>
      <button class="picker-button num" data-testid="iteration-picker" data-map=${node.id} aria-haspopup="true" aria-expanded=${open ? 'true' : 'false'} tabindex=${reachable ? 0 : -1}
        aria-label="${label}, ${t('graph.pickItem', { state: node.label })}" title=${t('graph.pickItem', { state: node.label })} @click=${() => this.#toggle(node.id)}>${label}${icon('chevronDown', 12)}</button>
      ${open ? this.#list(run.index, node.id, itemsOf(run.index, visit, cursor), chosen) : nothing}
    </div>`;
  }

  #list(_index: HistoryIndex, map: string, items: ReturnType<typeof itemsOf>, chosen: number | undefined): TemplateResult {
    const bad = items.counts.failed + items.counts.aborted;
    const go = (by: 1 | -1): void => {
      const next = neighbourItem(items, chosen, by, this.#failedOnly);
      if (next !== undefined) this.#choose(map, next);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') this.#leave(event);
      else if (event.key === 'ArrowDown') go(1);
      else if (event.key === 'ArrowUp') go(-1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    return html`<div class="menu picker-menu" data-testid="iteration-menu" role="dialog" aria-label=${t('graph.pickItem', { state: map })} tabindex="-1" ${ref(this.#focus)} @keydown=${onKey}>
      <div class="picker-head">
        <button class="btn small" aria-pressed=${chosen === undefined ? 'true' : 'false'} data-testid="iteration-all" @click=${() => this.#choose(map, undefined)}>${t('graph.allItems')}</button>
        <span class="grow"></span>
        <button class="btn icon-only small" aria-label=${t('graph.previousItem')} title=${t('graph.previousItem')} @click=${() => go(-1)}>${icon('chevronDown', 14, 'up')}</button>
        <button class="btn icon-only small" aria-label=${t('graph.nextItem')} title=${t('graph.nextItem')} @click=${() => go(1)}>${icon('chevronDown', 14)}</button>
      </div>
      ${bad === 0 ? nothing : html`<label class="picker-only"><input type="checkbox" class="check" data-testid="failed-only" .checked=${this.#failedOnly} @change=${() => { this.#failedOnly = !this.#failedOnly; this.#changed(); }} />${t('graph.failedOnly')}</label>`}
      <div class="picker-groups">
        ${pickerOrder(items, this.#failedOnly && bad > 0).map(({ status, items: numbers }) => {
          const sign = SIGN[status];
          return html`<div class="head word-${sign.token}" data-testid="iteration-group" data-status=${status}>${icon(sign.icon, 12)}${t(`status.${sign.words}`)}<span class="num">${numbers.length}</span></div>
            <div class="picker-items">${numbers.slice(0, MAX_LISTED).map((item) => html`<button class="num ${item === chosen ? 'chosen' : ''}" data-testid="iteration" aria-pressed=${item === chosen ? 'true' : 'false'} @click=${() => this.#choose(map, item)}>#${item}</button>`)}
            ${numbers.length > MAX_LISTED ? html`<span class="soft num">${t('graph.moreItems', { count: numbers.length - MAX_LISTED })}</span>` : nothing}</div>`;
        })}
      </div>
    </div>`;
  }

  /** Closes the list; the focus goes back to its button. */
  #leave({ currentTarget }: KeyboardEvent): void {
    if (currentTarget instanceof HTMLElement) currentTarget.parentElement?.querySelector('button')?.focus();
    this.close();
  }

  #toggle(map: string): void {
    this.#open = this.#open === map ? undefined : map;
    this.#changed();
  }

  #choose(map: string, item: number | undefined): void {
    this.#app.showIteration(map, item);
    this.#changed();
  }
}
