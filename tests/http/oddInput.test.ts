import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import supertest from 'supertest'
import { allows, type Permission } from '../../src/features/accounts/index.ts'
import type { Actor } from '../../src/features/history/index.ts'
import type { Route } from '../../src/platform/http/routes.ts'
import { routes } from '../../src/routes.ts'
import { heading, worldOn, type Browser, type Fields, type TestWorld } from '../support/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { listening } from '../support/listening.ts'

/** What no person types, as it stands in an address or in a form. */
const LONG = 'x'.repeat(10_000)
const HALF = '%ED%A0%80'
type Odd = [what: string, ...values: string[]]
const ODD: Odd[] = [
  ['a NUL', '%00'],
  ['a field that comes twice', 'a%00b', 'c'],
  ['10,000 characters', LONG],
  ['a number beyond every column', '99999999999999'],
  ['a number beyond every number', '1e400'],
  ['a large whole number', '1e300'],
  ['a negative number', '-1'],
  ['signs of patterns', '%25_%5C%27%22%3B--'],
]
/** What is an ordinary text behind the door (src/platform/http/cleanInput.ts): sent to one route behind each door. */
const ODD_BEFORE_THE_DOOR: Odd[] = [
  ['a NUL in a word', 'a%00b'],
  ['half a character', HALF],
  ['a broken escape', '%zz%'],
]
/** Those of a method, an answer and a kind of files come through the same door (src/doors.ts). */
const doorOf = ({ method, answers, upload, keeps }: Route): string =>
  [method, answers, upload === undefined ? '' : upload.each === true ? 'files' : 'file', keeps === undefined ? '' : 'kept'].join(' ')
const firstOfTheirDoor = new Set([...new Map(routes.toReversed().map(route => [doorOf(route), route])).values()])
const oddFor = (route: Route): Odd[] => (firstOfTheirDoor.has(route) ? [...ODD, ...ODD_BEFORE_THE_DOOR] : ODD)

let world: TestWorld
let drop: () => Promise<void>
let people: { actor: Actor | null; browser: () => Promise<Browser> }[]
let ids: Record<string, string>

beforeAll(async () => {
  const database = await cloneDatabase()
  drop = database.drop
  world = worldOn(database.db)
  await listening(world.server)
  const { make } = world
  const { id: partnership_id } = await make.partnership()
  const auditReturn = await make.auditReturn({ partnership_id })
  const staff = await make.staffActor(partnership_id, 'administrator')
  const analyst = await make.staffActor(partnership_id, 'analyst')
  const coordinator = await make.staffActor(partnership_id, 'coordinator')
  const contributor = await make.contributorActor(auditReturn)
  const epoch = async (id: number) => Number((await world.db('accounts').where({ id }).first('session_epoch'))?.session_epoch)
  people = [
    ...[staff, coordinator, analyst].map(actor => ({
      actor,
      browser: async () => world.staff(actor.accountId, await epoch(actor.accountId)),
    })),
    { actor: contributor, browser: () => world.contributor(contributor.contributorId) },
    { actor: null, browser: () => Promise.resolve(world.visitor()) },
  ]
  const contact = await make.contact({ partnership_id, establishment_id: auditReturn.establishment_id })
  const other = await make.account({ partnership_id })
  ids = {
    accountId: String(other.id),
    roundId: String(auditReturn.round_id),
    returnId: String(auditReturn.id),
    establishmentId: String(auditReturn.establishment_id),
    contactId: String(contact.id),
    invitationId: String(contributor.invitationId),
    section: 'training',
    set: 'A',
  }
}, 60_000)

afterAll(() => drop())

const called = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`
const address = ({ path }: Route): string =>
  path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? (/id$/i.test(name) ? '987654321' : 'nothing'))
const holderOf = ({ needs }: Route): Promise<Browser> =>
  (people.find(({ actor }) => allows(actor, needs as Permission)) ?? people.at(-1)!).browser()
const encoded = (names: readonly string[], values: readonly string[]): string =>
  names.flatMap(name => values.map(value => `${name}=${value}`)).join('&')

/** Every name that a list, a page or a form reads from what it is sent. */
const ASKED =
  `q search show status disposition flag phase set sort order page before who what days from section saved add blank new area for
  source return all again nothing dsl group authority choose next kind place filter round what to seed size note`.split(/\s+/)
const SENT = `name email role reason note version _key said kind on-day on-month on-year on-time due-day due-month due-year due-time
  return returns all establishment establishments which filter search set q show place invitation contact covering from direction finding
  source areaKey area question statement action code password again current account partnership next who subject body text confirmed number
  by mode opens-day opens-month opens-year opens-time questions areas size seed method member outcome rating`.split(/\s+/)

describe('whatever stands in its address, a page is shown or says what is wrong with it', () => {
  test.each(routes.filter(({ method }) => method === 'get').map(route => [called(route), route] as const))(
    '%s',
    async (_name, route) => {
      const browser = await holderOf(route)
      const failed: string[] = []
      for (const [what, ...values] of oddFor(route)) {
        const names = values[0] === LONG ? ASKED.slice(0, 3) : ASKED
        const answer = await browser.get(`${address(route)}?${encoded(names, values)}`)
        if (answer.status >= 500) failed.push(`${what}: ${answer.status}`)
      }
      expect(failed).toEqual([])
    },
    60_000,
  )
})

describe('whatever a form sends, it is taken or refused in words', () => {
  test.each(routes.filter(({ method }) => method === 'post').map(route => [called(route), route] as const))(
    '%s',
    async (_name, route) => {
      const failed: string[] = []
      for (const [what, ...values] of oddFor(route)) {
        const browser = await holderOf(route)
        const answer = await (route.upload
          ? browser.postFiles(address(route), fieldsOf(values), route.upload.field, [
              { name: 'odd\0.csv', content: `${decoded(values[0])},1` },
            ])
          : browser.send(address(route), FORM, `_csrf=${encodeURIComponent(browser.csrf())}&${bodies.get(what)}`))
        if (answer.status >= 500) failed.push(`${what}: ${answer.status}`)
      }
      expect(failed).toEqual([])
    },
    60_000,
  )
})

const FORM = 'application/x-www-form-urlencoded'
/** Put together once: every form is sent the same. */
const bodies = new Map([...ODD, ...ODD_BEFORE_THE_DOOR].map(([what, ...values]) => [what, encoded(SENT, values.map(asTyped))]))

function asTyped(value: string): string {
  return value === HALF ? value : encodeURIComponent(decoded(value))
}

function fieldsOf(values: readonly string[]): Fields {
  const [typed = '', ...more] = values.map(decoded)
  return Object.fromEntries(SENT.map(name => [name, more.length === 0 ? typed : [typed, ...more]]))
}

function decoded(value = ''): string {
  if (value === HALF) return '\ud800'
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

test('a compressed form is refused unread: no browser sends one', async () => {
  for (const [encoding, body] of [
    ['br', brotliCompressSync('account=1')],
    ['gzip', gzipSync('account=1')],
  ] as const) {
    const sending = supertest(world.app).post('/sign-in/partnership').set({ 'Sec-Fetch-Site': 'same-origin', 'Content-Encoding': encoding })
    sending.type('application/x-www-form-urlencoded').write(body)
    expect((await sending).status).toBe(400)
  }
})

test('a body that is no form, in a charset that nobody knows, or from no address at all is refused, not a fault of ours', async () => {
  const sent = (headers: Record<string, string>, body: string) =>
    supertest(world.app)
      .post('/sign-in/partnership')
      .set({ 'Sec-Fetch-Site': 'same-origin', ...headers })
      .send(body)
  const form = 'application/x-www-form-urlencoded'
  expect((await sent({ 'Content-Type': `${form}; charset=klingon` }, 'account=1')).status).toBe(400)
  expect((await sent({ 'Content-Type': form, 'Content-Encoding': 'rot13' }, 'account=1')).status).toBe(400)
  expect((await sent({ 'Content-Type': 'text/plain' }, 'account=1')).status).toBeLessThan(500)
  const nowhere = await supertest(world.app).post('/sign-in').set('Origin', 'nowhere at all').type('form').send('email=x')
  expect([nowhere.status, heading(nowhere)]).toEqual([403, 'This form was not sent from our pages'])
  expect((await supertest(world.app).get('/register/establishments/%zz')).status).toBe(400)
})
