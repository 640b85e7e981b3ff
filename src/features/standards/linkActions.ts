import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { once } from '../../platform/once.ts'
import type { PartnershipActor } from '../history/index.ts'
import { letterheadOf, queueMessages, secretLinks } from '../messages/index.ts'
import { askedAgency, lockedExercise, openExercise, tell } from './exerciseActions.ts'
import { exerciseStandards, updateContact } from './exerciseStore.ts'
import { LINK_PATH } from './link.ts'
import { linkLetter } from './linkLetter.ts'
import { insertLink, lockLinkOf, markEnded } from './linkStore.ts'
import { refuse } from './refusals.ts'

type LinkContext = Pick<Deps, 'secret' | 'baseUrl'> & { db: Db }
type OfAgency = { exerciseId: Id<'exercise'>; agencyId: Id<'agency'> }
/** The link that stood on the page of whoever chose; null for none. */
type Seen = { seen: Id<'agencyLink'> | null }

/**
 * Gives an agency a link, in place of the one before, which ends at once. With an address a letter with the link is put in the outbox.
 *
 * @throws Refusal when the exercise was closed, or a colleague made or ended a link meanwhile
 */
export function makeLink(
  { db, ...deps }: LinkContext,
  actor: PartnershipActor,
  {
    seen,
    contactName,
    contactEmail,
    endsAt,
    key,
    ...of
  }: OfAgency & Seen & { contactName: string; contactEmail: string; endsAt: Date; key?: string | undefined },
): Promise<{ written: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'agency_link.make' }, async () => {
      const exercise = await openExercise(trx, actor, of.exerciseId)
      const agency = await askedAgency(trx, actor, of)
      await endBefore(trx, actor, { ...of, seen })
      const nonce = newNonce()
      const hash = tokenHash(linkToken(deps.secret, LINK_PATH, nonce))
      const linkId = await insertLink(trx, {
        partnershipId,
        ...of,
        nonce,
        tokenHash: hash,
        endsAt,
        madeBy: actor.name,
        sentTo: contactEmail,
      })
      // A link that is handed over says nothing of who is written to.
      if (contactEmail !== '') await updateContact(trx, partnershipId, { id: of.agencyId, contactName, contactEmail })
      const standards = (await exerciseStandards(trx, partnershipId, of.exerciseId)).length
      const { setTitle: set, title, dueAt } = exercise
      const about = {
        key: `rating_request:${linkId}`,
        agency: agency.name,
        set,
        exercise: title,
        standards,
        dueAt,
        endsAt,
        nonce,
      }
      const message = linkLetter(about, { name: contactName, email: contactEmail }, await letterheadOf(trx, partnershipId))
      const written = await queueMessages(trx, partnershipId, [message], deps.baseUrl)
      const whom = { to: contactName, byHand: contactEmail === '' }
      await tell(trx, actor, { verb: 'agency_link.made', about: exercise, agency: agency.name, ...whom })
      return { written: written.length > 0 }
    }),
  )
}

/** Ends the link of an agency at once. Ending it twice is not an error. */
export function endLink(db: Db, actor: PartnershipActor, of: OfAgency): Promise<void> {
  return inTransaction(db, async trx => {
    const exercise = await lockedExercise(trx, actor, of.exerciseId)
    const agency = await askedAgency(trx, actor, of)
    const link = await lockLinkOf(trx, actor.partnershipId, of.exerciseId, of.agencyId)
    if (!link) return
    await endBefore(trx, actor, { ...of, seen: link.id })
    await tell(trx, actor, { verb: 'agency_link.ended', about: exercise, agency: agency.name })
  })
}

async function endBefore(trx: Db, actor: PartnershipActor, { exerciseId, agencyId, seen }: OfAgency & Seen): Promise<void> {
  const link = await lockLinkOf(trx, actor.partnershipId, exerciseId, agencyId)
  if ((link?.id ?? null) !== seen) throw refuse.linkMeanwhile(exerciseId, link?.madeBy ?? 'A colleague')
  if (!link) return
  await markEnded(trx, actor.partnershipId, link.id, actor.name)
  await secretLinks.forgetSecretLink(trx, actor.partnershipId, link.nonce)
}

/** The address of the link that an agency has now, to be shown once, to whoever made it. */
export async function addressOfLink(
  { db, ...deps }: LinkContext,
  { partnershipId }: PartnershipActor,
  of: OfAgency,
): Promise<string | undefined> {
  const link = await lockLinkOf(db, partnershipId, of.exerciseId, of.agencyId)
  return link && secretLinks.secretLink(deps, LINK_PATH, link.nonce)
}
