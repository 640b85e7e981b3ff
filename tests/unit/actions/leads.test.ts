import { describe, expect, test } from '@jest/globals'
import { readLeads } from '../../../src/features/actions/leads.ts'

const short = (written: string) => readLeads(written).map(({ kind, name, organisation }) => [kind, name, organisation])

describe('who leads is read from the words for it', () => {
  test.each<[string, string[][]]>([
    ['', []],
    [
      'Lead and Board office',
      [
        ['post', 'Lead', ''],
        ['body', 'Board office', ''],
      ],
    ],
    ['All Board Members', [['group', 'All Board Members', '']]],
    ['Head of Children’s Social Care', [['post', 'Head of Children’s Social Care', '']]],
    ['Head of Children and Families', [['post', 'Head of Children and Families', '']]],
    ['Police and Crime Commissioner', [['post', 'Police and Crime Commissioner', '']]],
    ['Health and Wellbeing Board', [['body', 'Health and Wellbeing Board', '']]],
    ['Maya Lindqvist, Northmoor Council', [['person', 'Maya Lindqvist', 'Northmoor Council']]],
    ['Maya Lindqvist (Northmoor Council)', [['person', 'Maya Lindqvist', 'Northmoor Council']]],
    [
      'Maya Lindqvist; Business Manager',
      [
        ['person', 'Maya Lindqvist', ''],
        ['post', 'Business Manager', ''],
      ],
    ],
    ['Learning and improvement group', [['group', 'Learning and improvement group', '']]],
    ['(See above)', [['unknown', '(See above)', '']]],
    ['somebody', [['unknown', 'somebody', '']]],
  ])('%j', (written, leads) => {
    expect(short(written)).toEqual(leads)
  })

  test('what stands in brackets is kept: to be confirmed, and who else is covered', () => {
    expect(readLeads('Owen Price (tbc – also covers health visitors)')).toEqual([
      {
        written: 'Owen Price (tbc – also covers health visitors)',
        kind: 'person',
        name: 'Owen Price',
        organisation: '',
        note: 'also covers health visitors',
        toConfirm: true,
      },
    ])
  })

  test('of a long list the first twenty are read', () => {
    const names = Array.from({ length: 21 }, (_, at) => `Maya L${'i'.repeat(at)}`)
    expect(readLeads(names.join('\n')).map(({ name }) => name)).toEqual(names.slice(0, 20))
  })

  test('whatever is written, no more than a form takes is read, so that reading it ends at once', () => {
    for (const text of ['('.repeat(30_000), `(${' and '.repeat(6_000)}`, 'a,'.repeat(15_000)])
      expect(readLeads(text).reduce((sum, { written }) => sum + written.length, 0)).toBeLessThanOrEqual(1000)
  })
})
