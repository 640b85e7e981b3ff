import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { createFinding } from '../../src/features/findings/index.ts'
import { recordVerdicts } from '../../src/features/reviewing/index.ts'
import { createSample, membersOf } from '../../src/features/sampling/index.ts'
import { rows, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonDate, plusDays } from '../../src/platform/london.ts'
import { pageText, worldOn, type Browser, type Fields, type TestWorld } from '../support/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { formOf } from '../support/forms.ts'
import { listening } from '../support/listening.ts'
import { answer, returnIn, roundWith } from './sampling/world.ts'

/*
 * Every pair of what two members of staff can do to one thing, pressed at the same instant on real connections: a round that is
 * prepared, one that is open, a sample, a finding, the register. (What is done to one return: returns/pairs.test.ts.) Whatever the
 * order, nothing fails, what was refused leaves no trace, nothing is done twice, and the second reads what happened and who did it.
 */

let db: Pool
let drop: () => Promise<void>
let world: TestWorld
beforeAll(async () => {
  ;({ db, drop } = await cloneDatabase())
  world = worldOn(db)
  await listening(world.server)
})
afterAll(() => drop())

type Row = Record<string, unknown>
type People = { partnershipId: Id<'partnership'>; ada: Browser; ben: Browser }
type Who = 'ada' | 'ben'
/** What one of two people does: opens the page, and later presses its button. */
type Action<Thing> = {
  /** What the history calls it. */
  verb: string
  open: (of: Thing & People, who: Who) => Promise<() => PromiseLike<Response>>
}
type Things<Thing> = {
  make: (partnershipId: Id<'partnership'>) => Promise<Thing>
  actions: Record<string, Action<Thing>>
  /** What is so whatever was pressed, beside the rules for all. */
  holds?: (of: Thing & People) => Promise<void>
}

const NAMES: Record<Who, string> = { ada: 'Ada One', ben: 'Ben Two' }

/** Opens a page, and sends the form on it that leads to `to` with what is typed. */
const onPage =
  <Thing>(page: (of: Thing & People) => string, typed: (who: Who) => Fields = () => ({}), to?: (of: Thing & People) => string) =>
  async (of: Thing & People, who: Who) => {
    const form = formOf(await of[who].get(page(of)), to?.(of) ?? '')
    const fields = { ...form.fields, ...typed(who) }
    return () => of[who].post(to?.(of) ?? form.action, fields)
  }

const straight =
  <Thing>(to: (of: Thing & People) => string, typed: (who: Who) => Fields = () => ({})) =>
  (of: Thing & People, who: Who) =>
    Promise.resolve(() => of[who].post(to(of), typed(who)))

type InRound = { roundId: Id<'round'> }
const round = (below: string) => (of: InRound) => `/rounds/${of.roundId}${below}`
const everybody = () => ({ which: 'all' })

const addAll: Action<InRound> = {
  verb: 'round.establishments_added',
  open: straight(round('/establishments/add'), () => ({ which: 'all', _key: crypto.randomUUID() })),
}
const takeOut: Action<InRound> = { verb: 'round.establishments_removed', open: straight(round('/establishments/remove'), everybody) }

const draft: Things<InRound> = {
  async make(partnership_id) {
    const { id } = await world.make.round({ partnership_id, status: 'draft', opened_at: null, opens_at: new Date(Date.now() + 86_400_000) })
    for (const set of ['A', 'B', 'C'] as const) await world.make.questionnaireVersion(partnership_id, set)
    await world.make.auditReturn({ partnership_id, round_id: id, status: 'not_issued', issued_at: null })
    for (const _ of [1, 2]) await world.make.establishment({ partnership_id })
    return { roundId: id }
  },
  actions: {
    open: { verb: 'round.opened', open: straight(round('/open')) },
    discard: { verb: 'round.discarded', open: straight(round('/discard')) },
    change: { verb: 'round.changed', open: onPage(round('/edit'), who => ({ name: `Audit of ${who}` })) },
    'add all': addAll,
    'take out all': takeOut,
    'choose sets': {
      verb: 'round.sets_chosen',
      open: straight(round('/establishments/sets'), who => ({ which: 'all', chosenSet: who === 'ada' ? 'B' : 'C' })),
    },
  },
}

const open: Things<InRound> = {
  async make(partnership_id) {
    const { round, returns } = await roundWith(world, partnership_id, ['outstanding', 'on_time', 'not_issued', 'not_issued'], {
      due_at: new Date(Date.now() + 14 * 86_400_000),
    })
    await world.make.establishment({ partnership_id })
    expect(returns).toHaveLength(4)
    return { roundId: round.id }
  },
  actions: {
    close: { verb: 'round.closed', open: straight(round('/close')) },
    reword: { verb: 'round.changed', open: onPage(round('/edit'), who => ({ name: `Audit of ${who}` })) },
    'add all': addAll,
    'take out all': takeOut,
    'who gets the links': {
      verb: 'round.links_go_to_changed',
      open: onPage(round('/links-go-to'), who => ({ goesTo: who === 'ada' ? 'head' : 'both' })),
    },
    issue: {
      verb: 'round.issue_ordered',
      async open(of, who) {
        const query = new URLSearchParams({ which: 'all', search: '', set: '', goesTo: who === 'ada' ? 'dsl' : 'head' })
        const page = await of[who].get(`/rounds/${of.roundId}/issue/text?${query.toString()}`)
        const form = formOf(page, '/issue')
        return () => of[who].post(`/rounds/${of.roundId}/issue`, form.fields)
      },
    },
  },
}

type InSample = InRound & { member: string; sampleId: Id<'sample'> }
const inTwoWeeks = () => {
  const [year = '', month = '', day = ''] = plusDays(londonDate(new Date()), 14).split('-')
  return { 'due-day': day, 'due-month': month, 'due-year': year, 'due-time': '5pm', note: '' }
}
const sample: Things<InSample> = {
  async make(partnershipId) {
    const actor = await world.make.staffActor(partnershipId)
    const { round, returns } = await roundWith(world, partnershipId, ['on_time', 'on_time', 'on_time', 'on_time'])
    for (const one of returns) await answer(world, one, { [CURRENT]: 'yes' })
    const { sampleId } = await createSample(db, actor, {
      roundId: round.id,
      name: 'Sample',
      seed: 'seed',
      areas: ['policies'],
      plan: {
        base: 'completed',
        fastMinutes: 15,
        leaveOutSampled: false,
        strata: 'phase',
        targets: [],
        method: 'simple',
        size: { count: 2 },
      },
    })
    const [first] = await membersOf(db, partnershipId, sampleId)
    // Something to conclude from.
    await recordVerdicts(db, actor, {
      ...{ roundId: round.id, sampleId, memberId: first!.id },
      entries: new Map([['policies_staff_code', { verdict: 'no_evidence', baseVersion: 0 }]]),
    })
    const base = `/rounds/${round.id}/samples/${sampleId}`
    return { roundId: round.id, sampleId, member: `${base}/members/${first?.id ?? 0}` }
  },
  actions: {
    replace: {
      verb: 'sample.replaced',
      open: onPage(
        ({ member }) => `${member}/replace`,
        who => ({ reason: `Closed, says ${who}` }),
      ),
    },
    conclude: {
      verb: 'review.concluded',
      open: onPage(
        ({ member }) => `${member}/outcome`,
        who => ({ outcome: who === 'ada' ? 'assured' : 'not_assured', note: `By ${who}`, partial: 'yes' }),
      ),
    },
    review: {
      verb: 'review.recorded',
      open: onPage(
        ({ member }) => `${member}/areas/policies`,
        who => ({
          [`verdict.${CURRENT}`]: who === 'ada' ? 'agrees' : 'partly',
          [`direction.${CURRENT}`]: 'over',
          [`note.${CURRENT}`]: who,
        }),
      ),
    },
    give: {
      verb: 'review.given',
      async open({ member, ada, ben, ...of }, who) {
        const page = await { ada, ben }[who].get(`${member}/reviewers`)
        const accounts = await rows<{ id: number }>(db, 'select id from accounts where partnership_id = ? order by name', [
          of.partnershipId,
        ])
        const chosen = String(accounts.at(who === 'ada' ? 0 : 1)?.id ?? 0)
        const { fields } = formOf(page, '/reviewers')
        return () => ({ ada, ben })[who].post(`${member}/reviewers`, { ...fields, accountId: chosen })
      },
    },
    'share out': {
      verb: 'reviews.shared_out',
      async open({ roundId, sampleId, ...of }, who) {
        const path = `/rounds/${roundId}/samples/${sampleId}/reviewers`
        const accounts = await rows<{ id: number }>(db, 'select id from accounts where partnership_id = ? order by name', [
          of.partnershipId,
        ])
        const query = new URLSearchParams([
          ['sent', '1'],
          ['percent', '0'],
          ...accounts.map(({ id }): [string, string] => ['reviewers', String(id)]),
        ])
        const form = formOf(await of[who].get(`${path}/preview?${query.toString()}`), '/reviewers')
        return () => of[who].post(path, form.fields)
      },
    },
    ask: {
      verb: 'evidence.requested',
      async open({ roundId, sampleId, ...of }, who) {
        const path = `/rounds/${roundId}/samples/${sampleId}/request`
        const { fields } = formOf(await of[who].get(path), '/request')
        const form = formOf(await of[who].post(path, { ...fields, ...inTwoWeeks() }), '/request')
        return () => of[who].post(path, { ...form.fields, intent: 'send' })
      },
    },
  },
}

const CURRENT = 'policies_child_protection_current'
type OneFinding = InRound & { findings: string; findingId: Id<'finding'> }
const finding: Things<OneFinding> = {
  async make(partnershipId) {
    const actor = await world.make.staffActor(partnershipId)
    const { round, returns } = await roundWith(world, partnershipId, ['on_time', 'on_time'])
    for (const one of returns) await answer(world, one, { [CURRENT]: 'yes' })
    const write = (statement: string) =>
      createFinding(db, actor, {
        ...{ roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', statement, source: 'completed' },
        counted: [{ question: CURRENT, values: ['yes'] }],
      })
    await write('have one')
    const { findingId } = await write('have two')
    await answer(world, await returnIn(world, round, 'late'), { [CURRENT]: 'no' })
    return { roundId: round.id, findingId, findings: `/rounds/${round.id}/findings` }
  },
  actions: {
    reword: {
      verb: 'finding.changed',
      open: onPage(
        ({ findings, findingId }) => `${findings}/${findingId}/edit`,
        who => ({ statement: `have what ${who} says`, intent: 'save' }),
      ),
    },
    remove: { verb: 'finding.deleted', open: straight(({ findings, findingId }) => `${findings}/${findingId}/delete`) },
    move: {
      verb: 'finding.moved',
      open: straight(
        ({ findings, findingId }) => `${findings}/${findingId}/move`,
        () => ({ direction: 'up' }),
      ),
    },
  },
}

type OneContact = { establishment: string; contact: string; urn: string }
const register: Things<OneContact> = {
  async make(partnership_id) {
    const { id, identifier } = await world.make.establishment({ partnership_id })
    const contact = await world.make.contact({ partnership_id, establishment_id: id, role: 'head', name: 'Alex Reed' })
    return { establishment: `/register/establishments/${id}`, contact: `/register/contacts/${contact.id}`, urn: identifier }
  },
  actions: {
    change: {
      verb: 'contact.changed',
      async open(of, who) {
        const form = formOf(await of[who].get(of.contact), of.contact)
        return () => of[who].post(of.contact, { ...form.fields, name: `Alex of ${who}` })
      },
    },
    end: {
      verb: 'contact.ended',
      async open(of, who) {
        const form = formOf(await of[who].get(of.contact), `${of.contact}/end`)
        return () => of[who].post(`${of.contact}/end`, form.fields)
      },
    },
    'new head': {
      verb: 'contact.added',
      async open(of, who) {
        const form = formOf(await of[who].get(`${of.establishment}/contacts/new`), '/contacts')
        return () =>
          of[who].post(`${of.establishment}/contacts`, {
            ...form.fields,
            role: 'head',
            name: `Head of ${who}`,
            email: `${who}@school.example`,
          })
      },
    },
    'file of contacts': {
      verb: 'contacts.imported',
      async open(of, who) {
        const content = `URN,Role,Name,Email\r\n${of.urn},head,Filed by ${who},${who}.filed@school.example\r\n`
        const made = await of[who].postFiles('/register/contacts/upload', {}, 'file', [{ name: `${who}.csv`, content }])
        return () => of[who].post(`${made.headers.location ?? ''}/apply`)
      },
    },
  },
  async holds({ partnershipId }) {
    const heads = await rows<Row>(
      db,
      // Who is ended today holds the role until tonight: the next head may begin today.
      `select name from contacts where partnership_id = ? and role = 'head' and (to_on is null or to_on > current_date)`,
      [partnershipId],
    )
    expect(heads.length).toBeLessThanOrEqual(1)
  },
}

const DONE = 303
const REFUSED = [404, 409, 410, 422]

async function pressBoth<Thing>(things: Things<Thing>, pair: readonly [Action<Thing>, Action<Thing>]): Promise<void> {
  const { id: partnershipId } = await world.make.partnership()
  const signIn = async (name: string) =>
    world.staff((await world.make.account({ partnership_id: partnershipId, name, role: 'administrator' })).id)
  const of = { ...(await things.make(partnershipId)), partnershipId, ada: await signIn(NAMES.ada), ben: await signIn(NAMES.ben) }
  const people = ['ada', 'ben'] as const
  const presses = [await pair[0].open(of, 'ada'), await pair[1].open(of, 'ben')] as const
  const [last] = await rows<{ id: number }>(db, `select coalesce(max(id), 0) as id from events`)
  const answers = await Promise.all(presses.map(async press => press()))
  const told = await Promise.all(answers.map(async (answer, at) => `${answer.status} ${await readBy(of[people[at]!], answer)}`))
  const events = await rows<{ verb: string; actor_name: string }>(
    db,
    `select distinct verb, actor_name, at from events where partnership_id = ? and id > ? and return_id is null
     union select distinct verb, actor_name, at from events where partnership_id = ? and id > ? and verb = any(?)`,
    [partnershipId, last?.id ?? 0, partnershipId, last?.id ?? 0, pair.map(({ verb }) => verb)],
  )
  for (const [at, { status }] of answers.entries()) {
    const [me, other] = [NAMES[people[at]!], NAMES[people[1 - at]!]]
    const { verb } = pair[at]!
    const did = events.filter(event => event.verb === verb && event.actor_name === me).length
    expect({ told, at, ok: status === DONE || REFUSED.includes(status) }).toEqual({ told, at, ok: true })
    // What was refused is not in the history; what was done is, once.
    expect({ told, at, did: did <= (status === DONE ? 1 : 0) }).toEqual({ told, at, did: true })
    // Whoever came second, and so did nothing, reads who was first.
    if (did === 0) expect({ told, at, by: told[at]?.includes(other) }).toEqual({ told, at, by: true })
  }
  // One of two is first, whatever they did.
  expect({ told, events: events.length > 0 }).toEqual({ told, events: true })
  await things.holds?.(of)
}

/** What somebody reads after they pressed: the page, or the one that it leads to. */
const readBy = async (browser: Browser, answer: Response): Promise<string> =>
  pageText(answer.status === DONE ? await browser.get(answer.headers.location ?? '') : answer)

function everyPair<Thing>(what: string, things: Things<Thing>): void {
  const names = Object.keys(things.actions)
  const pairs = names.flatMap((one, at) => names.slice(at).map(other => [one, other] as const))
  test.each(pairs)(`${what}: %s and %s at the same instant`, async (one, other) => {
    const [first, second] = [things.actions[one]!, things.actions[other]!]
    await pressBoth(things, [first, second])
    if (one !== other) await pressBoth(things, [second, first])
  })
}

everyPair('a round that is prepared', draft)
everyPair('an open round', open)
everyPair('a sample', sample)
everyPair('a finding', finding)
everyPair('the contacts of an establishment', register)
