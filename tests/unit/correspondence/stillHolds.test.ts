import { expect, test } from '@jest/globals'
import { holdsAfterDays, stillHolds, type SinceWritten, type WhyNot } from '../../../src/features/correspondence/stillHolds.ts'

const WRITTEN = new Date('2026-11-28T18:04:00Z')
const AFTER = new Date('2026-11-28T18:11:00Z')
const DUE = new Date('2027-01-15T17:00:00Z')
const ABOUT = { status: 'opened' as const, submittedAt: null, dueAt: DUE, linkLeads: true }
const LETTER: SinceWritten = {
  kind: 'resend',
  writtenAt: WRITTEN,
  link: { endedAt: null, why: '' },
  passwordLinkIsOver: false,
  about: ABOUT,
  saysDue: DUE,
  newer: false,
}

test.each<[string, Partial<SinceWritten>, WhyNot | null]>([
  ['nothing has changed', {}, null],
  ['its link was ended', { link: { endedAt: AFTER, why: '' } }, 'link_ended'],
  ['the school was excused', { about: { ...ABOUT, status: 'excused' } }, 'excused'],
  ['the return was sent in after it was written', { about: { ...ABOUT, status: 'submitted', submittedAt: AFTER } }, 'sent_in'],
  ['the return waits for its chair, who needs the link', { about: { ...ABOUT, status: 'awaiting_sign_off', submittedAt: AFTER } }, null],
  [
    'the return was in when somebody asked for the letter',
    { about: { ...ABOUT, status: 'submitted', submittedAt: new Date('2026-11-28T18:00:00Z') } },
    null,
  ],
  ['the round was closed', { about: { ...ABOUT, linkLeads: false } }, 'closed'],
  ['the due date was moved: it leaves, and the letter about the new date after it', { saysDue: AFTER }, null],
  ['a receipt holds whatever came after it', { kind: 'receipt', link: { endedAt: AFTER, why: '' } }, null],
  [
    'a request for evidence is no request for the return',
    { kind: 'evidence_request', about: { ...ABOUT, status: 'accepted', submittedAt: AFTER } },
    null,
  ],
  ['a request to sign, not yet signed', { kind: 'sign_request' }, null],
  [
    'a request to sign, signed and sent in meanwhile',
    { kind: 'sign_request', about: { ...ABOUT, status: 'submitted', submittedAt: AFTER } },
    'signed',
  ],
  [
    'a request to the head to sign, who signed meanwhile; the chair has still to',
    { kind: 'sign_request', about: { ...ABOUT, status: 'awaiting_sign_off', submittedAt: AFTER } },
    'signed',
  ],
  ['a request to sign a return that was excused', { kind: 'sign_request', about: { ...ABOUT, status: 'excused' } }, 'excused'],
  ['a request to sign by a link that was ended', { kind: 'sign_request', link: { endedAt: AFTER, why: '' } }, 'link_ended'],
  ['a request to a chair, whose link leads no more', { kind: 'board_request', about: { ...ABOUT, linkLeads: false } }, 'closed'],
  ['a request to a chair, whose link leads', { kind: 'board_request' }, null],
  ['a reminder of a chair, who has not signed', { kind: 'board_reminder', about: { ...ABOUT, status: 'awaiting_sign_off' } }, null],
  ['a reminder of a chair, who signed meanwhile', { kind: 'board_reminder', about: { ...ABOUT, status: 'submitted' } }, 'signed'],
  [
    'a reminder of a chair, the return sent back meanwhile',
    { kind: 'board_reminder', about: { ...ABOUT, status: 'returned' } },
    'reopened',
  ],
  [
    'a reminder of a chair whose link was ended',
    { kind: 'board_reminder', link: { endedAt: AFTER, why: '' }, about: { ...ABOUT, status: 'awaiting_sign_off' } },
    'link_ended',
  ],
  [
    'a letter with a link to set a password that was used',
    { kind: 'set_password', about: null, link: null, passwordLinkIsOver: true },
    'password_link_over',
  ],
])('as a letter leaves: %s', (_what, change, expected) => {
  expect(stillHolds({ ...LETTER, ...change })).toBe(expected)
})

test.each<[string, Partial<SinceWritten>, WhyNot | null]>([
  ['nothing has changed', {}, null],
  ['the due date was moved', { saysDue: AFTER }, 'date_moved'],
  ['it names no date', { saysDue: null }, null],
  ['another of the same kind was written later', { newer: true }, 'older'],
  ['another action is due as well', { kind: 'plan_due', newer: true }, null],
  ['another request was answered', { kind: 'answer', newer: true }, null],
  ['the school was excused, and another was written', { newer: true, about: { ...ABOUT, status: 'excused' } }, 'excused'],
])('of what was kept: %s', (_what, change, expected) => {
  expect(holdsAfterDays({ ...LETTER, ...change })).toBe(expected)
})
