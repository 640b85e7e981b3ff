import { expect, test } from '@jest/globals'
import { calendarFile } from '../../../src/features/actionPlan/calendar.ts'
import type { PlanAction } from '../../../src/features/actionPlan/plan.ts'
import { asId } from '../../../src/platform/id.ts'

const action = (values: Partial<PlanAction>): PlanAction => ({
  ...{
    key: 'lettings',
    what: 'Ask the club',
    owner: 'Sam Okafor',
    dueOn: '2027-03-31',
    state: 'not_started',
    standing: 'later',
    ...{ notes: [], reminders: [], turned: null },
  },
  ...{ serves: [{ key: 'lettings', label: 'Lettings', sectionKey: 'ratings', sectionTitle: 'Ratings' }], ...values },
})
const file = (...actions: PlanAction[]) =>
  calendarFile({
    ...{ name: 'Action plan of St Bede’s; Ashgrove, A', returnId: asId(7), actions, baseUrl: 'https://audit.example' },
    now: new Date('2026-11-30T05:10:20.123Z'),
  })
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

test('an action with a day is a whole day under a name that stays; one without is left out', () => {
  const lines = unfolded(file(action({}), action({ key: 'story', dueOn: null })))
  expect(lines).toEqual(expect.arrayContaining(['DTSTART;VALUE=DATE:20270331', 'DTEND;VALUE=DATE:20270401', 'DTSTAMP:20261130T051020Z']))
  expect(lines.filter(line => line.startsWith('UID:'))).toEqual(['UID:action-7-lettings@audit.example'])
  expect(lines).toContain('X-WR-CALNAME:Action plan of St Bede’s\\; Ashgrove\\, A')
  expect(lines.at(-1)).toBe('')
})

test('what a stranger wrote ends no line and begins no property', () => {
  const text = file(action({ what: 'A;b,c\\d\r\nEND:VEVENT\rBEGIN:VALARM\nX\u0000\u0007', owner: 'x\nATTACH:http://evil.example' }))
  expect(unfolded(text)).toContain('SUMMARY:A\\;b\\,c\\\\d\\nEND:VEVENT\\nBEGIN:VALARM\\nX')
  expect(unfolded(text).filter(line => /^(ATTACH|BEGIN:VALARM)/.test(line))).toEqual([])
  expect(text.match(/END:VEVENT\r\n/g)).toHaveLength(1)
})

test('lines have at most 75 octets, end in CR LF, and cut no character in two', () => {
  const what = `${'é'.repeat(60)}${'😀'.repeat(40)}${'長'.repeat(60)}`
  const text = file(action({ what }))
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/[\r\n]/)
    expect(line.isWellFormed()).toBe(true)
  }
  expect(unfolded(text)).toContain(`SUMMARY:${what}`)
})

test('what is finished says so, and what is no longer needed is cancelled', () => {
  const lines = unfolded(file(action({ state: 'not_needed', standing: 'finished' })))
  expect(lines).toEqual(expect.arrayContaining(['SUMMARY:No longer needed: Ask the club', 'STATUS:CANCELLED']))
})
