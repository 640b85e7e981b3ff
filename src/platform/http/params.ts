import type { Request } from 'express'
import { idIn, pageNumber } from '../forms/fields.ts'
import type { Id } from '../id.ts'
import { notFound } from './refusal.ts'

/** The id in a path, such as `roundId` of `/rounds/:roundId`: its name says of what. @throws Refusal (not found) when it is no id at all */
export function idParam<Of extends string>(req: Request, name: `${Of}Id`): Id<Of> {
  const id = idIn<Of>(req.params[name])
  if (id === undefined) throw notFound()
  return id
}

/** One value of the query, trimmed; blank when it is not there or came twice. */
export function queryText(req: Request, name: string): string {
  const given = req.query[name]
  return typeof given === 'string' ? given.trim() : ''
}

/** The page of a list that the query names, counted from 1. */
export const queryPage = (req: Request): number => pageNumber.parse(queryText(req, 'page'))
