import { expect } from '@jest/globals'
import { giveReview } from '../../../src/features/reviewing/index.ts'
import type { StaffActor } from '../../../src/features/history/index.ts'
import type { Browser, TestWorld } from '../../support/app.ts'
import { formOf } from '../../support/forms.ts'
import { answer, sampled, type Completed } from '../sampling/world.ts'

export const CURRENT = 'policies_child_protection_current'
export const BEHAVIOUR = 'policies_staff_code'

/**
 * A sample with a coordinator and two reviewers, Ada and Ben: the first establishment is given to both, to Ada as the first and to Ben as the
 * second. It answered one question.
 */
export async function readTwice(world: TestWorld, standing: readonly Completed[] = ['on_time']) {
  const sample = await sampled(world, standing)
  const { actor, partnershipId, path, returns } = sample
  await answer(world, returns[0]!, { [CURRENT]: 'yes' })
  const reviewer = async (name: string) => {
    const { id, email } = await world.make.account({ partnership_id: partnershipId, role: 'reviewer', name })
    return { kind: 'staff', partnershipId, accountId: id, name, role: 'reviewer', email } satisfies StaffActor
  }
  const [ada, ben] = [await reviewer('Ada One'), await reviewer('Ben Two')]
  for (const [reading, { accountId }] of [['first', ada] as const, ['second', ben] as const])
    expect(await giveReview(world.db, actor, { ...path(0), given: { reading, accountId, reviewId: null, reason: '' } })).toMatchObject({
      written: true,
    })
  const base = `/rounds/${sample.round.id}/samples/${sample.sampleId}`
  const member = `${base}/members/${path(0).memberId}`
  return {
    ...sample,
    ada,
    ben,
    base,
    member,
    area: `${member}/areas/policies`,
    adas: await world.staff(ada.accountId),
    bens: await world.staff(ben.accountId),
    coordinators: await world.staff(actor.accountId),
  }
}

/** Opens a page and sends the form on it, with what is typed. */
export async function send(browser: Browser, page: string, typed: Record<string, string | string[]> = {}, to = page) {
  const form = formOf(await browser.get(page), to)
  return browser.post(form.action, { ...form.fields, ...typed })
}

/** Says that one's review is finished, whatever has no verdict. */
export async function finish(browser: Browser, member: string): Promise<void> {
  expect((await send(browser, `${member}/finish`)).status).toBe(303)
}

/** Records one verdict, with a note. */
export const verdict = (browser: Browser, area: string, key: string, chosen: string, note = '', direction = 'over') =>
  send(browser, area, { [`verdict.${key}`]: chosen, [`direction.${key}`]: direction, [`note.${key}`]: note })
