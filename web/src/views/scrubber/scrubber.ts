/** The scrubber: a slider over the events of the history, with failure ticks, play and speed. */
import { html, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon, type IconName } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { clockAt } from '../../run/visit-status.ts';
import type { App } from '../../store/app.ts';
import { nextStateBoundary, previousStateBoundary, STATE_A_SECOND } from '../../store/execution.ts';

const SPEEDS = [1, 4, 16, STATE_A_SECOND] as const;
/** Ticks that can be told apart on the track. */
const MAX_TICKS = 60;

export class ScrubberElement extends LightElement {
  static override ownTask = 'first' as const;
  static override properties = { app: { attribute: false }, compact: { type: Boolean } };
  declare app: App;
  declare compact: boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.playing, state.speed, state.preferences]);
  }

  protected override render(): TemplateResult {
    const { run, cursor, playing, speed, preferences: { follow } } = this.app.store.state;
    const count = run.length;
    const none = count === 0;
    const { app } = this;
    const button = (name: IconName, label: string, act: () => void, wide = false): TemplateResult =>
      html`<button class="btn icon-only small ${wide ? 'wide-only' : ''}" ?disabled=${none} aria-label=${label} title=${label} @click=${act}>${icon(name)}</button>`;
    const share = none ? 0 : cursor / count;
    return html`<div class="scrub" data-testid="scrubber-bar">
      ${button('first', t('scrub.first'), () => app.seek(none ? 0 : 1), true)}
      ${button('chevronLeft', t('scrub.previous'), () => app.seek(cursor - 1))}
      <div class="scrub-track" role="slider" tabindex="0" data-testid="scrubber" aria-label=${t('scrub.label')} aria-disabled=${none ? 'true' : 'false'}
        aria-valuemin="0" aria-valuemax=${count} aria-valuenow=${cursor} aria-valuetext=${this.#words()} @keydown=${this.#onKey} @pointerdown=${this.#onPointer}>
        <i class="scrub-rail"></i><i class="scrub-done" ${styled({ width: `${share * 100}%` })}></i>
        ${this.#ticks()}
        <i class="scrub-knob" ${styled({ left: `${share * 100}%` })}></i>
      </div>
      ${button('chevronRight', t('scrub.next'), () => app.seek(cursor + 1))}
      ${button('last', t('scrub.last'), () => app.seek(count), true)}
      <button class="btn icon-only small" ?disabled=${none} data-testid="play" aria-label=${playing ? t('scrub.pause') : t('scrub.play')} title=${playing ? t('scrub.pause') : t('scrub.play')} @click=${() => app.execution.play()}>${icon(playing ? 'pause' : 'play', 14)}</button>
      <button class="btn icon-only small scrub-follow" data-testid="follow" aria-pressed=${follow ? 'true' : 'false'} aria-label=${t('scrub.follow')} title=${t('scrub.followTitle')} @click=${() => app.setPreferences({ follow: !follow })}>${icon('center', 14)}</button>
      <span class="scrub-at num"><b data-testid="cursor">${cursor}</b> / ${count}</span>
      <span class="scrub-clock num wide-only">${none ? '' : formatClock(clockAt(run.index, cursor) - (run.index.events[0]?.timestampMs ?? 0))}</span>
      <button class="btn small scrub-speed num wide-only" ?disabled=${none} aria-label="${t('scrub.speed')}: ${speedWords(speed)}" title=${t('scrub.speed')} data-testid="speed" @click=${() => this.#nextSpeed()}>${speed === STATE_A_SECOND ? t('scrub.byStateShort') : speedWords(speed)}</button>
    </div>`;
  }

  /** Where the clock was when the selection last went with it. */
  #followed = '';

  protected override updated(): void {
    const { run, cursor, preferences } = this.app.store.state;
    const now = `${preferences.follow ? run.number : ''} ${cursor}`;
    if (now === this.#followed) return;
    // A run that has just ended shows the state that has most to tell.
    const moved = this.#followed.startsWith(`${run.number} `) || cursor < run.length;
    this.#followed = now;
    if (preferences.follow && moved) this.app.followClock();
  }

  #words(): string {
    const { run, cursor } = this.app.store.state;
    const event = run.index.events[cursor - 1];
    if (event === undefined) return t('scrub.before', { count: run.length });
    const state = event.state ?? run.index.visitOf(cursor - 1)?.state;
    return t(state === undefined ? 'scrub.valueOutside' : 'scrub.value', {
      at: cursor,
      count: run.length,
      type: event.type,
      state: state ?? '',
      time: formatClock(event.timestampMs - (run.index.events[0]?.timestampMs ?? 0)),
    });
  }

  #ticks(): unknown[] {
    const { run } = this.app.store.state;
    const { failures } = run.index;
    const every = Math.max(1, Math.ceil(failures.length / MAX_TICKS));
    return failures
      .filter((_, at) => at % every === 0)
      .map((at) => html`<i class="scrub-tick" ${styled({ left: `${((at + 1) / Math.max(1, run.length)) * 100}%` })}></i>`);
  }

  #nextSpeed(): void {
    const { speed } = this.app.store.state;
    const at = SPEEDS.findIndex((candidate) => candidate === speed);
    this.app.store.update({ speed: SPEEDS[(at + 1) % SPEEDS.length] ?? 1 });
  }

  #onKey = (event: KeyboardEvent): void => {
    const { app } = this;
    const { cursor, run } = app.store.state;
    if (event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.round(run.length / 10));
    const to = event.altKey
      ? { ArrowRight: nextStateBoundary(app.store.state, cursor), ArrowLeft: previousStateBoundary(app.store.state, cursor) }[event.key]
      : {
          ArrowRight: cursor + 1, ArrowUp: cursor + 1, ArrowLeft: cursor - 1, ArrowDown: cursor - 1,
          Home: 0, End: run.length, PageUp: cursor + page, PageDown: cursor - page,
        }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    app.seek(to);
  };

  #onPointer = (event: PointerEvent): void => {
    const track = event.currentTarget;
    if (!(track instanceof HTMLElement) || event.button !== 0) return;
    const box = track.getBoundingClientRect();
    const seek = (x: number): void => {
      const { run } = this.app.store.state;
      this.app.seek(Math.round(((x - box.left) / box.width) * run.length));
    };
    seek(event.clientX);
    track.focus({ preventScroll: true });
    event.preventDefault();
    const stop = new AbortController();
    window.addEventListener('pointermove', (move) => seek(move.clientX), { signal: stop.signal });
    window.addEventListener('pointerup', () => stop.abort(), { signal: stop.signal });
    window.addEventListener('pointercancel', () => stop.abort(), { signal: stop.signal });
  };
}

function speedWords(speed: number): string {
  return speed === STATE_A_SECOND ? t('scrub.byState') : `${speed}×`;
}

customElements.define('st-scrubber', ScrubberElement);
