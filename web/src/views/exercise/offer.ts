/** Tells a first visit, once and beside everything else, that there is a first hour. */
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { isExercise } from '../../store/state.ts';
import { offerInFoot } from '../timeline/timeline.ts';
import { PROGRESS_KEY } from './progress.ts';

const OFFERED = 'stepthrough.1.offered';

export function offerFirstHour(app: App): void {
  const { overlay, document: work, drafts } = app.store.state;
  if (window.location.hash.length > 2 || overlay !== undefined || drafts.length > 0 || isExercise(work)) return;
  // One thing at a time: while the page is shown around, this waits for another visit.
  if (document.querySelector('st-callouts') !== null) return;
  try {
    const { localStorage } = window;
    if (localStorage.getItem(OFFERED) !== null || localStorage.getItem(PROGRESS_KEY) !== null) return;
    localStorage.setItem(OFFERED, '1');
  } catch {
    return; // Without storage it would come again at every visit.
  }
  offerInFoot({ words: () => t('learn.offer'), label: () => t('learn.offerYes'), act: () => app.showOverlay('learn', { track: 'first-hour' }) });
}
