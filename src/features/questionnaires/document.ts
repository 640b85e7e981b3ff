import { z } from 'zod'

/**
 * A questionnaire is a document: data, versioned, frozen when a round that uses it is issued.
 * The shapes here are what an author may write; what each kind of question does lives in kinds/.
 */

/** The question sets of the reference library. */
export const SET_CODES = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type SetCode = (typeof SET_CODES)[number]

/** How strongly the guidance asks for it. */
export const STRENGTHS = ['must', 'should', 'good_practice'] as const

/** Facts about an establishment that a condition may look at (from the register). */
export const ESTABLISHMENT_FACTS = [
  'boarders',
  'nursery',
  'sixthForm',
  'independent',
  'special',
  'alternativeProvision',
  'maintained',
  'academy',
  'primaryAged',
  'secondaryAged',
  'post16',
] as const
export type EstablishmentFact = (typeof ESTABLISHMENT_FACTS)[number]
export type EstablishmentFacts = Record<EstablishmentFact, boolean>

/** The facts that hold, as a return keeps them. */
export const factsThatHold = (facts: EstablishmentFacts): EstablishmentFact[] => ESTABLISHMENT_FACTS.filter(fact => facts[fact])

/** The facts of a return from those that it keeps; the others do not hold. */
export const factsFrom = (held: readonly string[]): EstablishmentFacts =>
  Object.fromEntries(ESTABLISHMENT_FACTS.map(fact => [fact, held.includes(fact)])) as EstablishmentFacts

/** The three areas of the reference round in which evidence is asked for; a document may name others. */
export type EvidenceArea = { key: string; title: string }

/** "Ask only if …". A question whose condition fails is not asked, not required, and not exported as blank but as "not asked". */
export type Condition =
  | { fact: EstablishmentFact; is?: boolean }
  /** The values of ratings are written in kinds/scales.ts: yes, partly, no, met, not_met, na, red, amber, green, and 1 to 4. */
  | { question: string; in: readonly (string | number)[] }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: z.enum(ESTABLISHMENT_FACTS), is: z.boolean().optional() }),
    z.strictObject({ question: z.string(), in: z.array(z.union([z.string(), z.number()])).min(1) }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
)

/** Keys are columns of the analyst's workbook for ever: never reuse one for another meaning. */
const key = z.string().regex(/^[a-z][a-z0-9_]{1,58}$/)

const base = {
  key,
  label: z.string().min(3),
  /** How an error message or a narrow column names it, for example "Date of the last review"; worth writing when the label is a long sentence. */
  shortLabel: z.string().min(2).max(80).optional(),
  hint: z.string().optional(),
  /** What good looks like; shown folded under the question. Plain text, paragraphs split by a blank line. */
  guidance: z.string().optional(),
  strength: z.enum(STRENGTHS).optional(),
  /** For example "KCSIE 2026 paragraph 103". */
  reference: z.string().optional(),
  /** True by default, except for information blocks. */
  required: z.boolean().optional(),
  when: conditionSchema.optional(),
  /** The evidence areas this question belongs to. */
  areas: z.array(key).optional(),
  /** Offer a comment box beside the answer. */
  comment: z.boolean().optional(),
  /**
   * A rating that falls short (see kinds/scales.ts) asks what will be done, by whom and by when.
   * False when "no" is a plain fact and not a shortcoming ("Does the school have boarders?").
   */
  action: z.boolean().optional(),
}
const option = z.strictObject({ value: z.string().min(1), label: z.string().min(1), hint: z.string().optional() })
const column = z.strictObject({
  key,
  label: z.string(),
  kind: z.enum(['text', 'date', 'number', 'yes_no', 'choice']),
  options: z.array(option).optional(),
  required: z.boolean().optional(),
})

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yes_no'), ...base }),
  z.strictObject({ kind: z.literal('yes_partly_no'), ...base, notApplicable: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('met'), ...base, notApplicable: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal('rag'),
    ...base,
    descriptors: z.strictObject({ red: z.string(), amber: z.string(), green: z.string() }),
    notApplicable: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('level'), ...base, descriptors: z.tuple([z.string(), z.string(), z.string(), z.string()]) }),
  z.strictObject({
    kind: z.literal('number'),
    ...base,
    min: z.number().optional(),
    max: z.number().optional(),
    whole: z.boolean().optional(),
    unit: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('percentage'), ...base }),
  z.strictObject({ kind: z.literal('date'), ...base, notAfterToday: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('text'), ...base, maxLength: z.number().int().optional() }),
  z.strictObject({ kind: z.literal('long_text'), ...base, maxLength: z.number().int().optional() }),
  z.strictObject({ kind: z.literal('choice'), ...base, options: z.array(option).min(2) }),
  z.strictObject({ kind: z.literal('choices'), ...base, options: z.array(option).min(2) }),
  z.strictObject({ kind: z.literal('person'), ...base, trainingDate: z.boolean().optional(), email: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal('table'),
    ...base,
    columns: z.array(column).min(1).max(8),
    minRows: z.number().int().optional(),
    maxRows: z.number().int().optional(),
    rowName: z.string(),
  }),
  z.strictObject({ kind: z.literal('evidence'), ...base }),
  z.strictObject({ kind: z.literal('information'), ...base }),
  z.strictObject({ kind: z.literal('declaration'), ...base, statement: z.string() }),
])
export type Question = z.infer<typeof questionSchema>
export type QuestionKind = Question['kind']

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
  set: z.enum(SET_CODES),
  title: z.string(),
  /** Who it is for, shown when staff choose a set. */
  audience: z.string(),
  /** The edition of the guidance that the references name, for example "KCSIE 2026". */
  edition: z.string(),
  introduction: z.string(),
  evidenceAreas: z.array(z.strictObject({ key, title: z.string() })),
  sections: z.array(sectionSchema).min(1),
})
export type QuestionnaireDocument = z.infer<typeof documentSchema>
