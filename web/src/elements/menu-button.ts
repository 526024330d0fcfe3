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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#onOutside);
    this.removeEventListener('keydown', this.#onKey);
  }

  protected toggle = (): void => {
    this.#open = !this.#open;
    this.requestUpdate();
    if (this.#open) void this.updateComplete.then(() => this.querySelector<HTMLElement>('.menu .item:not(:disabled)')?.focus({ preventScroll: true }));
  };

  protected close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    this.requestUpdate();
  };

  #onOutside = (event: Event): void => {
    if (this.#open && !(event.target instanceof Node && this.contains(event.target))) this.close();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (!this.#open || event.isComposing) return;
    const items = [...this.querySelectorAll<HTMLElement>('.menu .item:not(:disabled)')];
    const at = items.findIndex((item) => item === document.activeElement);
    if (event.key === 'Escape') {
      this.close();
      this.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !(event.target instanceof HTMLInputElement)) {
      items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
