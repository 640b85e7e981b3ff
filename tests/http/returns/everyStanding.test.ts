import { expect, test } from '@jest/globals'
import type { Id } from '../../../src/platform/id.ts'
import { statementCounts } from '../../../src/features/dashboard/index.ts'
import { DISPOSITIONS, EXCUSES, STATUSES, type Disposition, type ReturnStatus } from '../../../src/features/returns/index.ts'
import { listReturns } from '../../../src/features/liveList/index.ts'
import { FLAGS, listQuery, type ListQuery } from '../../../src/features/liveList/index.ts'
import { sampleFacts } from '../sampling/world.ts'
import { frameOf, type Base } from '../../../src/features/sampling/population.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { EXPECTED, isIssued, namesOf, roundOfEveryStanding } from '../../support/everyStanding.ts'
import { workbookOf } from '../../support/workbook.ts'

type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** The names in the live list that an address shows. */
async function listed({ db }: TestWorld, { partnershipId, roundId }: OfRound, query: Partial<ListQuery>): Promise<string[]> {
  const found = await listReturns(db, partnershipId, roundId, listQuery.parse(query), { people: true })
  return found.listed.map(({ name }) => name).sort()
}

test(
  'every return is counted once in the statement, in the part where it belongs, and stands in the lists behind it and in no other',
  inRollback(async world => {
    const { returns, ...of } = await roundOfEveryStanding(world)
    const { counts, issued } = await statementCounts(world.db, of.partnershipId, of.roundId)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(issued)
    const behind: string[] = []
    for (const [disposition, { group }] of Object.entries(DISPOSITIONS)) {
      const names = await listed(world, of, { disposition: disposition as Disposition })
      expect([disposition, names.length]).toEqual([disposition, counts[disposition as Disposition] ?? 0])
      const belong = namesOf(returns, expected => expected.counts === group)
      expect([disposition, names.filter(name => !belong.includes(name))]).toEqual([disposition, []])
      behind.push(...names)
    }
    expect(behind.sort()).toEqual(namesOf(returns, isIssued))
    for (const group of ['completed', 'outstanding', 'not_expected'] as const)
      expect(await listed(world, of, { flag: group })).toEqual(namesOf(returns, ({ counts: part }) => part === group))
    for (const { excusedAs, name } of returns)
      if (excusedAs !== null) expect(await listed(world, of, { disposition: EXCUSES[excusedAs].disposition })).toEqual([name])
  }),
)

test(
  'every number of the overview, every filter and the call sheet hold exactly the returns that they should',
  inRollback(async world => {
    const { returns, accountId, ...of } = await roundOfEveryStanding(world)
    const finer = ['not_started', 'started', 'awaiting_chair'] as const
    for (const flag of finer)
      expect([flag, await listed(world, of, { flag })]).toEqual([flag, namesOf(returns, ({ also }) => also === flag)])
    // Of those that have not started, some have not opened their link, and some have and wrote nothing.
    const [closed, opened] = [await listed(world, of, { flag: 'not_opened' }), await listed(world, of, { flag: 'opened_only' })]
    expect([...closed, ...opened].sort()).toEqual(await listed(world, of, { flag: 'not_started' }))
    const outstanding = namesOf(returns, ({ counts }) => counts === 'outstanding')
    expect(await listed(world, of, { flag: 'overdue' })).toEqual(outstanding)
    expect(await listed(world, of, { flag: 'issued' })).toEqual(namesOf(returns, isIssued))
    for (const status of Object.keys(STATUSES) as ReturnStatus[])
      expect(await listed(world, of, { status })).toEqual(
        returns
          .filter(of_ => of_.status === status)
          .map(({ name }) => name)
          .sort(),
      )
    for (const sort of ['name', 'status', 'progress', 'due', 'saved'] as const)
      expect(await listed(world, of, { sort })).toEqual(returns.map(({ name }) => name).sort())
    for (const flag of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) await listed(world, of, { flag })
    const byStatus = await listReturns(world.db, of.partnershipId, of.roundId, listQuery.parse({ sort: 'status' }), { people: true })
    const order = Object.keys(STATUSES)
    expect(byStatus.listed.map(({ status }) => order.indexOf(status))).toEqual(
      byStatus.listed.map(({ status }) => order.indexOf(status)).sort((a, b) => a - b),
    )

    const staff = await world.staff(accountId)
    const sheet = pageText(await staff.get(`/rounds/${of.roundId}/chases`))
    for (const { name } of returns) expect([name, sheet.includes(name)]).toEqual([name, outstanding.includes(name)])
  }),
)

test(
  'every page of every return is there for staff, and says where it stands',
  inRollback(async world => {
    const { returns, accountId } = await roundOfEveryStanding(world)
    const staff = await world.staff(accountId)
    for (const { id, name, status, excusedAs, establishmentId } of returns) {
      for (const part of ['', '/answers', '/evidence', '/links', '/chases', '/history'])
        expect([name, part, (await staff.get(`/returns/${id}${part}`)).status]).toEqual([name, part, 200])
      const summary = pageText(await staff.get(`/returns/${id}`))
      expect(summary).toContain(STATUSES[status].words)
      if (excusedAs === null) continue
      expect(summary).toContain(EXCUSES[excusedAs].words)
      expect(pageText(await staff.get(`/returns/${id}/reinstate`))).toContain('is asked again')
      expect(pageText(await staff.get(`/register/establishments/${establishmentId}`))).toContain(EXCUSES[excusedAs].words)
    }
  }),
)

test(
  'staff can give every reason, and the history tells it',
  inRollback(async world => {
    const { partnershipId, accountId } = await world.make.staffActor()
    const staff = await world.staff(accountId)
    const other = await world.make.establishment({ partnership_id: partnershipId, name: 'Oakfield School' })
    for (const [as, { told, words, form }] of Object.entries(EXCUSES)) {
      const { id, round_id } = await world.make.auditReturn({ partnership_id: partnershipId })
      await world.make.auditReturn({ partnership_id: partnershipId, round_id, establishment_id: other.id })
      const chosen = pageText(await staff.get(`/returns/${id}/excuse`))
      expect(chosen).toContain(form.choice)
      const path = `/returns/${id}/excuse/${as.replaceAll('_', '-')}`
      const page = await staff.get(path)
      expect([as, heading(page)]).toEqual([as, form.title])
      const _key = /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
      const fields = { _key, 'on-day': '1', 'on-month': '11', 'on-year': '2026', reason: 'They wrote to us.', covering: String(other.id) }
      expect([as, (await staff.post(path, fields)).status]).toEqual([as, 303])
      const summary = pageText(await staff.get(`/returns/${id}`))
      expect(summary).toContain(words)
      expect(pageText(await staff.get(`/returns/${id}/history`))).toContain(told)
    }
  }),
)

test(
  'every return is in the population of a sample or left out of it with a reason, and in its own base only',
  inRollback(async world => {
    const { returns, ...of } = await roundOfEveryStanding(world)
    const facts = await sampleFacts(world.db, of.partnershipId, of.roundId)
    const plan = { targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all' as const, size: null, strata: 'phase' as const }
    const drawnFrom = (base: Base) => frameOf(facts, { ...plan, base })
    const all = drawnFrom('all')
    const expected = namesOf(returns, ({ counts }) => counts === 'completed' || counts === 'outstanding')
    expect(all.population.map(({ name }) => name).sort()).toEqual(expected)
    expect([...all.population, ...all.leftOut].map(({ name }) => name).sort()).toEqual(returns.map(({ name }) => name).sort())
    for (const { name, excusedAs } of returns)
      if (excusedAs !== null) expect(all.leftOut.find(left => left.name === name)?.reason).toBe(EXCUSES[excusedAs].words)
    for (const base of ['completed', 'outstanding'] as const)
      expect(
        drawnFrom(base)
          .population.map(({ name }) => name)
          .sort(),
      ).toEqual(namesOf(returns, ({ counts }) => counts === base))
  }),
)

test(
  'every return has its row in the sheets of the workbook, with its status, its line of the statement and its reason in words',
  inRollback(async world => {
    const { returns, partnershipId, roundId } = await roundOfEveryStanding(world)
    const sheet = await workbookOf(world.db, partnershipId, roundId, { sheets: ['establishments', 'responses_wide'] })
    const establishments = sheet('Establishments').rows
    expect(establishments.map(({ establishment_name }) => establishment_name).sort()).toEqual(returns.map(({ name }) => name).sort())
    expect(
      sheet('Responses wide')
        .rows.map(({ establishment_name }) => establishment_name)
        .sort(),
    ).toEqual(namesOf(returns, isIssued))
    for (const { name, status, excusedAs } of returns) {
      const line = establishments.find(({ establishment_name }) => establishment_name === name)
      const { counts } = EXPECTED[status]
      expect([name, line?.status, line?.excused_as ?? null]).toEqual([name, status, excusedAs])
      const group =
        line?.disposition === null || line?.disposition === undefined ? 'not_issued' : DISPOSITIONS[line.disposition as Disposition].group
      expect([name, group]).toEqual([name, counts])
    }
    const codebook = JSON.stringify([sheet('Codebook').rows, sheet('Values').rows])
    for (const { words } of [...Object.values(STATUSES), ...Object.values(DISPOSITIONS), ...Object.values(EXCUSES)])
      expect(codebook).toContain(words)
  }),
)
