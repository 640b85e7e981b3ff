import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A return that is still expected of an establishment that the register calls closed: staff decide what becomes of it. */
export type OpenReturn = {
  returnId: Id<'return'>
  roundName: string
  establishmentId: Id<'establishment'>
  name: string
  identifier: string
  closedOn: string | null
  closedReason: string
}

/** A return of one establishment: where it stands, in words, and whether it is still to come. */
export type ReturnOf = { returnId: Id<'return'>; roundName: string; standing: string; isOpen: boolean }

/** A return in progress and what it was issued as, in words. */
export type IssuedAs = { identifier: string; returnId: Id<'return'>; words: string }

/** What the register's pages show of returns. It is handed to the routes: returns stand on a floor above. */
export type EstablishmentReturns = {
  closedWithOpenReturn: (db: Db, partnershipId: Id<'partnership'>) => Promise<OpenReturn[]>
  /** What of its audit links is not with the person and the address that the register has, each with the page that moves it. */
  linksToMove: (
    db: Db,
    partnershipId: Id<'partnership'>,
    establishmentId: Id<'establishment'>,
    today: string,
  ) => Promise<{ text: string; href: string }[]>
  /** As what the returns in progress of some establishments were issued: by the numbers of the establishments. */
  issuedAs: (db: Db, partnershipId: Id<'partnership'>, identifiers: readonly string[]) => Promise<IssuedAs[]>
  /** The newest round first. */
  returnsOf: (db: Db, partnershipId: Id<'partnership'>, establishmentId: Id<'establishment'>) => Promise<ReturnOf[]>
}
