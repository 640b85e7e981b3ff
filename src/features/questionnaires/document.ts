import { z } from 'zod'
import { questionSchema, conditionSchema, key } from '../questions/index.ts'
import { checkSchema } from './checkSchema.ts'

/**
 * A questionnaire is a document: data, versioned, frozen when a round that uses it is issued.
 * The shapes here are what an author may write; what each kind of question does stands in questions/kinds.
 */

/** The code of a question set: a row of its partnership (question_sets). */
export type SetCode = string
export const setCode = z.string().regex(/^[A-Z][A-Z0-9]{0,4}$/)
export const isSetCode = (code: string): code is SetCode => setCode.safeParse(code).success

/** The three areas of the reference round in which evidence is asked for; a document may name others. */
export type EvidenceArea = { key: string; title: string }

export const sectionSchema = z.strictObject({
  key,
  title: z.string().min(3),
  /** One or two sentences under the heading. */
  intro: z.string().optional(),
  when: conditionSchema.optional(),
  questions: z.array(questionSchema).min(1),
})
export type Section = z.infer<typeof sectionSchema>

export const documentSchema = z.strictObject({
  set: setCode,
  title: z.string(),
  /** Who it is for, shown when staff choose a set. */
  audience: z.string(),
  /** The edition of the guidance that the references name, for example "KCSIE 2026". */
  edition: z.string(),
  introduction: z.string(),
  evidenceAreas: z.array(z.strictObject({ key, title: z.string() })),
  sections: z.array(sectionSchema).min(1),
  /** What answers say together that is seldom right; the first editions have none. */
  checks: z.array(checkSchema).optional(),
})
export type QuestionnaireDocument = z.infer<typeof documentSchema>
