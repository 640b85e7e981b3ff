import { expect, test } from '@jest/globals'
import { INVITATION_TEXT } from '../../../src/features/issuing/invitationLetter.ts'
import { RESEND_TEXT } from '../../../src/features/issuing/resendLetter.ts'
import { jobs } from '../../../src/jobs.ts'
import { rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'

test(
  'S17: before links are issued, staff read how many go to which role and why, so that none goes to a chair unsaid',
  inRollback(async ({ make, staff }) => {
    const { partnershipId: partnership_id, accountId } = await make.staffActor()
    const round = await make.round({ partnership_id })
    for (const contacts of [
      [{ role: 'dsl' }, { role: 'head' }, { role: 'chair' }],
      [{ role: 'dsl' }],
      [{ role: 'dsl', email: '' }, { role: 'head' }],
      [{ role: 'dsl', to_on: '2020-01-01' }, { role: 'chair' }],
      [],
    ]) {
      const { id: establishment_id } = await make.establishment({ partnership_id })
      await make.auditReturn({ partnership_id, round_id: round.id, establishment_id, status: 'not_issued', issued_at: null })
      for (const contact of contacts) await make.contact({ partnership_id, establishment_id, ...contact })
    }
    const browser = await staff(accountId)
    const line =
      '2 go to the Designated Safeguarding Lead. 1 goes to the Headteacher or principal, because no DSL has an email address. 1 goes to the Chair of governors or trustees, because neither DSL nor head has an email address.'
    for (const path of ['issue', 'issue/text?which=all']) expect(pageText(await browser.get(`/rounds/${round.id}/${path}`))).toContain(line)
  }),
)

/** Schools of every kind that a choice of DSL, head or both meets, in a round that is open and not issued. */
async function schools({ make, staff }: TestWorld) {
  const { partnershipId: partnership_id, accountId } = await make.staffActor()
  const round = await make.round({ partnership_id })
  for (const [name, contacts] of Object.entries(SCHOOLS)) {
    const { id: establishment_id } = await make.establishment({ partnership_id, name })
    await make.auditReturn({ partnership_id, round_id: round.id, establishment_id, status: 'not_issued', issued_at: null })
    for (const { email, ...contact } of contacts)
      await make.contact({
        partnership_id,
        establishment_id,
        ...contact,
        email: email === '' ? '' : `${email ?? contact.role}@${name.toLowerCase()}.example`,
      })
  }
  return { roundId: round.id, browser: await staff(accountId) }
}

type Contact = { role: string; email?: string; main?: boolean; to_on?: string }
const SCHOOLS: Record<string, Contact[]> = {
  Alder: [{ role: 'dsl' }, { role: 'head' }, { role: 'chair' }],
  Birch: [
    { role: 'dsl', email: 'office' },
    { role: 'head', email: 'office' },
  ],
  Cedar: [{ role: 'head' }, { role: 'chair' }],
  Damson: [{ role: 'chair' }, { role: 'dsl', email: '' }],
  Elm: [
    { role: 'dsl', main: true },
    { role: 'dsl', email: 'second', main: false },
    { role: 'head', email: 'second' },
  ],
  Fir: [{ role: 'dsl', to_on: '2020-01-01' }, { role: 'business_manager' }],
  Gorse: [],
}

const RIGHT: Record<string, { links: number; to: string[]; says: string }> = {
  dsl: {
    links: 6,
    to: ['dsl@alder', 'office@birch', 'head@cedar', 'chair@damson', 'dsl@elm', 'business_manager@fir'],
    says: '3 go to the Designated Safeguarding Lead. 1 goes to the Headteacher or principal, because no DSL has an email address. 1 goes to the School business manager, because neither DSL nor head has an email address. 1 goes to the Chair of governors or trustees, because neither DSL nor head has an email address.',
  },
  head: {
    links: 6,
    to: ['head@alder', 'office@birch', 'head@cedar', 'chair@damson', 'second@elm', 'business_manager@fir'],
    says: '4 go to the Headteacher or principal. 1 goes to the School business manager, because neither',
  },
  both: {
    links: 8,
    to: ['dsl@alder', 'head@alder', 'office@birch', 'head@cedar', 'chair@damson', 'dsl@elm', 'second@elm', 'business_manager@fir'],
    says: '3 go to the Designated Safeguarding Lead. 3 go to the Headteacher or principal. 1 goes to the School business manager, because neither',
  },
}

test.each(Object.entries(RIGHT))(
  'who gets the links is chosen before they are issued, counted, and remembered in the round: %s',
  (goesTo, right) =>
    inRollback(async world => {
      const { roundId, browser } = await schools(world)
      const choose = pageText(await browser.get(`/rounds/${roundId}/issue`))
      expect(choose).toContain(right.says)
      expect(choose).toContain('1 without an email address')

      const check = pageText(await browser.get(`/rounds/${roundId}/issue/text?which=all&goesTo=${goesTo}`))
      expect(check).toContain(`${right.links} audit links will be issued, each with a message, to 6 establishments. ${right.says}`)
      expect(check).toContain('1 of those chosen has no email address and stays as it is.')
      if (goesTo === 'both')
        expect(check).toContain('4 establishments get one link: only one of them has an email address, or they share it.')

      await browser.post(`/rounds/${roundId}/issue`, { which: 'all', goesTo, ...INVITATION_TEXT })
      await drain(world.deps, jobs)
      const written = await rows<{ to: string; body: string }>(world.db, `select to_email as to, body from messages order by id`)
      expect(written.map(({ to }) => to.replace('.example', '')).toSorted()).toEqual(right.to.toSorted())
      const another = written.filter(({ body }) => body.includes('has a link of their own to the same return'))
      expect(another.map(({ to }) => to).toSorted()).toEqual(
        goesTo === 'both' ? ['dsl@alder.example', 'dsl@elm.example', 'head@alder.example', 'second@elm.example'] : [],
      )
      expect(await rows(world.db, `select links_go_to as goes from rounds where id = ?`, [roundId])).toEqual([{ goes: goesTo }])
      expect(await rows(world.db, `select status from returns where round_id = ? and status <> 'issued'`, [roundId])).toHaveLength(1)

      // Whoever was given a link is who the same choice sends it to again, a quarter of an hour later.
      await rows(world.db, `update messages set created_at = created_at - interval '1 hour'`)
      await browser.post(`/rounds/${roundId}/resend`, { all: '1', ...RESEND_TEXT })
      await drain(world.deps, jobs)
      const again = await rows<{ to: string }>(world.db, `select to_email as to from messages where kind = 'resend'`)
      expect(again.map(({ to }) => to.replace('.example', '')).toSorted()).toEqual(right.to.toSorted())
      expect(
        await rows(world.db, `select id from invitations where partnership_id = (select partnership_id from rounds where id = ?)`, [
          roundId,
        ]),
      ).toHaveLength(right.links)
    })(),
)

test(
  'once all is issued, who gets the links is chosen anew beside what each choice comes to: nothing is sent, no link ends, and the next letters follow it',
  inRollback(async world => {
    const { roundId, browser } = await schools(world)
    await browser.post(`/rounds/${roundId}/issue`, { which: 'all', goesTo: 'dsl', ...INVITATION_TEXT })
    await drain(world.deps, jobs)
    const page = `/rounds/${roundId}/links-go-to`
    expect(pageText(await browser.get(`/rounds/${roundId}/issue`))).toContain('Choose who gets the links that are issued already')
    const text = pageText(await browser.get(page))
    expect(text).toContain('6 returns are issued and outstanding.')
    expect(text).toContain('The Designated Safeguarding Lead (as it is now)')
    expect(text).toContain('2 of them hold no link yet.')
    const links = async () => rows(world.db, `select id, main, role, revoked_at from invitations order by id`)
    const before = await links()

    expect((await browser.post(page, { seen: 'dsl' })).status).toBe(422)
    expect((await browser.post(page, { seen: 'dsl', goesTo: 'both' })).status).toBe(303)
    expect(pageText(await browser.get(page))).toContain('Both, each with a link of their own (as it is now)')
    expect(await links()).toEqual(before)
    expect(pageText(await browser.get(`/rounds/${roundId}/history`))).toContain('Chose who gets the audit links')
    await rows(world.db, `update messages set created_at = created_at - interval '1 hour'`)
    await browser.post(`/rounds/${roundId}/resend`, { all: '1', ...RESEND_TEXT })
    await drain(world.deps, jobs)
    const again = await rows<{ to: string }>(world.db, `select to_email as to from messages where kind = 'resend'`)
    expect(again.map(({ to }) => to.replace('.example', '')).toSorted()).toEqual(RIGHT.both?.to.toSorted())
    const stale = await browser.post(page, { seen: 'dsl', goesTo: 'head' })
    expect(stale.status).toBe(409)
    expect(pageText(stale)).toMatch(
      /The choice is another since you opened this page: “Both, each with a link of their own”\. You chose this at/,
    )
  }),
)
