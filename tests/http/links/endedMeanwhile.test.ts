import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { disableAccount } from '../../../src/features/accounts/actions.ts'
import { program } from '../../../src/features/history/index.ts'
import { revokeLink } from '../../../src/features/links/actions.ts'
import { lockReturn } from '../../../src/features/returns/index.ts'
import { closeRound } from '../../../src/features/rounds/actions.ts'
import { lockRound } from '../../../src/features/rounds/store.ts'
import { inTransaction, rows, type Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { cloneDatabase, untilSomebodyWaits } from '../../support/database.ts'
import { answerEverything, answering, fieldsOf } from '../answering/answering.ts'
import { pdf } from '../evidence/files.ts'

let db: Pool
let drop: () => Promise<void>
let world: TestWorld
beforeAll(async () => {
  ;({ db, drop } = await cloneDatabase())
  world = worldOn(db)
})
afterAll(() => drop())

const SECTION = '/return/sections/training'

/** Sends a file slowly: the first half, then what happens meanwhile, then the rest. @returns the status and the page */
async function sendSlowly(browser: Browser, url: string, fields: Record<string, string>, field: string, meanwhile: () => Promise<unknown>) {
  const server = world.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const opened = (await browser.get('/about')) as unknown as { request: { header: Record<string, string> } }
    const parts = Object.entries({ _csrf: browser.csrf(), ...fields }).map(
      ([name, value]) => `--sheet\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const head = `${parts.join('')}--sheet\r\nContent-Disposition: form-data; name="${field}"; filename="minutes.pdf"\r\nContent-Type: application/pdf\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), pdf(), Buffer.from('\r\n--sheet--\r\n')])
    const { port } = server.address() as AddressInfo
    const sending = request({
      port,
      path: url,
      method: 'POST',
      headers: {
        ...opened.request.header,
        'Content-Type': 'multipart/form-data; boundary=sheet',
        'Content-Length': body.length,
      },
    })
    const half = Math.floor(body.length / 2)
    const answered = once(sending, 'response')
    sending.write(body.subarray(0, half))
    // Whoever sends is looked at before the body is read: they have to have been let in before anything happens to them.
    await new Promise(resolve => setTimeout(resolve, 400))
    await meanwhile()
    sending.end(body.subarray(half))
    const [response] = (await answered) as [IncomingMessage]
    let text = ''
    for await (const part of response) text += String(part)
    return { status: response.statusCode, text }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

const kept = (returnId: Id<'return'>) => rows(db, 'select 1 from evidence where return_id = ?', [returnId])
const files = async () => {
  const keys: string[] = []
  for await (const some of world.deps.files.keysBefore(new Date(Date.now() + 60_000))) keys.push(...some)
  return keys.sort()
}

test('whose link is ended while a file is on its way has sent nothing', async () => {
  const { auditReturn, dsl, partnership } = await answering(world)
  const end = () =>
    revokeLink(db, program(partnership.id), { returnId: auditReturn.id, invitationId: dsl.actor.invitationId, reason: 'left' })
  const before = await files()
  const sent = await sendSlowly(dsl, '/return/evidence', {}, 'files.training_evidence', end)
  expect([sent.status, sent.text.includes('This audit link has been ended')]).toEqual([403, true])
  expect([await kept(auditReturn.id), await files()]).toEqual([[], before])
})

test('nor is whoever sends a section with a file shown anything of the return, once their link is ended', async () => {
  const { auditReturn, dsl, partnership } = await answering(world)
  const end = () =>
    revokeLink(db, program(partnership.id), { returnId: auditReturn.id, invitationId: dsl.actor.invitationId, reason: 'left' })
  const fields = Object.fromEntries(Object.entries(fieldsOf(await dsl.get(SECTION))).map(([name, value]) => [name, String(value)]))
  const before = await files()
  const sent = await sendSlowly(dsl, `${SECTION}/evidence`, fields, 'files.training_evidence', end)
  expect([sent.status, sent.text.includes('This audit link has been ended')]).toEqual([403, true])
  expect([await kept(auditReturn.id), await files()]).toEqual([[], before])
})

test('whose account is disabled while a file is on its way has sent nothing', async () => {
  const { auditReturn, partnership } = await answering(world)
  const actor = await world.make.staffActor(partnership.id)
  await world.make.staffActor(partnership.id, 'administrator')
  const browser = await world.staff(actor.accountId)
  const operator = { kind: 'operator' as const, partnershipId: partnership.id, name: 'the operator' }
  const before = await files()
  const url = `/returns/${auditReturn.id}/evidence`
  const fields = { 'received-day': '1', 'received-month': '11', 'received-year': '2026' }
  const sent = await sendSlowly(browser, url, fields, 'files', () => disableAccount(world.deps, operator, actor.accountId))
  expect([sent.status, sent.text.includes('You are no longer signed in')]).toEqual([403, true])
  expect([await kept(auditReturn.id), await files()]).toEqual([[], before])
})

test.each(['a save', 'a submission'])('%s that waits for whoever ends its link is refused, and nothing of it is kept', async what => {
  const { auditReturn, join, answers, partnership, events } = await answering(world)
  const head = await join('head', 'Ruth Ainsworth')
  await answerEverything(head)
  const before = await answers()
  const signature = signatureOn(await head.get('/return/sign-off'))
  const fields = { ...fieldsOf(await head.get(SECTION)), 'a.priority': 'Written by somebody whose link was ended' }
  const sent = await inTransaction(db, async trx => {
    await lockReturn(trx, partnership.id, auditReturn.id)
    const pressed = what === 'a save' ? head.post(SECTION, fields).then() : head.post('/return/submit', signature).then()
    await untilSomebodyWaits(db)
    await revokeLink(trx, program(partnership.id), { returnId: auditReturn.id, invitationId: head.actor.invitationId, reason: 'left' })
    return { pressed }
  })
  const answer = await sent.pressed
  expect([answer.status, heading(answer)]).toEqual([403, 'This audit link has been ended'])
  expect(await answers()).toEqual(before)
  expect(await events('return.submitted')).toEqual([])
})

test.each(['a save', 'a submission'])('%s that waits for whoever closes its round comes too late, and is told so', async what => {
  const { auditReturn, join, answers, round, partnership, now } = await answering(world)
  const head = await join('head', 'Ruth Ainsworth')
  await answerEverything(head)
  const before = await answers()
  const signature = signatureOn(await head.get('/return/sign-off'))
  const fields = { ...fieldsOf(await head.get(SECTION)), 'a.priority': 'Written as the round closed' }
  const sent = await inTransaction(db, async trx => {
    await lockRound(trx, partnership.id, round.id)
    const pressed = what === 'a save' ? head.post(SECTION, fields).then() : head.post('/return/submit', signature).then()
    await untilSomebodyWaits(db)
    await closeRound(trx, program(partnership.id), round.id)
    return { pressed }
  })
  const answer = await sent.pressed
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('This audit has closed')
  expect(await answers()).toEqual(before)
  expect(await now()).toMatchObject({ id: auditReturn.id, status: 'in_progress' })
})
