import type { Browser, TestWorld } from '../../support/app.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { londonDate } from '../../../src/platform/london.ts'

export type Values = Record<string, unknown>
type Makes = Pick<TestWorld, 'make' | 'staff'>
type Stored = Pick<TestWorld, 'db'>

/** What a submitted return has. */
export const sent = {
  status: 'submitted',
  submitted_at: new Date(),
  submitted_via: 'online',
  started_at: new Date(),
  reference: 'NM-2026-000001',
}

/** A return of a coordinator's partnership, and their browser. */
export async function oneReturn({ make, staff }: Makes, values: Values = {}) {
  const coordinator = await make.staffActor()
  const partnership_id = coordinator.partnershipId
  const auditReturn = await make.auditReturn({ partnership_id, ...values })
  return { coordinator, partnership_id, auditReturn, base: `/returns/${auditReturn.id}`, browser: await staff(coordinator.accountId) }
}

/** The key and version that the first form of a page carries. */
export async function carriedBy(browser: Browser, path: string): Promise<{ _key: string; version: string }> {
  return carriedIn((await browser.get(path)).text)
}

export function carriedIn(html: string): { _key: string; version: string } {
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return { _key: value('_key'), version: value('version') }
}

/** Today in the boxes of a date. */
export function today(prefix: string): Record<string, string> {
  const [year = '', month = '', day = ''] = londonDate(new Date()).split('-')
  return { [`${prefix}-day`]: day, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}

export const statusOf = async ({ db }: Stored, id: number) =>
  row<{ status: string; excused_as: string | null; version: number }>(db, `select status, excused_as, version from returns where id = ?`, [
    id,
  ])

/** What the history says of a return, the first first. */
export const verbsOf = async ({ db }: Stored, id: number) =>
  (await rows<{ verb: string }>(db, `select verb from events where return_id = ? order by id`, [id])).map(({ verb }) => verb)
