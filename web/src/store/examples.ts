/** The examples that come with the page. The first one is loaded with it, the others when they are opened. */
import { isRecord, oneOf, stringOr } from '../shared/guard.ts';
import { formatJson } from '../shared/json-lines.ts';
import first from '../../examples/01-order-flow.json';
import { DEFAULT_CONFIG, type WorkflowDocument } from './state.ts';

const files = import.meta.glob<unknown>(['../../examples/*.json', '!../../examples/01-order-flow.json'], { import: 'default' });

function nameOf(path: string): string {
  return path.replace(/^(?:.*\/)?\d+-/, '').replace(/\.json$/, '');
}

/** The example that a first visit opens on. */
export const FIRST_EXAMPLE = 'order-flow';

export function firstExample(): WorkflowDocument {
  return documentOf(FIRST_EXAMPLE, first);
}

/** Loads an example's file. Undefined when there is none of this name. */
export async function loadExample(name: string): Promise<WorkflowDocument | undefined> {
  if (name === FIRST_EXAMPLE) return firstExample();
  const path = Object.keys(files).find((candidate) => nameOf(candidate) === name);
  const load = path === undefined ? undefined : files[path];
  if (load === undefined) return undefined;
  return documentOf(name, await load());
}

/** Makes a document of an example's file. */
export function documentOf(name: string, file: unknown): WorkflowDocument {
  const example = isRecord(file) ? file : {};
  const json = (member: string): string => formatJson(JSON.stringify(example[member] ?? {}));
  return {
    id: `example:${name}`,
    title: stringOr(example['title'], name),
    example: name,
    definition: json('definition'),
    input: json('input'),
    mocks: json('mocks'),
    placeholders: {},
    config: {
      ...DEFAULT_CONFIG,
      type: oneOf(example['type'], ['STANDARD', 'EXPRESS'], 'STANDARD'),
      name: `${name}-1`,
    },
  };
}
