/** The lines between regions that can be dragged, or moved with the arrow keys. */
import { html, type TemplateResult } from 'lit';
import type { App } from '../../store/app.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../store/state.ts';

type Edge = 'left' | 'right' | 'dock';

interface ResizerOptions {
  readonly app: App;
  readonly edge: Edge;
  readonly label: string;
}

const MEMBER: Readonly<Record<Edge, 'leftWidth' | 'rightWidth' | 'dockHeight'>> = { left: 'leftWidth', right: 'rightWidth', dock: 'dockHeight' };
const MIN_CANVAS = 400;
const MIN: Readonly<Record<Edge, number>> = { left: 280, right: 320, dock: 36 };
/** Between the collapsed dock and its smallest useful height there is nothing. */
const MIN_OPEN_DOCK = 132;
const KEY_STEP = 16;

/** A size within the bounds that the window allows. */
export function bounded(edge: Edge, size: number, preferences: Preferences, inspectorOpen: boolean): number {
  const room =
    edge === 'dock'
      ? window.innerHeight - 48 - 160
      : window.innerWidth - MIN_CANVAS - (edge === 'left' ? (inspectorOpen ? preferences.rightWidth : 0) : preferences.leftWidth);
  const size2 = edge === 'dock' && size < MIN_OPEN_DOCK ? (size < 84 ? 36 : MIN_OPEN_DOCK) : size;
  return Math.round(Math.max(MIN[edge], Math.min(Math.max(MIN[edge], room), size2)));
}

export function resizer({ app, edge, label }: ResizerOptions): TemplateResult {
  const { preferences, inspectorOpen } = app.store.state;
  const member = MEMBER[edge];
  const set = (size: number): void => app.setPreferences({ [member]: bounded(edge, size, app.store.state.preferences, inspectorOpen) });
  const onKey = (event: KeyboardEvent): void => {
    const grow = edge === 'left' ? 'ArrowRight' : edge === 'right' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = edge === 'left' ? 'ArrowLeft' : edge === 'right' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    event.stopPropagation();
    set(app.store.state.preferences[member] + (event.key === grow ? KEY_STEP : -KEY_STEP));
  };
  const onPointer = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const start = app.store.state.preferences[member];
    const from = edge === 'dock' ? event.clientY : event.clientX;
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('pointermove', (move) => {
      const by = (edge === 'dock' ? move.clientY : move.clientX) - from;
      set(start + (edge === 'left' ? by : -by));
    }, { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) window.addEventListener(end, () => stop.abort(), { signal });
  };
  return html`<div class="resizer ${edge}" role="separator" tabindex="0" aria-label=${label} aria-orientation=${edge === 'dock' ? 'horizontal' : 'vertical'}
    aria-valuenow=${preferences[member]} aria-valuemin=${MIN[edge]} aria-valuemax="2000"
    @keydown=${onKey} @pointerdown=${onPointer} @dblclick=${() => set(DEFAULT_PREFERENCES[member])}></div>`;
}
