/** Takes what was dropped, pasted or chosen as a file; what it is, is found out in a chunk of its own. */
import { t } from '../i18n/t.ts';
import { MAX_FILE } from '../import/file-text.ts';
import type { Findings, FoundWorkflow, WorkflowElsewhere } from '../import/find.ts';
import type { FileFindings } from '../import/together.ts';
import { documentOf } from '../share/scene.ts';
import { formatJson } from '../shared/json-lines.ts';
import type { SharedScene } from '../shared/protocol.ts';
import type { App } from './app.ts';
import { casesOfFile } from './mock-files.ts';
import { beginning, sampleInput } from './sample-input.ts';
import { DEFAULT_CONFIG } from './state.ts';

/** Files of one drop that are read. */
const MAX_FILES = 200;
/** Definitions that a template left to files that have not come yet. */
let awaited: readonly WorkflowElsewhere[] = [];

/** What was dropped: files, and folders with files in them. */
export async function importDropped(app: App, entries: readonly FileSystemEntry[], files: readonly File[]): Promise<void> {
  if (!entries.some((entry) => entry.isDirectory)) return importFiles(app, files);
  const { filesOf } = await import('../import/dropped.ts');
  const found = await filesOf(entries);
  if (found.length === 0) app.notify('import', 'error', t('import.emptyFolder', { name: entries[0]?.name ?? '' }));
  else await importFiles(app, found, { quiet: true });
}

/** The files of a drop or of a file field: what they hold together. `quiet`: those that hold nothing are not named. */
export async function importFiles(app: App, files: readonly File[], { quiet = false } = {}): Promise<void> {
  const found: FileFindings[] = [];
  for (const file of files.slice(0, MAX_FILES)) {
    const text = file.size > MAX_FILE ? undefined : await textOf(file);
    if (text === undefined) {
      if (!quiet) app.notify('import', 'error', t(file.size > MAX_FILE ? 'import.tooLarge' : 'import.notText', { name: file.name }));
      continue;
    }
    const findings = await find(app, text, file.name);
    if (findings === undefined) return;
    found.push({ name: file.name, findings });
  }
  if (found.length > 0) await take(app, found, quiet);
}

/** A file's text; of a drawing that carries one, its definition. Undefined where it is no text, or cannot be read. */
async function textOf(file: File): Promise<string | undefined> {
  const { textOfBytes } = await import('../import/file-text.ts');
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!/\.(?:png|svg)$/i.test(file.name)) return await textOfBytes(bytes);
    const { definitionOfPng, definitionOfSvg } = await import('../import/drawing-file.ts');
    return (/\.svg$/i.test(file.name) ? definitionOfSvg(new TextDecoder().decode(bytes)) : definitionOfPng(bytes)) ?? '';
  } catch {
    return undefined;
  }
}

/** Opens the one workflow in a text, or lets the person choose among several, or says what was not found. */
export async function importText(app: App, text: string, name = ''): Promise<void> {
  const findings = await find(app, text, name);
  if (findings !== undefined) await take(app, [{ name, findings }], false);
}

async function take(app: App, files: readonly FileFindings[], quiet: boolean): Promise<void> {
  const { together } = await import('../import/together.ts');
  const { workflows, elsewhere, others, empty } = together(files, awaited);
  if (elsewhere.length > 0) awaited = elsewhere;
  const [first] = workflows;
  const name = files[0]?.name ?? '';
  const after = async (): Promise<void> => {
    for (const findings of others) await takeOther(app, findings, name);
  };
  if (first === undefined) {
    if (others.length === 0 || elsewhere.length > 0) app.showOverlay('import', { findings: { kind: 'nothing', elsewhere }, name });
    await after();
  } else if (workflows.length > 1 || elsewhere.length > 0 || first.shape !== 'machine' || first.mends.length > 0) {
    app.showOverlay('import', { findings: { kind: 'workflows', workflows, elsewhere }, name, after });
  } else {
    await openFound(app, first);
    await after();
  }
  if (!quiet && empty.length > 0 && files.length > 1) app.notify('import', 'info', t('import.nothingIn', { name: empty.slice(0, 5).join(', ') }));
}

/** What is no workflow of its own goes to the one at hand. */
async function takeOther(app: App, findings: Findings, name: string): Promise<void> {
  switch (findings.kind) {
    case 'history':
      return replay(app, findings.text);
    case 'execution':
      takeInput(app, findings.input);
      return;
    case 'mocks':
      return takeMocks(app, findings.text);
    case 'project':
      return openProject(app, findings.scene);
    case 'tooLarge':
    case 'tooLong':
      app.notify('import', 'error', t(`import.${findings.kind}`, { name: name || t('import.text') }));
      return;
    case 'workflows':
    case 'nothing':
  }
}

/** Gives the workflow at hand the input of an execution; Undo brings its own back. */
export function takeInput(app: App, input: string): void {
  app.documents.change({ input: formatJson(input) });
  app.showLeft('input');
  app.notify('import', 'info', t('import.inputTaken'));
}

/** What a text holds; undefined when the parts that know could not be loaded. */
export async function find(app: App, text: string, name: string, signal?: AbortSignal): Promise<Findings | undefined> {
  try {
    const { findApart } = await import('../import/apart.ts');
    return await findApart(text, name, signal);
  } catch {
    app.partFailed();
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
