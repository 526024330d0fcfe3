/** A button with a menu under it: opens, closes by Esc and by a press elsewhere, arrows walk through the items. */
import { LightElement } from './light-element.ts';

export abstract class MenuButton extends LightElement {
  #open = false;

  protected get open(): boolean {
    return this.#open;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.#onOutside);
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('focusout', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#onOutside);
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('focusout', this.#onLeave);
  }

  protected toggle = (): void => {
    this.#open = !this.#open;
    this.requestUpdate();
    if (this.#open) void this.updateComplete.then(() => this.focusFirst());
  };

  protected focusFirst(): void {
    this.querySelector<HTMLElement>('.menu .item:not(:disabled)')?.focus({ preventScroll: true });
  }

  protected close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    // An item that was chosen goes with the menu.
    if (this.querySelector('.menu')?.contains(document.activeElement) === true) this.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    this.requestUpdate();
  };

  /** The focus went on: a menu that stayed would lie over what is in use. */
  #onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.contains(relatedTarget)) this.close();
  };

  #onOutside = (event: Event): void => {
    if (this.#open && !(event.target instanceof Node && this.contains(event.target))) this.close();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (!this.#open || event.isComposing) return;
    if (event.key === 'Escape') this.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    walkMenu(event, this.querySelector('.menu'), this.close);
  };
}

/** Arrows walk through the items of an open menu, Esc closes it. */
export function walkMenu(event: KeyboardEvent, menu: Element | null, close: () => void): void {
  const { key } = event;
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (key === 'Escape') close();
  else if (menu !== null && by !== 0 && !(event.target instanceof HTMLInputElement)) {
    const items = [...menu.querySelectorAll<HTMLElement>('.item:not(:disabled)')];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + by + items.length) % items.length]?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
