import type { Response } from 'express'
import { REFUSAL_STATUS, type Refusal } from './refusal.ts'

/** An error for machines, as RFC 9457 says it. */
export type Problem = {
  /** The same for every occurrence of one kind of problem: what a program may decide by. */
  type: string
  title: string
  status: number
  detail: string
}

/** What is said to people is said to machines: the catalogue of problems is that of refusals. */
export const problemOf = (refusal: Refusal): Problem => ({
  type: `urn:safeguarding-audit:problem:${refusal.code}`,
  title: refusal.message,
  status: REFUSAL_STATUS[refusal.kind],
  detail: refusal.paragraphs.join(' '),
})

/** Answers a program's request with what went wrong. */
export function sendProblem(res: Response, problem: Problem): void {
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
