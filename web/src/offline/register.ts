/** Registers the service worker once the page has nothing better to do, and tells of a new version. */
import { t } from '../i18n/t.ts';
import type { App } from '../store/app.ts';

export async function registerServiceWorker(app: App): Promise<void> {
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
