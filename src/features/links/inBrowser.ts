import type { Request } from 'express'
import type { Id } from '../../platform/id.ts'

export type Present = { contributorId: Id<'contributor'>; returnId: Id<'return'> }

/** Whether somebody came by an audit link in this browser: what they typed in a form that is open here can be sent. */
export const isInBrowser = ({ session }: Request, whose: Id<'contributor'>): boolean =>
  session.contributor?.contributorId === whose || (session.people ?? []).some(({ contributorId }) => contributorId === whose)

/** Who has the returns that are open in this browser: of each, whoever came to it last. */
export const openIn = ({ session: { contributor, people } }: Request): { contributorId: Id<'contributor'> }[] =>
  people
    ? people.filter(({ returnId }, at) => people.findIndex(other => other.returnId === returnId) === at)
    : contributor
      ? [contributor]
      : []

/** Whether other returns than this are open in the browser as well. */
export const isOneOfSeveral = ({ session }: Request, { returnId }: Pick<Present, 'returnId'>): boolean =>
  (session.people ?? []).some(other => other.returnId !== returnId)

/** The page of the returns that are open in a browser. */
export const RETURNS_HERE = '/return/mine'
