import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { returnsToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { RESEND_GROUPS, resendGroup, wasSent, type ResendGroup, type ResendSums } from './resendGroup.ts'
import { latestOf, sentLately, type SentLately } from './sentLatelyStore.ts'
import type { RoleCounts } from './whoGetsThem.ts'

/** Groups whose link is mailed. */
const MAILED: readonly ResendGroup[] = ['again', 'fresh', 'first']

/** Counts a selection before anything is sent: how each return stands to it, to which roles the messages go, and what was sent last. */
export async function resendSums(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  today: string,
): Promise<ResendSums & { roles: RoleCounts; latest: SentLately | null }> {
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
