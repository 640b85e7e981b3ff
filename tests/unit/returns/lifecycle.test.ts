import { describe, expect, test } from '@jest/globals'
import { advance, can, RETURN_STATUSES, stands, TRANSITIONS, type ReturnAction } from '../../../src/features/returns/lifecycle.ts'
import { Refusal } from '../../../src/platform/http/refusal.ts'

test.each([
  ['not_issued', 'issue', 'issued'],
  ['in_progress', 'issue', 'in_progress'],
  ['issued', 'open', 'opened'],
  ['submitted', 'open', 'submitted'],
  ['issued', 'save', 'in_progress'],
  ['opened', 'save', 'in_progress'],
  ['returned', 'save', 'returned'],
  ['in_progress', 'askSignOff', 'awaiting_sign_off'],
  ['in_progress', 'submit', 'submitted'],
  ['awaiting_sign_off', 'completeSignOff', 'submitted'],
  ['returned', 'submit', 'submitted'],
  ['not_issued', 'recordOffline', 'submitted'],
  ['submitted', 'keyIn', 'submitted'],
  ['accepted', 'keyIn', 'accepted'],
  ['submitted', 'sendBack', 'returned'],
  ['awaiting_sign_off', 'sendBack', 'returned'],
  ['accepted', 'sendBack', 'returned'],
  ['submitted', 'accept', 'accepted'],
  ['in_progress', 'excuse', 'excused'],
] as const)('%s + %s → %s', (from, action, to) => expect(advance(from, action)).toBe(to))

test.each([
  ['submitted', 'save'],
  ['accepted', 'save'],
  ['awaiting_sign_off', 'save'],
  ['excused', 'save'],
  ['not_issued', 'save'],
  ['issued', 'submit'],
  ['submitted', 'submit'],
  ['awaiting_sign_off', 'submit'],
  ['submitted', 'completeSignOff'],
  ['awaiting_sign_off', 'accept'],
  ['submitted', 'excuse'],
  ['submitted', 'extend'],
  ['in_progress', 'sendBack'],
  ['in_progress', 'keyIn'],
  ['returned', 'keyIn'],
  ['awaiting_sign_off', 'keyIn'],
] as const)('%s refuses %s, as a conflict in words', (status, action) => {
  expect(can(action, status)).toBe(false)
  expect(() => advance(status, action)).toThrow(Refusal)
  try {
    advance(status, action)
  } catch (error) {
    expect(error).toMatchObject({ kind: 'conflict', code: `returns.${action}.${status}` })
  }
})

describe('the table', () => {
  const actions = Object.keys(TRANSITIONS) as ReturnAction[]
  test('every status can be left or is where an excuse ends, and can be reached or is where returns begin', () => {
    const reached = new Set<string>(actions.flatMap(action => Object.values(TRANSITIONS[action])))
    for (const status of RETURN_STATUSES) {
      if (!stands('not_expected', status)) expect([status, actions.some(action => can(action, status))]).toEqual([status, true])
      if (!stands('not_issued', status)) expect([status, reached.has(status)]).toEqual([status, true])
    }
  })
  test('a return counts as not issued, or as one of completed, outstanding and not expected', () => {
    for (const status of RETURN_STATUSES) {
      const counted = (['not_issued', 'completed', 'outstanding', 'not_expected'] as const).filter(standing => stands(standing, status))
      expect([status, counted.length]).toEqual([status, 1])
      expect(stands('issued', status)).toBe(!stands('not_issued', status))
    }
  })
})
