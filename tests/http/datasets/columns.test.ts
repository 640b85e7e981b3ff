import { expect, test } from '@jest/globals'
import { addToTheme, readyComments } from '../../../src/features/coding/index.ts'
import { EVERYTHING, roundData } from '../../../src/features/datasets/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { changed, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { LONG_TEXT } from '../../../src/platform/spreadsheets/longText.ts'
import type { Reading, Row } from '../../../src/platform/tabular/dataSet.ts'
import { columnFaults, type ReadSet } from '../../support/columnFaults.ts'
import { filledBoard } from '../../support/filledBoard.ts'
import { filledRound } from '../../support/filledRound.ts'
import { inRollback } from '../../support/app.ts'
import type { Makers } from '../../support/make.ts'

async function read(readings: readonly Reading[]): Promise<ReadSet[]> {
  const all: ReadSet[] = []
  for (const { sets, batches } of readings) {
    const found = new Map(sets.map(set => [set, { set, rows: [] as Row[] }]))
    for await (const batch of batches) for (const { set, rows } of batch) found.get(set)!.rows.push(...rows)
    all.push(...found.values())
  }
  return all
}

/** Every data set of a filled round that two people signed and one submitted, what explains them, and what a workbook adds. */
async function everySet(db: Db, make: Makers): Promise<ReadSet[]> {
  const { partnershipId, round, returns } = await filledRound(db, make)
  const names = { p: partnershipId, id: returns[0]!.id }
  await changed(
    db,
    `insert into sign_offs (partnership_id, return_id, role, name) values (:p, :id, 'head', 'Hanna Head'), (:p, :id, 'chair', 'Chris Chair')`,
    names,
  )
  await changed(
    db,
    `insert into submissions (partnership_id, return_id, sequence, reference, via, submitted_at, by_name, responses)
     values (:p, :id, 1, 'SA-1', 'online', now(), 'Sue Submitter', '[]')`,
    names,
  )
  const reviewer = await make.account({ partnership_id: partnershipId, role: 'reviewer' })
  const first = await make.account({ partnership_id: partnershipId, role: 'reviewer' })
  await changed(
    db,
    `with m as (select v.member_id, v.return_id, v.question_key from verdicts v where v.partnership_id = :p),
     r as (insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by, finished_at, unblinded_at)
       select distinct :p::bigint, m.member_id, g.reading, g.account, g.name, 'Priya Shah', now(), now()
       from m, (values ('first', :first::bigint, 'Jo Bell'), ('second', :reviewer, 'Joan Reviewer')) g (reading, account, name))
     insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, note, about_answer, reviewer_name)
     select :p, m.member_id, m.return_id, m.question_key, x.reading, 'agrees', 'As Joan Reviewer said', '"met"', x.by
     from m, (values ('second', 'Joan Reviewer'), ('moderated', 'Chris Chair')) x (reading, by)`,
    { p: partnershipId, reviewer: reviewer.id, first: first.id },
  )
  await filledBoard(db, make, { partnershipId, roundId: round.id })
  const of = { partnershipId, roundId: round.id }
  await readyComments(db, of)
  const seen = await rows<{ id: Id<'comment'>; version: number }>(db, `select id, version from comments where round_id = ?`, [round.id])
  await addToTheme(db, await make.staffActor(partnershipId), { roundId: round.id, seen, theme: { name: 'As Joan Reviewer said' } })
  const data = await roundData(db, { partnershipId, round: (await findRound(db, partnershipId, round.id))!, choice: EVERYTHING })
  const sets = await read(data.readings)
  return [...sets, ...(await read(data.explanations([LONG_TEXT]))), { set: LONG_TEXT, rows: [] }]
}

/** The people of the filled round. */
const PEOPLE =
  /Sam Okafor|Priya Shah|Ailsa O’Neill|Tomás Reid|Joan d’Arcy-Smith|Joan Reviewer|Hanna Head|Chris Chair|Sue Submitter|someone@school\.example|Maya Lindqvist|Olive Owner|Ben Officer|Jo Contact/

test(
  'every column of every data set is in the codebook, holds what it says, and says when it tells of a person',
  inRollback(async ({ db, make }) => {
    const all = await everySet(db, make)
    const codebook = all.find(({ set }) => set.name === 'codebook')!.rows
    expect(columnFaults(all, codebook, PEOPLE)).toEqual([])
    expect(codebook).toHaveLength(all.reduce((sum, { set }) => sum + set.columns.length, 0))
    expect(codebook.length).toBeGreaterThan(700)
    const values = all.flatMap(({ rows }) => rows.flatMap(row => row.filter(value => value !== null)))
    expect(values.length).toBeGreaterThan(30_000)
    for (const name of ['Hanna Head', 'Chris Chair', 'Sue Submitter', 'Joan Reviewer', 'Maya Lindqvist']) expect(values).toContain(name)
  }),
)

test(
  'no two data sets and no two columns of one have the same name, and every row has a value for each column',
  inRollback(async ({ db, make }) => {
    const all = await everySet(db, make)
    expect(all).toHaveLength(38)
    for (const one of ['name', 'title'] as const) expect(new Set(all.map(({ set }) => set[one])).size).toBe(all.length)
    for (const { set, rows } of all) {
      expect(set.name).toMatch(/^[a-z_]+$/)
      expect(set.description).toMatch(/^[A-Z].+\.$/)
      const keys = set.columns.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(rows.filter(row => row.length !== keys.length)).toEqual([])
    }
  }),
)
