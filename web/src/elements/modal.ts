/** Opens a `<dialog>` as modal once it is in the page; Esc and a press beside it call `close`. */
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

class ModalDirective extends AsyncDirective {
  #close: () => void = () => undefined;
  #opened = false;

  override render(_close: () => void): unknown {
    return noChange;
  }

  override update(part: ElementPart, [close]: [() => void]): unknown {
    this.#close = close;
    const dialog = part.element;
    if (this.#opened || !(dialog instanceof HTMLDialogElement)) return noChange;
    this.#opened = true;
    queueMicrotask(() => dialog.isConnected && dialog.showModal());
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#close();
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) this.#close();
    });
    return noChange;
  }
}

export const modal = directive(ModalDirective);
