import { z } from 'zod'
import { ESTABLISHMENT_FACTS, type EstablishmentFact } from '../../establishments/index.ts'

/** What an author may write about a question of any kind. */

/** How strongly the guidance asks for it. */
export const STRENGTH_WORDS = { must: 'Must', should: 'Should', good_practice: 'Good practice' } as const

/** The people whom a question can ask for: those whom the register knows by role. */
const PEOPLE_ASKED_FOR = ['head', 'dsl', 'deputies', 'chair', 'proprietor', 'link_governor', 'business_manager'] as const
export type AsksForPeople = (typeof PEOPLE_ASKED_FOR)[number]

/** What of the register a question can ask for: its people, or how many pupils are on roll. */
const ASKS = [...PEOPLE_ASKED_FOR, 'number_on_roll'] as const

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
export const key = z.string().regex(/^[a-z][a-z0-9_]{1,58}$/)

export const option = z.strictObject({ value: z.string().min(1), label: z.string().min(1), hint: z.string().optional() })

export const base = {
  key,
  label: z.string().min(3),
  /** How an error message or a narrow column names it, for example "Date of the last review"; worth writing when the label is a long sentence. */
  shortLabel: z.string().min(2).max(80).optional(),
  hint: z.string().optional(),
  /** What to count, leave out or do: in the open under the question. It is no part of what is asked, so years still compare where it changes. */
  instruction: z.string().optional(),
  /** What good looks like; shown folded under the question. Plain text, paragraphs split by a blank line. */
  guidance: z.string().optional(),
  strength: z.enum(Object.keys(STRENGTH_WORDS) as [keyof typeof STRENGTH_WORDS]).optional(),
  /** The establishments of which law requires what the guidance asks of the others: for them its strength is “must”. Facts alone, no answers. */
  mustFor: conditionSchema.optional(),
  /** For example "KCSIE 2026 paragraph 103". */
  reference: z.string().optional(),
  /** True by default, except for information blocks. */
  required: z.boolean().optional(),
  when: conditionSchema.optional(),
  /** The evidence areas this question belongs to. */
  areas: z.array(key).optional(),
  /** Whom the question asks for, or that it asks for the number on roll, so that the register can offer what it knows and a signature on one's own work is noticed. */
  asks: z.enum(ASKS).optional(),
  /** Offer a comment box beside the answer. */
  comment: z.boolean().optional(),
  /**
   * A rating that falls short (see kinds/scales.ts) asks what will be done, by whom and by when.
   * False when "no" is a plain fact and not a shortcoming ("Does the school have boarders?").
   */
  action: z.boolean().optional(),
}

/** What questions of all kinds have. */
export type BaseQuestion = z.infer<z.ZodObject<typeof base>> & { kind: string }
