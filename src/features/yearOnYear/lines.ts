import { mayNeedAction, valuesOf, type Json, type Question } from '../questions/index.ts'
import { comparable, type AnsweredDocument, type Comparable } from './comparable.ts'

/** Answers to a question that are held against those of the earlier round: of a rating those that do not fall short, else each by itself. */
export type Line = { key: string; answers: string; values: Json[]; rated: boolean }

/** A question of the round that can be counted, or one that is not asked any more. */
export type ComparedQuestion = Comparable & { key: string; label: string; name: string; lines: readonly Line[] }
export type ComparedSection = { key: string; title: string; questions: ComparedQuestion[] }

/** Every closed question, section by section in the order of the questionnaire, and last those that only the earlier round asked. */
export function comparedSections(then: readonly AnsweredDocument[], now: readonly AnsweredDocument[]): ComparedSection[] {
  const sections = new Map<string, ComparedSection>()
  const known = new Set<string>()
  for (const { key, title, questions } of now.flatMap(document => document.sections)) add({ key, title }, questions)
  const gone = then.flatMap(document => document.sections.flatMap(section => section.questions))
  add(GONE, gone)
  return [...sections.values()].filter(({ questions }) => questions.length > 0)

  function add(section: { key: string; title: string }, questions: readonly Question[]) {
    const into = sections.get(section.key) ?? { ...section, questions: [] }
    sections.set(section.key, into)
    for (const question of questions) {
      if (known.has(question.key) || valuesOf(question).length === 0) continue
      known.add(question.key)
      const { key, label, shortLabel } = question
      into.questions.push({ key, label, name: shortLabel ?? label, lines: linesOf(question), ...comparable(key, then, now) })
    }
  }
}

const GONE = { key: '', title: 'Questions that are not asked any more' }

function linesOf(question: Question): Line[] {
  const values = valuesOf(question).filter(({ value }) => value !== 'na')
  const { key } = question
  if (!mayNeedAction(question)) return values.map(({ value, label }) => ({ key, answers: `“${label}”`, values: [value], rated: false }))
  const good = values.filter(({ needsAction }) => !needsAction)
  return [{ key, answers: good.map(({ label }) => `“${label}”`).join(' or '), values: good.map(({ value }) => value), rated: true }]
}
