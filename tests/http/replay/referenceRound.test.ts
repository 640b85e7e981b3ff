import { asId, type Id } from '../../../src/platform/id.ts'
import type { Response } from 'supertest'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { jobs } from '../../../src/jobs.ts'
import { drawUpStatement, statementCounts } from '../../../src/features/dashboard/index.ts'
import { publishVersion } from '../../../src/features/questionnaires/index.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { heading, pageText, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { choiceOf, follow, formOf, leadsTo, linksOf, pathOf, submitForm } from '../../support/forms.ts'
import { listening } from '../../support/listening.ts'
import { readWorkbook } from '../../support/workbook.ts'
import { pdf } from '../evidence/files.ts'
import { shortSetA } from './questionnaire.ts'
import { answerAll, comeIn, forAll, headComesIn, headSubmits, saveSection, SIGNED } from './school.ts'
import { contactsFile, registerFile, schools, type School } from './register.ts'

/** A whole round of a city in its order: each test goes on where the one before it ended. */
const ALL = schools(118)

let clone: Awaited<ReturnType<typeof cloneDatabase>>
let world: TestWorld
let office: Browser
let partnershipId: Id<'partnership'>
let roundId: Id<'round'>
const links = new Map<string, string>()

beforeAll(async () => {
  clone = await cloneDatabase()
  world = worldOn(clone.db)
  await listening(world.server)
  const coordinator = await world.make.staffActor()
  partnershipId = coordinator.partnershipId
  await publishVersion(clone.db, coordinator, shortSetA)
  office = await world.staff(coordinator.accountId)
})
afterAll(() => clone.drop())

/** For steps of a thousand pages on a busy machine; alone they take seconds. */
const PATIENCE = 180_000
const roundPath = (rest = '') => `/rounds/${roundId}${rest}`

/** Every row of a list, over all its pages: the returns that its rows lead to, by the name of the establishment. */
async function returnsIn(address: string): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (let next: string | undefined = address; next !== undefined;) {
    const page: Response = await office.get(next)
    const table = /<tbody[\s\S]*?<\/tbody>/.exec(page.text)?.[0] ?? ''
    for (const [, id = '', name = ''] of table.matchAll(/<a [^>]*href="\/returns\/(\d+)"[^>]*>([^<]*)<\/a>/g))
      found.set(name.trim(), Number(id))
    next = nextPage(page)
  }
  return found
}

const nextPage = (page: Response): string | undefined => {
  const href = /<a [^>]*href="([^"]*)"[^>]*rel="next"/.exec(page.text)?.[1]
  return href === undefined
    ? undefined
    : new URL(href.replaceAll('&amp;', '&'), `http://audit.test${pathOf(page)}`).href.slice('http://audit.test'.length)
}

test('the register and its contacts are taken in from two files, each previewed first', async () => {
  const extract = { name: 'edubasealldata.csv', content: registerFile(ALL) }
  const preview = await follow(office, await submitForm(office, await office.get('/register/imports'), {}, { files: [extract] }))
  expect(pageText(preview)).toContain('118 new')
  expect(pageText(preview)).toContain('Nothing has been changed yet')
  expect(pageText(await office.get('/register'))).not.toContain('118 open')
  await follow(office, await submitForm(office, preview, {}, { which: '/apply' }))
  const list = { name: 'leads.csv', content: contactsFile(ALL) }
  const people = await follow(office, await submitForm(office, await office.get('/register/contacts/upload'), {}, { files: [list] }))
  expect(pageText(people)).toContain('118 contacts added')
  await follow(office, await submitForm(office, people, {}, { which: '/apply' }))
  const register = pageText(await office.get('/register'))
  expect(register).toContain('118 open')
  expect(register).toContain('0 open, without the email of a Designated Safeguarding Lead')
  expect(pageText(await office.get('/register?q=700004'))).toContain('St Thérèse’s Primary School')
})

test(
  'a round with three evidence areas is prepared, opened and issued to all of them',
  async () => {
    const inAYear = String(new Date().getFullYear() + 1)
    const due = { 'due-day': '27', 'due-month': 'March', 'due-year': inAYear, 'due-time': '5pm' }
    const prepared = await follow(
      office,
      await submitForm(office, await office.get('/rounds/new'), { name: 'Safeguarding audit', code: 'city', ...due }),
    )
    roundId = asId(Number(/\/rounds\/(\d+)/.exec(pathOf(prepared))?.[1]))
    const candidates = await office.get(roundPath('/establishments?show=out'))
    await follow(office, await submitForm(office, candidates, { which: 'all' }, { which: '/add' }))
    expect(pageText(await office.get(roundPath('/establishments')))).toContain('118 in this round')
    await follow(office, await submitForm(office, await office.get(roundPath('/open'))))
    const text = await submitForm(office, await office.get(roundPath('/issue')), { which: 'all' }, { which: '/issue/text' })
    expect(pageText(text)).toContain('118 audit links will be issued')
    const progress = await follow(office, await submitForm(office, text, {}, { which: '/issue' }))
    await drain(world.deps, jobs)
    expect(pageText(await office.get(pathOf(progress)))).toContain('118 of 118')
  },
  PATIENCE,
)

test(
  'the outbox holds one message with one link for each of the 118',
  async () => {
    const messages: string[] = []
    for (let next: string | undefined = '/mail'; next !== undefined;) {
      const page: Response = await office.get(next)
      messages.push(...linksOf(page, '/mail/').filter(href => /\/\d+$/.test(href)))
      next = nextPage(page)
    }
    expect(new Set(messages).size).toBe(118)
    await forAll([...new Set(messages)], async address => {
      const letter = pageText(await office.get(address))
      const to = /dsl\d+@northmoor-schools\.example/.exec(letter)?.[0] ?? ''
      links.set(to, /http:\/\/audit\.test\/audit\/[\w.~-]+/.exec(letter)?.[0] ?? '')
    })
    expect(ALL.map(({ email }) => links.has(email))).toEqual(ALL.map(() => true))
    expect(new Set(links.values()).size).toBe(118)
  },
  PATIENCE,
)

const ON_TIME = ALL.slice(0, 101)
const IN_EXTENSION = ALL.slice(101, 103)
const [CLOSED, OFFLINE] = ALL.slice(103, 105) as [School, School]
const INCOMPLETE = ALL.slice(105, 113)
const OUTSTANDING = ALL.slice(105)
const linkOf = ({ email }: School): string => links.get(email) ?? ''
const namesOf = (some: readonly School[]): string[] => some.map(({ name }) => name).sort()
const HOSTILE = '=1+1'

test('reading the link changes nothing; the button starts the return', async () => {
  const first = linkOf(ALL[0]!)
  expect(heading(await world.visitor().get(new URL(first).pathname))).toBe(ALL[0]!.name)
  expect((await returnsIn(roundPath('/returns?flag=not_started'))).size).toBe(118)
  await comeIn(world, first, ALL[0]!.lead)
  expect((await returnsIn(roundPath('/returns?status=opened'))).size).toBe(1)
})

test('a wrong value is told at its field, and the right one beside it is kept', async () => {
  const lead = await comeIn(world, linkOf(ALL[0]!), ALL[0]!.lead)
  const answer = await saveSection(lead, 'training', { 'a.staff_trained': 'met', 'a.read_part_one': 'nearly all' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('value="nearly all"')
  const again = await lead.get('/return/sections/training')
  expect(formOf(again, '/return/sections').fields).toMatchObject({ 'a.staff_trained': ['met'], 'a.read_part_one': [''] })
})

test('two who answer one question differently both keep their words, and the second decides', async () => {
  const lead = await comeIn(world, linkOf(ALL[1]!), ALL[1]!.lead)
  const deputy = await comeIn(world, linkOf(ALL[1]!), { name: 'Lee Marsh', role: 'deputy_dsl' })
  const [before, mine] = [await lead.get('/return/sections/governors'), await deputy.get('/return/sections/governors')]
  await follow(
    lead,
    await submitForm(lead, before, { 'a.governors_words': 'They asked about attendance.', intent: 'later' }, { which: 'sections' }),
  )
  const clash = await submitForm(
    deputy,
    mine,
    { 'a.governors_words': 'They asked about filtering.', intent: 'later' },
    { which: 'sections' },
  )
  expect(clash.status).toBe(409)
  expect(pageText(clash)).toContain('They asked about attendance.')
  expect(clash.text).toContain('They asked about filtering.')
  const both = 'They asked about attendance and filtering.'
  const decided = { 'a.governors_words': both, 'keep.governors_words.answer': choiceOf(clash.text, 'mine'), intent: 'later' }
  await follow(deputy, await submitForm(deputy, clash, decided, { which: 'sections' }))
  expect(pageText(await lead.get('/return/whole'))).toContain(both)
})

test(
  '101 answer and their heads sign, 48 of them with a document; the double click of one submits once',
  async () => {
    await forAll(ON_TIME, async (school, at) => {
      const lead = await comeIn(world, linkOf(school), school.lead)
      const files = at < 48 ? [{ name: `policy ${at + 1}.pdf`, content: pdf(school.name) }] : []
      await answerAll(lead, at === 2 ? HOSTILE : `Answers of ${school.name}`, files)
      if (at !== 3) {
        expect(pageText(await headSubmits(world, linkOf(school), `Helen Head ${at + 1}`))).toContain(school.name)
        return
      }
      const head = await headComesIn(world, linkOf(school), 'Helen Head')
      const page = await head.get('/return/sign-off')
      const answers = await Promise.all([
        submitForm(head, page, SIGNED, { which: '/submit' }),
        submitForm(head, page, SIGNED, { which: '/submit' }),
      ])
      expect(answers.map(answer => answer.headers.location)).toEqual(['/return/receipt', '/return/receipt'])
    })
    const completed = await returnsIn(roundPath('/returns?flag=completed'))
    expect(completed.size).toBe(101)
    const doubled = pageText(await office.get(`/returns/${completed.get(ALL[3]!.name)}/history`))
    expect(doubled.match(/signed and submitted|submitted the return|Submitted/g)).toHaveLength(1)
    expect((await returnsIn(roundPath('/returns?flag=evidence'))).size).toBe(48)
  },
  PATIENCE,
)

test('others begin, and the due date passes', async () => {
  await forAll([...IN_EXTENSION, ...INCOMPLETE], async school => {
    const lead = await comeIn(world, linkOf(school), school.lead)
    await follow(lead, await saveSection(lead, 'policies', { 'a.policy_current': 'yes' }))
  })
  // No page can bring a due date forward into the past, and the deadline is judged by the database's own clock.
  await clone.db.raw(
    `update rounds set opens_at = now() - interval '4 weeks', opened_at = now() - interval '4 weeks', due_at = now() where id = ?`,
    [roundId],
  )
  await clone.db.raw(`update returns set issued_at = now() - interval '3 weeks', first_due_at = now(), due_at = now() where round_id = ?`, [
    roundId,
  ])
  expect([...(await returnsIn(roundPath('/returns?flag=overdue'))).keys()].sort()).toEqual(namesOf(ALL.slice(101)))
})

test(
  'the 17 are given two more weeks together; two submit in them, one has closed, one came by email',
  async () => {
    const list = await office.get(roundPath('/returns?flag=outstanding'))
    const form = await submitForm(office, list, { all: '1' }, { which: '/extensions/new' })
    const [year = '', month = '', day = ''] = plusDays(londonDate(new Date()), 14).split('-')
    const until = {
      'due-day': day,
      'due-month': month,
      'due-year': year,
      'due-time': '5pm',
      reason: 'other',
      more: 'Incomplete or missing at the due date',
    }
    const preview = await submitForm(office, form, until)
    expect(pageText(preview)).toContain('17 returns will be given more time')
    const batch = await follow(office, await submitForm(office, preview))
    expect(pageText(batch)).toContain('17 returns are now due')
    const extended = await returnsIn(roundPath('/returns?flag=extended'))
    expect(extended.size).toBe(17)

    await forAll(IN_EXTENSION, async school => {
      await answerAll(await comeIn(world, linkOf(school), school.lead), `Answers of ${school.name}`)
      await headSubmits(world, linkOf(school), 'Helen Head')
    })

    const today = dayFields('on', londonDate(new Date()))
    const closing = await office.get(`/returns/${extended.get(CLOSED.name)}/excuse/closed`)
    await follow(office, await submitForm(office, closing, { ...today, reason: 'Closed at the end of term' }))
    const offline = await office.get(`/returns/${extended.get(OFFLINE.name)}/offline`)
    const came = {
      ...dayFields('received', plusDays(londonDate(new Date()), -1)),
      'received-time': '9am',
      by: 'Helen Head, headteacher',
      note: 'As an Excel workbook',
    }
    const workbook = { name: 'the whole return.pdf', content: pdf(OFFLINE.name) }
    await follow(office, await submitForm(office, offline, came, { files: [workbook] }))
    expect([...(await returnsIn(roundPath('/returns?flag=outstanding'))).keys()].sort()).toEqual(namesOf(OUTSTANDING))
  },
  PATIENCE,
)

const dayFields = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}

test(
  'all 13 outstanding are drawn, their documents taken in, and one is reviewed and has its outcome',
  async () => {
    const preview = await submitForm(office, await office.get(roundPath('/samples/new')), { base: 'outstanding', method: 'all' })
    expect(pageText(preview)).toContain('13 establishments of 13 would be drawn')
    const sample = await follow(office, await submitForm(office, preview))
    const sampled = await returnsIn(roundPath('/returns?flag=sampled'))
    expect([...sampled.keys()].sort()).toEqual(namesOf(OUTSTANDING))
    await forAll([...sampled], async ([name, returnId]) => {
      const form = await office.get(`/returns/${returnId}/evidence/new`)
      leadsTo(await submitForm(office, form, { note: 'By email' }, { files: [{ name: 'documents.pdf', content: pdf(name) }] }))
    })
    expect(pageText(await office.get(pathOf(sample)))).toContain('13 Sent documents')

    const [address = ''] = linksOf(sample, '/members/')
    const verdict = { 'verdict.policy_current': 'agrees', 'note.policy_current': 'Dated September' }
    leadsTo(await submitForm(office, await office.get(`${address}/areas/policies`), verdict))
    const outcome = { outcome: 'assured', note: 'The policy is current.', partial: 'yes' }
    leadsTo(await submitForm(office, await office.get(`${address}/outcome`), outcome))
    expect(pageText(await office.get(address))).toContain('Safeguarding policies 1 of 1 reviewed')
    expect(pageText(await office.get(pathOf(sample)))).toContain('1 With an outcome')
  },
  PATIENCE,
)

const STATEMENT = {
  completed_on_time: 101,
  completed_in_extension: 2,
  completed_late: 0,
  completed_offline: 1,
  closed: 1,
  covered_by_another: 0,
  not_applicable: 0,
  declined: 0,
  outstanding_incomplete: 8,
  outstanding_missing: 5,
}

test(
  'the statement accounts for all 118, and each of its numbers opens as many returns',
  async () => {
    const page = await office.get(roundPath('/statement'))
    const numbers = [...page.text.matchAll(/<td[^>]*><a [^>]*href="([^"]+)">(\d+)</g)].map(([, href = '', count]) => ({
      href,
      count: Number(count),
    }))
    expect(numbers.map(({ count }) => count)).toEqual([104, 101, 2, 0, 1, 1, 1, 0, 0, 0, 13, 8, 5, 118])
    for (const { href, count } of numbers) expect([href, (await returnsIn(href)).size]).toEqual([href, count])
    expect(pageText(page)).toContain('104 + 1 + 13 = 118')
    const { issued, dispositions } = drawUpStatement(await statementCounts(clone.db, partnershipId, roundId))
    expect({ issued, dispositions }).toEqual({ issued: 118, dispositions: STATEMENT })
  },
  PATIENCE,
)

test(
  'the workbook is made by the worker, and what is read back from it agrees with the pages',
  async () => {
    const exports = await office.get(roundPath('/exports'))
    const asked = await follow(office, await submitForm(office, exports))
    await drain(world.deps, jobs)
    const [file = ''] = linksOf(await office.get(pathOf(asked)), '/file')
    const book = await readWorkbook((await office.get(file).responseType('blob')).body as Buffer)
    const rowsOf = (name: string) => book.get(name)?.rows ?? []

    const establishments = rowsOf('Establishments')
    expect(establishments.map(found => String(found.establishment_name)).sort()).toEqual(namesOf(ALL))
    expect(countOf(establishments, 'disposition')).toEqual(Object.fromEntries(Object.entries(STATEMENT).filter(([, count]) => count > 0)))
    expect(establishments.find(({ establishment_name: name }) => name === ALL[3]?.name)?.submissions).toBe(1)
    const statement = rowsOf('Returns statement').map(line => [line.disposition, line.establishments])
    expect(Object.fromEntries(statement)).toMatchObject(STATEMENT)
    expect(statement.at(-1)?.[1]).toBe(118)

    expect(
      rowsOf('Extensions')
        .map(({ establishment_name: name }) => String(name))
        .sort(),
    ).toEqual(namesOf(ALL.slice(101)))
    expect(
      rowsOf('Dip sample')
        .map(({ establishment_name: name }) => String(name))
        .sort(),
    ).toEqual(namesOf(OUTSTANDING))
    expect(countOf(rowsOf('Dip sample'), 'outcome')).toEqual({ assured: 1, null: 12 })
    expect(rowsOf('Verdicts')).toMatchObject([{ question: 'policy_current', verdict: 'agrees', note: 'Dated September' }])
    // A document from each of the 48, the offline return, and one from each of the 13 sampled.
    expect(new Set(rowsOf('Evidence').map(({ establishment_name: name }) => name)).size).toBe(48 + 1 + 13)

    const stored = await rows<{ establishment_name: string; question: string }>(
      clone.db,
      `select r.establishment_name as establishment_name, p.question_key as question from responses p join returns r on r.id = p.return_id
     where p.partnership_id = ? and r.round_id = ? and p.answer is not null`,
      [partnershipId, roundId],
    )
    const key = (found: Record<string, unknown>) => `${String(found.establishment_name)}: ${String(found.question)}`
    expect(
      rowsOf('Responses long')
        .filter(({ answered, kind }) => answered === true && kind !== 'evidence')
        .map(key)
        .sort(),
    ).toEqual(stored.map(key).sort())
    const hostile = rowsOf('Responses long').find(
      ({ establishment_name: name, question }) => name === ALL[2]?.name && question === 'governors_words',
    )
    expect(hostile?.text).toBe(HOSTILE)
  },
  PATIENCE,
)

const countOf = (found: readonly Record<string, unknown>[], column: string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(found, row => String(row[column]))].map(([value, group]) => [value, group.length]))
