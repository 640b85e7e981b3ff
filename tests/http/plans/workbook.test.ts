import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { actionsOf, changeAction, findAction } from '../../../src/features/actions/index.ts'
import { addDrafts, createPlan, type DraftPart } from '../../../src/features/plans/index.ts'
import { comparePlans } from '../../../src/features/plans/compare.ts'
import { documentOf } from '../../../src/features/plans/document.ts'
import { planRows } from '../../../src/features/plans/readingActions.ts'
import { plansOf } from '../../../src/features/plans/store.ts'
import { BUSINESS_PLAN } from '../../../seeds/demo/businessPlan.ts'
import { JOINT_PLAN } from '../../../seeds/demo/jointPlan.ts'
import { heading, inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase, untilSomebodyWaits } from '../../support/database.ts'
import { follow, leadsTo, submitForm } from '../../support/forms.ts'
import { changed, download, send } from '../../support/books.ts'

const HEAD = {
  title: 'Business plan',
  alsoCalled: 'The plan',
  period: '2018-19',
  authorities: 'Northmoor and Eastmoor',
  owner: '',
  alignedWith: 'The strategy',
  label: 'DRAFT 0.8',
  dated: '9 September 2024',
  linkedPlanId: null,
}

async function withPlan(world: TestWorld, parts: readonly DraftPart[], kind: 'priorities' | 'aims') {
  const actor = await world.make.staffActor()
  const browser = await world.staff(actor.accountId)
  const { planId } = await createPlan(world.db, actor, { ...HEAD, kind })
  await world.db.transaction(trx => addDrafts(trx, actor, { planId, parts }))
  const documentNow = async (id: Id<'plan'> = planId) => documentOf(await planRows(world.db, actor.partnershipId, id))
  return { actor, browser, planId, base: `/plans/${planId}`, documentNow }
}

test.each([
  ['priorities', BUSINESS_PLAN],
  ['aims', JOINT_PLAN],
] as const)(
  'a plan of %s goes out and comes back without a difference, also as a plan of its own',
  (kind, parts) =>
    inRollback(async world => {
      const { actor, browser, base, documentNow } = await withPlan(world, parts, kind)
      const before = await documentNow()
      const file = await download(browser, base)
      const same = await send(browser, `${base}/import`, file)
      expect(pageText(same)).toContain('Nothing would be added or changed.')
      expect(same.text).not.toContain('earlier state')
      const preview = await send(browser, '/plans/import', file)
      expect(pageText(preview)).not.toContain('Not imported')
      const plan = leadsTo(await submitForm(browser, preview))
      const [{ id } = { id: undefined }] = await plansOf(world.db, actor.partnershipId)
      expect(plan).toBe(`/plans/${id}`)
      const withoutIds = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'id' ? undefined : one)))
      expect(withoutIds(await documentNow(id))).toEqual(withoutIds(before))
      expect(comparePlans(before, await documentNow())).toEqual([])
    })(),
  120_000,
)

test(
  'what was changed in Excel is shown cell by cell, and nothing changes until it is confirmed; twice changes nothing more',
  inRollback(async world => {
    const { actor, browser, base, documentNow } = await withPlan(world, BUSINESS_PLAN.slice(0, 1), 'priorities')
    const before = await documentNow()
    const file = await changed(await download(browser, base), book => {
      const plan = book.getWorksheet('Plan')!
      plan.getCell('J2').value = new Date('2019-01-01T00:00:00Z')
      plan.getCell('J2').numFmt = 'mmm-yy'
      plan.getCell('K3').value = '(See above)'
      plan.addRow(['', '', '', '', '', '', '', '', 'One more', '2019/10'])
    })
    const preview = await send(browser, `${base}/import`, file)
    expect(pageText(preview)).toContain('1 thing would be added and 2 changed.')
    expect(pageText(preview)).toContain('Timescale: June 2018 Timescale: Jan-19')
    expect(pageText(preview)).toMatch(/J7 It looks like a year with a slip in it\. It is kept as it is written\./)
    expect(comparePlans(before, await documentNow())).toEqual([])
    await submitForm(browser, preview)
    expect((await submitForm(browser, preview)).status).toBe(409)
    const timescales = (await actionsOf(world.db, actor.partnershipId)).map(({ timescale }) => timescale)
    expect(timescales).toContain('Jan-19')
    expect(timescales.filter(text => text === '2019/10').length).toBe(1)
  }),
)

test(
  'a plan’s own workbook with its columns the other way round and cells merged changes nothing; of two plans in it the other is a new one',
  inRollback(async world => {
    const { browser, base, documentNow } = await withPlan(world, BUSINESS_PLAN.slice(0, 2), 'priorities')
    const before = await documentNow()
    const file = await changed(await download(browser, base), book => {
      const plan = book.getWorksheet('Plan')!
      const columns = plan.columnCount
      const moved = book.addWorksheet('Moved')
      plan.eachRow(row => {
        const cells = Array.from({ length: columns }, (_, at) => row.getCell(columns - at).text)
        moved.addRow(cells)
      })
      // What stands in several rows of one priority is merged, as people do: its code is the last column now.
      const code = (line: number) => moved.getCell(line, columns).text
      for (let line = 2; line <= moved.rowCount;) {
        let last = line
        while (last < moved.rowCount && code(last + 1) === code(line)) last += 1
        if (last > line) moved.mergeCells(line, columns, last, columns)
        line = last + 1
      }
      const other = book.addWorksheet('East')
      other.addRows([
        ['Action', 'Aim'],
        ['Listen in the East', 'Voice'],
      ])
      book.removeWorksheet(plan.id)
    })
    const preview = await send(browser, `${base}/import`, file)
    expect(pageText(preview)).toContain('This workbook holds 2 plans. One is imported at a time: choose which.')
    expect(pageText(preview)).toContain('These cells are merged: what the first one says counts for each row.')
    expect(pageText(preview)).toContain('Nothing would be added or changed.')
    expect(preview.text).not.toContain('Save these changes')
    expect(comparePlans(before, await documentNow())).toEqual([])
  }),
)

test(
  'a workbook of an earlier state says so, and a preview that was overtaken is shown anew',
  inRollback(async world => {
    const { actor, browser, base } = await withPlan(world, BUSINESS_PLAN.slice(0, 1), 'priorities')
    const file = await download(browser, base)
    const [action] = await actionsOf(world.db, actor.partnershipId)
    const edit = `/actions/${action!.id}/edit`
    await submitForm(browser, await browser.get(edit), { timescale: 'Sept 2019' })
    const preview = await send(browser, `${base}/import`, file)
    expect(pageText(preview)).toContain('This workbook was made from an earlier state of the plan.')
    expect(pageText(preview)).toContain('Timescale: Sept 2019 Timescale: June 2018')
    await submitForm(browser, await browser.get(edit), { timescale: 'onwards' })
    const refused = await submitForm(browser, preview)
    expect(refused.status).toBe(409)
    expect(pageText(refused)).toContain('Timescale: onwards Timescale: June 2018')
    expect((await actionsOf(world.db, actor.partnershipId))[0]!.timescale).toBe('onwards')
  }),
)

test(
  'a workbook without references, as an old list has none, and one of another plan say that everything in them would be new',
  inRollback(async world => {
    const { actor, browser, base } = await withPlan(world, BUSINESS_PLAN.slice(0, 1), 'priorities')
    const file = await download(browser, base)
    const old = await changed(file, book => book.getWorksheet('Plan')!.spliceColumns(17, 1))
    const preview = pageText(await send(browser, `${base}/import`, old))
    expect(preview).toContain('Its rows have no references, so none is taken for one that the plan has: all of them would be added as new')
    const { planId } = await createPlan(world.db, actor, { ...HEAD, kind: 'priorities' })
    await world.db.transaction(trx => addDrafts(trx, actor, { planId, parts: BUSINESS_PLAN.slice(1, 2) }))
    const other = pageText(await send(browser, `/plans/${planId}/import`, file))
    expect(other).toContain('The references of its rows are not of this plan: what has not the same name here would be added as new.')
    expect([preview, other].filter(text => text.includes('earlier state'))).toEqual([])
    const bare = new ExcelJS.Workbook()
    bare.addWorksheet('Plan').addRow(['Aim', 'Action'])
    const empty = pageText(await send(browser, `${base}/import`, Buffer.from(await bare.xlsx.writeBuffer())))
    expect([empty.includes('This sheet has headings and no rows under them.'), empty.includes('0 things')]).toEqual([true, false])
  }),
)

test(
  'a book with two plans asks which; one that is no plan, empty, or no workbook is told so in words',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    const book = new ExcelJS.Workbook()
    for (const name of ['North', 'East']) {
      const sheet = book.addWorksheet(name)
      sheet.addRows([
        ['Aim', 'Action', 'Timescale'],
        ['Voice', `Listen in the ${name}`, 'Quarterly'],
        [null, 'Answer', 'By'],
      ])
      sheet.mergeCells('A2:A3')
    }
    const preview = await send(browser, '/plans/import', Buffer.from(await book.xlsx.writeBuffer()))
    expect(pageText(preview)).toContain('This workbook holds 2 plans. One is imported at a time: choose which.')
    expect(pageText(preview)).toContain('A2:A3 These cells are merged')
    const which = /href="(\/plans\/imports\/\d+\?which=1)"/.exec(preview.text)?.[1] ?? ''
    const page = await follow(browser, await submitForm(browser, await browser.get(which)))
    expect([heading(page), pageText(page).includes('Listen in the East')]).toEqual(['East', true])
    const none = new ExcelJS.Workbook()
    none.addWorksheet('Notes').addRow(['Remember the milk'])
    expect(pageText(await send(browser, '/plans/import', Buffer.from(await none.xlsx.writeBuffer())))).toContain(
      'No sheet of this workbook holds a plan',
    )
    expect(pageText(await browser.get('/plans/import'))).not.toMatch(/one more of: [^.]*\bAction\b/)
    const refused = await browser.postFiles('/plans/import', {}, 'file', [{ name: 'plan.xlsx', content: 'no workbook' }])
    expect(refused.status).toBe(422)
    const zip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
    const other = pageText(await browser.postFiles('/plans/import', {}, 'file', [{ name: 'plan.zip', content: zip }]))
    expect([other.includes('This is not an Excel workbook (.xlsx).'), other.includes('CSV')]).toEqual([true, false])
    expect((await browser.postFiles('/plans/import', {}, 'file', [])).status).toBe(422)
  }),
)

test(
  'signs that no text has are left out of what Excel sends, and half a character is shown as one that is missing',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Plan').addRows([
      ['Aim', 'Action', 'Timescale'],
      ['Voice', 'Listen_x0000_ and_xD800_ answer', 'By'],
    ])
    const preview = await send(browser, '/plans/import', Buffer.from(await book.xlsx.writeBuffer()))
    expect(pageText(preview)).toContain('Listen and\uFFFD answer')
    await submitForm(browser, preview)
    expect((await actionsOf(world.db, actor.partnershipId)).map(({ what }) => what)).toEqual(['Listen and\uFFFD answer'])
  }),
)

describe('while a colleague writes', () => {
  let db: Pool
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ db, drop } = await cloneDatabase())
  })
  afterAll(() => drop())

  test('an import waits for who changes one of its actions, and then does nothing but show what it would change now', async () => {
    const world = worldOn(db)
    const { actor, browser, base } = await withPlan(world, BUSINESS_PLAN.slice(0, 1), 'priorities')
    const [action] = await actionsOf(db, actor.partnershipId)
    const file = await changed(await download(browser, base), book => {
      book.getWorksheet('Plan')!.getCell('J2').value = 'From Excel'
    })
    const preview = await send(browser, `${base}/import`, file)
    const colleague = await db.transaction()
    await changeAction(colleague, actor, { actionId: action!.id, change: { ...action!, timescale: 'From a colleague' } })
    const [answer] = await Promise.all([submitForm(browser, preview), untilSomebodyWaits(db).finally(() => colleague.commit())])
    expect([answer.status, pageText(answer).includes('Timescale: From a colleague Timescale: From Excel')]).toEqual([409, true])
    expect((await findAction(db, actor.partnershipId, action!.id))!.timescale).toBe('From a colleague')
  })
})
