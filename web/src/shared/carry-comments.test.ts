import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { carryComments } from './carry-comments.ts';

const JSON_TEXT = `// The till.
/* Two
 * lines.
 */
{
  "StartAt": "Pay", // first of all
  "States": {
    // Takes money.
    "Pay": { // may fail
      "Type": "Pass",
      "Result": [
        "a # b", /* one */
        {"x": 1, "y": 2}, // two
        // last
      ],
      "Comment": "one\\ntwo", // block
      // end of Pay
    }, // closed
    "Done": {
      "Type": "Succeed"
    }
  } // no more
}
// Bye.
`;
const YAML_TEXT = `StartAt: Pay
States:
  Pay:
    Type: Pass
    Result:
      - "a # b"
      - x: 1
        y: 2
    Comment: |-
      one
      two
  Done:
    Type: Succeed
`;

describe('comments of JSON in YAML', () => {
  const out = carryComments(JSON_TEXT, YAML_TEXT);
  it('stay behind what they stood behind, and above what they stood above', () => {
    expect(out).toBe(`# The till.
# Two
# lines.
StartAt: Pay # first of all
States:
  # Takes money.
  Pay: # may fail
    Type: Pass
    Result:
      - "a # b" # one
      - x: 1
        y: 2 # two
      # last
    Comment: |- # block
      one
      two
    # end of Pay
  # closed
  Done:
    Type: Succeed
# no more
# Bye.
`);
  });
  it('change nothing of what the text means', () => {
    expect(parse(out)).toEqual(parse(YAML_TEXT));
  });
  it('are left out where the texts do not agree, and nothing is done where there are none', () => {
    expect(carryComments('// x\n{"a": 1}', 'b: 1\nc: 2\n')).toBe('b: 1\nc: 2\n');
    expect(carryComments('{"a": 1}', 'a:   1\n')).toBe('a:   1\n');
    expect(carryComments('// x\n{"a": ', 'a: 1\n')).toBe('a: 1\n');
  });
});
