import { z } from 'zod'
import { requiredText, rowVersion } from '../../platform/forms/fields.ts'
import { parseForm, type ParsedForm } from '../../platform/forms/parseForm.ts'
import type { EvidenceArea, QuestionnaireDocument } from '../questionnaires/index.ts'
import { holdsFiles, takesAnswer } from '../questions/index.ts'
import { AREA_RUBRICS } from './library/areas.ts'
import { QUESTION_RUBRICS } from './library/questions.ts'

/** What a text about good evidence is about: a whole area, or one question. */
export const RUBRIC_SUBJECTS = ['area', 'question'] as const
export type RubricSubject = (typeof RUBRIC_SUBJECTS)[number]
export type RubricKey = { about: RubricSubject; key: string }

/** What a partnership wrote of good evidence. A body of "" is the default again: its row keeps counting versions. */
export type Rubric = RubricKey & { body: string; writtenBy: string; writtenAt: Date; version: number }

/** The words that come with the program; empty when there are none. */
export const defaultRubric = ({ about, key }: RubricKey): string => {
  const known = about === 'area' ? AREA_RUBRICS : QUESTION_RUBRICS
  return Object.hasOwn(known, key) ? (known[key] ?? '') : ''
}

/** The words that hold: the partnership's own, or else the default. */
export const holdingRubric = (own: Rubric | undefined, of: RubricKey): string => (own && own.body !== '' ? own.body : defaultRubric(of))

/** The words that hold, each thing to look for by itself. */
export function goodEvidence(own: readonly Rubric[], about: RubricSubject): (key: string) => string[] {
  const written = new Map(own.filter(rubric => rubric.about === about).map(rubric => [rubric.key, rubric]))
  return key => rubricLines(holdingRubric(written.get(key), { about, key }))
}

/** A text about good evidence as a list: a line is one thing to look for. */
export const rubricLines = (body: string): string[] =>
  body
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** An evidence area as its page lists it: what is looked at there, each question once whatever sets ask it. */
export type AreaOfRubrics = EvidenceArea & { questions: { key: string; label: string }[] }

/** Every area and question of which good evidence can be described, of all the question sets. */
export function rubricAreas(documents: readonly Pick<QuestionnaireDocument, 'sections' | 'evidenceAreas'>[]): AreaOfRubrics[] {
  const areas = new Map<string, AreaOfRubrics>()
  for (const { evidenceAreas } of documents)
    for (const { key, title } of evidenceAreas) if (!areas.has(key)) areas.set(key, { key, title, questions: [] })
  const seen = new Set<string>()
  for (const question of documents.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))) {
    if (seen.has(question.key) || !takesAnswer(question) || holdsFiles(question)) continue
    const [area] = (question.areas ?? []).flatMap(key => areas.get(key) ?? [])
    if (!area) continue
    seen.add(question.key)
    area.questions.push({ key: question.key, label: question.label })
  }
  return [...areas.values()]
}

const RUBRIC_LIMIT = 2000

const rubricForm = z.object({
  body: z
    .string()
    .catch('')
    .transform(body => body.replace(/\r\n?/g, '\n'))
    .pipe(requiredText('What good evidence shows', 'Write what good evidence shows', RUBRIC_LIMIT)),
  version: rowVersion,
})

/** Reads what somebody wrote about good evidence, and the version that they saw; 0 when there was none. */
export const parseRubric = (body: unknown): ParsedForm<z.output<typeof rubricForm>> => parseForm(rubricForm, body)
export const versioned = z.object({ version: rowVersion })
