import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import ExcelJS from 'exceljs'
import { signIn, startProgram, type Running } from './support/program.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('an analyst %s', (_how, scripts) => {
  test('asks for the workbook, watches it being made, and reads in it what the page says', async () => {
    const { page, context } = await running.window({ scripts })
    await signIn(running, page)
    await page.getByRole('link', { name: 'Safeguarding audit 2021 to 2022' }).first().click()
    await page.getByRole('link', { name: 'Export the data' }).click()
    await page
      .getByRole('button', { name: /workbook/i })
      .first()
      .click()
    const link = page.getByRole('button', { name: /download the workbook/i }).first()
    await link.waitFor({ timeout: 90_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)

    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(await download.path())
    const names = workbook.worksheets.map(sheet => sheet.name)
    expect(names.length).toBeGreaterThanOrEqual(12)
    const establishments = workbook.worksheets.find(sheet => /establishment/i.test(sheet.name))
    expect((establishments?.rowCount ?? 0) - 1).toBe(118)
    const statement = workbook.worksheets.find(sheet => /statement/i.test(sheet.name))
    const numbers = new Map<string, unknown>()
    statement?.eachRow(row => {
      const cells = (row.values as unknown[]).slice(1)
      for (const cell of cells)
        if (typeof cell === 'string')
          numbers.set(
            cell,
            cells.find(value => typeof value === 'number'),
          )
    })
    expect(numbers.get('Completed on time')).toBe(101)
    expect(numbers.get('Completed offline')).toBe(1)
    await context.close()
  })
})

test('the command line gives the same workbook', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sa-analyst-'))
  const out = path.join(folder, 'round.xlsx')
  const { code } = await running.cli('export', 'workbook', '--round', 'demo-2022', '--out', out)
  expect(code).toBe(0)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(out)
  expect((workbook.worksheets.find(sheet => /establishment/i.test(sheet.name))?.rowCount ?? 0) - 1).toBe(118)
  await rm(folder, { recursive: true })
})
