/** Workflows that several suites use. */

/** Two tasks. */
export const CHARGE = JSON.stringify(
  {
    StartAt: 'Charge',
    States: {
      Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'charge' }, Next: 'Ship' },
      Ship: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'ship' }, End: true },
    },
  },
  null,
  2,
);
