/** Knows at the page's next start whether it was left properly. */
import { t } from '../i18n/t.ts';
import type { App } from '../store/app.ts';

/** A page that went without saying so left its mark: the person is told that nothing was lost. */
export function tellOfCrash(app: App): void {
  const mark = 'stepthrough.open';
  try {
    if (window.sessionStorage.getItem(mark) === 'yes') app.notify('restored', 'info', t('app.restored'));
    window.sessionStorage.setItem(mark, 'yes');
    window.addEventListener('pagehide', () => window.sessionStorage.removeItem(mark));
    window.addEventListener('pageshow', () => window.sessionStorage.setItem(mark, 'yes'));
  } catch {
    // A browser that keeps nothing has nothing to tell.
  }
}
