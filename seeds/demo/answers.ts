import { askedSections, isRequired, type QuestionnaireDocument } from '../../src/features/questionnaires/index.ts'
import { needsAction, valuesOf, type Json, type Question, type Response } from '../../src/features/questions/index.ts'
import { type EstablishmentFacts } from '../../src/features/establishments/index.ts'
import { plusDays } from '../../src/platform/london.ts'
import type { Dice } from './random.ts'

/** Who answers, and how well things stand there. */
export type Answerer = {
  facts: EstablishmentFacts
  /** From 0 (much to do) to 1 (all in place). */
  standing: number
  pupils: number
  people: { head: Named; dsl: Named; chair: Named; others: readonly string[] }
  /** The day on which the return is filled in, 'YYYY-MM-DD'. */
  on: string
}
type Named = { name: string; email: string }

/**
 * Answers to everything that the establishment is asked, valid and, with `share` 1, complete.
 *
 * @param share how many of the questions are answered, from the beginning
 */
export function inventAnswers(document: QuestionnaireDocument, who: Answerer, dice: Dice, share = 1): Map<string, Response> {
  const responses = new Map<string, Response>()
  const answers = new Map<string, Json>()
  // Answering may open further questions below: ask again, section by section, as a person would meet them.
  const sections = document.sections.length
  for (let at = 0; at < Math.ceil(sections * share); at += 1) {
    const key = document.sections[at]?.key
    for (const question of document.sections[at]?.questions ?? []) {
      const asked = askedSections(document, who.facts, answers).find(section => section.key === key)
      if (!asked?.questions.some(one => one.key === question.key) || question.kind === 'information') continue
      if (!isRequired(question) && dice.chance(0.35)) continue
      const response = respond(question, who, dice)
      responses.set(question.key, response)
      answers.set(question.key, response.answer)
    }
  }
  return responses
}

function respond(question: Question, who: Answerer, dice: Dice): Response {
  const answer = answerTo(question, who, dice)
  const short = needsAction(question, answer)
  return {
    answer,
    comment: question.comment && dice.chance(short ? 0.8 : 0.25) ? dice.pick(short ? COMMENTS_SHORT : COMMENTS_GOOD) : null,
    action: short
      ? {
          what: dice.pick(ACTIONS),
          owner: dice.pick([who.people.dsl.name, who.people.head.name, 'Deputy DSL', 'Link governor']),
          dueOn: plusDays(who.on, 14 * dice.whole(1, 12)),
        }
      : null,
  }
}

function answerTo(question: Question, who: Answerer, dice: Dice): Json {
  switch (question.kind) {
    case 'yes_no':
    case 'yes_partly_no':
    case 'met':
    case 'rag':
    case 'level':
      return rating(question, who, dice)
    case 'number':
      return number(question, who, dice)
    case 'percentage':
      return dice.chance(0.5) ? 100 : dice.whole(84, 99)
    case 'date':
      return plusDays(who.on, -dice.whole(7, 330))
    case 'month':
      return plusDays(who.on, -dice.whole(7, 330)).slice(0, 7)
    case 'text':
      return dice.pick(SHORT_TEXTS).slice(0, question.maxLength ?? 200)
    case 'long_text':
      return [dice.pick(LONG_TEXTS), ...(dice.chance(0.4) ? [dice.pick(LONG_TEXTS)] : [])]
        .join('\n\n')
        .slice(0, question.maxLength ?? 10_000)
    case 'choice':
      return dice.pick(question.options).value
    case 'choices':
      return dice
        .shuffled(question.options)
        .slice(0, dice.whole(1, Math.min(3, question.options.length)))
        .map(({ value }) => value)
    case 'person':
      return person(question, who, dice)
    case 'table':
      return Array.from({ length: Math.max(question.minRows ?? 0, dice.whole(1, 3)) }, () => tableRow(question, who, dice))
    case 'evidence':
      return dice.chance(0.5)
        ? 'Kept in the safeguarding folder on the school’s own drive; seen by the link governor.'
        : 'In the governors’ papers for the autumn term.'
    case 'declaration':
      return true
    case 'information':
      return null
  }
}

function rating(
  question: Extract<Question, { kind: 'yes_no' | 'yes_partly_no' | 'met' | 'rag' | 'level' }>,
  who: Answerer,
  dice: Dice,
): Json {
  const values = valuesOf(question).filter(({ score }) => score !== null)
  const fine = values.filter(value => !value.needsAction)
  const short = values.filter(value => value.needsAction)
  if (short.length === 0) return dice.pick(fine).value
  if (dice.chance(0.55 + 0.44 * who.standing)) return (fine[0] ?? dice.pick(values)).value
  return (dice.chance(0.85) ? short[0] : short.at(-1))?.value ?? dice.pick(values).value
}

function number(question: Extract<Question, { kind: 'number' }>, who: Answerer, dice: Dice): number {
  const most = Math.min(
    question.max ?? Infinity,
    /roll|pupils_on|children_on/.test(question.key) ? who.pupils : Math.max(4, Math.round(who.pupils / 25)),
  )
  const least = Math.max(question.min ?? 0, /roll/.test(question.key) ? who.pupils : 0)
  return dice.whole(Math.min(least, most), Math.max(least, most))
}

function person(question: Extract<Question, { kind: 'person' }>, who: Answerer, dice: Dice): Json {
  const known = question.key.includes('head')
    ? who.people.head
    : question.key.includes('dsl')
      ? who.people.dsl
      : question.key.includes('chair')
        ? who.people.chair
        : undefined
  return {
    name: known?.name ?? dice.pick(who.people.others),
    role: known || question.hasRole === false ? null : dice.pick(['Assistant headteacher', 'Teacher', 'Governor', 'Pastoral lead']),
    email: question.email ? (known?.email ?? null) : null,
    trained: trainedOf(question, who, dice),
  }
}

function trainedOf({ trainingDate, trainingMonth }: Extract<Question, { kind: 'person' }>, who: Answerer, dice: Dice): string | null {
  if (!trainingDate && !trainingMonth) return null
  const day = plusDays(who.on, -dice.whole(20, 700))
  return trainingMonth ? day.slice(0, 7) : day
}

function tableRow(question: Extract<Question, { kind: 'table' }>, who: Answerer, dice: Dice): { [key: string]: Json } {
  return Object.fromEntries(
    question.columns.map((column): [string, Json] => {
      if (column.kind === 'date') return [column.key, plusDays(who.on, -dice.whole(10, 400))]
      if (column.kind === 'month') return [column.key, plusDays(who.on, -dice.whole(10, 400)).slice(0, 7)]
      if (column.kind === 'number') return [column.key, dice.whole(1, 30)]
      if (column.kind === 'yes_no') return [column.key, dice.chance(0.85) ? 'yes' : 'no']
      if (column.kind === 'choice') return [column.key, dice.pick(column.options ?? []).value]
      return [
        column.key,
        /name|who/.test(column.key)
          ? dice.pick(who.people.others)
          : /policy|title/.test(column.key)
            ? dice.pick(POLICIES)
            : dice.pick(ROLES),
      ]
    }),
  )
}

const POLICIES = [
  'Child protection',
  'Staff code of conduct',
  'Online safety',
  'Behaviour',
  'Whistleblowing',
  'Attendance',
  'Safer recruitment',
  'Anti-bullying',
]
const ROLES = ['Deputy DSL', 'Assistant headteacher', 'Pastoral manager', 'Inclusion lead', 'Year leader']
const COMMENTS_GOOD = [
  'Checked by the link governor in the autumn term.',
  'Reviewed with staff at the September training day.',
  'Strong: pupils could explain this to visitors.',
  'Externally reviewed last year with no recommendations.',
]
const COMMENTS_SHORT = [
  'In place for teaching staff; support staff are being brought in.',
  'The policy was updated but is not yet on the website.',
  'New in post: the handover showed gaps that we are closing.',
  'Training was booked twice and cancelled by the provider.',
  'Records show it is done but not always by when it should be.',
]
const ACTIONS = [
  'Put the updated policy on the website and tell parents',
  'Train the remaining staff and record the date for each',
  'Agree with governors how often this is reported',
  'Add the missing checks to the record and have a governor sample it',
  'Book the two-yearly refresher and a place for the deputy',
  'Review the filtering reports each half term and minute the outcome',
  'Write down who covers in the holidays and publish it',
]
const SHORT_TEXTS = [
  'Half-termly',
  'Full governing board, autumn term',
  'Headteacher’s report',
  'Reviewed in September',
  'None this year',
  'Link governor, termly visit',
]
const LONG_TEXTS = [
  'Staff speak up early and the safeguarding team meets every week. Records are kept in one system and chronologies are checked each half term.',
  'Attendance and emotional wellbeing take most of our time. We would welcome shared training on mental health and on working with reluctant families.',
  'Transfer of files when children move school is still slow: we follow up after five days and keep a log.',
  'The link governor meets children each term and reports what they say to the board. Pupils asked for clearer ways to report worries online, which we now have.',
  'We would find a local directory of early help services useful, and feedback on the referrals that we make.',
]
