import type { CellValue } from '../../platform/tabular/column.ts'
import { rowOf, type Row } from '../../platform/tabular/dataSet.ts'
import { askedSections, progressOfSections, type Section, type SectionProgress } from '../questionnaires/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { isBlank, type Response, takesAnswer } from '../questions/index.ts'
import { stands } from '../returns/index.ts'
import { answerReader, type AnswerCells, type AnswerReader } from './answerReader.ts'
import type { AskedQuestion } from './asked.ts'
import { NOT_ASKED, type Catalogue, type UsedVersion } from './catalogue.ts'
import { isChosen, type Choice } from './choice.ts'
import type { SourceResponse, SourceReturn } from './returnsStore.ts'
import { actionsSet } from './sets/actions.ts'
import { establishmentsSet } from './sets/establishments.ts'
import { responsesSet } from './sets/responses.ts'
import { tablesSet } from './sets/tables.ts'
import { wideLayout, type Place, type WideLayout } from './sets/wide.ts'
import { shaped, type Shape } from './shape.ts'

/** The data sets that returns have a part in, as they look in one export. */
export type ReturnSets = ReturnType<typeof returnSets>
export const returnSets = (known: Catalogue, shape: Shape) => ({
  responses: shaped(responsesSet, shape),
  establishments: shaped(establishmentsSet(known), shape),
  wide: wideLayout(known, shape, NOT_ASKED),
  tables: shaped(tablesSet(known), shape),
  actions: shaped(actionsSet, shape),
})

/** One return as rows of the chosen data sets that it has a part in. */
export type ReturnRows = {
  establishment: Row | null
  /** None when the return was not issued: then nothing was asked of it. */
  wide: Row | null
  responses: Row[]
  tables: Row[]
  actions: Row[]
  /** Answers and actions that were given, and those among them to questions that are not asked any more. */
  tally: { asked: number; answers: number; actions: number; answersSetAside: number; actionsSetAside: number }
}

type PlannedQuestion = { reader: AnswerReader; section: Section; places: (Place | undefined)[] }
type Plan = { version: UsedVersion; questions: Map<string, PlannedQuestion> }
type Wanted = {
  sets: ReturnSets
  is: Record<keyof ReturnSets, boolean>
  section: (key: string) => boolean
  question: (key: string) => boolean
}

/** @returns what makes rows out of a return, for the versions of a round */
export function returnReader(versions: readonly UsedVersion[], sets: ReturnSets, choice: Choice): (source: SourceReturn) => ReturnRows {
  const plans = new Map(versions.map(version => [version.id, planOf(version, sets.wide.places)]))
  const questions = chosenQuestions(versions, choice)
  const wanted: Wanted = {
    sets,
    is: {
      responses: isChosen(choice, sets.responses.name),
      establishments: isChosen(choice, sets.establishments.name),
      wide: isChosen(choice, sets.wide.set.name),
      tables: isChosen(choice, sets.tables.name),
      actions: isChosen(choice, sets.actions.name),
    },
    section: key => choice.sections === null || choice.sections.includes(key),
    question: key => questions === null || questions.has(key),
  }
  return source => {
    const plan = plans.get(source.versionId)
    if (!plan) throw new Error(`return ${source.returnId} answers a version that was not loaded`)
    return readOne(source, plan, wanted)
  }
}

/** The questions of the chosen sections; null for all, also of those that no version has any more. */
export const chosenQuestions = (versions: readonly UsedVersion[], { sections }: Pick<Choice, 'sections'>): Set<string> | null =>
  sections === null
    ? null
    : new Set(
        versions.flatMap(({ document }) =>
          document.sections.flatMap(({ key, questions }) => (sections.includes(key) ? questions.map(question => question.key) : [])),
        ),
      )

function planOf(version: UsedVersion, places: WideLayout['places']): Plan {
  const questions = version.document.sections.flatMap(section =>
    section.questions.map(question => {
      const reader = answerReader(question)
      return [question.key, { reader, section, places: reader.columnKeys.map(key => places.get(key)) }] as const
    }),
  )
  return { version, questions: new Map(questions) }
}

function readOne(source: SourceReturn, plan: Plan, wanted: Wanted): ReturnRows {
  const { sets, is } = wanted
  const { version } = plan
  const all = new Map(source.responses.map(response => [response[0], response]))
  const given = new Map([...all].filter(([key]) => wanted.question(key)))
  const issued = stands('issued', source.status)
  const askedOf = issued ? askedSections(version.document, factsFrom(source.facts), answersIn(all)) : []
  const asked = plannedIn(askedOf, plan)
  const rows: ReturnRows = { establishment: null, wide: null, responses: [], tables: [], actions: [], tally: tallyOf(given) }
  const wide = is.wide ? [...sets.wide.unasked] : null
  let fallShort = 0
  for (const { planned, section } of asked) {
    const { key } = planned.reader.question
    const response = all.get(key)
    const answer = planned.reader.read(response?.[1] ?? null)
    if (answer.needsAction) fallShort += 1
    given.delete(key)
    if (!wanted.section(section.key)) continue
    if (wide) fillIn(wide, planned.places, answer)
    addRows(rows, wanted, { source, version, question: planned.reader.question, section, response, answer }, planned.reader)
  }
  setAside(rows.tally, given)
  const sections = is.establishments ? progressIn(askedOf, source) : []
  if (is.establishments) rows.establishment = rowOf(sets.establishments, { source, version, issued, sections, fallShort })
  if (issued && wide) {
    const notAsked = [...plan.questions.keys()].filter(isUnasked(asked, plan))
    rows.wide = [...rowOf({ columns: sets.wide.leading }, { source, version, notAsked }), ...wide]
  }
  return rows
}

function fillIn(wide: CellValue[], places: PlannedQuestion['places'], answer: AnswerCells): void {
  for (const [at, place] of places.entries()) {
    if (!place) continue
    const value = answer.wide[at] ?? null
    wide[place.at] = place.look ? place.look(value) : value
    if (place.label !== null) wide[place.label] = value === null ? null : answer.label
  }
}

type Asked = { planned: PlannedQuestion; section: Section }

const answersIn = (given: ReadonlyMap<string, SourceResponse>) => new Map([...given].map(([key, response]) => [key, response[1]]))

const plannedIn = (sections: readonly Section[], plan: Plan): Asked[] =>
  sections.flatMap(section =>
    section.questions.flatMap(question => {
      const planned = takesAnswer(question) ? plan.questions.get(question.key) : undefined
      return planned ? [{ planned, section }] : []
    }),
  )

const isUnasked = (asked: readonly Asked[], plan: Plan) => {
  const keys = new Set(asked.map(({ planned }) => planned.reader.question.key))
  return (key: string) => {
    const planned = plan.questions.get(key)
    return !keys.has(key) && (planned === undefined || takesAnswer(planned.reader.question))
  }
}

function addRows(rows: ReturnRows, { sets, is }: Wanted, asked: AskedQuestion, reader: AnswerReader): void {
  const { response } = asked
  if (is.responses) rows.responses.push(rowOf(sets.responses, asked))
  rows.tally.asked += 1
  if (!response) return
  const action = response[3]
  if (action && is.actions) rows.actions.push(rowOf(sets.actions, { ...asked, action }))
  if (is.tables) for (const row of reader.rows(response[1])) rows.tables.push(rowOf(sets.tables, { ...asked, row }))
}

function progressIn(sections: readonly Section[], source: SourceReturn): SectionProgress[] {
  const responses = new Map<string, Response>(source.responses.map(([key, answer, comment, action]) => [key, { answer, comment, action }]))
  return progressOfSections(sections, responses, new Map(Object.entries(source.filesByQuestion)))
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
