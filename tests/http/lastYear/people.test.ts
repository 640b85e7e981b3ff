import { expect, test } from '@jest/globals'
import { inRollback, pageText } from '../../support/app.ts'
import { answering, fieldsOf } from '../answering/answering.ts'
import { earlier, otherwise, secondYear } from './world.ts'

const PEOPLE = '/return/sections/people'
const ASKING = otherwise({ head: { asks: 'head' }, deputies: { asks: 'deputies' }, roll: { asks: 'number_on_roll' } })

test(
  'the number on roll is filled in from the register with its date, and is an answer once it is saved',
  inRollback(async world => {
    const { dsl, answers } = await answering(world, {}, { pupils: 176, changed_on: '2026-09-14' }, ASKING)
    const page = await dsl.get(PEOPLE)
    expect(fieldsOf(page)['a.roll']).toBe('176')
    expect(pageText(page)).toContain('Filled in from the register, last changed there on Monday 14 September 2026')
    expect((await answers()).size).toBe(0)
    await dsl.post(PEOPLE, { ...fieldsOf(page), intent: 'stay' })
    expect((await answers()).get('roll')).toMatchObject({ answer: 176 })
  }),
)

test(
  'training dates of the same people come back by one press, and the names stay as the register has them',
  inRollback(async world => {
    const { dsl, answers, partnership, establishment } = await answering(world, {}, {}, ASKING)
    const of = { partnership_id: partnership.id, establishment_id: establishment.id }
    for (const contact of [
      { role: 'head', name: 'Ruth Ainsworth', email: 'head@school.example' },
      { role: 'deputy_dsl', name: 'Lee Marsh' },
      { role: 'deputy_dsl', name: 'Ada Bell' },
    ])
      await world.make.contact({ ...of, ...contact })
    await earlier(world, of, {
      document: ASKING,
      given: {
        head: { answer: { name: 'Ruth Ainsworth', role: 'Principal', email: null, trained: '2025-09-01' } },
        deputies: {
          answer: [
            { name: 'Lee Marsh', trained_on: '2025-10-06', days: 3 },
            { name: 'Gone Away', trained_on: '2024-01-01' },
          ],
        },
      },
    })
    const page = await dsl.get(PEOPLE)
    expect(pageText(page)).toContain('added to the names above where they are the same')
    // Once the register's names are saved, they still have no training dates.
    await dsl.post(PEOPLE, fieldsOf(page))
    const saved = await dsl.get(PEOPLE)
    expect(saved.text).toContain('value="again:head"')
    expect(saved.text).toContain('value="again:deputies"')
    await dsl.post(PEOPLE, { ...fieldsOf(saved), intent: 'again:head' })
    expect((await answers()).get('head')?.answer).toEqual({
      name: 'Ruth Ainsworth',
      role: 'Principal',
      email: 'head@school.example',
      trained: '2025-09-01',
    })
    await dsl.post(PEOPLE, { ...fieldsOf(await dsl.get(PEOPLE)), intent: 'again:deputies' })
    const deputies = (await answers()).get('deputies')?.answer as { name: string; trained_on: string | null }[]
    expect(deputies.map(({ name, trained_on }) => [name, trained_on]).toSorted()).toEqual([
      ['Ada Bell', null],
      ['Lee Marsh', '2025-10-06'],
    ])
    // Of Ada last year knows nothing, and the others say all that it does.
    expect((await dsl.get(PEOPLE)).text).not.toContain('value="again:')
    expect(pageText(await dsl.get('/return/last-year/people'))).not.toContain('Gone Away')
  }),
)

test(
  'where the register and last year say the same, there is nothing to press',
  inRollback(async world => {
    const { dsl, partnership, establishment } = await answering(world, {}, { pupils: 176 }, ASKING)
    await earlier(
      world,
      { partnership_id: partnership.id, establishment_id: establishment.id },
      { document: ASKING, given: { roll: { answer: 180 } } },
    )
    const page = await dsl.get(PEOPLE)
    expect(pageText(page)).toContain('180 pupils')
    expect(page.text).not.toContain('again:roll')
  }),
)

test(
  'the question about last year’s actions leads to them',
  inRollback(async world => {
    const { LIBRARY } = await import('../../../src/features/questionnaires/index.ts')
    const document = LIBRARY[0]!
    const { dsl, partnership, establishment } = await answering(world, {}, {}, document)
    const of = { partnership_id: partnership.id, establishment_id: establishment.id }
    await earlier(world, of, { document, given: { leadership_dsl_senior: { answer: 'yes' } } })
    const key = document.sections.find(({ questions }) => questions.some(one => one.key === 'leadership_last_actions_done'))!.key
    expect((await dsl.get(`/return/sections/${key}`)).text).toContain('name="intent" value="lastActions"')
    expect(pageText(await dsl.get('/return/last-year-actions'))).toContain('No answer from last time has an action')
  }),
)

test(
  'who has no earlier return reads nothing of last year, and no statement looks for one',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const asked: string[] = []
    const hear = ({ sql }: { sql: string }) => asked.push(sql)
    world.db.on('query', hear)
    for (const address of ['/return', '/return/sections/ratings', '/return/sections/training'])
      expect(pageText(await dsl.get(address))).not.toContain('last time')
    world.db.removeListener('query', hear)
    expect(asked.length).toBeGreaterThan(3)
    expect(asked.filter(sql => sql.includes('with recursive this'))).toEqual([])
    expect((await (await secondYear(world)).dsl.get('/return')).text).toContain('Answers from last time')
  }),
)
