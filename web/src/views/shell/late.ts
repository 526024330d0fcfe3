/** What nobody misses in the first second: words for screen readers, printing, quotas, and what a first visit is offered. */
import type { App } from '../../store/app.ts';
import { LiveRegion } from './live-region.ts';
import './focus-net.ts';

export function startLate(app: App): void {
  const live = new LiveRegion();
  app.store.subscribe(() => live.follow(app));
  setTimeout(() => void import('./callouts.ts').then(({ offerCallouts }) => offerCallouts(app), () => undefined), 1_500);
  setTimeout(() => void import('./quota-watch.ts').then(({ watchQuotas }) => watchQuotas(app), () => undefined), 2_000);
  setTimeout(() => void import('./print-sheet.ts').then(({ preparePrinting }) => preparePrinting(app), () => undefined), 3_000);
  setTimeout(() => void import('../exercise/offer.ts').then(({ offerFirstHour }) => offerFirstHour(app), () => undefined), 5_000);
}
