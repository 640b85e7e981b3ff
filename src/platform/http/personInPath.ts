import type { Request, RequestHandler, Response } from 'express'
import { idIn } from '../forms/fields.ts'
import type { Id } from '../id.ts'

/** Where the pages of an establishment's own return stand. */
const RETURN = '/return'
const WITH_PERSON = /^\/return\/(\d{1,15})(?=[/?]|$)/

const named = new WeakMap<Request, Id<'contributor'>>()

/**
 * Where several returns are open in one browser, the addresses of their pages say which contributor each page is for:
 * `/return/12/check` is `/return/check` for contributor 12 (decision 0064). Takes the number out, for routes to know one address.
 */
export const takePersonFromPath: RequestHandler = (req, _res, next) => {
  const found = req.url.startsWith(RETURN) ? WITH_PERSON.exec(req.url) : null
  const person = idIn<'contributor'>(found?.[1])
  if (found && person !== undefined) {
    named.set(req, person)
    req.url = RETURN + req.url.slice(found[0].length)
  }
  next()
}

/** For whom the address asks; undefined where it names nobody. */
export const personInPath = (req: Request): Id<'contributor'> | undefined => named.get(req)

const written = new WeakMap<Response, Id<'contributor'> | undefined>()

/** From here on, what this response sends a browser to of their return names this person; undefined: nobody. */
export function namePersonInPaths(res: Response, person: Id<'contributor'> | undefined): void {
  if (!written.has(res)) {
    const location = res.location.bind(res)
    res.location = url => location(withPerson(res, url))
  }
  written.set(res, person)
}

/** `/return/check` as this response has to write it; an address that names another person stays. */
function withPerson(res: Response, url: string): string {
  const person = written.get(res)
  return person === undefined ? url : url.replace(/^\/return(?!\/\d)(?=[/?#]|$)/, `${RETURN}/${person}`)
}

/** The addresses of a page, written with the person where this response names them. What people typed holds no quotation marks by now. */
export function pathsOf(res: Response, page: Buffer): Buffer {
  const person = written.get(res)
  if (person === undefined) return page
  return Buffer.from(page.toString('utf8').replace(/="\/return(?!\/\d)(?=[/?#"])/g, `="${RETURN}/${person}`))
}
