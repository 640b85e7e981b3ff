import { expect } from '@jest/globals'
import type { Browser } from '../../support/app.ts'
import { follow } from '../../support/forms.ts'

/** The workbook of a plan, as its link sends it. */
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
