import { expect, test } from '@jest/globals'
import { inRollback, type Browser } from '../../support/app.ts'
import { answering, fieldsOf } from './answering.ts'

const RATINGS = '/return/sections/ratings'

/** Sends as the script of the page does, with the token of its page in a header. */
const scriptOf =
  (browser: Browser) =>
  async (fields: unknown, { token = browser.csrf(), to = `${RATINGS}/typed` } = {}) => {
    const res = await browser.send(to, 'application/json', JSON.stringify(fields)).set('X-CSRF-Token', token)
    return { status: res.status, ...(JSON.parse(res.text) as Record<string, unknown>) } as { status: number } & Record<
      'bases' | 'held',
      Record<string, string>
    >
  }

const only = (form: Record<string, unknown>, question: string) =>
  Object.fromEntries(Object.entries(form).filter(([name]) => name.startsWith('_') || name.slice(2).split('.')[0] === question))

test(
  'what is typed is saved question by question, goes on from what was saved, and is one event of the sitting',
  inRollback(async world => {
    const { dsl, answers, events, now } = await answering(world)
    const send = scriptOf(dsl)
    const form = fieldsOf(await dsl.get(RATINGS))
    const first = await send({ ...only(form, 'lettings'), 'a.lettings': 'partly', 'c.lettings': 'Two cl' })
    expect(first).toMatchObject({
      status: 200,
      wrong: 0,
      conflicts: 0,
      isSigned: false,
      bases: { lettings: expect.stringMatching(/^1\./) },
    })
    const second = await send({
      ...only(form, 'lettings'),
      'v.lettings': first.bases.lettings ?? '',
      'a.lettings': 'partly',
      'c.lettings': 'Two clubs.',
    })
    expect(second).toMatchObject({ status: 200, conflicts: 0, bases: { lettings: expect.stringMatching(/^2\./) } })
    expect([...(await answers()).values()]).toMatchObject([{ question_key: 'lettings', comment: 'Two clubs.', by_name: 'Sam Okafor' }])
    expect(await events('return.saved')).toHaveLength(1)
    expect(await now()).toMatchObject({ status: 'in_progress' })
    // The button, pressed on the same page, finds nothing new and nothing against it.
    const pressed = await dsl.post(RATINGS, {
      ...form,
      'v.lettings': second.bases.lettings ?? '',
      'a.lettings': 'partly',
      'c.lettings': 'Two clubs.',
    })
    expect(pressed.headers.location).toContain('saved=ratings')
    // A page that is opened now shows the same base.
    expect(fieldsOf(await dsl.get(RATINGS))['v.lettings']).toEqual(second.bases.lettings)
  }),
)

test(
  'what is no answer yet keeps nothing else from being saved, and what somebody else changed meanwhile stays',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const send = scriptOf(dsl)
    const form = fieldsOf(await dsl.get(RATINGS))
    const head = await join('head', 'Priya Nair')
    await head.post(RATINGS, { ...fieldsOf(await head.get(RATINGS)), 'a.lettings': 'met', 'c.lettings': 'From Priya' })
    const both = { ...only(form, 'lettings'), ...only(form, 'policy_current'), 'a.policy_current': 'yes' }
    const clash = await send({ ...both, 'a.lettings': 'partly', 'c.lettings': 'Mine' })
    expect(clash).toMatchObject({ status: 200, conflicts: 1, held: { lettings: expect.any(String) } })
    expect(Object.keys(clash.bases)).toEqual(['policy_current'])
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met', comment: 'From Priya', by_name: 'Priya Nair' })
    // Left alone, theirs is no base for what is written next: writing on is a conflict still.
    const left = await send({ ...only(form, 'lettings') })
    expect(left).toMatchObject({ conflicts: 0, bases: { lettings: form['v.lettings'] } })
    for (const base of [clash.held.lettings, left.bases.lettings])
      expect(await send({ ...only(form, 'lettings'), 'v.lettings': base ?? '', 'c.lettings': 'More' })).toMatchObject({ conflicts: 1 })
    expect((await answers()).get('lettings')).toMatchObject({ comment: 'From Priya', version: 1 })
    const wrong = await send({ ...only(form, 'lettings'), 'c.lettings': 'x'.repeat(6000) })
    expect(wrong).toMatchObject({ status: 200, wrong: 1, bases: {} })
  }),
)

test(
  'saves nothing over a signature, for nobody, in no other section, and without the token of its page',
  inRollback(async world => {
    const { dsl, auditReturn, answers } = await answering(world)
    const send = scriptOf(dsl)
    const form = fieldsOf(await dsl.get(RATINGS))
    const mine = { ...only(form, 'lettings'), 'a.lettings': 'partly' }
    expect(await send(mine, { token: 'none' })).toMatchObject({ status: 403, type: expect.stringContaining(':stale_form') })
    expect(await scriptOf(world.visitor())(mine)).toMatchObject({ status: 403, type: expect.stringContaining(':no_session') })
    expect(await send(mine, { to: '/return/sections/no_such/typed' })).toMatchObject({ status: 404 })
    for (const odd of [[], 'text', { 'a.lettings': { deep: 1 } }, null]) expect(await send(odd)).toMatchObject({ status: 400 })
    expect((await answers()).size).toBe(0)

    await world.db.raw(`insert into sign_offs (partnership_id, return_id, role, name) values (?, ?, 'head', 'Priya Nair')`, [
      auditReturn.partnership_id,
      auditReturn.id,
    ])
    expect(await send(mine)).toMatchObject({ status: 200, isSigned: true, bases: {} })
    expect((await answers()).size).toBe(0)
    const page = await dsl.get(RATINGS)
    expect(page.text).toContain('signed as headteacher')
    expect(page.text).not.toContain('data-typing')
  }),
)
