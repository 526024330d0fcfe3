/** English: the list of problems. */
export const problems = {
  'problems.none': 'No problems.',
  'problems.noneHelp': 'The definition, the input and the mocks are valid.',
  'problems.summary':
    '{errors, plural, one {# error} other {# errors}} · {warnings, plural, one {# warning} other {# warnings}}',
  'problems.line': 'line {line}',
  'problems.next': 'next problem',
  'problems.fix': 'quick fix',
  'problems.preview': 'Preview: {title}',
  'problems.apply': 'Apply',
  'problems.blocked': 'Run is available again when the text is valid.',
  'problems.more': 'and {count} more',
  'problems.select': 'Select a problem to see how it can be mended.',
  'problems.noFix': 'There is no automatic fix for this problem.',
} as const;
