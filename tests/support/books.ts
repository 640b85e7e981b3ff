import ExcelJS from 'exceljs'
import { expect } from '@jest/globals'
import type { Browser } from './app.ts'
import { follow } from './forms.ts'

/** The workbook of a page, as its link sends it. */
export const download = async (browser: Browser, base: string): Promise<Buffer> => {
  const answer = await browser
    .get(`${base}/workbook`)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(answer.status).toBe(200)
  return answer.body as Buffer
}

/** Sends a workbook. @returns the preview */
export const send = async (browser: Browser, where: string, content: Buffer) =>
  follow(browser, await browser.postFiles(where, {}, 'file', [{ name: 'plan.xlsx', content }]))

/** A workbook after someone has worked on it. */
export async function changed(content: Buffer, change: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(content as unknown as ArrayBuffer)
  change(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}
