import { createHash } from 'node:crypto'
import { changed, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { askedSections, LIBRARY, type QuestionnaireDocument } from '../../src/features/questionnaires/index.ts'
import { factsFrom } from '../../src/features/establishments/index.ts'
import { needsAction, valuesOf, type Json, type Question } from '../../src/features/questions/index.ts'
import type { Makers } from './make.ts'

/** A valid answer to any question, different from one return to another and the same in every run. */
export function answerTo(question: Question, seed: number): Json {
  const pick = <T>(values: readonly T[], more = 0): T => values[(seed + question.key.length + more) % values.length]!
  const day = (more: number) => `2026-0${1 + ((seed + more) % 9)}-1${(seed + more) % 10}`
  switch (question.kind) {
    case 'number':
      return Math.min(question.max ?? 400, Math.max(question.min ?? 0, (seed * 37) % 400))
    case 'percentage':
      return (seed * 13) % 101
    case 'date':
      return day(0)
    case 'month':
      return day(0).slice(0, 7)
    case 'text':
    case 'long_text':
    case 'evidence':
      return `${pick(SENTENCES)} ${pick(SENTENCES, 3)}`
    case 'choices':
      return question.options.filter((_, at) => (at + seed) % 2 === 0).map(({ value }) => value)
    case 'person':
      return {
        name: pick(PEOPLE),
        role: 'Assistant headteacher',
        email: question.email ? 'someone@school.example' : null,
        trained: question.trainingDate ? day(1) : null,
      }
    case 'table':
      return Array.from({ length: 1 + (seed % 3) }, (_, at) =>
        Object.fromEntries(question.columns.map(column => [column.key, tableCell(column, seed + at, day(at))])),
      )
    case 'information':
      return null
    default:
      return valuesOf(question)[(seed * 7 + question.key.length) % valuesOf(question).length]?.value ?? null
  }
}

function tableCell(column: { kind: string; options?: { value: string }[] | undefined }, seed: number, day: string): Json {
  if (column.kind === 'number') return seed % 40
  if (column.kind === 'date') return day
  if (column.kind === 'month') return day.slice(0, 7)
  if (column.kind === 'yes_no') return seed % 2 === 0 ? 'yes' : 'no'
  return column.options ? (column.options[seed % column.options.length]?.value ?? null) : PEOPLE[seed % PEOPLE.length]!
}

const SENTENCES = [
  'The policy is read by all staff each September and they sign for it.',
  'Governors see a report every term; the last one was in March.',
  'We review this with the local authority’s adviser.',
  'New staff have it in their first week, with a conversation after a month.',
  'The pupils’ council was asked, and two changes came of it.',
]
const PEOPLE = ['Sam Okafor', 'Priya Shah', 'Ailsa O’Neill', 'Tomás Reid', 'Joan d’Arcy-Smith']

/** Gives every asked question of a return an answer, with an action where it falls short, as the DSL would have. */
export async function answerAll(
  db: Db,
  auditReturn: { id: Id<'return'>; partnership_id: Id<'partnership'>; facts: readonly string[] },
  seed: number,
  options: { document?: QuestionnaireDocument; share?: number; at?: Date } = {},
): Promise<number> {
  const document = options.document ?? LIBRARY[0]!
  const facts = factsFrom(auditReturn.facts)
  const answers = new Map<string, Json>()
  // Answers open other questions, until none is opened any more.
  for (let known = -1; known < answers.size;) {
    known = answers.size
    for (const question of askedSections(document, facts, answers).flatMap(section => section.questions))
      if (!answers.has(question.key) && question.kind !== 'information') answers.set(question.key, answerTo(question, seed))
  }
  const asked = askedSections(document, facts, answers)
    .flatMap(section => section.questions)
    .filter(({ kind }) => kind !== 'information')
  const given = asked.slice(0, Math.ceil(asked.length * (options.share ?? 1))).map(question => {
    const answer = answers.get(question.key) ?? null
    const action = needsAction(question, answer)
      ? { what: 'Agree a date with the governors and train the team.', owner: PEOPLE[seed % 5]!, dueOn: '2027-01-15' }
      : null
    return {
      key: question.key,
      answer,
      action,
      comment: seed % 4 === 0 && question.comment ? 'See the minutes of the last meeting.' : null,
    }
  })
  await changed(
    db,
    `insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name, at)
     select :id, :partnershipId, g.key, g.answer, g.comment, g.action, :by, :at from jsonb_to_recordset(:given::jsonb) as g (key text, answer jsonb, comment text, action jsonb)`,
    {
      id: auditReturn.id,
      partnershipId: auditReturn.partnership_id,
      given: JSON.stringify(given),
      by: PEOPLE[seed % 5]!,
      at: options.at ?? new Date('2026-11-05T14:30:00Z'),
    },
  )
  return asked.length
}

/**
 * A round with returns of every disposition, of two question sets, with evidence, extensions, chases, a dip sample and findings:
 * 12 returns, of which 11 were issued.
 */
export async function filledRound(db: Db, make: Makers, partnershipId?: Id<'partnership'>) {
  const partnership_id = partnershipId ?? (await make.partnership()).id
  const due_at = new Date('2026-11-20T17:00:00Z')
  const round = await make.round({ partnership_id, opens_at: new Date('2026-10-01T07:00:00Z'), due_at })
  const setD = LIBRARY.find(({ set }) => set === 'D')!
  const returns: { id: Id<'return'>; establishment_id: Id<'establishment'>; partnership_id: Id<'partnership'>; round_id: Id<'round'> }[] =
    []
  for (const [at, values] of RETURNS.entries()) {
    const { set_code = 'A', answered = 0, establishment = {}, ...facts } = values
    const home = await make.establishment({ partnership_id, name: NAMES[at]!, ...establishment })
    const reference = 'submitted_at' in facts ? `SA-${round.id}-${at}` : null
    const auditReturn = await make.auditReturn({
      partnership_id,
      round_id: round.id,
      establishment_id: home.id,
      set_code,
      reference,
      ...facts,
    })
    returns.push(auditReturn)
    if (answered > 0) await answerAll(db, auditReturn, at, { share: answered, ...(set_code === 'D' ? { document: setD } : {}) })
  }
  await officeWork(db, partnership_id, round.id, returns)
  return { partnershipId: partnership_id, round, returns }
}

const SUBMITTED = {
  status: 'submitted',
  submitted_via: 'online',
  started_at: new Date('2026-10-10T09:00:00Z'),
  opened_at: new Date('2026-10-10T08:55:00Z'),
}
const RETURNS: (Record<string, unknown> & { set_code?: 'A' | 'D'; answered?: number; establishment?: Record<string, unknown> })[] = [
  { ...SUBMITTED, answered: 1, submitted_at: new Date('2026-11-02T12:00:00Z') },
  {
    ...SUBMITTED,
    answered: 1,
    submitted_at: new Date('2026-11-20T17:00:00Z'),
    set_code: 'D',
    establishment: { type_code: 7 },
  },
  {
    ...SUBMITTED,
    answered: 1,
    submitted_at: new Date('2026-11-25T12:00:00Z'),
    due_at: new Date('2026-12-04T17:00:00Z'),
    extensions: 1,
  },
  { ...SUBMITTED, answered: 1, submitted_at: new Date('2026-12-10T12:00:00Z') },
  {
    ...SUBMITTED,
    answered: 0.9,
    submitted_via: 'offline',
    submitted_at: new Date('2026-12-11T12:00:00Z'),
    received_at: new Date('2026-12-08T09:00:00Z'),
  },
  {
    status: 'excused',
    excused_as: 'closed',
    excused_on: '2026-12-31',
    excused_reason: 'The school closed.',
    answered: 0.2,
    started_at: new Date('2026-10-12T09:00:00Z'),
  },
  { status: 'excused', excused_as: 'covered', excused_on: '2026-11-01', excused_reason: 'It joined its junior school.' },
  { status: 'excused', excused_as: 'not_applicable', excused_on: '2026-11-01', excused_reason: 'It has no pupils under 18.' },
  { status: 'excused', excused_as: 'declined', excused_on: '2026-11-01', excused_reason: 'It refused in writing.' },
  { status: 'in_progress', answered: 0.4, started_at: new Date('2026-10-20T09:00:00Z'), opened_at: new Date('2026-10-20T08:00:00Z') },
  { status: 'issued' },
  { status: 'not_issued', issued_at: null },
]
const NAMES = [
  'Ashgrove Primary School',
  'Beacon Hill Special School',
  'St Thomas à Becket Catholic School',
  'Dunmere Academy, “The Mount”',
  'Elm Park Infant & Nursery School',
  'Fernley Manor School',
  'Gorse Bank Infant School',
  'Hollin Adult College',
  'Ings House',
  'Jubilee Road Primary School',
  'Kirkmoor High School',
  'Larkrise Nursery',
]

async function officeWork(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, returns: { id: number }[]): Promise<void> {
  const [first, second, third] = returns.map(({ id }) => id)
  const names = { p: partnershipId, r: roundId, first: first!, second: second!, third: third! }
  const files = [
    { id: first!, name: 'Policy “2026”.pdf', at: 1 },
    { id: first!, name: 'Training log.xlsx', at: 2 },
    { id: second!, name: '=SUM(A1:A9).pdf', at: 3 },
  ]
  for (const { id, name, at } of files)
    await changed(
      db,
      `with f as (insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
         values (:p, :id, :name, 'application/pdf', :bytes, :sha, :key, 'online', '2026-11-03', 'Sam Okafor') returning id)
       insert into evidence_questions (evidence_id, partnership_id, return_id, question_key) select f.id, :p, :id, key from f, unnest(:keys::text[]) key`,
      {
        p: partnershipId,
        id,
        name,
        bytes: at * 1000,
        sha: createHash('sha256').update(name).digest('hex'),
        key: `${roundId}-${id}-${at}`.padEnd(40, '0'),
        keys: evidenceKeys.slice(0, at),
      },
    )
  await changed(
    db,
    `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name, removed_at, removed_by)
     values (?, ?, 'Names of children.pdf', 'application/pdf', 9, 'x', ?, 'online', '2026-11-03', 'Sam Okafor', now(), 'Priya Shah')`,
    [partnershipId, first!, `removed-${roundId}`],
  )
  await changed(
    db,
    `with b as (insert into extension_batches (partnership_id, round_id, to_due_at, reason_code, granted, granted_by)
       values (:p, :r, '2026-12-04T17:00:00Z', 'illness', 1, 'Priya Shah') returning id)
     insert into extensions (partnership_id, round_id, return_id, batch_id, from_due_at, to_due_at, reason_code, reason, granted_by)
     select :p, :r, :third, b.id, '2026-11-20T17:00:00Z', '2026-12-04T17:00:00Z', 'illness', 'The DSL is ill.', 'Priya Shah' from b`,
    names,
  )
  await changed(
    db,
    `insert into chases (partnership_id, round_id, return_id, kind, by_name, said, next_on) values
       (:p, :r, :first, 'reminder', 'System', '', null), (:p, :r, :third, 'call', 'Priya Shah', '=HYPERLINK("http://x") they will send it', '2026-11-30')`,
    names,
  )
  await changed(
    db,
    `with s as (insert into dip_samples (partnership_id, round_id, name, seed, method, population, drawn_by) values (:p, :r, 'First sample', '17', '{"base":"all","targets":[],"fastMinutes":30,"leaveOutSampled":false,"method":"all","size":null,"strata":"phase"}', 5, 'Priya Shah') returning id),
     m as (insert into dip_sample_members (partnership_id, sample_id, round_id, return_id, position, stratum, reason, outcome, outcome_note)
       select :p, s.id, :r, x.id, x.at, 'Primary', 'Random', x.outcome, '' from s, (values (:first::bigint, 1, 'assured'), (:second, 2, null)) x (id, at, outcome) returning id, return_id)
     insert into verdicts (partnership_id, member_id, return_id, question_key, verdict, note, reviewer_name)
     select :p, m.id, m.return_id, key, 'partly', 'Dated 2024', 'Joan Reviewer' from m, unnest(:keys::text[]) key where m.return_id = :first`,
    { ...names, keys: ratingKeys },
  )
  await changed(
    db,
    `update dip_samples set frame_salt = 'salt', frame_sha256 = repeat('0', 64), frame = jsonb_build_object('population', (
       select jsonb_agg(jsonb_build_object('returnId', x.id, 'establishmentId', e.id, 'key', e.scheme || ':' || e.identifier,
         'name', x.establishment_name, 'stratum', 'All', 'reason', 'Completed on time') order by x.id)
       from returns x join establishments e on e.id = x.establishment_id where x.partnership_id = :p and x.round_id = :r))
     where partnership_id = :p`,
    names,
  )
  await changed(
    db,
    `insert into findings (partnership_id, round_id, part_key, kind, statement, population, question_keys, counted_values, n, of, created_by)
     values (:p, :r, 'policies', 'strength', 'have a policy that was read by all staff', 'completed', :keys, '[{"question":"policies_behaviour","values":["met"]}]', 4, 5, 'Priya Shah')`,
    { ...names, keys: ratingKeys },
  )
}

const setAQuestions = LIBRARY[0]!.sections.flatMap(section => section.questions)
const evidenceKeys = setAQuestions.filter(({ kind }) => kind === 'evidence').map(({ key }) => key)
const ratingKeys = setAQuestions
  .filter(({ kind }) => kind === 'met')
  .slice(0, 2)
  .map(({ key }) => key)
