/** Takes what was dropped, pasted or chosen as a file; what it is, is found out in a chunk of its own. */
import { t } from '../i18n/t.ts';
import type { Findings, FoundWorkflow } from '../import/find.ts';
import { documentOf } from '../share/scene.ts';
import type { SharedScene } from '../shared/protocol.ts';
import type { App } from './app.ts';
import { casesOfFile } from './mock-files.ts';
import { beginning, sampleInput } from './sample-input.ts';
import { DEFAULT_CONFIG } from './state.ts';

/** Larger files are no definition; reading them would only fill the memory. */
export const MAX_FILE = 20_000_000;

/** The files of a drop or of a file field, each on its own; the first that holds something is shown. */
export async function importFiles(app: App, files: readonly File[]): Promise<void> {
  for (const file of files.slice(0, 20)) {
    if (file.size > MAX_FILE) app.notify('import', 'error', t('import.tooLarge', { name: file.name }));
    else await importText(app, await textOf(file), file.name);
  }
}

/** A file's text; of a drawing that carries one, its definition. */
async function textOf(file: File): Promise<string> {
  if (!/\.(?:png|svg)$/i.test(file.name)) return file.text();
  const { definitionOfPng, definitionOfSvg } = await import('../import/drawing-file.ts');
  return (/\.svg$/i.test(file.name) ? definitionOfSvg(await file.text()) : definitionOfPng(new Uint8Array(await file.arrayBuffer()))) ?? '';
}

/** Opens the one workflow in a text, or lets the person choose among several, or says what was not found. */
export async function importText(app: App, text: string, name = ''): Promise<void> {
  const findings = await find(app, text, name);
  if (findings === undefined) return;
  switch (findings.kind) {
    case 'workflows': {
      const [first] = findings.workflows;
      if (first === undefined) return;
      if (findings.workflows.length > 1 || first.shape !== 'machine' || first.mends.length > 0) app.showOverlay('import', { findings, name });
      else await openFound(app, first);
      return;
    }
    case 'history':
      await replay(app, findings.text);
      return;
    case 'mocks':
      await takeMocks(app, findings.text);
      return;
    case 'project':
      await openProject(app, findings.scene);
      return;
    case 'tooLarge':
    case 'tooLong':
      app.notify('import', 'error', t(`import.${findings.kind}`, { name: name || t('import.text') }));
      return;
    case 'nothing':
      app.showOverlay('import', { findings, name });
  }
}

/** What a text holds; undefined when the parts that know could not be loaded. */
export async function find(app: App, text: string, name: string, signal?: AbortSignal): Promise<Findings | undefined> {
  try {
    const { findApart } = await import('../import/apart.ts');
    return await findApart(text, name, signal);
  } catch {
    app.notify('part', 'error', t('app.partFailed'));
    return undefined;
  }
}

/** Opens a found workflow as a document of its own; the work before stays among the drafts. */
export async function openFound(app: App, found: FoundWorkflow): Promise<void> {
  const { definition, title, placeholders, express } = found;
  await app.documents.openNew({
    title: title || t('app.untitled'),
    example: undefined,
    definition,
    ...beginning(await sampleInput(app, found)),
    mocks: '{}',
    placeholders,
    config: { ...DEFAULT_CONFIG, type: express ? 'EXPRESS' : 'STANDARD' },
  });
}

/** Gives the workflow at hand the test cases of a file of Step Functions Local; Undo brings its own back. */
export async function takeMocks(app: App, text: string): Promise<void> {
  const { document } = app.store.state;
  const { cases, problem } = await casesOfFile(app.client, text, app.store.state);
  const chosen = cases[0];
  if (app.store.state.document !== document) return;
  if (chosen === undefined) {
    app.notify('import', 'error', problem === '' ? t('mocks.importNone') : problem);
    return;
  }
  app.documents.change({ cases, caseName: chosen.name, mocks: chosen.mocks });
  app.showLeft('mocks');
  app.notify('import', 'info', [t('import.mocksTaken', { count: cases.length, names: cases.slice(0, 5).map((test) => test.name).join(', ') }), problem].join(' ').trim());
}

/** Opens a whole workflow as a document of its own, at the moment that it was saved at. */
export async function openProject(app: App, scene: SharedScene): Promise<void> {
  await app.documents.openNew(documentOf(scene, '', t('share.untitled')));
  if (scene.cursor !== undefined) app.seek(scene.cursor);
  if (scene.state !== undefined && app.store.state.analysis.latest?.states.some((state) => state.name === scene.state) === true) app.select(scene.state);
}

/** Shows a history from outside on the graph of the workflow at hand; nothing is run. */
export async function replay(app: App, text: string): Promise<void> {
  const { readHistory } = await import('../import/history.ts');
  const history = readHistory(JSON.parse(text) as Parameters<typeof readHistory>[0]);
  if (history === undefined) return;
  const length = await app.execution.replay(history.views, history.details, history.state);
  app.store.update({ overlay: undefined, selection: { state: undefined, visit: undefined } });
  app.selectTelling();
  const known = new Set(app.store.state.analysis.good?.states.map((state) => state.name));
  const foreign = [...new Set(history.views.map((view) => view.state))].filter((state) => state !== undefined && !known.has(state));
  app.notify('replay', 'info', foreign.length === 0 ? t('import.replayed', { count: length }) : t('import.replayedOther', { count: length, states: foreign.slice(0, 3).join(', ') }));
}
