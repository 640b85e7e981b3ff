import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { returnsToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { LINKS_GO_TO, type LinksGoTo } from '../establishments/index.ts'
import { keptCount } from '../keptCounts/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound, setLinksGoTo, type Round } from '../rounds/index.ts'
import { issuedOutstanding } from './issueStore.ts'
import { refuse } from './refusals.ts'
import type { RoleCounts } from './whoGetsThem.ts'

/** What a choice comes to for returns that are issued and outstanding: whom letters with their links go to, and how many of them hold none yet. */
export type ChoiceOfIssued = { roles: RoleCounts; without: number }

const BATCH = 1000

type Choices = { returns: number; choices: Record<LinksGoTo, ChoiceOfIssued> }

/** Whom the links of a round's outstanding returns go to by each choice, judged return by return as the letters will be. */
export const choicesOfIssued = (db: Db, round: Pick<Round, 'id' | 'partnershipId'>, today: string): Promise<Choices> =>
  keptCount(
    db,
    { partnershipId: round.partnershipId, movesWith: 'returns' },
    { what: 'who gets the links', asked: { roundId: round.id, today }, work: trx => judgeChoices(trx, round, today) },
  )

async function judgeChoices(db: Db, round: Pick<Round, 'id' | 'partnershipId'>, today: string): Promise<Choices> {
  const ids = await issuedOutstanding(db, round)
  const given: Record<LinksGoTo, Map<RoleCounts[number]['role'], number>> = { dsl: new Map(), head: new Map(), both: new Map() }
  const without: Record<LinksGoTo, number> = { dsl: 0, head: 0, both: 0 }
  for (let at = 0; at < ids.length; at += BATCH)
    for (const about of await returnsToWriteAbout(db, round.partnershipId, ids.slice(at, at + BATCH)))
      for (const linksGoTo of LINKS_GO_TO)
        for (const { role, invitationId } of whoIsWrittenTo({ ...about, linksGoTo }, 'answering', today).to) {
          given[linksGoTo].set(role, (given[linksGoTo].get(role) ?? 0) + 1)
          if (invitationId === null) without[linksGoTo] += 1
        }
  const choice = (goTo: LinksGoTo): ChoiceOfIssued => ({
    roles: [...given[goTo]].map(([role, count]) => ({ role, count })),
    without: without[goTo],
  })
  return { returns: ids.length, choices: { dsl: choice('dsl'), head: choice('head'), both: choice('both') } }
}

/**
 * Chooses anew who gets the links of a round. Nothing is sent, and no link ends: the choice is followed when links are next sent.
 *
 * @param change.seen the choice that stood on the page: where a colleague chose otherwise since, nothing is changed
 * @throws Refusal when the round is not open
 */
export function changeLinksGoTo(
  db: Db,
  actor: PartnershipActor,
  { roundId, goTo, seen }: { roundId: Id<'round'>; goTo: LinksGoTo; seen: LinksGoTo | null },
): Promise<'changed' | 'same' | 'overtaken'> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status !== 'open') throw refuse.notOpen(roundId)
    if (round.linksGoTo === goTo) return 'same'
    if (round.linksGoTo !== seen) return 'overtaken'
    await setLinksGoTo(trx, round, goTo)
    await recordEvent(trx, actor, { verb: 'round.links_go_to_changed', roundId, details: { goTo, was: round.linksGoTo } })
    return 'changed'
  })
}
