/**
 * Who opens which kind of address. A handler is loaded when its first address is opened.
 *
 * To plug in: write a module that exports `open: RouteHandler` and add its line here.
 */
import type { App } from '../store/app.ts';
import type { Route, RouteKind } from './route.ts';

/**
 * Opens what an address names and resolves when it is drawn and has run; the options are applied then. Local work is
 * never replaced: open documents through `app.documents.open`. `false` when the address cannot be understood.
 */
export type RouteHandler = (route: Route, app: App) => Promise<boolean>;

export const HANDLERS: Readonly<Partial<Record<RouteKind, () => Promise<{ readonly open: RouteHandler }>>>> = {
  e: () => import('./example.ts'),
  l: () => import('./local.ts'),
  // Exercises know the page; what opens them lives with them.
  x: () => import('../views/exercise/open-route.ts'),
  t: () => import('../views/exercise/open-route.ts'),
  w: () => import('./workflow.ts'),
};
