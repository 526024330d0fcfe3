import { expect, it } from 'vitest';
import { renameInMocks } from './rename-mocks.ts';

it('replaces the name of the state and nothing else', () => {
  const mocks = '{\n  "Pay": [{"return": {"Pay": 1.0, "x": "Pay"}}],\n  "P\\u0061y2": []\n}';
  const edit = renameInMocks(mocks, 'Pay', 'Charge "all"');
  expect(edit).toEqual({ from: 4, to: 9, insert: '"Charge \\"all\\""' });
  expect(renameInMocks(mocks, 'Pay2', 'B')?.insert).toBe('"B"');
  expect(renameInMocks(mocks, 'x', 'y')).toBeUndefined();
  expect(renameInMocks('["Pay", {"Pay": 1}]', 'Pay', 'B')).toBeUndefined();
  expect(renameInMocks('{"Pay', 'Pay', 'B')).toBeUndefined();
});
