import { describe, expect, it } from 'vitest';
import { expressionTokens } from './expression-tokens.ts';

const read = (written: string): string[] => expressionTokens(written).map((token) => `${token.kind}:${written.slice(token.from, token.to)}`);

describe('tokens of expressions in strings', () => {
  it('reads JSONata between its delimiters', () => {
    expect(read('"{% $sum($states.input.n) > 1.5 %}"')).toEqual([
      'delimiter:{%', 'function:$sum', 'operator:(', 'variable:$states', 'operator:.', 'name:input', 'operator:.', 'name:n', 'operator:)', 'operator:>', 'number:1.5', 'delimiter:%}',
    ]);
  });

  it('knows strings with the quotes of JSON escaped', () => {
    expect(read('"{% \\"a b\\" & $x %}"')).toEqual(['delimiter:{%', 'string:\\"a b\\"', 'operator:&', 'variable:$x', 'delimiter:%}']);
    expect(read("{% 'it' and true %}")).toEqual(['delimiter:{%', "string:'it'", 'keyword:and', 'keyword:true', 'delimiter:%}']);
  });

  it('reads paths and calls of intrinsic functions', () => {
    expect(read('"$.items[0].name"')).toEqual(['variable:$', 'operator:.', 'name:items', 'operator:[', 'number:0', 'operator:]', 'operator:.', 'name:name']);
    expect(read('"States.Format(\'{} of {}\', $$.Execution.Id)"')).toEqual([
      'function:States.Format', 'operator:(', "string:'{} of {}'", 'operator:,', 'variable:$$', 'operator:.', 'name:Execution', 'operator:.', 'name:Id', 'operator:)',
    ]);
  });

  it('leaves plain texts alone', () => {
    for (const text of ['"hello"', '"$5 off"', '"States.ALL"', '""', '"', 'arn:aws:states:::lambda:invoke']) expect(read(text), text).toEqual([]);
  });

  it('takes what is half typed', () => {
    expect(read('"{% $sum(')).toEqual(['delimiter:{%', 'function:$sum', 'operator:(']);
    expect(read('"{%')).toEqual(['delimiter:{%']);
  });
});
