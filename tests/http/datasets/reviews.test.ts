import { expect, test } from '@jest/globals'
import { EVERYTHING, roundData, type Choice } from '../../../src/features/datasets/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { changed } from '../../../src/platform/db.ts'
import type { CellValue } from '../../../src/platform/tabular/column.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'
import { found, given, sampleOf } from '../reviewing/readings.ts'

const SETS = ['double_reviews', 'agreement', 'self_ratings']

/** What is worked out of the verdicts of a round, row by row, once all of it was reconciled. */
async function readReviews(
  { db }: TestWorld,
  { partnershipId, round }: Awaited<ReturnType<typeof sampleOf>>,
  choice: Partial<Choice> = {},
) {
  const chosen = { ...EVERYTHING, sheets: SETS, ...choice }
  const data = await roundData(db, { partnershipId, round: (await findRound(db, partnershipId, round.id))!, choice: chosen })
  const sheets: Record<string, Record<string, CellValue>[]> = {}
  for (const { sets, batches } of data.readings) {
    for (const { name } of sets) sheets[name] = []
    for await (const batch of batches)
      for (const { set, rows } of batch)
        sheets[set.name]!.push(...rows.map(row => Object.fromEntries(set.columns.map(({ key }, at) => [key, row[at] ?? null]))))
  }
  const counted = Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, rows.length]))
  return { sheets, checks: data.reconcile(counted).map(({ what, written }) => [what, written]) }
}

test(
  'an analyst gets what two reviewers found side by side, how far they agree, and how far self-ratings hold; all of it adds up',
  inRollback(async world => {
    const made = await sampleOf(world, 24)
    const { partnershipId, members } = made
    for (const [at, member] of members.entries()) {
      await found(
        world,
        partnershipId,
        member,
        'policies_behaviour',
        at < 14 ? 'agrees' : 'partly',
        at < 14 ? {} : { direction: 'over', note: 'Dated 2019' },
      )
      if (at > 21) continue
      await given(world, partnershipId, member, 'first')
      await given(world, partnershipId, member, 'second', { finished: at !== 21 })
      const differs = at === 20
      await found(world, partnershipId, member, 'policies_behaviour', at < 14 || differs ? 'agrees' : 'partly', {
        reading: 'second',
        by: 'Second Reviewer',
        ...(at < 14 || differs ? {} : { direction: 'over' as const }),
      })
      // Of this question they are few.
      if (at < 3)
        for (const reading of ['first', 'second'] as const)
          await found(world, partnershipId, member, 'governors_report_says_enough', 'cannot_tell', { reading })
    }
    await found(world, partnershipId, members[20]!, 'policies_behaviour', 'partly', {
      reading: 'moderated',
      direction: 'under',
      note: 'Both read it again',
      by: 'Mo Moderator',
    })
    const { sheets, checks } = await readReviews(world, made)
    expect(sheets.double_reviews).toHaveLength(24)
    expect(sheets.double_reviews!.find(({ agree }) => agree === false)).toMatchObject({
      question: 'policies_behaviour',
      first_verdict: 'partly',
      first_direction: 'over',
      first_note: 'Dated 2019',
      second_verdict: 'agrees',
      second_direction: null,
      second_reviewer: 'Second Reviewer',
      moderated_verdict: 'partly',
      moderated_direction: 'under',
      moderated_reason: 'Both read it again',
      moderated_by: 'Mo Moderator',
    })
    const [all, one, few] = sheets.agreement!
    expect(all).toMatchObject({ about: 'sample', question: null, pairs: 24, agreed: 23 })
    // 21 of the pairs are the table 14 0 / 1 6: (20/21 − 252/441) / (1 − 252/441).
    expect(one).toMatchObject({ about: 'question', question: 'policies_behaviour', pairs: 21, agreed: 20, share: 0.9524, kappa: 0.8889 })
    expect(few).toMatchObject({ question: 'governors_report_says_enough', pairs: 3, agreed: 3, share: null, kappa: null, kappa_low: null })
    // 24 less the one that is still blind; the moderated one is under-rated.
    expect(sheets.self_ratings).toMatchObject([
      {
        question: 'policies_behaviour',
        section: 'policies',
        judged: 23,
        agrees: 14,
        over: 8,
        under: 1,
        agrees_share: 0.6087,
        under_share: 0.0435,
      },
      { question: 'governors_report_says_enough', judged: 0, agrees: 0, cannot_tell: 3, agrees_share: null, over_low: null },
    ])
    expect(checks).toEqual([
      ['Questions that two reviewed', 24],
      ['Pairs of verdicts', 24],
      ['Self-ratings that were reviewed', 26],
    ])
  }),
)

test(
  'nothing of a review that is still blind is in them, and a part of the round has its own part only',
  inRollback(async world => {
    const made = await sampleOf(world, 2)
    const { partnershipId, members } = made
    for (const member of members) {
      await given(world, partnershipId, member, 'first')
      await given(world, partnershipId, member, 'second', { finished: member === members[0] })
      for (const reading of ['first', 'second'] as const)
        for (const question of ['policies_behaviour', 'governors_report_says_enough'])
          await found(world, partnershipId, member, question, 'agrees', { reading })
    }
    const whole = await readReviews(world, made)
    expect(whole.sheets.double_reviews!.map(({ return_id }) => return_id)).toEqual([members[0]!.returnId, members[0]!.returnId])
    expect(whole.sheets.self_ratings!.map(({ judged }) => judged)).toEqual([1, 1])
    const part = await readReviews(world, made, { sections: ['policies'] })
    expect(part.sheets.double_reviews).toMatchObject([{ question: 'policies_behaviour' }])
    expect(part.sheets.agreement!.map(({ pairs }) => pairs)).toEqual([1, 1])
    expect(part.sheets.self_ratings).toHaveLength(1)
    const veiled = await readReviews(world, made, { people: 'pseudonymised' })
    expect(JSON.stringify(veiled.sheets)).not.toMatch(/Jo Reviewer|Beechwood/)
    await changed(world.db, `update dip_sample_members set replaced_at = now(), replaced_reason = 'Closed' where partnership_id = ?`, [
      partnershipId,
    ])
    expect((await readReviews(world, made)).sheets).toEqual({ double_reviews: [], agreement: [], self_ratings: [] })
  }),
)
