import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type Browser, type Fields, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, EVERYTHING, fieldsOf, type Row } from './answering.ts'

test(
  'D4: the DSL asks the head to sign by one button, filled in from the register; the receipt goes to the head, who signed and the main link, once each',
  inRollback(async world => {
    const { dsl, auditReturn, partnership, establishment } = await answering(world)
    await world.make.invitation({
      ...{ partnership_id: partnership.id, return_id: auditReturn.id, main: true },
      ...{ name: 'Ada Lead', email: 'dsl@ashgrove.example' },
    })
    const early = await dsl.post('/return/ask-head')
    expect(early.status).toBe(409)
    expect(heading(early)).toContain('still missing')
    await answerEverything(dsl)
    expect(pageText(await dsl.get('/return/sign-off'))).not.toContain('Ask Hugo Head to sign')
    await world.make.contact({
      ...{ partnership_id: partnership.id, establishment_id: establishment.id, role: 'head' },
      ...{ name: 'Hugo Head', email: 'head@ashgrove.example' },
    })
    expect(pageText(await dsl.get('/return/sign-off'))).toContain(
      'is written to Hugo Head (Headteacher or principal, head@ashgrove.example)',
    )

    await dsl.post('/return/ask-head')
    await dsl.post('/return/ask-head')
    const asked = await rows<Row>(world.db, `select to_email, subject, body from messages where kind = 'sign_request'`)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.to_email).toBe('head@ashgrove.example')
    expect(asked[0]?.subject).toContain('ready for you to sign')
    expect(asked[0]?.body).toContain('Every question is answered.')
    expect(pageText(await dsl.get('/return/sign-off'))).toMatch(/Last message, to head@ashgrove\.example: /)

    // Who signs came by the head's own link, under another name: the head in the register reads so.
    const acting = await world.make.contributorActor(auditReturn, 'head', 'Ruth Ainsworth')
    await world.db.raw(`update invitations set email = 'head@ashgrove.example' where id = ?`, [acting.invitationId])
    const head = await world.contributor(acting.contributorId)
    const form = await head.get('/return/sign-off')
    expect(pageText(form)).toContain('Your partnership has Hugo Head as headteacher or principal. You are signing as Ruth Ainsworth.')
    const unsaid = await head.post('/return/submit', signatureOn(form, { goOn: '' }))
    expect([unsaid.status, pageText(unsaid)]).toEqual([422, expect.stringContaining('Tick the box to say that you want to go on')])
    await head.post('/return/submit', signatureOn(form))
    const receipts = await rows<Row>(world.db, `select to_email, body from messages where kind = 'receipt' order by id`)
    expect(receipts.map(({ to_email }) => to_email)).toEqual(['dsl@ashgrove.example', 'head@ashgrove.example'])
    expect(receipts[1]?.body).toContain('Our register has Hugo Head as the headteacher, and Ruth Ainsworth signed as headteacher.')
  }),
)

const requests = ({ db }: TestWorld) =>
  rows<Row>(db, `select to_email, subject, body, key, due_at from messages where kind = 'sign_request' order by id`)

/** Saves who the head is: each name is another answer. */
async function nameHead(browser: Browser, name: string) {
  const address = '/return/sections/people'
  const answers: Fields = { ...fieldsOf(await browser.get(address)), ...EVERYTHING.people, 'a.head.name': name }
  expect((await browser.post(address, answers)).status).toBe(303)
}

/** A return with a DSL who answers, and a head in the register who holds a link. */
async function withHead(world: TestWorld) {
  const all = await answering(world)
  const of = { partnership_id: all.partnership.id }
  const contact = await world.make.contact({
    ...{ ...of, establishment_id: all.establishment.id, role: 'head' },
    ...{ name: 'Hugo Head', email: 'head@ashgrove.example' },
  })
  const give = (more: Row = {}) =>
    world.make.invitation({
      ...{ ...of, return_id: all.auditReturn.id, contact_id: contact.id, role: 'head' },
      ...{ name: 'Hugo Head', email: 'head@ashgrove.example', main: false, ...more },
    })
  return { ...all, give }
}

test(
  'D4: once everything is answered, the head who holds a link is told by one letter, however often something is changed after that',
  inRollback(async world => {
    const { dsl, give, events } = await withHead(world)
    await answerEverything(dsl)
    await nameHead(dsl, '')
    await give()
    expect(await requests(world)).toEqual([])
    await nameHead(dsl, 'Hugo Head')
    const told = pageText(await dsl.get('/return/check'))
    expect(told).toContain('Every question is answered. The message that asks Hugo Head to sign is kept here, not sent.')
    const [letter, ...others] = await requests(world)
    expect(others).toEqual([])
    expect(letter).toMatchObject({ to_email: 'head@ashgrove.example', due_at: expect.any(Date) })
    expect(letter?.subject).toContain('ready for you to sign')
    expect(letter?.body).toContain('Every question is answered: Sam Okafor gave the last answer.')
    expect(letter?.body).toContain('{{audit link}}')
    expect(await events('return.signature_asked')).toMatchObject([{ actor_kind: 'system', details: { name: 'Hugo Head' } }])

    await nameHead(dsl, '')
    await nameHead(dsl, 'Hugo Head')
    await dsl.post('/return/ask-head')
    expect(await requests(world)).toHaveLength(1)
    expect(pageText(await dsl.get('/return/sign-off'))).toContain(
      'The message that asks Hugo Head to sign was written earlier today. The program did this at ',
    )
  }),
)

test(
  'a return that was sent back for more work and is ready again is another one to sign: the head is told again',
  inRollback(async world => {
    const { dsl, give, auditReturn, join } = await withHead(world)
    await give()
    await answerEverything(dsl)
    const head = await join('head', 'Hugo Head')
    await world.db.raw(`update invitations set email = 'head@ashgrove.example' where id = ?`, [head.actor.invitationId])
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    await world.db.raw(`update returns set status = 'returned' where id = ?`, [auditReturn.id])
    await world.db.raw(
      `update messages set created_at = now() - interval '2 days', key = key || ':before' where return_id = ? and kind = 'sign_request'`,
      [auditReturn.id],
    )
    await nameHead(dsl, 'Hugo Head')
    expect(await requests(world)).toHaveLength(2)
  }),
)

test(
  'nobody is told by itself who holds no link, who can only open a part, or who gave the last answer',
  inRollback(async world => {
    const { dsl, give, join } = await withHead(world)
    await answerEverything(dsl)
    expect(await requests(world)).toEqual([])
    const part = await give({ sections: ['people'], may_sign: false })
    await nameHead(dsl, 'Ruth Hill')
    expect(await requests(world)).toEqual([])
    await world.db.raw(`update invitations set sections = null, may_sign = true where id = ?`, [part.id])
    const head = await join('head', 'Hugo Head')
    await nameHead(head, 'Hugo Head')
    expect(await requests(world)).toEqual([])
    await nameHead(dsl, 'Hugo Hill')
    expect(await requests(world)).toHaveLength(1)
  }),
)

test(
  'whoever changes a complete return again pays one look for the head: none is told, nothing is held',
  inRollback(async world => {
    const { dsl, give } = await withHead(world)
    await give()
    await answerEverything(dsl)
    const statements: string[] = []
    world.db.on('query', ({ sql }: { sql: string }) => statements.push(sql))
    await nameHead(dsl, 'Hugo Hill')
    // The save holds the return once; a transaction after it would hold it again.
    expect(statements.filter(sql => sql.includes('hold_for_contributor'))).toHaveLength(1)
    expect(statements.filter(sql => sql.includes("m.kind = 'sign_request'"))).toHaveLength(1)
    expect(await requests(world)).toHaveLength(1)
  }),
)
