import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { approvedQuotations, themesWritten } from '../../../src/features/coding/index.ts'
import { compareFigures, drawUpStatement, statementCounts } from '../../../src/features/dashboard/index.ts'
import { distinctActions, documentOf, type DocumentPart } from '../../../src/features/plans/document.ts'
import { MEASURE_KINDS } from '../../../src/features/plans/measure.ts'
import { planRows } from '../../../src/features/plans/readingActions.ts'
import { plansOf } from '../../../src/features/plans/store.ts'
import { roundByCode } from '../../../src/features/rounds/index.ts'
import { type Response } from '../../../src/features/questions/index.ts'
import { answerSchema } from '../../../src/features/questions/kinds/index.ts'
import { documentSchema, unanswered } from '../../../src/features/questionnaires/index.ts'
import { factsFrom } from '../../../src/features/establishments/index.ts'
import { partnershipByCode } from '../../../src/features/partnerships/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { PAIRS_SQL } from '../../../src/features/reviewing/index.ts'
import { SHEET_NAMES } from '../../../src/features/datasets/index.ts'
import { promisesIn } from '../../../src/features/saidDid/index.ts'
import { readReports, resultSentence, setsOf } from '../../../src/features/standards/index.ts'
import { CURRENT_ROUND, PARTNERSHIP_CODE, REFERENCE_ROUND, seedDemonstration } from '../../../seeds/demo/index.ts'
import { pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { csvFilesOf, csvRows } from '../../support/csvZip.ts'
import { cloneDatabase, type Clone } from '../../support/database.ts'
import { demonstrationWorld } from '../../support/demonstration.ts'

let clone: Clone
let world: TestWorld

beforeAll(async () => {
  ;({ clone, world } = await demonstrationWorld())
}, 120_000)
afterAll(() => clone.drop())

test('the demonstration is made once', async () => {
  expect(await seedDemonstration(world.deps)).toBe(false)
})

test('S19: its figures are those of its answers, documents and extensions', async () => {
  const { returns, wrong, counting } = await compareFigures(world.deps, { partnershipId: null, all: true, mend: false })
  expect(returns).toBeGreaterThan(200)
  expect({ wrong, counting }).toEqual({ wrong: [], counting: 0 })
})

test('its reference round ends as the domain counts it', async () => {
  const partnership = await partnershipByCode(clone.db, PARTNERSHIP_CODE)
  const round = await roundByCode(clone.db, partnership!.id, REFERENCE_ROUND)
  const statement = drawUpStatement(await statementCounts(clone.db, partnership!.id, round!.id))
  const { outstanding_incomplete, outstanding_missing, ...others } = statement.dispositions
  expect(statement.issued).toBe(118)
  expect(others).toEqual({
    completed_on_time: 101,
    completed_in_extension: 2,
    completed_late: 0,
    completed_offline: 1,
    closed: 1,
    covered_by_another: 0,
    not_applicable: 0,
    declined: 0,
  })
  expect(outstanding_incomplete + outstanding_missing).toBe(13)
  expect(outstanding_incomplete).toBeGreaterThan(0)
  expect(outstanding_missing).toBeGreaterThan(0)
  const evidence = await row(
    clone.db,
    `select count(*) filter (where files > 0 and submitted_at <= first_due_at) as on_time,
       count(*) filter (where files > 0 and status in ('issued', 'opened', 'in_progress')) as outstanding,
       count(*) filter (where extensions > 0) as extended
     from returns where round_id = ?`,
    [round?.id],
  )
  expect(evidence).toEqual({ on_time: 48, outstanding: 13, extended: 17 })
})

test('every answer in it is one that the questionnaire allows, and what was submitted is complete', async () => {
  const returns = await rows<{ id: Id<'return'>; document: unknown; submitted: boolean; facts: string[] }>(
    clone.db,
    `select r.id, v.document, r.submitted_at is not null as submitted, r.facts
     from returns r join questionnaire_versions v on v.id = r.questionnaire_version_id`,
  )
  const responses = await rows<Response & { returnId: Id<'return'>; key: string }>(
    clone.db,
    `select return_id as "returnId", question_key as key, answer, comment, action from responses`,
  )
  const refused: string[] = []
  const byReturn = Map.groupBy(responses, ({ returnId }) => returnId)
  for (const { id, document: json, submitted, facts } of returns) {
    const document = documentSchema.parse(json)
    const given = byReturn.get(id) ?? []
    const questions = new Map(document.sections.flatMap(section => section.questions).map(question => [question.key, question]))
    for (const { key, answer } of given) {
      const question = questions.get(key)
      if (!question) throw new Error(`${key} is not asked`)
      if (!answerSchema(question, '2030-01-01').safeParse(answer).success) refused.push(`${id} ${key}`)
    }
    const missing = unanswered(document, factsFrom(facts), new Map(given.map(response => [response.key, response])), new Map())
    if (submitted) expect([id, missing.map(({ questionKey, reason }) => `${questionKey}: ${reason}`)]).toEqual([id, []])
  }
  expect(responses.length).toBeGreaterThan(10_000)
  expect(refused).toEqual([])
})

test('it is the same every time, apart from secrets', async () => {
  const fingerprint = async () => {
    const [answers, returns] = await Promise.all([
      rows(
        clone.db,
        `select r.establishment_name, p.question_key, p.answer, p.action from responses p join returns r on r.id = p.return_id join rounds o on o.id = r.round_id where o.code = 'demo-2022' order by 1, 2`,
      ),
      rows(
        clone.db,
        `select r.establishment_name, r.status, r.submitted_at, r.started_at from returns r join rounds o on o.id = r.round_id where o.code = 'demo-2022' order by 1`,
      ),
    ])
    return createHash('sha256')
      .update(JSON.stringify([answers, returns]))
      .digest('hex')
  }
  const first = await fingerprint()
  const again = await cloneDatabase()
  try {
    await seedDemonstration(worldOn(again.db).deps)
    const kept = clone
    clone = again
    const second = await fingerprint()
    clone = kept
    expect(second).toBe(first)
  } finally {
    await again.drop()
  }
  // It is made a second time, as before all.
}, 120_000)

test('nothing in its reference round happened after the spring of 2022, whenever it is made', async () => {
  // By its round where a table names both: an event of the whole round has no return.
  const moments = await rows<{ table: string; column: string; key: 'return_id' | 'round_id' }>(
    clone.db,
    `select c.table_name as table, c.column_name as column, max(k.column_name) as key
     from information_schema.columns c
     join information_schema.columns k on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name in ('return_id', 'round_id')
     where c.table_schema = 'public' and c.data_type = 'timestamp with time zone' group by 1, 2 order by 1, 2`,
  )
  const round = await row<{ id: number }>(clone.db, `select id from rounds where code = ?`, [REFERENCE_ROUND])
  const whose = { round_id: '= ?', return_id: 'in (select id from returns where round_id = ?)' }
  const latest = new Map<string, Date>()
  for (const { table, column, key } of moments) {
    const found = await row<{ at: Date | null }>(clone.db, `select max(${column}) as at from ${table} where ${key} ${whose[key]}`, [
      round?.id,
    ])
    if (found?.at) latest.set(`${table}.${column}`, found.at)
  }
  for (const seen of ['events.at', 'verdicts.at', 'findings.counted_at', 'dip_sample_members.outcome_at', 'messages.queued_at'])
    expect([seen, latest.has(seen)]).toEqual([seen, true])
  expect([...latest].filter(([, at]) => at > new Date('2022-04-01T00:00:00Z'))).toEqual([])
})

test('every DSL in it holds the main link, by which colleagues are given theirs', async () => {
  expect(await rows(clone.db, `select distinct role, main from invitations`)).toEqual([{ role: 'dsl', main: true }])
})

test('the thirteen outstanding are its dip sample, and its findings are tied to numbers', async () => {
  const sampled = await rows<{ status: string; documents: boolean; count: number }>(
    clone.db,
    `select r.status, r.files > 0 as documents, count(*) from dip_sample_members m join returns r on r.id = m.return_id
     join rounds o on o.id = r.round_id where o.code = ? group by 1, 2 order by 1`,
    [REFERENCE_ROUND],
  )
  expect(sampled.reduce((sum, { count }) => sum + count, 0)).toBe(13)
  expect(sampled.every(({ documents }) => documents)).toBe(true)
  const findings = await rows<{ n: number; of: number }>(clone.db, `select n, "of" from findings`)
  expect(findings).toHaveLength(15)
  expect(findings.every(finding => finding.of > 80 && finding.of <= 104)).toBe(true)
})

test('all 117 that are open are answered, the 13 without a return too, and the closed one is not written to', async () => {
  const answered = await rows<{ returned: boolean; sent: number; letters: number }>(
    clone.db,
    `select (f.content ->> 'returned')::boolean as returned, count(*) as sent,
       count(*) filter (where exists (select from messages m where m.return_id = f.return_id and m.kind = 'feedback')) as letters
     from feedback f join rounds o on o.id = f.round_id where o.code = ? and f.sent_at is not null group by 1 order by 1`,
    [REFERENCE_ROUND],
  )
  expect(answered).toEqual([
    { returned: false, sent: 13, letters: 13 },
    { returned: true, sent: 104, letters: 104 },
  ])
})

test('some of what its schools wrote is in five themes, and two quotations may be published', async () => {
  const [round] = await rows<{ id: Id<'round'>; partnershipId: Id<'partnership'> }>(
    clone.db,
    `select id, partnership_id as "partnershipId" from rounds where code = ?`,
    [REFERENCE_ROUND],
  )
  const of = { partnershipId: round!.partnershipId, roundId: round!.id }
  const { themes, completed } = await themesWritten(clone.db, of)
  expect(completed).toBe(104)
  expect(themes).toHaveLength(5)
  for (const { returns } of themes) expect(returns).toBeGreaterThan(5)
  const { quotations, held } = await approvedQuotations(clone.db, of)
  expect(held).toBe(0)
  expect(quotations).toHaveLength(2)
})

test('its 24 standards are rated by six agencies: no red, 2 amber, 22 green, and a year before with some missing', async () => {
  const partnership = await partnershipByCode(clone.db, PARTNERSHIP_CODE)
  const [set] = await setsOf(clone.db, partnership!.id)
  const reports = await readReports(clone.db, partnership!.id, set!.id)
  expect(reports.map(({ exercise, matrix, agencies }) => resultSentence(exercise, matrix, agencies.length))).toEqual([
    'No red, 2 amber, 22 green: the worst rating of any agency, of 24 standards; 144 ratings asked, 5 not applicable, none missing.',
    '1 red, 3 amber, 17 green, 3 not yet rated by Probation: the worst rating of any agency, of 24 standards; 144 ratings asked, 5 not applicable, 3 missing.',
  ])
})

test('its plans have the counts and the odd values of the documents that they stand for', async () => {
  const partnership = await partnershipByCode(clone.db, PARTNERSHIP_CODE)
  const plans = (await plansOf(clone.db, partnership!.id)).toReversed()
  const [business, , joint] = await Promise.all(plans.map(async ({ id }) => documentOf(await planRows(clone.db, partnership!.id, id))))
  expect(business!.parts.map(({ parts }) => parts.length)).toEqual([3, 4, 1, 5, 1])
  expect(business!.parts.map(({ parts }) => parts.flatMap(({ actions }) => actions).length)).toEqual([5, 11, 6, 10, 6])
  expect(business!.parts.filter(({ delivery }) => delivery === '').length).toBe(3)
  const actions = distinctActions(business!.parts, false)
  for (const timescale of ['Jan 2019', 'Quarterly', 'June 2018 to', 'By', 'onwards', '', 'Sept 2019'])
    expect(actions.map(action => action.timescale)).toContain(timescale)
  for (const lead of ['Lead and Board office', 'All Board Members', '']) expect(actions.map(action => action.lead)).toContain(lead)
  expect(actions.filter(({ lead }) => lead.includes('(tbc)')).length).toBe(1)
  expect(actions.filter(({ outcomeMeasure }) => outcomeMeasure.includes('2019/10')).length).toBe(1)
  expect(actions.filter(({ outcomeMeasure }) => outcomeMeasure === '(See above)').length).toBe(1)
  const kinds = (part: DocumentPart) => MEASURE_KINDS.map(kind => part.measures.filter(measure => measure.kind === kind).length)
  expect(joint!.parts.map(kinds)).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [3, 1, 2],
    [1, 1, 1],
  ])
  const count = (linked: boolean) => joint!.parts.map(part => part.actions.filter(action => action.linked === linked).length)
  expect([count(false), count(true)]).toEqual([
    [5, 4, 4, 4],
    [5, 4, 7, 5],
  ])
  expect(distinctActions(joint!.parts, true).length).toBe(21)
})

test('the sample of its reference round is reviewed by two, all that is asked in the three areas, what they differ about settled, and all of it concluded', async () => {
  const reviews = await reviewsOf(REFERENCE_ROUND)
  expect(reviews.filter(({ reading }) => reading === 'first')).toHaveLength(13)
  expect(reviews.filter(({ reading }) => reading === 'second')).toHaveLength(13)
  expect(reviews.every(({ finished, outcome }) => finished && outcome)).toBe(true)
  expect(new Set(reviews.map(({ name }) => name))).toEqual(new Set(['Jo Whitfield', 'Martin Hollis']))
  const [pairs] = await rows<{ pairs: number; differ: number; settled: number }>(
    clone.db,
    `select count(*) as pairs, count(*) filter (where s.verdict <> f.verdict) as differ, count(m.id) as settled
     from verdicts f join verdicts s on s.member_id = f.member_id and s.question_key = f.question_key and s.reading = 'second'
     left join verdicts m on m.member_id = f.member_id and m.question_key = f.question_key and m.reading = 'moderated'
     where f.reading = 'first'`,
  )
  // About one in each.
  expect(pairs!.differ).toBeGreaterThan(5)
  expect(pairs!.settled).toBe(pairs!.differ)
  expect(pairs!.pairs).toBeGreaterThan(13 * 20)
  const [blind] = await rows<{ n: number }>(clone.db, `select count(*) as n from ${PAIRS_SQL} p where p.blind`)
  expect(blind!.n).toBe(pairs!.pairs)
  const [members] = await rows<{ partial: number; outcomes: number }>(
    clone.db,
    `select count(*) filter (where m.outcome_reviewed < m.outcome_asked) as partial, count(distinct m.outcome) as outcomes
     from dip_sample_members m join dip_samples s on s.id = m.sample_id join rounds o on o.id = s.round_id where o.code = ?`,
    [REFERENCE_ROUND],
  )
  expect(members).toEqual({ partial: 0, outcomes: 3 })
})

test('of the sample of the round that is going on two are reviewed, and eight wait in a queue with their documents', async () => {
  const first = (await reviewsOf(CURRENT_ROUND)).filter(({ reading }) => reading === 'first')
  expect(first).toHaveLength(10)
  expect(first.every(({ documents }) => documents === 3)).toBe(true)
  expect(first.filter(({ outcome }) => outcome)).toHaveLength(2)
  expect(new Set(first.map(({ name }) => name)).size).toBe(2)
})

type Reviewed = { name: string; reading: string; finished: boolean; outcome: boolean; documents: number }

const reviewsOf = (code: string): Promise<Reviewed[]> =>
  rows<Reviewed>(
    clone.db,
    `select w.reviewer_name as name, w.reading, w.finished_at is not null as finished, m.outcome is not null as outcome, r.files as documents
     from reviews w join dip_sample_members m on m.id = w.member_id join returns r on r.id = m.return_id join rounds o on o.id = r.round_id
     where w.ended_at is null and o.code = ?`,
    [code],
  )

test('what its reference round found, in three areas and five sections, is published with small numbers covered', async () => {
  const findings = await rows<{ part: string; count: number }>(
    clone.db,
    `select f.part, count(*) from findings f join rounds o on o.id = f.round_id where o.code = ? group by 1 order by 1`,
    [REFERENCE_ROUND],
  )
  expect(findings).toEqual([
    { part: 'area', count: 10 },
    { part: 'section', count: 5 },
  ])
  const page = pageText(await world.visitor().get('/published/demo/demo-2022-findings'))
  expect(page).toContain('Some (22) of the 104 returns in so far rated their staff behaviour policy amber or red.')
  expect(page).toContain('Partly met covered Not met covered')
})

test('the workbook of its reference round has the counts and the odd values of its plans, themes and standards, as its pages have them', async () => {
  const partnership = await partnershipByCode(clone.db, PARTNERSHIP_CODE)
  const round = await roundByCode(clone.db, partnership!.id, REFERENCE_ROUND)
  const of = { partnershipId: partnership!.id, roundId: round!.id }
  const files = await csvFilesOf(clone.db, { ...of, chosen: { sheets: SHEET_NAMES.slice(SHEET_NAMES.indexOf('rubrics')) } })
  const sheet = (name: string) => csvRows(files.get(`${name}.csv`)!)
  const counts = (rows: readonly Record<string, string>[], key: string) =>
    [...Map.groupBy(rows, row => row[key]).values()].map(found => found.length)

  expect(sheet('said_did').map(({ answers }) => Number(answers))).toEqual([3, 5, 3, 1, 1, 2, 4, 3])
  const answers = sheet('said_did_answers')
  expect(counts(answers, 'theme_id')).toEqual([3, 5, 3, 1, 1, 2, 4, 3])
  expect(answers.filter(({ counts_once }) => counts_once === 'TRUE')).toHaveLength(22)
  const promises = await promisesIn(clone.db, of.partnershipId, of.roundId, '2026-01-01')
  expect(answers.filter(({ promise, due_to }) => promise === 'by_a_day' && due_to! < '2026-01-01').length).toBe(promises.overdue)
  expect(answers.filter(({ promise }) => promise === 'undated').length).toBe(promises.undated)

  const [business, strategy, joint] = sheet('plans')
  const parts = (plan: typeof business) => sheet('plan_parts').filter(({ plan_id }) => plan_id === plan!.plan_id)
  const actions = (plan: typeof business) => sheet('plan_actions').filter(({ plan_id }) => plan_id === plan!.plan_id)
  const tops = ({ part_place }: Record<string, string>) => part_place!.split('.')[0]
  const perTop = (rows: Record<string, string>[]) => [...Map.groupBy(rows, tops).values()].map(found => found.length)
  expect(perTop(parts(business).filter(({ kind }) => kind === 'objective'))).toEqual([3, 4, 1, 5, 1])
  expect(perTop(actions(business))).toEqual([5, 11, 6, 10, 6])
  expect(parts(business).filter(({ kind, delivery }) => kind === 'priority' && delivery === '')).toHaveLength(3)
  const written = (key: string) => actions(business).map(row => row[key]!)
  for (const timescale of ['Jan 2019', 'Quarterly', 'June 2018 to', 'By', 'onwards', '', 'Sept 2019'])
    expect(written('timescale')).toContain(timescale)
  for (const lead of ['Lead and Board office', 'All Board Members', '']) expect(written('lead')).toContain(lead)
  expect(written('lead').filter(lead => lead.includes('(tbc)'))).toHaveLength(1)
  expect(written('outcome_measure').filter(words => words.includes('2019/10'))).toHaveLength(1)
  expect(written('outcome_measure').filter(words => words === '(See above)')).toHaveLength(1)
  expect(actions(business).find(({ timescale }) => timescale === 'Sept 2019')).toMatchObject({ due_to: '2019-09-30', after_plan: 'TRUE' })
  const linked = (is: string) => perTop(actions(joint).filter(row => row.linked === is))
  expect([linked('FALSE'), linked('TRUE')]).toEqual([
    [5, 4, 4, 4],
    [5, 4, 7, 5],
  ])
  expect([business, strategy, joint].map(plan => [plan!.own_actions, plan!.linked_actions])).toEqual([
    ['38', '0'],
    ['21', '0'],
    ['17', '21'],
  ])
  // An action of two plans is one action.
  expect(sheet('partnership_actions').length).toBe(38 + 21 + 17 + 22)
  const measures = Map.groupBy(
    sheet('plan_measures').filter(({ plan_id }) => plan_id === joint!.plan_id),
    tops,
  )
  expect([...measures.values()].map(found => MEASURE_KINDS.map(kind => found.filter(row => row.kind === kind).length))).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [3, 1, 2],
    [1, 1, 1],
  ])

  const [earlier, later] = sheet('standard_exercises')
  expect(later!.result).toBe(
    'No red, 2 amber, 22 green: the worst rating of any agency, of 24 standards; 144 ratings asked, 5 not applicable, none missing.',
  )
  expect([earlier!.missing, later!.missing, later!.met, later!.met_of]).toEqual(['3', '0', '22', '24'])
  const ofLater = (name: string) => sheet(name).filter(({ exercise_id }) => exercise_id === later!.exercise_id)
  expect(ofLater('standard_ratings')).toHaveLength(144)
  expect(ofLater('standard_ratings').filter(({ rating_state }) => rating_state === 'na')).toHaveLength(5)
  const results = Object.fromEntries(
    [...Map.groupBy(ofLater('standards'), ({ result }) => result)].map(([key, found]) => [key, found.length]),
  )
  expect(results).toEqual({ green: 22, amber: 2 })
})
