import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { pageText, worldOn, type Browser } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'

let browser: Browser
let roundId: Id<'round'>
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await cloneDatabase()
  drop = database.drop
  const { make } = worldOn(database.db)
  const { accountId, partnershipId: partnership_id } = await make.staffActor()
  roundId = (await make.round({ partnership_id })).id
  for (let at = 0; at < 60; at += 1)
    await make.auditReturn({ partnership_id, round_id: roundId, ...(at > 2 ? { status: 'not_issued', issued_at: null } : {}) })
  const issueOne = async () => {
    await database.db.raw(`update returns set status = 'issued', issued_at = now()
      where id = (select min(id) from returns where status = 'not_issued')`)
  }
  browser = await worldOn(beforeEachQuery(database.db, issueOne)).staff(accountId)
}, 60_000)

afterAll(() => drop())

/** A pool whose statements wait for each other, something happening before each: what the unluckiest reader would see. */
function beforeEachQuery(pool: Pool, happens: () => Promise<void>): Pool {
  let turn = Promise.resolve<unknown>(undefined)
  const raw = (db: Pool) => (sql: string, bindings: never) => {
    const answer = turn.then(happens).then(() => db.raw(sql, bindings))
    turn = answer
    return Object.assign(answer, { options: () => answer })
  }
  const watched = (db: Pool): Pool =>
    new Proxy(db, {
      get(target, name) {
        if (name === 'raw') return raw(target)
        if (name === 'transaction')
          return (work: (trx: Pool) => Promise<unknown>, options: object) => target.transaction(trx => work(watched(trx)), options)
        return Reflect.get(target, name) as unknown
      },
    })
  return watched(pool)
}

const figure = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1])

test('the statement adds up while links are being issued', async () => {
  const page = await browser.get(`/rounds/${roundId}/statement`)
  expect(page.status).toBe(200)
  expect(pageText(page)).toMatch(/0 \+ 0 \+ (\d+) = \1, the number of establishments/)
})

test('the numbers and the charts of the overview agree while links are being issued', async () => {
  const page = await browser.get(`/rounds/${roundId}`)
  const issued = figure(pageText(page), /(\d+) Issued/)
  expect(issued).toBeGreaterThan(3)
  expect(figure(pageText(page), /(\d+) Not started/)).toBe(issued)
  expect(figure(page.text.slice(page.text.indexOf('phase-figures')).replace(/<[^>]+>|\s+/g, ' '), /Primary +0 +0 +(\d+) +0/)).toBe(issued)
})

test('the live list holds as many returns as it says while links are being issued', async () => {
  const page = await browser.get(`/rounds/${roundId}/returns?flag=issued`)
  const total = figure(pageText(page), /Showing all (\d+) returns/)
  expect(total).toBeGreaterThan(3)
  expect(page.text.match(/name="return" value/g)).toHaveLength(total)
})
