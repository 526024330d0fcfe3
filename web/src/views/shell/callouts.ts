/** Three hints of a first visit, one after the other: Run, the scrubber, Share. Never modal, and never twice. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { styled } from '../../elements/styled.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { type Hint, HINTS, nextHint, placeOf } from './callouts-model.ts';
import './callouts.css';

const TARGETS: Readonly<Record<Hint, string>> = { run: '[data-testid="run"]', scrub: '[data-testid="scrubber"]', share: '[data-testid="share"]' };

export class CalloutsElement extends LightElement {
  // It asks for places of other elements: while those draw, that would have the page laid out in between.
  static override ownTask = 'painted' as const;
  static override properties = { app: { attribute: false } };
  declare app: App;

  #began: { readonly run: number; readonly cursor: number } = { run: 0, cursor: 0 };
  readonly #replace = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    const { state } = this.app.store;
    this.#began = { run: state.run.number, cursor: state.cursor };
    new Slice(this, this.app.store, (now) => [now.preferences.hintsSeen, now.run.number, now.cursor, now.overlay, now.narrowTab, now.inspectorOpen]);
    window.addEventListener('resize', this.#replace);
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#replace);
    this.removeEventListener('keydown', this.#onKey);
  }

  protected override render(): TemplateResult {
    const { preferences, overlay } = this.app.store.state;
    const hint = nextHint(preferences.hintsSeen);
    const target = hint === undefined ? null : [...document.querySelectorAll<HTMLElement>(TARGETS[hint])].find((element) => element.offsetParent !== null);
    if (hint === undefined || target === null || target === undefined || overlay !== undefined) return html``;
    const box = target.getBoundingClientRect();
    const { left, top, arrow, above } = placeOf(box, { width: window.innerWidth, height: window.innerHeight });
    const at = HINTS.indexOf(hint) + 1;
    return html`<section class="callout ${above ? 'above' : ''}" role="status" data-testid="callout" data-hint=${hint}
      ${styled({ left: `${left}px`, ...(above ? { bottom: `${window.innerHeight - top}px` } : { top: `${top}px` }), '--arrow': `${arrow}px` })}>
      <div class="callout-head"><b>${t(`callout.${hint}Title`)}</b><button class="btn icon-only small" data-testid="callout-close" aria-label=${t('app.dismiss')} title=${t('app.dismiss')} @click=${() => this.#seen(HINTS)}>${icon('cross', 14)}</button></div>
      <p>${t(`callout.${hint}`)}</p>
      <div class="callout-foot"><span class="num">${at} / ${HINTS.length}</span><button class="btn small outlined" data-testid="callout-next" @click=${() => this.#seen([hint])}>${t(at === HINTS.length ? 'callout.done' : 'callout.next')}</button></div>
    </section>`;
  }

  protected override updated(): void {
    const { run, cursor, overlay, preferences } = this.app.store.state;
    const hint = nextHint(preferences.hintsSeen);
    if (hint === undefined) this.remove();
    // Who did it needs not be told.
    else if (hint === 'run' && run.number !== this.#began.run) this.#seen(['run']);
    else if (hint === 'scrub' && run.number === this.#began.run && cursor !== this.#began.cursor) this.#seen(['scrub']);
    else if (hint === 'share' && overlay?.name === 'share') this.#seen(['share']);
  }

  #seen(hints: readonly Hint[]): void {
    const { run, cursor, preferences } = this.app.store.state;
    this.#began = { run: run.number, cursor };
    this.app.setPreferences({ hintsSeen: [...new Set([...preferences.hintsSeen, ...hints])] });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#seen(HINTS);
  };
}

customElements.define('st-callouts', CalloutsElement);

/** Shows the hints to somebody who is here for the first time; not to a reader of a link, nor at an exercise. */
export function offerCallouts(app: App): void {
  const { document: work, drafts, preferences, overlay } = app.store.state;
  if (nextHint(preferences.hintsSeen) === undefined || window.location.hash.length > 2 || drafts.length > 0 || overlay !== undefined || work.example === undefined) return;
  const callouts = document.createElement('st-callouts');
  Object.assign(callouts, { app });
  document.querySelector('st-app')?.append(callouts);
}
