import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { whoIsWrittenTo, type Addressee, type Audience, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { CONTACT_ROLE_WORDS, type Actor } from '../history/index.ts'
import type { LinkDeps } from '../links/index.ts'
import { letterheadOf, queueMessages, type MessageKind } from '../messages/index.ts'
import { linkLetter } from './linkLetter.ts'
import type { MailText } from './mailText.ts'

/** What is mailed with each link. */
export type LinkMail = {
  kind: MessageKind
  audience: Audience
  text: (about: ReturnToWriteAbout) => MailText
  /** Whom to leave out, because they were sent theirs. */
  but?: (to: Addressee) => boolean
  /** Makes each message once, whatever is repeated. */
  keyOf: (invitationId: Id<'invitation'>) => string
}

/**
 * Queues the letters that hold the links of these returns, to those of the audience who hold one.
 *
 * @returns for how many returns there is a new one, and who is written to
 */
export async function mailLinks(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: Pick<Actor, 'partnershipId'>,
  { returns, kind, audience, text, keyOf, but = () => false }: LinkMail & { returns: readonly ReturnToWriteAbout[] },
): Promise<{ queued: number; reached: { returnId: Id<'return'>; name: string }[] }> {
  const from = await letterheadOf(trx, actor.partnershipId)
  const today = londonDate(deps.now())
  const letters = returns.flatMap(about => {
    const people = whoIsWrittenTo(about, audience, today).to
    return people.flatMap(to =>
      to.invitationId === null || but(to)
        ? []
        : [
            {
              about,
              to,
              message: linkLetter(about, to, from, { kind, text: text(about), others: sayOthers(to, people), key: keyOf(to.invitationId) }),
            },
          ],
    )
  })
  const messages = letters.map(({ message }) => message)
  const queued = await queueMessages(trx, actor.partnershipId, messages, deps.baseUrl)
  return {
    queued: new Set(queued.map(({ returnId }) => returnId)).size,
    reached: letters.map(({ about, to }) => ({ returnId: about.returnId, name: to.name })),
  }
}

/** "Hugo Hill (headteacher) has a link of their own to the same return.": so that two people do not answer it apart. Blank for one alone. */
function sayOthers(to: Addressee, people: readonly Addressee[]): string {
  const others = people
    .filter(one => one !== to && one.invitationId !== null)
    .map(({ name, role }) => `${name} (${CONTACT_ROLE_WORDS[role]})`)
  if (others.length === 0) return ''
  return `${others.join(' and ')} ${others.length === 1 ? 'has a link of their own' : 'have links of their own'} to the same return. You see each other’s answers.`
}
