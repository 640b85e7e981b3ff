import { expect, test } from '@jest/globals'
import { addFiles } from '../../../src/features/evidence/index.ts'
import { changed, rows } from '../../../src/platform/db.ts'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { fieldsOf, type Row } from '../answering/answering.ts'
import { pdf } from '../evidence/files.ts'
import { earlier, secondYear } from './world.ts'

const TRAINING = '/return/sections/training'
const UPLOAD = `${TRAINING}/evidence`
const FIELD = 'files.training_evidence'

/** A school in its second year, whose last return has a file with the question about training. */
async function withFile(world: TestWorld) {
  const all = await secondYear(world)
  const actor = await world.make.contributorActor({ id: all.last.id, partnership_id: all.partnership.id })
  await changed(world.db, `update returns set status = 'in_progress' where id = ?`, [all.last.id])
  await changed(world.db, `update rounds set status = 'open', closed_at = null where id = ?`, [all.last.round_id])
  const file = path.join(process.env.SA_TEST_FOLDER ?? '', `log-${all.last.id}.pdf`)
  await writeFile(file, pdf())
  await addFiles(world.deps, actor, {
    returnId: all.last.id,
    files: [{ path: file, originalName: 'Training log 2021.pdf', questionKeys: ['training_evidence'], refused: null }],
    via: 'online',
    receivedOn: '2022-01-10',
    limits: { megabytes: 50, filesAtOnce: 10 },
  })
  await changed(world.db, `update returns set status = 'submitted' where id = ?`, [all.last.id])
  await changed(world.db, `update rounds set status = 'closed', closed_at = now() where id = ?`, [all.last.round_id])
  await changed(world.db, `update evidence set created_at = '2022-01-10T10:00:00Z' where return_id = ?`, [all.last.id])
  const [kept] = await filesOf(world, all.last.id)
  return { ...all, file: kept! }
}

const filesOf = ({ db }: TestWorld, returnId: Id<'return'>) =>
  rows<Row>(db, 'select * from evidence where return_id = ? order by id', [returnId])

test(
  'a file of last year is listed with its date, and is used again by its button alone, with what was typed beside it',
  inRollback(async world => {
    const { dsl, auditReturn, answers, file, now } = await withFile(world)
    const page = await dsl.get(TRAINING)
    expect(pageText(page)).toContain('Files from last time (Safeguarding audit 2021 to 2022)')
    expect(pageText(page)).toMatch(/Training log 2021\.pdf: .* added on 10 Jan 2022/)
    expect(await now()).toMatchObject({ files: 0 })
    const press = { ...fieldsOf(page), 'a.priority': 'Recruitment', intent: `again-file:training_evidence.${String(file.id)}` }
    const used = await dsl.postFiles(UPLOAD, press, FIELD, [])
    expect(used.status).toBe(303)
    expect(used.headers.location).toBe(`${TRAINING}?saved=training&files=1#files-training_evidence`)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment' })
    const [copy, ...more] = await filesOf(world, auditReturn.id)
    expect(more).toEqual([])
    expect(copy).toMatchObject({ original_name: 'Training log 2021.pdf', sha256: file.sha256, by_name: 'Sam Okafor' })
    expect(copy?.note).toContain('From “Safeguarding audit 2021 to 2022”, where it was added on Monday 10 January 2022.')
    expect(copy?.storage_key).not.toBe(file.storage_key)
    expect(pageText(await dsl.get(TRAINING))).not.toContain('Files from last time')

    // Pressed again, it is there once.
    expect((await dsl.postFiles(UPLOAD, { ...fieldsOf(await dsl.get(TRAINING)), intent: press.intent }, FIELD, [])).status).toBe(422)
    expect(await filesOf(world, auditReturn.id)).toHaveLength(1)
    // What becomes of last year's file is nothing to this year's.
    await world.deps.files.remove(String(file.storage_key))
    expect((await dsl.get(`/return/evidence/${String(copy?.id)}`)).status).toBe(200)
  }),
)

test(
  'a file whose bytes are gone, one that was removed, and one of another return are not used',
  inRollback(async world => {
    const { dsl, auditReturn, file, partnership } = await withFile(world)
    const other = await world.make.establishment({ partnership_id: partnership.id })
    const strange = await earlier(world, { partnership_id: partnership.id, establishment_id: other.id })
    const press = async () =>
      dsl.postFiles(UPLOAD, { ...fieldsOf(await dsl.get(TRAINING)), intent: `again-file:training_evidence.${String(file.id)}` }, FIELD, [])
    await changed(world.db, 'update evidence set removed_at = now() where id = ?', [file.id])
    expect(pageText(await dsl.get(TRAINING))).not.toContain('Training log 2021')
    expect(pageText(await press())).toContain('it is not kept any more')
    await changed(world.db, 'update evidence set removed_at = null where id = ?', [file.id])
    await world.deps.files.remove(String(file.storage_key))
    expect(pageText(await press())).toContain('it is not kept any more')
    await changed(world.db, 'delete from evidence_questions where evidence_id = ?', [file.id])
    await changed(world.db, 'update evidence set return_id = ? where id = ?', [strange.id, file.id])
    expect(pageText(await press())).toContain('it is not kept any more')
    expect(await filesOf(world, auditReturn.id)).toHaveLength(0)
  }),
)
