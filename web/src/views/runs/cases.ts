/** Changes to the named test cases, as changes to the document. The chosen case's texts are the panes' own. */
import { casesOf } from '../../store/execution.ts';
import type { WorkflowDocument } from '../../store/state.ts';

type Change = Partial<Pick<WorkflowDocument, 'cases' | 'caseName' | 'input' | 'mocks'>>;

/** The texts at hand under a new name; what was there without a name becomes the first case. */
export function addCase(document: WorkflowDocument, name: string): Change {
  const { input, mocks } = document;
  const named = (document.cases ?? []).length === 0 ? [] : casesOf(document);
  const unique = uniqueName(named.map((test) => test.name), name);
  return { cases: [...named, { name: unique, input, mocks }], caseName: unique };
}

/** Puts another case's texts into the panes and keeps those of the one before. */
export function chooseCase(document: WorkflowDocument, name: string): Change {
  const cases = casesOf(document);
  const chosen = cases.find((test) => test.name === name);
  if (chosen === undefined || name === document.caseName) return {};
  return { cases, caseName: name, input: chosen.input, mocks: chosen.mocks };
}

export function renameCase(document: WorkflowDocument, from: string, to: string): Change {
  const cases = casesOf(document);
  const unique = uniqueName(cases.filter((test) => test.name !== from).map((test) => test.name), to);
  return {
    cases: cases.map((test) => (test.name === from ? { ...test, name: unique } : test)),
    ...(document.caseName === from ? { caseName: unique } : {}),
  };
}

/** Without the chosen one, the first of the others is chosen; the last one's texts stay in the panes. */
export function removeCase(document: WorkflowDocument, name: string): Change {
  const cases = casesOf(document).filter((test) => test.name !== name);
  const first = cases[0];
  if (first === undefined) return { cases: [], caseName: '' };
  return document.caseName === name ? { cases, caseName: first.name, input: first.input, mocks: first.mocks } : { cases };
}

/** A name that no case has: `Case 1`, `Case 2`, … */
export function freeName(document: WorkflowDocument): string {
  return uniqueName((document.cases ?? []).map((test) => test.name), `Case ${(document.cases?.length ?? 0) + 1}`);
}

function uniqueName(taken: readonly string[], wanted: string): string {
  let name = wanted;
  for (let k = 2; taken.includes(name); k += 1) name = `${wanted} ${k}`;
  return name;
}
