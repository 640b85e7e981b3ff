import { expect, test } from '@jest/globals'
import { actionStanding } from '../../../src/features/actions/index.ts'
import { actionsOf } from '../../../src/features/actions/store.ts'
import { EVERYTHING, roundData, type Choice, DataDoNotAddUp } from '../../../src/features/datasets/index.ts'
import { readReport, exercisesOf, resultSentence } from '../../../src/features/standards/index.ts'
import { findRound } from '../../../src/features/rounds/index.ts'
import { changed, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { CellValue } from '../../../src/platform/tabular/column.ts'
import { bytesOf, csvFilesOf, csvRows } from '../../support/csvZip.ts'
import { filledBoard } from '../../support/filledBoard.ts'
import { filledRound } from '../../support/filledRound.ts'
import { pageText, inRollback, type TestWorld } from '../../support/app.ts'
import { workbookOf } from '../../support/workbook.ts'

const BOARD = [
  'rubrics',
  'said_did',
  'said_did_answers',
  'partnership_actions',
  'action_leads',
  'action_progress',
  'plans',
  'plan_parts',
  'plan_actions',
  'plan_measures',
  'plan_measure_values',
  'standard_sets',
  'standard_exercises',
  'standards',
  'standard_ratings',
]

type Of = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** The rows of these data sets, once all of it was reconciled. */
async function readBoard(db: Db, { partnershipId, roundId }: Of, choice: Partial<Choice> = {}) {
  const data = await roundData(db, {
    partnershipId,
    round: (await findRound(db, partnershipId, roundId))!,
    choice: { ...EVERYTHING, sheets: BOARD, ...choice },
  })
  const sheets: Record<string, Record<string, CellValue>[]> = {}
  for (const { sets, batches } of data.readings) {
    for (const { name } of sets) sheets[name] = []
    for await (const batch of batches)
      for (const { set, rows } of batch)
        sheets[set.name]!.push(...rows.map(row => Object.fromEntries(set.columns.map(({ key }, at) => [key, row[at] ?? null]))))
  }
  const counted = Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, rows.length]))
  return { sheets, counted, data, checks: Object.fromEntries(data.reconcile(counted).map(({ what, written }) => [what, written])) }
}

async function filled({ db, make }: TestWorld) {
  const { partnershipId, round } = await filledRound(db, make)
  const of = { partnershipId, roundId: round.id }
  return { ...of, round, ...(await filledBoard(db, make, of)) }
}

test(
  'an analyst gets plans, themes and actions as they were written, with what was read beside it, and all of it adds up',
  inRollback(async world => {
    const made = await filled(world)
    const { sheets, checks } = await readBoard(world.db, made)
    expect(sheets.plans).toMatchObject([
      {
        plan: 'Plan of the board',
        period: '2018/19',
        period_to: '2019-08-31',
        draft: 'DRAFT 0.8',
        dated: '9 September 2024',
        dated_on: '2024-09-09',
        own_actions: 4,
        linked_actions: 0,
      },
    ])
    expect(sheets.plan_parts!.map(({ part_place, kind }) => [part_place, kind])).toEqual([
      ['1', 'priority'],
      ['1.1', 'objective'],
      ['1.2', 'objective'],
    ])
    expect(
      sheets.plan_actions!.map(row => [row.part_place, row.place, row.top_code, row.what, row.timescale, row.lead, row.outcome_measure]),
    ).toEqual([
      ['1.1', 1, 'NSB1', 'Report to the Board', 'Quarterly', 'Maya Lindqvist (tbc)', '2019/10'],
      ['1.1', 2, 'NSB1', 'Train the trainers', 'June 2018 to', 'Lead and Board office', '(See above)'],
      ['1.1', 3, 'NSB1', 'Publish the tool', 'Sept 2019', null, null],
      ['1.2', 1, 'NSB1', 'Listen', 'Jan 2019', 'Northmoor Police', null],
    ])
    expect(sheets.plan_actions!.map(row => [row.timescale_kind, row.due_from, row.due_to, row.promise, row.after_plan])).toEqual([
      ['rhythm', null, null, 'undated', null],
      ['from', '2018-06-01', null, 'from_a_day', false],
      ['month', '2019-09-01', '2019-09-30', 'by_a_day', true],
      ['month', '2019-01-01', '2019-01-31', 'by_a_day', false],
    ])
    const first = sheets.partnership_actions!.find(({ action_id }) => action_id === made.actions[0])
    expect(first).toMatchObject({
      state: 'under_way',
      outcome_note: 'It holds what looks like a year with a slip in it',
      of_round: false,
      plans: String(made.planId),
    })
    expect(sheets.partnership_actions!.find(({ action_id }) => action_id === made.actions[3])).toMatchObject({
      of_round: true,
      lead_note: null,
    })
    expect(sheets.action_leads!.filter(({ action_id }) => action_id === made.actions[0])).toMatchObject([
      { place: 1, name: 'Maya Lindqvist', kind: 'person', to_confirm: true },
    ])
    expect(sheets.action_progress).toMatchObject([{ action_id: made.actions[0], state_after: 'under_way', by_lead: false }])
    expect(
      sheets.plan_measure_values!.map(row => [
        row.dated,
        row.dated_on,
        row.written,
        row.kind,
        row.percentage,
        row.numerator,
        row.denominator,
        row.share,
      ]),
    ).toEqual([
      ['March 2019', '2019-03-31', '134 of 177', 'share', null, 134, 177, 0.7571],
      ['in spring', null, '98 %', 'percent', 98, null, null, null],
      [null, null, 'nearly 700', 'words', null, null, null, null],
    ])
    expect(sheets.said_did!.map(row => [row.theme, row.finding_count, row.answers, row.numbers])).toEqual([
      ['Neglect', 1, 2, expect.stringContaining('have a policy that was read by all staff')],
      ['Young carers', 0, 2, null],
    ])
    expect(sheets.said_did_answers!.map(row => [row.theme_place, row.place, row.counts_once])).toEqual([
      [1, 1, true],
      [1, 2, true],
      [2, 1, true],
      [2, 2, false],
    ])
    expect(checks).toMatchObject({
      'Actions of the partnership': 6,
      'Places of actions in plans': 4,
      'Answers to themes': 4,
      'Ratings that were given': 5,
      'Rubrics of the partnership': 1,
    })
  }),
)

test(
  'an action that stands in a plan as one of the linked plan and as its own counts once, where it is its own',
  inRollback(async world => {
    const made = await filled(world)
    await changed(
      world.db,
      `insert into plan_places (partnership_id, plan_id, part_id, action_id, linked, position)
       select partnership_id, plan_id, id, ?, true, 1 from plan_parts where plan_id = ? and kind = 'priority'`,
      [made.actions[3]!, made.planId],
    )
    const { sheets } = await readBoard(world.db, made)
    const places = sheets.plan_actions!.filter(({ action_id }) => action_id === made.actions[3])
    expect(places.map(({ part_place, linked, counts_once }) => [part_place, linked, counts_once])).toEqual([
      ['1', true, false],
      ['1.2', false, true],
    ])
    expect(sheets.plans).toMatchObject([{ own_actions: 4, linked_actions: 0 }])
  }),
)

test(
  'of standards there is each rating that was asked for, given or not, and the result with its rule, as the page says it',
  inRollback(async world => {
    const made = await filled(world)
    const { sheets } = await readBoard(world.db, made)
    expect(sheets.standard_ratings!.map(row => [row.standard, row.agency, row.rating_state, row.rating, row.met])).toEqual([
      ['S1 Leaders know', 'Police', 'value', 'green', true],
      ['S1 Leaders know', 'Probation', 'value', 'green', true],
      ['S2 Staff are trained', 'Police', 'value', 'amber', false],
      ['S2 Staff are trained', 'Probation', 'na', null, null],
      ['S3 Children are heard', 'Police', 'value', 'green', true],
      ['S3 Children are heard', 'Probation', 'missing', null, null],
    ])
    expect(
      sheets.standards!.map(row => [row.code, row.rule, row.result_state, row.result, row.met, row.so_far, row.missing_from, row.agreed]),
    ).toEqual([
      ['S1', 'worst', 'value', 'green', true, null, null, 'amber'],
      ['S2', 'worst', 'value', 'amber', false, null, null, null],
      ['S3', 'worst', 'missing', null, null, 'green', 'Probation', null],
    ])
    const [exercise] = await exercisesOf(world.db, made.partnershipId)
    const { matrix, agencies } = await readReport(world.db, exercise!)
    expect(sheets.standard_exercises).toMatchObject([
      { asked: 6, not_applicable: 1, missing: 1, met: 1, met_of: 3, result: resultSentence(exercise!, matrix, agencies.length) },
    ])
    const browser = await world.staff((await world.make.staffActor(made.partnershipId)).accountId)
    expect(pageText(await browser.get(`/standards/exercises/${made.exerciseId}`))).toContain(String(sheets.standard_exercises![0]!.result))
  }),
)

test(
  'what an action promises says on every day what its page says',
  inRollback(async world => {
    const made = await filled(world)
    const { sheets } = await readBoard(world.db, made)
    const known = new Map((await actionsOf(world.db, made.partnershipId)).map(action => [action.id as number, action]))
    const standings = new Set<string>()
    for (const today of ['2018-05-31', '2019-01-31', '2019-02-01', '2031-01-01'])
      for (const { action_id, promise, due_to } of sheets.partnership_actions!) {
        const standing = actionStanding(known.get(Number(action_id))!, today)
        standings.add(standing)
        expect([today, action_id, promise === 'by_a_day' && String(due_to) < today]).toEqual([today, action_id, standing === 'overdue'])
      }
    expect(standings.size).toBe(5)
  }),
)

test(
  'rubrics are those that reviewers of the round read, the partnership’s own apart from those that come with the program',
  inRollback(async world => {
    const made = await filled(world)
    const { sheets } = await readBoard(world.db, made)
    const own = sheets.rubrics!.filter(({ holds }) => holds === 'own')
    expect(own).toMatchObject([
      { about: 'area', area: 'policies', question: null, asked_in_round: true, lines: 2, written_by: 'Ailsa O’Neill' },
    ])
    expect(own[0]!.default_words).toContain('The policies are of this school year')
    expect(sheets.rubrics!.filter(({ holds }) => holds === 'known').length).toBeGreaterThan(10)
    const browser = await world.staff((await world.make.staffActor(made.partnershipId)).accountId)
    const page = pageText(await browser.get('/reviews/rubrics'))
    for (const line of String(own[0]!.own_words).split('\n')) expect(page).toContain(line)
    await changed(
      world.db,
      `insert into rubrics (partnership_id, about, key, body, written_by) values (?, 'question', 'asked_no_more', 'Look.', 'Ailsa O’Neill')`,
      [made.partnershipId],
    )
    expect((await readBoard(world.db, made)).sheets.rubrics!.at(-1)).toMatchObject({
      question: 'asked_no_more',
      label: null,
      asked_in_round: false,
      holds: 'own',
    })
    const part = (await readBoard(world.db, made, { sections: ['policies'] })).sheets.rubrics!
    expect(part.length).toBeLessThan(sheets.rubrics!.length)
    expect(part.map(({ question }) => question)).not.toContain('asked_no_more')
  }),
)

test(
  'nobody else’s plans, themes, actions, standards or rubrics are in it, and another round has the same plans and its own themes',
  inRollback(async world => {
    const made = await filled(world)
    const other = await filled(world)
    const { sheets } = await readBoard(world.db, made)
    const both = await readBoard(world.db, other)
    for (const name of BOARD) {
      const keys = (rows: Record<string, CellValue>[]) =>
        rows.map(row => JSON.stringify(Object.entries(row).filter(([key]) => key.endsWith('_id'))))
      if (name === 'rubrics') expect(sheets[name]!.filter(({ holds }) => holds === 'own')).toHaveLength(1)
      else expect([name, keys(sheets[name]!).filter(key => keys(both.sheets[name]!).includes(key))]).toEqual([name, []])
    }
    const next = await world.make.round({ partnership_id: made.partnershipId })
    const later = (await readBoard(world.db, { ...made, roundId: next.id })).sheets
    expect(later.said_did).toEqual([])
    for (const name of BOARD.slice(6)) expect([name, later[name]]).toEqual([name, sheets[name]])
    const ofNoRound = (row: Record<string, CellValue>) => ({ ...row, of_round: null, findings: null, themes: null })
    expect(later.partnership_actions!.map(ofNoRound)).toEqual(sheets.partnership_actions!.map(ofNoRound))
    expect(later.partnership_actions!.filter(({ of_round }) => of_round)).toEqual([])
  }),
)

test(
  'what is lost on the way, and what comes twice, stops the export',
  inRollback(async world => {
    const made = await filled(world)
    const { data, counted } = await readBoard(world.db, made)
    for (const name of BOARD.slice(1))
      for (const by of [-1, 1]) expect(() => data.reconcile({ ...counted, [name]: counted[name]! + by })).toThrow(DataDoNotAddUp)
  }),
)

/** The people of the board, and the words that one of them could be named in. */
const PEOPLE = /Maya Lindqvist|Olive Owner|Ben Officer|Ailsa O’Neill|Jo Contact|jo@police|Sent by/

test(
  'pseudonymised, it names nobody who leads, owns, rates or writes; and no address of anybody is in either',
  inRollback(async world => {
    const made = await filled(world)
    const named = JSON.stringify((await readBoard(world.db, made)).sheets)
    for (const known of ['Maya Lindqvist', 'Olive Owner', 'Ben Officer', 'Ailsa O’Neill']) expect(named).toContain(known)
    expect(named).not.toMatch(/Jo Contact|jo@police/)
    const { sheets } = await readBoard(world.db, made, { people: 'pseudonymised' })
    expect(JSON.stringify(sheets)).not.toMatch(PEOPLE)
    expect(sheets.action_leads!.find(({ kind }) => kind === 'person')).toMatchObject({
      written: null,
      name: expect.stringMatching(/^Person [0-9a-f]{12}$/),
    })
    expect(sheets.plan_actions!.map(({ due_to, state }) => [due_to, state])).toContainEqual(['2019-09-30', 'planned'])
    expect(sheets.standard_ratings!.map(({ agency, rating }) => [agency, rating])).toContainEqual(['Police', 'amber'])
  }),
)

const ODD = ['=1+1', '+44 1234', '-2', '@SUM(1)', 'Bell\u0007 and\u000b tab', '_x000D_', '\t=1', ']]> <b>&amp;']

test(
  'odd texts come through as those of answers do, as a workbook and as CSV, and two exports are the same byte for byte',
  inRollback(async world => {
    const { db } = world
    const made = await filled(world)
    const long = `${'Every word counts. '.repeat(2_200)}The end.`
    for (const [at, typed] of ODD.entries())
      await changed(
        db,
        `insert into actions (partnership_id, what, timescale, lead, timescale_kind, created_by, changed_by) values (?, ?, ?, ?, 'unread', 'A', 'A')`,
        [...[made.partnershipId, `${typed}${at === 0 ? long : ''}`, typed, typed]],
      )
    const chosen = { sheets: ['partnership_actions'] }
    const sheet = await workbookOf(db, made.partnershipId, made.roundId, chosen)
    const { rows } = sheet('Partnership actions')
    const inBook = new Set(rows.map(({ timescale }) => String(timescale).replace(/_x005F_(?=x)/g, '_')))
    for (const typed of ['=1+1', '+44 1234', '-2', '@SUM(1)', 'Bell and tab', '_x000D_', '\t=1', ']]> <b>&amp;'])
      expect([typed, inBook.has(typed)]).toEqual([typed, true])
    expect(
      sheet('Long text')
        .rows.map(({ text }) => text)
        .join(''),
    ).toBe(`=1+1${long}`)
    const files = await csvFilesOf(db, { ...made, chosen })
    const inCsv = new Set(csvRows(files.get('partnership_actions.csv')!).map(({ timescale }) => timescale))
    for (const typed of ["'=1+1", "'+44 1234", "'-2", "'@SUM(1)", 'Bell and tab', '_x000D_', "'\t=1", ']]> <b>&amp;'])
      expect([typed, inCsv.has(typed)]).toEqual([typed, true])
    const whole = { sheets: BOARD }
    expect((await bytesOf(db, { ...made, chosen: whole })).equals(await bytesOf(db, { ...made, chosen: whole }))).toBe(true)
  }),
)

test(
  'a change of a plan, an action, a standard or a rubric moves the moment of the data; a reminder does not',
  inRollback(async world => {
    const made = await filled(world)
    const event = (verb: string) =>
      changed(
        world.db,
        `insert into events (partnership_id, at, actor_kind, actor_name, verb) values (?, timestamptz '2040-01-01' + interval '1 day' * (select count(*) from events), 'operator', 'A', ?)`,
        [...[made.partnershipId, verb]],
      )
    let before = (await readBoard(world.db, made)).data.changedAt.getTime()
    for (const verb of [
      'plan.value_added',
      'action.progressed',
      'standard.changed',
      'standard_set.changed',
      'rating.saved',
      'rating_agency.renamed',
      'rubric.reset',
    ]) {
      await event(verb)
      const { changedAt } = (await readBoard(world.db, made)).data
      expect([verb, changedAt.getTime() > before]).toEqual([verb, true])
      before = changedAt.getTime()
    }
    for (const verb of ['action.reminded', 'action.link_ended', 'agency_link.made']) await event(verb)
    expect((await readBoard(world.db, made)).data.changedAt.getTime()).toBe(before)
  }),
)
