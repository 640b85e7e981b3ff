import { invitation } from '../../src/features/accounts/passwordLetter.ts'
import { securityNotice } from '../../src/features/accounts/securityLetter.ts'
import { reminderLetter } from '../../src/features/actionPlan/reminderLetter.ts'
import { progressLetter } from '../../src/features/actions/progressLetter.ts'
import { answerLetter } from '../../src/features/asking/answerLetter.ts'
import { signRequestLetter } from '../../src/features/answering/signRequestLetter.ts'
import type { Addressee, ReturnToWriteAbout } from '../../src/features/correspondence/index.ts'
import { extensionLetter } from '../../src/features/extensions/extensionLetter.ts'
import { offlineLetter } from '../../src/features/handling/offlineLetter.ts'
import { returnedLetter } from '../../src/features/handling/returnedLetter.ts'
import { handedOverLetter, handOverText } from '../../src/features/issuing/handOverLetter.ts'
import { addressLetter } from '../../src/features/issuing/addressLetter.ts'
import { colleagueText } from '../../src/features/issuing/colleagueLetter.ts'
import { INVITATION_TEXT } from '../../src/features/issuing/invitationLetter.ts'
import { linkLetter } from '../../src/features/issuing/linkLetter.ts'
import { movedText } from '../../src/features/issuing/movedLetter.ts'
import { RESEND_TEXT, resendText } from '../../src/features/issuing/resendLetter.ts'
import type { Letterhead, NewMessage } from '../../src/features/messages/index.ts'
import { evidenceLetter } from '../../src/features/sampling/evidenceLetter.ts'
import { feedbackLetter, replyAnsweredLetter } from '../../src/features/feedback/feedbackLetter.ts'
import { boardLetter, boardReminder } from '../../src/features/signing/boardLetter.ts'
import { codeLetter } from '../../src/features/signing/codeLetter.ts'
import { receiptLetter, signedLetter } from '../../src/features/signing/receiptLetter.ts'
import { outcomeLetter } from '../../src/features/reviewing/outcomeLetter.ts'
import { linkLetter as agencyLinkLetter } from '../../src/features/standards/linkLetter.ts'
import { asId } from '../../src/platform/id.ts'

export const FROM: Letterhead = {
  name: 'Northmoor SCP',
  contactName: 'Priya Shah',
  contactEmail: 'audit@northmoor.example',
  contactPhone: '01632 960 100',
}
export const SIGNATURE = 'Northmoor SCP\nPriya Shah, telephone 01632 960 100, audit@northmoor.example'
export const TO: Addressee = { name: 'Sam Okafor', email: 'dsl@ashgrove.example', role: 'dsl', contactId: asId(3), invitationId: asId(7) }
export const ABOUT: ReturnToWriteAbout = {
  returnId: asId(1023),
  roundId: asId(4),
  round: 'Safeguarding audit 2026 to 2027',
  roundIsOpen: true,
  status: 'issued',
  returnedDueOn: null,
  dueAt: new Date('2027-03-26T17:00:00Z'),
  linkLeads: true,
  evidenceAsked: false,
  establishment: { name: 'Ashgrove Primary School', place: 'Ashton, URN 126416' },
  isExcused: false,
  linksGoTo: 'dsl',
  contacts: [],
  holders: [],
}
export const AT = new Date('2027-01-15T12:00:00Z')
const SENT = { reference: 'NM-1', sequence: 1, submittedAt: AT, waits: true, byName: 'Helen Head' }
const SENT_BACK = {
  reason: 'Please attach the training log.',
  dueOn: '2027-02-12',
  questions: [
    { label: 'Is the policy current?', note: 'The one attached is of last year.' },
    { label: 'Who is the deputy?', note: '' },
  ],
}
const TAKEN = { reference: 'NM-1', sequence: 1, receivedAt: AT, byName: 'Helen Head, headteacher' }
export const ASKED = {
  key: 'evidence_request:1:1:7:dsl',
  areas: ['Safeguarding policies', 'Reporting to governors'],
  dueAt: ABOUT.dueAt,
  note: 'A word of thanks.',
}
export const REVIEWED = {
  key: 'outcome:1:1:dsl',
  areas: ASKED.areas,
  outcome: 'partly_assured' as const,
  note: 'The training log ends in March.',
  reviewed: 12,
  asked: 39,
}

const withText = (text: typeof INVITATION_TEXT) => (to: Addressee) =>
  linkLetter(ABOUT, to, FROM, { kind: 'resend', text, key: 'resend:7:1' })
/** The letter that brings an establishment its feedback. */
const FEEDBACK = {
  key: 'feedback:1:dsl',
  establishment: ABOUT.establishment,
  round: ABOUT.round,
  roundId: ABOUT.roundId,
  returnId: ABOUT.returnId,
  returned: true,
  nonce: Buffer.alloc(16),
}

const REMINDED = {
  today: '2027-01-15',
  reminded: [
    { action: { what: 'Brief every club', owner: 'Sam Okafor', dueOn: '2027-01-29' }, rule: 'due_soon' },
    { action: { what: 'Renew the log', owner: null, dueOn: '2027-01-07' }, rule: 'overdue' },
  ],
} as const
const asked = (kind: 'more_time' | 'reopen' | 'question') => ({
  ...{
    id: asId<'request'>({ more_time: 5, reopen: 6, question: 7 }[kind]),
    kind,
    wantedOn: kind === 'more_time' ? '2027-04-16' : null,
    questionLabel: kind === 'question' ? 'Is the policy current?' : null,
  },
  ...{ byName: 'Sam Okafor', askedAt: AT, reason: 'We were inspected.' },
})
const ANSWER = 'The board reads the returns in that week.'

/** Every letter about a return, and the files that say what stands in it. */
export const LETTERS: [string, (to: Addressee) => NewMessage][] = [
  ['invitation', withText(INVITATION_TEXT)],
  ['link again', withText(RESEND_TEXT)],
  ['link again after the round closed', withText(resendText({ roundIsOpen: false }))],
  ['link that was moved', withText(movedText({ roundIsOpen: true }))],
  ['link of a colleague', withText(colleagueText('Helen Head', { roundIsOpen: true }, null))],
  ['link of a colleague to a section', withText(colleagueText('Helen Head', { roundIsOpen: true }, ['Training']))],
  ['link that takes a return over', withText(handOverText('Helen Head', { roundIsOpen: true }))],
  ['word of a hand-over', to => handedOverLetter(ABOUT, to, FROM, { by: 'Helen Head', name: 'Nia New', key: 'hand_over:1' })],
  ['request to sign', to => signRequestLetter(ABOUT, to, FROM, { by: 'Sam Okafor', day: '2027-01-15', asked: true })],
  ['word that all is ready to sign', to => signRequestLetter(ABOUT, to, FROM, { by: 'Sam Okafor', day: '2027-01-16', asked: false })],
  [
    'request to sign for the board',
    to => boardLetter(ABOUT, to, FROM, { by: 'Helen Head', day: '2027-01-15', isSent: true, askedOn: null }),
  ],
  [
    'reminder to sign for the board',
    to => boardLetter(ABOUT, to, FROM, { by: 'Helen Head', day: '2027-01-16', isSent: false, askedOn: 'Friday 15 January 2027' }),
  ],
  ['reminder of a board by itself', to => boardReminder(ABOUT, to, FROM, { askedOn: '2027-01-15' })],
  ['code to sign', to => codeLetter(ABOUT, to, FROM, { role: 'head', by: 'Helen Head', nonce: Buffer.alloc(16), until: AT })],
  ['receipt', to => receiptLetter(ABOUT, to, FROM, SENT)],
  [
    'receipt of a board',
    to => signedLetter(ABOUT, to, FROM, { role: 'chair', name: 'Olivia Barnes', at: AT, isSent: true, reference: 'NM-1' }),
  ],
  [
    'receipt of a board before the head',
    to =>
      signedLetter(ABOUT, to, FROM, {
        role: 'chair',
        name: 'Olivia Barnes',
        at: new Date(AT.getTime() - 86_400_000),
        isSent: false,
        reference: 'NM-1',
      }),
  ],
  ['receipt of an offline return', to => offlineLetter(ABOUT, to, FROM, TAKEN)],
  ['return sent back', to => returnedLetter(ABOUT, to, FROM, SENT_BACK, 'returned:1023:4')],
  ['extension', to => extensionLetter(ABOUT, to, FROM, { batchId: asId(2), fromDueAt: AT, toDueAt: ABOUT.dueAt })],
  ['answer to a request for more time', to => answerLetter(ABOUT, to, FROM, { request: asked('more_time'), answer: ANSWER })],
  ['answer to a request to open again', to => answerLetter(ABOUT, to, FROM, { request: asked('reopen'), answer: ANSWER })],
  ['answer to a question', to => answerLetter(ABOUT, to, FROM, { request: asked('question'), answer: ANSWER, toAll: true })],
  ['request for evidence', to => evidenceLetter(ABOUT, to, FROM, ASKED)],
  ['outcome', to => outcomeLetter(ABOUT, to, FROM, REVIEWED)],
  ['feedback', to => feedbackLetter(FEEDBACK, to, FROM)],
  [
    'answer to a reply',
    to => replyAnsweredLetter({ ...FEEDBACK, reply: { id: asId<'reply'>(4), byName: 'Sam Okafor', at: AT } }, to, FROM),
  ],
  ['reminder of an action plan', to => reminderLetter(ABOUT, to, FROM, REMINDED)],
]

/** How many of them bring a link, in a text that staff may have written: they hold one whatever they say. */
export const WITH_LINK = 7

const STAFF = { name: 'Jo Bell', email: 'jo@northmoor.example' }

/** The link by which an agency rates standards. */
const RATE = {
  key: 'rating_request:1',
  agency: 'Probation',
  set: 'Standards',
  exercise: 'Spring 2027',
  standards: 24,
  nonce: Buffer.alloc(16),
}

const DUE = { what: 'Agree the tool', timescale: 'Jan 2027', outcomeMeasure: '' }
const LEAD = { id: asId<'actionLead'>(3), actionId: asId<'action'>(9), addressNumber: 1, ...STAFF }

/** Two returns of one address. */
const OTHER = { ...ABOUT, returnId: asId<'return'>(1024), establishment: { name: 'Beckside Primary School', place: 'Ashton, URN 126417' } }
const SEVERAL = [ABOUT, OTHER].map(about => ({ about, to: { ...TO, ...STAFF } }))

/** Every letter that is about no return, or about several: to staff about their account, to agencies that rate, to who leads an action. */
export const STAFF_LETTERS: [string, NewMessage][] = [
  ['link to set a password', invitation(STAFF, FROM, asId(5), 'Alex Marsh', 'added')],
  ['link to set another password', invitation(STAFF, FROM, asId(6), 'Alex Marsh', 'again')],
  ['request to report progress', progressLetter(DUE, LEAD, FROM, { nonce: Buffer.alloc(16), dueTo: '2027-01-31' })],
  ['link to all returns of an address', addressLetter(SEVERAL, FROM, { nonce: Buffer.alloc(16), expiresAt: AT })],
  ['notice of a change', securityNotice(STAFF, FROM, 'password', 'one')],
  ['link of an agency', agencyLinkLetter({ ...RATE, dueAt: ABOUT.dueAt, endsAt: ABOUT.dueAt }, STAFF, FROM)],
]
