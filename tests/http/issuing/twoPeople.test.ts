import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { RESEND_TEXT } from '../../../src/features/issuing/resendLetter.ts'
import { jobs } from '../../../src/jobs.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'

/** A round with two schools whose return is out, and one that has submitted; and two coordinators. */
async function round(world: TestWorld) {
  const { make } = world
  const ada = await make.staffActor()
  const partnership_id = ada.partnershipId
  const ben = await make.account({ partnership_id, role: 'administrator', name: 'Ben Two' })
  let round_id: Id<'round'> | undefined
  for (const [name, more] of [
    ['Ashgrove', {}],
    ['Beech', {}],
    ['Cedar', { status: 'submitted', submitted_via: 'online', submitted_at: new Date() }],
  ] as const) {
    const establishment = await make.establishment({ partnership_id, name })
    await make.contact({ partnership_id, establishment_id: establishment.id, email: `dsl@${name.toLowerCase()}.example` })
    const made = await make.auditReturn({ partnership_id, establishment_id: establishment.id, ...more, ...(round_id ? { round_id } : {}) })
    round_id = made.round_id
  }
  const send = { all: '1', subject: RESEND_TEXT.subject, body: RESEND_TEXT.body }
  const browsers = [await world.staff(ada.accountId), await world.staff(ben.id)] as const
  const path = `/rounds/${round_id}/resend`
  const order = async (who: 0 | 1) => browsers[who].post(path, { ...send, _key: randomUUID() })
  return { browsers, path, order }
}

const written = ({ db }: TestWorld) => rows<{ to: string }>(db, `select to_email as to from messages order by to_email`)

test(
  'links are not sent again to whoever has submitted: they are left out, counted, and said',
  inRollback(async world => {
    const { browsers, path, order } = await round(world)
    const form = pageText(await browsers[0].get(`${path}?all=1`))
    expect(form).toContain('goes to 2 establishments')
    expect(form).toContain('1 of those chosen was submitted and gets nothing')
    await order(0)
    await drain(world.deps, jobs)
    expect(await written(world)).toEqual([{ to: 'dsl@ashgrove.example' }, { to: 'dsl@beech.example' }])
  }),
)

test(
  'two people who send the same links send each once; the second is told who sent them, and when',
  inRollback(async world => {
    const { browsers, path, order } = await round(world)
    const first = await order(0)
    const second = await order(1)
    await drain(world.deps, jobs)
    expect(await written(world)).toEqual([{ to: 'dsl@ashgrove.example' }, { to: 'dsl@beech.example' }])
    const told = await Promise.all(
      [first, second].map(async (ordered, who) => pageText(await browsers[who as 0 | 1].get(ordered.headers.location ?? ''))),
    )
    const without =
      /No message was written\. 2 were sent the link a few minutes before by (Ben Two|\S.*), the last at .+, and got no second one\./
    expect(told.filter(page => without.test(page))).toHaveLength(1)
    expect(told.filter(page => page.includes('A message for each is written'))).toHaveLength(1)

    const later = pageText(await browsers[1].get(`${path}?all=1`))
    expect(later).toContain('2 of those chosen were sent their link by ')
    expect(later).toContain('get no second one now')
    expect((await order(1)).status).toBe(422)
    expect(await written(world)).toHaveLength(2)
  }),
)

/** One school whose main link is out since an hour, with a head in the register, and the page of its links in two browsers. */
async function oneLink(world: TestWorld) {
  const { make, db } = world
  const { browsers } = await round(world)
  const [link] = await rows<{
    returnId: Id<'return'>
    establishmentId: Id<'establishment'>
    contactId: Id<'contact'>
    partnershipId: Id<'partnership'>
  }>(
    db,
    `select r.id as "returnId", r.establishment_id as "establishmentId", c.id as "contactId", r.partnership_id as "partnershipId" from returns r join contacts c on c.establishment_id = r.establishment_id
     where c.email = 'dsl@ashgrove.example'`,
  )
  const { returnId, establishmentId, contactId, partnershipId } = link!
  const main = await make.invitation({
    partnership_id: partnershipId,
    return_id: returnId,
    contact_id: contactId,
    name: 'Dora Dean',
    email: 'dsl@ashgrove.example',
    main: true,
  })
  const head = await make.contact({
    partnership_id: partnershipId,
    establishment_id: establishmentId,
    role: 'head',
    name: 'Hugo Hill',
    email: 'head@ashgrove.example',
  })
  return { browsers, base: `/returns/${returnId}/links`, main, head }
}

test(
  'U2: two people who send one link again send one letter; the second is told by whom and when. The first may send it once more',
  inRollback(async world => {
    const { browsers, base, main } = await oneLink(world)
    const press = async (who: 0 | 1) => {
      await browsers[who].post(`${base}/resend`, { invitation: String(main.id), _key: randomUUID() })
      return pageText(await browsers[who].get(base))
    }
    expect(await press(0)).toContain('is kept here, not sent')
    expect(await press(1)).toMatch(/The link was sent to .+ by .+ at .+, so no second message was written\./)
    expect(await written(world)).toEqual([{ to: 'dsl@ashgrove.example' }])
    await press(0)
    expect(await written(world)).toHaveLength(2)
  }),
)

test(
  'U5: two people who hand the main link over at once do not end each other’s: the second is told who has it, by whom and when',
  inRollback(async world => {
    const { browsers, base, head } = await oneLink(world)
    const seen = (await browsers[1].get(base)).text.match(/name="main" value="(\d+)"/)?.[1]
    const order = { contact: String(head.id), main: seen ?? '' }
    expect((await browsers[0].post(`${base}/hand-over`, { ...order, _key: randomUUID() })).status).toBe(303)
    const second = await browsers[1].post(`${base}/hand-over`, { ...order, _key: randomUUID() })
    expect(second.status).toBe(409)
    expect(pageText(second)).toMatch(/Hugo Hill was given the main link meanwhile .+ issued it at .+ Nothing was changed now\./)
    const byHand = await browsers[1].post(`${base}/by-hand`, { main: order.main, _key: randomUUID() })
    expect(byHand.status).toBe(409)
    expect(await written(world)).toEqual([{ to: 'head@ashgrove.example' }])
  }),
)

test(
  'F28: of 117 issued and 37 submitted, 80 are sent their link again and 37 are left out, which is said before and after; one that was submitted is not sent to',
  inRollback(async world => {
    const { make, db } = world
    const ada = await make.staffActor()
    const { id: round_id } = await make.round({ partnership_id: ada.partnershipId })
    for (let at = 0; at < 117; at += 1) {
      const { id: establishment_id } = await make.establishment({ partnership_id: ada.partnershipId })
      await make.contact({ partnership_id: ada.partnershipId, establishment_id, email: `dsl@school-${at}.example` })
      const sent = at < 37 ? { status: 'submitted', submitted_via: 'online', submitted_at: new Date() } : {}
      await make.auditReturn({ partnership_id: ada.partnershipId, round_id, establishment_id, ...sent })
    }
    const browser = await world.staff(ada.accountId)
    const path = `/rounds/${round_id}/resend`
    const before = pageText(await browser.get(`${path}?all=1`))
    expect(before).toContain('A message with the audit link goes to 80 establishments.')
    expect(before).toContain('By role: Designated Safeguarding Lead 80.')
    expect(before).toContain('37 of those chosen were submitted and get nothing.')
    const order = await browser.post(path, { all: '1', subject: RESEND_TEXT.subject, body: RESEND_TEXT.body, _key: randomUUID() })
    await drain(world.deps, jobs)
    expect(pageText(await browser.get(order.headers.location ?? ''))).toContain('Left out: 37 submitted.')
    expect(await written(world)).toHaveLength(80)

    const [submitted] = await rows<{ id: Id<'return'> }>(db, `select id from returns where round_id = ? and status = 'submitted'`, [
      round_id,
    ])
    const one = pageText(await browser.get(`${path}?return=${submitted!.id}`))
    expect(one).toContain('1 of those chosen was submitted and gets nothing.')
    expect(one).not.toContain('Send 1 message')
  }),
)
