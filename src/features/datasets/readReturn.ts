import type { CellValue } from '../../platform/tabular/column.ts'
import { rowOf, type Row } from '../../platform/tabular/dataSet.ts'
import { askedSections, type Section, sectionProgress, type SectionProgress } from '../questionnaires/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { isBlank, type Response, takesAnswer } from '../questions/index.ts'
import { stands } from '../returns/index.ts'
import { answerReader, type AnswerReader } from './answerReader.ts'
import type { AskedQuestion } from './asked.ts'
import { NOT_ASKED, type Catalogue, type UsedVersion } from './catalogue.ts'
import type { SourceResponse, SourceReturn } from './returnsStore.ts'
import { actionsSet } from './sets/actions.ts'
import type { establishmentsSet, ReturnInHand } from './sets/establishments.ts'
import { responsesSet } from './sets/responses.ts'
import type { tablesSet } from './sets/tables.ts'
import { wideReturnColumns } from './sets/wide.ts'

/** The data sets whose columns depend on the questions, and whose rows are made here. */
export type VaryingSets = { establishments: ReturnType<typeof establishmentsSet>; tables: ReturnType<typeof tablesSet> }

/** One return as rows of the data sets that it has a part in. */
export type ReturnRows = {
  establishment: Row
  /** None when the return was not issued: then nothing was asked of it. */
  wide: Row | null
  responses: Row[]
  tables: Row[]
  actions: Row[]
  /** Answers and actions that were given, and those among them to questions that are not asked any more. */
  tally: { asked: number; answers: number; actions: number; answersSetAside: number; actionsSetAside: number }
}

type PlannedQuestion = { reader: AnswerReader; section: Section; places: number[] }
type Plan = { version: UsedVersion; questions: Map<string, PlannedQuestion> }

/** @returns what makes rows out of a return, for the versions of a round */
export function returnReader(versions: readonly UsedVersion[], known: Catalogue, sets: VaryingSets): (source: SourceReturn) => ReturnRows {
  const places = new Map(known.columns.map(({ key }, at) => [key, at]))
  const plans = new Map(versions.map(version => [version.id, planOf(version, places)]))
  const unasked = known.columns.map(({ type }) => (type === 'code' ? NOT_ASKED : null))
  return source => {
    const plan = plans.get(source.versionId)
    if (!plan) throw new Error(`return ${source.returnId} answers a version that was not loaded`)
    return readOne(source, plan, sets, unasked)
  }
}

function planOf(version: UsedVersion, places: ReadonlyMap<string, number>): Plan {
  const questions = version.document.sections.flatMap(section =>
    section.questions.map(question => {
      const reader = answerReader(question)
      return [question.key, { reader, section, places: reader.columnKeys.map(key => places.get(key) ?? -1) }] as const
    }),
  )
  return { version, questions: new Map(questions) }
}

function readOne(source: SourceReturn, plan: Plan, sets: VaryingSets, unasked: readonly CellValue[]): ReturnRows {
  const given = new Map(source.responses.map(response => [response[0], response]))
  const issued = stands('issued', source.status)
  const asked = issued ? askedOf(source, plan, given) : []
  const rows: ReturnRows = { establishment: [], wide: null, responses: [], tables: [], actions: [], tally: tallyOf(given) }
  const wide = [...unasked]
  let fallShort = 0
  for (const { planned, section } of asked) {
    const { key } = planned.reader.question
    const response = given.get(key)
    const answer = planned.reader.read(response?.[1] ?? null)
    planned.places.forEach((place, at) => (wide[place] = answer.wide[at] ?? null))
    if (answer.needsAction) fallShort += 1
    addRows(rows, sets, { source, version: plan.version, question: planned.reader.question, section, response, answer }, planned.reader)
    given.delete(key)
  }
  setAside(rows.tally, given)
  const notAsked = issued ? [...plan.questions.keys()].filter(isUnasked(asked, plan)) : []
  const sections = issued ? sectionsOf(source, plan) : []
  rows.establishment = rowOf(sets.establishments, { source, version: plan.version, issued, sections, fallShort } satisfies ReturnInHand)
  if (issued) rows.wide = [...rowOf({ columns: wideReturnColumns }, { source, version: plan.version, notAsked }), ...wide]
  return rows
}

type Asked = { planned: PlannedQuestion; section: Section }

function askedOf(source: SourceReturn, plan: Plan, given: ReadonlyMap<string, SourceResponse>): Asked[] {
  const answers = new Map([...given].map(([key, response]) => [key, response[1]]))
  return askedSections(plan.version.document, factsFrom(source.facts), answers).flatMap(section =>
    section.questions.flatMap(question => {
      const planned = takesAnswer(question) ? plan.questions.get(question.key) : undefined
      return planned ? [{ planned, section }] : []
    }),
  )
}

const isUnasked = (asked: readonly Asked[], plan: Plan) => {
  const keys = new Set(asked.map(({ planned }) => planned.reader.question.key))
  return (key: string) => {
    const planned = plan.questions.get(key)
    return !keys.has(key) && (planned === undefined || takesAnswer(planned.reader.question))
  }
}

function addRows(rows: ReturnRows, sets: VaryingSets, asked: AskedQuestion, reader: AnswerReader): void {
  const { response } = asked
  rows.responses.push(rowOf(responsesSet, asked))
  rows.tally.asked += 1
  if (!response) return
  const action = response[3]
  if (action) rows.actions.push(rowOf(actionsSet, { ...asked, action }))
  for (const row of reader.rows(response[1])) rows.tables.push(rowOf(sets.tables, { ...asked, row }))
}

function sectionsOf(source: SourceReturn, plan: Plan): SectionProgress[] {
  const responses = new Map<string, Response>(source.responses.map(([key, answer, comment, action]) => [key, { answer, comment, action }]))
  return sectionProgress(plan.version.document, factsFrom(source.facts), responses, new Map(Object.entries(source.filesByQuestion)))
}

function tallyOf(given: ReadonlyMap<string, SourceResponse>): ReturnRows['tally'] {
  const responses = [...given.values()]
  return {
    asked: 0,
    answers: responses.filter(([, answer]) => !isBlank(answer)).length,
    actions: responses.filter(([, , , action]) => action !== null).length,
    answersSetAside: 0,
    actionsSetAside: 0,
  }
}

/** What is left belongs to no question that is asked now: an answer changed after it, and closed a condition. */
function setAside(tally: ReturnRows['tally'], left: ReadonlyMap<string, SourceResponse>): void {
  const { answers, actions } = tallyOf(left)
  tally.answersSetAside = answers
  tally.actionsSetAside = actions
}
