import { expect, test } from '@jest/globals'
import { forgetAddressLinksJob } from '../../../src/features/issuing/index.ts'
import { jobs } from '../../../src/jobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { linkToken } from '../../../src/platform/linkToken.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { openAuditLink } from '../../support/openAuditLink.ts'

const ADDRESS = 'ruth@schools.example'

/** A school whose DSL reads that mailbox, with their audit link issued. */
async function school({ make, deps, db }: TestWorld, partnershipId: Id<'partnership'>, round: { id: Id<'round'> }, name: string) {
  const establishment = await make.establishment({ partnership_id: partnershipId, name })
  const contact = await make.contact({
    partnership_id: partnershipId,
    establishment_id: establishment.id,
    name: 'Ruth Ainsworth',
    email: ADDRESS,
  })
  const auditReturn = await make.auditReturn({ partnership_id: partnershipId, round_id: round.id, establishment_id: establishment.id })
  await openAuditLink(deps, partnershipId, auditReturn.id)
  await db.raw(`update messages set created_at = now() - interval '1 hour'`)
  return { establishment, contact, auditReturn }
}

async function threeSchools(world: TestWorld) {
  const { make } = world
  const [here, elsewhere] = [await make.partnership(), await make.partnership()]
  const [round, other] = [await make.round({ partnership_id: here.id }), await make.round({ partnership_id: elsewhere.id })]
  return {
    here,
    cherry: await school(world, here.id, round, 'Cherry Bank Primary School'),
    beck: await school(world, here.id, round, 'Beckside Primary School'),
    abroad: await school(world, elsewhere.id, other, 'Farleigh Primary School'),
  }
}

type Sent = {
  id: Id<'message'>
  partnership_id: Id<'partnership'>
  to_email: string
  body: string
  secret_link_path: string | null
  secret_link_nonce: Buffer | null
}

async function ask(world: TestWorld, who = ADDRESS): Promise<Sent[]> {
  const { max } = (await row<{ max: number }>(world.db, 'select coalesce(max(id), 0) as max from messages')) ?? { max: 0 }
  expect((await world.visitor().post('/audit/lost-link', { who })).status).toBe(200)
  await drain(world.deps, jobs)
  return rows<Sent>(world.db, `select * from messages where kind = 'resend' and id > ? order by id`, [max])
}

/** Asks, and reads the path of the one link out of the letter to that partnership. */
async function pathFor(world: TestWorld, partnershipId: Id<'partnership'>): Promise<string> {
  const letter = (await ask(world)).find(one => one.partnership_id === partnershipId)
  if (!letter?.secret_link_path || !letter.secret_link_nonce) throw new Error('no letter holds a link to all returns')
  return `${letter.secret_link_path}/${linkToken(world.deps.secret, letter.secret_link_path, letter.secret_link_nonce)}`
}

const opened = async (world: TestWorld) =>
  (await rows<{ id: number }>(world.db, `select return_id as id from invitations where last_opened_at is not null`)).map(({ id }) => id)

test(
  'whoever has several returns gets one letter with one link to all of them in a partnership, and what is of another comes apart',
  inRollback(async world => {
    const { here } = await threeSchools(world)
    const sent = await ask(world)
    expect(sent).toHaveLength(2)
    const [together] = sent.filter(one => one.partnership_id === here.id)
    expect(together?.body).toContain('- Beckside Primary School (')
    expect(together?.body).toContain('- Cherry Bank Primary School (')
    expect(together?.body).not.toContain('Farleigh')
    const [apart] = sent.filter(one => one.partnership_id !== here.id)
    expect(apart?.body).toContain('Farleigh Primary School')
    expect(apart?.body).not.toContain('Beckside')
    // A stranger who asks again and again fills no mailbox.
    expect(await ask(world)).toEqual([])
    // Whoever asks by the number of one school is sent the link of that one.
    await world.db.raw(`update messages set created_at = now() - interval '1 hour'`)
    const [one] = await ask(
      world,
      String((await row<{ urn: string }>(world.db, `select identifier as urn from establishments where name like 'Beck%'`))?.urn),
    )
    expect(one?.body).toContain('Beckside Primary School')
    expect(one?.secret_link_path).toBeNull()
  }),
)

test(
  'the link lists the returns of its address in its partnership, changes nothing by being looked at, and opens each by itself',
  inRollback(async world => {
    const { here, cherry, beck, abroad } = await threeSchools(world)
    const path = await pathFor(world, here.id)
    const page = await world.visitor().get(path)
    expect(page.status).toBe(200)
    expect(heading(page)).toBe('Your returns')
    expect(pageText(page)).toMatch(
      /Cherry Bank Primary School.*Beckside Primary School|Beckside Primary School.*Cherry Bank Primary School/,
    )
    expect(page.text).not.toContain('Farleigh')
    expect(page.text).not.toContain(ADDRESS)
    expect(page.headers['referrer-policy']).toBe('strict-origin')
    expect(await opened(world)).toEqual([])

    const started = await world.visitor().post(path, { return: String(beck.auditReturn.id) })
    expect([started.status, started.headers.location]).toEqual([303, '/return/who'])
    expect(await opened(world)).toEqual([beck.auditReturn.id])

    // A number that is not on the page opens nothing.
    for (const wrong of [String(abroad.auditReturn.id), '', 'x', '0', '99999999999999999999']) {
      const refused = await world.visitor().post(path, { return: wrong })
      expect(heading(refused)).toBe('Your returns')
    }
    expect(await opened(world)).toEqual([beck.auditReturn.id])
    expect(cherry.auditReturn.id).not.toBe(beck.auditReturn.id)
  }),
)

test(
  'whoever left a school, or has handed its return over, opens it no more by the link to all of theirs',
  inRollback(async world => {
    const { here, cherry, beck } = await threeSchools(world)
    const path = await pathFor(world, here.id)
    await world.db.raw(`update contacts set to_on = current_date - 1 where id = ?`, [cherry.contact.id])
    const page = await world.visitor().get(path)
    expect(page.text).toContain('Beckside')
    expect(page.text).not.toContain('Cherry Bank')
    expect(heading(await world.visitor().post(path, { return: String(cherry.auditReturn.id) }))).toBe('Your returns')
    await world.db.raw(`update contacts set to_on = current_date - 1 where id = ?`, [beck.contact.id])
    expect(pageText(await world.visitor().get(path))).toContain('can be opened by')
    expect(await opened(world)).toEqual([])
  }),
)

test(
  'a link to all returns ends after thirty days, says so, and is taken away in the night',
  inRollback(async world => {
    const { here, beck } = await threeSchools(world)
    const path = await pathFor(world, here.id)
    await world.db.raw(`update address_links set expires_at = now() - interval '1 second'`)
    for (const page of [await world.visitor().get(path), await world.visitor().post(path, { return: String(beck.auditReturn.id) })]) {
      expect(page.status).toBe(404)
      expect(heading(page)).toBe('This link does not work')
      expect(page.text).not.toContain('Beckside')
    }
    expect(await opened(world)).toEqual([])
    await forgetAddressLinksJob.run(world.deps, {})
    expect(await rows(world.db, 'select 1 from address_links')).toEqual([])
  }),
)
