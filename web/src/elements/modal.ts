/** Opens a `<dialog>` as modal once it is in the page; Esc and a press beside it call `close`. */
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

class ModalDirective extends AsyncDirective {
  #close: () => void = () => undefined;
  #dialog: HTMLDialogElement | undefined;

  override render(_close: () => void): unknown {
    return noChange;
  }

  override update(part: ElementPart, [close]: [() => void]): unknown {
    this.#close = close;
    const dialog = part.element;
    if (this.#dialog !== undefined || !(dialog instanceof HTMLDialogElement)) return noChange;
    this.#dialog = dialog;
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

  /** Taken out of the page it would leave the focus nowhere; closed before, it gives it back to where it was. */
  override disconnected(): void {
    this.#dialog?.close();
  }
}

export const modal = directive(ModalDirective);
