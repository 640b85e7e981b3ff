import { LONGEST } from '../../../platform/forms/lengths.ts'
import { z } from 'zod'
import { base } from './base.ts'
import { dateInput, idList, input, inTheOpen, monthInput } from './controls.ts'
import { fieldId, fieldName, labelOf, quoted } from './names.ts'
import type { Kind } from './kind.ts'
import type { Column, Fault, DateParts } from './shapes.ts'
import {
  blank,
  dateParts,
  dateWords,
  dayFromText,
  gather,
  isRecord,
  monthFromText,
  monthWords,
  one,
  readDate,
  readEmail,
  readMonth,
  readText,
  toDateParts,
  toMonthParts,
  value,
} from './reading.ts'
import { answerCell, missingWhenBlank, usual } from './usual.ts'

const schema = z.strictObject({
  kind: z.literal('person'),
  ...base,
  trainingDate: z.boolean().optional(),
  /** Which training is asked for by its month, for example "Last DSL training"; nobody knows the day. */
  trainingMonth: z.string().min(3).max(60).optional(),
  /** False where the question names the role: “Who is the headteacher?” */
  hasRole: z.boolean().optional(),
  email: z.boolean().optional(),
})
type PersonQuestion = z.infer<typeof schema>
type Person = { name: string | null; role: string | null; email: string | null; trained: string | null }
type RawPerson = { name: string; role: string; email: string; trained: DateParts }

const NAME_LIMIT = 200

/** A member of staff or governor: name and role, and where the author asks for them an e-mail address and when the person was trained. */
export const person: Kind<PersonQuestion, Person, RawPerson> = {
  ...usual,
  schema,
  words: 'Person',
  people: {
    cannotAskFor: (_q, asks) => (asks === 'deputies' ? 'deputies can be several, so ask for them in a list' : null),
    fromRegister: (q, [known]) =>
      known ? { name: known.name, role: null, email: q.email && known.email !== '' ? known.email : null, trained: null } : null,
    names: (_q, { name }) => (name === null ? [] : [name]),
  },
  fromForm: (q, body) => ({
    name: one(body, fieldName(q, 'name')),
    role: one(body, fieldName(q, 'role')),
    email: one(body, fieldName(q, 'email'), LONGEST.address),
    trained: dateParts(body, fieldName(q, 'trained')),
  }),
  toForm: (q, answer) => ({
    name: answer?.name ?? '',
    role: answer?.role ?? '',
    email: answer?.email ?? '',
    trained: (q.trainingMonth ? toMonthParts : toDateParts)(answer?.trained ?? null),
  }),
  read: (q, raw, today) => {
    const typed = isRecord(raw) ? raw : {}
    const faults: Fault[] = []
    const readers = {
      name: () => readText(typed['name'], partName(q, 'name'), NAME_LIMIT),
      role: () => readText(typed['role'], partName(q, 'role'), NAME_LIMIT),
      email: () => readEmail(typed['email'], partName(q, 'email')),
      trained: () => (q.trainingMonth ? readMonth : readDate)(typed['trained'], partName(q, 'trained'), { notAfter: today }),
    }
    const answer: Person = { name: null, role: null, email: null, trained: null }
    for (const part of partsOf(q)) answer[part] = gather(faults, readers[part](), part)
    if (faults.length > 0) return { ok: false, faults }
    return Object.values(answer).every(part => part === null) ? blank : value(answer)
  },
  inCells: (q, answer) =>
    partsOf(q).map(part =>
      answerCell(part === 'trained' && q.trainingMonth ? monthWords(answer?.trained ?? '') : (answer?.[part] ?? ''), {
        path: [part],
        label: partLabel(q, part),
        type: part === 'trained' && !q.trainingMonth ? 'day' : 'text',
      }),
    ),
  fromCells: (q, textAt) =>
    Object.fromEntries(
      partsOf(q).map(part => [part, part === 'trained' ? (q.trainingMonth ? monthFromText : dayFromText)(textAt(part)) : textAt(part)]),
    ),
  // Without a name nobody is named, whatever else is filled in.
  missing: (q, answer) => (answer !== null && answer.name === null ? 'answer' : missingWhenBlank(q, answer)),
  summary: (q, { name, role, email, trained }) =>
    [
      [name, role].filter(part => part !== null).join(', '),
      ...(email === null ? [] : [email]),
      ...(trained === null ? [] : [q.trainingMonth ? `${q.trainingMonth}: ${monthWords(trained)}` : `Trained on ${dateWords(trained)}`]),
    ].filter(line => line !== ''),
  columns: q =>
    partsOf(q).map((part): Column =>
      part === 'trained' && q.trainingMonth
        ? { key: `${q.key}__trained_month`, label: `${q.label}: ${q.trainingMonth}`, type: 'text' }
        : { key: `${q.key}__${part}`, label: `${q.label}: ${PARTS[part]}`, ...SHOWN_AS[part] },
    ),
  cells: (q, answer) => partsOf(q).map(part => answer[part]),
  control: (q, typed, context) => ({
    component: 'person',
    id: fieldId(q),
    label: labelOf(q),
    hint: inTheOpen(q),
    describedBy: idList(inTheOpen(q) === null ? null : `${fieldId(q)}-hint`, context.sourceId),
    parts: partsOf(q).map(part => {
      const at = { q, path: [part], label: partLabel(q, part), context }
      if (part === 'trained' && q.trainingMonth) return monthInput(at, typed.trained)
      if (part === 'trained') return dateInput({ ...at, hint: 'For example, 27 3 2026' }, typed.trained)
      return part === 'email' ? input(at, typed.email, { type: 'email', spellcheck: false }) : input(at, typed[part], { limit: NAME_LIMIT })
    }),
  }),
}

const SHOWN_AS: Record<keyof Person, Pick<Column, 'type' | 'personal'>> = {
  name: { type: 'text', personal: 'name' },
  role: { type: 'text', personal: 'words' },
  email: { type: 'text', personal: 'email' },
  trained: { type: 'date' },
}

const PARTS = { name: 'Full name', role: 'Role', email: 'Email address', trained: 'Date of last training' } as const

const partLabel = (q: PersonQuestion, part: keyof Person): string => (part === 'trained' && q.trainingMonth ? q.trainingMonth : PARTS[part])

/** Named with its question: a section may ask for ten people. */
const partName = (q: PersonQuestion, part: keyof Person): string => `${partLabel(q, part)} for ${quoted(q)}`

const partsOf = (q: PersonQuestion): (keyof Person)[] => [
  'name',
  ...(q.hasRole === false ? [] : (['role'] as const)),
  ...(q.email ? (['email'] as const) : []),
  ...(q.trainingDate || q.trainingMonth ? (['trained'] as const) : []),
]
