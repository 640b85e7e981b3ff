import { expect, test } from '@jest/globals'
import { sendBack } from '../../../src/features/handling/index.ts'
import { changed, row } from '../../../src/platform/db.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, fieldsOf } from '../answering/answering.ts'
import { carriedBy } from './oneReturn.ts'

const NOTE = 'Say who is looked after by whom'

test(
  'a return is sent back for one question: its section alone opens, and both sides read what was sent and what changed',
  inRollback(async world => {
    const { db } = world
    const { auditReturn, dsl, partnership, join } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    expect(await row(db, 'select status from returns where id = ?', [auditReturn.id])).toEqual({ status: 'awaiting_sign_off' })
    const priya = await world.make.staffActor(partnership.id)
    const staff = await world.staff(priya.accountId)
    const base = `/returns/${auditReturn.id}`

    expect(pageText(await staff.get(`${base}/send-back/questions?question=priority`))).toContain('1 of')
    const path = `${base}/send-back?question=priority&question=nonsense`
    const form = { ...(await carriedBy(staff, path)), question: 'priority', 'note.priority': NOTE, reason: 'Please look again' }
    const without = await staff.post(`${base}/send-back`, form)
    expect(without.status).toBe(422)
    expect(pageText(without)).toContain('Enter the day by which you need it')
    expect(without.text).toContain(NOTE)
    const day = { 'due-day': '14', 'due-month': '1', 'due-year': String(new Date().getFullYear() + 1) }
    expect((await staff.post(`${base}/send-back`, { ...form, ...day })).status).toBe(303)
    // In one transaction every moment is the same: what is saved from here on is later than this.
    await changed(db, `update returns set returned_at = returned_at - interval '1 second' where id = ?`, [auditReturn.id])
    await changed(db, `update responses set at = at - interval '1 hour' where return_id = ?`, [auditReturn.id])

    const list = pageText(await dsl.get('/return'))
    for (const said of [NOTE, 'To look at', 'As you sent it', 'Please submit it again by']) expect(list).toContain(said)
    expect((await dsl.get('/return/sections/people')).headers.location).toBe('/return/whole#section-people')
    const closed = await dsl.post('/return/sections/people', { 'q.head': '1', 'v.head': '1', 'a.head.name': 'Someone else' })
    expect(closed.status).toBe(409)
    expect(pageText(closed)).toContain('did not ask about this section')
    const open = await dsl.get('/return/sections/training')
    expect(pageText(open)).toContain(NOTE)
    expect((await dsl.post('/return/sections/training', { ...fieldsOf(open), 'a.priority': 'Attendance' })).status).toBe(303)

    expect(pageText(await dsl.get('/return'))).not.toContain('To look at')
    for (const page of [await dsl.get('/return/changes'), await staff.get(`${base}/changes`)]) {
      const text = pageText(page)
      expect(text).toContain('1 answer differs')
      expect(text).toMatch(/Answer before Online safety Answer after Attendance/)
    }
    expect(pageText(await dsl.get('/return/sent/1'))).toContain('Online safety')
    expect(pageText(await staff.get(`${base}/sent/1`))).toContain('Online safety')
    expect((await dsl.get('/return/sent/2')).status).toBe(404)
    expect(pageText(await staff.get(base))).toContain(NOTE)
  }),
  60_000,
)

test(
  'a return that is sent back without questions opens as a whole',
  inRollback(async world => {
    const { auditReturn, dsl, partnership } = await answering(world, {
      status: 'submitted',
      submitted_at: new Date(),
      submitted_via: 'online',
    })
    const priya = await world.make.staffActor(partnership.id)
    await sendBack(world.deps, priya, { returnId: auditReturn.id, key: undefined, reason: 'All of it' })
    expect((await dsl.get('/return/sections/people')).status).toBe(200)
    expect((await dsl.get('/return/sections/training')).status).toBe(200)
  }),
)
