import { expect, test } from '@jest/globals'
import type { Id } from '../../../src/platform/id.ts'
import { actionsOf } from '../../../src/features/actions/index.ts'
import { comparePlans } from '../../../src/features/plans/compare.ts'
import { allParts, documentOf, type PlanDocument } from '../../../src/features/plans/document.ts'
import type { StaffActor } from '../../../src/features/history/index.ts'
import { planRows } from '../../../src/features/plans/readingActions.ts'
import { plansOf } from '../../../src/features/plans/store.ts'
import type { Cast } from '../../../seeds/demo/people.ts'
import { inventPlans } from '../../../seeds/demo/plans.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { leadsTo, submitForm } from '../../support/forms.ts'
import { download, send } from '../../support/books.ts'

const withoutIds = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'id' ? undefined : one)))

/** What PLANS counts: parts at the top, parts under them, actions of its own and of the linked plan, measures. */
const countsOf = ({ parts }: PlanDocument) => {
  const all = allParts(parts)
  const actions = all.flatMap(part => part.actions)
  return {
    parts: parts.map(part => allParts([part]).length - 1),
    own: parts.map(part => allParts([part]).flatMap(one => one.actions.filter(({ linked }) => !linked)).length),
    linked: parts.map(part => part.actions.filter(({ linked }) => linked).length),
    measures: all.flatMap(({ measures }) => measures).length,
    ids: new Set(actions.map(({ id }) => id)),
  }
}

async function demonstration(world: TestWorld) {
  const actor = await world.make.staffActor()
  await inventPlans(world.db, { administrator: actor } as Cast)
  const plans = (await plansOf(world.db, actor.partnershipId)).toReversed()
  return { actor, browser: await world.staff(actor.accountId), plans }
}

const documentNow = async (world: TestWorld, { partnershipId }: Pick<StaffActor, 'partnershipId'>, id: Id<'plan'>) =>
  documentOf(await planRows(world.db, partnershipId, id))

test(
  'the three plans of the demonstration go out and come back without a difference: into themselves, and to another partnership with their links',
  inRollback(async world => {
    const { actor, browser, plans } = await demonstration(world)
    const other = await world.make.staffActor()
    const there = await world.staff(other.accountId)
    const sums: ReturnType<typeof countsOf>[] = []
    for (const { id } of plans) {
      const before = await documentNow(world, actor, id)
      sums.push(countsOf(before))
      const file = await download(browser, `/plans/${id}`)
      const same = await send(browser, `/plans/${id}/import`, file)
      expect(pageText(same)).toContain('Nothing would be added or changed.')
      expect([same.text.includes('Save these changes'), same.text.includes('Not imported'), same.text.includes('earlier state')]).toEqual([
        false,
        false,
        false,
      ])
      expect(comparePlans(before, await documentNow(world, actor, id))).toEqual([])
      const preview = await send(there, '/plans/import', file)
      expect(pageText(preview)).not.toContain('Not imported')
      const made = Number(
        leadsTo(await submitForm(there, preview))
          .split('/')
          .at(-1),
      ) as Id<'plan'>
      expect(withoutIds(await documentNow(world, other, made))).toEqual(withoutIds(before))
    }
    expect(sums.map(({ parts, own, linked }) => ({ parts, own, linked }))).toEqual([
      { parts: [3, 4, 1, 5, 1], own: [5, 11, 6, 10, 6], linked: [0, 0, 0, 0, 0] },
      { parts: [0], own: [21], linked: [0] },
      { parts: [0, 0, 0, 0], own: [5, 4, 4, 4], linked: [5, 4, 7, 5] },
    ])
    const all = await actionsOf(world.db, actor.partnershipId)
    // An action of the strategy stands in the joint plan too, here and there, and is one.
    expect([all.length, (await actionsOf(world.db, other.partnershipId)).length]).toEqual([38 + 21 + 17, 38 + 21 + 17])
  }),
  120_000,
)
