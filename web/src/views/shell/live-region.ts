/** What screen readers are told: the selected state and its status, at most one message a second. */
import { t } from '../../i18n/t.ts';
import { stateView } from '../../run/visit-status.ts';
import type { App } from '../../store/app.ts';

const QUIET_MS = 1_000;

export class LiveRegion {
  #wanted = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  follow(app: App): void {
    const { selection, run, cursor } = app.store.state;
    if (selection.state === undefined) return;
    const { status } = stateView(run.index, selection.state, cursor);
    const words = t('live.selected', { state: selection.state, status: t(`status.${status}`) });
    if (words === this.#wanted) return;
    this.#wanted = words;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const region = document.querySelector('[data-live]');
      if (region !== null) region.textContent = this.#wanted;
    }, QUIET_MS);
  }
}
