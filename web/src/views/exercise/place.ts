/** The way to the exercises in the header: a button with the ring of progress. */
import { EXERCISE_COUNT } from 'virtual:exercise-count';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { LightElement } from '../../elements/light-element.ts';
import { t } from '../../i18n/t.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { App } from '../../store/app.ts';
import type { Width } from '../shell/app.ts';

/** Where progress is kept. */
const PROGRESS = 'stepthrough.1.exercises';

function stored(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** How many of the page's own exercises are solved. */
function solvedCount(): number {
  const kept = parseJson(stored(PROGRESS) ?? 'null');
  const entries = isRecord(kept) && isRecord(kept['exercises']) ? Object.entries(kept['exercises']) : [];
  return entries.filter(([id, entry]) => !id.includes('/') && isRecord(entry) && typeof entry['solvedAt'] === 'number').length;
}

const AROUND = 2 * Math.PI * 7;

/** Sent when progress has changed. */
export const PROGRESS_EVENT = 'stepthrough-progress';

class LearnButton extends LightElement {
  static override properties = { app: { attribute: false }, width: { attribute: false } };
  declare app: App;
  declare width: Width;

  readonly #onProgress = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(PROGRESS_EVENT, this.#onProgress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(PROGRESS_EVENT, this.#onProgress);
  }

  protected override render(): TemplateResult {
    return button(this.app, this.width);
  }
}

customElements.define('st-learn-button', LearnButton);

function button(app: App, width: Width): TemplateResult {
  const solved = solvedCount();
  const ring = svg`<circle stroke="var(--line2)" cx="10" cy="10" r="7"></circle><circle stroke="var(--st-ok-border)" cx="10" cy="10" r="7" stroke-dasharray="${(AROUND * Math.min(solved, EXERCISE_COUNT)) / Math.max(1, EXERCISE_COUNT)} ${AROUND}"></circle>`;
  const label = t('learn.button', { solved, total: EXERCISE_COUNT });
  return html`<button class="btn ${width === 'desktop' ? '' : 'icon-only'}" data-testid="learn" aria-label=${label} title=${label} @click=${() => app.showOverlay('learn')}>
    <svg class="learn-ring" viewBox="0 0 20 20" aria-hidden="true">${ring}</svg>${width !== 'desktop' ? nothing : solved > 0 ? html`<span class="num">${solved} / ${EXERCISE_COUNT}</span>` : t('learn.word')}</button>`;
}
