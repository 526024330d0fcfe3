import { expect, it } from 'vitest';
import { assignersOf, variableRows } from './variables-model.ts';

it('finds the variables of states, their rules and catchers', () => {
  const found = assignersOf([
    { name: 'A', text: '{ "Assign": { "x.$": "$.x", /* note */ "y": 1, }, "Catch": [{ "Assign": { "error": 1 } }] }' },
    { name: 'B', text: '{ "Choices": [{ "Assign": { "x": 2 } }], "ItemProcessor": { "States": { "C": { "Assign": { "inner": 1 } } } } }' },
    { name: 'D', text: 'nothing' },
  ]);
  expect([...found]).toEqual([['x', ['A', 'B']], ['y', ['A']], ['error', ['A']]]);
});

it('lists what is set before what is not', () => {
  expect(variableRows({ z: '1' }, new Map([['a', ['A']], ['z', ['B']]]))).toEqual([
    { name: 'z', value: '1', assigners: ['B'] },
    { name: 'a', value: undefined, assigners: ['A'] },
  ]);
});
