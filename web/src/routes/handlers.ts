/**
 * Who opens which kind of address. A handler is loaded when its first address is opened, but for the smallest.
 *
 * To plug in: write a module that exports `open: RouteHandler` and add its line here.
 */
import type { App } from '../store/app.ts';
import { open as openExample } from './example.ts';
import { open as openLocal } from './local.ts';
import type { Route, RouteKind } from './route.ts';

/**
 * Opens what an address names and resolves when it is drawn and has run; the options are applied then. Local work is
 * never replaced: open documents through `app.documents.open`. `false` when the address cannot be understood.
 */
export type RouteHandler = (route: Route, app: App) => Promise<boolean>;

export const HANDLERS: Readonly<Partial<Record<RouteKind, () => Promise<{ readonly open: RouteHandler }>>>> = {
  // Small, and the page's most usual ways in.
  e: () => Promise.resolve({ open: openExample }),
  l: () => Promise.resolve({ open: openLocal }),
  // Exercises know the page; what opens them lives with them.
  x: () => import('../views/exercise/open-route.ts'),
  t: () => import('../views/exercise/open-route.ts'),
  w: () => import('./workflow.ts'),
};
