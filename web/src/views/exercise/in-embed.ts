/**
 * An exercise inside an embed: the same pane beside graph and editor. Nothing is kept in the reader's browser; every
 * check is reported to the page around as `exerciseResult`.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../../store/app.ts';
import '../editor/code-editor.ts';
import '../editor/editor-pane.ts';
import '../graph/graph.ts';
import { type ExerciseResult, learningOf } from './session.ts';
import './pane.ts';

/** Opens one of the page's own exercises. False when there is none of this id. */
export async function openInEmbed(app: App, id: string, report: (result: ExerciseResult) => void): Promise<boolean> {
  const learning = learningOf(app, false);
  learning.embedded = true;
  learning.onResult = report;
  return learning.open(id);
}

export function exerciseInEmbed(app: App): TemplateResult {
  const bare = app.store.state.document.definition === '' && learningOf(app, false).exercise?.file('start.asl.json') === undefined;
  return html`<div class="embed-exercise" id="region-exercise"><st-exercise .app=${app}></st-exercise>
    ${bare ? nothing : html`<div class="embed-work"><st-graph .app=${app}></st-graph><st-editor-pane .app=${app}></st-editor-pane></div>`}</div>`;
}
