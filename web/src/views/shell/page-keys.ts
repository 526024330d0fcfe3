/** The page-wide keys. Keys that type are left alone in fields and while an input method composes. */
import type { App } from '../../store/app.ts';
import { nextStateBoundary, previousStateBoundary } from '../../store/execution.ts';
import type { DockTab } from '../../store/state.ts';

export interface PageActions {
  readonly showKeys: () => void;
  readonly graph: () => { fit(): void; center(): void; zoomBy(factor: number): void } | undefined;
}

const DOCK_TABS: readonly DockTab[] = ['timeline', 'events', 'table', 'output', 'runs', 'problems'];
/** Regions in the order of F6; the header comes last, so that the first F6 leads to the work. */
const REGIONS = ['#region-exercise', '#region-code', '#region-graph', '#region-inspector', '#region-dock', '.header'];

export function onPageKey(event: KeyboardEvent, app: App, actions: PageActions): void {
  if (event.isComposing || event.defaultPrevented) return;
  const act = actionOf(event, app, actions);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(event: KeyboardEvent, app: App, actions: PageActions): (() => void) | undefined {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.key === 'Enter' && !event.shiftKey) return () => { if (!app.blocked()) void app.execution.run(); };
  if (mod && event.key === 'Enter' && event.shiftKey) return () => { if (!app.blocked()) void app.execution.runCases(); };
  if (mod && event.key.toLowerCase() === 's' && !event.shiftKey) return () => app.documents.saveNow(true);
  if (mod && event.key.toLowerCase() === 'k') return () => app.showOverlay('palette');
  if (mod && event.key.toLowerCase() === 's') return () => app.showOverlay('share');
  if (mod && event.key === '0') return () => actions.graph()?.fit();
  if (event.altKey && event.code === 'KeyC') return () => actions.graph()?.center();
  if (event.altKey && /^Digit[1-6]$/.test(event.code)) {
    const tab = DOCK_TABS[Number(event.code.slice(5)) - 1];
    return tab === undefined ? undefined : () => app.showDock(tab);
  }
  if (mod || event.altKey) return event.altKey ? stateStep(event, app) : undefined;
  switch (event.key) {
    case 'F8':
      return () => app.nextProblem(event.shiftKey ? -1 : 1);
    case 'F10':
      return () => { if (!app.blocked()) void app.execution.stepOver(); };
    case 'F11':
      return event.shiftKey ? () => app.execution.stepBack() : () => { if (!app.blocked()) void app.execution.step(); };
    case 'F9': {
      const state = stateAt(event, app);
      return state === undefined ? undefined : () => app.toggleBreakpoint(state);
    }
    case 'F2': {
      const state = stateAt(event, app);
      return state === undefined ? undefined : () => app.renameInEditor?.(state);
    }
    case '+':
    case '-':
      return isTyping(event) || !app.store.state.preferences.singleKeys ? undefined : () => actions.graph()?.zoomBy(event.key === '+' ? 1.2 : 1 / 1.2);
    case 'F6':
      return () => focusRegion(event.shiftKey ? -1 : 1);
    case '?':
      return isTyping(event) || !app.store.state.preferences.singleKeys ? undefined : actions.showKeys;
    case 'ArrowLeft':
    case 'ArrowRight':
      return inDock(event) ? () => app.seek(app.store.state.cursor + (event.key === 'ArrowRight' ? 1 : -1)) : undefined;
    default:
      return undefined;
  }
}

/**
 * Undo and redo, before the editor sees them: one history holds for all panes. Other fields keep the browser's own.
 * To be called while the event is captured.
 */
export function onUndoKey(event: KeyboardEvent, app: App): void {
  const key = event.key.toLowerCase();
  if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
  const target = event.composedPath()[0];
  if (isTyping(event) && !(target instanceof HTMLElement && target.isContentEditable)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (key === 'y' || event.shiftKey) app.documents.redo();
  else app.documents.undo();
}

function stateStep(event: KeyboardEvent, app: App): (() => void) | undefined {
  if (!inDock(event)) return undefined;
  const { state } = app.store;
  if (event.key === 'ArrowRight') return () => app.seek(nextStateBoundary(state, state.cursor));
  if (event.key === 'ArrowLeft') return () => app.seek(previousStateBoundary(state, state.cursor));
  return undefined;
}

/** The element that has the focus, also inside a shadow root. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Arrows move through the history while the dock has the focus, but not among its tabs. */
function inDock(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element) || isTyping(event) || target.closest('[role=tablist]') !== null) return false;
  return target.closest('.dock') !== null;
}

function focusRegion(direction: 1 | -1): void {
  const regions = REGIONS.map((region) => document.querySelector<HTMLElement>(region)).filter((region) => region !== null && !region.hidden && region.offsetParent !== null);
  const at = regions.findIndex((region) => region?.contains(document.activeElement) === true);
  const next = regions[(at + direction + regions.length) % regions.length];
  firstStop(next)?.focus();
}

/** Where the focus goes inside of a part of the page. */
export function firstStop(part: Element | null | undefined): HTMLElement | undefined {
  const stops = ['button.stop[tabindex="0"]', '[role=tab][aria-selected=true]', 'button:not(:disabled)', '[tabindex="0"]'];
  return stops.map((selector) => part?.querySelector<HTMLElement>(selector)).find((found) => found instanceof HTMLElement);
}

/** The state at hand: the one in the graph that has the focus, else the selected one. */
function stateAt({ target }: KeyboardEvent, app: App): string | undefined {
  return (target instanceof HTMLElement && target.matches('button.stop') ? target.dataset['state'] : undefined) ?? app.store.state.selection.state;
}
