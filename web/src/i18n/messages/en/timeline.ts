/** English: timeline and scrubber. */
export const timeline = {
  'timeline.empty': 'No run yet. Press Run (Ctrl+Enter).',
  'timeline.wait': 'wait {duration}',
  'timeline.caught': 'caught',
  'timeline.items': '{count, plural, one {# item} other {# items}}',
  'timeline.item': 'Item {k}',
  'timeline.expand': 'Show what is inside {state}',
  'timeline.rowName': '{state}, {status}, starts after {start}, takes {duration}',
  'scrub.label': 'Event of the history',
  'scrub.value': 'event {at} of {count}, {type}, {state}, {time}',
  'scrub.first': 'First event',
  'scrub.previous': 'Previous event',
  'scrub.next': 'Next event',
  'scrub.last': 'Last event',
  'scrub.play': 'Play',
  'scrub.pause': 'Pause',
  'scrub.speed': 'Speed',
} as const;
