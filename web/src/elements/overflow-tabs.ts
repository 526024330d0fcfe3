/** Tabs that do not fit go into a `…` menu at the end of the row. The active one is always in sight. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.ts';
import { textWidth } from './measure.ts';
import { MenuButton } from './menu-button.ts';
import { type TabItem, tabs } from './tabs.ts';

const PAD = 16;
const PILL = 20;
const MORE = 44;
/** Size in px of the letters that are measured; on a phone they are larger. */
const BASE_FONT = 13;

/** Ids of the tabs that fit into `room`, in their order; the last of them makes way for the active one. */
export function fitting<Id extends string>(items: readonly TabItem<Id>[], active: Id, room: number, widthOf: (label: string) => number): Id[] {
  const width = (item: TabItem<Id>): number => widthOf(item.label) + PAD + (item.count === undefined ? 0 : PILL + 7 * (String(item.count).length - 1));
  const all = items.reduce((sum, item) => sum + width(item), 0);
  if (all <= room) return items.map((item) => item.id);
  const chosen = items.find((item) => item.id === active);
  let left = room - MORE - (chosen === undefined ? 0 : width(chosen));
  const shown = new Set<Id>(chosen === undefined ? [] : [chosen.id]);
  for (const item of items) {
    if (item.id === active) continue;
    left -= width(item);
    if (left < 0) break;
    shown.add(item.id);
  }
  return items.filter((item) => shown.has(item.id)).map((item) => item.id);
}

export class OverflowTabs extends MenuButton {
  static override properties = { prefixId: { attribute: false }, label: { attribute: false }, more: { attribute: false }, items: { attribute: false }, active: { attribute: false }, choose: { attribute: false } };
  /** Prefix of the ids, as in `tabs`. */
  declare prefixId: string;
  declare label: string;
  /** Accessible name of the `…` button. */
  declare more: string;
  declare items: readonly TabItem<string>[];
  declare active: string;
  declare choose: (id: string) => void;
  #room = 0;
  /** How much larger the letters are than those that are measured. */
  #scale = 1;

  constructor() {
    super();
    this.items = [];
  }

  readonly #resize = new ResizeObserver(() => {
    const room = this.clientWidth - PAD;
    // Asked for here, where the page has just been laid out: while drawing, the question would have it styled twice.
    const tab = this.querySelector('.tab');
    const scale = tab === null ? this.#scale : parseFloat(getComputedStyle(tab).fontSize) / BASE_FONT;
    if (Math.abs(room - this.#room) < 1 && scale === this.#scale) return;
    this.#room = room;
    this.#scale = scale;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override render(): TemplateResult {
    const ids = new Set(fitting(this.items, this.active, this.#room, (text) => textWidth(text, 'tab') * this.#scale));
    const rest = this.items.filter((item) => !ids.has(item.id));
    return html`${tabs({ id: this.prefixId, label: this.label, items: this.items.filter((item) => ids.has(item.id)), active: this.active, choose: this.choose })}
      ${rest.length === 0 ? nothing : html`<div class="with-menu">
        <button class="btn icon-only small" data-testid="more-tabs" aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} aria-label=${this.more} title=${this.more} @click=${this.toggle}>${icon('more')}</button>
        ${this.open ? html`<div class="menu right" role="menu">${rest.map((item) => html`<button class="item" role="menuitem" data-testid="tab-${item.id}" @click=${() => { this.close(); this.choose(item.id); }}><span></span><span class="name">${item.label}${item.count === undefined ? nothing : html` <span class="pill">${item.count}</span>`}</span></button>`)}</div>` : nothing}
      </div>`}`;
  }
}

customElements.define('st-overflow-tabs', OverflowTabs);
