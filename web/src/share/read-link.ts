/** Links as they come from outside: read by the engine's tools, or a reason in words. */
import type { EngineClient } from '../client/engine-client.ts';
import { t } from '../i18n/t.ts';
import type { SharedScene } from '../shared/protocol.ts';

/** Nothing longer is read. The engine refuses it too, but would have to be given it first. */
const MAX_LETTERS = 320 << 10;

/** The scene of a link's data, or why there is none. */
export async function readLink(client: Pick<EngineClient, 'call'>, text: string): Promise<SharedScene | string> {
  const answer = text.length > MAX_LETTERS ? ({ kind: 'tooLarge' } as const) : await client.call('decodeShareLink', { text });
  switch (answer.kind) {
    case 'scene':
      return answer.scene;
    case 'newerVersion':
      return t('share.bad.newer', { version: answer.version });
    case 'tooLarge':
      return t('share.bad.tooLarge');
    case 'notALink':
    case 'damaged':
      return t('share.bad.damaged');
  }
}
