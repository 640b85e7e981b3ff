import { cites, OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** Filtering and monitoring: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const onlineReviewBy = shared({
  kind: 'choices',
  key: 'online_review_by',
  label: 'Who took part in that review?',
  guidance: 'The best reviews bring safeguarding and technical knowledge together with someone from the board.',
  strength: 'should',
  ...cites(OTHER.filtering),
  when: { question: 'online_review_done', in: ['yes'] },
  options: [
    { value: 'dsl', label: 'The DSL or a deputy' },
    { value: 'senior_leader', label: 'A senior leader' },
    { value: 'it', label: 'IT staff or the IT supplier' },
    { value: 'governor', label: 'A governor, trustee or proprietor' },
    { value: 'other', label: 'Someone else' },
  ],
})

export const onlineFiltering = shared({
  kind: 'yes_partly_no',
  key: 'online_filtering_works',
  label: 'Does filtering work on every device and network that children use?',
  instruction: 'Yes: it blocks illegal content, and you test it and keep the results. Include guest networks and devices taken home.',
  guidance: 'Settings fit age and need, teaching does not suffer, and the DSL agrees to changes.',
  strength: 'should',
  ...cites(OTHER.filtering),
  comment: true,
})

export const onlineMonitoring = shared({
  kind: 'yes_partly_no',
  key: 'online_monitoring_acted_on',
  label: 'Does someone act on what monitoring shows, the same day where it is urgent?',
  instruction: 'Monitoring may be adults who watch, software, or both.',
  guidance: 'Alerts reach the DSL or a deputy. Patterns are used in teaching and in work with families.',
  strength: 'should',
  ...cites(OTHER.filtering),
  comment: true,
})
