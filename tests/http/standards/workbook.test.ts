import ExcelJS from 'exceljs'
import { expect, test } from '@jest/globals'
import { startExercise } from '../../../src/features/standards/exerciseActions.ts'
import { exercisesOf } from '../../../src/features/standards/exerciseStore.ts'
import { readReport } from '../../../src/features/standards/reportReading.ts'
import { resultSentence } from '../../../src/features/standards/sentences.ts'
import { addStandards, createSet } from '../../../src/features/standards/setActions.ts'
import { setStatus } from '../../../src/features/standards/exerciseActions.ts'
import { setsOf } from '../../../src/features/standards/store.ts'
import type { Exercise } from '../../../src/features/standards/standard.ts'
import type { Cast } from '../../../seeds/demo/people.ts'
import { inventStandards } from '../../../seeds/demo/standards.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { changed, download, send } from '../../support/books.ts'
import { boxes, exerciseIn } from './standards.ts'

const said = async (world: TestWorld, exercise: Exercise) => {
  const report = await readReport(world.db, exercise)
  const nameOf = (id: number | null) => report.agencies.find(agency => agency.id === id)?.name ?? ''
  const codeOf = (id: number) => report.standards.find(standard => standard.id === id)?.code ?? ''
  return {
    sentence: resultSentence(exercise, report.matrix, report.agencies.length),
    ratings: report.ratings
      .map(({ standardId, agencyId, value, reason, evidence, comment }) =>
        [codeOf(standardId), nameOf(agencyId), value, reason, evidence, comment].join('|'),
      )
      .sort(),
  }
}

const book = async (name: string, rows: (string | null)[][]): Promise<Buffer> => {
  const made = new ExcelJS.Workbook()
  made.addWorksheet(name).addRows(rows)
  return Buffer.from(await made.xlsx.writeBuffer())
}

test(
  'the standards of the demonstration with their ratings go out and come back without a difference: into themselves and to another partnership, a missing one as missing',
  inRollback(async world => {
    const { db } = world
    const actor = await world.make.staffActor()
    const { partnershipId } = actor
    await inventStandards(db, { administrator: actor, partnership: { id: partnershipId } } as unknown as Cast, new Date())
    const browser = await world.staff(actor.accountId)
    const [set] = await setsOf(db, partnershipId)
    const other = await world.make.staffActor()
    const there = await world.staff(other.accountId)
    const { setId } = await createSet(db, other, { set: set! })
    const sentences: string[] = []
    for (const exercise of (await exercisesOf(db, partnershipId)).toReversed()) {
      const before = await said(world, exercise)
      sentences.push(before.sentence)
      const at = `/standards/exercises/${exercise.id}`
      const file = await download(browser, at)
      if (exercise.status === 'open') {
        const same = await send(browser, `${at}/import`, file)
        expect(pageText(same)).toContain('Nothing would be added or changed.')
        expect([same.text.includes('Save these changes'), same.text.includes('Not imported'), same.text.includes('earlier state')]).toEqual(
          [false, false, false],
        )
      }
      const report = await readReport(db, exercise)
      if (sentences.length === 1) await addStandards(db, other, { setId, standards: report.standards })
      const dueAt = new Date(Date.now() + 86_400_000)
      const agencies = report.agencies.map(({ name }) => name)
      const { exerciseId } = await startExercise(db, other, { setId, title: exercise.title, dueAt, agencies })
      const preview = await send(there, `/standards/exercises/${exerciseId}/import`, file)
      expect(pageText(preview)).toContain('made by another partnership')
      expect(pageText(preview)).not.toContain('Not imported')
      await submitForm(there, preview)
      const made = (await exercisesOf(db, other.partnershipId)).find(({ id }) => id === exerciseId)!
      expect(await said(world, made)).toEqual(before)
      expect(pageText(await send(there, `/standards/exercises/${exerciseId}/import`, file))).toContain('Nothing would be added or changed.')
      expect((await submitForm(there, preview)).status).toBe(409)
    }
    expect(sentences[0]).toContain('3 missing')
    expect(sentences[1]).toBe(
      'No red, 2 amber, 22 green: the worst rating of any agency, of 24 standards; 144 ratings asked, 5 not applicable, none missing.',
    )
  }),
  120_000,
)

test(
  'each rating that cannot be taken is named with its cell and reason, the others are offered, and an import stands in the history like a form',
  inRollback(async world => {
    const exercise = await exerciseIn(world)
    const { browser, at, police, standards } = exercise
    await submitForm(browser, await browser.get(`${at}/agencies/${police.id}/ratings/1`), {
      ...boxes(exercise, { 0: { rating: 'amber', evidence: 'Minutes' } }),
      from: 'a call',
    })
    const file = await changed(await download(browser, at), workbook => {
      const sheet = workbook.getWorksheet('Ratings')!
      sheet.getCell('E2').value = 'g'
      sheet.getCell('E3').value = 'Purple'
      sheet.getCell('E4').value = 'N/A'
      sheet.getCell('G5').value = 'A list'
      sheet.getCell('D6').value = 'Fire service'
      sheet.getCell('E6').value = 'Red'
      sheet.getCell('B7').value = 'Staff are trained'
      sheet.getCell('A7').value = 'S2'
      sheet.addRow(['S1', 'Leaders know', '', 'police', 'Red'])
      sheet.addRow(['S9', 'Nobody knows it', '', 'Police', 'Red'])
      sheet.addRow(['S3', 'Children are heard', '', 'Probation', 'Not applicable', 'No such work'])
    })
    const preview = await send(browser, `${at}/import`, file)
    const text = pageText(preview)
    expect(text).toContain('1 thing would be added and 1 changed.')
    for (const words of [
      'E3 “Purple” is no rating of the scale. Ratings are Green, Amber, Red, Not applicable.',
      'F4 Why it does not apply must stand in a column “Why not applicable”',
      'G5 This row says something of a standard and gives no rating',
      'D6 No agency called “Fire service” is asked in this exercise',
      'B7 The reference of this row is of “S3 Children are heard”, and its words are of another standard',
      'Ratings E2 is of the same standard and agency',
      'B9 No standard of this exercise has this code or title',
    ])
      expect(text).toContain(words)
    expect((await said(world, (await exercisesOf(world.db, exercise.partnershipId))[0]!)).ratings).toEqual(['S1|Police|amber||Minutes|'])
    await submitForm(browser, preview)
    expect((await said(world, (await exercisesOf(world.db, exercise.partnershipId))[0]!)).ratings).toEqual([
      'S1|Police|green||Minutes|',
      'S3|Probation||No such work||',
    ])
    expect(pageText(await browser.get(`${at}/standards/${standards[0]!.id}`))).toContain('from the workbook plan.xlsx')
    expect(pageText(await browser.get('/history'))).toContain('Imported a workbook of ratings')
  }),
)

test(
  'a matrix with a column for each agency is read, blank cells say nothing, and whoever is not asked is named',
  inRollback(async world => {
    const { browser, at, actor, exerciseId, partnershipId } = await exerciseIn(world)
    const file = await book('Matrix', [
      ['Standards 2027'],
      ['Standard', 'Probation', 'Police', 'Fire service'],
      ['Leaders know', 'Green', 'R', 'Red'],
      ['Staff are trained', '', 'Amber', 'Green'],
    ])
    const preview = await send(browser, `${at}/import`, file)
    expect(pageText(preview)).toContain('D2 The column “Fire service” is none that a matrix of ratings has: it is not imported.')
    expect(pageText(preview)).toContain('3 things would be added and 0 changed.')
    const closing = await send(browser, `${at}/import`, file)
    await submitForm(browser, preview)
    const [exercise] = await exercisesOf(world.db, partnershipId)
    expect((await said(world, exercise!)).ratings).toEqual(['S1|Police|red|||', 'S1|Probation|green|||', 'S2|Police|amber|||'])
    expect((await said(world, exercise!)).sentence).toContain('no green')
    expect(pageText(await send(browser, `${at}/import`, await book('Notes', [['Milk']])))).toContain(
      'No sheet of this workbook holds ratings',
    )
    expect((await browser.postFiles(`${at}/import`, {}, 'file', [])).status).toBe(422)
    await setStatus(world.db, actor, { exerciseId, status: 'closed' })
    expect((await submitForm(browser, closing)).status).toBe(409)
    expect((await browser.get(`${at}/import`)).status).toBe(409)
  }),
)
