import { sayInstant } from '../../platform/london.ts'
import { AUDIT_LINK } from '../messages/index.ts'

/** The facts of one letter about more time. */
export type LetterFacts = {
  name: string
  establishment: string
  round: string
  fromDueAt: Date
  toDueAt: Date
  partnership: { name: string; contactName: string; contactEmail: string; contactPhone: string }
}

/**
 * What somebody with an audit link is told when their establishment is given more time. The establishment comes first,
 * since a shared mailbox may hold links for several. The reason is not told: it may be about a person.
 */
export function extensionLetter({ name, establishment, round, fromDueAt, toDueAt, partnership }: LetterFacts): {
  subject: string
  body: string
} {
  return {
    subject: `${establishment}: you have until ${sayInstant(toDueAt)} for ${round}`,
    body: `${establishment}

Dear ${name},

You have more time for ${round}. Please submit it by ${sayInstant(toDueAt)}.

It was due by ${sayInstant(fromDueAt)}. Everything that was saved is still there. Your audit link takes you to it:

${AUDIT_LINK}

The link belongs to ${establishment} alone.

${signature(partnership)}`,
  }
}

function signature({ name, contactName, contactEmail, contactPhone }: LetterFacts['partnership']): string {
  const reach = [contactName, contactEmail, contactPhone].filter(part => part !== '')
  return reach.length === 0 ? name : `${name}\n${reach.join(', ')}`
}
