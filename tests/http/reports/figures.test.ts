import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { FeedbackContent } from '../../../src/features/feedback/content.ts'
import type { EarlierFindings } from '../../../src/features/findings/figureActions.ts'
import { partnershipByCode } from '../../../src/features/partnerships/index.ts'
import { figuresGiven } from '../../../src/features/publications/index.ts'
import { independentParts } from '../../../src/features/suppression/independent.ts'
import { asPrinted, withEarlier, type Publication } from '../../../src/features/suppression/index.ts'
import type { Audience, Report } from '../../../src/features/reports/report.ts'
import { roundByCode } from '../../../src/features/rounds/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { CURRENT_ROUND, PARTNERSHIP_CODE, REFERENCE_ROUND } from '../../../seeds/demo/index.ts'
import { repeatDraw } from '../../../src/features/sampling/sinks/frameFile.ts'
import { csvFilesOf, csvRows } from '../../support/csvZip.ts'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { givenAway } from '../../support/attack.ts'
import type { Clone } from '../../support/database.ts'
import { demonstrationWorld } from '../../support/demonstration.ts'
import { filledRound } from '../../support/filledRound.ts'
import { answersOf, differencesFrom, makeReport, tableNamed, truthOf, type OfRound, type Truth } from './reports.ts'

let clone: Clone
let world: TestWorld
let browser: Browser
let partnershipId: Id<'partnership'>
const truths = new Map<string, Truth>()
const reports = new Map<string, Report>()

beforeAll(async () => {
  ;({ clone, world } = await demonstrationWorld())
  partnershipId = (await partnershipByCode(clone.db, PARTNERSHIP_CODE))!.id
  const account = await row<{ id: Id<'account'> }>(
    clone.db,
    `select id from accounts where partnership_id = ? and role = 'administrator'`,
    [partnershipId],
  )
  browser = await world.staff(account!.id)
  for (const code of [REFERENCE_ROUND, CURRENT_ROUND]) truths.set(code, await truthOf(world, browser, await roundOf(code)))
}, 240_000)
afterAll(() => clone.drop())

/** A report of a round of the demonstration, made once. */
async function reportOf(code: string, audience: Audience): Promise<Report> {
  const known = reports.get(`${code} ${audience}`)
  if (known) return known
  const { content } = await makeReport(world, browser, (await roundOf(code)).roundId, audience)
  reports.set(`${code} ${audience}`, content)
  return content
}

const roundOf = async (code: string): Promise<OfRound> => ({
  partnershipId,
  roundId: (await roundByCode(clone.db, partnershipId, code))!.id,
})

test.each([
  [REFERENCE_ROUND, 'whole'],
  [REFERENCE_ROUND, 'covered'],
  [CURRENT_ROUND, 'whole'],
  [CURRENT_ROUND, 'covered'],
] as const)(
  'every number of the report of %s (%s) is that of the pages and of the workbook, or is covered',
  async (code, audience) => {
    const content = await reportOf(code, audience)
    expect(differencesFrom(truths.get(code)!, content)).toEqual([])
    expect(answersOf(content).length).toBeGreaterThan(80)
    const shown = answersOf(content).flatMap(({ rows }) => rows.map(({ count }) => count))
    const covered = shown.filter(count => count === null).length
    expect(audience === 'whole' ? covered === 0 : covered > 20 && covered < shown.length / 2).toBe(true)
  },
  120_000,
)

test(
  'the round with every disposition says what its pages and its workbook say',
  inRollback(async inner => {
    const { partnershipId: partnership, round } = await filledRound(inner.db, inner.make)
    const mine = await inner.staff((await inner.make.staffActor(partnership, 'coordinator')).accountId)
    const truth = await truthOf(inner, mine, { partnershipId: partnership, roundId: round.id })
    for (const audience of ['whole', 'covered'] as const) {
      const { content } = await makeReport(inner, mine, round.id, audience)
      expect(differencesFrom(truth, content)).toEqual([])
      expect(tableNamed(content, 'Where the returns stand')!.rows.length).toBe(audience === 'whole' ? 10 : 9)
    }
  }),
  120_000,
)

test('a covered report leaves no number from 1 to 4 of answers, and none that is alone covered in a table', async () => {
  for (const code of [REFERENCE_ROUND, CURRENT_ROUND]) {
    const content = await reportOf(code, 'covered')
    for (const { question, rows: told, all } of answersOf(content)) {
      // How many a set asks is known from the register; what they answered is not.
      const answers = told.filter(({ label }) => label !== 'Not asked')
      expect([question, answers.filter(({ count }) => count !== null && count > 0 && count < 5)]).toEqual([question, []])
      const dark = told.filter(({ count }) => count === null).length
      const light = told.reduce((sum, { count }) => sum + (count ?? 0), 0)
      if (light <= all) expect([question, dark === 1]).toEqual([question, false])
    }
  }
}, 120_000)

/** A report with one thing changed. */
const altered = (report: Report, alter: (copy: Report) => void): Report => {
  const copy = structuredClone(report)
  alter(copy)
  return copy
}

test('a wrong number anywhere is found by the comparison', async () => {
  const content = await reportOf(REFERENCE_ROUND, 'whole')
  const cells = (copy: Report, caption: string) => tableNamed(copy, caption)!.rows as (string | number | null)[][]
  const plants: ((copy: Report) => void)[] = [
    copy => ((answersOf(copy)[7]!.rows[0] as { count: number }).count += 1),
    copy => ((answersOf(copy).at(-1)!.rows[1] as { count: number }).count += 1),
    copy => ((answersOf(copy)[3] as { all: number }).all -= 1),
    copy => (cells(copy, 'Where the returns stand')[0]![1] = 102),
    copy => (cells(copy, 'Returns by phase of education')[0]![1] = 1),
    copy => ((tableNamed(copy, 'Where the returns stand')!.foot as unknown[])[1] = 119),
    copy =>
      (cells(copy, 'Findings: Safeguarding policies')[0]![1] = String(cells(copy, 'Findings: Safeguarding policies')[0]![1]).replace(
        /\d+/,
        '99',
      )),
    copy => ((tableNamed(copy, 'What reviewers found of self-ratings, by section')!.foot as unknown[])[1] = 1000),
    copy => {
      const summary = copy.parts[0]!.blocks.filter(block => block.kind === 'text') as { text: string }[]
      for (const block of summary) block.text = block.text.replace('104 completed it', '105 completed it')
    },
  ]
  for (const [at, plant] of plants.entries())
    expect([at, differencesFrom(truths.get(REFERENCE_ROUND)!, altered(content, plant)).length > 0]).toEqual([at, true])
}, 180_000)

test('from the sheet of the workbook alone and the seed of the report the command draws the same; page, report and list have one SHA-256', async () => {
  for (const code of [REFERENCE_ROUND, CURRENT_ROUND]) {
    const content = await reportOf(code, 'covered')
    const of = await roundOf(code)
    const files = await csvFilesOf(clone.db, { ...of, chosen: { sheets: ['dip_sample', 'sample_frame'] } })
    const members = csvRows(files.get('dip_sample.csv')!)
    const [first] = members
    const printed = new Map(tableNamed(content, `The sample “${first!.sample_name!}”`)!.rows as [string, string][])
    const seed = printed.get('Seed')!
    const repeated = repeatDraw(files.get('sample_frame.csv')!.replaceAll(`,${seed},`, ',,'), { seed })
    expect(repeated.same).toBe(true)
    expect(repeated.draw.members.map(({ key }) => repeated.names.get(key))).toEqual(
      members.toSorted((one, other) => Number(one.position) - Number(other.position)).map(member => member.establishment_name),
    )
    const sha256 = printed.get('SHA-256 of the list')!
    expect([repeated.frameSha256, first!.frame_sha256]).toEqual([sha256, sha256])
    expect(pageText(await browser.get(`/rounds/${of.roundId}/samples/${first!.sample_id!}`))).toContain(`SHA-256 of the list ${sha256}`)
  }
}, 120_000)

test('the letters to schools of the reference round tell of others without a number, and nothing small beside the report', async () => {
  const { roundId } = await roundOf(REFERENCE_ROUND)
  const letters = await rows<{ content: FeedbackContent }>(clone.db, `select content from feedback where round_id = ?`, [roundId])
  const told = letters.flatMap(({ content }) => content.sections.flatMap(({ ratings }) => ratings.map(({ others }) => others)))
  expect(told.filter(others => others !== '').length).toBeGreaterThan(told.length / 2)
  expect(told.filter(others => typeof others !== 'string' || /\d/.test(others.replace(/“.*”/, '')))).toEqual([])
  // Every return that came in is told something that is good.
  expect(letters.filter(({ content }) => content.returned !== content.good.length > 0)).toEqual([])

  const given = await figuresGiven<EarlierFindings>(clone.db, partnershipId, roundId)
  const [words, report] = [given.find(({ inWords }) => inWords)!, given.find(({ inWords }) => !inWords)!]
  const printed = asPrinted(report.publication, new Map(report.covered), report.threshold)
  const silent = { ...words, publication: withoutWords(words.publication) }
  const [spoken, unsaid] = [words, silent].map(one => independentParts(withEarlier(printed, [one])))
  const nothing = { covered: new Map(), exposed: [] }
  const rule = { threshold: report.threshold, minimum: 10 }
  const tell = (part: Publication) => givenAway(part, nothing, rule)
  const some = spoken!.flatMap((part, at) => (part.cells.some(({ id }) => id.includes('phase ')) ? [{ part, before: unsaid![at]! }] : []))
  expect(some.length).toBeGreaterThan(40)
  for (const { part, before } of some.filter((_, at) => at % 20 === 3)) {
    const known = tell(before)
    expect(tell(part).filter(id => !known.includes(id))).toEqual([])
  }
})

const withoutWords = ({ cells, relations }: Publication): Publication => ({
  cells: cells.map(({ told: _told, ...cell }) => cell),
  relations,
})
