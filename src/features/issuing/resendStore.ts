import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { returnsToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { withKept } from '../keptCounts/index.ts'
import { askedOfList, selectedReturns } from '../liveList/index.ts'
import type { Round } from '../rounds/index.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { RESEND_GROUPS, resendGroup, wasSent, type ResendGroup, type ResendSums } from './resendGroup.ts'
import { latestOf, sentLately, type SentLately } from './sentLatelyStore.ts'
import type { RoleCounts } from './whoGetsThem.ts'

/** How a selection stands to having its links mailed again, to which roles the messages go, and what was sent last. */
export type Resendable = ResendSums & { roles: RoleCounts; latest: SentLately | null }

/** Groups whose link is mailed. */
const MAILED: readonly ResendGroup[] = ['again', 'fresh', 'first']

/** Counts a selection before anything is sent: how each return stands to it, to which roles the messages go, and what was sent last. */
export async function resendSums(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  today: string,
): Promise<Resendable> {
  const lately = await sentLately(db, partnershipId, returnIds, { minutes: RESEND_MINUTES })
  const found = (await returnsToWriteAbout(db, partnershipId, returnIds)).map(one => ({ one, group: resendGroup(one, today, lately) }))
  const count = (wanted: ResendGroup) => found.filter(({ group }) => group === wanted).length
  const sums = Object.fromEntries(RESEND_GROUPS.map(group => [group, count(group)])) as ResendSums
  const people = found
    .filter(({ group }) => MAILED.includes(group))
    .flatMap(({ one }) => whoIsWrittenTo(one, 'answering', today).to.filter(to => !wasSent(to, lately)))
  const roles = [...Map.groupBy(people, ({ role }) => role)].map(([role, those]) => ({ role, count: those.length }))
  return { ...sums, roles: roles.toSorted((a, b) => b.count - a.count), latest: latestOf(lately.values()) }
}

/** The same of what a form on the live list means: as it was counted when nothing had moved since and nothing had been sent lately, or counted now. */
export async function resendSumsOfList(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  query: unknown,
  today: string,
): Promise<Resendable> {
  const { id: roundId, partnershipId } = round
  const counted = async (trx: Db) => resendSums(trx, partnershipId, await selectedReturns(trx, partnershipId, roundId, query), today)
  return withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const asked = await askedOfList(trx, partnershipId, roundId, query)
    if (asked === null) return counted(trx)
    let latest: SentLately | null = null
    const sums = await kept({
      what: 'links to send again',
      asked: { ...asked, day: today },
      work: async () => {
        const { latest: last, ...all } = await counted(trx)
        latest = last
        return all
      },
      // What was sent lately was not sent lately any more in a moment.
      holds: () => latest === null,
    })
    return { ...sums, latest }
  })
}
