import type { Question } from '../document.ts'
import { dateInput, input } from './controls.ts'
import { fieldId, fieldName } from './kind.ts'
import type { Column, Fault, Kind } from './kind.ts'
import { subjectOf } from './naming.ts'
import { blank, dateParts, dateWords, gather, isRecord, one, readDate, readEmail, readText, toDateParts, value } from './reading.ts'
import type { DateParts } from './reading.ts'

type PersonQuestion = Extract<Question, { kind: 'person' }>
export type Person = { name: string | null; role: string | null; email: string | null; trained: string | null }
type RawPerson = { name: string; role: string; email: string; trained: DateParts }

const NAME_LIMIT = 200

/** A member of staff or governor: name and role, and where the author asks for them an e-mail address and a training date. */
export const person: Kind<PersonQuestion, Person, RawPerson> = {
  fromForm: (q, body) => ({
    name: one(body, fieldName(q, 'name')),
    role: one(body, fieldName(q, 'role')),
    email: one(body, fieldName(q, 'email')),
    trained: dateParts(body, fieldName(q, 'trained')),
  }),
  toForm: (_q, answer) => ({
    name: answer?.name ?? '',
    role: answer?.role ?? '',
    email: answer?.email ?? '',
    trained: toDateParts(answer?.trained ?? null),
  }),
  read: (q, raw, today) => {
    const typed = isRecord(raw) ? raw : {}
    const faults: Fault[] = []
    const subject = subjectOf(q)
    const text = (part: 'name' | 'role') => gather(faults, readText(typed[part], `${subject}: ${part}`, NAME_LIMIT), part) as string | null
    const answer: Person = {
      name: text('name'),
      role: text('role'),
      email: q.email ? (gather(faults, readEmail(typed['email'], `${subject}: email address`), 'email') as string | null) : null,
      trained: q.trainingDate
        ? (gather(faults, readDate(typed['trained'], `${subject}: training date`, { notAfter: today }), 'trained') as string | null)
        : null,
    }
    if (faults.length > 0) return { ok: false, faults }
    return Object.values(answer).every(part => part === null) ? blank : value(answer)
  },
  summary: (_q, { name, role, email, trained }) =>
    [
      [name, role].filter(part => part !== null).join(', '),
      ...(email === null ? [] : [email]),
      ...(trained === null ? [] : [`Trained on ${dateWords(trained)}`]),
    ].filter(line => line !== ''),
  columns: q =>
    partsOf(q).map(
      part =>
        ({ key: `${q.key}__${part}`, type: part === 'trained' ? 'date' : 'text', label: `${q.label}: ${PARTS[part]}` }) satisfies Column,
    ),
  cells: (q, answer) => partsOf(q).map(part => answer[part]),
  values: () => [],
  control: (q, typed, context) => ({
    component: 'person',
    id: fieldId(q),
    legend: q.label,
    hint: q.hint ?? null,
    describedBy: context.describedBy,
    parts: partsOf(q).map(part => {
      const at = { q, path: [part], label: PARTS[part], context }
      if (part === 'trained') return dateInput({ ...at, hint: 'For example, 27 3 2026' }, typed.trained)
      return part === 'email'
        ? input(at, typed.email, { type: 'email', spellcheck: false, autocomplete: 'off' })
        : input(at, typed[part], { autocomplete: 'off' })
    }),
  }),
}

const PARTS = { name: 'Full name', role: 'Role', email: 'Email address', trained: 'Date of last training' } as const

const partsOf = (q: PersonQuestion): (keyof Person)[] => [
  'name',
  'role',
  ...(q.email ? (['email'] as const) : []),
  ...(q.trainingDate ? (['trained'] as const) : []),
]
