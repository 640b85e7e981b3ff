import type { Id } from '../../platform/id.ts'
import { notFound, Refusal } from '../../platform/http/refusal.ts'
import type { AuditReturn } from './auditReturn.ts'
import { stands } from './lifecycle.ts'

const TO_THE_RETURN = { text: 'Go to your return', href: '/return' }

/** To the establishment, when something more cannot be sent. */
const roundClosed = (): Refusal =>
  new Refusal(
    'conflict',
    'returns.audit_closed',
    'This audit has closed',
    ['Nothing was changed. Everything that was saved is kept. Ask your partnership if you still need to send something.'],
    [TO_THE_RETURN],
  )

/** To the establishment, about a section that is not among those that its partnership asked it to look at. */
export const sectionStays = (): Refusal =>
  new Refusal(
    'conflict',
    'returns.section_stays',
    'Your partnership did not ask about this section',
    [
      'Nothing was changed. It opened only the sections that it asked you to look at again. If something else is wrong, ask it to open that too.',
    ],
    [TO_THE_RETURN],
  )

/** To the establishment, whose head sends a second time what is in. */
const alreadySubmitted = (): Refusal =>
  new Refusal(
    'conflict',
    'returns.already_submitted',
    'This return has already been submitted',
    ['Nothing was changed. If something in the return is wrong, ask your partnership to open it again.'],
    [{ text: 'See the receipt', href: '/return/receipt' }],
  )

/** To the establishment, whose return was excused: nothing was submitted, and nothing has to be. */
const notNeeded = (): Refusal =>
  new Refusal(
    'conflict',
    'returns.not_needed',
    'You do not need to send this return',
    [
      'Your partnership has recorded that it does not need a return from you this time. What you just sent was not saved, and the return was not submitted.',
      'Every answer that was saved before is kept. If you think that a return is needed, contact your partnership: they can open it again.',
    ],
    [TO_THE_RETURN],
  )

/** Why an establishment cannot answer, sign or submit its return as it stands now. */
export const notOpen = ({ status, roundStatus }: Pick<AuditReturn, 'status' | 'roundStatus'>): Refusal =>
  stands('not_expected', status)
    ? notNeeded()
    : stands('completed', status)
      ? alreadySubmitted()
      : roundStatus === 'open'
        ? notFound()
        : roundClosed()

/** What is said no to here, in the words that people read. */
export const refuse = {
  notFound,
  /** To staff. */
  notOffline: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'returns.not_offline',
      'This return was submitted online',
      ['Nothing was changed. The establishment gives its own answers: send the return back for more work if one has to be changed.'],
      [{ text: 'Go to the return', href: `/returns/${returnId}` }],
    ),

  notOpen,
}
