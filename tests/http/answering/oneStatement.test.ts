import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Express } from 'express'
import session, { type SessionData } from 'express-session'
import supertest from 'supertest'
import { createApp } from '../../../src/app.ts'
import { row, type Pool } from '../../../src/platform/db.ts'
import { csrfToken } from '../../../src/platform/http/csrf.ts'
import { sessionStore } from '../../../src/platform/http/sessionStore.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { heading, signedCookie, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { answerAll } from '../../support/filledRound.ts'

type Opened = Awaited<ReturnType<typeof open>>

/** A return that is answered, and two programs on its database: one that keeps sessions in it, and one that reads each thing by itself. */
async function open() {
  const clone = await cloneDatabase()
  const world = worldOn(clone.db)
  const { make, deps } = world
  const partnership = await make.partnership()
  const version = await make.questionnaireVersion(partnership.id, 'A', { frozen_at: new Date() })
  const round = await make.round({ partnership_id: partnership.id })
  const auditReturn = await make.auditReturn({
    partnership_id: partnership.id,
    round_id: round.id,
    status: 'in_progress',
    questionnaire_version_id: version.id,
  })
  await answerAll(clone.db, auditReturn, 1)
  const actor = await make.contributorActor(auditReturn)
  const sessions = sessionStore(clone.connection, { prepares: true })
  const app = createApp(deps, sessions.store, path.join(process.env.SA_TEST_FOLDER ?? '', 'incoming'))
  await clone.db.raw(
    `insert into sessions (sid, sess, expire) values ('kept', ?, now() + interval '1 day'), ('over', ?, now() - interval '1 second')`,
    [
      ...Array.from({ length: 2 }, () =>
        JSON.stringify({ cookie: { originalMaxAge: 1000 }, prolonged: Date.now(), contributor: { contributorId: actor.contributorId } }),
      ),
    ],
  )
  return { ...world, actor, auditReturn, kept: app, sessions, drop: clone.drop }
}

let opened: Opened
beforeAll(async () => (opened = await open()))
afterAll(async () => {
  await opened.sessions.close()
  await opened.drop()
})

const dressed = ({ deps }: TestWorld, request: supertest.Test, sid = 'kept') =>
  request.set('Cookie', `safeguarding_audit=${encodeURIComponent(signedCookie(deps.secret, sid))}`).set('Sec-Fetch-Site', 'same-origin')
const get = (world: TestWorld, app: Express, address: string, sid?: string) => dressed(world, supertest(app).get(address), sid)

/** The statements that a piece of work sends from the pool of the pages, which is beside that of the sessions. */
async function statementsOf(db: Pool, work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const hear = ({ sql }: { sql: string }) => void seen.push(sql)
  db.on('query', hear)
  await work()
  db.off('query', hear)
  return seen
}

/** What differs from page to page by itself. */
const plain = (html: string) => html.replace(/name="_csrf" value="[^"]+"/g, '')
const sections = LIBRARY.find(({ set }) => set === 'A')?.sections.map(({ key }) => key) ?? []

test('every section is the same page whether its return was read with the session or by itself', async () => {
  const apart = await opened.contributor(opened.actor.contributorId)
  let pages = 0
  for (const key of sections) {
    const [one, other] = [await get(opened, opened.kept, `/return/sections/${key}`), await apart.get(`/return/sections/${key}`)]
    expect(one.status).toBe(other.status)
    expect(plain(one.text)).toBe(plain(other.text))
    if (one.status === 200) pages += 1
  }
  expect(pages).toBeGreaterThan(8)
})

test('a section is opened by one statement, and saved by two', async () => {
  const address = `/return/sections/${sections[0]}`
  // A save of a return that lacks nothing asks besides whether the head has to be told.
  await opened.db.raw(`delete from responses where return_id = ? and question_key = 'policies_child_protection_current'`, [
    opened.auditReturn.id,
  ])
  await get(opened, opened.kept, address)
  expect(await statementsOf(opened.db, () => get(opened, opened.kept, address))).toEqual([])
  const text = (await get(opened, opened.kept, address)).text
  const [, field = '', base = ''] = /name="v\.([a-z0-9_]+)" value="([^"]+)"/.exec(text) ?? []
  const save = () =>
    dressed(opened, supertest(opened.kept).post(address))
      .type('form')
      .send({
        _csrf: csrfToken(opened.deps.secret, 'kept', opened.actor.contributorId),
        [`q.${field}`]: '1',
        [`v.${field}`]: base,
        [`c.${field}`]: 'Said at this moment.',
      })
      .expect(303)
  const statements = await statementsOf(opened.db, save)
  expect(statements.map(sql => /update returns set status/.test(sql))).toEqual([true])
  expect(
    await row(opened.db, `select comment from responses where return_id = ? and question_key = ?`, [opened.auditReturn.id, field]),
  ).toEqual({
    comment: 'Said at this moment.',
  })
})

test('a session that has run out opens nothing, and neither does one whose link was ended', async () => {
  const address = `/return/sections/${sections[0]}`
  expect((await get(opened, opened.kept, address, 'over')).status).toBe(403)
  expect((await get(opened, opened.kept, address, 'nobody')).status).toBe(403)
  expect((await get(opened, opened.kept, address)).status).toBe(200)
  await opened.db.raw(`update invitations set revoked_at = now() where id = ?`, [opened.actor.invitationId])
  const ended = await get(opened, opened.kept, address)
  expect(ended.status).toBe(403)
  expect(heading(ended)).toBe('This audit link has been ended')
})

test('sessions are stored, changed, removed, and cleared away once they have run out', async () => {
  const { store } = opened.sessions
  const cookie = new session.Cookie()
  cookie.maxAge = 60_000
  const set = promisify((sid: string, data: SessionData, done: (error?: unknown) => void) => store.set(sid, data, done))
  const read = promisify((sid: string, done: (error: unknown, found?: SessionData | null) => void) => store.get(sid, done))
  await set('new', { cookie, prolonged: 1 })
  await set('new', { cookie, prolonged: 2 })
  expect(await read('new')).toMatchObject({ prolonged: 2 })
  await promisify((sid: string, done: (error?: unknown) => void) => store.destroy(sid, done))('new')
  expect(await read('new')).toBeNull()
  await store.prune()
  expect(await row(opened.db, `select count(*) as count from sessions where sid = 'over'`)).toEqual({ count: 0 })
})
