/**
 * Finds state machines inside of values: definitions themselves, answers of the service's API, resources of
 * CloudFormation, SAM, Serverless and of the CDK's output, and fragments: a lone state, a bare map of states.
 */
import { isPlainObject, type Plain, type PlainObject } from './tolerant-json.ts';

/** What a value turned out to be. */
export type Shape = 'machine' | 'states' | 'state';

export interface Candidate {
  readonly shape: Shape;
  /** Name that the text itself gives it. */
  readonly title: string | undefined;
  /** The definition, or the fragment. */
  readonly value: PlainObject;
  /** The definition's text, where it stood in a string. */
  readonly text: string | undefined;
  readonly express: boolean;
  readonly substitutions: Readonly<Record<string, string>>;
}

const STATE_TYPES = new Set(['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map']);
const MACHINE_RESOURCES = new Set(['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine']);
/** Members that hold a definition, in whatever wraps it. */
const DEFINITION_MEMBERS = ['definition', 'Definition', 'DefinitionString', 'definitionString', 'DefinitionBody'];
const MAX_VALUES = 200_000;
const MAX_DEPTH = 60;
const MAX_FOUND = 200;

/** All machines in a value, in its order; `parse` reads a definition that stands in a string. */
export function machinesIn(value: Plain, parse: (text: string) => Plain | undefined): Candidate[] {
  const found: Candidate[] = [];
  let left = MAX_VALUES;
  const visit = (part: Plain, title: string | undefined, depth: number): void => {
    left -= 1;
    if (left <= 0 || depth > MAX_DEPTH || found.length >= MAX_FOUND) return;
    if (Array.isArray(part)) {
      for (const item of part) visit(item, title, depth + 1);
      return;
    }
    if (!isPlainObject(part)) return;
    if (isMachine(part)) {
      found.push(candidate('machine', title, part));
      return;
    }
    const wrapped = unwrap(part, title, parse);
    if (wrapped !== undefined) {
      found.push(wrapped);
      return;
    }
    for (const [key, member] of Object.entries(part)) visit(member, key, depth + 1);
  };
  visit(value, undefined, 0);
  return found;
}

/** A fragment of a definition: the value itself is a state, or a map of states. */
export function fragmentOf(value: Plain): Candidate | undefined {
  if (!isPlainObject(value)) return undefined;
  if (isState(value)) return candidate('state', undefined, value);
  const members = Object.values(value);
  if (members.length > 0 && members.every((member) => isPlainObject(member) && isState(member))) return candidate('states', undefined, value);
  return undefined;
}

function candidate(shape: Shape, title: string | undefined, value: PlainObject): Candidate {
  return { shape, title, value, text: undefined, express: false, substitutions: {} };
}

/** `startAt` is a slip of the pen that still says what is meant. */
export function isMachine(value: PlainObject): boolean {
  const states = memberOf(value, 'States');
  return isPlainObject(states) && (memberOf(value, 'StartAt') !== undefined || Object.values(states).some((state) => isPlainObject(state) && isState(state)));
}

function isState(value: PlainObject): boolean {
  const type = value['Type'];
  return typeof type === 'string' && STATE_TYPES.has(type);
}

/** A member by its name, in any case of letters. */
export function memberOf(value: PlainObject, name: string): Plain | undefined {
  if (Object.hasOwn(value, name)) return value[name];
  const key = Object.keys(value).find((candidateKey) => candidateKey.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}

/** What wraps one definition: an answer of the API, a resource of a template, an entry of a Serverless file. */
function unwrap(value: PlainObject, key: string | undefined, parse: (text: string) => Plain | undefined): Candidate | undefined {
  const type = value['Type'];
  const properties = value['Properties'];
  const resource = typeof type === 'string' && MACHINE_RESOURCES.has(type);
  const holder = resource && isPlainObject(properties) ? properties : value;
  for (const name of DEFINITION_MEMBERS) {
    const member = holder[name];
    if (member === undefined) continue;
    const written = textOf(member);
    const definition = written === undefined ? member : parse(written);
    if (definition === undefined || !isPlainObject(definition) || !isMachine(definition)) continue;
    return {
      shape: 'machine',
      title: titleOf(holder, key),
      value: definition,
      text: written,
      express: [holder['StateMachineType'], holder['type'], holder['Type']].includes('EXPRESS'),
      substitutions: substitutionsOf(holder['DefinitionSubstitutions']),
    };
  }
  return undefined;
}

function titleOf(holder: PlainObject, key: string | undefined): string | undefined {
  for (const name of ['StateMachineName', 'name', 'Name']) {
    const given = holder[name];
    if (typeof given === 'string' && given !== '') return given;
  }
  return key;
}

/** A template's text: written out, joined, or with placeholders; intrinsic functions become `${…}`. */
export function textOf(value: Plain): string | undefined {
  if (typeof value === 'string') return value;
  if (!isPlainObject(value)) return undefined;
  const join = value['Fn::Join'];
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map((part) => (typeof part === 'string' ? part : referenceOf(part))).join(typeof join[0] === 'string' ? join[0] : '');
  const sub = value['Fn::Sub'];
  if (typeof sub === 'string') return sub;
  if (Array.isArray(sub) && typeof sub[0] === 'string') return sub[0];
  const json = value['Fn::ToJsonString'];
  return isPlainObject(json) ? JSON.stringify(json, null, 2) : undefined;
}

function referenceOf(value: Plain): string {
  if (!isPlainObject(value)) return '';
  const name = value['Ref'] ?? value['Fn::GetAtt'] ?? value['Fn::ImportValue'] ?? Object.keys(value)[0] ?? 'Value';
  const words = Array.isArray(name) ? name.filter((part) => typeof part === 'string').join('.') : typeof name === 'string' ? name : 'Value';
  return `\${${words}}`;
}

function substitutionsOf(value: Plain | undefined): Record<string, string> {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, to]) => [name, typeof to === 'string' ? to : referenceOf(to)]));
}
