import { expect } from '@jest/globals'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { readyAnswers } from '../../../src/features/counting/index.ts'
import type { ReturnFacts } from '../../../src/features/sampling/population.ts'
import { factsOfReturns } from '../../../src/features/sampling/populationStore.ts'
import { row, type Db } from '../../../src/platform/db.ts'
import { asId, type Id } from '../../../src/platform/id.ts'
import type { TestWorld } from '../../support/app.ts'

export type Completed = 'on_time' | 'late' | 'outstanding' | 'closed' | 'not_issued'

/** A round with returns in it, each at a new establishment with a DSL to write to. */
export async function roundWith(
  world: TestWorld,
  partnershipId: Id<'partnership'>,
  standing: readonly Completed[],
  values: Record<string, unknown> = {},
) {
  const { make } = world
  const round = await make.round({ partnership_id: partnershipId, due_at: new Date(Date.now() - 86_400_000), ...values })
  const returns = []
  for (const [at, how] of standing.entries())
    returns.push(await returnIn(world, round, how, { phase_name: at % 3 === 2 ? 'Secondary' : 'Primary' }))
  return { round, returns }
}

let serial = 0

export async function returnIn(
  { make }: TestWorld,
  round: { id: Id<'round'>; partnership_id: Id<'partnership'> },
  how: Completed,
  establishment: Record<string, unknown> = {},
) {
  const { partnership_id } = round
  serial += 1
  // Names in the order in which the schools are made: lists are in the order of the names.
  const school = await make.establishment({ partnership_id, name: `Beechwood School ${String(serial).padStart(4, '0')}`, ...establishment })
  const contact = await make.contact({ partnership_id, establishment_id: school.id })
  const made = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: school.id, ...columnsOf(how) })
  return { ...made, name: school.name, identifier: school.identifier, email: contact.email }
}

export function columnsOf(how: Completed): Record<string, unknown> {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  switch (how) {
    case 'on_time':
      return { status: 'submitted', started_at: ago(5), submitted_at: ago(3), submitted_via: 'online' }
    case 'late':
      return { status: 'submitted', started_at: ago(5), submitted_at: ago(0.5), submitted_via: 'online' }
    case 'outstanding':
      return { status: 'issued' }
    case 'closed':
      return { status: 'excused', excused_as: 'closed', excused_on: '2026-11-01' }
    case 'not_issued':
      return { status: 'not_issued', issued_at: null }
  }
}

export async function answer(
  { db }: Pick<TestWorld, 'db'>,
  auditReturn: { id: Id<'return'>; partnership_id: Id<'partnership'> },
  answers: Record<string, unknown>,
): Promise<void> {
  for (const [key, value] of Object.entries(answers))
    await db.raw(
      `insert into responses (return_id, partnership_id, question_key, answer, by_name) values (?, ?, ?, ?, 'Sam Okafor')
       on conflict (return_id, question_key) do update set answer = excluded.answer`,
      [auditReturn.id, auditReturn.partnership_id, key, JSON.stringify(value)],
    )
}

export const count = async ({ db }: Pick<TestWorld, 'db'>, table: string, partnershipId: Id<'partnership'>): Promise<number> =>
  (await row<{ count: number }>(db, `select count(*) as count from ${table} where partnership_id = ?`, [partnershipId]))?.count ?? 0

/** The form of a new sample. */
export const form = (change: Record<string, string | string[]> = {}) => ({
  sent: '1',
  name: 'Spring sample',
  base: 'completed',
  method: 'stratified',
  size: '3',
  strata: 'phase',
  seed: 'meeting of 4 March',
  fastMinutes: '15',
  areas: ['policies', 'governors'],
  ...change,
})

export const address = (path: string, fields: Record<string, string | string[]>): string =>
  `${path}?${new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))).toString()}`

/** The hidden fields of the first form of a page that posts there. */
export function fieldsOf(html: string, action: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  const block = html.split('<form').find(part => part.includes(`action="${action}"`) && part.includes('method="post"')) ?? ''
  for (const [, name = '', value = ''] of block.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    // The browser brings the token of its own session.
    if (name === '_csrf') continue
    const before = found[name]
    found[name] = before === undefined ? value : [before, value].flat()
  }
  return found
}

/** A sample that a coordinator has drawn by its pages. */
export async function drawn(world: TestWorld, standing: readonly Completed[], change: Record<string, string | string[]> = {}) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, standing)
  const browser = await world.staff(actor.accountId)
  const base = `/rounds/${round.id}/samples`
  const preview = await browser.get(address(`${base}/preview`, form(change)))
  const response = await browser.post(base, fieldsOf(preview.text, base))
  expect(response.status).toBe(303)
  const href = String(response.headers.location)
  const sampleId = asId<'sample'>(Number(href.split('/').at(-1)))
  const members = await membersOf(world.db, actor.partnershipId, sampleId)
  return { actor, round, returns, browser, base, href, sampleId, members }
}

/** A sample of two areas, drawn by the action: of everybody, or of so many. */
export async function sampled(world: TestWorld, standing: readonly Completed[], size?: number) {
  const actor = await world.make.staffActor()
  const { partnershipId } = actor
  const { round, returns } = await roundWith(world, partnershipId, standing)
  const plan = { base: 'all' as const, targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase' as const }
  const how = size === undefined ? { method: 'all' as const, size: null } : { method: 'stratified' as const, size: { count: size } }
  const { sampleId } = await createSample(world.db, actor, {
    roundId: round.id,
    name: 'Dip sample 1',
    seed: 'autumn',
    areas: ['policies', 'governors'],
    plan: { ...plan, ...how },
  })
  const members = await membersOf(world.db, partnershipId, sampleId)
  const path = (at: number) => ({ roundId: round.id, sampleId, memberId: members[at]!.id })
  return { actor, partnershipId, round, returns, sampleId, members, path }
}

/** What is known of every return of a round that a sample may look at. */
export async function sampleFacts(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<ReturnFacts[]> {
  await readyAnswers(db, { partnershipId, roundId })
  return factsOfReturns(db, partnershipId, roundId)
}
