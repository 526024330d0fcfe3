/** Exam mode on the screen: the bar above a question, and the review afterwards. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { currentLanguage } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { wordsIn } from './course.ts';
import { clockText, type Exam, timeLeft } from './exam.ts';
import type { Learning } from './session.ts';
import { x } from './words.ts';

export function examBar(learning: Learning, exam: Exam): TemplateResult {
  const left = timeLeft(exam, Date.now());
  const last = exam.at === exam.ids.length - 1;
  return html`<div class="pane-head ex-head ex-exam" data-testid="exam" data-at=${exam.at}>
    <span class="num"><b>${x('pane.position', { at: exam.at + 1, count: exam.ids.length })}</b></span>
    <span class="ex-steps" aria-hidden="true">${exam.ids.map((id, at) => html`<i class=${at === exam.at ? 'now' : id in exam.results ? 'seen' : ''}></i>`)}</span>
    <span class="grow"></span>
    ${left === undefined ? nothing : html`<span class="num ${left < 60_000 ? 'word-fa' : ''}" role="timer" data-testid="exam-clock">${x('exam.left', { time: clockText(left) })}</span>`}
  </div>
  <div class="ex-exam-buttons">
    <button class="btn small" data-testid="exam-leave" @click=${() => void learning.leaveExam()}>${x('exam.leave')}</button>
    <span class="grow"></span>
    <button class="btn small outlined" data-testid="exam-previous" ?disabled=${exam.at === 0} @click=${() => void learning.goTo(exam.at - 1)}>${x('exam.previous')}</button>
    ${last ? nothing : html`<button class="btn small outlined" data-testid="exam-next" @click=${() => void learning.goTo(exam.at + 1)}>${x('exam.next')}</button>`}
    <button class="btn small ${last ? 'primary' : ''}" data-testid="exam-finish" @click=${() => void learning.finishExam()}>${x('exam.finish')}</button>
  </div>`;
}

export function examReview(learning: Learning, app: App): TemplateResult {
  const { exam, course } = learning;
  if (exam === undefined) return html``;
  const passed = exam.ids.filter((id) => exam.results[id] === true).length;
  const timeUp = exam.endsAt !== undefined && exam.finishedAt !== undefined && exam.finishedAt >= exam.endsAt;
  const track = course.tracks.find((candidate) => candidate.id === exam.track);
  return html`<div class="ex-scroll" data-testid="exam-review">
    <h2 class="ex-title">${x('exam.title', { track: track === undefined ? exam.track : wordsIn(track.title, currentLanguage()) })}</h2>
    ${timeUp ? html`<p>${x('exam.timeUp')}</p>` : nothing}
    <p class="ex-score num" role="status">${x('exam.result', { passed, total: exam.ids.length })}</p>
    <ol class="ex-review">${exam.ids.map((id) => {
      const info = course.exercises.find((candidate) => candidate.id === id);
      const result = exam.results[id];
      const words = result === undefined ? x('exam.open') : result ? x('exam.right') : x('exam.wrong');
      return html`<li><button class="learn-row" data-testid="review-row" data-exercise=${id} data-result=${String(result ?? 'open')} @click=${() => void learning.leaveExam(id)}>
        <span class=${result === true ? 'word-ok' : result === false ? 'word-fa' : 'word-ns'}>${icon(result === true ? 'check' : result === false ? 'cross' : 'dashes')}</span>
        <span class="ellipsis">${info === undefined ? id : wordsIn(info.title, currentLanguage())}</span><span class="soft">${words}</span></button></li>`;
    })}</ol>
    <div class="ex-buttons"><button class="btn outlined" data-testid="exam-again" @click=${() => app.showOverlay('learn', { track: exam.track, exam: true })}>${x('exam.again')}</button>
      <button class="btn" data-testid="exam-close" @click=${() => void learning.leaveExam()}>${x('exam.leave')}</button></div>
  </div>`;
}
