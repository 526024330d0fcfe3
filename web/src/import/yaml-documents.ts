/** YAML of templates as plain values, with the short forms of CloudFormation's functions written out. */
import { parseAllDocuments, type CollectionTag, type ScalarTag } from 'yaml';
import type { Plain } from './tolerant-json.ts';

/** YAML is read slowly; the service takes definitions of 1 MB, and templates of that size. */
const MAX_YAML = 3_000_000;

/** Short forms of CloudFormation's functions, as the functions that they stand for. */
const CLOUDFORMATION_TAGS: readonly (ScalarTag | CollectionTag)[] = ['Ref', 'Condition', 'GetAtt', 'Sub', 'Join', 'Select', 'Split', 'ImportValue', 'FindInMap', 'If', 'Base64', 'Cidr', 'GetAZs', 'Equals', 'Not', 'And', 'Or', 'Transform'].flatMap(
  (name) => {
    const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
    return [
      { tag: `!${name}`, resolve: (value: string) => ({ [full]: name === 'GetAtt' ? value.split('.') : value }) } satisfies ScalarTag,
      { tag: `!${name}`, collection: 'seq', resolve: (value) => ({ [full]: (value.toJSON() as Plain) }) } satisfies CollectionTag,
      { tag: `!${name}`, collection: 'map', resolve: (value) => ({ [full]: (value.toJSON() as Plain) }) } satisfies CollectionTag,
    ];
  },
);

/** Documents of a YAML text as plain values; none when it is no YAML. Aliases may not grow without end. */
export function documentsOf(text: string): Plain[] {
  if (text.length > MAX_YAML) return [];
  try {
    const documents = parseAllDocuments(text, { customTags: [...CLOUDFORMATION_TAGS], merge: true, logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents)) return [];
    return documents.filter((document) => document.errors.length === 0).map((document) => document.toJS({ maxAliasCount: 1_000 }) as Plain);
  } catch {
    return [];
  }
}
