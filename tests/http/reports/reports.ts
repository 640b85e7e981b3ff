import yauzl from 'yauzl'
import type { Response } from 'supertest'
import { documentSchema, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { valuesOf } from '../../../src/features/questions/index.ts'
import { DISPOSITIONS, type Disposition } from '../../../src/features/returns/index.ts'
import type { Audience, Report, Table } from '../../../src/features/reports/report.ts'
import { jobs } from '../../../src/jobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { workbookOf, type ReadSheet } from '../../support/workbook.ts'

export type Made = { id: Id<'report'>; href: string; page: Response; content: Report; word: Map<string, string> }
export type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** Makes a report as somebody would: by the form, its job, its page and its Word file. */
export async function makeReport(world: TestWorld, browser: Browser, roundId: Id<'round'>, audience: Audience): Promise<Made> {
  const list = await browser.get(`/rounds/${roundId}/report`)
  const asked = await submitForm(browser, list, { audience }, { which: `/rounds/${roundId}/report` })
  const href = asked.headers.location ?? ''
  await drain(world.deps, jobs)
  const page = await browser.get(href)
  const id = Number(href.split('/').at(-1)) as Id<'report'>
  const found = await row<{ content: Report | null; error: string | null }>(world.db, 'select content, error from reports where id = ?', [
    id,
  ])
  if (!found?.content) throw new Error(`the report was not made: ${found?.error ?? asked.status}`)
  const file = await browser
    .get(`${href}/word`)
    .buffer(true)
    .parse(binary as never)
  return { id, href, page, content: found.content, word: await partsOf(file.body as Buffer) }
}

const binary = (response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void) => {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => done(null, Buffer.concat(chunks)))
}

/** Every part of a Word file as text, by its name. */
function partsOf(body: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(body, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error)
        return
      }
      zip.on('entry', (entry: yauzl.Entry) =>
        zip.openReadStream(entry, (broken, stream) => {
          if (broken) {
            reject(broken)
            return
          }
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
            zip.readEntry()
          })
        }),
      )
      zip.on('end', () => resolve(parts))
      zip.readEntry()
    })
  })
}

export const partNamed = ({ parts }: Report, title: string) => parts.find(part => part.title === title)
export const blocksOf = ({ parts }: Report) => parts.flatMap(({ blocks }) => blocks)
export const answersOf = (report: Report) => blocksOf(report).flatMap(block => (block.kind === 'answers' ? [block.answers] : []))
export const tableNamed = (report: Report, caption: string): Table | undefined =>
  blocksOf(report).flatMap(block => (block.kind === 'table' && block.table.caption === caption ? [block.table] : []))[0]

/** A number, where it is covered, or something else that stands in its place. */
type Shown = string | number | null | undefined

/** What the pages and the workbook of a round say, read once. */
export type Truth = {
  sheet: (name: string) => ReadSheet
  statement: string
  findings: string
  documents: QuestionnaireDocument[]
}

export async function truthOf(world: TestWorld, browser: Browser, of: OfRound): Promise<Truth> {
  const base = `/rounds/${of.roundId}`
  return {
    sheet: await workbookOf(world.db, of.partnershipId, of.roundId, {
      sheets: ['returns_statement', 'establishments', 'rates', 'responses_long', 'findings', 'self_ratings'],
    }),
    statement: pageText(await browser.get(`${base}/statement`)),
    findings: pageText(await browser.get(`${base}/findings`)),
    documents: await documentsOf(world, of),
  }
}

/** What a report says otherwise than the pages and the workbook of its round; nothing when all of it is theirs, or covered. */
export function differencesFrom({ sheet, statement, findings: screen, documents }: Truth, report: Report): string[] {
  const wrong: string[] = []
  const isCovered = report.audience === 'covered'
  const same = (what: string, shown: Shown, true_: Shown) => {
    if (shown !== true_ && !(isCovered && shown === null)) wrong.push(`${what}: ${String(shown)} in the report, ${String(true_)} elsewhere`)
  }

  const lines = tableNamed(report, 'Where the returns stand')
  const inSheet = new Map(sheet('Returns statement').rows.map(line => [String(line.disposition_label), Number(line.establishments)]))
  let sum = 0
  for (const [words, count] of lines?.rows ?? []) {
    const joined = String(words) === 'Not applicable or declined'
    const parts = joined ? ['Not applicable', 'Declined'] : [String(words)]
    same(
      `statement: ${String(words)}`,
      count,
      parts.reduce((all, part) => all + (inSheet.get(part) ?? NaN), 0),
    )
    if (!joined && !new RegExp(`${escaped(String(words))}.{0,80}? ${Number(count)} `).test(statement))
      wrong.push(`the statement’s page has no ${String(words)} ${String(count)}`)
    sum += Number(count)
  }
  same('the sum of the statement', lines?.foot?.[1], lines ? sum : undefined)
  if (lines && (lines.rows.length === 0 || sum === 0)) wrong.push('the statement has no line')

  const rates = sheet('Rates').rows
  const round = rates.find(({ grouped_by }) => grouped_by === 'round')
  const summary = JSON.stringify(partNamed(report, 'Summary')?.blocks)
  if (Number(round?.issued) > 0 && !summary.includes(`${String(round?.issued)} establishment`))
    wrong.push('the summary has another number of establishments issued')
  if (Number(round?.expected) > 0 && !summary.includes(`${String(round?.completed)} completed it: `))
    wrong.push('the summary has another number completed')
  if (Number(round?.expected) > 0 && !summary.includes(`of the ${String(round?.expected)} expected`))
    wrong.push('the summary has another number expected')
  const phases = tableNamed(report, 'Returns by phase of education')
  for (const [name, completed, ...others] of phases?.rows ?? []) {
    const mine = rates.filter(({ grouped_by, group }) => grouped_by === 'phase' && (group ?? '') !== '' && group === name)
    if (mine.length === 0) continue
    same(`completed in ${String(name)}`, completed, Number(mine[0]?.completed))
    same(`issued in ${String(name)}`, others.at(-1), Number(mine[0]?.issued))
  }

  const completed = sheet('Responses long').rows.filter(({ disposition }) => DISPOSITIONS[disposition as Disposition].group === 'completed')
  const returns = new Set(
    sheet('Establishments')
      .rows.filter(({ disposition }) => disposition !== null && DISPOSITIONS[disposition as Disposition].group === 'completed')
      .map(({ return_id }) => return_id),
  ).size
  const byLabel = Map.groupBy(
    documents.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions)),
    ({ label }) => label,
  )
  for (const { question, rows: told, all } of answersOf(report)) {
    const mine = byLabel.get(question)?.[0]
    if (!mine) {
      wrong.push(`no question is called ${question}`)
      continue
    }
    const asked = completed.filter(({ question: key }) => key === mine.key)
    const given = asked.map(({ code }) => (code === null ? [] : String(code).split('; ')).filter(code => code !== 'na'))
    same(`all of ${mine.key}`, all, returns)
    for (const { label, count, bar } of told) {
      const value = valuesOf(mine).find(known => known.label === label)
      const counted = bar
        ? given.filter(codes => codes.includes(String(value?.value))).length
        : label === 'Not asked'
          ? returns - asked.length
          : given.filter(codes => codes.length === 0).length
      same(`${mine.key}: ${label}`, count, counted)
    }
  }

  const findings = tableTexts(report, 'Findings: ')
  if (!isCovered) {
    for (const sentence of findings) if (!screen.includes(sentence)) wrong.push(`the page of findings does not say: ${sentence}`)
    const written = sheet('Findings').rows.map(({ sentence }) => String(sentence).replace(/\s+/g, ' '))
    if (JSON.stringify(written.toSorted()) !== JSON.stringify(findings.toSorted()))
      wrong.push('the sentences are not those of the workbook')
    const self = tableNamed(report, 'What reviewers found of self-ratings, by section')
    const judged = sheet('Self-ratings').rows
    for (const [at, key] of ['judged', 'agrees', 'over', 'under', 'partly', 'cannot_tell', 'no_evidence'].entries())
      if (self)
        same(
          `self-ratings: ${key}`,
          self.foot?.[at + 1],
          judged.reduce((all, line) => all + Number(line[key] ?? 0), 0),
        )
  }
  return wrong
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The sentences of tables whose caption begins so. */
export const tableTexts = (report: Report, beginning: string): string[] =>
  blocksOf(report).flatMap(block =>
    block.kind === 'table' && block.table.caption.startsWith(beginning) ? block.table.rows.map(cells => String(cells[1])) : [],
  )

async function documentsOf({ db }: TestWorld, { partnershipId, roundId }: OfRound): Promise<QuestionnaireDocument[]> {
  const found = await rows<{ document: unknown }>(
    db,
    `select distinct v.id, v.document from returns r join questionnaire_versions v on v.id = r.questionnaire_version_id
     where r.partnership_id = ? and r.round_id = ? order by v.id`,
    [partnershipId, roundId],
  )
  return found.map(({ document }) => documentSchema.parse(document))
}
