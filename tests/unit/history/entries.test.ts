import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { historyEntries } from '../../../src/features/history/index.ts'
import { verbsOf, wordsOf, SUBJECTS, type Subject } from '../../../src/features/history/eventWords.ts'
import { events } from '../../../src/events.ts'
import type { HistoryLine } from '../../../src/features/history/index.ts'

const line = (verb: string, more: Partial<HistoryLine> = {}): HistoryLine => ({
  id: asId(2),
  at: new Date('2027-03-27T17:00:00Z'),
  actorKind: 'staff',
  actorName: 'Priya Shah',
  verb,
  roundName: 'Safeguarding audit 2026 to 2027',
  establishments: 1,
  names: ['Ashgrove Primary School'],
  returnId: asId(7),
  details: {},
  ...more,
})

test('an extension for one is told with its dates and reason', () => {
  const details = { to: '2027-04-10T16:00:00Z', from: '2027-03-27T17:00:00Z', reason: 'New Designated Safeguarding Lead' }
  expect(historyEntries(events, [line('return.extended', { details })])).toEqual([
    {
      title: 'Granted an extension to Ashgrove Primary School',
      by: 'Priya Shah',
      when: '5pm on Saturday 27 March 2027, in Safeguarding audit 2026 to 2027',
      at: '2027-03-27T17:00:00.000Z',
      details: [
        'Until 5pm on Saturday 10 April 2027',
        'It was due at 5pm on Saturday 27 March 2027',
        'Reason: New Designated Safeguarding Lead',
      ],
      link: { text: 'Open the return', href: '/returns/7' },
    },
  ])
})

test('an extension for seventeen is one line, which names the first few', () => {
  const names = ['Ash', 'Beech', 'Cedar', 'Elm', 'Fir']
  const [entry] = historyEntries(
    events,
    [line('return.extended', { establishments: 17, names, returnId: null, details: { reason: 'Snow' } })],
    'round',
  )
  expect(entry?.title).toBe('Granted an extension to 17 establishments')
  expect(entry).toMatchObject({ text: 'Ash, Beech, Cedar, Elm, Fir and 12 more', when: '5pm on Saturday 27 March 2027' })
  expect(entry?.link).toBeUndefined()
})

test('on the page of one return, neither its name nor a link to it is repeated', () => {
  const [entry] = historyEntries(events, [line('return.accepted')], 'return')
  expect(entry).toMatchObject({ title: 'Accepted the return of this establishment', when: '5pm on Saturday 27 March 2027' })
  expect(entry?.link).toBeUndefined()
})

test('what an older program wrote is still told, if plainly', () => {
  expect(
    historyEntries(events, [line('tea_break.taken_early', { actorKind: 'operator', actorName: 'Command line', roundName: null })]),
  ).toMatchObject([{ title: 'Tea break: taken early', by: 'Command line (on the server)' }])
})

test('every verb has words that read on from a name, and survives an event that kept nothing', () => {
  for (const verb of Object.keys(events)) {
    expect(wordsOf(events, verb).did).toMatch(/^[a-z]/)
    const [entry] = historyEntries(events, [line(verb)])
    expect(entry?.title).not.toMatch(/undefined|\{|null|NaN/)
    for (const detail of [entry?.text, ...(entry?.details ?? [])]) expect(detail ?? '').not.toMatch(/undefined|null|NaN/)
  }
})

test('every subject that people can choose has verbs', () => {
  for (const subject of Object.keys(SUBJECTS) as Subject[]) expect([subject, verbsOf(events, subject).length > 0]).toEqual([subject, true])
})
