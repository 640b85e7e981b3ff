import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { jobs } from '../../../src/jobs.ts'
import { deleteOldCodes } from '../../../src/features/signing/codeStore.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { secretCode } from '../../../src/platform/linkToken.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, fieldsOf, type Row } from '../answering/answering.ts'

const SMTP = { MAIL_DRIVER: 'smtp', SMTP_URL: 'smtp://localhost:1', MAIL_FROM: 'audit@northmoor.example' }

/** Somebody who came by the DSL's main link and says that they are the head, in a return that is ready to be signed. */
async function byTheMainLink(world: TestWorld, head?: Row) {
  const all = await answering(world)
  await answerEverything(all.dsl)
  const of = { partnership_id: all.partnership.id, establishment_id: all.establishment.id }
  if (head) await world.make.contact({ ...of, role: 'head', ...head })
  const contributor = await world.make.contributorActor(all.auditReturn, 'head', 'Ruth Ainsworth')
  await world.db.raw(`update invitations set role = 'dsl', main = true where id = ?`, [contributor.invitationId])
  const ruth = await world.contributor(contributor.contributorId)
  const code = async () => {
    const found = await row<{ nonce: Buffer }>(world.db, 'select nonce from signature_codes order by id desc limit 1')
    return secretCode(world.deps.secret, found!.nonce)
  }
  const signed = () => rows<Row>(world.db, 'select proof, address, unusual from sign_offs where return_id = ?', [all.auditReturn.id])
  return { ...all, ruth, code, signed }
}

const HEAD = { name: 'Ruth Ainsworth', email: 'head@ashgrove.example' }
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')
const formOf = (page: Response) => page.text.includes('action="/return/submit"')

test(
  'D1: whoever came by another’s link signs as head by a code that goes to the address in the register, and by nothing else',
  inRollback(async world => {
    const { ruth, code, signed, events } = await byTheMainLink(world, HEAD)
    const before = await ruth.get('/return/sign-off')
    expect(formOf(before)).toBe(false)
    expect(pageText(before)).toContain('we send a code to the address that your partnership has for Ruth Ainsworth: h•••@ashgrove.example')
    const without = await ruth.post('/return/submit', signatureOn(before))
    expect([without.status, await signed()]).toEqual([422, []])

    await ruth.post('/return/sign-off/code', { email: 'mickey@mouse.example' })
    const letter = await row<Row>(world.db, `select to_email, body from messages where kind = 'sign_code'`)
    expect(letter).toMatchObject({ to_email: 'head@ashgrove.example' })
    expect(letter?.body).not.toContain(await code())
    // The same form sent twice sends one code.
    const again = await ruth.get('/return/sign-off')
    for (let turn = 0; turn < 2; turn += 1) await submitForm(ruth, again, {}, { which: '/code' })
    expect(await rows(world.db, 'select 1 from signature_codes')).toHaveLength(2)
    const form = await ruth.get('/return/sign-off')
    expect(pageText(form)).toMatch(/It can be used once, until \d+(:\d\d)?[ap]m\./)
    expect(formOf(form)).toBe(true)
    const mistyped = await ruth.post('/return/submit', signatureOn(form, { code: wrong(await code()) }))
    expect([mistyped.status, pageText(mistyped)]).toEqual([422, expect.stringContaining('This code is not right')])
    expect(await signed()).toEqual([])
    const typed = (await code()).replace(/^.../, '$& ')
    const sent = await ruth.post('/return/submit', signatureOn(form, { code: typed }))
    expect(sent.headers.location).toBe('/return/receipt')
    expect(await signed()).toEqual([{ proof: 'code', address: 'head@ashgrove.example', unusual: [] }])
    expect(await events('return.code_sent')).toMatchObject([{ details: { role: 'head', to: 'h•••@ashgrove.example', given: false } }, {}])
    // The same form sent twice gives the same receipt, although its code was used.
    expect((await ruth.post('/return/submit', signatureOn(form, { code: typed }))).headers.location).toBe('/return/receipt')
    await world.db.raw(`update signature_codes set expires_at = now() - interval '2 days'`)
    await deleteOldCodes(world.db)
    expect(await rows(world.db, 'select 1 from signature_codes')).toEqual([])
  }, SMTP),
)

test(
  'a code ends after five tries, with its time, with the next one, and when an answer has changed',
  inRollback(async world => {
    const { ruth, dsl, code, signed } = await byTheMainLink(world, HEAD)
    await ruth.post('/return/sign-off/code')
    const first = await code()
    const form = await ruth.get('/return/sign-off')
    const send = async (typed: string) => ruth.post('/return/submit', signatureOn(form, { _key: crypto.randomUUID(), code: typed }))
    for (let turn = 0; turn < 5; turn += 1) expect((await send(wrong(first))).status).toBe(422)
    expect(pageText(await send(first))).toContain('This code cannot be used any more')

    await ruth.post('/return/sign-off/code')
    await world.db.raw(`update signature_codes set expires_at = now() - interval '1 minute'`)
    expect(pageText(await send(await code()))).toContain('This code cannot be used any more')

    await ruth.post('/return/sign-off/code')
    const third = await code()
    await ruth.post('/return/sign-off/code')
    if (third !== (await code())) expect(pageText(await send(third))).toContain('This code is not right')

    const training = '/return/sections/training'
    await dsl.post(training, { ...fieldsOf(await dsl.get(training)), 'a.priority': 'Something else' })
    expect(formOf(await ruth.get('/return/sign-off'))).toBe(false)
    expect(heading(await send(await code()))).toBe('This code cannot be used any more')
    expect(await signed()).toEqual([])

    await ruth.post('/return/sign-off/code')
    expect((await ruth.post('/return/sign-off/code')).status).toBe(429)
  }, SMTP),
)

test(
  'where the register has no address the school gives one: said, kept with the signature, and for staff to confirm',
  inRollback(async world => {
    const { ruth, code, signed, auditReturn, partnership } = await byTheMainLink(world)
    expect(pageText(await ruth.get('/return/sign-off'))).toContain('Give your work email address')
    const odd = await ruth.post('/return/sign-off/code', { email: 'ruth' })
    expect([odd.status, pageText(odd)]).toEqual([422, expect.stringContaining('Enter an email address in the correct format')])
    await ruth.post('/return/sign-off/code', { email: 'Ruth@Ashgrove.example' })
    const form = await ruth.get('/return/sign-off')
    expect(pageText(form)).toContain('Your partnership has no email address of a headteacher or principal here. It will check who signed.')
    await ruth.post('/return/submit', signatureOn(form, { code: await code() }))
    expect(await signed()).toEqual([{ proof: 'given_code', address: 'ruth@ashgrove.example', unusual: ['address_given'] }])

    const coordinator = await world.make.staffActor(partnership.id)
    const staff = await world.staff(coordinator.accountId)
    const page = await staff.get(`/returns/${auditReturn.id}/signatures`)
    expect(pageText(page)).toContain('By a code sent to an address that the school gave')
    expect(pageText(await staff.get(`/rounds/${auditReturn.round_id}/signatures`))).toContain('The register had no address for this role')
  }, SMTP),
)

test(
  'where no mail leaves, nothing pretends that a code can be sent; a link of their own remains',
  inRollback(async world => {
    const { ruth, signed } = await byTheMainLink(world, HEAD)
    const page = pageText(await ruth.get('/return/sign-off'))
    expect(page).toContain('no code can be sent: no email leaves this program yet')
    expect(page).toContain('ask your partnership for a link of your own (Priya Shah, audit@northmoor.example)')
    expect(heading(await ruth.post('/return/sign-off/code'))).toBe('No code can be sent')
    expect(await signed()).toEqual([])
  }),
)

test(
  'the code is written into the letter as it leaves, and shown to nobody in the program',
  inRollback(async world => {
    const { ruth, code, partnership } = await byTheMainLink(world, HEAD)
    const mails: string[] = []
    const { mail } = world.deps
    world.deps.mail = {
      ...mail,
      leaves: true,
      isSlow: () => false,
      send: ({ text }) => Promise.resolve(void mails.push(text)).then(() => ({ reached: 'accepted' as const, response: '250' })),
    }
    await ruth.post('/return/sign-off/code')
    await drain(world.deps, jobs)
    world.deps.mail = mail
    const secret = await code()
    expect(mails.filter(text => text.includes('{{'))).toEqual([])
    expect(mails.filter(text => text.includes(`\n\n${secret}\n\n`))).toHaveLength(1)
    const message = await row<{ id: number }>(world.db, `select id from messages where kind = 'sign_code'`)
    const administrator = await world.make.staffActor(partnership.id, 'administrator')
    const staff = await world.staff(administrator.accountId)
    const shown = pageText(await staff.get(`/mail/${message!.id}`))
    expect(shown).toContain('(a code that only the person who was written to may see)')
    expect(shown).not.toContain(secret)
  }, SMTP),
)
