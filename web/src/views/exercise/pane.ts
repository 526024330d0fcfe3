/** The pane of an exercise: what to do, Check, hints, the solution in its own tab, why, and Next. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import { tabs } from '../../elements/tabs.ts';
import '../../elements/json-view.ts';
import { currentLanguage } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { isExercise } from '../../store/state.ts';
import { answerFields } from './answer-fields.ts';
import { type Exercise, type Texts, wordsIn } from './course.ts';
import { examBar, examReview } from './exam-view.ts';
import { figures, line, prose } from './prose.ts';
import { resultBox } from './result.ts';
import { type Learning, learningOf } from './session.ts';
import { solutionOf } from './solution.ts';
import { loadWords, onWords, x } from './words.ts';
import './exercise.css';

export class ExerciseElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #stops: (() => void)[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;
  #shown = '';

  get #learning(): Learning {
    return learningOf(this.app);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.document.id, state.analysis.good, state.held]);
    this.#stops = [this.#learning.subscribe(() => this.requestUpdate()), onWords(() => this.requestUpdate()), this.app.store.subscribe(() => this.#follow())];
    // Before the page's own keys: in an exercise the key for all test cases is Check.
    window.addEventListener('keydown', this.#onKey, true);
    this.#clock = setInterval(() => this.#tick(), 1_000);
    void loadWords();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    window.removeEventListener('keydown', this.#onKey, true);
    clearInterval(this.#clock);
  }

  /** The page came back to an exercise by itself: a reload, Back. */
  #follow(): void {
    const { document } = this.app.store.state;
    const { id } = document;
    if (id === this.#shown || !isExercise(document)) return;
    this.#shown = id;
    void this.#learning.resume(id);
  }

  #tick(): void {
    const { exam } = this.#learning;
    if (exam === undefined || exam.finishedAt !== undefined || exam.endsAt === undefined) return;
    if (Date.now() >= exam.endsAt) void this.#learning.finishExam();
    this.requestUpdate();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key !== 'Enter' || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (this.#learning.exam === undefined) void this.#check();
  };

  protected override render(): TemplateResult {
    const learning = this.#learning;
    const { exercise, exam } = learning;
    if (learning.missing) return html`<div class="empty" data-testid="exercise-missing">${icon('problem')}<p>${x('pane.missing')}</p><button class="btn outlined" @click=${() => this.app.showOverlay('learn')}>${x('pane.back')}</button></div>`;
    if (exercise === undefined) return html`<div class="empty">${x('pane.loading')}</div>`;
    if (exam?.finishedAt !== undefined) return examReview(learning, this.app);
    const { texts, isSource } = exercise.texts(currentLanguage());
    this.toggleAttribute('alone', exercise.file('start.asl.json') === undefined);
    return html`${exam === undefined ? this.#head() : examBar(learning, exam)}
      <div class="ex-scroll" lang=${isSource ? 'en' : nothing} data-testid="exercise" data-exercise=${exercise.info.id} data-kind=${exercise.info.kind}>
        ${isSource ? html`<p class="soft">${x('pane.english')}</p>` : nothing}
        <div class="ex-chips"><span class="chip">${x(`kind.${exercise.info.kind}`)}</span>${examsOf(exercise).map((name) => html`<span class="chip">${name}</span>`)}<span class="chip">${x('level', { level: exercise.info.level })}</span>${learning.solved ? html`<span class="chip ok" data-testid="solved">${icon('check', 12)}${x('list.solved')}</span>` : nothing}</div>
        <h2 class="ex-title" tabindex="-1">${texts.title}</h2>
        ${learning.tab === 'solution' && exam === undefined ? this.#solution(exercise) : this.#task(exercise, texts)}
      </div>`;
  }

  #head(): TemplateResult {
    const learning = this.#learning;
    const { ids, course, track, exercise } = learning;
    const id = exercise?.info.id ?? '';
    const name = track === undefined ? wordsIn(course.topics.find((topic) => topic.id === exercise?.info.topic)?.title ?? course.title, currentLanguage()) : wordsIn(track.title, currentLanguage());
    const steps = track === undefined ? ids.filter((other) => course.exercises.find((info) => info.id === other)?.topic === exercise?.info.topic) : ids;
    const at = steps.indexOf(id);
    return html`<div class="pane-head ex-head">
      ${learning.embedded ? html`<span class="ellipsis">${name}</span>` : html`<button class="btn small ex-back" data-testid="exercise-list" @click=${() => this.app.showOverlay('learn')}>${icon('chevronLeft', 14)}<span class="ellipsis">${name}</span></button>`}
      <span class="grow"></span>
      <span class="ex-steps" aria-hidden="true">${steps.slice(0, 16).map((other) => html`<i class=${learning.progress.isSolved(learning.keyOf(other)) ? 'done' : other === id ? 'now' : ''}></i>`)}</span>
      <span class="num soft">${x('pane.position', { at: at + 1, count: steps.length })}</span>
    </div>
    <div class="ex-tabs">${tabs({ id: 'ex', label: x('pane.label'), items: [{ id: 'task', label: x('pane.task') }, { id: 'solution', label: x('pane.solution') }], active: learning.tab, choose: (tab) => learning.showTab(tab) })}</div>`;
  }

  #task(exercise: Exercise, texts: Texts): TemplateResult {
    const learning = this.#learning;
    const { exam, report, course } = learning;
    const asks = Object.keys(exercise.answer).length > 0;
    const { held } = this.app.store.state;
    return html`<div id="ex-panel-task" role=${exam === undefined ? 'tabpanel' : nothing} aria-labelledby=${exam === undefined ? 'ex-tab-task' : nothing}>
      <div class="ex-prose">${prose(texts.situation, course.facts)}</div>
      <div class="ex-prose ex-do">${prose(texts.task, course.facts)}</div>
      ${asks ? answerFields(learning, exercise, texts, this.app) : nothing}
      ${held && exam === undefined ? html`<p class="soft">${x('pane.held')}</p>` : nothing}
      ${exam === undefined ? this.#buttons() : nothing}
      <div class="sr" role="status" aria-live="polite">${this.#spoken()}</div>
      ${report === undefined || exam !== undefined ? nothing : resultBox(learning, report, texts, this.app)}
      ${exercise.runs.length > 1 && learning.shownRun > 0 ? html`<p class="soft">${x('pane.runOf', { run: learning.shownRun + 1 })}</p>` : nothing}
      ${exam === undefined ? html`${learning.solved ? this.#why(texts) : nothing}${this.#hints(texts)}` : nothing}
      ${figures([texts.situation, texts.task, ...(learning.solved ? [texts.explanation, texts.goal] : []), ...texts.hints.slice(0, learning.hints)], course.facts)}
    </div>`;
  }

  #buttons(): TemplateResult {
    const learning = this.#learning;
    return html`<div class="ex-buttons">
      <button class="btn primary" data-testid="check" aria-disabled=${learning.checking ? 'true' : 'false'} @click=${() => void this.#check()}>${learning.checking ? x('pane.checking') : x('pane.check')}<span class="kbd wide-only" aria-hidden="true">Ctrl ⇧ ↵</span></button>
      <button class="btn outlined" data-testid="exercise-reset" title=${x('pane.resetTitle')} @click=${() => void learning.reset()}>${x('pane.reset')}</button>
    </div>`;
  }

  async #check(): Promise<void> {
    await this.#learning.check();
    await this.updateComplete;
    this.querySelector('.ex-result')?.scrollIntoView({ block: 'nearest' });
  }

  /** The result in one sentence, for those who hear the page. */
  #spoken(): string {
    const { report } = this.#learning;
    if (report === undefined) return '';
    const total = report.assertions.length;
    if (report.passed) return x('result.solved', { total });
    return x('result.count', { passed: report.assertions.filter((assertion) => assertion.holds === true).length, total });
  }

  #hints(texts: Texts): TemplateResult {
    const learning = this.#learning;
    const count = texts.hints.length;
    return html`<section class="ex-hints" aria-label=${x('pane.nextHint')}>
      ${texts.hints.slice(0, learning.hints).map((hint, at) => html`<div class="ex-box ex-hint" data-testid="hint"><b>${icon('info')}${x('pane.hint', { number: at + 1, count })}</b><p>${line(hint, learning.course.facts)}</p></div>`)}
      ${learning.hints < count ? html`<button class="btn small" data-testid="show-hint" @click=${() => learning.showHint()}>${icon('info', 14)}${learning.hints === 0 ? x('pane.nextHint') : x('pane.moreHint')}</button>` : nothing}
    </section>`;
  }

  /** What is to be learnt from it: only for those who have solved it. */
  #why(texts: Texts): TemplateResult {
    const learning = this.#learning;
    const { nextId, course } = learning;
    const next = course.exercises.find((info) => info.id === nextId);
    return html`<section class="ex-box ex-why" aria-labelledby="ex-why-title" data-testid="explanation">
      <h3 id="ex-why-title">${x('pane.explanation')}</h3>
      <div class="ex-prose">${prose(texts.explanation, course.facts)}</div>
      <p class="ex-goal"><b>${x('pane.remember')}</b> ${line(texts.goal, course.facts)}</p>
      ${next === undefined
        ? learning.embedded ? nothing : html`<button class="btn primary" data-testid="next" @click=${() => this.app.showOverlay('learn')}>${x('pane.done')}</button>`
        : html`<button class="btn primary" data-testid="next" data-next=${next.id} @click=${() => void this.#next(next.id)}>${x('pane.next', { title: wordsIn(next.title, currentLanguage()) })}${icon('chevronRight', 14)}</button>`}
    </section>`;
  }

  async #next(id: string): Promise<void> {
    await this.#learning.open(id, this.#learning.course, this.#learning.track);
    await this.updateComplete;
    this.querySelector<HTMLElement>('.ex-title')?.focus();
    this.querySelector('.ex-scroll')?.scrollTo({ top: 0 });
  }

  #solution(exercise: Exercise): TemplateResult {
    const { texts } = exercise.texts(currentLanguage());
    return html`<div id="ex-panel-solution" role="tabpanel" aria-labelledby="ex-tab-solution" data-testid="solution">
      <p class="soft">${x('pane.solutionNote')}</p>
      ${solutionOf(exercise, texts, this.#learning.course.facts)}
      <div class="ex-prose">${prose(texts.explanation, this.#learning.course.facts)}</div>
      ${figures([texts.explanation], this.#learning.course.facts)}
    </div>`;
  }
}

const EXAMS: Readonly<Record<string, string>> = { DOP: 'DOP-C02', DVA: 'DVA-C02', SAA: 'SAA-C03' };

/** The exams that an exercise is for, each once. */
function examsOf(exercise: Exercise): string[] {
  return [...new Set(exercise.info.exam.map((domain) => EXAMS[domain.slice(0, 3)] ?? domain))];
}

customElements.define('st-exercise', ExerciseElement);
