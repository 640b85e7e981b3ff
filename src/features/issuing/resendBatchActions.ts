import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { londonDate } from '../../platform/london.ts'
import { sayNumber } from '../../platform/say.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { issueLinksToMail, returnsToWriteAbout } from '../correspondence/index.ts'
import { recordEvents } from '../history/index.ts'
import { lockInvitees } from '../links/index.ts'
import { sayWritten } from '../messages/index.ts'
import { sayGotNoSecond } from './latelyWords.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { mailLinks } from './mailActions.ts'
import { INVITATION_TEXT } from './invitationLetter.ts'
import type { ResendOrder } from './orders.ts'
import { resendGroup, wasSent, type ResendGroup } from './resendGroup.ts'
import { latestOf, sentLately, type SentLately } from './sentLatelyStore.ts'

const BATCH = 1000

/** How many were meant, how many of those could be mailed, what was sent a few minutes before, and how many are not asked any more. */
type Sums = { meant: number; told: number; before: number; submitted: number; excused: number; latest: SentLately | null }

/**
 * Mails the links of these returns again, a batch to a transaction; those that were submitted, or sent their link a few minutes ago by a colleague, are left alone. The key of each message
 * holds the order, so that a worker who begins again sends nobody a second one.
 */
export async function resendBatches(deps: Deps, order: ResendOrder): Promise<void> {
  let sums: Sums = { meant: 0, told: 0, before: 0, submitted: 0, excused: 0, latest: null }
  for (let at = 0; at < order.returnIds.length; at += BATCH) {
    const more = await inTransaction(deps.db, trx => resendBatch({ ...deps, db: trx }, order, order.returnIds.slice(at, at + BATCH)))
    sums = {
      meant: sums.meant + more.meant,
      told: sums.told + more.told,
      before: sums.before + more.before,
      submitted: sums.submitted + more.submitted,
      excused: sums.excused + more.excused,
      latest: latestOf([sums.latest, more.latest].filter(sent => sent !== null)),
    }
  }
  await finishRun(deps.db, order.runId, endWords(deps.mail, sums))
}

/** Those that get nothing, whatever their register says. */
const LEFT_OUT: readonly ResendGroup[] = ['lately', 'sent', 'excused']

async function resendBatch(
  context: Omit<Deps, 'db'> & { db: Db },
  { actor, runId, text }: ResendOrder,
  those: readonly Id<'return'>[],
): Promise<Sums> {
  const { db: trx } = context
  const today = londonDate(context.now())
  await lockInvitees(trx, actor.partnershipId, those)
  const lately = await sentLately(trx, actor.partnershipId, those, { minutes: RESEND_MINUTES, but: runId })
  const groups = (await returnsToWriteAbout(trx, actor.partnershipId, those)).map(one => ({ one, group: resendGroup(one, today, lately) }))
  const count = (wanted: ResendGroup) => groups.filter(({ group }) => group === wanted).length
  const open = groups.filter(({ group }) => !LEFT_OUT.includes(group)).map(({ one }) => one.returnId)
  const { returns, issued } = await issueLinksToMail(context, actor, open)
  const mail = {
    audience: 'answering' as const,
    keyOf: (invitationId: Id<'invitation'>) => `resend:${invitationId}:run:${runId}`,
    but: (to: Parameters<typeof wasSent>[0]) => wasSent(to, lately),
  }
  const [first, again] = [returns.filter(one => issued.has(one.returnId)), returns.filter(one => !issued.has(one.returnId))]
  const invited = await mailLinks(context, actor, { ...mail, returns: first, kind: 'invitation', text: () => INVITATION_TEXT })
  const mailed = await mailLinks(context, actor, { ...mail, returns: again, kind: 'resend', text: () => text })
  const queued = invited.queued + mailed.queued
  const events = mailed.reached.map(({ returnId, name }) => ({ verb: 'invitation.resent' as const, returnId, details: { name } }))
  if (queued > 0) await recordEvents(trx, actor, events)
  await advanceRun(trx, runId, queued)
  return {
    meant: open.length,
    told: new Set([...invited.reached, ...mailed.reached].map(({ returnId }) => returnId)).size,
    before: count('lately'),
    submitted: count('sent'),
    excused: count('excused'),
    latest: latestOf(lately.values()),
  }
}

function endWords(mail: Deps['mail'], { meant, told, before, submitted, excused, latest }: Sums): string {
  const all = sayWritten(mail, told === meant ? 'A message for each' : `A message for each of ${told}`)
  const without = told === meant ? '' : `${meant - told} could not be mailed.`
  const leftOut = [submitted > 0 ? `${sayNumber(submitted)} submitted` : '', excused > 0 ? `${sayNumber(excused)} excused` : ''].filter(
    words => words !== '',
  )
  const left = leftOut.length === 0 ? '' : `Left out: ${leftOut.join(' and ')}.`
  return [`${meant === 0 ? 'No message was written' : all}.`, without, sayGotNoSecond(before, latest), left]
    .filter(words => words !== '')
    .join(' ')
}
