import type { Id } from '../../platform/id.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import { type Addressee, returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { type NewMessage, letterheadOf, queueMessages } from '../messages/index.ts'
import { refuse } from './refusals.ts'
import { memberHref, sampleLocks, type DipSample, type MemberPath, type SampleMember } from '../sampling/index.ts'
import { outcomeLetter } from './outcomeLetter.ts'
import type { LinkDeps } from '../links/index.ts'
import { type PartnershipActor, recordEvent } from '../history/index.ts'
import { once } from '../../platform/once.ts'
import { londonDate } from '../../platform/london.ts'

/** The letters that tell an establishment the outcome of its review: to its head and its DSL. @throws Refusal when there is no outcome yet */
export async function draftOutcome(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: DipSample,
  member: SampleMember,
  today: string,
): Promise<{ to: Addressee; message: NewMessage }[]> {
  const { outcome, outcomeNote: note, outcomeReviewed: reviewed, outcomeAsked: asked } = member
  if (outcome === null) throw refuse.noOutcome(memberHref({ ...sample, memberId: member.id, sampleId: sample.id }))
  const about = await returnToWriteAbout(db, partnershipId, member.returnId)
  const from = await letterheadOf(db, partnershipId)
  const areas = sample.areas.map(({ title }) => title)
  return whoIsWrittenTo(about, { roles: ['head', 'dsl'] }, today).to.map(to => {
    const key = `outcome:${member.id}:${member.version}:${to.email}`
    return { to, message: outcomeLetter(about, to, from, { key, areas, outcome, note, reviewed, asked }) }
  })
}

/**
 * Writes to the head and the DSL of a reviewed establishment. One outcome is sent to one address once; a changed outcome again.
 *
 * @throws Refusal not found; conflict without an outcome, or without anybody to write to
 */
export function sendOutcome(
  { db, baseUrl, now }: Pick<LinkDeps, 'baseUrl' | 'now'> & { db: Db },
  actor: PartnershipActor,
  { requestKey, ...path }: MemberPath & { requestKey?: string | undefined },
): Promise<{ letters: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'outcome.send' }, async () => {
      const { sample, member } = await sampleLocks.lockedMember(trx, partnershipId, path)
      const drafts = await draftOutcome(trx, partnershipId, sample, member, londonDate(now()))
      if (drafts.length === 0) throw refuse.nobodyToWriteTo(memberHref(path))
      const messages = drafts.map(({ message }) => message)
      const queued = await queueMessages(trx, partnershipId, messages, baseUrl)
      if (queued.length > 0)
        await recordEvent(trx, actor, {
          verb: 'outcome.sent',
          roundId: path.roundId,
          returnId: member.returnId,
          establishmentId: member.establishmentId,
          details: { sampleId: path.sampleId, letters: queued.length },
        })
      return { letters: queued.length }
    }),
  )
}
