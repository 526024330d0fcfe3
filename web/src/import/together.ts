/** What several files hold together: a template and the definitions that it leaves to files of their own. */
import type { Findings, FoundWorkflow, WorkflowElsewhere } from './find.ts';

/** The findings of one file. */
export interface FileFindings {
  readonly name: string;
  readonly findings: Findings;
}

export interface Together {
  readonly workflows: readonly FoundWorkflow[];
  /** Those whose file is not among them. */
  readonly elsewhere: readonly WorkflowElsewhere[];
  /** The rest: histories, mocks, whole workflows of this page. */
  readonly others: readonly Findings[];
  /** Names of files that hold nothing. */
  readonly empty: readonly string[];
}

/**
 * Names and values that a template gives go to the definition in the file that it names; `awaited` are those of a
 * template before.
 */
export function together(files: readonly FileFindings[], awaited: readonly WorkflowElsewhere[] = []): Together {
  const elsewhere = files.flatMap(({ findings }) => ('elsewhere' in findings ? (findings.elsewhere ?? []) : []));
  const met = new Set<WorkflowElsewhere>();
  const workflows = files.flatMap(({ name, findings }) => {
    if (findings.kind !== 'workflows') return [];
    return findings.workflows.map((found) => {
      const naming = findings.workflows.length === 1 ? [...elsewhere, ...awaited].find((one) => baseOf(one.file) === baseOf(name)) : undefined;
      if (naming !== undefined) met.add(naming);
      return { ...(naming === undefined ? found : named(found, naming)), ...(files.length > 1 ? { file: name } : {}) };
    });
  });
  return {
    workflows,
    elsewhere: elsewhere.filter((one) => !met.has(one)),
    others: files.map(({ findings }) => findings).filter(({ kind }) => kind !== 'workflows' && kind !== 'nothing'),
    empty: files.filter(({ findings }) => findings.kind === 'nothing' && findings.elsewhere === undefined).map(({ name }) => name),
  };
}

function named(found: FoundWorkflow, { title, express, placeholders }: WorkflowElsewhere): FoundWorkflow {
  const values = Object.entries(found.placeholders).map(([name, value]) => [name, (Object.hasOwn(placeholders, name) ? placeholders[name] : undefined) ?? value]);
  return { ...found, title: title || found.title, express: express || found.express, placeholders: Object.fromEntries(values) as Record<string, string> };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
