/** A list of rows of one height, of which only those in sight are in the document. */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { LightElement } from './light-element.ts';
import { styled } from './styled.ts';

const EXTRA_ROWS = 8;
const TOUCH = window.matchMedia('(pointer: coarse)');

const HEIGHTS = { row: { comfortable: 32, compact: 24, touch: 44 }, bar: { comfortable: 24, compact: 24, touch: 44 } } as const;

/** Height of a list's rows at this density, as the tokens `--row` and `--bar-row` have it. */
export function rowHeight(kind: keyof typeof HEIGHTS, compact: boolean): number {
  return HEIGHTS[kind][TOUCH.matches ? 'touch' : compact ? 'compact' : 'comfortable'];
}

export class VirtualList extends LightElement {
  static override properties = {
    count: { type: Number },
    rowHeight: { type: Number },
    row: { attribute: false },
    version: { attribute: false },
    label: { attribute: false },
    list: { attribute: false },
  };
  declare count: number;
  declare rowHeight: number;
  /** Draws row `at`; its root gets no position of its own. */
  declare row: (at: number) => TemplateResult;
  /** Changes when rows must be drawn anew. */
  declare version: unknown;

  #top = 0;
  #height = 400;
  readonly #resize = new ResizeObserver(() => {
    const height = this.clientHeight;
    if (height === this.#height) return;
    this.#height = height;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.count = 0;
    this.rowHeight = 24;
    this.row = () => html``;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    this.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.removeEventListener('scroll', this.#onScroll);
  }

  /** Scrolls just so far that row `at` is in sight. */
  reveal(at: number): void {
    const head = this.querySelector<HTMLElement>('[data-head]')?.offsetHeight ?? 0;
    const top = at * this.rowHeight;
    if (top < this.scrollTop) this.scrollTop = top;
    else if (top + this.rowHeight + head > this.scrollTop + this.clientHeight) {
      this.scrollTop = top + this.rowHeight + head - this.clientHeight;
    }
  }

  protected override render(): TemplateResult {
    const first = Math.max(0, Math.floor(this.#top / this.rowHeight) - EXTRA_ROWS);
    const last = Math.min(this.count, Math.ceil((this.#top + this.#height) / this.rowHeight) + EXTRA_ROWS);
    const rows = [];
    for (let at = first; at < last; at += 1) rows.push(this.row(at));
    return html`<div class="vl-room" role="presentation" ${styled({ height: `${this.count * this.rowHeight}px` })}>
      <div class="vl-rows" role="presentation" ${styled({ transform: `translateY(${first * this.rowHeight}px)` })}>${rows}</div>
    </div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    // A shorter list may leave the scroll position beyond its end. Asked for now, it would have the page laid out.
    if (this.#top > 0) requestAnimationFrame(this.#onScroll);
  }

  #onScroll = (): void => {
    if (Math.abs(this.scrollTop - this.#top) < 1) return;
    this.#top = this.scrollTop;
    this.requestUpdate();
  };
}

customElements.define('st-virtual-list', VirtualList);
