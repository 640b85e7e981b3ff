import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, type Browser, type TestWorld } from '../../support/app.ts'
import { answering, fieldsOf } from './answering.ts'

const TRAINING = '/return/sections/training'
const RATINGS = '/return/sections/ratings'

/** Saves one answer of a section as a browser would, from the page as it is now. */
async function answer(browser: Browser, section: string, key: string, text: string): Promise<void> {
  const sent = await browser.post(section, { ...fieldsOf(await browser.get(section)), [`a.${key}`]: text, intent: 'stay' })
  expect(sent.status).toBe(303)
}

/** Lets so many minutes go by: all that was saved and told is that much older. */
async function later({ db }: TestWorld, returnId: unknown, minutes: number): Promise<void> {
  await db.raw('alter table events disable trigger user')
  await db.raw('alter table response_changes disable trigger user')
  for (const table of ['responses', 'response_changes', 'events'])
    await db.raw(`update ${table} set at = at - make_interval(mins => ?) where return_id = ?`, [minutes, String(returnId)])
  await db.raw('alter table events enable trigger user')
  await db.raw('alter table response_changes enable trigger user')
}

const kept = ({ db }: TestWorld, returnId: unknown) =>
  rows<{ answer: string; by: string; version: number }>(
    db,
    `select answer, by_name as by, version from response_changes where return_id = ? and question_key = 'priority' order by version`,
    [String(returnId)],
  )

test(
  'one person who saves a section again and again is one event, and each question keeps one text',
  inRollback(async world => {
    const { dsl, events, answers, auditReturn } = await answering(world)
    for (const text of ['O', 'On', 'Online', 'Online safety']) {
      await answer(dsl, TRAINING, 'priority', text)
      await later(world, auditReturn.id, 20)
    }
    await answer(dsl, TRAINING, 'story', 'The council')
    expect(await events('return.saved')).toMatchObject([{ actor_name: 'Sam Okafor', details: { section: 'training' } }])
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', version: 4 })
    expect(await kept(world, auditReturn.id)).toEqual([])
  }),
)

test(
  'half an hour without a save begins another sitting, which keeps the text of the one before',
  inRollback(async world => {
    const { dsl, events, auditReturn } = await answering(world)
    await answer(dsl, TRAINING, 'priority', 'First')
    await answer(dsl, TRAINING, 'priority', 'Online')
    await later(world, auditReturn.id, 31)
    await answer(dsl, TRAINING, 'story', 'The council')
    await answer(dsl, TRAINING, 'priority', 'Recruitment')
    await answer(dsl, TRAINING, 'priority', 'Recruiting')
    expect(await events('return.saved')).toHaveLength(2)
    expect(await kept(world, auditReturn.id)).toEqual([{ answer: 'Online', by: 'Sam Okafor', version: 2 }])
  }),
)

test(
  'another section and another person are sittings of their own, and what somebody else replaces is kept',
  inRollback(async world => {
    const { dsl, join, events, auditReturn } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await answer(dsl, TRAINING, 'priority', 'Online')
    await answer(head, RATINGS, 'policy_current', 'yes')
    await answer(dsl, TRAINING, 'priority', 'Online safety')
    expect(await events('return.saved')).toHaveLength(2)
    await answer(head, TRAINING, 'priority', 'Recruitment')
    await answer(dsl, TRAINING, 'priority', 'Online safety')
    await answer(dsl, TRAINING, 'priority', 'Online')
    expect((await events('return.saved')).map(({ actor_name }) => actor_name)).toEqual([
      'Sam Okafor',
      'Ruth Ainsworth',
      'Ruth Ainsworth',
      'Sam Okafor',
    ])
    expect(await kept(world, auditReturn.id)).toEqual([
      { answer: 'Online safety', by: 'Sam Okafor', version: 2 },
      { answer: 'Recruitment', by: 'Ruth Ainsworth', version: 3 },
    ])
  }),
)

test(
  'a return that was sent back begins a sitting, so that what was sent is kept',
  inRollback(async world => {
    const { dsl, events, auditReturn } = await answering(world)
    await answer(dsl, TRAINING, 'priority', 'Online')
    await world.db.raw(
      `update returns set returned_at = now() + interval '1 second', status = 'returned', submitted_at = now(), submitted_via = 'online', recorded_at = now(), reference = 'NM-1' where id = ?`,
      [auditReturn.id],
    )
    await answer(dsl, TRAINING, 'priority', 'Recruitment')
    expect(await events('return.saved')).toHaveLength(2)
    expect(await kept(world, auditReturn.id)).toMatchObject([{ answer: 'Online' }])
  }),
)
