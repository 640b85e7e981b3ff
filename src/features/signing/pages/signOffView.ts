import { randomUUID } from 'node:crypto'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField, typedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayInstant, sayTime } from '../../../platform/london.ts'
import { waitsForChair } from '../../answering/index.ts'
import type { Addressee } from '../../correspondence/index.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import type { LastReturn } from '../../lastYear/index.ts'
import { maskedEmail } from '../../links/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { unanswered } from '../../questionnaires/index.ts'
import { type OpenReturn, type signatures, stands } from '../../returns/index.ts'
import { DECLARATION } from '../declaration.ts'
import type { Signer } from '../signerActions.ts'
import { readFirst } from './readFirst.ts'

export type PersonToAsk = Addressee & { sent: string }

export type SignOffState = {
  open: OpenReturn
  actor: Pick<ContributorActor, 'name' | 'role' | 'contributorId'>
  /** The head, and the chair or proprietor, in the register, who can be asked to sign. */
  head: PersonToAsk | null
  board: PersonToAsk | null
  partnership: Pick<Partnership, 'contactName' | 'contactEmail' | 'contactPhone'> | undefined
  /** The last return that came in before, when there is one. */
  last: LastReturn | undefined
  /** Who is looking, when they may sign. */
  signer: Signer | null
  /** The code that they were sent. */
  code: { address: string; expiresAt: Date } | undefined
  /** Whether they can give a colleague a link. */
  sendsLinks: boolean
  mailLeaves: boolean
  /** What was sent, when the page is shown again. */
  body: unknown
  errors: readonly FormError[]
}

/** The model of views/signing/signOff.ejs: one page for everyone, with what is signed, what happens next, and whose turn it is. */
export function signOffView(state: SignOffState): ViewModel {
  const { open, signer, errors } = state
  const { auditReturn, document, responses, evidenceCounts, signOffs } = open
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
  const isSent = stands('awaiting_chair', auditReturn.status)
  const signed = signOffs.find(({ role }) => role === signer?.role)
  const maySign = signer !== null && missing === 0 && !signed && (signer.role !== 'head' || !isSent)
  const waits = waitsForChair(auditReturn, signOffs)
  const boardToAsk = missing === 0 && waits && (signer === null || signer.role === 'head') ? state.board : null
  return {
    title: 'Sign and submit',
    backLink: { text: 'All sections', href: '/return' },
    errors: summaryOf(errors),
    read: readFirst(open, state.last),
    signed: signOffs.map(({ name, role, at }) => `${name} signed as ${CONTACT_ROLE_WORDS[role].toLowerCase()} at ${sayInstant(at)}.`),
    explain: signed ? [whoSigned(signed, state.actor, boardToAsk !== null)] : explanation(open, signer),
    ask: [
      ...(missing === 0 && !isSent && state.head && signer?.role !== 'head' ? [askLine(state.head, '/return/ask-head')] : []),
      ...(boardToAsk ? [askLine(boardToAsk, '/return/ask-board')] : []),
    ],
    sendHeadHref: signer === null && state.sendsLinks && !isSent && !state.head ? '/return/colleagues' : null,
    prove: maySign && signer.way.kind !== 'own_link' ? proving(state, signer) : null,
    form: maySign && (signer.way.kind === 'own_link' || (state.code && state.mailLeaves)) ? signatureForm(state, signer) : null,
  }
}

const askLine = ({ name, role, email, sent }: PersonToAsk, action: string) => ({
  action,
  line: `A message with a link is written to ${name} (${CONTACT_ROLE_WORDS[role]}, ${email}): that is who your partnership has.`,
  sent,
  button: `Ask ${name} to sign`,
})

/** What stands above the form for somebody who came by a link that is not the signer's own. */
function proving({ mailLeaves, code, partnership, body, errors }: SignOffState, { way, role }: Signer) {
  const as = role === 'head' ? 'headteacher' : role
  const errorOf = errorsBy(errors)
  const contact = contactLine(partnership)
  if (!mailLeaves)
    return {
      lines: [
        `You opened a link that is not the ${as}’s own, and no code can be sent: no email leaves this program yet.`,
        `To sign, ask your partnership for a link of your own${contact}. It can also record a signature that you give on paper.`,
      ],
      form: null,
    }
  const isGiven = way.kind === 'give_address'
  const lines =
    way.kind === 'code'
      ? [
          `You opened a link that is not the ${as}’s own. To show that the signature is yours, we send a code to the address that your partnership has for ${way.name}: ${maskedEmail(way.address)}.`,
          `If this address is wrong or this person has left, ask your partnership to correct it${contact}.`,
        ]
      : [
          `You opened a link that is not the ${as}’s own, and your partnership has no email address of a ${as} here. Give your work email address: we send a code to it. Your partnership will check who signed.`,
        ]
  return {
    lines: code ? [`A code was sent to ${maskedEmail(code.address)}. It can be used once, until ${sayTime(code.expiresAt)}.`] : lines,
    form: {
      key: randomUUID(),
      email: isGiven
        ? {
            id: 'email',
            name: 'email',
            type: 'email',
            autocomplete: 'email',
            spellcheck: false,
            label: { text: 'Work email address' },
            value: typed(body, 'email'),
            errorMessage: errorOf('email'),
          }
        : null,
      error: errorOf('send-code')?.text ?? null,
      button: code ? 'Send another code' : 'Send the code',
      isSecond: code !== undefined,
    },
  }
}

const contactLine = (partnership: SignOffState['partnership']): string => {
  const reach = [partnership?.contactName, partnership?.contactPhone, partnership?.contactEmail].filter(
    part => part !== undefined && part !== '',
  )
  return reach.length === 0 ? '' : ` (${reach.join(', ')})`
}

function signatureForm(state: SignOffState, { role, way, unusual }: Signer) {
  const { open, actor, body, errors } = state
  const errorOf = errorsBy(errors)
  return {
    action: role === 'head' ? '/return/submit' : '/return/sign-off',
    key: randomUUID(),
    name: actor.name,
    as: CONTACT_ROLE_WORDS[role],
    code:
      way.kind === 'own_link'
        ? null
        : {
            id: 'code',
            name: 'code',
            label: { text: 'Code from the email' },
            hint: { text: '6 numbers' },
            classes: 'govuk-input--width-10',
            inputmode: 'numeric',
            autocomplete: 'one-time-code',
            spellcheck: false,
            errorMessage: errorOf('code'),
          },
    jobTitle: {
      id: 'jobTitle',
      name: 'jobTitle',
      limit: 120,
      label: { text: 'Job title (optional)' },
      hint: { text: role === 'head' ? 'For example, Acting headteacher' : 'For example, Vice-chair' },
      value: typed(body, 'jobTitle'),
      errorMessage: errorOf('jobTitle'),
    },
    meeting:
      role === 'head'
        ? null
        : {
            minute: {
              id: 'minuteReference',
              name: 'minuteReference',
              limit: 120,
              label: { text: 'Minute reference (optional)' },
              hint: { text: 'If the board agreed to the return at a meeting. For example, FGB 12 March, item 7' },
              value: typed(body, 'minuteReference'),
              errorMessage: errorOf('minuteReference'),
            },
            on: dayField('meeting', 'Date of the meeting (optional)', 'For example, 12 3 2027', typedMoment(body, 'meeting'), errors),
          },
    unusual: unusual.map(({ words }) => words),
    told: unusual.map(({ code }) => code).join(' '),
    goOnError: errorOf('goOn')?.text ?? null,
    declaration: DECLARATION[role],
    confirmError: errorOf('confirm')?.text ?? null,
    button: role === 'head' ? 'Sign and submit' : 'Sign',
    after: role === 'head' ? afterwards(open) : null,
  }
}

const afterwards = ({ auditReturn, signOffs }: OpenReturn): string =>
  waitsForChair(auditReturn, signOffs)
    ? 'After this you cannot change anything, unless your partnership reopens the return. The chair or proprietor can sign later. The return counts as submitted today.'
    : 'After this you cannot change anything, unless your partnership reopens the return.'

/** What somebody reads in whose role the return is signed. @param canAsk whether they can still ask the board to sign */
function whoSigned({ name, role, contributorId }: signatures.SignOff, actor: SignOffState['actor'], canAsk: boolean): string {
  if (contributorId !== actor.contributorId)
    return `${name} has signed as ${CONTACT_ROLE_WORDS[role].toLowerCase()}. Nobody else needs to sign in this role.`
  return canAsk ? 'You have signed.' : 'You have signed. There is nothing else for you to do.'
}

function explanation({ auditReturn }: OpenReturn, signer: Signer | null): string[] {
  const isSent = stands('awaiting_chair', auditReturn.status)
  if (signer?.role === 'head') return []
  if (signer)
    return isSent
      ? ['The head has submitted this return. Your signature is the last step.']
      : ['You can sign before the head submits. If an answer changes afterwards, your signature is cancelled and you need to sign again.']
  const board = 'The chair of governors or the proprietor signs by a link of their own, before or after the headteacher.'
  if (isSent) return [board]
  return [
    'The headteacher signs the return. It is submitted when they sign.',
    'They sign by a link of their own, on any device, and find everything as you left it.',
    ...(auditReturn.chairSignOff === 'may_follow' ? [board] : []),
  ]
}
