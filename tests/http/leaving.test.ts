import { expect, test } from '@jest/globals'
import { inRollback } from '../support/app.ts'
import { answering } from './answering/answering.ts'

const headers = (value: unknown) => String(value)

test(
  'a member of staff who signs out leaves nothing in the browser: no cookie of the session, and no page behind the Back button',
  inRollback(async world => {
    const { accountId } = await world.make.staffActor()
    const response = await (await world.staff(accountId)).post('/sign-out')
    expect(response.status).toBe(303)
    expect(headers(response.headers['set-cookie'])).toMatch(/safeguarding_audit=;.*Expires=Thu, 01 Jan 1970/)
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"')
  }),
)

test(
  'a school that leaves its return leaves nothing in the browser',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const response = await dsl.post('/return/leave')
    expect(response.status).toBe(200)
    expect(headers(response.headers['set-cookie'])).toMatch(/safeguarding_audit=;.*Expires=Thu, 01 Jan 1970/)
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"')
  }),
)

test(
  'who signs out as staff while a return is open in the same browser keeps the return, and no page of the staff’s',
  inRollback(async world => {
    const { accountId } = await world.make.staffActor()
    const { contributorId } = (await answering(world)).dsl.actor
    const both = await world.signedIn({ staff: { accountId, epoch: 1, since: Date.now() }, contributor: { contributorId } })
    const response = await both.post('/sign-out')
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(headers(response.headers['set-cookie'])).toMatch(/safeguarding_audit=s%3A/)
  }),
)
