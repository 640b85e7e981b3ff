import { expect, test } from '@jest/globals'
import { heading, inRollback } from '../../support/app.ts'

const MEGABYTE = 1024 * 1024
const many = (count: number, bytes: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`a.${at}`, '! '.repeat(bytes / 2)]))
const file = [{ name: 'policy.pdf', content: 'bytes of a file' }]

test(
  'a form for an address that does not exist is not read',
  inRollback(async ({ visitor }) => {
    const answer = await visitor().postFiles('/nothing-here', { 'a.q1': 'Typed, and kept in memory.' }, 'files', file)
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('Typed, and kept in memory.')
  }),
)

test(
  'whoever is not signed in makes the program keep no more of a form than one may hold',
  inRollback(async ({ visitor }) => {
    const answer = await visitor().postFiles('/return/sections/training', many(40, MEGABYTE / 4), 'files', file)
    expect([answer.status, heading(answer)]).toEqual([403, 'Open your audit link again'])
    expect(answer.text.length).toBeLessThan(3 * MEGABYTE)
    expect(answer.text).toContain('! ! !')
  }),
)

test(
  'a form whose fields are too large together is refused in these words, however small each is',
  inRollback(async ({ make, staff }) => {
    const { accountId } = await make.staffActor()
    const browser = await staff(accountId)
    for (const fields of [many(9, MEGABYTE / 4), many(2001, 2), { note: '!'.repeat(MEGABYTE + 2) }]) {
      const answer = await browser.postFiles('/register/imports', fields, 'file', file)
      expect([answer.status, heading(answer)]).toEqual([413, 'The form was too large'])
    }
    expect((await browser.postFiles('/register/imports', { note: '!'.repeat(MEGABYTE) }, 'file', file)).status).not.toBe(413)
  }),
)

test(
  'a number in the name of a field makes no list of that length',
  inRollback(async ({ visitor }) => {
    const answer = await visitor().postFiles('/return/sections/training', { 'a.q1[400000000]': 'x' }, 'files', file)
    expect(answer.status).toBe(403)
  }),
)
