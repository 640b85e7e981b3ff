import { describe, expect, it } from '@jest/globals'
import { parseSectionForm } from '../../../src/features/questions/index.ts'
import type { Body } from '../../../src/platform/forms/parseForm.ts'
import { everyKind, TODAY } from './everyKind.ts'

const questions = everyKind.sections.flatMap(section => section.questions)
const parse = (body: Body) => {
  const { entries, errors, raw } = parseSectionForm(questions, body, TODAY)
  return { entries: Object.fromEntries(entries), errors, raw: Object.fromEntries(raw) }
}

describe('a section that is saved', () => {
  it('keeps the valid answers beside an invalid one', () => {
    const { entries, errors } = parse({
      'q.policy_current': '1',
      'v.policy_current': '7',
      'a.policy_current': 'no',
      'c.policy_current': ' The old head left. ',
      'x.policy_current.what': 'Rewrite it',
      'x.policy_current.owner': 'Deputy head',
      'x.policy_current.due.day': '1',
      'x.policy_current.due.month': 'mar',
      'x.policy_current.due.year': '2027',
      'q.policy_on': '1',
      'a.policy_on.day': '31',
      'a.policy_on.month': '2',
      'a.policy_on.year': '2026',
      'q.behaviour': '1',
      'a.behaviour': 'green',
    })
    expect(entries).toEqual({
      policy_current: {
        base: '7',
        response: {
          answer: 'no',
          comment: 'The old head left.',
          action: { what: 'Rewrite it', owner: 'Deputy head', dueOn: '2027-03-01' },
        },
      },
      behaviour: { base: '', response: { answer: 'green', comment: null, action: null } },
    })
    expect(errors).toEqual([{ questionKey: 'policy_on', fieldId: 'a-policy_on-day', message: 'Date of approval must be a real date' }])
  })

  it('touches only the questions that were on the page, and empties those left without a choice', () => {
    const { entries } = parse({ 'q.policy_current': '1', 'q.courses': '1', 'a.behaviour': 'red' })
    expect(Object.keys(entries).sort()).toEqual(['courses', 'policy_current'])
    expect(entries['policy_current']?.response.answer).toBeNull()
    expect(entries['courses']?.response.answer).toBeNull()
  })

  it('keeps an action that is not yet whole', () => {
    const { entries, errors } = parse({ 'q.behaviour': '1', 'a.behaviour': 'amber', 'x.behaviour.owner': 'DSL' })
    expect(errors).toEqual([])
    expect(entries['behaviour']?.response.action).toEqual({ what: null, owner: 'DSL', dueOn: null })
  })

  it('names the field of a fault in a comment, an action or a cell', () => {
    const { entries, errors } = parse({
      'q.behaviour': '1',
      'a.behaviour': 'amber',
      'c.behaviour': 'x'.repeat(5001),
      'x.behaviour.due.day': '3',
      'q.deputies': '1',
      'a.deputies.2.name': 'Ben',
      'a.deputies.7.name': 'Cal',
      'a.deputies.7.days': 'two',
    })
    expect(entries).toEqual({})
    expect(errors.map(({ fieldId, message }) => [fieldId, message])).toEqual([
      ['a-deputies-1-days', 'Days a week (deputy 2) must be a number'],
      ['c-behaviour', 'Comment on “Staff behaviour policy (code of conduct)” must be 5,000 characters or fewer. It has 5,001'],
      ['x-behaviour-due-month', 'Date of the action for “Staff behaviour policy (code of conduct)” must include a month and year'],
    ])
  })

  it('keeps what was typed, right or wrong, for showing it again', () => {
    const { raw } = parse({ 'q.roll': '1', 'a.roll': ' many ', 'c.roll': 'why', 'q.policy_on': '1', 'a.policy_on.month': 'Febuary' })
    expect(raw['roll']).toMatchObject({ answer: ' many ', comment: 'why' })
    expect(raw['policy_on']).toMatchObject({ answer: { day: '', month: 'Febuary', year: '' } })
  })

  it('survives a body that no form of ours would send', () => {
    const { entries, errors } = parse({
      'q.policy_current': ['1', '1'],
      'a.policy_current': { nested: 'yes' },
      'v.policy_current': '-3',
      'q.deputies': '1',
      ...Object.fromEntries(Array.from({ length: 3000 }, (_, row) => [`a.deputies.${row}.name`, 'Ann'])),
      'q.roll': '1',
      'a.roll': ['1', '2'],
    })
    expect(entries['policy_current']).toEqual({ base: '-3', response: { answer: null, comment: null, action: null } })
    expect(entries['roll']?.response.answer).toBe(2)
    expect(errors).toHaveLength(1)
  })
})
