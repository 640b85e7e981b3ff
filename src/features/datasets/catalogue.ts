import type { Id } from '../../platform/id.ts'
import type { Code, Column } from '../../platform/tabular/column.ts'
import { columns, valuesOf, type Question, takesAnswer } from '../questions/index.ts'
import { LIBRARY, type QuestionnaireDocument, type Section, type SetCode } from '../questionnaires/index.ts'

/** A version of a questionnaire that returns of the round answer. */
export type UsedVersion = {
  id: Id<'version'>
  setCode: SetCode
  version: number
  title: string
  edition: string
  returns: number
  document: QuestionnaireDocument
}

/** A question as an analyst knows it: worded as the round's first set that asks it does, or else as the library. */
export type CataloguedQuestion = { question: Question; section: Section; document: QuestionnaireDocument; sets: SetCode[]; used: boolean }

/** A column of the wide set with the question that it belongs to. */
export type QuestionColumn = Column & { asked: CataloguedQuestion }

/** Every question that may have a column, and every section, in an order that does not change from year to year. */
export type Catalogue = {
  questions: CataloguedQuestion[]
  columns: QuestionColumn[]
  sections: { key: string; title: string }[]
}

/**
 * The questions of the library in its order, whether this round asks them or not, and after them those that only this
 * round's own versions have. So the wide set of next year has the same columns, and one of a short round as many as that of a full one.
 */
export function catalogue(
  versions: readonly Pick<UsedVersion, 'document'>[],
  library: readonly QuestionnaireDocument[] = LIBRARY,
): Catalogue {
  const own = versions.map(({ document }) => document)
  const questions = new Map<string, CataloguedQuestion>()
  const sections = new Map<string, string>()
  for (const document of library.concat(own)) {
    for (const section of document.sections) {
      if (!sections.has(section.key)) sections.set(section.key, section.title)
      for (const question of section.questions) if (takesAnswer(question)) note(questions, { document, section, question })
    }
  }
  for (const document of own) useWording(questions, document)
  const listed = [...questions.values()]
  return {
    questions: listed,
    columns: columnsOfAll(listed, own.concat(library)),
    sections: [...sections].map(([key, title]) => ({ key, title })),
  }
}

type Found = { document: QuestionnaireDocument; section: Section; question: Question }

function note(questions: Map<string, CataloguedQuestion>, found: Found): void {
  const known = questions.get(found.question.key)
  if (!known) questions.set(found.question.key, { ...found, sets: [found.document.set], used: false })
  else if (!known.sets.includes(found.document.set)) known.sets.push(found.document.set)
}

function useWording(questions: Map<string, CataloguedQuestion>, document: QuestionnaireDocument): void {
  for (const section of document.sections)
    for (const question of section.questions) {
      const known = questions.get(question.key)
      if (known && !known.used) Object.assign(known, { document, section, question, used: true })
    }
}

/** Also the columns of an option that only one of several versions offers. */
function columnsOfAll(listed: readonly CataloguedQuestion[], documents: readonly QuestionnaireDocument[]): QuestionColumn[] {
  const variants = Map.groupBy(
    documents.flatMap(document => document.sections.flatMap(section => section.questions)),
    ({ key }) => key,
  )
  const made = new Map<string, QuestionColumn>()
  for (const asked of listed)
    for (const question of [asked.question, ...(variants.get(asked.question.key) ?? [])])
      for (const column of columns(question))
        if (!made.has(column.key)) made.set(column.key, { ...column, codes: codesOf(column, asked.question), asked })
  return [...made.values()]
}

/** What a column of codes says of a question that was not asked. */
export const NOT_ASKED = { value: 'not_asked', label: 'Not asked of this establishment' }

/** Codes stand in a question's own column; the one beside it holds scores. */
function codesOf({ key, type }: Pick<Column, 'key' | 'type'>, question: Question): Code[] {
  if (key !== question.key) return []
  const codes = valuesOf(question).map(({ value, label, score }) => ({ value, label, score }))
  return type === 'code' ? [...codes, NOT_ASKED] : codes
}
