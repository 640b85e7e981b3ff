import type { Deps } from '../../src/platform/deps.ts'
import { inTransaction, row, stored, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonDate, londonInstant, plusDays } from '../../src/platform/london.ts'
import {
  LIBRARY,
  freezeVersions,
  publishVersion,
  type QuestionnaireDocument,
  type SetCode,
} from '../../src/features/questionnaires/index.ts'
import { firstEditionIn2021 } from '../library/index.ts'
import { inventCoding } from './coding.ts'
import { inventEstablishments } from './establishments.ts'
import { inventPartnership, inventRegister, PARTNERSHIP_CODE, type Cast } from './people.ts'
import { inventPlans } from './plans.ts'
import { diceOf } from './random.ts'
import { inventEvidence, inventExtensions } from './reference.ts'
import { inventFeedback } from './feedback.ts'
import { inventFindingActions } from './findingActions.ts'
import { inventFindings } from './findings.ts'
import { inventReview, inventReviewGoingOn } from './review.ts'
import { inventReport } from './report.ts'
import { inventRound, type Versions } from './round.ts'
import { inventStandards } from './standards.ts'
import { inventSaidDid } from './saidDid.ts'
import { currentFates, REFERENCE, referenceFates } from './story.ts'

export { PARTNERSHIP_CODE }
export const REFERENCE_ROUND = 'demo-2022'
export const CURRENT_ROUND = 'demo-current'

/** Any number: the same one gives the same schools, answers and dates. */
const SEED = 2022

/** The planner knows nothing of rows that came in this transaction: without it the comments of the round took 5.5 seconds to find. */
const MANY_ROWS_ARE_NEW = 'analyze returns, responses, return_answers'

/**
 * The demonstration: the partnership of Northmoor, which does not exist, with the reference round of 2021/22 (DOMAIN:
 * 118 issued, 101 on time, 2 in extension, 1 offline, 1 closed, 13 outstanding and sampled) and a round that is going on.
 *
 * Does nothing when the demonstration is there already. @returns whether it was made
 */
export async function seedDemonstration(deps: Deps): Promise<boolean> {
  return inTransaction(deps.db, async trx => {
    await trx.raw('select pg_advisory_xact_lock(20212022)')
    if (await row(trx, 'select 1 from partnerships where code = ?', [PARTNERSHIP_CODE])) return false
    const dice = diceOf(SEED)
    const cast = await inventPartnership(trx)
    const versions = await publishSets(trx, cast, firstEditionIn2021())
    const invented = inventEstablishments(dice)
    const ids = await inventRegister(trx, cast.partnership.id, invented)
    const fates = referenceFates(dice)
    const places = invented.map((establishment, at) => ({ establishment, establishmentId: stored(ids[at], 'an establishment') }))
    const entries = places.map((place, at) => {
      const fate = fates[at]
      if (!fate) throw new Error('fewer fates than establishments')
      return { ...place, fate: fate.kind === 'offline' ? { ...fate, submitted: REFERENCE.offlineReceived } : fate }
    })
    const reference = await inventRound(
      trx,
      deps.secret,
      cast,
      {
        code: REFERENCE_ROUND,
        name: 'Safeguarding audit 2021 to 2022',
        opens: REFERENCE.opens,
        issued: REFERENCE.issued,
        due: REFERENCE.due,
        extendedTo: REFERENCE.extendedTo,
        introduction:
          'This year we ask for evidence in three areas: safeguarding policies, safeguarding training and reporting to governors.',
      },
      versions,
      entries,
      dice,
    )
    await inventExtensions(trx, cast, reference.roundId, reference.returns)
    await inventEvidence(
      trx,
      deps.files,
      cast,
      reference.returns.filter(({ fate }) => fate.withEvidence),
      ({ fate }) => (fate.kind === 'incomplete' || fate.kind === 'missing' ? REFERENCE.documentsReceived : null),
    )
    await trx.raw(MANY_ROWS_ARE_NEW)
    await inventReview(trx, cast, reference.roundId, diceOf(SEED + 2))
    await inventCoding(trx, cast, reference.roundId)
    await inventFindings(trx, cast, reference.roundId)
    await inventSaidDid(trx, cast, reference.roundId)
    await inventPlans(trx, cast)
    await inventFindingActions(trx, cast, reference.roundId)
    await inventFeedback(trx, deps, cast, reference.roundId)
    await inventReport(trx, deps, cast, reference.roundId)
    await markClosed(
      trx,
      stored(
        reference.returns.find(({ fate }) => fate.kind === 'closed'),
        'the return of a closed establishment',
      ).establishmentId,
    )
    const stillOpen = entries.filter(({ fate }) => fate.kind !== 'closed')
    await inventCurrentRound(trx, deps, cast, await publishSets(trx, cast, LIBRARY), stillOpen)
    await inventStandards(trx, cast, deps.now())
    return true
  })
}

/** The next version of each set, frozen as the rounds that use them are open. */
async function publishSets(trx: Db, cast: Cast, documents: readonly QuestionnaireDocument[]): Promise<Versions> {
  const versions = new Map<SetCode, { id: Id<'version'>; document: QuestionnaireDocument }>()
  for (const document of documents)
    versions.set(document.set, { id: (await publishVersion(trx, cast.administrator, document)).id, document })
  await freezeVersions(
    trx,
    cast.partnership.id,
    [...versions.values()].map(({ id }) => id),
  )
  return versions
}

async function markClosed(trx: Db, establishmentId: Id<'establishment'>): Promise<void> {
  await trx.raw(`update establishments set status_code = 2, status_name = 'Closed', closed_on = ? where id = ?`, [
    REFERENCE.closedOn,
    establishmentId,
  ])
}

/** A round half-way through, whatever the day: issued three weeks ago and due on a Friday in about three weeks. */
async function inventCurrentRound(
  trx: Db,
  deps: Deps,
  cast: Cast,
  versions: Versions,
  places: readonly { establishment: Parameters<typeof inventRound>[5][number]['establishment']; establishmentId: Id<'establishment'> }[],
): Promise<void> {
  const dice = diceOf(SEED + 1)
  const now = deps.now()
  const today = londonDate(now)
  const issued = londonInstant(plusDays(today, -21), '09:30')
  const fates = dice.shuffled(currentFates(places.length, issued, now, dice))
  const current = await inventRound(
    trx,
    deps.secret,
    cast,
    {
      code: CURRENT_ROUND,
      name: `Safeguarding audit ${today.slice(0, 4)} to ${String(Number(today.slice(0, 4)) + 1)}`,
      opens: londonInstant(plusDays(today, -21), '09:00'),
      issued,
      due: londonInstant(fridayFrom(plusDays(today, 18)), '17:00'),
      introduction: 'Ask colleagues to help with the parts they know. You can stop at any time and come back.',
    },
    versions,
    places.map((place, at) => ({ ...place, fate: fates[at] ?? { kind: 'issued', withEvidence: false, extended: false, share: 0 } })),
    dice,
  )
  await inventReviewGoingOn(trx, deps, cast, current, diceOf(SEED + 3))
}

/** The first Friday from a day on: nobody is asked for anything on a Saturday. */
function fridayFrom(date: string): string {
  const weekday = londonInstant(date, '12:00').getUTCDay()
  return plusDays(date, (5 - weekday + 7) % 7)
}
