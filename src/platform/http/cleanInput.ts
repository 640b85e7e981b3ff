import { parse } from 'node:querystring'
import type { RequestHandler } from 'express'
import { withoutControls } from '../forms/fields.ts'
import { capped, LONGEST_NAME } from '../forms/lengths.ts'

/** The query of an address. A name that is there several times has a list of texts. */
export const parseQuery = (query: string): Record<string, unknown> => clean(parse(query))

/** What a form sent, as everything after this door sees it; an empty form when the body was of no kind that forms have. */
export const cleanForm: RequestHandler = (req, _res, next) => {
  req.body = clean((req.body ?? {}) as Record<string, unknown>)
  next()
}

/** Whole characters without control characters, no text longer than its field takes, and no field whose name none of ours has. */
export function clean(fields: Record<string, unknown>): Record<string, unknown> {
  const cleaned = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    if (name.length > LONGEST_NAME) continue
    cleaned[name] = Array.isArray(value) ? value.map(one => cleanOne(name, one)) : cleanOne(name, value)
  }
  return cleaned
}

const cleanOne = (name: string, value: unknown): unknown => (typeof value === 'string' ? withoutControls(capped(name, value)) : value)
