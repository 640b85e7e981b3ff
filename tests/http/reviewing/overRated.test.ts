import { expect, test } from '@jest/globals'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { sampleChoices } from '../../../src/features/sampling/actions.ts'
import { changed } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { columnsOf, roundWith } from '../sampling/world.ts'
import { found, given, sampleOf } from './readings.ts'

/** A round of last year with a sample of three, and this year's round of the same three. */
async function twoYears(world: TestWorld) {
  const before = await sampleOf(world, 3, { opens_at: new Date('2025-10-01'), name: 'Audit of last year' })
  const { partnershipId, members } = before
  const { round } = await roundWith(world, partnershipId, [])
  for (const { establishmentId } of members)
    await world.make.auditReturn({
      partnership_id: partnershipId,
      round_id: round.id,
      establishment_id: establishmentId,
      ...columnsOf('on_time'),
    })
  return { ...before, later: round, browser: await world.staff(before.actor.accountId) }
}
const WORDS = 'Over-rated in an earlier round, as reviewers found'

test(
  'a sample can be drawn from those who were over-rated in an earlier round, and the form says how many they are, at once',
  inRollback(async world => {
    const { actor, partnershipId, members, later, browser, round } = await twoYears(world)
    const [over, blind, agreed] = members
    const form = async (id: number) => pageText(await browser.get(`/rounds/${id}/samples/new`))
    expect(await form(later.id)).toContain(`${WORDS} 0 establishments`)
    await found(world, partnershipId, over!, 'policies_behaviour', 'partly', { direction: 'over' })
    await found(world, partnershipId, agreed!, 'policies_behaviour', 'agrees')
    // Of a review that is still blind nothing is given away here either.
    await given(world, partnershipId, blind!, 'first')
    await given(world, partnershipId, blind!, 'second', { finished: false })
    await found(world, partnershipId, blind!, 'policies_behaviour', 'partly', { direction: 'over' })
    expect(await form(later.id)).toContain(`${WORDS} 1 establishment `)
    expect((await sampleChoices(world.db, { id: later.id, partnershipId }, { fastMinutes: '' })).targets.over_rated).toBe(1)
    // What was found this year, or later, is no earlier round.
    expect(await form(round.id)).toContain(`${WORDS} 0 establishments`)
    const plan = {
      base: 'all',
      targets: ['over_rated'],
      fastMinutes: 15,
      leaveOutSampled: false,
      method: 'all',
      size: null,
      strata: 'phase',
    } as const
    const sample = { roundId: later.id, name: 'Again', seed: 'x', areas: [], plan: { ...plan, targets: [...plan.targets] } }
    const { sampleId } = await createSample(world.db, actor, sample)
    expect(await membersOf(world.db, partnershipId, sampleId)).toMatchObject([
      { establishmentName: over!.establishmentName, reason: 'Over-rated in an earlier round' },
    ])
  }),
)

test(
  'a new sample and the request for evidence say what was over-rated most in the round before, and lead there',
  inRollback(async world => {
    const { actor, partnershipId, members, later, browser, round } = await twoYears(world)
    const { sampleId } = await createSample(world.db, actor, {
      roundId: later.id,
      name: 'Spring',
      seed: 'x',
      areas: ['policies'],
      plan: { base: 'all', targets: [], fastMinutes: 15, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
    })
    const pages = [`/rounds/${later.id}/samples/new`, `/rounds/${later.id}/samples/${sampleId}/request`]
    for (const page of pages) expect(pageText(await browser.get(page))).not.toContain('over-rated most')
    for (const member of members) await found(world, partnershipId, member, 'governors_report_says_enough', 'partly', { direction: 'over' })
    await found(world, partnershipId, members[0]!, 'policies_behaviour', 'partly', { direction: 'over' })
    for (const member of members.slice(1)) await found(world, partnershipId, member, 'policies_behaviour', 'agrees')
    for (const page of pages) {
      const shown = await browser.get(page)
      expect(pageText(shown)).toContain(
        'In “Audit of last year” reviewers found these over-rated most: “Do the reports give numbers and themes over time, and say what is not working?” (3 of 3) and “The behaviour policy says how bullying, including online bullying, is prevented” (1 of 3). Each was judged at fewer than 10 establishments, so chance alone may have put it here. They belong to “Safeguarding policies” and “Reporting to governors”. How far self-ratings held then',
      )
      expect(linksOf(shown, '/rounds')).toContain(`/rounds/${round.id}/self-ratings`)
    }
    // Nothing typed is lost beside it, and a fault of the form leaves it where it is.
    const faulty = await browser.post(pages[1]!, { note: 'Please send the minutes', 'due-day': 'x' })
    expect(faulty.status).toBe(422)
    expect(pageText(faulty)).toContain('Please send the minutes')
    expect(pageText(faulty)).toContain('over-rated most')
    await changed(world.db, `update verdicts set direction = 'under' where direction = 'over' and partnership_id = ?`, [partnershipId])
    expect(pageText(await browser.get(pages[0]!))).not.toContain('over-rated most')
  }),
)
