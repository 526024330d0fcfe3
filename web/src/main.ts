/** The page: lends the browser to the store, puts the elements in place, opens the workflow. */
import { painted } from './elements/after-paint.ts';
import { LightElement, nextTask } from './elements/light-element.ts';
import { measureNames } from './elements/measure.ts';
import { App } from './store/app.ts';
import { firstExample } from './store/examples.ts';
import { Router } from './routes/router.ts';
import { AppElement } from './views/shell/app.ts';

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Called by `boot.ts`, which has a worker ready. */
export function start(createWorker: () => Worker): void {
  LightElement.beginning = true;
  const app = new App({
    createWorker,
    storage: storage(),
    tab: `${performance.timeOrigin}:${Math.random()}`,
    firstDocument: firstExample,
    measureNames,
    touch: () => window.matchMedia('(pointer: coarse)').matches,
    languages: () => navigator.languages,
    now: () => Date.now(),
    nextFrame: (callback) => requestAnimationFrame(callback),
  });

  const element = document.querySelector('st-app');
  const router = new Router(app, {
    hash: () => window.location.hash,
    push: (hash) => window.history.pushState(null, '', hash),
    replace: (hash) => window.history.replaceState(null, '', hash),
  });
  window.addEventListener('storage', (event) => app.documents.changedElsewhere(event.key));
  window.addEventListener('popstate', () => void router.changed());
  window.addEventListener('hashchange', () => void router.changed());

  void app.applyLanguage().then(nextTask).then(async () => {
    if (!(element instanceof AppElement)) return;
    element.app = app;
    // The engine loads meanwhile; what is opened may have something to say, and needs words for it.
    void router.start().finally(() => void painted().then(() => {
      LightElement.beginning = false;
      // A link that is pasted into the open page finds its reader there: its answer does not wait for the network.
      setTimeout(() => void import('./routes/workflow.ts').then(({ prepare }) => prepare(app)).catch(() => undefined), 2_000);
    }));
    await nextTask();
    element.start();
    tellOfMissingParts(app);
    setTimeout(() => void import('./offline/register.ts').then(({ comeToStay }) => comeToStay(app), () => undefined), 2_000);
  });
}

/** A part of the page that was to be loaded could not be: the person is told, and may try again. */
function tellOfMissingParts(app: App): void {
  window.addEventListener('unhandledrejection', (event) => {
    // Chromium and Firefox say the one, Safari the other.
    if (!(event.reason instanceof TypeError) || !/dynamically imported module|module script failed/.test(event.reason.message)) return;
    event.preventDefault();
    // A page that is being left stops loading its parts, too, and has nothing to tell any more.
    setTimeout(() => app.partFailed(), 500);
  });
}
