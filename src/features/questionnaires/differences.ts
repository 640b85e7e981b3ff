import { KIND_WORDS, STRENGTH_WORDS, type Question, valuesOf } from '../questions/index.ts'
import { isRequired } from './completeness.ts'
import { conditionWords } from './conditions.ts'
import type { QuestionnaireDocument } from './document.ts'
import { whyLeftOut, whyNew } from './library/reasons.ts'

type Document = Pick<QuestionnaireDocument, 'sections'>

/** What is different of one question from a version to the next, and why where the library says so. */
export type Difference = {
  key: string
  label: string
  kind: 'new' | 'left_out' | 'changed'
  /** The question that stands in its place, or that it stands in place of; by its key. */
  other: string | null
  what: string[]
  why: string[]
}

/** Every question that is new, left out or changed, in the order of the later version; those left out come last. */
export function differences(then: Document, now: Document): Difference[] {
  const [before, after] = [questionsIn(then), questionsIn(now)]
  return [
    ...[...after].flatMap(([key, question]) => {
      const earlier = before.get(key)
      return earlier ? changed(earlier, question, then, now) : [isNew(question, before)]
    }),
    ...[...before].filter(([key]) => !after.has(key)).map(([, question]) => isLeftOut(question, after)),
  ]
}

const questionsIn = ({ sections }: Document): ReadonlyMap<string, Question> =>
  new Map(sections.flatMap(({ questions }) => questions.map(question => [question.key, question])))

function isNew({ key, label }: Question, before: ReadonlyMap<string, Question>): Difference {
  const reason = whyNew(key)
  const other = reason?.old?.find((_old, at) => reason.by?.[at] === key) ?? reason?.old?.[0] ?? null
  return {
    ...{ key, label, kind: 'new', other: other !== null && before.has(other) ? other : null },
    what: [other !== null && before.has(other) ? `New, in place of “${before.get(other)?.label ?? ''}”.` : 'New.'],
    why: reason ? [reason.why] : [],
  }
}

function isLeftOut({ key, label }: Question, after: ReadonlyMap<string, Question>): Difference {
  const reason = whyLeftOut(key)
  const other = reason?.by?.[reason.old?.indexOf(key) ?? 0] ?? reason?.by?.[0] ?? null
  const instead = other === null ? undefined : after.get(other)
  return {
    ...{ key, label, kind: 'left_out', other: instead ? other : null },
    what: [instead ? `Left out. “${instead.label}” is asked instead.` : 'Left out.'],
    why: reason ? [reason.why] : [],
  }
}

/** What changed of a question that both versions ask, with a reason for each kind of change. */
function changed(then: Question, now: Question, before: Document, after: Document): Difference[] {
  const found = PARTS.flatMap(({ said, name, why, isLong }) => {
    const [was, is] = [said(then, before), said(now, after)]
    if (was === is) return []
    const what = isLong ? `${name} was reworded.` : saidOf(name, was, is)
    return [{ what, why: why(was, is) }]
  })
  if (found.length === 0) return []
  return [
    {
      ...{ key: now.key, label: now.label, kind: 'changed', other: null },
      what: found.map(({ what }) => what),
      why: [...new Set(found.flatMap(({ why }) => (why === '' ? [] : [why])))],
    },
  ]
}

const saidOf = (name: string, was: string, is: string): string => {
  if (was === '') return `${name} is new: “${is}”.`
  return is === '' ? `${name} was left out: “${was}”.` : `${name} was “${was}”, and is “${is}”.`
}

type Part = {
  name: string
  said: (question: Question, document: Document) => string
  why: (was: string, is: string) => string
  isLong?: true
}

const PARTS: readonly Part[] = [
  { name: 'The question', said: ({ label }) => label, why: () => '' },
  { name: 'The kind of answer', said: ({ kind }) => KIND_WORDS[kind], why: () => '' },
  {
    name: 'The answers',
    said: question =>
      valuesOf(question)
        .map(({ label }) => label)
        .join(', '),
    why: () => '',
  },
  {
    name: 'Whether it must be answered',
    said: question => (isRequired(question) ? 'compulsory' : 'optional'),
    why: (_was, is) => (is === 'optional' ? 'No law or guidance depends on it, and a compulsory question costs every school.' : ''),
  },
  {
    name: 'When it is asked',
    said: ({ when }, document) => (when ? conditionWords(when, document) : ''),
    why: (_was, is) => (is === '' ? '' : 'It is asked only where a fact or an answer calls for it.'),
  },
  {
    name: 'Its strength',
    said: ({ strength, mustFor }, document) =>
      [strength ? STRENGTH_WORDS[strength] : '', mustFor ? conditionWords(mustFor, document).replace('asked only if', 'must if') : '']
        .filter(part => part !== '')
        .join('; '),
    why: () => '“Must” stands only where law says so for that kind of establishment.',
  },
  {
    name: 'Its reference',
    said: ({ reference }) => reference ?? '',
    why: () => 'A reference leads to an exact place, or there is none: a whole part of a document sends nobody anywhere.',
  },
  {
    name: 'The note under it',
    said: ({ instruction, hint }) => [instruction, hint].filter(text => text !== undefined).join(' '),
    why: () => 'What to count or to do stands in the open.',
  },
  {
    name: 'What good looks like',
    isLong: true,
    said: ({ guidance }) => guidance ?? '',
    why: () => 'It says what good looks like, in short sentences, and nothing else.',
  },
]
