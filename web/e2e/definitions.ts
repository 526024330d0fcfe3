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

/** A distributed Map whose second child fails. */
export const ORDERS = JSON.stringify({
  StartAt: 'Orders',
  States: {
    Orders: {
      Type: 'Map',
      MaxConcurrency: 2,
      ToleratedFailurePercentage: 50,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Charge',
        States: { Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'charge' }, End: true } },
      },
      End: true,
    },
  },
});
export const ORDERS_MOCKS = JSON.stringify({ Charge: [{ return: { ok: true } }, { throw: { error: 'Card.Declined', cause: 'no money' } }, { return: { ok: true } }] });
