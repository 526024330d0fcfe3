/** English: table and output. */
export const table = {
  'table.name': 'Name',
  'table.type': 'Type',
  'table.status': 'Status',
  'table.started': 'Started after',
  'table.duration': 'Duration',
  'table.attempts': 'Attempts',
  'table.resource': 'Resource',
  'table.caption': 'State visits of this execution',
  'output.title': 'Output of the execution',
  'output.none': 'The execution has no output yet.',
  'output.error': 'Error',
  'output.cause': 'Cause',
} as const;
