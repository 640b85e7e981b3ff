import { byQuestion, settled, SETTLED_VERDICTS_SQL, verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { changed, rows } from '../../../src/platform/db.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { inRollback } from '../../support/app.ts'
import { roundWith } from '../sampling/world.ts'

const SAID = [null, ['agrees', null], ['partly', 'over'], ['partly', 'under']] as const
const READINGS = ['first', 'second', 'moderated'] as const

test(
  'the verdicts that count are the same to the database and to the rule, whoever has said what',
  inRollback(async world => {
    const { db } = world
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const { round } = await roundWith(world, partnershipId, ['on_time'])
    const { sampleId } = await createSample(db, actor, {
      roundId: round.id,
      name: 'One',
      seed: 's',
      areas: ['policies'],
      plan: { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
    })
    const [member] = await membersOf(db, partnershipId, sampleId)
    const said = SAID.flatMap(first => SAID.flatMap(second => SAID.map(moderated => [first, second, moderated])))
    const given = said.flatMap((readings, at) =>
      readings.flatMap((found, which) =>
        found ? [{ key: `question_${at}`, reading: READINGS[which], verdict: found[0], direction: found[1] }] : [],
      ),
    )
    await changed(
      db,
      `insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, direction, reviewer_name)
       select :partnershipId, :memberId, :returnId, g.key, g.reading, g.verdict, g.direction, 'Jo'
       from jsonb_to_recordset(:given::jsonb) as g (key text, reading text, verdict text, direction text)`,
      { partnershipId, memberId: member!.id, returnId: member!.returnId, given: JSON.stringify(given) },
    )
    const counting = await rows<{ id: string }>(db, `select c.question_key || ' ' || c.reading as id from ${SETTLED_VERDICTS_SQL} c`, [])
    const byRule = [...byQuestion(await verdictsOf(db, partnershipId, member!.id))].flatMap(([key, readings]) => {
      const counts = settled(readings)
      return counts ? [`${key} ${counts.reading}`] : []
    })
    expect(said).toHaveLength(64)
    expect(byRule.length).toBeGreaterThan(48)
    expect(counting.map(({ id }) => id).sort()).toEqual(byRule.sort())
  }),
)
