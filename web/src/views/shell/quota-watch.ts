/** Tells how near an execution came to the quotas of the service, from 80 % of one on, and takes it back with the execution. */
import { formatPercent, formatSize } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { EVENT_LIMIT, eventShare, largePayload, type LargePayload, PAYLOAD_LIMIT } from '../../run/quota.ts';
import type { App } from '../../store/app.ts';

/** Events whose text is asked for at once: the engine answers others in between. */
const PAGE = 500;

/** Notices that say something about one execution. */
const ABOUT_A_RUN = ['quota-events', 'quota-payload', 'why', 'replay'];

export function watchQuotas(app: App): void {
  let seen = '';
  /** The execution that a notice is about. */
  const about = new Map<string, number>();
  const look = (): void => {
    const { run, notices } = app.store.state;
    takeBack(app, notices.map((notice) => notice.id), about);
    const key = `${run.number} ${run.length}`;
    if (key === seen) return;
    if (run.phase !== 'finished' || run.texts === undefined || run.child !== undefined) return;
    seen = key;
    void tell(app, run.number);
  };
  app.store.subscribe(look);
  // The page's first executions may have ended before this was loaded.
  look();
}

/** Takes away what was said about an execution that is no longer shown. */
function takeBack(app: App, shown: readonly string[], about: Map<string, number>): void {
  const { number } = app.store.state.run;
  for (const id of ABOUT_A_RUN) {
    const told = about.get(id);
    if (!shown.includes(id)) about.delete(id);
    else if (told === undefined) about.set(id, number);
    else if (told !== number) {
      about.delete(id);
      app.dismiss(id);
    }
  }
}

async function tell(app: App, number: number): Promise<void> {
  const { run } = app.store.state;
  const share = eventShare(run.texts?.config.type ?? 'STANDARD', run.length);
  if (share !== undefined) app.notify('quota-events', 'info', t('quota.events', { count: run.length, limit: EVENT_LIMIT, share: formatPercent(share) }));
  let largest: LargePayload | undefined;
  for (let from = 0; from < run.length; from += PAGE) {
    const text = await app.client.call('historyText', { run: number, from, count: PAGE }).catch(() => '');
    if (app.store.state.run.number !== number) return;
    const found = largePayload(text.split('\n'));
    if (found !== undefined && found.bytes > (largest?.bytes ?? 0)) largest = found;
  }
  // Over the limit the execution has failed of it.
  if (largest === undefined || largest.bytes > PAYLOAD_LIMIT) return;
  const at = largest.eventId - 1;
  const state = run.index.visitOf(at)?.state ?? run.index.events[at]?.type ?? '';
  app.notify('quota-payload', 'info', t('quota.payload', { state, size: formatSize(largest.bytes), share: formatPercent(largest.bytes / PAYLOAD_LIMIT) }), [
    { label: t('quota.show'), act: () => app.chooseEvent(at) },
  ]);
}
