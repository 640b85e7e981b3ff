import { expect, test } from '@jest/globals'
import { EVERYTHING, roundData, type Choice } from '../../../src/features/datasets/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { replaceMember } from '../../../src/features/sampling/actions.ts'
import { changed } from '../../../src/platform/db.ts'
import type { CellValue } from '../../../src/platform/tabular/column.ts'
import { inRollback } from '../../support/app.ts'
import { roundWith } from '../sampling/world.ts'

test(
  'the sheet of the frame has all who could be drawn and what became of them; pseudonymised, it names nobody and no trust, and nothing by which the draw is repeated, in the order of codes',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    const { round, returns } = await roundWith(world, partnershipId, Array<'on_time'>(6).fill('on_time'))
    await changed(world.db, `update establishments set trust_name = 'Larkspur Trust' where id = any(?)`, [
      returns.slice(0, 4).map(({ establishment_id }) => establishment_id),
    ])
    const plan = { base: 'completed', targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'trust' } as const
    const { sampleId } = await createSample(world.db, actor, {
      ...{ roundId: round.id, name: 'By trust', seed: '=autumn', areas: [] },
      plan: { ...plan, targets: [], method: 'stratified', size: { count: 3 } },
    })
    const [member] = (await membersOf(world.db, partnershipId, sampleId)).filter(({ stratum }) => stratum === 'Larkspur Trust')
    await replaceMember(world.db, actor, { roundId: round.id, sampleId, memberId: member!.id, reason: 'Closed' })

    const read = async (people: Choice['people'], states: Choice['states'] = null) => {
      const choice = { ...EVERYTHING, people, states, sheets: ['dip_sample', 'sample_frame', 'establishments'] }
      const data = await roundData(world.db, { partnershipId, round: (await findRound(world.db, partnershipId, round.id))!, choice })
      const sheets: Record<string, Record<string, CellValue>[]> = { dip_sample: [], sample_frame: [], establishments: [] }
      for (const { batches } of data.readings)
        for await (const batch of batches)
          for (const { set, rows } of batch)
            sheets[set.name]!.push(...rows.map(row => Object.fromEntries(set.columns.map(({ key }, at) => [key, row[at] ?? null]))))
      data.reconcile(Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, rows.length])))
      return sheets
    }
    const { sample_frame: frame = [], dip_sample: sample = [] } = await read('named')
    expect(frame.map(({ establishment_name, key, place }) => [establishment_name, key, place])).toEqual(
      returns.map(({ name, identifier }, at) => [name, `urn:${identifier}`, at + 1]),
    )
    expect(frame.filter(({ drawn }) => drawn !== null).map(({ drawn }) => drawn)).toHaveLength(3)
    expect(frame.filter(({ replaced }) => replaced)).toMatchObject([{ establishment_name: member!.establishmentName, replacement: null }])
    expect(frame.filter(({ replacement }) => replacement !== null)).toMatchObject([
      { drawn: null, replacement: 4, stratum: 'Larkspur Trust' },
    ])
    expect(frame[0]).toMatchObject({ method: 'stratified', size: '3', seed: '=autumn', round: round.code })
    // Part of a frame draws others: whatever is chosen of the round, it is whole.
    expect((await read('named', ['accepted'])).sample_frame).toHaveLength(6)

    const veiled = await read('pseudonymised')
    expect(JSON.stringify(veiled)).not.toMatch(/Larkspur|Beechwood|urn:/)
    expect(veiled.sample_frame!.map(({ frame_salt, urn, seed, place, drawn }) => [frame_salt, urn, seed, place, drawn])).toEqual(
      Array(6).fill([null, null, null, null, null]),
    )
    expect(veiled.dip_sample!.map(({ seed, position }) => [seed, position])).toEqual(Array(4).fill([null, null]))
    // The order of the rows is that of the codes, and tells nothing of the names.
    for (const rows of Object.values(veiled)) {
      const codes = rows.map(({ establishment_name }) => String(establishment_name))
      expect(codes).toEqual(codes.toSorted())
      expect(codes[0]).toMatch(/^Establishment [0-9a-f]{12}$/)
    }
    const trusts = [frame, veiled.sample_frame!, veiled.dip_sample!].map(rows => new Set(rows.map(({ stratum }) => stratum)))
    expect([...trusts[0]!].sort()).toEqual(['Larkspur Trust', 'No trust'])
    expect([...trusts[1]!].sort()).toEqual(['No trust', expect.stringMatching(/^Trust [0-9a-f]{12}$/)])
    expect([...trusts[2]!].sort()).toEqual([...trusts[1]!].sort())
    expect(new Set(sample.map(({ frame_sha256 }) => frame_sha256))).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{64}$/)]))
  }),
)
