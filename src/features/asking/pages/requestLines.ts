import type { StatusTag } from '../../../platform/http/components.ts'
import { sayInstant, sayShortDay } from '../../../platform/london.ts'
import { standingOf } from '../request.ts'
import { sayAnswered, sayAsked, sayOvertaken, STANDING_TAGS } from '../requestWords.ts'
import type { OpenRequest } from '../store.ts'

/** One request as both sides read it: what was asked, by whom and why, and what became of it. */
export type RequestLine = {
  id: string
  title: string
  tag: StatusTag
  asked: string
  reason: string
  /** Who answered and when, or what happened instead; blank while it waits. */
  outcome: string
  answer: string
}

export function requestLine(request: OpenRequest): RequestLine {
  const { id, byName, askedAt, reason, answer } = request
  const answered = sayAnswered(request)
  return {
    id: `request-${id}`,
    title: sayAsked(request),
    tag: STANDING_TAGS[standingOf(request, request.auditReturn)],
    asked: `Asked by ${byName} at ${sayInstant(askedAt)}.`,
    reason,
    outcome: answered === '' ? sayOvertaken(request, request.auditReturn) : answered,
    answer,
  }
}

/** What was asked about a return, for the list of facts on its page, each with the way to its page. */
export const requestLines = (requests: readonly OpenRequest[]): { text: string; href: string }[] =>
  requests.map(request => ({
    text: `${sayAsked(request)}, asked by ${request.byName} on ${sayShortDay(request.askedAt)}: ${STANDING_TAGS[standingOf(request, request.auditReturn)].text.toLowerCase()}`,
    href: `/returns/${request.returnId}/requests/${request.id}`,
  }))
