/** The contents of the Learn dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { styled } from '../../elements/styled.ts';
import { currentLanguage } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { type Course, type ExerciseInfo, KINDS, type Kind, OWN_COURSE, type Track, wordsIn } from './course.ts';
import { freshSeed, isSeed } from './exam.ts';
import { type Filter, matching, nextOf, NO_FILTER } from './filter.ts';
import { packPanel, PackState } from './pack-panel.ts';
import { type Learning, learningOf } from './session.ts';
import { loadWords, onWords, type WordKey, x } from './words.ts';

const EXAMS = [['DVA', 'DVA-C02'], ['SAA', 'SAA-C03'], ['DOP', 'DOP-C02']] as const;

export class LearnElement extends LightElement {
  static override properties = { app: { attribute: false }, close: { attribute: false }, track: { attribute: false }, exam: { attribute: false }, seed: { attribute: false }, pack: { attribute: false } };
  declare app: App;
  declare close: () => void;
  /** Id of the track to show. */
  declare track: string;
  /** The track's exam is asked for. */
  declare exam: boolean;
  declare seed: string;
  /** Address of a pack to open. */
  declare pack: string;

  #course: Course = OWN_COURSE;
  #filter: Filter = NO_FILTER;
  #sure = false;
  #message = '';
  #timed = true;
  #seed = freshSeed(Math.random);
  #copied = false;
  #packs: PackState | undefined;
  #stop: (() => void) | undefined;

  get #learning(): Learning {
    return learningOf(this.app);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#course = this.#learning.course;
    if (isSeed(this.seed)) this.#seed = this.seed;
    if (this.pack !== '') this.#packs = new PackState(this.app, this.pack, (course) => this.#show(course));
    this.#stop = onWords(() => this.requestUpdate());
    void loadWords();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #show(course: Course): void {
    this.#course = course;
    this.#packs = undefined;
    this.#filter = NO_FILTER;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const course = this.#course;
    const chosen = course.tracks.find((track) => track.id === this.track);
    return html`<header><h2 id="learn-title">${course.pack === '' ? x('list.title') : wordsIn(course.title, currentLanguage())}</h2></header>
      <div class="learn-body">
        ${this.#packs !== undefined ? packPanel(this.#packs, () => this.requestUpdate(), () => { this.#packs = undefined; this.requestUpdate(); })
          : chosen !== undefined && this.exam ? this.#examPanel(chosen)
          : html`${this.#tracks(chosen)}${this.#list(chosen)}${this.#foot()}`}
      </div>`;
  }

  #tracks(chosen: Track | undefined): TemplateResult | typeof nothing {
    const { tracks } = this.#course;
    if (tracks.length === 0) return nothing;
    return html`<section aria-labelledby="learn-tracks"><h3 id="learn-tracks">${x('list.tracks')}</h3>
      <div class="learn-tracks">${tracks.map((track) => this.#track(track, track === chosen))}</div></section>`;
  }

  #track(track: Track, isChosen: boolean): TemplateResult {
    const learning = this.#learning;
    const total = track.exercises.length;
    const solved = track.exercises.filter((id) => learning.progress.isSolved(learning.keyOf(id, this.#course))).length;
    const about = track.about === undefined ? '' : wordsIn(track.about, currentLanguage());
    const first = nextOf([...track.exercises], '', (id) => learning.progress.isSolved(learning.keyOf(id, this.#course))) ?? track.exercises[0];
    return html`<div class="learn-track ${isChosen ? 'chosen' : ''}" data-testid="track" data-track=${track.id}>
      <b>${wordsIn(track.title, currentLanguage())}</b><p>${about}</p>
      <div class="learn-bar" aria-hidden="true"><i ${styled({ width: `${total === 0 ? 0 : (100 * solved) / total}%` })}></i></div>
      <span class="num soft">${x('list.solvedOf', { solved, total })}</span>
      <div class="ex-buttons">
        <button class="btn small outlined" data-testid="track-begin" ?disabled=${first === undefined} @click=${() => first !== undefined && void this.#open(first, track)}>${solved === 0 ? x('list.begin') : x('list.goOn')}</button>
        <button class="btn small" aria-pressed=${isChosen ? 'true' : 'false'} @click=${() => { this.track = isChosen ? '' : track.id; }}>${x('list.count', { count: total })}</button>
        ${track.exam === undefined ? nothing : html`<button class="btn small" data-testid="track-exam" @click=${() => { this.track = track.id; this.exam = true; }}>${icon('clock', 14)}${x('list.exam')}</button>`}
      </div></div>`;
  }

  #list(chosen: Track | undefined): TemplateResult {
    const all = chosen === undefined ? this.#course.exercises : chosen.exercises.flatMap((id) => this.#course.exercises.filter((info) => info.id === id));
    const found = matching(all, this.#filter, currentLanguage());
    return html`<section aria-labelledby="learn-all"><h3 id="learn-all">${chosen === undefined ? x('list.all') : wordsIn(chosen.title, currentLanguage())} <span class="num soft" role="status">${x('list.count', { count: found.length })}</span></h3>
      ${this.#filters()}
      ${found.length === 0 ? html`<p class="soft">${x('list.none')}</p>` : html`<ul class="learn-list" data-testid="exercises">${found.map((info) => this.#row(info, chosen))}</ul>`}</section>`;
  }

  #filters(): TemplateResult {
    const { topics } = this.#course;
    const select = (name: 'exam' | 'topic' | 'kind' | 'level', label: WordKey, options: readonly (readonly [string, string])[]): TemplateResult => html`<label class="field"><span class="label">${x(label)}</span>
      <select class="input" data-testid="filter-${name}" @change=${(event: Event) => event.target instanceof HTMLSelectElement && this.#set(name, event.target.value)}>
        <option value="">${x('list.any')}</option>${options.map(([value, words]) => html`<option value=${value} .selected=${String(this.#filter[name]) === value}>${words}</option>`)}
      </select></label>`;
    return html`<div class="learn-filters">
      <label class="field"><span class="label">${x('list.search')}</span><input class="input" type="search" data-testid="filter-words" .value=${this.#filter.words} @input=${(event: Event) => event.target instanceof HTMLInputElement && this.#set('words', event.target.value)} /></label>
      ${select('exam', 'list.filterExam', EXAMS)}
      ${topics.length === 0 ? nothing : select('topic', 'list.filterTopic', topics.map((topic) => [topic.id, wordsIn(topic.title, currentLanguage())]))}
      ${select('kind', 'list.filterKind', KINDS.map((kind) => [kind, x(`kind.${kind}`)]))}
      ${select('level', 'list.filterLevel', ['1', '2', '3'].map((level) => [level, level]))}
    </div>`;
  }

  #set(name: keyof Filter, value: string): void {
    const kind: Kind | '' = KINDS.find((candidate) => candidate === value) ?? '';
    this.#filter = { ...this.#filter, [name]: name === 'level' ? Number(value) : name === 'kind' ? kind : value };
    this.requestUpdate();
  }

  #row(info: ExerciseInfo, track: Track | undefined): TemplateResult {
    const learning = this.#learning;
    const solved = learning.progress.isSolved(learning.keyOf(info.id, this.#course));
    return html`<li><button class="learn-row" data-testid="exercise-row" data-exercise=${info.id} @click=${() => void this.#open(info.id, track)}>
      <span class=${solved ? 'word-ok' : 'word-ns'}>${icon(solved ? 'check' : 'dashes')}</span>${solved ? html`<span class="sr">${x('list.solved')}</span>` : nothing}
      <span class="learn-name ellipsis">${wordsIn(info.title, currentLanguage())}</span>
      <span class="chip">${x(`kind.${info.kind}`)}</span><span class="soft num wide-only">${x('level', { level: info.level })}</span><span class="soft num wide-only">${info.id}</span></button></li>`;
  }

  async #open(id: string, track: Track | undefined): Promise<void> {
    const { exam } = this.#learning;
    if (exam !== undefined) this.#learning.exam = undefined;
    this.close();
    await this.#learning.open(id, this.#course, track);
  }

  #examPanel(track: Track): TemplateResult {
    const { questions, minutes } = track.exam ?? { questions: 10, minutes: 20 };
    const count = Math.min(questions, track.exercises.length);
    const address = `${window.location.href.split('#')[0] ?? ''}#/t/${track.id}/exam/${this.#seed}`;
    return html`<section class="learn-exam" data-testid="exam-start">
      <h3>${x('exam.title', { track: wordsIn(track.title, currentLanguage()) })}</h3>
      <p>${x('exam.about', { questions: count })}</p>
      <label class="ex-option"><input type="radio" name="exam-clock" .checked=${this.#timed} @change=${() => { this.#timed = true; }} /><span>${x('exam.minutes', { minutes })}</span></label>
      <label class="ex-option"><input type="radio" name="exam-clock" data-testid="exam-untimed" .checked=${!this.#timed} @change=${() => { this.#timed = false; }} /><span>${x('exam.noClock')}</span></label>
      <div class="field"><label for="exam-seed">${x('exam.seed')}</label><input id="exam-seed" class="input mono" maxlength="20" data-testid="exam-seed" autocomplete="off" autocapitalize="off" .value=${this.#seed} @change=${this.#onSeed} /></div>
      <p class="soft">${x('exam.seedHelp')}</p>
      <div class="ex-buttons">
        <button class="btn primary" data-testid="exam-begin" @click=${() => void this.#beginExam(track, this.#timed ? minutes : undefined)}>${x('exam.begin')}</button>
        <button class="btn outlined" @click=${() => void this.#copy(address)}>${icon('copy')}${this.#copied ? x('exam.copied') : x('exam.copy')}</button>
        <button class="btn" @click=${() => { this.exam = false; }}>${x('list.cancel')}</button>
      </div></section>`;
  }

  #onSeed = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const seed = event.target.value.trim().toLowerCase();
    if (isSeed(seed)) this.#seed = seed;
    this.requestUpdate();
  };

  async #copy(address: string): Promise<void> {
    await navigator.clipboard.writeText(address).catch(() => undefined);
    this.#copied = true;
    this.requestUpdate();
  }

  async #beginExam(track: Track, minutes: number | undefined): Promise<void> {
    this.close();
    this.#learning.track = track;
    await this.#learning.beginExam(track, this.#course, this.#seed, minutes);
  }

  #foot(): TemplateResult {
    const learning = this.#learning;
    return html`<footer class="learn-foot">
      <p class="soft" role="status">${this.#message === '' ? x('list.kept') : this.#message}</p>
      <div class="ex-buttons">
        <button class="btn small" data-testid="progress-export" @click=${() => this.#export()}>${icon('download', 14)}${x('list.export')}</button>
        <label class="btn small">${x('list.import')}<input class="sr" type="file" accept=".json,application/json" data-testid="progress-import" @change=${(event: Event) => void this.#import(event)} /></label>
        ${this.#sure
          ? html`<span>${x('list.resetSure')}</span><button class="btn small danger" data-testid="progress-reset-yes" @click=${() => { learning.progress.resetAll(); this.#sure = false; this.requestUpdate(); }}>${x('list.resetYes')}</button><button class="btn small" @click=${() => { this.#sure = false; this.requestUpdate(); }}>${x('list.cancel')}</button>`
          : html`<button class="btn small" data-testid="progress-reset" @click=${() => { this.#sure = true; this.requestUpdate(); }}>${x('list.reset')}</button>`}
        <span class="grow"></span>
        ${this.#course.pack === '' ? nothing : html`<button class="btn small" @click=${() => this.#show(OWN_COURSE)}>${x('list.back')}</button>`}
        <button class="btn small" data-testid="open-pack" @click=${() => { this.#packs = new PackState(this.app, '', (course) => this.#show(course)); this.requestUpdate(); }}>${x('list.pack')}</button>
      </div></footer>`;
  }

  #export(): void {
    const url = URL.createObjectURL(new Blob([this.#learning.progress.exportText()], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'stepthrough-progress.json';
    link.click();
    URL.revokeObjectURL(url);
  }

  async #import(event: Event): Promise<void> {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file === undefined) return;
    const text = file.size > 5_000_000 ? '' : await file.text();
    this.#message = this.#learning.progress.importText(text) ? x('list.importDone') : x('list.importBad');
    this.requestUpdate();
  }
}

customElements.define('st-learn', LearnElement);
