import { Places, skeletonOf, type Drawn, type Skeleton } from '../../../platform/http/skeleton.ts'
import { component, escapeHtml } from '../../../platform/http/templates.ts'
import { fieldView, type FieldState } from '../field.ts'
import type { Question } from '../kinds/all.ts'
import { valuesOf } from '../kinds/index.ts'
import { isRecord } from '../kinds/reading.ts'
import { isTyped, toRawResponse, type RawResponse } from '../response.ts'

/**
 * The field of one question in a section's form, as views/questions/field.ejs draws it.
 *
 * What is stored is drawn from a skeleton (decision 0048): of a frozen questionnaire nothing changes from one return to another but which
 * answer is chosen, whether there is a comment and an action, and the texts. What was typed just now, errors, and lists are drawn anew.
 */
export function drawField(q: Question, state: FieldState): Drawn {
  if (state.raw === undefined && (state.errors ?? []).length === 0) {
    const raw = toRawResponse(q, state.response)
    const { isClosed, skeletons } = keptOf(q)
    if (isClosed || !Array.isArray(raw.answer)) return fromSkeleton(q, raw, state.base, isClosed, skeletons)
  }
  return drawnAnew(q, state)
}

const drawnAnew = (q: Question, state: FieldState): string => component('questions/field', fieldView(q, state))

/** Skeletons of a question, by what of a response is drawn. */
type Kept = { isClosed: boolean; skeletons: Map<string, Skeleton> }

// Kept as long as the question itself: frozen questionnaires stay in memory, others are read anew and their skeletons go with them.
const keptByQuestion = new WeakMap<Question, Kept>()

/** Of ten boxes to tick there are a thousand ways to tick them: the first are kept. */
const MOST_KEPT = 64

function keptOf(q: Question): Kept {
  const known = keptByQuestion.get(q)
  if (known) return known
  const fresh = { isClosed: valuesOf(q).length > 0, skeletons: new Map<string, Skeleton>() }
  keptByQuestion.set(q, fresh)
  return fresh
}

function fromSkeleton(q: Question, raw: RawResponse, base: string, isClosed: boolean, skeletons: Map<string, Skeleton>): Drawn {
  const places = new Places()
  const marked = {
    response: null,
    base: places.drawn(escapeHtml(base)),
    raw: withTexts(raw, isClosed, text => places.drawn(escapeHtml(text))),
  }
  const variant = `${raw.comment === '' ? '' : 'c'}${isTyped(raw.action) ? 'x' : ''}${isClosed ? JSON.stringify(raw.answer) : ''}`
  const known = skeletons.get(variant)
  const skeleton = known ?? skeletonOf(drawnAnew(q, marked))
  if (!known && skeletons.size < MOST_KEPT) skeletons.set(variant, skeleton)
  return { skeleton, within: places.within }
}

/**
 * A response with each of its texts changed, in one order: of a closed question the answer is no text, and what was left blank as a
 * whole stays so, since the views draw it otherwise.
 */
const withTexts = (raw: RawResponse, isClosed: boolean, change: (text: string) => string): RawResponse => ({
  answer: isClosed ? raw.answer : inAll(raw.answer, change),
  comment: raw.comment === '' ? '' : change(raw.comment),
  action: isTyped(raw.action) ? (inAll(raw.action, change) as RawResponse['action']) : raw.action,
})

function inAll(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([part, text]) => [part, inAll(text, change)])) : value
}
