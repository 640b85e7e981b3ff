import { rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { addTheme, addToTheme, approveQuotation, editQuotation, pickQuotation, readyComments } from '../../src/features/coding/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'

const CODED = londonInstant('2022-03-22', '14:15')

type InventedTheme = { name: string; meaning: string; words: string }

const THEMES: readonly InventedTheme[] = [
  {
    name: 'Training that is hard to get',
    meaning: 'Courses that are full, cancelled, or at the wrong time. Not: who still has to do one.',
    words: 'booked twice and cancelled',
  },
  {
    name: 'Mental health takes our time',
    meaning: 'Anxiety, low mood and attendance that goes with them, and help to wait for.',
    words: 'Attendance and emotional wellbeing',
  },
  { name: 'Files that move too slowly', meaning: 'Records of children who change school.', words: 'Transfer of files' },
  {
    name: 'Nobody tells us what became of a referral',
    meaning: 'Feedback of children’s services to whoever referred.',
    words: 'feedback on the referrals',
  },
  { name: 'Governors look for themselves', meaning: 'Link governors who check or meet children.', words: 'link governor' },
]

const QUOTATIONS = [
  {
    from: 'Transfer of files when children move school is still slow: we follow up after five days and keep a log.',
    edited: 'Transfer of files when children move school is still slow: we follow up after a few days and keep a log.',
  },
  {
    from: 'We would welcome shared training on mental health and on working with reluctant families.',
    edited: 'We would welcome shared training on mental health, and on working with families who do not want help.',
  },
]

/** Some of what the schools of the reference round wrote, put into five themes, and two quotations that were edited and approved. */
export async function inventCoding(trx: Db, { administrator, coordinator }: Cast, roundId: Id<'round'>): Promise<void> {
  const { partnershipId } = coordinator
  await readyComments(trx, { partnershipId, roundId })
  const holding = (words: string) =>
    rows<{ id: Id<'comment'>; version: number }>(
      trx,
      `select id, version from comments where partnership_id = ? and round_id = ? and standing and body like ? order by id`,
      [partnershipId, roundId, `%${words}%`],
    )
  await dated(trx, CODED, async () => {
    for (const { name, meaning, words } of THEMES) {
      const { themeId } = await addTheme(trx, coordinator, { roundId, name, meaning })
      await addToTheme(trx, coordinator, { roundId, seen: await holding(words), theme: { id: themeId } })
    }
    for (const { from, edited } of QUOTATIONS) {
      const [comment] = await holding(from)
      if (!comment) throw new Error(`nobody wrote “${from}”`)
      const { quotationId } = await pickQuotation(trx, coordinator, { roundId, commentId: comment.id, original: from })
      if (quotationId === undefined) throw new Error('the quotation was not picked')
      const [theme] = await rows<{ themeId: Id<'commentTheme'> }>(trx, `select theme_id as "themeId" from quotations where id = ?`, [
        quotationId,
      ])
      await editQuotation(trx, coordinator, {
        roundId,
        quotationId,
        version: 1,
        body: edited,
        themeId: theme?.themeId,
        notNames: [],
        at: CODED,
      })
      await approveQuotation(trx, administrator, { roundId, quotationId, version: 2 })
    }
  })
  await trx.raw(`update comment_codes k set coded_at = ? from comments c where c.id = k.comment_id and c.round_id = ?`, [CODED, roundId])
  await trx.raw(`update comment_themes set created_at = :at, changed_at = :at where round_id = :roundId`, { at: CODED, roundId })
  await trx.raw(`update coding_batches set at = :at where round_id = :roundId`, { at: CODED, roundId })
  await trx.raw(`update quotations set picked_at = :at, edited_at = :at, approved_at = :at where round_id = :roundId`, {
    at: CODED,
    roundId,
  })
}
