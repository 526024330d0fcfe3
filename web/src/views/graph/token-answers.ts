/** The three answers to a waiting task's token, wherever somebody looks: at the node, in the result's line, in the list of who waits. */
import { html, type TemplateResult } from 'lit';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';

/** `id` begins the buttons' names for tests, `look` is their class. */
export function tokenAnswers(app: App, token: string, id: string, look: string): TemplateResult {
  const { execution } = app;
  // An answer that comes too late, the execution says itself.
  const send = (answer: Promise<void>): void => void answer.catch(() => undefined);
  return html`<button class="${look} word-ok" data-testid="${id}-success" @click=${() => send(execution.sendSuccess(token, '{}'))}>${t('token.success')}</button>
    <button class="${look} word-fa" data-testid="${id}-failure" @click=${() => send(execution.sendFailure(token, 'Rejected', ''))}>${t('token.failure')}</button>
    <button class=${look} data-testid="${id}-heartbeat" @click=${() => send(execution.sendHeartbeat(token))}>${t('token.heartbeat')}</button>`;
}
