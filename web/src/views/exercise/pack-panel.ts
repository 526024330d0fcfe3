/** Opening a pack: from an address, which is asked about first, or from a file; a bad one gets the list of what is wrong. */
import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../../store/app.ts';
import type { Course } from './course.ts';
import { fetchPack, openPack, type PackAnswer, packAddress } from './packs.ts';
import { x } from './words.ts';

export class PackState {
  address: string;
  busy = false;
  answer: PackAnswer | undefined;

  constructor(
    readonly app: App,
    address: string,
    readonly opened: (course: Course) => void,
  ) {
    this.address = address;
  }

  get url(): URL | undefined {
    return packAddress(this.address, window.location.href);
  }

  async take(work: Promise<PackAnswer>, changed: () => void): Promise<void> {
    this.busy = true;
    changed();
    const answer = await work;
    this.busy = false;
    this.answer = answer;
    if (answer.kind === 'opened') this.opened(answer.course);
    changed();
  }
}

export function packPanel(state: PackState, changed: () => void, cancel: () => void): TemplateResult {
  const { url, answer, busy } = state;
  const onFile = async (event: Event): Promise<void> => {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file === undefined) return;
    await state.take(file.text().then((text) => openPack(state.app, text)), changed);
    // The same file, mended, must count as another choice.
    if (event.target instanceof HTMLInputElement) event.target.value = '';
  };
  return html`<section class="learn-exam" data-testid="pack-panel">
    <h3>${x('pack.title')}</h3>
    <div class="field"><label for="pack-address">${x('pack.address')}</label><input id="pack-address" class="input" type="url" data-testid="pack-address" .value=${state.address}
      @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) { state.address = event.target.value; state.answer = undefined; changed(); } }} /></div>
    ${url === undefined ? nothing : html`<p>${x('pack.ask', { host: url.host })}</p>`}
    <div class="ex-buttons">
      <button class="btn primary" data-testid="pack-load" ?disabled=${url === undefined || busy} @click=${() => url !== undefined && void state.take(fetchPack(state.app, url), changed)}>${x('pack.load')}</button>
      <label class="btn outlined">${x('pack.file')}<input class="sr" type="file" accept=".json,application/json" data-testid="pack-file" @change=${(event: Event) => void onFile(event)} /></label>
      <button class="btn" @click=${cancel}>${x('list.cancel')}</button>
    </div>
    <div role="status">${answer === undefined || answer.kind === 'opened' ? nothing : answer.kind === 'failed' ? html`<p data-testid="pack-failed">${x('pack.failed')}</p>` : html`
      <p>${x('pack.bad', { count: answer.problems.length })}</p>
      <ul class="pack-problems mono" lang="en" data-testid="pack-problems">${answer.problems.map((problem) => html`<li><code>${problem.place}</code> ${problem.code} ${problem.detail}</li>`)}</ul>
      <p class="soft">${x('pack.author')}</p>`}</div>
  </section>`;
}
