import { expect, test } from '@jest/globals'
import type { Id } from '../../src/platform/id.ts'
import { routes } from '../../src/routes.ts'
import { inRollback, type Browser } from '../support/app.ts'

/** The titles of all pages that a browser is shown of one thing: of `/returns/:returnId`, its summary, answers, history … */
async function titlesOf(browser: Browser, under: string, param: string, id: number): Promise<string[]> {
  const titles: string[] = []
  for (const { method, path } of routes) {
    if (method !== 'get' || !(path === under || path.startsWith(`${under}/`)) || path.replace(param, '').includes(':')) continue
    const response = await browser.get(path.replace(param, String(id)))
    const title = /<title>([^<]*)<\/title>/.exec(response.text)?.[1]
    if (response.status === 200 && title !== undefined) titles.push(title)
  }
  return titles
}

const RETURN = ['/returns/:returnId', ':returnId'] as const
const ROUND = ['/rounds/:roundId', ':roundId'] as const

test(
  'every page of a return names its establishment in its title, and no two pages of two returns or rounds share a title',
  inRollback(async ({ make, staff }) => {
    const coordinator = await make.staffActor()
    const partnership_id = coordinator.partnershipId
    const browser = await staff(coordinator.accountId)
    const establishments: { id: Id<'establishment'>; name: string }[] = []
    for (const name of ['Ashgrove Primary School', 'Beech Hall'])
      establishments.push({ name, id: (await make.establishment({ partnership_id, name })).id })
    const rounds = [
      await make.round({ partnership_id, name: 'Audit of 2026' }),
      await make.round({ partnership_id, name: 'Audit of 2027' }),
    ]
    const all: string[] = []
    for (const { id: round_id } of rounds) {
      for (const { id: establishment_id, name } of establishments) {
        const { id } = await make.auditReturn({ partnership_id, round_id, establishment_id })
        const titles = await titlesOf(browser, ...RETURN, id)
        expect(titles.length).toBeGreaterThan(8)
        expect(titles.filter(title => !title.includes(name))).toEqual([])
        all.push(...titles)
      }
      const titles = await titlesOf(browser, ...ROUND, round_id)
      expect(titles.length).toBeGreaterThan(8)
      all.push(...titles)
    }
    expect(all.filter((title, at) => all.indexOf(title) !== at)).toEqual([])
  }),
)
