/** What the editor has to say about the language, in one language of the page: the shape of its lazily loaded files. */
import type {
  ContextName, ErrorName, FieldName, FunctionName, IntrinsicName, ObjectName, StatesName, StateTypeName,
} from '../../../shared/language-names.ts';

/** Operators that are a type and a relation; words about them are put together from parts. */
export type ComparisonName = `${'String' | 'Numeric' | 'Timestamp' | 'Boolean'}${'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals'}${'' | 'Path'}`;

/** How a Task calls what it calls. */
export type CallName = 'requestResponse' | 'sync' | 'sync2' | 'waitForTaskToken' | 'lambdaFunction' | 'activity';

/** A field that means something else in one object: `StateMachine.TimeoutSeconds`. */
export type OwnedField = `${ObjectName}.${FieldName}`;

export interface EditorWords {
  /** Fields by name, whatever object they belong to. */
  readonly fields: Readonly<Record<Exclude<FieldName, ComparisonName>, string>>;
  /** Fields that mean something else in one object. */
  readonly owned: Readonly<Partial<Record<OwnedField, string>>>;
  readonly comparison: {
    readonly types: Readonly<Record<'String' | 'Numeric' | 'Timestamp' | 'Boolean', string>>;
    /** `{type}` is the word from `types`, `{other}` what it is compared with. */
    readonly relations: Readonly<Record<'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals', string>>;
    readonly value: string;
    readonly path: string;
  };
  readonly stateTypes: Readonly<Record<StateTypeName, string>>;
  readonly errors: Readonly<Record<ErrorName, string>>;
  readonly calls: Readonly<Record<CallName, string>>;
  readonly intrinsics: Readonly<Record<IntrinsicName, string>>;
  readonly functions: Readonly<Record<FunctionName, string>>;
  readonly context: Readonly<Record<ContextName, string>>;
  readonly states: Readonly<Record<StatesName, string>>;
  /** `{states}`: the states that assign it. */
  readonly variable: string;
  /** `{names}`: parameters that the service asks for. */
  readonly needs: string;
  /** CodeMirror's own texts, by the English ones. */
  readonly phrases: Readonly<Record<string, string>>;
}
