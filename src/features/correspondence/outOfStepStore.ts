import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { linksOutOfStep, type LinkOutOfStep } from './linksOutOfStep.ts'
import { keptCount } from '../keptCounts/index.ts'
import { hasSomethingToDo } from './somethingToDo.ts'
import { returnsToWriteAbout, type ReturnToWriteAbout } from './store.ts'

/**
 * Over a working link `i` of a return `r`: whether it may be out of step. It lets too many through and none too few: the rule itself
 * looks at those that it lets through.
 */
const MAY_BE_SQL = `(exists (select from contacts c where c.id = i.contact_id and (c.to_on < ${LONDON_TODAY_SQL} or c.email <> i.email))
  or (i.contact_id is null and i.email <> '' and exists (select from contacts c
    where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id and c.to_on < ${LONDON_TODAY_SQL})))`

/** A return with links that are out of step with the register. */
export type ReturnOutOfStep = { about: ReturnToWriteAbout; links: LinkOutOfStep[] }

/** The returns with something left to do, of one round or of one establishment, that have links to move, by name. */
export async function returnsOutOfStep(
  db: Db,
  partnershipId: Id<'partnership'>,
  of: { roundId: Id<'round'> } | { establishmentId: Id<'establishment'> },
  today: string,
): Promise<ReturnOutOfStep[]> {
  const ids = await mayBeOutOfStep(db, partnershipId, of, today)
  if (ids.length === 0) return []
  const abouts = await returnsToWriteAbout(db, partnershipId, ids)
  return abouts
    .filter(hasSomethingToDo)
    .map(about => ({ about, links: linksOutOfStep(about, today) }))
    .filter(({ links }) => links.length > 0)
    .toSorted(
      (a, b) => a.about.establishment.name.localeCompare(b.about.establishment.name, 'en-GB') || a.about.returnId - b.about.returnId,
    )
}

/** Those whose links may be out of step: of a round as they were found when nothing had moved since, or found now. */
function mayBeOutOfStep(
  db: Db,
  partnershipId: Id<'partnership'>,
  of: { roundId: Id<'round'> } | { establishmentId: Id<'establishment'> },
  today: string,
): Promise<Id<'return'>[]> {
  const find = async (trx: Db): Promise<Id<'return'>[]> => {
    const [where, id] = 'roundId' in of ? ['r.round_id = :id', of.roundId] : ['r.establishment_id = :id', of.establishmentId]
    const found = await rows<{ id: Id<'return'> }>(
      trx,
      `select distinct r.id from returns r join invitations i on i.return_id = r.id and i.revoked_at is null
       where r.partnership_id = :partnershipId and ${where} and ${MAY_BE_SQL} order by r.id`,
      { partnershipId, id },
    )
    return found.map(one => one.id)
  }
  if (!('roundId' in of)) return find(db)
  return keptCount(
    db,
    { partnershipId, movesWith: 'returns' },
    { what: 'links out of step', asked: { roundId: of.roundId, today }, work: find },
  )
}
