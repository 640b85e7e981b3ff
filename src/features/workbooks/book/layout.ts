import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { capitalised } from '../../../platform/say.ts'
import type { FormCell, FormSheet } from '../../../platform/spreadsheets/writeForm.ts'
import { sheetNames } from '../../../platform/tabular/sheetNames.ts'
import { reachesSection } from '../../history/index.ts'
import { answersOf, askedOfReturn, conditionWords, holds, questionsOf, type Section } from '../../questionnaires/index.ts'
import { inCells, kindOf, NO_RESPONSE, STRENGTH_WORDS, takesAnswer, type Question } from '../../questions/index.ts'
import { merge, type OpenReturn } from '../../returns/index.ts'
import { COLUMN_NAMES, COLUMNS, placeOf, type Column } from './columns.ts'
import { IDENTITY_SHEET, identitySheet, type Identity } from './identity.ts'

const START = 'Start here'

/**
 * The questions of a return as a workbook to fill in, as far as somebody may see them.
 *
 * @param made.sealed its identity, as `sealIdentity` made it
 */
export function sheetsOf(open: OpenReturn, { sealed, now }: { sealed: string; now: Date }): FormSheet[] {
  const sections = mayBeAsked(open)
  const titles = sections.map(({ number, section }) => (number === undefined ? section.title : `${number} ${section.title}`))
  const names = sheetNames(titles, [START, IDENTITY_SHEET])
  return [
    { name: START, widths: [100], rows: startRows(open, titles, now) },
    ...sections.map((one, at) => sectionSheet(open, { ...one, name: names[at] ?? '' })),
    identitySheet(sealed),
  ]
}

/** Whose workbook it is, and what each of its questions is made from. */
export function identityFrom(open: OpenReturn, now: Date): Identity {
  const { auditReturn, responses } = open
  const questions = mayBeAsked(open)
    .flatMap(({ section }) => section.questions)
    .filter(takesAnswer)
  return {
    returnId: auditReturn.id,
    establishmentId: auditReturn.establishmentId,
    roundId: auditReturn.roundId,
    versionId: auditReturn.questionnaireVersionId,
    establishmentName: auditReturn.establishmentName,
    roundName: auditReturn.roundName,
    madeAt: now.toISOString(),
    bases: Object.fromEntries(questions.map(({ key }) => [key, merge.baseOf(responses.get(key), responses.get(key) ?? NO_RESPONSE)])),
  }
}

type Numbered = { number: number | undefined; section: Section }

/**
 * What is asked, and what an answer could make asked: nobody can ask the program while they write. A section has the number that it has on
 * the website, where those are counted that are asked: one that is not asked so far has none.
 */
function mayBeAsked({ document, auditReturn, responses, reach }: OpenReturn): Numbered[] {
  const answers = answersOf(responses)
  const asked = askedOfReturn(document, auditReturn.facts, responses)
    .map(({ key }) => key)
    .filter(key => reachesSection(reach, key))
  const may = ({ when }: Pick<Question, 'when'>) =>
    when === undefined || questionsOf(when).length > 0 || holds(when, auditReturn.facts, answers)
  return document.sections
    .map(section => ({
      number: asked.indexOf(section.key) + 1 || undefined,
      section: { ...section, questions: section.questions.filter(may) },
    }))
    .filter(({ section }) => may(section) && section.questions.length > 0 && reachesSection(reach, section.key))
}

function startRows({ auditReturn, document }: OpenReturn, titles: readonly string[], now: Date): FormCell[][] {
  const line = (text: string, look: FormCell['look'] = 'label'): FormCell[] => [{ look, text }]
  return [
    line(`${document.title}: ${auditReturn.establishmentName}`, 'title'),
    line(`${auditReturn.roundName}. Due at ${sayInstant(auditReturn.dueAt)}.`, 'strong'),
    line(`Made at ${sayShortInstant(now)}, with every answer that was saved by then.`),
    line('How to fill it in', 'title'),
    line('Write in the pale yellow cells. Everything else is locked, so that the answers can be read again.'),
    line('Where a cell has a list, choose from it. Write a date as 27/3/2026.'),
    line('Leave empty what you do not know: part of the answers is fine, and you can send the workbook again later.'),
    line('An empty cell removes nothing. To remove an answer or a row of a list, use the website.'),
    line('A question that is “asked only if” something is so can be left empty where it is not.'),
    line('Do not name children.', 'strong'),
    line('What cannot be done here', 'title'),
    line('Files cannot be added, and nobody can sign or submit here. Do both on the website.'),
    line('How to send it', 'title'),
    line(
      'Save it as an Excel workbook (.xlsx), also from LibreOffice or Google Sheets. Open your return on the website, choose “Work without a connection”, and choose the file.',
    ),
    line('You then see each answer beside what stands on the website. Nothing changes until you confirm.'),
    line('This workbook is for this establishment and this audit alone.'),
    line('Its sheets', 'title'),
    ...titles.map(title => line(title)),
  ]
}

function sectionSheet(open: OpenReturn, { name, number, section }: Numbered & { name: string }): FormSheet {
  const about = [section.intro ?? '', section.when ? `${capitalised(conditionWords(section.when, open.document))}.` : ''].filter(Boolean)
  const head: FormCell[][] = [
    [{ look: 'none' }, { look: 'title', text: number === undefined ? section.title : `Section ${number}: ${section.title}` }],
    [{ look: 'none' }, { look: 'label', text: about.join('\n') }],
  ]
  return {
    name,
    widths: COLUMN_NAMES.map(column => COLUMNS[column].width),
    frozen: { rows: head.length + 1, columns: 2 },
    rows: [
      ...head,
      COLUMN_NAMES.map(column => ({ look: 'heading', text: COLUMNS[column].heading })),
      ...section.questions.flatMap((question, at) =>
        questionRows(open, question, number === undefined ? `${at + 1}` : `${number}.${at + 1}`),
      ),
    ],
  }
}

type Cells = Partial<Record<Column, FormCell>>
const inOrder = (cells: Cells): FormCell[] => COLUMN_NAMES.map(column => cells[column] ?? { look: 'none' })

function questionRows({ document, responses }: OpenReturn, question: Question, number: string): FormCell[][] {
  const { answer, comment, action } = inCells.responseCells(question, responses.get(question.key) ?? null)
  const rows = new Map<string, Cells>()
  const put = (part: inCells.CellPart, { path, text, type, listed }: inCells.AnswerCell) => {
    const { mark, field } = placeOf(question.key, part, path)
    rows.set(mark, { ...rows.get(mark), [field]: { look: 'answer', text, type, listed } })
  }
  rows.set(question.key, {
    number: { look: 'label', text: number },
    question: { look: 'strong', text: questionText(question, document) },
    guidance: { look: 'quiet', text: guidanceText(question) },
  })
  for (const cell of answer) put('answer', cell)
  for (const cell of comment) put('comment', cell)
  for (const cell of action) put('action', cell)
  for (const { path, label } of answer) {
    const { mark } = placeOf(question.key, 'answer', path)
    if (label !== '') rows.set(mark, { ...rows.get(mark), question: { look: 'label', text: label } })
  }
  return [...rows].map(([mark, cells]) => inOrder({ ...cells, ...(takesAnswer(question) ? { mark: { look: 'quiet', text: mark } } : {}) }))
}

function questionText(question: Question, document: OpenReturn['document']): string {
  const optional = takesAnswer(question) && question.required === false ? ' (optional)' : ''
  const about = inCells.responseCells(question, null).answer.filter(({ label }) => label === '')
  return [
    `${question.label}${optional}`,
    question.instruction ?? '',
    question.hint ?? '',
    ...about.map(cell => cell.about),
    question.when ? `${capitalised(conditionWords(question.when, document))}.` : '',
  ]
    .filter(text => text !== '')
    .join('\n')
}

function guidanceText(question: Question): string {
  const source = [question.strength ? STRENGTH_WORDS[question.strength] : '', question.reference ?? ''].filter(text => text !== '')
  return [
    source.join('. '),
    question.guidance ?? '',
    ...kindOf(question)
      .explained(question)
      .filter(({ hint }) => hint !== '')
      .map(({ text, hint }) => `${text}: ${hint}`),
  ]
    .filter(text => text !== '')
    .join('\n')
}
