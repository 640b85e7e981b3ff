import ExcelJS from 'exceljs'
import { expect, test } from '@jest/globals'
import { actionsOf } from '../../../src/features/actions/index.ts'
import { writtenIn } from '../../../src/features/saidDid/importActions.ts'
import { inventSaidDidThemes } from '../../../seeds/demo/saidDid.ts'
import type { Cast } from '../../../seeds/demo/people.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { changed, download, send } from '../../support/books.ts'
import { finding, office } from './world.ts'

/** The themes of the demonstration, in a round of their own. */
async function demonstration(world: TestWorld) {
  const here = await office(world)
  await inventSaidDidThemes(world.db, { administrator: here.actor, partnership: here.partnership } as unknown as Cast, here.round.id)
  return { ...here, now: () => writtenIn(world.db, here.partnership.id, here.round.id) }
}

/** All that is written, without what differs from place to place: ids, and when and by who it was written. */
const words = ({ themes, placements, answers }: Awaited<ReturnType<typeof writtenIn>>) =>
  themes.map(({ id, title, statement, heard }) => ({
    title,
    statement,
    // A theme that rests on findings of its own round alone was said in the audit, elsewhere too.
    heard: heard === '' ? 'Said in the audit' : heard,
    answers: placements
      .filter(({ themeId }) => themeId === id)
      .flatMap(({ actionId }) => answers.filter(({ action }) => action.id === actionId))
      .map(({ action: { what, timescale, lead, state, timescaleKind, dueFrom, dueTo }, leads, namesPublic }) => ({
        ...{ what, timescale, lead, state, timescaleKind, dueFrom, dueTo, namesPublic },
        leads: leads.map(({ kind, name, organisation }) => [kind, name, organisation]),
      })),
  }))

const book = async (rows: (string | null)[][], merged: string[] = []): Promise<Buffer> => {
  const made = new ExcelJS.Workbook()
  const sheet = made.addWorksheet('Table')
  sheet.addRows(rows)
  for (const range of merged) sheet.mergeCells(range)
  return Buffer.from(await made.xlsx.writeBuffer())
}

test(
  'the 8 themes and 22 answers of the demonstration go out and come back without a difference: into themselves and to another partnership, where twice adds nothing',
  inRollback(async world => {
    const here = await demonstration(world)
    const before = await here.now()
    expect(words(before).map(({ answers }) => answers.length)).toEqual([3, 5, 3, 1, 1, 2, 4, 3])
    const file = await download(here.browser, here.base)
    const same = await send(here.browser, `${here.base}/import`, file)
    expect(pageText(same)).toContain('Nothing would be added or changed.')
    expect([same.text.includes('Save these changes'), same.text.includes('Not imported'), same.text.includes('earlier state')]).toEqual([
      false,
      false,
      false,
    ])
    expect(await here.now()).toEqual(before)
    const other = await office(world)
    const there = () => writtenIn(world.db, other.partnership.id, other.round.id)
    const preview = await send(other.browser, `${other.base}/import`, file)
    expect(pageText(preview)).toContain('30 things would be added and 0 changed.')
    expect(pageText(preview)).toContain('made by another partnership')
    expect(pageText(preview)).not.toContain('Not imported')
    await submitForm(other.browser, preview)
    expect(words(await there())).toEqual(words(before))
    expect(pageText(await send(other.browser, `${other.base}/import`, file))).toContain('Nothing would be added or changed.')
    expect((await submitForm(other.browser, preview)).status).toBe(409)
    expect((await actionsOf(world.db, other.partnership.id)).length).toBe(22)
  }),
)

test(
  'last year’s answers go into this year’s round as the actions they are, each counted once',
  inRollback(async world => {
    const here = await demonstration(world)
    const file = await download(here.browser, here.base)
    const next = await world.make.round({ partnership_id: here.partnership.id, code: 'audit-2028' })
    await submitForm(here.browser, await send(here.browser, `/rounds/${next.id}/said-did/import`, file))
    expect(words(await writtenIn(world.db, here.partnership.id, next.id))).toEqual(words(await here.now()))
    expect((await actionsOf(world.db, here.partnership.id)).length).toBe(22)
  }),
)

test(
  'a table of two columns as Word has it, its themes merged, is read; how its answers stand is asked, and twice adds nothing',
  inRollback(async world => {
    const { browser, base, partnership, round } = await office(world)
    const file = await book(
      [
        ['The audit said', 'We did'],
        ['Neglect', '- One tool for all\n- Will be looked at in 2020'],
        ['Young carers', 'A contact for each school'],
        [null, 'See https://carers.example.org'],
      ],
      ['A3:A4'],
    )
    const preview = await send(browser, `${base}/import`, file)
    expect(pageText(preview)).toContain('B2 This cell has 2 lines: each is read as an answer of its own.')
    expect(pageText(preview)).toContain('A3:A4 These cells are merged')
    expect(pageText(preview)).toContain('The workbook does not say how 4 answers stand.')
    const refused = await submitForm(browser, preview)
    expect([refused.status, pageText(refused).includes('Choose how these answers stand')]).toEqual([422, true])
    await submitForm(browser, refused, { state: 'done' })
    const now = words(await writtenIn(world.db, partnership.id, round.id))
    expect(now.map(({ title, answers }) => [title, answers.map(({ what, state }) => `${what}: ${state}`)])).toEqual([
      ['Neglect', ['One tool for all: done', 'Will be looked at in 2020: done']],
      ['Young carers', ['A contact for each school: done', 'See https://carers.example.org: done']],
    ])
    expect(pageText(await send(browser, `${base}/import`, file))).toContain('Nothing would be added or changed.')
    const bare = pageText(
      await send(
        browser,
        `${base}/import`,
        await book([
          ['Knives', 'Officers visit'],
          ['', 'A tool'],
        ]),
      ),
    )
    expect(bare).toContain('This sheet has no headings: its first column is read as themes, and its second as answers.')
    expect(bare).toContain('3 things would be added and 0 changed.')
  }),
)

test(
  'what was changed in Excel is shown cell by cell with its reasons, nothing changes before it is confirmed, and names that were agreed are agreed anew',
  inRollback(async world => {
    const here = await demonstration(world)
    const { browser, base } = here
    await finding(world, here)
    const file = await changed(await download(browser, base), workbook => {
      const sheet = workbook.getWorksheet('Themes and answers')!
      sheet.getCell('D2').value = 'know who to call'
      sheet.getCell('G2').value = '2019/10'
      sheet.getCell('I3').value = 'Nearly'
      sheet.getCell('G4').value = 'Quarterly'
      sheet.getCell('K4').value = 'Yes'
      sheet.getCell('D5').value = 'nobody said this'
      sheet.getCell('L5').value = 'https://parents.example.org'
      sheet.addRow(['', '', '', '', 'One more answer', '', 'By'])
    })
    const before = await here.now()
    const text = pageText(await send(browser, `${base}/import`, file))
    expect(text).toContain('1 thing would be added and 4 changed.')
    expect(text).toMatch(/G2 It looks like a year with a slip in it\. It is kept as it is written\./)
    expect(text).toContain('“Nearly” is no state.')
    expect(text).toContain('The round has no finding in these words: “nobody said this”.')
    expect(text).toContain('When: nothing People may be named: No When: Quarterly People may be named: Yes')
    expect(await here.now()).toEqual(before)
    const preview = await send(browser, `${base}/import`, file)
    await submitForm(browser, preview, { state: 'planned' })
    const now = await here.now()
    const [first, , third, fourth] = now.answers
    expect([first!.action.timescale, third!.namesPublic, fourth!.action.what.endsWith(' https://parents.example.org')]).toEqual([
      '2019/10',
      true,
      true,
    ])
    expect(now.themes[0]!.findingIds.length).toBe(1)
    expect(words(now).at(-1)!.answers.at(-1)!.what).toBe('One more answer')
  }),
)

test(
  'a workbook that holds no such list is told so, and one that was overtaken is shown anew',
  inRollback(async world => {
    const here = await demonstration(world)
    const { browser, base } = here
    expect(pageText(await send(browser, `${base}/import`, await book([['Remember the milk']])))).toContain(
      'No sheet of this workbook holds themes and answers',
    )
    const file = await changed(await download(browser, base), workbook => {
      workbook.getWorksheet('Themes and answers')!.getCell('A2').value = 'Minds'
    })
    const preview = await send(browser, `${base}/import`, file)
    const { id, title } = (await here.now()).themes[0]!
    await submitForm(browser, await browser.get(`${base}/themes/${id}/edit`), { title: `${title}!` })
    const refused = await submitForm(browser, preview)
    expect([refused.status, pageText(refused).includes('earlier state')]).toEqual([409, true])
    expect((await here.now()).themes[0]!.title).toBe(`${title}!`)
  }),
)
