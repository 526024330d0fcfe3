/**
 * What the functions of a template stand for: `!GetAtt Fn.Arn`, `{"Fn::Join": …}`, `${self:custom.stage}`. A definition
 * gets them as the placeholders `${…}`; those whose value the template itself says, or that are the same for everybody,
 * come with it.
 */
import { placeholdersIn } from '../shared/placeholders.ts';
import { STAND_IN } from './stand-ins.ts';
import { isPlainObject, type Plain, type PlainObject } from './tolerant-json.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
/** What stands for the place that a template is deployed to, in CloudFormation and in Terraform. */
const PLACES: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT, 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackName': 'stack',
};
const TERRAFORM_PLACES: readonly (readonly [RegExp, string])[] = [
  [/^data\.aws_partition\.\w+\.partition$/, 'aws'], [/^data\.aws_region\.\w+\.(?:name|id|region)$/, REGION], [/^data\.aws_caller_identity\.\w+\.account_id$/, ACCOUNT],
];
const FUNCTIONS = new Set(['AWS::Lambda::Function', 'AWS::Serverless::Function']);
/** Fields whose value is a number; what stands for one has no quotes. */
const NUMBERS = /^(?:TimeoutSeconds|HeartbeatSeconds|Seconds|IntervalSeconds|MaxAttempts|MaxDelaySeconds|BackoffRate|MaxConcurrency|ToleratedFailure(?:Count|Percentage)|MaxItems|MaxItemsPerBatch|MaxInputBytesPerBatch)$/;
const MAX_DEPTH = 60;

/** A placeholder as the value of a field. */
export function placeholderValue(words: string, field: string): string {
  return NUMBERS.test(field) ? `${STAND_IN}${words}` : `\${${words}}`;
}

/** A whole template: knows what its names stand for. */
export class Template {
  readonly #root: PlainObject;

  constructor(root: Plain) {
    this.#root = isPlainObject(root) ? root : {};
  }

  /** Values of the placeholders in a text: those given, with their own filled in, else what is known, else empty. */
  valuesFor(text: string, given: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(placeholdersIn(text).map((name) => [name, Object.hasOwn(given, name) ? this.#filled(given[name] ?? '') : (this.#known(name) ?? '')]));
  }

  /** All values with what is known in the place of their own placeholders. */
  filled(values: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.#filled(value)]));
  }

  /** Placeholders whose value is known give way to it; the rest stays. */
  #filled(text: string): string {
    return text.replace(/\$\{([^{}]{1,120})\}/g, (whole, name: string) => this.#known(name) ?? whole);
  }

  #known(name: string): string | undefined {
    if (Object.hasOwn(PLACES, name)) return PLACES[name];
    const place = TERRAFORM_PLACES.find(([pattern]) => pattern.test(name));
    if (place !== undefined) return place[1];
    if (name.startsWith('self:')) return simple(this.#at(name.slice(5).split('.')));
    const lambdaOf = /^aws_lambda_(?:function|alias)\.([\w-]+)(?:\[[^\]]*\])?\.(arn|qualified_arn|function_name)$/.exec(name);
    if (lambdaOf !== null) return lambdaOf[2] === 'function_name' ? lambdaOf[1] : functionArn(lambdaOf[1]);
    const parameter = simple(this.#at(['Parameters', name, 'Default']));
    if (parameter !== undefined) return parameter;
    const [resource = '', attribute] = name.split('.');
    const type = this.#at(['Resources', resource, 'Type']);
    const lambda = (typeof type === 'string' && FUNCTIONS.has(type)) || isPlainObject(this.#at(['functions', resource]));
    return lambda && attribute === 'Arn' ? functionArn(resource) : lambda && attribute === undefined ? resource : undefined;
  }

  #at(path: readonly string[]): Plain | undefined {
    let at: Plain | undefined = this.#root;
    for (const step of path) at = isPlainObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    return at;
  }
}

function functionArn(name = 'function'): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

function simple(value: Plain | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Names that a function of the template gives to placeholders of its own text: the second part of `Fn::Sub`. */
export function namesOf(value: Plain): Record<string, string> {
  const sub = isPlainObject(value) ? value['Fn::Sub'] : undefined;
  return Array.isArray(sub) ? substitutionsOf(sub[1]) : {};
}

export function substitutionsOf(value: Plain | undefined): Record<string, string> {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, to]) => [name, simple(to) ?? (typeof to === 'boolean' ? String(to) : (textOf(to) ?? ''))]));
}

/** A template's text: written out, joined, or with placeholders; functions become `${…}`. Undefined for what is no text. */
export function textOf(value: Plain, depth = 0): string | undefined {
  if (typeof value === 'string') return value;
  const call = callOf(value);
  if (call === undefined || depth > MAX_DEPTH) return undefined;
  const [name, to] = call;
  const part = (of: Plain | undefined): string => (of === undefined ? '' : (simple(of) ?? textOf(of, depth + 1) ?? ''));
  switch (name) {
    case 'Fn::Join':
      return Array.isArray(to) && Array.isArray(to[1]) ? to[1].map(part).join(part(to[0])) : undefined;
    case 'Fn::Sub':
      return Array.isArray(to) ? part(to[0]) : part(to);
    case 'Fn::ToJsonString':
      return isPlainObject(to) ? JSON.stringify(withoutFunctions(to), null, 2) : undefined;
    case 'Fn::If':
      return Array.isArray(to) ? part(to[1]) : undefined;
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::ImportValue':
    case 'Fn::FindInMap': {
      const words = (Array.isArray(to) ? to.map(part).join('.') : part(to)).replace(/[${}]/g, '');
      return `\${${words === '' ? name : words}}`;
    }
    default:
      return `\${${firstReference(to, depth) ?? name}}`;
  }
}

/** A function and what it is called with. */
function callOf(value: Plain): readonly [string, Plain] | undefined {
  if (!isPlainObject(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  return first !== undefined && others.length === 0 && (first[0].startsWith('Fn::') || (first[0] === 'Ref' && typeof first[1] === 'string')) ? first : undefined;
}

/** The name that a call of functions, one in the other, comes from. */
function firstReference(value: Plain, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = firstReference(item, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const text = callOf(value) === undefined ? undefined : textOf(value, depth + 1);
  return text === undefined ? undefined : placeholdersIn(text)[0];
}

/** The value with its functions as placeholders; the very same one where it has none. */
export function withoutFunctions<T extends Plain>(value: T, field = '', depth = 0): T | Plain {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutFunctions(item, field, depth + 1));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (!isPlainObject(value)) return value;
  const text = textOf(value, depth);
  if (text !== undefined) {
    const name = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
    return name === undefined ? text : placeholderValue(name, field);
  }
  const members = Object.entries(value).map(([key, member]): [string, Plain] => [key, withoutFunctions(member, key, depth + 1)]);
  return members.every(([key, now]) => now === value[key]) ? value : Object.fromEntries(members);
}
