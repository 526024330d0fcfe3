/** What comes when the page has stood for a while: the service worker, which tells of a new version, and what tells of a crash and of work that is not kept. */
import { t } from '../i18n/t.ts';
import type { App } from '../store/app.ts';
import { tellUnkept } from '../views/shell/unkept.ts';
import { tellOfCrash } from './crash.ts';

/** What a page does once it stands and has nothing better to do. */
export function comeToStay(app: App): void {
  tellOfCrash(app);
  app.reload = () => void reload(app);
  app.documents.onUnkept = (work, gone) => tellUnkept(app, work, gone);
  for (const work of app.documents.unsaved.values()) tellUnkept(app, work, false);
  if (import.meta.env.PROD) void registerServiceWorker(app);
}

/** Only where there is something to load: an old page is better than none. */
async function reload(app: App): Promise<void> {
  const answer = await fetch('./', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok === true) {
    app.documents.saveNow();
    window.location.reload();
  } else app.partFailed();
}

async function registerServiceWorker(app: App): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const container = navigator.serviceWorker;
  const first = container.controller === null;
  try {
    const registration = await container.register('./sw.js', { scope: './', updateViaCache: 'none' });
    if (registration.waiting !== null) tell(app, registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && container.controller !== null) tell(app, worker);
      });
    });
  } catch {
    // Without it the page works as before, with a network.
    return;
  }
  let reloaded = first;
  container.addEventListener('controllerchange', () => {
    // The first one only takes the page over; later ones were asked for.
    if (!reloaded) window.location.reload();
    reloaded = false;
  });
}

function tell(app: App, worker: ServiceWorker): void {
  app.notify('update', 'info', t('app.update'), [
    {
      label: t('app.updateTake'),
      act: () => {
        app.documents.saveNow();
        worker.postMessage('take-over');
      },
    },
  ]);
}
