import { afterAll, expect, test } from '@jest/globals'
import nunjucks from 'nunjucks'
import { LONGEST } from '../../src/platform/forms/lengths.ts'

/** The program as it was: no box has an end, the design system trims by its own pattern, and so do shares of a hundred. */
type Filters = { addFilter: (name: string, ...rest: unknown[]) => unknown; filters?: Record<string, unknown> }
const prototype = nunjucks.Environment.prototype as unknown as Filters
const { addFilter } = prototype
prototype.addFilter = new Proxy(addFilter, {
  apply: (real, environment: Filters, given: [string, ...unknown[]]) =>
    given[0] === 'trim' && environment.filters?.trim !== undefined ? environment : Reflect.apply(real, environment, given),
})
afterAll(() => void (prototype.addFilter = addFilter))
// A date box of 30,000 spaces would take four seconds to draw, and a form has several.
Object.assign(LONGEST, { date: 12_000, number: 30_000 })

test('a pattern that looks for the end from every space is found, by the name of its field', async () => {
  const { inRollback } = await import('../support/app.ts')
  const { heldUpBy } = await import('../support/awkward.ts')
  const { walkThrough } = await import('../support/walk.ts')
  const { routes } = await import('../../src/routes.ts')
  const { percentage } = await import('../../src/features/questions/kinds/numbers.ts')
  const { answering } = await import('../http/answering/answering.ts')
  const kind = percentage as unknown as { read: (question: unknown, raw: unknown, today: string) => unknown }
  const { read } = kind
  kind.read = (question, raw, today) => read(question, String(raw).replace(/\s*(%|per ?cent)$/i, ''), today)
  await inRollback(async world => {
    const { dsl } = await answering(world)
    const { accountId } = await world.make.staffActor(undefined, 'administrator')
    const { forms } = await walkThrough(
      [
        // The pages with the planted fields, and none that they lead to.
        { name: 'a school', browser: () => world.contributor(dsl.actor.contributorId), starts: ['/return/sections/training'], most: 0 },
        { name: 'staff', browser: () => world.staff(accountId), starts: ['/rounds/new'], most: 0 },
      ],
      routes,
    )
    const faultsOf = async (field: string, text: string) => {
      const form = forms.find(({ boxes }) => boxes.some(({ name }) => name === field))
      if (!form) throw new Error(`no form has ${field}`)
      // Of the fields that are slow now one is enough: each takes a second whenever it is drawn.
      const boxes = form.boxes.filter(({ name }) => name === field || !/^a\.|-(day|month|year)$/.test(name))
      return heldUpBy(world, { ...form, boxes }, [text])
    }
    expect(await faultsOf('a.read_part_one', 'a letter at each end of spaces')).toContainEqual(
      expect.stringMatching(/^POST \/return\/sections\/:section\/evidence a\.read_part_one: .* took \d+ ms$/),
    )
    expect(await faultsOf('due-year', 'a letter at each end of spaces')).toContainEqual(
      expect.stringMatching(/^POST \/rounds\/new due-year: .* took \d+ ms$/),
    )
  })()
}, 240_000)
