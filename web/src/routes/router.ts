/**
 * Keeps address and page together: an address opens a document, a document that is opened gets its address.
 *
 * Back and Forward go between documents, never between keystrokes: what is typed replaces the address, only opening
 * adds one.
 */
import { t } from '../i18n/t.ts';
import type { App } from '../store/app.ts';
import type { WorkflowDocument } from '../store/state.ts';
import { HANDLERS } from './handlers.ts';
import { formatRoute, parseRoute, type Route, type RouteKind, type RouteOptions, type RouteView } from './route.ts';

/** The browser's part of it. */
export interface AddressBar {
  hash(): string;
  push(hash: string): void;
  replace(hash: string): void;
}

export class Router {
  readonly #app: App;
  readonly #bar: AddressBar;
  /** The address that the page shows now. */
  #shown = '';
  #handling = 0;
  /** What stood on the page before any address did. */
  readonly #home: Route | 'bad';

  constructor(app: App, bar: AddressBar) {
    this.#app = app;
    this.#bar = bar;
    this.#home = parseRoute(addressOf(app.store.state.document)) ?? 'bad';
    app.documents.onAddress = (document, how) => this.#follow(document, how);
  }

  /** Opens the address the page was loaded with, or else the kept workflow. */
  async start(): Promise<void> {
    const hash = this.#bar.hash();
    this.#shown = hash;
    const route = parseRoute(hash);
    if (route === undefined) await this.#app.open();
    else if (!(await this.#handle(route))) await this.#app.open();
  }

  /** The address was changed from outside: Back, Forward, a link, typing. */
  async changed(): Promise<void> {
    const hash = this.#bar.hash();
    if (hash === this.#shown) return;
    this.#shown = hash;
    const route = parseRoute(hash);
    await this.#handle(route ?? this.#home);
  }

  async #handle(route: Route | 'bad'): Promise<boolean> {
    if (route === 'bad') return this.#bad();
    // What one address asks for stays until the person or another address chooses otherwise.
    const { shownAs } = this.#app.store.state;
    this.#app.showAs({ language: route.options.lang ?? shownAs.language, theme: route.options.theme ?? shownAs.theme });
    const load = HANDLERS[route.kind];
    if (load === undefined) return this.#bad();
    try {
      const { open } = await load();
      if (!(await this.#during(() => open(route, this.#app)))) return this.#bad();
    } catch {
      this.#app.partFailed();
      return false;
    }
    applyOptions(this.#app, route.options);
    return true;
  }

  /** What is opened meanwhile was asked for by the address, and adds none. */
  async #during(open: () => Promise<boolean>): Promise<boolean> {
    this.#handling += 1;
    try {
      return await open();
    } finally {
      this.#handling -= 1;
    }
  }

  #bad(): false {
    const raw = this.#bar.hash();
    this.#app.notify('link', 'error', t('app.badLink'), [
      { label: t('app.badLinkRaw'), act: () => this.#app.showOverlay('text', { title: t('app.badLinkRaw'), text: raw.slice(0, 100_000) }) },
      { label: t('app.badLinkFresh'), act: () => this.#app.documents.openEmpty() },
    ]);
    return false;
  }

  #follow(document: WorkflowDocument, how: 'push' | 'replace'): void {
    if (this.#handling > 0 && how === 'push') return;
    const hash = addressOf(document);
    if (hash === this.#shown) return;
    this.#shown = hash;
    if (how === 'push') this.#bar.push(hash);
    else this.#bar.replace(hash);
  }
}

/** Ids of documents begin with what they are. */
const KIND_OF_ID: Readonly<Record<string, RouteKind>> = { example: 'e', exercise: 'x', draft: 'l' };

/** The address of a document in this browser. */
export function addressOf(document: WorkflowDocument): string {
  const colon = document.id.indexOf(':');
  const kind = KIND_OF_ID[document.id.slice(0, colon)] ?? 'l';
  return formatRoute(kind, document.id.slice(colon + 1));
}

/** Shows what an address asks for, as far as it is there. */
export function applyOptions(app: App, options: RouteOptions): void {
  if (options.event !== undefined && options.event > 0) app.chooseEvent(Math.min(options.event, app.store.state.run.length) - 1);
  if (options.state !== undefined) app.select(options.state);
  if (options.view !== undefined) showView(app, options.view);
}

function showView(app: App, view: RouteView): void {
  switch (view) {
    case 'graph':
      app.showNarrow('graph');
      return;
    case 'code':
    case 'input':
    case 'mocks':
    case 'config':
      app.showLeft(view);
      return;
    default:
      app.showDock(view);
      app.showNarrow('run');
  }
}
