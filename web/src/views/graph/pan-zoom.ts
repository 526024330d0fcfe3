/** Pointer, wheel and touch turned into views: drag and wheel pan, Ctrl+wheel and two fingers zoom. */
import { type View, zoomAt } from './viewport.ts';

export interface PanZoomTarget {
  readonly view: () => View;
  readonly change: (view: View) => void;
  /** The background was pressed without moving. */
  readonly background: (x: number, y: number) => void;
}

const WHEEL_STEP = 0.0022;
const DRAG_SLOP = 3;

export class PanZoom {
  readonly #surface: HTMLElement;
  readonly #target: PanZoomTarget;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  readonly #listeners = new AbortController();
  #dragged = false;

  constructor(surface: HTMLElement, target: PanZoomTarget) {
    this.#surface = surface;
    this.#target = target;
    const { signal } = this.#listeners;
    surface.addEventListener('wheel', this.#onWheel, { passive: false, signal });
    surface.addEventListener('pointerdown', this.#onDown, { signal });
    surface.addEventListener('pointermove', this.#onMove, { signal });
    surface.addEventListener('pointerup', this.#onUp, { signal });
    surface.addEventListener('pointercancel', this.#onUp, { signal });
    // A drag that began on a state is no click on it.
    surface.addEventListener('click', this.#onClick, { capture: true, signal });
  }

  stop(): void {
    this.#listeners.abort();
  }

  #onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const view = this.#target.view();
    if (event.ctrlKey || event.metaKey) {
      const box = this.#surface.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * unit * WHEEL_STEP * (Math.abs(event.deltaY) < 10 ? 5 : 1));
      this.#target.change(zoomAt(view, factor, event.clientX - box.left, event.clientY - box.top));
      return;
    }
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.#target.change({ ...view, x: view.x - dx * unit, y: view.y - dy * unit });
  };

  #onDown = (event: PointerEvent): void => {
    if (event.button > 1 || (event.target instanceof Element && event.target.closest('.graph-bar, .legend, .token-bar, .minimap, .picker, .fold-sign, dialog') !== null)) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#dragged = false;
  };

  #onMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return;
    const dx = event.clientX - before.x;
    const dy = event.clientY - before.y;
    if (!this.#dragged && Math.hypot(dx, dy) < DRAG_SLOP) return;
    if (!this.#dragged) {
      this.#dragged = true;
      this.#surface.setPointerCapture(event.pointerId);
      this.#surface.classList.add('panning');
    }
    const view = this.#target.view();
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId);
    const other = others[0]?.[1];
    if (other === undefined) {
      this.#target.change({ ...view, x: view.x + dx, y: view.y + dy });
    } else {
      const box = this.#surface.getBoundingClientRect();
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      const is = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      const zoomed = zoomAt(view, is / Math.max(1, was), (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
      this.#target.change({ ...zoomed, x: zoomed.x + dx / 2, y: zoomed.y + dy / 2 });
    }
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  #onUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#surface.classList.remove('panning');
    if (!this.#dragged) this.#target.background(event.clientX, event.clientY);
  };

  #onClick = (event: MouseEvent): void => {
    if (!this.#dragged) return;
    this.#dragged = false;
    event.stopPropagation();
    event.preventDefault();
  };
}
