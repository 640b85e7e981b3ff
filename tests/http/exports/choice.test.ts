import { expect, test } from '@jest/globals'
import { SHEET_NAMES, SHEETS } from '../../../src/features/datasets/index.ts'
import { csv } from '../../../src/features/exports/sinks/csv.ts'
import { FORMATS } from '../../../src/features/exports/sinks/formats.ts'
import { changed, type Db } from '../../../src/platform/db.ts'
import { bytesOf, csvFilesOf, csvRows } from '../../support/csvZip.ts'
import { filledBoard } from '../../support/filledBoard.ts'
import { filledRound } from '../../support/filledRound.ts'
import { inRollback } from '../../support/app.ts'
import { workbookOf } from '../../support/workbook.ts'

/** Nothing was reviewed twice, and no comment coded. */
const EMPTY = ['double_reviews', 'agreement', 'self_ratings', 'themes', 'coded_comments']
/** They belong to the partnership, and stand in the export of every round. */
const OF_NO_ROUND = SHEET_NAMES.filter(name => /^(partnership_actions|action_|plan|standard)/.test(name)) as string[]
const EXPLAINED = ['codebook.csv', 'questions.csv', 'values.csv', 'about.txt']

test(
  'as CSV there is a file for each sheet of the workbook, with its rows, its columns and its values',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    await filledBoard(db, make, { partnershipId, roundId: round.id })
    const files = await csvFilesOf(db, { partnershipId, roundId: round.id })
    const sheet = await workbookOf(db, partnershipId, round.id)
    expect([...files.keys()].sort()).toEqual([...SHEET_NAMES.map(name => `${name}.csv`), ...EXPLAINED].sort())
    const empty = SHEET_NAMES.filter(name => csvRows(files.get(`${name}.csv`)!).length === 0)
    expect(empty).toEqual(EMPTY)
    for (const name of SHEET_NAMES) {
      const rows = csvRows(files.get(`${name}.csv`)!)
      const inWorkbook = sheet(SHEETS[name])
      expect([name, rows.length]).toEqual([name, inWorkbook.rows.length])
      if (rows.length === 0) continue
      expect([name, Object.keys(rows[0]!)]).toEqual([name, inWorkbook.columns])
      const codes = new Set(rows.map(({ round: code }) => code))
      expect([name, [...codes]]).toEqual([name, [OF_NO_ROUND.includes(name) ? undefined : round.code]])
      const truths = Object.entries(inWorkbook.rows[0]!).filter(([, value]) => typeof value === 'boolean')
      for (const [key, value] of truths) expect([name, key, rows[0]![key]]).toEqual([name, key, value === true ? 'TRUE' : 'FALSE'])
    }
    expect(files.get('about.txt')).toContain('The numbers agree')
  }),
)

test.each(FORMATS.map(format => [format.name, format] as const))(
  'two exports of the same data are equal as %s, byte for byte, and a change makes another',
  async (_name, format) => {
    await inRollback(async ({ db, make }) => {
      const { partnershipId, round, returns } = await filledRound(db, make)
      const of = { partnershipId, roundId: round.id, format }
      const first = await bytesOf(db, of)
      await changed(
        db,
        `insert into events (partnership_id, at, actor_kind, actor_name, verb, round_id)
         values (:p, now() + interval '9 days', 'operator', 'Command line', 'export.made', :r)`,
        { p: partnershipId, r: round.id },
      )
      expect((await bytesOf(db, of)).equals(first)).toBe(true)
      await changed(db, `update returns set last_saved_at = now() + interval '1 hour' where id = ?`, [returns[0]!.id])
      expect((await bytesOf(db, of)).equals(first)).toBe(false)
    })()
  },
)

test(
  'only the chosen sheets are in the file, and what explains them',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    // A few at a time, none of them neighbours: one that comes along unasked, or stays away, is seen.
    for (const some of Object.values(Object.groupBy(SHEET_NAMES, name => SHEET_NAMES.indexOf(name) % 6)) as (typeof SHEET_NAMES)[]) {
      const files = await csvFilesOf(db, { partnershipId, roundId: round.id, chosen: { sheets: some } })
      expect([...files.keys()].sort()).toEqual([...some.map(name => `${name}.csv`), ...EXPLAINED].sort())
      const told = new Set(csvRows(files.get('codebook.csv')!).map(({ sheet }) => sheet))
      expect(told).toEqual(new Set([...some.map(name => SHEETS[name]), 'Codebook', 'Questions', 'Values']))
    }
  }),
)

test(
  'sets, states and sections narrow the rows, and the numbers still agree',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const ofReturns = [
      'establishments',
      'evidence',
      'extensions',
      'chases',
      'dip_sample',
      'responses_long',
      'responses_wide',
      'actions',
      'tables',
    ]
    const sheets = [...ofReturns, 'returns_statement', 'rates']
    const all = await workbookOf(db, partnershipId, round.id, { sheets })
    const narrow = { sets: ['A'], states: ['submitted'], sections: ['training'] } as const
    const sheet = await workbookOf(db, partnershipId, round.id, { sheets, ...narrow })
    const expected = all('Establishments').rows.filter(({ question_set, status }) => question_set === 'A' && status === 'submitted')
    expect(expected.length).toBeGreaterThan(1)
    const chosen = new Set(expected.map(({ return_id }) => return_id))
    expect(sheet('Establishments').rows).toEqual(expected)
    for (const name of ['Evidence', 'Extensions', 'Chases', 'Dip sample'])
      expect([name, sheet(name).rows]).toEqual([name, all(name).rows.filter(({ return_id }) => chosen.has(return_id))])
    for (const name of ['Responses long', 'Actions', 'Tables']) {
      const wanted = all(name).rows.filter(({ return_id, section }) => chosen.has(return_id) && section === 'training')
      expect([name, sheet(name).rows]).toEqual([name, wanted])
    }
    expect(sheet('Responses long').rows.length).toBeGreaterThan(5)
    const wide = sheet('Responses wide')
    expect(wide.columns.length).toBeLessThan(all('Responses wide').columns.length / 2)
    const inAll = new Map(all('Responses wide').rows.map(row => [row.return_id, row]))
    for (const row of wide.rows) expect(inAll.get(row.return_id)).toMatchObject(row)
    expect(sheet('Returns statement').rows).toEqual(all('Returns statement').rows)
    expect(sheet('Rates').rows).toEqual(all('Rates').rows)
  }),
)

test(
  'pseudonymised, it names no person and no establishment, and the same one has the same code in every sheet',
  inRollback(async ({ db, make }) => {
    await numbersApart(db)
    const { partnershipId, round } = await filledRound(db, make)
    await filledBoard(db, make, { partnershipId, roundId: round.id })
    await changed(
      db,
      `update establishments set trust_name = 'Beacon Trust', pupils = 214, postcode = 'NM1 1AA' where partnership_id = ?`,
      [partnershipId],
    )
    const named = await workbookOf(db, partnershipId, round.id)
    const chosen = { people: 'pseudonymised' as const }
    const files = await csvFilesOf(db, { partnershipId, roundId: round.id, chosen })
    const secrets = new Set<string>()
    for (const row of named('Establishments').rows)
      for (const key of ['establishment_name', 'urn', 'dfe_number', 'postcode', 'trust', 'submitted_by', 'reference'])
        if (row[key] !== null) secrets.add(String(row[key]))
    for (const row of named('Responses long').rows)
      for (const key of ['answered_by', 'comment', 'action_what', 'action_owner', 'text'])
        if (row[key] !== null && String(row[key]).length > 8) secrets.add(String(row[key]))
    expect(secrets.size).toBeGreaterThan(30)
    const cells = new Set(
      [...files].filter(([name]) => name.endsWith('.csv')).flatMap(([, text]) => csvRows(text).flatMap(row => Object.values(row))),
    )
    expect([...secrets].filter(secret => cells.has(secret))).toEqual([])
    // No number of the database tells which row of a file with names it is, in a column of its own or among others.
    const withNames = await csvFilesOf(db, { partnershipId, roundId: round.id })
    const numbered = [...withNames].flatMap(([name, text]) => {
      const rows = name.endsWith('.csv') ? csvRows(text) : []
      return Object.keys(rows[0] ?? {}).filter(key => rows.some(row => NUMBER.test(row[key] ?? '')))
    })
    expect(numbered.length).toBeGreaterThan(40)
    expect([...cells].filter(cell => NUMBER.test(cell ?? ''))).toEqual([])
    expect(csvRows(files.get('evidence.csv')!).filter(({ sha256 }) => !/^Content [0-9a-f]{12}$/.test(sha256!))).toEqual([])
    // Sheets are joined by the codes.
    const coded = (name: string, key: string) => csvRows(files.get(`${name}.csv`)!).flatMap(row => (row[key] ? row[key].split('; ') : []))
    for (const [of, key, by, theirs] of [
      ['evidence', 'return_id', 'establishments', 'return_id'],
      ['verdicts', 'sample_id', 'dip_sample', 'sample_id'],
      ['plan_measure_values', 'measure_id', 'plan_measures', 'measure_id'],
      ['said_did', 'findings', 'findings', 'finding_id'],
    ] as const) {
      const known = new Set(coded(by, theirs))
      expect([of, coded(of, key).length > 0, coded(of, key).filter(code => !known.has(code))]).toEqual([of, true, []])
    }
    const [row] = (await workbookOf(db, partnershipId, round.id, { sheets: ['evidence'], ...chosen }))('Evidence').rows
    expect([row!.return_id, row!.evidence_id]).toEqual(
      ['return_id', 'evidence_id'].map(key => csvRows(files.get('evidence.csv')!)[0]![key]),
    )
    expect([...cells].filter(cell => /Okafor|Priya Shah|O’Neill|Tomás Reid|Arcy|school\.example/.test(cell))).toEqual([])

    const codes = (name: string) => new Map(csvRows(files.get(`${name}.csv`)!).map(row => [row.return_id, row.establishment_name]))
    const [establishments, long] = [codes('establishments'), codes('responses_long')]
    expect(new Set(establishments.values()).size).toBe(12)
    for (const [id, code] of long) {
      expect(code).toMatch(/^Establishment [0-9a-f]{12}$/)
      expect(establishments.get(id)).toBe(code)
    }
    expect(csvRows(files.get('rates.csv')!).find(({ grouped_by }) => grouped_by === 'trust')!.group).toMatch(/^Trust [0-9a-f]{12}$/)
    expect(csvRows(files.get('codebook.csv')!).find(({ column }) => column === 'action_what')!.label).toMatch(
      /left out: this export is pseudonymised/,
    )
    const again = await bytesOf(db, { partnershipId, roundId: round.id, chosen, format: csv })
    expect(again.equals(await bytesOf(db, { partnershipId, roundId: round.id, chosen, format: csv }))).toBe(true)
  }),
)

/** What rows are numbered with from here on: nine digits from 7, for each table its own. */
const NUMBER = /\b7\d{8}\b/
const numbersApart = (db: Db) =>
  db.raw(`do $$ declare t record; n bigint := 700000000; begin
    for t in select table_name, column_name from information_schema.columns where table_schema = 'public' and is_identity = 'YES' loop
      execute format('alter table %I alter column %I restart with %s', t.table_name, t.column_name, n);
      n := n + 100000;
    end loop; end $$`)

test(
  'labels stand beside the codes of the wide sheet when they are asked for; without them its columns are those of before',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const plain = (await workbookOf(db, partnershipId, round.id, { sheets: ['responses_wide'] }))('Responses wide')
    const book = await workbookOf(db, partnershipId, round.id, { sheets: ['responses_wide'], labels: true })
    const labelled = book('Responses wide')
    expect(labelled.columns.filter(key => !key.endsWith('__label'))).toEqual(plain.columns)
    expect(labelled.columns.indexOf('disposition__label')).toBe(labelled.columns.indexOf('disposition') + 1)
    const meanings = new Map(
      book('Values')
        .rows.filter(({ sheet }) => sheet === 'Responses wide')
        .map(({ column, value, label }) => [`${String(column)} ${String(value)}`, label]),
    )
    let compared = 0
    for (const row of labelled.rows)
      for (const key of labelled.columns.filter(column => column.endsWith('__label')).map(column => column.slice(0, -'__label'.length))) {
        const code = row[key]
        expect([key, row[`${key}__label`]]).toEqual([key, code === null ? null : meanings.get(`${key} ${String(code)}`)])
        if (code !== null && code !== 'not_asked') compared += 1
      }
    expect(compared).toBeGreaterThan(200)
  }),
)

test(
  'the rates are of those expected, and each group adds up to the round',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const rates = (await workbookOf(db, partnershipId, round.id, { sheets: ['rates'] }))('Rates')
    const [whole, ...groups] = rates.rows
    expect(whole).toMatchObject({
      grouped_by: 'round',
      group: null,
      in_round: 12,
      issued: 11,
      not_expected: 4,
      expected: 7,
      completed: 5,
      outstanding: 2,
    })
    expect(whole!.rate).toBeCloseTo(5 / 7)
    expect(rates.sheet.getCell(`I2`).numFmt).toBe('0.0%')
    for (const by of ['phase', 'type', 'authority', 'trust']) {
      const of = groups.filter(({ grouped_by }) => grouped_by === by)
      const sum = (key: string) => of.reduce((total, row) => total + Number(row[key]), 0)
      expect([by, sum('in_round'), sum('expected'), sum('completed')]).toEqual([by, 12, 7, 5])
    }
  }),
)

test(
  'the numbers of those that an establishment followed stand in its row',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round, returns } = await filledRound(db, make)
    for (const [number, type] of [
      ['126416', 'Predecessor'],
      ['126400', 'Predecessor - merged'],
      ['999999', 'Sixth Form Centre Link'],
    ])
      await changed(
        db,
        `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_type) values (?, ?, ?, ?)`,
        [...[partnershipId, returns[0]!.establishment_id, number, type]],
      )
    const { rows } = (await workbookOf(db, partnershipId, round.id, { sheets: ['establishments'] }))('Establishments')
    expect(rows.find(({ return_id }) => return_id === returns[0]!.id)!.predecessor_numbers).toBe('126400; 126416')
    expect(rows.filter(({ predecessor_numbers }) => predecessor_numbers !== null)).toHaveLength(1)
  }),
)
