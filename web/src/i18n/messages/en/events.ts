/** English: the list of events. */
export const events = {
  'events.id': 'id',
  'events.event': 'Event',
  'events.state': 'State',
  'events.detail': 'Detail',
  'events.time': 'Time',
  'events.filter': 'Filter events',
  'events.none': 'No event fits.',
  'events.attempt': 'attempt {k}',
  'events.after': 'after {duration}',
  'events.detailTitle': 'Event {id}',
  'events.previous': 'after event {id}',
  'events.items': '{count, plural, one {# item} other {# items}}',
  'events.itemIndex': 'item {k}',
} as const;
