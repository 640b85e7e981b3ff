import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readTimescale } from '../actions/index.ts'
import { readValue, type Measure, type MeasureKind, type MeasureValue } from './measure.ts'

export async function measuresOf(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<Measure[]> {
  return rows<Measure>(
    db,
    `select id, part_id as "partId", kind, position, words, version from plan_measures
     where partnership_id = ? and plan_id = ? order by position, id`,
    [partnershipId, planId],
  )
}

/** The values of a plan's measures, oldest first. */
export async function valuesOf(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<MeasureValue[]> {
  return rows<MeasureValue>(
    db,
    `select id, measure_id as "measureId", dated, on_day as "onDay", written, kind, number, numerator, denominator, source, note,
       by_name as "byName", at
     from plan_measure_values where partnership_id = ? and plan_id = ? order by id`,
    [partnershipId, planId],
  )
}

export type NewMeasure = { partId: Id<'planPart'>; kind: MeasureKind; words: string }

/** Adds measures, each as the last of its part. @returns their ids, in the same order */
export async function insertMeasures(
  trx: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  { measures, by }: { measures: readonly NewMeasure[]; by: string },
): Promise<Id<'planMeasure'>[]> {
  const made = await rows<{ id: Id<'planMeasure'> }>(
    trx,
    `insert into plan_measures (partnership_id, plan_id, part_id, kind, position, words, changed_by)
     select :partnershipId, :planId, m."partId", m.kind,
       coalesce((select max(s.position) from plan_measures s where s.partnership_id = :partnershipId and s.part_id = m."partId"), 0) + m.at, m.words, :by
     from rows from (jsonb_to_recordset(:measures::jsonb) as ("partId" bigint, kind text, words text))
       with ordinality as m ("partId", kind, words, at)
     order by m.at returning id`,
    { partnershipId, planId, by, measures: JSON.stringify(measures) },
  )
  return made.map(({ id }) => id).toSorted((one, other) => one - other)
}

export async function updateMeasure(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'planMeasure'>,
  { kind, words, by }: { kind: MeasureKind; words: string; by: string },
): Promise<void> {
  await changed(
    trx,
    `update plan_measures set kind = :kind, words = :words, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, kind, words, by },
  )
}

export async function removeMeasure(trx: Db, partnershipId: Id<'partnership'>, id: Id<'planMeasure'>): Promise<void> {
  await changed(trx, `delete from plan_measures where partnership_id = ? and id = ?`, [partnershipId, id])
}

export type NewValue = { measureId: Id<'planMeasure'>; dated: string; written: string; source: string; note: string }

/** Adds values with what is read of them, in one statement. */
export async function insertValues(
  trx: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  { values, by }: { values: readonly NewValue[]; by: string },
): Promise<void> {
  const given = values.map(value => ({ ...value, ...readValue(value.written), onDay: readTimescale(value.dated).to }))
  await changed(
    trx,
    `insert into plan_measure_values (partnership_id, plan_id, measure_id, dated, on_day, written, kind, number, numerator, denominator, source, note, by_name)
     select :partnershipId, :planId, v."measureId", v.dated, v."onDay", v.written, v.kind, v.number, v.numerator, v.denominator, v.source, v.note, :by
     from rows from (
       jsonb_to_recordset(:values::jsonb) as ("measureId" bigint, dated text, "onDay" date, written text, kind text, number numeric,
         numerator numeric, denominator numeric, source text, note text)
     ) with ordinality as v ("measureId", dated, "onDay", written, kind, number, numerator, denominator, source, note, at)
     order by v.at`,
    { partnershipId, planId, by, values: JSON.stringify(given) },
  )
}
