/**
 * Finds state machines inside of values: definitions themselves, answers of the service's API, resources of
 * CloudFormation, SAM, Serverless and of the CDK's output, and fragments: a lone state, a bare map of states.
 */
import { namesOf, substitutionsOf, textOf, withoutFunctions } from './template-values.ts';
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
  /** Name of the member that holds it. */
  readonly key?: string | undefined;
}

/** A machine whose definition stands in a file of its own. */
export interface Elsewhere {
  /** The file's path or name, as the text writes it. */
  readonly file: string;
  readonly title: string | undefined;
  readonly express: boolean;
  readonly substitutions: Readonly<Record<string, string>>;
}

export interface Machines {
  readonly found: readonly Candidate[];
  readonly elsewhere: readonly Elsewhere[];
}

const STATE_TYPES = new Set(['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map']);
const MACHINE_RESOURCES = new Set(['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine']);
/** Members that hold a definition, in whatever wraps it. */
const DEFINITION_MEMBERS = ['definition', 'Definition', 'DefinitionString', 'definitionString', 'DefinitionBody'];
const MAX_VALUES = 200_000;
const MAX_DEPTH = 60;
const MAX_FOUND = 200;

/** All machines in a value, in its order; `parse` reads a definition that stands in a string. */
export function machinesIn(value: Plain, parse: (text: string) => Plain | undefined): Machines {
  const found: Candidate[] = [];
  const elsewhere: Elsewhere[] = [];
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
      found.push({ ...candidate('machine', title, part), key: title });
      return;
    }
    const file = elsewhere.length < MAX_FOUND ? fileOf(part, title) : undefined;
    if (file !== undefined) elsewhere.push(file);
    const wrapped = unwrap(part, title, parse);
    if (wrapped !== undefined) {
      found.push(wrapped);
      return;
    }
    for (const [key, member] of Object.entries(part)) visit(member, key, depth + 1);
  };
  visit(value, undefined, 0);
  return { found, elsewhere };
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
  return { shape, title, value: plain(value), text: undefined, express: false, substitutions: {} };
}

/** The definition as JSON can hold it. */
function plain(value: PlainObject): PlainObject {
  const now = withoutFunctions(value);
  return isPlainObject(now) ? now : value;
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
  const holder = holderOf(value);
  for (const name of DEFINITION_MEMBERS) {
    const member = holder[name];
    if (member === undefined) continue;
    const written = textOf(member);
    const definition = written === undefined ? member : parse(written);
    if (definition === undefined || !isPlainObject(definition) || !isMachine(definition)) continue;
    return {
      shape: 'machine',
      title: titleOf(holder, key),
      value: plain(definition),
      text: written,
      express: isExpress(holder),
      substitutions: { ...namesOf(member), ...substitutionsOf(holder['DefinitionSubstitutions']) },
      key,
    };
  }
  return undefined;
}

/** The properties of a template's resource, else the value itself. */
function holderOf(value: PlainObject): PlainObject {
  const properties = value['Properties'];
  return isResource(value) && isPlainObject(properties) ? properties : value;
}

function isResource(value: PlainObject): boolean {
  return typeof value['Type'] === 'string' && MACHINE_RESOURCES.has(value['Type']);
}

function isExpress(holder: PlainObject): boolean {
  return [holder['StateMachineType'], holder['type'], holder['Type']].includes('EXPRESS');
}

/** `DefinitionUri` of SAM, `DefinitionS3Location` of CloudFormation, `${file(…)}` of Serverless. */
function fileOf(value: PlainObject, key: string | undefined): Elsewhere | undefined {
  const holder = holderOf(value);
  const place = isResource(value) ? (holder['DefinitionUri'] ?? holder['DefinitionS3Location']) : undefined;
  const written = isPlainObject(place) ? (place['Key'] ?? place) : (place ?? holder['definition']);
  const text = written === undefined ? undefined : textOf(written);
  const file = place === undefined ? /^\s*\$\{file\(([^()]{1,500})\)/.exec(text ?? '')?.[1] : text;
  return file === undefined || file === '' ? undefined : { file, title: titleOf(holder, key), express: isExpress(holder), substitutions: substitutionsOf(holder['DefinitionSubstitutions']) };
}

function titleOf(holder: PlainObject, key: string | undefined): string | undefined {
  for (const name of ['StateMachineName', 'name', 'Name']) {
    const given = holder[name];
    if (typeof given === 'string' && given !== '' && !given.includes('${')) return given;
  }
  return key;
}
