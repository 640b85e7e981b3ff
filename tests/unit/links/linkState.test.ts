import { expect, test } from '@jest/globals'
import { linkState, type LinkFacts, type LinkState } from '../../../src/features/links/linkState.ts'
import { readMeant } from '../../../src/features/issuing/lostLinkActions.ts'

const OPEN: LinkFacts = {
  revokedAt: null,
  replaced: false,
  roundStatus: 'open',
  status: 'issued',
  evidenceAsked: false,
  hasLaterReturn: false,
}
const THEN = new Date('2027-01-15T12:00:00Z')

test.each<[string, Partial<LinkFacts>, LinkState]>([
  ['an issued return of an open round', {}, 'start'],
  ['a submitted return of an open round', { status: 'submitted' }, 'start'],
  ['a revoked link', { revokedAt: THEN }, 'revoked'],
  ['a revoked link whose return has another', { revokedAt: THEN, replaced: true }, 'replaced'],
  ['a revoked link of a closed round', { revokedAt: THEN, roundStatus: 'closed' }, 'revoked'],
  ['an excused return', { status: 'excused' }, 'excused'],
  ['a round that closed before the return came', { roundStatus: 'closed', status: 'opened' }, 'closed'],
  ['a round that closed before what was typed came', { roundStatus: 'closed', status: 'in_progress' }, 'read'],
  ['what was typed last year', { roundStatus: 'closed', status: 'in_progress', hasLaterReturn: true }, 'read'],
  ['a closed round with a submitted return', { roundStatus: 'closed', status: 'accepted' }, 'read'],
  ['a closed round with a return that was sent back', { roundStatus: 'closed', status: 'returned' }, 'read'],
  ['an outstanding return of a closed round whose evidence is asked for', { roundStatus: 'closed', evidenceAsked: true }, 'evidence'],
  ['evidence asked for, though there is a new round', { roundStatus: 'closed', evidenceAsked: true, hasLaterReturn: true }, 'evidence'],
  ['a submitted return whose evidence is asked for', { roundStatus: 'closed', status: 'accepted', evidenceAsked: true }, 'read'],
  ['evidence asked for, by a link that was ended', { revokedAt: THEN, roundStatus: 'closed', evidenceAsked: true }, 'revoked'],
  ['an excused return whose evidence was asked for', { roundStatus: 'closed', status: 'excused', evidenceAsked: true }, 'excused'],
  ['a closed round whose establishment is asked again', { roundStatus: 'closed', hasLaterReturn: true }, 'last_year'],
])('%s: %j leads to %s', (_what, facts, state) => {
  expect(linkState({ ...OPEN, ...facts })).toBe(state)
})

test.each([
  ['Sam@School.example ', { email: 'sam@school.example', urn: '', laCode: null, number: null }],
  ['126416', { email: '', urn: '126416', laCode: null, number: null }],
  ['ey234567', { email: '', urn: 'EY234567', laCode: null, number: null }],
  ['888/2001', { email: '', urn: '', laCode: 888, number: 2001 }],
  ['888 2001', { email: '', urn: '', laCode: 888, number: 2001 }],
  ['Ashgrove', null],
  ['', null],
])('somebody who lost their link and types “%s”', (typed, meant) => {
  expect(readMeant(typed)).toEqual(meant)
})
