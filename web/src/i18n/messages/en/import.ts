/** English: opening and importing. */
export const imports = {
  'import.title': 'Open or import',
  'import.help': 'Paste anything that holds a workflow: a definition, a template, a note.',
  'import.kinds': 'JSON, YAML, CloudFormation, SAM, CDK, Serverless, Terraform, Markdown, execution history',
  'import.file': 'Choose files',
  'import.privacy': 'Read in this browser. Nothing is sent anywhere.',
  'import.found':
    '{count, plural, one {# workflow found. Choose it to open it.} other {# workflows found. Which one?}}',
  'import.all': '{count, plural, one {Keep it} other {Keep all #}}',
  'import.states': '{count, plural, one {# state} other {# states}}',
  'import.state': '{count, plural, one {a single state} other {# states}}',
  'import.wrapped': 'fragment, wrapped',
  'import.filled': 'Filled in: {what}',
  'import.mend.startAt': 'StartAt',
  'import.mend.names': 'names of fields',
  'import.mend.types': 'missing types',
  'import.mend.ends': 'missing ends',
  'import.mend.targets': 'states that are led to',
  'import.mend.shapes': 'templates that were no objects',
  'import.mend.unknown': 'unknown fields left out',
  'import.mend.wrapped': 'wrapped',
  'import.history': 'This is the history of an execution.',
  'import.replay': 'Replay it on the graph',
  'import.replayed':
    'Showing a recorded history of {count, plural, one {# event} other {# events}}. Run goes back to the engine.',
  'import.replayedOther':
    'Showing a recorded history of {count, plural, one {# event} other {# events}}. It is of another workflow: {states} are not in this one. Open its definition and paste the history again.',
  'import.nothing': 'No workflow in this text.',
  'import.nothingIn': 'No workflow in {name}.',
  'import.nothingHelp':
    'It was read in full and nothing was changed. A workflow is an object with StartAt and States; a single state with its Type is enough too.',
  'import.tooLarge': '{name} is larger than 20 MB and was not read.',
  'import.project': 'A whole workflow, as this page saves it: “{title}”.',
  'import.openProject': 'Open it',
  'import.mocks': 'Mocked results of Step Functions Local.',
  'import.takeMocks': 'Use them here',
  'import.mocksTaken': '{count, plural, one {# test case} other {# test cases}} from the file: {names}.',
} as const;
