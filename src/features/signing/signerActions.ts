import type { Db } from '../../platform/db.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { londonDate } from '../../platform/london.ts'
import { signsAs } from '../answering/index.ts'
import { returnToWriteAbout } from '../correspondence/index.ts'
import { type ContributorActor } from '../history/index.ts'
import { namesIn } from '../questions/index.ts'
import { unanswered } from '../questionnaires/index.ts'
import { can, canNow, type OpenReturn, type signatures } from '../returns/index.ts'
import { everyoneOn, namesAround } from './leadStore.ts'
import { wayToSign, type Registered, type Way } from './proof.ts'
import { refuse } from './refusals.ts'
import { unusualOf } from './unusual.ts'

/** Somebody who is to sign: in which capacity, how they show that it is they, and what is unusual about it. */
export type Signer = {
  role: signatures.SignatureRole
  way: Way
  unusual: { code: signatures.Unusual; words: string }[]
  about: Awaited<ReturnType<typeof returnToWriteAbout>>
}

/**
 * What is known of somebody who is to sign, by the register of today and the link by which they came.
 *
 * @param inTheBrowser others who worked on the return in the same browser, by their names
 * @throws Refusal (forbidden) for those who sign in no role
 */
export async function signerFor(
  db: Db,
  actor: ContributorActor,
  { open, now, inTheBrowser }: { open: OpenReturn; now: Date; inTheBrowser: readonly string[] },
): Promise<Signer> {
  const role = signsAs(actor, open.auditReturn)
  if (role === null) throw refuse.notToSign()
  const about = await returnToWriteAbout(db, actor.partnershipId, open.auditReturn.id)
  const today = londonDate(now)
  const register: Registered[] = about.contacts.filter(
    ({ fromOn, toOn }) => (fromOn === null || fromOn <= today) && (toOn === null || toOn >= today),
  )
  const link = about.holders.find(({ invitationId }) => invitationId === actor.invitationId)
  const signer = { role, name: actor.name, contributorId: actor.contributorId }
  const way = wayToSign(signer, link, register)
  const { leads, byTheLink, shownTo } = await namesAround(db, actor)
  const facts = { signer, way, link, register, byTheLink, shownTo, inTheBrowser }
  return { role, way, about, unusual: unusualOf({ ...facts, signOffs: open.signOffs, leads: [...leads, ...leadsIn(open)] }) }
}

/** The names that the answers give for the DSL. */
const leadsIn = ({ document, responses }: OpenReturn): string[] =>
  document.sections
    .flatMap(({ questions }) => questions)
    .filter(({ asks }) => asks === 'dsl')
    .flatMap(question => namesIn(question, responses.get(question.key)?.answer))

/** Those of other names who worked on the return in this browser, also where their access was ended since. @param isHere whether somebody came by a link in it */
export async function othersInBrowser(
  db: Db,
  actor: ContributorActor,
  isHere: (whose: ContributorActor['contributorId']) => boolean,
): Promise<string[]> {
  const others = (await everyoneOn(db, actor)).filter(
    ({ contributorId, name }) => name.toLowerCase() !== actor.name.toLowerCase() && isHere(contributorId),
  )
  return [...new Set(others.map(({ name }) => name))]
}

/** @throws Refusal (conflict) when there is nothing to sign now, or something is missing; (forbidden) for who signs in no role */
export function requireCanSign(open: OpenReturn, actor: ContributorActor): void {
  const { auditReturn } = open
  const role = signsAs(actor, auditReturn)
  if (role === null) throw refuse.notToSign()
  const waits = role !== 'head' && can('completeSignOff', auditReturn.status)
  if (!waits && !canNow('submit', auditReturn)) throw refuse.notOpen(auditReturn)
  requireComplete(open)
}

/** @param refusal what is said in place of how much is missing @throws Refusal (conflict) when something is missing */
export function requireComplete(
  { document, auditReturn, responses, evidenceCounts }: OpenReturn,
  refusal: (missing: number) => Refusal = refuse.incomplete,
): void {
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
  if (missing > 0) throw refusal(missing)
}
