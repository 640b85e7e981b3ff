import type { Request } from 'express'
import { notFound } from './refusal.ts'

/** The id in a path, such as `roundId` of `/rounds/:roundId`. @throws Refusal (not found) when it is no id at all */
export function idParam(req: Request, name: string): number {
  const given = req.params[name]
  if (typeof given !== 'string' || !/^[1-9]\d{0,14}$/.test(given)) throw notFound()
  return Number(given)
}

/** One value of the query, trimmed; blank when it is not there or came twice. */
export function queryText(req: Request, name: string): string {
  const given = req.query[name]
  return typeof given === 'string' ? given.trim() : ''
}

/** The page of a list that the query names, counted from 1. */
export function queryPage(req: Request): number {
  const page = Number(queryText(req, 'page'))
  return Number.isInteger(page) && page > 0 ? page : 1
}
