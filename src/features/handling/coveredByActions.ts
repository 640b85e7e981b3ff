import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findEstablishment, matchingEstablishments } from '../establishments/index.ts'
import type { AuditReturn } from '../returns/index.ts'
import { coveredByTyped } from './schemas.ts'
import { establishmentsInRound, linkedEstablishments } from './store.ts'

/** An establishment whose return may stand for another's, and why it is offered. */
export type Candidate = { id: Id<'establishment'>; name: string; hint: string }

/** More than this many matches are no help: the search has to say more. */
const MOST = 15

/** Who may cover a return: those that the register links with its establishment, and those that a search finds. */
export async function coveredByCandidates(
  db: Db,
  { partnershipId, roundId, establishmentId }: Pick<AuditReturn, 'partnershipId' | 'roundId' | 'establishmentId'>,
  search: string,
): Promise<Candidate[]> {
  const found = await candidatesOf(db, { partnershipId, establishmentId }, search)
  const inRound = await establishmentsInRound(
    db,
    partnershipId,
    roundId,
    found.map(({ id }) => id),
  )
  return found.map(one => (inRound.has(one.id) ? one : { ...one, hint: `${one.hint}. Not in this round` }))
}

async function candidatesOf(
  db: Db,
  { partnershipId, establishmentId }: Pick<AuditReturn, 'partnershipId' | 'establishmentId'>,
  search: string,
): Promise<Candidate[]> {
  const linked = await linkedEstablishments(db, partnershipId, establishmentId)
  const offered = linked.map(({ id, name, identifier, linkType }) => ({
    id,
    name,
    hint: `${identifier}, ${linkType.toLowerCase()} in the register`,
  }))
  if (search.trim() === '') return offered
  const except = [establishmentId, ...offered.map(({ id }) => id)]
  const found = await matchingEstablishments(db, partnershipId, search.trim(), { except, limit: MOST })
  const others = found.map(({ id, name, identifier, typeName }) => ({
    id,
    name,
    hint: [identifier, typeName].filter(part => part !== '').join(', '),
  }))
  return [...offered, ...others]
}

/**
 * The establishment that somebody chose, or that their words name alone.
 *
 * @returns what to do about it, in words, when there is none or there are several
 */
export async function coveredByOf(
  db: Db,
  auditReturn: Pick<AuditReturn, 'partnershipId' | 'establishmentId'>,
  body: unknown,
): Promise<{ found: { id: Id<'establishment'>; name: string } } | { error: string }> {
  const { chosen, search } = coveredByTyped(body)
  if (chosen !== null) {
    const found = await findEstablishment(db, auditReturn.partnershipId, chosen)
    if (found) return { found }
  }
  if (search === '') return { error: 'Say which establishment’s return covers this one' }
  const except = [auditReturn.establishmentId]
  const [first, second] = await matchingEstablishments(db, auditReturn.partnershipId, search, { except, limit: 2 })
  const isNamed = (one: { name: string }) => one.name.toLowerCase() === search.toLowerCase()
  if (first && (!second || first.identifier === search || (isNamed(first) && !isNamed(second)))) return { found: first }
  if (first) return { error: `Several establishments match “${search}”: choose one, or say more` }
  // Found only when it is looked for: a school that names itself is told that it did.
  const [itself] = await matchingEstablishments(db, auditReturn.partnershipId, search, { except: [], limit: 1 })
  return itself ? { found: itself } : { error: `No open establishment in the register matches “${search}”` }
}
