/** `#/w/<data>`: a workflow inside the link. Local work is kept; a link that cannot be read says why. */
import { t } from '../i18n/t.ts';
import { readLink } from '../share/read-link.ts';
import { documentOf } from '../share/scene.ts';
import type { App } from '../store/app.ts';
import type { RouteHandler } from './handlers.ts';

export const open: RouteHandler = async (route, app) => {
  const scene = await readLink(app.client, route.data);
  if (typeof scene === 'string') {
    rescue(app, scene, route.data);
    await app.open();
    return true;
  }
  const before = app.store.state.document;
  // An identity made of the link: the same link opens the same draft, with what was changed in it since.
  const id = `draft:w${fingerprint(route.data)}`;
  const kept = app.store.state.drafts.find((draft) => draft.id === id) ?? (before.id === id ? before : undefined);
  await app.documents.open(kept ?? documentOf(scene, id, t('share.untitled')));
  if (scene.cursor !== undefined) app.seek(scene.cursor);
  if (scene.state !== undefined && app.store.state.analysis.latest?.states.some((state) => state.name === scene.state) === true) app.select(scene.state);
  if (before.id.startsWith('draft:') && before.id !== id && before.definition.trim() !== '') {
    app.notify('shared', 'info', t('share.openedOver', { name: before.title }), [{ label: t('share.switchBack'), act: () => void app.documents.openDraft(before.id) }]);
  }
  return true;
};

/** Fetches what reads a link, before there is one, and has it read once: its code is slow the first time. */
export async function prepare(app: App): Promise<void> {
  await readLink(app.client, '1.AAAA');
}

/** What a link that cannot be read leaves to do: look at it, or begin. The work at hand stays. */
function rescue(app: App, why: string, raw: string): void {
  app.notify('link', 'error', why, [
    { label: t('app.badLinkRaw'), act: () => app.showOverlay('text', { title: t('app.badLinkRaw'), text: raw.slice(0, 100_000) }) },
    { label: t('app.badLinkFresh'), act: () => app.documents.openEmpty() },
  ]);
}

/** 52 bits of the text (cyrb53): names a draft, protects nothing. */
function fingerprint(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let k = 0; k < text.length; k += 1) {
    const c = text.charCodeAt(k);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
