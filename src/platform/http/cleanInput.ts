import { parse } from 'node:querystring'
import type { RequestHandler } from 'express'
import { withoutControls } from '../forms/fields.ts'

/** The query of an address. A name that is there several times has a list of texts. */
export const parseQuery = (query: string): Record<string, unknown> => clean(parse(query))

/** What a form sent, whole characters without control characters; an empty form when the body was of no kind that forms have. */
export const cleanForm: RequestHandler = (req, _res, next) => {
  req.body = clean((req.body ?? {}) as Record<string, unknown>)
  next()
}

function clean(fields: Record<string, unknown>): Record<string, unknown> {
  const cleaned = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) cleaned[name] = Array.isArray(value) ? value.map(cleanOne) : cleanOne(value)
  return cleaned
}

const cleanOne = (value: unknown): unknown => (typeof value === 'string' ? withoutControls(value) : value)
