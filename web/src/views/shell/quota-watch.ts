/** Tells once an execution that has ended how near it came to the quotas of the service, from 80 % of one on. */
import { formatPercent, formatSize } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { EVENT_LIMIT, eventShare, largePayload, type LargePayload, PAYLOAD_LIMIT } from '../../run/quota.ts';
import type { App } from '../../store/app.ts';

/** Events whose text is asked for at once: the engine answers others in between. */
const PAGE = 500;

export function watchQuotas(app: App): void {
  let seen = '';
  let said = -1;
  app.store.subscribe(() => {
    const { run } = app.store.state;
    const key = `${run.number} ${run.length}`;
    if (key === seen) return;
    // What was said is about an execution that is no longer shown.
    if (run.number !== said) for (const { id } of app.store.state.notices) if (id === 'why' || id.startsWith('quota-')) app.dismiss(id);
    if (run.phase !== 'finished' || run.texts === undefined || run.child !== undefined) return;
    seen = key;
    said = run.number;
    void tell(app, run.number);
  });
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
