import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { rows, type Pool } from '../../../src/platform/db.ts'
import { londonDate } from '../../../src/platform/london.ts'
import { pageText, worldOn, type Browser, type Fields, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { cloneDatabase } from '../../support/database.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { answering, fieldsOf, type Row } from '../answering/answering.ts'
import { pdf } from '../evidence/files.ts'
import { carriedBy, today } from '../handling/oneReturn.ts'

/*
 * Every pair of what staff and a school can do to one return, pressed at the same instant on real connections. Whatever the order, the
 * pages, the history and the tables tell one story: nothing is doubled, what is refused leaves nothing behind, and a refusal is true.
 */

let db: Pool
let drop: () => Promise<void>
let world: TestWorld
beforeAll(async () => {
  ;({ db, drop } = await cloneDatabase())
  world = worldOn(db)
})
afterAll(() => drop())

const SHORT: QuestionnaireDocument = {
  ...everyKind,
  sections: [{ key: 'training', title: 'Training', questions: [{ kind: 'long_text', key: 'priority', label: 'What comes first?' }] }],
}

type Case = Awaited<ReturnType<typeof answering>> & { head: Browser; ada: Browser; ben: Browser }
/** What one of two people does: opens the page, and later presses its button. */
type Action = {
  /** What the history calls it; there is no such event of whoever was refused. */
  verb: string
  /** Where it leaves a return, when it does. */
  status?: string
  open: (of: Case, who: 'ada' | 'ben') => Promise<() => PromiseLike<Response>>
}

const day = (prefix: string, ahead: number): Record<string, string> => {
  const [year = '', month = '', date = ''] = londonDate(new Date(Date.now() + ahead * 86_400_000)).split('-')
  return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}

const hidden = (page: Response): Record<string, string> =>
  Object.fromEntries(
    [...page.text.matchAll(/<input type="hidden" name="(_key|_seen|version)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

const ACTIONS: Record<string, Action> = {
  submit: {
    verb: 'return.submitted',
    // The chair of its round may sign afterwards.
    status: 'awaiting_sign_off',
    async open({ head }) {
      const fields = signatureOn(await head.get('/return/sign-off'), { jobTitle: '' })
      return () => head.post('/return/submit', fields)
    },
  },
  save: {
    verb: 'return.saved',
    async open({ dsl }) {
      const fields: Fields = {
        ...fieldsOf(await dsl.get('/return/sections/training')),
        'a.priority': 'Changed by the DSL',
        intent: 'later',
      }
      return () => dsl.post('/return/sections/training', fields)
    },
  },
  offline: {
    verb: 'return.taken_in',
    status: 'submitted',
    async open(of, who) {
      const path = `/returns/${of.auditReturn.id}/offline`
      const fields = { ...hidden(await of[who].get(path)), ...today('received'), 'received-time': 'midnight', by: 'Sam Okafor', note: '' }
      return () => of[who].postFiles(path, fields, 'files', [{ name: `${who}.pdf`, content: pdf(who) }])
    },
  },
  excuse: {
    verb: 'return.excused',
    status: 'excused',
    async open(of, who) {
      const path = `/returns/${of.auditReturn.id}/excuse/declined`
      const fields = { ...(await carriedBy(of[who], path)), ...today('on'), reason: 'They will not take part' }
      return () => of[who].post(path, fields)
    },
  },
  extend: {
    verb: 'return.extended',
    async open(of, who) {
      const path = `/rounds/${of.round.id}/extensions`
      const fields = {
        returns: String(of.auditReturn.id),
        ...day('due', who === 'ada' ? 40 : 60),
        'due-time': '5pm',
        reason: 'illness',
        more: '',
      }
      const page = await of[who].post(`${path}/preview`, fields)
      return () => of[who].post(path, { ...fields, ...hidden(page) })
    },
  },
  close: {
    verb: 'round.closed',
    open: (of, who) => Promise.resolve(() => of[who].post(`/rounds/${of.round.id}/close`)),
  },
  revoke: {
    verb: 'invitation.revoked',
    open: (of, who) =>
      Promise.resolve(() => of[who].post(`/returns/${of.auditReturn.id}/links/revoke`, { invitation: String(of.dsl.actor.invitationId) })),
  },
}

/** A day by which a return is asked for again. */
const BY = { 'due-day': '14', 'due-month': '1', 'due-year': String(new Date().getFullYear() + 1) }

/** What can be done to a return that was sent. */
const AFTERWARDS: Record<string, Action> = {
  accept: {
    verb: 'return.accepted',
    status: 'accepted',
    async open(of, who) {
      const fields = hidden(await of[who].get(`/returns/${of.auditReturn.id}`))
      return () => of[who].post(`/returns/${of.auditReturn.id}/accept`, fields)
    },
  },
  'send back': {
    verb: 'return.sent_back',
    status: 'returned',
    async open(of, who) {
      const path = `/returns/${of.auditReturn.id}/send-back`
      const fields = { ...hidden(await of[who].get(path)), reason: 'Say more about training', ...BY }
      return () => of[who].post(path, fields)
    },
  },
  close: ACTIONS.close!,
  revoke: ACTIONS.revoke!,
}

/** A return of which all is answered, its people, and two coordinators. */
async function oneCase(): Promise<Case> {
  const of = await answering(world, {}, {}, SHORT)
  const saved = await of.dsl.post('/return/sections/training', {
    ...fieldsOf(await of.dsl.get('/return/sections/training')),
    'a.priority': 'Online safety',
  })
  if (saved.status !== 303) throw new Error('the answer was not saved')
  const staff = async (name: string) => world.staff((await world.make.account({ partnership_id: of.partnership.id, name })).id)
  return { ...of, head: await of.join('head', 'Ruth Ainsworth'), ada: await staff('Ada One'), ben: await staff('Ben Two') }
}

const PAIRS = Object.keys(ACTIONS).flatMap((one, at) =>
  Object.keys(ACTIONS)
    .slice(at)
    .map(other => [one, other] as const),
)
const DONE = 303
const REFUSED = [403, 404, 409, 422]

test.each(PAIRS)('%s and %s at the same instant', async (one, other) => {
  const of = await oneCase()
  const savedBefore = (await of.events('return.saved')).length
  const [first, second] = [ACTIONS[one]!, ACTIONS[other]!]
  const presses = [await first.open(of, 'ada'), await second.open(of, 'ben')] as const
  const answers = await Promise.all(presses.map(async press => press()))
  const now = await of.now()
  const events = await rows<Row>(db, `select verb, actor_name from events where partnership_id = ? order by id`, [of.partnership.id])
  const told = answers.map(answer => `${answer.status} ${answer.status === DONE ? '' : pageText(answer).slice(0, 400)}`)

  for (const { status } of answers) expect({ told, ok: status === DONE || REFUSED.includes(status) }).toEqual({ told, ok: true })

  // As many events as were done: nothing is doubled, and nobody who was refused is in the history.
  const SOFT = ['round.closed', 'invitation.revoked', 'return.saved', 'return.submitted']
  for (const [at, action] of [first, second].entries()) {
    const count = events.filter(({ verb }) => verb === action.verb).length - (action.verb === 'return.saved' ? savedBefore : 0)
    const done = [first, second].filter((candidate, index) => candidate.verb === action.verb && answers[index]?.status === DONE).length
    if (SOFT.includes(action.verb)) expect({ told, at, once: count <= 1 && count <= done }).toEqual({ told, at, once: true })
    else expect({ told, verb: action.verb, count }).toEqual({ told, verb: action.verb, count: done })
  }

  // One submission, and the file of whoever took the return in; of nobody else.
  const submissions = await rows<Row>(db, 'select via, by_name from submissions where return_id = ?', [of.auditReturn.id])
  const sent = events.filter(({ verb }) => verb === 'return.submitted' || verb === 'return.taken_in')
  expect(submissions).toHaveLength(sent.length)
  expect(sent.length).toBeLessThanOrEqual(1)
  const files = await rows<Row>(db, 'select by_name from evidence where return_id = ?', [of.auditReturn.id])
  expect(files.map(({ by_name }) => by_name)).toEqual(
    sent.filter(({ verb }) => verb === 'return.taken_in').map(({ actor_name }) => actor_name),
  )

  // The return stands where the last of what was done left it.
  const last = events
    .map(({ verb }) => Object.values(ACTIONS).find(action => action.verb === verb)?.status)
    .findLast(status => status !== undefined)
  expect(now.status).toBe(last ?? 'in_progress')

  // What a refusal says is so.
  for (const answer of answers.filter(({ status }) => status === 409)) {
    const page = pageText(answer)
    if (page.includes('has already been submitted')) expect(submissions).toHaveLength(1)
    if (page.includes('You do not need to send this return')) expect(now.status).toBe('excused')
    if (page.includes('This audit has closed')) expect(events.some(({ verb }) => verb === 'round.closed')).toBe(true)
  }
})

const AFTER_PAIRS = Object.keys(AFTERWARDS).flatMap((one, at) =>
  Object.keys(AFTERWARDS)
    .slice(at)
    .map(other => [one, other] as const),
)

test.each(AFTER_PAIRS)('%s and %s a sent return at the same instant', async (one, other) => {
  const of = await oneCase()
  await db.raw(
    `update returns set status = 'submitted', submitted_at = now(), recorded_at = now(), submitted_via = 'online', reference = 'NM-' || id where id = ?`,
    [of.auditReturn.id],
  )
  const pair = [AFTERWARDS[one]!, AFTERWARDS[other]!] as const
  const presses = [await pair[0].open(of, 'ada'), await pair[1].open(of, 'ben')] as const
  const answers = await Promise.all(presses.map(async press => press()))
  const told = answers.map(answer => `${answer.status} ${answer.status === DONE ? '' : pageText(answer).slice(0, 400)}`)
  for (const { status } of answers) expect({ told, ok: status === DONE || REFUSED.includes(status) }).toEqual({ told, ok: true })
  const events = await rows<Row>(db, `select verb from events where partnership_id = ? order by id`, [of.partnership.id])
  for (const { verb } of pair)
    expect({ told, count: events.filter(event => event.verb === verb).length <= 1 }).toEqual({ told, count: true })
  const last = events
    .map(({ verb }) => Object.values(AFTERWARDS).find(action => action.verb === verb)?.status)
    .findLast(status => status !== undefined)
  expect((await of.now()).status).toBe(last ?? 'submitted')
})

test('many people change the register at the same instant: each is done once, and nobody waits for whoever waits for them', async () => {
  const of = await oneCase()
  const others = await Promise.all([1, 2, 3].map(() => world.make.establishment({ partnership_id: of.partnership.id })))
  const places = [of.establishment, ...others]
  const answers = await Promise.all(
    places.flatMap(({ id }, at) =>
      [of.ada, of.ben].map((browser, person) =>
        browser
          .post(`/register/establishments/${id}/contacts`, {
            _key: crypto.randomUUID(),
            role: 'deputy_dsl',
            name: `Deputy ${at} ${person}`,
            email: `deputy${at}.${person}@school.example`,
            phone: '',
          })
          .then(({ status }) => status),
      ),
    ),
  )
  expect(answers).toEqual(places.flatMap(() => [303, 303]))
  expect(await rows(db, `select 1 from contacts where partnership_id = ? and role = 'deputy_dsl'`, [of.partnership.id])).toHaveLength(8)
})

test('two people close a round at the same instant: it is closed once, and the second is told by whom', async () => {
  const of = await oneCase()
  const answers = await Promise.all([of.ada.post(`/rounds/${of.round.id}/close`), of.ben.post(`/rounds/${of.round.id}/close`)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const pages = [pageText(await of.ada.get('/rounds')), pageText(await of.ben.get('/rounds'))]
  const [closed] = await rows<{ actor_name: string }>(db, `select actor_name from events where round_id = ? and verb = 'round.closed'`, [
    of.round.id,
  ])
  const second = closed?.actor_name === 'Ada One' ? pages[1] : pages[0]
  expect(second).toContain(`is closed. ${closed?.actor_name} did this at`)
})
