import { expect, test } from '@jest/globals'
import { EVERYTHING, roundData } from '../../../src/features/datasets/index.ts'
import { readyComments } from '../../../src/features/coding/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'
import { follow } from '../../support/forms.ts'
import { code, MESSAGE, office, PROUD, type Office } from '../coding/world.ts'

/** The rows of the two data sets of comments, each by the keys of its columns, and the checks that name them. */
async function readComments({ db }: TestWorld, { actor, round }: Pick<Office, 'actor' | 'round'>, change: Partial<typeof EVERYTHING> = {}) {
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  await readyComments(db, of)
  const choice = { ...EVERYTHING, ...change, sheets: ['themes', 'coded_comments'] }
  const data = await roundData(db, { partnershipId: of.partnershipId, round: (await findRound(db, of.partnershipId, round.id))!, choice })
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const { batches } of data.readings)
    for await (const batch of batches)
      for (const { set, rows } of batch)
        (found[set.name] ??= []).push(...rows.map(row => Object.fromEntries(set.columns.map(({ key }, at) => [key, row[at]]))))
  const checks = data.reconcile(Object.fromEntries(Object.entries(found).map(([name, all]) => [name, all.length])))
  return { themes: found['themes'] ?? [], coded: found['coded_comments'] ?? [], checks }
}

test(
  'an analyst finds each theme with the returns that wrote of it, and each comment in each of its themes',
  inRollback(async world => {
    const made = await office(world, ['on_time', 'on_time', 'on_time', 'outstanding'])
    await made.writes(0, { [MESSAGE]: 'Training, please.', [PROUD]: 'Training of governors.' })
    await made.writes(1, { [MESSAGE]: 'Training takes time.' })
    await follow(made.browser, await code(world, made, 'raining', 'Training'))
    await follow(made.browser, await code(world, made, 'takes time', 'Time'))
    const { themes, coded, checks } = await readComments(world, made)
    expect(themes).toMatchObject([
      { theme: 'Training', returns: 2, with_comment: 2, completed: 3, share: 1, comments: 3 },
      { theme: 'Time', returns: 1, with_comment: 2, completed: 3, share: 0.5, comments: 1 },
    ])
    expect(coded.map(({ theme, comment, source }) => [theme, comment, source])).toEqual([
      ['Training', 'Training, please.', 'answer'],
      ['Training', 'Training of governors.', 'answer'],
      ['Training', 'Training takes time.', 'answer'],
      ['Time', 'Training takes time.', 'answer'],
    ])
    expect(checks.map(({ what, counted }) => [what, counted])).toEqual([
      ['Themes in comments', 2],
      ['Comments in themes', 4],
    ])
    // What changed since it was coded is in no sheet.
    await made.writes(1, { [MESSAGE]: 'All is well.' })
    const after = await readComments(world, made)
    expect(after.coded).toHaveLength(2)
    expect(after.themes.map(({ returns }) => returns)).toEqual([1, 0])
  }),
)
