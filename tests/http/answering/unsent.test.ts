import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { rows } from '../../../src/platform/db.ts'
import { deleteOldUnsent } from '../../../src/features/answering/unsentStore.ts'
import { answering, fieldsOf } from './answering.ts'
import { sentSignedOut, withCookie } from './signedOut.ts'

const RATINGS = '/return/sections/ratings'
const TYPED = {
  'a.lettings': 'partly',
  'c.lettings': 'Two clubs have not signed.',
  'a.policy_current': 'yes',
  'a.oversight': '2',
}

/** The form of the section, past the button that drops what was put back. */
const formOf = (page: Response) => fieldsOf(Object.assign(page, { text: page.text.replace(/<form[^>]*drop-unsent[\s\S]*?<\/form>/, '') }))

test(
  'a section sent after the session ended is kept sealed, put back question by question for the same person, and saved once',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const { answer, cookie } = await sentSignedOut(world, dsl, RATINGS, TYPED)
    expect([answer.status, heading(answer)]).toEqual([403, 'You were signed out. What you typed is kept'])
    expect(pageText(answer)).not.toContain('Two clubs')
    expect(String(answer.headers['set-cookie'])).toMatch(/unsent_form=.*HttpOnly/)
    const [row] = await rows<{ sealed: string }>(world.db, 'select sealed, browser_hash::text as hash from unsent_forms')
    expect(JSON.stringify(row)).not.toContain('clubs')
    expect(JSON.stringify(row)).not.toContain(cookie.slice(12))
    expect(await answers()).toEqual(new Map())

    // In again, by the same browser.
    const browser = withCookie(dsl, cookie)
    const list = await browser.get('/return')
    expect(pageText(list)).toContain('We kept what you typed')
    const section = await browser.get(RATINGS)
    expect(pageText(section)).toMatch(/You were signed out when you sent this section .*3 answers, not saved yet/)
    expect(formOf(section)).toMatchObject(TYPED)
    expect(await answers()).toEqual(new Map())

    const saved = await browser.post(RATINGS, formOf(section))
    expect(saved.status).toBe(303)
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'partly', comment: 'Two clubs have not signed.' })
    expect(await rows(world.db, 'select 1 from unsent_forms')).toEqual([])
    expect(pageText(await browser.get('/return'))).not.toContain('We kept what you typed')
  }),
)

test(
  'who signs out is told first of what waits, and saves it, is told what could not be saved, or discards it',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const { cookie } = await sentSignedOut(world, dsl, RATINGS, { ...TYPED, 'x.lettings.due.day': '31', 'x.lettings.due.month': '2' })
    const browser = withCookie(dsl, cookie)
    const asked = await browser.post('/return/leave')
    expect([asked.status, heading(asked)]).toEqual([200, 'Some of what you typed is not saved'])
    expect(pageText(asked)).toMatch(/“Leadership and policies”, sent at .*Save it and sign out Discard it and sign out Stay signed in/)
    const sent = await browser.post('/return/leave', { unsent: 'send' })
    expect([sent.status, heading(sent)]).toEqual([409, 'Some of it could not be saved'])
    // What is right of it is saved; the rest waits on.
    expect([...(await answers()).keys()].sort()).toEqual(['oversight', 'policy_current'])
    expect(pageText(await browser.get(RATINGS))).toContain('Two clubs have not signed.')
    const discarded = await browser.post('/return/leave', { unsent: 'discard' })
    expect(heading(discarded)).toBe('You have left the return')
    expect(await rows(world.db, 'select 1 from unsent_forms')).toEqual([])

    const again = await answering(world)
    const kept = withCookie(again.dsl, (await sentSignedOut(world, again.dsl, RATINGS, TYPED)).cookie)
    expect(heading(await kept.post('/return/leave', { unsent: 'send' }))).toBe('You have left the return')
    expect((await again.answers()).get('lettings')).toMatchObject({ answer: 'partly', comment: 'Two clubs have not signed.' })
    expect(await rows(world.db, 'select 1 from unsent_forms')).toEqual([])
  }),
)

test(
  'it is shown to nobody else: not to a colleague in the same browser, not in another browser, not at another school',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    const { cookie } = await sentSignedOut(world, dsl, RATINGS, TYPED)
    const other = await answering(world)
    for (const browser of [
      withCookie(await join('head', 'Priya Nair'), cookie),
      withCookie(other.dsl, cookie),
      withCookie(dsl, 'unsent_form=AAAAAAAAAAAAAAAAAAAAAA'),
    ]) {
      expect((await browser.get(RATINGS)).text).not.toContain('Two clubs')
      expect(pageText(await browser.get('/return'))).not.toContain('We kept what you typed')
    }
    // By a new link, under the same name, they are who they were.
    expect((await withCookie(await join('dsl', 'sam okafor'), cookie).get(RATINGS)).text).toContain('Two clubs')
  }),
)

test(
  'what a colleague saved meanwhile is no less safe: it is a conflict, and what was left alone stays theirs',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const { cookie } = await sentSignedOut(world, dsl, RATINGS, { 'a.lettings': 'partly', 'c.lettings': 'Mine' })
    const head = await join('head', 'Priya Nair')
    await head.post(RATINGS, {
      ...fieldsOf(await head.get(RATINGS)),
      'a.lettings': 'met',
      'c.lettings': 'From Priya',
      'a.policy_current': 'yes',
    })
    const browser = withCookie(dsl, cookie)
    const section = await browser.get(RATINGS)
    const form = formOf(section)
    expect(form).toMatchObject({ 'c.lettings': 'Mine', 'a.policy_current': 'yes' })
    const saved = await browser.post(RATINGS, form)
    expect(saved.status).toBe(409)
    expect(pageText(saved)).toContain('From Priya')
    expect((await answers()).get('lettings')).toMatchObject({ comment: 'From Priya' })
  }),
)

test(
  'a page from before somebody came in again leads to the section, where what they typed is back',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    // The token of a session that is gone.
    const stale = await dsl.post(RATINGS, { ...form, ...TYPED, _csrf: `${'A'.repeat(86)}.${dsl.actor.contributorId}` })
    expect([stale.status, heading(stale)]).toEqual([403, 'This page is from before you signed in again. What you typed is kept'])
    expect(stale.text).toContain('href="/return/sections/ratings"')
    const cookie = /unsent_form=[^;]+/.exec(String(stale.headers['set-cookie']))?.[0] ?? ''
    expect(formOf(await withCookie(dsl, cookie).get(RATINGS))).toMatchObject(TYPED)
  }),
)

test(
  'who would rather have what is saved says so, and nothing waits any more; nor does it after a week',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const { cookie } = await sentSignedOut(world, dsl, RATINGS, TYPED)
    const browser = withCookie(dsl, cookie)
    expect((await browser.post(`${RATINGS}/drop-unsent`, {})).headers.location).toBe(RATINGS)
    expect((await browser.get(RATINGS)).text).not.toContain('Two clubs')
    const again = await sentSignedOut(world, dsl, RATINGS, TYPED)
    await world.db.raw(`update unsent_forms set at = now() - interval '8 days'`)
    expect((await withCookie(dsl, again.cookie).get(RATINGS)).text).not.toContain('Two clubs')
    expect(await deleteOldUnsent(world.db)).toBe(1)
  }),
)

test(
  'a form that says of nobody for whom it was drawn, or is too large, or comes too often, is told as it was: its texts to be copied',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    const send = (csrf: string, text = 'Two clubs') => world.visitor().post(RATINGS, { ...form, 'c.lettings': text, _csrf: csrf })
    for (const csrf of ['', 'x.', 'x.999999999', 'x.0', `x.${'9'.repeat(40)}`]) {
      const answer = await send(csrf)
      expect([csrf, answer.status, pageText(answer).includes('Two clubs')]).toEqual([csrf, 403, true])
    }
    expect(await rows(world.db, 'select 1 from unsent_forms')).toEqual([])
    for (let time = 0; time < 59; time += 1) await send(dsl.csrf())
    expect(pageText(await send(dsl.csrf()))).toContain('Two clubs')
    expect(await rows(world.db, 'select 1 from unsent_forms')).toHaveLength(59)
  }),
)
