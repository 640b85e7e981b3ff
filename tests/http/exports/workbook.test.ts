import { expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { valuesOf } from '../../../src/features/questions/index.ts'
import { changed, row } from '../../../src/platform/db.ts'
import { filledBoard } from '../../support/filledBoard.ts'
import { answerAll, filledRound } from '../../support/filledRound.ts'
import { inRollback } from '../../support/app.ts'
import { workbookOf, type ReadSheet } from '../../support/workbook.ts'

const SHEETS = [
  'Returns statement',
  'Establishments',
  'Rates',
  'Responses long',
  'Responses wide',
  'Tables',
  'Actions',
  'Evidence',
  'Extensions',
  'Chases',
  'Dip sample',
  'Sample frame',
  'Verdicts',
  'Double reviews',
  'Agreement',
  'Self-ratings',
  'Findings',
  'Themes',
  'Coded comments',
  'Rubrics',
  'The audit said',
  'We did',
  'Partnership actions',
  'Action leads',
  'Action progress',
  'Plans',
  'Plan parts',
  'Plan actions',
  'Plan measures',
  'Plan measure values',
  'Standard sets',
  'Standard exercises',
  'Standards',
  'Standard ratings',
  'Codebook',
  'Questions',
  'Values',
  'Long text',
]
const countBy = <T>(items: readonly T[], of: (item: T) => unknown) =>
  Object.fromEntries([...Map.groupBy(items, of)].map(([key, found]) => [String(key), found.length]))
const pair = (one: unknown, other: unknown) => `${String(one)} / ${String(other)}`
const sumOf = (sheet: ReadSheet, column: string) => sheet.rows.reduce((sum, found) => sum + Number(found[column] ?? 0), 0)

test(
  'an analyst finds every sheet, each count the same wherever it stands',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const sheet = await workbookOf(db, partnershipId, round.id)
    const [statement, establishments, long, wide] = ['Returns statement', 'Establishments', 'Responses long', 'Responses wide'].map(
      sheet,
    ) as [ReadSheet, ReadSheet, ReadSheet, ReadSheet]

    const lines = Object.fromEntries(
      statement.rows.filter(found => found.establishments !== 0).map(found => [found.disposition, found.establishments]),
    )
    expect(lines).toEqual({
      completed_on_time: 2,
      completed_in_extension: 1,
      completed_late: 1,
      completed_offline: 1,
      closed: 1,
      covered_by_another: 1,
      not_applicable: 1,
      declined: 1,
      outstanding_incomplete: 1,
      outstanding_missing: 1,
      all: 11,
    })
    const issued = establishments.rows.filter(({ disposition }) => disposition !== null)
    const { all, ...each } = lines
    expect(countBy(issued, ({ disposition }) => disposition)).toEqual(each)
    expect(countBy(wide.rows, ({ disposition }) => disposition)).toEqual(each)
    expect([establishments.rows.length, issued.length, wide.rows.length]).toEqual([12, all, all])

    expect(long.rows.length).toBe(sumOf(establishments, 'asked'))
    expect(long.rows.filter(({ answered }) => answered === true).length).toBe(sumOf(establishments, 'answered'))
    expect(long.rows.filter(({ falls_short }) => falls_short === true).length).toBe(sumOf(establishments, 'falls_short'))
    expect(long.rows.filter(({ action_what }) => action_what !== null).length).toBe(sheet('Actions').rows.length)
    expect(sheet('Evidence').rows.length).toBe(sumOf(establishments, 'evidence_files'))
    // A file for several questions is one file, and one of each question's.
    expect(sumOf(sheet('Evidence'), 'question_count')).toBe(sumOf(long, 'evidence_files'))
    expect(sumOf(establishments, 'evidence_kept')).toBe(
      long.rows.filter(({ kind, answered, evidence_files }) => kind === 'evidence' && answered === true && evidence_files === 0).length,
    )
    expect(sheet('Extensions').rows.length).toBe(sumOf(establishments, 'extensions'))
    expect(new Set(sheet('Dip sample').rows.map(({ return_id }) => return_id)).size).toBe(
      establishments.rows.filter(({ sampled }) => sampled === true).length,
    )
    expect(sheet('Verdicts').rows.length).toBe(sumOf(sheet('Dip sample'), 'verdicts'))
    expect(sheet('Tables').rows.length).toBe(
      long.rows.filter(({ kind }) => kind === 'table').reduce((sum, found) => sum + Number(found.number ?? 0), 0),
    )

    const about = new Map<unknown, unknown>()
    sheet('About').sheet.eachRow(found => about.set(found.getCell(1).text, found.getCell(2).value))
    for (const name of SHEETS) expect([name, about.get(name)]).toEqual([name, sheet(name).rows.length])
    expect(about.get('Establishments in the export')).toBe(12)
    expect(about.get('Outstanding, missing')).toBe(1)
    expect(about.get('Questions asked')).toBe(long.rows.length)
    expect(about.get('Set A, version 1')).toBe(11)
    expect(about.get('Set D, version 1')).toBe(1)
  }),
)

test(
  'an answer is the same in the long sheet and in the wide one, and typed in both',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const sheet = await workbookOf(db, partnershipId, round.id, { sheets: ['responses_long', 'responses_wide'] })
    const wide = new Map(sheet('Responses wide').rows.map(found => [found.return_id, found]))
    const expected = {
      number: 'number',
      percentage: 'number',
      date: 'object',
      level: 'number',
      met: 'string',
      text: 'string',
      choice: 'string',
    } as Record<string, string>
    const seen = new Set<string>()
    for (const found of sheet('Responses long').rows) {
      const key = String(found.question)
      const cell = wide.get(found.return_id)![key]
      const type = expected[String(found.kind)]
      if (type === undefined) continue
      if (found.answered === false) expect([key, cell]).toEqual([key, null])
      else {
        seen.add(String(found.kind))
        expect([key, typeof cell]).toEqual([key, type])
        const inLong = found.kind === 'level' ? Number(found.code) : (found.number ?? found.date ?? found.text ?? found.code)
        expect([key, cell]).toEqual([key, inLong])
        if (found.score !== null) expect(wide.get(found.return_id)![`${key}__score`]).toBe(found.score)
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(expected).sort())
  }),
)

test(
  'what was not asked has no row in the long sheet and is marked in the wide one',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const sheet = await workbookOf(db, partnershipId, round.id, { sheets: ['responses_long', 'responses_wide'] })
    const asked = new Set(sheet('Responses long').rows.map(({ return_id, question }) => pair(return_id, question)))
    const closed = LIBRARY.flatMap(({ sections }) => sections.flatMap(section => section.questions)).filter(
      question => valuesOf(question).length > 0 && !['choices', 'level', 'declaration'].includes(question.kind),
    )
    for (const found of sheet('Responses wide').rows)
      for (const { key } of closed) expect([key, found[key] === 'not_asked']).toEqual([key, !asked.has(pair(found.return_id, key))])
    const special = sheet('Responses wide').rows.find(({ question_set }) => question_set === 'D')!
    expect(String(special.questions_not_asked)).toContain('boarding_guardians')
  }),
)

test(
  'the codebook has every column of every sheet and no other, with the values that occur in it',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    await filledBoard(db, make, { partnershipId, roundId: round.id })
    const sheet = await workbookOf(db, partnershipId, round.id)
    const book = sheet('Codebook').rows
    const listed = Object.fromEntries(
      [...Map.groupBy(book, found => String(found.sheet))].map(([name, rows]) => [name, rows.map(({ column }) => column)]),
    )
    expect(Object.keys(listed).sort()).toEqual([...SHEETS].sort())
    for (const name of SHEETS) expect([name, listed[name]]).toEqual([name, sheet(name).columns])
    expect(book.filter(({ label }) => label === null)).toEqual([])

    const values = Map.groupBy(sheet('Values').rows, found => pair(found.sheet, found.column))
    for (const { sheet: name, column } of book) {
      const known = values.get(pair(name, column))?.map(({ value }) => value)
      const found = new Set(
        sheet(String(name))
          .rows.map(cells => cells[String(column)])
          .filter(cell => cell !== null && typeof cell !== 'object')
          .map(String),
      )
      if (known) expect([name, column, [...found].filter(value => !known.includes(value))]).toEqual([name, column, []])
    }
  }),
)

test(
  'next year’s workbook has the columns of this year’s, and so has one of a single short set',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round } = await filledRound(db, make)
    const short = await make.auditReturn({ partnership_id: partnershipId, set_code: 'F' })
    const one = await workbookOf(db, partnershipId, round.id)
    const other = await workbookOf(db, partnershipId, short.round_id)
    for (const name of SHEETS) expect([name, other(name).columns]).toEqual([name, one(name).columns])
  }),
)

test(
  'an empty round has its workbook too',
  inRollback(async ({ db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const round = await make.round({ partnership_id: partnershipId, status: 'draft' })
    const sheet = await workbookOf(db, partnershipId, round.id)
    expect(sheet('Responses long').rows).toEqual([])
    expect(sheet('Returns statement').rows.at(-1)).toMatchObject({ disposition: 'all', establishments: 0 })
    expect(sheet('Responses wide').columns.length).toBeGreaterThan(400)
  }),
)

const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd|A0',
  '+44 1234',
  '-2+3+cmd|A0',
  '\t=1',
  '<script>alert(1)</script> & "quotes"',
  '\u202eright to left שלום العربية',
  'family 👨‍👩‍👧‍👦 and flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'literally _x000D_ and _x0041_',
  ']]> &amp; &#x41; <![CDATA[',
]

test(
  'whatever somebody typed comes out as the text that it was, and nothing is computed',
  inRollback(async ({ db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const { id: roundId } = await make.round({ partnership_id: partnershipId })
    for (const typed of HOSTILE) {
      const establishment = await make.establishment({ partnership_id: partnershipId, name: typed })
      const { id } = await make.auditReturn({
        partnership_id: partnershipId,
        round_id: roundId,
        establishment_id: establishment.id,
        status: 'in_progress',
        started_at: new Date(),
      })
      const action = JSON.stringify({ what: typed, owner: typed, dueOn: '2027-01-01' })
      await changed(
        db,
        `insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name) values
           (:id, :p, 'people_details_right', '"no"', :typed, :action, :typed), (:id, :p, 'people_details_wrong', :answer, null, null, 'Sam')`,
        { id, p: partnershipId, typed, action, answer: JSON.stringify(typed) },
      )
    }
    const sheet = await workbookOf(db, partnershipId, roundId)
    // ExcelJS, which reads here, does not undo the escape that Excel and LibreOffice do.
    const textsOf = (name: string, column: string) =>
      new Set(
        sheet(name)
          .rows.map(found => found[column])
          .filter(cell => cell !== null)
          .map(cell => String(cell).replace(/_x005F_(?=x)/g, '_')),
      )
    const typed = new Set(HOSTILE)
    for (const column of ['comment', 'action_what', 'action_owner', 'text', 'establishment_name'])
      expect([column, textsOf('Responses long', column)]).toEqual([column, typed])
    expect(textsOf('Responses wide', 'people_details_wrong')).toEqual(typed)
    expect(textsOf('Actions', 'action_what')).toEqual(typed)
    expect(textsOf('Establishments', 'establishment_name')).toEqual(typed)
  }),
)

test(
  'an answer stands under who gave it, whoever commented on it since',
  inRollback(async ({ db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id: partnershipId, status: 'in_progress', started_at: new Date() })
    const { contributorId } = await make.contributorActor(auditReturn)
    await answerAll(db, auditReturn, 0, { share: 0.1 })
    await changed(
      db,
      `update responses set by_name = 'Ruth Ainsworth', contributor_id = ?, parts_by = ? where return_id = ? and question_key = 'people_details_right'`,
      [contributorId, JSON.stringify({ answer: { byName: 'Dev Anand', contributorId: null, at: new Date() } }), auditReturn.id],
    )
    const sheet = await workbookOf(db, partnershipId, auditReturn.round_id, { sheets: ['responses_long'] })
    const given = sheet('Responses long').rows.find(({ question }) => question === 'people_details_right')!
    expect(given.answered_by).toBe('Dev Anand')
    expect(given.answered_via).toBe('offline')
  }),
)

test(
  'an answer of 40,000 characters is whole, and control characters do not damage the file',
  inRollback(async ({ db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id: partnershipId, status: 'in_progress', started_at: new Date() })
    await answerAll(db, auditReturn, 0, { share: 0.1 })
    const long = `${'Every word counts. '.repeat(2_200)}The end.`
    await changed(db, `update responses set comment = ?, by_name = ? where return_id = ? and question_key = 'people_details_right'`, [
      long,
      'Sam\u0007 \u001b[31mOkafor\u000b',
      auditReturn.id,
    ])
    const sheet = await workbookOf(db, partnershipId, auditReturn.round_id, { sheets: ['responses_long'] })
    const commented = sheet('Responses long').rows.find(({ question }) => question === 'people_details_right')!
    expect(commented.answered_by).toBe('Sam [31mOkafor')
    expect(String(commented.comment)).toMatch(/it stands whole in the sheet “Long text”, rows 2 to 3\]$/)
    expect(
      sheet('Long text')
        .rows.map(({ text }) => text)
        .join(''),
    ).toBe(long)
    expect(sheet('Long text').rows[0]).toMatchObject({ sheet: 'Responses long', column: 'comment', part: 1, parts: 2 })
  }),
)

test(
  'an answer to a question that a later answer closed is kept, is not in the sheets, and is told of',
  inRollback(async ({ db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id: partnershipId, status: 'in_progress', started_at: new Date() })
    await changed(
      db,
      `insert into responses (return_id, partnership_id, question_key, answer, by_name) values (:id, :p, 'people_details_right', '"yes"', 'Sam'), (:id, :p, 'people_details_wrong', '"The roll is 214"', 'Sam')`,
      { id: auditReturn.id, p: partnershipId },
    )
    const sheet = await workbookOf(db, partnershipId, auditReturn.round_id, { sheets: ['responses_long', 'responses_wide'] })
    expect(sheet('Responses long').rows.filter(({ question }) => question === 'people_details_wrong')).toEqual([])
    const notes: string[] = []
    sheet('About').sheet.eachRow(found => notes.push(`${found.getCell(1).text}: ${found.getCell(3).text}`))
    expect(notes.find(note => note.startsWith('Answers given'))).toMatch(/1 of them are to questions that are not asked any more/)
  }),
)

test(
  'no link, password or address of a contributor is in it, and nothing of another partnership or of a removed file',
  inRollback(async ({ db, make }) => {
    const { partnershipId, round, returns } = await filledRound(db, make)
    await make.contact({
      partnership_id: partnershipId,
      establishment_id: returns[0]!.establishment_id,
      email: 'secret.contact@school.example',
    })
    await make.contributorActor(returns[0]!, 'dsl', 'Sam Okafor')
    const elsewhere = await make.auditReturn({ partnership_id: (await make.partnership()).id })
    await answerAll(db, { ...elsewhere, id: elsewhere.id }, 3)
    await changed(db, `update responses set comment = 'Only for the other partnership' where return_id = ?`, [elsewhere.id])
    const sheet = await workbookOf(db, partnershipId, round.id)
    const text = JSON.stringify(SHEETS.map(name => sheet(name).rows))
    // The words that come with the program say "Names of children are not": the file is meant.
    const found = /secret\.contact|dsl\d+@school|token|password|nonce|Names of children\.pdf|Only for the other partnership/i.exec(text)
    expect(found?.[0]).toBeUndefined()
    const links = await row<{ hash: string }>(db, `select encode(token_hash, 'hex') as hash from invitations where partnership_id = ?`, [
      partnershipId,
    ])
    expect(text).not.toContain(links!.hash)
  }),
)
