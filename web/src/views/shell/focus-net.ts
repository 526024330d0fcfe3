/**
 * Where the focus goes when what had it leaves the page, as a closed inspector does: to what stands nearest. Nowhere,
 * keys would do nothing, and a screen reader would begin again at the top. For keys only: nothing jumps for a pointer.
 */
import { firstStop } from './page-keys.ts';

/** What the page draws in a task of its own, or the engine answers first, leaves a moment after the key. */
const AFTER_MS = [0, 150, 600];

let way: readonly Element[] = [];

const isThere = (element: Element): boolean => element.isConnected && element.checkVisibility();

function mend(): void {
  if (document.activeElement !== document.body || way[0] === undefined || isThere(way[0])) return;
  for (const around of way) {
    const stop = isThere(around) ? firstStop(around) : undefined;
    if (stop === undefined) continue;
    stop.focus();
    return;
  }
}

window.addEventListener('focusin', (event) => {
  way = event.composedPath().filter((node) => node instanceof Element);
});
window.addEventListener('keyup', () => {
  for (const wait of AFTER_MS) setTimeout(mend, wait);
});
